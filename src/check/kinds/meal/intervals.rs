//! The stretches of a day between meals: when each meal was due, when it came, by how much too late.
//!
//! The clock starts at the person's own call and again at the END of each meal that resets it. It is
//! stopped by the START of the next such meal, or by the end of work: work that ends within the limit
//! needs no meal. A breakfast on the clock (NDB) only moves the first due time.

use crate::check::bounds::{Span, Verdict, When};
use crate::model::{Basis, Meal, Timed};

/// The limits as they hold for one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// From own call to the first meal, in minutes.
    pub first: i64,
    /// From the end of a meal to the next.
    pub next: i64,
    pub ndb: Option<Ndb>,
    /// Minutes that grace, when called, covers.
    pub grace: i64,
    /// Minutes that an extension covers.
    pub extension: i64,
    pub exceeded: Exceeded,
    /// Kinds of meal that start the clock anew.
    pub resets: Vec<String>,
}

/// A non-deductible breakfast: what it needs, and where it moves the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ndb {
    /// It must last this long.
    pub length: i64,
    /// Begun no later than this after own call; `None`: at any time.
    pub within_own: Option<i64>,
    /// Begun within this of the general crew call, before or after: the meal falls due with the crew's.
    pub crew_window: Option<i64>,
}

/// What a delay beyond grace or an extension is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exceeded {
    /// The original due time.
    RelateBack,
    /// The end of the grace or extension.
    ExcessOnly,
}

/// A person's day as far as meals go.
#[derive(Clone, Debug)]
pub struct MealDay<'a> {
    pub basis: Basis,
    pub call: &'a Timed,
    /// The end of work.
    pub end: When,
    /// The general crew call of the unit.
    pub crew_call: When,
    pub meals: &'a [Meal],
    pub ndb: Option<&'a (Timed, Timed)>,
    /// Meals that the plain Grace column names.
    pub grace_meals: &'a [u32],
}

/// What was called to cover a delay.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cover {
    #[default]
    Nothing,
    Grace(i64),
    /// An extension; grace, if it was called too, is barred.
    Extension {
        minutes: i64,
        grace_too: bool,
    },
}

impl Cover {
    pub fn minutes(self) -> i64 {
        match self {
            Cover::Nothing => 0,
            Cover::Grace(minutes) | Cover::Extension { minutes, .. } => minutes,
        }
    }
}

/// What stopped the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stopped {
    Meal,
    Wrap,
}

/// One stretch between meals.
#[derive(Clone, Debug)]
pub struct Interval {
    /// The number of the meal that ends it, or that was due where work ended it.
    pub meal: u32,
    pub first: bool,
    /// From where the limit counts.
    pub counted_from: When,
    pub limit: i64,
    pub due: When,
    /// When the meal, or the end of work, came.
    pub came: When,
    pub stopped: Stopped,
    pub cover: Cover,
    /// What the breakfast did, in words.
    pub ndb: Option<&'static str>,
    /// The meal before (whose end started the clock) and the meal that stopped it, by place in `meals`.
    pub after: Option<usize>,
    pub by: Option<usize>,
}

impl Interval {
    /// Minutes late, cover left aside.
    pub fn late(&self) -> Span {
        self.due.until(self.came)
    }

    pub fn measured(&self) -> Span {
        self.late().minus(-self.limit)
    }

    pub fn verdict(&self) -> Verdict {
        match self.late().verdict() {
            Verdict::Broken(late) if late <= self.cover.minutes() => Verdict::Kept,
            Verdict::Open { max: Some(max), .. } if max <= self.cover.minutes() => Verdict::Kept,
            other => other,
        }
    }

    /// Minutes of a delay that are paid for.
    pub fn penal(&self, late: i64, exceeded: Exceeded) -> i64 {
        let cover = self.cover.minutes();
        match exceeded {
            _ if late <= cover => 0,
            Exceeded::RelateBack => late,
            Exceeded::ExcessOnly => late - cover,
        }
    }

    /// Whether a delay was covered by what was called: minutes late.
    pub fn covered(&self) -> Option<i64> {
        let late = self.late().known()?;
        (late > 0 && late <= self.cover.minutes()).then_some(late)
    }
}

/// The stretches of a day, in order. On a plan only the first is told, and only where a meal is
/// planned: the plan knows the start of lunch and no more.
pub fn intervals(day: &MealDay<'_>, limits: &Limits) -> Vec<Interval> {
    let taken: Vec<usize> = (0..day.meals.len())
        .filter(|&i| day.meals.get(i).is_some_and(|m| was_taken(m) && limits.resets.contains(&m.kind)))
        .collect();
    let call = When::of(day.call);
    let end = day.end.not_before(last_known(day, call));
    let (counted_from, ndb) = first_clock(day, call, limits);
    let mut found = Vec::new();
    let mut clock = counted_from;
    for (nth, &index) in taken.iter().enumerate() {
        let Some(meal) = day.meals.get(index) else { continue };
        let later = taken.get(nth + 1).and_then(|&i| day.meals.get(i));
        let after = nth.checked_sub(1).and_then(|n| taken.get(n)).copied();
        // The limit may count from a moment after the call, but the meal cannot lie before the call.
        let floor = if nth == 0 { call } else { clock };
        let start = When::of(&meal.start)
            .not_before(floor)
            .not_after(When::of(&meal.end))
            .not_after(later.map_or(end, |m| When::of(&m.start)))
            .not_after(end);
        found.push(interval(
            day,
            limits,
            meal.number,
            nth == 0,
            clock,
            start,
            Stopped::Meal,
            ndb,
            after,
            Some(index),
        ));
        clock = When::of(&meal.end)
            .not_before(start)
            .not_after(later.map_or(end, |m| When::of(&m.start)))
            .not_after(end);
    }
    let after = taken.last().copied();
    let number = after.and_then(|i| day.meals.get(i)).map_or(1, |m| m.number.saturating_add(1));
    found.push(interval(day, limits, number, taken.is_empty(), clock, end, Stopped::Wrap, ndb, after, None));
    if day.basis == Basis::Plan {
        found.retain(|i| i.first && i.stopped == Stopped::Meal && i.came.known().is_some());
    }
    found
}

/// A meal that has a time at all; a row that only calls grace or an extension has none.
fn was_taken(meal: &Meal) -> bool {
    !(meal.start.moment.is_missing() && meal.end.moment.is_missing())
}

/// The last event of the day that is known: work cannot have ended before it.
fn last_known(day: &MealDay<'_>, call: When) -> When {
    let times = day.meals.iter().flat_map(|m| [When::of(&m.start), When::of(&m.end)]);
    let latest = times.chain([call]).filter_map(|w| w.earliest).max();
    When { earliest: latest, latest: None }
}

#[allow(clippy::too_many_arguments)]
fn interval(
    day: &MealDay<'_>,
    limits: &Limits,
    number: u32,
    first: bool,
    counted_from: When,
    came: When,
    stopped: Stopped,
    ndb: Option<&'static str>,
    after: Option<usize>,
    by: Option<usize>,
) -> Interval {
    let limit = if first { limits.first } else { limits.next };
    Interval {
        meal: number,
        first,
        counted_from,
        limit,
        due: counted_from.plus(limit),
        came,
        stopped,
        cover: cover(day, number, limits),
        ndb: ndb.filter(|_| first),
        after,
        by,
    }
}

/// Neither grace nor an extension can be planned; an extension bars grace.
fn cover(day: &MealDay<'_>, number: u32, limits: &Limits) -> Cover {
    if day.basis == Basis::Plan {
        return Cover::Nothing;
    }
    let meal = day.meals.iter().find(|m| m.number == number);
    let called = |given: Option<Option<crate::model::Minutes>>, most: i64| {
        given.map(|minutes| minutes.map_or(most, |m| m.0.clamp(0, most)))
    };
    let grace = called(meal.and_then(|m| m.grace), limits.grace)
        .or_else(|| day.grace_meals.contains(&number).then_some(limits.grace));
    match (called(meal.and_then(|m| m.extension), limits.extension), grace) {
        (Some(minutes), grace) => Cover::Extension { minutes, grace_too: grace.is_some() },
        (None, Some(minutes)) => Cover::Grace(minutes),
        (None, None) => Cover::Nothing,
    }
}

/// From where the first limit counts, and what the breakfast did to it.
fn first_clock(day: &MealDay<'_>, call: When, limits: &Limits) -> (When, Option<&'static str>) {
    let (Some(rule), Some((start, end))) = (limits.ndb, day.ndb) else { return (call, None) };
    let (start, end) = (When::of(start), When::of(end));
    let (Some(began), Some(ended)) = (start.known(), end.known()) else {
        return (call, Some("The breakfast's times are not both written, so it does not count"));
    };
    if (ended - began).num_minutes() < rule.length {
        return (call, Some("The breakfast was too short to count"));
    }
    if let Some(within) = rule.within_own
        && call.until(start).minus(within).verdict() != Verdict::Kept
    {
        return (call, Some("The breakfast came too late after the call to count"));
    }
    let Some(window) = rule.crew_window else {
        return (end.max(call), Some("Counted from the end of the breakfast"));
    };
    let Some(crew) = day.crew_call.known() else {
        // Either reading may hold: the earlier and the later of the two.
        let either = When { earliest: call.earliest, latest: end.latest };
        return (either, Some("The crew call is missing, so what the breakfast moves is open"));
    };
    if (began - crew).num_minutes().abs() <= window {
        (When::at(crew).max(call), Some("Breakfast near the crew call: the meal is due with the crew's"))
    } else {
        (end.max(call), Some("Counted from the end of the breakfast"))
    }
}

#[cfg(test)]
mod tests {
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
            next: 360,
            ndb: Some(Ndb { length: 30, within_own: None, crew_window: Some(60) }),
            grace: 12,
            extension: 30,
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
            ndb: None,
            grace_meals: &[],
        };
        let late: Vec<_> = intervals(&day, &iatse()).iter().map(Interval::verdict).collect();
        assert_eq!(late, [Verdict::Kept, Verdict::Broken(15), Verdict::Kept]);
    }
}
