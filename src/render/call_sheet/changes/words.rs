//! Changes in words: short on paper, where a list is read at a glance, and in sentences in a letter.

use super::alike::Alike;
use super::{Change, Changes, Of};
use crate::render::words::Words;
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
pub fn lines(changes: &Changes, words: &Words) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut people: Vec<(String, Vec<String>)> = Vec::new();
    for (name, own) in by_person(changes) {
        let together = Alike::of(&own, words);
        let alone =
            own.iter().filter(|change| together.as_ref().is_none_or(|all| !all.changes.contains(change)));
        let alone = alone.map(|change| short(changes, change, words)).collect::<Vec<_>>().join(", ");
        let what =
            [alone].into_iter().chain(together.map(|all| all.named(words))).collect::<Vec<_>>().join("; ");
        match people.iter_mut().find(|(known, _)| *known == what) {
            Some((_, names)) => names.push(name.to_owned()),
            None => people.push((what, vec![name.to_owned()])),
        }
    }
    let crew_call = changes.all.iter().find(|change| change.part == "crew_call");
    let following = crew_call.map(|c| format!("{} {}", words.get("changes.part_call"), arrow(c, words)));
    let mut rest: Vec<&Change> = Vec::new();
    for change in &changes.all {
        match &change.of {
            Of::Person(_) => {}
            Of::Unit | Of::Place(_) => {
                let mut what = short(changes, change, words);
                if change.part == "crew_call"
                    && let Some((_, names)) = people.iter().find(|(said, _)| Some(said) == following.as_ref())
                {
                    let form =
                        if names.len() == 1 { "changes.for_people_one" } else { "changes.for_people_many" };
                    what = words.say(form, &[("change", &what), ("n", &names.len().to_string())]);
                }
                push(&mut lines, who(changes, change, words), what);
            }
            _ => rest.push(change),
        }
    }
    for (what, names) in people.into_iter().filter(|(what, _)| Some(what) != following.as_ref()) {
        lines.push(Line { who: some(&names, words), what });
    }
    for change in rest {
        push(&mut lines, who(changes, change, words), short(changes, change, words));
    }
    if lines.is_empty() {
        lines.push(Line { who: String::new(), what: words.get("changes.none").to_owned() });
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
fn some(names: &[String], words: &Words) -> String {
    if names.len() <= MOST_NAMES {
        return names.join(", ");
    }
    let first = names.iter().take(MOST_NAMES - 1).cloned().collect::<Vec<_>>().join(", ");
    let more = (names.len() - (MOST_NAMES - 1)).to_string();
    words.say("changes.names_more", &[("names", &first), ("n", &more)])
}

fn who(changes: &Changes, change: &Change, words: &Words) -> String {
    let named = |key: &'static str, name: &str| words.say(key, &[("name", name)]);
    match &change.of {
        Of::Unit if change.part == "crew_call" => changes.crew_call.clone(),
        Of::Unit => capital(&label(change.part, words)),
        Of::Place(name) if change.part == "hospital" => named("changes.hospital", name),
        Of::Place(name) | Of::Person(name) | Of::Department(name) => name.clone(),
        Of::Scene(number) => words.say("changes.scene", &[("number", number)]),
        Of::Background(description) => named("changes.background", description),
        Of::Advance => words.get("changes.advance").to_owned(),
    }
}

/// `call 7:00A → 6:30A`
fn short(changes: &Changes, change: &Change, words: &Words) -> String {
    let of_unit = matches!(change.of, Of::Unit);
    let call = |key: &'static str, call: &str| words.say(key, &[("call", call)]);
    let what = |key: &'static str, what: &str| words.say(key, &[("what", &cut(what))]);
    match (&change.of, change.part, &change.was, &change.is) {
        (Of::Person(_), "", None, Some(is)) => call("changes.person_added", is),
        (Of::Person(_), "", Some(was), None) => call("changes.person_dropped", was),
        (Of::Scene(_), "", None, Some(set)) => what("changes.added", set),
        (Of::Scene(_), "", Some(set), None) => what("changes.dropped", set),
        (Of::Place(_), "" | "hospital", None, Some(address)) if address.is_empty() => {
            words.get("changes.new").to_owned()
        }
        (Of::Place(_), "" | "hospital", None, Some(address)) => what("changes.new_place", address),
        (Of::Place(_), "" | "hospital", Some(_), None) => words.get("changes.unused").to_owned(),
        (Of::Background(_), "", None, Some(n)) => what("changes.added", n),
        (Of::Background(_), "", Some(n), None) => what("changes.dropped_was", n),
        (Of::Department(_), "scene", Some(was), Some(is)) => {
            let scenes = was.split_once(": ").map_or(words.get("changes.no_scene"), |(scenes, _)| scenes);
            words.say("changes.scenes_were", &[("what", &cut(is)), ("scenes", scenes)])
        }
        (Of::Department(_), _, None, Some(line)) => what("changes.line_new", line),
        (Of::Department(_), _, Some(line), None) => what("changes.line_gone", line),
        (Of::Advance, ..) => words.get("changes.advance_changed").to_owned(),
        (_, "notice", ..) => arrow(change, words),
        (_, "synopsis", ..) => words.get("changes.synopsis_changed").to_owned(),
        _ if of_unit => arrow(change, words),
        _ => format!("{} {}", label_of(changes, change, words), arrow(change, words)),
    }
}

fn arrow(change: &Change, words: &Words) -> String {
    match (&change.was, &change.is) {
        (Some(was), Some(is)) => format!("{} → {}", cut(was), cut(is)),
        (None, Some(is)) => words.say("changes.none_before", &[("is", &cut(is))]),
        (Some(was), None) => words.say("changes.now_none", &[("was", &cut(was))]),
        (None, None) => String::new(),
    }
}

fn label_of(changes: &Changes, change: &Change, words: &Words) -> String {
    if change.part == "crew_call" { changes.crew_call.to_lowercase() } else { label(change.part, words) }
}

/// What a part of the sheet is called within a line.
pub(super) fn label(part: &str, words: &Words) -> String {
    let part = if part == "no" { "order" } else { part };
    words.get(&format!("changes.part_{part}")).to_owned()
}

/// What a part of somebody's own row is called to them: `Your call`.
fn yours(part: &str, words: &Words) -> String {
    words.get(&format!("changes.your_{part}")).to_owned()
}

/// The line a letter begins with: what changed for this person, their call before all.
pub fn headline(changes: &Changes, name: &str, words: &Words) -> Option<String> {
    for_person(changes, name, words).into_iter().next()
}

/// The same where it is of the person's own row, and not of a scene, a place or a note that is their business, too.
pub fn own_headline(changes: &Changes, name: &str, words: &Words) -> Option<String> {
    let first = ordered(changes, name).into_iter().next()?;
    let own = matches!(first.of, Of::Person(_)) && first.part != "remarks";
    own.then(|| sentence(changes, first, words))
}

/// All that changed for a person, in sentences; their call first.
pub fn for_person(changes: &Changes, name: &str, words: &Words) -> Vec<String> {
    let own = ordered(changes, name);
    let mut said = Vec::new();
    let together = Alike::of(&own, words);
    for change in own {
        match &together {
            // They stand where the first of them would.
            Some(all) if all.changes.contains(&change) => {
                if all.changes.first() == Some(&change) {
                    said.push(all.with_times(words));
                }
            }
            _ => said.push(sentence(changes, change, words).trim_end_matches('.').to_owned()),
        }
    }
    said
}

fn ordered<'a>(changes: &'a Changes, name: &str) -> Vec<&'a Change> {
    let mut own = changes.of(name);
    own.sort_by_key(|change| !(matches!(change.of, Of::Person(_)) && matches!(change.part, "call" | "")));
    own
}

fn sentence(changes: &Changes, change: &Change, words: &Words) -> String {
    let mine = matches!(change.of, Of::Person(_));
    let say = |key: &'static str, what: &str| {
        let (was, is) = (change.was.as_deref().unwrap_or_default(), change.is.as_deref().unwrap_or_default());
        words.say(key, &[("what", what), ("was", was), ("is", is)])
    };
    match (&change.of, change.part, &change.was, &change.is) {
        (Of::Person(_), "", None, Some(call)) => words.say("changes.you_called", &[("call", call)]),
        (Of::Person(_), "", Some(call), None) => words.say("changes.you_dropped", &[("call", call)]),
        (Of::Person(_), "remarks", _, Some(text)) => words.say("changes.you_remarks", &[("words", text)]),
        (Of::Person(_), part, Some(was), Some(is)) if is_time(was) && is_time(is) => {
            say("changes.moved", &yours(part, words))
        }
        (Of::Unit, "crew_call", Some(_), Some(_)) => say("changes.moved", &changes.crew_call),
        (Of::Person(_), "remarks", ..) => {
            format!("{}: {}", capital(&label("remarks", words)), arrow(change, words))
        }
        (_, part, Some(_), Some(_)) if mine => say("changes.is_now", &yours(part, words)),
        (_, part, None, Some(_)) if mine => say("changes.is_new", &yours(part, words)),
        (_, part, Some(_), None) if mine => say("changes.is_gone", &yours(part, words)),
        _ => format!("{}: {}", who(changes, change, words), short(changes, change, words)),
    }
}

fn is_time(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
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
