//! The back: the crew of the call sheet with in, out, hours and penalties.

use super::Report;
use super::players::marks;
use crate::model::Person;
use crate::render::call_sheet::crew;
use crate::render::paper::{self, Column};
use crate::render::payroll::{tenths, worked};
use serde_json::{Value, json};

/// Two lists side by side of about the same length, each under its departments.
pub fn blocks(r: &Report) -> Vec<Value> {
    let words = r.sheet.words;
    let mut departments: Vec<(String, Vec<Vec<Value>>)> = Vec::new();
    for person in crew::people(&r.sheet) {
        let named = person.department.as_deref().map(str::trim).filter(|d| !d.is_empty());
        let name = named.unwrap_or_else(|| words.get("call_sheet.crew"));
        let rows = rows(r, person);
        match departments.iter_mut().find(|(known, _)| known.eq_ignore_ascii_case(name)) {
            Some((_, all)) => all.extend(rows),
            None => departments.push((name.to_owned(), rows)),
        }
    }
    if departments.is_empty() {
        return Vec::new();
    }
    departments.sort_by_key(|(name, _)| (crew::department_rank(name), name.to_lowercase()));
    let total: usize = departments.iter().map(|(_, rows)| rows.len() + 1).sum();
    let (mut left, mut right): (Vec<Vec<Value>>, Vec<Vec<Value>>) = (Vec::new(), Vec::new());
    for (name, rows) in departments {
        let side = if left.len() + rows.len() / 2 <= total / 2 { &mut left } else { &mut right };
        side.push(paper::banner(&name));
        side.extend(rows);
    }
    let columns = [
        Column::new(words.get("common.col_position"), 2.0),
        Column::new(words.get("common.col_name"), 2.0),
        Column::new(words.get("paper.in"), 0.9),
        Column::new(words.get("paper.out"), 0.9),
        Column::new(words.get("paper.hours"), 0.8).end(),
        Column::new(words.get("paper.penalties"), 0.9),
    ];
    let mut sides = vec![paper::table(None, None, &columns, left)];
    if !right.is_empty() {
        sides.push(paper::table(None, None, &columns, right));
    }
    vec![paper::beside(sides), paper::text(None, vec![words.get("paper.back_legend").to_owned()])]
}

/// A row for each part of the person's day; who has no time sheet is listed with blanks to write in.
fn rows(r: &Report, person: &Person) -> Vec<Vec<Value>> {
    let position = person.terms.position.as_ref().map(|p| p.value.trim().to_owned());
    let clock = &r.sheet.clock;
    let days: Vec<_> =
        worked::of_day(r.all, r.day.date, &r.day.unit).filter(|day| day.person.id == person.id).collect();
    if days.is_empty() {
        return vec![vec![
            paper::cell(position),
            paper::strong(person.name.clone()),
            Value::Null,
            Value::Null,
            Value::Null,
            Value::Null,
        ]];
    }
    days.iter()
        .enumerate()
        .map(|(i, day)| {
            let hours = day.hours().worked.map(|h| tenths::printed(r.sheet.words, h));
            let out = &day.shift.dismissed.moment;
            vec![
                paper::cell(position.clone()),
                paper::strong(person.name.clone()),
                paper::cell(clock.moment(&day.shift.call.moment)),
                paper::cell(clock.moment(out)),
                hours.map_or_else(|| json!("?"), Value::String),
                // A day's penalties stand with its first part.
                if i == 0 { marks(r, &person.name) } else { Value::Null },
            ]
        })
        .collect()
}
