//! Puts a file in place, whole or not at all; and the names files get.

use crate::fail;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;
use tempfile::NamedTempFile;
use unicode_normalization::UnicodeNormalization;

/// Writes `bytes` to `path`: a temporary file in the same folder, flushed to the disk, then renamed over the
/// old one. Folders are made as needed. A private file is readable by its owner only.
pub fn write(path: &Path, bytes: &[u8], private: bool) -> io::Result<()> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let temporary = temporary(folder, bytes, private)?;
    fail::point("publish-before-rename")?;
    temporary.persist(path).map_err(|failed| failed.error)?;
    fail::point("publish-after-rename")?;
    sync(folder)
}

/// Writes a file that is not there yet, whole or not at all; `false` where something lies at its path, which stays
/// as it is.
pub fn write_once(path: &Path, bytes: &[u8]) -> io::Result<bool> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let temporary = temporary(folder, bytes, false)?;
    fail::point("publish-once-before-rename")?;
    match temporary.persist_noclobber(path) {
        Ok(_) => {}
        Err(failed) if failed.error.kind() == io::ErrorKind::AlreadyExists => return Ok(false),
        Err(failed) => return Err(failed.error),
    }
    fail::point("publish-once-after-rename")?;
    sync(folder)?;
    Ok(true)
}

/// Whether a name is that of a file which is not in its place yet: what a killed process leaves.
pub fn is_half(name: &str) -> bool {
    name.starts_with(".callboard-") && name.ends_with(".part")
}

fn temporary(folder: &Path, bytes: &[u8], private: bool) -> io::Result<NamedTempFile> {
    fs::create_dir_all(folder)?;
    let mut temporary = tempfile::Builder::new().prefix(".callboard-").suffix(".part").tempfile_in(folder)?;
    fail::point("publish-write")?;
    temporary.write_all(bytes)?;
    permit(temporary.as_file(), private)?;
    temporary.as_file().sync_all()?;
    Ok(temporary)
}

/// The rename itself lies in the folder; without this it may be lost with the power.
fn sync(_folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    File::open(_folder)?.sync_all()?;
    Ok(())
}

#[cfg(unix)]
fn permit(file: &File, private: bool) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(if private { 0o600 } else { 0o644 }))
}

#[cfg(not(unix))]
fn permit(_file: &File, _private: bool) -> io::Result<()> {
    Ok(())
}

/// `text` as part of a file name on any system: NFC, spaces as `-`, what a system forbids dropped. Never
/// empty, and never a name that Windows keeps for devices.
pub fn file_name(text: &str) -> String {
    let mut name = String::new();
    for c in text.nfc() {
        match c {
            c if c.is_whitespace() => {
                if !name.is_empty() && !name.ends_with('-') {
                    name.push('-');
                }
            }
            '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*' => {}
            c if c.is_control() => {}
            c => name.push(c),
        }
    }
    // A file system's limit is 255 bytes; the rest of the name and a temporary's ending need room.
    while name.len() > 120 {
        name.pop();
    }
    let name = name.trim_matches(['-', '.']).to_owned();
    let stem = name.split('.').next().unwrap_or("").to_ascii_uppercase();
    let device = matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL")
        || (stem.len() == 4
            && (stem.starts_with("COM") || stem.starts_with("LPT"))
            && stem.ends_with(|c: char| c.is_ascii_digit()));
    if name.is_empty() {
        "unnamed".to_owned()
    } else if device {
        format!("{name}_")
    } else {
        name
    }
}

/// Names given out so far in one folder: namesakes get `_2`, `_3` …, also where only the case differs.
#[derive(Default)]
pub struct Names(BTreeSet<String>);

impl Names {
    /// `text` as a file name that nobody in this folder has yet.
    pub fn unique(&mut self, text: &str) -> String {
        let name = file_name(text);
        let mut candidate = name.clone();
        let mut count = 2_u64;
        while !self.0.insert(candidate.to_lowercase()) {
            candidate = format!("{name}_{count}");
            count = count.saturating_add(1);
        }
        candidate
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_hold_on_any_system() {
        for (text, name) in [
            ("Dana Ruiz", "Dana-Ruiz"),
            ("  A/C: \"Focus\"  puller? ", "AC-Focus-puller"),
            ("Zoe\u{301}", "Zoé"),
            ("..", "unnamed"),
            ("", "unnamed"),
            ("con", "con_"),
            ("a\tb\nc", "a-b-c"),
        ] {
            assert_eq!(file_name(text), name, "{text:?}");
        }
        assert!(file_name(&"é".repeat(500)).len() <= 120);
    }

    #[test]
    fn namesakes_are_told_apart() {
        let mut names = Names::default();
        assert_eq!(names.unique("Kim Lee"), "Kim-Lee");
        assert_eq!(names.unique("Kim  Lee"), "Kim-Lee_2");
        assert_eq!(names.unique("kim lee"), "kim-lee_3");
    }

    #[test]
    fn what_is_written_once_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("issued/sheet.pdf");
        assert!(write_once(&path, b"first").unwrap());
        assert!(!write_once(&path, b"second").unwrap());
        assert_eq!(fs::read(&path).unwrap(), b"first");
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1, "no temporary is left");
    }

    #[test]
    fn a_file_is_replaced_whole_and_a_private_one_is_its_owners() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("money/report.pdf");
        write(&path, b"first", false).unwrap();
        write(&path, b"second", true).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"second");
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1, "no temporary is left");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }
}
