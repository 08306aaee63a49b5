//! Ten times the rows take some ten times as long to join.

use crate::ingest::assemble::fixture::{assembled, table};
use std::fmt::Write;
use std::time::{Duration, Instant};

/// The quickest of a few joins of 25 days of so many people: what else the machine does only ever slows them.
fn quickest(people: usize, times: usize) -> Duration {
    let (mut crew, mut sheet) =
        (String::from("Name | Position | Department\n"), String::from("Name | Date | Call | Wrap\n"));
    for person in 0..people {
        writeln!(crew, "Person {person} | Grip | Grip").unwrap();
        for day in 1..=25 {
            writeln!(sheet, "Person {person} | 2026-10-{day:02} | 7:00 | 19:00").unwrap();
        }
    }
    let files = [table("crew.csv", "crew", &crew), table("t.csv", "timesheets", &sheet)];
    let join = || {
        let start = Instant::now();
        let (production, problems) = assembled(&files, "2026-10-30");
        assert_eq!((production.shifts.len(), problems.len()), (people * 25, 0));
        start.elapsed()
    };
    (0..times).map(|_| join()).min().unwrap()
}

#[test]
fn ten_thousand_timesheet_rows_are_joined_as_fast_as_a_thousand_each() {
    let ratio = quickest(400, 3).as_secs_f64() / quickest(40, 5).as_secs_f64();
    // In proportion it is 10; what compares each row with each other one takes a hundred times as long.
    assert!(ratio < 40.0, "{ratio}");
}
