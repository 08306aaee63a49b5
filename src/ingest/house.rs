//! `headings.toml`: what the production's own columns mean, where callboard cannot tell. The page for the
//! people who write it is `docs/headings.md`.

use super::headings;
use super::tables::{self, TableSpec};
use super::value::bare::Bare;
use crate::diagnostic::Diagnostic;
use crate::model::{Heading, TableName};
use crate::settings::nearest::did_you_mean;
use crate::settings::reading::{Reading, Section};
use std::collections::BTreeMap;
use std::ops::Range;
use toml::de::DeTable;

/// The file's name, beside `callboard.toml`.
pub const FILE: &str = "headings.toml";

/// What stands behind a heading instead of callboard's name for it.
const IGNORE: &str = "ignore";

/// What a column is said to mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meant {
    Heading(Heading),
    /// The column is known, and nothing is to be made of it.
    Nothing,
}

/// The whole file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct House {
    /// By table, then by the heading's key.
    tables: BTreeMap<TableName, BTreeMap<String, Meant>>,
    files: Vec<FileRule>,
}

/// What holds for some files alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileRule {
    /// A file's name or path; `*` stands for anything.
    name: String,
    sheet: Option<String>,
    /// The table that the sheet is.
    pub table: Option<TableName>,
    pub day_first: Option<bool>,
    pub bare: Option<Bare>,
    /// By the heading's key.
    headed: BTreeMap<String, Meant>,
    /// By column, for those without a heading.
    pub columns: BTreeMap<u32, Meant>,
    /// The first row of data, from 0, of a sheet without headings.
    pub first_row: u32,
}

/// What is said of one sheet.
#[derive(Clone, Copy, Debug, Default)]
pub struct OnSheet<'h> {
    house: Option<&'h House>,
    pub rule: Option<&'h FileRule>,
}

impl OnSheet<'_> {
    /// What a heading of a table is said to mean here.
    pub fn meaning(&self, table: TableName, heading: &str) -> Option<Meant> {
        let key = headings::key(heading);
        let own = self.rule.and_then(|rule| rule.headed.get(&key));
        own.or_else(|| self.house?.tables.get(table)?.get(&key)).copied()
    }

    /// Whether anything is said of a heading, in whatever table.
    pub fn knows(&self, heading: &str) -> bool {
        let Some(house) = self.house.filter(|h| !h.is_empty()) else { return false };
        let key = headings::key(heading);
        self.rule.is_some_and(|rule| rule.headed.contains_key(&key))
            || house.tables.values().any(|of_table| of_table.contains_key(&key))
    }

    /// The table that the sheet is said to be.
    pub fn table(&self) -> Option<&'static TableSpec> {
        tables::find(self.rule?.table?)
    }
}

impl House {
    pub fn is_empty(&self) -> bool {
        self.tables.is_empty() && self.files.is_empty()
    }

    pub fn on(&self, file: &str, sheet: &str) -> OnSheet<'_> {
        let holds = |rule: &&FileRule| {
            names(&rule.name, file)
                && rule.sheet.as_ref().is_none_or(|name| name.trim().eq_ignore_ascii_case(sheet.trim()))
        };
        // The rule that names the sheet goes before the one for the whole file.
        let rule = self.files.iter().filter(holds).max_by_key(|rule| rule.sheet.is_some());
        OnSheet { house: Some(self), rule }
    }

    /// Reads the text of the file; what cannot stand is said and left out.
    pub fn read(text: &str) -> (House, Vec<Diagnostic>) {
        let mut reading = Reading::new(text, FILE);
        let (document, errors) = DeTable::parse_recoverable(text);
        for error in errors {
            reading.problem(
                error.span().unwrap_or(0..0),
                format!("This is not TOML: {}.", error.message().trim_end_matches('.').replace('\n', "; ")),
                "A line is \"heading in the file\" = \"heading of callboard\", below [the table's name].",
            );
        }
        let top = Section { path: String::new(), table: document.get_ref() };
        let mut known: Vec<&str> = tables::ALL.iter().map(|table| table.name).collect();
        known.push("file");
        reading.known(&top, &known);
        let mut house = House::default();
        for spec in tables::ALL {
            let Some(section) = reading.table(&top, spec.name) else { continue };
            let mut of_table = BTreeMap::new();
            for (written, _) in section.table {
                let written = written.get_ref().to_string();
                if let Some((meant, _)) = meant(&mut reading, &section, &written, Some(spec)) {
                    of_table.insert(headings::key(&written), meant);
                }
            }
            house.tables.insert(spec.name, of_table);
        }
        for (section, span) in reading.tables(&top, "file") {
            if let Some(rule) = rule(&mut reading, &section, span) {
                house.files.push(rule);
            }
        }
        (house, reading.into_problems())
    }
}

fn rule(reading: &mut Reading<'_>, section: &Section<'_, '_>, span: Range<usize>) -> Option<FileRule> {
    reading.known(section, &["name", "sheet", "table", "dates", "times", "columns", "first_row"]);
    let Some((name, _)) = reading.string(section, "name") else {
        reading.problem(
            span,
            "[[file]] needs “name”.",
            "Add name = \"the file's name\"; * stands for anything.",
        );
        return None;
    };
    let names: Vec<&str> = tables::ALL.iter().map(|table| table.name).collect();
    let table = reading.one_of(section, "table", &names).and_then(|name| tables::find(&name));
    let mut rule = FileRule {
        name,
        sheet: reading.string(section, "sheet").map(|(text, _)| text),
        table: table.map(|table| table.name),
        day_first: reading
            .one_of(section, "dates", &["day-first", "month-first"])
            .map(|word| word == "day-first"),
        bare: reading.one_of(section, "times", &["minutes", "tenths"]).map(|word| match word.as_str() {
            "minutes" => Bare::Minutes,
            _ => Bare::Tenths,
        }),
        first_row: reading.number(section, "first_row").unwrap_or(1).saturating_sub(1),
        ..FileRule::default()
    };
    if let Some(columns) = reading.table(section, "columns") {
        for (written, _) in columns.table {
            let written = written.get_ref().to_string();
            let Some((meant, span)) = meant(reading, &columns, &written, table) else { continue };
            match letters(&written) {
                Some(column) => {
                    rule.columns.insert(column, meant);
                }
                None if written.trim().is_empty() => {
                    reading.problem(
                        span,
                        "A column without a heading is named by its letter.",
                        "Write F = \"Wrap\".",
                    );
                }
                None => {
                    rule.headed.insert(headings::key(&written), meant);
                }
            }
        }
    }
    Some(rule)
}

/// What a heading is said to mean: a heading of the table, if it is known, else of any.
fn meant(
    reading: &mut Reading<'_>,
    section: &Section<'_, '_>,
    written: &str,
    spec: Option<&'static TableSpec>,
) -> Option<(Meant, Range<usize>)> {
    let (text, span) = reading.string(section, written)?;
    if text.trim().eq_ignore_ascii_case(IGNORE) {
        return Some((Meant::Nothing, span));
    }
    let specs = || tables::ALL.iter().copied().filter(move |t| spec.is_none_or(|spec| spec.name == t.name));
    let found = specs().find_map(|table| headings::in_table(table, &text));
    if let Some(found) = found {
        return Some((Meant::Heading(found.heading.name), span));
    }
    let names = specs().flat_map(|table| table.headings).map(|heading| heading.name);
    let near = did_you_mean(&text, names);
    let of = spec.map_or("any table".into(), |spec| format!("the table {}", spec.name));
    reading.problem(
        span,
        format!("“{text}” is no heading of {of}."),
        format!("Write a heading that docs/headings.md lists, or \"ignore\".{near}"),
    );
    None
}

/// `A`, `AB`: a column by its letters, from 0. Two letters at most, so that `Call` is a heading.
fn letters(text: &str) -> Option<u32> {
    let fits = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_uppercase());
    fits.then(|| text.bytes().fold(0, |n, b| n * 26 + u32::from(b - b'A') + 1) - 1)
}

/// Whether a pattern names a file: by its path or by its name alone.
pub fn names(pattern: &str, file: &str) -> bool {
    matches(pattern, file) || file.rsplit('/').next().is_some_and(|name| matches(pattern, name))
}

/// Whether a name fits a pattern in which `*` stands for anything; capitals do not matter.
fn matches(pattern: &str, name: &str) -> bool {
    let (pattern, name) = (pattern.to_lowercase(), name.to_lowercase());
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = name.strip_prefix(first) else { return false };
    let mut parts: Vec<&str> = parts.collect();
    let Some(last) = parts.pop() else { return rest.is_empty() };
    for part in parts {
        match rest.find(part) {
            Some(at) => rest = rest.get(at + part.len()..).unwrap_or_default(),
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_is_settled_for_a_table_a_file_or_a_sheet() {
        let (house, problems) = House::read(
            "[timesheets]\n\"Strt\" = \"Call\"\n\"Shoe size\" = \"ignore\"\n\n\
             [[file]]\nname = \"hours*.csv\"\ntable = \"timesheets\"\ntimes = \"tenths\"\ncolumns = { F = \"Wrap\", \"Strt\" = \"Report On Set\" }\n\n\
             [[file]]\nname = \"inbox/x.xlsx\"\nsheet = \"Week 1\"\ndates = \"day-first\"\n",
        );
        assert_eq!(problems, []);
        let plain = house.on("inbox/other.csv", "");
        assert_eq!(plain.meaning("timesheets", "STRT"), Some(Meant::Heading("Call")));
        assert_eq!(plain.meaning("timesheets", "shoe-size"), Some(Meant::Nothing));
        assert_eq!(plain.meaning("crew", "STRT"), None);
        assert!(plain.knows("strt") && !plain.knows("wrap"));
        let hours = house.on("inbox/Hours week 1.csv", "");
        assert_eq!(hours.meaning("timesheets", "STRT"), Some(Meant::Heading("Report On Set")));
        assert_eq!(hours.rule.unwrap().columns, BTreeMap::from([(5, Meant::Heading("Wrap"))]));
        assert_eq!(
            (hours.rule.unwrap().bare, hours.table().unwrap().name),
            (Some(Bare::Tenths), "timesheets")
        );
        assert!(house.on("inbox/x.xlsx", "Week 2").rule.is_none());
        assert_eq!(house.on("inbox/x.xlsx", "week 1").rule.unwrap().day_first, Some(true));
    }

    #[test]
    fn what_cannot_stand_is_said_with_the_nearest_word() {
        let (house, problems) = House::read("[timesheet]\n\"x\" = \"Call\"\n[crew]\n\"Ring\" = \"Phon\"\n");
        assert!(house.on("a.csv", "").meaning("crew", "Ring").is_none());
        let texts: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(problems.len(), 2, "{texts:?}");
        assert!(texts[0].contains("timesheets") && texts[1].contains("“Phone”"), "{texts:?}");
        assert_eq!(problems[1].at, "line 4, column 10");
    }

    #[test]
    fn a_star_stands_for_anything() {
        for (pattern, name, fits) in [
            ("hours*.csv", "hours week 1.csv", true),
            ("*", "x", true),
            ("*.csv", "x.csv.xlsx", false),
            ("a*b*c", "aXbYc", true),
            ("a*b*c", "aXcYb", false),
            ("x.csv", "X.CSV", true),
            ("x.csv", "xx.csv", false),
        ] {
            assert_eq!(matches(pattern, name), fits, "{pattern} {name}");
        }
    }
}
