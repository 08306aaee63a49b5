//! How a file was understood, for `callboard read`: as JSON (section 3 of the contract) or as text.

use super::settle;
use crate::ingest::intake::{ColumnRead, Confidence, FileRead, TableRead};
use crate::model::Record;
use serde_json::{Map, Value, json};
use std::fmt::Write;

/// The JSON document of `read --format json`.
pub fn to_json(files: &[FileRead]) -> Value {
    let files: Vec<Value> = files
        .iter()
        .map(|file| {
            json!({
                "file": file.file,
                "sha256": file.sha256,
                "tables": file.tables.iter().map(table).collect::<Vec<_>>(),
                "problems": file.problems,
                "headings_toml": settle::lines(std::slice::from_ref(file)),
            })
        })
        .collect();
    json!({ "files": files })
}

fn table(table: &TableRead) -> Value {
    let columns = table.columns.iter().map(|column| {
        json!({
            "heading": column.heading,
            "cell": column.cell.address(),
            "as": column.as_heading,
            "because": column.because,
            "confidence": column.confidence.word(),
            "perhaps": column.perhaps,
        })
    });
    let ignored = table.ignored.iter().map(|row| {
        json!({
            "row": u64::from(row.cell.row) + 1,
            "cell": row.cell.address(),
            "text": row.text,
            "because": row.because,
        })
    });
    json!({
        "table": table.table,
        "sheet": table.sheet,
        "header_cell": table.header_cell.address(),
        "columns": columns.collect::<Vec<_>>(),
        "records": table.records.iter().map(record).collect::<Vec<_>>(),
        "ignored": ignored.collect::<Vec<_>>(),
    })
}

fn record(record: &Record) -> Value {
    let mut values = Map::new();
    let mut cells = Map::new();
    let mut inferred = Vec::new();
    for (heading, field) in &record.fields {
        values.insert((*heading).into(), field.value.as_ref().map_or(Value::Null, |v| v.to_text().into()));
        cells.insert((*heading).into(), field.cell.address().into());
        if field.inferred {
            inferred.push(*heading);
        }
    }
    let extra = record
        .extra
        .iter()
        .map(|(heading, text, cell)| json!({ "heading": heading, "cell": cell.address(), "text": text }));
    json!({
        "row": u64::from(record.cell.row) + 1,
        "values": values,
        "cells": cells,
        "inferred": inferred,
        "extra": extra.collect::<Vec<_>>(),
    })
}

/// The same for people: tables, columns and records. Problems are printed apart, as everywhere.
pub fn to_text(files: &[FileRead]) -> String {
    let mut out = String::new();
    for file in files {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{}", file.file);
        for table in &file.tables {
            let sheet = if table.sheet.is_empty() { String::new() } else { format!("{} › ", table.sheet) };
            let _ = writeln!(
                out,
                "\n  {sheet}{} from {}: {} records",
                table.table,
                table.header_cell.address(),
                table.records.len()
            );
            for column in &table.columns {
                let meant = column.as_heading.unwrap_or("–");
                let heading = if column.heading.is_empty() { "(none)" } else { &column.heading };
                let _ =
                    writeln!(out, "    {:<6} {heading} → {meant} ({})", column.cell.address(), why(column));
            }
            for record in &table.records {
                let _ = writeln!(out, "    row {}: {}", u64::from(record.cell.row) + 1, fields(record));
            }
            for row in &table.ignored {
                let _ = writeln!(
                    out,
                    "    not data: {} “{}” ({})",
                    row.cell.address(),
                    one_line(&row.text),
                    row.because
                );
            }
        }
        out.push('\n');
    }
    if let Some(lines) = settle::lines(files) {
        let _ = writeln!(out, "{}\n\n{lines}", settle::place());
    }
    out
}

fn why(column: &ColumnRead) -> String {
    let because = &column.because;
    match (column.confidence, column.perhaps) {
        (Confidence::Certain, _) | (Confidence::Open, None) => because.clone(),
        (Confidence::Likely, _) => format!("{because}; likely"),
        (Confidence::Open, Some(perhaps)) => format!("{because}; perhaps {perhaps}"),
    }
}

fn fields(record: &Record) -> String {
    let fields = record.fields.iter().map(|(heading, field)| {
        let value = field.value.as_ref().map_or_else(|| "unreadable".to_string(), |v| one_line(&v.to_text()));
        let mark = if field.inferred { ", inferred" } else { "" };
        format!("{heading} = {value} ({}{mark})", field.cell.address())
    });
    let extra = record.extra.iter().map(|(heading, text, cell)| {
        let heading = if heading.is_empty() { "(none)" } else { heading };
        format!("[{heading}] = {} ({})", one_line(text), cell.address())
    });
    fields.chain(extra).collect::<Vec<_>>().join("; ")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
