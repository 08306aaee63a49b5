//! The running order of a day that is told by the clock and not by scenes: commercials, stills, recces.

use super::Sheet;
use crate::model::clock::{Resolved, resolve};
use crate::model::{MAIN_UNIT, Moment, Record, TimeEntry};
use serde_json::{Value, json};

pub fn data(sheet: &Sheet) -> Value {
    let mut found: Vec<(&Record, Moment)> = rows(sheet).map(|row| (row, time(sheet, row, "Start"))).collect();
    // A row without a time keeps its place behind the row before it.
    let mut last = None;
    for (_, moment) in &mut found {
        match moment.earliest() {
            Some(at) => last = Some(at),
            None => *moment = last.map_or(Moment::Missing, Moment::Known),
        }
    }
    found.sort_by_key(|(_, moment)| moment.earliest());
    json!(found.into_iter().map(|(row, _)| line(sheet, row)).collect::<Vec<_>>())
}

pub fn rows<'a>(sheet: &Sheet<'a>) -> impl Iterator<Item = &'a Record> {
    let (date, unit) = (sheet.day.date, sheet.day.unit.clone());
    sheet.production.records("activities").iter().filter(move |row| {
        let own = row.text("Unit").map(|unit| unit.trim().to_owned()).filter(|unit| !unit.is_empty());
        row.date("Date") == Some(date) && own.as_deref().unwrap_or(MAIN_UNIT).eq_ignore_ascii_case(&unit)
    })
}

fn line(sheet: &Sheet, row: &Record) -> Value {
    let text = |heading: &str| row.text(heading).map(|text| text.trim().to_owned());
    json!({
        "start": shown(sheet, row, "Start"),
        "until": shown(sheet, row, "Until"),
        "activity": text("Activity"),
        "who": text("Who"),
        "location": text("Location"),
        "notes": text("Notes"),
    })
}

fn shown(sheet: &Sheet, row: &Record, heading: &str) -> Option<String> {
    let moment = time(sheet, row, heading);
    sheet.clock.moment(&moment).or_else(|| row.time(heading).map(|entry| sheet.clock.entry(entry)))
}

/// What a time of a row means on the day, counted from the crew call where it is relative, moved with the day.
pub fn time(sheet: &Sheet, row: &Record, heading: &str) -> Moment {
    match row.time(heading) {
        // The crew call has moved already.
        Some(TimeEntry::Relative(minutes)) => match sheet.day.crew_call.moment.known() {
            Some(at) => Moment::Known(at).moved(i64::from(*minutes)),
            None => Moment::Missing,
        },
        Some(TimeEntry::At(wall)) => match resolve(sheet.day.date, wall, sheet.day.zone) {
            Resolved::At(moment) => {
                let push = sheet.production.push_of(sheet.day.date, &sheet.day.unit);
                push.map_or(moment.clone(), |push| moment.moved(push.minutes))
            }
            Resolved::DoesNotExist => Moment::Missing,
        },
        _ => Moment::Missing,
    }
}
