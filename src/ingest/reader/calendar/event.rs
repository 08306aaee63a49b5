//! The lines of a calendar as its events and tasks.

use super::lines::Line;
use super::when::{self, When};
use crate::diagnostic::Diagnostic;
use crate::ingest::refusal;
use crate::ingest::tables::schedule;
use crate::ingest::value::{date, text};
use chrono::{NaiveDate, TimeDelta};
use chrono_tz::Tz;
use std::collections::BTreeSet;

/// Components stand in each other three deep: a calendar, an event, its alarm.
const DEEPEST: usize = 32;

/// An event or a task, as far as it is read.
#[derive(Debug, Default)]
pub struct Event {
    pub line: u32,
    pub is_task: bool,
    pub uid: String,
    pub summary: String,
    pub location: String,
    pub description: String,
    pub link: String,
    pub kind: Option<&'static str>,
    pub attendees: Vec<String>,
    pub start: Option<When>,
    pub end: Option<When>,
    pub length: Option<TimeDelta>,
    pub rule: Option<String>,
    pub more: Vec<When>,
    pub except: Vec<When>,
    /// It stands in for this repeat of the event of the same identifier.
    pub instead_of: Option<When>,
    pub cancelled: bool,
    /// A moment that is none, as it was written.
    pub unreadable: Option<String>,
}

/// What the lines hold.
#[derive(Default)]
pub struct Found {
    pub events: Vec<Event>,
    current: Option<Event>,
    /// Components that are open, from the calendar inwards.
    pub open: Vec<String>,
    home: Option<Tz>,
    zones: BTreeSet<String>,
}

impl Found {
    pub fn line(&mut self, line: &Line, file: &str) -> Result<(), Diagnostic> {
        match line.name.as_str() {
            "BEGIN" => {
                let name = line.value.trim().to_ascii_uppercase();
                if matches!(name.as_str(), "VEVENT" | "VTODO") {
                    // One that was not closed is what it is.
                    self.events.extend(self.current.take());
                    self.current =
                        Some(Event { line: line.number, is_task: name == "VTODO", ..Event::default() });
                }
                self.open.push(name);
                if self.open.len() > DEEPEST {
                    return Err(refusal::too_large(
                        file,
                        &format!("parts nested more than {DEEPEST} deep"),
                        &DEEPEST.to_string(),
                    ));
                }
            }
            "END" => {
                let name = line.value.trim().to_ascii_uppercase();
                if let Some(place) = self.open.iter().rposition(|open| *open == name) {
                    self.open.truncate(place);
                }
                if matches!(name.as_str(), "VEVENT" | "VTODO") {
                    self.events.extend(self.current.take());
                }
            }
            _ => match (self.open.last().map(String::as_str), &mut self.current) {
                (Some("VEVENT" | "VTODO"), Some(event)) => event.take(line),
                (Some("VTIMEZONE"), _) if line.name == "TZID" => drop(self.zones.insert(line.text())),
                (Some("VCALENDAR"), _) if line.name == "X-WR-TIMEZONE" => {
                    self.home = when::zone_named(&line.text())
                }
                _ => {}
            },
        }
        Ok(())
    }

    /// The zone that the calendar says is its own, or the only one it speaks of.
    pub fn home(&self) -> Option<Tz> {
        let only =
            || self.zones.first().filter(|_| self.zones.len() == 1).and_then(|name| when::zone_named(name));
        self.home.or_else(only)
    }

    /// Repeats that were moved or taken out: identifier and date.
    pub fn moved(&self) -> BTreeSet<(String, NaiveDate)> {
        let home = self.home();
        let moved = self.events.iter().filter_map(|event| Some((event, event.instead_of.clone()?)));
        moved.map(|(event, was)| (event.uid.clone(), was.at_home(home).date())).collect()
    }
}

impl Event {
    fn take(&mut self, line: &Line) {
        match line.name.as_str() {
            "UID" => self.uid = line.text(),
            "SUMMARY" => self.summary = line.text(),
            "LOCATION" => self.location = line.text(),
            "DESCRIPTION" => self.description = line.text(),
            "URL" => self.link = line.text(),
            "CATEGORIES" => self.kind = self.kind.or_else(|| kind(&line.text())),
            "ATTENDEE" => self.attendees.extend(attendee(line)),
            "DTSTART" => self.start = self.moment(line),
            "DUE" | "DTEND" => self.end = self.moment(line),
            "RECURRENCE-ID" => self.instead_of = self.moment(line),
            "DURATION" => self.length = when::length(&line.value),
            "RRULE" => self.rule = Some(line.value.trim().to_owned()),
            "RDATE" => self.more.extend(when::several(line)),
            "EXDATE" => self.except.extend(when::several(line)),
            "STATUS" => self.cancelled = line.value.trim().eq_ignore_ascii_case("CANCELLED"),
            _ => {}
        }
    }

    fn moment(&mut self, line: &Line) -> Option<When> {
        let when = when::when(line);
        if when.is_none() {
            self.unreadable = Some(line.value.trim().to_owned());
        }
        when
    }

    /// Number and kind of the unit's day that it is, if it is one: `Shoot Day 3 of 20`, `Travel day`.
    pub fn unit_day(&self) -> Option<(String, String)> {
        let words = text::squeeze(&self.summary);
        let upper = text::upper(&words);
        let first = ["DAY ", "SHOOT DAY ", "SHOOTING DAY ", "DREHTAG ", "JORNADA ", "JOUR ", "DIÁRIA "];
        if first.iter().any(|word| upper.starts_with(word)) {
            return Some((date::day_within(&upper)?, String::new()));
        }
        let is_day = self.start.as_ref().is_some_and(|start| start.clock().is_none());
        let types = schedule::SPEC.heading("Day Type").filter(|_| is_day)?;
        let word = words
            .split([':', '–', '—', '('])
            .flat_map(|part| part.split(" - "))
            .next()?
            .trim()
            .to_lowercase();
        let known =
            types.words.iter().find(|group| group.iter().any(|known| known.to_lowercase() == word))?;
        Some((String::new(), (*known.first()?).to_owned()))
    }
}

/// The name, or the address where there is none; nobody whose address is that of a room.
fn attendee(line: &Line) -> Option<String> {
    if line
        .parameter("CUTYPE")
        .is_some_and(|kind| matches!(kind.to_ascii_uppercase().as_str(), "ROOM" | "RESOURCE"))
    {
        return None;
    }
    let address = line.text();
    let address = match address.get(..7) {
        Some(scheme) if scheme.eq_ignore_ascii_case("mailto:") => {
            address.get(7..).unwrap_or_default().to_owned()
        }
        _ => address,
    };
    let name = line.parameter("CN").map(str::trim).filter(|name| !name.is_empty() && !name.contains('@'));
    // A comma would part the name from itself in a list.
    let name = name.map(|name| match name.split_once(',') {
        Some((last, first)) => format!("{} {}", first.trim(), last.trim()),
        None => name.to_owned(),
    });
    name.or(Some(address)).filter(|who| !who.trim().is_empty())
}

fn kind(categories: &str) -> Option<&'static str> {
    let lower = categories.to_lowercase();
    let kinds = [
        ("rehears", "rehearsal"),
        ("fitting", "fitting"),
        ("scout", "scout"),
        ("recce", "scout"),
        ("deadline", "deadline"),
    ];
    kinds.into_iter().find(|(word, _)| lower.contains(word)).map(|(_, kind)| kind)
}
