//! How each file was understood: the body of `read --format json` and of the intake report.

use crate::diagnostic::Diagnostic;
use crate::model::{Cell, Heading, Record, TableName};

/// One input file.
#[derive(Clone, Debug, PartialEq)]
pub struct FileRead {
    /// Relative to the production folder, `/` between parts.
    pub file: String,
    /// SHA-256 of the bytes that were read, in hex; empty where the file could not be opened.
    pub sha256: String,
    pub tables: Vec<TableRead>,
    pub problems: Vec<Diagnostic>,
}

/// One table found on a sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct TableRead {
    pub table: TableName,
    pub sheet: String,
    /// The first heading's cell.
    pub header_cell: Cell,
    pub columns: Vec<ColumnRead>,
    pub records: Vec<Record>,
    pub ignored: Vec<RowIgnored>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnRead {
    /// As written.
    pub heading: String,
    pub cell: Cell,
    /// The canonical heading it was understood as; `None` for an unknown column.
    pub as_heading: Option<Heading>,
    /// Why: `same words`, `synonym of “Wrap”`, `close to “Department”` …
    pub because: String,
    pub confidence: Confidence,
    /// What a column that was not understood may mean.
    pub perhaps: Option<Heading>,
}

/// How sure the meaning of a column is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Confidence {
    /// By the words of its heading, or by `headings.toml`.
    Certain,
    /// By a heading that is nearly the same, or by what the cells look like.
    Likely,
    /// Not understood.
    #[default]
    Open,
}

impl Confidence {
    pub fn word(self) -> &'static str {
        match self {
            Confidence::Certain => "certain",
            Confidence::Likely => "likely",
            Confidence::Open => "open",
        }
    }
}

/// A row inside a table that is not data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowIgnored {
    pub cell: Cell,
    pub text: String,
    /// `total`, `banner`, `repeated heading`, `note` …
    pub because: String,
}
