//! What the rows of a day are paid by: their tiers, rates, night premiums and guarantee, and as which sort of day.

use super::day::Day;
use super::holding::{NightOn, is_holiday};
use super::lines::{Base, Price};
use crate::check::bounds::When;
use crate::check::case::Draft;
use crate::check::kinds::rest::interruption::Interruption;
use crate::check::kinds::worktime::choice::NoNumber;
use crate::check::kinds::worktime::of_person;
use crate::check::kinds::worktime::tiers::Column;
use crate::check::parameter::Dates;
use crate::check::pay::Tier;
use crate::check::penalty::{Rate, Rates, dollars};
use crate::model::{Per, Shift};
use chrono::{Datelike, Weekday};
use std::collections::BTreeMap;

/// A row of a day with everything that its pay depends on.
pub(super) struct Row {
    pub price: Price,
    pub columns: BTreeMap<Column, Vec<Tier>>,
    pub night: Option<NightOn>,
}

impl Day<'_, '_> {
    /// Which of the rule's lists of tiers the day is paid by.
    pub(super) fn own_column(&self, draft: &mut Draft) -> Column {
        let shift = self.day.first;
        let nth = self.rule.counting.as_ref().zip(self.counted.as_ref()).and_then(|(counting, days)| {
            let (counted, count) = counting.of(self.case, shift, days)?;
            let is = |nth: usize| counted.nth == nth || counting.is_fixed(self.case, shift, nth);
            let nth = if is(7) { Some(7) } else { is(6).then_some(6) };
            if nth.is_some() {
                draft.used(&count);
            }
            nth
        });
        let holds = |column: Column| match column {
            Column::Holiday => is_holiday(self.case, shift, shift.date),
            Column::Seventh => nth == Some(7),
            Column::Sixth => nth == Some(6),
            Column::Sunday => shift.date.weekday() == Weekday::Sun,
            Column::Saturday => shift.date.weekday() == Weekday::Sat,
            Column::Plain => true,
        };
        self.rule.dearer.iter().map(|(column, _)| *column).find(|c| holds(*c)).unwrap_or(Column::Plain)
    }

    /// The day that hours after midnight are paid as, where it is not the shift's own.
    pub(super) fn after_midnight(&self, dates: &Dates) -> Option<Column> {
        let shift = self.day.first;
        let facts = self.case.facts_of(shift);
        let column = self.rule.midnight.iter().find_map(|m| m.on(self.case, &facts, dates, shift))?;
        let is_written = self.rule.dearer.iter().any(|(own, _)| *own == column);
        (column == Column::Plain || is_written).then_some(column)
    }

    pub(super) fn rows(
        &self,
        dates: &Dates,
        own: Column,
        after_midnight: Option<Column>,
        draft: &mut Draft,
    ) -> Result<Vec<Row>, String> {
        let (rule, case) = (self.rule, self.case);
        let mut rows = Vec::new();
        for shift in self.day.shifts.iter().copied() {
            let facts = case.facts_of(shift);
            let mut columns = BTreeMap::new();
            for column in std::iter::once(own).chain(after_midnight) {
                let list = match column {
                    Column::Plain => Some(&rule.plain),
                    dearer => rule.dearer.iter().find(|(c, _)| *c == dearer).map(|(_, tiers)| tiers),
                };
                let Some(list) = list else { continue };
                match list.on(case, &facts, dates, draft) {
                    Ok(tiers) => drop(columns.insert(column, tiers)),
                    Err(NoNumber::Unknown(why)) => return Err(why),
                    Err(NoNumber::NotInForce) => {}
                }
            }
            let rates = self.rates(shift, dates);
            let base = rule.base.as_ref().and_then(|base| base.look(case, &facts, dates).ok());
            let base = match base.as_ref().map(|base| base.value.as_str()) {
                Some("day") if !self.is_upgraded() => Base::Day,
                Some("none") => Base::None,
                _ => Base::Hours,
            };
            let night = shift.call.moment.known().and_then(|call| {
                let (night, add) = rule.night.iter().find_map(|night| night.on(case, &facts, dates, call))?;
                draft.used(&add);
                Some(night)
            });
            let beyond = self.beyond(shift, dates, &rates, draft);
            rows.push(Row { price: Price { beyond, rates, base, cell: shift.cell.clone() }, columns, night });
        }
        Ok(rows)
    }

    /// The row's rates, its adjustment in them where the rule says so.
    pub(super) fn rates(&self, shift: &Shift, dates: &Dates) -> Rates {
        let added = shift.adjustment.as_ref().filter(|_| self.is_in_base(shift));
        let Some(adjustment) = added else { return self.rule.rates.on(self.case, shift, dates) };
        let mut terms = shift.terms.clone();
        if let Some(rate) = &mut terms.rate {
            rate.value.amount = rate.value.amount.saturating_add(adjustment.value.amount);
        }
        self.rule.rates.of(&terms, self.case, shift, dates)
    }

    pub(super) fn is_in_base(&self, shift: &Shift) -> bool {
        let per_day = shift.terms.per.as_ref().is_some_and(|per| per.value == Per::Day);
        let rate = shift.terms.rate.as_ref().map(|rate| &rate.value.currency);
        let same = rate == shift.adjustment.as_ref().map(|adjustment| &adjustment.value.currency);
        per_day && same && !self.rule.flat_adjustments
    }

    /// The hour for time beyond straight time: over the money break it is the break's.
    pub(super) fn beyond(
        &self,
        shift: &Shift,
        dates: &Dates,
        rates: &Rates,
        draft: &mut Draft,
    ) -> Result<Rate, String> {
        let straight = rates.straight.clone()?;
        let per = shift.terms.per.as_ref().map(|per| per.value);
        let choice = match per {
            Some(Per::Week) => self.rule.break_week.as_ref(),
            Some(Per::Day) => self.rule.break_day.as_ref(),
            _ => None,
        };
        let facts = self.case.facts_of(shift);
        let Some(limit) = choice.and_then(|choice| choice.look(self.case, &facts, dates).ok()) else {
            return Ok(straight);
        };
        let rate = shift.terms.rate.as_ref().map(|rate| rate.value.amount).unwrap_or_default();
        if rate <= limit.value.amount || rate.is_zero() {
            return Ok(straight);
        }
        draft.used(&limit);
        let amount = straight.amount.saturating_mul(limit.value.amount) / rate;
        Ok(Rate {
            amount,
            words: format!("{} by the money break of {}", dollars(amount), dollars(limit.value.amount)),
        })
    }

    /// Another role follows directly on the same day.
    pub(super) fn is_upgraded(&self) -> bool {
        if !self.rule.prorated {
            return false;
        }
        let end = self.day.end;
        of_person(self.case, self.day.last.person).iter().any(|other| {
            let mine = || self.day.shifts.iter().any(|shift| std::ptr::eq(*shift, other));
            let gap = || end.until(When::of(&other.call)).known();
            other.date == self.day.date
                && other.employer == self.day.last.employer
                && !mine()
                && gap().is_some_and(|gap| (0..=30).contains(&gap))
        })
    }

    /// Minutes that the day pays at least. A row that the one before runs into is no new call.
    pub(super) fn guarantee(
        &self,
        dates: &Dates,
        before: Option<&Interruption>,
        throughout: bool,
        draft: &mut Draft,
    ) -> i64 {
        let shift = self.day.last;
        let is_call = before != Some(&Interruption::Throughout) && shift.day_status == "work";
        let Some(written) = self.rule.guarantee.as_ref().filter(|_| is_call && !self.is_upgraded()) else {
            return 0;
        };
        let per_week = shift.terms.per.as_ref().is_some_and(|per| per.value == Per::Week);
        let own = self.case.guarantee(shift).filter(|_| !per_week);
        let least = match (own, written.look(self.case, &self.case.facts_of(shift), dates)) {
            (Some(own), _) => own.0,
            (None, Ok(looked)) => {
                draft.used(&looked);
                looked.value.0
            }
            (None, Err(_)) => return 0,
        };
        let goes_on = self.next.filter(|_| throughout).and_then(|next| next.start.until(next.end).known());
        least - goes_on.unwrap_or(0)
    }
}
