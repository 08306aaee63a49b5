//! What kind of disk a folder lies on: this machine's own, a network share, or a folder that a service synchronises.
//!
//! SQLite's locks cannot be trusted on a share, and a synchronising service copies a database while it is being
//! written; neither tells of every change. Both are told apart here, and nowhere else.

use crate::fail;
use std::ffi::OsStr;
use std::fmt;
use std::fs::Metadata;
use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disk {
    Local,
    /// NFS, SMB, sshfs and their like.
    Share,
    /// A folder that Dropbox, Google Drive, OneDrive, iCloud, Nextcloud or Syncthing keeps in step.
    Synchronised,
}

impl fmt::Display for Disk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Disk::Local => "a local disk",
            Disk::Share => "a network share",
            Disk::Synchronised => "a synchronised folder",
        })
    }
}

impl Disk {
    /// The disk under `path`, or under the nearest folder above it that is there.
    pub fn of(path: &Path) -> Disk {
        let absolute = path.canonicalize().or_else(|_| std::path::absolute(path));
        let path = absolute.as_deref().unwrap_or(path);
        if let Some(faked) = faked(path) {
            return faked;
        }
        let there = path.ancestors().find(|p| p.exists()).unwrap_or(path);
        if path.ancestors().any(is_synchronised) {
            Disk::Synchronised
        } else if is_share(there) {
            Disk::Share
        } else {
            Disk::Local
        }
    }

    /// Whether a database may lie here, and events of the system can be relied upon.
    pub fn is_local(self) -> bool {
        self == Disk::Local
    }
}

/// Names that synchronising services give the folder they keep in step.
fn is_synchronised(folder: &Path) -> bool {
    let name = folder.file_name().map(OsStr::to_string_lossy).unwrap_or_default();
    // `Dropbox (Halcyon)`, `OneDrive - Halcyon Pictures`, `GoogleDrive-office@example.com`.
    let begins = ["Dropbox (", "OneDrive - ", "GoogleDrive-"];
    let whole =
        ["Dropbox", "OneDrive", "Google Drive", "CloudStorage", "Mobile Documents", "com~apple~CloudDocs"];
    if whole.iter().any(|own| name == *own) || begins.iter().any(|own| name.starts_with(own)) {
        return true;
    }
    // What they leave in its root: Dropbox, Syncthing, Nextcloud and ownCloud, Google Drive.
    let marks = [
        ".dropbox",
        ".dropbox.cache",
        ".stfolder",
        ".nextcloudsync.log",
        ".owncloudsync.log",
        ".tmp.drivedownload",
    ];
    // `~/.dropbox` is the program's own folder, and says nothing of the home it lies in.
    let home = std::env::home_dir().is_some_and(|home| home == folder);
    !home && marks.iter().any(|mark| folder.join(mark).exists())
}

/// By the magic numbers of statfs(2).
#[cfg(target_os = "linux")]
fn is_share(path: &Path) -> bool {
    // NFS, SMB, CIFS, SMB2, FUSE, 9P, AFS, Ceph.
    const SHARES: [u64; 8] =
        [0x6969, 0x517b, 0xff53_4d42, 0xfe53_4d42, 0x6573_5546, 0x0102_1997, 0x5346_414f, 0x00c3_6400];
    rustix::fs::statfs(path).is_ok_and(|fs| SHARES.contains(&(fs.f_type as u64 & 0xffff_ffff)))
}

#[cfg(windows)]
fn is_share(path: &Path) -> bool {
    use std::path::{Component, Prefix};
    // A drive letter that stands for a share is not told from a disk here.
    matches!(path.components().next(), Some(Component::Prefix(prefix))
        if matches!(prefix.kind(), Prefix::UNC(..) | Prefix::VerbatimUNC(..)))
}

#[cfg(not(any(target_os = "linux", windows)))]
fn is_share(path: &Path) -> bool {
    // macOS mounts shares below /Volumes, together with plain disks; the system's own call is not in std.
    let _ = path;
    false
}

/// What a database wants to open at all: its shared index takes 32 KiB at once.
#[cfg(unix)]
const LEAST_ROOM: u64 = 64 << 10;

/// Whether nothing more fits onto the disk that `path` lies on; a database says of a full disk only that it failed.
pub fn is_full(path: &Path) -> bool {
    #[cfg(unix)]
    {
        let there = path.ancestors().find(|p| p.exists()).unwrap_or(path);
        rustix::fs::statvfs(there).is_ok_and(|disk| disk.f_bavail.saturating_mul(disk.f_frsize) < LEAST_ROOM)
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        false
    }
}

/// Whether the folder answers within this time: a share whose server is gone may never do so, and whoever asks it waits as
/// long. That it is not there is an answer, too.
pub fn answers(folder: &Path, within: Duration) -> bool {
    let (tell, told) = mpsc::channel();
    let folder = folder.to_path_buf();
    let asked = std::thread::Builder::new().name("asking".into()).spawn(move || {
        let _ = fail::point_at("ask", &folder);
        let _ = std::fs::read_dir(&folder).map(|mut entries| entries.next().is_some());
        let _ = tell.send(());
    });
    // Where no thread can be had, whoever asks next finds out.
    asked.is_err() || told.recv_timeout(within) != Err(mpsc::RecvTimeoutError::Timeout)
}

/// Whether only the file's name is here, and opening it would make the service fetch it, or fail without a network.
pub fn is_online_only(meta: &Metadata, disk: Disk) -> bool {
    #[cfg(windows)]
    {
        use std::os::windows::fs::MetadataExt;
        // FILE_ATTRIBUTE_OFFLINE and FILE_ATTRIBUTE_RECALL_ON_DATA_ACCESS.
        let _ = disk;
        meta.file_attributes() & (0x1000 | 0x0040_0000) != 0
    }
    #[cfg(target_os = "macos")]
    {
        use std::os::macos::fs::MetadataExt;
        // SF_DATALESS
        let _ = disk;
        meta.st_flags() & 0x4000_0000 != 0
    }
    #[cfg(not(any(windows, target_os = "macos")))]
    {
        use std::os::unix::fs::MetadataExt;
        // On a plain disk a small file may lie in its entry and take no block.
        disk == Disk::Synchronised && meta.len() > 0 && meta.blocks() == 0
    }
}

/// What a test says the disk is: `CALLBOARD_FAKE_DISK=share:/shows/a,synchronised:/shows/b`. Debug builds alone.
fn faked(path: &Path) -> Option<Disk> {
    if !cfg!(debug_assertions) {
        return None;
    }
    let said = std::env::var("CALLBOARD_FAKE_DISK").ok()?;
    said.split(',').find_map(|one| {
        let (kind, root) = one.split_once(':')?;
        let root = Path::new(root);
        let root = root.canonicalize().unwrap_or_else(|_| root.to_path_buf());
        let kind = if kind == "share" { Disk::Share } else { Disk::Synchronised };
        path.starts_with(root).then_some(kind)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn services_are_known_by_their_folder_and_by_what_they_leave_in_it() {
        let dir = tempfile::tempdir().unwrap();
        let plain = dir.path().join("show");
        std::fs::create_dir_all(&plain).unwrap();
        assert_eq!(Disk::of(&plain), Disk::Local);
        for name in ["Dropbox", "OneDrive - Halcyon Pictures", "GoogleDrive-office@example.com"] {
            let inside = dir.path().join(name).join("show");
            std::fs::create_dir_all(&inside).unwrap();
            assert_eq!(Disk::of(&inside), Disk::Synchronised, "{name}");
        }
        let synced = dir.path().join("sync");
        std::fs::create_dir_all(synced.join(".stfolder")).unwrap();
        // A folder that is not there yet lies where the one above it does.
        assert_eq!(Disk::of(&synced.join("show/not/yet")), Disk::Synchronised);
    }
}
