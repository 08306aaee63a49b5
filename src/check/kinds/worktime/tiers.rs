//! Pay tiers as a pack writes them: what the hours of a day are paid, as far as penalties need it.
//!
//! ```toml
//! tiers = [
//!   { after = "8h", clock = "worked", times = "1.5" },
//!   { after = "14h", clock = "elapsed", times = "2", when = 'location_type == "bus-to"' },
//!   { after = "12h", clock = "elapsed", times = "2", open = true, when = 'location_type == ""' },
//! ]
//! ```
//! `open`: which tier holds cannot be told, so time in it has no upper price. `carries = false`: the
//! clock starts anew after an interrupted shift.

use super::choice::NoNumber;
use crate::check::bounds::When;
use crate::check::case::{Case, Draft};
use crate::check::expression::{Condition, FactsOf};
use crate::check::fields::Fields;
use crate::check::parameter::{Dates, LoadScope, Quantity};
use crate::check::pay::{Clock, Stretch, Tier};
use crate::check::penalty::round_up;
use crate::check::subject::SubjectOf;
use crate::model::{Basis, Instant, Minutes, Moment, Shift};
use rust_decimal::Decimal;

#[derive(Debug, Default)]
pub struct Tiers(Vec<TierOf>);

#[derive(Debug)]
struct TierOf {
    when: Option<Condition>,
    clock: Clock,
    after: Quantity<Minutes>,
    times: Quantity<Decimal>,
    carries: bool,
    open: bool,
}

impl Tiers {
    pub fn take(fields: &mut Fields, key: &'static str, scope: &LoadScope<'_>) -> Self {
        Tiers(fields.tables(key, "a tier", |entry| {
            let when = Condition::take(entry, "when", &SubjectOf::Work.schema());
            let clock = match entry.choice("clock", &["worked", "elapsed"]) {
                Some("elapsed") => Clock::Elapsed,
                _ => Clock::Worked,
            };
            let after = Quantity::need(entry, "after", scope);
            let times = Quantity::need(entry, "times", scope);
            let carries = entry.flag("carries").unwrap_or(true);
            let open = entry.flag("open").unwrap_or(false);
            Some(TierOf { when, clock, after: after?, times: times?, carries, open })
        }))
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The tiers of a day. One whose number is not in force at its time is left out.
    pub fn on(
        &self,
        case: &Case<'_>,
        facts: &FactsOf,
        dates: &Dates,
        draft: &mut Draft,
    ) -> Result<Vec<Tier>, NoNumber> {
        let mut tiers = Vec::new();
        for tier in &self.0 {
            if let Some(when) = &tier.when
                && !when.holds(facts).map_err(|undecided| NoNumber::Unknown(undecided.0))?
            {
                continue;
            }
            let (after, times) = match (case.look(&tier.after, dates), case.look(&tier.times, dates)) {
                (Ok(after), Ok(times)) => (after, times),
                (Err(no), _) | (_, Err(no)) => match NoNumber::from(no) {
                    NoNumber::NotInForce => continue,
                    unknown => return Err(unknown),
                },
            };
            draft.used(&after);
            draft.used(&times);
            tiers.push(Tier {
                clock: tier.clock,
                after: after.value.0,
                multiple: times.value,
                carries: tier.carries,
                open: tier.open,
            });
        }
        Ok(tiers)
    }
}

/// A shift in minutes from its call; `None` where its call, its end or a meal's time is not known.
/// Its length is rounded up to whole `unit`s.
pub fn stretch(shift: &Shift, end: When, unit: i64) -> Option<Stretch> {
    let only = readings(shift, end, unit)?;
    (only.len() == 1).then(|| only.into_iter().next()).flatten()
}

/// The same, in tenths of an hour as it is paid; where a meal has no end yet (a plan), once with half an
/// hour and once with an hour for it.
pub fn stretches(shift: &Shift, end: When) -> Option<Vec<Stretch>> {
    readings(shift, end, 6)
}

fn readings(shift: &Shift, end: When, unit: i64) -> Option<Vec<Stretch>> {
    let call = shift.call.moment.known()?;
    let minute = |at: Instant| (at - call).num_minutes();
    let length = round_up(minute(end.known()?), unit);
    let mut open = false;
    let mut all = Vec::new();
    for open_meal in [30, 60] {
        let mut meals = Vec::new();
        for meal in shift.meals.iter().filter(|meal| meal.kind == "deductible") {
            match (&meal.start.moment, &meal.end.moment) {
                (Moment::Missing, Moment::Missing) => {}
                (Moment::Known(start), Moment::Known(end)) => meals.push((minute(*start), minute(*end))),
                (Moment::Known(start), Moment::Missing) if shift.basis == Basis::Plan => {
                    open = true;
                    meals.push((minute(*start), minute(*start) + open_meal));
                }
                _ => return None,
            }
        }
        all.push(Stretch { length, meals });
    }
    if !open {
        all.truncate(1);
    }
    Some(all)
}
