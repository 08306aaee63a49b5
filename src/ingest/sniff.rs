//! What a file is by its content. A name proves nothing: payroll systems call HTML and text `.xls`.

/// The families that can be told apart by their first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    Empty,
    /// xlsx, xlsm, xlsb, ods, Numbers … or any other zip.
    Zip,
    /// The container of Excel 97–2003, and of password-protected newer files.
    Ole,
    /// An Excel file from before 1997, without a container.
    AncientExcel,
    Html,
    /// “XML Spreadsheet 2003”.
    Xml2003,
    /// OpenDocument in one XML file.
    FlatOds,
    /// Other XML.
    Xml,
    /// A few words of JSON that lead to a Google document.
    Pointer,
    Pdf,
    /// Anything a person could read in an editor: csv, tsv.
    Text,
    Other,
}

/// How much of a file is looked at.
pub const ENOUGH: usize = 64 * 1024;

/// Judges by the start of a file; `ENOUGH` bytes do.
pub fn family(bytes: &[u8]) -> Family {
    let head = bytes.get(..ENOUGH).unwrap_or(bytes);
    if head.is_empty() {
        return Family::Empty;
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Family::Zip;
    }
    if head.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Family::Ole;
    }
    // BIFF 5 and 8 without their container.
    if head.starts_with(&[0x09, 0x08, 0x08, 0x00]) || head.starts_with(&[0x09, 0x08, 0x10, 0x00]) {
        return Family::Ole;
    }
    // BIFF 2, 3, 4: a BOF record (09 00, 09 02, 09 04) of four or six bytes.
    if matches!(head, [0x09, 0x00 | 0x02 | 0x04, 4 | 6, 0x00, ..]) {
        return Family::AncientExcel;
    }
    if head.starts_with(b"%PDF-") {
        return Family::Pdf;
    }
    if !is_text(head) {
        return Family::Other;
    }
    if is_pointer(head) {
        return Family::Pointer;
    }
    markup(head).unwrap_or(Family::Text)
}

/// Google Drive leaves `{"url": "https://docs.google.com/…", "doc_id": …}` in place of a document.
fn is_pointer(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head);
    head.len() < 4096
        && text.trim_start_matches('\u{feff}').trim_start().starts_with('{')
        && (text.contains("\"doc_id\"") || text.contains("docs.google.com"))
}

/// UTF-16, or bytes without the control characters that no text has.
fn is_text(head: &[u8]) -> bool {
    if head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF") {
        return true;
    }
    // Without the mark, half of the bytes of Latin text are zeros.
    let zeros = head.iter().filter(|&&byte| byte == 0).count();
    let wide = zeros * 8 >= head.len() * 3
        && [0, 1].iter().any(|odd| head.iter().skip(*odd).step_by(2).all(|&byte| byte != 0));
    let head_chars = head.iter().filter(|&&byte| !(wide && byte == 0));
    head_chars.clone().all(|&byte| byte >= 0x20 || matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C | 0x1A))
}

fn markup(head: &[u8]) -> Option<Family> {
    // UTF-16 is read without its zeros: markup is ASCII, and nothing else is looked for.
    let start: String = head
        .iter()
        .filter(|&&byte| byte.is_ascii() && byte != 0)
        .map(|&byte| char::from(byte).to_ascii_lowercase())
        .skip_while(char::is_ascii_whitespace)
        .take(2048)
        .collect();
    let is_html = |text: &str| {
        ["<html", "<!doctype html", "<table", "<head", "<body", "<meta"].iter().any(|tag| text.contains(tag))
    };
    if !start.starts_with('<') {
        None
    } else if start.contains("urn:schemas-microsoft-com:office:spreadsheet") {
        // Before HTML: such a file has a <Table> too.
        Some(Family::Xml2003)
    } else if start.contains("urn:oasis:names:tc:opendocument:xmlns:office") {
        Some(Family::FlatOds)
    } else if is_html(&start) {
        Some(Family::Html)
    } else if start.starts_with("<?xml") {
        Some(Family::Xml)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides() {
        let cases: &[(&[u8], Family)] = &[
            (b"", Family::Empty),
            (b"PK\x03\x04rest", Family::Zip),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1rest", Family::Ole),
            (b"\x09\x04\x06\x00\x00\x00", Family::AncientExcel),
            (b"%PDF-1.7\n", Family::Pdf),
            (b"\n<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><table>", Family::Html),
            (b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"><Table>", Family::Xml2003),
            (b"<?xml version=\"1.0\"?><office:document xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\">", Family::FlatOds),
            (b"<?xml version=\"1.0\"?><FinalDraft>", Family::Xml),
            (b"{\"url\": \"https://docs.google.com/open?id=1\", \"doc_id\": \"1\"}", Family::Pointer),
            (b"N\0a\0m\0e\0,\0C\0a\0l\0l\0\n\0", Family::Text),
            (b"Name,Call\nR\xE9my,7:00\n", Family::Text),
            (b"\xFF\xFEN\0a\0", Family::Text),
            (b"\xFF\xFE<\0h\0t\0m\0l\0>\0", Family::Html),
            (b"< 18,minor", Family::Text),
            (b"\x89PNG\r\n\x1a\n\0\0", Family::Other),
        ];
        for (bytes, family_expected) in cases {
            assert_eq!(family(bytes), *family_expected, "{:?}", String::from_utf8_lossy(bytes));
        }
    }
}
