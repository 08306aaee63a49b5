//! The advance schedule: the unit's next shooting day.

use super::{Clock, Sheet, scenes};
use crate::model::{Day, Scene};
use serde_json::{Value, json};

pub fn data(sheet: &Sheet) -> Value {
    let Some(next) = next_day(sheet) else { return Value::Null };
    let words = sheet.words;
    let rows = sheet.production.scenes_of(next).map(|scene| scenes::row(words, scene));
    json!({ "line": line(sheet, next), "rows": rows.collect::<Vec<_>>() })
}

/// `Day 4 · Saturday, October 31 · crew call 3:00P · Union Yard · 3 2/8 pages`
pub fn line(sheet: &Sheet, next: &Day) -> String {
    let rows: Vec<&Scene> = sheet.production.scenes_of(next).collect();
    let clock = Clock { date: next.date, zone: next.zone, ..sheet.clock };
    let mut line = Vec::new();
    let words = sheet.words;
    if let Some(number) = next.number {
        line.push(words.say("common.day", &[("n", &number.to_string())]));
    }
    line.push(words.date_without_year(next.date));
    if let Some(call) = clock.moment(&next.crew_call.moment) {
        line.push(words.say("call_sheet.advance_call", &[("time", &call)]));
    }
    line.extend(next.location.as_ref().map(|l| l.value.clone()));
    if !rows.is_empty() {
        line.push(scenes::pages_said(words, &scenes::total_pages(words, &rows)));
    }
    line.join(" · ")
}

pub fn next_day<'a>(sheet: &Sheet<'a>) -> Option<&'a Day> {
    sheet
        .production
        .days
        .iter()
        .filter(|d| d.is_shoot() && d.unit == sheet.day.unit && d.date > sheet.day.date)
        .min_by_key(|d| d.date)
}
