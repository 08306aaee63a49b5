//! What a late meal costs, whichever way the agreement pays for it.

use super::Prices;
use super::day::Day;
use super::intervals::{Cover, Exceeded, Interval};
use super::limits::LimitsOn;
use crate::check::case::{Case, Draft};
use crate::check::kinds::worktime::prices::PenaltyOn;
use crate::check::kinds::worktime::tiers;
use crate::check::parameter::Dates;
use crate::check::pay;
use crate::check::penalty::{Ladder, Price, dollars};
use crate::check::time_words::length;
use crate::model::Shift;
use chrono::NaiveDate;
use rust_decimal::Decimal;

/// What stands in a person's week before a delay is priced.
#[derive(Clone, Debug)]
pub struct Standing {
    /// Penalties of the workweek, first and later meals together: at the least, and at the most (`None`: a missing time sets no bound).
    pub penalties: u32,
    pub most: Option<u32>,
    /// The day for which a premium that is paid once a day has been paid, and the one for which it may have been.
    pub paid_on: Option<NaiveDate>,
    pub may_be_paid_on: Option<NaiveDate>,
}

impl Default for Standing {
    fn default() -> Self {
        Standing { penalties: 0, most: Some(0), paid_on: None, may_be_paid_on: None }
    }
}

/// One delay with all that its price depends on.
pub struct Delay<'d, 'a> {
    pub prices: &'d Prices,
    pub case: &'d Case<'a>,
    pub day: &'d Day<'a>,
    /// The row in which the delay arose.
    pub row: &'d Shift,
    pub dates: &'d Dates,
    pub interval: &'d Interval,
    pub penalty: &'d PenaltyOn,
    pub exceeded: Exceeded,
}

impl Delay<'_, '_> {
    /// The price of so many minutes late; `None` where the rule has no price.
    pub fn price(&self, late: i64, standing: &Standing, draft: &mut Draft) -> Option<Price> {
        self.counted(late, self.exceeded, standing, draft)
    }

    /// What earlier delays of which a time is missing leave open is a range.
    fn counted(
        &self,
        late: i64,
        exceeded: Exceeded,
        standing: &Standing,
        draft: &mut Draft,
    ) -> Option<Price> {
        let penal = self.interval.penal(late, exceeded);
        let rates = self.prices.rates.on(self.case, self.row, self.dates);
        let today = Some(self.day.work.date);
        match self.penalty {
            PenaltyOn::Ladder(ladder) => {
                let least = self.steps(ladder, penal, exceeded, standing.penalties, draft);
                if standing.most == Some(standing.penalties) {
                    return Some(least);
                }
                let most = standing.most.unwrap_or(u32::MAX);
                Some(range(least, self.steps(ladder, penal, exceeded, most, draft)))
            }
            PenaltyOn::OnceADay(premium) if penal > 0 => {
                let price = premium.price(standing.paid_on == today, &rates);
                match standing.may_be_paid_on == today && standing.paid_on != today {
                    true => Some(range(premium.price(true, &rates), price)),
                    false => Some(price),
                }
            }
            other => other.of_minutes(penal, &rates),
        }
    }

    /// Penalties of a delay, where it is paid by the step.
    pub fn units(&self, late: i64) -> Option<u32> {
        match self.penalty {
            PenaltyOn::Ladder(ladder) => Some(ladder.units(self.interval.penal(late, self.exceeded))),
            _ => None,
        }
    }

    /// Counts a delay that is certain into what stands.
    pub fn count(&self, late: i64, standing: &mut Standing) {
        self.count_open(late, Some(late), standing);
    }

    /// Counts one that is late by so much at the least, and at the most.
    pub fn count_open(&self, least: i64, most: Option<i64>, standing: &mut Standing) {
        let units = |late: i64| self.units(late).unwrap_or(0);
        standing.penalties = standing.penalties.saturating_add(units(least));
        let most_units = if self.units(least).is_some() { most.map(units) } else { Some(0) };
        standing.most = standing.most.zip(most_units).map(|(all, more)| all.saturating_add(more));
        if matches!(self.penalty, PenaltyOn::OnceADay(_)) {
            let is_paid = |late: i64| self.interval.penal(late, self.exceeded) > 0;
            let date = self.day.work.date;
            if is_paid(least) {
                standing.paid_on = Some(date);
            }
            if most.is_none_or(is_paid) {
                standing.may_be_paid_on = Some(date);
            }
        }
    }

    fn steps(
        &self,
        ladder: &Ladder,
        penal: i64,
        exceeded: Exceeded,
        already: u32,
        draft: &mut Draft,
    ) -> Price {
        let facts = self.case.facts_of(self.row);
        let rates = self.prices.rates.on(self.case, self.row, self.dates);
        let tiers = self.prices.tiers.on(self.case, &facts, self.dates, &mut Draft::default());
        let stretch = tiers::stretch(self.day.shift, self.day.end, 1);
        let begins = self.interval.due.known().zip(self.day.work.start.known()).map(|(due, call)| {
            let skipped = if exceeded == Exceeded::ExcessOnly { self.interval.cover.minutes() } else { 0 };
            (due - call).num_minutes() + skipped
        });
        let prevailing = |k: u32| -> Result<Decimal, String> {
            let straight = rates.straight.as_ref().map_err(Clone::clone)?;
            let (Some(stretch), Some(begins), Ok(tiers)) = (&stretch, begins, &tiers) else {
                return Err("the rate that prevailed cannot be told, for times are missing".into());
            };
            match pay::prevailing(stretch, begins + i64::from(k) * ladder.every, tiers) {
                Some(tier) if tier.open => Err("which overtime prevailed cannot be told".into()),
                Some(tier) => Ok(straight.amount.saturating_mul(tier.multiple)),
                None => Ok(straight.amount),
            }
        };
        let price = ladder.price(penal, already, prevailing);
        // The weekly count matters to the price: the finding names how many stood before.
        if already > 0
            && ladder.weekly.as_ref().is_some_and(|w| already.saturating_add(ladder.units(penal)) > w.over)
        {
            draft.set("times", format!("{already} penalties stood in the week"));
        }
        price
    }

    /// What a delay beyond grace would cost counted the other way, where that differs; the finding then rests on
    /// which way it is counted.
    pub fn other_reading(
        &self,
        on: &LimitsOn,
        late: i64,
        price: &Price,
        standing: &Standing,
        draft: &mut Draft,
    ) -> String {
        if matches!(self.interval.cover, Cover::Nothing | Cover::Walking(_)) {
            return String::new();
        }
        let (other, words) = match self.exceeded {
            Exceeded::ExcessOnly => (Exceeded::RelateBack, "counted back to the due time it would be"),
            Exceeded::RelateBack => (Exceeded::ExcessOnly, "the excess alone would be"),
        };
        match self.counted(late, other, standing, draft) {
            Some(there) if there.min != price.min => {
                on.exceeded.iter().for_each(|e| draft.used(e));
                format!("; {words} {}", dollars(there.min))
            }
            _ => String::new(),
        }
    }

    /// `grace of 0:12 exceeded; 0:24 counted; 1 × 0:30 or fraction: 7.50`
    pub fn words(&self, late: i64, price: &Price) -> String {
        let covered = match self.interval.cover {
            Cover::Nothing => String::new(),
            Cover::Grace(minutes) => format!("grace of {} exceeded; ", length(minutes)),
            Cover::Extension { minutes, grace_too } => {
                let barred = if grace_too { ", grace barred beside it" } else { "" };
                format!("extension of {} exceeded{barred}; ", length(minutes))
            }
            Cover::Walking(minutes) => {
                format!("walking meal, but work went on for more than {}; ", length(minutes))
            }
        };
        let penal = self.interval.penal(late, self.exceeded);
        let counted = if penal == late { String::new() } else { format!("{} counted; ", length(penal)) };
        let words = if price.words.is_empty() { "no price".into() } else { price.words.clone() };
        match self.penalty {
            PenaltyOn::Ladder(ladder) => format!(
                "{covered}{counted}{} × {} or fraction: {words}",
                ladder.units(penal),
                length(ladder.every)
            ),
            _ => format!("{covered}{counted}{words}"),
        }
    }
}

/// From the lower of two prices to the higher.
fn range(one: Price, other: Price) -> Price {
    if (one.min, one.max) == (other.min, other.max) {
        return one;
    }
    let (min, max) = (one.min.min(other.min), one.max.zip(other.max).map(|(a, b)| a.max(b)));
    let why = "a time of an earlier meal is missing, and the price turns on it".to_owned();
    Price { min, max, words: format!("{}, or {}", one.words, other.words), missing: Some(why), ..one }
}
