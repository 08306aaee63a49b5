//! Workbooks made on the spot, ordinary and not: what stands in them comes out, cell by cell.

use callboard::diagnostic::Code;
use callboard::ingest::grid::{Raw, Sheet, Workbook};
use callboard::ingest::reader;
use callboard::worker::Pool;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook as Writer};
use std::io::{Cursor, Read, Write};
use std::path::PathBuf;
use std::time::Instant;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

fn text(text: &str) -> Raw {
    Raw::Text(text.to_owned())
}

fn read(bytes: &[u8]) -> Workbook {
    let book = reader::in_process(bytes, "a.xlsx").unwrap_or_else(|problem| panic!("{problem}"));
    assert_eq!(book.problems, []);
    book
}

fn at(sheet: &Sheet, row: u32, column: u32) -> Option<&Raw> {
    sheet.cells.iter().find(|cell| (cell.0, cell.1) == (row, column)).map(|cell| &cell.2)
}

/// The workbook with one of its parts changed.
fn with_part(bytes: &[u8], part: &str, change: impl Fn(String) -> Vec<u8>) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let mut found = false;
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut body = Vec::new();
        entry.read_to_end(&mut body).unwrap();
        if name == part {
            body = change(String::from_utf8(body).unwrap());
            found = true;
        }
        out.start_file(name, SimpleFileOptions::default()).unwrap();
        out.write_all(&body).unwrap();
    }
    assert!(found, "{part}");
    out.finish().unwrap().into_inner()
}

fn replaced(bytes: &[u8], part: &str, from: &str, to: &str) -> Vec<u8> {
    with_part(bytes, part, |body| {
        assert!(body.contains(from), "{from} is not in {body}");
        body.replace(from, to).into_bytes()
    })
}

const SHEET: &str = "xl/worksheets/sheet1.xml";

#[test]
fn each_kind_of_cell_comes_out_as_what_it_is() {
    let mut writer = Writer::new();
    let sheet = writer.add_worksheet().set_name("Crew – Équipe").unwrap();
    let date = Format::new().set_num_format("yyyy-mm-dd");
    let clock = Format::new().set_num_format("h:mm AM/PM");
    let elapsed = Format::new().set_num_format("[h]:mm");
    sheet.write(0, 0, "Name").unwrap();
    sheet.write(1, 1, 12.5).unwrap();
    // 30 October 2026: 46,022 is 31 December 2025 (36,526 for 1 January 2000 + 26 × 365 + 7 leap days − 1),
    // and 30 October is the 303rd day of the year.
    sheet.write_with_format(2, 0, ExcelDateTime::from_ymd(2026, 10, 30).unwrap(), &date).unwrap();
    // 6:42 in the morning is 402 of 1,440 minutes.
    sheet.write_with_format(2, 1, ExcelDateTime::from_hms(6, 42, 0).unwrap(), &clock).unwrap();
    sheet.write_with_format(2, 2, 1.5, &elapsed).unwrap();
    sheet.write(3, 0, true).unwrap();
    sheet.write(4, 0, Formula::new("=SUM(B2)").set_result("12.5")).unwrap();
    sheet.write(4, 1, Formula::new("=B2/0").set_result("#DIV/0!")).unwrap();
    sheet.write(4, 2, Formula::new("=A1").set_result("Name")).unwrap();
    let book = read(&writer.save_to_buffer().unwrap());
    assert_eq!(book.sheets.len(), 1);
    assert_eq!(book.sheets[0].name, "Crew – Équipe");
    assert_eq!(
        book.sheets[0].cells,
        [
            (0, 0, text("Name")),
            (1, 1, Raw::Number(12.5)),
            (2, 0, Raw::Date(f64::from(36_526 + 26 * 365 + 7 - 1 + 303))),
            (2, 1, Raw::Date(402.0 / 1440.0)),
            (2, 2, Raw::Elapsed(1.5)),
            (3, 0, Raw::Bool(true)),
            (4, 0, Raw::Number(12.5)),
            (4, 1, Raw::Error("#DIV/0!".to_owned())),
            (4, 2, text("Name")),
        ]
    );
}

#[test]
fn what_is_hidden_or_merged_is_read_and_told() {
    let mut writer = Writer::new();
    let plain = Format::new();
    let sheet = writer.add_worksheet();
    sheet.merge_range(0, 0, 0, 3, "NIGHT TRAIN", &plain).unwrap();
    for row in 1..4 {
        for column in 0..4 {
            sheet.write(row, column, f64::from(row)).unwrap();
        }
    }
    sheet.set_row_hidden(2).unwrap();
    sheet.set_row_hidden(900).unwrap();
    sheet.set_column_hidden(1).unwrap();
    sheet.set_column_range_hidden(3, 16_383).unwrap();
    writer.add_worksheet().set_name("Rates").unwrap().set_hidden(true).write(0, 0, 1).unwrap();
    let book = read(&writer.save_to_buffer().unwrap());
    let [first, second] = book.sheets.as_slice() else { panic!("two sheets") };
    assert_eq!(first.merges, [(0, 0, 0, 3)]);
    assert_eq!(first.hidden_rows, [2]);
    assert_eq!(first.hidden_columns, [1, 3]);
    assert_eq!(first.cells.len(), 1 + 3 * 4);
    assert_eq!((first.hidden, second.hidden), (false, true));
}

#[test]
fn a_formula_without_a_result_is_not_zero() {
    let mut writer = Writer::new();
    let sheet = writer.add_worksheet();
    // Functions that are not computed here.
    sheet.write(0, 0, Formula::new("=INFO(1+1)").set_result("2")).unwrap();
    sheet.write(0, 1, Formula::new("=INFO(1+2)").set_result("3")).unwrap();
    let bytes = writer.save_to_buffer().unwrap();
    // As libraries write it that do not calculate.
    let bytes = replaced(&bytes, SHEET, "<v>2</v>", "");
    let book = read(&replaced(&bytes, SHEET, "<v>3</v>", "<v></v>"));
    assert_eq!(book.sheets[0].cells, [(0, 0, Raw::NoResult), (0, 1, Raw::NoResult)]);
}

#[test]
fn dates_of_a_1904_workbook_are_the_same_dates() {
    let mut writer = Writer::new();
    let format = Format::new().set_num_format("dd/mm/yyyy");
    // Day 44,560 after 1 January 1904 is day 46,022 of the other count: 1,462 days lie between them.
    writer.add_worksheet().write_with_format(0, 0, 44_560, &format).unwrap();
    let bytes = writer.save_to_buffer().unwrap();
    let bytes = replaced(&bytes, "xl/workbook.xml", "<workbookPr ", "<workbookPr date1904=\"1\" ");
    assert_eq!(read(&bytes).sheets[0].cells, [(0, 0, Raw::Date(46_022.0))]);
}

#[test]
fn what_other_programs_read_without_a_word_is_read() {
    let mut writer = Writer::new();
    let sheet = writer.add_worksheet();
    sheet.write(0, 0, "Name").unwrap();
    sheet.write(35, 2, "Last").unwrap();
    sheet.write(1, 1, Formula::new("=B9:B12").set_result("#REF!")).unwrap();
    let bytes = writer.save_to_buffer().unwrap();
    // A range of rows without columns; an error that came with dynamic arrays; a part in UTF-16.
    let bytes = replaced(&bytes, SHEET, "ref=\"A1:C36\"", "ref=\"1:36\"");
    let bytes = replaced(&bytes, SHEET, "<v>#REF!</v>", "<v>#SPILL!</v>");
    let bytes = with_part(&bytes, "xl/sharedStrings.xml", |body| {
        let body = body.replace("encoding=\"UTF-8\"", "encoding=\"UTF-16\"");
        [0xFEFF].into_iter().chain(body.encode_utf16()).flat_map(u16::to_be_bytes).collect()
    });
    let book = read(&bytes);
    assert_eq!(
        book.sheets[0].cells,
        [(0, 0, text("Name")), (1, 1, Raw::Error("#SPILL!".to_owned())), (35, 2, text("Last"))]
    );
}

#[test]
fn a_damaged_sheet_does_not_take_the_others_with_it() {
    let mut writer = Writer::new();
    writer.add_worksheet().set_name("Bad").unwrap().write(0, 0, 1).unwrap();
    writer.add_worksheet().set_name("Good").unwrap().write(0, 0, 2).unwrap();
    let bytes = writer.save_to_buffer().unwrap();
    let bytes = replaced(&bytes, SHEET, "<v>1</v></c>", "<v>1</v>");
    let book = reader::in_process(&bytes, "a.xlsx").unwrap();
    assert_eq!(book.sheets.iter().map(|sheet| sheet.name.as_str()).collect::<Vec<_>>(), ["Good"]);
    let [problem] = book.problems.as_slice() else { panic!("{:?}", book.problems) };
    assert_eq!((problem.code, problem.sheet.as_str()), (Code::FileDamaged, "Bad"));
}

#[test]
fn two_cells_at_opposite_corners_are_two_cells() {
    let mut writer = Writer::new();
    let sheet = writer.add_worksheet();
    sheet.write(0, 0, 1).unwrap();
    sheet.write(1_048_575, 16_383, 2).unwrap();
    let book = read(&writer.save_to_buffer().unwrap());
    assert_eq!(book.sheets[0].cells, [(0, 0, Raw::Number(1.0)), (1_048_575, 16_383, Raw::Number(2.0))]);
}

#[test]
fn half_a_workbook_is_told_as_that() {
    let mut writer = Writer::new();
    for row in 0..200 {
        let sheet = if row == 0 { writer.add_worksheet() } else { writer.worksheet_from_index(0).unwrap() };
        sheet.write(row, 0, format!("row {row}")).unwrap();
    }
    let bytes = writer.save_to_buffer().unwrap();
    let half = &bytes[..bytes.len() / 2];
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.xlsx");
    std::fs::write(&path, half).unwrap();
    let problem = callboard::ingest::snapshot::take(&path, "a.xlsx", folder.path()).unwrap_err();
    assert_eq!(problem.code, Code::FileIncomplete);
    let code = reader::in_process(half, "a.xlsx").unwrap_err().code;
    assert!(matches!(code, Code::FileIncomplete | Code::FileDamaged), "{code}");
    // As a copying program leaves it that makes room first: the end is there, the middle is zeros.
    let mut holed = bytes.clone();
    let (from, to) = (holed.len() / 4, holed.len() / 2);
    holed[from..to].fill(0);
    let code = reader::in_process(&holed, "a.xlsx").unwrap_err().code;
    assert!(matches!(code, Code::FileIncomplete | Code::FileDamaged), "{code}");
}

#[test]
fn half_a_gigabyte_of_one_string_is_refused_quickly() {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    out.start_file("xl/sharedStrings.xml", SimpleFileOptions::default()).unwrap();
    let chunk = vec![b'a'; 1 << 20];
    for _ in 0..500 {
        out.write_all(&chunk).unwrap();
    }
    let bytes = out.finish().unwrap().into_inner();
    drop(chunk);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bomb.xlsx");
    std::fs::write(&path, bytes).unwrap();
    // Half of it would not fit, even if the child itself took nothing.
    let limits = callboard::worker::Limits { memory_bytes: 240 << 20, seconds: 10 };
    let pool = Pool::new(PathBuf::from(env!("CARGO_BIN_EXE_callboard")), reader::ROLE, 1, limits);
    let start = Instant::now();
    let problem = reader::read(&path, "bomb.xlsx", &pool).unwrap_err();
    assert_eq!(problem.code, Code::FileTooLarge, "{problem}");
    // Deflate packs one letter to about a thousandth.
    assert!(problem.message.contains("more than 300 times"), "{problem}");
    assert!(start.elapsed().as_secs() < 5, "{:?}", start.elapsed());
}

#[test]
fn an_opendocument_sheet_is_read() {
    let content = r#"<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:body><office:spreadsheet><table:table table:name="Calls"><table:table-row><table:table-cell/><table:table-cell office:value-type="string"><text:p>Call</text:p></table:table-cell></table:table-row><table:table-row><table:table-cell office:value-type="date" office:date-value="1900-01-01"><text:p>1 Jan</text:p></table:table-cell><table:table-cell office:value-type="time" office:time-value="PT06H00M00S"><text:p>6:00</text:p></table:table-cell><table:table-cell office:value-type="float" office:value="2.5"><text:p>2.5</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"#;
    let manifest = r#"<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>"#;
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, body) in [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", manifest),
        ("content.xml", content),
    ] {
        out.start_file(name, SimpleFileOptions::default()).unwrap();
        out.write_all(body.as_bytes()).unwrap();
    }
    let book = read(&out.finish().unwrap().into_inner());
    assert_eq!(book.sheets[0].name, "Calls");
    // Two days after 30 December 1899; a quarter of a day.
    assert_eq!(
        book.sheets[0].cells,
        [(0, 1, text("Call")), (1, 0, Raw::Date(2.0)), (1, 1, Raw::Date(0.25)), (1, 2, Raw::Number(2.5)),]
    );
}

#[test]
fn files_that_are_no_spreadsheets_are_named() {
    let code = |bytes: &[u8]| reader::in_process(bytes, "a.xls").unwrap_err().code;
    assert_eq!(code(b""), Code::FileEmpty);
    assert_eq!(code(b"%PDF-1.7\n"), Code::FileNotSpreadsheet);
    assert_eq!(code(b"<html><p>404 Not Found</p></html>"), Code::FileNotSpreadsheet);
    assert_eq!(code(b"\x09\x04\x06\x00\x00\x00\x10\x00"), Code::FileNotSpreadsheet);
    let book = reader::in_process(b"Name\tCall\nIto\t7:00\n", "a.xls").unwrap();
    assert_eq!(at(&book.sheets[0], 1, 1), Some(&text("7:00")));
}
