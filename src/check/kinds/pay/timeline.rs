//! A day's rows as stretches of work and meals, in one reading of its times.
//!
//! A time that is missing or has two readings is read twice: once so that the day pays least, once so that it pays most.

use crate::check::bounds::When;
use crate::check::kinds::rest::pairs::{WorkDay, release, times};
use crate::check::pay::{Piece, Stretch};
use crate::model::{Basis, Instant, Meal, Moment, Shift};
use chrono::Duration;

/// Which reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Least,
    Most,
}

impl Side {
    fn early(self, when: When) -> Option<Instant> {
        match self {
            Side::Least => when.latest,
            Side::Most => when.earliest,
        }
    }

    fn late(self, when: When) -> Option<Instant> {
        match self {
            Side::Least => when.earliest,
            Side::Most => when.latest,
        }
    }
}

/// A piece of the day: of which row, and when it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    pub piece: Piece,
    pub row: usize,
    pub at: Instant,
    /// Not worked: it fills up what the day pays at least.
    pub is_guarantee: bool,
}

/// The pieces between one call and the next release.
pub type Run = Vec<Placed>;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    pub runs: Vec<Run>,
}

impl Timeline {
    pub fn end(&self) -> Option<Instant> {
        let last = self.pieces().rfind(|placed| !placed.is_guarantee)?;
        last.at.checked_add_signed(Duration::minutes(last.piece.minutes))
    }

    pub fn pieces(&self) -> impl DoubleEndedIterator<Item = &Placed> {
        self.runs.iter().flatten()
    }

    pub fn worked(&self) -> i64 {
        self.pieces().filter(|p| !p.piece.is_meal && !p.is_guarantee).map(|p| p.piece.minutes).sum()
    }

    /// Meals in; a release between two runs is out.
    pub fn elapsed(&self) -> i64 {
        self.pieces().filter(|p| !p.is_guarantee).map(|p| p.piece.minutes).sum()
    }

    /// So many more minutes of work at the end.
    pub fn lengthen(&mut self, minutes: i64, row: usize) {
        let Some(at) = self.end().filter(|_| minutes > 0) else { return };
        let placed = Placed { piece: Piece { minutes, is_meal: false }, row, at, is_guarantee: false };
        if let Some(run) = self.runs.last_mut() {
            run.push(placed);
        }
    }

    /// A day of which nothing is certain but what it pays at least.
    pub fn guarantee(at: Instant, minutes: i64, row: usize) -> Self {
        let piece = Piece { minutes, is_meal: false };
        let run = vec![Placed { piece, row, at, is_guarantee: true }];
        Timeline { runs: if minutes > 0 { vec![run] } else { Vec::new() } }
    }

    /// Only the first so many elapsed minutes.
    pub fn cut(&mut self, after: i64) {
        let mut left = after;
        for placed in self.runs.iter_mut().flatten() {
            placed.piece.minutes = placed.piece.minutes.min(left.max(0));
            left -= placed.piece.minutes;
        }
        self.runs.iter_mut().for_each(|run| run.retain(|placed| placed.piece.minutes > 0));
        self.runs.retain(|run| !run.is_empty());
    }
}

/// The day in one reading; what is missing for it in words. `work_below`: a gap between rows shorter than this is work time.
pub fn of(day: &WorkDay<'_>, side: Side, work_below: i64, ignored: i64) -> Result<Timeline, String> {
    let mut timeline = Timeline::default();
    let mut until: Option<Instant> = None;
    for (row, shift) in day.shifts.iter().copied().enumerate() {
        let next = day.shifts.get(row + 1);
        let end = match next {
            None => day.end,
            Some(next) => When::of(release(shift, ignored))
                .not_before(last_event(shift))
                .not_after(When { earliest: None, latest: When::of(&next.call).latest }),
        };
        let start = side.early(When::of(&shift.call)).ok_or("the call is missing")?;
        let end = side.late(end).ok_or("the release is missing")?;
        let begins = until.map_or(start, |until| until.max(start));
        let gap = until.map_or(0, |until| (begins - until).num_minutes());
        if gap > 0 && gap < work_below {
            timeline.lengthen(gap, row.saturating_sub(1));
        }
        let is_new_run = until.is_none() || gap >= work_below.max(1);
        let mut pieces = placed(shift, row, begins, end, side);
        match timeline.runs.last_mut().filter(|_| !is_new_run) {
            Some(run) => run.append(&mut pieces),
            None => timeline.runs.push(pieces),
        }
        until = Some(end.max(begins));
    }
    timeline.runs.retain(|run| !run.is_empty());
    Ok(timeline)
}

/// One stretch of work without meals, between two ends that are not the person's own.
pub fn between(from: When, to: When, side: Side) -> Result<Timeline, String> {
    let start = side.early(from).ok_or("the time from which the day counts is missing")?;
    let end = side.late(to).ok_or("the time until which the day counts is missing")?;
    let piece = Piece { minutes: (end - start).num_minutes().max(0), is_meal: false };
    Ok(Timeline { runs: vec![vec![Placed { piece, row: 0, at: start, is_guarantee: false }]] })
}

fn placed(shift: &Shift, row: usize, start: Instant, end: Instant, side: Side) -> Run {
    let minute = |at: Instant| (at - start).num_minutes();
    let meals = shift.meals.iter().filter(|meal| meal.kind == "deductible");
    let meals = meals.filter_map(|meal| span(meal, shift, end, side));
    let stretch = Stretch {
        length: minute(end).max(0),
        meals: meals.map(|(from, to)| (minute(from), minute(to))).collect(),
    };
    let mut at = start;
    let place = |piece: Piece| {
        let begins = at;
        at = at.checked_add_signed(Duration::minutes(piece.minutes)).unwrap_or(at);
        Placed { piece, row, at: begins, is_guarantee: false }
    };
    stretch.pieces().into_iter().map(place).collect()
}

/// A deductible meal: longest where the day is to pay least.
fn span(meal: &Meal, shift: &Shift, end: Instant, side: Side) -> Option<(Instant, Instant)> {
    let (from, to) = (When::of(&meal.start), When::of(&meal.end));
    let from = if side == Side::Least { from.earliest } else { from.latest };
    let to = if side == Side::Least { to.latest } else { to.earliest };
    match (from, to) {
        (Some(from), Some(to)) => Some((from, to)),
        (None, None) => None,
        // A plan knows when lunch begins: it lasts from half an hour to an hour.
        (Some(from), None) if shift.basis == Basis::Plan => {
            let minutes = if side == Side::Least { 60 } else { 30 };
            Some((from, from.checked_add_signed(Duration::minutes(minutes))?))
        }
        (Some(from), None) if side == Side::Least => {
            let next = times(shift).filter(|at| *at > from).min().unwrap_or(end);
            Some((from, next))
        }
        (None, Some(to)) if side == Side::Least => {
            times(shift).filter(|at| *at < to).max().map(|from| (from, to))
        }
        _ => None,
    }
}

fn last_event(shift: &Shift) -> When {
    When { earliest: times(shift).max(), latest: None }
}

/// Why a row's hours are not certain, in words; `None` where they are.
pub fn open_words(day: &WorkDay<'_>) -> Option<String> {
    let times = |shift: &Shift| -> Option<&'static str> {
        if shift.meals_on_sheet == 0 {
            return Some("the timesheet has no place for meals");
        }
        match (&shift.call.moment, &shift.dismissed.moment) {
            (Moment::Missing, _) => return Some("the call is missing"),
            (_, Moment::Missing) => return Some("the wrap is missing"),
            (Moment::Ambiguous(..), _) | (_, Moment::Ambiguous(..)) => {
                return Some("a time has two readings");
            }
            _ => {}
        }
        let half = |meal: &&Meal| meal.start.moment.known().is_some() != meal.end.moment.known().is_some();
        let meal = shift.meals.iter().filter(|meal| meal.kind == "deductible").find(half)?;
        Some(match (shift.basis, meal.start.moment.is_missing()) {
            (Basis::Plan, false) => "the plan does not say how long the meal lasts",
            _ => "one end of a meal is missing",
        })
    };
    day.shifts.iter().find_map(|shift| times(shift)).map(str::to_owned)
}
