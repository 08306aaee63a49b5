//! Scenes without any day: the breakdown of a script. Lists of that kind call things otherwise than schedules do, so
//! that what they mean is settled for the whole table, and reported.

use super::Desk;
use crate::diagnostic::{Code, Diagnostic};
use crate::ingest::intake::TableRead;
use crate::ingest::reader::is_time_of_day;
use crate::model::{Heading, Pages, Record, Value};

/// Whether a table of scenes has no day at all: no column, no banner, no label.
pub fn is_breakdown(table: &TableRead) -> bool {
    let has = |heading: &str| {
        table.columns.iter().any(|c| c.as_heading == Some(heading))
            || table.records.iter().any(|r| r.fields.contains_key(heading))
    };
    table.table == "scenes" && !has("Date") && !has("Day")
}

/// Reads a breakdown as its writers mean it.
pub fn settle(table: &mut TableRead, desk: &mut Desk) {
    if table.table != "scenes" {
        return;
    }
    let mut said = Vec::new();
    if eighths(table) {
        said.push("its page lengths are whole numbers of eighths");
    }
    if is_breakdown(table) {
        let has = |heading: &str| table.columns.iter().any(|c| c.as_heading == Some(heading));
        if !has("Set") && has("Location") {
            rename(table, "Location", "Set");
            said.push("“Location” is the set, for there is no other");
        }
        if !table.columns.iter().any(|c| c.as_heading == Some("D/N")) && time_of_day(table) {
            said.push("“Time” is day or night");
        }
        said.insert(0, "the table has no day, so its rows are scenes of the script that still need one");
    }
    if said.is_empty() {
        return;
    }
    let message = format!("Read so: {}.", said.join("; "));
    let help = "Add a column headed Date or Day if this is a schedule.";
    desk.problems.push(Diagnostic::new(Code::BreakdownRead, message, help).at_cell(&table.header_cell));
}

fn rename(table: &mut TableRead, from: Heading, to: Heading) {
    for column in table.columns.iter_mut().filter(|c| c.as_heading == Some(from)) {
        column.as_heading = Some(to);
        column.because = format!("a breakdown without “{to}”");
    }
    for record in &mut table.records {
        if let Some(field) = record.fields.remove(from) {
            record.fields.insert(to, field);
        }
        if let Some(cell) = record.columns.remove(from) {
            record.columns.insert(to, cell);
        }
    }
}

/// `Length (8ths)` over whole numbers counts eighths: 12 is 1 4/8.
fn eighths(table: &mut TableRead) -> bool {
    let counts = table.columns.iter().any(|c| {
        let heading = c.heading.to_lowercase();
        c.as_heading == Some("Pages") && (heading.contains("8th") || heading.contains("eighth"))
    });
    let whole = |record: &Record| {
        let seen = record.field("Pages").map(|field| field.seen.trim().to_string());
        seen.map(|seen| seen.parse::<u32>().ok())
    };
    let all: Vec<Option<u32>> = table.records.iter().filter_map(whole).collect();
    if !counts || all.is_empty() || all.contains(&None) {
        return false;
    }
    for record in &mut table.records {
        if let Some(field) = record.fields.get_mut("Pages")
            && let Ok(eighths) = field.seen.trim().parse::<u32>()
        {
            field.value = Some(Value::Pages(Pages::new(eighths)));
        }
    }
    true
}

/// A column `Time` that holds DAY and NIGHT and no clock.
fn time_of_day(table: &mut TableRead) -> bool {
    let is_time = |heading: &str| heading.trim().eq_ignore_ascii_case("time");
    let words: Vec<&String> = table
        .records
        .iter()
        .flat_map(|r| &r.extra)
        .filter(|(h, ..)| is_time(h))
        .map(|(_, text, _)| text)
        .collect();
    if words.is_empty() || !words.iter().all(|text| is_time_of_day(text)) {
        return false;
    }
    for column in table.columns.iter_mut().filter(|c| c.as_heading.is_none() && is_time(&c.heading)) {
        column.as_heading = Some("D/N");
        column.because = "holds day and night".into();
    }
    for record in &mut table.records {
        let Some(at) = record.extra.iter().position(|(heading, ..)| is_time(heading)) else { continue };
        let (_, seen, cell) = record.extra.remove(at);
        record.columns.insert("D/N", cell.clone());
        let value = Some(Value::Text(seen.trim().to_string()));
        record.fields.insert("D/N", crate::model::Field { value, seen, cell, inferred: false });
    }
    true
}
