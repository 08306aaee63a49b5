//! A push: a unit's day moved, as one piece, by a length of time.

use super::cell::Cell;
use super::clock::{Minutes, TimeEntry, Timed, WallTime};
use super::day::CallTime;
use super::production::Production;
use super::shift::{Basis, Shift};
use chrono::NaiveDate;

/// How far a unit's day is moved from where the schedule has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Push {
    pub date: NaiveDate,
    pub unit: String,
    /// Elapsed minutes; less than zero is a pull.
    pub minutes: i64,
    /// The cell that says so; none for a push that is only tried.
    pub cell: Option<Cell>,
}

impl Push {
    /// `PUSHED 0:30`, `PULLED 0:15`.
    pub fn words(&self) -> String {
        let word = if self.minutes < 0 { "PULLED" } else { "PUSHED" };
        format!("{word} {}", Minutes(self.minutes.saturating_abs()))
    }

    pub fn is_of(&self, date: NaiveDate, unit: &str) -> bool {
        self.date == date && self.unit == unit
    }
}

impl Production {
    /// Moves everything planned for a unit's date by `push.minutes`, and remembers it. What was worked stays. A second
    /// push of one day moves it further.
    pub fn push(&mut self, push: Push) {
        let by = push.minutes;
        for day in self.days.iter_mut().filter(|day| push.is_of(day.date, &day.unit)) {
            [&mut day.crew_call, &mut day.shooting_call, &mut day.lunch, &mut day.est_wrap]
                .into_iter()
                .for_each(|time| move_time(time, by));
        }
        for call in self.calls.iter_mut().filter(|call| push.is_of(call.date, &call.unit)) {
            [
                &mut call.pickup,
                &mut call.leave,
                &mut call.report,
                &mut call.makeup,
                &mut call.wardrobe,
                &mut call.rehearsal,
                &mut call.on_set,
                &mut call.est_dismiss,
            ]
            .into_iter()
            .for_each(|time| move_call(time, by));
        }
        for row in self.background.iter_mut().filter(|row| push.is_of(row.date, &row.unit)) {
            move_call(&mut row.call, by);
        }
        let planned = |shift: &&mut Shift| shift.basis == Basis::Plan && push.is_of(shift.date, &shift.unit);
        for shift in self.shifts.iter_mut().filter(planned) {
            times_of(shift).for_each(|time| move_time(time, by));
        }
        super::shift::sort(&mut self.shifts);
        match self.pushes.iter_mut().find(|known| known.is_of(push.date, &push.unit)) {
            Some(known) => {
                known.minutes = known.minutes.saturating_add(by);
                known.cell = push.cell.or(known.cell.take());
            }
            None => self.pushes.push(push),
        }
    }

    /// How far a unit's day is moved, where it is.
    pub fn push_of(&self, date: NaiveDate, unit: &str) -> Option<&Push> {
        self.pushes.iter().find(|push| push.is_of(date, unit) && push.minutes != 0)
    }
}

/// The times of a planned shift.
fn times_of(shift: &mut Shift) -> impl Iterator<Item = &mut Timed> {
    let meals = shift.meals.iter_mut().flat_map(|meal| [&mut meal.start, &mut meal.end]);
    let breaks = shift.breaks.iter_mut().filter_map(|block| block.span.as_mut());
    let breaks = breaks.flat_map(|(start, end)| [start, end]);
    let ndb = shift.ndb.iter_mut().flat_map(|(start, end)| [start, end]);
    let way = &mut shift.travel;
    let travel = [&mut way.leaves, &mut way.arrives, &mut way.leaves_set, &mut way.back];
    [&mut shift.call, &mut shift.wrap, &mut shift.dismissed]
        .into_iter()
        .chain(meals)
        .chain(breaks)
        .chain(ndb)
        .chain(travel)
}

fn move_time(time: &mut Timed, minutes: i64) {
    time.moment = std::mem::take(&mut time.moment).moved(minutes);
}

fn move_call(time: &mut CallTime, minutes: i64) {
    move_time(&mut time.at, minutes);
    // What is relative moves with the crew call; words and `O/C` stay.
    if let Some(TimeEntry::At(wall)) = &time.entry
        && let Some(moved) = i32::try_from(minutes).ok().and_then(|m| wall.minutes.checked_add(m))
    {
        time.entry = Some(TimeEntry::At(WallTime { minutes: moved, offset: wall.offset }));
    }
}
