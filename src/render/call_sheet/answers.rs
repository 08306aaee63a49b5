//! Who has confirmed a sheet: for the office copy and for what a production waits for.

use super::{Sheet, changes, revision, stem};
use crate::model::{Answer, Issued, Verdict};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The last word of everybody who gave one on this revision, by name. A yes to an earlier revision stands where nothing that
/// concerns its person has changed since: they were told so.
pub fn of<'a>(sheet: &Sheet<'a>, data: &Value, issued: &Issued) -> BTreeMap<&'a str, &'a Answer> {
    let path = format!("call-sheets/{}.pdf", stem(sheet.day));
    let now = revision::standing(Some(issued));
    let earlier: Vec<(String, changes::Changes)> = changes::earlier(sheet, data, Some(issued))
        .map(|(before, changes)| (revision::standing(Some(before)), changes))
        .collect();
    let holds = |answer: &Answer| {
        is(&answer.revision, &now)
            || earlier
                .iter()
                .find(|(before, _)| is(&answer.revision, before))
                .is_some_and(|(_, changes)| !changes.concern(&answer.name))
    };
    let answers = sheet.production.answers.iter().filter(|answer| {
        answer.sheet.as_ref() == Some(&path)
            && matches!(
                answer.verdict,
                Verdict::Confirmed | Verdict::Declined | Verdict::Tentative | Verdict::Bounced
            )
    });
    // They stand in the order of their dates, so the last one stays.
    answers.filter(|answer| holds(answer)).map(|answer| (answer.name.as_str(), answer)).collect()
}

/// A revision as mail names it: with how it was told behind a comma.
fn is(said: &str, revision: &str) -> bool {
    said.strip_prefix(revision).is_some_and(|rest| rest.is_empty() || rest.starts_with(','))
}

/// Writes each person's answer into their row: a word, or nothing yet.
pub fn write(sheet: &Sheet, data: &mut Value, issued: &Issued) {
    let answers = of(sheet, data, issued);
    let word = |row: &Value| {
        let name = row.get("name").and_then(Value::as_str).unwrap_or_default();
        let key = match answers.get(name)?.verdict {
            Verdict::Confirmed => "call_sheet.answer_confirmed",
            Verdict::Declined => "call_sheet.answer_declined",
            Verdict::Tentative => "call_sheet.answer_tentative",
            _ => "call_sheet.answer_bounced",
        };
        Some(sheet.words.get(key).to_owned())
    };
    let mut set = |row: &mut Value| {
        let answer = word(row).unwrap_or_default();
        if let Value::Object(fields) = row {
            fields.insert("answer".into(), json!(answer));
        }
    };
    let rows = |data: &'_ mut Value, pointer: &str| -> Vec<Value> {
        data.pointer_mut(pointer).and_then(Value::as_array_mut).map(std::mem::take).unwrap_or_default()
    };
    let mut cast = rows(data, "/cast/rows");
    cast.iter_mut().for_each(&mut set);
    let mut crew = rows(data, "/crew");
    for department in &mut crew {
        if let Some(rows) = department.get_mut("rows").and_then(Value::as_array_mut) {
            rows.iter_mut().for_each(&mut set);
        }
    }
    for (pointer, rows) in [("/cast/rows", cast), ("/crew", crew)] {
        if let Some(place) = data.pointer_mut(pointer) {
            *place = Value::Array(rows);
        }
    }
}
