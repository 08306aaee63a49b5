//! A finished call sheet read back: the call beside a crew member is this day's, and who plays whom is a
//! row of the cast list.

use super::Desk;
use crate::ingest::intake::{ColumnRead, TableRead};
use crate::ingest::layout::labels::{Label, Origin};
use crate::ingest::tables::{calls, cast};
use crate::ingest::value::{self, Context, text};
use crate::model::{Cell, Field, Heading, Record, TableName};
use std::collections::{BTreeMap, BTreeSet};

/// The date that holds for a crew grid, with its cell.
pub fn date_field(label: &Label, context: &Context, desk: &Desk) -> Option<Field> {
    let heading = calls::SPEC.heading("Date")?;
    let value = value::read(heading, &label.raw, context).value?;
    let sheet = match &label.origin {
        Origin::Sheet(other) => std::sync::Arc::from(other.as_str()),
        Origin::Cell | Origin::SheetName => desk.sheet.clone(),
    };
    let cell = Cell::new(desk.file.clone(), sheet, label.row, label.col);
    Some(Field { value: Some(value), seen: text::seen(&label.raw), cell, inferred: true })
}

/// The calls of a crew grid on a dated call sheet; they are no standing calls, so the crew rows lose them.
pub fn calls_of_crew(crew: &mut TableRead, date: &Field) -> Option<TableRead> {
    let because = format!("the call of {}", date.value.as_ref()?.to_text());
    let mut records = Vec::new();
    for record in &mut crew.records {
        let (Some(call), Some(name)) = (record.fields.remove("Call"), record.fields.get("Name").cloned())
        else {
            continue;
        };
        let mut fields: BTreeMap<Heading, Field> =
            BTreeMap::from([("Date", date.clone()), ("Name", name), ("Report", call)]);
        if let Some(unit) = record.fields.get("Unit") {
            fields.insert("Unit", unit.clone());
        }
        let columns = fields.iter().map(|(heading, field)| (*heading, field.cell.clone())).collect();
        let cell = record.cell.clone();
        records.push(Record { table: calls::SPEC.name, cell, fields, extra: Vec::new(), columns });
    }
    if records.is_empty() {
        return None;
    }
    for column in crew.columns.iter_mut().filter(|c| c.as_heading == Some("Call")) {
        column.because = format!("{because}: see the table calls");
    }
    let columns = column_of(crew, &[("Name", "Name"), ("Call", "Report")], &because);
    Some(derived(calls::SPEC.name, crew, columns, records))
}

/// The cast that a table of calls names with number, part and performer, each once.
pub fn cast_of_calls(table: &TableRead) -> Option<TableRead> {
    const NEEDED: [Heading; 3] = ["No.", "Character", "Name"];
    if !NEEDED.iter().all(|heading| table.columns.iter().any(|c| c.as_heading == Some(heading))) {
        return None;
    }
    let mut seen = BTreeSet::new();
    let mut records = Vec::new();
    for record in &table.records {
        let known: Option<Vec<&Field>> = NEEDED.iter().map(|heading| record.fields.get(heading)).collect();
        let Some(known) = known else { continue };
        if !seen.insert(known.iter().map(|field| field.seen.as_str()).collect::<Vec<_>>()) {
            continue;
        }
        let fields: BTreeMap<Heading, Field> =
            NEEDED.into_iter().zip(known).map(|(heading, field)| (heading, field.clone())).collect();
        let columns = fields.iter().map(|(heading, field)| (*heading, field.cell.clone())).collect();
        let cell = record.cell.clone();
        records.push(Record { table: cast::SPEC.name, cell, fields, extra: Vec::new(), columns });
    }
    if records.is_empty() {
        return None;
    }
    let pairs = NEEDED.map(|heading| (heading, heading));
    let columns = column_of(table, &pairs, "the call sheet says who plays whom");
    Some(derived(cast::SPEC.name, table, columns, records))
}

/// Columns of a table under the headings of another one.
fn column_of(table: &TableRead, pairs: &[(Heading, Heading)], because: &str) -> Vec<ColumnRead> {
    let columns = pairs.iter().filter_map(|(of, to)| {
        let column = table.columns.iter().find(|c| c.as_heading == Some(of))?;
        Some(ColumnRead { as_heading: Some(to), because: because.into(), ..column.clone() })
    });
    columns.collect()
}

fn derived(table: TableName, from: &TableRead, columns: Vec<ColumnRead>, records: Vec<Record>) -> TableRead {
    TableRead {
        table,
        sheet: from.sheet.clone(),
        header_cell: from.header_cell.clone(),
        columns,
        records,
        ignored: Vec::new(),
    }
}
