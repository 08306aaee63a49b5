//! Which rate turns an amount into the production's currency, and when none does.
//!
//! A budget amount takes the budget rate; a cost takes the newest transaction rate on or before its date,
//! else the budget rate. A currency that would be converted only in part stays apart as a whole.

use crate::model::Money;
use crate::settings::{ExchangeRate, date_of};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::sync::Arc;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RateKind {
    Budget,
    Transaction,
}

impl RateKind {
    pub fn word(self) -> &'static str {
        match self {
            RateKind::Budget => "budget rate",
            RateKind::Transaction => "transaction rate",
        }
    }
}

/// A rate as it was used.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rate {
    pub kind: RateKind,
    pub date: NaiveDate,
    pub value: Decimal,
}

/// An amount in the currency it is totalled in.
#[derive(Clone, Debug, PartialEq)]
pub struct Converted {
    pub original: Money,
    pub money: Money,
    /// `None` where it was not converted.
    pub rate: Option<Rate>,
}

/// The rates into one currency.
#[derive(Clone, Debug)]
pub struct Exchange {
    base: Arc<str>,
    /// By currency, each list in order of date.
    rates: BTreeMap<Arc<str>, Vec<Rate>>,
}

impl Exchange {
    pub fn new(rates: &[ExchangeRate], base: &str) -> Exchange {
        let mut by_currency: BTreeMap<Arc<str>, Vec<Rate>> = BTreeMap::new();
        for rate in rates.iter().filter(|r| r.to.eq_ignore_ascii_case(base)) {
            let kind = if rate.kind == "budget" { RateKind::Budget } else { RateKind::Transaction };
            if let (Some(date), Some(value)) = (date_of(&rate.date), rate.decimal()) {
                let currency = Arc::from(rate.from.to_uppercase());
                by_currency.entry(currency).or_default().push(Rate { kind, date, value });
            }
        }
        for list in by_currency.values_mut() {
            list.sort_by_key(|rate| (rate.date, rate.kind));
        }
        Exchange { base: Arc::from(base), rates: by_currency }
    }

    pub fn base(&self) -> &Arc<str> {
        &self.base
    }

    /// The newest budget rate: a budget is held at one rate.
    pub fn budget_rate(&self, currency: &str) -> Option<&Rate> {
        self.of(currency).iter().rev().find(|rate| rate.kind == RateKind::Budget)
    }

    /// The newest transaction rate on or before `date`, else the budget rate.
    pub fn rate_on(&self, currency: &str, date: NaiveDate) -> Option<&Rate> {
        self.of(currency)
            .iter()
            .rev()
            .find(|rate| rate.kind == RateKind::Transaction && rate.date <= date)
            .or_else(|| self.budget_rate(currency))
    }

    /// Whether every amount of a currency has a rate: budget amounts, and costs of `dates`.
    pub fn converts(&self, currency: &str, budgeted: bool, dates: &[NaiveDate]) -> bool {
        self.budget_rate(currency).is_some()
            || (!budgeted && dates.iter().all(|date| self.rate_on(currency, *date).is_some()))
    }

    /// Has this currency rates at all?
    pub fn knows(&self, currency: &str) -> bool {
        !self.of(currency).is_empty()
    }

    fn of(&self, currency: &str) -> &[Rate] {
        self.rates.get(currency).map_or(&[], Vec::as_slice)
    }
}

/// `original` at `rate`, rounded to the cent half to even; unchanged without a rate.
pub fn at_rate(original: &Money, rate: Option<&Rate>, base: &Arc<str>) -> Converted {
    let money = match rate {
        Some(rate) => Money::new(original.amount.saturating_mul(rate.value), base.clone()).to_cent(),
        None => original.clone(),
    };
    Converted { original: original.clone(), money, rate: rate.cloned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rate(kind: &str, date: &str, value: &str) -> ExchangeRate {
        ExchangeRate {
            from: "EUR".into(),
            to: "USD".into(),
            date: date.parse().unwrap(),
            value: value.into(),
            kind: kind.into(),
        }
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn case_32_a_cost_takes_the_transaction_rate_and_a_budget_the_budget_rate() {
        // 4,200.00 × 1.3512 = 5,675.04; 4,200.00 × 1.2900 = 5,418.00; 5,675.04 − 5,418.00 = 257.04
        let exchange = Exchange::new(
            &[rate("transaction", "2026-02-01", "1.3512"), rate("budget", "2026-01-01", "1.2900")],
            "USD",
        );
        let money = Money::new(Decimal::from(4200), "EUR");
        let cost = at_rate(&money, exchange.rate_on("EUR", day("2026-03-02")), exchange.base());
        let budget = at_rate(&money, exchange.budget_rate("EUR"), exchange.base());
        assert_eq!(cost.money.to_string(), "5675.04 USD");
        assert_eq!(budget.money.to_string(), "5418.00 USD");
        assert_eq!((cost.money.amount - budget.money.amount).to_string(), "257.04");
    }

    #[test]
    fn before_the_first_transaction_rate_the_budget_rate_holds() {
        let exchange = Exchange::new(
            &[rate("transaction", "2026-02-01", "1.35"), rate("budget", "2026-01-01", "1.29")],
            "USD",
        );
        assert_eq!(exchange.rate_on("EUR", day("2026-01-31")).unwrap().kind, RateKind::Budget);
        assert_eq!(exchange.rate_on("EUR", day("2026-02-01")).unwrap().kind, RateKind::Transaction);
    }

    #[test]
    fn a_currency_without_a_budget_rate_converts_only_where_every_cost_has_a_rate() {
        let exchange = Exchange::new(&[rate("transaction", "2026-02-01", "1.35")], "USD");
        assert!(exchange.converts("EUR", false, &[day("2026-02-02")]));
        assert!(!exchange.converts("EUR", false, &[day("2026-01-02"), day("2026-02-02")]));
        assert!(!exchange.converts("EUR", true, &[day("2026-02-02")]));
    }
}
