//! The intake report: each file and table read, how its columns were understood, what was left, and every problem.
//!
//! `problems` groups and caps what is printed; `problems.json` has everything.

mod book;
mod problems;
#[cfg(test)]
mod tests;

use super::figures;
use super::job::{About, Body, Job};
use super::stamp;
use super::view::View;
use super::words::Words;
use crate::diagnostic::{Diagnostic, Severity};
use crate::ingest::intake::{FileRead, TableRead};
use crate::model::DocumentKind;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// How many cells of a kind of ignored row are named.
const MOST_CELLS: usize = 12;
/// How many tables are described in full.
const MOST_TABLES: usize = 120;

/// The PDF, `problems.json`, and the workbook with a link to each cell.
pub fn jobs(view: &View) -> Vec<Job> {
    let title = view.words.get("kinds.intake-report");
    let problems = problems::all(view);
    let job = |path: &str, body: Body| Job {
        kind: DocumentKind::IntakeReport,
        path: path.to_string(),
        title: title.to_owned(),
        body,
        inputs: stamp::inputs(view),
        about: About::default(),
    };
    vec![
        job(
            "intake/intake-report.pdf",
            Body::Pdf { template: "intake-report", data: figures::breakable(data(view, &problems, title)) },
        ),
        job("intake/problems.json", problems_json(view, &problems)),
        job("intake/problems.xlsx", book::book(view, &problems, title, &stamp::inputs(view))),
    ]
}

fn data(view: &View, problems: &[Diagnostic], title: &str) -> Value {
    let words = view.words;
    let count = |severity: Severity| problems.iter().filter(|p| p.severity == severity).count();
    let mut in_file: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    for problem in problems {
        let counts = in_file.entry(&problem.file).or_default();
        match problem.severity {
            Severity::Error => counts[0] += 1,
            Severity::Warning => counts[1] += 1,
            Severity::Info => counts[2] += 1,
        }
    }
    let tables = || view.files.iter().flat_map(|f| &f.tables);
    json!({
        "stamp": stamp::stamp_in(view, words, title, &stamp::inputs(view)),
        "counts": {
            "files": view.files.len(),
            "set_aside": view.files.iter().filter(|f| is_set_aside(f)).count(),
            "tables": tables().count(),
            "rows": tables().map(|t| t.records.len()).sum::<usize>(),
            "error": count(Severity::Error),
            "warning": count(Severity::Warning),
            "info": count(Severity::Info),
        },
        "assumed": view.production.facts.assumed,
        "files": view.files.iter().map(|f| file(f, in_file.get(f.file.as_str()), words)).collect::<Vec<_>>(),
        "tables": tables().take(MOST_TABLES).map(|t| table(t, words)).collect::<Vec<_>>(),
        "more_tables": more(tables().count(), words),
        "problems": problems::printed(problems, words),
    })
}

fn more(all: usize, words: &Words) -> Option<String> {
    let left = all.saturating_sub(MOST_TABLES);
    (left > 0).then(|| words.say("intake.more_tables", &[("n", &left.to_string())]))
}

/// A file from which nothing could be taken.
fn is_set_aside(file: &FileRead) -> bool {
    file.tables.is_empty()
}

fn file(file: &FileRead, counts: Option<&[usize; 3]>, words: &Words) -> Value {
    let names: BTreeSet<&str> = file.tables.iter().map(|t| t.table).collect();
    let rows: usize = file.tables.iter().map(|t| t.records.len()).sum();
    let [error, warning, info] = counts.copied().unwrap_or_default();
    let short: String = file.sha256.chars().take(12).collect();
    json!({
        "file": file.file,
        "set_aside": is_set_aside(file),
        "why": file.problems.first().map(|p| p.message.as_str()),
        "tables": names.into_iter().map(|name| table_words(name, words)).collect::<Vec<_>>().join(", "),
        "rows": rows,
        "sha256": (!short.is_empty()).then_some(short),
        "error": error,
        "warning": warning,
        "info": info,
    })
}

/// What a table is called: its name in the language, where there is one.
fn table_words<'a>(name: &'a str, words: &'a Words) -> &'a str {
    words.find(&format!("tables.{name}")).unwrap_or(name)
}

fn table(table: &TableRead, words: &Words) -> Value {
    let (same, others): (Vec<_>, Vec<_>) = table
        .columns
        .iter()
        .filter(|c| c.as_heading.is_some())
        .partition(|c| c.as_heading.is_some_and(|h| h.eq_ignore_ascii_case(c.heading.trim())));
    let unknown: Vec<String> = table
        .columns
        .iter()
        .filter(|c| c.as_heading.is_none())
        .map(|c| format!("{} ({})", c.heading, c.cell.address()))
        .collect();
    let mut ignored: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for row in &table.ignored {
        ignored.entry(&row.because).or_default().push(row.cell.address());
    }
    json!({
        "table": table_words(table.table, words),
        "place": if table.sheet.is_empty() { table.header_cell.file.to_string() } else { format!("{} › {}", table.header_cell.file, table.sheet) },
        "header": table.header_cell.address(),
        "rows": words.count("intake.rows", table.records.len()),
        "same": same.iter().map(|c| c.heading.as_str()).collect::<Vec<_>>().join(", "),
        "columns": others.iter().map(|c| json!({
            "heading": c.heading,
            "cell": c.cell.address(),
            "as": c.as_heading,
            "because": c.because,
        })).collect::<Vec<_>>(),
        "unknown": unknown.join(", "),
        "ignored": ignored.into_iter().map(|(because, cells)| {
            let named = cells.iter().take(MOST_CELLS).cloned().collect::<Vec<_>>().join(", ");
            let left = cells.len().saturating_sub(MOST_CELLS);
            json!({
                "because": because,
                "rows": words.count("intake.rows", cells.len()),
                "cells": if left > 0 { words.say("reports.and_more", &[("name", &named), ("n", &left.to_string())]) } else { named },
            })
        }).collect::<Vec<_>>(),
    })
}

fn problems_json(view: &View, problems: &[Diagnostic]) -> Body {
    let files: Vec<Value> = view
        .files
        .iter()
        .map(|f| {
            let tables: Vec<Value> = f
                .tables
                .iter()
                .map(|t| {
                    json!({
                        "table": t.table,
                        "sheet": t.sheet,
                        "header_cell": t.header_cell.address(),
                        "rows": t.records.len(),
                        "columns": t.columns.iter().map(|c| json!({
                            "heading": c.heading, "cell": c.cell.address(), "as": c.as_heading, "because": c.because,
                        })).collect::<Vec<_>>(),
                        "ignored": t.ignored.iter().map(|r| json!({
                            "cell": r.cell.address(), "text": r.text, "because": r.because,
                        })).collect::<Vec<_>>(),
                    })
                })
                .collect();
            json!({ "file": f.file, "sha256": f.sha256, "tables": tables })
        })
        .collect();
    let whole = json!({
        "production": view.production.facts.title,
        "as_of": view.today.to_string(),
        "files": files,
        "problems": problems,
    });
    match serde_json::to_string_pretty(&whole) {
        Ok(text) => Body::Bytes((text + "\n").into_bytes()),
        Err(fault) => Body::Failed(format!("The problems could not be written as JSON: {fault}")),
    }
}
