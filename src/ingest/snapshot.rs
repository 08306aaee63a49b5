//! A copy of an input that nobody writes to any more, with its hash.
//!
//! People save while a pass runs. Every later step reads the copy, so that a file is one thing
//! throughout a pass and its hash says which.

use crate::diagnostic::Diagnostic;
use crate::ingest::refusal;
use crate::ingest::sniff::{self, Family};
use sha2::{Digest, Sha256};
use std::fs::{File, Metadata};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The largest file that is taken. The largest real workbooks of productions are a few megabytes;
/// pictures pasted into them make tens.
pub const MOST_BYTES: u64 = 128 << 20;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// In the staging folder, named by its hash.
    pub path_of_copy: PathBuf,
    /// Of the bytes copied, in lower-case hex.
    pub sha256: String,
    pub size: u64,
    pub modified: SystemTime,
}

/// Copies the file at `path` into `staging` (a folder that is there), hashing on the way, and asks
/// whether the copy is whole. `file` is what messages call it: relative to the production folder.
pub fn take(path: &Path, file: &str, staging: &Path) -> Result<Snapshot, Diagnostic> {
    let io = |error: io::Error| match error.kind() {
        ErrorKind::NotFound => refusal::missing(file),
        _ => refusal::unreadable(file, &error),
    };
    let mut input = File::open(path).map_err(io)?;
    let before = input.metadata().map_err(io)?;
    if before.is_dir() {
        return Err(refusal::not_a_spreadsheet(file, "a folder"));
    }
    if before.len() > MOST_BYTES {
        return Err(too_large(file));
    }
    let (bytes, sha256) = read_all(&mut input).map_err(io)?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(too_large(file));
    }
    // By name again: a file replaced meanwhile is another one.
    let after = std::fs::metadata(path).map_err(io)?;
    if !same(&before, &after) || after.len() != bytes.len() as u64 {
        return Err(refusal::changing(file));
    }
    judge(file, &bytes)?;
    let path_of_copy = keep(&bytes, &sha256, staging).map_err(|error| refusal::unreadable(file, &error))?;
    let modified = after.modified().unwrap_or(SystemTime::UNIX_EPOCH);
    Ok(Snapshot { path_of_copy, sha256, size: after.len(), modified })
}

fn too_large(file: &str) -> Diagnostic {
    let most = format!("{} megabytes", MOST_BYTES >> 20);
    refusal::too_large(file, &format!("more than {most}"), &most)
}

fn read_all(input: &mut File) -> io::Result<(Vec<u8>, String)> {
    let mut bytes = Vec::new();
    // One more than allowed, so that a file that grew past the limit is noticed.
    input.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
    let sha256 = hex(&Sha256::digest(&bytes));
    Ok((bytes, sha256))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn same(before: &Metadata, after: &Metadata) -> bool {
    before.len() == after.len() && before.modified().ok() == after.modified().ok()
}

/// What can be said from the outside, without reading the untrusted inside: the rest is found out in
/// the reader's own process.
fn judge(file: &str, bytes: &[u8]) -> Result<(), Diagnostic> {
    match sniff::family(bytes) {
        Family::Empty => Err(refusal::empty(file)),
        Family::Zip if !has_zip_end(bytes) => Err(refusal::incomplete(file)),
        Family::Ole if is_encrypted(bytes) => Err(refusal::encrypted(file)),
        Family::Pdf => Err(refusal::not_a_spreadsheet(file, "a PDF")),
        Family::Other if bytes.iter().all(|&byte| byte == 0) => Err(refusal::incomplete(file)),
        Family::Other => Err(refusal::not_a_spreadsheet(file, "a file of another kind")),
        _ => Ok(()),
    }
}

/// Whether the last record of a zip is there. Copying goes from front to back, so a half-copied
/// one lacks it. The record is followed by a comment of at most 65,535 bytes.
pub fn has_zip_end(bytes: &[u8]) -> bool {
    let tail = bytes.get(bytes.len().saturating_sub(22 + 65_535)..).unwrap_or(bytes);
    tail.windows(4).any(|window| window == b"PK\x05\x06")
}

/// Whether an OLE container holds an encrypted package: a stream of that name in its directory.
fn is_encrypted(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(name.len()).any(|window| window == name)
}

/// Writes the copy under the name of its hash. The temporary file is readable by its owner alone.
fn keep(bytes: &[u8], sha256: &str, staging: &Path) -> io::Result<PathBuf> {
    let kept = staging.join(sha256);
    if std::fs::metadata(&kept).is_ok_and(|found| found.len() == bytes.len() as u64) {
        return Ok(kept);
    }
    let mut copy = tempfile::NamedTempFile::new_in(staging)?;
    copy.write_all(bytes)?;
    // It may stand in for the file one day, after the power failed.
    copy.as_file().sync_data()?;
    copy.persist(&kept).map_err(|error| error.error)?;
    Ok(kept)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;

    fn try_take(bytes: &[u8]) -> Result<Snapshot, Code> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.xlsx");
        std::fs::write(&path, bytes).unwrap();
        take(&path, "inbox/a.xlsx", folder.path()).map_err(|problem| {
            assert_eq!(problem.file, "inbox/a.xlsx");
            problem.code
        })
    }

    #[test]
    fn the_copy_has_the_bytes_and_their_hash() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        std::fs::write(&path, "abc").unwrap();
        let taken = take(&path, "a.csv", folder.path()).unwrap();
        // FIPS 180-2, appendix B.1: the digest of "abc".
        assert_eq!(taken.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(std::fs::read(&taken.path_of_copy).unwrap(), b"abc");
        assert_eq!(taken.size, 3);
        std::fs::write(&path, "changed later").unwrap();
        assert_eq!(std::fs::read(&taken.path_of_copy).unwrap(), b"abc");
    }

    #[test]
    fn what_is_no_whole_spreadsheet_is_told_from_outside() {
        assert_eq!(try_take(b""), Err(Code::FileEmpty));
        assert_eq!(try_take(b"PK\x03\x04 cut off"), Err(Code::FileIncomplete));
        assert_eq!(try_take(&[0; 4096]), Err(Code::FileIncomplete));
        assert_eq!(try_take(b"%PDF-1.7 ..."), Err(Code::FileNotSpreadsheet));
        assert_eq!(try_take(b"\x89PNG\r\n\x1a\n\0\0"), Err(Code::FileNotSpreadsheet));
        let mut locked = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
        locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
        assert_eq!(try_take(&locked), Err(Code::FileEncrypted));
    }

    #[test]
    fn a_missing_file_and_a_folder_are_told() {
        let folder = tempfile::tempdir().unwrap();
        let missing = take(&folder.path().join("no.csv"), "no.csv", folder.path()).unwrap_err();
        assert_eq!(missing.code, Code::FileMissing);
        let not_a_file = take(folder.path(), "x.numbers", folder.path()).unwrap_err();
        assert_eq!(not_a_file.code, Code::FileNotSpreadsheet);
    }
}
