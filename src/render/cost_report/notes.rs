//! What a reader of the cost report must know beside the figures: conventions, rates, assumptions,
//! and everything that did not go where one would expect it.

use super::convention::Conventions;
use super::exchange_note;
use super::ledger::{Ledger, Section};
use super::postings::{LeftOut, OrderState, Posting, key};
use crate::model::{Money, Purse};
use crate::render::figures;
use crate::render::view::View;
use std::collections::BTreeSet;

/// A note: a title, sentences, and perhaps a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Note {
    pub title: &'static str,
    pub text: String,
    /// Headings; those of numbers begin with `#`.
    pub columns: Vec<&'static str>,
    pub rows: Vec<Vec<String>>,
}

pub fn notes(ledger: &Ledger, view: &View) -> Vec<Note> {
    [
        Some(conventions(ledger, view)),
        currencies(ledger),
        exchange_note::exchange(ledger, view),
        not_in_budget(ledger, view),
        estimates(ledger),
        unrelieved(ledger, view),
        beyond_order(ledger),
        unknown_orders(ledger, view),
        left_out(ledger, view, LeftOut::Later),
        left_out(ledger, view, LeftOut::Void),
        tax(ledger),
        budget_problems(ledger),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn conventions(ledger: &Ledger, view: &View) -> Note {
    let c = &ledger.conventions;
    let country = &view.production.facts.country;
    let defaults: usize =
        ledger.sections.iter().flat_map(|s| &s.accounts).filter(|a| !a.estimate_given).count();
    let mut text = format!(
        "{} {} Actual to date counts expenses up to {}; the period is the week of {} to {}. Commitments are open \
         purchase orders less the expenses that name them, never less than nothing; void and closed orders commit nothing.",
        c.variance_words(),
        c.estimate_words(),
        figures::date(c.cut_off, country),
        figures::date(c.period_start(), country),
        figures::date(c.period_end, country),
    );
    if defaults > 0 {
        text.push_str(&format!(
            " {} no estimate to complete in the Budget table; there it is taken as {}, and marked c.",
            figures::count(defaults, "account has", "accounts have"),
            c.default_estimate_words(),
        ));
    }
    Note { title: "Conventions", text, ..Note::default() }
}

fn currencies(ledger: &Ledger) -> Option<Note> {
    if ledger.sections.len() < 2 {
        return None;
    }
    let others: Vec<&str> = ledger.sections.iter().skip(1).map(|s| &*s.currency).collect();
    let mut text = format!(
        "Amounts in {} are totalled apart: there is no rate that turns all of them into {}. A [[rate]] in callboard.toml would.",
        others.join(", "),
        ledger.base
    );
    for currency in &ledger.rates_incomplete {
        text.push_str(&format!(
            " {currency} has rates, but not for every amount (no budget rate): it was left apart as a whole, rather than split."
        ));
    }
    Some(Note { title: "Currencies kept apart", text, ..Note::default() })
}

fn counted<'a, 'b>(ledger: &'b Ledger<'a>) -> impl Iterator<Item = &'b Posting<'a>> {
    ledger.postings.iter().filter(|p| p.left_out.is_none())
}

fn not_in_budget(ledger: &Ledger, view: &View) -> Option<Note> {
    let unknown: BTreeSet<String> = ledger
        .sections
        .iter()
        .flat_map(|s| &s.accounts)
        .filter(|a| !a.in_budget)
        .map(|a| key(&a.account))
        .collect();
    let mut rows: Vec<Vec<String>> = counted(ledger)
        .filter(|p| unknown.contains(&key(&p.expense.account.value)))
        .map(|p| expense_row(p, view))
        .collect();
    rows.extend(
        ledger
            .orders
            .iter()
            .filter(|o| o.state == OrderState::Open && unknown.contains(&key(&o.order.account.value)))
            .map(|o| {
                vec![
                    figures::date(o.order.date, &view.production.facts.country),
                    o.order.account.value.clone(),
                    o.order.vendor.clone(),
                    format!("order {}", o.order.po),
                    figures::money(&o.open.original),
                    o.order.account.cell.to_string(),
                ]
            }),
    );
    (!unknown.is_empty()).then(|| Note {
        title: "Accounts not in the budget",
        text: format!(
            "{} charged that the Budget table does not have. The cost is in the totals, under “{}”, against no budget.",
            figures::count(unknown.len(), "account is", "accounts are"),
            super::ledger::NOT_IN_BUDGET
        ),
        columns: vec!["Date", "Account", "Vendor", "For", "#Amount", "Cell"],
        rows,
    })
}

fn expense_row(posting: &Posting, view: &View) -> Vec<String> {
    let e = posting.expense;
    vec![
        figures::date(e.date, &view.production.facts.country),
        e.account.value.clone(),
        e.vendor.clone().unwrap_or_default(),
        e.description.clone().unwrap_or_default(),
        figures::money(&e.amount.value),
        e.cell.to_string(),
    ]
}

fn estimates(ledger: &Ledger) -> Option<Note> {
    let doubtful: Vec<String> = ledger
        .sections
        .iter()
        .flat_map(|s: &Section| s.accounts.iter().map(move |a| (&s.currency, a)))
        .filter(|(_, a)| a.estimate_doubtful)
        .map(|(currency, a)| format!("{} ({currency} {})", a.account, figures::amount(a.figures.estimate)))
        .collect();
    (!doubtful.is_empty()).then(|| Note {
        title: "Estimates to look at",
        text: format!(
            "The estimate to complete is negative, or the final cost it gives is less than what is already spent and committed: {}.",
            doubtful.join(", ")
        ),
        ..Note::default()
    })
}

fn unrelieved(ledger: &Ledger, view: &View) -> Option<Note> {
    let rows: Vec<Vec<String>> = ledger
        .orders
        .iter()
        .filter(|o| o.state == OrderState::Open && o.expenses == 0)
        .map(|o| {
            let age = view.today.signed_duration_since(o.order.date).num_days();
            vec![
                o.order.po.clone(),
                figures::date(o.order.date, &view.production.facts.country),
                o.order.vendor.clone(),
                o.order.account.value.clone(),
                age.to_string(),
                figures::money(&o.open.original),
            ]
        })
        .collect();
    (!rows.is_empty()).then(|| Note {
        title: "Open orders that no expense names",
        text: "The whole amount is still a commitment. Close or void what will not be billed.".into(),
        columns: vec!["PO", "Date", "Vendor", "Account", "#Days open", "#Open"],
        rows,
    })
}

fn beyond_order(ledger: &Ledger) -> Option<Note> {
    let rows: Vec<Vec<String>> = ledger
        .orders
        .iter()
        .filter(|o| o.expenses > 0 && o.relieved.currency == o.order.amount.value.currency)
        .filter(|o| o.relieved.amount > o.order.amount.value.amount)
        .map(|o| {
            let over = o.relieved.amount.saturating_sub(o.order.amount.value.amount);
            vec![
                o.order.po.clone(),
                o.order.vendor.clone(),
                o.state.word().to_string(),
                figures::money(&o.order.amount.value),
                figures::amount(o.relieved.amount),
                figures::amount(over),
            ]
        })
        .collect();
    (!rows.is_empty()).then(|| Note {
        title: "Orders billed beyond their amount",
        text: "Nothing is left committed; what is beyond the order is in the actuals.".into(),
        columns: vec!["PO", "Vendor", "Status", "#Order", "#Billed", "#Beyond"],
        rows,
    })
}

fn unknown_orders(ledger: &Ledger, view: &View) -> Option<Note> {
    let known: BTreeSet<String> = ledger.orders.iter().map(|o| key(&o.order.po)).collect();
    let rows: Vec<Vec<String>> = counted(ledger)
        .filter_map(|p| {
            let po = p.expense.po.as_ref()?;
            (!known.contains(&key(&po.value))).then(|| {
                let mut row = expense_row(p, view);
                if let Some(first) = row.get_mut(3) {
                    *first = po.value.clone();
                }
                row
            })
        })
        .collect();
    (!rows.is_empty()).then(|| Note {
        title: "Expenses that name an order the log does not have",
        text: "They are in the actuals and relieve nothing.".into(),
        columns: vec!["Date", "Account", "Vendor", "PO", "#Amount", "Cell"],
        rows,
    })
}

fn left_out(ledger: &Ledger, view: &View, why: LeftOut) -> Option<Note> {
    let out: Vec<&Posting> = ledger.postings.iter().filter(|p| p.left_out == Some(why)).collect();
    if out.is_empty() {
        return None;
    }
    let mut purse = Purse::default();
    out.iter().for_each(|p| purse.add(&p.expense.amount.value));
    let total: Vec<Money> = purse.iter().collect();
    let (title, reason) = match why {
        LeftOut::Later => ("Expenses after the last day that counts", later_words(&ledger.conventions, view)),
        LeftOut::Void => {
            ("Expenses that do not stand", "their status says void, cancelled or rejected".to_string())
        }
    };
    Some(Note {
        title,
        text: format!(
            "{} ({}) {} not counted: {reason}.",
            figures::count(out.len(), "expense", "expenses"),
            figures::purse(&total),
            if out.len() == 1 { "is" } else { "are" }
        ),
        columns: vec!["Date", "Account", "Vendor", "For", "#Amount", "Cell"],
        rows: out.into_iter().map(|p| expense_row(p, view)).collect(),
    })
}

fn later_words(conventions: &Conventions, view: &View) -> String {
    format!("dated after {}", figures::date(conventions.cut_off, &view.production.facts.country))
}

fn tax(ledger: &Ledger) -> Option<Note> {
    let mut purse = Purse::default();
    let mut lines = 0;
    for tax in counted(ledger).filter_map(|p| p.expense.tax.as_ref()) {
        purse.add(tax);
        lines += 1;
    }
    let total: Vec<Money> = purse.iter().collect();
    (lines > 0).then(|| Note {
        title: "Tax",
        text: format!(
            "{} in the Tax column of {}. Costs are the Amount column as it is written; tax was neither added to it nor taken out.",
            figures::purse(&total),
            figures::count(lines, "expense", "expenses")
        ),
        ..Note::default()
    })
}

fn budget_problems(ledger: &Ledger) -> Option<Note> {
    let unbudgeted: Vec<&str> = ledger
        .sections
        .iter()
        .flat_map(|s| &s.accounts)
        .filter(|a| a.in_budget && a.figures.budget.is_zero() && !a.figures.actual.is_zero())
        .map(|a| a.account.as_str())
        .collect();
    (!unbudgeted.is_empty()).then(|| Note {
        title: "Costs against an account without a budget in that currency",
        text: format!("Look at the coding, or move budget: {}.", unbudgeted.join(", ")),
        ..Note::default()
    })
}
