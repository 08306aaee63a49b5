//! The records of all files by table, in reading order.

use crate::diagnostic::{Code, Diagnostic};
use crate::ingest::house;
use crate::ingest::intake::FileRead;
use crate::model::{Cell, Record, TableName};
use std::collections::BTreeMap;

pub(crate) struct Rows<'a> {
    by_table: BTreeMap<TableName, Vec<&'a Record>>,
}

impl<'a> Rows<'a> {
    /// Files in the order in which they win, then of their names, so that the order of a folder's listing
    /// changes nothing.
    pub fn new(files: &'a [FileRead], wins: &[String]) -> Self {
        let rank = |file: &FileRead| {
            wins.iter().position(|pattern| house::names(pattern, &file.file)).unwrap_or(wins.len())
        };
        let mut files: Vec<&FileRead> = files.iter().collect();
        files.sort_by(|a, b| (rank(a), &a.file).cmp(&(rank(b), &b.file)));
        let mut by_table: BTreeMap<TableName, Vec<&Record>> = BTreeMap::new();
        for table in files.into_iter().flat_map(|file| &file.tables) {
            by_table.entry(table.table).or_default().extend(&table.records);
        }
        Rows { by_table }
    }

    pub fn of(&self, table: &str) -> &[&'a Record] {
        self.by_table.get(table).map_or(&[], Vec::as_slice)
    }

    /// Every record, copied, for the rules that range over tables.
    pub fn all(&self) -> BTreeMap<TableName, Vec<Record>> {
        self.by_table
            .iter()
            .map(|(name, rows)| (*name, rows.iter().map(|r| (*r).clone()).collect()))
            .collect()
    }
}

/// Two cells that give different values for one fact.
pub(crate) fn differ(what: &str, taken: (&str, &Cell), left: (&str, &Cell)) -> Diagnostic {
    Diagnostic::new(
        Code::FactsDiffer,
        format!("{what} is “{}” here and “{}” in {}; “{}” was taken.", left.0, taken.0, taken.1, taken.0),
        "Make the two the same; which file wins is [inputs] wins in callboard.toml.",
    )
    .at_cell(left.1)
    .seen(left.0)
}
