//! `.xlsx` and `.xlsm`, cell by cell.
//!
//! The library's cell reader is used alone, never its ranges: a range is allocated whole, and two
//! cells at opposite corners, a legal file of 1.4 kilobytes, abort the process. What the cell
//! reader stumbles over or does not tell is looked up in the sheets' XML first (`look`), and mended in
//! a copy of the bytes (`mend`).

mod address;
mod look;
mod mend;
pub(super) mod parts;
mod styles;
mod unresolved;

use super::outlet::{Cells, Outlet};
use super::preflight::{self, Archive};
use super::{Budget, formula, values};
use crate::diagnostic::Diagnostic;
use crate::ingest::grid::{Raw, Sheet, Workbook};
use crate::ingest::refusal;
use calamine::{Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use look::Look;
use std::collections::BTreeMap;
use std::io::Cursor;
use unresolved::Unresolved;

pub fn read(bytes: &[u8], file: &str, outlet: &mut Outlet) -> Result<Workbook, Diagnostic> {
    let utf8 = mend::to_utf8(bytes, file)?;
    let bytes = utf8.as_deref().unwrap_or(bytes);
    let mut archive = preflight::open(bytes, file)?;
    let looks = look_at_sheets(&mut archive, file);
    let mended = mend::sheets(&mut archive, looks.values(), file)?;
    let bytes = mended.as_deref().unwrap_or(bytes);

    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|error| of_library(file, &error))?;
    let is_1904 = book.has_1904_epoch();
    let mut budget = Budget::sending();
    let mut out = Workbook::default();
    let mut pending = Vec::new();
    for meta in book.sheets_metadata().to_vec() {
        if meta.typ != SheetType::WorkSheet {
            continue;
        }
        budget.sheet(file)?;
        let none = Look::default();
        let look = looks.get(&meta.name).unwrap_or(&none);
        let place = out.sheets.len();
        let mut gather = Gather { file, is_1904, place, budget: &mut budget, outlet };
        let cells = match gather.cells(&mut book, &meta.name, look) {
            Ok((cells, unresolved)) => {
                // What is gone already cannot be looked up, so nothing is computed from it.
                if !outlet.has_sent() {
                    pending.extend(unresolved.pending(place, &mut book, &meta.name));
                }
                cells
            }
            Err(Fault::Limit(problem)) => return Err(problem),
            Err(Fault::Sheet(error)) => {
                out.problems.push(of_library(file, &error).on_sheet(meta.name.as_str()));
                if !outlet.has_sent_of(place) {
                    continue;
                }
                // What was sent of it stands.
                Cells::new()
            }
        };
        let hidden = meta.visible != SheetVisible::Visible;
        out.sheets.push(sheet(meta.name, hidden, cells, look));
    }
    if !outlet.has_sent() {
        formula::compute(&mut out, &pending, file);
    }
    super::some_sheet(out)
}

/// By the sheet's name. A sheet that cannot be looked at is left to the reader to complain of.
fn look_at_sheets(archive: &mut Archive, file: &str) -> BTreeMap<String, Look> {
    let mut looks = BTreeMap::new();
    let styles = styles::styles(archive, file);
    for (name, part) in parts::sheets(archive, file).unwrap_or_default() {
        if let Some(mut look) = look::look(archive, &part, &styles) {
            look.marks.comments = styles::comments(archive, &part, file);
            looks.entry(name).or_insert(look);
        }
    }
    looks
}

enum Fault {
    Limit(Diagnostic),
    Sheet(XlsxError),
}

/// The cells of one sheet.
struct Gather<'g, 'o> {
    file: &'g str,
    is_1904: bool,
    /// The sheet's number in the workbook.
    place: usize,
    budget: &'g mut Budget,
    outlet: &'g mut Outlet<'o>,
}

impl Gather<'_, '_> {
    fn cells(
        &mut self,
        book: &mut Xlsx<Cursor<&[u8]>>,
        name: &str,
        look: &Look,
    ) -> Result<(Cells, Unresolved), Fault> {
        let mut reader = book.worksheet_cells_reader(name).map_err(Fault::Sheet)?;
        let mut cells = Cells::new();
        let mut unresolved = Unresolved::default();
        while let Some(record) = reader.next_cell_with_formula_metadata().map_err(Fault::Sheet)? {
            let is_empty = record.value == calamine::DataRef::Empty;
            let has_formula = record.formula.is_some();
            if let Some(formula) = record.formula {
                unresolved.see(record.pos, formula, is_empty);
            }
            let raw = match look.errors.get(&record.pos) {
                Some(error) => Some(Raw::Error(error.clone())),
                None if has_formula && is_empty => Some(Raw::NoResult),
                None => values::raw_ref(&record.value, self.is_1904),
            };
            if let Some(raw) = raw {
                self.budget.row(self.file, record.pos.0).map_err(Fault::Limit)?;
                self.budget.cell(self.file).map_err(Fault::Limit)?;
                cells.push((record.pos.0, record.pos.1, raw));
                self.outlet.relieve(self.place, &mut cells);
            }
        }
        Ok((cells, unresolved))
    }
}

fn sheet(name: String, hidden: bool, cells: Cells, look: &Look) -> Sheet {
    Sheet {
        name,
        hidden,
        cells,
        merges: look.merges.clone(),
        hidden_rows: look.hidden_rows.clone(),
        hidden_columns: look.hidden_columns(),
        marks: look.marks.clone(),
    }
}

fn of_library(file: &str, error: &XlsxError) -> Diagnostic {
    match error {
        XlsxError::Password => refusal::encrypted(file),
        error => refusal::damaged(file, &error.to_string()),
    }
}
