//! `kind = "break"`: an uninterrupted break in a long day.

use super::days;
use crate::check::bounds::{Span, Verdict};
use crate::check::case::{Case, Draft};
use crate::check::fields::Fields;
use crate::check::kinds::rest::pairs::{self, WorkDay};
use crate::check::kinds::worktime::say;
use crate::check::kinds::{Kind, KindSpec};
use crate::check::parameter::{LoadScope, Quantity};
use crate::check::rule::Rule;
use crate::check::subject::SubjectOf;
use crate::check::time_words::length;
use crate::model::{Basis, Minutes, Shift};

pub const SPEC: KindSpec = KindSpec {
    name: "break",
    about: "An uninterrupted break in a long day. A planned lunch counts as one; a plan without lunch is not judged.\n\
        over         days longer than this need one\n\
        minimum      how long it must be\n\
        together     true: the breaks of the day together, in place of one without interruption",
    load,
    shorthand: Some(crate::check::kinds::worktime::given::shorthand),
};

#[derive(Debug)]
struct BreakRule {
    over: Quantity<Minutes>,
    minimum: Quantity<Minutes>,
    together: bool,
}

fn load(fields: &mut Fields, scope: &LoadScope<'_>) -> Option<Box<dyn Kind>> {
    let (over, minimum) = (Quantity::need(fields, "over", scope), Quantity::need(fields, "minimum", scope));
    let together = fields.flag("together").unwrap_or(false);
    Some(Box::new(BreakRule { over: over?, minimum: minimum?, together }))
}

impl Kind for BreakRule {
    fn subject(&self) -> SubjectOf {
        SubjectOf::Work
    }

    fn judge(&self, rule: &Rule, case: &Case<'_>) -> Vec<Draft> {
        days(rule, case).iter().flatten().filter_map(|(work, shift)| self.day(case, work, shift)).collect()
    }

    fn message_fields(&self) -> &'static [&'static str] {
        &["day", "long"]
    }
}

impl BreakRule {
    fn day(&self, case: &Case<'_>, work: &WorkDay<'_>, shift: &Shift) -> Option<Draft> {
        let dates = case.dates(work.date);
        let (over, minimum) = (case.look(&self.over, &dates).ok()?, case.look(&self.minimum, &dates).ok()?);
        let long = work.start.until(work.end);
        if long.minus(over.value.0).verdict() == Verdict::Kept {
            return None;
        }
        let rows = work.shifts.iter().flat_map(|row| row.meals.iter().map(move |meal| (*row, meal)));
        let meals: Vec<_> = rows.filter(|(_, meal)| meal.kind != "working").collect();
        let taken: Vec<Span> =
            meals.iter().map(|(row, meal)| pairs::meal_length(row, meal, work.end)).collect();
        let certain = taken.iter().filter_map(|span| span.min).map(|minutes| minutes.max(0));
        let longest = if self.together { certain.sum() } else { certain.max().unwrap_or(0) };
        let planned = work.basis == Basis::Plan;
        if longest >= minimum.value.0 || planned {
            return None;
        }
        let mut draft =
            Draft::about(say::about("day", case, shift), vec![work.start_cell(), work.end_cell(0)]);
        draft.sources.extend(meals.iter().filter_map(|(_, meal)| meal.start.cell.clone()));
        draft.basis = Some(work.basis);
        draft.from = work.start.known();
        draft.to = work.end.known();
        draft.limit = Some(length(minimum.value.0));
        draft.used(&minimum);
        draft.used(&over);
        draft.set("day", say::date(case, work.date));
        let could = match self.together {
            true => taken
                .iter()
                .map(|span| span.max)
                .sum::<Option<i64>>()
                .is_none_or(|max| max >= minimum.value.0),
            false => taken.iter().any(|span| span.max.is_none_or(|max| max >= minimum.value.0)),
        };
        match long.known() {
            Some(long) if !could => {
                draft.measured = Some(length(longest));
                draft.excess_minutes = Some(minimum.value.0 - longest);
                draft.set("long", length(long));
                draft.arithmetic = format!(
                    "{} of work is over {}; {} {}, {} required",
                    length(long),
                    length(over.value.0),
                    if self.together { "breaks together" } else { "longest break" },
                    length(longest),
                    length(minimum.value.0)
                );
                Some(draft)
            }
            _ => {
                let person = &case.person(shift).name;
                draft.helps = Some("Enter the missing time.".into());
                draft.arithmetic = "a time is missing".into();
                let says = format!(
                    "{person}, {}: whether there was a break of {} cannot be told, for a time is missing.",
                    say::date(case, work.date),
                    length(minimum.value.0)
                );
                Some(draft.undetermined(says))
            }
        }
    }
}
