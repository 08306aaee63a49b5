//! How a sheet stands: not issued yet, issued, or changed since.
//!
//! A sheet is the one that was issued as long as it says the same, leaf for leaf. What it says is everything printed
//! but its own standing and the day it was made for.

use super::changes::{self, Changes};
use super::{Sheet, slots};
use crate::digest::sha256_hex;
use crate::model::Issued;
use crate::render::words::Words;
use serde_json::{Value, json};

/// Until the sheet is issued.
pub const PRELIMINARY: &str = "PRELIMINARY";
/// Once it is.
pub const FINAL: &str = "FINAL";

/// The keys of the data that say how the sheet stands, or in which words, and not what.
const STANDING: [&str; 8] =
    ["status", "revision", "mark", "foot", "stamp", "language", changes::LIST, slots::KEY];

/// SHA-256 of what a sheet says. Blank leaves do not count, so that a line that a newer version could print and that
/// stands empty changes nothing.
pub fn content(data: &Value) -> String {
    let mut leaves = Vec::new();
    if let Value::Object(fields) = data {
        for (key, value) in fields.iter().filter(|(key, _)| !STANDING.contains(&key.as_str())) {
            collect(key, value, &mut leaves);
        }
    }
    leaves.sort();
    sha256_hex(leaves.join("\n").as_bytes())
}

/// Twelve digits of it: in the foot of every page and in the manifest beside the inputs, so that a sheet of paper leads to
/// what it was made from.
pub fn id(data: &Value) -> String {
    short(&content(data))
}

/// The id of what has this content.
pub fn short(content: &str) -> String {
    content.chars().take(12).collect()
}

fn collect(path: &str, value: &Value, leaves: &mut Vec<String>) {
    match value {
        Value::Null => {}
        Value::Object(fields) => {
            // A mark says that a row changed, and is no part of what it says.
            let said = fields.iter().filter(|(key, _)| *key != changes::MARK);
            said.for_each(|(key, value)| collect(&format!("{path}.{key}"), value, leaves));
        }
        Value::Array(items) => {
            let numbered = items.iter().enumerate();
            numbered.for_each(|(place, value)| collect(&format!("{path}.{place}"), value, leaves));
        }
        // As JSON, so that a line break within a text is no end of a leaf.
        leaf => leaves.push(format!("{path}={leaf}")),
    }
}

/// The issued revision that the sheet with this data is, if it is one.
pub fn current<'a>(sheet: &Sheet<'a>, data: &Value) -> Option<&'a Issued> {
    sheet.production.last_issued(sheet.day).filter(|issued| issued.content == content(data))
}

/// Writes how the sheet stands into its data: which revision it is, and what changed since the one before.
pub fn stand(sheet: &Sheet, data: &mut Value, issued: Option<&Issued>) -> Option<Changes> {
    let words = sheet.words;
    let line = |issued: &Issued| {
        let at = issued.at.with_timezone(&sheet.clock.zone);
        let (date, clock) = (sheet.clock.short_date(at.date_naive()), sheet.clock.time(at));
        (called(words, issued), words.say("call_sheet.issued_at", &[("date", &date), ("time", &clock)]))
    };
    let changes = changes::since(sheet, data, issued);
    let (status, revision, made) = match issued {
        Some(issued) => {
            let (name, at) = line(issued);
            let replaces = changes
                .as_ref()
                .map(|c| words.say("call_sheet.replaces", &[("revision", &c.since), ("day", &c.of)]));
            let revision =
                json!({ "name": name, "tint": tint(&issued.colour), "line": at, "replaces": replaces });
            (words.get("call_sheet.final"), revision, at)
        }
        None => {
            let before = sheet.production.last_issued(sheet.day).map(|last| {
                let (name, at) = line(last);
                let line = words.say("call_sheet.changed_since", &[("revision", &name), ("issued", &at)]);
                json!({ "name": null, "tint": null, "line": line, "replaces": null })
            });
            let made = words.say("call_sheet.made_as_of", &[("date", &words.date(sheet.today))]);
            (words.get("call_sheet.preliminary"), json!(before), made)
        }
    };
    let mark =
        issued.map_or_else(|| status.to_owned(), |issued| format!("{status} · {}", called(words, issued)));
    let title = &sheet.production.facts.title;
    let foot = words.say("call_sheet.foot", &[("production", title), ("made", &made)]);
    if let Value::Object(fields) = data {
        fields.insert("status".into(), json!(status));
        fields.insert("revision".into(), revision);
        fields.insert("mark".into(), json!(mark));
        fields.insert("foot".into(), json!(foot));
        fields.insert(changes::LIST.into(), Value::Null);
        fields.insert(slots::KEY.into(), json!(slots::of(sheet)));
    }
    if let Some(changes) = &changes {
        changes.write(data, words);
    }
    changes
}

/// The same as papers and letters print it: `BLAU REV. 2`.
pub fn called(words: &Words, issued: &Issued) -> String {
    told(words, &issued.colour, issued.revision)
}

/// A revision by its colour and number in the language.
pub fn told(words: &Words, colour: &str, number: u32) -> String {
    let colour = words.colour(colour).to_uppercase();
    words.say("colours.revision", &[("colour", &colour), ("n", &number.to_string())])
}

/// `BLUE REV. 2`, in whatever language: for the ledger and the manifest. The first issue is `WHITE REV. 1`.
pub fn name(issued: &Issued) -> String {
    format!("{} REV. {}", issued.colour.to_uppercase(), issued.revision)
}

/// `FINAL, WHITE REV. 1`: as mail and the manifest say it.
pub fn standing(issued: Option<&Issued>) -> String {
    issued.map_or_else(|| PRELIMINARY.to_owned(), |issued| format!("{FINAL}, {}", name(issued)))
}

/// A tint that prints well and supports the word; none for white and for a colour that has no usual one.
fn tint(colour: &str) -> Option<&'static str> {
    let plain = colour.split_once(' ').map_or(colour, |(first, rest)| {
        // `2nd Blue` is blue paper, too.
        if first.starts_with(|c: char| c.is_ascii_digit()) { rest } else { colour }
    });
    Some(match plain.to_lowercase().as_str() {
        "blue" => "#BDD7EE",
        "pink" => "#F8C8DC",
        "yellow" => "#FFF4A3",
        "green" => "#C6E0B4",
        "goldenrod" => "#E8C15A",
        "buff" => "#EBD9A9",
        "salmon" => "#FAB8A0",
        "cherry" => "#E58C9B",
        "tan" => "#D2B48C",
        "ivory" => "#FFFFF0",
        "gray" | "grey" => "#D0D0D0",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_content_is_what_is_said_and_not_how_it_stands() {
        let sheet = |status: &str, call: &str| json!({ "status": status, "foot": status, "call": call, "rows": [{ "no": "1", "remarks": null }] });
        assert_eq!(content(&sheet("PRELIMINARY", "7:00A")), content(&sheet("FINAL", "7:00A")));
        assert_ne!(content(&sheet("FINAL", "7:00A")), content(&sheet("FINAL", "7:30A")));
        // A row that moved is a change; a key that stands empty is none.
        assert_ne!(content(&json!({ "rows": ["a", "b"] })), content(&json!({ "rows": ["b", "a"] })));
        assert_eq!(content(&json!({ "a": "x", "b": null })), content(&json!({ "a": "x" })));
    }

    #[test]
    fn a_second_round_has_the_first_ones_tint() {
        assert_eq!((tint("2nd Blue"), tint("White"), tint("Mauve")), (tint("Blue"), None, None));
    }
}
