//! A unit's day: as scheduled, and as its log says it happened.

use super::cell::{Cell, Sourced};
use super::clock::{Instant, TimeEntry, Timed};
use super::pages::Pages;
use super::person::PersonId;
use super::running::Running;
use chrono::NaiveDate;
use chrono_tz::Tz;

/// The unit a row belongs to when its Unit is blank.
pub const MAIN_UNIT: &str = "Main";

/// A row of the Schedule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    pub date: NaiveDate,
    /// `Main`, `2nd`: as written, `Main` where blank.
    pub unit: String,
    /// Shooting-day number within the unit: as written, else counted over shooting days.
    pub number: Option<u32>,
    /// How many shooting days the unit has.
    pub of: Option<u32>,
    /// shoot (default), travel, hold, prep, rehearsal, move, wrap, holiday, off
    pub day_type: String,
    /// SWD, CWD, SCWD
    pub working_day: Option<Sourced<String>>,
    pub episode: Option<Sourced<String>>,
    pub zone: Tz,
    pub crew_call: Timed,
    pub shooting_call: Timed,
    pub lunch: Timed,
    pub est_wrap: Timed,
    pub location: Option<Sourced<String>>,
    pub school_day: Option<Sourced<bool>>,
    pub weather: Option<Sourced<String>>,
    pub notes: Option<Sourced<String>>,
    pub log: Option<DayLog>,
    /// The schedule row.
    pub cell: Cell,
}

impl Day {
    pub fn is_shoot(&self) -> bool {
        self.day_type == "shoot"
    }
}

/// A row of the Unit Log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayLog {
    pub crew_call: Timed,
    pub first_makeup_call: Timed,
    pub shooting_call: Timed,
    pub first_shot: Timed,
    pub lunch_start: Timed,
    pub lunch_end: Timed,
    pub camera_wrap: Timed,
    pub last_out: Timed,
    pub cell: Cell,
}

/// A row of Scenes: one scene on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scene {
    /// `12`, `12A`, `A12pt`, as written.
    pub number: String,
    pub date: Option<NaiveDate>,
    /// The shooting day's number as the row or a banner gives it.
    pub day: Option<u32>,
    pub unit: String,
    /// Shooting order within the day: the Order column, else the order of rows.
    pub order: u32,
    pub int_ext: Option<String>,
    pub set: String,
    /// D, N, and what offices write: as written.
    pub day_night: Option<String>,
    pub script_day: Option<String>,
    /// `None` where nobody wrote a length: never guessed.
    pub pages: Option<Pages>,
    /// The page of the script on which it begins.
    pub script_page: Option<String>,
    pub cast: Vec<String>,
    pub background: Option<String>,
    pub location: Option<String>,
    pub synopsis: Option<String>,
    pub est_minutes: Option<u32>,
    /// Script timing: how long it should run on screen.
    pub timing: Option<Running>,
    /// Set-ups that are planned.
    pub setups: Option<u32>,
    /// Department columns (Props, Vehicles, Stunts …): heading and text, in the sheet's order.
    pub departments: Vec<(String, Sourced<String>)>,
    pub cell: Cell,
}

/// A strip that is no scene: `COMPANY MOVE`, between the scenes of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Banner {
    pub text: String,
    pub date: Option<NaiveDate>,
    pub day: Option<u32>,
    pub unit: String,
    /// Its place among the scenes of the day.
    pub order: u32,
    pub cell: Cell,
}

/// A row of Elements: a person or thing that scenes need, and what its day-out-of-days may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// As written: `Cast Members`, `Vehicles`.
    pub category: String,
    pub name: String,
    /// The number on the board.
    pub number: Option<String>,
    /// Whether days between two working days are held.
    pub hold: Option<bool>,
    /// Whether it may be dropped and picked up.
    pub drop: Option<bool>,
    /// The fewest calendar days between the drop and the pick-up.
    pub drop_days: Option<u32>,
    /// Whether it has a row in the day-out-of-days.
    pub dood: Option<bool>,
    pub cell: Cell,
}

/// A row of Availability: dates on which somebody or something cannot be had, or is wanted for something else than a scene.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Availability {
    /// As the row names it; for cast the performer or the character.
    pub name: Option<String>,
    /// The number on the board.
    pub number: Option<String>,
    pub category: Option<String>,
    pub from: NaiveDate,
    /// The same as `from` for a single date.
    pub to: NaiveDate,
    /// unavailable, travel, fitting, rehearsal, test, hold, photo, other
    pub kind: String,
    pub notes: Option<String>,
    pub cell: Cell,
}

/// A row of Calls: a person's planned day, times as written and as instants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    pub date: NaiveDate,
    pub person: PersonId,
    pub unit: String,
    /// SW, W, WF, SWF, H, TR, R, FT …
    pub status: Option<Sourced<String>>,
    pub pickup: CallTime,
    pub leave: CallTime,
    pub report: CallTime,
    pub makeup: CallTime,
    pub wardrobe: CallTime,
    pub rehearsal: CallTime,
    pub on_set: CallTime,
    pub est_dismiss: CallTime,
    pub location: Option<Sourced<String>>,
    pub remarks: Option<Sourced<String>>,
    pub cell: Cell,
}

/// A planned time: what the cell says (`O/C` has no instant) and the instant it means.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CallTime {
    pub entry: Option<TimeEntry>,
    pub at: Timed,
}

/// A call sheet as it went out: from the ledger, not from a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issued {
    pub date: NaiveDate,
    pub unit: String,
    /// 1 is the first.
    pub revision: u32,
    /// The revision's colour, in words: `White`, `Blue`.
    pub colour: String,
    pub at: Instant,
    /// Relative to `out/`.
    pub path: String,
    /// SHA-256 of what the sheet says (see `render::call_sheet::revision`): while today's sheet says the same, it is this one.
    pub content: String,
    /// What it says, as it was set: JSON.
    pub said: std::sync::Arc<str>,
    /// SHA-256 of its bytes.
    pub sha256: String,
}

/// A row of Background.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Background {
    pub date: NaiveDate,
    pub unit: String,
    pub count: u32,
    pub description: String,
    pub scene: Option<String>,
    pub call: CallTime,
    pub location: Option<String>,
    pub agency: Option<String>,
    pub remarks: Option<String>,
    pub cell: Cell,
}

/// A row of Notes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    pub date: NaiveDate,
    pub unit: String,
    pub department: Option<String>,
    pub scene: Option<String>,
    pub text: String,
    pub cell: Cell,
}

/// A row of Calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarDay {
    pub date: NaiveDate,
    /// holiday, school holiday, summer vacation, day off, hiatus, workweek shift
    pub kind: String,
    pub applies_to: Option<String>,
    pub name: Option<String>,
    pub cell: Cell,
}
