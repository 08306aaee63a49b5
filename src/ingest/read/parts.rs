//! Cells that hold several values: `All media; worldwide; 5 yrs` under MEDIA / TERRITORY / TERM, `3840x2160`
//! under RES, `1:00P-1:30P` under LUNCH OUT.

use super::Desk;
use super::records::diagnose;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::ingest::grid::Raw;
use crate::ingest::layout::Column;
use crate::ingest::tables::{HeadingSpec, TableSpec, ValueKind};
use crate::ingest::value::{self, Context, text, time};
use crate::model::{Cell, Field, Record, TimeEntry, Value};

/// What parts the values of a cell, the clearest first.
const MARKS: &[&str] = &["\n", ";", " / ", "|", ",", "/", "\u{d7}", "x", "X", " - ", "\u{2013}", "-"];

/// Reads the values of a column that holds several; where they cannot be told apart the cell is kept.
pub fn read(
    record: &mut Record,
    column: &Column,
    seen: &str,
    cell: &Cell,
    inferred: bool,
    context: &Context,
    desk: &mut Desk,
) {
    // The first mark that parts the cell into as many values as there are headings, all of which can be read.
    let readings = MARKS.iter().find_map(|mark| {
        let parts: Vec<&str> = seen.split(mark).map(str::trim).collect();
        if parts.len() != column.parts.len() {
            return None;
        }
        let pairs = column.parts.iter().zip(parts);
        let read = pairs.map(|(heading, part)| {
            (*heading, value::read(heading, &Raw::Text(part.to_string()), context), part)
        });
        let readings: Vec<_> = read.collect();
        let whole = |reading: &value::Reading| {
            reading.problem.as_ref().is_none_or(|problem| problem.severity != Severity::Error)
        };
        readings.iter().all(|(_, reading, _)| whole(reading)).then_some(readings)
    });
    let Some(readings) = readings else {
        record.extra.push((column.heading.clone(), seen.to_string(), cell.clone()));
        if !text::is_nothing(seen) {
            let names: Vec<&str> = column.parts.iter().map(|part| part.name).collect();
            let message =
                format!("{} cannot be told apart here; the cell was kept and not used.", names.join(", "));
            let help = format!("Write all {} of them, parted by semicolons.", names.len());
            desk.problems.push(Diagnostic::new(Code::PartsUnclear, message, help).at_cell(cell).seen(seen));
        }
        return;
    };
    for (heading, reading, part) in readings {
        if record.fields.contains_key(heading.name) || reading.is_blank() {
            continue;
        }
        if let Some(problem) = reading.problem {
            desk.problems.push(diagnose(problem, heading.name, cell, part));
        }
        let field = Field { value: reading.value, seen: seen.to_string(), cell: cell.clone(), inferred };
        record.fields.insert(heading.name, field);
    }
}

/// A meal from and to in the cell of its start, where no column holds its end. `false` where the cell is no
/// such thing.
pub fn range(
    record: &mut Record,
    spec: &'static TableSpec,
    heading: &'static HeadingSpec,
    raw: &Raw,
    cell: &Cell,
    inferred: bool,
    context: &Context,
) -> bool {
    let (ValueKind::Time, Raw::Text(written)) = (heading.kind, raw) else { return false };
    let end = heading.name.strip_suffix(" Start").and_then(|name| spec.heading(&format!("{name} End")));
    let Some(end) = end.filter(|end| !record.columns.contains_key(end.name)) else { return false };
    let written = text::upper(written);
    let Some((from, to)) = written.split_once(" TO ").or_else(|| written.split_once('-')) else {
        return false;
    };
    let clock = |part: &str| match time::parse(part.trim(), context.bare) {
        Some(entry @ TimeEntry::At(_)) => Some(entry),
        _ => None,
    };
    let (Some(from), Some(to)) = (clock(from), clock(to)) else { return false };
    for (heading, entry) in [(heading.name, from), (end.name, to)] {
        let value = Some(Value::Time(entry));
        let field = Field { value, seen: text::seen(raw), cell: cell.clone(), inferred };
        record.fields.insert(heading, field);
    }
    true
}
