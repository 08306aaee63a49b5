//! Large files go through the worker in pieces: the same cells come out as without it, within the limits of the product;
//! and what is larger than any spreadsheet ends in one sentence.

use callboard::diagnostic::Code;
use callboard::ingest::grid::{Raw, Workbook};
use callboard::ingest::reader;
use callboard::worker::{Limits, Pool};
use std::io::{Cursor, Write};
use std::path::PathBuf;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Above what a worker holds of one sheet: 50,000 × 12 = 600,000 cells.
const ROWS: u32 = 50_000;
const HEADINGS: [&str; 12] = [
    "Date",
    "Account",
    "Vendor",
    "Description",
    "Amount",
    "Currency",
    "Method",
    "PO",
    "Invoice",
    "Receipt",
    "Person",
    "Status",
];

fn text(row: u32, column: usize) -> String {
    match column {
        0 => format!("2026-{:02}-{:02}", row % 12 + 1, row % 28 + 1),
        1 => format!("{}-{:02}", 1000 + row % 9000, row % 100),
        4 => format!("{}.{:02}", row % 5000, row % 100),
        5 => "USD".to_owned(),
        n => format!("{} {}", HEADINGS[n], row % 977),
    }
}

/// The product's memory. Its time is for a binary that is optimised, on a machine with nothing else to do.
fn pool() -> Pool {
    let limits = Limits { seconds: 300, ..reader::LIMITS };
    Pool::new(PathBuf::from(env!("CARGO_BIN_EXE_callboard")), reader::ROLE, 1, limits)
}

fn isolated(bytes: &[u8], name: &str, pool: &Pool) -> Result<Workbook, callboard::diagnostic::Diagnostic> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    reader::read(&path, name, pool)
}

#[test]
fn a_large_text_file_is_the_same_through_the_worker() {
    let mut bytes = HEADINGS.join(",").into_bytes();
    for row in 0..ROWS {
        bytes.extend(b"\r\n");
        bytes.extend((0..12).map(|column| text(row, column)).collect::<Vec<_>>().join(",").bytes());
    }
    let here = reader::in_process(&bytes, "ledger.csv").unwrap();
    assert_eq!(here.sheets[0].cells.len(), (ROWS as usize + 1) * 12);
    let there = isolated(&bytes, "ledger.csv", &pool()).unwrap();
    assert!(here == there, "the same cells, in the same order");
}

#[test]
fn a_large_workbook_is_the_same_through_the_worker() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let struck = rust_xlsxwriter::Format::new().set_font_strikethrough();
    let sheet = book.add_worksheet().set_name("Ledger").unwrap();
    for (column, heading) in (0_u16..).zip(HEADINGS) {
        sheet.write_string(0, column, heading).unwrap();
    }
    for row in 0..ROWS {
        for column in 0..12 {
            let place = (row + 1, column as u16);
            match column {
                4 => {
                    sheet.write_number(place.0, place.1, f64::from(row % 5000) + f64::from(row % 100) / 100.0)
                }
                _ => sheet.write_string(place.0, place.1, text(row, column)),
            }
            .unwrap();
        }
    }
    sheet.write_string_with_format(5, 2, "cut", &struck).unwrap();
    sheet.set_row_hidden(7).unwrap();
    sheet.set_column_hidden(3).unwrap();
    // Nobody asks for the looks of what holds nothing.
    sheet.set_row_hidden(500_000).unwrap();
    sheet.write_blank(600_000, 2, &struck).unwrap();
    let after = book.add_worksheet().set_name("After").unwrap();
    after.write_string(0, 0, "still here").unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let here = reader::in_process(&bytes, "ledger.xlsx").unwrap();
    let there = isolated(&bytes, "ledger.xlsx", &pool()).unwrap();
    assert!(here == there, "the same cells, in the same order");
    let sheet = &there.sheets[0];
    assert_eq!(sheet.cells.len(), (ROWS as usize + 1) * 12);
    assert_eq!((sheet.hidden_rows.as_slice(), sheet.hidden_columns.as_slice()), (&[7][..], &[3][..]));
    assert_eq!(sheet.marks.struck, [(5, 2)]);
    assert_eq!(there.sheets[1].cells, [(0, 0, Raw::Text("still here".into()))]);
}

#[test]
fn ten_million_rows_end_in_a_sentence() {
    let pool = pool();
    let problem = isolated(&b"1\n".repeat(10_000_000), "endless.csv", &pool).unwrap_err();
    assert_eq!(
        (problem.code, problem.message.contains("1048576 rows")),
        (Code::FileTooLarge, true),
        "{problem}"
    );

    // More rows than the format has, each numbered.
    let mut sheet = b"<worksheet><sheetData>".to_vec();
    for row in 1..=1_200_000 {
        write!(sheet, r#"<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>"#).unwrap();
    }
    sheet.extend(b"</sheetData></worksheet>");
    let problem = isolated(&workbook(&sheet), "endless.xlsx", &pool).unwrap_err();
    assert!(matches!(problem.code, Code::FileTooLarge | Code::FileDamaged), "{problem}");
    assert!(problem.message.ends_with('.') && !problem.help.is_empty());
}

/// A workbook of one sheet.
fn workbook(sheet: &[u8]) -> Vec<u8> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let parts: [(&str, &[u8]); 4] = [
        ("_rels/.rels", br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#),
        ("xl/workbook.xml", br#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>"#),
        ("xl/_rels/workbook.xml.rels", br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#),
        ("xl/worksheets/sheet1.xml", sheet),
    ];
    for (path, body) in parts {
        out.start_file(path, SimpleFileOptions::default()).unwrap();
        out.write_all(body).unwrap();
    }
    out.finish().unwrap().into_inner()
}
