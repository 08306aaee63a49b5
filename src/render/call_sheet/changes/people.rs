//! Cast and crew: who came, who went, whose call moved.

use super::rows::{list, named, text};
use super::{Change, Found, Of, Reach, WHOLE};
use serde_json::Value;
use std::collections::BTreeMap;

/// Times of cast in the order in which the first one is the call.
const CALLS: [&str; 6] = ["report", "makeup", "wardrobe", "rehearsal", "on_set", "pickup"];
/// What else a row of cast says.
const CAST: [&str; 3] = ["status", "character", "remarks"];
const CREW: [&str; 1] = ["position"];

/// A person's row.
pub struct Row<'a> {
    pub name: String,
    /// The way to it in the sheet's data.
    at: String,
    row: &'a Value,
    pub call: String,
    /// Which part of the row the call is.
    part: &'static str,
    parts: Vec<&'static str>,
}

/// The cast by name; a number that no list has stands for itself.
pub fn cast(data: &Value) -> impl Iterator<Item = Row<'_>> {
    let name = |row: &Value| {
        text(row, "name").unwrap_or_else(|| format!("No. {}", text(row, "no").unwrap_or_default()))
    };
    named(list(data, "/cast/rows"), name).into_iter().map(|(name, at, row)| {
        let (part, call) = cast_call(row);
        let parts = CALLS.into_iter().chain(CAST).collect();
        Row { name, at: format!("/cast/rows/{at}"), row, call, part, parts }
    })
}

/// As the personal sheet has it.
fn cast_call(row: &Value) -> (&'static str, String) {
    let first = CALLS.into_iter().find_map(|part| Some((part, text(row, part)?)));
    first.unwrap_or_else(|| {
        let held = row.get("held").and_then(Value::as_bool).unwrap_or_default();
        ("", if held { "HOLD" } else { "TBD" }.to_owned())
    })
}

pub fn crew(data: &Value) -> impl Iterator<Item = Row<'_>> {
    let groups = list(data, "/crew").iter().enumerate();
    let mut rows: Vec<(String, &Value)> = Vec::new();
    for (group, department) in groups {
        for (at, row) in list(department, "/rows").iter().enumerate() {
            rows.push((format!("/crew/{group}/rows/{at}"), row));
        }
    }
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    rows.into_iter().map(move |(at, row)| {
        let name = text(row, "name").unwrap_or_default();
        let times = seen.entry(name.clone()).or_default();
        *times += 1;
        let name = if *times == 1 { name } else { format!("{name} ({times})") };
        let call = text(row, "call").unwrap_or_else(|| "TBD".to_owned());
        Row { name, at, row, call, part: "call", parts: CREW.to_vec() }
    })
}

/// The crew of a department by name.
pub fn of_department(data: &Value, department: &str) -> Vec<String> {
    let rank = super::super::crew::department_rank;
    let same = |name: &str| {
        name.eq_ignore_ascii_case(department) || (rank(name) < 100 && rank(name) == rank(department))
    };
    list(data, "/crew")
        .iter()
        .filter(|group| text(group, "department").is_some_and(|name| same(&name)))
        .flat_map(|group| list(group, "/rows"))
        .filter_map(|row| text(row, "name"))
        .collect()
}

/// The cast whose numbers these are, by name.
pub fn of_numbers(data: &Value, numbers: &[String]) -> Vec<String> {
    let rows = list(data, "/cast/rows").iter();
    rows.filter(|row| text(row, "no").is_some_and(|no| numbers.contains(&no)))
        .filter_map(|row| text(row, "name"))
        .collect()
}

pub fn compare(found: &mut Found, was: &Value, is: &Value) {
    compare_rows(found, cast(was).collect(), cast(is).collect());
    compare_rows(found, crew(was).collect(), crew(is).collect());
}

fn compare_rows(found: &mut Found, was: Vec<Row>, is: Vec<Row>) {
    let before: BTreeMap<&str, &Row> = was.iter().map(|row| (row.name.as_str(), row)).collect();
    let after: BTreeMap<&str, &Row> = is.iter().map(|row| (row.name.as_str(), row)).collect();
    for row in &is {
        match before.get(row.name.as_str()) {
            Some(old) => compare_row(found, old, row),
            None => {
                found.mark(row.at.clone(), vec![WHOLE]);
                add(found, row, "", None, Some(row.call.clone()));
            }
        }
    }
    for row in was.iter().filter(|row| !after.contains_key(row.name.as_str())) {
        add(found, row, "", Some(row.call.clone()), None);
    }
}

fn compare_row(found: &mut Found, old: &Row, new: &Row) {
    let mut marks = Vec::new();
    if old.call != new.call {
        marks.push(if new.part.is_empty() { "status" } else { new.part });
        add(found, new, "call", Some(old.call.clone()), Some(new.call.clone()));
    }
    for part in &new.parts {
        // The time that is the call on both sheets was told as the call.
        if *part == old.part && *part == new.part {
            continue;
        }
        let (was, is) = (text(old.row, part), text(new.row, part));
        if was != is {
            marks.push(part);
            add(found, new, part, was, is);
        }
    }
    found.mark(new.at.clone(), marks);
}

fn add(found: &mut Found, row: &Row, part: &'static str, was: Option<String>, is: Option<String>) {
    let change = Change::new(Of::Person(row.name.clone()), part, was, is);
    found.add(change, Reach::These(vec![row.name.clone()]));
}
