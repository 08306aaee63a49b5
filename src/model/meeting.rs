//! What is arranged beside the shooting days: meetings, rehearsals, fittings, deadlines.

use super::cell::Cell;
use super::clock::Timed;
use chrono::NaiveDate;

/// A row of Meetings, or what another table says of the same sort.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    pub date: NaiveDate,
    /// meeting (default), rehearsal, fitting, scout, deadline
    pub kind: String,
    pub what: String,
    /// Missing: the whole day.
    pub start: Timed,
    pub end: Timed,
    pub place: Option<String>,
    /// Names, departments, addresses, `cast`, `crew`, `all`: as written.
    pub who: Vec<String>,
    /// What it is about, point by point: lines.
    pub agenda: Option<String>,
    pub notes: Option<String>,
    pub cell: Cell,
}
