//! Tables for tests, written as text: a line of headings, then a line a row, cells parted by `|`.

use crate::diagnostic::{Code, Diagnostic};
use crate::ingest::intake::{FileRead, TableRead};
use crate::ingest::tables::{self, ValueKind};
use crate::model::{
    Cell, Field, Minutes, Money, Pages, Person, Production, Record, Shift, TimeEntry, Value, WallTime,
};
use crate::settings::{self, Settings};
use chrono::NaiveDate;
use std::collections::BTreeMap;

pub fn table(file: &str, name: &str, text: &str) -> FileRead {
    let spec = tables::find(name).unwrap();
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let split = |line: &str| line.split('|').map(|part| part.trim().to_string()).collect::<Vec<_>>();
    let headings = split(lines.next().unwrap());
    let mut records = Vec::new();
    for (i, line) in lines.enumerate() {
        let row = u32::try_from(i + 1).unwrap();
        let at = |col: usize| Cell::new(file, "", row, u32::try_from(col).unwrap());
        let (mut fields, mut columns, mut extra) = (BTreeMap::new(), BTreeMap::new(), Vec::new());
        for (col, (heading, text)) in headings.iter().zip(split(line)).enumerate() {
            match spec.heading(heading) {
                None => extra.push((heading.clone(), text, at(col))),
                Some(known) => {
                    columns.insert(known.name, at(col));
                    if !text.is_empty() {
                        let value = Some(value(known.kind, &text));
                        fields
                            .insert(known.name, Field { value, seen: text, cell: at(col), inferred: false });
                    }
                }
            }
        }
        records.push(Record { table: spec.name, cell: at(0), fields, extra, columns });
    }
    let read = TableRead {
        table: spec.name,
        sheet: String::new(),
        header_cell: Cell::new(file, "", 0, 0),
        columns: Vec::new(),
        records,
        ignored: Vec::new(),
    };
    FileRead { file: file.into(), sha256: String::new(), tables: vec![read], problems: Vec::new() }
}

fn minutes(text: &str) -> i32 {
    let (hours, minutes) = text.split_once(':').unwrap();
    hours.parse::<i32>().unwrap() * 60 + minutes.parse::<i32>().unwrap()
}

fn value(kind: ValueKind, text: &str) -> Value {
    match kind {
        ValueKind::Date => Value::Date(text.parse().unwrap()),
        ValueKind::Time => Value::Time(match text {
            "O/C" => TimeEntry::OnCall,
            "N/C" => TimeEntry::NotCalled,
            "HOLD" => TimeEntry::Hold,
            _ if text.starts_with('-') => TimeEntry::Relative(-minutes(&text[1..])),
            _ if text.starts_with('+') => TimeEntry::Relative(minutes(&text[1..])),
            _ => TimeEntry::At(WallTime::new(minutes(text))),
        }),
        ValueKind::Duration => Value::Duration(Minutes(minutes(text).into())),
        ValueKind::Running => Value::Running(crate::ingest::value::running::parse(text).unwrap()),
        ValueKind::Minutes => Value::Number(minutes(text).into()),
        ValueKind::Push => Value::Duration(Minutes(crate::ingest::value::push::parse(text).unwrap())),
        ValueKind::Money => Value::Money(Money::new(text.parse().unwrap(), "USD")),
        ValueKind::Pages => Value::Pages(Pages::new(crate::ingest::value::eighths::parse(text).unwrap())),
        ValueKind::Number => Value::Number(text.parse().unwrap()),
        ValueKind::Flag => Value::Flag(text == "yes"),
        ValueKind::FlagOrMinutes if text == "yes" => Value::Flag(true),
        ValueKind::List | ValueKind::NumberList | ValueKind::MealList => {
            Value::List(text.split(',').map(|item| item.trim().to_string()).collect())
        }
        _ => Value::Text(text.into()),
    }
}

/// Settings that assume nothing: a US feature in California.
pub fn settings() -> Settings {
    let text = "[production]\ntitle = \"Night Train\"\ncompany = \"Halcyon Pictures LLC\"\nkind = \"feature\"\n\
                country = \"US\"\nregion = \"CA\"\ntime_zone = \"America/Los_Angeles\"\ncurrency = \"USD\"\n\
                photography_start = 2026-10-05\nworkweek = [\"mon\", \"tue\", \"wed\", \"thu\", \"fri\"]\n\
                paper = \"us-letter\"\n";
    let (settings, problems) = settings::load(text, "callboard.toml");
    assert_eq!(problems, []);
    settings
}

/// The production of the files as of a date, and the codes and places of its problems.
pub fn assembled(files: &[FileRead], today: &str) -> (Production, Vec<(Code, String)>) {
    let (production, problems) = super::production(files, &settings(), date(today));
    (production, problems.iter().map(|p| (p.code, where_(p))).collect())
}

fn where_(problem: &Diagnostic) -> String {
    format!("{} {}", problem.file, problem.at)
}

pub fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn person<'a>(production: &'a Production, name: &str) -> &'a Person {
    production.people.iter().find(|p| p.name == name).unwrap_or_else(|| panic!("no {name}"))
}

pub fn shifts<'a>(production: &'a Production, name: &str) -> Vec<&'a Shift> {
    let id = person(production, name).id;
    production.shifts.iter().filter(|s| s.person == id).collect()
}

/// `Wed 07:00` of a shift's call and wrap, `?` where undetermined.
pub fn span(shift: &Shift) -> String {
    let text =
        |at: Option<crate::model::Instant>| at.map_or("?".into(), |at| at.format("%a %H:%M").to_string());
    format!("{} – {}", text(shift.call.moment.known()), text(shift.wrap.moment.known()))
}
