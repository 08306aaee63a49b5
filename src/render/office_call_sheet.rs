//! The office copy: the sheet that is about to go out, with a line that nobody but the office may read.
//!
//! Of a sheet that went out it also says who has confirmed it.
//!
//! It lies under `compliance/` and is readable by its owner only, because the line names people and prices; the crew's
//! sheet has no such line in its data at all.

use super::call_sheet::Changes;
use super::call_sheet::{self, Sheet, Standing, answers, revision};
use super::forecast::office_line;
use super::job::{About, Body, Job};
use super::view::View;
use crate::check::forecast::ComingDay;
use crate::model::{Day, DocumentKind};
use serde_json::json;
use std::collections::BTreeSet;

/// One for each unit: of its next shooting day.
pub fn jobs(view: &View) -> Vec<Job> {
    let mut units = BTreeSet::new();
    call_sheet::days(view)
        .filter(|day| day.date > view.today)
        .filter(|day| units.insert(&day.unit))
        .map(|day| job(view, day))
        .collect()
}

fn job(view: &View, day: &Day) -> Job {
    let sheet = Sheet::new(view, day);
    let Standing { mut data, issued, changes } = sheet.standing();
    if let Some(issued) = issued {
        answers::write(&sheet, &mut data, issued);
    }
    let coming = |d: &&ComingDay| d.date == day.date && d.unit.as_ref() == Some(&day.unit);
    let line = office_line(view.forecast.days.iter().find(coming), view.words);
    if let Some(fields) = data.as_object_mut() {
        fields.insert("office_copy".into(), json!(line));
        fields.insert("to_be_told".into(), json!(changes.map(|changes| to_be_told(&sheet, &changes))));
        let mark = fields.get("mark").and_then(|m| m.as_str()).unwrap_or_default().to_owned();
        fields
            .insert("mark".into(), json!(format!("{mark} · {}", sheet.words.get("call_sheet.office_copy"))));
    }
    let mut inputs = sheet.inputs();
    // What the line says was read from anywhere.
    inputs.extend(super::stamp::inputs(view));
    Job {
        kind: DocumentKind::OfficeCallSheet,
        path: format!("compliance/office/{}.pdf", call_sheet::stem(day)),
        title: sheet.words.say("call_sheet.title_office", &[("title", &sheet.title())]),
        body: Body::Pdf { template: "call-sheet", data },
        inputs,
        about: About { revision: Some(revision::standing(issued)), ..About::of_day(day) },
    }
}

/// Whom a changed sheet concerns, with the number to call: the office's, since the crew's sheet names no numbers.
fn to_be_told(sheet: &Sheet, changes: &Changes) -> String {
    let phone = |name: &str| {
        let person = sheet.production.people.iter().find(|p| p.name == name)?;
        person.phone.as_ref().map(|phone| phone.value.clone())
    };
    let names: Vec<String> = changes
        .told()
        .map(|name| phone(name).map_or_else(|| name.to_owned(), |phone| format!("{name} {phone}")))
        .collect();
    if names.is_empty() {
        return sheet.words.say("changes.nobody_to_tell", &[("revision", &changes.since)]);
    }
    let names = names.join("; ");
    sheet.words.say("changes.to_tell", &[("revision", &changes.since), ("names", &names)])
}
