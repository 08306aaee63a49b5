//! School days of minors.

use crate::ingest::assemble::fixture::{assembled, shifts, table};

/// Kit is 11; in 2026, 26 October is a Monday.
#[test]
fn the_next_day_is_the_rows_word_then_the_next_rows_then_the_calendars_then_assumed() {
    let files = [
        table(
            "cast.csv",
            "cast",
            "No. | Character | Name | Date of Birth\n1 | BOY | Kit Moss | 2015-03-01\n2 | EDIE | Dana Ruiz | 1990-01-01",
        ),
        table(
            "t.csv",
            "timesheets",
            "Name | Date | Call | Wrap | School Day | School Next Day\nKit Moss | 2026-10-26 | 8:00 | 16:00 | yes | no\n\
             Kit Moss | 2026-10-27 | 8:00 | 16:00 | yes |\nKit Moss | 2026-10-28 | 8:00 | 16:00 | no |\n\
             Kit Moss | 2026-10-29 | 8:00 | 16:00 | |\nKit Moss | 2026-10-31 | 8:00 | 16:00 | |\n\
             Dana Ruiz | 2026-10-26 | 8:00 | 16:00 | |",
        ),
        table(
            "c.csv",
            "calendar",
            "Date | Kind | Applies To\n2026-10-30 | school holiday |\n2026-11-01 | school holiday | Dana Ruiz",
        ),
    ];
    let (production, problems) = assembled(&files, "2026-11-08");
    assert_eq!(problems, []);
    let kit: Vec<_> = shifts(&production, "Kit Moss")
        .iter()
        .map(|s| {
            let tomorrow = s.school.tomorrow.as_ref().unwrap();
            let cell = tomorrow.cell.as_ref().map(|c| format!("{} {}", c.file, c.address()));
            let today = s.school.today.as_ref().unwrap().value;
            (today, s.school.today_assumed, tomorrow.value, tomorrow.assumed, cell.unwrap_or_default())
        })
        .collect();
    let row = |today, assumed, next, next_assumed, cell: &str| {
        (today, assumed, next, next_assumed, cell.to_string())
    };
    assert_eq!(
        kit,
        [
            // The row itself says no, though the next row says yes.
            row(true, false, false, false, "t.csv F2"),
            // The next row says no.
            row(true, false, false, false, "t.csv E4"),
            // The next row says nothing and the calendar neither: Thursday is assumed.
            row(false, false, true, true, ""),
            // Thursday is assumed; the calendar frees Friday.
            row(true, true, false, false, "c.csv A2"),
            // Saturday is no school day, nor is Sunday; its holiday is somebody else's.
            row(false, true, false, true, ""),
        ]
    );
    let dana = &shifts(&production, "Dana Ruiz")[0].school;
    assert!(dana.today.is_none() && dana.tomorrow.is_none());
}
