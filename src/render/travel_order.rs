//! Travel orders: a person's journey, leg by leg, from the Travel table.

use super::call_sheet::Clock;
use super::job::{About, Job};
use super::paper::{self, Column, Head, Paper};
use super::publish::Names;
use super::stamp;
use super::view::View;
use crate::model::{DocumentKind, Record};
use serde_json::Value;

/// One for each traveller, in the order of the table.
pub fn jobs(view: &View) -> Vec<Job> {
    let mut people: Vec<(String, Vec<&Record>)> = Vec::new();
    for row in view.production.records("travel") {
        let Some(name) = row.text("Name").map(|n| n.trim().to_owned()).filter(|n| !n.is_empty()) else {
            continue;
        };
        match people.iter_mut().find(|(known, _)| known.eq_ignore_ascii_case(&name)) {
            Some((_, legs)) => legs.push(row),
            None => people.push((name, vec![row])),
        }
    }
    let mut names = Names::default();
    people.into_iter().map(|(name, legs)| job(view, &name, legs, &names.unique(&name))).collect()
}

fn job(view: &View, name: &str, mut legs: Vec<&Record>, file: &str) -> Job {
    let words = paper::words_of(view);
    legs.sort_by_key(|row| row.date("Date"));
    let rows = legs.iter().map(|row| leg(view, row)).collect();
    let columns = [
        Column::new(words.get("paper.date"), 1.1),
        Column::new(words.get("paper.mode"), 0.8),
        Column::new(words.get("paper.from"), 1.6),
        Column::new(words.get("paper.to"), 1.6),
        Column::new(words.get("paper.departs"), 0.8),
        Column::new(words.get("paper.arrives"), 0.8),
        Column::new(words.get("paper.service"), 1.4),
        Column::new(words.get("paper.booking"), 1.0),
        Column::new(words.get("common.col_remarks"), 1.8),
    ];
    let facts = &view.production.facts;
    let office = [facts.company.clone(), facts.office_phone.clone()];
    let office: Vec<String> = office.into_iter().flatten().collect();
    let blocks = vec![
        paper::table(None, None, &columns, rows),
        paper::facts(
            None,
            1,
            vec![(words.get("paper.office_phone"), (!office.is_empty()).then(|| office.join(" · ")))],
        ),
    ];
    let head = Head {
        words,
        title: words.get("paper.travel_order"),
        line: name.to_owned(),
        right: legs.first().and_then(|row| row.date("Date")).map(|date| words.date_medium(date)),
        mark: Some(words.get("paper.confidential")),
        landscape: true,
        one_page_a_side: false,
    };
    paper::job(
        view,
        &head,
        blocks,
        Paper {
            kind: DocumentKind::TravelOrder,
            template: "travel-order",
            path: format!("travel/{file}.pdf"),
            inputs: stamp::inputs_with(view, &["production", "travel"]),
            about: About { person: Some(name.to_owned()), ..About::default() },
        },
    )
}

fn leg(view: &View, row: &Record) -> Vec<Value> {
    let words = paper::words_of(view);
    let text = |heading: &str| row.text(heading).map(|t| t.trim().to_owned()).filter(|t| !t.is_empty());
    let clock =
        Clock { words, zone: view.production.facts.time_zone, date: row.date("Date").unwrap_or(view.today) };
    let time = |heading: &str| row.time(heading).map(|entry| clock.dated(entry));
    let service = [text("Carrier"), text("Service")];
    let service: Vec<String> = service.into_iter().flatten().collect();
    vec![
        paper::strong(row.date("Date").map(|date| words.date_short(date)).unwrap_or_default()),
        paper::cell(text("Mode")),
        paper::cell(text("From")),
        paper::cell(text("To")),
        paper::cell(time("Departs")),
        paper::cell(time("Arrives")),
        paper::cell((!service.is_empty()).then(|| service.join(" "))),
        paper::cell(text("Booking")),
        paper::cell(text("Notes")),
    ]
}
