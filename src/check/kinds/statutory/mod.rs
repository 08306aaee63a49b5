//! What working-time law looks at beyond daily rest: breaks, weekly rest, the length and the average of weeks. All of a person's
//! employers count together.

pub mod average;
pub mod breaks;
pub mod week_length;
pub mod weekly_rest;

use super::rest::pairs::{self, WorkDay};
use super::worktime::{all_of, by_person, first_of_week, is_judged};
use crate::check::bounds::{Span, When};
use crate::check::case::Case;
use crate::check::rule::Rule;
use crate::model::Shift;
use chrono::{NaiveDate, Weekday};

/// A person's days of which the rule judges at least one row, with that row.
fn days<'a>(rule: &Rule, case: &Case<'a>) -> Vec<Vec<(WorkDay<'a>, &'a Shift)>> {
    by_person(rule, case)
        .into_iter()
        .map(|(person, judged)| {
            pairs::days(all_of(case, person).into_iter(), None, 0, true)
                .into_iter()
                .flatten()
                .filter_map(|work| {
                    let shift = work.shifts.iter().copied().find(|s| is_judged(&judged, s))?;
                    Some((work, shift))
                })
                .collect()
        })
        .collect()
}

/// The Monday of a date's week.
fn monday(date: NaiveDate) -> NaiveDate {
    first_of_week(date, Weekday::Mon)
}

/// Working time of a day, deductible meals and the time between its rows left out, with its bounds where a time is open.
pub(super) fn worked(work: &WorkDay<'_>) -> Span {
    let (mut min, mut max) = (0, Some(0));
    for (place, shift) in work.shifts.iter().enumerate() {
        let next = work.shifts.get(place + 1).map_or(When::default(), |next| When::of(&next.call));
        let span = worked_row(work, shift, next);
        min += span.min.unwrap_or(0).max(0);
        max = max.zip(span.max).map(|(all, one): (i64, i64)| all + one.max(0));
    }
    Span { min: Some(min), max }
}

fn worked_row(work: &WorkDay<'_>, shift: &Shift, next: When) -> Span {
    let alone = pairs::days(std::iter::once(shift), None, 0, true).into_iter().flatten().next();
    let Some(row) = alone else { return Span::exactly(0) };
    let end = row.end.not_after(pairs::row_ends(work, next));
    let mut span = row.start.until(end);
    for meal in shift.meals.iter().filter(|meal| meal.kind == "deductible") {
        let taken = pairs::meal_length(shift, meal, end);
        span = Span {
            min: span.min.zip(taken.max).map(|(all, taken)| all - taken),
            max: span.max.map(|all| all - taken.min.unwrap_or(0)),
        };
    }
    span
}

#[cfg(test)]
mod tests;
