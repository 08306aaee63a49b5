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
use crate::check::cost::{convention, exposure, ledger, postings};
use crate::model::DocumentKind;
use ledger::{Figures, Ledger, Section};
use notes::Note;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const TITLE: &str = "Cost report";
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
        title: TITLE.to_string(),
        body,
        inputs: inputs(view),
        about: About { date: Some(ledger.conventions.period_end), ..About::default() },
    };
    vec![
        job(
            "money/cost-report.pdf",
            Body::Pdf { template: "cost-report", data: figures::breakable(data(&ledger, &notes, view)) },
        ),
        job("money/cost-report.xlsx", book::book(&ledger, &notes, view, TITLE)),
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
    let country = &view.production.facts.country;
    let c = &ledger.conventions;
    let undetermined = view.report.summary.undetermined;
    json!({
        "stamp": stamp::stamp(view, TITLE, &inputs(view)),
        "week_ending": figures::date(c.period_end, country),
        "to_date": figures::date(c.cut_off, country),
        "variance_words": c.variance_words(),
        "estimate_words": c.estimate_words(),
        "sections": ledger.sections.iter().filter(|s| !s.accounts.is_empty()).map(|s| section(ledger, s)).collect::<Vec<_>>(),
        "exposure": premiums::data(ledger, view),
        "exposure_total": figures::purse(&exposure::total(view.report)),
        "undetermined": (undetermined > 0).then(|| format!(
            "{} not in these figures; the compliance report gives {} bounds.",
            figures::count(undetermined, "undetermined finding is", "undetermined findings are"),
            if undetermined == 1 { "its" } else { "their" },
        )),
        "notes": notes.iter().map(note).collect::<Vec<_>>(),
    })
}

fn section(ledger: &Ledger, section: &Section) -> Value {
    let categories: Vec<Value> = section
        .categories
        .iter()
        .map(|(name, figures)| {
            let accounts: Vec<Value> = section
                .accounts
                .iter()
                .filter(|a| a.category == *name)
                .map(|a| {
                    let mut row = row(ledger, &a.figures);
                    row["account"] = json!(a.account);
                    row["name"] = json!(a.description);
                    row["by_convention"] = json!(!a.estimate_given);
                    row
                })
                .collect();
            let mut row = row(ledger, figures);
            row["name"] = json!(name);
            row["accounts"] = json!(accounts);
            row
        })
        .collect();
    json!({ "currency": &*section.currency, "categories": categories, "total": row(ledger, &section.total) })
}

fn row(ledger: &Ledger, f: &Figures) -> Value {
    let c = &ledger.conventions;
    let variance = f.variance(c);
    json!({
        "budget": figures::amount(f.budget),
        "period": figures::amount(f.period),
        "actual": figures::amount(f.actual),
        "commitments": figures::amount(f.commitments),
        "total": figures::amount(f.total_cost()),
        "estimate": figures::amount(f.estimate),
        "efc": figures::amount(f.final_cost(c)),
        "variance": figures::amount(variance),
        "share": f.variance_share(c).map(figures::percent),
        "over": c.is_over(variance),
        "even": variance.is_zero(),
        "by_convention": false,
    })
}

fn note(note: &Note) -> Value {
    let more = note.rows.len().saturating_sub(MOST_NOTE_ROWS);
    json!({
        "title": note.title,
        "text": note.text,
        "columns": note.columns,
        "rows": note.rows.iter().take(MOST_NOTE_ROWS).collect::<Vec<_>>(),
        "more": (more > 0).then(|| format!("and {more} more, on the Notes sheet of the workbook")),
    })
}
