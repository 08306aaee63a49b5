//! `.xlsb`, cell by cell. The library can panic on parts it does not know: the worker contains that.

use super::{Budget, values};
use crate::diagnostic::Diagnostic;
use crate::ingest::grid::{Raw, Sheet, Workbook};
use crate::ingest::refusal;
use calamine::{Reader, SheetType, SheetVisible, Xlsb, XlsbError};
use std::io::Cursor;

pub fn read(bytes: &[u8], file: &str) -> Result<Workbook, Diagnostic> {
    let mut book = Xlsb::new(Cursor::new(bytes)).map_err(|error| of_library(file, &error))?;
    let is_1904 = book.has_1904_epoch();
    let mut budget = Budget::default();
    let mut out = Workbook::default();
    for meta in book.sheets_metadata().to_vec() {
        if meta.typ != SheetType::WorkSheet {
            continue;
        }
        budget.sheet(file)?;
        match cells(&mut book, &meta.name, is_1904, file, &mut budget)? {
            Ok(cells) => out.sheets.push(Sheet {
                hidden: meta.visible != SheetVisible::Visible,
                cells,
                name: meta.name,
                ..Sheet::default()
            }),
            Err(error) => out.problems.push(of_library(file, &error).on_sheet(meta.name)),
        }
    }
    super::some_sheet(out)
}

type Cells = Vec<(u32, u32, Raw)>;

/// The outer error ends the file, the inner one the sheet.
fn cells(
    book: &mut Xlsb<Cursor<&[u8]>>,
    name: &str,
    is_1904: bool,
    file: &str,
    budget: &mut Budget,
) -> Result<Result<Cells, XlsbError>, Diagnostic> {
    let mut reader = match book.worksheet_cells_reader(name) {
        Ok(reader) => reader,
        Err(error) => return Ok(Err(error)),
    };
    let mut cells = Vec::new();
    loop {
        match reader.next_cell() {
            Ok(Some(cell)) => {
                let (row, column) = cell.get_position();
                let Some(raw) = values::raw_ref(cell.get_value(), is_1904) else { continue };
                budget.cell(file)?;
                cells.push((row, column, raw));
            }
            Ok(None) => break,
            Err(error) => return Ok(Err(error)),
        }
    }
    super::in_reading_order(&mut cells);
    Ok(Ok(cells))
}

fn of_library(file: &str, error: &XlsbError) -> Diagnostic {
    match error {
        XlsbError::Password => refusal::encrypted(file),
        error => refusal::damaged(file, &error.to_string()),
    }
}
