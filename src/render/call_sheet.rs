//! Call sheets: one for each unit and shooting day.
//!
//! Each block of the sheet is a file that turns the production into texts ready to print; the template decides
//! looks alone. What may not stand on a call sheet (rates, birth dates, home addresses, other people's
//! telephone numbers) never enters the data.

mod activities;
pub mod advance;
pub mod answers;
pub mod background;
pub mod cast;
pub mod changes;
pub mod crew;
pub mod estimate;
pub mod header;
pub mod movement;
pub mod notes;
pub mod revision;
pub mod scenes;
pub mod slots;
mod sun;
mod times;
pub mod twin;

use super::job::{About, Body, Job};
use super::publish::file_name;
use super::view::View;
use super::words::Words;
use crate::digest::sha256_of_parts;
use crate::model::{Call, Cell, Day, DocumentKind, Issued, Listed, MAIN_UNIT, Person, Place, Production};
use crate::settings::Settings;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub use changes::Changes;
pub use slots::Slot;
pub use times::Clock;

/// A call sheet for each unit and shooting day.
pub fn jobs(view: &View) -> Vec<Job> {
    days(view).map(|day| job(view, day)).collect()
}

/// The days that get a call sheet.
pub fn days<'a>(view: &View<'a>) -> impl Iterator<Item = &'a Day> {
    view.production.days.iter().filter(|day| day.is_shoot())
}

/// The call sheet of one day, whatever kind of day it is.
pub fn job(view: &View, day: &Day) -> Job {
    let sheet = Sheet::new(view, day);
    let Standing { data, issued, changes } = sheet.standing();
    let says = Says {
        calls: sheet.people().map(|person| (person.name.clone(), sheet.personal_call(person))).collect(),
        changes,
        text: twin::text(&data, sheet.words),
        colour: issued.map(|issued| issued.colour.clone()),
        number: issued.map(|issued| issued.revision),
        issued_at: issued.map(|i| i.at.with_timezone(&view.production.facts.time_zone)),
        slots: issued.map(slots::kept).unwrap_or_default(),
        slots_before: issued.map(|issued| slots::before(&sheet, issued)).unwrap_or_default(),
        earlier: changes::earlier(&sheet, &data, issued)
            .map(|(before, changes)| Earlier {
                content: content_of(&before.content, &revision::standing(Some(before))),
                changes,
                slots: slots::kept(before),
            })
            .collect(),
    };
    Job {
        kind: DocumentKind::CallSheet,
        path: format!("call-sheets/{}.pdf", stem(day)),
        title: sheet.title(),
        // As long as nothing changed, the latest sheet is the issued one, byte for byte.
        body: match issued {
            Some(issued) => Body::Kept { sha256: issued.sha256.clone() },
            None => Body::Pdf { template: "call-sheet", data },
        },
        inputs: sheet.inputs(),
        about: About {
            revision: Some(revision::standing(issued)),
            says: Some(Arc::new(says)),
            ..About::of_day(day)
        },
    }
}

/// `2026-11-24_day-03_main`
pub fn stem(day: &Day) -> String {
    let number = day.number.map(|n| format!("_day-{n:02}")).unwrap_or_default();
    format!("{}{number}_{}", day.date, file_name(&day.unit.to_lowercase()))
}

/// A sheet's data and how it stands.
pub struct Standing<'a> {
    pub data: Value,
    /// The issued revision that it is, if it is one.
    pub issued: Option<&'a Issued>,
    /// What changed since the revision before.
    pub changes: Option<Changes>,
}

/// What a sheet says to its people, for the letter that it goes out with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Says {
    /// By name, the call as printed.
    pub calls: BTreeMap<String, String>,
    pub changes: Option<Changes>,
    /// Of the revision that the sheet is: its colour, its number and when it went out; nothing while it is preliminary.
    pub colour: Option<String>,
    pub number: Option<u32>,
    pub issued_at: Option<crate::model::Instant>,
    /// By name, what goes into a calendar: of the issued sheet alone, since a preliminary one may still change.
    pub slots: BTreeMap<String, Slot>,
    /// The same of the revision before.
    pub slots_before: BTreeMap<String, Slot>,
    /// Against each revision that went out before, for those who have that one.
    pub earlier: Vec<Earlier>,
    /// The sheet as plain text.
    pub text: String,
}

/// An earlier revision of a sheet, and what changed since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earlier {
    /// SHA-256 of what it said and of how it stood: see `content_of`.
    pub content: String,
    pub changes: Changes,
    pub slots: BTreeMap<String, Slot>,
}

/// SHA-256 of what a document says and how it stands: whatever day it was made on, the same words have the same.
pub fn content_of(said: &str, standing: &str) -> String {
    sha256_of_parts([said.as_bytes(), standing.as_bytes()])
}

/// One day's sheet in the making.
pub struct Sheet<'a> {
    pub production: &'a Production,
    pub day: &'a Day,
    pub today: chrono::NaiveDate,
    pub words: &'a Words,
    pub clock: Clock<'a>,
    pub settings: &'a Settings,
}

impl<'a> Sheet<'a> {
    pub fn new(view: &View<'a>, day: &'a Day) -> Self {
        let words = view.words;
        let clock = Clock { words, zone: day.zone, date: day.date };
        Sheet { production: view.production, day, today: view.today, words, clock, settings: view.settings }
    }

    pub fn title(&self) -> String {
        self.words.say(
            "call_sheet.title",
            &[
                ("production", &self.production.facts.title),
                ("date", &self.words.date_full(self.day.date)),
                ("unit", &self.unit()),
            ],
        )
    }

    /// Everything the template prints, with how the sheet stands.
    pub fn standing(&self) -> Standing<'a> {
        let mut data = self.data();
        let issued = revision::current(self, &data);
        let changes = revision::stand(self, &mut data, issued);
        Standing { data, issued, changes }
    }

    /// Everything the sheet says.
    fn data(&self) -> Value {
        let mut data = header::data(self);
        let blocks = [
            ("scenes", scenes::data(self)),
            ("cast", cast::data(self)),
            ("background", background::data(self)),
            ("activities", activities::data(self)),
            ("notes", notes::data(self)),
            ("advance", advance::data(self)),
            ("movement", if self.is_american() { Value::Null } else { movement::page(self) }),
            ("crew", crew::data(self)),
            ("contacts", header::contacts(self)),
            ("approval", json!([self.words.get("common.upm_sign"), self.words.get("common.first_ad")])),
        ];
        if let Value::Object(fields) = &mut data {
            fields.extend(blocks.map(|(key, block)| (key.to_owned(), block)));
        }
        data
    }

    /// `Main unit`, `2nd unit`.
    pub fn unit(&self) -> String {
        self.words.unit(&self.day.unit)
    }

    /// Whether the sheet is laid out as American ones are: no estimated wrap for the crew to see.
    pub fn is_american(&self) -> bool {
        matches!(self.production.facts.country.as_str(), "US" | "CA" | "MX")
    }

    fn is_unit(&self, unit: Option<&str>) -> bool {
        unit.map(str::trim)
            .filter(|u| !u.is_empty())
            .unwrap_or(MAIN_UNIT)
            .eq_ignore_ascii_case(&self.day.unit)
    }

    /// The day's locations: the schedule's own first, then those that its scenes name.
    pub fn locations(&self) -> Vec<(String, Option<&'a Place>)> {
        let mut names: Vec<String> = Vec::new();
        let day = self.day.location.iter().map(|l| l.value.as_str());
        let scenes = self.production.scenes_of(self.day).filter_map(|s| s.location.as_deref());
        for name in day.chain(scenes).map(str::trim).filter(|name| !name.is_empty()) {
            if !names.iter().any(|known| known.eq_ignore_ascii_case(name)) {
                names.push(name.to_owned());
            }
        }
        names
            .into_iter()
            .map(|name| {
                let place = self.production.place(&name);
                (place.map_or(name, |p| p.name.clone()), place)
            })
            .collect()
    }

    /// Everybody on the sheet by name: cast in the cast's order, then crew.
    pub fn people(&self) -> impl Iterator<Item = &'a Person> {
        cast::people(self).chain(crew::people(self))
    }

    /// A person's own row of the day's calls.
    pub fn call_of(&self, person: &Person) -> Option<&'a Call> {
        cast::call_of(self, person)
    }

    /// The time a person is to be there, as printed: of cast `HOLD` and `TBD` where there is none.
    pub fn personal_call(&self, person: &Person) -> String {
        if person.listed == Listed::Crew {
            return crew::call(self, person);
        }
        let Some(row) = self.call_of(person) else { return "TBD".to_owned() };
        let times = [&row.report, &row.makeup, &row.wardrobe, &row.rehearsal, &row.on_set, &row.pickup];
        let held = row.status.as_ref().is_some_and(|s| s.value.trim().eq_ignore_ascii_case("H"));
        times
            .into_iter()
            .find_map(|time| self.clock.call(time))
            .unwrap_or_else(|| if held { "HOLD" } else { "TBD" }.to_owned())
    }

    /// The input files whose cells the sheet prints.
    pub fn inputs(&self) -> BTreeSet<String> {
        let p = self.production;
        let mut cells: Vec<&Cell> = vec![&self.day.cell];
        cells.extend(p.facts.cells.values());
        cells.extend(p.scenes_of(self.day).map(|s| &s.cell));
        cells.extend(p.calls_of(self.day).map(|c| &c.cell));
        cells.extend(background::rows(self).map(|b| &b.cell));
        cells.extend(notes::rows(self).map(|n| &n.cell));
        cells.extend(self.locations().iter().filter_map(|(_, place)| place.map(|p| &p.cell)));
        cells.extend(crew::people(self).map(|person| &person.cell));
        cells.extend(cast::people(self).map(|person| &person.cell));
        if let Some(next) = advance::next_day(self) {
            cells.push(&next.cell);
            cells.extend(p.scenes_of(next).map(|s| &s.cell));
        }
        cells.iter().map(|cell| cell.file.to_string()).collect()
    }
}
