//! A day-out-of-days as rows of Calls: one for each day on which a person has a code.

use super::Desk;
use super::records::diagnose;
use super::wide::Sheetwide;
use crate::diagnostic::{Code, Diagnostic};
use crate::ingest::grid::Raw;
use crate::ingest::headings;
use crate::ingest::intake::{ColumnRead, Confidence, RowIgnored, TableRead};
use crate::ingest::layout::View;
use crate::ingest::layout::day_grid::{self, DayColumn, DayGrid, GridRow};
use crate::ingest::tables::calls;
use crate::ingest::value::{self, date, text};
use crate::model::{Cell, Field, Heading, Record, Value};
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeMap;

pub fn table(view: &View, grid: &DayGrid, wide: &Sheetwide, desk: &mut Desk) -> TableRead {
    let corner = Cell::new(desk.file.clone(), desk.sheet.clone(), 0, 0);
    let at = |row, col| corner.at(row, col);
    let dates: Vec<(&DayColumn, Option<NaiveDate>)> =
        grid.days.iter().map(|day| (day, date_of(day, wide, &corner, desk))).collect();
    let mut records = Vec::new();
    for person in &grid.people {
        let before = records.len();
        for (col, raw) in &person.cells {
            let Some((day, date)) = dates.iter().find(|(day, _)| day.col == *col) else { continue };
            if day_grid::is_company(raw) {
                continue;
            }
            let cell = at(person.row, *col);
            let seen = text::seen(raw);
            let status = day_grid::code(raw).unwrap_or_else(|| {
                let message = format!("“{seen}” is no code of a day-out-of-days; it was kept as written.");
                let help = "Write SW, W, H, WF, SWF, TR, R, FT, D or P.";
                desk.problems
                    .push(Diagnostic::new(Code::WordUnknown, message, help).at_cell(&cell).seen(&seen));
                seen.clone()
            });
            let mut fields: BTreeMap<Heading, Field> = BTreeMap::new();
            let mut put = |heading, value: Option<Value>, seen: String, cell: Cell, inferred| {
                fields.insert(heading, Field { value, seen, cell, inferred });
            };
            put("Date", date.map(Value::Date), text::seen(&day.date), at(day.row, day.col), true);
            put("Status", Some(Value::Text(status)), seen, cell.clone(), false);
            for (heading, given) in
                [("No.", &person.number), ("Name", &person.name), ("Character", &person.character)]
            {
                if let Some((col, text)) = given {
                    put(heading, Some(Value::Text(text.clone())), text.clone(), at(person.row, *col), false);
                }
            }
            let columns = fields.iter().map(|(heading, field)| (*heading, field.cell.clone())).collect();
            records.push(Record { table: calls::SPEC.name, cell, fields, extra: Vec::new(), columns });
        }
        check_totals(person, grid, records.get(before..).unwrap_or_default(), &corner, desk);
    }
    let columns = grid.days.iter().map(|day| ColumnRead {
        heading: text::seen(&day.date),
        cell: at(day.row, day.col),
        as_heading: Some("Status"),
        because: "a day of a day-out-of-days".into(),
        confidence: Confidence::Likely,
        perhaps: None,
    });
    let ignored = grid.others.iter().filter_map(|place| {
        let row = view.rows.get(*place)?;
        let (col, raw) = row.cells.first()?;
        Some(RowIgnored { cell: at(row.row, *col), text: text::seen(raw), because: "note".into() })
    });
    TableRead {
        table: calls::SPEC.name,
        sheet: desk.sheet.to_string(),
        header_cell: grid.days.first().map_or_else(|| at(0, 0), |day| at(day.row, day.col)),
        columns: columns.collect(),
        ignored: ignored.collect(),
        records,
    }
}

/// The date of a day; said where it cannot be read or has another weekday.
fn date_of(day: &DayColumn, wide: &Sheetwide, corner: &Cell, desk: &mut Desk) -> Option<NaiveDate> {
    let context = wide.context(desk.locale);
    let heading = calls::SPEC.heading("Date")?;
    let reading = value::read(heading, &day.date, &context);
    let (cell, seen) = (corner.at(day.row, day.col), text::seen(&day.date));
    if let Some(problem) = reading.problem {
        desk.problems.push(diagnose(problem, heading.name, &cell, &seen));
    }
    let Some(Value::Date(found)) = reading.value else { return None };
    if let Some((weekday, row)) = day.weekday.filter(|(weekday, _)| *weekday != found.weekday()) {
        let cell = corner.at(row, day.col);
        desk.problems.push(diagnose(date::wrong_weekday(weekday, found), "", &cell, &seen));
    }
    Some(found)
}

/// The days of work that the grid itself counts, against its codes.
fn check_totals(person: &GridRow, grid: &DayGrid, records: &[Record], corner: &Cell, desk: &mut Desk) {
    for (col, raw) in &person.totals {
        let head = grid.totals.get(col).map(|head| headings::key(head)).unwrap_or_default();
        if !matches!(head.as_str(), "work" | "worked" | "workdays" | "daysworked" | "totalwork" | "wrk") {
            continue;
        }
        let printed = match raw {
            Raw::Number(number) => *number,
            Raw::Text(written) => match written.trim().parse::<f64>() {
                Ok(number) => number,
                Err(_) => continue,
            },
            _ => continue,
        };
        let works = |record: &&Record| record.text("Status").is_some_and(|code| code.contains('W'));
        let counted = records.iter().filter(works).count();
        let whole = u32::try_from(counted).map(f64::from).unwrap_or(f64::MAX);
        if (printed - whole).abs() > 0.001 {
            let cell = corner.at(person.row, *col);
            let message =
                format!("The grid counts {printed} days of work here, and its codes are {counted}.");
            let help = "Mend the total or the codes; the codes were read.";
            desk.problems.push(Diagnostic::new(Code::TotalDiffers, message, help).at_cell(&cell));
        }
    }
}
