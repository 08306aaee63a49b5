//! Copies of the inputs beside the ledger, named by their SHA-256: what a pass read stays at hand while its file is
//! being saved, and as the proof of what an issued sheet was made from.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

/// Where the copies lie, under the folder of the ledger.
pub fn folder(state: &Path) -> PathBuf {
    state.join("inputs")
}

/// The copy of these bytes, if there is one.
pub fn find(state: &Path, sha256: &str) -> Option<PathBuf> {
    let path = folder(state).join(sha256);
    (!sha256.is_empty() && path.is_file()).then_some(path)
}

/// Copies that are none of `wanted`, and how many bytes they take.
pub fn unwanted(state: &Path, wanted: &BTreeSet<String>) -> io::Result<Vec<(PathBuf, u64)>> {
    let dir = folder(state);
    if !dir.is_dir() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for entry in std::fs::read_dir(&dir)? {
        let entry = entry?;
        if !wanted.contains(entry.file_name().to_string_lossy().as_ref()) {
            found.push((entry.path(), entry.metadata()?.len()));
        }
    }
    found.sort();
    Ok(found)
}
