//! Pushing a unit's day by a command: what it would change, and the row that keeps it.

use super::reading::{self, Look, Reading};
use super::turn::Turn;
use super::unit_days::unit_days;
use super::{Built, Engine, Hold, Options, PassError, making, pass};
use crate::check::forecast::Change;
use crate::folder::Folder;
use crate::model::{Instant, Issued, Minutes, Person, Production, Push, Record};
use crate::render::call_sheet::Sheet;
use crate::render::publish;
use chrono::NaiveDate;
use std::fs;

/// What is to be moved.
#[derive(Clone, Debug, Default)]
pub struct PushOptions {
    /// An ISO date, or a shooting day's number.
    pub day: String,
    /// Needed where several units shoot that day.
    pub unit: Option<String>,
    /// The whole push, from where the schedule has the day.
    pub minutes: i64,
    pub today: Option<NaiveDate>,
    /// Says what would change, and changes nothing.
    pub dry_run: bool,
}

/// Somebody whose call moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    pub name: String,
    pub position: String,
    pub before: String,
    pub after: String,
    pub phone: Option<String>,
    pub email: Option<String>,
}

/// What a push does, or would do.
pub struct PushDone {
    pub date: NaiveDate,
    pub unit: String,
    /// The whole push before and after.
    pub was: i64,
    pub minutes: i64,
    /// The crew call before and after.
    pub call: Option<(Instant, Instant)>,
    pub change: Change,
    pub told: Vec<Told>,
    /// The sheet that went out and says the old calls.
    pub issued: Option<Issued>,
    /// Nothing where it was only tried.
    pub built: Option<Built>,
}

pub fn push(
    engine: &mut Engine,
    folder: &Folder,
    hold: &Hold,
    asked: &PushOptions,
) -> Result<PushDone, PassError> {
    let _turn = if asked.dry_run { None } else { Some(Turn::take(folder)?) };
    let look = match asked.dry_run {
        true => Look::at(hold.state(), asked.today),
        false => Look::keeping(hold.state(), asked.today),
    };
    let mut reading = reading::read(engine, folder, &look)?;
    let days =
        unit_days(&reading.production, &asked.day, asked.unit.as_deref(), None).map_err(PassError::Asked)?;
    let Some(day) = days.first().copied().cloned() else {
        return Err(PassError::Asked(format!("no unit shoots on day {}", asked.day)));
    };
    if day.date < reading.today {
        return Err(PassError::Asked(format!(
            "{} is over (the check is as of {}): of a day that was worked nothing is left to move",
            day.date, reading.today
        )));
    }
    let was = reading.production.push_of(day.date, &day.unit).map_or(0, |push| push.minutes);
    let by = asked.minutes.saturating_sub(was);
    let move_by = Push { date: day.date, unit: day.unit.clone(), minutes: by, cell: None };
    let change = reading.change(&move_by);
    let before = calls(&reading, &move_by);
    let issued = reading.production.last_issued(&day).cloned();
    reading.production.push(move_by.clone());
    let after = calls(&reading, &move_by);
    let told = told(&reading.production, before.people, after.people);
    let built = match asked.dry_run {
        true => None,
        false => {
            keep(folder, &reading, &Push { minutes: asked.minutes, ..move_by })?;
            drop(reading);
            Some(pass(engine, folder, hold, &Options { today: asked.today, ..Options::default() })?)
        }
    };
    Ok(PushDone {
        date: day.date,
        unit: day.unit,
        was,
        minutes: asked.minutes,
        call: before.crew.zip(after.crew),
        change,
        told,
        issued,
        built,
    })
}

/// A day's calls as its sheet prints them.
struct Calls {
    crew: Option<Instant>,
    people: Vec<(usize, String)>,
}

fn calls(reading: &Reading, push: &Push) -> Calls {
    let view = making::view(reading, &reading.report);
    let day = reading.production.days.iter().find(|day| push.is_of(day.date, &day.unit));
    let Some(day) = day else { return Calls { crew: None, people: Vec::new() } };
    let sheet = Sheet::new(&view, day);
    let people = sheet.people().map(|person| (person.id.0, sheet.personal_call(person))).collect();
    Calls { crew: day.crew_call.moment.known(), people }
}

fn told(production: &Production, before: Vec<(usize, String)>, after: Vec<(usize, String)>) -> Vec<Told> {
    let moved = before.into_iter().zip(after).filter(|((_, was), (_, is))| was != is);
    moved
        .filter_map(|((id, was), (_, is))| {
            let person = production.people.iter().find(|person| person.id.0 == id)?;
            Some(Told {
                name: person.name.clone(),
                position: position(person),
                before: was,
                after: is,
                phone: person.phone.as_ref().map(|phone| phone.value.clone()),
                email: person.email.as_ref().map(|email| email.value.clone()),
            })
        })
        .collect()
}

fn position(person: &Person) -> String {
    let position = person.terms.position.as_ref().map(|position| position.value.clone());
    person.character.clone().or(position).unwrap_or_default()
}

const TITLE: &str = "Pushes, written by callboard push. This file may be edited or deleted.";
const HEADINGS: [&str; 4] = ["Date", "Unit", "Push", "Said"];

/// Writes the push into our own table, or takes it out. No file of a person's own is touched.
fn keep(folder: &Folder, reading: &Reading, push: &Push) -> Result<(), PassError> {
    let path = folder.pushes();
    let name = folder.relative(&path);
    let mut rows = kept(folder, reading)?;
    rows.retain(|(date, unit, ..)| !push.is_of(*date, unit));
    // A zero is only worth a row where it takes back what a person's own file says.
    let elsewhere = |record: &&Record| *record.cell.file != *name && record.duration("Push").is_some();
    let of_day = |record: &Record| {
        record.date("Date") == Some(push.date)
            && record
                .text("Unit")
                .map_or(push.unit == crate::model::MAIN_UNIT, |unit| same(&unit, &push.unit))
    };
    let tables = ["schedule", "pushes"].into_iter();
    let said_elsewhere =
        tables.flat_map(|table| reading.production.records(table)).filter(elsewhere).any(of_day);
    if push.minutes != 0 || said_elsewhere {
        let said = format!("{} by callboard push", reading.today);
        rows.push((push.date, push.unit.clone(), Minutes(push.minutes).to_string(), said));
    }
    rows.sort();
    if rows.is_empty() {
        return match fs::remove_file(&path) {
            Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => {
                Err(PassError::Io { what: "could not remove", path, cause })
            }
            _ => Ok(()),
        };
    }
    let mut text = format!("{TITLE}\n{}\n", HEADINGS.join(","));
    for (date, unit, push, said) in rows {
        text.push_str(&format!("{date},{},{push},{}\n", quoted(&unit), quoted(&said)));
    }
    publish::write(&path, text.as_bytes(), false).map_err(PassError::io("could not write", &path))
}

type Kept = (NaiveDate, String, String, String);

/// The rows of our own table as they were read. One that was not read is not written over: it is a person's word.
fn kept(folder: &Folder, reading: &Reading) -> Result<Vec<Kept>, PassError> {
    let path = folder.pushes();
    if !path.is_file() {
        return Ok(Vec::new());
    }
    let name = folder.relative(&path);
    let refuse = |why: &str| {
        PassError::Asked(format!("{name} {why}: mend it, or delete it, and push again; nothing was changed"))
    };
    let Some(file) = reading.files.iter().find(|file| file.file == name) else {
        return Err(refuse("could not be read"));
    };
    let [table] = file.tables.as_slice() else { return Err(refuse("does not hold one table of pushes")) };
    if table.table != "pushes" {
        return Err(refuse("holds another table than pushes"));
    }
    if table.columns.iter().any(|column| column.as_heading.is_none()) {
        return Err(refuse("has columns that callboard would not keep"));
    }
    table
        .records
        .iter()
        .map(|record| {
            let unit = record.text("Unit").unwrap_or_else(|| crate::model::MAIN_UNIT.into());
            let said = record.text("Said").unwrap_or_default();
            let read = record.date("Date").zip(record.duration("Push"));
            let (date, minutes) = read.ok_or_else(|| refuse("has a row that could not be read"))?;
            Ok((date, unit, minutes.to_string(), said))
        })
        .collect()
}

fn same(written: &str, unit: &str) -> bool {
    let fold = |text: &str| {
        let lower = text.trim().to_lowercase();
        lower.strip_suffix("unit").unwrap_or(&lower).trim().to_owned()
    };
    fold(written) == fold(unit)
}

/// A cell of a CSV file.
fn quoted(text: &str) -> String {
    if text.contains([',', '"', '\n']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}
