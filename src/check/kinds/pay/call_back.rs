//! A call back on the same date after so long off pays a few hours at least, at a rate of its own.

use super::day::Day;
use super::lines::{self, Paid, Price};
use super::timeline::Timeline;
use crate::check::case::Draft;
use crate::check::expression::Condition;
use crate::check::fields::Fields;
use crate::check::kinds::worktime::tiers::Column;
use crate::check::parameter::{Dates, LoadScope, Quantity};
use crate::check::pay_day::PayLine;
use crate::check::penalty::{dollars, hours};
use crate::check::subject::SubjectOf;
use crate::check::time_words::length;
use crate::model::Minutes;
use rust_decimal::Decimal;

#[derive(Debug)]
pub struct CallBack {
    when: Option<Condition>,
    after: Quantity<Minutes>,
    least: Quantity<Minutes>,
    times: Quantity<Decimal>,
    /// For a day that is paid as a sixth, seventh or holiday.
    dearer: Option<(Quantity<Minutes>, Quantity<Decimal>)>,
}

impl CallBack {
    pub fn take(entry: &mut Fields, scope: &LoadScope<'_>) -> Option<CallBack> {
        let when = Condition::take(entry, "when", &SubjectOf::Work.schema());
        let (after, least) = (Quantity::need(entry, "after", scope), Quantity::need(entry, "least", scope));
        let times = Quantity::need(entry, "times", scope);
        let dearer =
            Quantity::take(entry, "dearer_least", scope).zip(Quantity::take(entry, "dearer_times", scope));
        Some(CallBack { when, after: after?, least: least?, times: times?, dearer })
    }
}

impl Day<'_, '_> {
    /// What each call back of the day pays above its hours. `begin`: where each stretch of work begins among the segments.
    pub(super) fn call_backs(
        &self,
        timeline: &Timeline,
        (segments, begin): (&[Paid], &[usize]),
        prices: &[Price],
        dates: &Dates,
        column: Column,
        draft: &mut Draft,
    ) -> Vec<PayLine> {
        let facts = self.case.facts_of(self.day.first);
        let holds = |one: &&CallBack| one.when.as_ref().is_none_or(|when| when.holds(&facts) == Ok(true));
        let Some(rule) = self.rule.call_back.iter().find(holds) else { return Vec::new() };
        let is_dearer = column != Column::Plain;
        let (least, times) = match &rule.dearer {
            Some((least, times)) if is_dearer => (least, times),
            _ => (&rule.least, &rule.times),
        };
        let (Ok(after), Ok(least), Ok(times)) =
            (self.case.look(&rule.after, dates), self.case.look(least, dates), self.case.look(times, dates))
        else {
            return Vec::new();
        };
        let mut all = Vec::new();
        for (index, run) in timeline.runs.iter().enumerate().skip(1) {
            let ended = timeline.runs.get(index - 1).and_then(|before| before.last());
            let off = ended
                .zip(run.first())
                .map(|(before, first)| (first.at - before.at).num_minutes() - before.piece.minutes);
            let until = begin.get(index + 1).copied().unwrap_or(segments.len());
            let own = begin.get(index).and_then(|from| segments.get(*from..until));
            let (Some(off), Some(own), Some(price)) = (off, own, prices.last()) else { continue };
            let Ok(straight) = &price.rates.straight else { continue };
            let worked: Vec<Paid> = own.iter().filter(|segment| !segment.tag.is_guarantee).cloned().collect();
            let (of_run, missing) = lines::lines(&worked, prices);
            if off < after.value.0 || missing.is_some() {
                continue;
            }
            let paid = of_run.iter().filter_map(|line| line.amount.as_ref());
            let paid = paid.fold(Decimal::ZERO, |sum, amount| sum.saturating_add(amount.amount));
            let owed = hours(least.value.0).saturating_mul(times.value).saturating_mul(straight.amount);
            draft.used(&after);
            draft.used(&least);
            draft.used(&times);
            let more = owed.saturating_sub(paid);
            if more > Decimal::ZERO {
                let words = format!(
                    "called back after {}: {} h × {} × {} = {}, {} of it in the hours above",
                    length(off),
                    hours(least.value.0).normalize(),
                    times.value.normalize(),
                    straight.words,
                    dollars(owed),
                    dollars(paid)
                );
                all.push(lines::call_back(more, words, price));
            }
        }
        all
    }
}
