//! SAG-AFTRA's production time report (Exhibit G): performers' actual times, one report for each unit and day, filled in
//! as far as signatures.
//!
//! `rows` reads the performers' rows, `book` is the workbook. Every time is from the timesheets; none from a plan.

mod book;
mod rows;
#[cfg(test)]
mod tests;

use super::call_sheet::Clock;
use super::figures;
use super::job::{About, Body, Job};
use super::payroll::{found::Found, worked};
use super::publish::file_name;
use super::stamp;
use super::view::View;
use super::words;
use crate::model::{Day, DocumentKind, Place};
use chrono::NaiveDate;
use rows::{MISSING, Row};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const TITLE: &str = "Production time report";

/// The PDF and the workbook of every unit's day on which a performer worked.
pub fn jobs(view: &View) -> Vec<Job> {
    let all = worked::all(view.production);
    let found = Found::of(view.report);
    let days: BTreeSet<(NaiveDate, &str)> = all
        .iter()
        .filter(|day| rows::is_performer(day.person, &day.shift.terms))
        .map(|day| (day.shift.date, day.shift.unit.as_str()))
        .collect();
    days.into_iter().flat_map(|(date, unit)| of_day(&Report::new(view, &all, &found, date, unit))).collect()
}

/// One unit's day in the making.
struct Report<'a> {
    view: &'a View<'a>,
    date: NaiveDate,
    unit: &'a str,
    /// The schedule's row, where there is one.
    day: Option<&'a Day>,
    clock: Clock<'static>,
    rows: Vec<Row<'a>>,
    inputs: BTreeSet<String>,
}

impl<'a> Report<'a> {
    fn new(
        view: &'a View<'a>,
        all: &[worked::Worked<'a>],
        found: &Found<'_>,
        date: NaiveDate,
        unit: &'a str,
    ) -> Report<'a> {
        let facts = &view.production.facts;
        let day = view.production.days.iter().find(|day| day.date == date && day.unit == unit);
        let clock = Clock {
            // A form of the American union: in English, whatever else the production speaks.
            words: words::of("en", &facts.country),
            zone: day.map_or(facts.time_zone, |day| day.zone),
            date,
        };
        let (rows, cells) = rows::rows(view.production, all, found, date, unit, &clock);
        let schedule = day.map(|day| &day.cell);
        let inputs = cells.iter().chain(schedule).chain(facts.cells.values());
        Report { view, date, unit, day, clock, rows, inputs: inputs.map(|c| c.file.to_string()).collect() }
    }

    fn title(&self) -> String {
        format!("{TITLE} (Exhibit G), {}, {}", self.date_words(), self.unit)
    }

    fn date_words(&self) -> String {
        figures::date(self.date, &self.view.production.facts.country)
    }
}

fn of_day(report: &Report) -> Vec<Job> {
    let stem = format!("production/exhibit-g_{}_{}", report.date, file_name(&report.unit.to_lowercase()));
    let job = |ending: &str, body: Body| Job {
        kind: DocumentKind::ExhibitG,
        path: format!("{stem}.{ending}"),
        title: report.title(),
        body,
        inputs: report.inputs.clone(),
        about: About {
            date: Some(report.date),
            unit: Some(report.unit.to_owned()),
            day_number: report.day.and_then(|day| day.number),
            ..About::default()
        },
    };
    let data = figures::breakable(data(report));
    vec![job("pdf", Body::Pdf { template: "exhibit-g", data }), job("xlsx", book::book(report))]
}

fn data(report: &Report) -> Value {
    let (view, day) = (report.view, report.day);
    let facts = &view.production.facts;
    let number = day.and_then(|d| d.number).map(|n| match day.and_then(|d| d.of) {
        Some(of) => format!("Day {n} of {of}"),
        None => format!("Day {n}"),
    });
    let place = day.and_then(|d| d.location.as_ref()).map(|l| l.value.trim().to_owned());
    let address = place.as_deref().and_then(|name| view.production.place(name)).and_then(address);
    let location: Vec<String> = place.into_iter().chain(address).collect();
    let missing: usize = report.rows.iter().map(|row| row.missing).sum();
    json!({
        "stamp": stamp::stamp(view, TITLE, &report.inputs),
        "date": report.date_words(),
        "day": number,
        "unit": unit_words(report.unit),
        "location": (!location.is_empty()).then(|| location.join(", ")),
        "contact": facts.second_ad.as_ref().or(facts.upm.as_ref()),
        "phone": facts.office_phone,
        "kinds": kinds(&facts.kind),
        "day_off": day_off(&report.rows),
        "rows": report.rows.iter().map(Row::data).collect::<Vec<_>>(),
        "missing": (missing > 0).then(|| figures::count(missing, "time is", "times are")),
        "missing_word": MISSING,
        "minors": report.rows.iter().any(|row| row.minor),
        "ndb": report.rows.iter().any(|row| row.ndb.iter().any(Option::is_some)),
        "notes": report.rows.iter().filter(|row| !row.notes.is_empty()).map(|row| json!({
            "name": row.name,
            "words": row.notes.join("; "),
        })).collect::<Vec<_>>(),
    })
}

/// `Main unit`, `2nd unit`.
fn unit_words(unit: &str) -> String {
    if unit.to_lowercase().contains("unit") { unit.to_owned() } else { format!("{unit} unit") }
}

fn address(place: &Place) -> Option<String> {
    place.address.as_ref().map(|a| a.value.trim().to_owned()).filter(|a| !a.is_empty())
}

/// The form's words for kinds of production, and which of them this is.
fn kinds(kind: &str) -> [Value; 5] {
    let own = match kind {
        "feature" => "MP",
        "episodic" => "TV",
        _ => "Other",
    };
    ["MP", "TV", "MOW", "Industrial", "Other"].map(|word| json!({ "word": word, "is": word == own }))
}

/// `yes` or `no` where the sheets say so and agree; each performer's own where they do not.
fn day_off(rows: &[Row<'_>]) -> Option<&'static str> {
    let said: BTreeSet<bool> = rows.iter().filter_map(|row| row.day_off).collect();
    match (said.contains(&true), said.contains(&false)) {
        (true, false) => Some("yes"),
        (false, true) => Some("no"),
        _ => None,
    }
}
