//! A production folder: where its inbox, rules, templates, output and state lie.

use crate::digest::sha256_hex;
use crate::disk::Disk;
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

    /// The way from where documents are written to this folder, with slashes: `..` where that is `out/`.
    pub fn way_home(&self) -> String {
        way(&settled(&self.out).to_string_lossy(), &self.root.to_string_lossy())
    }

    pub fn settings_file(&self) -> PathBuf {
        self.root.join("callboard.toml")
    }

    /// What the production's own columns mean.
    pub fn headings_file(&self) -> PathBuf {
        self.root.join(crate::ingest::house::FILE)
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

    /// Letters that came back: every `.eml` file of the inbox at any depth, sorted.
    pub fn letters(&self) -> io::Result<Vec<PathBuf>> {
        let mut found = Vec::new();
        self.collect(&self.inbox, &mut found)?;
        found.retain(|path| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("eml")));
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
        if path == self.out || path == self.settings_file() || path == self.headings_file() {
            return true;
        }
        path.parent() == Some(self.root.as_path())
            && path.file_name().is_some_and(|name| {
                ["out", ".callboard", "rules", "templates", ".git", "EXPECTED.md", "headings.toml"]
                    .iter()
                    .any(|own| name == *own)
            })
    }

    /// What callboard keeps in the folder itself: the production's id and the locks.
    pub fn own(&self) -> PathBuf {
        self.root.join(".callboard")
    }

    /// Where the ledger and the copies of inputs lie: `[state] dir`, else `.callboard/` on a local disk,
    /// else the user's state directory under the production's id.
    pub fn state_dir(&self, configured: Option<&str>) -> PathBuf {
        if let Some(dir) = configured {
            return self.root.join(dir);
        }
        if Disk::of(&self.root).is_local() {
            return self.own();
        }
        let home = std::env::var_os("XDG_STATE_HOME").map(PathBuf::from).or_else(|| {
            std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".local").join("state"))
        });
        home.unwrap_or_else(std::env::temp_dir).join("callboard").join(self.id())
    }

    /// The production's id: the one kept in the folder, so that a share may be mounted elsewhere tomorrow; until there
    /// is one, a digest of the folder's path.
    pub fn id(&self) -> String {
        let kept = fs::read_to_string(self.own().join("id")).unwrap_or_default();
        let kept = kept.trim();
        // It becomes part of a path.
        let sound = kept.len() == 16 && kept.bytes().all(|byte| byte.is_ascii_hexdigit());
        if sound { kept.to_owned() } else { self.id_of_path() }
    }

    fn id_of_path(&self) -> String {
        let id = sha256_hex(self.root.to_string_lossy().as_bytes());
        id.get(..16).unwrap_or(&id).to_owned()
    }

    /// Keeps the id in the folder.
    pub fn keep_id(&self) -> io::Result<()> {
        let path = self.own().join("id");
        if path.is_file() { Ok(()) } else { fs::write(path, format!("{}\n", self.id_of_path())) }
    }
}

/// A path without links or dots, as far as what it names is there.
fn settled(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    for above in whole.ancestors() {
        if let (Ok(there), Ok(rest)) = (above.canonicalize(), whole.strip_prefix(above)) {
            return there.join(rest);
        }
    }
    whole
}

/// The way from one folder to another, both whole: relative where one disk holds both, else where the other begins.
fn way(from: &str, to: &str) -> String {
    let (from, to) = (Place::new(from), Place::new(to));
    let same = |a: &str, b: &str| if to.on_windows { a.eq_ignore_ascii_case(b) } else { a == b };
    if !same(&from.disk, &to.disk) {
        return [vec![to.disk.as_str()], to.names()].concat().join("/");
    }
    let (from, to) = (from.names(), to.names());
    let common = from.iter().zip(&to).take_while(|(a, b)| same(a, b)).count();
    let up = std::iter::repeat_n("..", from.len() - common);
    up.chain(to.into_iter().skip(common)).collect::<Vec<_>>().join("/")
}

/// A whole path in parts.
struct Place {
    /// `C:`, `//server/share`, or nothing.
    disk: String,
    rest: String,
    on_windows: bool,
}

impl Place {
    fn new(path: &str) -> Place {
        let drive = |path: &str| {
            path.as_bytes().get(1) == Some(&b':') && path.starts_with(|c: char| c.is_ascii_alphabetic())
        };
        let on_windows = path.starts_with(r"\\") || drive(path);
        if !on_windows {
            return Place { disk: String::new(), rest: path.to_owned(), on_windows };
        }
        let path = path.replace('\\', "/");
        // What Windows itself writes before paths that it has resolved.
        let plain = match (path.strip_prefix("//?/UNC/"), path.strip_prefix("//?/")) {
            (Some(share), _) => format!("//{share}"),
            (None, Some(plain)) => plain.to_owned(),
            (None, None) => path,
        };
        let (disk, rest) = match plain.strip_prefix("//") {
            Some(share) => {
                let mut names = share.splitn(3, '/');
                let disk =
                    format!("//{}/{}", names.next().unwrap_or_default(), names.next().unwrap_or_default());
                (disk, names.next().unwrap_or_default().to_owned())
            }
            None => {
                let (disk, rest) = plain.split_once('/').unwrap_or((&plain, ""));
                (disk.to_owned(), rest.to_owned())
            }
        };
        Place { disk, rest, on_windows }
    }

    fn names(&self) -> Vec<&str> {
        self.rest.split('/').filter(|name| !name.is_empty()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_a_way_home_from_wherever_documents_are_written() {
        for (from, to, expected) in [
            ("/shows/train/out", "/shows/train", ".."),
            ("/other/out", "/shows/train", "../../shows/train"),
            ("/shows/train", "/shows/train", ""),
            ("/shows/Train/out", "/shows/train", "../../train"),
            (r"C:\Shows\Train\out", r"c:\shows\Train", ".."),
            (r"\\?\C:\Shows\out", r"\\?\C:\Shows\Train 2", "../Train 2"),
            (r"D:\out", r"C:\Shows\Train", "C:/Shows/Train"),
            (r"\\nas\office\out", r"\\?\UNC\nas\office\train", "../train"),
            (r"C:\out", r"\\nas\office\train", "//nas/office/train"),
        ] {
            assert_eq!(way(from, to), expected, "{from} {to}");
        }
    }

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
