//! Exports of the tools that offices use, known by their columns: one file a tool.
//!
//! A sheet that has all the columns of an export is read as if they were headed as ours are; what it was taken
//! for is said, and the columns keep their own names in every report. Only what was seen is here: [`Seen`].

mod avails;
mod celtx;
mod harvest;
mod hot_budget;
mod kitsu;
mod movie_magic;
mod one_pm;
mod periscope;
mod scene_it_all;
mod toggl;
mod wrapbook;

use super::grid::{Raw, Sheet, Workbook};
use super::headings;
use super::intake::FileRead;
use super::value::text;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Heading, TableName};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Where the columns were seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// In files of the kind.
    Files,
    /// In the source of the program, or of several programs that read the export.
    Code,
    /// In the maker's own help pages alone.
    Described,
}

pub struct Export {
    /// As a sentence goes on after “This is”: `Kitsu's list of people`.
    pub name: &'static str,
    pub seen: Seen,
    /// `None` where callboard has no table for it.
    pub table: Option<TableName>,
    /// Columns that must all be there.
    pub columns: &'static [&'static str],
    /// Their headings that are ours under another name.
    pub ours: &'static [(&'static str, Heading)],
    /// Columns that make one of ours together, a space between them.
    pub joined: &'static [(&'static [&'static str], Heading)],
    /// What is paid for by a bare amount of the column that becomes `Rate`.
    pub per: Option<&'static str>,
    /// What a person should know of it or add to it; empty where nothing.
    pub remark: &'static str,
}

impl Export {
    const fn new(name: &'static str, seen: Seen, columns: &'static [&'static str]) -> Self {
        Export { name, seen, table: None, columns, ours: &[], joined: &[], per: None, remark: "" }
    }

    const fn table(mut self, table: TableName, ours: &'static [(&'static str, Heading)]) -> Self {
        self.table = Some(table);
        self.ours = ours;
        self
    }

    const fn joined(mut self, joined: &'static [(&'static [&'static str], Heading)]) -> Self {
        self.joined = joined;
        self
    }

    const fn per(mut self, per: &'static str) -> Self {
        self.per = Some(per);
        self
    }

    const fn remark(mut self, remark: &'static str) -> Self {
        self.remark = remark;
        self
    }
}

/// Every export. The first that fits is taken, so what asks for more columns comes before what asks for fewer.
pub const ALL: &[&Export] = &[
    &avails::AVAILS,
    &kitsu::PEOPLE,
    &kitsu::SHOTS,
    &kitsu::CASTING,
    &scene_it_all::CAST,
    &one_pm::CREW,
    &hot_budget::PAYROLL_LOG,
    &hot_budget::PURCHASE_ORDERS,
    &wrapbook::PURCHASE_ORDERS,
    &wrapbook::COST_REPORT,
    &periscope::COST_REPORT,
    &movie_magic::TOPSHEET,
    &movie_magic::ACCOUNTS,
    &celtx::BUDGET,
    &harvest::TIME,
    &toggl::DETAILED,
];

/// So many rows with anything in them are looked at for the columns.
const ROWS: usize = 30;

/// A sheet that was taken for an export.
pub struct Known {
    export: &'static Export,
    sheet: String,
    row: u32,
    /// The headings as written, by column, of those that were renamed, and why.
    renamed: BTreeMap<u32, (String, String)>,
}

/// The workbook with the headings of known exports as ours are.
pub fn translate(book: &Workbook) -> (Cow<'_, Workbook>, Vec<Known>) {
    let mut translated: Cow<Workbook> = Cow::Borrowed(book);
    let mut known = Vec::new();
    for (place, sheet) in book.sheets.iter().enumerate() {
        let Some((export, row, columns)) = recognise(sheet) else { continue };
        let mut it = Known { export, sheet: sheet.name.clone(), row, renamed: BTreeMap::new() };
        if let Some(sheet) = translated.to_mut().sheets.get_mut(place) {
            if export.table.is_some() {
                rename(sheet, &columns, &mut it);
            } else {
                // Some of its columns may be those of another table, which it is not. What stands above is read.
                sheet.cells.retain(|cell| cell.0 < row);
            }
        }
        known.push(it);
    }
    (translated, known)
}

/// Says what the sheets were taken for, and gives the columns their own names back.
pub fn tell(read: &mut FileRead, known: &[Known]) {
    for it in known {
        let of_table = read.tables.iter_mut().filter(|table| *table.sheet == *it.sheet);
        for column in of_table.flat_map(|table| &mut table.columns).filter(|c| c.cell.row == it.row) {
            if let Some((written, because)) = it.renamed.get(&column.cell.col) {
                column.heading.clone_from(written);
                column.because.clone_from(because);
            }
        }
        let (message, help) = match it.export.table {
            Some(_) => (format!("This is {}, and was read as that.", it.export.name), it.export.remark),
            None => (format!("This is {}; nothing is made of it.", it.export.name), it.export.remark),
        };
        let help = if help.is_empty() { "If it is not, rename a heading." } else { help };
        let place = crate::model::cell::address(it.row, 0);
        let problem = Diagnostic::new(Code::ExportKnown, message, help);
        read.problems.push(problem.in_file(&*read.file).on_sheet(&*it.sheet).at_place(place));
    }
    // What it is was said; that it is nothing else need not be.
    if known.iter().any(|it| it.export.table.is_none()) && read.tables.is_empty() {
        read.problems.retain(|problem| problem.code != Code::NoKnownTable);
    }
}

/// The export whose columns a row has, the row, and its columns by the keys of their headings.
fn recognise(sheet: &Sheet) -> Option<(&'static Export, u32, BTreeMap<String, u32>)> {
    let rows = sheet.cells.chunk_by(|a, b| a.0 == b.0).take(ROWS);
    for row in rows {
        let columns: BTreeMap<String, u32> = row
            .iter()
            .filter_map(|(_, column, raw)| match raw {
                Raw::Text(text) if text.len() <= 80 => Some((headings::key(text), *column)),
                _ => None,
            })
            .collect();
        let has =
            |export: &&&Export| export.columns.iter().all(|name| columns.contains_key(&headings::key(name)));
        if let (Some(export), Some(first)) = (ALL.iter().find(has), row.first()) {
            return Some((export, first.0, columns));
        }
    }
    None
}

fn rename(sheet: &mut Sheet, columns: &BTreeMap<String, u32>, it: &mut Known) {
    let at = |name: &str| columns.get(&headings::key(name)).copied();
    let export = it.export;
    for (theirs, ours) in export.ours {
        if let Some(column) = at(theirs) {
            head(sheet, it, column, ours, format!("“{theirs}” of {}", export.name));
        }
    }
    for (parts, ours) in export.joined {
        let places: Vec<u32> = parts.iter().filter_map(|part| at(part)).collect();
        let Some(first) = places.first().copied() else { continue };
        let named = parts.iter().map(|part| format!("“{part}”")).collect::<Vec<_>>().join(" and ");
        head(sheet, it, first, ours, format!("{named} of {}", export.name));
        join(sheet, it.row, first, &places);
    }
    if let Some(per) = export.per
        && let Some(column) =
            it.renamed.keys().copied().find(|column| heading(sheet, it.row, *column) == Some("Rate"))
    {
        for (row, _, raw) in sheet.cells.iter_mut().filter(|cell| cell.1 == column && cell.0 > it.row) {
            let written = text::seen(raw);
            if *row > it.row && written.ends_with(|c: char| c.is_ascii_digit()) {
                *raw = Raw::Text(format!("{written}/{per}"));
            }
        }
    }
}

fn heading(sheet: &Sheet, row: u32, column: u32) -> Option<&str> {
    let place = sheet.cells.binary_search_by_key(&(row, column), |cell| (cell.0, cell.1)).ok()?;
    match &sheet.cells.get(place)?.2 {
        Raw::Text(text) => Some(text),
        _ => None,
    }
}

fn head(sheet: &mut Sheet, it: &mut Known, column: u32, ours: Heading, because: String) {
    let Ok(place) = sheet.cells.binary_search_by_key(&(it.row, column), |cell| (cell.0, cell.1)) else {
        return;
    };
    if let Some((_, _, raw)) = sheet.cells.get_mut(place) {
        let written = std::mem::replace(raw, Raw::Text(ours.to_owned()));
        it.renamed.insert(column, (text::seen(&written), because));
    }
}

/// Puts the parts of each row together, in the first part's column.
fn join(sheet: &mut Sheet, header: u32, first: u32, places: &[u32]) {
    let cells = std::mem::take(&mut sheet.cells);
    for row in cells.chunk_by(|a, b| a.0 == b.0) {
        let number = row.first().map_or(0, |cell| cell.0);
        if number <= header {
            sheet.cells.extend_from_slice(row);
            continue;
        }
        let part = |place: &u32| row.iter().find(|cell| cell.1 == *place).map(|cell| text::seen(&cell.2));
        let whole: Vec<String> = places.iter().filter_map(part).collect();
        sheet.cells.extend(row.iter().filter(|cell| cell.1 != first).cloned());
        if !whole.is_empty() {
            sheet.cells.push((number, first, Raw::Text(whole.join(" "))));
        }
    }
    sheet.cells.sort_by_key(|cell| (cell.0, cell.1));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::tables;

    #[test]
    fn exports_name_tables_and_headings_that_exist() {
        for export in ALL {
            let Some(name) = export.table else {
                assert!(!export.remark.is_empty(), "{}: what to do instead", export.name);
                continue;
            };
            let spec = tables::find(name).unwrap_or_else(|| panic!("{}: no table {name}", export.name));
            let headings = export.ours.iter().map(|(_, ours)| *ours).chain(export.joined.iter().map(|j| j.1));
            for heading in headings {
                assert!(spec.heading(heading).is_some(), "{}: {name} has no {heading}", export.name);
            }
        }
    }
}
