//! A person's worked days at one employer, and the rests between them.

use crate::check::bounds::{Span, When};
use crate::model::{Basis, CalendarDay, Cell, Instant, Meal, Shift, Timed};
use chrono::{Datelike, NaiveDate, Weekday};
use std::collections::BTreeMap;

/// Rows of one date with no more than this between them are one stretch of work: half an hour.
pub const SAME_STRETCH: i64 = 30;

/// All shifts of one date at one employer: one day for rest.
#[derive(Clone, Debug)]
pub struct WorkDay<'a> {
    pub date: NaiveDate,
    pub basis: Basis,
    /// In order of call; never empty.
    pub shifts: Vec<&'a Shift>,
    pub first: &'a Shift,
    pub last: &'a Shift,
    pub start: When,
    /// Release: not before the last thing known to have happened that day.
    pub end: When,
    /// The time that says so is on the sheet.
    pub end_known: bool,
}

impl WorkDay<'_> {
    pub fn start_cell(&self) -> Cell {
        self.first.call.cell.clone().unwrap_or_else(|| self.first.cell.clone())
    }

    /// The cell of the release: Dismissed where it counts, else Wrap.
    pub fn end_cell(&self, ignored: i64) -> Cell {
        let timed = release(self.last, ignored);
        timed.cell.clone().unwrap_or_else(|| self.last.cell.clone())
    }

    /// Minutes from the first call to the release, where both are known.
    pub fn elapsed(&self) -> Option<i64> {
        self.start.until(self.end).known()
    }
}

/// The release that counts: Dismissed, or Wrap where what follows it is ordinary make-up removal of
/// at most `ignored` minutes.
pub fn release(shift: &Shift, ignored: i64) -> &Timed {
    let removal = When::of(&shift.wrap).until(When::of(&shift.dismissed)).known();
    match removal {
        Some(minutes) if (1..=ignored).contains(&minutes) => &shift.wrap,
        _ if shift.dismissed.moment.is_missing() => &shift.wrap,
        _ => &shift.dismissed,
    }
}

/// Worked days by employer, each in order. Hold days are no work, and a date with nothing but a fitting is none under an
/// agreement. `one` lumps all employers together (the law looks at the person, and a fitting is work to it).
pub fn days<'a>(
    shifts: impl Iterator<Item = &'a Shift>,
    company: Option<&str>,
    ignored: i64,
    one: bool,
) -> Vec<Vec<WorkDay<'a>>> {
    let mut days = paid_days(shifts, company, ignored, one);
    for of_employer in days.iter_mut().filter(|_| !one) {
        of_employer.retain(|day| day.shifts.iter().any(|shift| shift.day_status != "fitting"));
    }
    days
}

/// The same with the days of fittings, which are paid.
pub fn paid_days<'a>(
    shifts: impl Iterator<Item = &'a Shift>,
    company: Option<&str>,
    ignored: i64,
    one: bool,
) -> Vec<Vec<WorkDay<'a>>> {
    let mut by_employer: BTreeMap<String, BTreeMap<NaiveDate, Vec<&Shift>>> = BTreeMap::new();
    for shift in shifts.filter(|s| s.day_status != "hold") {
        let key = if one { String::new() } else { employer(shift, company) };
        by_employer.entry(key).or_default().entry(shift.date).or_default().push(shift);
    }
    by_employer
        .into_values()
        .map(|dates| dates.into_values().filter_map(|shifts| work_day(shifts, ignored)).collect())
        .collect()
}

/// Who employed, in lower case; blank for the production's own company, named or not.
fn employer(shift: &Shift, company: Option<&str>) -> String {
    let named = shift.employer.as_deref().map(str::trim).filter(|e| !e.is_empty());
    let own = named.is_none_or(|e| company.is_some_and(|c| c.eq_ignore_ascii_case(e)));
    if own { String::new() } else { named.unwrap_or("").to_lowercase() }
}

/// Did more than one employer have the person on these days?
pub fn several_employers(before: &WorkDay<'_>, after: &WorkDay<'_>, company: Option<&str>) -> bool {
    let mut names: Vec<String> =
        before.shifts.iter().chain(&after.shifts).map(|shift| employer(shift, company)).collect();
    names.sort();
    names.dedup();
    names.len() > 1
}

/// Rows that follow one another directly (a role changed mid-day) are one day; after a release of more
/// than `most` minutes a new one begins, with its own call.
pub fn runs<'a>(day: WorkDay<'a>, ignored: i64, most: i64) -> Vec<WorkDay<'a>> {
    parted(day, ignored, |off| off.min.is_none_or(|minutes| minutes <= most))
}

/// The same, parted wherever time off may have lain between two rows: where a release is missing, too.
pub fn possible_runs<'a>(day: WorkDay<'a>, ignored: i64, most: i64) -> Vec<WorkDay<'a>> {
    parted(day, ignored, |off| off.max.is_some_and(|minutes| minutes <= most))
}

fn parted<'a>(day: WorkDay<'a>, ignored: i64, is_one: impl Fn(Span) -> bool) -> Vec<WorkDay<'a>> {
    let mut runs: Vec<Vec<&'a Shift>> = Vec::new();
    for shift in day.shifts {
        let follows = runs.last().and_then(|run| run.last()).is_some_and(|before| {
            let happened = When { earliest: last_event(&[before]), latest: None };
            let released = When::of(release(before, ignored));
            let off = released.until(When::of(&shift.call));
            // The longest it can have been is from the last thing known to have happened.
            let most = released.not_before(happened).until(When::of(&shift.call)).max;
            is_one(Span { min: off.min, max: most })
        });
        match runs.last_mut() {
            Some(run) if follows => run.push(shift),
            _ => runs.push(vec![shift]),
        }
    }
    runs.into_iter().filter_map(|shifts| work_day(shifts, ignored)).collect()
}

fn work_day(mut shifts: Vec<&Shift>, ignored: i64) -> Option<WorkDay<'_>> {
    shifts.sort_by_key(|s| s.call.moment.earliest());
    let (&first, &last) = (shifts.first()?, shifts.last()?);
    let written = When::of(release(last, ignored));
    let basis = if shifts.iter().any(|s| s.basis == Basis::Plan) { Basis::Plan } else { Basis::Actual };
    Some(WorkDay {
        date: first.date,
        basis,
        first,
        last,
        start: When::of(&first.call),
        end: written.not_before(When { earliest: last_event(&shifts), latest: None }),
        end_known: written.latest.is_some(),
        shifts,
    })
}

/// The latest thing known to have happened on a day.
pub fn last_event(shifts: &[&Shift]) -> Option<crate::model::Instant> {
    let times = shifts.iter().flat_map(|shift| {
        let meals = shift.meals.iter().flat_map(|m| [&m.start, &m.end]);
        let ndb = shift.ndb.iter().flat_map(|(start, end)| [start, end]);
        meals.chain(ndb).chain([&shift.call, &shift.wrap])
    });
    times.filter_map(|timed| timed.moment.earliest()).max()
}

/// How long a meal took. Where one end of it is missing, it cannot reach past the row's other known times, nor past `end`; a planned
/// one is taken for an hour at the most. A meal without any time was none.
pub fn meal_length(shift: &Shift, meal: &Meal, end: When) -> Span {
    let (from, to) = (When::of(&meal.start), When::of(&meal.end));
    let length = |from: Instant, to: Instant| (to - from).num_minutes().max(0);
    match (from.earliest, to.latest) {
        (None, None) => Span::exactly(0),
        (Some(_), None) if shift.basis == Basis::Plan => Span { min: Some(0), max: Some(60) },
        (Some(start), None) => {
            let next = times(shift).filter(|at| *at > start).min().or(end.latest);
            Span { min: Some(0), max: next.map(|next| length(start, next)) }
        }
        (None, Some(to)) => {
            let before = times(shift).filter(|at| *at < to).max();
            Span { min: Some(0), max: before.map(|before| length(before, to)) }
        }
        (Some(_), Some(_)) => {
            let span = from.until(to);
            Span { min: span.min.map(|minutes| minutes.max(0)), max: span.max.map(|minutes| minutes.max(0)) }
        }
    }
}

/// Every known time of a row.
pub fn times(shift: &Shift) -> impl Iterator<Item = Instant> + '_ {
    let meals = shift.meals.iter().flat_map(|meal| [&meal.start, &meal.end]);
    let ndb = shift.ndb.iter().flat_map(|(start, end)| [start, end]);
    let all = meals.chain(ndb).chain([&shift.call, &shift.wrap, &shift.dismissed]);
    all.filter_map(|timed| timed.moment.earliest())
}

/// The end of what a row can hold: the second midnight after its date, or the next call if that is sooner.
pub fn row_ends(day: &WorkDay<'_>, next: When) -> When {
    let midnight = day.date.checked_add_days(chrono::Days::new(2)).and_then(|d| d.and_hms_opt(0, 0, 0));
    let ends = midnight.and_then(|at| at.and_local_timezone(day.last.zone).latest());
    let latest = match (ends, next.earliest) {
        (Some(ends), Some(next)) => Some(ends.min(next)),
        (ends, next) => ends.or(next),
    };
    When { earliest: None, latest }
}

/// A time of day on a day's date, past midnight counted on: 25:00 is one o'clock of the next day.
pub fn clock_on(day: &WorkDay<'_>, minutes: i32) -> Option<crate::model::Instant> {
    let midnight = day.date.and_hms_opt(0, 0, 0)?;
    let at = midnight.checked_add_signed(chrono::Duration::minutes(i64::from(minutes)))?;
    at.and_local_timezone(day.last.zone).latest()
}

/// How a rest lies in the workweek.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RestKind {
    Daily,
    /// Across so many of the workweek's days off.
    Weekend {
        days_off: u32,
    },
}

/// Whether days off of the workweek lie between two dates. A shift of the workweek is no weekend.
pub fn rest_kind(
    before: NaiveDate,
    after: NaiveDate,
    workweek: &[Weekday],
    calendar: &[CalendarDay],
) -> RestKind {
    let shifted = calendar.iter().any(|c| c.kind == "workweek shift" && c.date > before && c.date <= after);
    let off = before
        .iter_days()
        .skip(1)
        .take_while(|day| *day < after)
        .take(14)
        .filter(|day| !workweek.contains(&day.weekday()))
        .count();
    match u32::try_from(off) {
        Ok(days_off) if days_off > 0 && !shifted => RestKind::Weekend { days_off },
        _ => RestKind::Daily,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WEEK: [Weekday; 5] = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri];

    fn kind(before: &str, after: &str) -> RestKind {
        rest_kind(before.parse().unwrap(), after.parse().unwrap(), &WEEK, &[])
    }

    #[test]
    fn a_weekend_is_where_days_off_lie_between() {
        // 13 November 2026 is a Friday.
        assert_eq!(kind("2026-11-12", "2026-11-13"), RestKind::Daily);
        assert_eq!(kind("2026-11-13", "2026-11-16"), RestKind::Weekend { days_off: 2 });
        // The sixth day was worked: one day off is left.
        assert_eq!(kind("2026-11-13", "2026-11-14"), RestKind::Daily);
        assert_eq!(kind("2026-11-14", "2026-11-16"), RestKind::Weekend { days_off: 1 });
        // A weekday not worked is no weekend.
        assert_eq!(kind("2026-11-09", "2026-11-11"), RestKind::Daily);
    }

    #[test]
    fn a_shift_of_the_workweek_is_no_weekend() {
        let cell = Cell::new("calendar.csv", "", 1, 0);
        let shift = CalendarDay {
            date: "2026-11-16".parse().unwrap(),
            kind: "workweek shift".into(),
            applies_to: None,
            name: None,
            cell,
        };
        let (friday, monday) = ("2026-11-13".parse().unwrap(), "2026-11-16".parse().unwrap());
        assert_eq!(rest_kind(friday, monday, &WEEK, &[shift]), RestKind::Daily);
    }
}
