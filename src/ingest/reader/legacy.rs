//! `.xls` of Excel 97–2003. The library reads it whole and has no guard against broken containers:
//! the worker's limits are the guard.

use super::{Budget, values};
use crate::diagnostic::Diagnostic;
use crate::ingest::grid::{Raw, Sheet, Workbook};
use crate::ingest::refusal;
use calamine::{Data, Range, Reader, SheetType, SheetVisible, Xls, XlsError};
use std::io::Cursor;

pub fn read(bytes: &[u8], file: &str) -> Result<Workbook, Diagnostic> {
    let mut book = Xls::new(Cursor::new(bytes)).map_err(|error| of_library(file, &error))?;
    let is_1904 = book.has_1904_epoch();
    let mut budget = Budget::default();
    let mut out = Workbook::default();
    for meta in book.sheets_metadata().to_vec() {
        if meta.typ != SheetType::WorkSheet {
            continue;
        }
        budget.sheet(file)?;
        let range = match book.worksheet_range(&meta.name) {
            Ok(range) => range,
            Err(error) => {
                out.problems.push(of_library(file, &error).on_sheet(meta.name));
                continue;
            }
        };
        let merges = book.merge_cells_by_sheet_name(&meta.name).unwrap_or_default();
        out.sheets.push(Sheet {
            hidden: meta.visible != SheetVisible::Visible,
            cells: cells(&range, is_1904, file, &mut budget)?,
            merges: merges.iter().map(|m| (m.start.0, m.start.1, m.end.0, m.end.1)).collect(),
            name: meta.name,
            ..Sheet::default()
        });
    }
    super::some_sheet(out)
}

/// The cells of a range, which starts at the first one used and not at A1.
pub fn cells(
    range: &Range<Data>,
    is_1904: bool,
    file: &str,
    budget: &mut Budget,
) -> Result<Vec<(u32, u32, Raw)>, Diagnostic> {
    let (first_row, first_column) = range.start().unwrap_or_default();
    let mut cells = Vec::new();
    for (row, column, value) in range.used_cells() {
        let Some(raw) = values::raw(value, is_1904) else { continue };
        budget.cell(file)?;
        cells.push((place(first_row, row), place(first_column, column), raw));
    }
    Ok(cells)
}

fn place(first: u32, offset: usize) -> u32 {
    first.saturating_add(u32::try_from(offset).unwrap_or(u32::MAX))
}

fn of_library(file: &str, error: &XlsError) -> Diagnostic {
    let why = error.to_string();
    match error {
        XlsError::Password => refusal::encrypted(file),
        XlsError::Cfb(_) if why.contains("stream") && why.contains("Workbook") => {
            refusal::not_a_spreadsheet(file, "an old Office file without a workbook in it")
        }
        _ => refusal::damaged(file, &why),
    }
}
