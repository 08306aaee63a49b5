//! Background and stand-ins of the day.

use super::Sheet;
use crate::model::Background;
use serde_json::{Value, json};

pub fn data(sheet: &Sheet) -> Value {
    let total: u64 = rows(sheet).map(|b| u64::from(b.count)).sum();
    json!({
        "total": total.to_string(),
        "rows": rows(sheet).map(|b| row(sheet, b)).collect::<Vec<_>>(),
    })
}

pub fn rows<'a>(sheet: &Sheet<'a>) -> impl Iterator<Item = &'a Background> {
    let day = sheet.day;
    sheet.production.background.iter().filter(move |b| b.date == day.date && b.unit == day.unit)
}

fn row(sheet: &Sheet, b: &Background) -> Value {
    let parts: Vec<&str> = [&b.agency, &b.remarks].into_iter().flatten().map(String::as_str).collect();
    json!({
        "count": b.count.to_string(),
        "description": b.description,
        "scene": b.scene,
        "call": sheet.clock.call(&b.call),
        "location": b.location,
        "remarks": (!parts.is_empty()).then(|| parts.join(" · ")),
    })
}
