//! One sheet a day or a week: what the sheets' names say holds for their rows, whatever the table.

use callboard::diagnostic::{Code, Diagnostic};
use callboard::ingest::grid::{Raw, Sheet, Workbook};
use callboard::ingest::intake::FileRead;
use callboard::ingest::{Locale, assemble, read};
use callboard::model::Production;
use callboard::settings;

fn sheet(name: &str, drawing: &str) -> Sheet {
    let mut sheet = Sheet { name: name.into(), ..Sheet::default() };
    for (row, line) in (0_u32..).zip(drawing.trim_matches('\n').lines()) {
        for (col, cell) in (0_u32..).zip(line.split('|')).filter(|(_, cell)| !cell.trim().is_empty()) {
            sheet.cells.push((row, col, Raw::Text(cell.trim().into())));
        }
    }
    sheet
}

fn file(name: &str, sheets: Vec<Sheet>) -> FileRead {
    let book = Workbook { sheets, ..Workbook::default() };
    read::tables(name, "", &book, &Locale::of("US", "USD"))
}

fn assembled(files: &[FileRead]) -> (Production, Vec<Diagnostic>) {
    let text =
        "[production]\ntitle = \"Night Train\"\ncountry = \"US\"\ntime_zone = \"America/Los_Angeles\"\n";
    let (settings, _) = settings::load(text, "callboard.toml");
    assemble::production(files, &settings, "2027-03-20".parse().unwrap())
}

fn schedule() -> FileRead {
    file(
        "schedule.xlsx",
        vec![sheet("Schedule", "Date | Day | Crew Call\n2027-03-08 | 3 | 7:00A\n2027-03-09 | 4 | 8:00A")],
    )
}

const CREW: &str = "Name | Position | Department\nAda Quill | DP | Camera\nPat Dunn | Gaffer | Electric";

#[test]
fn the_number_of_a_day_in_a_sheets_name_dates_calls_and_time_sheets() {
    let hours = "Name | Call | Wrap\nAda Quill | 7:00A | 7:00P\nPat Dunn | 7:30A | 7:00P";
    let calls = "Name | Report | On Set\nAda Quill | 6:30A | 7:00A";
    let files = [
        schedule(),
        file("crew.xlsx", vec![sheet("Crew", CREW)]),
        file("hours.xlsx", vec![sheet("Day 3", hours), sheet("DAY-4", hours)]),
        file("calls.xlsx", vec![sheet("Day 4", calls)]),
    ];
    for file in &files {
        let missing: Vec<_> = file.problems.iter().filter(|p| p.code == Code::HeadingMissing).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }
    let taken = files[2].problems.iter().filter(|p| p.code == Code::TakenFromName).count();
    assert_eq!(taken, 2, "each sheet says that its day is from its name");
    let (production, problems) = assembled(&files);
    let worked: Vec<(String, String)> = production
        .shifts
        .iter()
        .filter(|shift| shift.call.cell.as_ref().is_some_and(|cell| &*cell.file == "hours.xlsx"))
        .map(|shift| (shift.date.to_string(), shift.call.moment.known().unwrap().format("%H:%M").to_string()))
        .collect();
    // Day 3 is 8 March and day 4 the 9th.
    let expected =
        [("2027-03-08", "07:00"), ("2027-03-08", "07:30"), ("2027-03-09", "07:00"), ("2027-03-09", "07:30")];
    let mut worked: Vec<(&str, &str)> = worked.iter().map(|(d, t)| (d.as_str(), t.as_str())).collect();
    worked.sort_unstable();
    assert_eq!(worked, expected, "{problems:?}");
    let call = production.calls.iter().find(|call| &*call.cell.file == "calls.xlsx").unwrap();
    assert_eq!(call.date.to_string(), "2027-03-09");
}

#[test]
fn a_banner_with_a_number_dates_the_rows_below_it() {
    let hours = "Name | Call | Wrap\nDAY 3\nAda Quill | 7:00A | 7:00P\nDAY 4\nAda Quill | 8:00A | 7:00P";
    let files = [
        schedule(),
        file("crew.xlsx", vec![sheet("Crew", CREW)]),
        file("hours.xlsx", vec![sheet("Hours", hours)]),
    ];
    let (production, problems) = assembled(&files);
    let mut dates: Vec<String> = production
        .shifts
        .iter()
        .filter(|shift| shift.call.cell.as_ref().is_some_and(|cell| &*cell.file == "hours.xlsx"))
        .map(|shift| shift.date.to_string())
        .collect();
    dates.sort_unstable();
    assert_eq!(dates, ["2027-03-08", "2027-03-09"], "{problems:?}");
}

#[test]
fn a_day_that_no_schedule_has_is_said_once() {
    let hours = "Name | Call | Wrap\nAda Quill | 7:00A | 7:00P\nPat Dunn | 7:30A | 7:00P";
    for with_schedule in [true, false] {
        let mut files = vec![file("hours.xlsx", vec![sheet("Day 9", hours)])];
        files.extend(with_schedule.then(schedule));
        let (production, problems) = assembled(&files);
        let said: Vec<_> = problems.iter().filter(|p| p.code == Code::DayUnknown).collect();
        assert_eq!(said.len(), 1, "{problems:?}");
        assert_eq!(said[0].sheet, "Day 9");
        assert!(
            production.shifts.iter().all(|shift| shift
                .call
                .cell
                .as_ref()
                .is_none_or(|c| &*c.file != "hours.xlsx"))
        );
    }
}

#[test]
fn a_date_in_a_sheets_name_dates_a_schedule_of_units_and_a_log() {
    let units = "Unit | Crew Call | Location\nMain | 7:00A | Pier 9\nSplinter | 9:00A | Stage 4";
    let log = "Unit | Crew Call | First Shot | Camera Wrap | Last Out\nMain | 7:00A | 8:10A | 6:50P | 7:30P";
    let files = [
        file("days.xlsx", vec![sheet("Mon 3-8-27", units), sheet("Tue 3-9-27", units)]),
        file("log.xlsx", vec![sheet("3-8-27", log)]),
    ];
    assert_eq!(files[0].tables.iter().map(|t| t.table).collect::<Vec<_>>(), ["schedule", "schedule"]);
    let (production, problems) = assembled(&files);
    let days: Vec<(String, &str)> =
        production.days.iter().map(|d| (d.date.to_string(), d.unit.as_str())).collect();
    let days: Vec<(&str, bool)> =
        days.iter().map(|(date, unit)| (date.as_str(), unit.contains("plinter"))).collect();
    let expected = [("2027-03-08", false), ("2027-03-08", true), ("2027-03-09", false), ("2027-03-09", true)];
    assert_eq!(days, expected, "{problems:?}");
    assert!(production.days[0].log.is_some(), "{problems:?}");
}
