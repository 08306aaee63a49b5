//! What the day before a rest must have been for a shorter one to suffice.
//!
//! ```toml
//! reduce = [{ to = "54h", before = { night_exterior = true, called_from = "15:00", out_by = "24:00", location_type = ["studio"] } }]
//! ```
//! All that is given must hold, and what the sheet has no evidence for does not.

use super::judge::Pair;
use super::pairs::clock_on;
use crate::check::bounds::When;
use crate::check::fields::Fields;
use crate::check::parameter::{ClockTime, LoadScope, Quantity};

#[derive(Debug)]
pub struct BeforeOf {
    /// Not the person's first day on the production, as far as the days on record go.
    not_first: bool,
    night_exterior: bool,
    location_type: Vec<String>,
    called_from: Option<Quantity<ClockTime>>,
    out_by: Option<Quantity<ClockTime>>,
    /// Arrived at the location later than this.
    arrived_after: Option<Quantity<ClockTime>>,
}

impl BeforeOf {
    pub fn take(entry: &mut Fields, scope: &LoadScope<'_>) -> Option<Self> {
        entry.table("before", "the day before", |before| {
            Some(BeforeOf {
                not_first: before.flag("not_first").unwrap_or(false),
                night_exterior: before.flag("night_exterior").unwrap_or(false),
                location_type: before.texts("location_type"),
                called_from: Quantity::take(before, "called_from", scope),
                out_by: Quantity::take(before, "out_by", scope),
                arrived_after: Quantity::take(before, "arrived_after", scope),
            })
        })
    }

    pub(super) fn holds(&self, pair: &Pair<'_, '_>) -> bool {
        let Pair { case, before, ref dates, .. } = *pair;
        let at = |quantity: &Quantity<ClockTime>| clock_on(before, case.look(quantity, dates).ok()?.value.0);
        // Where no clock is asked for it holds; where one is, only if both times are known.
        let asked = |quantity: &Option<Quantity<ClockTime>>, when: When, kept: fn(i64) -> bool| {
            quantity.as_ref().is_none_or(|quantity| {
                let minutes = at(quantity).zip(when.known()).map(|(at, when)| (when - at).num_minutes());
                minutes.is_some_and(kept)
            })
        };
        let there = |wanted: &Vec<String>| {
            before.shifts.iter().all(|shift| {
                let place = shift.location_type.as_ref();
                place.is_some_and(|place| wanted.iter().any(|w| w.eq_ignore_ascii_case(&place.value)))
            })
        };
        let arrived = before.shifts.iter().map(|s| When::of(&s.travel.arrives)).find(|w| w.known().is_some());
        (!self.not_first || pair.days.len() > 1)
            && (!self.night_exterior || before.shifts.iter().any(|s| s.night_exterior == Some(true)))
            && (self.location_type.is_empty() || there(&self.location_type))
            && asked(&self.called_from, before.start, |minutes| minutes >= 0)
            && asked(&self.out_by, before.end, |minutes| minutes <= 0)
            && asked(&self.arrived_after, arrived.unwrap_or_default(), |minutes| minutes > 0)
    }
}
