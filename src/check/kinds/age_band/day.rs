//! A minor's day put together: where the child was and for how long, and what of it was school and rest.

use super::bands::SchoolDays;
use crate::check::bounds::{Span, When};
use crate::check::kinds::rest::pairs::{self, WorkDay};
use crate::model::{Basis, Cell, Heading, Minutes, Shift, Sourced};
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

impl<'a> MinorDay<'a> {
    /// Monday to Friday is a school day where nobody says otherwise, and the words (of today, of tomorrow) say
    /// that it was assumed.
    pub fn school(&self) -> (SchoolDays, [String; 2]) {
        let weekday = |date: NaiveDate| !matches!(date.weekday(), Weekday::Sat | Weekday::Sun);
        let school = &self.shift.school;
        let today = school.today.as_ref().map_or_else(|| weekday(self.shift.date), |s| s.value);
        let assumed = school.today.is_none() || school.today_assumed;
        let next = self.shift.date.succ_opt().unwrap_or(self.shift.date);
        let tomorrow = school.tomorrow.as_ref().map_or_else(|| weekday(next), |t| t.value);
        let tomorrow_assumed = school.tomorrow.as_ref().is_none_or(|t| t.assumed);
        let words = |is: bool, assumed: bool, date: NaiveDate| {
            let what = if is { "is a school day" } else { "is no school day" };
            let how = if assumed { " (assumed from the weekday)" } else { "" };
            format!("{} {what}{how}", date.format("%A"))
        };
        let words = [words(today, assumed, self.shift.date), words(tomorrow, tomorrow_assumed, next)];
        (SchoolDays { today, tomorrow, own: self.own_school().is_some() }, words)
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

    /// Present, less the meal.
    pub fn at_place(&self, meal: i64) -> Span {
        let (present, meals) = (self.present(), self.meals(meal));
        Span { min: less(present.min, meals.max), max: less(present.max, meals.min) }
    }

    /// Work: what is left of the presence after meals, school and rest. Nothing of it is certain while school or rest is blank.
    /// A missing release is bounded by the next call, or by what a row can hold.
    pub fn work(&self, meal: i64, next: When) -> Span {
        let place = self.at_place(meal);
        let bounded = self.present_until(self.end().not_after(pairs::row_ends(&self.work, next)));
        let taught = self.hours(|s| s.school.hours.as_ref());
        let rested = self.hours(|s| s.school.rest.as_ref());
        let known = taught.unwrap_or(0).saturating_add(rested.unwrap_or(0));
        let complete = taught.is_some() && rested.is_some();
        let left = |minutes: i64| minutes.saturating_sub(known);
        Span {
            min: if complete { place.min.map(left) } else { Some(0) },
            max: place.max.or(less(bounded.max, self.meals(meal).min)).map(left),
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

    /// When the child's own school began that day, where it went there before the call.
    pub fn own_school(&self) -> Option<When> {
        let start = When::of(&self.shift.school.own_start);
        start.known().zip(self.work.start.latest).filter(|(school, call)| school < call).map(|_| start)
    }
}

fn add(a: Option<i64>, b: Option<i64>) -> Option<i64> {
    Some(a?.saturating_add(b?))
}

fn less(a: Option<i64>, b: Option<i64>) -> Option<i64> {
    Some(a?.saturating_sub(b?))
}
