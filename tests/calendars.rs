//! A calendar file becomes meetings, and days of the schedule, each with the line it stands on.

use callboard::diagnostic::Code;
use callboard::ingest::intake::{FileRead, TableRead};
use callboard::ingest::{Locale, assemble, read, reader};
use callboard::settings;
use std::path::Path;

fn fixture() -> FileRead {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/calendars/office.ics");
    read_bytes(&std::fs::read(path).unwrap())
}

fn read_bytes(bytes: &[u8]) -> FileRead {
    let book = reader::in_process(bytes, "office.ics").unwrap();
    read::tables("office.ics", "", &book, &Locale::of("US", "USD"))
}

fn rows(table: &TableRead, headings: &[&str]) -> Vec<String> {
    let row = |record: &callboard::model::Record| {
        let cells = headings.iter().map(|h| record.fields.get(h).map(|f| f.seen.clone()).unwrap_or_default());
        format!("{}: {}", record.cell.row + 1, cells.collect::<Vec<_>>().join(" | "))
    };
    table.records.iter().map(row).collect()
}

fn said(file: &FileRead, code: Code) -> Vec<String> {
    let of = file.problems.iter().filter(|problem| problem.code == code);
    of.map(|p| format!("{}: {}", p.at, p.message)).collect()
}

/// The record's row is the line of its event: the fixture's events begin on lines 14, 31, 39, 47, 54, 66 and 71.
#[test]
fn events_are_meetings_and_days_of_the_schedule() {
    let file = fixture();
    let tables: Vec<(&str, &str)> = file.tables.iter().map(|t| (t.table, t.sheet.as_str())).collect();
    assert_eq!(
        tables,
        [
            ("meetings", "Meetings"),
            ("schedule", "Schedule"),
            ("meetings", "Repeats of line 14"),
            ("schedule", "Repeats of line 54"),
        ]
    );
    // 05:30 UTC on the 25th is 21:30 of the 24th in Los Angeles; four hours later is 01:30 past midnight.
    assert_eq!(
        rows(&file.tables[0], &["Date", "Time", "End", "What", "Who", "Kind", "Place"]),
        [
            "14: 2026-11-24 | 09:00 -08:00 | 10:30 -08:00 | Production meeting | Dana Ruiz; camera@example.com |  | Stage 4, room 2",
            "31: 2026-12-09 | 11:00 -08:00 | 12:00 -08:00 | Production meeting (moved) | Dana Ruiz |  | ",
            "39: 2026-11-24 | 21:30 -08:00 | 25:30 -08:00 | Camera test with the long lenses which Panavision lends us for a night |  | rehearsal | ",
            "66: 2026-11-27 | 17:00 -08:00 |  | Permit for Pier 9 |  | deadline | ",
            "71: 2026-11-27 | 08:00 |  | Battery change |  |  | ",
        ]
    );
    assert_eq!(file.tables[0].records[0].fields["Notes"].seen, "Bring the one-line.\nDoors at 8:45.");
    // Seven in the morning and twelve hours; a move of two whole days, the end being the day after.
    assert_eq!(
        rows(&file.tables[1], &["Date", "Day", "Day Type", "Crew Call", "Est. Wrap", "Location", "Notes"]),
        [
            "47: 2026-11-30 | 3 |  | 07:00 -08:00 | 19:00 -08:00 | Pier 9 | Shoot Day 3 of 20",
            "54: 2026-12-03 |  | move |  |  |  | Company move - to Portland",
        ]
    );
    // Four Tuesdays from 24 November: 1 December is taken out, the 8th was moved, so the 15th is left.
    assert_eq!(
        rows(&file.tables[2], &["Date", "Time", "End", "What"]),
        ["2: 2026-12-15 | 09:00 -08:00 | 10:30 -08:00 | Production meeting"]
    );
    assert_eq!(rows(&file.tables[3], &["Date", "Day Type"]), ["2: 2026-12-04 | move"]);
}

#[test]
fn what_was_not_read_is_said_with_its_line() {
    let file = fixture();
    assert_eq!(
        said(&file, Code::RepeatsNotRead),
        ["line 71: “Battery change” repeats by a rule that is not read; only its first date was."]
    );
    assert_eq!(
        said(&file, Code::RowIgnored),
        ["line 60: An event of the calendar is cancelled, and was not read."]
    );
    assert_eq!(said(&file, Code::TimeAmbiguous).len(), 1, "{:?}", file.problems);
    // Three of the five meetings name nobody: the camera test, the permit, the batteries.
    assert_eq!(
        said(&file, Code::ValueMissing),
        ["E39: 3 meetings name nobody, so nobody is told of them; this is the first."]
    );
    assert_eq!(said(&file, Code::RepeatsRead).len(), 3, "two series, and what a day's times were read as");
}

#[test]
fn meetings_of_a_calendar_are_the_productions() {
    let text =
        "[production]\ntitle = \"Night Train\"\ncountry = \"US\"\ntime_zone = \"America/Los_Angeles\"\n";
    let (settings, _) = settings::load(text, "callboard.toml");
    let (production, problems) = assemble::production(&[fixture()], &settings, "2026-11-01".parse().unwrap());
    let meeting = production.meetings.iter().find(|m| m.what == "Production meeting").unwrap();
    assert_eq!(meeting.start.moment.known().unwrap().to_rfc3339(), "2026-11-24T09:00:00-08:00");
    assert_eq!(meeting.who, ["Dana Ruiz", "camera@example.com"]);
    assert_eq!(meeting.cell.to_string(), "office.ics › Meetings › A14", "{problems:?}");
}

#[test]
fn a_calendar_cut_short_gives_what_it_holds() {
    let whole =
        std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/calendars/office.ics"))
            .unwrap();
    let place = whole.windows(12).position(|w| w == b"UID:day3@exa").unwrap();
    let file = read_bytes(&whole[..place]);
    assert_eq!(said(&file, Code::FileIncomplete).len(), 1);
    assert_eq!(file.tables[0].records.len(), 3);
}

#[test]
fn an_empty_calendar_and_our_own_invitation_are_answered() {
    for (text, code) in [
        ("BEGIN:VCALENDAR\nEND:VCALENDAR\n", Code::FileEmpty),
        (
            "BEGIN:VCALENDAR\nPRODID:-//callboard//callboard//EN\nBEGIN:VEVENT\nDTSTART:20261124\nEND:VEVENT\nEND:VCALENDAR\n",
            Code::FileIgnored,
        ),
    ] {
        assert_eq!(reader::in_process(text.as_bytes(), "call.ics").unwrap_err().code, code);
    }
    let nested = format!("BEGIN:VCALENDAR\n{}", "BEGIN:VEVENT\n".repeat(1000));
    assert_eq!(reader::in_process(nested.as_bytes(), "a.ics").unwrap_err().code, Code::FileTooLarge);
}
