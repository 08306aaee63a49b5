//! A person's work on a day: planned from calls, or as the timesheets say it was.

use super::cell::{Cell, Sourced};
use super::clock::{Minutes, Timed};
use super::money::Money;
use super::person::{PersonId, Terms};
use super::record::Heading;
use chrono::NaiveDate;
use chrono_tz::Tz;
use std::collections::BTreeMap;

/// Whether times were planned or happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Basis {
    Plan,
    Actual,
}

/// One person's work on one date for one employer. A split day or a role changed mid-day is several
/// shifts of the same person and date, ordered by call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shift {
    pub person: PersonId,
    /// The row's date: the day the shift is credited to unless a rule says otherwise.
    pub date: NaiveDate,
    pub unit: String,
    pub basis: Basis,
    pub zone: Tz,
    /// The first call, make-up and wardrobe included.
    pub call: Timed,
    pub wrap: Timed,
    /// Release after make-up, wardrobe or props are returned; the wrap where blank.
    pub dismissed: Timed,
    pub meals: Vec<Meal>,
    /// Non-deductible breakfast, start and end.
    pub ndb: Option<(Timed, Timed)>,
    /// How many meals the sheet has a place for: where it has none for a further one, that none is written
    /// says nothing about whether one was had.
    pub meals_on_sheet: usize,
    /// Meals (by number, from 1) for which grace was called, from the plain Grace column.
    pub grace_meals: Vec<u32>,
    /// Terms of this day: the timesheet's own, else the person's.
    pub terms: Terms,
    pub employer: Option<String>,
    pub location: Option<Sourced<String>>,
    /// studio, report-to, bus-to, nearby, distant: the row's, else the location's.
    pub location_type: Option<Sourced<String>>,
    pub on_production: Option<bool>,
    pub exterior: Option<bool>,
    pub night_exterior: Option<bool>,
    pub designated_day_off: Option<bool>,
    /// work (default), hold, travel
    pub day_status: String,
    pub school: School,
    /// Paid on top for the day (wet or smoke work, hair goods).
    pub adjustment: Option<Sourced<Money>>,
    pub travel: Travel,
    /// Breaks beside meals whose times the Rest Breaks column gives; what it says in words only is not among them.
    pub breaks: Vec<Block>,
    /// Every other cell of the row by heading, so that a rule can point at it.
    pub cells: BTreeMap<Heading, Cell>,
    /// The row the shift was made from: a timesheet row, a call row, or the schedule's and crew's.
    pub cell: Cell,
    /// Further rows it was made from (a crew member's plan: the schedule row).
    pub also_from: Vec<Cell>,
}

/// By person, then call, then date; a shift without a call stands at the start of its date.
pub fn sort(shifts: &mut [Shift]) {
    shifts.sort_by_cached_key(|shift| {
        let midnight = shift.date.and_hms_opt(0, 0, 0).map(|naive| naive.and_utc());
        let at = shift.call.moment.earliest().map(|at| at.to_utc()).or(midnight);
        (shift.person, at, shift.date, shift.cell.clone())
    });
}

/// A meal as written: undetermined where a time is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meal {
    /// 1, 2, 3 …
    pub number: u32,
    pub start: Timed,
    pub end: Timed,
    /// deductible (default), working, walking, french, supper
    pub kind: String,
    /// `None`: grace was not called. `Some(None)`: called, without saying for how long.
    pub grace: Option<Option<Minutes>>,
    pub extension: Option<Option<Minutes>>,
}

/// Travel to and from a location, as the timesheet has it: blank where it has nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Travel {
    /// Leave For Location: travel out begins.
    pub leaves: Timed,
    /// Arrive Location
    pub arrives: Timed,
    /// Leave Location: travel back begins.
    pub leaves_set: Timed,
    /// Arrive Back
    pub back: Timed,
    /// Minutes one way: the row's, else the location's.
    pub minutes: Option<Sourced<Minutes>>,
}

/// A minor's school and rest on the day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct School {
    /// Is the day a school day? The row's word, else the schedule's, else the calendar's, else Monday to
    /// Friday is assumed (and `today_assumed` set); `None` for who is known to be an adult.
    pub today: Option<Sourced<bool>>,
    pub today_assumed: bool,
    pub tomorrow: Option<SchoolTomorrow>,
    pub hours: Option<Sourced<Minutes>>,
    pub rest: Option<Sourced<Minutes>>,
    /// Of the hours, what is kept for another day; and what is taken out of what was kept.
    pub banked: Option<Sourced<Minutes>>,
    pub credited: Option<Sourced<Minutes>>,
    pub blocks: Option<Sourced<String>>,
    /// The same, read.
    pub stretches: Vec<Block>,
    /// The child's own school on the day, where it attended it.
    pub own_start: Timed,
    pub own_end: Timed,
}

/// A stretch of schooling or rest: from when to when, or only how long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    pub span: Option<(Timed, Timed)>,
    /// `None` where one of its times is missing or has two readings.
    pub minutes: Option<Minutes>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchoolTomorrow {
    pub value: bool,
    pub cell: Option<Cell>,
    /// Monday to Friday was assumed; the finding says so.
    pub assumed: bool,
}
