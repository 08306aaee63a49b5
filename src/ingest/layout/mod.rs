//! Finds the tables in a sheet by their headings: anywhere on it, several below or beside each other.
//!
//! `header` judges a row of headings, `strips` a one-line schedule without any, `day_grid` a
//! day-out-of-days; `block` finds key–value facts, `form` the head of a call sheet (by `pairs` of labels and
//! values), `shape` knows columns by their cells, `labels` reads what stands above a table, `context` adds what the sheet says as a whole, `rows`
//! says what each row below the headings is.

pub mod block;
pub mod context;
pub mod day_grid;
pub mod form;
pub mod header;
pub mod labels;
pub mod pairs;
pub mod part;
pub mod rows;
pub mod shape;
pub mod strips;

use super::grid::{Raw, Sheet};
use super::house::{Meant, OnSheet};
use super::intake::Confidence;
use super::tables::{HeadingSpec, TableSpec, scenes};
use super::value::{date, text};
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
    /// What `headings.toml` says of the sheet.
    pub said: OnSheet<'a>,
    /// First and last rows of ranges merged downwards, by their first column.
    tall: HashMap<u32, Vec<(u32, u32)>>,
}

impl<'a> View<'a> {
    pub fn new(sheet: &'a Sheet) -> Self {
        View::said(sheet, OnSheet::default())
    }

    pub fn said(sheet: &'a Sheet, said: OnSheet<'a>) -> Self {
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
        View { sheet, rows, merged, said, tall }
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
    /// The headings of a column that holds several values in each cell.
    pub parts: Vec<&'static HeadingSpec>,
    pub confidence: Confidence,
    /// What a column that was not understood may mean.
    pub perhaps: Option<&'static str>,
    /// `headings.toml` says that nothing is to be made of it.
    pub settled: bool,
}

impl Column {
    /// A column that is not understood yet.
    pub fn new(col: u32, row: u32, heading: String) -> Self {
        Column {
            col,
            row,
            heading,
            meaning: None,
            because: String::new(),
            currency: None,
            twice: false,
            parts: Vec::new(),
            confidence: Confidence::Open,
            perhaps: None,
            settled: false,
        }
    }

    /// Takes what `headings.toml` says of the column.
    fn settle(&mut self, spec: &TableSpec, meant: Meant) {
        self.because = "headings.toml".into();
        self.confidence = Confidence::Certain;
        self.parts.clear();
        self.twice = false;
        match meant {
            Meant::Heading(name) => self.meaning = spec.heading(name),
            Meant::Nothing => (self.meaning, self.settled) = (None, true),
        }
    }
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
    /// The date of the sheet, for a table that has no heading for it: the crew of a call sheet.
    pub day: Option<Label>,
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
        if begins_section(view, place) {
            closed.append(&mut open);
            loose.push(place);
            continue;
        }
        let headers = if taken.contains(&place) { Vec::new() } else { header::at(view, place) };
        let repeated = open.iter().any(|table| headers.iter().any(|h| h.repeats(table)));
        let in_scenes = open.iter().any(|table| table.spec.name == scenes::SPEC.name);
        if headers.is_empty()
            && !in_scenes
            && !taken.contains(&place)
            && let Some(columns) = strips::at(view, place)
        {
            closed.append(&mut open);
            let mut above = std::mem::take(&mut loose);
            let banners = above.iter().rev().take_while(|p| is_day_banner(view.rows.get(**p))).count();
            let mut body: Vec<(usize, bool)> = above
                .split_off(above.len().saturating_sub(banners))
                .into_iter()
                .map(|p| (p, false))
                .collect();
            body.push((place, false));
            let labels = Vec::new();
            let spec = &scenes::SPEC;
            open.push(Found { spec, columns, reach: (0, u32::MAX), body, above, labels, day: None });
            continue;
        }
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
            open.push(Found { spec, columns, reach, body: Vec::new(), above, labels, day: None });
        }
    }
    closed.extend(open);
    if let Some(table) = unheaded(view, &closed, taken) {
        closed.push(table);
    }
    closed.iter_mut().for_each(|table| by_letter(view, table));
    closed.sort_by_key(|table| table.columns.first().map(|c| (c.row, c.col)));
    closed
}

/// `# CONTACTS - Camera` alone in its row, with headings or facts of its own below: what was above has ended. Such
/// files are written by programs that put several tables into one text.
fn begins_section(view: &View, place: usize) -> bool {
    let is_title = match view.rows.get(place).map(|row| row.cells.as_slice()) {
        Some([(_, Raw::Text(text))]) => section(text).is_some(),
        _ => false,
    };
    let facts = || {
        let cells = view.rows.get(place.saturating_add(1)).map(|row| row.cells.as_slice());
        matches!(cells, Some([(_, Raw::Text(key)), (_, Raw::Text(value))])
            if key.eq_ignore_ascii_case("key") && value.eq_ignore_ascii_case("value"))
    };
    is_title && (facts() || !header::at(view, place.saturating_add(1)).is_empty())
}

/// The title of a section, without its mark.
pub fn section(text: &str) -> Option<&str> {
    let title = text.trim().strip_prefix("# ")?.trim();
    title.starts_with(char::is_alphabetic).then_some(title)
}

/// Takes the columns that `headings.toml` names by their letters.
fn by_letter(view: &View, table: &mut Found) {
    let Some(rule) = view.said.rule.filter(|rule| rule.table.is_none_or(|name| name == table.spec.name))
    else {
        return;
    };
    let row = table.columns.first().map_or(0, |c| c.row);
    for (col, meant) in &rule.columns {
        if !(table.reach.0..table.reach.1).contains(col) {
            continue;
        }
        // A heading is one column's: the file's word takes it from another.
        if let Meant::Heading(name) = meant {
            for other in table
                .columns
                .iter_mut()
                .filter(|c| c.col != *col && c.meaning.is_some_and(|m| m.name == *name))
            {
                other.meaning = None;
                other.confidence = Confidence::Open;
                other.because = "headings.toml gives its meaning to another column".into();
            }
        }
        match table.columns.iter_mut().find(|c| c.col == *col) {
            Some(column) => column.settle(table.spec, *meant),
            None => {
                let mut column = Column::new(*col, row, String::new());
                column.settle(table.spec, *meant);
                let at = table.columns.partition_point(|c| c.col < *col);
                table.columns.insert(at, column);
            }
        }
    }
}

/// A sheet without headings, of which `headings.toml` says what table it is and what its columns are.
fn unheaded(view: &View, found: &[Found], taken: &HashSet<usize>) -> Option<Found> {
    let (rule, spec) = (view.said.rule?, view.said.table()?);
    if rule.columns.is_empty() || found.iter().any(|table| table.spec.name == spec.name) {
        return None;
    }
    let first = *rule.columns.keys().next()?;
    let rows = view
        .rows
        .iter()
        .enumerate()
        .filter(|(place, row)| row.row >= rule.first_row && !taken.contains(place));
    Some(Found {
        spec,
        columns: vec![Column::new(first, rule.first_row, String::new())],
        reach: (0, u32::MAX),
        body: rows.map(|(place, _)| (place, false)).collect(),
        above: Vec::new(),
        labels: Vec::new(),
        day: None,
    })
}

/// `START OF DAY 1 -- Tue, Mar 02, 2027`, alone in its row.
fn is_day_banner(row: Option<&RowView>) -> bool {
    match row.map(|row| row.cells.as_slice()) {
        Some([(_, Raw::Text(text))]) => date::day_within(text).is_some(),
        _ => false,
    }
}
