//! The Driver Log as stretches of duty.

use crate::diagnostic::Code;
use crate::ingest::assemble::fixture::{assembled, table};
use crate::model::{DutyStatus, Minutes, Moment};

fn crew() -> crate::ingest::intake::FileRead {
    table(
        "crew.csv",
        "crew",
        "Name | Position | Department\nLee Chan | Driver | Transport\nAna Poe | Driver | Transport",
    )
}

fn log(rows: &str) -> crate::ingest::intake::FileRead {
    table(
        "log.csv",
        "driver-log",
        &format!("Date | Name | Status | Start | End | Air Miles | Interstate\n{rows}"),
    )
}

#[test]
fn stretches_are_in_order_and_run_past_midnight() {
    let rows = log(
        "2026-11-05 | Lee Chan | on duty | 18:00 | 1:00 | 60 | yes\n2026-11-05 | Lee Chan | on duty | 5:00 | 13:00 | | \n\
         2026-11-05 | Ana Poe | off duty | 22:00 | 21:00 | | \n2026-11-06 | Lee Chan | driving | | 2:00 | | no",
    );
    let (production, problems) = assembled(&[crew(), rows], "2026-11-08");
    // 5:00 under a stretch that runs past midnight: perhaps the next day's, so it is said, and read as it is dated.
    assert_eq!(problems, [(Code::TimesOutOfOrder, "log.csv D3".into())]);
    let lengths: Vec<String> = production
        .duties
        .iter()
        .map(|d| match (d.start.moment.known(), d.end.moment.known()) {
            (Some(from), Some(to)) => Minutes::between(from, to).to_string(),
            _ => "open".into(),
        })
        .collect();
    // 5 to 13, 18 to 1; without a start the end could be on either day; a day off may last 23 hours.
    assert_eq!(lengths, ["8:00", "7:00", "open", "23:00"]);
    assert_eq!(production.duties[2].status, Some(DutyStatus::Driving));
    assert_eq!(production.duties[2].interstate.as_ref().map(|i| i.value), Some(false));
    assert_eq!(production.duties[1].air_miles.as_ref().map(|m| m.value.to_string()), Some("60".into()));
}

#[test]
fn two_stretches_at_one_time_are_a_problem_unless_one_is_driving_within_duty() {
    let rows = log(
        "2026-11-05 | Lee Chan | on duty | 5:00 | 13:00 | | \n2026-11-05 | Lee Chan | driving | 7:00 | 8:00 | | \n\
         2026-11-05 | Lee Chan | off duty | 12:00 | 13:30 | | \n2026-11-05 | Lee Chan | driving | 13:30 | 13:30 | |",
    );
    let (production, problems) = assembled(&[crew(), rows], "2026-11-08");
    assert_eq!(
        problems,
        [(Code::TimesOutOfOrder, "log.csv E5".into()), (Code::TimesOverlap, "log.csv D4".into())]
    );
    assert_eq!(production.duties[3].end.moment, Moment::Missing);
}

#[test]
fn a_log_of_tomorrow_is_no_log() {
    let rows = log("2026-11-09 | Lee Chan | driving | 5:00 | 13:00 | |");
    let (production, problems) = assembled(&[crew(), rows], "2026-11-08");
    assert_eq!(problems, [(Code::RowIgnored, "log.csv A2".into())]);
    assert_eq!(production.duties, []);
}

#[test]
fn a_stretch_after_midnight_under_the_date_of_the_shift_is_told() {
    let after = |date: &str| {
        let rows = format!(
            "2026-11-05 | Lee Chan | on duty | 18:00 | 1:00 | |\n{date} | Lee Chan | driving | 1:20 | 1:50 | |"
        );
        assembled(&[crew(), log(&rows)], "2026-11-08").1
    };
    assert_eq!(after("2026-11-05"), [(Code::TimesOutOfOrder, "log.csv D3".into())]);
    assert_eq!(after("2026-11-06"), []);
}
