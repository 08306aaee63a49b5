//! The head of a call sheet as a row of the Schedule, and its place as a row of Locations.

use super::Desk;
use super::records::diagnose;
use super::wide::Sheetwide;
use crate::ingest::intake::{ColumnRead, Confidence, TableRead};
use crate::ingest::layout::form::Form;
use crate::ingest::layout::pairs::Pair;
use crate::ingest::tables::{TableSpec, locations, schedule};
use crate::ingest::value::{self, text};
use crate::model::{Cell, Field, Record};
use std::collections::BTreeMap;

/// The tables of a head that says a day's plan; none of any other.
pub fn tables(form: &Form, wide: &Sheetwide, desk: &mut Desk) -> Vec<TableRead> {
    if !(form.is_day() && form.is_call_sheet) {
        return Vec::new();
    }
    let mut tables = vec![table(&schedule::SPEC, &form.day, wide, desk)];
    // A hospital is a place's: without the place it stands nowhere.
    if let Some(place) = form.fact("Location").filter(|_| !form.place.is_empty())
        && let Some(heading) = locations::SPEC.heading("Location")
    {
        let mut pairs = vec![Pair { heading, ..place.clone() }];
        pairs.extend(form.place.iter().cloned());
        tables.push(table(&locations::SPEC, &pairs, wide, desk));
    }
    tables
}

fn table(spec: &'static TableSpec, pairs: &[Pair], wide: &Sheetwide, desk: &mut Desk) -> TableRead {
    let at = |(row, col): (u32, u32)| Cell::new(desk.file.clone(), desk.sheet.clone(), row, col);
    let first = pairs.iter().map(|pair| pair.label_at).min().map_or_else(|| at((0, 0)), at);
    let mut record = Record {
        table: spec.name,
        cell: first.clone(),
        fields: BTreeMap::new(),
        extra: Vec::new(),
        columns: BTreeMap::new(),
    };
    let context = wide.context(desk.locale);
    let mut columns = Vec::new();
    for pair in pairs {
        let cell = at(pair.value_at);
        let because = match (pair.label.is_empty(), pair.label_at == pair.value_at) {
            (true, _) => "stands in the head without a label",
            (false, true) => "label and value in one cell",
            (false, false) if pair.label_at.0 == pair.value_at.0 => "the value beside its label",
            (false, false) => "the value below its label",
        };
        columns.push(ColumnRead {
            heading: pair.label.clone(),
            cell: at(pair.label_at),
            as_heading: Some(pair.heading.name),
            because: because.into(),
            confidence: Confidence::Certain,
            perhaps: None,
        });
        record.columns.insert(pair.heading.name, cell.clone());
        let reading = value::read(pair.heading, &pair.value, &context);
        if reading.is_blank() {
            continue;
        }
        let seen = text::seen(&pair.value);
        if let Some(problem) = reading.problem {
            desk.problems.push(diagnose(problem, pair.heading.name, &cell, &seen));
        }
        record.fields.insert(pair.heading.name, Field { value: reading.value, seen, cell, inferred: false });
    }
    TableRead {
        table: spec.name,
        sheet: desk.sheet.to_string(),
        header_cell: first,
        columns,
        records: vec![record],
        ignored: Vec::new(),
    }
}
