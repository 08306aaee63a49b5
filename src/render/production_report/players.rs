//! The players of the day on the report: the cast as the time sheets have it, who was called without one, and the background.

use super::Report;
use crate::model::{Background, Listed, Moment, Person};
use crate::render::call_sheet::{Clock, background as groups, cast as people};
use crate::render::paper::{self, Column};
use crate::render::payroll::{found, tenths, worked};
use crate::render::written;
use serde_json::{Value, json};

/// The cast's day, as the time sheets have it.
pub fn cast(r: &Report) -> Option<Value> {
    let words = r.sheet.words;
    let clock = &r.sheet.clock;
    let mut days: Vec<&worked::Worked> = worked::of_day(r.all, r.day.date, &r.day.unit)
        .filter(|day| day.person.listed == Listed::Cast || day.person.number.is_some())
        .collect();
    days.sort_by_key(|day| (people::number_key(day.person), day.person.name.clone()));
    let time = |moment: &Moment| paper::cell(clock.moment(moment));
    // Nobody travelled, nobody goes to school: no column for it.
    let travelled = days.iter().any(|day| day.travel().iter().any(|moment| !moment.is_missing()));
    let school = days.iter().any(|day| day.is_minor() || schooled(day).is_some());
    let mut rows: Vec<Vec<Value>> = days
        .iter()
        .map(|day| {
            let shift = day.shift;
            let call = people::call_of(&r.sheet, day.person);
            let status = call.and_then(|c| c.status.as_ref()).map(|s| s.value.to_uppercase());
            let meal = |number: u32| {
                let meal = day.meal(number)?;
                let (from, to) = (clock.moment(&meal.start.moment), clock.moment(&meal.end.moment));
                Some(format!("{}–{}", from.unwrap_or_else(|| "?".into()), to.unwrap_or_else(|| "?".into())))
            };
            let minor = if day.is_minor() {
                format!(" {}", words.get("call_sheet.minor_mark"))
            } else {
                String::new()
            };
            let mut row = vec![
                paper::strong(day.person.number.clone().unwrap_or_default()),
                paper::strong(format!("{}{minor}", day.person.name)),
                paper::cell(day.person.character.clone()),
                paper::cell(status.or_else(|| {
                    let kind = Some(shift.day_status.as_str()).filter(|kind| *kind != "work")?;
                    Some(words.get(&format!("day_types.{kind}")).to_owned())
                })),
                time(&shift.call.moment),
                paper::cell(day.entry("Report On Set").map(|entry| clock.dated(entry))),
                time(&shift.wrap.moment),
                time(&shift.dismissed.moment),
                paper::cell(meal(1)),
                paper::cell(meal(2)),
                paper::cell(day.hours().worked.map(|h| tenths::printed(words, h))),
                marks(r, &day.person.name),
            ];
            if travelled {
                row.push(paper::cell(journey(clock, day)));
            }
            if school {
                row.push(paper::cell(schooled(day)));
            }
            row
        })
        .collect();
    let mut columns = vec![
        Column::new(words.get("common.col_no"), 0.45),
        Column::new(words.get("call_sheet.artist"), 2.4),
        Column::new(words.get("common.col_character"), 1.6),
        Column::new(words.get("call_sheet.status"), 0.75),
        Column::new(words.get("paper.in"), 0.8),
        Column::new(words.get("call_sheet.on_set"), 0.8),
        Column::new(words.get("paper.wrap"), 0.9),
        Column::new(words.get("paper.dismissed"), 0.9),
        Column::new(words.get("paper.meal1"), 1.3),
        Column::new(words.get("paper.meal2"), 1.3),
        Column::new(words.get("paper.hours"), 0.65).end(),
        Column::new(words.get("paper.penalties"), 0.9),
    ];
    if travelled {
        columns.push(Column::new(words.get("paper.journey"), 1.3));
    }
    if school {
        columns.push(Column::new(words.get("paper.tutoring"), 0.8));
    }
    rows.extend(called_without_card(r, &days, columns.len()));
    (!rows.is_empty()).then(|| paper::table(Some(words.get("call_sheet.cast_title")), None, &columns, rows))
}

/// Out to the location and back: `6:10A–6:40A, 7:05P–7:40P`.
fn journey(clock: &Clock, day: &worked::Worked) -> Option<String> {
    let [leaves, arrives, leaves_set, back] = day.travel();
    let leg = |from: &Moment, to: &Moment| match (clock.moment(from), clock.moment(to)) {
        (None, None) => None,
        (from, to) => {
            Some(format!("{}–{}", from.unwrap_or_else(|| "?".into()), to.unwrap_or_else(|| "?".into())))
        }
    };
    let legs: Vec<String> = [leg(leaves, arrives), leg(leaves_set, back)].into_iter().flatten().collect();
    (!legs.is_empty()).then(|| legs.join(", "))
}

/// A minor's hours with the tutor.
fn schooled(day: &worked::Worked) -> Option<String> {
    day.shift.school.hours.as_ref().map(|hours| hours.value.to_string())
}

/// Cast members called for the day of whom no time sheet tells: blanks to write in.
fn called_without_card(r: &Report, days: &[&worked::Worked], columns: usize) -> Vec<Vec<Value>> {
    let called = r.view.production.calls_of(r.day).filter_map(|call| {
        let person = r.view.production.person(call.person);
        let has_card = days.iter().any(|day| day.person.id == person.id);
        let status = call.status.as_ref().map(|s| s.value.to_uppercase());
        (person.listed == Listed::Cast && !has_card).then_some((person, status))
    });
    let mut called: Vec<_> = called.collect();
    called.sort_by_key(|(person, _)| (people::number_key(person), person.name.clone()));
    let row = |(person, status): (&Person, Option<String>)| {
        let mut row = vec![
            paper::strong(person.number.clone().unwrap_or_default()),
            paper::strong(person.name.clone()),
            paper::cell(person.character.clone()),
            paper::cell(status),
        ];
        row.resize(columns, Value::Null);
        row
    };
    called.into_iter().map(row).collect()
}

/// `2 MP`, `FC`: meal penalties and forced calls that were found of a person's day.
pub fn marks(r: &Report, person: &str) -> Value {
    let found = r.found.on(person, r.day.date);
    let mut marks = Vec::new();
    let penalties = found::meal_penalties(found);
    if penalties > 0 {
        marks.push(format!("{penalties} MP"));
    }
    if found.iter().any(|f| found::is_forced_call(f) && f.waiver.is_none()) {
        marks.push("FC".to_owned());
    }
    if found.iter().any(|f| found::is_open(f)) {
        marks.push("?".to_owned());
    }
    if marks.is_empty() { Value::Null } else { paper::flag(marks.join(" · ")) }
}

/// The background of the day: as called, and as it came and went.
pub fn background(r: &Report) -> Option<Value> {
    let words = r.sheet.words;
    let own = |b: &Background| written::row(r.view.production, "background", &b.cell);
    let worked = |b: &Background| own(b).and_then(|row| row.number("Worked"));
    let told = groups::rows(&r.sheet).any(|b| worked(b).is_some());
    let rows: Vec<Vec<Value>> = groups::rows(&r.sheet)
        .map(|b| {
            let row = own(b);
            let time = |heading: &str| {
                row.and_then(|row| row.time(heading))
                    .map_or(Value::Null, |entry| paper::strong(r.sheet.clock.dated(entry)))
            };
            let rate = row.and_then(|row| row.money("Rate")).map(|rate| words.money(rate));
            let text = |heading: &str| row.and_then(|row| row.text(heading));
            let mut cells = vec![
                paper::strong(b.count.to_string()),
                json!(b.description),
                paper::cell(b.agency.clone()),
                paper::cell(rate),
                paper::cell(r.sheet.clock.call(&b.call)),
                time("In"),
                time("Out"),
                paper::cell(text("Adjustments").or_else(|| b.remarks.clone())),
            ];
            if told {
                let came = worked(b).map(|n| paper::strong(words.number(n, 0)));
                cells.insert(1, came.unwrap_or(Value::Null));
            }
            cells
        })
        .collect();
    let mut columns = vec![
        Column::new(words.get("common.col_no"), 0.5),
        Column::new(words.get("call_sheet.col_description"), 2.4),
        Column::new(words.get("paper.agency"), 1.4),
        Column::new(words.get("paper.rate"), 1.0),
        Column::new(words.get("common.col_call"), 0.8),
        Column::new(words.get("paper.in"), 0.8),
        Column::new(words.get("paper.out"), 0.8),
        Column::new(words.get("paper.adjustments"), 2.0),
    ];
    if told {
        columns.insert(1, Column::new(words.get("paper.came"), 0.6));
    }
    (!rows.is_empty())
        .then(|| paper::table(Some(words.get("call_sheet.background_title")), None, &columns, rows))
}
