//! Times that may be missing or have two readings, and what can still be said of them.
//!
//! A missing time is never zero and never the plan. It is an instant somewhere between what must lie
//! before it and what must lie after it; so a duration has a shortest and a longest reading, and a
//! limit is kept, broken, or not yet to be judged.

use crate::model::{Instant, Moment, Timed};
use chrono::Duration;

/// An instant known to lie between two others; `None` where nothing bounds it on that side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct When {
    pub earliest: Option<Instant>,
    pub latest: Option<Instant>,
}

impl When {
    pub fn at(instant: Instant) -> Self {
        When { earliest: Some(instant), latest: Some(instant) }
    }

    pub fn of(timed: &Timed) -> Self {
        Self::of_moment(&timed.moment)
    }

    pub fn of_moment(moment: &Moment) -> Self {
        When { earliest: moment.earliest(), latest: moment.latest() }
    }

    /// The instant, where there is only one.
    pub fn known(&self) -> Option<Instant> {
        (self.earliest == self.latest).then_some(self.earliest).flatten()
    }

    /// Narrowed where nothing was known on that side: it cannot lie before `other`.
    pub fn not_before(mut self, other: When) -> Self {
        self.earliest = self.earliest.or(other.earliest);
        self
    }

    /// Narrowed where nothing was known on that side: it cannot lie after `other`.
    pub fn not_after(mut self, other: When) -> Self {
        self.latest = self.latest.or(other.latest);
        self
    }

    /// So many elapsed minutes later (or earlier, where negative).
    pub fn plus(self, minutes: i64) -> Self {
        let shift = |at: Instant| at.checked_add_signed(Duration::minutes(minutes));
        When { earliest: self.earliest.and_then(shift), latest: self.latest.and_then(shift) }
    }

    /// The later of two, on each side; nothing is known where either is unknown.
    pub fn max(self, other: When) -> Self {
        let later = |a: Option<Instant>, b: Option<Instant>| Some(a?.max(b?));
        When { earliest: later(self.earliest, other.earliest), latest: later(self.latest, other.latest) }
    }

    /// Elapsed minutes from this instant to `to`.
    pub fn until(self, to: When) -> Span {
        let minutes = |from: Option<Instant>, to: Option<Instant>| Some((to? - from?).num_minutes());
        Span { min: minutes(self.latest, to.earliest), max: minutes(self.earliest, to.latest) }
    }
}

/// A number of elapsed minutes between two bounds; `None` where there is no bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub min: Option<i64>,
    pub max: Option<i64>,
}

impl Span {
    pub fn exactly(minutes: i64) -> Self {
        Span { min: Some(minutes), max: Some(minutes) }
    }

    pub fn known(&self) -> Option<i64> {
        (self.min == self.max).then_some(self.min).flatten()
    }

    pub fn minus(self, minutes: i64) -> Self {
        let less = |m: i64| m.saturating_sub(minutes);
        Span { min: self.min.map(less), max: self.max.map(less) }
    }

    /// `minutes` less this span: a shortfall grows as the span shrinks.
    pub fn short_of(self, minutes: i64) -> Self {
        let rest = |m: i64| minutes.saturating_sub(m);
        Span { min: self.max.map(rest), max: self.min.map(rest) }
    }

    /// What follows when these minutes are the excess over a limit. Exactly on the limit passes.
    pub fn verdict(self) -> Verdict {
        match (self.min, self.max) {
            (_, Some(max)) if max <= 0 => Verdict::Kept,
            (Some(min), Some(max)) if min == max => Verdict::Broken(min),
            (min, max) => Verdict::Open { min: min.unwrap_or(0).max(0), max },
        }
    }
}

/// Whether a limit was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Kept,
    /// Broken by so many minutes.
    Broken(i64),
    /// A time is missing or has two readings: broken by at least `min` (zero: perhaps not at all) and
    /// at most `max` minutes.
    Open {
        min: i64,
        max: Option<i64>,
    },
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;
    use chrono_tz::America::Los_Angeles;

    fn at(day: u32, hour: u32, minute: u32) -> When {
        When::at(Los_Angeles.with_ymd_and_hms(2026, 11, day, hour, minute, 0).unwrap())
    }

    #[test]
    fn exactly_on_the_limit_is_kept_and_one_minute_more_is_not() {
        // Case 1: 07:00 to 13:00 is 6:00 of 6:00; to 13:01 one minute over.
        assert_eq!(at(5, 7, 0).until(at(5, 13, 0)).minus(360).verdict(), Verdict::Kept);
        assert_eq!(at(5, 7, 0).until(at(5, 13, 1)).minus(360).verdict(), Verdict::Broken(1));
    }

    #[test]
    fn a_missing_time_leaves_the_limit_open_between_what_surrounds_it() {
        // Case 27: out is at 19:30 at the earliest; from there to 07:00 is 11:30, so a rest of ten
        // hours is kept if nothing more is known, and perhaps broken without bound before the call.
        let out = When::default().not_before(at(4, 19, 30)).not_after(at(5, 7, 0));
        let rest = out.until(at(5, 7, 0));
        assert_eq!(rest, Span { min: Some(0), max: Some(690) });
        assert_eq!(rest.short_of(600).verdict(), Verdict::Open { min: 0, max: Some(600) });
        assert_eq!(When::default().until(at(5, 7, 0)).verdict(), Verdict::Open { min: 0, max: None });
    }

    #[test]
    fn two_readings_an_hour_apart_are_both_kept_in_mind() {
        // 1 November 2026, 01:30 without a zone: 11.5 or 12.5 h after 14:00 (case 18).
        let (a, b) = match Los_Angeles.with_ymd_and_hms(2026, 11, 1, 1, 30, 0) {
            chrono::LocalResult::Ambiguous(a, b) => (a, b),
            other => panic!("{other:?}"),
        };
        let call = When::at(Los_Angeles.with_ymd_and_hms(2026, 10, 31, 14, 0, 0).unwrap());
        let worked = call.until(When { earliest: Some(a), latest: Some(b) });
        assert_eq!(worked, Span { min: Some(690), max: Some(750) });
    }
}
