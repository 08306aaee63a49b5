//! Identifiers: account codes, purchase-order numbers, scene and cast numbers. Text, never numbers;
//! what a spreadsheet made of them is reported.

use super::{Problem, Reading, text};
use crate::diagnostic::Code;
use crate::ingest::grid::Raw;
use crate::model::Value;

pub fn read(raw: &Raw) -> Reading {
    match raw {
        Raw::Text(text) if text::is_nothing(text) || text::is_undecided(text) => Reading::blank(),
        Raw::Text(text) => {
            let text = text::squeeze(text);
            Reading::ok(Value::Text(text.strip_prefix('\'').unwrap_or(&text).replace('\n', " ")))
        }
        Raw::Number(_) => Reading::ok(Value::Text(text::seen(raw))),
        Raw::Bool(_) => text::read(raw),
        _ => Reading::bad(
            Code::IdentifierMangled,
            format!("The spreadsheet made a date or time ({}) of what was typed here.", text::seen(raw)),
            "Format the cell as text and type the number again.",
        ),
    }
}

/// A scene's number without the word before it, as strips print it: `Scs. 2,3`, `Sc 14`, `SCENE A14pt`.
pub fn read_scene(raw: &Raw) -> Reading {
    let mut reading = read(raw);
    if let Some(Value::Text(text)) = &mut reading.value {
        let upper = text.to_uppercase();
        let word = ["SCENES", "SCENE", "SCS", "SC"].into_iter().find(|word| {
            let rest = upper.strip_prefix(word).map(|rest| rest.trim_start_matches(['.', ' ', '#', ':']));
            let marked =
                upper.as_bytes().get(word.len()).is_some_and(|b| matches!(b, b'.' | b' ' | b'#' | b':'));
            marked && rest.is_some_and(|rest| rest.chars().take(3).any(|c| c.is_ascii_digit()))
        });
        if let Some(rest) = word.and_then(|word| text.get(word.len()..)) {
            *text = rest.trim_start_matches(['.', ' ', '#', ':']).to_string();
        }
    }
    reading
}

/// How the identifiers of one column are written, so that numbers among them can be doubted.
#[derive(Clone, Debug, Default)]
pub struct Style {
    /// Digits of identifiers with leading zeros: `0003` → 4.
    padded: Option<usize>,
    /// An identifier with a dash between digits: `3300-02`.
    dashed: Option<String>,
}

impl Style {
    /// Takes note of one cell of the column.
    pub fn see(&mut self, raw: &Raw) {
        let Raw::Text(text) = raw else { return };
        let text = text.trim();
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 1 && text.starts_with('0') {
            self.padded = Some(self.padded.unwrap_or(0).max(digits));
        }
        if let Some((before, after)) = text.split_once('-') {
            let all_digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
            if all_digits(before) && all_digits(after) {
                self.dashed.get_or_insert_with(|| text.to_string());
            }
        }
    }

    /// What is doubtful about a cell that is a number among such identifiers.
    pub fn doubt(&self, raw: &Raw) -> Option<Problem> {
        let Raw::Number(_) = raw else { return None };
        let seen = text::seen(raw);
        if let Some((before, after)) = seen.split_once('.') {
            let example = self.dashed.as_ref()?;
            return Some(mangled(
                &seen,
                format!("others are written as {example}: perhaps {before}-{after} is meant"),
            ));
        }
        let digits = self.padded.filter(|digits| seen.len() < *digits)?;
        Some(mangled(&seen, format!("others have {digits} digits: perhaps {seen:0>digits$} is meant")))
    }
}

fn mangled(seen: &str, why: String) -> Problem {
    Problem::new(
        Code::IdentifierMangled,
        format!("{seen} is stored as a number, and {why}."),
        "Format the cell as text and type the number again; it was kept as it stands.",
    )
}

#[cfg(test)]
mod tests {
    use super::super::test::{shown, text};
    use super::*;

    #[test]
    fn identifiers_stay_text() {
        for (raw, meant) in [
            (text("3300-02"), "3300-02"),
            (text("02485"), "02485"),
            (text("'02485"), "02485"),
            (Raw::Number(3310.0), "3310"),
            (Raw::Date(46023.0), "<identifier-mangled>"),
        ] {
            assert_eq!(shown(read(&raw)), meant, "{raw:?}");
        }
    }

    #[test]
    fn a_scene_loses_the_word_before_its_number() {
        for (written, meant) in [
            ("Scs. 2,3", "2,3"),
            ("Sc 14", "14"),
            ("SCENE A14pt", "A14pt"),
            ("12A", "12A"),
            ("OMIT 18", "OMIT 18"),
            ("SC", "SC"),
        ] {
            assert_eq!(shown(read_scene(&text(written))), meant, "{written}");
        }
    }

    #[test]
    fn numbers_among_texts_are_doubted() {
        let mut style = Style::default();
        ["0001", "0002A", "3300-02"].iter().for_each(|t| style.see(&text(t)));
        let doubt = |n: f64| style.doubt(&Raw::Number(n)).map(|p| p.message);
        assert!(doubt(2.0).is_some_and(|m| m.contains("0002")));
        assert!(doubt(3300.02).is_some_and(|m| m.contains("3300-02")));
        assert_eq!(doubt(3300.0), None);
        assert_eq!(Style::default().doubt(&Raw::Number(2.0)), None);
    }
}
