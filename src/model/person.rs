//! A person of the production: cast, crew, or known from the timesheets alone.

use super::cell::{Cell, Sourced};
use super::clock::TimeEntry;
use super::money::Money;
use chrono::NaiveDate;

/// Index into [`super::Production::people`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PersonId(pub usize);

/// Which list a person stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Listed {
    Cast,
    Crew,
    /// In timesheets or calls but on neither list (reported).
    Nowhere,
}

/// What a rate is paid for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Per {
    Hour,
    Day,
    Week,
}

/// The terms a person works under: from Cast or Crew, and beaten by a timesheet row for its day.
/// Text is as written, trimmed; rule packs carry the aliases of agreements.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    pub agreement: Option<Sourced<String>>,
    pub local: Option<Sourced<String>>,
    pub craft: Option<Sourced<String>>,
    /// principal, background, stunt
    pub role: Option<Sourced<String>>,
    /// day, 3-day, weekly, schedule F; daily, weekly, on call
    pub contract: Option<Sourced<String>>,
    pub position: Option<Sourced<String>>,
    pub rate: Option<Sourced<Money>>,
    pub per: Option<Sourced<Per>>,
    pub date_of_birth: Option<Sourced<NaiveDate>>,
    pub residence: Option<Sourced<String>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub id: PersonId,
    pub name: String,
    pub listed: Listed,
    /// Cast number, as written (`7`, `7X`).
    pub number: Option<String>,
    pub character: Option<String>,
    pub department: Option<String>,
    /// The unit a crew member belongs to; blank is the main unit.
    pub unit: Option<String>,
    pub terms: Terms,
    pub guardian: Option<Sourced<String>>,
    pub permit_until: Option<Sourced<NaiveDate>>,
    /// The school grade a child is in: 1 to 12, 0 for kindergarten.
    pub school_grade: Option<Sourced<u32>>,
    /// Has a high-school diploma or its equivalent: adult hours in California.
    pub graduate: bool,
    pub email: Option<Sourced<String>>,
    pub phone: Option<Sourced<String>>,
    pub agent: Option<String>,
    /// A crew member's standing call: a time, or relative to the unit's crew call.
    pub call: Option<Sourced<TimeEntry>>,
    /// The person's row, for findings about something missing from it.
    pub cell: Cell,
}

impl Person {
    /// Completed years on `date`; `None` without a date of birth.
    pub fn age_on(&self, date: NaiveDate) -> Option<u32> {
        let born = self.terms.date_of_birth.as_ref()?.value;
        date.years_since(born)
    }
}
