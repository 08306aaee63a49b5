//! Where a value was read: file, sheet and cell.

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use std::fmt;
use std::sync::Arc;

/// One cell of one sheet of one input file. Rows and columns count from zero.
///
/// `file` is relative to the production folder with `/` between its parts, so that the same
/// production gives the same findings on any machine. A CSV has one sheet with an empty name.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Cell {
    pub file: Arc<str>,
    pub sheet: Arc<str>,
    pub row: u32,
    pub col: u32,
}

impl Cell {
    pub fn new(file: impl Into<Arc<str>>, sheet: impl Into<Arc<str>>, row: u32, col: u32) -> Self {
        Cell { file: file.into(), sheet: sheet.into(), row, col }
    }

    /// The address as a spreadsheet shows it: `B9`.
    pub fn address(&self) -> String {
        address(self.row, self.col)
    }

    /// The same sheet, another place on it.
    pub fn at(&self, row: u32, col: u32) -> Self {
        Cell { row, col, ..self.clone() }
    }
}

/// Row 8 and column 1 are `B9`.
pub fn address(row: u32, col: u32) -> String {
    format!("{}{}", column_letters(col), u64::from(row) + 1)
}

/// `0` → `A`, `26` → `AA`.
pub fn column_letters(col: u32) -> String {
    let mut n = u64::from(col) + 1;
    let mut letters = Vec::new();
    while n > 0 {
        n -= 1;
        letters.push(b'A' + (n % 26) as u8);
        n /= 26;
    }
    letters.iter().rev().map(|&b| b as char).collect()
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.sheet.is_empty() {
            write!(f, "{} {}", self.file, self.address())
        } else {
            write!(f, "{} › {} › {}", self.file, self.sheet, self.address())
        }
    }
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let mut out = s.serialize_struct("Cell", 3)?;
        out.serialize_field("file", &self.file)?;
        out.serialize_field("sheet", &self.sheet)?;
        out.serialize_field("cell", &self.address())?;
        out.end()
    }
}

/// A value with the cell it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sourced<T> {
    pub value: T,
    pub cell: Cell,
}

impl<T> Sourced<T> {
    pub fn new(value: T, cell: Cell) -> Self {
        Sourced { value, cell }
    }

    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Sourced<U> {
        Sourced { value: f(self.value), cell: self.cell }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_lettered_as_spreadsheets_do() {
        // 26 letters, then 26 × 26 pairs: 26 is AA, 701 is ZZ, 702 is AAA, 16383 is Excel's last.
        for (col, letters) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")] {
            assert_eq!(column_letters(col), letters);
        }
    }
}
