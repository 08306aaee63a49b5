//! The hours file against hours counted by hand.

use super::*;
use crate::render::fixture::viewing;
use crate::render::payroll::fixture::{a_week, findings};
use crate::settings::Settings;
use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use std::collections::BTreeMap;
use std::io::Cursor;

fn made() -> Vec<Job> {
    viewing(&a_week(), &findings(), &Settings::default(), jobs)
}

fn bytes(job: &Job) -> Vec<u8> {
    job.body.bytes().unwrap().unwrap()
}

/// The lines of a CSV by heading.
fn lines(job: &Job) -> Vec<BTreeMap<String, String>> {
    let bytes = bytes(job);
    let mut reader = ::csv::Reader::from_reader(bytes.as_slice());
    reader.deserialize().map(Result::unwrap).collect()
}

#[test]
fn a_line_for_each_person_day_and_role_in_weeks() {
    let jobs = made();
    let paths: Vec<&str> = jobs.iter().map(|job| job.path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "payroll/hours_2026-10-31.csv",
            "payroll/hours_2026-10-31.xlsx",
            "payroll/hours_2026-11-07.csv",
            "payroll/hours_2026-11-07.xlsx"
        ]
    );
    assert!(jobs.iter().all(|job| job.kind.is_private()));
    let lines = lines(&jobs[0]);
    let get = |row: usize, heading: &str| lines[row][heading].as_str();
    let who: Vec<_> = (0..5).map(|row| (get(row, "Name"), get(row, "Date"), get(row, "Position"))).collect();
    assert_eq!(
        who,
        [
            ("Dana Ruiz", "2026-10-27", "Key grip"),
            ("Dana Ruiz", "2026-10-28", "Key grip"),
            ("Dana Ruiz", "2026-10-28", "Rigging grip"),
            ("Imogen Castellane", "2026-10-29", ""),
            // A name that a spreadsheet would take for a formula.
            ("'=Teo Brandt", "2026-10-30", "Driver"),
        ]
    );
}

#[test]
fn hours_are_in_tenths_rounded_up_and_to_the_minute_beside_them() {
    let lines = lines(&made()[0]);
    let get = |row: usize, heading: &str| lines[row][heading].as_str();
    // 19:33 is 19 h 33 min: 31 to 36 minutes are .6. 12:33 → 12.6; 12:03 → 12.1.
    let tuesday =
        ["Call", "Meal 1 Start", "Meal 1 End", "Wrap", "Elapsed Hours", "Worked Hours"].map(|h| get(0, h));
    assert_eq!(tuesday, ["7.0", "12.5", "13.0", "19.6", "12.6", "12.1"]);
    assert_eq!((get(0, "Elapsed Minutes"), get(0, "Worked Minutes")), ("753", "723"));
    // 1 in the morning is 25; 5:00 less 0:30.
    assert_eq!((get(2, "Wrap"), get(2, "Worked Hours"), get(2, "Rate")), ("25.0", "4.5", "60.00"));
    // No wrap: no hours, and it says so.
    let open = ["Wrap", "Elapsed Hours", "Worked Hours", "Missing"].map(|h| get(3, h));
    assert_eq!(open, ["", "", "", "wrap"]);
    assert_eq!((get(4, "Day Type"), get(4, "Missing")), ("travel", ""));
}

#[test]
fn what_was_found_stands_once_a_day_with_its_findings() {
    let lines = lines(&made()[0]);
    let get = |row: usize, heading: &str| lines[row][heading].as_str();
    let premiums =
        ["Meal Penalties", "Meal Penalty Amount", "Forced Call", "Forced Call Amount", "Premium Currency"];
    assert_eq!(premiums.map(|h| get(1, h)), ["2", "17.50", "yes", "50.00", "USD"]);
    // The second part of the split day.
    assert_eq!(premiums.map(|h| get(2, h)), ["", "", "", "", ""]);
    assert_eq!(get(1, "Findings").split(' ').count(), 2);
    assert_eq!(get(3, "Open"), "iatse-basic/meal-first");
}

#[test]
fn hours_by_multiple_are_the_pay_rules_own_of_each_row() {
    let lines = lines(&made()[0]);
    let of = |row: usize| {
        ["Hours at 1x", "Hours at 1.5x", "Hours at 2x", "Hours at Other"].map(|h| lines[row][h].as_str())
    };
    assert_eq!(of(0), ["8.00", "4.10", "", ""]);
    // The split day: each part has its own; what names no row of it stands on the first.
    assert_eq!((of(1), of(2)), (["4.00", "", "", ""], ["4.00", "0.50", "", ""]));
    assert_eq!(lines[1]["Pay Lines"], "straight: 4 h × 1; adjustment: 0 h × 1");
    // The forced call is in the pay lines already; a sixth day was not found at all.
    assert_eq!(lines[1]["Pay Includes"], "iatse-basic/rest-daily");
    // Nobody pays the performer: nothing is worked out.
    assert_eq!(of(3), ["", "", "", ""]);
}

#[test]
fn the_workbook_says_the_same_and_adds_up() {
    let jobs = made();
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes(&jobs[1]))).unwrap();
    let sheet = book.worksheet_range("Hours").unwrap();
    let place = |heading: &str| {
        let of = |cell: &Data| *cell == Data::String(heading.into());
        sheet.rows().next().unwrap().iter().position(of).unwrap()
    };
    let rows: Vec<&[Data]> = sheet.rows().collect();
    assert_eq!(rows[1][place("Worked Hours")], Data::Float(12.1));
    assert_eq!(rows[5][place("Name")], Data::String("=Teo Brandt".into()));
    // 12.1 + 4.0 + 4.5 + 2.5 of travel, and nothing for the day without a wrap.
    let total = &rows[6][place("Worked Hours")];
    assert!(matches!(total, Data::Float(sum) if (sum - 23.1).abs() < 1e-9), "{total:?}");
    crate::render::peer::assert_recalculates(&bytes(&jobs[1]));
}

#[test]
fn nobody_worked_no_file() {
    let p = crate::render::fixture::production();
    assert!(viewing(&p, &findings(), &Settings::default(), jobs).is_empty());
}

/// docs/hours-file.md lists the columns as they are. `UPDATE_DOCS=1` rewrites its table.
#[test]
fn the_page_about_the_file_lists_its_columns() {
    let path = format!("{}/docs/hours-file.md", env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(&path).unwrap();
    let (begin, end) = ("<!-- columns -->\n", "<!-- end of columns -->\n");
    let (head, rest) = page.split_once(begin).unwrap();
    let (_, tail) = rest.split_once(end).unwrap();
    let mut table = String::from("| no. | column | what stands in it |\n| --- | --- | --- |\n");
    for (number, column) in (1..).zip(&COLUMNS) {
        table.push_str(&format!("| {number} | {} | {} |\n", column.heading, column.about));
    }
    let right = format!("{head}{begin}{table}{end}{tail}");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, &right).unwrap();
        return;
    }
    assert!(page == right, "UPDATE_DOCS=1 cargo test hours_file rewrites {path}");
}
