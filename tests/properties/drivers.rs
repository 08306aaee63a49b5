//! Driving and duty hours against a second way of counting: minute by minute through the log, with two counters and nothing else.

use crate::world::{Dice, Row, Sheets, built_in, checked, clock, date, files, row};
use chrono::{Duration, NaiveDateTime};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Doing {
    Driving,
    Duty,
    Off,
}

const WORDS: [(Doing, &str); 3] =
    [(Doing::Driving, "driving"), (Doing::Duty, "on duty"), (Doing::Off, "off duty")];

#[test]
fn minutes_driven_too_late_are_those_that_a_minute_by_minute_count_gives() {
    let packs = built_in();
    let (mut broken, mut kept) = (0, 0);
    for seed in 0..120 {
        let mut dice = Dice::new(90_000 + seed);
        let stretches = stretches(&mut dice);
        let (driving, duty) = counted(&stretches);
        let facts = row(&[
            ("Title", "A"),
            ("Time Zone", "America/Phoenix"),
            ("Country", "US"),
            ("Region", "AZ"),
            ("Currency", "USD"),
        ]);
        let sheets: Sheets = [("production", vec![facts]), ("driver-log", rows(&stretches))].into();
        let findings = checked(&files(&sheets), &packs, date("2026-12-31"));
        let found = |rule: &str| -> i64 {
            findings.iter().filter(|f| f.rule == rule).map(|f| f.excess_minutes.unwrap()).sum()
        };
        assert_eq!(found("us-drivers-hours/driving-hours"), driving, "driving, seed {seed}");
        assert_eq!(found("us-drivers-hours/duty-hours"), duty, "duty, seed {seed}");
        if driving + duty > 0 { broken += 1 } else { kept += 1 }
    }
    assert!(broken > 20 && kept > 10, "{broken} broken, {kept} kept: not much was compared");
}

/// Some days of a driver, one stretch after another without a gap.
fn stretches(dice: &mut Dice) -> Vec<(Doing, i64)> {
    let mut all = Vec::new();
    for _ in 0..dice.between(8, 40) {
        let (doing, _) = *dice.pick(&WORDS);
        let minutes = match doing {
            Doing::Off => *dice.pick(&[30, 300, 479, 480, 481, 600, 700]),
            Doing::Driving => dice.between(10, 330),
            Doing::Duty => dice.between(10, 400),
        };
        all.push((doing, minutes));
    }
    all
}

/// 395.1(p), a minute at a time: no driving once ten hours are driven, or fifteen are on duty, since eight hours off in a row.
fn counted(stretches: &[(Doing, i64)]) -> (i64, i64) {
    let (mut off, mut driven, mut on_duty) = (0, 0, 0);
    let (mut late_driving, mut late_duty) = (0, 0);
    for doing in stretches.iter().flat_map(|(doing, minutes)| (0..*minutes).map(move |_| *doing)) {
        if doing == Doing::Off {
            off += 1;
            if off == 8 * 60 {
                (driven, on_duty) = (0, 0);
            }
            continue;
        }
        off = 0;
        if doing == Doing::Driving {
            late_driving += i64::from(driven >= 10 * 60);
            late_duty += i64::from(on_duty >= 15 * 60);
            driven += 1;
        }
        on_duty += 1;
    }
    (late_driving, late_duty)
}

/// As a log has them: the date and time of each start, and the time of its end.
fn rows(stretches: &[(Doing, i64)]) -> Vec<Row> {
    let mut at: NaiveDateTime = date("2026-11-02").and_hms_opt(5, 17, 0).unwrap();
    let mut rows = Vec::new();
    for (doing, minutes) in stretches {
        let start = (at - at.date().and_hms_opt(0, 0, 0).unwrap()).num_minutes();
        let word = WORDS.iter().find(|(one, _)| one == doing).unwrap().1;
        let (from, to) = (clock(start), clock((start + minutes) % (24 * 60)));
        rows.push(row(&[
            ("Date", &at.date().to_string()),
            ("Name", "Lee Chan"),
            ("Status", word),
            ("Start", &from),
            ("End", &to),
        ]));
        at += Duration::minutes(*minutes);
    }
    rows
}
