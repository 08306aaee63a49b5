//! The stretches of a day between meals: when each meal was due, when it came, by how much too late.
//!
//! The clock starts at the person's own call and again at the END of each meal that resets it (under some
//! laws at its START). It is stopped by the START of the next such meal, or by the end of work: work that
//! ends within the limit needs no meal. A breakfast on the clock (NDB) only moves the first due time.

use crate::check::bounds::{Span, Verdict, When};
use crate::model::{Basis, Meal, Timed};

/// The limits as they hold for one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// From own call to the first meal, in minutes.
    pub first: i64,
    /// The first meal counts from the general crew call, where that comes after the person's own.
    pub crew_clock: bool,
    /// From a meal to the next, counted from its `anchor`.
    pub next: i64,
    /// From the last meal to the end of work, where that may be longer.
    pub last: Option<i64>,
    pub anchor: Anchor,
    pub ndb: Option<Ndb>,
    /// Minutes that grace, when called, covers.
    pub grace: i64,
    /// Minutes that an extension covers.
    pub extension: i64,
    /// An extension is a take in progress: it covers the minutes written, and a bare yes none.
    pub take_in_progress: bool,
    /// A walking meal in time will do where work ends within this after the due time.
    pub walking: Option<i64>,
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

/// From which end of a meal the next one is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    End,
    Start,
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
    /// Whether the sheet has a place where a further meal would stand.
    pub has_room: bool,
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
    /// A walking meal, and so many minutes in which to end the day.
    Walking(i64),
}

impl Cover {
    pub fn minutes(self) -> i64 {
        match self {
            Cover::Nothing => 0,
            Cover::Grace(minutes) | Cover::Extension { minutes, .. } | Cover::Walking(minutes) => minutes,
        }
    }

    /// What a delay beyond it is not counted for.
    fn spared(self) -> i64 {
        if matches!(self, Cover::Walking(_)) { 0 } else { self.minutes() }
    }
}

/// What stopped the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stopped {
    Meal,
    Wrap,
    /// Work that went on, on a sheet with no place for the meal: it may have been had.
    Unrecorded,
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
    /// Minutes that a walking meal may cover, which has no start.
    pub may_cover: i64,
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
            Verdict::Broken(late) if late <= self.may_cover => Verdict::Open { min: 0, max: Some(late) },
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
            Exceeded::ExcessOnly => late - self.cover.spared(),
        }
    }

    /// Whether a delay was covered by what was called: minutes late.
    pub fn covered(&self) -> Option<i64> {
        if matches!(self.cover, Cover::Walking(_)) {
            return None;
        }
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
    let (mut clock, mut ended) = (counted_from, call);
    for (nth, &index) in taken.iter().enumerate() {
        let Some(meal) = day.meals.get(index) else { continue };
        let later = taken.get(nth + 1).and_then(|&i| day.meals.get(i));
        let after = nth.checked_sub(1).and_then(|n| taken.get(n)).copied();
        // The limit may count from another moment, but the meal cannot lie before the call or the meal before.
        let start = When::of(&meal.start)
            .not_before(ended)
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
        ended = When::of(&meal.end)
            .not_before(start)
            .not_after(later.map_or(end, |m| When::of(&m.start)))
            .not_after(end);
        clock = if limits.anchor == Anchor::Start { start } else { ended };
    }
    let after = taken.last().copied();
    let number = after.and_then(|i| day.meals.get(i)).map_or(1, |m| m.number.saturating_add(1));
    // A sheet without a column for a further meal does not say that there was none.
    // Work that ended before one was due needed none.
    let allowed = if taken.is_empty() { limits.first } else { limits.last.unwrap_or(limits.next) };
    let needed_none = clock.plus(allowed).until(end).max.is_some_and(|late| late <= 0);
    let (came, stopped) = match day.has_room || needed_none {
        true => (end, Stopped::Wrap),
        false => (When { earliest: ended.earliest, latest: end.latest }, Stopped::Unrecorded),
    };
    found.push(interval(day, limits, number, taken.is_empty(), clock, came, stopped, ndb, after, None));
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
    let limit = match (first, stopped, limits.last) {
        (true, ..) => limits.first,
        (false, Stopped::Wrap | Stopped::Unrecorded, Some(last)) => last,
        _ => limits.next,
    };
    let due = counted_from.plus(limit);
    Interval {
        meal: number,
        first,
        counted_from,
        limit,
        due,
        came,
        stopped,
        cover: cover(day, number, limits, due, stopped),
        may_cover: may_cover(day, number, limits, stopped),
        ndb: ndb.filter(|_| first),
        after,
        by,
    }
}

/// Neither grace nor an extension can be planned; an extension bars grace.
fn cover(day: &MealDay<'_>, number: u32, limits: &Limits, due: When, stopped: Stopped) -> Cover {
    if day.basis == Basis::Plan {
        return Cover::Nothing;
    }
    let meal = day.meals.iter().find(|m| m.number == number);
    if let (Some(meal), Some(within), Stopped::Wrap) = (meal, limits.walking, stopped)
        && meal.kind == "walking"
        && When::of(&meal.start).until(due).min.is_some_and(|early| early >= 0)
    {
        return Cover::Walking(within);
    }
    let called = |given: Option<Option<crate::model::Minutes>>, most: i64| {
        given.map(|minutes| minutes.map_or(most, |m| m.0.clamp(0, most)))
    };
    let grace = called(meal.and_then(|m| m.grace), limits.grace)
        .or_else(|| day.grace_meals.contains(&number).then_some(limits.grace));
    let extension = match meal.and_then(|m| m.extension) {
        Some(take) if limits.take_in_progress => Some(take.map_or(0, |minutes| minutes.0.max(0))),
        other => called(other, limits.extension),
    };
    match (extension, grace) {
        (Some(minutes), grace) => Cover::Extension { minutes, grace_too: grace.is_some() },
        (None, Some(minutes)) => Cover::Grace(minutes),
        (None, None) => Cover::Nothing,
    }
}

/// What a walking meal would cover that has an end and no start: it may have begun in time.
fn may_cover(day: &MealDay<'_>, number: u32, limits: &Limits, stopped: Stopped) -> i64 {
    let walking = day.meals.iter().find(|meal| meal.number == number && meal.kind == "walking");
    let without_start =
        walking.filter(|meal| meal.start.moment.is_missing() && !meal.end.moment.is_missing());
    without_start.filter(|_| stopped == Stopped::Wrap).and(limits.walking).unwrap_or(0)
}

/// From where the first limit counts, and what the breakfast did to it.
fn first_clock(day: &MealDay<'_>, own: When, limits: &Limits) -> (When, Option<&'static str>) {
    let (call, counted) = match day.crew_call.known().filter(|_| limits.crew_clock) {
        Some(crew) => (When::at(crew).max(own), Some("Counted from the general crew call")),
        None => (own, None),
    };
    let (Some(rule), Some((start, end))) = (limits.ndb, day.ndb) else { return (call, counted) };
    let (start, end) = (When::of(start), When::of(end));
    let (Some(began), Some(ended)) = (start.known(), end.known()) else {
        return (call, Some("The breakfast's times are not both written, so it does not count"));
    };
    if (ended - began).num_minutes() < rule.length {
        return (call, Some("The breakfast was too short to count"));
    }
    if let Some(within) = rule.within_own
        && own.until(start).minus(within).verdict() != Verdict::Kept
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
#[path = "intervals_tests.rs"]
mod tests;
