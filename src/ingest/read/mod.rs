//! From cells to records: finds the tables of a file and reads every row under its headings.
//!
//! `breakdown` settles lists of scenes without days; `wide` settles what only a whole sheet can say (the order of dates, bare times), `records` reads the
//! rows, `gaps` says what is lacking, `meals` looks for Ins and Outs the other way round, `facts` reads the Production table, `show`
//! prints what was understood.

pub mod breakdown;
pub mod facts;
pub mod gaps;
pub mod looks;
pub mod meals;
pub mod records;
pub mod show;
pub mod wide;

use super::exports;
use super::grid::{Raw, Sheet, Workbook};
use super::headings;
use super::intake::{FileRead, TableRead};
use super::layout::{self, Column, Found, View, block, rows};
use super::locale::Locale;
use super::tables::TableSpec;
use super::value::order::Dates;
use crate::diagnostic::{self, Code, Diagnostic};
pub use facts::facts;
pub use show::{to_json, to_text};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

/// Where the rows of one sheet are read, and where their problems go.
pub struct Desk<'a> {
    pub file: Arc<str>,
    pub sheet: Arc<str>,
    pub locale: &'a Locale,
    pub problems: &'a mut Vec<Diagnostic>,
}

/// Reads every table of a file.
///
/// `file` is relative to the production folder. The locale is the production's: it settles what the
/// cells leave open.
pub fn tables(file: &str, sha256: &str, book: &Workbook, locale: &Locale) -> FileRead {
    let (book, known) = exports::translate(book);
    let views: Vec<View> = book.sheets.iter().map(View::new).collect();
    let laid_out: Vec<_> = views.iter().map(lay_out).collect();
    // The dates of the whole file, for sheets that have none with a year.
    let mut all_dates = Dates::default();
    for (view, (_, judged)) in views.iter().zip(&laid_out) {
        judged.iter().for_each(|table| wide::see_dates(view, table, &mut all_dates));
    }
    let elsewhere = all_dates.near(all_dates.decide(locale).day_first);
    let problems = book.problems.clone();
    let mut read = FileRead { file: file.into(), sha256: sha256.into(), tables: Vec::new(), problems };
    let file: Arc<str> = file.into();
    for (view, (block, judged)) in views.iter().zip(&laid_out) {
        let mut desk = Desk {
            file: file.clone(),
            sheet: view.sheet.name.as_str().into(),
            locale,
            problems: &mut read.problems,
        };
        let wide = wide::decide(view, judged, elsewhere, &mut desk);
        if !block.is_empty() {
            read.tables.push(facts::table(block, &wide, &mut desk));
        }
        for table in judged {
            read.tables.push(records::table(view, table, &wide, &mut desk));
        }
        if !block.is_empty() || !judged.is_empty() {
            looks::say(view, judged, &mut desk);
        }
    }
    if read.tables.is_empty() {
        read.problems.push(no_table(&read.file, &book));
    }
    exports::tell(&mut read, &known);
    diagnostic::sort(&mut read.problems);
    read
}

/// Reads rows that are given as text under headings of a known table, as the tests of rule packs do. The
/// file is called `given`; its first row holds the headings.
pub fn rows(
    table: &'static TableSpec,
    given: &[BTreeMap<String, String>],
    locale: &Locale,
) -> (TableRead, Vec<Diagnostic>) {
    let names: BTreeSet<&String> = given.iter().flat_map(BTreeMap::keys).collect();
    let mut columns = Vec::new();
    let mut places = BTreeMap::new();
    for (col, name) in (0_u32..).zip(names) {
        let meaning = headings::in_table(table, name);
        places.insert(name.as_str(), col);
        columns.push(Column {
            col,
            row: 0,
            heading: name.clone(),
            meaning: meaning.map(|m| m.heading),
            because: "given".into(),
            currency: None,
            twice: false,
        });
    }
    let mut sheet = Sheet::default();
    for (row, values) in (1_u32..).zip(given) {
        let mut cells: Vec<_> = values
            .iter()
            .filter(|(_, text)| !text.is_empty())
            .filter_map(|(name, text)| Some((row, *places.get(name.as_str())?, Raw::Text(text.clone()))))
            .collect();
        cells.sort_by_key(|(_, col, _)| *col);
        sheet.cells.extend(cells);
    }
    let view = View::new(&sheet);
    let found = Found {
        spec: table,
        columns,
        reach: (0, u32::MAX),
        body: (0..view.rows.len()).map(|place| (place, false)).collect(),
        above: Vec::new(),
        labels: Vec::new(),
    };
    let judged = judge(&view, found);
    let mut problems = Vec::new();
    let mut desk = Desk { file: "given".into(), sheet: "".into(), locale, problems: &mut problems };
    let wide = wide::decide(&view, std::slice::from_ref(&judged), None, &mut desk);
    let read = records::table(&view, &judged, &wide, &mut desk);
    diagnostic::sort(&mut problems);
    (read, problems)
}

/// A table with each of its rows judged.
pub struct Judged {
    pub table: Found,
    /// Places in [`View::rows`].
    pub rows: Vec<(usize, rows::RowKind)>,
}

fn lay_out<'a>(view: &View<'a>) -> (Vec<block::Fact<'a>>, Vec<Judged>) {
    let block = block::find(view);
    let taken: HashSet<usize> = block.iter().map(|fact| fact.place).collect();
    let found = layout::find(view, &taken);
    (block, found.into_iter().map(|table| judge(view, table)).collect())
}

fn judge(view: &View, table: Found) -> Judged {
    let mut judged = Vec::with_capacity(table.body.len());
    for (place, repeated) in &table.body {
        let Some(row) = view.rows.get(*place) else { continue };
        let cells = within(row, table.reach);
        if cells.is_empty() {
            continue;
        }
        let kind = match repeated {
            true => rows::RowKind::Ignored("repeated heading"),
            false => rows::kind(view, &table, row, cells),
        };
        judged.push((*place, kind));
    }
    Judged { table, rows: judged }
}

/// The cells of a row that lie within a table's reach.
pub fn within<'v, 'a>(row: &'v layout::RowView<'a>, reach: (u32, u32)) -> &'v [(u32, &'a Raw)] {
    let from = row.cells.partition_point(|(col, _)| *col < reach.0);
    let to = row.cells.partition_point(|(col, _)| *col < reach.1);
    row.cells.get(from..to).unwrap_or_default()
}

fn no_table(file: &str, book: &Workbook) -> Diagnostic {
    let texts = book.sheets.iter().flat_map(|s| &s.cells).filter_map(|(_, _, raw)| match raw {
        Raw::Text(text) if headings::could_be(text) => Some(text.trim()),
        _ => None,
    });
    let seen: Vec<&str> = texts.filter(|t| !t.is_empty()).take(6).collect();
    Diagnostic::new(
        Code::NoKnownTable,
        "No table was recognised in this file.",
        "Give its columns headings that callboard knows (`callboard new` writes blank workbooks that have them).",
    )
    .in_file(file)
    .seen(seen.join(" | "))
}
