//! The advance schedule: the unit's next shooting day.

use super::{Clock, Sheet, scenes};
use crate::model::{Day, Scene};
use serde_json::{Value, json};

pub fn data(sheet: &Sheet) -> Value {
    let Some(next) = next_day(sheet) else { return Value::Null };
    let rows: Vec<&Scene> = sheet.production.scenes_of(next).collect();
    let clock = Clock { date: next.date, zone: next.zone, ..sheet.clock };
    let mut line = Vec::new();
    if let Some(number) = next.number {
        line.push(format!("Day {number}"));
    }
    line.push(sheet.words.date_without_year(next.date));
    if let Some(call) = clock.moment(&next.crew_call.moment) {
        line.push(format!("{} {call}", sheet.words.crew_call.to_lowercase()));
    }
    line.extend(next.location.as_ref().map(|l| l.value.clone()));
    if !rows.is_empty() {
        line.push(format!("{} pages", scenes::total_pages(&rows)));
    }
    json!({
        "title": "Advance",
        "line": line.join(" · "),
        "rows": rows.iter().map(|scene| scenes::row(scene)).collect::<Vec<_>>(),
    })
}

pub fn next_day<'a>(sheet: &Sheet<'a>) -> Option<&'a Day> {
    sheet
        .production
        .days
        .iter()
        .filter(|d| d.is_shoot() && d.unit == sheet.day.unit && d.date > sheet.day.date)
        .min_by_key(|d| d.date)
}
