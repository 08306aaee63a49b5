//! Pushed days.

use crate::diagnostic::Code;
use crate::ingest::assemble::fixture::{assembled, shifts, span, table};
use crate::ingest::intake::FileRead;
use crate::model::TimeEntry;

/// A unit's day of 28 October 2026 (a Wednesday), and the next day; `push` as the Schedule's cell has it.
fn files(push: &str) -> Vec<FileRead> {
    vec![
        table(
            "s.csv",
            "schedule",
            &format!(
                "Date | Unit | Crew Call | Lunch | Est. Wrap | Push\n2026-10-28 | | 7:00 | 13:00 | 19:30 | {push}\n\
                 2026-10-28 | 2nd | 9:00 | | 20:00 |\n2026-10-29 | | 7:00 | 13:00 | 19:30 |"
            ),
        ),
        table(
            "crew.csv",
            "crew",
            "Name | Position | Department | Unit | Call\nAda | Grip | Grip | | -0:30\nBen | Gaffer | Electric | | 5:30\n\
             Cy | Medic | Medic | | O/C\nEve | Grip | Grip | 2nd Unit |",
        ),
        table("cast.csv", "cast", "No. | Character | Name\n1 | EDIE | Flo"),
        table(
            "calls.csv",
            "calls",
            "No. | Date | Status | Pickup | Report | On Set | Est. Dismiss\n1 | 2026-10-28 | W | 5:30 | 6:30 | 8:00 | 18:00",
        ),
        table(
            "bg.csv",
            "background",
            "Date | Count | Description | Call\n2026-10-28 | 3 | Travellers | 8:15",
        ),
        table("times.csv", "timesheets", "Date | Name | Call | Wrap\n2026-10-28 | Cy | 7:00 | 19:00"),
    ]
}

#[test]
fn everything_planned_for_the_units_day_moves_and_nothing_else() {
    let (production, problems) = assembled(&files("0:30"), "2026-10-28");
    assert_eq!(problems, [(Code::CallPushed, "s.csv F2".into())]);
    // 7:00, 13:00 and 19:30 half an hour later.
    let day = &production.days[0];
    let clock = |timed: &crate::model::Timed| timed.moment.known().unwrap().format("%H:%M").to_string();
    let times = [&day.crew_call, &day.lunch, &day.est_wrap].map(clock);
    assert_eq!(times, ["07:30", "13:30", "20:00"]);
    assert_eq!(production.push_of(day.date, "Main").unwrap().words(), "PUSHED 0:30");
    // Ada's −0:30, Ben's standing 5:30 and Flo's 6:30 to 18:00 on Wednesday; the next day stays.
    for (name, wednesday) in
        [("Ada", "Wed 07:00 – Wed 20:00"), ("Ben", "Wed 06:00 – Wed 20:00"), ("Flo", "Wed 07:00 – Wed 18:30")]
    {
        assert_eq!(span(shifts(&production, name)[0]), wednesday, "{name}");
    }
    assert_eq!(span(shifts(&production, "Ada")[1]), "Thu 06:30 – Thu 19:30");
    let ada = shifts(&production, "Ada")[0];
    assert_eq!(clock(&ada.meals[0].start), "13:30");
    // What was worked and the other unit stay.
    assert_eq!(span(shifts(&production, "Cy")[0]), "Wed 07:00 – Wed 19:00");
    assert_eq!(span(shifts(&production, "Eve")[0]), "Wed 09:00 – Wed 20:00");
    let call = &production.calls[0];
    assert_eq!([&call.pickup.at, &call.report.at, &call.on_set.at].map(clock), ["06:00", "07:00", "08:30"]);
    assert!(matches!(&call.report.entry, Some(TimeEntry::At(wall)) if wall.minutes == 7 * 60));
    assert_eq!(clock(&production.background[0].call.at), "08:45");
}

#[test]
fn a_push_is_moved_by_elapsed_time_over_a_change_of_the_clocks() {
    // 22:00 and four hours is 2:00 PDT, the moment at which the clocks go back on 1 November 2026: 1:00 PST.
    let file = table("s.csv", "schedule", "Date | Crew Call | Push\n2026-10-31 | 22:00 | 4:00");
    let (production, _) = assembled(&[file], "2026-10-20");
    let call = production.days[0].crew_call.moment.known().unwrap();
    assert_eq!(call.to_rfc3339(), "2026-11-01T01:00:00-08:00");
}

#[test]
fn a_row_of_pushes_is_the_later_word() {
    let with = |cell: &str, row: &str| {
        let mut files = files(cell);
        files.push(table(
            "callboard-pushes.csv",
            "pushes",
            &format!("Date | Unit | Push\n2026-10-28 | | {row}"),
        ));
        let (production, problems) = assembled(&files, "2026-10-28");
        let push = production.pushes.first().map(|push| push.minutes);
        (push, problems)
    };
    let pushed = (Code::CallPushed, "callboard-pushes.csv C2".to_string());
    assert_eq!(with("", "0:45"), (Some(45), vec![pushed.clone()]));
    // Both say the same: nothing to say about it.
    assert_eq!(with("0:45", "0:45"), (Some(45), vec![pushed.clone()]));
    let differ = (Code::FactsDiffer, "s.csv F2".to_string());
    assert_eq!(with("0:30", "0:45"), (Some(45), vec![differ.clone(), pushed]));
    // 0:00 takes back what the schedule says.
    assert_eq!(with("0:30", "0:00"), (None, vec![differ]));
}

#[test]
fn a_push_of_a_day_that_is_not_scheduled_is_said() {
    let mut files = files("");
    files.push(table("p.csv", "pushes", "Date | Unit | Push\n2026-10-30 | | 0:30"));
    let (production, problems) = assembled(&files, "2026-10-28");
    assert_eq!((production.pushes, problems), (vec![], vec![(Code::DayUnknown, "p.csv A2".into())]));
}
