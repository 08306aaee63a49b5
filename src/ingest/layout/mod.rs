//! Finds the tables in a sheet by their headings: anywhere on it, several below or beside each other.
//!
//! `header` judges a row of headings, `block` finds key–value facts, `labels` reads what stands above a
//! table, `rows` says what each row below it is. One pass over the cells.

pub mod block;
pub mod header;
pub mod labels;
pub mod rows;

use super::grid::{Raw, Sheet};
use super::tables::{HeadingSpec, TableSpec};
use super::value::text;
use header::Header;
use labels::Label;
use std::collections::{HashMap, HashSet};

/// A row's cells that hold something, in order of columns.
#[derive(Clone, Debug)]
pub struct RowView<'a> {
    pub row: u32,
    pub cells: Vec<(u32, &'a Raw)>,
}

/// A sheet by rows, with its merges ready to be asked.
pub struct View<'a> {
    pub sheet: &'a Sheet,
    pub rows: Vec<RowView<'a>>,
    /// Last row and column of a merged range by its first.
    merged: HashMap<(u32, u32), (u32, u32)>,
    /// First and last rows of ranges merged downwards, by their first column.
    tall: HashMap<u32, Vec<(u32, u32)>>,
}

impl<'a> View<'a> {
    pub fn new(sheet: &'a Sheet) -> Self {
        let mut rows: Vec<RowView> = Vec::new();
        for (row, col, raw) in &sheet.cells {
            if matches!(raw, Raw::Text(t) if text::squeeze(t).is_empty()) {
                continue;
            }
            match rows.last_mut() {
                Some(last) if last.row == *row => last.cells.push((*col, raw)),
                _ => rows.push(RowView { row: *row, cells: vec![(*col, raw)] }),
            }
        }
        let merged = sheet.merges.iter().map(|(r0, c0, r1, c1)| ((*r0, *c0), (*r1, *c1))).collect();
        let mut tall: HashMap<u32, Vec<(u32, u32)>> = HashMap::new();
        for (r0, c0, r1, _) in &sheet.merges {
            if r1 > r0 {
                tall.entry(*c0).or_default().push((*r0, *r1));
            }
        }
        tall.values_mut().for_each(|ranges| ranges.sort_unstable());
        View { sheet, rows, merged, tall }
    }

    /// The last row and column of the range that begins at a cell.
    pub fn merge_at(&self, row: u32, col: u32) -> Option<(u32, u32)> {
        self.merged.get(&(row, col)).copied()
    }

    /// The first row of the range, merged downwards in this column, in which a lower cell lies.
    pub fn merged_from(&self, row: u32, col: u32) -> Option<u32> {
        let ranges = self.tall.get(&col)?;
        let next = ranges.partition_point(|(first, _)| *first < row);
        let (first, last) = ranges.get(next.checked_sub(1)?)?;
        (*last >= row).then_some(*first)
    }
}

/// A column of a table.
#[derive(Clone, Debug)]
pub struct Column {
    pub col: u32,
    /// The row of the heading's cell.
    pub row: u32,
    /// As written.
    pub heading: String,
    pub meaning: Option<&'static HeadingSpec>,
    pub because: String,
    /// A currency named in the heading.
    pub currency: Option<String>,
    /// The column has the same meaning as another of the same standing.
    pub twice: bool,
}

/// A table found on a sheet.
#[derive(Clone, Debug)]
pub struct Found {
    pub spec: &'static TableSpec,
    /// In order of columns.
    pub columns: Vec<Column>,
    /// The columns it reaches over: from the first up to but without the last.
    pub reach: (u32, u32),
    /// Places in [`View::rows`] of the rows below the headings; repeated headings are marked.
    pub body: Vec<(usize, bool)>,
    /// Places of the rows above it that are no label and belong to no other table.
    pub above: Vec<usize>,
    pub labels: Vec<Label>,
}

impl Found {
    pub fn column_of(&self, heading: &str) -> Option<&Column> {
        self.columns.iter().find(|c| c.meaning.is_some_and(|m| m.name == heading))
    }

    /// The column at a place of the sheet.
    pub fn column_at(&self, col: u32) -> Option<&Column> {
        let place = self.columns.binary_search_by_key(&col, |c| c.col).ok()?;
        self.columns.get(place)
    }

    fn covers(&self, other: (u32, u32)) -> bool {
        self.reach.0 < other.1 && other.0 < self.reach.1
    }
}

/// Every table with headings in a row, in reading order. `taken` are places of rows that belong to a
/// key–value block.
pub fn find(view: &View, taken: &HashSet<usize>) -> Vec<Found> {
    let mut closed: Vec<Found> = Vec::new();
    // Tables that rows still belong to, and rows that belong to none.
    let mut open: Vec<Found> = Vec::new();
    let mut loose: Vec<usize> = Vec::new();
    let mut skip = None;
    for place in 0..view.rows.len() {
        if skip == Some(place) {
            continue;
        }
        let headers = if taken.contains(&place) { Vec::new() } else { header::at(view, place) };
        let repeated = open.iter().any(|table| headers.iter().any(|h| h.repeats(table)));
        if headers.is_empty() || repeated {
            if open.is_empty() {
                loose.push(place);
            }
            open.iter_mut().for_each(|table| table.body.push((place, repeated)));
            continue;
        }
        let first = headers.iter().map(|h| h.rows.0).min().unwrap_or(place);
        if headers.iter().any(|h| h.rows.1 > place) {
            skip = Some(place + 1);
        }
        let mut above = std::mem::take(&mut loose);
        for table in &mut open {
            above.extend(labels::take_title(view, table, first));
        }
        above.retain(|p| *p < first);
        above.sort_unstable();
        above.dedup();
        let (ended, going_on) =
            open.into_iter().partition(|table| headers.iter().any(|header| table.covers(header.reach)));
        open = going_on;
        closed.extend::<Vec<Found>>(ended);
        for header in headers {
            let (labels, rest) = labels::read(view, &above, header.spec, taken);
            // What stands above tables beside each other is listed once, with the first of them.
            let above = if header.reach.0 == 0 { rest } else { Vec::new() };
            let Header { spec, columns, reach, .. } = header;
            open.push(Found { spec, columns, reach, body: Vec::new(), above, labels });
        }
    }
    closed.extend(open);
    closed.sort_by_key(|table| table.columns.first().map(|c| (c.row, c.col)));
    closed
}
