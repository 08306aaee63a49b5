//! Longer rests that are required after what the days before were like.

use super::pairs::WorkDay;
use crate::check::bounds::Span;
use crate::check::case::Case;
use crate::check::expression::{Condition, FactsOf};
use crate::check::fields::Fields;
use crate::check::parameter::{Dates, LoadScope, Looked, Quantity};
use crate::check::subject::SubjectOf;
use crate::model::Minutes;
use rust_decimal::Decimal;

/// A longer rest as a pack writes it. Every condition given must hold.
#[derive(Debug)]
pub struct RaiseOf {
    to: Quantity<Minutes>,
    when: Option<Condition>,
    /// The day before is at least the so-manieth worked calendar day in a row.
    consecutive_days: Option<Quantity<Decimal>>,
    /// The last so many worked days, each on the day after the other, lasted `of_at_least` from call to release.
    long_days: Option<Quantity<Decimal>>,
    of_at_least: Option<Quantity<Minutes>>,
}

impl RaiseOf {
    pub fn take(entry: &mut Fields, scope: &LoadScope<'_>) -> Option<Self> {
        let to = Quantity::need(entry, "to", scope);
        let when = Condition::take(entry, "when", &SubjectOf::Work.schema());
        let consecutive_days = Quantity::take(entry, "consecutive_days", scope);
        let long_days = Quantity::take(entry, "long_days", scope);
        let of_at_least = match long_days {
            Some(_) => Some(Quantity::need(entry, "of_at_least", scope)?),
            None => Quantity::take(entry, "of_at_least", scope),
        };
        Some(RaiseOf { to: to?, when, consecutive_days, long_days, of_at_least })
    }

    /// The longer rest, and why, where it holds after the last of these days; and whether that is certain, for a time of them may be
    /// missing.
    pub fn on(
        &self,
        case: &Case<'_>,
        facts: &FactsOf,
        dates: &Dates,
        days: &[WorkDay<'_>],
    ) -> Option<(Looked<Minutes>, String, bool)> {
        if self.when.as_ref().is_some_and(|when| !when.holds(facts).unwrap_or(false)) {
            return None;
        }
        let count = |quantity: &Quantity<Decimal>| -> Option<usize> {
            usize::try_from(case.look(quantity, dates).ok()?.value.trunc()).ok()
        };
        let (mut why, mut is_certain) = (Vec::new(), true);
        if let Some(quantity) = &self.consecutive_days {
            let needed = count(quantity)?;
            let run = in_a_row(days);
            if run < needed {
                return None;
            }
            why.push(format!("{run} days in a row"));
        }
        if let (Some(quantity), Some(least)) = (&self.long_days, &self.of_at_least) {
            let (needed, least) = (count(quantity)?, case.look(least, dates).ok()?);
            let last = days.get(days.len().checked_sub(needed)?..)?;
            let spans: Vec<Span> = last.iter().map(|day| day.start.until(day.end)).collect();
            let may_be = |span: &Span| span.max.is_none_or(|minutes| minutes >= least.value.0);
            if in_a_row(last) < needed || !spans.iter().all(may_be) {
                return None;
            }
            is_certain = spans.iter().all(|span| span.min.is_some_and(|minutes| minutes >= least.value.0));
            why.push(format!("{needed} days of {} or more", crate::check::time_words::length(least.value.0)));
        }
        Some((case.look(&self.to, dates).ok()?, why.join(", "), is_certain))
    }
}

/// How many of the last days follow one another on the calendar.
fn in_a_row(days: &[WorkDay<'_>]) -> usize {
    let follows = |pair: &&[WorkDay<'_>]| matches!(pair, [a, b] if (b.date - a.date).num_days() == 1);
    let pairs: Vec<&[WorkDay<'_>]> = days.windows(2).collect();
    let run = pairs.iter().rev().take_while(|pair| follows(pair)).count();
    if days.is_empty() { 0 } else { run + 1 }
}
