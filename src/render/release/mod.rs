//! Release forms: one for each person, place and item that still needs one, filled in with what the production knows.
//!
//! `needed` says which forms and under which number; this file fills them. What nobody wrote down stays a ruled
//! line: a form guesses nothing.

mod needed;
#[cfg(test)]
mod tests;

use super::figures;
use super::job::{About, Body, Job};
use super::publish::file_name;
use super::stamp;
use super::view::View;
use crate::model::{DocumentKind, Person, Place, Record, Scene};
use crate::settings::date_of;
use chrono::NaiveDate;
use needed::{Form, Needed};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A form for each release that is needed, in order of kind and number.
pub fn jobs(view: &View) -> Vec<Job> {
    needed::needed(view).iter().map(|needed| job(view, needed)).collect()
}

fn job(view: &View, needed: &Needed) -> Job {
    let title = format!("{} {}", needed.form.title(), needed.number);
    let path = format!("releases/{}_{}_{}.pdf", needed.form.word(), needed.number, file_name(&needed.name));
    Job {
        kind: DocumentKind::Release,
        path,
        body: Body::Pdf {
            template: needed.form.template(),
            data: figures::breakable(data(view, needed, &title)),
        },
        title,
        inputs: inputs(view),
        about: About { person: needed.form.is_personal().then(|| needed.name.clone()), ..About::default() },
    }
}

/// Where a form's blanks are filled from.
fn inputs(view: &View) -> BTreeSet<String> {
    let tables = ["production", "clearances", "locations", "schedule", "scenes", "cast", "background"];
    stamp::inputs_with(view, &tables)
}

fn data(view: &View, needed: &Needed, title: &str) -> Value {
    let facts = &view.production.facts;
    let country = &facts.country;
    let text = |heading: &str| needed.record.and_then(|r| r.text(heading)).filter(|t| !t.is_empty());
    let scenes = scenes(view, needed);
    let dates = dates(view, needed, &scenes);
    json!({
        "stamp": stamp::stamp(view, title, &inputs(view)),
        "form": needed.form.word(),
        "title": needed.form.title(),
        "number": needed.number,
        "production": facts.title,
        "company": facts.company,
        "office_address": facts.office_address,
        "office_phone": facts.office_phone,
        "name": needed.name,
        "item": text("Item").filter(|item| *item != needed.name),
        "rights_holder": text("Rights Holder"),
        "phone": needed.person.and_then(|p| p.phone.as_ref()).map(|p| &p.value),
        "email": needed.person.and_then(|p| p.email.as_ref()).map(|p| &p.value),
        "character": needed.person.and_then(|p| p.character.as_ref()),
        "scene": none_if_empty(text("Scene").unwrap_or_else(|| {
            scenes.iter().map(|s| s.number.as_str()).collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join(", ")
        })),
        "dates": none_if_empty(
            dates.iter().map(|day| figures::date(*day, country)).collect::<Vec<_>>().join(" · ")
        ),
        "territory": text("Territory").or_else(|| none_if_empty(view.settings.release.territories.join(", "))),
        "media": text("Media").or_else(|| none_if_empty(view.settings.release.media.join(", "))),
        "term": term(view, needed),
        "fee": needed.record.and_then(|r| r.money("Fee")).map(figures::money),
        "free": needed.record.and_then(|r| r.money("Fee")).is_some_and(|fee| fee.amount.is_zero()),
        "document": text("Document"),
        "status": text("Status"),
        "born": needed.person.and_then(|p| p.terms.date_of_birth.as_ref()).map(|d| figures::paper_date(d.value, country)),
        "guardian": needed.person.and_then(|p| p.guardian.as_ref()).map(|g| &g.value),
        "permit_until": needed.person.and_then(|p| p.permit_until.as_ref()).map(|d| figures::paper_date(d.value, country)),
        "place": needed.place.map(place),
        "read_from": needed.record.map(|r| r.cell.to_string()).or_else(|| needed.place.map(|p| p.cell.to_string())),
        "american": country == "US",
    })
}

fn none_if_empty(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

/// The term of the row, else that of the production's release.
fn term(view: &View, needed: &Needed) -> Option<String> {
    let country = &view.production.facts.country;
    let written = |record: &Record| {
        let start = record.date("Term Start").map(|d| figures::paper_date(d, country));
        let end = record.text("Term End").map(|end| figures::iso_date(&end, country));
        match (start, end) {
            (None, None) => None,
            (Some(start), None) => Some(format!("from {start}, to ____________________")),
            (None, Some(end)) => Some(end),
            (Some(start), Some(end)) => Some(if end.chars().any(|c| c.is_ascii_digit()) {
                format!("from {start} to {end}")
            } else {
                format!("from {start}, {end}")
            }),
        }
    };
    let settings = &view.settings.release;
    needed.record.and_then(written).or_else(|| {
        let from = figures::paper_date(date_of(settings.from.as_ref()?)?, country);
        let to = figures::paper_date(date_of(settings.to.as_ref()?)?, country);
        Some(format!("from {from} to {to}"))
    })
}

/// The scenes a form is about: those its row names, else those its place is the location of.
fn scenes<'a>(view: &View<'a>, needed: &Needed) -> Vec<&'a Scene> {
    let named: Vec<String> = needed
        .record
        .map(|r| r.list("Scene"))
        .unwrap_or_default()
        .iter()
        .flat_map(|list| list.split([',', ';', '&']))
        .map(|scene| scene.trim().to_lowercase())
        .filter(|scene| !scene.is_empty())
        .collect();
    view.production
        .scenes
        .iter()
        .filter(|scene| {
            if named.is_empty() {
                needed.form == Form::Location
                    && scene.location.as_deref().is_some_and(|l| same(l, &needed.name))
            } else {
                named.contains(&scene.number.to_lowercase())
            }
        })
        .collect()
}

/// Shooting dates: those of the place, else those of the scenes.
fn dates(view: &View, needed: &Needed, scenes: &[&Scene]) -> Vec<NaiveDate> {
    let at_place = view.production.days.iter().filter(|day| {
        needed.form == Form::Location
            && day.is_shoot()
            && day.location.as_ref().is_some_and(|l| same(&l.value, &needed.name))
    });
    let mut dates: BTreeSet<NaiveDate> = at_place.map(|day| day.date).collect();
    if dates.is_empty() {
        dates.extend(scenes.iter().filter_map(|s| s.date));
    }
    dates.into_iter().collect()
}

fn place(place: &Place) -> Value {
    let text = |field: &Option<crate::model::Sourced<String>>| field.as_ref().map(|f| f.value.clone());
    json!({
        "name": place.name,
        "address": text(&place.address),
        "contact": text(&place.contact),
        "phone": text(&place.phone),
        "parking": text(&place.crew_parking),
        "basecamp": text(&place.basecamp),
    })
}

/// Names match whatever their case and the spaces around them.
fn same(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}

/// The person of a name, whoever lists them.
fn person_named<'a>(view: &View<'a>, name: &str) -> Option<&'a Person> {
    view.production.people.iter().find(|p| same(&p.name, name))
}
