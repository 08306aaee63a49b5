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
