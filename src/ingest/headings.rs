//! What a heading means: the same words, a synonym in one of five languages, or close enough to be a
//! slip of the pen.

use super::tables::{self, HeadingSpec, TableSpec, ValueKind};
use super::value::currency;
use super::{languages, letters};
use std::collections::HashMap;
use std::sync::LazyLock;

/// Headings are compared by their letters and digits alone, in lower case and without accents; `#`, `No.`,
/// `Nº` and `Number` are one word.
pub fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    let mut word = String::new();
    for c in letters::plain(text).chain([' ']) {
        if c.is_alphanumeric() {
            word.push(c);
            continue;
        }
        key.push_str(match word.as_str() {
            "number" | "num" | "nr" | "numbers" | "nos" | "numero" | "nummer" => "no",
            "n" if c == '°' => "no",
            other => other,
        });
        word.clear();
        match c {
            '#' | '№' => key.push_str("no"),
            '&' => key.push_str("and"),
            _ => {}
        }
    }
    key
}

/// A heading of a table that a text names.
#[derive(Clone, Copy, Debug)]
pub struct Meaning {
    /// Place of the table in [`tables::ALL`].
    pub table: usize,
    pub heading: &'static HeadingSpec,
    /// It is the heading's own name, not a synonym.
    pub same: bool,
    /// The language of the synonym, where it is none of English.
    pub language: Option<&'static str>,
}

impl Meaning {
    /// Why, for people.
    pub fn because(&self) -> String {
        match (self.same, self.language) {
            (true, _) => "same words".into(),
            (false, None) => format!("synonym of “{}”", self.heading.name),
            (false, Some(language)) => format!("{language} for “{}”", self.heading.name),
        }
    }
}

static INDEX: LazyLock<HashMap<String, Vec<Meaning>>> = LazyLock::new(|| {
    let mut index: HashMap<String, Vec<Meaning>> = HashMap::new();
    for (table, spec) in tables::ALL.iter().enumerate() {
        for heading in spec.headings {
            let own = std::iter::once((heading.name, true, None));
            let synonyms = heading.synonyms.iter().map(|s| (*s, false, None));
            let foreign =
                languages::words(spec, heading.name).map(|(w, language)| (w, false, Some(language)));
            for (name, same, language) in own.chain(synonyms).chain(foreign) {
                let meanings = index.entry(key(name)).or_default();
                if !meanings.iter().any(|m| m.table == table && m.heading.name == heading.name) {
                    meanings.push(Meaning { table, heading, same, language });
                }
            }
        }
    }
    index
});

/// Every table's heading of this key.
pub fn meanings(key: &str) -> &'static [Meaning] {
    INDEX.get(key).map_or(&[], Vec::as_slice)
}

/// The heading of one table that a text names.
pub fn in_table(spec: &TableSpec, text: &str) -> Option<Meaning> {
    let of = |text: &str| meanings(&key(text)).iter().find(|m| is_table(m.table, spec)).copied();
    of(text).or_else(|| of(&without_brackets(text)?))
}

fn is_table(place: usize, spec: &TableSpec) -> bool {
    tables::ALL.get(place).is_some_and(|t| t.name == spec.name)
}

/// `Rate (USD)` without what stands in brackets; `None` where there are none.
pub fn without_brackets(text: &str) -> Option<String> {
    let (before, rest) = text.split_once('(')?;
    let (_, after) = rest.split_once(')')?;
    let kept = format!("{before} {after}");
    (!kept.trim().is_empty()).then_some(kept)
}

/// Columns that hold two values of one table by nature.
const DOUBLE: &[(&[&str], [&str; 2])] =
    &[(&["Res", "Resolution", "Raster", "Raster Size", "Frame Size", "Picture Size"], ["Width", "Height"])];

/// The headings of a column that holds several, one behind the other: `MEDIA / TERRITORY / TERM`, `RES`. At
/// least two, all different and all the table's.
pub fn combined(spec: &'static TableSpec, text: &str) -> Option<Vec<&'static HeadingSpec>> {
    let whole = key(text);
    let double = DOUBLE.iter().find(|(names, _)| names.iter().any(|name| key(name) == whole));
    if let Some((_, names)) = double {
        return names.iter().map(|name| spec.heading(name)).collect();
    }
    // P/U has a stroke of its own.
    let parts: Vec<&str> = match text.contains(" / ") {
        true => text.split(" / ").map(str::trim).collect(),
        false => text.split(['/', '|', '\n', '+']).map(str::trim).collect(),
    };
    if !(2..=4).contains(&parts.len()) {
        return None;
    }
    let headings: Option<Vec<&HeadingSpec>> =
        parts.iter().map(|part| in_table(spec, part).map(|m| m.heading)).collect();
    let headings = headings?;
    let all_different = headings
        .iter()
        .enumerate()
        .all(|(i, h)| headings.iter().skip(i + 1).all(|other| other.name != h.name));
    all_different.then_some(headings)
}

/// The currency that a heading of money names: `Amount (GBP)`, `Rate £`.
pub fn currency_of(text: &str) -> Option<String> {
    let upper = text.to_uppercase();
    upper
        .split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']' | '/' | ','))
        .filter(|word| !word.is_empty())
        .find_map(|word| match currency::sign(word)? {
            currency::Sign::Code(code) => Some(code.to_string()),
            _ => None,
        })
}

/// Texts that could be a heading at all: short, with a letter or a number sign.
pub fn could_be(text: &str) -> bool {
    text.len() <= 60 && text.chars().any(|c| c.is_alphabetic() || c == '#')
}

/// The heading that a text was probably meant to be: one or two letters off, no digit different.
pub fn slip_of<'a>(text: &str, open: impl Iterator<Item = &'a HeadingSpec>) -> Option<&'a HeadingSpec> {
    // START / RATE is two things, and no slip for Start Date.
    if text.contains('/') {
        return None;
    }
    let written = key(text);
    let digits = |s: &str| s.chars().filter(char::is_ascii_digit).collect::<String>();
    let mut found = None;
    for heading in open {
        let name = key(heading.name);
        let allowed = match name.len() {
            0..=4 => continue,
            5..=8 => 1,
            _ => 2,
        };
        let off = strsim::damerau_levenshtein(&written, &name);
        if off <= allowed && digits(&written) == digits(&name) {
            if found.is_some() {
                return None;
            }
            found = Some(heading);
        }
    }
    found
}

/// Of the headings seen, the one most like a missing one; for the message about it.
pub fn nearest<'a>(missing: &HeadingSpec, seen: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let names: Vec<String> =
        std::iter::once(missing.name).chain(missing.synonyms.iter().copied()).map(key).collect();
    let likeness = |text: &str| {
        let text = key(text);
        names.iter().map(|name| strsim::jaro_winkler(&text, name)).fold(0.0, f64::max)
    };
    seen.map(|text| (text, likeness(text)))
        .filter(|(_, likeness)| *likeness >= 0.7)
        .max_by(|a, b| a.1.total_cmp(&b.1).then_with(|| b.0.cmp(a.0)))
        .map(|(text, _)| text)
}

/// Amounts and counts are never spread over merged cells or carried on.
pub fn is_amount(kind: ValueKind) -> bool {
    matches!(
        kind,
        ValueKind::Money
            | ValueKind::Number
            | ValueKind::Percent
            | ValueKind::Pages
            | ValueKind::Duration
            | ValueKind::Minutes
            | ValueKind::Running
            | ValueKind::Push
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::tables::{crew, expenses, purchase_orders, scenes, timesheets};

    fn named(spec: &TableSpec, text: &str) -> Option<&'static str> {
        in_table(spec, text).map(|m| m.heading.name)
    }

    #[test]
    fn headings_are_known_in_many_spellings() {
        for (spec, text, meant) in [
            (&timesheets::SPEC, "1ST MEAL OUT", "Meal 1 Start"),
            (&timesheets::SPEC, "Meal 2 In", "Meal 2 End"),
            (&timesheets::SPEC, "call", "Call"),
            (&crew::SPEC, "CELL / HOME", "Phone"),
            (&crew::SPEC, "E-MAIL", "Email"),
            (&crew::SPEC, "Dept.", "Department"),
            (&purchase_orders::SPEC, "PO #", "PO"),
            (&purchase_orders::SPEC, "P.O. Number", "PO"),
            (&expenses::SPEC, "RECEIPT?", "Receipt"),
            (&expenses::SPEC, "Amount (GBP)", "Amount"),
            (&scenes::SPEC, "INT/EXT", "I/E"),
            (&scenes::SPEC, "Length (8ths)", "Pages"),
        ] {
            assert_eq!(named(spec, text), Some(meant), "{text}");
        }
        assert_eq!(named(&crew::SPEC, "Shoe size"), None);
        assert_eq!(currency_of("Amount (GBP)").as_deref(), Some("GBP"));
        assert_eq!(currency_of("Amount"), None);
    }

    #[test]
    fn a_slip_is_forgiven_but_never_another_number() {
        let slip = |text| slip_of(text, crew::SPEC.headings.iter()).map(|h| h.name);
        assert_eq!(slip("Departmnet"), Some("Department"));
        assert_eq!(slip("Agrement"), Some("Agreement"));
        assert_eq!(slip("START / RATE"), None);
        assert_eq!(slip("Name"), None);
        assert_eq!(slip_of("Meal 5 Start", timesheets::SPEC.headings.iter()).map(|h| h.name), None);
    }

    #[test]
    fn the_nearest_heading_is_named() {
        let call = timesheets::SPEC.heading("Call").unwrap();
        assert_eq!(nearest(call, ["Notes", "Calls", "Zebra"].into_iter()), Some("Calls"));
        assert_eq!(nearest(call, ["Zebra"].into_iter()), None);
    }

    #[test]
    fn no_table_has_one_word_for_two_headings() {
        for spec in tables::ALL {
            let mut seen: HashMap<String, &str> = HashMap::new();
            for heading in spec.headings {
                for name in std::iter::once(&heading.name).chain(heading.synonyms) {
                    if let Some(other) = seen.insert(key(name), heading.name) {
                        assert_eq!(other, heading.name, "{}: “{name}” means two headings", spec.name);
                    }
                }
            }
        }
    }
}
