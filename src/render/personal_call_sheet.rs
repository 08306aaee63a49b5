//! Personal call sheets: the day's sheet with one person's name and call on top.
//!
//! The body is the same for everybody, so the typesetter works it out once; the person is data beside it.

use super::call_sheet::estimate;
use super::call_sheet::{self, Changes, Sheet, Standing, changes};
use super::job::{About, Body, Job};
use super::publish::Names;
use super::view::View;
use crate::model::{Call, Day, DocumentKind, Person};
use serde_json::{Value, json};

/// One for everybody who is on a shooting day's call sheet by name.
pub fn jobs(view: &View) -> Vec<Job> {
    call_sheet::days(view).flat_map(|day| of_day(view, day)).collect()
}

/// The personal sheets of one day.
pub fn of_day(view: &View, day: &Day) -> Vec<Job> {
    let sheet = Sheet::new(view, day);
    let Standing { data, issued, changes } = sheet.standing();
    let inputs = sheet.inputs();
    let mut names = Names::default();
    sheet
        .people()
        .map(|person| {
            let name = names.unique(&person.name);
            Job {
                kind: DocumentKind::PersonalCallSheet,
                path: format!("call-sheets/{}/{name}.pdf", call_sheet::stem(day)),
                title: sheet
                    .words
                    .say("call_sheet.title_for", &[("title", &sheet.title()), ("name", &person.name)]),
                body: Body::Pdf {
                    template: "personal-call-sheet",
                    data: json!({ "sheet": data, "person": recipient(&sheet, person, changes.as_ref(), &data) }),
                },
                inputs: inputs.clone(),
                about: About {
                    date: Some(day.date),
                    unit: Some(day.unit.clone()),
                    day_number: day.number,
                    person: Some(person.name.clone()),
                    revision: Some(call_sheet::revision::standing(issued)),
                    ..About::default()
                },
            }
        })
        .collect()
}

/// The block on top: who, in what, when and where, and what of it changed.
fn recipient(sheet: &Sheet, person: &Person, changed: Option<&Changes>, data: &Value) -> Value {
    let row = sheet.call_of(person);
    let written = sheet.personal_call(person);
    let draft =
        Some(estimate::draft(sheet, &estimate::starts(sheet), person, row)).filter(|_| written == "TBD");
    let drafted = draft.and_then(|draft| draft.report.or(draft.on_set)).map(|at| sheet.clock.instant(at));
    let est = drafted.as_ref().map(|_| sheet.words.get("call_sheet.est"));
    let call = drafted.unwrap_or(written);
    let marked = marked(data, &person.name);
    let times: Vec<(&str, String, bool)> = row.map(|row| times(sheet, row, &marked)).unwrap_or_default();
    let status = row.and_then(|r| r.status.as_ref()).map(|s| s.value.trim().to_uppercase());
    json!({
        "name": person.name,
        "as": person.character.clone().or_else(|| person.terms.position.as_ref().map(|p| p.value.clone())),
        "call": call,
        "est": est,
        "stamp": sheet.settings.call_sheet.stamped().then(|| sheet.words.say("call_sheet.copy_of", &[("name", &person.name)])),
        "status": status,
        "times": times,
        "changes": changed.map(|changed| news(sheet, changed, person)),
    })
}

/// What changed for this person since the revision before, to be seen before anything else.
fn news(sheet: &Sheet, changed: &Changes, person: &Person) -> Value {
    let since = [("revision", changed.since.as_str()), ("time", changed.of.as_str())];
    let own = changes::for_person(changed, &person.name, sheet.words);
    json!({
        "since": sheet.words.say("changes.own", &since),
        "none": sheet.words.say("changes.own_none", &since),
        "lines": own,
    })
}

/// The parts of the person's row of cast that changed.
fn marked(data: &Value, name: &str) -> Vec<String> {
    let rows = data.pointer("/cast/rows").and_then(Value::as_array).into_iter().flatten();
    let own = rows.filter(|row| row.get("name").and_then(Value::as_str) == Some(name));
    let parts = own.filter_map(|row| row.get(changes::MARK)?.as_array()).flatten();
    parts.filter_map(|part| part.as_str().map(str::to_owned)).collect()
}

/// What each time is called, when it is, and whether it changed.
fn times<'a>(sheet: &Sheet<'a>, row: &Call, marked: &[String]) -> Vec<(&'a str, String, bool)> {
    [
        ("call_sheet.own_pickup", "pickup", &row.pickup),
        ("call_sheet.own_leave", "leave", &row.leave),
        ("call_sheet.own_report", "report", &row.report),
        ("call_sheet.own_makeup", "makeup", &row.makeup),
        ("call_sheet.own_wardrobe", "wardrobe", &row.wardrobe),
        ("call_sheet.own_rehearsal", "rehearsal", &row.rehearsal),
        ("call_sheet.own_on_set", "on_set", &row.on_set),
    ]
    .into_iter()
    .filter_map(|(name, part, time)| {
        let changed = marked.iter().any(|marked| marked == part);
        Some((sheet.words.get(name), sheet.clock.call(time)?, changed))
    })
    .collect()
}
