//! A row that is data: each cell read under its heading, with what ditto marks, merged cells, banners and labels add.

use super::super::{Desk, gaps, parts, within};
use super::{Reader, diagnose, label_cell};
use crate::diagnostic::{Code, Diagnostic};
use crate::ingest::grid::Raw;
use crate::ingest::headings;
use crate::ingest::layout::rows::ditto;
use crate::ingest::layout::{Column, RowView};
use crate::ingest::tables::{HeadingSpec, schedule};
use crate::ingest::value::{self, Context, date, money, text};
use crate::model::{Cell, Field, Record, Value};
use chrono::{Datelike, Days, Weekday};
use std::borrow::Cow;

impl<'a> Reader<'a, '_> {
    pub(super) fn row(&mut self, row: &RowView<'a>, desk: &mut Desk) -> Record {
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
            let Some(spec) = self.spec.heading(heading).or_else(|| number_of_day(heading)) else { continue };
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

/// The number of a day, for tables that need a date and know no numbers.
fn number_of_day(heading: &str) -> Option<&'static HeadingSpec> {
    schedule::SPEC.heading(heading).filter(|spec| spec.name == "Day")
}

/// Whether a heading's column holds something in this row.
fn slots_hold(columns: &[Column], slots: &[Option<&Raw>], heading: &str) -> bool {
    let mut filled = columns.iter().zip(slots).filter(|(_, slot)| slot.is_some());
    filled.any(|(column, _)| column.meaning.is_some_and(|m| m.name == heading))
}
