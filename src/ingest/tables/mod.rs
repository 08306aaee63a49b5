//! The tables callboard knows: one file a table, each with its headings, synonyms and vocabularies.
//!
//! This is data: the layout finds tables by it, `callboard new` writes blank workbooks from it, and the
//! documentation is generated from it. To add a table, write its file and name it in [`ALL`].

pub mod activities;
pub mod availability;
pub mod avails;
pub mod background;
pub mod budget;
pub mod calendar;
pub mod calls;
pub mod cast;
pub mod clearances;
pub mod consents;
pub mod crew;
pub mod deliverables;
pub mod driver_log;
pub mod elements;
pub mod expenses;
pub mod locations;
pub mod media;
pub mod meetings;
pub mod notes;
pub mod permits;
pub mod production;
pub mod progress;
pub mod purchase_orders;
pub mod pushes;
pub mod recipients;
pub mod scenes;
pub mod schedule;
pub mod timesheets;
pub mod travel;
pub mod unit_log;

use crate::model::{Heading, TableName};

/// What the cells of a column hold, and so how they are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ValueKind {
    /// Kept as written.
    Text,
    /// Account codes, purchase-order numbers, scene and cast numbers: text, never a number.
    Identifier,
    /// A person's or a company's name, kept as written.
    Name,
    Date,
    /// A date, or words instead of one (`Term End`: perpetuity).
    DateOrText,
    /// A wall time, or what offices write instead of one (`O/C`, `HOLD`).
    Time,
    /// A length of time; a bare number is in hours (`School Hours`, `Guarantee`).
    Duration,
    /// A length of time read as a number of whole minutes; a bare number is in minutes.
    Minutes,
    /// Screen time in minutes and seconds; a bare number is in minutes.
    Running,
    /// How far a day is moved, with its sign: `+0:30`, `-0:15`; a bare number is in minutes.
    Push,
    Money,
    /// A decimal number; a unit after it is allowed (`-27 LKFS`, `48 kHz` is 48000).
    Number,
    /// A percentage, as a number of hundredths: `50%` and a cell of 0.5 are both 50.
    Percent,
    /// Script pages in eighths.
    Pages,
    Flag,
    /// Yes, no, or a text that says which (`Receipt`: `R-104`, `N - lost`).
    FlagOrText,
    /// Yes, no, or for how many minutes (`Meal 1 Grace`).
    FlagOrMinutes,
    /// Numbers of meals; `yes` is the first (`Grace`: `1, 2`).
    MealList,
    /// Items parted by commas, semicolons or line ends.
    List,
    /// Cast or scene numbers: also `1&2`, `1-4`, `1 3 5`.
    NumberList,
    /// One of the heading's words.
    Word,
    /// Currency as an ISO 4217 code or its usual sign.
    Currency,
    Email,
    Phone,
}

/// Whether a table can do without a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Need {
    Needed,
    /// Needed, but a banner row between the rows may say it (Department).
    NeededOrBanner,
    Optional,
}

/// One heading of one table.
#[derive(Clone, Copy, Debug)]
pub struct HeadingSpec {
    /// As section 5 of the contract spells it.
    pub name: Heading,
    pub kind: ValueKind,
    pub need: Need,
    /// What offices write instead; compared without case, spaces and punctuation.
    pub synonyms: &'static [&'static str],
    /// The closed vocabulary, if there is one: groups of words that mean the same, the canonical one
    /// first. A word outside it is kept as written and reported.
    pub words: &'static [&'static [&'static str]],
    /// One line for header notes and the documentation.
    pub about: &'static str,
}

impl HeadingSpec {
    pub const fn new(name: Heading, kind: ValueKind, about: &'static str) -> Self {
        HeadingSpec { name, kind, need: Need::Optional, synonyms: &[], words: &[], about }
    }

    pub const fn needed(mut self) -> Self {
        self.need = Need::Needed;
        self
    }

    pub const fn or_banner(mut self) -> Self {
        self.need = Need::NeededOrBanner;
        self
    }

    pub const fn also(mut self, synonyms: &'static [&'static str]) -> Self {
        self.synonyms = synonyms;
        self
    }

    pub const fn words(mut self, words: &'static [&'static [&'static str]]) -> Self {
        self.words = words;
        self
    }

    /// The canonical words, for drop-down lists.
    pub fn vocabulary(&self) -> Vec<&'static str> {
        self.words.iter().filter_map(|group| group.first().copied()).collect()
    }

    pub fn is_needed(&self) -> bool {
        self.need != Need::Optional
    }
}

/// One table.
#[derive(Clone, Copy, Debug)]
pub struct TableSpec {
    /// Lower case with hyphens: `purchase-orders`.
    pub name: TableName,
    /// For people: `Purchase Orders`.
    pub title: &'static str,
    /// What a row is, in one line.
    pub about: &'static str,
    /// In the order in which a blank workbook has them.
    pub headings: &'static [HeadingSpec],
    /// Groups of headings of which at least one is needed (Scenes: Date or Day).
    pub one_of: &'static [&'static [Heading]],
    /// Words in a sheet's name that speak for this table where headings alone leave it open.
    pub hints: &'static [&'static str],
    /// Unknown columns belong to the table by design (the departments of Scenes).
    pub open: bool,
}

impl TableSpec {
    pub fn heading(&self, name: &str) -> Option<&'static HeadingSpec> {
        self.headings.iter().find(|h| h.name == name)
    }

    /// Every need as the headings that satisfy it: one heading, or a group of alternatives.
    pub fn needs(&self) -> Vec<Vec<&'static HeadingSpec>> {
        let single = self.headings.iter().filter(|h| h.is_needed()).map(|h| vec![h]);
        let groups = self.one_of.iter().map(|names| names.iter().filter_map(|n| self.heading(n)).collect());
        single.chain(groups).collect()
    }
}

/// Every table, in the order of the contract.
pub const ALL: &[&TableSpec] = &[
    &production::SPEC,
    &schedule::SPEC,
    &unit_log::SPEC,
    &calendar::SPEC,
    &locations::SPEC,
    &scenes::SPEC,
    &elements::SPEC,
    &availability::SPEC,
    &background::SPEC,
    &notes::SPEC,
    &meetings::SPEC,
    &cast::SPEC,
    &crew::SPEC,
    &calls::SPEC,
    &timesheets::SPEC,
    &driver_log::SPEC,
    &consents::SPEC,
    &budget::SPEC,
    &expenses::SPEC,
    &purchase_orders::SPEC,
    &clearances::SPEC,
    &deliverables::SPEC,
    &permits::SPEC,
    &recipients::SPEC,
    &activities::SPEC,
    &progress::SPEC,
    &media::SPEC,
    &travel::SPEC,
    &pushes::SPEC,
    &avails::SPEC,
];

/// Tables that callboard or another program writes: `callboard new` makes no blank sheet for them.
pub const OURS: &[TableName] = &["pushes", "avails"];

/// The table of a name (`crew`, `permits-and-insurance`).
pub fn find(name: &str) -> Option<&'static TableSpec> {
    ALL.iter().copied().find(|t| t.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_heading_stands_once_and_alternatives_exist() {
        for table in ALL {
            let names: BTreeSet<_> = table.headings.iter().map(|h| h.name).collect();
            assert_eq!(names.len(), table.headings.len(), "{} has a heading twice", table.name);
            for name in table.one_of.iter().copied().flatten() {
                assert!(names.contains(name), "{}: no heading {name}", table.name);
            }
            for heading in table.headings {
                let closed = heading.kind == ValueKind::Word;
                assert_eq!(closed, !heading.words.is_empty(), "{} {}", table.name, heading.name);
                assert!(!heading.about.is_empty(), "{} {} lacks a line", table.name, heading.name);
            }
        }
    }
}
