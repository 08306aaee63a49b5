//! The whole production as read: what every later step works from.

use super::answer::Answer;
use super::cell::{Cell, Sourced};
use super::consent::Consent;
use super::day::{Availability, Background, Banner, CalendarDay, Call, Day, Element, Issued, Note, Scene};
use super::duty::Duty;
use super::meeting::Meeting;
use super::money_lines::{BudgetLine, Expense, PurchaseOrder};
use super::person::{Person, PersonId};
use super::place::Place;
use super::push::Push;
use super::record::{Record, TableName};
use super::shift::Shift;
use chrono::{NaiveDate, Weekday};
use chrono_tz::Tz;
use std::collections::BTreeMap;

/// Facts of the production: settings beat the Production table, the table beats defaults.
#[derive(Clone, Debug, PartialEq)]
pub struct Facts {
    pub title: String,
    pub company: Option<String>,
    /// feature, episodic, commercial, documentary, music-video
    pub kind: String,
    pub time_zone: Tz,
    /// ISO 3166 country: `US`, `GB`.
    pub country: String,
    pub region: Option<String>,
    pub currency: String,
    pub photography_start: Option<Sourced<NaiveDate>>,
    pub workweek: Vec<Weekday>,
    /// us-letter, us-legal, a4
    pub paper: String,
    pub language: String,
    /// What is dialled in an emergency in the country: `911`, `999`, `112`.
    pub emergency: String,
    pub office_address: Option<String>,
    pub office_phone: Option<String>,
    pub director: Option<String>,
    pub producer: Option<String>,
    pub upm: Option<String>,
    pub first_ad: Option<String>,
    pub second_ad: Option<String>,
    pub script_revision: Option<String>,
    pub schedule_revision: Option<String>,
    /// By heading (`Title`), the cell of the Production table or the line of callboard.toml (as the row, in
    /// column A) that gave the fact; the anchor of findings about the production as a whole.
    pub cells: BTreeMap<String, Cell>,
    /// What was neither in the settings nor in the table, in words: `time zone America/Los_Angeles`.
    pub assumed: Vec<String>,
}

impl Facts {
    /// Whether times are written in halves of the day and dates month first: English as in North America.
    pub fn writes_american(&self) -> bool {
        is_american(&self.language, &self.country)
    }
}

/// The same of a language (BCP 47) in a country (ISO 3166): plain `en` follows the country.
pub fn is_american(language: &str, country: &str) -> bool {
    let language = language.replace('_', "-").to_ascii_lowercase();
    match language.split_once('-') {
        Some(("en", region)) => region == "us" || (region != "gb" && is_american("en", country)),
        Some(_) => false,
        None => language == "en" && matches!(country.to_ascii_uppercase().as_str(), "US" | "CA" | "MX"),
    }
}

/// Who gets which documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    pub name: String,
    pub email: Sourced<String>,
    pub documents: Vec<String>,
    pub department: Option<String>,
    pub language: Option<String>,
    pub cell: Cell,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Production {
    pub facts: Facts,
    pub people: Vec<Person>,
    pub places: Vec<Place>,
    /// Ordered by date, then unit (main first).
    pub days: Vec<Day>,
    /// Ordered by date, unit, order.
    pub scenes: Vec<Scene>,
    /// Scenes of a breakdown or a script: rows that have no day at all. In reading order; a number may come twice, from
    /// two files.
    pub script: Vec<Scene>,
    /// Strips that are no scenes, in the order of scenes.
    pub banners: Vec<Banner>,
    pub elements: Vec<Element>,
    pub availability: Vec<Availability>,
    pub calls: Vec<Call>,
    pub background: Vec<Background>,
    pub notes: Vec<Note>,
    /// Meetings, rehearsals, fittings and deadlines, in no order.
    pub meetings: Vec<Meeting>,
    pub calendar: Vec<CalendarDay>,
    /// Ordered by person, then call, then date. Where an actual exists for a person's date no plan is kept.
    pub shifts: Vec<Shift>,
    /// The Driver Log, ordered by person, then start.
    pub duties: Vec<Duty>,
    pub consents: Vec<Consent>,
    pub budget: Vec<BudgetLine>,
    pub expenses: Vec<Expense>,
    pub purchase_orders: Vec<PurchaseOrder>,
    pub recipients: Vec<Recipient>,
    /// How far units' days are moved; days, calls and planned shifts have moved already.
    pub pushes: Vec<Push>,
    /// Call sheets that went out, where the ledger knows of any.
    pub issued: Vec<Issued>,
    /// What came back on letters, in the order of its date; where the ledger or the inbox knows of any.
    pub answers: Vec<Answer>,
    /// Every record of every table, in reading order: what expression rules range over.
    pub records: BTreeMap<TableName, Vec<Record>>,
}

impl Production {
    pub fn person(&self, id: PersonId) -> &Person {
        &self.people[id.0]
    }

    pub fn records(&self, table: &str) -> &[Record] {
        self.records.get(table).map_or(&[], Vec::as_slice)
    }

    /// The place of a name, whatever its case.
    pub fn place(&self, name: &str) -> Option<&Place> {
        self.places.iter().find(|p| p.name.eq_ignore_ascii_case(name.trim()))
    }

    /// Scenes of a unit's day, in shooting order.
    pub fn scenes_of<'a>(&'a self, day: &'a Day) -> impl Iterator<Item = &'a Scene> {
        self.scenes.iter().filter(|s| s.date == Some(day.date) && s.unit == day.unit)
    }

    /// The last call sheet that went out for a unit's day.
    pub fn last_issued(&self, day: &Day) -> Option<&Issued> {
        let of_day = self.issued.iter().filter(|i| i.date == day.date && i.unit == day.unit);
        of_day.max_by_key(|issued| issued.revision)
    }

    /// Call rows of a unit's day.
    pub fn calls_of<'a>(&'a self, day: &'a Day) -> impl Iterator<Item = &'a Call> {
        self.calls.iter().filter(|c| c.date == day.date && c.unit == day.unit)
    }
}
