//! The cost report: budget, actual, committed, estimated, by account and category.
//!
//! `check::cost` is the arithmetic (`ledger` with `convention`, `exchange`, `postings`), `notes` what must be known beside
//! the figures, `premiums` what the findings cost, `book` the workbook; this file shapes the PDF's data.

mod book;
mod exchange_note;
mod lists;
mod notes;
mod petty_cash;
mod premiums;
#[cfg(test)]
mod tests;

use super::figures;
use super::job::{About, Body, Job};
use super::stamp;
use super::view::View;
use super::words::Words;
use crate::check::cost::{convention, exposure, ledger, postings};
use crate::model::{DocumentKind, Money};
use ledger::{Figures, Ledger, Section};
use notes::Note;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// How many rows of a note's table are printed; the workbook has them all.
const MOST_NOTE_ROWS: usize = 40;

/// The report as PDF and workbook; none where the production has no budget, expenses or orders.
pub fn jobs(view: &View) -> Vec<Job> {
    let ledger = Ledger::new(view.production, view.settings, view.today);
    if ledger.is_empty() {
        return Vec::new();
    }
    let notes = notes::notes(&ledger, view);
    let job = |path: &str, body: Body| Job {
        kind: DocumentKind::CostReport,
        path: path.to_string(),
        title: view.words.get("kinds.cost-report").to_owned(),
        body,
        inputs: inputs(view),
        about: About { date: Some(ledger.conventions.period_end), ..About::default() },
    };
    vec![
        job(
            "money/cost-report.pdf",
            Body::Pdf { template: "cost-report", data: figures::breakable(data(&ledger, &notes, view)) },
        ),
        job("money/cost-report.xlsx", book::book(&ledger, &notes, view)),
    ]
}

/// The money tables, the production's facts, and what the premiums were found in.
fn inputs(view: &View) -> BTreeSet<String> {
    let mut inputs =
        stamp::inputs_with(view, &["production", "schedule", "budget", "expenses", "purchase-orders"]);
    inputs.extend(exposure::inputs(view.report));
    inputs
}

fn data(ledger: &Ledger, notes: &[Note], view: &View) -> Value {
    let words = view.words;
    let c = &ledger.conventions;
    let undetermined = view.report.summary.undetermined;
    json!({
        "stamp": stamp::stamp_in(view, words, words.get("kinds.cost-report"), &inputs(view)),
        "week_ending": words.date_medium(c.period_end),
        "to_date": words.date_medium(c.cut_off),
        "variance_words": notes::variance_words(c, words),
        "estimate_words": notes::estimate_words(c, words),
        "sections": ledger.sections.iter().filter(|s| !s.accounts.is_empty()).map(|s| section(ledger, s, words)).collect::<Vec<_>>(),
        "exposure": premiums::data(ledger, view),
        "exposure_total": words.purse(&exposure::total(view.report)),
        "undetermined": (undetermined > 0).then(|| words.count("cost.undetermined", undetermined)),
        "notes": notes.iter().map(|n| note(n, words)).collect::<Vec<_>>(),
    })
}

fn section(ledger: &Ledger, section: &Section, words: &Words) -> Value {
    let categories: Vec<Value> = section
        .categories
        .iter()
        .map(|(name, figures)| {
            let accounts: Vec<Value> = section
                .accounts
                .iter()
                .filter(|a| a.category == *name)
                .map(|a| {
                    let mut row = row(ledger, &a.figures, words);
                    row["account"] = json!(a.account);
                    row["name"] = json!(a.description);
                    row["by_convention"] = json!(!a.estimate_given);
                    row
                })
                .collect();
            let mut row = row(ledger, figures, words);
            row["name"] = json!(category(name, words));
            row["accounts"] = json!(accounts);
            row
        })
        .collect();
    let budget = Money { amount: section.total.budget, currency: section.currency.clone() };
    json!({ "currency": &*section.currency, "budget": words.money(&budget), "categories": categories, "total": row(ledger, &section.total, words) })
}

/// A category as the budget names it, or the language's word for what has none.
fn category<'a>(name: &'a str, words: &'a Words) -> &'a str {
    match name {
        ledger::NOT_IN_BUDGET => words.get("cost.not_in_budget"),
        ledger::NO_CATEGORY => words.get("cost.no_category"),
        named => named,
    }
}

fn row(ledger: &Ledger, f: &Figures, words: &Words) -> Value {
    let c = &ledger.conventions;
    let variance = f.variance(c);
    json!({
        "budget": words.amount(f.budget),
        "period": words.amount(f.period),
        "actual": words.amount(f.actual),
        "commitments": words.amount(f.commitments),
        "total": words.amount(f.total_cost()),
        "estimate": words.amount(f.estimate),
        "efc": words.amount(f.final_cost(c)),
        "variance": words.amount(variance),
        "share": f.variance_share(c).map(|share| words.percent(share)),
        "over": c.is_over(variance),
        "even": variance.is_zero(),
        "by_convention": false,
    })
}

fn note(note: &Note, words: &Words) -> Value {
    let more = note.rows.len().saturating_sub(MOST_NOTE_ROWS);
    json!({
        "title": note.title,
        "text": note.text,
        "columns": note.columns,
        "rows": note.rows.iter().take(MOST_NOTE_ROWS).collect::<Vec<_>>(),
        "more": (more > 0).then(|| words.say("cost.more_notes", &[("n", &more.to_string())])),
    })
}
