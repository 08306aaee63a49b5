//! Money: a decimal amount with its currency, never a float.

use rust_decimal::{Decimal, RoundingStrategy};
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// An amount in one currency (an ISO 4217 code, upper case).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Money {
    pub currency: Arc<str>,
    pub amount: Decimal,
}

impl Money {
    pub fn new(amount: Decimal, currency: impl Into<Arc<str>>) -> Self {
        Money { currency: currency.into(), amount }
    }

    pub fn zero(currency: impl Into<Arc<str>>) -> Self {
        Money::new(Decimal::ZERO, currency)
    }

    /// Rounded to the cent, half to even (the accountants' convention in our reference).
    pub fn to_cent(&self) -> Self {
        Money::new(
            self.amount.round_dp_with_strategy(2, RoundingStrategy::MidpointNearestEven),
            self.currency.clone(),
        )
    }

    /// The amount with exactly two decimals, without currency: `1234.50`.
    pub fn decimal_text(&self) -> String {
        format!("{:.2}", self.to_cent().amount)
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.decimal_text(), self.currency)
    }
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let mut out = s.serialize_struct("Money", 2)?;
        out.serialize_field("amount", &self.decimal_text())?;
        out.serialize_field("currency", &self.currency)?;
        out.end()
    }
}

/// A sum kept apart by currency: amounts of different currencies are never added.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Purse(BTreeMap<Arc<str>, Decimal>);

impl Purse {
    pub fn add(&mut self, money: &Money) {
        let sum = self.0.entry(money.currency.clone()).or_default();
        *sum = sum.saturating_add(money.amount);
    }

    pub fn iter(&self) -> impl Iterator<Item = Money> + '_ {
        self.0.iter().map(|(c, a)| Money::new(*a, c.clone()))
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What is there of one currency; nought where there is none.
    pub fn of(&self, currency: &str) -> Decimal {
        self.0.get(currency).copied().unwrap_or_default()
    }
}
