//! The production's own words: a file of its `templates/words/` says what is called otherwise there, and the built-in file of
//! that language the rest.
//!
//! Rust and the templates read the same merged words, so a word that is changed once is changed on paper, in workbooks and in
//! mail. What cannot be used (a key that no file has, a place in braces that nothing fills) is said, with its line, and the
//! built-in word holds.

use super::FILES;
use crate::diagnostic::{Code, Diagnostic};
use crate::settings::nearest::did_you_mean;
use std::collections::{BTreeMap, BTreeSet};
use toml::{Table, Value};

/// What dates, times and money may be made of.
const OF_FORMATS: [&str; 12] =
    ["weekday", "wd", "month", "mon", "day", "d", "m", "year", "hh", "mm", "currency", "amount"];

/// Lays the production's files (`words/de.toml` …) over the built-in ones, in place, so that the typesetter sees whole files.
/// A file that says nothing usable is taken out: the built-in one holds.
pub fn complete(overrides: &mut BTreeMap<String, Vec<u8>>) {
    let own: Vec<String> = overrides.keys().filter(|path| language_of(path).is_some()).cloned().collect();
    for path in own {
        let whole = overrides.get(&path).and_then(|bytes| merged(&path, bytes).0);
        match whole.and_then(|table| toml::to_string(&table).ok()) {
            Some(text) => drop(overrides.insert(path, text.into_bytes())),
            None => drop(overrides.remove(&path)),
        }
    }
}

/// The language that a path below `templates/` has words of: one of [`FILES`], or whatever the file is called.
fn language_of(path: &str) -> Option<&str> {
    path.strip_prefix("words/")?.strip_suffix(".toml").filter(|name| !name.contains('/'))
}

/// A file of the production's own over the built-in one, and what is wrong with it. Nothing where no part can be used.
pub fn merged(path: &str, bytes: &[u8]) -> (Option<Table>, Vec<Diagnostic>) {
    let problem = |message: String, help: &str, line: Option<usize>| {
        let problem =
            Diagnostic::new(Code::TemplateInvalid, message, help).in_file(format!("templates/{path}"));
        line.map_or(problem.clone(), |line| problem.at_place(format!("line {line}")))
    };
    let language = language_of(path).unwrap_or_default();
    let Some((_, built_in)) = FILES.iter().find(|(known, _)| *known == language) else {
        let known = FILES.map(|(language, _)| format!("{language}.toml")).join(", ");
        let message = format!("There are no words of “{language}” to change.");
        return (None, vec![problem(message, &format!("The files are {known}."), None)]);
    };
    let Ok(text) = std::str::from_utf8(bytes) else {
        return (None, vec![problem("The file is not UTF-8 text.".into(), "Save it as UTF-8.", None)]);
    };
    let own = match text.trim_start_matches('\u{feff}').parse::<Table>() {
        Ok(own) => own,
        Err(fault) => {
            let line =
                fault.span().map(|span| text.get(..span.start).map_or(1, |t| t.lines().count().max(1)));
            let message = format!("The file of words cannot be read: {}.", fault.message());
            let help = "Each line is `name = \"words\"`, below its [section]; the built-in words were used.";
            return (None, vec![problem(message, help, line)]);
        }
    };
    let mut whole = built_in.parse::<Table>().unwrap_or_default();
    let mut problems = Vec::new();
    for (section, words) in own {
        let at = line_of(text, &section, None);
        let Some(Value::Table(known)) = whole.get_mut(&section) else {
            let message = format!("There is no section [{section}] of words.");
            problems.push(problem(message, "The built-in file shows the sections.", at));
            continue;
        };
        let Value::Table(words) = words else {
            let message = format!("“{section}” stands in no section.");
            problems.push(problem(message, "Put it below the [section] it belongs to.", at));
            continue;
        };
        for (key, value) in words {
            let at = line_of(text, &section, Some(&key));
            let Some(before) = known.get(&key) else {
                let near = did_you_mean(&key, known.keys().map(String::as_str));
                let message = format!("No document asks for the word {section}.{key}.{near}");
                problems.push(problem(message, "Take the name from the built-in file.", at));
                continue;
            };
            match usable(&section, &key, before, &value) {
                Ok(()) => drop(known.insert(key, value)),
                Err(why) => problems.push(problem(why, "The built-in words were used.", at)),
            }
        }
    }
    (Some(whole), problems)
}

fn usable(section: &str, key: &str, before: &Value, value: &Value) -> Result<(), String> {
    match (before, value) {
        (Value::String(before), Value::String(value)) => {
            if key == "clock" && section == "formats" && !["12h", "24h"].contains(&value.as_str()) {
                return Err(format!("The clock is “12h” or “24h”, and not “{value}”."));
            }
            let known = places(before);
            let stray = places(value)
                .into_iter()
                .find(|place| !(known.contains(place) || section == "formats" && OF_FORMATS.contains(place)));
            match stray {
                None => Ok(()),
                Some(place) if known.is_empty() => {
                    Err(format!("{section}.{key} has no places in braces, and {{{place}}} would stay empty."))
                }
                Some(place) => {
                    let known = known.into_iter().map(|k| format!("{{{k}}}")).collect::<Vec<_>>().join(", ");
                    Err(format!("Nothing fills {{{place}}} in {section}.{key}; it knows {known}."))
                }
            }
        }
        (Value::Array(before), Value::Array(value)) => {
            let texts = value.iter().all(Value::is_str);
            if texts && before.len() == value.len() {
                return Ok(());
            }
            Err(format!("{section}.{key} is a list of {} words.", before.len()))
        }
        (Value::Array(before), _) => Err(format!("{section}.{key} is a list of {} words.", before.len())),
        _ => Err(format!("{section}.{key} is words between quotation marks.")),
    }
}

/// The names in braces.
fn places(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|part| Some(part.split_once('}')?.0)).collect()
}

/// The line of a section's heading, or of a key below it.
fn line_of(text: &str, section: &str, key: Option<&str>) -> Option<usize> {
    let heading = format!("[{section}]");
    let lines = || (1..).zip(text.lines());
    let (start, _) = lines().find(|(_, line)| line.trim() == heading)?;
    let Some(key) = key else { return Some(start) };
    let named =
        |line: &str| line.split_once('=').is_some_and(|(name, _)| name.trim().trim_matches('"') == key);
    lines().skip(start).find(|(_, line)| named(line)).map(|(number, _)| number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> (Table, Vec<(String, String)>) {
        let (table, problems) = merged("words/de.toml", text.as_bytes());
        let problems = problems.into_iter().map(|p| (p.at.clone(), p.message)).collect();
        (table.unwrap_or_default(), problems)
    }

    #[test]
    fn a_word_is_changed_and_the_others_hold() {
        let (table, problems) = said("[call_sheet]\ncrew_call = \"Dispo\"\n");
        assert_eq!(problems, []);
        assert_eq!(table["call_sheet"]["crew_call"].as_str(), Some("Dispo"));
        assert_eq!(table["common"]["day"].as_str(), Some("Drehtag {n}"));
        let mut files =
            BTreeMap::from([("words/de.toml".to_owned(), b"[common]\nday = \"DT {n}\"".to_vec())]);
        complete(&mut files);
        let whole: Table = std::str::from_utf8(&files["words/de.toml"]).unwrap().parse().unwrap();
        assert_eq!(whole["common"]["day"].as_str(), Some("DT {n}"));
        assert!(whole.contains_key("schedule"), "a template reads a whole file");
    }

    #[test]
    fn what_cannot_be_used_is_said_with_its_line_and_the_rest_is_used() {
        let (table, problems) = said(
            "[common]\nday = \"DT {tag}\"\nscrpt = \"Buch\"\noffice = \"PB\"\n[nowhere]\na = \"b\"\n[formats]\nmonths = [\"J\"]\nclock = \"noon\"\n",
        );
        assert_eq!(table["common"]["day"].as_str(), Some("Drehtag {n}"));
        assert_eq!(table["common"]["office"].as_str(), Some("PB"));
        let lines: BTreeSet<&str> = problems.iter().map(|(at, _)| at.as_str()).collect();
        assert_eq!(lines, BTreeSet::from(["line 2", "line 3", "line 5", "line 8", "line 9"]), "{problems:?}");
        assert!(problems.iter().any(|(_, m)| m == "Nothing fills {tag} in common.day; it knows {n}."));
        assert!(problems.iter().any(|(_, m)| m.ends_with("Did you mean “script”?")), "{problems:?}");
        // A date may leave out its weekday or have one: the parts of dates are known.
        assert_eq!(said("[formats]\ndate_long = \"{wd} {day}. {month}\"\n").1, []);
    }

    #[test]
    fn a_file_of_no_language_and_one_that_does_not_read_change_nothing() {
        for (path, text, at) in [
            ("words/it.toml", "[common]\nday = \"Giorno {n}\"", ""),
            ("words/de.toml", "[common]\nday = Tag", "line 2"),
        ] {
            let (table, problems) = merged(path, text.as_bytes());
            assert_eq!((table, problems.len(), problems[0].at.as_str()), (None, 1, at), "{problems:?}");
            let mut files = BTreeMap::from([(path.to_owned(), text.as_bytes().to_vec())]);
            complete(&mut files);
            assert!(files.is_empty());
        }
    }
}
