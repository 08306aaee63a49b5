//! The records of all files, joined: one production.
//!
//! `facts` come first, because times need a zone and amounts a currency; then `places`, `people` and
//! `days`, which the other tables name (`numbered` dates the rows that know their day's number alone); then what happens on the days. What contradicts itself or names
//! something unknown is a problem that cites both cells; the rest of the row is kept. `same` joins what two
//! files say of one person, call, scene or day.

mod blocks;
mod calls;
mod days;
mod duty;
mod elements;
mod facts;
#[cfg(test)]
mod fixture;
mod forward;
mod meals;
mod meetings;
mod money;
mod names;
mod nicknames;
mod notes;
mod numbered;
mod people;
mod places;
mod plan;
mod pushes;
mod rows;
mod same;
mod scenes;
mod school;
mod shifts;
mod terms;
mod travel;

use crate::diagnostic::Diagnostic;
use crate::ingest::intake::FileRead;
use crate::model::{Production, shift};
use crate::settings::Settings;
use chrono::NaiveDate;
use std::collections::HashSet;

/// Joins the records of all files; `today` parts what was worked from what is planned. The problems are
/// those of the whole: a file's own problems stay with the file.
pub fn production(
    files: &[FileRead],
    settings: &Settings,
    today: NaiveDate,
) -> (Production, Vec<Diagnostic>) {
    let mut problems: Vec<Diagnostic> = Vec::new();
    let rows = rows::Rows::new(files, &settings.inputs.wins);
    let facts = facts::facts(&rows, settings, &mut problems);
    let mut units = names::Units::default();
    let mut places = places::places(&rows, &facts.country, &mut problems);
    let mut days = days::days(&rows, facts.time_zone, &mut units, &mut places, &mut problems);
    let dated = numbered::dated(files, &days, &mut units, &mut problems);
    let rows = dated.as_ref().map_or(rows, |files| rows::Rows::new(files, &settings.inputs.wins));
    days::log(&rows, &mut days, &mut units, &mut problems);
    let mut people = people::people(&rows, &mut units, &facts.currency, &mut problems);
    let scenes = scenes::scenes(&rows, &mut units, &days, &people, &mut places, &mut problems);
    let elements = elements::elements(&rows, &people, &mut problems);
    let availability = elements::availability(&rows, &people, &elements, &mut problems);
    let mut desk = calls::Desk {
        units: &mut units,
        days: &days,
        people: &mut people,
        places: &mut places,
        zone: facts.time_zone,
    };
    let calls = calls::calls(&rows, &mut desk, &mut problems);
    let background = calls::background(&rows, &mut desk, &mut problems);
    let worked = shifts::worked(&rows, &facts, today, &mut desk, &mut problems);
    let duties = duty::log(&rows, today, &mut desk, &mut problems);
    let mut shifts = worked.shifts;
    shifts.extend(plan::planned(&calls, &worked.covered, &facts, today, &desk, &mut problems));
    shift::sort(&mut shifts);
    let calendar = notes::calendar(&rows);
    let year = school::SchoolYear::new(&calendar, &units, &people, &mut problems);
    school::fill(&mut shifts, &people, &days, &year);
    drop(year);
    let notes = notes::notes(&rows, &mut units);
    let consents = notes::consents(&rows, &units, &people, &mut problems);
    let budget = money::budget(&rows, &facts.currency, &mut problems);
    let expenses = money::expenses(&rows, &facts.currency, &mut problems);
    let purchase_orders = money::orders(&rows, &facts.currency, &mut problems);
    let recipients = notes::recipients(&rows, &mut problems);
    let mut arranged = meetings::meetings(&rows, facts.time_zone, &mut problems);
    arranged.extend(meetings::from_calls(&calls, &days.list, &people.list));
    arranged.extend(meetings::from_schedule(&days.list, &calls, &scenes.list, &people.list));
    arranged.extend(meetings::from_deliverables(&rows, &recipients));
    let pushed = pushes::pushes(&rows, &mut units, &days, &mut problems);
    let mut production = Production {
        issued: Vec::new(),
        meetings: arranged,
        answers: Vec::new(),
        pushes: Vec::new(),
        facts,
        people: people.list,
        places: places.list,
        days: days.list,
        scenes: scenes.list,
        script: scenes.script,
        banners: scenes.banners,
        elements,
        availability,
        calls,
        background,
        notes,
        calendar,
        shifts,
        duties,
        consents,
        budget,
        expenses,
        purchase_orders,
        recipients,
        records: rows.all(),
    };
    pushes::apply(&mut production, pushed, &mut problems);
    (production, new_to(files, problems))
}

/// The problems that the files do not have already for the same cells, each once.
fn new_to(files: &[FileRead], problems: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let place = |p: &Diagnostic| (p.code, p.file.clone(), p.sheet.clone(), p.at.clone());
    let told: HashSet<_> = files.iter().flat_map(|file| &file.problems).map(place).collect();
    let mut seen = HashSet::new();
    problems
        .into_iter()
        .filter(|p| p.at.is_empty() || !told.contains(&place(p)))
        .filter(|p| seen.insert((place(p), p.message.clone())))
        .collect()
}

#[cfg(test)]
mod tests;
