//! A minor's day put together: where the child was and for how long, and what of it was school and rest.

use super::bands::SchoolDays;
use crate::check::bounds::{Span, When};
use crate::check::kinds::rest::pairs::{self, WorkDay};
use crate::model::{Basis, Cell, Heading, Minutes, Shift, Sourced, Timed};
use chrono::{Datelike, NaiveDate, Weekday};
use std::collections::BTreeSet;
use std::rc::Rc;

pub struct MinorDay<'a> {
    pub work: WorkDay<'a>,
    pub shift: &'a Shift,
    pub born: NaiveDate,
    /// Every date the child worked on, for whomever.
    pub worked: Rc<BTreeSet<NaiveDate>>,
}

/// Whether school is held on a row's day and the next, and whether the child was at its own before the call. Monday to Friday
/// is a school day where nobody says otherwise, and the words (of today, of tomorrow) say that it was assumed.
pub fn school_days(shift: &Shift, call: When) -> (SchoolDays, [String; 2]) {
    let weekday = |date: NaiveDate| !matches!(date.weekday(), Weekday::Sat | Weekday::Sun);
    let school = &shift.school;
    let today = school.today.as_ref().map_or_else(|| weekday(shift.date), |s| s.value);
    let assumed = school.today.is_none() || school.today_assumed;
    let next = shift.date.succ_opt().unwrap_or(shift.date);
    let tomorrow = school.tomorrow.as_ref().map_or_else(|| weekday(next), |t| t.value);
    let tomorrow_assumed = school.tomorrow.as_ref().is_none_or(|t| t.assumed);
    let words = |is: bool, assumed: bool, date: NaiveDate| {
        let what = if is { "is a school day" } else { "is no school day" };
        let how = if assumed { " (assumed from the weekday)" } else { "" };
        format!("{} {what}{how}", date.format("%A"))
    };
    let words = [words(today, assumed, shift.date), words(tomorrow, tomorrow_assumed, next)];
    (SchoolDays { today, tomorrow, own: own_school(shift, call).is_some() }, words)
}

/// When the child's own school began that day, where it went there before the call.
fn own_school(shift: &Shift, call: When) -> Option<When> {
    let start = When::of(&shift.school.own_start);
    start.known().zip(call.latest).filter(|(school, call)| school < call).map(|_| start)
}

/// What is left out of a minor's presence, and what comes to it.
#[derive(Clone, Copy, Debug)]
pub struct Counts {
    /// So much of the day's meals is left out.
    pub meal: i64,
    /// Travel to a distant location beyond this, each way, comes to it; `None`: no travel does.
    pub travel_free: Option<i64>,
}

impl<'a> MinorDay<'a> {
    pub fn school(&self) -> (SchoolDays, [String; 2]) {
        school_days(self.shift, self.work.start)
    }

    /// Minutes at the place of employment, its rows together, meals in.
    pub fn present(&self) -> Span {
        self.present_until(self.end())
    }

    /// The same, the day ending then.
    fn present_until(&self, end: When) -> Span {
        let mut sum = Span::exactly(0);
        for shift in &self.work.shifts {
            // Of several rows only the last can have been bounded by what is known of the day.
            let end = if self.work.shifts.len() == 1 { end } else { When::of(&shift.dismissed) };
            let row = When::of(&shift.call).until(end);
            sum = Span { min: add(sum.min, row.min), max: add(sum.max, row.max) };
        }
        sum
    }

    pub fn end(&self) -> When {
        self.work.end
    }

    /// What of the meals is left out: at most `most`. A planned lunch is taken to last that long.
    pub fn meals(&self, most: i64) -> Span {
        let mut sum = Span::exactly(0);
        for shift in &self.work.shifts {
            for meal in shift.meals.iter().filter(|m| m.kind == "deductible") {
                let planned = shift.basis == Basis::Plan && meal.end.moment.is_missing();
                let took = When::of(&meal.start).until(When::of(&meal.end));
                let took = if planned { Span::exactly(most) } else { took };
                sum = Span {
                    min: add(sum.min, Some(took.min.unwrap_or(0).max(0))),
                    max: add(sum.max, Some(took.max.unwrap_or(most).max(0))),
                };
            }
        }
        Span { min: sum.min.map(|m| m.min(most)), max: sum.max.map(|m| m.min(most)) }
    }

    /// Present, less the meal, and the travel that counts.
    pub fn at_place(&self, counts: Counts) -> Span {
        self.at_place_until(counts, self.end())
    }

    fn at_place_until(&self, counts: Counts, end: When) -> Span {
        let (present, meals) = (self.present_until(end), self.meals(counts.meal));
        let travel = counts.travel_free.map_or(Span::exactly(0), |free| self.travelled(free));
        Span {
            min: add(less(present.min, meals.max), travel.min),
            max: add(less(present.max, meals.min), travel.max),
        }
    }

    /// Work: what is left of the presence after meals, school and rest. Nothing of it is certain while school or rest is blank.
    /// A missing release is bounded by the next call, or by what a row can hold.
    pub fn work(&self, counts: Counts, next: When) -> Span {
        let place = self.at_place(counts);
        let bounded = self.at_place_until(counts, self.end().not_after(pairs::row_ends(&self.work, next)));
        let taught = self.hours(|s| s.school.hours.as_ref());
        let rested = self.hours(|s| s.school.rest.as_ref());
        let known = taught.unwrap_or(0).saturating_add(rested.unwrap_or(0));
        let complete = taught.is_some() && rested.is_some();
        let left = |minutes: i64| minutes.saturating_sub(known);
        Span {
            min: if complete { place.min.map(left) } else { Some(0) },
            max: place.max.or(bounded.max).map(left),
        }
    }

    /// Hours of school or rest over the day's rows; `None` where any is blank.
    pub fn hours(&self, of: impl Fn(&'a Shift) -> Option<&'a Sourced<Minutes>>) -> Option<i64> {
        self.work.shifts.iter().map(|shift| of(shift).map(|m| m.value.0)).sum()
    }

    /// The cell of a column of the day's row, blank or not.
    pub fn cell(&self, heading: Heading) -> Cell {
        self.shift.cells.get(heading).unwrap_or(&self.shift.cell).clone()
    }

    pub fn own_school(&self) -> Option<When> {
        own_school(self.shift, self.work.start)
    }

    /// Travel to and from a distant location outside the day's call and release, each way beyond `free`: out until the
    /// call, back from the release, by the row's times, else its minutes (or the location's).
    pub fn travelled(&self, free: i64) -> Span {
        let mut sum = Span::exactly(0);
        for shift in self.work.shifts.iter().filter(|s| is_distant(s)) {
            let travel = &shift.travel;
            let minutes = travel.minutes.as_ref().map_or(Span::exactly(0), |m| Span::exactly(m.value.0));
            let leg = |timed: &Timed, leg: Span| if timed.moment.is_missing() { minutes } else { leg };
            let out = leg(&travel.leaves, When::of(&travel.leaves).until(When::of(&shift.call)));
            let back = leg(&travel.back, When::of(&shift.dismissed).until(When::of(&travel.back)));
            for way in [out, back] {
                let over = |m: Option<i64>| m.map(|m| (m - free).max(0));
                sum = Span { min: add(sum.min, over(way.min)), max: add(sum.max, over(way.max)) };
            }
        }
        sum
    }
}

fn is_distant(shift: &Shift) -> bool {
    shift.location_type.as_ref().is_some_and(|kind| kind.value.eq_ignore_ascii_case("distant"))
}

fn add(a: Option<i64>, b: Option<i64>) -> Option<i64> {
    Some(a?.saturating_add(b?))
}

fn less(a: Option<i64>, b: Option<i64>) -> Option<i64> {
    Some(a?.saturating_sub(b?))
}
