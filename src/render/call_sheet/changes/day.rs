//! The unit's day: its times and places, scenes, background, what is asked of departments, the next day.

use super::rows::{in_order, list, named, text};
use super::{Change, Found, Of, Reach, WHOLE, people};
use crate::render::words::Words;
use serde_json::Value;

/// Parts of the header that concern everybody, and parts that only stand there.
const FOR_ALL: [&str; 2] = ["notice", "date"];
const FOR_NOBODY: [&str; 3] = ["day_line", "day_type", "episode"];
/// What a location's line says.
const PLACE: [&str; 4] = ["address", "gate", "basecamp", "parking"];
const HOSPITAL: [&str; 2] = ["address", "phone"];
const SCENE: [&str; 8] = ["ie", "set", "dn", "script_day", "cast", "pages", "location", "background"];
const BACKGROUND: [&str; 5] = ["count", "scene", "call", "location", "remarks"];

pub fn compare(found: &mut Found, was: &Value, is: &Value) {
    crew_call(found, was, is);
    times(found, was, is);
    for part in FOR_ALL {
        leaf(found, was, is, part, || Reach::Everybody);
    }
    for part in FOR_NOBODY {
        leaf(found, was, is, part, || Reach::Nobody);
    }
    places(found, was, is, "/places", &PLACE);
    places(found, was, is, "/hospitals", &HOSPITAL);
}

fn leaf(found: &mut Found, was: &Value, is: &Value, part: &'static str, reach: impl Fn() -> Reach) {
    let (before, after) = (text(was, part), text(is, part));
    if before != after {
        found.add(Change::new(Of::Unit, part, before, after), reach());
    }
}

/// The crew call, and for those whose call is not a time (`O/C`, `PER GAFFER`) but follows it all the same.
fn crew_call(found: &mut Found, was: &Value, is: &Value) {
    let call = |data: &Value| match (text(data, "call"), text(data, "call_date")) {
        (Some(call), Some(date)) => Some(format!("{call} {date}")),
        (call, _) => call,
    };
    let (before, after) = (call(was), call(is));
    if before == after {
        return;
    }
    let follow = |row: &people::Row| {
        let is_time = row.call.starts_with(|c: char| c.is_ascii_digit());
        !is_time && !["N/C", "HOLD"].contains(&row.call.as_str())
    };
    let names = people::crew(is).filter(follow).map(|row| row.name).collect();
    found.add(Change::new(Of::Unit, "crew_call", before, after), Reach::These(names));
}

/// Shooting call, lunch, estimated wrap: `time_parts` says which time stands where, whatever language names it.
fn times(found: &mut Found, was: &Value, is: &Value) {
    let time = |data: &Value, part: &str| {
        let at = list(data, "/time_parts").iter().position(|name| name.as_str() == Some(part))?;
        list(data, "/times").get(at)?.get(1)?.as_str().map(str::to_owned)
    };
    for part in ["shooting_call", "lunch", "est_wrap"] {
        let (before, after) = (time(was, part), time(is, part));
        if before != after {
            found.add(Change::new(Of::Unit, part, before, after), Reach::Nobody);
        }
    }
}

/// Wherever the day is and wherever the hurt are taken is everybody's business.
fn places(found: &mut Found, was: &Value, is: &Value, block: &str, parts: &[&'static str]) {
    let name = |row: &Value| text(row, "name").unwrap_or_default();
    let before = named(list(was, block), name);
    let after = named(list(is, block), name);
    for (name, at, row) in &after {
        let Some((_, _, old)) = before.iter().find(|(known, ..)| known == name) else {
            found.mark(format!("{block}/{at}"), vec![WHOLE]);
            found.add(whole(block, name, None, text(row, "address")), Reach::Everybody);
            continue;
        };
        let differ: Vec<&'static str> =
            parts.iter().copied().filter(|part| text(old, part) != text(row, part)).collect();
        for part in &differ {
            let change = Change::new(Of::Place(name.clone()), part, text(old, part), text(row, part));
            found.add(change, Reach::Everybody);
        }
        found.mark(format!("{block}/{at}"), differ);
    }
    for (name, _, old) in before.iter().filter(|(name, ..)| after.iter().all(|(known, ..)| known != name)) {
        found.add(whole(block, name, text(old, "address"), None), Reach::Everybody);
    }
}

/// A place that came or went. Its address may be blank, and it came or went all the same.
fn whole(block: &str, name: &str, was: Option<String>, is: Option<String>) -> Change {
    let part = if block == "/hospitals" { "hospital" } else { "" };
    let gone = is.is_none() && was.is_some();
    let (was, is) =
        if gone { (was.or(Some(String::new())), None) } else { (None, is.or(Some(String::new()))) };
    Change::new(Of::Place(name.to_owned()), part, was, is)
}

fn number(row: &Value) -> String {
    text(row, "no").unwrap_or_default()
}

pub fn compare_scenes(found: &mut Found, was: &Value, is: &Value) {
    let before = named(list(was, "/scenes/rows"), number);
    let after = named(list(is, "/scenes/rows"), number);
    let cast = |row: &Value| -> Vec<String> {
        text(row, "cast").map(|all| all.split(',').map(|n| n.trim().to_owned()).collect()).unwrap_or_default()
    };
    let names = |numbers: Vec<String>| {
        let mut names = people::of_numbers(is, &numbers);
        names.extend(people::of_numbers(was, &numbers));
        Reach::These(names)
    };
    for (name, at, row) in &after {
        let way = format!("/scenes/rows/{at}");
        let Some((_, _, old)) = before.iter().find(|(known, ..)| known == name) else {
            found.mark(way, vec![WHOLE]);
            let change =
                Change::new(Of::Scene(name.clone()), "", None, Some(text(row, "set").unwrap_or_default()));
            found.add(change, names(cast(row)));
            continue;
        };
        let differ: Vec<&'static str> =
            SCENE.into_iter().chain(["synopsis"]).filter(|part| text(old, part) != text(row, part)).collect();
        for part in &differ {
            let change = Change::new(Of::Scene(name.clone()), part, text(old, part), text(row, part));
            found.add(change, names(cast(old).into_iter().chain(cast(row)).collect()));
        }
        found.mark(way, differ);
    }
    for (name, _, old) in before.iter().filter(|(name, ..)| after.iter().all(|(known, ..)| known != name)) {
        let set = text(old, "set").unwrap_or_default();
        found.add(Change::new(Of::Scene(name.clone()), "", Some(set), None), names(cast(old)));
    }
    order(found, &before, &after, |row| names(cast(row)));
}

type Named<'a> = (String, usize, &'a Value);

/// Scenes that are shot at another point of the day.
fn order(found: &mut Found, before: &[Named], after: &[Named], reach: impl Fn(&Value) -> Reach) {
    let was: Vec<&str> = before.iter().map(|(name, ..)| name.as_str()).collect();
    let is: Vec<&str> = after.iter().map(|(name, ..)| name.as_str()).collect();
    let kept = in_order(&was, &is);
    let words = found.words;
    let place = |names: &[&str], name: &str| {
        let at = names.iter().position(|known| *known == name)?;
        Some(
            at.checked_sub(1)
                .and_then(|at| names.get(at))
                .map_or(words.get("changes.first").to_owned(), |b| {
                    words.say("changes.after", &[("scene", b)])
                }),
        )
    };
    for (name, at, row) in after.iter().filter(|(name, ..)| was.contains(&name.as_str())) {
        if kept.contains(&name.as_str()) {
            continue;
        }
        let change = Change::new(Of::Scene(name.clone()), "order", place(&was, name), place(&is, name));
        found.add(change, reach(row));
        let way = format!("/scenes/rows/{at}");
        match found.marks.iter_mut().find(|mark| mark.at == way) {
            Some(mark) => mark.parts.push("no"),
            None => found.mark(way, vec!["no"]),
        }
    }
}

/// Background, notes, and the next day.
pub fn compare_rest(found: &mut Found, was: &Value, is: &Value) {
    background(found, was, is);
    notes(found, was, is);
    let advance = |data: &Value| data.get("advance").filter(|a| !a.is_null()).map(Value::to_string);
    if advance(was) != advance(is) {
        let line = |data: &Value| data.get("advance").and_then(|a| text(a, "line"));
        found.add(Change::new(Of::Advance, "", line(was), line(is)), Reach::Nobody);
    }
}

fn background(found: &mut Found, was: &Value, is: &Value) {
    let name = |row: &Value| text(row, "description").unwrap_or_default();
    let before = named(list(was, "/background/rows"), name);
    let after = named(list(is, "/background/rows"), name);
    for (name, at, row) in &after {
        let way = format!("/background/rows/{at}");
        let Some((_, _, old)) = before.iter().find(|(known, ..)| known == name) else {
            found.mark(way, vec![WHOLE]);
            let change = Change::new(Of::Background(name.clone()), "", None, text(row, "count"));
            found.add(change, Reach::Nobody);
            continue;
        };
        let differ: Vec<&'static str> =
            BACKGROUND.into_iter().filter(|part| text(old, part) != text(row, part)).collect();
        for part in &differ {
            let change = Change::new(Of::Background(name.clone()), part, text(old, part), text(row, part));
            found.add(change, Reach::Nobody);
        }
        found.mark(way, differ);
    }
    for (name, _, old) in before.iter().filter(|(name, ..)| after.iter().all(|(known, ..)| known != name)) {
        found.add(Change::new(Of::Background(name.clone()), "", text(old, "count"), None), Reach::Nobody);
    }
}

/// Lines that came or went, department by department. `General` is for everybody.
fn notes(found: &mut Found, was: &Value, is: &Value) {
    let words = found.words;
    let (before, after) = (lines(was), lines(is));
    let reach = |department: &str| {
        let general = words.get("call_sheet.notes_general");
        if department.eq_ignore_ascii_case("general") || department.eq_ignore_ascii_case(general) {
            return Reach::Everybody;
        }
        Reach::These(people::of_department(is, department))
    };
    let of = |line: &Line| Of::Department(line.department.clone());
    let same = |a: &Line, b: &Line| a.department == b.department && a.words == b.words;
    let mut gone: Vec<&Line> = before.iter().filter(|old| !after.contains(old)).collect();
    for line in after.iter().filter(|line| !before.contains(line)) {
        // What is asked stays, and only its scenes are others.
        let change = match gone.iter().position(|old| same(old, line)) {
            Some(at) => {
                let old = gone.remove(at);
                Change::new(of(line), "scene", Some(old.with_scenes(words)), Some(line.with_scenes(words)))
            }
            None => Change::new(of(line), "", None, Some(line.with_scenes(words))),
        };
        found.add(change, reach(&line.of));
        found.mark(line.at.clone(), vec!["text"]);
    }
    for line in gone {
        found.add(Change::new(of(line), "", Some(line.with_scenes(words)), None), reach(&line.of));
    }
}

/// A line of what is asked of a department.
struct Line {
    at: String,
    /// As printed, and as the sheets have it.
    department: String,
    of: String,
    scene: Option<String>,
    words: String,
}

impl PartialEq for Line {
    /// Wherever it stands.
    fn eq(&self, other: &Line) -> bool {
        (&self.department, &self.scene, &self.words) == (&other.department, &other.scene, &other.words)
    }
}

impl Line {
    fn with_scenes(&self, words: &Words) -> String {
        match &self.scene {
            Some(scene) => {
                format!("{}: {}", words.say("changes.scene", &[("number", scene)]), self.words)
            }
            None => self.words.clone(),
        }
    }
}

fn lines(data: &Value) -> Vec<Line> {
    let mut all = Vec::new();
    for (group, note) in list(data, "/notes").iter().enumerate() {
        let department = text(note, "department").unwrap_or_default();
        let of = text(note, "of").unwrap_or_else(|| department.clone());
        for (at, line) in list(note, "/lines").iter().enumerate() {
            let words = text(line, "text").unwrap_or_default();
            let at = format!("/notes/{group}/lines/{at}");
            all.push(Line {
                at,
                department: department.clone(),
                of: of.clone(),
                scene: text(line, "scene"),
                words,
            });
        }
    }
    all
}
