//! The text that settles in `headings.toml` what reading left open: the lines to paste, with what each
//! column was read as so far.

use crate::ingest::house;
use crate::ingest::intake::{Confidence, FileRead, TableRead};
use crate::ingest::tables;
use crate::model::cell::column_letters;
use std::collections::{BTreeMap, BTreeSet};

/// The lines for the columns of some files that are not certain; `None` where all are.
pub fn lines(files: &[FileRead]) -> Option<String> {
    let mut by_table: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let mut by_file: Vec<String> = Vec::new();
    let mut said = BTreeSet::new();
    for file in files {
        for table in file.tables.iter().filter(|table| settles(table)) {
            let mut letters = Vec::new();
            // One line cannot give a column several meanings.
            let single = |because: &str| !because.starts_with("holds ");
            let open = table.columns.iter().filter(|c| c.confidence != Confidence::Certain);
            for column in open.filter(|c| single(&c.because)) {
                let meant = column.as_heading.or(column.perhaps).unwrap_or("ignore");
                if column.heading.is_empty() {
                    letters.push(format!("{} = {}", column_letters(column.cell.col), quoted(meant)));
                } else if said.insert((table.table, crate::ingest::headings::key(&column.heading))) {
                    let now = match column.as_heading {
                        Some(heading) => format!("read as {heading}: {}", column.because),
                        None => column.because.clone(),
                    };
                    let line = format!(
                        "{} = {}   # {} {}: {now}",
                        quoted(&column.heading),
                        quoted(meant),
                        file.file,
                        column.cell.address()
                    );
                    by_table.entry(table.table).or_default().push(line);
                }
            }
            if !letters.is_empty() {
                let sheet = match table.sheet.as_str() {
                    "" => String::new(),
                    sheet => format!("sheet = {}\n", quoted(sheet)),
                };
                by_file.push(format!(
                    "[[file]]\nname = {}\n{sheet}table = {}\ncolumns = {{ {} }}\n",
                    quoted(&file.file),
                    quoted(table.table),
                    letters.join(", ")
                ));
            }
        }
    }
    let mut text = String::new();
    for (table, lines) in by_table {
        text.push_str(&format!("[{table}]\n{}\n\n", lines.join("\n")));
    }
    text.push_str(&by_file.join("\n"));
    (!text.is_empty()).then(|| text.trim_end().to_string() + "\n")
}

/// Where to put the lines, for people.
pub fn place() -> String {
    format!(
        "To settle what is not certain, correct these lines and put them into {}, beside callboard.toml (docs/headings.md):",
        house::FILE
    )
}

/// Tables whose further columns are their own (the departments of Scenes), or that have none (facts, grids).
fn settles(table: &TableRead) -> bool {
    let spec = tables::find(table.table);
    let is_grid = table.columns.iter().any(|c| c.because.contains("day-out-of-days"));
    let is_strip = table.columns.iter().all(|c| c.heading.is_empty());
    spec.is_some_and(|spec| !spec.open && spec.name != "production") && !is_grid && !is_strip
}

/// A text as TOML writes it; on one line.
fn quoted(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    toml::Value::String(text).to_string()
}
