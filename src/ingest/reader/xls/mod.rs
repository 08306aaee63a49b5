//! `.xls` of Excel 5 to 2003 (BIFF 5 and 8).
//!
//! The library has no guard against broken containers and believes what a sheet says of its own size, so
//! the workbook's stream is taken out of its container first (`container`), and what is wrong or not told is
//! looked up in its records (`look`). The worker's limits stand behind that.

mod container;
mod look;
mod styles;

use super::{Budget, values};
use crate::diagnostic::Diagnostic;
use crate::ingest::grid::{Raw, Sheet, Workbook};
use crate::ingest::refusal;
use calamine::{Data, Range, Reader, SheetType, SheetVisible, Xls, XlsError};
use std::io::Cursor;

pub fn read(bytes: &[u8], file: &str) -> Result<Workbook, Diagnostic> {
    let mut looks = Vec::new();
    let mut mended = None;
    // A container that is too broken to be taken apart may still be good enough for the library.
    match container::workbook(bytes) {
        Some(mut stream) => {
            looks = look::look(&mut stream);
            mended = container::around(&stream);
        }
        None if container::goes_in_circles(bytes) => {
            return Err(refusal::damaged(file, "its parts lead in a circle"));
        }
        None => {}
    }
    let bytes = mended.as_deref().unwrap_or(bytes);
    let mut book = Xls::new(Cursor::new(bytes)).map_err(|error| of_library(file, &error))?;
    let is_1904 = book.has_1904_epoch();
    let mut budget = Budget::default();
    let mut out = Workbook::default();
    for (place, meta) in book.sheets_metadata().to_vec().into_iter().enumerate() {
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
        let look = looks.get_mut(place).map(std::mem::take).unwrap_or_default();
        let mut sheet = Sheet {
            hidden: meta.visible != SheetVisible::Visible,
            cells: cells(&range, is_1904, file, &mut budget)?,
            merges: merges.iter().map(|m| (m.start.0, m.start.1, m.end.0, m.end.1)).collect(),
            name: meta.name,
            hidden_rows: look.hidden_rows,
            hidden_columns: look.hidden_columns,
            marks: look.marks,
        };
        super::only_used(&mut sheet);
        out.sheets.push(sheet);
    }
    super::some_sheet(out)
}

/// The cells of a range, which starts at the first one used and not at A1.
fn cells(
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
