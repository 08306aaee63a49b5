//! A day as a bar: stretches of elapsed time from the call to the release, with meals in it and breaches on it.
//!
//! Everything is an instant until it is laid on an axis, and an axis counts elapsed minutes from an instant: so a night over
//! midnight is one bar, and a day on which the clocks change is an hour longer or shorter, as it was.

use crate::check::measured::{Limited, Measured};
use crate::model::clock::{Resolved, resolve};
use crate::model::{Basis, Instant, Shift, Timed, WallTime};
use crate::render::working_time::held::State;
use chrono::{Duration, NaiveDate, Offset, Timelike};
use chrono_tz::Tz;

/// What a stretch is. In the order in which stretches lie upon each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    Work,
    /// Work that is planned, not worked.
    Plan,
    /// After the last time that is known of a day without a release.
    Unknown,
    /// Breakfast on the clock, or a meal that does not stop it.
    OnClock,
    Meal,
    /// What lies beyond a limit: late, over, or rest that was invaded.
    Breach,
    /// The same with consent on record.
    Waived,
}

impl What {
    pub fn word(self) -> &'static str {
        match self {
            What::Work => "work",
            What::Plan => "plan",
            What::Unknown => "unknown",
            What::OnClock => "on-clock",
            What::Meal => "meal",
            What::Breach => "breach",
            What::Waived => "waived",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    pub what: What,
    pub from: Instant,
    pub to: Instant,
    /// The finding's number in the list under the bars; 0 for none.
    pub number: usize,
}

/// How long an unknown end is drawn.
const UNKNOWN: i64 = 60;

/// The stretches of one row. A row without a call has none.
pub fn of_shift(shift: &Shift) -> Vec<Piece> {
    let Some(call) = shift.call.moment.known() else { return Vec::new() };
    let piece = |what, from, to| Piece { what, from, to, number: 0 };
    let end = shift.dismissed.moment.known().or_else(|| shift.wrap.moment.known());
    let last = end.or_else(|| last_known(shift)).unwrap_or(call).max(call);
    let work = if shift.basis == Basis::Plan { What::Plan } else { What::Work };
    let mut pieces = vec![piece(work, call, last)];
    if end.is_none() {
        pieces.push(piece(What::Unknown, last, later(last, UNKNOWN)));
    }
    for meal in &shift.meals {
        // A planned meal has a start and no more: a notch.
        let (from, to) = (meal.start.moment.known(), meal.end.moment.known());
        let Some(from) = from.or(to) else { continue };
        let what = if meal.kind == "deductible" { What::Meal } else { What::OnClock };
        pieces.push(piece(what, from, to.unwrap_or(from).max(from)));
    }
    if let Some((start, end)) = &shift.ndb
        && let (Some(from), Some(to)) = (start.moment.known(), end.moment.known())
    {
        pieces.push(piece(What::OnClock, from, to.max(from)));
    }
    pieces
}

fn last_known(shift: &Shift) -> Option<Instant> {
    let known = |timed: &Timed| timed.moment.known();
    shift.meals.iter().flat_map(|meal| [known(&meal.start), known(&meal.end)]).flatten().max()
}

/// Where a broken limit lies on the bar of a day that ended at `end`; nothing where it has no place in time.
pub fn of_breach(m: &Measured, state: State, end: Option<Instant>, number: usize) -> Option<Piece> {
    let what = match state {
        State::Broken => What::Breach,
        State::Waived => What::Waived,
        State::Kept | State::Undetermined => return None,
    };
    let bound = m.bound?;
    let (from, to) = match m.what {
        Limited::Meal { .. } => (bound, m.to?),
        // The rest that was still owed when the day began.
        Limited::Rest => (m.to?, bound),
        Limited::Start => (m.from?, bound),
        _ => (bound, end.or(m.to)?),
    };
    (from < to).then_some(Piece { what, from, to, number })
}

pub fn later(at: Instant, minutes: i64) -> Instant {
    at.checked_add_signed(Duration::minutes(minutes)).unwrap_or(at)
}

/// An axis that every day of a week shares: wall-clock minutes from the row's midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Axis {
    pub from: i64,
    pub to: i64,
}

impl Axis {
    /// Wide enough for every piece of every day, to whole steps of two hours.
    pub fn around<'a>(days: impl IntoIterator<Item = (NaiveDate, &'a [Piece])>) -> Option<Axis> {
        const STEP: i64 = 120;
        let mut ends: Option<(i64, i64)> = None;
        for (date, pieces) in days {
            let midnight = date.and_hms_opt(0, 0, 0)?;
            let wall = |at: Instant| at.naive_local().signed_duration_since(midnight).num_minutes();
            for piece in pieces {
                // Over a change of the clocks the wall and elapsed time differ; the wider of the two fits.
                let elapsed = wall(piece.from) + (piece.to - piece.from).num_minutes();
                let (from, to) = (wall(piece.from), wall(piece.to).max(elapsed));
                ends = Some(ends.map_or((from, to), |(least, most)| (least.min(from), most.max(to))));
            }
        }
        let (from, to) = ends?;
        // An hour's room on the left holds rest that is owed, one on the right the last number.
        let (from, to) = ((from - 30).div_euclid(STEP) * STEP, -(-(to + 30)).div_euclid(STEP) * STEP);
        Some(Axis { from, to: to.max(from + 6 * STEP) })
    }

    pub fn minutes(self) -> i64 {
        self.to - self.from
    }

    /// The instant at which a date's row begins.
    pub fn origin(self, date: NaiveDate, zone: Tz) -> Option<Instant> {
        let wall = |minutes: i64| match resolve(date, &WallTime::new(i32::try_from(minutes).ok()?), zone) {
            Resolved::At(moment) => moment.earliest(),
            Resolved::DoesNotExist => None,
        };
        // A time that the clock skips: counted from the hour before it.
        wall(self.from).or_else(|| Some(later(wall(self.from - 60)?, 60)))
    }

    /// Hours of the wall clock, every `step`: (label, minutes from the row's beginning).
    pub fn hours(self, step: i64, twelve: bool) -> Vec<(String, i64)> {
        (0..=self.minutes() / step)
            .map(|n| (hour_label((self.from + n * step).div_euclid(60).rem_euclid(24), twelve), n * step))
            .collect()
    }

    /// A row's own hours, where the clocks change within it: each elapsed hour as its wall clock calls it.
    pub fn own_hours(self, origin: Instant, twelve: bool) -> Option<Vec<(String, i64)>> {
        let end = later(origin, self.minutes());
        if origin.offset().fix() == end.offset().fix() {
            return None;
        }
        let hours = (0..=self.minutes() / 60).map(|n| {
            let at = later(origin, n * 60);
            (hour_label(i64::from(at.hour()), twelve), n * 60)
        });
        Some(hours.collect())
    }
}

/// `6A`, `12N`; `06`
pub fn hour_label(hour: i64, twelve: bool) -> String {
    match (twelve, hour) {
        (false, _) => format!("{hour:02}"),
        (true, 0) => "12A".into(),
        (true, 12) => "12N".into(),
        (true, 1..=11) => format!("{hour}A"),
        (true, _) => format!("{}P", hour - 12),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;
    use chrono_tz::America::Los_Angeles;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn work(from: Instant, to: Instant) -> Piece {
        Piece { what: What::Work, from, to, number: 0 }
    }

    #[test]
    fn an_axis_holds_every_day_and_runs_past_midnight() {
        let at = |day, hour, minute| Los_Angeles.with_ymd_and_hms(2026, 11, day, hour, minute, 0).unwrap();
        // Monday 07:00 to 19:00 and Tuesday 15:00 to 03:10 on Wednesday: 6:30 and 27:40 with half an hour's room, to 6 and 28.
        let (monday, tuesday) = ([work(at(2, 7, 0), at(2, 19, 0))], [work(at(3, 15, 0), at(4, 3, 10))]);
        let axis =
            Axis::around([(day("2026-11-02"), &monday[..]), (day("2026-11-03"), &tuesday[..])]).unwrap();
        assert_eq!((axis.from, axis.to), (6 * 60, 28 * 60));
        assert_eq!(axis.origin(day("2026-11-03"), Los_Angeles), Some(at(3, 6, 0)));
        let hours = axis.hours(120, true);
        assert_eq!(hours.first(), Some(&("6A".to_owned(), 0)));
        assert_eq!(hours.last(), Some(&("4A".to_owned(), 22 * 60)));
        assert_eq!(axis.own_hours(at(3, 6, 0), true), None);
    }

    #[test]
    fn on_the_night_the_clocks_go_back_an_hour_stands_twice() {
        // Saturday 31 October 2026 18:00 PDT to Sunday 05:00 PST: twelve hours elapsed.
        let from = Los_Angeles.with_ymd_and_hms(2026, 10, 31, 18, 0, 0).unwrap();
        let to = Los_Angeles.with_ymd_and_hms(2026, 11, 1, 5, 0, 0).unwrap();
        assert_eq!((to - from).num_minutes(), 12 * 60);
        let saturday = [work(from, to)];
        let axis = Axis::around([(day("2026-10-31"), &saturday[..])]).unwrap();
        // 17:30 and 30:30 (twelve elapsed hours after 18:00, and half an hour's room) to 16 and 32.
        assert_eq!((axis.from, axis.to), (16 * 60, 32 * 60));
        let origin = axis.origin(day("2026-10-31"), Los_Angeles).unwrap();
        let own = axis.own_hours(origin, false).unwrap();
        let labels: Vec<&str> = own.iter().map(|(label, _)| label.as_str()).collect();
        assert_eq!(labels[8..13], ["00", "01", "01", "02", "03"]);
        // The bar ends where its own clock says five: 2 + 12 hours after 16:00.
        assert_eq!(own[14], ("05".to_owned(), 14 * 60));
        assert_eq!((to - origin).num_minutes(), 14 * 60);
    }
}
