//! What the kinds about a table's rows share: reading `table` and column names.

use crate::check::case::{Case, Draft};
use crate::check::columns;
use crate::check::fields::{Fields, nearest, one_of};
use crate::check::subject;
use crate::ingest::tables;
use crate::model::{Cell, Record, TableName};

/// Reads `table = "…"`.
pub fn read(fields: &mut Fields) -> Option<TableName> {
    let at = fields.place("table");
    let written = fields.need_text("table")?;
    let found = columns::table(&written);
    if found.is_none() {
        let names: Vec<&str> = tables::ALL.iter().map(|t| t.name).collect();
        let near = nearest(&written, names.iter().copied());
        let help =
            near.map_or(format!("The tables are {}.", one_of(&names)), |near| format!("Write “{near}”."));
        fields.document().say(at, format!("there is no table “{written}”"), help);
    }
    found
}

/// Checks that a column stands in a table (in snake case); says so where it does not.
pub fn column(fields: &Fields, key: &str, table: TableName, name: String) -> Option<String> {
    let known = columns::of(table);
    if known.iter().any(|column| column.name == name) {
        return Some(name);
    }
    let near = nearest(&name, known.iter().map(|c| c.name.as_str()));
    let names: Vec<&str> = known.iter().map(|c| c.name.as_str()).collect();
    let help = near.map_or(format!("Its columns are {}.", one_of(&names)), |near| format!("Write “{near}”."));
    fields.say(key, format!("{table} has no column “{name}”"), help);
    None
}

/// Where a column of a row stands, also when it is blank.
pub fn cell(record: &Record, column: &str) -> Cell {
    columns::heading(record.table, column)
        .map_or_else(|| record.cell.clone(), |heading| record.cell_of(heading))
}

/// A draft about a row, with its columns as values for the sentences. The row itself is the last source.
pub fn draft(case: &Case<'_>, record: &Record, mut sources: Vec<Cell>) -> Draft {
    if !sources.contains(&record.cell) {
        sources.push(record.cell.clone());
    }
    let mut draft = Draft::about(subject::of_record(record), sources);
    draft.tell(&case.facts_of_record(record));
    draft
}
