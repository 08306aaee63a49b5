//! Pay by the day on top of the hours: extended days, sixteen hours, work past midnight.

use super::holding::wall;
use crate::check::case::{Case, Draft};
use crate::check::expression::Condition;
use crate::check::fields::Fields;
use crate::check::kinds::worktime::{all_of, first_of_week, say};
use crate::check::parameter::{ClockTime, Dates, LoadScope, Quantity};
use crate::check::pay::Clock;
use crate::check::subject::SubjectOf;
use crate::check::time_words::length;
use crate::model::{Instant, Minutes, Shift};
use chrono::{Datelike, Duration, Weekday};
use rust_decimal::Decimal;

#[derive(Debug)]
pub struct Extra {
    when: Option<Condition>,
    days: Quantity<Decimal>,
    from: From,
}

#[derive(Debug)]
enum From {
    Length { after: Quantity<Minutes>, clock: Clock, every: Option<Quantity<Minutes>>, in_lieu: bool },
    Past { past: Quantity<ClockTime>, last_of_week: bool, night_week_from: Option<Quantity<ClockTime>> },
}

/// What a day is measured by.
#[derive(Clone, Copy, Debug)]
pub struct Measured {
    pub worked: i64,
    pub elapsed: i64,
    pub end: Instant,
}

/// So many days' pay, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Days {
    pub days: Decimal,
    pub why: String,
}

impl Extra {
    pub fn take(entry: &mut Fields, scope: &LoadScope<'_>) -> Option<Extra> {
        let when = Condition::take(entry, "when", &SubjectOf::Work.schema());
        let days = Quantity::need(entry, "days", scope);
        let from = if entry.has("past") {
            From::Past {
                past: Quantity::take(entry, "past", scope)?,
                last_of_week: entry.flag("last_of_week").unwrap_or(false),
                night_week_from: Quantity::take(entry, "night_week_from", scope),
            }
        } else {
            From::Length {
                after: Quantity::need(entry, "after", scope)?,
                clock: match entry.choice("clock", &["elapsed", "worked"]) {
                    Some("worked") => Clock::Worked,
                    _ => Clock::Elapsed,
                },
                every: Quantity::take(entry, "every", scope),
                in_lieu: entry.flag("in_lieu").unwrap_or(false),
            }
        };
        Some(Extra { when, days: days?, from })
    }

    /// For work past a time of the clock, not for the day's length.
    pub fn is_past(&self) -> bool {
        matches!(self.from, From::Past { .. })
    }

    /// The elapsed minutes after which time is not paid by the hour.
    pub fn cutoff(&self, case: &Case<'_>, shift: &Shift, dates: &Dates) -> Option<i64> {
        match &self.from {
            From::Length { after, clock: Clock::Elapsed, in_lieu: true, .. } if self.holds(case, shift) => {
                Some(case.look(after, dates).ok()?.value.0)
            }
            _ => None,
        }
    }

    fn holds(&self, case: &Case<'_>, shift: &Shift) -> bool {
        let facts = case.facts_of(shift);
        self.when.as_ref().is_none_or(|when| when.holds(&facts) == Ok(true))
    }

    /// What a day of this length earns on top; nothing where it is not long enough.
    pub fn on(
        &self,
        case: &Case<'_>,
        shift: &Shift,
        dates: &Dates,
        measured: Measured,
        draft: &mut Draft,
    ) -> Option<Days> {
        if !self.holds(case, shift) {
            return None;
        }
        let days = case.look(&self.days, dates).ok()?;
        let (units, why) = match &self.from {
            From::Length { after, clock, every, .. } => {
                let after = case.look(after, dates).ok()?;
                let length_of_day = if *clock == Clock::Worked { measured.worked } else { measured.elapsed };
                let over = length_of_day - after.value.0;
                if over <= 0 {
                    return None;
                }
                let every = every.as_ref().and_then(|every| case.look(every, dates).ok());
                let mut why =
                    format!("{} is {} over {}", length(length_of_day), length(over), length(after.value.0));
                let units = match &every {
                    Some(every) if every.value.0 > 0 => {
                        let units = (over + every.value.0 - 1) / every.value.0;
                        draft.used(every);
                        why = format!("{why}: {units} × {} or part", length(every.value.0));
                        units
                    }
                    _ => 1,
                };
                draft.used(&after);
                (units, why)
            }
            From::Past { past, last_of_week, night_week_from } => {
                let past = case.look(past, dates).ok()?;
                let midnight = shift.date.and_hms_opt(0, 0, 0)?;
                let limit = (midnight + Duration::minutes(i64::from(past.value.0)))
                    .and_local_timezone(shift.zone)
                    .earliest()?;
                if measured.end <= limit || (*last_of_week && !is_last(case, shift)) {
                    return None;
                }
                if let Some(from) = night_week_from {
                    let from = case.look(from, dates).ok()?;
                    if is_night_week(case, shift, from.value.0) {
                        return None;
                    }
                    draft.used(&from);
                }
                draft.used(&past);
                let style = say::style(case);
                (1, format!("worked until {}, past {}", style.time(measured.end), style.time(limit)))
            }
        };
        draft.used(&days);
        Some(Days { days: days.value.saturating_mul(Decimal::from(units)), why })
    }
}

/// The person's worked days of the shift's workweek.
fn of_week<'a>(case: &Case<'a>, shift: &Shift) -> Vec<&'a Shift> {
    let first = case.production.facts.workweek.first().copied().unwrap_or(Weekday::Mon);
    let week = first_of_week(shift.date, first);
    let mut all = all_of(case, shift.person);
    all.retain(|other| {
        !matches!(other.day_status.as_str(), "hold" | "fitting") && first_of_week(other.date, first) == week
    });
    all
}

/// The workweek's last day, and the person has the next date off: as the kind past-midnight reads it.
fn is_last(case: &Case<'_>, shift: &Shift) -> bool {
    let worked = |other: &&Shift| {
        !matches!(other.day_status.as_str(), "hold" | "fitting") && Some(other.date) == shift.date.succ_opt()
    };
    case.production.facts.workweek.last() == Some(&shift.date.weekday())
        && !all_of(case, shift.person).iter().any(worked)
}

/// Every call of the week is later than this wall time.
fn is_night_week(case: &Case<'_>, shift: &Shift, from: i32) -> bool {
    of_week(case, shift).iter().all(|other| other.call.moment.known().is_some_and(|call| wall(call) > from))
}
