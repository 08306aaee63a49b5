//! The cast of the day: who works, who is held, and when each is called.

use super::Sheet;
use super::estimate::{self, Draft};
use crate::model::{Call, CallTime, Instant, Listed, Minutes, Person};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

type Column = (&'static str, &'static str, fn(&Call) -> &CallTime);

/// Key, the heading's word, and where the time lies. Empty columns are not printed.
const COLUMNS: [Column; 6] = [
    ("pickup", "call_sheet.pickup", |c| &c.pickup),
    ("report", "call_sheet.report", |c| &c.report),
    ("makeup", "call_sheet.makeup", |c| &c.makeup),
    ("wardrobe", "call_sheet.wardrobe", |c| &c.wardrobe),
    ("rehearsal", "call_sheet.rehearsal", |c| &c.rehearsal),
    ("on_set", "call_sheet.on_set", |c| &c.on_set),
];

pub fn data(sheet: &Sheet) -> Value {
    let mut entries: Vec<(&Person, Option<&Call>)> =
        people(sheet).map(|person| (person, call_of(sheet, person))).collect();
    entries.sort_by_key(|(person, _)| (number_key(person), person.name.clone()));
    let starts = estimate::starts(sheet);
    let mut rows: Vec<Map<String, Value>> =
        entries.iter().map(|(p, c)| row(sheet, p, *c, &estimate::draft(sheet, &starts, p, *c))).collect();
    let unknown = unknown_numbers(sheet);
    rows.extend(unknown.iter().map(|number| stranger(sheet, number)));
    let used = |key: &str| rows.iter().any(|row| row.get(key).is_some_and(|v| !v.is_null()));
    let columns: Vec<(&str, &str)> = COLUMNS
        .iter()
        .filter(|(key, ..)| matches!(*key, "report" | "on_set") || used(key))
        .map(|(key, heading, _)| (*key, sheet.words.get(heading)))
        .collect();
    let minors = entries.iter().any(|(person, _)| is_minor(sheet, person));
    let estimated =
        rows.iter().any(|row| row.get("est").and_then(Value::as_array).is_some_and(|e| !e.is_empty()));
    let settings = &sheet.settings.call_sheet;
    let legend = sheet.words.say(
        "call_sheet.est_legend",
        &[
            ("eighth", &settings.eighth().to_string()),
            ("makeup", &Minutes(settings.makeup_lead()).to_string()),
            ("wardrobe", &Minutes(settings.wardrobe_lead()).to_string()),
        ],
    );
    json!({
        "columns": columns,
        "strong": "report",
        "note": if minors { json!(sheet.words.get("call_sheet.minor_note")) } else { Value::Null },
        "estimates": estimated.then_some(legend),
        "rows": rows,
    })
}

/// Cast members with a call for the day or a number in one of its scenes, and people on no list who have a call.
pub fn people<'a>(sheet: &Sheet<'a>) -> impl Iterator<Item = &'a Person> {
    let numbers: BTreeSet<&str> = numbers(sheet).collect();
    let called: BTreeSet<_> = sheet.production.calls_of(sheet.day).map(|c| c.person).collect();
    sheet.production.people.iter().filter(move |person| match person.listed {
        Listed::Cast => {
            called.contains(&person.id)
                || person.number.as_deref().is_some_and(|n| numbers.contains(n.trim()))
        }
        Listed::Nowhere => called.contains(&person.id),
        Listed::Crew => false,
    })
}

pub fn call_of<'a>(sheet: &Sheet<'a>, person: &Person) -> Option<&'a Call> {
    sheet.production.calls_of(sheet.day).find(|call| call.person == person.id)
}

/// The moment a row of cast calls them at, where it is one.
pub fn first(row: &Call) -> Option<Instant> {
    let times = [&row.report, &row.makeup, &row.wardrobe, &row.rehearsal, &row.on_set, &row.pickup];
    let call = times.into_iter().find(|time| time.entry.is_some() || !time.at.moment.is_missing())?;
    call.at.moment.known()
}

/// Cast numbers in the day's scenes.
fn numbers<'a>(sheet: &Sheet<'a>) -> impl Iterator<Item = &'a str> {
    sheet.production.scenes_of(sheet.day).flat_map(|s| s.cast.iter()).map(|n| n.trim())
}

/// Numbers in scenes that no cast row has: printed, so that nobody is left out silently.
fn unknown_numbers(sheet: &Sheet) -> BTreeSet<String> {
    let known: BTreeSet<&str> =
        sheet.production.people.iter().filter_map(|p| p.number.as_deref()).map(str::trim).collect();
    numbers(sheet).filter(|n| !n.is_empty() && !known.contains(n)).map(str::to_owned).collect()
}

fn row(sheet: &Sheet, person: &Person, call: Option<&Call>, draft: &Draft) -> Map<String, Value> {
    let status = call.and_then(|c| c.status.as_ref()).map(|s| s.value.trim().to_uppercase());
    let mut row = Map::new();
    row.insert("no".into(), json!(person.number.as_deref().unwrap_or("")));
    row.insert("name".into(), json!(person.name));
    row.insert("character".into(), json!(person.character.as_deref().unwrap_or("")));
    row.insert("held".into(), json!(status.as_deref() == Some("H")));
    row.insert("status".into(), json!(status));
    row.insert("minor".into(), json!(is_minor(sheet, person)));
    let mut estimated = Vec::new();
    for (key, _, of) in COLUMNS {
        let written = call.and_then(|c| sheet.clock.call(of(c)));
        let drafted = draft.of(key).filter(|_| written.is_none()).map(|at| sheet.clock.instant(at));
        if drafted.is_some() {
            estimated.push(key);
        }
        row.insert(key.into(), json!(written.or(drafted)));
    }
    row.insert("est".into(), json!(estimated));
    row.insert("remarks".into(), json!(remarks(sheet, call)));
    row
}

fn remarks(sheet: &Sheet, call: Option<&Call>) -> Option<String> {
    let Some(call) = call else { return Some(sheet.words.get("call_sheet.no_call_given").to_owned()) };
    let day = sheet.day.location.as_ref().map(|l| l.value.trim());
    let place = call.location.as_ref().map(|l| l.value.trim()).filter(|l| Some(*l) != day);
    let remarks = call.remarks.as_ref().map(|r| r.value.trim());
    let parts: Vec<&str> = place.into_iter().chain(remarks).filter(|p| !p.is_empty()).collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

fn stranger(sheet: &Sheet, number: &str) -> Map<String, Value> {
    let mut row = Map::new();
    row.insert("no".into(), json!(number));
    for key in ["name", "character"] {
        row.insert(key.into(), json!(""));
    }
    row.insert("status".into(), Value::Null);
    row.insert("est".into(), json!([]));
    for key in ["held", "minor"] {
        row.insert(key.into(), json!(false));
    }
    for (key, ..) in COLUMNS {
        row.insert(key.into(), Value::Null);
    }
    row.insert("remarks".into(), json!(sheet.words.get("call_sheet.not_on_cast_list")));
    row
}

fn is_minor(sheet: &Sheet, person: &Person) -> bool {
    person.age_on(sheet.day.date).is_some_and(|age| age < 18)
}

/// `7` before `12`, `7` before `7X`, people without a number last.
pub fn number_key(person: &Person) -> (u64, String) {
    let number = person.number.as_deref().unwrap_or("").trim();
    let digits: String = number.chars().take_while(char::is_ascii_digit).collect();
    (digits.parse().unwrap_or(u64::MAX), number.to_owned())
}
