//! A person's day as meal rules see it: the rows of one date at one employer taken together.

use super::MealRule;
use super::intervals::MealDay;
use crate::check::bounds::When;
use crate::check::case::Case;
use crate::check::kinds::rest::pairs::{self, WorkDay};
use crate::check::kinds::worktime::{all_of, by_person, is_judged};
use crate::check::rule::Rule;
use crate::model::{Basis, Cell, Meal, PersonId, Shift};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A day of meals, owned where several rows were put together.
pub struct Day<'a> {
    pub work: WorkDay<'a>,
    /// The row the finding's terms come from.
    pub shift: &'a Shift,
    pub meals: Cow<'a, [Meal]>,
    pub end: When,
    pub end_cell: Cell,
    pub crew_call: When,
    /// The rows of the day that the rule judges.
    judged: Vec<&'a Shift>,
    /// A release within the day is missing: its rows may be one stretch of work, or two.
    pub may_be_parted: bool,
}

impl<'a> Day<'a> {
    /// The row of the role held at a moment, where the rule judges it: a delay belongs to the role in which it arose.
    pub fn row_at(&self, at: When) -> Option<&'a Shift> {
        let Some(at) = at.earliest else { return Some(self.shift) };
        let begun = |shift: &&&Shift| shift.call.moment.earliest().is_none_or(|call| call <= at);
        let row = self.work.shifts.iter().take_while(begun).last().copied().unwrap_or(self.work.first);
        is_judged(&self.judged, row).then_some(row)
    }

    /// Whether the sheet has a place where a further meal would stand.
    fn has_room(&self) -> bool {
        let places = self.work.shifts.iter().fold(0_usize, |sum, s| sum.saturating_add(s.meals_on_sheet));
        self.meals.len() < places
    }

    pub fn as_meal_day(&self) -> MealDay<'_> {
        MealDay {
            basis: self.work.basis,
            call: &self.work.first.call,
            end: self.end,
            crew_call: self.crew_call,
            meals: &self.meals,
            has_room: self.has_room(),
            ndb: self.work.shifts.iter().find_map(|s| s.ndb.as_ref()),
            grace_meals: &self.work.first.grace_meals,
        }
    }

    /// The cell of a meal's start or end; the row where none is known.
    pub fn cell(&self, timed: &crate::model::Timed) -> Cell {
        timed.cell.clone().unwrap_or_else(|| self.shift.cell.clone())
    }
}

/// The judged days of each person, in order.
pub fn days<'a>(kind: &MealRule, rule: &Rule, case: &Case<'a>) -> BTreeMap<PersonId, Vec<Day<'a>>> {
    by_person(rule, case)
        .into_iter()
        .map(|(person, shifts)| (person, of_person(kind, case, person, &shifts)))
        .collect()
}

fn of_person<'a>(kind: &MealRule, case: &Case<'a>, person: PersonId, judged: &[&'a Shift]) -> Vec<Day<'a>> {
    let makeup = |shift: &Shift| {
        let looked = kind.makeup.as_ref().and_then(|m| case.look(m, &case.dates(shift.date)).ok());
        looked.map_or(0, |m| m.value.0)
    };
    let ignored = judged.first().map_or(0, |shift| makeup(shift));
    let company = case.production.facts.company.as_deref();
    // A role changed in the middle of a day is a row of its own, which another pack may judge: the day is one.
    let mut days: Vec<Day<'a>> = pairs::days(all_of(case, person).into_iter(), company, ignored, false)
        .into_iter()
        .flatten()
        .flat_map(|work| pairs::runs(work, ignored, pairs::SAME_STRETCH))
        .filter_map(|work| day(case, work, judged, ignored))
        .collect();
    days.sort_by_key(|day| (day.work.date, day.work.first.call.moment.earliest()));
    days
}

fn day<'a>(case: &Case<'a>, work: WorkDay<'a>, judged: &[&'a Shift], ignored: i64) -> Option<Day<'a>> {
    let shift = work.shifts.iter().copied().find(|s| is_judged(judged, s))?;
    let meals = match work.shifts.as_slice() {
        [only] => Cow::Borrowed(only.meals.as_slice()),
        several => {
            let mut meals: Vec<Meal> = several.iter().flat_map(|s| s.meals.iter().cloned()).collect();
            meals.sort_by_key(|m| m.start.moment.earliest().or(m.end.moment.earliest()));
            for (number, meal) in (1..).zip(meals.iter_mut()) {
                meal.number = number;
            }
            Cow::Owned(meals)
        }
    };
    // What is not written is not known: only the rest rules bound a missing wrap by what follows it.
    let end = if work.end_known { work.end } else { When::default() };
    let crew_call = case
        .production
        .days
        .iter()
        .find(|day| day.date == work.date && day.unit == shift.unit)
        .map(|day| {
            let logged = day.log.as_ref().map(|log| When::of(&log.crew_call)).unwrap_or_default();
            match work.basis {
                Basis::Actual if logged.known().is_some() => logged,
                _ => When::of(&day.crew_call),
            }
        })
        .unwrap_or_default();
    let judged = work.shifts.iter().copied().filter(|s| is_judged(judged, s)).collect();
    let may_be_parted =
        work.shifts.len() > 1 && pairs::possible_runs(work.clone(), ignored, pairs::SAME_STRETCH).len() > 1;
    Some(Day { end, end_cell: work.end_cell(ignored), work, shift, meals, crew_call, judged, may_be_parted })
}
