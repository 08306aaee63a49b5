//! Coverage of days by dated papers: a location's shooting days by its permits or certificates, a person's working days by a licence.

use crate::check::case::{Case, Draft};
use crate::check::finding::Subject;
use crate::check::kinds::table;
use crate::check::pack::plain;
use crate::check::rule::Rule;
use crate::model::{Cell, Record};
use chrono::{Days, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};

const PAPERS: &str = "permits-and-insurance";

/// One finding a location (a row of Locations that the rule judges) with shooting days outside its papers.
pub fn of_locations(case: &Case<'_>, rule: &Rule, paper: &str) -> Vec<Draft> {
    // A production that keeps none of these papers here is not judged by them.
    if case.production.records(PAPERS).is_empty() {
        return Vec::new();
    }
    case.records(rule, "locations")
        .into_iter()
        .filter_map(|place| {
            let name = place.text("Location")?;
            let scheduled: BTreeMap<NaiveDate, Cell> = case
                .production
                .days
                .iter()
                .filter(|day| day.is_shoot())
                .filter_map(|day| {
                    let location = day.location.as_ref().filter(|l| plain(&l.value) == plain(&name))?;
                    Some((day.date, location.cell.clone()))
                })
                .collect();
            let papers =
                papers(case, paper, |row| row.text("Location").is_some_and(|l| plain(&l) == plain(&name)));
            let mut draft = judge(&scheduled, &papers, place)?;
            draft.tell(&case.facts_of_record(place));
            draft.subject = Subject { kind: "location", item: Some(name), ..draft.subject };
            Some(draft)
        })
        .collect()
}

/// One finding a person who works on days outside the papers that name them.
pub fn of_people(case: &Case<'_>, rule: &Rule, paper: &str) -> Vec<Draft> {
    let mut people: BTreeMap<String, Vec<&Record>> = BTreeMap::new();
    for row in case.records(rule, PAPERS) {
        if let Some(person) = row.text("Person").filter(|_| is_paper(row, paper)) {
            people.entry(plain(&person)).or_default().push(row);
        }
    }
    people
        .into_values()
        .filter_map(|rows| {
            let first = *rows.first()?;
            let name = first.text("Person")?;
            let worked: BTreeMap<NaiveDate, Cell> = case
                .production
                .shifts
                .iter()
                .filter(|shift| plain(&case.production.person(shift.person).name) == plain(&name))
                .map(|shift| (shift.date, shift.cell.clone()))
                .collect();
            let mut draft = judge(&worked, &rows, first)?;
            draft.tell(&case.facts_of_record(first));
            draft.subject =
                Subject { kind: "document", person: Some(name), item: first.text("Number"), ..draft.subject };
            Some(draft)
        })
        .collect()
}

fn is_paper(row: &Record, paper: &str) -> bool {
    row.text("Kind").is_some_and(|kind| plain(&kind) == paper)
}

fn papers<'a>(case: &Case<'a>, paper: &str, is_for: impl Fn(&Record) -> bool) -> Vec<&'a Record> {
    case.production.records(PAPERS).iter().filter(|row| is_paper(row, paper) && is_for(row)).collect()
}

/// The days outside every paper. A paper whose dates cannot be read covers nothing, and is among the sources.
fn judge(days: &BTreeMap<NaiveDate, Cell>, papers: &[&Record], anchor: &Record) -> Option<Draft> {
    let spans: Vec<(NaiveDate, NaiveDate)> =
        papers.iter().filter_map(|row| Some((row.date("From")?, row.date("To")?))).collect();
    let uncovered: BTreeSet<NaiveDate> = days
        .keys()
        .filter(|day| !spans.iter().any(|(from, to)| from <= *day && *day <= to))
        .copied()
        .collect();
    let first = *uncovered.first()?;
    let covered: Vec<String> = spans.iter().map(|(from, to)| format!("{from}..{to}")).collect();
    let mut sources: Vec<Cell> = papers.iter().map(|row| table::cell(row, "to")).collect();
    sources.extend(uncovered.iter().filter_map(|day| days.get(day)).cloned());
    sources.push(anchor.cell.clone());
    let mut draft = Draft::about(Subject { date: Some(first.to_string()), ..Subject::default() }, sources);
    draft.measured = Some(if covered.is_empty() { "none".into() } else { covered.join(", ") });
    draft.limit = Some(runs(days.keys().copied()));
    let missing = runs(uncovered.iter().copied());
    draft.arithmetic = format!(
        "days {}; papers {}; not covered {missing}",
        draft.limit.clone().unwrap_or_default(),
        draft.measured.clone().unwrap_or_default()
    );
    draft.set("missing", missing);
    Some(draft)
}

/// `2026-03-09..2026-03-11, 2026-03-14`
fn runs(days: impl Iterator<Item = NaiveDate>) -> String {
    let mut runs: Vec<(NaiveDate, NaiveDate)> = Vec::new();
    for day in days {
        match runs.last_mut() {
            Some((_, last)) if last.checked_add_days(Days::new(1)) == Some(day) => *last = day,
            _ => runs.push((day, day)),
        }
    }
    let shown = |(from, to): &(NaiveDate, NaiveDate)| {
        if from == to { from.to_string() } else { format!("{from}..{to}") }
    };
    runs.iter().map(shown).collect::<Vec<_>>().join(", ")
}
