//! Meals by the cases of the domain pages.

use super::*;
use crate::model::{Instant, Moment};
use chrono::{Duration, TimeZone};
use chrono_tz::America::Los_Angeles;

/// `7:00` on 5 November 2026; `25:30` is past midnight.
fn at(text: &str) -> Instant {
    let (h, m) = text.split_once(':').unwrap();
    let minutes = h.parse::<i64>().unwrap() * 60 + m.parse::<i64>().unwrap();
    Los_Angeles.with_ymd_and_hms(2026, 11, 5, 0, 0, 0).unwrap() + Duration::minutes(minutes)
}

fn timed(text: &str) -> Timed {
    let moment = if text.is_empty() { Moment::Missing } else { Moment::Known(at(text)) };
    Timed { moment, cell: None }
}

fn meal(number: u32, start: &str, end: &str) -> Meal {
    Meal {
        number,
        start: timed(start),
        end: timed(end),
        kind: "deductible".into(),
        grace: None,
        extension: None,
    }
}

fn iatse() -> Limits {
    Limits {
        first: 360,
        crew_clock: false,
        next: 360,
        last: None,
        anchor: Anchor::End,
        ndb: Some(Ndb { length: 30, within_own: None, crew_window: Some(60) }),
        grace: 12,
        extension: 30,
        take_in_progress: false,
        walking: None,
        exceeded: Exceeded::ExcessOnly,
        resets: vec!["deductible".into()],
    }
}

fn sag() -> Limits {
    let ndb = Ndb { length: 15, within_own: Some(120), crew_window: None };
    Limits { ndb: Some(ndb), ..iatse() }
}

fn verdicts(
    call: &str,
    meals: &[Meal],
    end: &str,
    ndb: Option<(&str, &str)>,
    limits: &Limits,
) -> Vec<Verdict> {
    let (call, ndb) = (timed(call), ndb.map(|(a, b)| (timed(a), timed(b))));
    let day = MealDay {
        basis: Basis::Actual,
        call: &call,
        end: When::of(&timed(end)),
        crew_call: When::at(at("7:00")),
        meals,
        has_room: true,
        ndb: ndb.as_ref(),
        grace_meals: &[],
    };
    intervals(&day, limits).iter().map(Interval::verdict).collect()
}

fn broken(verdicts: &[Verdict]) -> Vec<i64> {
    verdicts
        .iter()
        .filter_map(|v| match v {
            Verdict::Kept => None,
            Verdict::Broken(late) => Some(*late),
            Verdict::Open { .. } => panic!("{v:?}"),
        })
        .collect()
}

#[test]
fn a_meal_on_the_limit_passes_and_a_wrap_within_it_needs_none() {
    // Case 1: 07:00 → 13:00 is 6:00, 13:30 → 19:30 is 6:00; at 13:01 one minute late.
    let late = |start| broken(&verdicts("7:00", &[meal(1, start, "13:31")], "19:30", None, &iatse()));
    assert_eq!(late("13:00"), Vec::<i64>::new());
    assert_eq!(late("13:01"), [1]);
}

#[test]
fn the_next_meal_is_due_from_the_end_of_the_last() {
    // Case 9: lunch 12:00–13:00, second in 19:05: 5 min late from the end.
    let meals = [meal(1, "12:00", "13:00"), meal(2, "19:05", "19:35")];
    assert_eq!(broken(&verdicts("7:00", &meals, "21:00", None, &iatse())), [5]);
}

#[test]
fn grace_must_be_called_and_does_not_stack_on_an_extension() {
    let delay = |start: &str, grace: bool, extension: bool| {
        let mut first = meal(1, start, "14:10");
        first.grace = grace.then_some(None);
        first.extension = extension.then_some(None);
        let (call, meals) = (timed("7:00"), [first]);
        let day = MealDay {
            basis: Basis::Actual,
            call: &call,
            end: When::of(&timed("19:30")),
            crew_call: When::default(),
            meals: &meals,
            has_room: true,
            ndb: None,
            grace_meals: &[],
        };
        intervals(&day, &iatse()).remove(0)
    };
    // Case 2: 9 min late; covered when grace was called, late when it was not.
    assert_eq!(delay("13:09", true, false).verdict(), Verdict::Kept);
    assert_eq!(delay("13:09", true, false).covered(), Some(9));
    assert_eq!(delay("13:09", false, false).verdict(), Verdict::Broken(9));
    // Case 3: 36 min late with grace: 36 when it relates back, 36 − 12 = 24 when not.
    let exceeded = delay("13:36", true, false);
    assert_eq!(exceeded.verdict(), Verdict::Broken(36));
    assert_eq!(exceeded.penal(36, Exceeded::RelateBack), 36);
    assert_eq!(exceeded.penal(36, Exceeded::ExcessOnly), 24);
    // Case 4: 38 min late with both: the extension covers 30, grace is barred: 38 or 8.
    let both = delay("13:38", true, true);
    assert_eq!(both.verdict(), Verdict::Broken(38));
    assert_eq!(both.penal(38, Exceeded::RelateBack), 38);
    assert_eq!(both.penal(38, Exceeded::ExcessOnly), 8);
}

#[test]
fn an_iatse_breakfast_near_the_crew_call_moves_the_meal_to_the_crews() {
    let late = |call, ndb| broken(&verdicts(call, &[meal(1, "13:00", "13:30")], "18:00", ndb, &iatse()));
    // Case 7, crew call 07:00. (a) 06:15–06:45: due 13:00. Without it: due 11:30, 90 min late.
    assert_eq!(late("5:30", Some(("6:15", "6:45"))), Vec::<i64>::new());
    assert_eq!(late("5:30", None), [90]);
    // (b) 05:15–05:45 lies outside the hour: due 11:45, 75 min late.
    assert_eq!(late("4:00", Some(("5:15", "5:45"))), [75]);
    // (c) twenty minutes are no breakfast.
    assert_eq!(late("5:30", Some(("6:15", "6:35"))), [90]);
}

#[test]
fn a_sag_breakfast_must_be_a_quarter_hour_within_two_hours_of_the_call() {
    let late = |ndb| broken(&verdicts("6:00", &[meal(1, "13:15", "13:45")], "18:00", Some(ndb), &sag()));
    // Case 8: (a) due 13:15; (b) 2:05 after the call; (c) ten minutes, or a time not written.
    assert_eq!(late(("7:00", "7:15")), Vec::<i64>::new());
    assert_eq!(late(("8:05", "8:20")), [75]);
    assert_eq!(late(("7:00", "7:10")), [75]);
    assert_eq!(late(("7:00", "")), [75]);
}

#[test]
fn a_missing_time_is_judged_by_what_surrounds_it() {
    // The first meal's start is blank, but its end lies before the due time.
    let kept = verdicts("7:00", &[meal(1, "", "12:30")], "18:00", None, &iatse());
    assert_eq!(kept, [Verdict::Kept, Verdict::Kept]);
    // Its end is after: late by at most 14:00 − 13:00.
    let open = verdicts("7:00", &[meal(1, "", "14:00")], "18:00", None, &iatse());
    assert_eq!(open[0], Verdict::Open { min: 0, max: Some(60) });
    // No wrap: the stretch after the last meal is open; no meal and no wrap: the first is.
    let no_wrap = verdicts("7:00", &[meal(1, "12:00", "12:30")], "", None, &iatse());
    assert_eq!(no_wrap, [Verdict::Kept, Verdict::Open { min: 0, max: None }]);
}

#[test]
fn a_meal_of_another_kind_does_not_reset_the_clock() {
    let mut walking = meal(1, "12:00", "12:30");
    walking.kind = "walking".into();
    assert_eq!(broken(&verdicts("7:00", &[walking], "14:00", None, &iatse())), [60]);
}

#[test]
fn a_plan_knows_the_start_of_lunch_and_no_more() {
    let call = timed("6:00");
    let meals = [meal(1, "13:00", "")];
    let mut day = MealDay {
        basis: Basis::Plan,
        call: &call,
        end: When::at(at("22:00")),
        crew_call: When::default(),
        meals: &meals,
        has_room: true,
        ndb: None,
        grace_meals: &[1],
    };
    let planned = intervals(&day, &iatse());
    assert_eq!(planned.iter().map(Interval::verdict).collect::<Vec<_>>(), [Verdict::Broken(60)]);
    day.meals = &[];
    assert!(intervals(&day, &iatse()).is_empty());
}

#[test]
fn a_night_over_the_clock_change_is_judged_in_elapsed_time() {
    // Case 18: 1 Nov 2026; meal 1 ends 00:30 PDT, meal 2 starts 05:45 PST: 6:15, 15 min late.
    let sat = |h: i64, m: i64| {
        Los_Angeles.with_ymd_and_hms(2026, 10, 31, 0, 0, 0).unwrap() + Duration::minutes(h * 60 + m)
    };
    // 05:45 PST is 30:45 elapsed hours after Saturday's midnight: one more than the wall shows.
    let times = |at: Instant| Timed { moment: Moment::Known(at), cell: None };
    let (call, end) = (times(sat(18, 0)), times(sat(32, 0)));
    let mut meals = [meal(1, "", ""), meal(2, "", "")];
    meals[0].start = times(sat(24, 0));
    meals[0].end = times(sat(24, 30));
    meals[1].start = times(sat(30, 45));
    meals[1].end = times(sat(31, 15));
    assert_eq!(sat(30, 45).format("%H:%M").to_string(), "05:45");
    let day = MealDay {
        basis: Basis::Actual,
        call: &call,
        end: When::of(&end),
        crew_call: When::default(),
        meals: &meals,
        has_room: true,
        ndb: None,
        grace_meals: &[],
    };
    let late: Vec<_> = intervals(&day, &iatse()).iter().map(Interval::verdict).collect();
    assert_eq!(late, [Verdict::Kept, Verdict::Broken(15), Verdict::Kept]);
}

/// A day of two meals' columns from 07:00, with all that a test varies.
fn with(meals: &[Meal], end: &str, has_room: bool, limits: &Limits) -> Vec<Verdict> {
    let call = timed("7:00");
    let day = MealDay {
        basis: Basis::Actual,
        call: &call,
        end: When::of(&timed(end)),
        crew_call: When::default(),
        meals,
        has_room,
        ndb: None,
        grace_meals: &[],
    };
    intervals(&day, limits).iter().map(Interval::verdict).collect()
}

#[test]
fn a_sheet_without_a_column_for_a_second_meal_does_not_say_there_was_none() {
    // Lunch 13:00–13:30: a second is due at 19:30. Out at 20:10: at most 40 min late, perhaps not at all.
    let lunch = [meal(1, "13:00", "13:30")];
    let open = Verdict::Open { min: 0, max: Some(40) };
    assert_eq!(with(&lunch, "20:10", false, &iatse()), [Verdict::Kept, open]);
    assert_eq!(with(&lunch, "20:10", true, &iatse()), [Verdict::Kept, Verdict::Broken(40)]);
    // Out at 19:30 no second meal was due, whatever the sheet has room for.
    assert_eq!(with(&lunch, "19:30", false, &iatse()), [Verdict::Kept, Verdict::Kept]);
}

#[test]
fn where_the_law_says_so_the_next_meal_counts_from_the_start_of_the_last() {
    // Case 9, Georgia: 7 h from 12:00. At 19:05 five minutes over, at 18:45 in time (6:45).
    let georgia = Limits { next: 420, anchor: Anchor::Start, ..iatse() };
    let late = |second| {
        broken(&with(&[meal(1, "12:00", "13:00"), meal(2, second, "19:35")], "21:00", true, &georgia))
    };
    assert_eq!(late("19:05"), [5]);
    assert_eq!(late("18:45"), Vec::<i64>::new());
    // A second meal whose start is blank still lies after the first one's end, 13:00, and before its own.
    let open = with(&[meal(1, "12:00", "13:00"), meal(2, "", "19:35")], "21:00", true, &georgia);
    assert_eq!(open.get(1), Some(&Verdict::Open { min: 0, max: Some(35) }));
}

#[test]
fn the_last_stretch_may_be_longer_than_the_others() {
    // 13:30 + 6:30 = 20:00 for the end of work; a meal that comes is still due at 19:30.
    let distant = Limits { last: Some(390), ..iatse() };
    let lunch = meal(1, "13:00", "13:30");
    assert_eq!(broken(&with(std::slice::from_ref(&lunch), "20:00", true, &distant)), Vec::<i64>::new());
    assert_eq!(broken(&with(std::slice::from_ref(&lunch), "20:01", true, &distant)), [1]);
    assert_eq!(broken(&with(&[lunch, meal(2, "19:40", "20:10")], "22:00", true, &distant)), [10]);
}

#[test]
fn a_walking_meal_in_time_gives_two_hours_to_end_the_day() {
    // Second meal due 19:30, walking at 19:20: work may end until 21:30, and counts from 19:30 after that.
    let low_budget = Limits { walking: Some(120), ..iatse() };
    let walking = |start| Meal { kind: "walking".into(), ..meal(2, start, "") };
    let day =
        |start, out| broken(&with(&[meal(1, "13:00", "13:30"), walking(start)], out, true, &low_budget));
    assert_eq!(day("19:20", "21:30"), Vec::<i64>::new());
    assert_eq!(day("19:20", "21:31"), [121]);
    assert_eq!(day("19:31", "21:30"), [120]);
}

#[test]
fn a_take_in_progress_covers_the_minutes_written_and_no_more() {
    let rolling = Limits { take_in_progress: true, ..sag() };
    let day = |start, minutes: Option<i64>| {
        let mut first = meal(1, start, "13:45");
        first.extension = Some(minutes.map(crate::model::Minutes));
        with(&[first], "18:00", true, &rolling).remove(0)
    };
    assert_eq!(day("13:04", Some(4)), Verdict::Kept);
    assert_eq!(day("13:05", Some(4)), Verdict::Broken(5));
    assert_eq!(day("13:04", None), Verdict::Broken(4));
}
