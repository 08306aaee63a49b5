//! A production folder: where its inbox, rules, templates, output and state lie.

use crate::digest::sha256_hex;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

#[derive(Clone, Debug)]
pub struct Folder {
    pub root: PathBuf,
    /// `root/inbox`, or the folder itself where there is none.
    pub inbox: PathBuf,
    pub out: PathBuf,
}

impl Folder {
    /// `out` overrides `root/out`. An error where `root` is no folder.
    pub fn open(root: &Path, out: Option<&Path>) -> io::Result<Folder> {
        let root = root.canonicalize().map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => io::Error::new(
                io::ErrorKind::NotFound,
                "there is no such folder; name the production's folder, or make one with `callboard new`",
            ),
            _ => error,
        })?;
        if !root.is_dir() {
            return Err(io::Error::new(io::ErrorKind::NotADirectory, "it is a file, not a folder"));
        }
        let inbox = root.join("inbox");
        let inbox = if inbox.is_dir() { inbox } else { root.clone() };
        let out = out.map_or_else(|| root.join("out"), Path::to_path_buf);
        Ok(Folder { root, inbox, out })
    }

    pub fn name(&self) -> String {
        self.root.file_name().map_or_else(|| "production".into(), |n| n.to_string_lossy().into_owned())
    }

    pub fn settings_file(&self) -> PathBuf {
        self.root.join("callboard.toml")
    }

    /// What `callboard push` keeps.
    pub fn pushes(&self) -> PathBuf {
        self.root.join("callboard-pushes.csv")
    }

    pub fn rules(&self) -> PathBuf {
        self.root.join("rules")
    }

    pub fn templates(&self) -> PathBuf {
        self.root.join("templates")
    }

    /// A path inside the folder as inputs are named in findings: relative, with `/`.
    pub fn relative(&self, path: &Path) -> String {
        let inside = path.strip_prefix(&self.root).unwrap_or(path);
        inside.components().map(|c| c.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
    }

    /// Every file of the inbox at any depth, sorted, without what callboard itself keeps in the folder.
    pub fn inputs(&self) -> io::Result<Vec<PathBuf>> {
        let mut found = Vec::new();
        self.collect(&self.inbox, &mut found)?;
        // Ours, beside the settings: it is read like a file of the inbox.
        let pushes = self.pushes();
        if pushes.is_file() && !found.contains(&pushes) {
            found.push(pushes);
        }
        found.sort();
        Ok(found)
    }

    fn collect(&self, dir: &Path, found: &mut Vec<PathBuf>) -> io::Result<()> {
        for entry in fs::read_dir(dir)? {
            let entry = entry?;
            let path = entry.path();
            let kind = entry.file_type()?;
            if kind.is_dir() {
                if !self.is_own(&path) {
                    self.collect(&path, found)?;
                }
            } else if (kind.is_file() || (kind.is_symlink() && path.is_file())) && !self.is_own(&path) {
                found.push(path);
            }
        }
        Ok(())
    }

    /// What callboard made or keeps, or what is not an input though it lies in the folder.
    fn is_own(&self, path: &Path) -> bool {
        if path == self.out || path == self.settings_file() {
            return true;
        }
        path.parent() == Some(self.root.as_path())
            && path.file_name().is_some_and(|name| {
                ["out", ".callboard", "rules", "templates", ".git", "EXPECTED.md", "headings.toml"]
                    .iter()
                    .any(|own| name == *own)
            })
    }

    /// Where the ledger and the copies of inputs lie: `[state] dir`, else `.callboard/` on a local disk,
    /// else the user's state directory under the production's id.
    pub fn state_dir(&self, configured: Option<&str>) -> PathBuf {
        if let Some(dir) = configured {
            return self.root.join(dir);
        }
        if !is_remote(&self.root) {
            return self.root.join(".callboard");
        }
        let home = std::env::var_os("XDG_STATE_HOME").map(PathBuf::from).or_else(|| {
            std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".local").join("state"))
        });
        let id = sha256_hex(self.root.to_string_lossy().as_bytes());
        home.unwrap_or_else(std::env::temp_dir).join("callboard").join(&id[..16])
    }
}

/// Does the path lie on a network share or a user-space (often synchronised) file system, where
/// SQLite's locks cannot be trusted?
#[cfg(target_os = "linux")]
fn is_remote(path: &Path) -> bool {
    // NFS, SMB, CIFS, SMB2, FUSE, 9P, AFS, Ceph: the magic numbers of statfs(2).
    const REMOTE: [u64; 8] =
        [0x6969, 0x517b, 0xff53_4d42, 0xfe53_4d42, 0x6573_5546, 0x0102_1997, 0x5346_414f, 0x00c3_6400];
    rustix::fs::statfs(path).is_ok_and(|fs| REMOTE.contains(&(fs.f_type as u64 & 0xffff_ffff)))
}

#[cfg(not(target_os = "linux"))]
fn is_remote(_path: &Path) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_callboard_made_is_no_input() {
        let dir = tempfile::tempdir().unwrap();
        for file in
            ["crew.xlsx", "week 1/times.csv", "out/manifest.json", ".callboard/lock", "callboard.toml"]
        {
            let path = dir.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        let folder = Folder::open(dir.path(), None).unwrap();
        let names: Vec<_> = folder.inputs().unwrap().iter().map(|p| folder.relative(p)).collect();
        assert_eq!(names, ["crew.xlsx", "week 1/times.csv"]);
    }
}
