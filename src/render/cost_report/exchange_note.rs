//! The note on exchange: what was converted, at which rate, and what the rates of the day cost beyond the budget's.

use super::notes::{Note, headings};
use crate::check::cost::exchange::{Rate, RateKind, at_rate};
use crate::check::cost::ledger::Ledger;
use crate::render::view::View;
use crate::render::words::Words;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Everything of one sort that was converted at one rate.
type Lines = BTreeMap<(String, &'static str, Rate), Line>;

#[derive(Default)]
struct Line {
    original: Decimal,
    converted: Decimal,
    /// Cost less the same at the budget rate; `None` where nothing says.
    difference: Option<Decimal>,
}

impl Line {
    fn add(&mut self, original: Decimal, converted: Decimal) -> &mut Line {
        self.original = self.original.saturating_add(original);
        self.converted = self.converted.saturating_add(converted);
        self
    }
}

/// `None` where nothing was converted.
pub fn exchange(ledger: &Ledger, view: &View) -> Option<Note> {
    let mut lines = Lines::new();
    budget(ledger, view, &mut lines);
    expenses(ledger, &mut lines);
    orders(ledger, &mut lines);
    if lines.is_empty() {
        return None;
    }
    let words = view.words;
    let rows = lines
        .into_iter()
        .map(|((currency, what, rate), line)| {
            vec![
                currency,
                words.get(what).to_owned(),
                rate_words(&rate, words),
                words.number(rate.value, rate.value.scale()),
                words.amount(line.original),
                words.amount(line.converted),
                line.difference.map(|sum| words.amount(sum)).unwrap_or_default(),
            ]
        })
        .collect();
    Some(Note {
        title: words.get("cost.exchange").to_owned(),
        text: words.say("cost.exchange_text", &[("base", &ledger.base)]),
        columns: headings(
            words,
            &["currency", "what", "rate", "#value", "#original", "#converted", "#against_budget_rate"],
        ),
        rows,
    })
}

/// `budget rate of Oct 1, 2026`
pub fn rate_words(rate: &Rate, words: &Words) -> String {
    let key = match rate.kind {
        RateKind::Budget => "cost.budget_rate",
        RateKind::Transaction => "cost.transaction_rate",
    };
    words.say(key, &[("date", &words.date_plain(rate.date))])
}

fn budget(ledger: &Ledger, view: &View, lines: &mut Lines) {
    for money in view.production.budget.iter().map(|line| &line.budget.value) {
        if let Some(rate) = ledger.budget_rates.get(&money.currency) {
            let converted = at_rate(money, Some(rate), &ledger.base).money.amount;
            lines
                .entry((money.currency.to_string(), "cost.budget_lines", rate.clone()))
                .or_default()
                .add(money.amount, converted);
        }
    }
}

fn expenses(ledger: &Ledger, lines: &mut Lines) {
    for posting in ledger.postings.iter().filter(|p| p.left_out.is_none()) {
        let Some(rate) = &posting.converted.rate else { continue };
        let original = &posting.converted.original;
        let converted = posting.converted.money.amount;
        let line = lines
            .entry((original.currency.to_string(), "cost.expenses_word", rate.clone()))
            .or_default()
            .add(original.amount, converted);
        if let Some(at_budget) = posting.at_budget_rate {
            let difference = converted.saturating_sub(at_budget);
            line.difference = Some(line.difference.unwrap_or_default().saturating_add(difference));
        }
    }
}

fn orders(ledger: &Ledger, lines: &mut Lines) {
    for order in ledger.orders.iter().filter(|o| !o.open.money.amount.is_zero()) {
        let Some(rate) = &order.open.rate else { continue };
        let currency = order.order.amount.value.currency.to_string();
        lines
            .entry((currency, "cost.open_orders", rate.clone()))
            .or_default()
            .add(order.open.original.amount, order.open.money.amount);
    }
}
