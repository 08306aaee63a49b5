//! Passes of one folder take turns.
//!
//! `watch` holds a folder for as long as it runs ([`super::Hold`]), and a sheet must be issued meanwhile: so what
//! writes into the folder takes a turn of its own for each pass, and waits for the one before it.

use super::{PassError, lock};
use crate::folder::Folder;
use std::fs::File;
use std::time::Duration;

/// A pass of a whole season takes seconds; one that takes longer than this hangs.
const PATIENCE: Duration = Duration::from_secs(120);

pub struct Turn {
    // Held for its lock.
    _lock: File,
}

impl Turn {
    pub fn take(folder: &Folder) -> Result<Turn, PassError> {
        match lock::take(folder, "turn", PATIENCE)? {
            Some((lock, _)) => Ok(Turn { _lock: lock }),
            None => Err(PassError::Held("another callboard, which does not come to an end".into())),
        }
    }
}
