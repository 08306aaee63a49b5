//! Planned days.

use crate::diagnostic::Code;
use crate::ingest::assemble::fixture::{assembled, shifts, span, table};
use crate::ingest::intake::FileRead;
use crate::model::Basis;

fn files() -> Vec<FileRead> {
    vec![
        table(
            "s.csv",
            "schedule",
            "Date | Unit | Day Type | Crew Call | Lunch | Est. Wrap\n2026-10-28 | | shoot | 7:00 | 13:00 | 19:30\n\
             2026-10-28 | 2nd | shoot | 9:00 | | 20:00\n2026-10-29 | | travel | 8:00 | | 12:00",
        ),
        table(
            "crew.csv",
            "crew",
            "Name | Position | Department | Unit | Call\nAda | Grip | Grip | | -0:30\nBen | Gaffer | Electric | | 5:30\n\
             Cy | Medic | Medic | | O/C\nDee | Director | Production | |\nEve | Grip | Grip | 2nd Unit |",
        ),
        table("cast.csv", "cast", "No. | Character | Name\n1 | EDIE | Flo\n2 | SAM | Gus\n3 | TOM | Hal"),
        table(
            "calls.csv",
            "calls",
            "No. | Date | Status | Report | Makeup | On Set | Est. Dismiss\n1 | 2026-10-28 | W | 6:30 | 6:00 | 8:00 | 18:00\n\
             2 | 2026-10-28 | H | 7:00 | | |\n3 | 2026-10-28 | SWF | 14:00 | | |",
        ),
    ]
}

#[test]
fn a_plan_comes_from_calls_else_from_the_crew_call() {
    let (production, problems) = assembled(&files(), "2026-10-20");
    // Flo's make-up at 06:00 is earlier than Report at 06:30, so it would be on the next day, 23:30 later:
    // it is reported and left undetermined.
    assert_eq!(problems, [(Code::TimesOutOfOrder, "calls.csv E2".into())]);
    let mut plan: Vec<_> = production
        .shifts
        .iter()
        .map(|s| (production.person(s.person).name.as_str(), span(s), s.meals.len()))
        .collect();
    // Cy is on call and Gus is held; the travel day calls nobody. Lunch at 13:00 is inside every main unit
    // day but Hal's, which begins after it.
    let row = |name, times: &str, meals| (name, times.to_string(), meals);
    plan.sort();
    let expected = [
        row("Ada", "Wed 06:30 – Wed 19:30", 1),
        row("Ben", "Wed 05:30 – Wed 19:30", 1),
        row("Dee", "Wed 07:00 – Wed 19:30", 1),
        row("Eve", "Wed 09:00 – Wed 20:00", 0),
        row("Flo", "Wed 06:30 – Wed 18:00", 1),
        row("Hal", "Wed 14:00 – Wed 19:30", 0),
    ];
    assert_eq!(plan, expected);
    assert!(production.shifts.iter().all(|s| s.basis == Basis::Plan));
    let ada = shifts(&production, "Ada")[0];
    assert_eq!(ada.also_from[0].file.as_ref(), "s.csv");
    assert_eq!(ada.meals[0].end.moment.known(), None);
}

#[test]
fn where_a_timesheet_stands_no_plan_is_kept() {
    let mut files = files();
    files.push(table(
        "t.csv",
        "timesheets",
        "Name | Date | Call | Wrap\nAda | 2026-10-28 | 6:30 |\nDee | 2026-10-28 | N/C |",
    ));
    let (production, _) = assembled(&files, "2026-10-28");
    let ada = shifts(&production, "Ada");
    assert_eq!((ada.len(), ada[0].basis, span(ada[0])), (1, Basis::Actual, "Wed 06:30 – ?".into()));
    assert!(shifts(&production, "Dee").is_empty());
}

#[test]
fn a_day_that_has_wrapped_ends_as_its_log_says_until_the_timesheets_are_in() {
    let mut files = files();
    files.push(table(
        "log.csv",
        "unit-log",
        "Date | Crew Call | Camera Wrap | Last Out\n2026-10-28 | 7:00 | 21:15 | 22:00",
    ));
    files.push(table("t.csv", "timesheets", "Date | Name | Call | Wrap\n2026-10-28 | Ben | 5:30 | 20:30"));
    let (production, _) = assembled(&files, "2026-10-28");
    // Ada by the log's camera wrap, Ben by his timesheet, Flo by her own estimate; the second unit has no log.
    for (name, times) in [
        ("Ada", "Wed 06:30 – Wed 21:15"),
        ("Ben", "Wed 05:30 – Wed 20:30"),
        ("Flo", "Wed 06:30 – Wed 18:00"),
        ("Eve", "Wed 09:00 – Wed 20:00"),
    ] {
        assert_eq!(span(shifts(&production, name)[0]), times, "{name}");
    }
    let ada = shifts(&production, "Ada")[0];
    assert_eq!(ada.basis, Basis::Plan, "it stays an estimate");
    assert_eq!(ada.wrap.cell.as_ref().unwrap().to_string(), "log.csv C2");
    // The day before, nobody knows of it.
    let (production, _) = assembled(&files, "2026-10-27");
    assert_eq!(span(shifts(&production, "Ada")[0]), "Wed 06:30 – Wed 19:30");
}
