//! What lies in an inbox at one moment.

use crate::ingest::names::{self, Verdict};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::Metadata;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// No inbox is nested deeper; a loop of links on a share would be.
const DEEPEST: usize = 32;

/// Device and number of a file; zeros where the system does not tell.
pub type FileId = (u64, u64);

/// What tells one state of a file from another without reading it. Any difference counts: an older
/// file that replaces a newer one has an earlier time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    pub size: u64,
    pub modified: Option<SystemTime>,
    /// When the entry itself last changed, where the system tells: no program can set it back.
    pub changed: (i64, i64),
    pub id: FileId,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    pub stamp: Stamp,
    /// Whether a lock of Excel or LibreOffice lies beside it.
    pub locked: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scan {
    /// By path relative to the inbox.
    pub files: BTreeMap<PathBuf, Entry>,
    /// Folders, relative to the inbox, that could not be listed.
    pub unreadable: Vec<PathBuf>,
    /// The inbox folder's own.
    pub identity: FileId,
}

impl Scan {
    /// Whether nothing can be said of this path, because a folder above it could not be listed.
    pub fn is_blind_to(&self, path: &Path) -> bool {
        self.unreadable.iter().any(|folder| path.starts_with(folder))
    }
}

/// Everything in the inbox that deserves a look; debris is passed over. An error means that the
/// inbox itself cannot be listed.
pub fn scan(root: &Path, skip: &[PathBuf]) -> io::Result<Scan> {
    let mut scan = Scan { identity: file_id(&std::fs::metadata(root)?), ..Scan::default() };
    folder(root, Path::new(""), skip, 0, &mut scan)?;
    Ok(scan)
}

fn folder(root: &Path, here: &Path, skip: &[PathBuf], depth: usize, scan: &mut Scan) -> io::Result<()> {
    let mut names = BTreeSet::new();
    for entry in std::fs::read_dir(root.join(here))? {
        names.insert(entry?.file_name());
    }
    for name in &names {
        let path = here.join(name);
        let full = root.join(&path);
        let text = name.to_string_lossy();
        if names::judge(&text) == Verdict::Ignore || skip.contains(&full) {
            continue;
        }
        // A file that is gone between the two looks is gone.
        let Ok(own) = std::fs::symlink_metadata(&full) else { continue };
        if own.is_dir() {
            if depth < DEEPEST && folder(root, &path, skip, depth + 1, scan).is_err() {
                scan.unreadable.push(path);
            }
            continue;
        }
        // A link to a file is the file; a link to a folder is not followed.
        let Ok(meta) = std::fs::metadata(&full) else { continue };
        if meta.is_file() {
            let locked = names::locks(&text).iter().any(|lock| names.contains(std::ffi::OsStr::new(lock)));
            scan.files.insert(path, Entry { stamp: stamp(&meta), locked });
        }
    }
    Ok(())
}

fn stamp(meta: &Metadata) -> Stamp {
    Stamp { size: meta.len(), modified: meta.modified().ok(), changed: changed(meta), id: file_id(meta) }
}

#[cfg(unix)]
fn changed(meta: &Metadata) -> (i64, i64) {
    use std::os::unix::fs::MetadataExt;
    (meta.ctime(), meta.ctime_nsec())
}

#[cfg(not(unix))]
fn changed(_: &Metadata) -> (i64, i64) {
    (0, 0)
}

#[cfg(unix)]
fn file_id(meta: &Metadata) -> FileId {
    use std::os::unix::fs::MetadataExt;
    (meta.dev(), meta.ino())
}

#[cfg(not(unix))]
fn file_id(_: &Metadata) -> FileId {
    (0, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inputs_are_found_at_any_depth_and_debris_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        std::fs::create_dir_all(root.join("week 1/late")).unwrap();
        std::fs::create_dir_all(root.join("out")).unwrap();
        std::fs::create_dir_all(root.join(".callboard")).unwrap();
        for name in [
            "crew.xlsx",
            "~$crew.xlsx",
            "week 1/late/t.csv",
            "out/report.xlsx",
            ".callboard/copy.xlsx",
            "1A2B.tmp",
            "week 1/notes.pdf",
        ] {
            std::fs::write(root.join(name), name).unwrap();
        }
        let scan = scan(root, &[root.join("out")]).unwrap();
        let found: Vec<(&str, bool)> =
            scan.files.iter().map(|(path, entry)| (path.to_str().unwrap(), entry.locked)).collect();
        assert_eq!(found, [("crew.xlsx", true), ("week 1/late/t.csv", false), ("week 1/notes.pdf", false)]);
        assert!(super::scan(&root.join("no such"), &[]).is_err());
    }
}
