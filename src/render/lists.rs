//! Lists of people: the crew list with telephone numbers and without, the cast list, the contact sheet.
//!
//! Rates, birth dates and home addresses are on none of them.

use super::call_sheet::crew::department_rank;
use super::job::{About, Job};
use super::paper::{self, Column, Head, Paper};
use super::stamp;
use super::view::View;
use super::written;
use crate::model::{DocumentKind, Listed, Person, Place};
use serde_json::Value;

pub fn jobs(view: &View) -> Vec<Job> {
    let crew = || view.production.people.iter().filter(|p| p.listed == Listed::Crew);
    let cast = || view.production.people.iter().filter(|p| p.listed == Listed::Cast);
    let mut jobs = Vec::new();
    if crew().next().is_some() {
        jobs.push(crew_list(view, true));
        jobs.push(crew_list(view, false));
    }
    if cast().next().is_some() {
        jobs.push(cast_list(view));
    }
    let contacts = contacts(view);
    if !contacts.is_empty() {
        let title = paper::words_of(view).get("paper.contact_sheet");
        jobs.push(job(
            view,
            DocumentKind::ContactSheet,
            "lists/contact-sheet.pdf",
            "contact-sheet",
            title,
            contacts,
        ));
    }
    jobs
}

fn job(
    view: &View,
    kind: DocumentKind,
    path: &str,
    template: &'static str,
    title: &str,
    blocks: Vec<Value>,
) -> Job {
    let words = paper::words_of(view);
    let confidential =
        Some(words.get("paper.confidential")).filter(|_| kind != DocumentKind::CrewListPrivacy);
    let line = view.production.facts.schedule_revision.clone();
    let line = line.map(|r| format!("{} {r}", words.get("common.schedule"))).unwrap_or_default();
    let head = Head {
        words,
        title,
        line,
        right: Some(words.date_medium(view.today)),
        mark: confidential,
        landscape: false,
        one_page_a_side: false,
    };
    paper::job(
        view,
        &head,
        blocks,
        Paper {
            kind,
            template,
            path: path.to_owned(),
            inputs: stamp::inputs_with(view, &["production", "crew", "cast", "locations"]),
            about: About::default(),
        },
    )
}

/// The crew by department in the usual order; `full` has telephone numbers and addresses of mail.
fn crew_list(view: &View, full: bool) -> Job {
    let words = paper::words_of(view);
    let mut columns = vec![
        Column::new(words.get("common.col_position"), 2.2),
        Column::new(words.get("common.col_name"), 2.2),
    ];
    if full {
        columns.push(Column::new(words.get("common.col_phone"), 1.6));
        columns.push(Column::new(words.get("common.col_email"), 2.6));
    }
    columns.push(Column::new(words.get("paper.unit"), 0.8));
    columns.push(Column::new(words.get("paper.start"), 1.0));
    let mut departments: Vec<(String, Vec<&Person>)> = Vec::new();
    for person in view.production.people.iter().filter(|p| p.listed == Listed::Crew) {
        let named = person.department.as_deref().map(str::trim).filter(|d| !d.is_empty());
        let name = named.unwrap_or_else(|| words.get("call_sheet.crew"));
        match departments.iter_mut().find(|(known, _)| known.eq_ignore_ascii_case(name)) {
            Some((_, people)) => people.push(person),
            None => departments.push((name.to_owned(), vec![person])),
        }
    }
    departments.sort_by_key(|(name, _)| (department_rank(name), name.to_lowercase()));
    let mut rows = Vec::new();
    for (department, people) in departments {
        rows.push(paper::banner(&department));
        for person in people {
            let position = person.terms.position.as_ref().map(|p| p.value.trim().to_owned());
            let mut row = vec![paper::cell(position), paper::strong(person.name.clone())];
            if full {
                row.push(paper::cell(person.phone.as_ref().map(|p| p.value.clone())));
                row.push(paper::cell(person.email.as_ref().map(|e| e.value.clone())));
            }
            row.push(paper::cell(person.unit.clone()));
            let start =
                written::row(view.production, "crew", &person.cell).and_then(|row| row.date("Start Date"));
            row.push(paper::cell(start.map(|date| words.date_short(date))));
            rows.push(row);
        }
    }
    // Who is of which unit, and from when, is asked of the list only where it is written.
    let optional = [columns.len() - 2, columns.len() - 1];
    paper::only_written(&mut columns, &mut rows, &optional);
    let mut blocks = Vec::new();
    if full {
        blocks.push(office(view));
    }
    blocks.push(paper::table(None, None, &columns, rows));
    if full {
        let title = words.get("paper.crew_list");
        job(view, DocumentKind::CrewList, "lists/crew-list.pdf", "crew-list", title, blocks)
    } else {
        let title = words.get("paper.crew_list_privacy");
        job(view, DocumentKind::CrewListPrivacy, "lists/crew-list_privacy.pdf", "crew-list", title, blocks)
    }
}

fn cast_list(view: &View) -> Job {
    let words = paper::words_of(view);
    let columns = [
        Column::new(words.get("common.col_no"), 0.5),
        Column::new(words.get("common.col_character"), 1.8),
        Column::new(words.get("call_sheet.artist"), 2.0),
        Column::new(words.get("paper.agent"), 1.9),
        Column::new(words.get("common.col_phone"), 1.4),
        Column::new(words.get("common.col_email"), 2.8),
    ];
    let mut people: Vec<&Person> =
        view.production.people.iter().filter(|p| p.listed == Listed::Cast).collect();
    people.sort_by_key(|p| (super::call_sheet::cast::number_key(p), p.name.clone()));
    let minor = |p: &&Person| p.age_on(view.today).is_some_and(|age| age < 18);
    let rows = people
        .iter()
        .map(|p| {
            // A child's own number is nobody's business: its guardian is rung.
            let guardian = p.guardian.as_ref().map(|g| words.say("paper.guardian", &[("name", &g.value)]));
            let is_minor = minor(p);
            let mark =
                if is_minor { format!(" {}", words.get("call_sheet.minor_mark")) } else { String::new() };
            vec![
                paper::strong(p.number.clone().unwrap_or_default()),
                paper::cell(p.character.clone()),
                paper::strong(format!("{}{mark}", p.name)),
                paper::cell(if is_minor { guardian.or(p.agent.clone()) } else { p.agent.clone() }),
                paper::cell(p.phone.as_ref().map(|v| v.value.clone()).filter(|_| !is_minor)),
                paper::cell(p.email.as_ref().map(|v| v.value.clone()).filter(|_| !is_minor)),
            ]
        })
        .collect();
    let title = words.get("paper.cast_list");
    job(
        view,
        DocumentKind::CastList,
        "lists/cast-list.pdf",
        "cast-list",
        title,
        vec![paper::table(None, None, &columns, rows)],
    )
}

fn office(view: &View) -> Value {
    let words = paper::words_of(view);
    let facts = &view.production.facts;
    paper::facts(
        None,
        2,
        vec![
            (words.get("paper.office_address"), facts.office_address.clone()),
            (words.get("paper.office_phone"), facts.office_phone.clone()),
        ],
    )
}

/// The office, whoever leads, and each location with its contact and its hospital.
fn contacts(view: &View) -> Vec<Value> {
    let words = paper::words_of(view);
    let facts = &view.production.facts;
    let phone_of = |name: &Option<String>| {
        let name = name.as_deref()?;
        let found = view.production.people.iter().find(|p| p.name.eq_ignore_ascii_case(name.trim()))?;
        found.phone.as_ref().map(|p| p.value.clone())
    };
    let keys = [
        ("common.director", &facts.director),
        ("common.producer", &facts.producer),
        ("common.upm", &facts.upm),
        ("common.first_ad", &facts.first_ad),
        ("common.second_ad", &facts.second_ad),
    ];
    let columns = [
        Column::new(words.get("common.col_position"), 1.4),
        Column::new(words.get("common.col_name"), 2.2),
        Column::new(words.get("common.col_phone"), 2.0),
    ];
    let rows: Vec<Vec<Value>> = keys
        .into_iter()
        .filter(|(_, name)| name.is_some())
        .map(|(role, name)| {
            vec![
                Value::String(words.get(role).to_owned()),
                paper::strong(name.clone().unwrap_or_default()),
                paper::cell(phone_of(name)),
            ]
        })
        .collect();
    let mut blocks = Vec::new();
    if facts.office_address.is_some() || facts.office_phone.is_some() {
        blocks.push(office(view));
    }
    if !rows.is_empty() {
        blocks.push(paper::table(Some(words.get("paper.production")), None, &columns, rows));
    }
    let of_places: Vec<Vec<Value>> =
        view.production.places.iter().filter_map(|place| place_row(view, place)).collect();
    if !of_places.is_empty() {
        let columns = [
            Column::new(words.get("common.col_location"), 1.8),
            Column::new(words.get("paper.address"), 2.4),
            Column::new(words.get("paper.contact"), 2.0),
            Column::new(words.get("call_sheet.hospital"), 2.6),
        ];
        blocks.push(paper::table(Some(words.get("paper.locations")), None, &columns, of_places));
    }
    blocks
}

fn place_row(_view: &View, place: &Place) -> Option<Vec<Value>> {
    let text =
        |value: &Option<crate::model::Sourced<String>>| value.as_ref().map(|v| v.value.trim().to_owned());
    let joined = |parts: Vec<Option<String>>| {
        let parts: Vec<String> = parts.into_iter().flatten().filter(|p| !p.is_empty()).collect();
        (!parts.is_empty()).then(|| parts.join(" · "))
    };
    let contact = joined(vec![text(&place.contact), text(&place.phone)]);
    let hospital =
        joined(vec![text(&place.hospital), text(&place.hospital_address), text(&place.hospital_phone)]);
    let address = text(&place.address);
    if contact.is_none() && hospital.is_none() && address.is_none() {
        return None;
    }
    Some(vec![
        paper::strong(place.name.clone()),
        paper::cell(address),
        paper::cell(contact),
        paper::cell(hospital),
    ])
}
