//! What a sheet puts into a person's calendar: from when to when, and where.
//!
//! Kept with the sheet that goes out, beside what it prints, so that a later one knows what it replaces.

use super::{Sheet, cast, crew};
use crate::model::{Instant, Issued, Listed, Person, Production};
use chrono::DateTime;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// Where a sheet's data has its slots.
pub const KEY: &str = "slots";

/// A stretch of one person's day. Moments are RFC 3339, with the offset of the place's zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    /// The call.
    pub start: String,
    /// The estimated dismissal or wrap; nothing where none is planned.
    pub end: Option<String>,
    /// The name of the zone that the times are in.
    pub zone: String,
    pub place: Option<String>,
}

/// Everybody with a call at a known moment. Who is on call, held or still to be told has no entry in a calendar.
pub fn of(sheet: &Sheet) -> BTreeMap<String, Slot> {
    sheet.people().filter_map(|person| Some((person.name.clone(), slot(sheet, person)?))).collect()
}

/// What the last revision before `issued` had; nothing where it was the first.
pub fn before(sheet: &Sheet, issued: &Issued) -> BTreeMap<String, Slot> {
    let of_day = |i: &&Issued| i.date == issued.date && i.unit == issued.unit && i.revision < issued.revision;
    let last = sheet.production.issued.iter().filter(of_day).max_by_key(|i| i.revision);
    last.map(kept).unwrap_or_default()
}

/// What an issued sheet had.
pub fn kept(issued: &Issued) -> BTreeMap<String, Slot> {
    let said: Option<Value> = serde_json::from_str(&issued.said).ok();
    said.and_then(|mut said| serde_json::from_value(said.get_mut(KEY)?.take()).ok()).unwrap_or_default()
}

/// Everybody who stood on an issued sheet by name.
pub fn names(issued: &Issued) -> Vec<String> {
    serde_json::from_str::<Value>(&issued.said).map(|said| super::changes::names(&said)).unwrap_or_default()
}

/// Call sheets that went out for a day from `today` on which their unit no longer shoots.
pub fn cancelled(production: &Production, today: chrono::NaiveDate) -> Vec<&Issued> {
    let shoots =
        |i: &Issued| production.days.iter().any(|d| d.is_shoot() && d.date == i.date && d.unit == i.unit);
    let last = |i: &Issued| {
        let later =
            |other: &Issued| other.date == i.date && other.unit == i.unit && other.revision > i.revision;
        !production.issued.iter().any(later)
    };
    production.issued.iter().filter(|i| i.date >= today && !shoots(i) && last(i)).collect()
}

fn slot(sheet: &Sheet, person: &Person) -> Option<Slot> {
    let row = sheet.call_of(person);
    let start =
        if person.listed == Listed::Crew { crew::instant(sheet, person) } else { row.and_then(cast::first) }?;
    let planned =
        row.and_then(|row| row.est_dismiss.at.moment.known()).or_else(|| sheet.day.est_wrap.moment.known());
    let zone = sheet.clock.zone;
    let local = |at: Instant| at.with_timezone(&zone).to_rfc3339();
    let location = sheet.locations().into_iter().next();
    let place = location.map(|(name, place)| {
        let address = place.and_then(|p| p.address.as_ref()).map(|a| a.value.trim().to_owned());
        address.filter(|a| !a.is_empty()).map_or_else(|| name.clone(), |address| format!("{name}, {address}"))
    });
    Some(Slot {
        start: local(start),
        // A wrap before the call is a slip that a rule tells of; a calendar would refuse the entry.
        end: planned.filter(|end| *end > start).map(local),
        zone: zone.name().to_owned(),
        place,
    })
}

impl Slot {
    pub fn starts(&self) -> Option<Instant> {
        self.instant(&self.start)
    }

    pub fn ends(&self) -> Option<Instant> {
        self.instant(self.end.as_ref()?)
    }

    fn instant(&self, text: &str) -> Option<Instant> {
        let zone: chrono_tz::Tz = self.zone.parse().ok()?;
        Some(DateTime::parse_from_rfc3339(text).ok()?.with_timezone(&zone))
    }
}
