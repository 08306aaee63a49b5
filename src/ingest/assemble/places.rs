//! The locations, and which of them a row names.

use super::names::fold;
use super::rows::{Rows, differ};
use super::terms::{plain, trimmed};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Cell, Place, Record, Sourced, Value};
use crate::settings::nearest::did_you_mean;
use crate::settings::{territory, zone};
use chrono_tz::Tz;
use rust_decimal::Decimal;
use std::collections::{HashMap, HashSet};

#[derive(Default)]
pub(crate) struct Places {
    pub list: Vec<Place>,
    by_name: HashMap<String, usize>,
    told: HashSet<String>,
}

/// Reads the Locations; `country` is the production's.
pub(crate) fn places(rows: &Rows<'_>, country: &str, problems: &mut Vec<Diagnostic>) -> Places {
    let mut places = Places::default();
    for row in rows.of("locations") {
        let Some(place) = place(row, country, problems) else { continue };
        let key = fold(&place.name);
        match places.by_name.get(&key).and_then(|i| places.list.get(*i)) {
            Some(first) => {
                let second = place.address.as_ref().map_or("", |a| &a.value).to_string();
                let known = first.address.as_ref().map_or("", |a| &a.value).to_string();
                let what = format!("The location {} stands twice on the list. Its address", first.name);
                problems.push(differ(&what, (&known, &first.cell), (&second, &place.cell)));
            }
            None => {
                places.by_name.insert(key, places.list.len());
                places.list.push(place);
            }
        }
    }
    places
}

fn place(row: &Record, country: &str, problems: &mut Vec<Diagnostic>) -> Option<Place> {
    let text = |heading| trimmed(row, heading);
    let number = |heading| number(row, heading);
    let own_country = text("Country").map(|c| c.map(|c| territory::country_code(&c).unwrap_or(c)));
    let in_country = own_country.as_ref().map_or(country, |c| &c.value).to_string();
    Some(Place {
        name: plain(row, "Location")?,
        address: text("Address"),
        gate: text("Gate"),
        basecamp: text("Basecamp"),
        crew_parking: text("Crew Parking"),
        hospital: text("Nearest Hospital"),
        hospital_address: text("Hospital Address"),
        hospital_phone: text("Hospital Phone"),
        latitude: number("Latitude"),
        longitude: number("Longitude"),
        region: text("Region").map(|r| r.map(|r| territory::region_code(&in_country, &r))),
        country: own_country,
        time_zone: time_zone(row, problems),
        location_type: text("Location Type"),
        zone: text("Zone"),
        travel_minutes: number("Travel Minutes"),
        contact: text("Contact"),
        phone: text("Phone"),
        cell: row.cell.clone(),
    })
}

/// A number of a row, in whichever form it was read.
pub(crate) fn number(row: &Record, heading: &str) -> Option<Sourced<Decimal>> {
    let number = match row.value(heading)? {
        Value::Number(number) => *number,
        Value::Duration(minutes) => Decimal::from(minutes.0),
        other => other.to_text().trim().parse().ok()?,
    };
    Some(Sourced::new(number, row.cell_of(heading)))
}

fn time_zone(row: &Record, problems: &mut Vec<Diagnostic>) -> Option<Sourced<Tz>> {
    let text = trimmed(row, "Time Zone")?;
    match zone::zone(&text.value) {
        Ok(zone) => Some(Sourced::new(zone, text.cell)),
        Err(help) => {
            let message = format!("“{}” is no time zone.", text.value);
            problems.push(
                Diagnostic::new(Code::WordUnknown, message, help).at_cell(&text.cell).seen(&text.value),
            );
            None
        }
    }
}

impl Places {
    pub fn named(&self, name: &str) -> Option<&Place> {
        self.by_name.get(&fold(name)).and_then(|i| self.list.get(*i))
    }

    /// The location a row names, in the list's spelling; a name the list does not have is reported once.
    pub fn of_row(
        &mut self,
        row: &Record,
        heading: &'static str,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<Sourced<String>> {
        let text = trimmed(row, heading)?;
        let known = self.named(&text.value).map(|place| place.name.clone());
        if known.is_none() && !self.list.is_empty() && self.told.insert(fold(&text.value)) {
            self.report(&text.value, &text.cell, problems);
        }
        Some(match known {
            Some(name) => Sourced::new(name, text.cell),
            None => text,
        })
    }

    fn report(&self, name: &str, cell: &Cell, problems: &mut Vec<Diagnostic>) {
        let meant = did_you_mean(name, self.list.iter().map(|place| place.name.as_str()));
        let message = format!("The locations list has no “{name}”.");
        let help = format!("Add it to the list, or write it as the list does.{meant}");
        problems.push(Diagnostic::new(Code::LocationUnknown, message, help).at_cell(cell).seen(name));
    }

    /// The zone of a location, where it has its own.
    pub fn zone(&self, name: Option<&Sourced<String>>) -> Option<Tz> {
        self.named(&name?.value)?.time_zone.as_ref().map(|zone| zone.value)
    }
}
