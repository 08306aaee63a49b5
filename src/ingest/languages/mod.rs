//! What offices that do not write English call the headings: one file a language.
//!
//! A line holds for every table that has the heading; `table/Heading` for that table alone, where a word
//! would mean something else in others. Words are compared like all headings: without case, spaces,
//! punctuation and accents.

mod de;
mod es;
mod fr;
mod pt;

use super::tables::TableSpec;

/// The heading, or `table/heading`, and its words.
type Words = &'static [(&'static str, &'static [&'static str])];

/// The languages by the name that `callboard read` gives them.
pub const ALL: &[(&str, Words)] =
    &[("Spanish", es::WORDS), ("French", fr::WORDS), ("German", de::WORDS), ("Portuguese", pt::WORDS)];

/// Every foreign word for a heading of a table, with its language.
pub fn words<'a>(
    table: &'a TableSpec,
    heading: &'a str,
) -> impl Iterator<Item = (&'static str, &'static str)> + 'a {
    ALL.iter().flat_map(move |(language, words)| {
        let lines = words.iter().filter(move |(line, _)| match line.split_once('/') {
            // I/E and D/N have a stroke of their own: a table's name is no single capital.
            Some((own, rest)) if own.len() > 1 => own == table.name && rest == heading,
            _ => *line == heading,
        });
        lines.flat_map(|(_, words)| *words).map(|word| (*word, *language))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::headings;
    use crate::ingest::tables;
    use std::collections::HashMap;

    #[test]
    fn every_line_names_a_heading_of_some_table() {
        for (language, words) in ALL {
            for (line, _) in *words {
                let known = tables::ALL.iter().any(|table| {
                    table.headings.iter().any(|h| {
                        h.name == *line
                            || line
                                .strip_prefix(table.name)
                                .is_some_and(|rest| rest.strip_prefix('/') == Some(h.name))
                    })
                });
                assert!(known, "{language}: no heading {line}");
            }
        }
    }

    #[test]
    fn no_word_means_two_headings_of_a_table() {
        for table in tables::ALL {
            let mut seen: HashMap<String, &str> = HashMap::new();
            for heading in table.headings {
                let own = std::iter::once(&heading.name).chain(heading.synonyms).copied();
                for word in own.chain(words(table, heading.name).map(|(word, _)| word)) {
                    if let Some(other) = seen.insert(headings::key(word), heading.name) {
                        assert_eq!(other, heading.name, "{}: “{word}” means two headings", table.name);
                    }
                }
            }
        }
    }

    #[test]
    fn each_language_has_words_for_what_each_table_needs() {
        let mut missing = Vec::new();
        for table in tables::ALL.iter().filter(|t| !tables::OURS.contains(&t.name)) {
            for heading in table.needs().into_iter().flatten() {
                for (language, _) in ALL {
                    if !words(table, heading.name).any(|(_, of)| of == *language) {
                        missing.push(format!("{language}: {} of {}", heading.name, table.name));
                    }
                }
            }
        }
        assert!(missing.is_empty(), "a new table needs its words in languages/: {missing:#?}");
    }
}
