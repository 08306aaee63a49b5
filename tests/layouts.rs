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
            ("START / RATE", Some("Start Date")),
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
    // 2/1 - $3,850/wk is a start and a rate; what cannot be told apart is kept as written.
    assert_eq!(
        (text(row(crew, 7), "Start Date"), text(row(crew, 7), "Rate")),
        ("2027-02-01".into(), "3850.00".into())
    );
    let kept = &row(crew, 8).extra;
    assert_eq!(kept[0].0, "START / RATE");
    assert_eq!((kept[0].1.as_str(), kept[0].2.address().as_str()), ("2/1 wkly", "F8"));
    assert_eq!(codes_at(&file, "F8"), [Code::PartsUnclear]);

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
    assert!(codes_at(&file, "G9").contains(&Code::CurrencyUnknown));

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

    // The sheet's own SUM passes over the amounts that are text: what it shows is not what was spent.
    let total = problem(&file, Code::TotalDiffers);
    assert_eq!((total.sheet.as_str(), total.at.as_str()), ("PETTY CASH", "G9"));
    assert!(total.message.contains("103.69"), "{total}");

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

fn rows(table: &TableRead, headings: &[&str]) -> Vec<String> {
    let value = |record: &Record, heading: &&str| record.text(heading).unwrap_or_else(|| "-".into());
    table
        .records
        .iter()
        .map(|r| headings.iter().map(|h| value(r, h)).collect::<Vec<_>>().join(" | "))
        .collect()
}

#[test]
fn the_one_line_has_no_headings_and_two_lines_a_strip() {
    let file = fixture("oneline_strips_with_banners.xlsx");
    let scenes = table(&file, "scenes");
    assert_eq!(
        rows(scenes, &["Date", "Day", "Scene", "I/E", "Set", "D/N", "Pages", "Cast", "Synopsis"]),
        [
            "2027-03-02 | 1 | 1 | EXT | HARBOR - ESTABLISHING | DAWN | 1/8 | - | Ferry leaves",
            "2027-03-02 | 1 | 2,3 | INT | FERRY - GALLEY | DAY | 3 4/8 | 1, 2 | Mara meets Rolfe",
            "2027-03-03 | 2 | 12 | INT | FERRY - ENGINE ROOM | NIGHT | 2 3/8 | 1, 2, 7X | Crate",
            "2027-03-03 | 2 | A14pt | EXT | FERRY - DECK | NIGHT | 4/8 | 1, 2 | Rain",
        ]
    );
    // 1/8 + 3 4/8 = 3 5/8 on day 1, 2 3/8 + 4/8 = 2 7/8 on day 2: as the strips that close the days say.
    assert!(!file.problems.iter().any(|p| p.code == Code::TotalDiffers));
    assert_eq!(row(scenes, 5).field("Synopsis").unwrap().cell.address(), "C6");
    // What the colours of the strips say stands in their columns, but nobody can know that they say no more.
    assert_eq!(problem(&file, Code::ColourNotRead).at, "A5");
    let columns: Vec<_> = scenes.columns.iter().map(|c| (c.cell.address(), c.as_heading)).collect();
    assert_eq!(
        columns,
        [
            ("A5".into(), Some("Scene")),
            ("B5".into(), Some("I/E")),
            ("C5".into(), Some("Set")),
            ("D5".into(), Some("D/N")),
            ("E5".into(), Some("Pages")),
            ("F5".into(), Some("Cast")),
        ] as [(String, _); 6]
    );
}

#[test]
fn the_time_card_in_every_notation() {
    let file = fixture("timecard_mixed_time_notations.xlsx");
    let card = table(&file, "timesheets");
    assert_eq!(
        rows(
            card,
            &[
                "Date",
                "Name",
                "Agreement",
                "Call",
                "Meal 1 Start",
                "Meal 1 End",
                "Meal 2 Start",
                "Meal 2 End",
                "Wrap",
                "Account"
            ]
        ),
        [
            "2027-03-08 | Dunn, Pat | 600 | 07:00 | 13:00 | 13:30 | - | - | 19:18 | 3300-02",
            // 6.8 = 6:48, 13.2 = 13:12, 13.7 = 13:42, 19.7 = 19:42, 20.2 = 20:12, 22.1 = 22:06.
            "2027-03-09 | Dunn, Pat | 600 | 06:48 | 13:12 | 13:42 | 19:42 | 20:12 | 22:06 | 3300-02",
            "2027-03-10 | Dunn, Pat | 600 | 15:00 | 21:00 | 21:30 | - | - | 27:24 | 3300-02",
            "2027-03-11 | Dunn, Pat | 600 | 13:24 | 19:24 | 19:54 | - | - | 25:30 | 3300-02",
            "2027-03-12 | Dunn, Pat | 600 | 13:30 | 19:30 | 20:00 | - | - | 01:30 | 3300.02",
            "2027-03-13 | Dunn, Pat | 600 | TRAVEL | - | - | - | - | - | 3300-02",
        ]
    );
    // 27:24 on Wednesday is 3:24 on Thursday; to 13:24 it is 10:00 of rest, as the remark asks.
    // Tuesday: 22:06 − 6:48 = 15:18, less two meals of 0:30 = 14:18 = 14.3 h, as the sheet counts.
    assert!(row(card, 9).field("Account").unwrap().inferred, "a ditto mark");
    assert_eq!(codes_at(&file, "K10"), [Code::IdentifierMangled]);
    assert!(card.ignored.iter().any(|r| r.cell.address() == "H12" && r.because == "total"));
}

#[test]
fn the_clearance_log_and_the_delivery_schedule() {
    let file = fixture("clearances_and_deliverables.xlsx");
    let log = table(&file, "clearances");
    assert_eq!(
        rows(
            log,
            &[
                "Scene",
                "Item",
                "Kind",
                "Rights Holder",
                "Media",
                "Territory",
                "Fee",
                "Status",
                "Document",
                "Term End"
            ]
        ),
        [
            "12 | Photo of Mara on crate label | Artwork | Art Dept (WFH) | All media | worldwide | 0.00 | CLEARED | REL-014 | perpetuity",
            "22 | \"Harbor Blues\" on radio | Music - sync | Tide Pub. | All media exc. theatrical | N. America | 2500.00 | PENDING | - | 2032-03-01",
            "22 | \"Harbor Blues\" on radio (master) | Music - master | Tide Rec. | All media exc. theatrical | N. America | 2500.00 | pending | - | 5 yrs",
            "15 | Pick-up truck logo | Trademark | - | - | - | - | GREEK IT | - | -",
            "31A | Phone # 555-0199 | Phone | - | - | - | - | OK - fictional | - | -",
            "2 | Crowd at gate | Crowd notice | - | - | - | - | POSTED 3/9 (photo) | CN-02 | -",
        ]
    );
    assert!(problem(&file, Code::ColourNotRead).message.contains("I5"));
    let list = table(&file, "deliverables");
    assert_eq!(list.header_cell.address(), "A2");
    assert_eq!(
        rows(
            list,
            &[
                "Deliverable",
                "Due",
                "Codec",
                "Width",
                "Height",
                "Frame Rate",
                "Audio Layout",
                "Loudness",
                "Duration",
                "Delivered"
            ]
        ),
        [
            "Feature master | 2027-09-01 | ProRes 422 HQ | 3840 | 2160 | 23.976 | 5.1 + 2.0 | -27 | 1:41:22:10 | -",
            "Textless elements | 2027-09-01 | ProRes 422 HQ | 3840 | 2160 | 23.976 | MOS | - | 4:12 | -",
            "M&E | - | WAV 24/48 | - | - | - | 5.1 | -27 | - | -",
            "Music cue sheet | on delivery | XLSX | - | - | - | - | - | - | x",
            "E&O cert | - | PDF | - | - | - | - | - | - | -",
        ]
    );
    assert!(list.ignored.iter().any(|r| r.cell.address() == "A3" && r.because == "comment"));
    assert_eq!(codes_at(&file, "D6"), [Code::DateUnreadable], "TBD is no date yet");
    assert_eq!(codes_at(&file, "D7"), []);
}

#[test]
fn the_fixtures_are_those_that_everybody_shares() {
    let shared = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/inputs/layouts");
    let Ok(entries) = std::fs::read_dir(&shared) else {
        println!("skipped: there is no {}", shared.display());
        return;
    };
    let mut files = 0;
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let ours = format!("{}/tests/fixtures/layouts/{name}", env!("CARGO_MANIFEST_DIR"));
        assert!(std::fs::read(entry.path()).unwrap() == std::fs::read(&ours).unwrap(), "{name} differs");
        files += 1;
    }
    assert_eq!(files, 5, "each has its test here");
}
