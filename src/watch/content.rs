//! What is in a file that has become quiet: its hash, and whether the end of it is there.

use crate::ingest::snapshot;
use crate::ingest::sniff::{self, Family};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Content {
    pub hash: [u8; 32],
    /// False for a file that is empty, all zeros, or a zip without its end: such a file is most often
    /// still being copied.
    pub whole: bool,
}

/// Reads at most one byte more than a file may have.
pub fn inspect(path: &Path) -> io::Result<Content> {
    let mut bytes = Vec::new();
    File::open(path)?.take(snapshot::MOST_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(of(&bytes))
}

pub fn of(bytes: &[u8]) -> Content {
    let whole = match sniff::family(bytes) {
        Family::Empty => false,
        Family::Zip => snapshot::has_zip_end(bytes),
        Family::Other => bytes.iter().any(|&byte| byte != 0),
        _ => true,
    };
    Content { hash: Sha256::digest(bytes).into(), whole }
}
