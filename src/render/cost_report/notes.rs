//! What a reader of the cost report must know beside the figures: conventions, rates, assumptions,
//! and everything that did not go where one would expect it.

use super::convention::{Conventions, Estimate, Variance};
use super::exchange_note;
use super::ledger::{Ledger, Section};
use super::postings::{LeftOut, OrderState, Posting, key};
use crate::model::{Money, Purse};
use crate::render::view::View;
use crate::render::words::Words;
use std::collections::BTreeSet;

/// A note: a title, sentences, and perhaps a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Note {
    pub title: String,
    pub text: String,
    /// Headings; those of numbers begin with `#`.
    pub columns: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

/// The language's headings of a note's table.
pub fn headings(words: &Words, keys: &[&str]) -> Vec<String> {
    keys.iter()
        .map(|key| match key.strip_prefix('#') {
            Some(key) => format!("#{}", words.get(&format!("columns.{key}"))),
            None => words.get(&format!("columns.{key}")).to_owned(),
        })
        .collect()
}

/// The heading's own words for the sign of a variance.
pub fn variance_words<'w>(c: &Conventions, words: &'w Words) -> &'w str {
    words.get(match c.variance {
        Variance::BudgetMinusEfc => "cost.budget_minus_efc",
        Variance::EfcMinusBudget => "cost.efc_minus_budget",
    })
}

/// What an estimate to complete covers.
pub fn estimate_words<'w>(c: &Conventions, words: &'w Words) -> &'w str {
    words.get(match c.estimate {
        Estimate::Uncommitted => "cost.uncommitted",
        Estimate::IncludesCommitments => "cost.includes_commitments",
    })
}

pub fn notes(ledger: &Ledger, view: &View) -> Vec<Note> {
    let words = view.words;
    [
        Some(conventions(ledger, view)),
        currencies(ledger, words),
        exchange_note::exchange(ledger, view),
        not_in_budget(ledger, view),
        estimates(ledger, words),
        unrelieved(ledger, view),
        beyond_order(ledger, words),
        unknown_orders(ledger, view),
        left_out(ledger, view, LeftOut::Later),
        left_out(ledger, view, LeftOut::Void),
        tax(ledger, words),
        budget_problems(ledger, words),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn conventions(ledger: &Ledger, view: &View) -> Note {
    let c = &ledger.conventions;
    let words = view.words;
    let defaults: usize =
        ledger.sections.iter().flat_map(|s| &s.accounts).filter(|a| !a.estimate_given).count();
    let [to_date, start, end] =
        [c.cut_off, c.period_start(), c.period_end].map(|date| words.date_medium(date));
    let dates = [("to_date", to_date.as_str()), ("start", &start), ("end", &end)];
    let mut text = format!(
        "{} {} {}",
        variance_words(c, words),
        estimate_words(c, words),
        words.say("cost.conventions_text", &dates)
    );
    if defaults > 0 {
        let taken = words.get(match c.estimate {
            Estimate::Uncommitted => "cost.taken_uncommitted",
            Estimate::IncludesCommitments => "cost.taken_includes",
        });
        let key = if defaults == 1 { "cost.by_convention_one" } else { "cost.by_convention_many" };
        text.push(' ');
        text.push_str(&words.say(key, &[("n", &words.whole(defaults as u64)), ("taken", taken)]));
    }
    Note { title: words.get("cost.conventions").to_owned(), text, ..Note::default() }
}

fn currencies(ledger: &Ledger, words: &Words) -> Option<Note> {
    if ledger.sections.len() < 2 {
        return None;
    }
    let others: Vec<&str> = ledger.sections.iter().skip(1).map(|s| &*s.currency).collect();
    let with = [("others", others.join(", ")), ("base", ledger.base.to_string())];
    let mut text = words.say("cost.apart_text", &with.each_ref().map(|(key, text)| (*key, text.as_str())));
    for currency in &ledger.rates_incomplete {
        text.push(' ');
        text.push_str(&words.say("cost.rates_incomplete", &[("currency", currency)]));
    }
    Some(Note { title: words.get("cost.apart").to_owned(), text, ..Note::default() })
}

fn counted<'a, 'b>(ledger: &'b Ledger<'a>) -> impl Iterator<Item = &'b Posting<'a>> {
    ledger.postings.iter().filter(|p| p.left_out.is_none())
}

fn not_in_budget(ledger: &Ledger, view: &View) -> Option<Note> {
    let words = view.words;
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
                    view.words.date_medium(o.order.date),
                    o.order.account.value.clone(),
                    o.order.vendor.clone(),
                    words.say("cost.order", &[("po", &o.order.po)]),
                    view.words.money(&o.open.original),
                    o.order.account.cell.to_string(),
                ]
            }),
    );
    (!unknown.is_empty()).then(|| Note {
        title: words.get("cost.unknown_accounts").to_owned(),
        text: words.count("cost.unknown_accounts", unknown.len()),
        columns: headings(words, &["date", "account", "vendor", "spent_on", "#amount", "cell"]),
        rows,
    })
}

fn expense_row(posting: &Posting, view: &View) -> Vec<String> {
    let e = posting.expense;
    vec![
        view.words.date_medium(e.date),
        e.account.value.clone(),
        e.vendor.clone().unwrap_or_default(),
        e.description.clone().unwrap_or_default(),
        view.words.money(&e.amount.value),
        e.cell.to_string(),
    ]
}

fn estimates(ledger: &Ledger, words: &Words) -> Option<Note> {
    let doubtful: Vec<String> = ledger
        .sections
        .iter()
        .flat_map(|s: &Section| s.accounts.iter().map(move |a| (&s.currency, a)))
        .filter(|(_, a)| a.estimate_doubtful)
        .map(|(currency, a)| format!("{} ({currency} {})", a.account, words.amount(a.figures.estimate)))
        .collect();
    (!doubtful.is_empty()).then(|| Note {
        title: words.get("cost.doubtful").to_owned(),
        text: words.say("cost.doubtful_text", &[("accounts", &doubtful.join(", "))]),
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
                view.words.date_medium(o.order.date),
                o.order.vendor.clone(),
                o.order.account.value.clone(),
                age.to_string(),
                view.words.money(&o.open.original),
            ]
        })
        .collect();
    (!rows.is_empty()).then(|| Note {
        title: view.words.get("cost.unrelieved").to_owned(),
        text: view.words.get("cost.unrelieved_text").to_owned(),
        columns: headings(view.words, &["po", "date", "vendor", "account", "#days_open", "#open"]),
        rows,
    })
}

fn beyond_order(ledger: &Ledger, words: &Words) -> Option<Note> {
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
                order_state(o.state, words).to_owned(),
                words.money(&o.order.amount.value),
                words.amount(o.relieved.amount),
                words.amount(over),
            ]
        })
        .collect();
    (!rows.is_empty()).then(|| Note {
        title: words.get("cost.beyond").to_owned(),
        text: words.get("cost.beyond_text").to_owned(),
        columns: headings(words, &["po", "vendor", "status", "#order", "#billed", "#beyond"]),
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
        title: view.words.get("cost.unknown_orders").to_owned(),
        text: view.words.get("cost.unknown_orders_text").to_owned(),
        columns: headings(view.words, &["date", "account", "vendor", "po", "#amount", "cell"]),
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
    let words = view.words;
    let (title, reason) = match why {
        LeftOut::Later => {
            let last = words.date_medium(ledger.conventions.cut_off);
            ("cost.later", words.say("cost.later_reason", &[("date", &last)]))
        }
        LeftOut::Void => ("cost.void", words.get("cost.void_reason").to_owned()),
    };
    let key = if out.len() == 1 { "cost.not_counted_one" } else { "cost.not_counted_many" };
    let with = [("n", words.whole(out.len() as u64)), ("sum", words.purse(&total)), ("reason", reason)];
    Some(Note {
        title: words.get(title).to_owned(),
        text: words.say(key, &with.each_ref().map(|(key, text)| (*key, text.as_str()))),
        columns: headings(words, &["date", "account", "vendor", "spent_on", "#amount", "cell"]),
        rows: out.into_iter().map(|p| expense_row(p, view)).collect(),
    })
}

/// How an order stands, in the language.
pub fn order_state(state: OrderState, words: &Words) -> &str {
    words.get(match state {
        OrderState::Open => "cost.order_open",
        OrderState::Closed => "cost.order_closed",
        OrderState::Void => "cost.order_void",
        OrderState::Later => "cost.order_later",
    })
}

fn tax(ledger: &Ledger, words: &Words) -> Option<Note> {
    let mut purse = Purse::default();
    let mut lines = 0;
    for tax in counted(ledger).filter_map(|p| p.expense.tax.as_ref()) {
        purse.add(tax);
        lines += 1;
    }
    let total: Vec<Money> = purse.iter().collect();
    (lines > 0).then(|| Note {
        title: words.get("cost.tax").to_owned(),
        text: {
            let (sum, of) = (words.purse(&total), words.count("cost.expenses", lines));
            words.say("cost.tax_text", &[("sum", &sum), ("expenses", &of)])
        },
        ..Note::default()
    })
}

fn budget_problems(ledger: &Ledger, words: &Words) -> Option<Note> {
    let unbudgeted: Vec<&str> = ledger
        .sections
        .iter()
        .flat_map(|s| &s.accounts)
        .filter(|a| a.in_budget && a.figures.budget.is_zero() && !a.figures.actual.is_zero())
        .map(|a| a.account.as_str())
        .collect();
    (!unbudgeted.is_empty()).then(|| Note {
        title: words.get("cost.unbudgeted").to_owned(),
        text: words.say("cost.unbudgeted_text", &[("accounts", &unbudgeted.join(", "))]),
        ..Note::default()
    })
}
