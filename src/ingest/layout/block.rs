//! Key–value facts of the production: a key in one column and its value in the next.

use super::View;
use crate::ingest::grid::Raw;
use crate::ingest::headings;
use crate::ingest::tables::{HeadingSpec, production};
use crate::ingest::value::text;
use std::collections::{BTreeMap, BTreeSet};

/// Facts that only the Production table has. Names of jobs (Director, UPM) also stand in crew lists, so
/// that they alone make no such table.
const OWN: &[&str] = &[
    "Title",
    "Company",
    "Kind",
    "Time Zone",
    "Currency",
    "Country",
    "Region",
    "Photography Start",
    "Workweek",
];

/// A row with more cells than this is a table's, not a fact's.
const MOST_CELLS: usize = 4;

/// One fact.
#[derive(Clone, Debug)]
pub struct Fact<'a> {
    /// Place of the row in [`View::rows`].
    pub place: usize,
    pub row: u32,
    pub key: String,
    pub key_col: u32,
    /// `None` for a key that callboard does not know.
    pub meaning: Option<(&'static HeadingSpec, bool)>,
    pub value: Option<(u32, &'a Raw)>,
}

/// The facts of the sheet's Production table, if it has one; in order of rows.
pub fn find<'a>(view: &View<'a>) -> Vec<Fact<'a>> {
    let mut by_column: BTreeMap<u32, Vec<Fact<'a>>> = BTreeMap::new();
    for (place, row) in view.rows.iter().enumerate() {
        if row.cells.len() > MOST_CELLS {
            continue;
        }
        let mut cells = row.cells.iter();
        // The first text of the row is the key, what follows it the value.
        let Some((key_col, Raw::Text(written))) = cells.next() else { continue };
        let key = text::squeeze(written).trim_end_matches(':').replace('\n', " ");
        if !headings::could_be(&key) {
            continue;
        }
        let meaning = headings::in_table(&production::SPEC, &key).map(|m| (m.heading, m.same));
        let value = cells.next().map(|(col, raw)| (*col, *raw));
        by_column.entry(*key_col).or_default().push(Fact {
            place,
            row: row.row,
            key,
            key_col: *key_col,
            meaning,
            value,
        });
    }
    let best = by_column.into_values().map(trimmed).max_by_key(Vec::len);
    best.filter(|facts| is_block(facts)).unwrap_or_default()
}

/// From the first known key to the last one.
fn trimmed(facts: Vec<Fact>) -> Vec<Fact> {
    let known = |f: &Fact| f.meaning.is_some();
    let (Some(first), Some(last)) = (facts.iter().position(known), facts.iter().rposition(known)) else {
        return Vec::new();
    };
    facts.into_iter().take(last + 1).skip(first).collect()
}

fn is_block(facts: &[Fact]) -> bool {
    let names: BTreeSet<&str> = facts.iter().filter_map(|f| f.meaning.map(|(h, _)| h.name)).collect();
    let own = names.iter().filter(|name| OWN.contains(name)).count();
    names.len() >= 3 && own >= 2 && names.len() * 2 >= facts.len()
}
