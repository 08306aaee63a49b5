//! From cells to records: finds the tables of a file and reads every row under its headings.
//!
//! `wide` settles what only a whole sheet can say (the order of dates, bare times, decimal marks), `records` reads
//! the rows, `parts` cells that hold several values; `totals` adds the rows up, `gaps` says what is lacking, `looks`
//! what was said by looks alone; `meals` looks for Ins and Outs the other way round, `clock` for times without am
//! and pm, `breakdown` settles lists of scenes without days. `facts` reads the Production table, `forms` the head of
//! a call sheet, `call_sheet` what its tables say beside, `grids` a day-out-of-days. `show` prints what was
//! understood, `settle` the lines of `headings.toml` for what was not.

pub mod breakdown;
pub mod call_sheet;
pub mod clock;
pub mod facts;
pub mod forms;
pub mod gaps;
pub mod grids;
pub mod looks;
pub mod meals;
pub mod parts;
pub mod records;
pub mod settle;
pub mod show;
pub mod totals;
pub mod wide;

use super::exports;
use super::grid::{Raw, Sheet, Workbook};
use super::headings;
use super::intake::{Confidence, FileRead, TableRead};
use super::layout::day_grid::{self, DayGrid};
use super::layout::form::{self, Form};
use super::layout::{self, Column, Found, View, block, context, part, rows, shape};
use super::locale::Locale;
use super::tables::{TableSpec, ValueKind};
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
    let views: Vec<View> =
        book.sheets.iter().map(|sheet| View::said(sheet, locale.house.on(file, &sheet.name))).collect();
    let sheets = lay_out(&views);
    // The dates of the whole file, for sheets that have none with a year.
    let mut all_dates = Dates::default();
    for (view, sheet) in views.iter().zip(&sheets) {
        sheet.judged.iter().for_each(|judged| wide::see_dates(view, judged, &mut all_dates));
        sheet.others().dates(&mut all_dates);
    }
    let day_first = all_dates.decide(locale).day_first;
    let in_titles = || wide::date_in_titles(&views, day_first).or(locale.photography_start);
    let elsewhere = all_dates.near(day_first).or_else(in_titles);
    let problems = book.problems.clone();
    let mut read = FileRead { file: file.into(), sha256: sha256.into(), tables: Vec::new(), problems };
    let file: Arc<str> = file.into();
    for (view, sheet) in views.iter().zip(&sheets) {
        let mut desk = Desk {
            file: file.clone(),
            sheet: view.sheet.name.as_str().into(),
            locale,
            problems: &mut read.problems,
        };
        let wide = wide::decide(view, &sheet.judged, &sheet.others(), elsewhere, &mut desk);
        let before = read.tables.len();
        if !sheet.block.is_empty() {
            read.tables.push(facts::table(&sheet.block, &wide, &mut desk));
        }
        if !sheet.judged.iter().any(|judged| judged.table.spec.name == "schedule") {
            read.tables.extend(forms::tables(&sheet.form, &wide, &mut desk));
        }
        for judged in &sheet.judged {
            let mut table = records::table(view, judged, &wide, &mut desk);
            let beside = beside(&mut table, judged, sheet, &wide, &desk);
            read.tables.push(table);
            read.tables.extend(beside);
        }
        for grid in &sheet.grids {
            read.tables.push(grids::table(view, grid, &wide, &mut desk));
        }
        if read.tables.len() > before {
            looks::say(view, &sheet.judged, &mut desk);
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
            meaning: meaning.map(|m| m.heading),
            because: "given".into(),
            confidence: if meaning.is_some() { Confidence::Certain } else { Confidence::Open },
            ..Column::new(col, 0, name.clone())
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
        day: None,
    };
    let judged = judge(&view, found);
    let mut problems = Vec::new();
    let mut desk = Desk { file: "given".into(), sheet: "".into(), locale, problems: &mut problems };
    let others = wide::Others::default();
    let wide = wide::decide(&view, std::slice::from_ref(&judged), &others, None, &mut desk);
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

/// What was found on a sheet.
pub struct LaidOut<'a> {
    pub block: Vec<block::Fact<'a>>,
    pub judged: Vec<Judged>,
    pub form: Form<'a>,
    pub grids: Vec<DayGrid<'a>>,
    /// It is a call sheet's front, or its back.
    pub is_call_sheet: bool,
}

impl LaidOut<'_> {
    /// What the head and the grids hold beside the tables, for the decisions about the whole sheet.
    fn others(&self) -> wide::Others<'_> {
        let pairs = self.form.day.iter().map(|pair| (pair.heading.kind, &*pair.value));
        let days = self.grids.iter().flat_map(|grid| &grid.days);
        wide::Others(pairs.chain(days.map(|day| (ValueKind::Date, &*day.date))).collect())
    }
}

fn lay_out<'a>(views: &[View<'a>]) -> Vec<LaidOut<'a>> {
    let found: Vec<_> = views
        .iter()
        .map(|view| {
            let block = block::find(view);
            let grids = day_grid::find(view);
            let mut taken: HashSet<usize> = block.iter().map(|fact| fact.place).collect();
            taken.extend(grids.iter().flat_map(|grid| &grid.places));
            let tables = layout::find(view, &taken);
            let top = tables.iter().filter_map(|table| table.columns.first()).map(|c| c.row).min();
            let head = (0..view.rows.len()).filter(|place| {
                let row = view.rows.get(*place).map_or(0, |row| row.row);
                !taken.contains(place) && top.is_none_or(|top| row < top)
            });
            let form = form::find(view, &head.take(form::DEEPEST).collect::<Vec<_>>());
            (block, grids, tables, form)
        })
        .collect();
    // The front of the workbook's one call sheet, for its other sheets.
    let mut fronts = found.iter().enumerate().filter(|(_, (.., form))| form.is_day() && form.is_call_sheet);
    let front = match (fronts.next(), fronts.next()) {
        (Some((i, (.., form))), None) => Some((i, form.clone())),
        _ => None,
    };
    let mut sheets = Vec::with_capacity(found.len());
    for (i, (view, (block, grids, mut tables, form))) in views.iter().zip(found).enumerate() {
        let elsewhere = front
            .as_ref()
            .filter(|(at, _)| *at != i)
            .and_then(|(at, form)| views.get(*at).map(|front| (front.sheet.name.as_str(), form)));
        context::give(view, &mut tables, &form, elsewhere);
        for table in &mut tables {
            part::settle(view, table);
            shape::fill(view, table);
        }
        if form.is_day() && form.is_call_sheet {
            let read: HashSet<usize> = form.day.iter().chain(&form.place).map(|pair| pair.place).collect();
            tables.iter_mut().for_each(|table| table.above.retain(|place| !read.contains(place)));
        }
        let is_call_sheet = form.is_call_sheet || elsewhere.is_some();
        let judged = tables.into_iter().map(|table| judge(view, table)).collect();
        sheets.push(LaidOut { block, judged, form, grids, is_call_sheet });
    }
    sheets
}

/// What a table says beside its own rows: the day's calls of a crew grid, the cast of a call sheet.
fn beside(
    table: &mut TableRead,
    judged: &Judged,
    sheet: &LaidOut,
    wide: &wide::Sheetwide,
    desk: &Desk,
) -> Option<TableRead> {
    match table.table {
        "crew" if sheet.is_call_sheet => {
            let context = wide.context(desk.locale);
            let date =
                judged.table.day.as_ref().and_then(|label| call_sheet::date_field(label, &context, desk))?;
            call_sheet::calls_of_crew(table, &date)
        }
        "calls" => call_sheet::cast_of_calls(table),
        _ => None,
    }
}

fn judge(view: &View, table: Found) -> Judged {
    let mut judged = Vec::with_capacity(table.body.len());
    for (place, repeated) in &table.body {
        let Some(row) = view.rows.get(*place) else { continue };
        let cells = within(row, table.reach);
        if cells.is_empty() {
            continue;
        }
        let after_data = matches!(judged.last(), Some((_, rows::RowKind::Data)));
        let kind = match repeated {
            true => rows::RowKind::Ignored("repeated heading"),
            false if after_data && rows::continues(view, &table, *place, cells) => rows::RowKind::Continues,
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
