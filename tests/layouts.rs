//! Two workbooks as offices keep them, with the facts planted in them.

use callboard::diagnostic::Code;
use callboard::ingest::intake::{FileRead, TableRead};
use callboard::ingest::{Locale, read, reader};
use callboard::model::{Money, Record, Value};
use rust_decimal::Decimal;

fn fixture(name: &str) -> FileRead {
    let path = format!("{}/tests/fixtures/layouts/{name}", env!("CARGO_MANIFEST_DIR"));
    let bytes = std::fs::read(path).unwrap();
    let book = reader::in_process(&bytes, name).unwrap();
    read::tables(name, "", &book, &Locale::of("US", "USD"))
}

fn table<'a>(file: &'a FileRead, name: &str) -> &'a TableRead {
    let found: Vec<_> = file.tables.iter().filter(|t| t.table == name).collect();
    assert_eq!(found.len(), 1, "{name} among {:?}", file.tables.iter().map(|t| t.table).collect::<Vec<_>>());
    found[0]
}

/// The record of a row as the spreadsheet numbers it.
fn row(table: &TableRead, number: u32) -> &Record {
    table.records.iter().find(|r| r.cell.row + 1 == number).unwrap()
}

fn text(record: &Record, heading: &str) -> String {
    record.text(heading).unwrap_or_default()
}

fn codes_at(file: &FileRead, at: &str) -> Vec<Code> {
    file.problems.iter().filter(|p| p.at == at).map(|p| p.code).collect()
}

fn ignored(table: &TableRead) -> Vec<(String, &str)> {
    table.ignored.iter().map(|r| (r.cell.address(), r.because.as_str())).collect()
}

#[test]
fn the_crew_list_with_department_banners() {
    let file = fixture("crewlist_department_banners.xlsx");
    let crew = table(&file, "crew");
    // It starts at B2, its headings at B5.
    assert_eq!(crew.header_cell.address(), "B5");
    let meant: Vec<_> = crew.columns.iter().map(|c| (c.heading.as_str(), c.as_heading)).collect();
    assert_eq!(
        meant,
        [
            ("POSITION", Some("Position")),
            ("NAME", Some("Name")),
            ("CELL / HOME", Some("Phone")),
            ("E-MAIL", Some("Email")),
            ("START / RATE", None),
        ]
    );
    let people: Vec<_> = crew
        .records
        .iter()
        .map(|r| (r.cell.row + 1, text(r, "Department"), text(r, "Position"), text(r, "Name")))
        .collect();
    let expected = [
        (7, "PRODUCTION OFFICE", "UPM", "CASTELL, Rafe"),
        (8, "PRODUCTION OFFICE", "POC", "ABARA, Kemi"),
        // A ditto mark below ABARA, Kemi.
        (9, "PRODUCTION OFFICE", "Asst. POC", "ABARA, Kemi"),
        (12, "CAMERA", "Director of Photography", "Hsu, Lin (\"Linny\")"),
        (13, "CAMERA", "1st AC \"A\"", "Dunn, Pat"),
        // A position that nobody fills yet.
        (16, "LOCATIONS", "Loc. Mgr.", ""),
    ];
    let expected: Vec<_> =
        expected.iter().map(|(row, d, p, n)| (*row, d.to_string(), p.to_string(), n.to_string())).collect();
    assert_eq!(people, expected);

    // The department is the banner's, and says so; so does what a ditto mark stood for.
    let first = row(crew, 7).field("Department").unwrap();
    assert!(first.inferred && first.cell.address() == "B6");
    assert!(row(crew, 9).field("Name").unwrap().inferred);
    assert!(!row(crew, 8).field("Name").unwrap().inferred);
    assert_eq!(text(row(crew, 9), "Phone"), text(row(crew, 8), "Phone"));

    // Two telephones in a cell, a trailing blank, [at], a truncated address, a telephone to come.
    assert_eq!(text(row(crew, 7), "Phone"), "c: 562.555.0101\nh: 562 555 0111");
    assert_eq!(text(row(crew, 8), "Email"), "KEMI@EXAMPLE.COM");
    assert_eq!(text(row(crew, 12), "Email"), "lin@example.com");
    assert_eq!(codes_at(&file, "E12"), [Code::AddressRestored]);
    assert_eq!(row(crew, 13).field("Email").unwrap().value, None);
    assert_eq!(codes_at(&file, "E13"), [Code::AddressInvalid]);
    assert!(row(crew, 13).field("Phone").is_none());
    assert_eq!(codes_at(&file, "C16"), [Code::ValueMissing]);

    // The hidden column is read and said to be hidden; what it holds is kept as written.
    assert!(file.problems.iter().any(|p| p.code == Code::HiddenRead && p.message.contains("column F")));
    let kept = &row(crew, 7).extra;
    assert_eq!(kept[0].0, "START / RATE");
    assert_eq!((kept[0].1.as_str(), kept[0].2.address().as_str()), ("2/1 - $3,850/wk", "F7"));

    assert_eq!(
        ignored(crew),
        [
            ("B2".to_string(), "title"),
            ("B3".to_string(), "title"),
            ("B6".to_string(), "banner"),
            ("B11".to_string(), "banner"),
            ("B15".to_string(), "banner"),
        ]
    );
}

#[test]
fn the_purchase_order_log() {
    let file = fixture("po_log_and_petty_cash.xlsx");
    let log = table(&file, "purchase-orders");
    assert_eq!(log.header_cell.address(), "A3");
    let unknown: Vec<_> =
        log.columns.iter().filter(|c| c.as_heading.is_none()).map(|c| c.heading.as_str()).collect();
    assert_eq!(unknown, ["SET", "TAX", "TOTAL"]);

    // Every notation of money, with its currency.
    let money = |number, heading: &str| match row(log, number).value(heading) {
        Some(Value::Money(money)) => money.to_string(),
        other => format!("{other:?}"),
    };
    assert_eq!(money(4, "Amount"), "3600.00 USD");
    assert_eq!(money(5, "Amount"), "1450.00 USD");
    // A credit in brackets.
    assert_eq!(money(6, "Amount"), "-150.00 USD");
    assert_eq!(money(8, "Amount"), "2500.00 EUR");
    // Crowns, but whose?
    assert_eq!(money(9, "Amount"), "1200.00 KR");
    assert_eq!(codes_at(&file, "G9"), [Code::CurrencyUnknown]);

    // Three orders of dates, and a real one.
    let dates: Vec<_> = [4, 5, 6, 8, 9].into_iter().map(|n| text(row(log, n), "Date")).collect();
    assert_eq!(dates, ["2027-02-03", "2027-02-04", "2027-02-04", "2027-02-05", "2027-02-05"]);

    // Ditto marks, one with a change behind it.
    let credit = row(log, 6);
    assert_eq!(text(credit, "Vendor"), "Harbor Rentals");
    assert_eq!(text(credit, "Description"), "Condor (transport)");
    assert_eq!(text(credit, "Account"), "3310");
    assert!(credit.field("Description").unwrap().inferred);

    // Numbers stay text; the one that lost its zeros is doubted.
    let numbers: Vec<_> = [4, 5, 6, 8].into_iter().map(|n| text(row(log, n), "PO")).collect();
    assert_eq!(numbers, ["0001", "2", "0002A", "0003"]);
    assert_eq!(codes_at(&file, "A5"), [Code::IdentifierMangled]);
    assert_eq!(text(row(log, 4), "Account"), "3210-05");

    // Statuses as written mean one of three words, or are kept.
    let statuses: Vec<_> = [4, 5, 6, 8, 9].into_iter().map(|n| text(row(log, n), "Status")).collect();
    assert_eq!(statuses, ["open", "open", "CREDIT", "closed", "HOLD"]);

    // The void order is kept; sums are not data.
    let void = row(log, 10);
    assert_eq!((text(void, "Status"), text(void, "PO")), ("void".into(), String::new()));
    assert_eq!(codes_at(&file, "A10"), []);
    assert_eq!(
        ignored(log),
        [("A1".to_string(), "title"), ("D7".to_string(), "total"), ("G13".to_string(), "total")]
    );
}

#[test]
fn the_petty_cash_envelope_balances() {
    let file = fixture("po_log_and_petty_cash.xlsx");
    let cash = table(&file, "expenses");
    assert_eq!(cash.sheet, "PETTY CASH");
    assert_eq!(cash.records.len(), 4);
    let mut sum = Decimal::ZERO;
    for record in &cash.records {
        let Some(Value::Money(Money { currency, amount })) = record.value("Amount") else {
            panic!("{record:?}")
        };
        assert_eq!(&**currency, "USD");
        sum += *amount;
    }
    // 48.19 + 12 + 12.00 + 31.50 = 103.69; 500.00 − 103.69 = 396.31, the cash returned.
    assert_eq!(sum, Decimal::new(10_369, 2));
    assert_eq!(Decimal::from(500) - sum, Decimal::new(39_631, 2));

    // One receipt is lost.
    let receipts: Vec<_> = cash.records.iter().map(|r| text(r, "Receipt")).collect();
    assert_eq!(receipts, ["yes", "no", "yes", "yes"]);
    // 3/6 is of the year of the others.
    assert_eq!(text(row(cash, 5), "Date"), "2027-03-06");
    assert_eq!(text(row(cash, 7), "Date"), "2027-03-07");
    // Row 6 has ditto marks, but no date.
    assert_eq!(text(row(cash, 6), "Vendor"), "Parking");
    assert_eq!(text(row(cash, 6), "Account"), "2240");
    assert_eq!(codes_at(&file, "B6").last(), Some(&Code::ValueMissing));
    assert_eq!(
        ignored(cash),
        [("A1".to_string(), "title"), ("F9".to_string(), "total"), ("F10".to_string(), "total")]
    );
}

/// A workbook made here, read as a file would be.
fn made(name: &str, draw: impl FnOnce(&mut rust_xlsxwriter::Worksheet)) -> FileRead {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    draw(sheet);
    let bytes = book.save_to_buffer().unwrap();
    let book = reader::in_process(&bytes, name).unwrap();
    read::tables(name, "", &book, &Locale::of("US", "USD"))
}

fn problem(file: &FileRead, code: Code) -> &callboard::diagnostic::Diagnostic {
    file.problems.iter().find(|p| p.code == code).unwrap_or_else(|| panic!("{code} in {:?}", file.problems))
}

#[test]
fn what_is_said_by_looks_alone_is_said_not_to_be_read() {
    use rust_xlsxwriter::{Color, Format, Note};
    let file = made("looks.xlsx", |sheet| {
        let struck = Format::new().set_font_strikethrough();
        let yellow = Format::new().set_background_color(Color::RGB(0xFFF2A8));
        let head = Format::new().set_background_color(Color::RGB(0xD9D9D9));
        for (col, text) in (0_u16..).zip(["Item", "Kind", "Status"]) {
            sheet.write_with_format(0, col, text, &head).unwrap();
        }
        for (row, item) in (1_u32..).zip(["Poster", "Jingle", "Logo"]) {
            sheet.write(row, 0, item).unwrap();
            sheet.write(row, 1, "artwork").unwrap();
            sheet.write(row, 2, "pending").unwrap();
        }
        sheet.write_with_format(1, 2, "pending", &yellow).unwrap();
        sheet.write_with_format(2, 0, "Jingle", &struck).unwrap();
        sheet.insert_note(3, 1, &Note::new("ask Kemi first")).unwrap();
        sheet.set_row_hidden(3).unwrap();
    });
    // All three are read.
    assert_eq!(table(&file, "clearances").records.len(), 3);
    let struck = problem(&file, Code::StruckRead);
    assert_eq!(struck.at, "A3");
    assert!(struck.message.starts_with("Row 3 is struck through"), "{struck}");
    // The headings are grey, and that means nothing.
    let colour = problem(&file, Code::ColourNotRead);
    assert_eq!(colour.at, "C2");
    assert!(colour.message.ends_with("yellow in C2."), "{colour}");
    assert_eq!(problem(&file, Code::CommentNotRead).at, "B4");
    assert!(problem(&file, Code::HiddenRead).message.contains("row 4"));
}

#[test]
fn the_fixtures_colours_and_comments_are_said() {
    let file = fixture("crewlist_department_banners.xlsx");
    assert_eq!(problem(&file, Code::CommentNotRead).at, "F7");
    assert!(
        !file.problems.iter().any(|p| p.code == Code::ColourNotRead),
        "banners and headings mean nothing"
    );
}
