//! Words of a closed vocabulary. A word outside it is kept as written and reported.

use super::{Problem, Reading, text};
use crate::diagnostic::Code;
use crate::ingest::grid::Raw;
use crate::model::Value;

/// Lower-case words of letters and digits.
fn tokens(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    lower.split(|c: char| !c.is_alphanumeric()).filter(|t| !t.is_empty()).map(str::to_string).collect()
}

/// The canonical word a text means: the one it equals, else the longest one it begins with
/// (`open / partial $725` is open).
pub fn canonical(text: &str, words: &'static [&'static [&'static str]]) -> Option<&'static str> {
    let written = tokens(text);
    let mut best: Option<(usize, &'static str)> = None;
    for group in words {
        let Some(first) = group.first().copied() else { continue };
        for word in *group {
            let known = tokens(word);
            let fits = !known.is_empty() && written.starts_with(&known);
            if fits && best.is_none_or(|(length, _)| known.len() > length) {
                best = Some((known.len(), first));
            }
        }
    }
    best.map(|(_, word)| word)
}

pub fn read(raw: &Raw, words: &'static [&'static [&'static str]]) -> Reading {
    let seen = text::seen(raw);
    if text::is_nothing(&seen) {
        return Reading::blank();
    }
    if let Some(word) = canonical(&seen, words) {
        return Reading::ok(Value::Text(word.to_string()));
    }
    let known: Vec<&str> = words.iter().filter_map(|group| group.first().copied()).collect();
    text::read(raw).doubtful(Problem::new(
        Code::WordUnknown,
        format!("“{seen}” is none of the words this column knows; it was kept as written."),
        format!("Write one of: {}.", known.join(", ")),
    ))
}

#[cfg(test)]
mod tests {
    use super::super::test::text;
    use super::*;
    use crate::ingest::tables::{driver_log, purchase_orders};

    #[test]
    fn words_are_known_by_themselves_or_by_how_they_begin() {
        let status = purchase_orders::SPEC.heading("Status").unwrap().words;
        for (written, meant) in [
            ("OPEN", Some("open")),
            ("open / partial $725", Some("open")),
            ("pd ck#1187", Some("closed")),
            ("Void", Some("void")),
            ("CREDIT", None),
            ("opening", None),
        ] {
            assert_eq!(canonical(written, status), meant, "{written}");
        }
        let duty = driver_log::SPEC.heading("Status").unwrap().words;
        assert_eq!(canonical("On duty (not driving)", duty), Some("on duty"));
        let kept = read(&text("CREDIT"), status);
        assert_eq!(kept.value, Some(Value::Text("CREDIT".into())));
        assert_eq!(kept.problem.map(|p| p.code), Some(Code::WordUnknown));
    }
}
