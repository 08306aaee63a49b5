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
}

/// A row inside a table that is not data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowIgnored {
    pub cell: Cell,
    pub text: String,
    /// `total`, `banner`, `repeated heading`, `note` …
    pub because: String,
}
