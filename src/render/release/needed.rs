//! Which releases are still needed, and the number of each.
//!
//! A number belongs to a row of Clearances (places without a row come after them), so that a form keeps its number
//! when another is signed.

use super::{person_named, same};
use crate::check::clearance::{Standing, kind_class};
use crate::model::{Person, Place, Record};
use crate::render::view::View;
use std::collections::BTreeMap;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    Appearance,
    Minor,
    Location,
    Materials,
}

impl Form {
    pub fn word(self) -> &'static str {
        match self {
            Form::Appearance => "appearance",
            Form::Minor => "minor",
            Form::Location => "location",
            Form::Materials => "materials",
        }
    }

    pub fn title(self) -> &'static str {
        match self {
            Form::Appearance => "Appearance release",
            Form::Minor => "Minor's appearance release",
            Form::Location => "Location release",
            Form::Materials => "Materials release",
        }
    }

    pub fn template(self) -> &'static str {
        match self {
            Form::Appearance => "release-appearance",
            Form::Minor => "release-minor",
            Form::Location => "release-location",
            Form::Materials => "release-materials",
        }
    }

    pub fn is_personal(self) -> bool {
        matches!(self, Form::Appearance | Form::Minor)
    }

    fn prefix(self) -> &'static str {
        match self {
            Form::Appearance => "APP",
            Form::Minor => "MIN",
            Form::Location => "LOC",
            Form::Materials => "MAT",
        }
    }
}

/// A form to be made.
#[derive(Clone, Debug)]
pub struct Needed<'a> {
    pub form: Form,
    /// `APP-001`
    pub number: String,
    /// The person, place or item.
    pub name: String,
    /// The row of Clearances; `None` for a place that has none.
    pub record: Option<&'a Record>,
    pub person: Option<&'a Person>,
    pub place: Option<&'a Place>,
}

/// In order of form, then number.
pub fn needed<'a>(view: &View<'a>) -> Vec<Needed<'a>> {
    let mut forms = Vec::new();
    let mut numbers: BTreeMap<Form, usize> = BTreeMap::new();
    for record in view.production.records("clearances") {
        let Some(candidate) = of_row(view, record) else { continue };
        let next = numbers.entry(candidate.form).or_default();
        *next += 1;
        if is_open(record, candidate.form) {
            forms.push(Needed { number: number(candidate.form, *next), ..candidate });
        }
    }
    for name in places_without_row(view) {
        let next = numbers.entry(Form::Location).or_default();
        *next += 1;
        let place = view.production.place(&name);
        forms.push(Needed {
            form: Form::Location,
            number: number(Form::Location, *next),
            name: place.map_or(name, |p| p.name.clone()),
            record: None,
            person: None,
            place,
        });
    }
    forms.sort_by(|a, b| (a.form, &a.number).cmp(&(b.form, &b.number)));
    forms
}

fn number(form: Form, n: usize) -> String {
    format!("{}-{n:03}", form.prefix())
}

/// The form a row asks for, whatever its standing; `None` for what is no release (music, reports, footage).
fn of_row<'a>(view: &View<'a>, record: &'a Record) -> Option<Needed<'a>> {
    let item = record.text("Item")?;
    let holder = record.text("Rights Holder").filter(|h| !h.trim().is_empty());
    let person = person_named(view, &item).or_else(|| holder.as_deref().and_then(|h| person_named(view, h)));
    let form = match kind_class(&record.text("Kind")?) {
        "appearance" if person.is_some_and(|p| is_minor(view, p)) => Form::Minor,
        "appearance" => Form::Appearance,
        "minor" => Form::Minor,
        "location" => Form::Location,
        "materials" => Form::Materials,
        _ => return None,
    };
    let name = match (form.is_personal(), person, holder) {
        (true, Some(person), _) => person.name.clone(),
        (true, None, Some(holder)) => holder,
        _ => item.clone(),
    };
    let place = if form == Form::Location { view.production.place(&item) } else { None };
    Some(Needed { form, number: String::new(), name, record: Some(record), person, place })
}

fn is_minor(view: &View, person: &Person) -> bool {
    person.age_on(view.today).is_some_and(|age| age < 18)
}

/// Neither cleared nor refused nor out of the film; a minor's also where no guardian has signed.
fn is_open(record: &Record, form: Form) -> bool {
    match Standing::of(&record.text("Status").unwrap_or_default()) {
        Standing::Refused | Standing::Out => false,
        Standing::Cleared => form == Form::Minor && record.flag("Guardian Signed") == Some(false),
        Standing::Open | Standing::InProgress | Standing::Lapsed => true,
    }
}

/// Scheduled places that no location row of Clearances names, in the schedule's order.
fn places_without_row(view: &View) -> Vec<String> {
    let cleared: Vec<String> = view
        .production
        .records("clearances")
        .iter()
        .filter(|r| r.text("Kind").is_some_and(|kind| kind_class(&kind) == "location"))
        .filter_map(|r| r.text("Item"))
        .collect();
    let of_days = view
        .production
        .days
        .iter()
        .filter(|d| d.is_shoot())
        .filter_map(|d| Some(&d.location.as_ref()?.value));
    let of_scenes =
        view.production.scenes.iter().filter(|s| s.date.is_some()).filter_map(|s| s.location.as_ref());
    let mut names: Vec<String> = Vec::new();
    for name in of_days.chain(of_scenes).map(|name| name.trim()).filter(|name| !name.is_empty()) {
        if !cleared.iter().chain(&names).any(|known| same(known, name)) {
            names.push(name.to_string());
        }
    }
    names
}
