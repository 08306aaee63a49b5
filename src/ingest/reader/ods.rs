//! `.ods` of LibreOffice and others. Dates carry no epoch there; times of day are written as
//! durations (see `values`).

use super::{Budget, legacy};
use crate::diagnostic::Diagnostic;
use crate::ingest::grid::{Sheet, Workbook};
use crate::ingest::refusal;
use calamine::{Ods, OdsError, Reader, SheetVisible};
use std::io::Cursor;

pub fn read(bytes: &[u8], file: &str) -> Result<Workbook, Diagnostic> {
    let mut book = Ods::new(Cursor::new(bytes)).map_err(|error| of_library(file, &error))?;
    let mut budget = Budget::default();
    let mut out = Workbook::default();
    for meta in book.sheets_metadata().to_vec() {
        budget.sheet(file)?;
        match book.worksheet_range(&meta.name) {
            Ok(range) => out.sheets.push(Sheet {
                hidden: meta.visible != SheetVisible::Visible,
                cells: legacy::cells(&range, false, file, &mut budget)?,
                name: meta.name,
                ..Sheet::default()
            }),
            Err(error) => out.problems.push(of_library(file, &error).on_sheet(meta.name)),
        }
    }
    super::some_sheet(out)
}

fn of_library(file: &str, error: &OdsError) -> Diagnostic {
    match error {
        OdsError::Password => refusal::encrypted(file),
        OdsError::CellLimitExceeded { requested, max } => {
            refusal::too_large(file, &format!("{requested} cells"), &max.to_string())
        }
        error => refusal::damaged(file, &error.to_string()),
    }
}
