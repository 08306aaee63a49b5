//! Ten thousand rows are joined in a blink.

use crate::ingest::assemble::fixture::{assembled, table};
use std::fmt::Write;
use std::time::Instant;

#[test]
fn ten_thousand_timesheet_rows_are_joined_quickly() {
    let (mut crew, mut sheet) =
        (String::from("Name | Position | Department\n"), String::from("Name | Date | Call | Wrap\n"));
    for person in 0..400 {
        writeln!(crew, "Person {person} | Grip | Grip").unwrap();
        for day in 1..=25 {
            writeln!(sheet, "Person {person} | 2026-10-{day:02} | 7:00 | 19:00").unwrap();
        }
    }
    let files = [table("crew.csv", "crew", &crew), table("t.csv", "timesheets", &sheet)];
    let start = Instant::now();
    let (production, problems) = assembled(&files, "2026-10-30");
    let took = start.elapsed();
    assert_eq!((production.shifts.len(), problems.len()), (10_000, 0));
    // A quadratic join of these takes minutes; this takes a tenth of a second.
    assert!(took.as_secs() < 5, "{took:?}");
}
