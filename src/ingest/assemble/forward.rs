//! The times of a row run forward: one earlier than the time before it is on the next day, and the order
//! settles which of two readings a repeated hour has.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::clock::{Resolved, resolve};
use crate::model::{Cell, Heading, Instant, Minutes, Moment, Record, TimeEntry, Timed, WallTime};
use chrono::{Duration, NaiveDate};
use chrono_tz::Tz;

/// Hours after which a time that would have to be on the next day is taken for a slip of the pen instead:
/// from call straight to wrap, to any other time, and for the length of a meal. A longer day can be
/// written past midnight (`29:30`), which is never doubted.
pub(crate) const CALL_TO_WRAP: i64 = 20 * 60;
pub(crate) const TO_NEXT: i64 = 12 * 60;
pub(crate) const MEAL: i64 = 4 * 60;

/// A time of a row, in the order in which its day should run.
#[derive(Clone)]
pub(crate) struct Stop {
    pub heading: Heading,
    pub entry: Option<TimeEntry>,
    pub cell: Option<Cell>,
    /// How many minutes after the time before it this can be, if it is on the next day.
    pub within: i64,
}

impl Stop {
    pub fn of(record: &Record, heading: Heading, within: i64) -> Stop {
        let field = record.field(heading);
        let cell = field.map(|f| &f.cell).or_else(|| record.columns.get(heading)).cloned();
        Stop { heading, entry: record.time(heading).cloned(), cell, within }
    }

    fn wall(&self) -> Option<&WallTime> {
        match &self.entry {
            Some(TimeEntry::At(wall)) => Some(wall),
            _ => None,
        }
    }

    /// A wrap or release, which has to be after the call.
    fn ends_the_day(&self) -> bool {
        matches!(
            self.heading,
            "Wrap" | "Dismissed" | "Est. Wrap" | "Est. Dismiss" | "Camera Wrap" | "Last Out"
        )
    }
}

/// The day a row's times belong to.
pub(crate) struct Clock {
    pub date: NaiveDate,
    pub zone: Tz,
    /// Without its first time the row's other times are undetermined: they could be on either day.
    pub first_needed: bool,
}

/// The instants of the stops, in their order. Times that cannot be placed are reported and missing.
pub(crate) fn forward(clock: &Clock, stops: &[Stop], problems: &mut Vec<Diagnostic>) -> Vec<Timed> {
    let mut placed = vec![Moment::Missing; stops.len()];
    let mut before: Option<usize> = None;
    for (i, stop) in stops.iter().enumerate() {
        let Some(wall) = stop.wall() else { continue };
        if i > 0 && clock.first_needed && before.is_none() {
            break;
        }
        let previous = before.and_then(|j| Some((stops.get(j)?, placed.get(j)?.earliest()?, j == 0)));
        let call = stops.first().filter(|first| first.heading.ends_with("Call")).and_then(Stop::wall);
        let before_call = stop.ends_the_day() && call.is_some_and(|call| wall.minutes <= call.minutes);
        let moment = place(clock, stop, wall, previous, before_call, problems);
        if let Some(slot) = placed.get_mut(i) {
            *slot = moment;
            if !slot.is_missing() {
                before = Some(i);
            }
        }
    }
    settle(&mut placed);
    for (stop, moment) in stops.iter().zip(&placed) {
        report_ambiguous(stop, moment, problems);
    }
    stops.iter().zip(placed).map(|(stop, moment)| Timed { moment, cell: stop.cell.clone() }).collect()
}

/// One time by itself on a date; a problem where it does not exist or is repeated.
pub(crate) fn alone(date: NaiveDate, zone: Tz, stop: &Stop, problems: &mut Vec<Diagnostic>) -> Timed {
    let clock = Clock { date, zone, first_needed: false };
    forward(&clock, std::slice::from_ref(stop), problems).pop().unwrap_or_default()
}

fn place(
    clock: &Clock,
    stop: &Stop,
    wall: &WallTime,
    previous: Option<(&Stop, Instant, bool)>,
    before_call: bool,
    problems: &mut Vec<Diagnostic>,
) -> Moment {
    // A time written past midnight says its day itself.
    let days = if wall.minutes >= 24 * 60 { 0..=0 } else { 0..=2 };
    for day in days {
        let later = WallTime { minutes: wall.minutes.saturating_add(day * 24 * 60), offset: wall.offset };
        match resolve(clock.date, &later, clock.zone) {
            Resolved::At(moment) => {
                let (Some((before, floor, from_call)), Some(latest)) = (previous, moment.latest()) else {
                    return moment;
                };
                let late_enough =
                    if stop.ends_the_day() && from_call { latest > floor } else { latest >= floor };
                if !late_enough {
                    continue;
                }
                let within = if stop.ends_the_day() && !from_call && before.heading != "Wrap" {
                    TO_NEXT
                } else {
                    stop.within
                };
                if day > 0 && moment.earliest().is_some_and(|at| Minutes::between(floor, at).0 > within) {
                    break;
                }
                return moment;
            }
            Resolved::DoesNotExist => {
                let naive = clock.date.and_hms_opt(0, 0, 0).and_then(|midnight| {
                    midnight.checked_add_signed(Duration::minutes(i64::from(later.minutes)))
                });
                let past = previous.zip(naive).is_some_and(|((_, floor, _), at)| at < floor.naive_local());
                if past {
                    continue;
                }
                report(
                    Code::TimeDoesNotExist,
                    stop,
                    format!(
                        "{} {} does not exist: the clock skips it that night.",
                        stop.heading,
                        shown(wall)
                    ),
                    "Write the time the clock showed, an hour later, or add the zone.".into(),
                    problems,
                );
                return Moment::Missing;
            }
        }
    }
    if let Some((before, ..)) = previous {
        let (code, help) = if before_call {
            (
                Code::WrapBeforeCall,
                "Correct the earlier or the later time; a wrap past midnight of a very long day is written like 29:30.",
            )
        } else {
            (Code::TimesOutOfOrder, "Correct one of the two; a time past midnight is written like 25:30.")
        };
        let earlier = before.entry.as_ref().map(ToString::to_string).unwrap_or_default();
        let place = before.cell.as_ref().map(|c| format!(" ({})", c.address())).unwrap_or_default();
        let message = format!(
            "{} {} is not after {} {earlier}{place}; it is left undetermined.",
            stop.heading,
            shown(wall),
            before.heading
        );
        report(code, stop, message, help.into(), problems);
    }
    Moment::Missing
}

/// Narrows repeated hours by their neighbours: a reading earlier than everything before it can be is
/// impossible, and so is one later than something after it can be.
fn settle(placed: &mut [Moment]) {
    let mut low: Option<Instant> = None;
    for moment in placed.iter_mut() {
        if let Moment::Ambiguous(first, second) = *moment
            && low.is_some_and(|low| first < low)
        {
            *moment = Moment::Known(second);
        }
        low = low.max(moment.earliest());
    }
    let mut high: Option<Instant> = None;
    for moment in placed.iter_mut().rev() {
        if let Moment::Ambiguous(first, second) = *moment
            && high.is_some_and(|high| second > high)
        {
            *moment = Moment::Known(first);
        }
        high = match (high, moment.latest()) {
            (Some(high), Some(latest)) => Some(high.min(latest)),
            (high, latest) => high.or(latest),
        };
    }
}

pub(crate) fn report_ambiguous(stop: &Stop, moment: &Moment, problems: &mut Vec<Diagnostic>) {
    let (Moment::Ambiguous(first, second), Some(wall)) = (moment, stop.wall()) else { return };
    let message = format!(
        "{} {} happens twice that night: {} and {}; both readings are kept.",
        stop.heading,
        shown(wall),
        first.format("%H:%M %Z"),
        second.format("%H:%M %Z")
    );
    let help = format!("Add the zone: {} or {}.", first.format("%H:%M %Z"), second.format("%H:%M %Z"));
    report(Code::TimeAmbiguous, stop, message, help, problems);
}

fn report(code: Code, stop: &Stop, message: String, help: String, problems: &mut Vec<Diagnostic>) {
    let mut problem = Diagnostic::new(code, message, help);
    if let Some(cell) = &stop.cell {
        problem = problem.at_cell(cell);
    }
    if let Some(entry) = &stop.entry {
        problem = problem.seen(entry.to_string());
    }
    problems.push(problem);
}

fn shown(wall: &WallTime) -> String {
    wall.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::America::Los_Angeles;

    fn stop(heading: Heading, minutes: Option<i32>) -> Stop {
        let within = match heading {
            "Wrap" => CALL_TO_WRAP,
            h if h.ends_with("End") => MEAL,
            _ => TO_NEXT,
        };
        let entry = minutes.map(|m| TimeEntry::At(WallTime::new(m)));
        Stop { heading, entry, cell: Some(Cell::new("t.csv", "", 1, 0)), within }
    }

    fn run(date: (i32, u32, u32), times: &[(Heading, &str)]) -> (Vec<Moment>, Vec<Code>) {
        let minutes = |t: &str| {
            t.split_once(':').map(|(h, m)| h.parse::<i32>().unwrap() * 60 + m.parse::<i32>().unwrap())
        };
        let stops: Vec<Stop> = times.iter().map(|(h, t)| stop(h, minutes(t))).collect();
        let date = NaiveDate::from_ymd_opt(date.0, date.1, date.2).unwrap();
        let mut problems = Vec::new();
        let clock = Clock { date, zone: Los_Angeles, first_needed: true };
        let placed = forward(&clock, &stops, &mut problems).into_iter().map(|t| t.moment).collect();
        (placed, problems.into_iter().map(|p| p.code).collect())
    }

    fn elapsed(a: &Moment, b: &Moment) -> String {
        Minutes::between(a.known().unwrap(), b.known().unwrap()).to_string()
    }

    #[test]
    fn case_18_a_night_over_the_end_of_summer_time() {
        let day = [
            ("Call", "18:00"),
            ("Meal 1 Start", "0:00"),
            ("Meal 1 End", "0:30"),
            ("Meal 2 Start", "5:45"),
            ("Meal 2 End", "6:15"),
            ("Wrap", "7:00"),
        ];
        let (at, problems) = run((2026, 10, 31), &day);
        assert_eq!(problems, []);
        // Wall 13 h, elapsed 14:00; 00:30 PDT → 05:45 PST = 6:15.
        assert_eq!(elapsed(&at[0], &at[5]), "14:00");
        assert_eq!(elapsed(&at[2], &at[3]), "6:15");
    }

    #[test]
    fn case_18_a_repeated_hour_stays_open_and_a_skipped_one_is_a_problem() {
        let (at, problems) = run((2026, 10, 31), &[("Call", "14:00"), ("Wrap", "1:30")]);
        let Moment::Ambiguous(a, b) = at[1] else { panic!("{:?}", at[1]) };
        let call = at[0].known().unwrap();
        assert_eq!(Minutes::between(call, a).to_string(), "11:30");
        assert_eq!(Minutes::between(call, b).to_string(), "12:30");
        assert_eq!(problems, [Code::TimeAmbiguous]);

        let (at, problems) = run((2026, 3, 7), &[("Call", "14:00"), ("Wrap", "2:30")]);
        assert_eq!(at[1], Moment::Missing);
        assert_eq!(problems, [Code::TimeDoesNotExist]);
    }

    #[test]
    fn neighbours_settle_a_repeated_hour_where_only_one_reading_fits() {
        // 01:50 then 01:10: only 01:50 PDT and 01:10 PST, 20 minutes apart, run forward.
        let day = [("Call", "18:00"), ("Meal 1 Start", "1:50"), ("Meal 1 End", "1:10"), ("Wrap", "7:00")];
        let (at, problems) = run((2026, 10, 31), &day);
        assert_eq!(problems, []);
        assert_eq!(elapsed(&at[1], &at[2]), "0:20");
        // 01:10 then 01:50 fit three ways: both stay open.
        let day = [("Call", "18:00"), ("Meal 1 Start", "1:10"), ("Meal 1 End", "1:50"), ("Wrap", "7:00")];
        let (at, problems) = run((2026, 10, 31), &day);
        assert_eq!(problems, [Code::TimeAmbiguous, Code::TimeAmbiguous]);
        assert!(matches!((&at[1], &at[2]), (Moment::Ambiguous(..), Moment::Ambiguous(..))));
    }

    #[test]
    fn case_19_a_wrap_past_midnight_in_both_notations() {
        for wrap in ["0:45", "24:45"] {
            let (at, problems) = run((2026, 11, 13), &[("Call", "13:00"), ("Wrap", wrap)]);
            assert_eq!(problems, []);
            assert_eq!(elapsed(&at[0], &at[1]), "11:45");
        }
    }

    #[test]
    fn case_27_a_missing_wrap_is_missing() {
        let day = [
            ("Call", "7:00"),
            ("Meal 1 Start", "13:00"),
            ("Meal 1 End", "13:30"),
            ("Meal 2 Start", "19:00"),
            ("Meal 2 End", "19:30"),
            ("Wrap", ""),
        ];
        let (at, problems) = run((2026, 11, 4), &day);
        assert_eq!((at[5].clone(), problems), (Moment::Missing, vec![]));
        // Without its call a row's other times could be on either day.
        let (at, _) = run((2026, 11, 4), &[("Call", ""), ("Wrap", "1:00")]);
        assert_eq!(at[1], Moment::Missing);
    }

    #[test]
    fn a_wrap_before_its_call_and_times_out_of_order_are_reported() {
        // 07:00 to 06:30 would be a shift of 23:30.
        let (at, problems) = run((2026, 11, 4), &[("Call", "7:00"), ("Wrap", "6:30")]);
        assert_eq!((at[1].clone(), problems), (Moment::Missing, vec![Code::WrapBeforeCall]));
        let (_, problems) = run((2026, 11, 4), &[("Call", "7:00"), ("Wrap", "7:00")]);
        assert_eq!(problems, [Code::WrapBeforeCall]);
        // 13:30 to 06:30 would be 17 hours after the meal.
        let day = [("Call", "7:00"), ("Meal 1 Start", "13:00"), ("Meal 1 End", "13:30"), ("Wrap", "6:30")];
        assert_eq!(run((2026, 11, 4), &day).1, [Code::WrapBeforeCall]);
        // A meal end typed 1:30 for 13:30 does not drag the wrap into the next day.
        let day = [("Call", "7:00"), ("Meal 1 Start", "13:00"), ("Meal 1 End", "1:30"), ("Wrap", "19:00")];
        let (at, problems) = run((2026, 11, 4), &day);
        assert_eq!(problems, [Code::TimesOutOfOrder]);
        assert_eq!(elapsed(&at[0], &at[3]), "12:00");
    }
}
