//! One workbook in every format: the same cells come out. `tests/fixtures/formats/README.md` says how the
//! files were made.

#[path = "common/xlsb.rs"]
mod xlsb;

use callboard::diagnostic::Code;
use callboard::ingest::grid::{Raw, Sheet, Workbook};
use callboard::ingest::reader;
use std::path::Path;
use xlsb::Put;

fn read(name: &str) -> Workbook {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/formats").join(name);
    reader::in_process(&std::fs::read(path).unwrap(), name).unwrap_or_else(|problem| panic!("{problem}"))
}

fn text(text: &str) -> Raw {
    Raw::Text(text.to_owned())
}

/// What was typed into the first sheet. 26 October 2026 is day 46,321: 46,022 is 31 December 2025, and
/// 26 October is the 299th day of the year.
fn week() -> Vec<(u32, u32, Raw)> {
    let day = |n: i32| Raw::Date(f64::from(36_526 + 26 * 365 + 7 - 1 + 299 + n));
    let at = |hour: f64, minute: f64| Raw::Date(hour / 24.0 + minute / 1440.0);
    let elapsed = |minutes: f64| Raw::Elapsed(minutes / 1440.0);
    let mut cells = vec![(0, 0, text("NIGHT TRAIN"))];
    let headings = ["Date", "Name", "Call", "Wrap", "Hours", "Rate", "On Production", "Account"];
    cells.extend((0..).zip(headings).map(|(column, heading)| (2, column, text(heading))));
    // Hours are wrap less call: 19:30 − 7:00 = 750 minutes, 25:30 − 6:42 = 1,128, 20:00 − 8:00 = 720.
    for (row, name, call, wrap, minutes, rate, flag, account) in [
        (3, "Dana Ruiz", at(7.0, 0.0), at(19.0, 30.0), 750.0, 50.0, true, "02485"),
        (4, "Lee Park", at(6.0, 42.0), at(25.0, 30.0), 1128.0, 48.25, false, "3300-02"),
        (5, "Ito, Ken\nzweite Zeile", at(8.0, 0.0), at(20.0, 0.0), 720.0, -12.5, true, "1100"),
    ] {
        let day = day(i32::try_from(row).unwrap() - 3);
        let values = [
            day,
            text(name),
            call,
            wrap,
            elapsed(minutes),
            Raw::Number(rate),
            Raw::Bool(flag),
            text(account),
        ];
        cells.extend((0..).zip(values).map(|(column, raw)| (row, column, raw)));
    }
    // 50 + 48.25 − 12.5 = 85.75.
    cells.extend([
        (6, 0, text("TOTAL")),
        (6, 1, text("Dana Ruiz et al.")),
        (6, 5, Raw::Number(85.75)),
        (6, 6, Raw::Error("#DIV/0!".into())),
    ]);
    cells
}

/// Equal but for the last bits of a sum of parts of a day.
fn same(a: &Raw, b: &Raw) -> bool {
    match (a, b) {
        (Raw::Date(a), Raw::Date(b)) | (Raw::Elapsed(a), Raw::Elapsed(b)) => (a - b).abs() < 1e-9,
        (a, b) => a == b,
    }
}

fn assert_cells(name: &str, sheet: &Sheet, expected: &[(u32, u32, Raw)]) {
    let places = |cells: &[(u32, u32, Raw)]| cells.iter().map(|c| (c.0, c.1)).collect::<Vec<_>>();
    assert_eq!(places(&sheet.cells), places(expected), "{name}");
    for (found, expected) in sheet.cells.iter().zip(expected) {
        assert!(same(&found.2, &expected.2), "{name}: {found:?} is not {expected:?}");
    }
}

#[test]
fn every_format_gives_the_same_cells() {
    for name in ["week.xlsx", "week-biff8.xls", "week-biff5.xls", "week.ods", "week.fods"] {
        let book = read(name);
        assert_eq!(book.problems, [], "{name}");
        let [week_sheet, rates] = book.sheets.as_slice() else {
            panic!("{name}: {} sheets", book.sheets.len())
        };
        assert_eq!((week_sheet.name.as_str(), rates.name.as_str()), ("Week 1 – Équipe", "Rates"), "{name}");
        let mut expected = week();
        if name.ends_with("ods") {
            // LibreOffice keeps a yes without a format of its own as the number 1.
            for (_, _, raw) in &mut expected {
                if let Raw::Bool(flag) = raw {
                    *raw = Raw::Number(f64::from(u8::from(*flag)));
                }
            }
        }
        assert_cells(name, week_sheet, &expected);
        assert_cells(name, rates, &[(1, 1, text("Güns €5")), (8, 2, Raw::Number(1.5))]);
        assert_eq!((week_sheet.hidden, rates.hidden), (false, true), "{name}");
        assert_eq!(week_sheet.merges, [(0, 0, 0, 3)], "{name}");
        assert_eq!(week_sheet.hidden_rows, [4], "{name}");
        assert_eq!(week_sheet.hidden_columns, [7], "{name}");
    }
}

#[test]
fn formulas_that_a_library_left_without_results_are_computed_and_said() {
    let book = read("week-no-results.xlsx");
    assert_cells("week-no-results.xlsx", &book.sheets[0], &week());
    let [problem] = book.problems.as_slice() else { panic!("{:?}", book.problems) };
    assert_eq!((problem.code, problem.sheet.as_str()), (Code::FormulaComputed, "Week 1 – Équipe"));
    assert!(problem.message.contains("E4, E5, E6, B7, F7, G7"), "{problem}");
}

#[test]
fn a_web_page_named_xls_gives_what_it_shows() {
    let book = read("week-html.xls");
    let cells = &book.sheets[0].cells;
    let shown = |row, column| cells.iter().find(|c| (c.0, c.1) == (row, column)).map(|c| c.2.clone());
    assert_eq!(shown(0, 0), Some(text("NIGHT TRAIN")));
    // The page has neither the hidden row nor the hidden column.
    assert_eq!(shown(3, 1), Some(text("Dana Ruiz")));
    assert_eq!(shown(3, 2), Some(text("7:00 AM")));
    assert_eq!(shown(4, 1), Some(text("Ito, Ken\nzweite Zeile")));
    assert_eq!(shown(4, 7), None);
}

#[test]
fn a_binary_workbook_gives_the_same_cells() {
    let cells = [
        (0, 0, Put::Text("Née")),
        (1, 1, Put::Number(46_321.0, 14)),
        (1, 2, Put::Number(0.3125, 20)),
        (1, 3, Put::Number(1.5, 46)),
        (1, 4, Put::Number(12.25, 0)),
        (2, 0, Put::Flag(true)),
    ];
    let book = reader::in_process(&xlsb::book("Week 1", &cells), "week.xlsb").unwrap();
    assert_eq!(book.sheets[0].name, "Week 1");
    let expected = [
        (0, 0, text("Née")),
        (1, 1, Raw::Date(46_321.0)),
        (1, 2, Raw::Date(0.3125)),
        (1, 3, Raw::Elapsed(1.5)),
        (1, 4, Raw::Number(12.25)),
        (2, 0, Raw::Bool(true)),
    ];
    assert_cells("week.xlsb", &book.sheets[0], &expected);
}

#[test]
fn text_gives_the_same_cells_in_any_encoding() {
    let written = "Nom;Département;Taux\nRémy Grün;Électricité;1.250,50\nAña;Caméra;12,5\n";
    let expected = [
        (0, 0, text("Nom")),
        (0, 1, text("Département")),
        (0, 2, text("Taux")),
        (1, 0, text("Rémy Grün")),
        (1, 1, text("Électricité")),
        (1, 2, text("1.250,50")),
        (2, 0, text("Aña")),
        (2, 1, text("Caméra")),
        (2, 2, text("12,5")),
    ];
    let utf16 = |mark: &[u8], units: fn(u16) -> [u8; 2]| {
        [mark.to_vec(), written.encode_utf16().flat_map(units).collect()].concat()
    };
    let encoded = |encoding: &'static encoding_rs::Encoding| encoding.encode(written).0.into_owned();
    for (bytes, guessed) in [
        (written.as_bytes().to_vec(), None),
        ([b"\xEF\xBB\xBF", written.as_bytes()].concat(), None),
        (utf16(&[0xFF, 0xFE], u16::to_le_bytes), None),
        (utf16(&[0xFE, 0xFF], u16::to_be_bytes), None),
        (utf16(&[], u16::to_le_bytes), Some("UTF-16LE")),
        (encoded(encoding_rs::WINDOWS_1252), Some("Windows-1252")),
        (encoded(encoding_rs::MACINTOSH), Some("Mac Roman")),
        // Excel for Mac ends lines with a carriage return alone.
        (
            encoded(encoding_rs::MACINTOSH).iter().map(|b| if *b == b'\n' { b'\r' } else { *b }).collect(),
            Some("Mac Roman"),
        ),
    ] {
        let book = reader::in_process(&bytes, "a.csv").unwrap();
        assert_eq!(book.sheets[0].cells, expected, "{guessed:?}");
        let said: Vec<_> = book.problems.iter().map(|p| (p.code, p.message.as_str())).collect();
        match guessed {
            None => assert_eq!(said, []),
            Some(name) => {
                assert!(
                    said.len() == 1 && said[0].0 == Code::EncodingGuessed && said[0].1.contains(name),
                    "{said:?}"
                );
            }
        }
    }
}

#[test]
fn what_is_no_spreadsheet_is_answered_with_the_way_out() {
    let help = |bytes: &[u8]| {
        let problem = reader::in_process(bytes, "a.xlsx").unwrap_err();
        assert_eq!(problem.code, Code::FileNotSpreadsheet, "{problem}");
        problem.help
    };
    assert!(
        help(b"{\"url\": \"https://docs.google.com/open?id=1\", \"doc_id\": \"1\"}").contains("Download")
    );
    let mut numbers = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    numbers.start_file("Index/Document.iwa", zip::write::SimpleFileOptions::default()).unwrap();
    let numbers = numbers.finish().unwrap().into_inner();
    assert!(help(&numbers).contains("Export To"));
    assert!(help(b"<?xml version=\"1.0\"?><invoice/>").contains(".xlsx"));
    assert!(help(b"\x09\x04\x06\x00\x00\x00\x10\x00").contains("save it as an Excel workbook"));
}

/// The format tells, so it is said: a row struck through, two colours, a comment.
#[test]
fn what_looks_say_is_marked_in_every_format_that_tells() {
    for name in ["looks.xlsx", "looks.ods", "looks.fods", "looks.xls"] {
        let book = read(name);
        let marks = &book.sheets[0].marks;
        assert_eq!(marks.struck, [(2, 0), (2, 1), (2, 2), (2, 3)], "{name}");
        assert_eq!(marks.filled, [(1, 1, 0xFFFF00), (4, 3, 0xFF0000)], "{name}");
        assert_eq!(marks.comments, [(3, 2)], "{name}");
    }
}
