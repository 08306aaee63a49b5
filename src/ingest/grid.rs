//! A spreadsheet as cells: what a reader hands over and a layout is found in.

use crate::diagnostic::Diagnostic;
use serde::{Deserialize, Serialize};

/// A cell as the file holds it. Formulas carry their cached result.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Raw {
    Text(String),
    Number(f64),
    /// A number with a date or time format: days since 30 December 1899, whatever the file's epoch.
    Date(f64),
    /// A number with an elapsed-time format (`[h]:mm`), in days.
    Elapsed(f64),
    Bool(bool),
    /// `#REF!`, `#VALUE!` …
    Error(String),
    /// A formula whose result the file does not hold.
    NoResult,
}

/// One sheet. Cells stand in reading order: by row, then by column.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Sheet {
    pub name: String,
    pub hidden: bool,
    pub cells: Vec<(u32, u32, Raw)>,
    /// First row, first column, last row, last column of each merged range.
    pub merges: Vec<(u32, u32, u32, u32)>,
    pub hidden_rows: Vec<u32>,
    pub hidden_columns: Vec<u32>,
    pub marks: Marks,
}

/// What a sheet says by its looks and not by its cells' contents, where the format tells: such meaning
/// is not read, but that it is there is said.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Marks {
    /// Cells whose text is struck through.
    pub struck: Vec<(u32, u32)>,
    /// Filled cells: row, column, and the colour as `0xRRGGBB`.
    pub filled: Vec<(u32, u32, u32)>,
    /// Cells with a comment.
    pub comments: Vec<(u32, u32)>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Workbook {
    pub sheets: Vec<Sheet>,
    /// What of the file could not be read, while the rest could: a damaged sheet among whole ones.
    pub problems: Vec<Diagnostic>,
}
