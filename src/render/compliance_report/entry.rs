//! A finding in words: who, by how much, what would have avoided it, where it was read.

use crate::check::finding::{Avoid, Finding, Outcome};
pub use crate::check::forecast::{day_of as day, is_about_a_day};
use crate::diagnostic::Severity;
use crate::model::{Basis, Cell, Minutes};
use crate::render::words::Words;
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
pub fn who(finding: &Finding, words: &Words) -> String {
    let s = &finding.subject;
    [&s.person, &s.item, &s.po, &s.account]
        .into_iter()
        .flatten()
        .find(|name| !name.is_empty())
        .cloned()
        .or_else(|| s.unit.as_ref().map(|unit| words.unit(unit)))
        .unwrap_or_else(|| words.get("reports.the_production").to_owned())
}

/// `0:13`, where minutes say it; else `6 against 5`; nothing where neither is known or where it takes a sentence.
pub fn by_how_much(finding: &Finding, words: &Words) -> String {
    /// What stands on one line of its narrow column.
    const LONGEST: usize = 20;
    if let Some(minutes) = finding.excess_minutes {
        return Minutes(minutes).to_string();
    }
    match (&finding.measured, &finding.limit) {
        (Some(measured), Some(limit)) if measured.len() + limit.len() <= LONGEST => {
            against(words, measured, limit)
        }
        _ => String::new(),
    }
}

fn against(words: &Words, measured: &str, limit: &str) -> String {
    words.say("reports.against", &[("measured", measured), ("limit", limit)])
}

/// The change that avoids it: an earliest call first, for it is what an office can still move.
pub fn best_change(finding: &Finding) -> Option<&Avoid> {
    finding.avoid.iter().find(|a| a.change == "call").or(finding.avoid.first())
}

/// `call Mon 6:13A or later`, `meal by Tue 1:00P`; in the notation of the language.
pub fn change_words(avoid: &Avoid, words: &Words) -> String {
    let key = format!("changes_named.{}", avoid.change.replace(' ', "_"));
    let change = words.find(&key).unwrap_or(avoid.change);
    let clock = |at: &Option<String>| at.as_ref().map(|at| words.instant(at)).unwrap_or_default();
    let key = match (&avoid.not_before, &avoid.not_after) {
        (Some(_), Some(_)) => "reports.change_between",
        (Some(_), None) => "reports.change_from",
        (None, Some(_)) => "reports.change_until",
        (None, None) => return change.to_owned(),
    };
    let (from, to) = (clock(&avoid.not_before), clock(&avoid.not_after));
    words.say(key, &[("change", change), ("from", &from), ("to", &to)])
}

pub fn severity_words(severity: Severity, words: &Words) -> &str {
    words.get(match severity {
        Severity::Error => "reports.error",
        Severity::Warning => "reports.warning",
        Severity::Info => "reports.info",
    })
}

pub fn outcome_words(outcome: Outcome, words: &Words) -> &str {
    words.get(match outcome {
        Outcome::Premium => "reports.premium",
        Outcome::Consent => "reports.consent",
        Outcome::Prohibited => "reports.prohibited",
        Outcome::Advisory => "reports.advisory",
        Outcome::Undetermined => "reports.undetermined_word",
    })
}

pub fn basis_words(basis: Option<Basis>, words: &Words) -> &str {
    words.get(match basis {
        Some(Basis::Actual) => "reports.worked",
        Some(Basis::Plan) => "reports.planned",
        None => "reports.on_record",
    })
}

/// How sure a number's source is: `verified`, `secondary`, `unverified`, `disputed`.
pub fn citation_words<'a>(status: &'a str, words: &'a Words) -> &'a str {
    words.find(&format!("citations.{status}")).unwrap_or(status)
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
pub fn bounds(finding: &Finding, words: &Words) -> Option<String> {
    let range = finding.cost_range.as_ref()?;
    let least = words.money(&range.min);
    Some(match &range.max {
        Some(max) if *max == range.min => least,
        Some(max) => words.say("reports.between", &[("least", &least), ("most", &words.money(max))]),
        None => words.say("reports.at_least_open", &[("least", &least)]),
    })
}

/// Parameters as they held, each with its own source.
pub fn parameters(finding: &Finding) -> String {
    finding.parameters.iter().map(|used| used.words()).collect::<Vec<_>>().join(" · ")
}

/// Who gave the waiver, when, on what evidence, and where it is written.
pub fn waiver(finding: &Finding, words: &Words) -> Option<String> {
    let w = finding.waiver.as_ref()?;
    let mut text = words.vocabulary(&w.kind).to_owned();
    if let Some(by) = &w.given_by {
        text.push_str(&words.say("reports.waived_by", &[("name", by)]));
    }
    if let Some(on) = &w.given_on {
        text.push_str(&words.say("reports.waived_on", &[("date", &words.iso_date(on))]));
    }
    if let Some(evidence) = &w.evidence {
        text.push_str(&format!(", {evidence}"));
    }
    text.push_str(&format!(" ({})", w.source));
    Some(text)
}

/// What laxer rules found of the same: `us-ga-minors/place-hours: 10:30 against 10:00 (GA Comp. R. 300-7-1)`.
pub fn also(finding: &Finding, words: &Words) -> Option<String> {
    let said = |f: &Finding| {
        let measured = f.measured.as_deref().unwrap_or_else(|| words.get("reports.undetermined_word"));
        let limit = f.limit.as_deref().unwrap_or_else(|| words.get("reports.no_number"));
        let status = citation_words(&f.citation.status, words);
        format!("{}: {} ({}, {status})", f.rule, against(words, measured, limit), f.citation.text)
    };
    let all: Vec<String> = finding.also.iter().map(said).collect();
    (!all.is_empty()).then(|| all.join("; "))
}

/// In which language a finding's sentences are.
pub fn language(finding: &Finding) -> &'static str {
    finding.language.unwrap_or("en")
}

/// Everything the page prints of a finding.
pub fn entry(finding: &Finding, words: &Words) -> Value {
    json!({
        "severity": finding.severity.word(),
        "severity_word": severity_words(finding.severity, words),
        "outcome": outcome_words(finding.outcome, words),
        "basis": basis_words(finding.basis, words),
        "rule": finding.rule,
        "who": who(finding, words),
        "lang": language(finding),
        "message": finding.message,
        "help": none_if_empty(&finding.help),
        "cost": finding.cost.as_ref().map(|cost| words.money(cost)),
        "bounds": bounds(finding, words),
        "arithmetic": none_if_empty(&finding.arithmetic),
        "parameters": none_if_empty(&parameters(finding)),
        "citation": none_if_empty(&finding.citation.text),
        "citation_status": citation_words(&finding.citation.status, words),
        "cells": cells(&finding.sources),
        "waiver": waiver(finding, words),
        "also": also(finding, words),
    })
}

fn none_if_empty(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}
