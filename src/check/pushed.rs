//! Pushes as sources: a finding that rests on a time that was moved names the push's cell beside the time's own.

use super::finding::Subject;
use crate::model::{Basis, Cell, Production, Push, Shift, Timed};

/// The cells of the pushes that moved what a finding about this subject, read from these cells, rests on.
pub fn cells(
    production: &Production,
    subject: &Subject,
    basis: Option<Basis>,
    sources: &[Cell],
) -> Vec<Cell> {
    if basis == Some(Basis::Actual) {
        return Vec::new();
    }
    let rests = |push: &&Push| {
        let same_day = subject.date.as_deref() == Some(&*push.date.to_string());
        let whole_day = subject.person.is_none() && subject.unit.as_deref() == Some(&*push.unit);
        (same_day && whole_day)
            || production.shifts.iter().any(|s| moved(production, s, push, subject, sources))
    };
    production.pushes.iter().filter(rests).filter_map(|push| push.cell.clone()).collect()
}

/// Is it this person's planned shift, and one of its moved times among the sources?
fn moved(production: &Production, shift: &Shift, push: &Push, subject: &Subject, sources: &[Cell]) -> bool {
    if shift.basis != Basis::Plan || !push.is_of(shift.date, &shift.unit) {
        return false;
    }
    let name = &production.person(shift.person).name;
    if subject.person.as_ref() != Some(name) {
        return false;
    }
    let read = |timed: &Timed| timed.cell.as_ref().is_some_and(|cell| sources.contains(cell));
    // A standing call is the same cell on every day, so of another day only the end can be meant.
    let ends = [&shift.wrap, &shift.dismissed].into_iter().any(read);
    let begins = || read(&shift.call) || shift.meals.iter().any(|meal| read(&meal.start) || read(&meal.end));
    ends || (subject.date.as_deref() == Some(&*shift.date.to_string()) && begins())
}
