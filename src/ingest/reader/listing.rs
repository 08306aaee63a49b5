//! A file that is no spreadsheet, laid out as one: its headings in row 1, one record a row below.
//!
//! So a screenplay or a schedule file goes the same way as every sheet, and what was read from it has an address:
//! `script.fdx › Scenes › C5` is the third column of the fourth scene, as `callboard read script.fdx` lists it.

use super::Budget;
use crate::diagnostic::Diagnostic;
use crate::ingest::grid::{Raw, Sheet};

#[derive(Clone, Debug)]
pub struct Listing {
    name: String,
    headings: Vec<String>,
    /// With the number of each, counted from one as a sheet shows it.
    rows: Vec<(u32, Vec<(usize, String)>)>,
}

impl Listing {
    /// `headings` stand in this order, also where nothing is below them; further ones follow as rows name them.
    pub fn new(name: &str, headings: &[&str]) -> Self {
        Listing {
            name: name.into(),
            headings: headings.iter().map(ToString::to_string).collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a row below the last; what is blank leaves its cell empty.
    pub fn row<'a>(&mut self, cells: impl IntoIterator<Item = (&'a str, String)>) {
        let last = self.rows.last().map_or(1, |(number, _)| *number);
        self.row_at(last.saturating_add(1), cells);
    }

    /// Adds a row of this number, counted from one, which is below the last: where a record stands on a line of its
    /// file, the row has the line's number.
    pub fn row_at<'a>(&mut self, number: u32, cells: impl IntoIterator<Item = (&'a str, String)>) {
        let mut row = Vec::new();
        for (heading, value) in cells {
            if value.trim().is_empty() {
                continue;
            }
            let place = match self.headings.iter().position(|h| h == heading) {
                Some(place) => place,
                None => {
                    self.headings.push(heading.into());
                    self.headings.len() - 1
                }
            };
            row.push((place, value));
        }
        row.sort_by_key(|(place, _)| *place);
        self.rows.push((number, row));
    }

    /// Takes the last row back.
    pub fn take_last(&mut self) {
        self.rows.pop();
    }

    /// The number of the first row that holds something.
    pub fn first_row(&self) -> Option<u32> {
        self.rows.first().map(|(number, _)| *number)
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub fn sheet(self, budget: &mut Budget, file: &str) -> Result<Sheet, Diagnostic> {
        budget.sheet(file)?;
        let mut sheet = Sheet { name: self.name, ..Sheet::default() };
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        for (col, heading) in self.headings.into_iter().enumerate() {
            budget.cell(file)?;
            sheet.cells.push((0, number(col), Raw::Text(heading)));
        }
        for (at, row) in self.rows {
            for (col, value) in row {
                budget.cell(file)?;
                sheet.cells.push((at.saturating_sub(1), number(col), Raw::Text(value)));
            }
        }
        Ok(sheet)
    }
}

/// Words and names as the file has them, on one line.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
