//! Walking a TOML table by hand, so that everything that is wrong with it is said at once,
//! with its line and column.

use super::nearest::nearest;
use crate::diagnostic::{Code, Diagnostic};
use std::collections::BTreeMap;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};
use toml::value::Datetime;

/// A text being read: where its keys stand and what is wrong with it.
pub(crate) struct Reading<'a> {
    text: &'a str,
    file: &'a str,
    problems: Vec<((u32, usize), Diagnostic)>,
    pub lines: BTreeMap<String, u32>,
}

/// A table of the text with its dotted name; the whole text has an empty one.
#[derive(Clone)]
pub(crate) struct Section<'t, 'i> {
    pub path: String,
    pub table: &'t DeTable<'i>,
}

impl<'t, 'i> Section<'t, 'i> {
    fn get(&self, key: &str) -> Option<&'t Spanned<DeValue<'i>>> {
        self.table.iter().find(|(k, _)| k.get_ref() == key).map(|(_, v)| v)
    }

    fn dotted(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_string() } else { format!("{}.{key}", self.path) }
    }
}

impl<'a> Reading<'a> {
    pub fn new(text: &'a str, file: &'a str) -> Self {
        Reading { text, file, problems: Vec::new(), lines: BTreeMap::new() }
    }

    /// Line and column of a byte, both from 1.
    fn line_and_column(&self, at: usize) -> (u32, usize) {
        let before = self.text.get(..at).unwrap_or(self.text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        (u32::try_from(line).unwrap_or(u32::MAX), column)
    }

    pub fn problem(&mut self, span: Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        let (line, column) = self.line_and_column(span.start);
        let seen = self.text.get(span).unwrap_or_default().lines().next().unwrap_or_default();
        let problem = Diagnostic::new(Code::SettingsInvalid, message, help)
            .in_file(self.file)
            .at_place(format!("line {line}, column {column}"))
            .seen(seen);
        self.problems.push(((line, column), problem));
    }

    /// What was found wrong, in the order of the text.
    pub fn into_problems(mut self) -> Vec<Diagnostic> {
        self.problems.sort_by_key(|(place, _)| *place);
        self.problems.into_iter().map(|(_, problem)| problem).collect()
    }

    /// Reports every key that is none of `known`, with the nearest of them.
    pub fn known(&mut self, section: &Section<'_, '_>, known: &[&str]) {
        for (key, value) in section.table {
            let (line, _) = self.line_and_column(key.span().start);
            self.lines.insert(section.dotted(key.get_ref()), line);
            if known.contains(&key.get_ref().as_ref()) {
                continue;
            }
            let place =
                if section.path.is_empty() { "callboard.toml".into() } else { format!("[{}]", section.path) };
            let help = match nearest(key.get_ref(), known.iter().copied()) {
                Some(near) => format!("Did you mean “{near}”?"),
                None => format!("The keys of {place} are {}.", known.join(", ")),
            };
            let what = if value.get_ref().is_table() { "table" } else { "key" };
            self.problem(key.span(), format!("{place} has no {what} “{}”.", key.get_ref()), help);
        }
    }

    pub fn table<'t, 'i>(&mut self, section: &Section<'t, 'i>, key: &str) -> Option<Section<'t, 'i>> {
        let value = section.get(key)?;
        let path = section.dotted(key);
        match value.get_ref().as_table() {
            Some(table) => Some(Section { path, table }),
            None => {
                self.problem(
                    value.span(),
                    format!("“{path}” is a table."),
                    format!("Write [{path}] on a line."),
                );
                None
            }
        }
    }

    /// The entries of `[[key]]`.
    pub fn tables<'t, 'i>(
        &mut self,
        section: &Section<'t, 'i>,
        key: &str,
    ) -> Vec<(Section<'t, 'i>, Range<usize>)> {
        let Some(value) = section.get(key) else { return Vec::new() };
        let mut found = Vec::new();
        for item in value.get_ref().as_array().into_iter().flatten() {
            if let Some(table) = item.get_ref().as_table() {
                found.push((Section { path: section.dotted(key), table }, item.span()));
            }
        }
        if found.is_empty() {
            let path = section.dotted(key);
            self.problem(
                value.span(),
                format!("“{path}” is a list of tables."),
                format!("Write [[{path}]] on a line."),
            );
        }
        found
    }

    pub fn string(&mut self, section: &Section<'_, '_>, key: &str) -> Option<(String, Range<usize>)> {
        let value = section.get(key)?;
        let Some(text) = value.get_ref().as_str() else {
            let written = self.text.get(value.span()).unwrap_or_default().to_string();
            self.problem(
                value.span(),
                format!("“{}” is text, not a {}.", section.dotted(key), value.get_ref().type_str()),
                format!("Write it in quotes: {key} = \"{}\".", written.trim_matches('"')),
            );
            return None;
        };
        if text.trim().is_empty() {
            self.problem(
                value.span(),
                format!("“{}” is empty.", section.dotted(key)),
                "Give it a value, or take the line out.",
            );
            return None;
        }
        Some((text.trim().to_string(), value.span()))
    }

    /// A whole number from 1 on.
    pub fn number(&mut self, section: &Section<'_, '_>, key: &str) -> Option<u32> {
        let value = section.get(key)?;
        let written = self.text.get(value.span()).unwrap_or_default();
        let number = written.trim().parse::<u32>().ok().filter(|number| *number > 0);
        if number.is_none() {
            let message = format!("“{}” is no whole number from 1 on.", section.dotted(key));
            self.problem(value.span(), message, format!("Write {key} = 3, for example."));
        }
        number
    }

    /// A text that `read` understands; else a problem with `help`.
    pub fn parsed<T>(
        &mut self,
        section: &Section<'_, '_>,
        key: &str,
        read: impl FnOnce(&str) -> Result<T, String>,
    ) -> Option<T> {
        let (text, span) = self.string(section, key)?;
        match read(&text) {
            Ok(value) => Some(value),
            Err(help) => {
                self.problem(span, format!("“{}” cannot be “{text}”.", section.dotted(key)), help);
                None
            }
        }
    }

    pub fn one_of(&mut self, section: &Section<'_, '_>, key: &str, words: &[&str]) -> Option<String> {
        self.parsed(section, key, |text| {
            let lower = text.to_lowercase();
            if words.contains(&lower.as_str()) {
                return Ok(lower);
            }
            let meant = super::nearest::did_you_mean(text, words.iter().copied());
            Err(format!("It is one of {}.{meant}", words.join(", ")))
        })
    }

    /// A whole number above zero.
    pub fn count(&mut self, section: &Section<'_, '_>, key: &str) -> Option<u32> {
        let value = section.get(key)?;
        let number =
            value.get_ref().as_integer().and_then(|n| n.as_str().parse::<u32>().ok()).filter(|n| *n > 0);
        if number.is_none() {
            self.problem(
                value.span(),
                format!("“{}” is a whole number above zero.", section.dotted(key)),
                format!("Write it without quotes: {key} = 30."),
            );
        }
        number
    }

    pub fn strings(&mut self, section: &Section<'_, '_>, key: &str) -> Option<Vec<(String, Range<usize>)>> {
        let value = section.get(key)?;
        let Some(items) = value.get_ref().as_array() else {
            self.problem(
                value.span(),
                format!("“{}” is a list.", section.dotted(key)),
                format!("Write {key} = [\"…\", \"…\"]."),
            );
            return None;
        };
        let mut texts = Vec::new();
        for item in items {
            match item.get_ref().as_str() {
                Some(text) => texts.push((text.trim().to_string(), item.span())),
                None => self.problem(
                    item.span(),
                    format!("“{}” is a list of texts.", section.dotted(key)),
                    "Write each of them in quotes.",
                ),
            }
        }
        Some(texts)
    }

    pub fn date(&mut self, section: &Section<'_, '_>, key: &str) -> Option<Datetime> {
        let value = section.get(key)?;
        let date = match value.get_ref().as_datetime() {
            Some(date) => Some(*date),
            None => value.get_ref().as_str().and_then(|text| text.trim().parse().ok()),
        };
        match date.filter(|d: &Datetime| super::date_of(d).is_some()) {
            Some(date) => Some(date),
            None => {
                self.problem(
                    value.span(),
                    format!("“{}” is a date.", section.dotted(key)),
                    format!("Write it as year-month-day, without quotes: {key} = 2026-10-05."),
                );
                None
            }
        }
    }
}
