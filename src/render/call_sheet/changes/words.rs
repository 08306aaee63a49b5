//! Changes in words: short on paper, where a list is read at a glance, and in sentences in a letter.

use super::{Change, Changes, Of};
use std::collections::BTreeMap;

/// A line of the list on paper: who or what, and how it changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub who: String,
    pub what: String,
}

/// Names that a line gives before it only counts.
const MOST_NAMES: usize = 6;
/// Letters of a note or a description that a line gives.
const MOST_LETTERS: usize = 90;

/// The list as it stands on paper: the day, its places, people, scenes, departments. People whose call moved alike stand
/// together, and those who only follow the crew call stand behind it.
pub fn lines(changes: &Changes) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut people: Vec<(String, Vec<String>)> = Vec::new();
    for (name, own) in by_person(changes) {
        let what = own.iter().map(|change| short(changes, change)).collect::<Vec<_>>().join(", ");
        match people.iter_mut().find(|(known, _)| *known == what) {
            Some((_, names)) => names.push(name.to_owned()),
            None => people.push((what, vec![name.to_owned()])),
        }
    }
    let crew_call = changes.all.iter().find(|change| change.part == "crew_call");
    let following = crew_call.map(|c| format!("call {}", arrow(c)));
    let mut rest: Vec<&Change> = Vec::new();
    for change in &changes.all {
        match &change.of {
            Of::Person(_) => {}
            Of::Unit | Of::Place(_) => {
                let mut what = short(changes, change);
                if change.part == "crew_call"
                    && let Some((_, names)) = people.iter().find(|(said, _)| Some(said) == following.as_ref())
                {
                    what.push_str(&format!(", for {}", count(names.len(), "person", "people")));
                }
                push(&mut lines, who(changes, change), what);
            }
            _ => rest.push(change),
        }
    }
    for (what, names) in people.into_iter().filter(|(what, _)| Some(what) != following.as_ref()) {
        lines.push(Line { who: some(&names), what });
    }
    for change in rest {
        push(&mut lines, who(changes, change), short(changes, change));
    }
    if lines.is_empty() {
        lines.push(Line { who: String::new(), what: "No call, scene, place or note changed.".into() });
    }
    lines
}

/// Further changes of the same thing stand in its line.
fn push(lines: &mut Vec<Line>, who: String, what: String) {
    match lines.last_mut().filter(|line| line.who == who && !who.is_empty()) {
        Some(line) => line.what = format!("{}, {what}", line.what),
        None => lines.push(Line { who, what }),
    }
}

/// Each person's own changes, in the order of the sheet.
fn by_person(changes: &Changes) -> Vec<(&str, Vec<&Change>)> {
    let mut order: Vec<&str> = Vec::new();
    let mut own: BTreeMap<&str, Vec<&Change>> = BTreeMap::new();
    for change in &changes.all {
        if let Of::Person(name) = &change.of {
            if !own.contains_key(name.as_str()) {
                order.push(name);
            }
            own.entry(name).or_default().push(change);
        }
    }
    order.into_iter().map(|name| (name, own.remove(name).unwrap_or_default())).collect()
}

/// `A, B, C and 4 more`
fn some(names: &[String]) -> String {
    if names.len() <= MOST_NAMES {
        return names.join(", ");
    }
    let first = names.iter().take(MOST_NAMES - 1).cloned().collect::<Vec<_>>().join(", ");
    format!("{first} and {} more", names.len() - (MOST_NAMES - 1))
}

fn who(changes: &Changes, change: &Change) -> String {
    match &change.of {
        Of::Unit if change.part == "crew_call" => changes.crew_call.clone(),
        Of::Unit => capital(label(change.part)),
        Of::Place(name) if change.part == "hospital" => format!("Hospital {name}"),
        Of::Place(name) | Of::Person(name) | Of::Department(name) => name.clone(),
        Of::Scene(number) => format!("Sc {number}"),
        Of::Background(description) => format!("Background, {description}"),
        Of::Advance => "Advance".into(),
    }
}

/// `call 7:00A → 6:30A`
fn short(changes: &Changes, change: &Change) -> String {
    let of_unit = matches!(change.of, Of::Unit);
    match (&change.of, change.part, &change.was, &change.is) {
        (Of::Person(_), "", None, Some(call)) => format!("added, call {call}"),
        (Of::Person(_), "", Some(call), None) => format!("no longer called (was {call})"),
        (Of::Scene(_), "", None, Some(set)) => format!("added, {}", cut(set)),
        (Of::Scene(_), "", Some(set), None) => format!("dropped, {}", cut(set)),
        (Of::Place(_), "" | "hospital", None, Some(address)) => with("new", address),
        (Of::Place(_), "" | "hospital", Some(_), None) => "no longer used".into(),
        (Of::Background(_), "", None, Some(n)) => format!("added, {n}"),
        (Of::Background(_), "", Some(n), None) => format!("dropped (was {n})"),
        (Of::Department(_), "scene", Some(was), Some(is)) => {
            let scenes = was.split_once(": ").map_or("no scene", |(scenes, _)| scenes);
            format!("{} (was for {scenes})", cut(is))
        }
        (Of::Department(_), _, None, Some(line)) => format!("new: {}", cut(line)),
        (Of::Department(_), _, Some(line), None) => format!("no longer: {}", cut(line)),
        (Of::Advance, ..) => "the next day as announced here changed".into(),
        (_, "notice", ..) => arrow(change),
        (_, "synopsis", ..) => "its action is told anew".into(),
        _ if of_unit => arrow(change),
        _ => format!("{} {}", label_of(changes, change), arrow(change)),
    }
}

fn arrow(change: &Change) -> String {
    match (&change.was, &change.is) {
        (Some(was), Some(is)) => format!("{} → {}", cut(was), cut(is)),
        (None, Some(is)) => format!("{} (none before)", cut(is)),
        (Some(was), None) => format!("none (was {})", cut(was)),
        (None, None) => String::new(),
    }
}

fn label_of(changes: &Changes, change: &Change) -> String {
    if change.part == "crew_call" { changes.crew_call.to_lowercase() } else { label(change.part).to_owned() }
}

fn label(part: &str) -> &str {
    match part {
        "pickup" => "pick-up",
        "makeup" => "make-up",
        "on_set" => "on set",
        "shooting_call" => "shooting call",
        "est_wrap" => "estimated wrap",
        "ie" => "I/E",
        "dn" => "D/N",
        "script_day" => "script day",
        "parking" => "crew parking",
        "day_line" => "shooting day",
        "day_type" => "type of day",
        "no" | "order" => "order",
        "scene" => "scenes",
        "count" => "number",
        other => other,
    }
}

/// The line a letter begins with: what changed for this person, their call before all.
pub fn headline(changes: &Changes, name: &str) -> Option<String> {
    for_person(changes, name).into_iter().next()
}

/// All that changed for a person, in sentences; their call first.
pub fn for_person(changes: &Changes, name: &str) -> Vec<String> {
    let mut own = changes.of(name);
    own.sort_by_key(|change| !(matches!(change.of, Of::Person(_)) && matches!(change.part, "call" | "")));
    own.into_iter().map(|change| sentence(changes, change).trim_end_matches('.').to_owned()).collect()
}

fn sentence(changes: &Changes, change: &Change) -> String {
    let mine = matches!(change.of, Of::Person(_));
    match (&change.of, change.part, &change.was, &change.is) {
        (Of::Person(_), "", None, Some(call)) => format!("You are called: {call}"),
        (Of::Person(_), "", Some(call), None) => format!("You are no longer called (your call was {call})"),
        (Of::Person(_), "remarks", _, Some(words)) => format!("Your remarks: {words}"),
        (Of::Person(_), part, Some(was), Some(is)) if is_time(was) && is_time(is) => {
            format!("Your {} moved from {was} to {is}", label(part))
        }
        (Of::Unit, "crew_call", Some(was), Some(is)) => {
            format!("{} moved from {was} to {is}", changes.crew_call)
        }
        (_, part, Some(was), Some(is)) if mine => format!("Your {} is now {is} (it was {was})", label(part)),
        (_, part, None, Some(is)) if mine => format!("Your {} is now {is}", label(part)),
        (_, part, Some(was), None) if mine => {
            format!("Your {} is no longer given (it was {was})", label(part))
        }
        _ => format!("{}: {}", who(changes, change), short(changes, change)),
    }
}

fn is_time(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

fn with(word: &str, more: &str) -> String {
    if more.is_empty() { word.to_owned() } else { format!("{word}, {}", cut(more)) }
}

fn cut(text: &str) -> String {
    if text.chars().count() <= MOST_LETTERS {
        return text.to_owned();
    }
    let short: String = text.chars().take(MOST_LETTERS - 1).collect();
    format!("{}…", short.trim_end())
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}
