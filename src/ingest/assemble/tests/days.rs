//! Days, scenes and calls.

use crate::diagnostic::Code;
use crate::ingest::assemble::fixture::{assembled, table};
use crate::ingest::intake::FileRead;
use crate::model::{CallTime, Minutes};

fn schedule() -> FileRead {
    table(
        "s.csv",
        "schedule",
        "Date | Unit | Day Type | Day | Crew Call | Est. Wrap | Location\n\
         2026-10-28 | | shoot | | 7:00 | 19:00 | Pier\n2026-10-26 | Main Unit | shoot | | 7:00 | 19:00 |\n\
         2026-10-27 | | travel | | | |\n2026-10-28 | 2nd | shoot | | 9:00 | 20:00 |\n\
         2026-10-30 | 1st unit | shoot | 5 of 20 | 17:00 | 5:00 |\n2026-10-31 | | shoot | | 18:00 | 7:00 |",
    )
}

#[test]
fn shooting_days_are_counted_within_their_unit_from_the_last_written_number() {
    let (production, problems) = assembled(&[schedule()], "2026-10-20");
    assert_eq!(problems, []);
    let days: Vec<_> =
        production.days.iter().map(|d| (d.date.to_string(), d.unit.as_str(), d.number, d.of)).collect();
    let day = |date: &str, unit, number, of| (date.to_string(), unit, number, of);
    assert_eq!(
        days,
        [
            day("2026-10-26", "Main", Some(1), Some(20)),
            day("2026-10-27", "Main", None, None),
            day("2026-10-28", "Main", Some(2), Some(20)),
            day("2026-10-28", "2nd", Some(1), Some(1)),
            day("2026-10-30", "Main", Some(5), Some(20)),
            day("2026-10-31", "Main", Some(6), Some(20)),
        ]
    );
    // 18:00 to 07:00 over the end of summer time: 14 hours (case 18).
    let night = &production.days[5];
    let (call, wrap) = (night.crew_call.moment.known().unwrap(), night.est_wrap.moment.known().unwrap());
    assert_eq!(Minutes::between(call, wrap).to_string(), "14:00");
}

#[test]
fn a_location_in_another_zone_keeps_its_own_clock() {
    let places = table("l.csv", "locations", "Location | Time Zone\nPier | America/New_York");
    let (production, problems) = assembled(&[schedule(), places], "2026-10-20");
    assert_eq!(problems, []);
    let call = production.days[2].crew_call.moment.known().unwrap();
    assert_eq!(call.format("%H:%M %z").to_string(), "07:00 -0400");
}

#[test]
fn scenes_find_their_day_by_number_and_what_is_unknown_is_said() {
    let files = [
        schedule(),
        table("cast.csv", "cast", "No. | Character | Name\n1 | EDIE | Dana Ruiz\n2 | SAM | Lee Chan"),
        table("l.csv", "locations", "Location | Address\nPier | 1 Dock Road"),
        table(
            "scenes.csv",
            "scenes",
            "Scene | Day | Unit | Set | Cast | Location | Props\n12 | 5 | | CAR | 1, SAM | Peir | Gun\n\
             12A | 1 | 2nd | DOCK | 1, 9 | pier |\n13 | 44 | | DOCK | 2 | PIER |\n12 | 5 | | CAR | 1 | |",
        ),
    ];
    let (production, problems) = assembled(&files, "2026-10-20");
    assert_eq!(
        problems,
        [
            (Code::LocationUnknown, "scenes.csv F2".into()),
            (Code::NumberUnknown, "scenes.csv E3".into()),
            (Code::DayUnknown, "scenes.csv B4".into()),
            (Code::SceneTwice, "scenes.csv A5".into()),
        ]
    );
    let scenes: Vec<_> = production
        .scenes
        .iter()
        .map(|s| (s.number.as_str(), s.date.map(|d| d.to_string()), s.cast.join(",")))
        .collect();
    let on = |date: &str| Some(date.to_string());
    assert_eq!(
        scenes,
        [
            ("12A", on("2026-10-28"), "1,9".into()),
            ("12", on("2026-10-30"), "1,2".into()),
            ("12", on("2026-10-30"), "1".into()),
            ("13", None, "2".into()),
        ]
    );
    assert_eq!(production.scenes[1].departments[0].0, "Props");
    assert_eq!(production.scenes[0].location.as_deref(), Some("Pier"));
}

fn text(time: &CallTime) -> String {
    time.at.moment.known().map_or("?".into(), |at| at.format("%d %H:%M").to_string())
}

#[test]
fn calls_run_around_the_report_time() {
    let files = [
        schedule(),
        table(
            "cast.csv",
            "cast",
            "No. | Character | Name\n1 | EDIE | Dana Ruiz\n2 | SAM | Lee Chan\n3 | TOM | Al Fox",
        ),
        table(
            "calls.csv",
            "calls",
            "No. | Date | Pickup | Report | Makeup | Wardrobe | On Set | Est. Dismiss\n\
             1 | 2026-10-30 | 23:30 | 0:15 | 0:45 | 0:30 | 1:30 | 12:00\n\
             2 | 2026-10-30 | | 16:30 | 16:30 | | 18:00 | 4:30\n3 | 2026-10-30 | | -0:30 | | | +1:00 |",
        ),
    ];
    let (production, problems) = assembled(&files, "2026-10-20");
    assert_eq!(problems, []);
    let calls = &production.calls;
    // A pickup later than the report is the evening before; wardrobe before make-up stays on the day.
    let row: Vec<_> =
        [&calls[0].pickup, &calls[0].report, &calls[0].wardrobe, &calls[0].est_dismiss].map(text).into();
    assert_eq!(row, ["29 23:30", "30 00:15", "30 00:30", "30 12:00"]);
    // What is earlier than the report runs past midnight.
    assert_eq!([text(&calls[1].on_set), text(&calls[1].est_dismiss)], ["30 18:00", "31 04:30"]);
    // Counted from the unit's crew call at 17:00.
    assert_eq!([text(&calls[2].report), text(&calls[2].on_set)], ["30 16:30", "30 18:00"]);
}

#[test]
fn the_unit_log_joins_its_day_and_a_day_without_schedule_is_reported() {
    let log = table(
        "log.csv",
        "unit-log",
        "Date | Unit | Crew Call | Lunch Start | Lunch End | Camera Wrap | Last Out\n\
         2026-10-30 | Main | 17:00 | 23:00 | 23:30 | 5:15 | 6:00\n2026-10-29 | | 7:00 | | | |",
    );
    let (production, problems) = assembled(&[schedule(), log], "2026-10-31");
    assert_eq!(problems, [(Code::DayUnknown, "log.csv A3".into())]);
    let log = production.days[4].log.as_ref().unwrap();
    let wrap = log.camera_wrap.moment.known().unwrap();
    assert_eq!(wrap.format("%d %H:%M").to_string(), "31 05:15");
}
