//! A finding in words: who, by how much, what would have avoided it, where it was read.

use crate::check::finding::{Avoid, Finding, Outcome};
pub use crate::check::forecast::{day_of as day, is_about_a_day};
use crate::model::{Basis, Cell, Minutes};
use crate::render::figures;
use serde_json::{Value, json};

/// How a finding counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Counts,
    Waived,
    Undetermined,
}

pub fn state(finding: &Finding) -> State {
    if finding.waiver.is_some() {
        State::Waived
    } else if finding.outcome == Outcome::Undetermined {
        State::Undetermined
    } else {
        State::Counts
    }
}

/// A person, else what it is about; the unit where only that is known.
pub fn who(finding: &Finding) -> String {
    let s = &finding.subject;
    [&s.person, &s.item, &s.po, &s.account]
        .into_iter()
        .flatten()
        .find(|name| !name.is_empty())
        .cloned()
        .or_else(|| s.unit.as_ref().map(|unit| format!("{unit} unit")))
        .unwrap_or_else(|| "the production".to_string())
}

/// `0:13`, where minutes say it; else `6 against 5`; nothing where neither is known or where it takes a sentence.
pub fn by_how_much(finding: &Finding) -> String {
    /// What stands on one line of its narrow column.
    const LONGEST: usize = 20;
    if let Some(minutes) = finding.excess_minutes {
        return Minutes(minutes).to_string();
    }
    match (&finding.measured, &finding.limit) {
        (Some(measured), Some(limit)) if measured.len() + limit.len() <= LONGEST => {
            format!("{measured} against {limit}")
        }
        _ => String::new(),
    }
}

/// The change that avoids it: an earliest call first, for it is what an office can still move.
pub fn best_change(finding: &Finding) -> Option<&Avoid> {
    finding.avoid.iter().find(|a| a.change == "call").or(finding.avoid.first())
}

/// `call Mon 6:13A or later`, `meal by Tue 1:00P`; in the notation of the country.
pub fn change_words(avoid: &Avoid, country: &str) -> String {
    let clock = |at: &String| figures::clock(at, country);
    match (&avoid.not_before, &avoid.not_after) {
        (Some(from), Some(to)) => format!("{} from {} to {}", avoid.change, clock(from), clock(to)),
        (Some(from), None) => format!("{} {} or later", avoid.change, clock(from)),
        (None, Some(to)) => format!("{} by {}", avoid.change, clock(to)),
        (None, None) => avoid.change.to_string(),
    }
}

pub fn outcome_words(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Premium => "money settles it",
        Outcome::Consent => "needs consent on record",
        Outcome::Prohibited => "cannot be bought",
        Outcome::Advisory => "advice",
        Outcome::Undetermined => "undetermined",
    }
}

pub fn basis_words(basis: Option<Basis>) -> &'static str {
    match basis {
        Some(Basis::Actual) => "worked",
        Some(Basis::Plan) => "planned",
        None => "on record",
    }
}

/// Cells of one sheet together: `inbox/timesheets.xlsx › Week 1 › H12, C13`.
pub fn cells(sources: &[Cell]) -> String {
    let mut sheets: Vec<(String, Vec<String>)> = Vec::new();
    for cell in sources {
        let place = if cell.sheet.is_empty() {
            cell.file.to_string()
        } else {
            format!("{} › {}", cell.file, cell.sheet)
        };
        let address = cell.address();
        match sheets.iter_mut().find(|(known, _)| *known == place) {
            Some((_, list)) if list.contains(&address) => {}
            Some((_, list)) => list.push(address),
            None => sheets.push((place, vec![address])),
        }
    }
    sheets.iter().map(|(place, list)| format!("{place} › {}", list.join(", "))).collect::<Vec<_>>().join("; ")
}

/// `between USD 0.00 and USD 150.00`, `at least USD 0.00, without an upper bound`.
pub fn bounds(finding: &Finding) -> Option<String> {
    let range = finding.cost_range.as_ref()?;
    let least = figures::money(&range.min);
    Some(match &range.max {
        Some(max) if *max == range.min => least,
        Some(max) => format!("between {least} and {}", figures::money(max)),
        None => format!("at least {least}, without an upper bound"),
    })
}

/// Parameters as they held, each with its own source.
pub fn parameters(finding: &Finding) -> String {
    finding.parameters.iter().map(|used| used.words()).collect::<Vec<_>>().join(" · ")
}

/// Who gave the waiver, when, on what evidence, and where it is written.
pub fn waiver(finding: &Finding) -> Option<String> {
    let w = finding.waiver.as_ref()?;
    let mut words = w.kind.clone();
    if let Some(by) = &w.given_by {
        words.push_str(&format!(" by {by}"));
    }
    if let Some(on) = &w.given_on {
        words.push_str(&format!(" on {on}"));
    }
    if let Some(evidence) = &w.evidence {
        words.push_str(&format!(", {evidence}"));
    }
    words.push_str(&format!(" ({})", w.source));
    Some(words)
}

/// What laxer rules found of the same: `us-ga-minors/place-hours: 10:30 against 10:00 (GA Comp. R. 300-7-1)`.
pub fn also(finding: &Finding) -> Option<String> {
    let words = |f: &Finding| {
        let (measured, limit) =
            (f.measured.as_deref().unwrap_or("undetermined"), f.limit.as_deref().unwrap_or("no number"));
        format!("{}: {measured} against {limit} ({}, {})", f.rule, f.citation.text, f.citation.status)
    };
    let all: Vec<String> = finding.also.iter().map(words).collect();
    (!all.is_empty()).then(|| all.join("; "))
}

/// Everything the page prints of a finding.
pub fn entry(finding: &Finding) -> Value {
    json!({
        "severity": finding.severity.word(),
        "outcome": outcome_words(finding.outcome),
        "basis": basis_words(finding.basis),
        "rule": finding.rule,
        "who": who(finding),
        "message": finding.message,
        "help": none_if_empty(&finding.help),
        "cost": finding.cost.as_ref().map(figures::money),
        "bounds": bounds(finding),
        "arithmetic": none_if_empty(&finding.arithmetic),
        "parameters": none_if_empty(&parameters(finding)),
        "citation": none_if_empty(&finding.citation.text),
        "citation_status": finding.citation.status,
        "cells": cells(&finding.sources),
        "waiver": waiver(finding),
        "also": also(finding),
    })
}

fn none_if_empty(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}
