//! Where time card, call sheet and unit log tell different times of the same day: by day and person, both cells named.
//!
//! Differences are data, not findings: no rule is broken by them, and which record is right a person has to say. The card is
//! what pays, so it stands first. `compare` finds them, `planned` says what somebody was called for, `book` is the workbook.

mod book;
mod compare;
mod planned;
#[cfg(test)]
mod tests;

use super::call_sheet::Clock;
use super::figures;
use super::job::{About, Body, Job};
use super::payroll::week::Weeks;
use super::stamp;
use super::view::View;
use super::words::Words;
use crate::model::{Cell, DocumentKind};
use crate::render::compliance_report::entry;
use chrono::NaiveDate;
use compare::{Difference, Said, Source};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// The PDF and the workbook of every payroll week in which records differ.
pub fn jobs(view: &View) -> Vec<Job> {
    let ends = Weeks::of(view.settings);
    let mut weeks: BTreeMap<NaiveDate, Vec<Difference>> = BTreeMap::new();
    for difference in compare::differences(view) {
        weeks.entry(ends.after(difference.date)).or_default().push(difference);
    }
    weeks.iter().flat_map(|(ending, differences)| of_week(view, *ending, differences)).collect()
}

fn of_week(view: &View, ending: NaiveDate, differences: &[Difference]) -> Vec<Job> {
    let words = view.words;
    let title = words.say("differences.title_of", &[("date", &words.date_plain(ending))]);
    let cells = differences.iter().flat_map(|d| d.card.cells.iter().chain(&d.other.cells));
    let inputs: BTreeSet<String> = cells.map(|cell| cell.file.to_string()).collect();
    let job = |form: &str, body: Body| Job {
        kind: DocumentKind::TimeDifferences,
        path: format!("payroll/time-differences_{ending}.{form}"),
        title: title.clone(),
        body,
        inputs: inputs.clone(),
        about: About::default(),
    };
    let data = json!({
        "stamp": stamp::stamp_in(view, words, words.get("kinds.time-differences"), &inputs),
        "week_ending": words.date_medium(ending),
        "people": differences.iter().filter_map(|d| d.person.as_deref()).collect::<BTreeSet<_>>().len(),
        "count": differences.len(),
        "kinds": compare::What::ALL.iter().filter_map(|what| {
            let count = differences.iter().filter(|d| d.what == *what).count();
            (count > 0).then(|| json!({ "words": what.word(words), "about": what.about(words), "count": count }))
        }).collect::<Vec<_>>(),
        "days": days(view, differences),
    });
    vec![
        job("pdf", Body::Pdf { template: "time-differences", data: figures::breakable(data) }),
        job("xlsx", book::book(view, differences, &title, &inputs)),
    ]
}

/// The differences by day and unit, as they are ordered.
fn days(view: &View, differences: &[Difference]) -> Vec<Value> {
    let words = view.words;
    differences
        .chunk_by(|a, b| (a.date, &a.unit) == (b.date, &b.unit))
        .filter_map(|group| {
            let first = group.first()?;
            Some(json!({
                "date": words.date_medium(first.date),
                "unit": words.unit_name(&first.unit),
                "rows": group.iter().map(|difference| row(difference, words)).collect::<Vec<_>>(),
            }))
        })
        .collect()
}

fn row(difference: &Difference, words: &Words) -> Value {
    let said = |said: &Said| json!({ "source": said.source.word(words), "own": said.source == Source::TimeCard, "text": said.text, "cells": cells(&said.cells) });
    json!({
        "person": difference.person,
        "what": difference.what.word(words),
        "card": said(&difference.card),
        "other": said(&difference.other),
        "by": difference.by(words),
    })
}

fn cells(cells: &[Cell]) -> Option<String> {
    (!cells.is_empty()).then(|| entry::cells(cells))
}

/// The clock of a day, as the production writes times.
fn clock<'a>(view: &View<'a>, zone: chrono_tz::Tz, date: NaiveDate) -> Clock<'a> {
    Clock { words: view.words, zone, date }
}
