//! What lies in an inbox at one moment.
//!
//! Each look asks for every file's stamp; a folder is listed again only when its own stamp is another one, or has been
//! for so short a time that the clock of its file system cannot tell two changes apart. So a look at a folder in which
//! nothing happens costs one question a file, and a file rewritten in place is still seen.

use crate::disk::{self, Disk};
use crate::ingest::names::{self, Verdict};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::Metadata;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// No inbox is nested deeper; a loop of links on a share would be.
const DEEPEST: usize = 32;

/// The coarsest clock of a file system in use (FAT's two seconds), and one more.
const COARSEST: Duration = Duration::from_secs(3);

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
    /// Only its name is on this disk; opening it would make the service fetch it.
    pub online_only: bool,
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

/// Looks at one inbox again and again.
pub struct Scanner {
    root: PathBuf,
    skip: Vec<PathBuf>,
    only: Vec<PathBuf>,
    disk: Disk,
    /// The last scan, and what it rests on.
    last: Option<Last>,
}

struct Last {
    scan: Scan,
    files: Vec<Seen>,
    folders: Vec<Listed>,
}

struct Seen {
    full: PathBuf,
    stamp: Stamp,
}

/// A folder as it was listed.
struct Listed {
    full: PathBuf,
    stamp: Stamp,
    /// When this stamp was first seen, by the watch's own clock.
    since: Duration,
}

impl Scanner {
    /// `skip` is passed over with all below it; where `only` names anything, the rest is passed over.
    pub fn new(root: &Path, skip: &[PathBuf], only: &[PathBuf]) -> Scanner {
        Scanner {
            root: root.to_path_buf(),
            skip: skip.to_vec(),
            only: only.to_vec(),
            disk: Disk::of(root),
            last: None,
        }
    }

    /// The inbox as it is now; `None` where it is as it was at the last look. An error means that the inbox itself
    /// cannot be listed. `now` is the time since the watch began.
    pub fn look(&mut self, now: Duration) -> io::Result<Option<Scan>> {
        crate::fail::point_at("scan", &self.root)?;
        if self.last.as_ref().is_some_and(|last| last.stands(now)) {
            return Ok(None);
        }
        let before = self.last.take();
        let mut listing =
            Listing { scanner: self, now, before: before.as_ref(), files: Vec::new(), folders: Vec::new() };
        let meta = std::fs::metadata(&self.root)?;
        let mut scan = Scan { identity: file_id(&meta), ..Scan::default() };
        listing.folder(Path::new(""), 0, &mut scan)?;
        let (files, folders) = (listing.files, listing.folders);
        let same = before.is_some_and(|before| before.scan == scan);
        self.last = Some(Last { scan: scan.clone(), files, folders });
        Ok((!same).then_some(scan))
    }

    /// Lists everything at the next look.
    pub fn forget(&mut self) {
        self.last = None;
    }
}

impl Last {
    /// Nothing is another than it was, as far as can be told without listing.
    fn stands(&self, now: Duration) -> bool {
        self.scan.unreadable.is_empty()
            && self.folders.iter().all(|folder| {
                now.saturating_sub(folder.since) >= COARSEST
                    && std::fs::metadata(&folder.full).is_ok_and(|meta| stamp(&meta) == folder.stamp)
            })
            && self
                .files
                .iter()
                .all(|file| std::fs::metadata(&file.full).is_ok_and(|meta| stamp(&meta) == file.stamp))
    }
}

struct Listing<'a> {
    scanner: &'a Scanner,
    now: Duration,
    before: Option<&'a Last>,
    files: Vec<Seen>,
    folders: Vec<Listed>,
}

impl Listing<'_> {
    fn folder(&mut self, here: &Path, depth: usize, scan: &mut Scan) -> io::Result<()> {
        let Scanner { root, skip, only, disk, .. } = self.scanner;
        let full = root.join(here);
        // Before it is listed: what comes between is seen next time.
        let own = stamp(&std::fs::metadata(&full)?);
        let mut found = BTreeSet::new();
        for entry in std::fs::read_dir(&full)? {
            found.insert(entry?.file_name());
        }
        let known =
            self.before.and_then(|last| last.folders.iter().find(|f| f.full == full && f.stamp == own));
        let since = known.map_or(self.now, |known| known.since);
        self.folders.push(Listed { full, stamp: own, since });
        for name in &found {
            let path = here.join(name);
            let full = root.join(&path);
            let text = name.to_string_lossy();
            let other = !only.is_empty() && !only.iter().any(|wanted| full.starts_with(wanted));
            if other || skip.contains(&full) || names::judge(&text) == Verdict::Ignore {
                continue;
            }
            // A file that is gone between the two looks is gone.
            let Ok(own) = std::fs::symlink_metadata(&full) else { continue };
            if own.is_dir() {
                if depth < DEEPEST && self.folder(&path, depth + 1, scan).is_err() {
                    scan.unreadable.push(path);
                }
                continue;
            }
            // A link to a file is the file; a link to a folder is not followed.
            let Ok(meta) = std::fs::metadata(&full) else { continue };
            if meta.is_file() {
                let locks = names::locks(&text);
                let locked = locks.iter().any(|lock| found.contains(std::ffi::OsStr::new(lock)));
                let stamp = stamp(&meta);
                let online_only = disk::is_online_only(&meta, *disk);
                scan.files.insert(path, Entry { stamp, locked, online_only });
                self.files.push(Seen { full, stamp });
            }
        }
        Ok(())
    }
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
        let scan = |root: &Path, only: &[PathBuf]| {
            Scanner::new(root, &[root.join("out")], only).look(Duration::ZERO).map(|scan| scan.unwrap().files)
        };
        let files = scan(root, &[]).unwrap();
        let found: Vec<(&str, bool)> =
            files.iter().map(|(path, entry)| (path.to_str().unwrap(), entry.locked)).collect();
        assert_eq!(found, [("crew.xlsx", true), ("week 1/late/t.csv", false), ("week 1/notes.pdf", false)]);
        let files = scan(root, &[root.join("week 1")]).unwrap();
        assert_eq!(files.len(), 2, "only what is asked for");
        assert!(scan(&root.join("no such"), &[]).is_err());
    }

    /// The shortcut by the folder's stamp holds after three seconds; what it must still see are files rewritten in
    /// place, and what comes and goes.
    #[test]
    fn a_folder_in_which_nothing_happens_is_not_listed_and_nothing_is_missed() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        let file = root.join("crew.csv");
        std::fs::write(&file, "7:00").unwrap();
        let second = Duration::from_secs(1);
        let mut scanner = Scanner::new(root, &[], &[]);
        assert!(scanner.look(Duration::ZERO).unwrap().is_some());
        assert!(scanner.look(4 * second).unwrap().is_none());
        assert!(scanner.last.as_ref().unwrap().stands(5 * second));
        // The same length, in place, and the old time put back: only the entry's own change tells.
        let time = std::fs::metadata(&file).unwrap().modified().unwrap();
        std::fs::write(&file, "7:30").unwrap();
        std::fs::File::options().write(true).open(&file).unwrap().set_modified(time).unwrap();
        assert!(scanner.look(6 * second).unwrap().is_some() || cfg!(not(unix)));
        assert!(scanner.look(7 * second).unwrap().is_none());
        std::fs::create_dir(root.join("late")).unwrap();
        std::fs::write(root.join("late/t.csv"), "x").unwrap();
        assert_eq!(scanner.look(11 * second).unwrap().unwrap().files.len(), 2);
        std::fs::remove_file(&file).unwrap();
        assert_eq!(scanner.look(20 * second).unwrap().unwrap().files.len(), 1);
    }
}
