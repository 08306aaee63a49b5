//! The zip around a workbook, looked at before any reader of spreadsheets sees it: is it whole, and is
//! what comes out of it of a bearable size? The readers themselves have no limits.

use crate::diagnostic::Diagnostic;
use crate::ingest::refusal;
use std::io::{Cursor, ErrorKind, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// Workbooks have tens of parts; one with a picture a row has thousands.
pub const MOST_ENTRIES: usize = 10_000;

/// All parts together, in bytes. At the limit of cells a sheet takes some 600 megabytes of XML, which is read as it
/// is unpacked and never held.
pub const MOST_INFLATED: u64 = 1 << 30;

/// A part that is held whole: all but the sheets of an `.xlsx`.
pub const MOST_HELD: u64 = 256 << 20;

/// A part may be this many times its size in the file. Real sheets reach about 100; the most that
/// deflate can do is 1,032, which only repetition without end comes near.
pub const MOST_RATIO: u64 = 300;

/// Parts smaller than this may have any ratio: they do no harm.
const SMALL: u64 = 16 << 20;

/// What the zip holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    Xlsx,
    Xlsb,
    Ods,
    Numbers,
    Word,
    Other,
}

pub type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

pub fn open<'a>(bytes: &'a [u8], file: &str) -> Result<Archive<'a>, Diagnostic> {
    ZipArchive::new(Cursor::new(bytes)).map_err(|error| of_zip(file, &error))
}

/// Reads every entry to its end, which also compares it with its checksum, and says what the whole is.
pub fn check(bytes: &[u8], file: &str) -> Result<Content, Diagnostic> {
    let mut archive = open(bytes, file)?;
    if archive.len() > MOST_ENTRIES {
        let what = format!("{} parts", archive.len());
        return Err(refusal::too_large(file, &what, &MOST_ENTRIES.to_string()));
    }
    let too_large = |inflated: u64| {
        let what = format!("at least {} megabytes when unpacked", inflated >> 20);
        refusal::too_large(file, &what, &format!("{} megabytes", MOST_INFLATED >> 20))
    };
    let mut names = Vec::new();
    let mut declared = 0_u64;
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(|error| of_zip(file, &error))?;
        if entry.encrypted() {
            return Err(refusal::encrypted(file));
        }
        let (size, packed) = (entry.size(), entry.compressed_size());
        declared = declared.saturating_add(size);
        if declared > MOST_INFLATED {
            return Err(too_large(declared));
        }
        if size > SMALL && size / packed.max(1) > MOST_RATIO {
            return Err(bomb(file));
        }
        names.push(entry.name().map_err(|error| of_zip(file, &error))?.into_owned());
    }
    // What is declared may be false, so what comes out is counted too.
    let mut inflated = 0_u64;
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).map_err(|error| of_zip(file, &error))?;
        let packed = entry.compressed_size();
        let here =
            count(&mut entry, MOST_INFLATED.saturating_sub(inflated)).map_err(|error| of_io(file, &error))?;
        inflated = inflated.saturating_add(here);
        if inflated > MOST_INFLATED {
            return Err(too_large(inflated));
        }
        if here > SMALL && here / packed.max(1) > MOST_RATIO {
            return Err(bomb(file));
        }
    }
    content(&mut archive, &names, file)
}

/// Reads to the end, or to just past `most` bytes.
fn count(entry: &mut impl Read, most: u64) -> std::io::Result<u64> {
    let mut buffer = vec![0_u8; 64 * 1024];
    let mut total = 0_u64;
    loop {
        match entry.read(&mut buffer) {
            Ok(0) => return Ok(total),
            Ok(n) => total = total.saturating_add(n as u64),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
        if total > most {
            return Ok(total);
        }
    }
}

fn content(archive: &mut Archive, names: &[String], file: &str) -> Result<Content, Diagnostic> {
    let has = |wanted: &str| names.iter().any(|name| name.eq_ignore_ascii_case(wanted));
    if has("Index/Document.iwa") || has("Index.zip") {
        return Ok(Content::Numbers);
    }
    if has("mimetype") {
        let kind = part(archive, "mimetype", file)?;
        let is_sheet = kind.starts_with(b"application/vnd.oasis.opendocument.spreadsheet");
        return Ok(if is_sheet { Content::Ods } else { Content::Other });
    }
    let ends = |end: &str| names.iter().any(|name| name.to_ascii_lowercase().ends_with(end));
    Ok(if ends("workbook.bin") {
        Content::Xlsb
    } else if has("word/document.xml") {
        Content::Word
    } else if has("_rels/.rels") || ends("workbook.xml") {
        Content::Xlsx
    } else {
        Content::Other
    })
}

/// One part, unpacked. Only after `check`, which limits how long it can be.
pub fn part(archive: &mut Archive, name: &str, file: &str) -> Result<Vec<u8>, Diagnostic> {
    let entry = archive.by_name(name).map_err(|error| of_zip(file, &error))?;
    let mut bytes = Vec::new();
    // What is declared may be false, but is a good guess; asking for it at once saves asking for twice of it later.
    let _ = bytes.try_reserve_exact(usize::try_from(entry.size().min(MOST_HELD)).unwrap_or(0));
    entry.take(MOST_HELD.saturating_add(1)).read_to_end(&mut bytes).map_err(|error| of_io(file, &error))?;
    if bytes.len() as u64 > MOST_HELD {
        let most = format!("{} megabytes", MOST_HELD >> 20);
        return Err(refusal::too_large(file, &format!("a part of more than {most}"), &most));
    }
    Ok(bytes)
}

fn bomb(file: &str) -> Diagnostic {
    refusal::too_large(
        file,
        &format!("a part that is more than {MOST_RATIO} times as long unpacked as packed"),
        &format!("{MOST_RATIO} times"),
    )
}

fn of_zip(file: &str, error: &ZipError) -> Diagnostic {
    match error {
        ZipError::Io(error) => of_io(file, error),
        ZipError::InvalidPassword => refusal::encrypted(file),
        error => refusal::damaged(file, &error.to_string()),
    }
}

/// Inside a zip in memory, an error of reading is one of the zip: it ends too early, or a part does
/// not match its checksum.
fn of_io(file: &str, error: &std::io::Error) -> Diagnostic {
    match error.kind() {
        ErrorKind::UnexpectedEof => refusal::incomplete(file),
        _ => refusal::damaged(file, &error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;
    use std::io::Write;
    use zip::write::SimpleFileOptions;

    fn zip_of(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in parts {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn code(bytes: &[u8]) -> Code {
        check(bytes, "a.xlsx").unwrap_err().code
    }

    #[test]
    fn content_is_told_by_the_parts() {
        let ods = b"application/vnd.oasis.opendocument.spreadsheet";
        assert_eq!(check(&zip_of(&[("mimetype", ods)]), "a").unwrap(), Content::Ods);
        assert_eq!(check(&zip_of(&[("xl/workbook.bin", b"")]), "a").unwrap(), Content::Xlsb);
        assert_eq!(check(&zip_of(&[("xl/workbook.xml", b"")]), "a").unwrap(), Content::Xlsx);
        assert_eq!(check(&zip_of(&[("Index/Document.iwa", b"")]), "a").unwrap(), Content::Numbers);
        assert_eq!(check(&zip_of(&[("readme.txt", b"")]), "a").unwrap(), Content::Other);
    }

    #[test]
    fn a_part_that_does_not_match_its_checksum_is_damage() {
        let mut bytes = zip_of(&[("xl/workbook.xml", b"some text that is long enough to be there")]);
        // 30 bytes of header and 15 of the name, then the data.
        bytes[50] ^= 0x55;
        assert!(matches!(code(&bytes), Code::FileDamaged | Code::FileIncomplete));
    }

    #[test]
    fn a_part_past_the_limit_is_refused_by_what_it_declares() {
        // 1,100 MiB of the same letter pack into about 1,100 KiB.
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        writer.start_file("xl/sharedStrings.xml", SimpleFileOptions::default()).unwrap();
        let chunk = vec![b'a'; 1 << 20];
        for _ in 0..1100 {
            writer.write_all(&chunk).unwrap();
        }
        let mut bytes = writer.finish().unwrap().into_inner();
        assert!(bytes.len() < 4 << 20, "{}", bytes.len());
        assert_eq!(code(&bytes), Code::FileTooLarge);
        // The same with a false size of 100 bytes in the directory: what comes out is counted.
        let directory = bytes.windows(4).rposition(|window| window == b"PK\x01\x02").unwrap();
        bytes[directory + 24..directory + 28].copy_from_slice(&100_u32.to_le_bytes());
        assert!(matches!(code(&bytes), Code::FileTooLarge | Code::FileDamaged));
    }

    #[test]
    fn a_part_that_is_nothing_but_repetition_is_refused() {
        // 32 MiB of zeros pack to about a thousandth.
        let zeros = vec![0; 32 << 20];
        assert_eq!(code(&zip_of(&[("xl/media/image1.bmp", &zeros)])), Code::FileTooLarge);
    }
}
