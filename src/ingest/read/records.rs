//! The rows of a table as records: every cell read under its heading, with what banners, ditto marks
//! and labels add to it.

use super::totals::Totals;
use super::wide::{self, Sheetwide};
use super::{Desk, Judged, breakdown, clock, gaps, meals, parts, within};
use crate::diagnostic::{Code, Diagnostic};
use crate::ingest::grid::Raw;
use crate::ingest::headings;
use crate::ingest::intake::{ColumnRead, Confidence, RowIgnored, TableRead};
use crate::ingest::layout::labels::{Label, Origin};
use crate::ingest::layout::rows::{self, RowKind, ditto};
use crate::ingest::layout::{Column, RowView, View};
use crate::ingest::locale::Locale;
use crate::ingest::tables::{HeadingSpec, Need, TableSpec};
use crate::ingest::value::identifier::Style;
use crate::ingest::value::{self, Context, Problem, date, eighths, money, text};
use crate::model::{Cell, Field, Heading, Pages, Record, Value};
use chrono::{Datelike, Days, NaiveDate, Weekday};
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

    /// A line between scenes that is a strip of the board (COMPANY MOVE, LUNCH), on the day of the scene above it.
    fn strip(&self, row: &RowView<'a>, above: Option<&Record>, desk: &Desk) -> Option<Record> {
        const STRIPS: [&str; 9] =
            ["MOVE", "LUNCH", "MEAL", "SET-UP", "SETUP", "SET UP", "REHEARS", "PRE-LIGHT", "PRELIGHT"];
        let (_, Raw::Text(written)) = within(row, self.judged.table.reach).first()? else { return None };
        let words = text::squeeze(written).replace('\n', " ");
        let upper = words.to_uppercase();
        let is_strip = self.spec.name == "scenes" && STRIPS.iter().any(|word| upper.contains(word));
        if !is_strip
            || date::day_within(&upper).is_some()
            || date::within(&words).is_some()
            || upper.starts_with("END ")
        {
            return None;
        }
        let above = above?;
        let mut record = self.blank(row, desk);
        for heading in ["Date", "Day", "Unit"] {
            if let Some(field) = above.field(heading) {
                record.fields.insert(heading, Field { inferred: true, ..field.clone() });
            }
        }
        let words =
            words.trim_matches(|c: char| matches!(c, '-' | '*' | '=') || c.is_whitespace()).to_string();
        let cell = record.cell.clone();
        record.fields.insert(
            "Banner",
            Field { value: Some(Value::Text(words.clone())), seen: words, cell, inferred: false },
        );
        Some(record)
    }

    /// A row that says VOID and nothing else, in a table whose Status can say so.
    fn void(&mut self, row: &RowView<'a>, desk: &Desk) -> Option<Record> {
        let status = self.spec.heading("Status")?;
        let word = status.words.iter().filter_map(|group| group.first()).find(|word| **word == "void")?;
        let mut record = self.blank(row, desk);
        let field = Field {
            value: Some(Value::Text((*word).into())),
            seen: within(row, self.judged.table.reach)
                .first()
                .map(|(_, raw)| text::seen(raw))
                .unwrap_or_default(),
            cell: record.cell.clone(),
            inferred: true,
        };
        record.fields.insert(status.name, field);
        Some(record)
    }

    /// Takes what a banner says for the rows below it.
    fn banner(&mut self, written: &str, row: &RowView<'a>, desk: &Desk) {
        let col = within(row, self.judged.table.reach).first().map_or(0, |(col, _)| *col);
        let cell = Cell::new(desk.file.clone(), desk.sheet.clone(), row.row, col);
        // What was written for the group above is not said of the one below.
        for (last, _) in self.last.iter_mut().zip(&self.grouped).filter(|(_, grouped)| **grouped) {
            *last = None;
        }
        let written = written.trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '*' | '=' | ':'));
        let ends = written.to_lowercase().starts_with("end ");
        for need in &self.needs {
            for heading in need {
                let by_column = need.iter().any(|h| self.judged.table.column_of(h.name).is_some());
                let value = match (heading.name, heading.need) {
                    (_, Need::NeededOrBanner) => Some(written.to_string()),
                    // What ends a day says nothing of the rows below it.
                    ("Date" | "Day", _) if by_column || ends => None,
                    ("Date", _) => date::within(written),
                    ("Day", _) => date::day_within(written),
                    _ => None,
                };
                if let Some(value) = value {
                    self.banners.insert(heading.name, (Raw::Text(value), cell.clone()));
                }
            }
        }
        if ends {
            self.banners.remove("Date");
            self.banners.remove("Day");
        }
    }

    /// Says what the table took from the sheet's name or once for many rows.
    fn say_given(&self, desk: &mut Desk) {
        let corner = Cell::new(desk.file.clone(), desk.sheet.clone(), 0, 0);
        for label in self.judged.table.labels.iter().filter(|l| l.origin == Origin::SheetName) {
            let message =
                format!("{} was taken from the sheet's name, “{}”.", label.heading, self.view.sheet.name);
            let help = format!("Write {} above the table to leave nothing open.", label.heading);
            let problem = Diagnostic::new(Code::TakenFromName, message, help);
            desk.problems.push(problem.at_cell(&label_cell(label, &corner)).seen(text::seen(&label.raw)));
        }
        for (column, _) in self.columns().iter().zip(&self.grouped).filter(|(_, grouped)| **grouped) {
            let message = format!(
                "{} is written once for each group of rows, and was carried down to the blank cells below it.",
                column.heading
            );
            let help = "Write it in every row if a blank cell means that it is not known.";
            let cell = corner.at(column.row, column.col);
            desk.problems.push(Diagnostic::new(Code::CarriedDown, message, help).at_cell(&cell));
        }
    }

    /// The second line of a strip: what happens in the scene.
    fn second_line(&self, above: &mut Record, row: &RowView<'a>) {
        let Some((col, raw)) = within(row, self.judged.table.reach).first() else { return };
        let cell = above.cell.at(row.row, *col);
        let (read, seen) = (text::read(raw), text::seen(raw));
        match above.fields.get_mut("Synopsis") {
            Some(Field { value: Some(Value::Text(text)), .. }) => {
                text.push(' ');
                text.push_str(&seen);
            }
            _ => {
                above.fields.insert("Synopsis", Field { value: read.value, seen, cell, inferred: false });
            }
        }
    }

    /// Sets a row of sums, or the strip that closes a day, against the rows above it.
    fn total(&self, row: &RowView<'a>, totals: &Totals, desk: &mut Desk) {
        let cells = within(row, self.judged.table.reach);
        let corner = Cell::new(desk.file.clone(), desk.sheet.clone(), 0, 0);
        let words = cells.iter().find_map(|(_, raw)| match raw {
            Raw::Text(t) if rows::is_total(t) => Some(text::upper(t)),
            _ => None,
        });
        // A balance or what is carried forward is no sum of the rows above.
        if words.as_ref().is_some_and(|words| words.contains("TOTAL") || words.starts_with("SUM")) {
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

    fn row(&mut self, row: &RowView<'a>, desk: &mut Desk) -> Record {
        let mut record = self.blank(row, desk);
        let mut slots: Vec<Option<&'a Raw>> = vec![None; self.columns().len()];
        for (col, raw) in within(row, self.judged.table.reach) {
            match self.by_col.get(col).and_then(|place| slots.get_mut(*place)) {
                Some(slot) => *slot = Some(raw),
                None => {
                    let header = self.columns().first().map_or(0, |c| c.row);
                    self.unnamed.insert(*col, header);
                    let cell = record.cell.at(row.row, *col);
                    record.extra.push((String::new(), text::seen(raw), cell));
                }
            }
        }
        let mut date = None;
        let mut currency: Option<String> = None;
        let mut carried = false;
        for i in 0..self.order.len() {
            let Some(place) = self.order.get(i).copied() else { continue };
            let Some(column) = self.columns().get(place) else { continue };
            let first = matches!(column.meaning.map(|m| m.name), Some("Date" | "Week Ending" | "Currency"));
            if !carried && !first {
                self.carry(&mut record, &slots, desk);
                date = record.date("Date");
                currency = record.text("Currency");
                carried = true;
            }
            let Some((raw, inferred)) =
                self.resolve(place, column, row.row, slots.get(place).copied().flatten(), &record, desk)
            else {
                continue;
            };
            let row_currency = column.currency.as_deref().or(currency.as_deref());
            let context = self.context(desk.locale, date, row_currency);
            self.cell(&mut record, column, row.row, &raw, inferred, context, desk);
        }
        if !carried {
            self.carry(&mut record, &slots, desk);
        }
        self.check_weekday(&record, &slots, row.row, desk);
        gaps::say_missing(&record, self.spec, &self.needs, &self.banners, desk);
        record
    }

    /// The cell's content with ditto marks and merged cells resolved; `None` where it is blank.
    fn resolve(
        &mut self,
        place: usize,
        column: &Column,
        row: u32,
        raw: Option<&'a Raw>,
        record: &Record,
        desk: &mut Desk,
    ) -> Option<(Cow<'a, Raw>, bool)> {
        let last = self.last.get_mut(place)?;
        let Some(raw) = raw else {
            let spread = !column.meaning.is_some_and(|m| headings::is_amount(m.kind));
            let covered =
                spread && self.view.merged_from(row, column.col).is_some_and(|top| top > column.row);
            let covered = covered || self.grouped.get(place).copied().unwrap_or(false);
            return covered.then(|| last.clone()).flatten().map(|raw| (raw, true));
        };
        let change = match raw {
            Raw::Text(written) => ditto(written),
            _ => None,
        };
        let Some(change) = change else {
            *last = Some(Cow::Borrowed(raw));
            return Some((Cow::Borrowed(raw), false));
        };
        match last {
            Some(above) if change.is_empty() => Some((above.clone(), true)),
            Some(above) => {
                let whole: Cow<Raw> = Cow::Owned(Raw::Text(format!("{} {change}", text::seen(above))));
                *last = Some(whole.clone());
                Some((whole, true))
            }
            None => {
                let problem = Diagnostic::new(
                    Code::DittoUnresolved,
                    format!("{}: a ditto mark with nothing above it.", column.heading),
                    "Write out what is meant.",
                );
                desk.problems.push(problem.at_cell(&record.cell.at(row, column.col)).seen(text::seen(raw)));
                None
            }
        }
    }

    #[allow(clippy::too_many_arguments)] // A cell has a place, a meaning and a context.
    fn cell(
        &self,
        record: &mut Record,
        column: &Column,
        row: u32,
        raw: &Raw,
        inferred: bool,
        context: Context,
        desk: &mut Desk,
    ) {
        let cell = record.cell.at(row, column.col);
        let seen = text::seen(raw);
        let weekday_alone = column.meaning.is_some_and(|m| m.name == "Day") && date::weekday(&seen).is_some();
        if !column.parts.is_empty() {
            parts::read(record, column, &seen, &cell, inferred, &context, desk);
            return;
        }
        let Some(heading) = column.meaning.filter(|_| !weekday_alone) else {
            record.extra.push((column.heading.clone(), seen, cell));
            return;
        };
        if parts::range(record, self.spec, heading, raw, &cell, inferred, &context) {
            return;
        }
        let reading = value::read(heading, raw, &context);
        if reading.is_blank() {
            return;
        }
        if let Some(problem) = reading.problem {
            desk.problems.push(diagnose(problem, heading.name, &cell, &seen));
        } else if let Some(doubt) = self.styles.get(&column.col).and_then(|style| style.doubt(raw)) {
            desk.problems.push(diagnose(doubt, heading.name, &cell, &seen));
        }
        self.rate_per(record, heading, raw, &cell);
        record.fields.insert(heading.name, Field { value: reading.value, seen, cell, inferred });
    }

    /// `$3,850/wk` also says what the rate is paid for, unless a column does.
    fn rate_per(&self, record: &mut Record, heading: &HeadingSpec, raw: &Raw, cell: &Cell) {
        let Raw::Text(written) = raw else { return };
        if heading.name != "Rate" || self.spec.heading("Per").is_none() || record.columns.contains_key("Per")
        {
            return;
        }
        if let Ok(money::Written { per: Some(per), .. }) = money::parse(written, false) {
            let value = Some(Value::Text(per.into()));
            record.fields.insert(
                "Per",
                Field { value, seen: written.trim().into(), cell: cell.clone(), inferred: true },
            );
        }
    }

    /// Adds what banners and labels say where the row says nothing, and the date of a weekday in a
    /// week whose end is known.
    fn carry(&mut self, record: &mut Record, slots: &[Option<&'a Raw>], desk: &mut Desk) {
        let labels = self.judged.table.labels.iter();
        let labels = labels.map(|l| (l.heading, (l.raw.clone(), label_cell(l, &record.cell))));
        let carried: Vec<_> = self.banners.iter().map(|(h, v)| (*h, v.clone())).chain(labels).collect();
        for (heading, (raw, cell)) in carried {
            let blank_column =
                record.columns.contains_key(heading) && slots_hold(self.columns(), slots, heading);
            if blank_column || record.fields.contains_key(heading) {
                continue;
            }
            let Some(spec) = self.spec.heading(heading) else { continue };
            let reading = value::read(spec, &raw, &self.context(desk.locale, None, None));
            if reading.is_blank() {
                continue;
            }
            let seen = text::seen(&raw);
            if let Some(problem) = reading.problem
                && self.said.insert((heading, cell.row, cell.col))
            {
                desk.problems.push(diagnose(problem, heading, &cell, &seen));
            }
            record.fields.insert(heading, Field { value: reading.value, seen, cell, inferred: true });
        }
        let weekday = self.weekday_beside(slots);
        if let (None, Some((day, col, seen)), Some(end)) =
            (record.fields.get("Date"), weekday, record.date("Week Ending"))
            && !slots_hold(self.columns(), slots, "Date")
        {
            let back = (7 + end.weekday().num_days_from_monday() - day.num_days_from_monday()) % 7;
            if let Some(date) = end.checked_sub_days(Days::new(u64::from(back))) {
                let cell = record.cell.at(record.cell.row, col);
                record
                    .fields
                    .insert("Date", Field { value: Some(Value::Date(date)), seen, cell, inferred: true });
            }
        }
    }

    /// A weekday in a column beside the date is checked against it.
    fn check_weekday(&self, record: &Record, slots: &[Option<&'a Raw>], row: u32, desk: &mut Desk) {
        let Some((day, col, seen)) = self.weekday_beside(slots) else { return };
        let Some(date) = record.date("Date").filter(|d| d.weekday() != day) else { return };
        let cell = record.cell.at(row, col);
        desk.problems.push(diagnose(date::wrong_weekday(day, date), "", &cell, &seen));
    }

    /// A weekday beside the date, with its column and text.
    fn weekday_beside(&self, slots: &[Option<&'a Raw>]) -> Option<(Weekday, u32, String)> {
        self.weekdays.iter().find_map(|place| {
            let (column, slot) = (self.columns().get(*place)?, slots.get(*place)?);
            let Some(Raw::Text(written)) = slot else { return None };
            date::weekday(written).map(|day| (day, column.col, written.trim().to_string()))
        })
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

/// Whether a heading's column holds something in this row.
fn slots_hold(columns: &[Column], slots: &[Option<&Raw>], heading: &str) -> bool {
    let mut filled = columns.iter().zip(slots).filter(|(_, slot)| slot.is_some());
    filled.any(|(column, _)| column.meaning.is_some_and(|m| m.name == heading))
}

fn may_hold_weekdays(column: &Column) -> bool {
    matches!(headings::key(&column.heading).as_str(), "day" | "weekday" | "dow" | "dayofweek" | "wd")
}
