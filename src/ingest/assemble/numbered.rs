//! Rows of which only the number of the day is known (a sheet named `Day 3`, a banner `DAY 3`): their date is the one
//! the schedule gives that day.

use super::days::Days;
use super::names::Units;
use super::terms::plain;
use crate::diagnostic::{Code, Diagnostic};
use crate::ingest::intake::FileRead;
use crate::ingest::tables;
use crate::model::{Field, Record, Value};
use std::collections::HashSet;

/// The files with such rows dated; `None` where there are none.
pub(crate) fn dated(
    files: &[FileRead],
    days: &Days,
    units: &mut Units,
    problems: &mut Vec<Diagnostic>,
) -> Option<Vec<FileRead>> {
    let lacks = |record: &Record| {
        let spec = || tables::find(record.table);
        record.fields.contains_key("Day")
            && !record.fields.contains_key("Date")
            && spec().is_some_and(|spec| spec.heading("Date").is_some() && spec.heading("Day").is_none())
    };
    let any = files.iter().flat_map(|file| &file.tables).flat_map(|table| &table.records).any(lacks);
    let mut files = any.then(|| files.to_vec())?;
    let mut told = HashSet::new();
    let tables = files.iter_mut().flat_map(|file| &mut file.tables);
    for record in tables.flat_map(|table| &mut table.records).filter(|record| lacks(record)) {
        let Some(day) = record.field("Day").cloned() else { continue };
        let unit = units.name(plain(record, "Unit").as_deref());
        let number = day.seen.split(|c: char| !c.is_ascii_digit()).find_map(|part| part.parse::<u32>().ok());
        match number.and_then(|number| days.numbered(&unit, number)) {
            Some(of) => {
                let value = Some(Value::Date(of.date));
                let field = Field { value, seen: day.seen, cell: day.cell, inferred: true };
                record.fields.insert("Date", field);
            }
            None if told.insert((day.cell.clone(), unit.clone())) => {
                let message = match days.is_known() {
                    true => format!(
                        "The schedule has no day {} of the {unit} unit, so these rows have no date.",
                        day.seen
                    ),
                    false => format!(
                        "Only the number of the day is known here ({}), and no schedule says its date.",
                        day.seen
                    ),
                };
                let help = "Add the day to the schedule with its date, or write the date above the table or in the sheet's name.";
                problems
                    .push(Diagnostic::new(Code::DayUnknown, message, help).at_cell(&day.cell).seen(day.seen));
            }
            None => {}
        }
    }
    Some(files)
}
