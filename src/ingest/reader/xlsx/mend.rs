//! A copy of the workbook's bytes in which the cell reader stumbles over nothing that other programs
//! read without a word. The file itself is never touched.

use super::look::{Edit, Look};
use crate::diagnostic::Diagnostic;
use crate::ingest::reader::preflight::{self, Archive};
use crate::ingest::refusal;
use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use zip::CompressionMethod;
use zip::ZipWriter;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;

/// The workbook with its XML parts in UTF-8, where some are in UTF-16; `None` where none is.
pub fn to_utf8(bytes: &[u8], file: &str) -> Result<Option<Vec<u8>>, Diagnostic> {
    let mut archive = preflight::open(bytes, file)?;
    let names: Vec<String> = archive.file_names().flatten().map(|name| name.into_owned()).collect();
    let mut changed = BTreeMap::new();
    for name in names.into_iter().filter(|name| name.ends_with(".xml") || name.ends_with(".rels")) {
        let mut start = [0_u8; 2];
        let read = archive.by_name(&name).map(|mut part| std::io::Read::read_exact(&mut part, &mut start));
        if !matches!(read, Ok(Ok(()))) {
            continue;
        }
        let encoding = match start {
            [0xFE, 0xFF] | [0x00, b'<'] => encoding_rs::UTF_16BE,
            [0xFF, 0xFE] | [b'<', 0x00] => encoding_rs::UTF_16LE,
            _ => continue,
        };
        let part = preflight::part(&mut archive, &name, file)?;
        let (text, _) = encoding.decode_with_bom_removal(&part);
        // The declaration names the old encoding; without one, UTF-8 is understood.
        let body = match text.strip_prefix("<?xml") {
            Some(rest) => rest.split_once("?>").map_or("", |(_, body)| body),
            None => &text,
        };
        changed.insert(name, body.as_bytes().to_vec());
    }
    rewrite(&mut archive, changed, file)
}

/// The workbook with the edits of its sheets made; `None` where there are none.
pub fn sheets<'a>(
    archive: &mut Archive,
    looks: impl Iterator<Item = &'a Look>,
    file: &str,
) -> Result<Option<Vec<u8>>, Diagnostic> {
    let mut changed = BTreeMap::new();
    for look in looks.filter(|look| !look.edits.is_empty()) {
        let part = preflight::part(archive, &look.part, file)?;
        changed.insert(look.part.clone(), apply(&part, &look.edits));
    }
    rewrite(archive, changed, file)
}

/// Edits stand in the order of the bytes and do not overlap.
fn apply(part: &[u8], edits: &[Edit]) -> Vec<u8> {
    let mut out = Vec::with_capacity(part.len());
    let mut done = 0;
    for edit in edits {
        let (Edit::Dimension(range) | Edit::ErrorCell(range)) = edit;
        let (Some(before), Some(tag)) = (part.get(done..range.start), part.get(range.clone())) else {
            continue;
        };
        out.extend_from_slice(before);
        done = range.end;
        let tag = String::from_utf8_lossy(tag);
        let mended = match edit {
            Edit::Dimension(_) if tag.ends_with("/>") => r#"<dimension ref="A1"/>"#.to_owned(),
            Edit::Dimension(_) => r#"<dimension ref="A1">"#.to_owned(),
            Edit::ErrorCell(_) => tag.replace("t=\"e\"", "t=\"str\"").replace("t='e'", "t='str'"),
        };
        out.extend_from_slice(mended.as_bytes());
    }
    out.extend_from_slice(part.get(done..).unwrap_or_default());
    out
}

/// A zip with some parts replaced, and the others as they are.
fn rewrite(
    archive: &mut Archive,
    mut changed: BTreeMap<String, Vec<u8>>,
    file: &str,
) -> Result<Option<Vec<u8>>, Diagnostic> {
    if changed.is_empty() {
        return Ok(None);
    }
    let fault = |error: ZipError| refusal::damaged(file, &error.to_string());
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    // Nobody keeps it, so it is not packed.
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(fault)?;
        let name = entry.name().map_err(fault)?.into_owned();
        match changed.remove(&name) {
            Some(bytes) => {
                out.start_file(name, stored).map_err(fault)?;
                out.write_all(&bytes).map_err(|error| fault(error.into()))?;
            }
            None => out.raw_copy_file(entry).map_err(fault)?,
        }
    }
    Ok(Some(out.finish().map_err(fault)?.into_inner()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_change_their_own_bytes_alone() {
        let part = br#"<w><dimension ref="1:36"/><c r="A1" t="e"><v>#SPILL!</v></c></w>"#;
        let edits = [Edit::Dimension(3..26), Edit::ErrorCell(26..42)];
        let mended = apply(part, &edits);
        let expected = r#"<w><dimension ref="A1"/><c r="A1" t="str"><v>#SPILL!</v></c></w>"#;
        assert_eq!(String::from_utf8(mended).unwrap(), expected);
    }
}
