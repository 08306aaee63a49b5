//! Passes of one folder take turns.
//!
//! `watch` holds a folder for as long as it runs ([`super::Hold`]), and a sheet must be issued meanwhile: so what
//! writes into the folder takes a turn of its own for each pass, and waits for the one before it.

use super::PassError;
use crate::folder::Folder;
use std::fs::{self, File, TryLockError};
use std::time::{Duration, Instant};

/// A pass of a whole season takes seconds; one that takes longer than this hangs.
const PATIENCE: Duration = Duration::from_secs(120);

pub struct Turn {
    // Held for its lock, which ends with it, also when the process is killed.
    _lock: File,
}

impl Turn {
    pub fn take(folder: &Folder) -> Result<Turn, PassError> {
        let own = folder.root.join(".callboard");
        fs::create_dir_all(&own).map_err(PassError::io("could not make the folder", &own))?;
        let path = own.join("turn");
        let lock = File::options()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(&path)
            .map_err(PassError::io("could not open the lock", &path))?;
        let since = Instant::now();
        loop {
            match lock.try_lock() {
                Ok(()) => return Ok(Turn { _lock: lock }),
                Err(TryLockError::WouldBlock) if since.elapsed() < PATIENCE => {
                    std::thread::sleep(Duration::from_millis(50));
                }
                Err(TryLockError::WouldBlock) => {
                    return Err(PassError::Held("another callboard, which does not come to an end".into()));
                }
                Err(TryLockError::Error(cause)) => {
                    return Err(PassError::Io { what: "could not take the lock", path, cause });
                }
            }
        }
    }
}
