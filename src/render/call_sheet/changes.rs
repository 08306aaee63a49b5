//! What changed between two sheets of one unit and day: the one that went out before, as the ledger keeps it, and this one.
//!
//! What is compared is what was printed, so a change is told in the notation of those who hold the sheet. The weather, the sun
//! and how the sheet stands are no changes: nobody has to be told of them.

mod alike;
mod day;
mod people;
mod rows;
mod words;

use super::Sheet;
use crate::model::Issued;
use crate::render::words::Words;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

pub use words::{Line, for_person, headline, lines, own_headline};

/// What a change is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Of {
    /// The unit's whole day.
    Unit,
    /// A location or a hospital, by name.
    Place(String),
    /// By the name on the sheet.
    Person(String),
    /// By the number.
    Scene(String),
    /// Background, by its description.
    Background(String),
    /// What is asked of a department.
    Department(String),
    /// The next shooting day.
    Advance,
}

/// One thing that a sheet no longer says as the one before did: both sides as printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub of: Of,
    /// Which part of it: `call`, `pickup`, `pages`; blank where the whole came or went.
    pub part: &'static str,
    /// Nothing where it came new.
    pub was: Option<String>,
    /// Nothing where it went.
    pub is: Option<String>,
}

impl Change {
    fn new(of: Of, part: &'static str, was: Option<String>, is: Option<String>) -> Change {
        Change { of, part, was, is }
    }
}

/// Where on the sheet a change stands: the block, the way to the row, and which of its parts differ.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Mark {
    at: String,
    parts: Vec<&'static str>,
}

/// Every part of the row is new.
const WHOLE: &str = "row";

/// What changed, whom it concerns and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changes {
    /// The revision before: `WHITE REV. 1`.
    pub since: String,
    /// When that went out, as the sheet prints it: `6:05P`, with the date where it was another day.
    pub of: String,
    pub all: Vec<Change>,
    /// What the sheet calls the general call: `Crew call`, `Unit call`.
    crew_call: String,
    /// By name, the changes (by their place in `all`) that concern somebody: whoever is to be told, and of what.
    told: BTreeMap<String, BTreeSet<usize>>,
    marks: Vec<Mark>,
}

impl Changes {
    /// Whoever has to be told: their own call, scene, place or department changed.
    pub fn told(&self) -> impl Iterator<Item = &str> {
        self.told.keys().map(String::as_str)
    }

    pub fn concern(&self, name: &str) -> bool {
        self.told.contains_key(name)
    }

    /// What concerns somebody: their own first.
    pub fn of(&self, name: &str) -> Vec<&Change> {
        let mut found: Vec<&Change> =
            self.told.get(name).into_iter().flatten().filter_map(|at| self.all.get(*at)).collect();
        found.sort_by_key(|change| !matches!(&change.of, Of::Person(_)));
        found
    }

    /// Does the person no longer stand on the sheet?
    pub fn dropped(&self, name: &str) -> bool {
        let gone = |c: &&Change| c.of == Of::Person(name.to_owned()) && c.part.is_empty() && c.is.is_none();
        self.all.iter().any(|c| gone(&c))
    }

    /// Writes the list and the marks into a sheet's data.
    pub fn write(&self, data: &mut Value, words: &Words) {
        for mark in &self.marks {
            if let Some(Value::Object(row)) = data.pointer_mut(&mark.at) {
                row.insert(MARK.into(), json!(mark.parts));
            }
        }
        let lines = lines(self, words);
        let list = json!({
            "title": words.say("changes.title", &[("revision", &self.since), ("time", &self.of)]),
            "since": self.since,
            // Which times of the head are others.
            "parts": self.all.iter().filter(|c| c.of == Of::Unit).map(|c| c.part).collect::<Vec<_>>(),
            "lines": lines.iter().map(|line| json!({ "who": line.who, "what": line.what })).collect::<Vec<_>>(),
        });
        if let Value::Object(fields) = data {
            fields.insert(LIST.into(), list);
        }
    }
}

/// The key of a row that says which of its parts changed, and the key of a sheet's list of changes.
pub const MARK: &str = "changed";
pub const LIST: &str = "changes";

/// What changed between the sheet with this data and the revision before it: before `issued`, if the sheet is that
/// revision, else the last one. Nothing where none went out before.
pub fn since(sheet: &Sheet, data: &Value, issued: Option<&Issued>) -> Option<Changes> {
    earlier(sheet, data, issued).max_by_key(|(before, _)| before.revision).map(|(_, changes)| changes)
}

/// The same against each revision that went out before.
pub fn earlier<'a>(
    sheet: &Sheet<'a>,
    data: &Value,
    issued: Option<&Issued>,
) -> impl Iterator<Item = (&'a Issued, Changes)> {
    let number = issued.map_or(u32::MAX, |issued| issued.revision);
    let at = issued.map(|issued| issued.at.with_timezone(&sheet.clock.zone).date_naive());
    let of_day =
        sheet.production.issued.iter().filter(move |i| i.date == sheet.day.date && i.unit == sheet.day.unit);
    of_day.filter(move |i| i.revision < number).filter_map(move |before| {
        // What a ledger keeps is what was set; a row that does not read is one nobody can compare with.
        let said: Value = serde_json::from_str(&before.said).ok()?;
        let then = before.at.with_timezone(&sheet.clock.zone);
        let time = sheet.clock.time(then);
        let same_day = at == Some(then.date_naive());
        let of =
            if same_day { time } else { format!("{} {time}", sheet.clock.short_date(then.date_naive())) };
        Some((
            before,
            Changes {
                since: super::revision::called(sheet.words, before),
                of,
                ..compare(&said, data, sheet.words)
            },
        ))
    })
}

/// What changed from one sheet's data to another's.
pub fn compare(was: &Value, is: &Value, words: &Words) -> Changes {
    let mut found = Found::new(is, words);
    day::compare(&mut found, was, is);
    people::compare(&mut found, was, is);
    day::compare_scenes(&mut found, was, is);
    day::compare_rest(&mut found, was, is);
    let Found { all, told, marks, .. } = found;
    let crew_call = is
        .get("crew_call_name")
        .and_then(Value::as_str)
        .unwrap_or(words.get("call_sheet.crew_call"))
        .to_owned();
    Changes { since: String::new(), of: String::new(), all, crew_call, told, marks }
}

/// Everybody on a sheet by name.
pub fn names(data: &Value) -> Vec<String> {
    people::cast(data).chain(people::crew(data)).map(|row| row.name).collect()
}

/// What was found so far.
struct Found<'a> {
    words: &'a Words,
    all: Vec<Change>,
    told: BTreeMap<String, BTreeSet<usize>>,
    marks: Vec<Mark>,
    /// Everybody on the new sheet by name.
    everybody: Vec<String>,
}

/// Whose business a change is.
enum Reach {
    Everybody,
    /// By name.
    These(Vec<String>),
    /// It stands on the sheet, and nobody's day is another for it.
    Nobody,
}

impl<'a> Found<'a> {
    fn new(is: &Value, words: &'a Words) -> Found<'a> {
        Found { words, all: Vec::new(), told: BTreeMap::new(), marks: Vec::new(), everybody: names(is) }
    }

    fn add(&mut self, change: Change, reach: Reach) {
        let at = self.all.len();
        self.all.push(change);
        let names = match reach {
            Reach::Everybody => self.everybody.clone(),
            Reach::These(names) => names,
            Reach::Nobody => Vec::new(),
        };
        for name in names.into_iter().filter(|name| !name.is_empty()) {
            self.told.entry(name).or_default().insert(at);
        }
    }

    fn mark(&mut self, at: String, parts: Vec<&'static str>) {
        if !parts.is_empty() {
            self.marks.push(Mark { at, parts });
        }
    }
}

#[cfg(test)]
mod tests;
