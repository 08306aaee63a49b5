//! The rows of a table as records: `row` reads those that are data, `between` what stands between them.

mod between;
mod row;

use super::totals::Totals;
use super::wide::{self, Sheetwide};
use super::{Desk, Judged, breakdown, clock, gaps, meals, within};
use crate::diagnostic::Diagnostic;
use crate::ingest::grid::Raw;
use crate::ingest::headings;
use crate::ingest::intake::{ColumnRead, Confidence, RowIgnored, TableRead};
use crate::ingest::layout::labels::{Label, Origin};
use crate::ingest::layout::rows::{self, RowKind};
use crate::ingest::layout::{Column, RowView, View};
use crate::ingest::locale::Locale;
use crate::ingest::tables::{HeadingSpec, TableSpec};
use crate::ingest::value::identifier::Style;
use crate::ingest::value::{self, Context, Problem, eighths, text};
use crate::model::{Cell, Heading, Pages, Record, Value};
use chrono::NaiveDate;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A value's problem with its place.
pub fn diagnose(problem: Problem, heading: &str, cell: &Cell, seen: &str) -> Diagnostic {
    let message =
        if heading.is_empty() { problem.message } else { format!("{heading}: {}", problem.message) };
    let mut diagnostic = Diagnostic::new(problem.code, message, problem.help).at_cell(cell).seen(seen);
    diagnostic.severity = problem.severity;
    diagnostic
}

/// Reads the rows of a table.
pub fn table(view: &View, judged: &Judged, wide: &Sheetwide, desk: &mut Desk) -> TableRead {
    let found = &judged.table;
    let corner = Cell::new(desk.file.clone(), desk.sheet.clone(), 0, 0);
    let at = |row, col| corner.at(row, col);
    let header_cell = found.columns.first().map_or_else(|| at(0, 0), |c| at(c.row, c.col));
    let columns = found.columns.iter().map(|c| ColumnRead {
        heading: c.heading.clone(),
        cell: at(c.row, c.col),
        as_heading: c.meaning.or(c.parts.first().copied()).map(|m| m.name),
        because: c.because.clone(),
        confidence: c.confidence,
        perhaps: c.perhaps,
    });
    let mut read = TableRead {
        table: found.spec.name,
        sheet: desk.sheet.to_string(),
        header_cell,
        columns: columns.collect(),
        records: Vec::with_capacity(judged.rows.len()),
        ignored: Vec::new(),
    };
    let ignored = |place: usize, because: &str| {
        let row = view.rows.get(place)?;
        let (col, raw) = within(row, found.reach).first()?;
        Some(RowIgnored { cell: at(row.row, *col), text: text::seen(raw), because: because.into() })
    };
    read.ignored.extend(found.above.iter().filter_map(|place| ignored(*place, "title")));
    let mut reader = Reader::new(view, judged, wide);
    reader.say_given(desk);
    let mut totals = Totals::default();
    for (place, kind) in &judged.rows {
        let Some(row) = view.rows.get(*place) else { continue };
        if matches!(kind, RowKind::Banner(_) | RowKind::Ignored("banner"))
            && let Some(strip) = reader.strip(row, read.records.last(), desk)
        {
            read.records.push(strip);
            continue;
        }
        match kind {
            RowKind::Ignored(because) => {
                if matches!(*because, "total" | "end of a day") {
                    reader.total(row, &totals, desk);
                    totals.close();
                }
                read.ignored.extend(ignored(*place, because));
            }
            RowKind::Continues => match read.records.last_mut() {
                Some(above) => reader.second_line(above, row),
                None => read.ignored.extend(ignored(*place, "note")),
            },
            RowKind::Banner(text) => {
                reader.banner(text, row, desk);
                read.ignored.extend(ignored(*place, "banner"));
            }
            RowKind::Void => match reader.void(row, desk) {
                Some(record) => read.records.push(record),
                None => read.ignored.extend(ignored(*place, "void")),
            },
            RowKind::Data => {
                let record = reader.row(row, desk);
                totals.add(&record);
                read.records.push(record);
            }
        }
    }
    let unnamed = reader.unnamed.iter().map(|(col, row)| ColumnRead {
        heading: String::new(),
        cell: at(*row, *col),
        as_heading: None,
        because: "no heading".into(),
        confidence: Confidence::Open,
        perhaps: None,
    });
    read.columns.extend(unnamed);
    breakdown::settle(&mut read, desk);
    gaps::say_columns(&read, found, &reader.needs, &reader.banners, desk);
    clock::turn(&mut read, desk);
    meals::turn(&mut read, desk);
    read
}

/// What banners say, with the banner's cell, by heading.
pub type Banners = BTreeMap<Heading, (Raw, Cell)>;

/// What is carried from row to row.
struct Reader<'a, 'v> {
    view: &'v View<'a>,
    judged: &'v Judged,
    spec: &'static TableSpec,
    wide: &'v Sheetwide,
    needs: Vec<Vec<&'static HeadingSpec>>,
    /// Place in the table's columns, by column of the sheet.
    by_col: HashMap<u32, usize>,
    /// Places of columns in the order in which they are read: what others depend on comes first.
    order: Vec<usize>,
    /// Places of columns headed Day or the like, which may hold weekdays.
    weekdays: Vec<usize>,
    styles: BTreeMap<u32, Style>,
    /// What a ditto mark in each column stands for.
    last: Vec<Option<Cow<'a, Raw>>>,
    /// Columns that are written once for a group of rows: a blank cell means the same as above.
    grouped: Vec<bool>,
    /// What banners above say, with the banner's cell.
    banners: Banners,
    /// Labels and banners whose problem was said: they hold for many rows.
    said: BTreeSet<(Heading, u32, u32)>,
    /// Columns without a heading that hold something, with the row of the headings.
    unnamed: BTreeMap<u32, u32>,
}

impl<'a, 'v> Reader<'a, 'v> {
    fn new(view: &'v View<'a>, judged: &'v Judged, wide: &'v Sheetwide) -> Self {
        let columns = &judged.table.columns;
        let rank = |place: &usize| match columns.get(*place).and_then(|c| c.meaning).map(|m| m.name) {
            // Parts of a cell fill what no column of its own says.
            _ if columns.get(*place).is_some_and(|c| !c.parts.is_empty()) => 4,
            Some("Date") => 0,
            Some("Week Ending") => 1,
            Some("Currency") => 2,
            _ => 3,
        };
        let mut order: Vec<usize> = (0..columns.len()).collect();
        order.sort_by_key(rank);
        Reader {
            view,
            judged,
            spec: judged.table.spec,
            wide,
            needs: judged.table.spec.needs(),
            by_col: columns.iter().enumerate().map(|(i, c)| (c.col, i)).collect(),
            order,
            weekdays: (columns.iter().enumerate())
                .filter(|(_, c)| may_hold_weekdays(c))
                .map(|(i, _)| i)
                .collect(),
            styles: wide::styles(view, judged),
            last: vec![None; columns.len()],
            grouped: columns.iter().map(|column| wide::is_grouped(view, judged, column)).collect(),
            banners: BTreeMap::new(),
            said: BTreeSet::new(),
            unnamed: BTreeMap::new(),
        }
    }

    fn columns(&self) -> &'v [Column] {
        &self.judged.table.columns
    }

    fn blank(&self, row: &RowView<'a>, desk: &Desk) -> Record {
        let at = |col| Cell::new(desk.file.clone(), desk.sheet.clone(), row.row, col);
        let first = within(row, self.judged.table.reach).first().map_or(0, |(col, _)| *col);
        let headed = self.columns().iter().filter_map(|c| c.meaning.map(|m| (m.name, at(c.col))));
        Record {
            table: self.spec.name,
            cell: at(first),
            fields: BTreeMap::new(),
            extra: Vec::new(),
            columns: headed.collect(),
        }
    }

    fn context<'c>(
        &self,
        locale: &'c Locale,
        date: Option<NaiveDate>,
        currency: Option<&'c str>,
    ) -> Context<'c> {
        Context { row_date: date, row_currency: currency, ..self.wide.context(locale) }
    }

    /// Sets a row of sums, or the strip that closes a day, against the rows above it.
    fn total(&self, row: &RowView<'a>, totals: &Totals, desk: &mut Desk) {
        let cells = within(row, self.judged.table.reach);
        let corner = Cell::new(desk.file.clone(), desk.sheet.clone(), 0, 0);
        let words = cells.iter().find_map(|(_, raw)| match raw {
            Raw::Text(t) if rows::is_total(t) || rows::closes_a_day(t) => Some(text::upper(t)),
            _ => None,
        });
        // A balance or what is carried forward is no sum of the rows above.
        let adds =
            |words: &String| words.contains("TOTAL") || words.starts_with("SUM") || rows::closes_a_day(words);
        if words.as_ref().is_some_and(adds) {
            for (col, raw) in cells {
                let column = self.by_col.get(col).and_then(|place| self.columns().get(*place));
                let Some(heading) = column.and_then(|c| c.meaning).filter(|h| Totals::sums(h)) else {
                    continue;
                };
                let currency = column.and_then(|c| c.currency.as_deref());
                let reading = value::read(heading, raw, &self.context(desk.locale, None, currency));
                let cell = corner.at(row.row, *col);
                let found =
                    reading.value.and_then(|v| totals.check(heading.name, &v, &cell, &text::seen(raw)));
                desk.problems.extend(found);
            }
        }
        // END OF DAY 1 -- Total Pages: 3 5/8
        for (col, raw) in cells {
            let Raw::Text(written) = raw else { continue };
            let Some(pages) = eighths::within(written) else { continue };
            let total = Value::Pages(Pages::new(pages));
            desk.problems.extend(totals.check("Pages", &total, &corner.at(row.row, *col), written.trim()));
        }
    }
}

/// The cell of a label's value.
fn label_cell(label: &Label, sheet: &Cell) -> Cell {
    match &label.origin {
        Origin::Sheet(other) => {
            Cell::new(sheet.file.clone(), std::sync::Arc::from(other.as_str()), label.row, label.col)
        }
        Origin::Cell | Origin::SheetName => sheet.at(label.row, label.col),
    }
}

fn may_hold_weekdays(column: &Column) -> bool {
    matches!(headings::key(&column.heading).as_str(), "day" | "weekday" | "dow" | "dayofweek" | "wd")
}
