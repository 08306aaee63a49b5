//! What was spent and what is still committed: each expense and each order in the currency it is totalled in.

use super::convention::Conventions;
use super::exchange::{Converted, Exchange, at_rate};
use crate::model::{Expense, Money, Production, PurchaseOrder};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Why an expense is not in “actual to date”.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeftOut {
    /// Dated after the last day that counts.
    Later,
    /// Its status says that it does not stand (void, cancelled, rejected).
    Void,
}

/// An expense as it counts.
#[derive(Clone, Debug)]
pub struct Posting<'a> {
    pub expense: &'a Expense,
    pub converted: Converted,
    /// The same at the budget rate, where the currency has one and was converted.
    pub at_budget_rate: Option<Decimal>,
    pub in_period: bool,
    pub left_out: Option<LeftOut>,
}

/// A purchase order and what expenses have relieved of it.
#[derive(Clone, Debug)]
pub struct Order<'a> {
    pub order: &'a PurchaseOrder,
    pub state: OrderState,
    /// How many expenses name it.
    pub expenses: usize,
    /// In the order's currency, else in the production's.
    pub relieved: Money,
    /// What is still committed, in the order's currency (zero unless open) and as totalled.
    pub open: Converted,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrderState {
    Open,
    Closed,
    Void,
    /// Dated after the last day that counts.
    Later,
}

impl OrderState {
    pub fn word(self) -> &'static str {
        match self {
            OrderState::Open => "open",
            OrderState::Closed => "closed",
            OrderState::Void => "void",
            OrderState::Later => "later",
        }
    }
}

/// Names of accounts and orders match whatever their case.
pub fn key(text: &str) -> String {
    text.trim().to_lowercase()
}

/// The currencies that are converted into the production's: those with a rate for every amount.
pub fn converting(production: &Production, exchange: &Exchange) -> BTreeSet<Arc<str>> {
    let mut dates: BTreeMap<Arc<str>, Vec<chrono::NaiveDate>> = BTreeMap::new();
    let mut budgeted: BTreeSet<Arc<str>> = BTreeSet::new();
    for line in &production.budget {
        budgeted.insert(line.budget.value.currency.clone());
        dates.entry(line.budget.value.currency.clone()).or_default();
    }
    for expense in &production.expenses {
        dates.entry(expense.amount.value.currency.clone()).or_default().push(expense.date);
    }
    for order in &production.purchase_orders {
        dates.entry(order.amount.value.currency.clone()).or_default().push(order.date);
    }
    dates
        .into_iter()
        .filter(|(currency, dates)| {
            currency != exchange.base() && exchange.converts(currency, budgeted.contains(currency), dates)
        })
        .map(|(currency, _)| currency)
        .collect()
}

pub fn postings<'a>(
    production: &'a Production,
    exchange: &Exchange,
    converting: &BTreeSet<Arc<str>>,
    conventions: &Conventions,
) -> Vec<Posting<'a>> {
    production
        .expenses
        .iter()
        .map(|expense| {
            let original = &expense.amount.value;
            let converts = converting.contains(&original.currency);
            let rate = converts.then(|| exchange.rate_on(&original.currency, expense.date)).flatten();
            let budget_rate = converts.then(|| exchange.budget_rate(&original.currency)).flatten();
            Posting {
                expense,
                converted: at_rate(original, rate, exchange.base()),
                at_budget_rate: budget_rate
                    .map(|rate| at_rate(original, Some(rate), exchange.base()).money.amount),
                in_period: conventions.in_period(expense.date),
                left_out: left_out(expense, conventions),
            }
        })
        .collect()
}

fn left_out(expense: &Expense, conventions: &Conventions) -> Option<LeftOut> {
    let status = expense.status.as_deref().map(key).unwrap_or_default();
    if ["void", "voided", "cancelled", "canceled", "rejected", "declined"].contains(&status.as_str()) {
        Some(LeftOut::Void)
    } else if expense.date > conventions.cut_off {
        Some(LeftOut::Later)
    } else {
        None
    }
}

pub fn orders<'a>(
    production: &'a Production,
    postings: &[Posting<'_>],
    exchange: &Exchange,
    converting: &BTreeSet<Arc<str>>,
    conventions: &Conventions,
) -> Vec<Order<'a>> {
    let mut against: BTreeMap<String, Vec<&Posting>> = BTreeMap::new();
    for posting in postings.iter().filter(|p| p.left_out.is_none()) {
        if let Some(po) = &posting.expense.po {
            against.entry(key(&po.value)).or_default().push(posting);
        }
    }
    production
        .purchase_orders
        .iter()
        .map(|order| {
            let named = against.get(&key(&order.po)).map_or(&[][..], Vec::as_slice);
            let state = state(order, conventions);
            let rate = converting
                .contains(&order.amount.value.currency)
                .then(|| exchange.rate_on(&order.amount.value.currency, order.date))
                .flatten();
            let (relieved, open) =
                relief(&order.amount.value, named, |money| at_rate(money, rate, exchange.base()));
            let open = if state == OrderState::Open {
                open
            } else {
                at_rate(&Money::zero(order.amount.value.currency.clone()), rate, exchange.base())
            };
            Order { order, state, expenses: named.len(), relieved, open }
        })
        .collect()
}

fn state(order: &PurchaseOrder, conventions: &Conventions) -> OrderState {
    match key(&order.status).as_str() {
        "void" | "voided" | "cancelled" | "canceled" => OrderState::Void,
        "closed" | "relieved" | "paid" | "complete" | "completed" => OrderState::Closed,
        _ if order.date > conventions.cut_off => OrderState::Later,
        _ => OrderState::Open,
    }
}

/// What `named` relieve of an order, and what stays open: never less than nothing. Expenses in the order's own
/// currency relieve it there; in another, they do so in the currency both are totalled in.
fn relief(amount: &Money, named: &[&Posting], convert: impl Fn(&Money) -> Converted) -> (Money, Converted) {
    let left = |spent: Decimal, whole: &Money| {
        Money::new(whole.amount.saturating_sub(spent).max(Decimal::ZERO), whole.currency.clone())
    };
    let whole = convert(amount);
    if named.iter().all(|posting| posting.converted.original.currency == amount.currency) {
        let spent = sum(named.iter().map(|p| p.converted.original.amount));
        return (Money::new(spent, amount.currency.clone()), convert(&left(spent, amount)));
    }
    let same = named.iter().filter(|p| p.converted.money.currency == whole.money.currency);
    let spent = sum(same.map(|p| p.converted.money.amount));
    let open = left(spent, &whole.money);
    (
        Money::new(spent, whole.money.currency.clone()),
        Converted { original: open.clone(), money: open, rate: whole.rate },
    )
}

/// A sum that stops at the largest number instead of failing.
pub fn sum(amounts: impl Iterator<Item = Decimal>) -> Decimal {
    amounts.fold(Decimal::ZERO, Decimal::saturating_add)
}
