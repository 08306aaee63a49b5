//! A stretch of a driver's time in one duty status, as the Driver Log has it.

use super::cell::{Cell, Sourced};
use super::clock::Timed;
use super::person::PersonId;
use chrono::NaiveDate;
use chrono_tz::Tz;
use rust_decimal::Decimal;

/// What a driver is doing, in the words of a log. Ordered by how much of the allowance it uses up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DutyStatus {
    OffDuty,
    Sleeper,
    OnDuty,
    Driving,
}

impl DutyStatus {
    /// The status that the log's canonical word names.
    pub fn of_word(word: &str) -> Option<Self> {
        match word {
            "off duty" => Some(DutyStatus::OffDuty),
            "sleeper" => Some(DutyStatus::Sleeper),
            "on duty" => Some(DutyStatus::OnDuty),
            "driving" => Some(DutyStatus::Driving),
            _ => None,
        }
    }

    /// Neither on duty nor driving.
    pub fn is_free(self) -> bool {
        matches!(self, DutyStatus::OffDuty | DutyStatus::Sleeper)
    }
}

/// A row of the Driver Log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duty {
    pub person: PersonId,
    /// The date on which the stretch starts.
    pub date: NaiveDate,
    pub zone: Tz,
    /// `None`: blank, or a word that is no duty status.
    pub status: Option<DutyStatus>,
    pub start: Timed,
    /// Missing where the stretch has not been closed.
    pub end: Timed,
    pub employer: Option<String>,
    pub vehicle: Option<String>,
    pub miles: Option<Decimal>,
    /// The farthest from the reporting place, in air miles.
    pub air_miles: Option<Sourced<Decimal>>,
    pub interstate: Option<Sourced<bool>>,
    pub cell: Cell,
}
