//! What a rule of working time measured on a person's day: the figures that a finding rests on, and the same
//! figures where the limit was kept. Reports print them, so that no document works out a limit by itself.
//!
//! A kind hands over one [`Measured`] for each limit it holds against a day: with the draft where the limit was broken
//! or cannot be told (`draft.measured_as`), through [`super::case::Case::kept`] where it was kept.

use crate::model::{Basis, Instant, PersonId, Shift};
use chrono::NaiveDate;
use std::sync::Arc;

/// What a rule limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Limited {
    /// The stretch of work up to a meal, by the meal's number. `taken`: the meal ended it, else the end of work did.
    Meal { number: u32, taken: bool },
    /// Rest before the day: release to the next call.
    Rest,
    /// The length of a day.
    Day,
    /// A minor's hours at the place of employment.
    Place,
    /// A minor's hours of work.
    Work,
    /// A minor's hours of school: at least so many.
    School,
    /// A minor's hours of rest and recreation: at least so many.
    Recreation,
    /// The time of day by which a minor is dismissed.
    Curfew,
    /// The time of day from which, or the windows in which, a minor may work.
    Start,
    /// A minor's hours at the place of employment after a day at the child's own school.
    AfterSchool,
    /// A minor's longest stretch without a break.
    Continuous,
    /// A driver's hours at the wheel since the last long enough time off, at the end of the last driving.
    Driving,
    /// A driver's hours on duty since then.
    Duty,
    /// A driver's hours since coming on duty, time off included.
    Window,
    /// Calendar days between the working day after which a performer is dropped and the pick-up, which is the date.
    Drop,
    /// A driver's hours at the wheel without a break.
    Unbroken,
}

/// One limit held against one day.
#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    /// `pack/rule`; filled in when the rule has been judged.
    pub rule: Arc<str>,
    pub what: Limited,
    pub person: PersonId,
    /// Of a rest: the later day.
    pub date: NaiveDate,
    pub basis: Basis,
    /// From where and up to when it was measured, where both the time is known and has one reading.
    pub from: Option<Instant>,
    pub to: Option<Instant>,
    /// Elapsed minutes; `None` where a time is missing, or where the limit is a time of day.
    pub measured: Option<i64>,
    /// Minutes; `None` where the limit is a time of day.
    pub limit: Option<i64>,
    /// The instant at which the limit is met: the earliest compliant call, when a meal falls due, the curfew.
    pub bound: Option<Instant>,
    /// The penalties of a breach, step by step: `7.50 + 10.00 = 17.50`.
    pub ladder: Option<String>,
}

impl Measured {
    /// Of a shift's day, with nothing measured yet.
    pub fn of(what: Limited, shift: &Shift) -> Self {
        Measured::on(what, shift.person, shift.date, shift.basis)
    }

    /// Of a person's day.
    pub fn on(what: Limited, person: PersonId, date: NaiveDate, basis: Basis) -> Self {
        Measured {
            rule: Arc::from(""),
            what,
            person,
            date,
            basis,
            from: None,
            to: None,
            measured: None,
            limit: None,
            bound: None,
            ladder: None,
        }
    }
}
