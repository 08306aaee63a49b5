//! What stands between the rows of a table and holds for those below: banners, strips of the board, rows that say VOID;
//! and what the sheet's name or a group's first row says for many.

use super::super::{Desk, within};
use super::{Reader, label_cell};
use crate::diagnostic::{Code, Diagnostic};
use crate::ingest::grid::Raw;
use crate::ingest::layout::RowView;
use crate::ingest::layout::labels::Origin;
use crate::ingest::tables::Need;
use crate::ingest::value::{date, text};
use crate::model::{Cell, Field, Record, Value};

impl<'a> Reader<'a, '_> {
    /// A line between scenes that is a strip of the board (COMPANY MOVE, LUNCH), on the day of the scene above it.
    pub(super) fn strip(&self, row: &RowView<'a>, above: Option<&Record>, desk: &Desk) -> Option<Record> {
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
    pub(super) fn void(&mut self, row: &RowView<'a>, desk: &Desk) -> Option<Record> {
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
    pub(super) fn banner(&mut self, written: &str, row: &RowView<'a>, desk: &Desk) {
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
        // Where a date is needed and none is written, the number of the day leads to it by the schedule.
        let undated = self.needs.iter().flatten().any(|h| h.name == "Date")
            && self.spec.heading("Day").is_none()
            && self.judged.table.column_of("Date").is_none();
        if undated
            && !ends
            && let Some(day) = date::day_within(written).filter(|_| date::within(written).is_none())
        {
            self.banners.remove("Date");
            self.banners.insert("Day", (Raw::Text(day), cell.clone()));
        }
        if ends {
            self.banners.remove("Date");
            self.banners.remove("Day");
        }
    }

    /// Says what the table took from the sheet's name or once for many rows.
    pub(super) fn say_given(&self, desk: &mut Desk) {
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
    pub(super) fn second_line(&self, above: &mut Record, row: &RowView<'a>) {
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
}
