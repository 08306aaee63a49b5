//! What the day before must have been for its rest to be a right at all.
//!
//! ```toml
//! only_after = { of_at_least = "14h", past = "25:00" }
//! only_after = { worked_over = "12h" }
//! ```

use super::RestRule;
use super::judge::Pair;
use super::pairs;
use crate::check::bounds::Span;
use crate::check::fields::Fields;
use crate::check::kinds::statutory::worked;
use crate::check::parameter::{ClockTime, LoadScope, Quantity};
use crate::model::Minutes;

#[derive(Debug)]
pub struct OnlyAfter {
    of_at_least: Option<Quantity<Minutes>>,
    worked_over: Option<Quantity<Minutes>>,
    past: Option<Quantity<ClockTime>>,
}

impl OnlyAfter {
    pub fn take(entry: &mut Fields, scope: &LoadScope<'_>) -> OnlyAfter {
        OnlyAfter {
            of_at_least: Quantity::take(entry, "of_at_least", scope),
            worked_over: Quantity::take(entry, "worked_over", scope),
            past: Quantity::take(entry, "past", scope),
        }
    }
}

/// Is a length over a limit? `None` where a missing time leaves it open.
fn over(length: Span, limit: i64) -> Option<bool> {
    match (length.min, length.max) {
        (Some(min), _) if min > limit => Some(true),
        (_, Some(max)) if max <= limit => Some(false),
        _ => None,
    }
}

impl RestRule {
    /// Whether the day before gives a right to the rest; `None` where a missing time leaves it open.
    pub(super) fn right(&self, pair: &Pair<'_, '_>) -> Option<bool> {
        let Some(only) = &self.only_after else { return Some(true) };
        let Pair { case, before, .. } = *pair;
        let dates = case.dates(before.date);
        let minutes =
            |quantity: &Option<Quantity<Minutes>>| Some(case.look(quantity.as_ref()?, &dates).ok()?.value.0);
        let past = only.past.as_ref().and_then(|past| case.look(past, &dates).ok());
        let past = past.and_then(|past| pairs::clock_on(before, past.value.0));
        let conditions = [
            minutes(&only.of_at_least).map(|least| over(before.start.until(before.end), least - 1)),
            minutes(&only.worked_over).map(|limit| over(worked(before), limit)),
            past.map(|at| match (before.end.earliest, before.end.latest) {
                (Some(earliest), _) if earliest > at => Some(true),
                (_, Some(latest)) if latest <= at => Some(false),
                _ => None,
            }),
        ];
        let asked: Vec<Option<bool>> = conditions.into_iter().flatten().collect();
        match asked.contains(&Some(false)) {
            true => Some(false),
            false => asked.iter().all(Option::is_some).then_some(true),
        }
    }
}
