//! Releases that were no rest: the day before counts on into the one after.

use super::judge::{Measured, Pair};
use super::{Between, RestRule};
use crate::check::bounds::Verdict;
use crate::check::case::Case;
use crate::check::parameter::Looked;
use crate::check::rule::Rule;
use crate::model::{Cell, Minutes};
use std::collections::BTreeMap;

/// What a release that was too short does to the pay of the day after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Interruption {
    /// The hours of both days are added together. `runs_on`: tiers that do not carry do so all the same.
    Added { runs_on: bool },
    /// The time off is work time too.
    Throughout,
    /// A time is missing: it may have been one.
    Unknown,
}

/// By the first row of the day after.
pub type Interruptions = BTreeMap<Cell, Interruption>;

impl RestRule {
    /// Up to how much invasion only the invaded time is paid; `None` where the rule adds no days together.
    pub(super) fn small_for(&self, pair: &Pair<'_, '_>) -> Option<Looked<Minutes>> {
        let Pair { case, shift, ref facts, ref dates, .. } = *pair;
        let off = (shift.on_production == Some(false)).then_some(self.small_off.as_ref()).flatten();
        let choice = off.or(self.small.as_ref())?;
        choice.look(case, facts, dates).ok()
    }

    pub(super) fn interrupted(&self, rule: &Rule, case: &Case<'_>) -> Interruptions {
        if self.small.is_none() || self.between != Between::Days {
            return Interruptions::new();
        }
        let found = self.each(rule, case, |pair, uses, by_all| {
            let measured = self.measure(pair, uses, by_all)?.ok()?;
            Some((pair.after.first.cell.clone(), self.interruption(pair, &measured)?))
        });
        found.into_iter().collect()
    }

    fn interruption(&self, pair: &Pair<'_, '_>, measured: &Measured) -> Option<Interruption> {
        let look = |minutes: &Option<_>| Some(pair.case.look(minutes.as_ref()?, &pair.dates).ok()?.value);
        let small = self.small_for(pair)?.value.0;
        match measured.rest.short_of(measured.needed).minus(small).verdict() {
            Verdict::Kept => None,
            Verdict::Open { .. } => Some(Interruption::Unknown),
            Verdict::Broken(_) => {
                let short_gap: Option<Minutes> = look(&self.short_gap);
                let gap = pair.before.end.until(pair.after.start).known();
                match short_gap.is_some_and(|least| gap.is_some_and(|gap| gap < least.0)) {
                    true => Some(Interruption::Throughout),
                    false => Some(Interruption::Added { runs_on: self.runs_on(pair) }),
                }
            }
        }
    }

    fn runs_on(&self, pair: &Pair<'_, '_>) -> bool {
        let triple = self.triple.as_ref().and_then(|triple| pair.case.look(triple, &pair.dates).ok());
        triple.is_some_and(|triple| triple.value == "runs-on")
    }
}
