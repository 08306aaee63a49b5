//! What depends on the wall clock: night premiums, and hours after midnight that are the next day's.

use crate::check::case::Case;
use crate::check::expression::{Condition, FactsOf};
use crate::check::fields::Fields;
use crate::check::kinds::worktime::take_wall_span;
use crate::check::kinds::worktime::tiers::Column;
use crate::check::parameter::{ClockTime, Dates, LoadScope, Looked, Quantity};
use crate::check::pay::lies_between;
use crate::check::subject::SubjectOf;
use crate::model::{Instant, Shift};
use chrono::{Datelike, Duration, NaiveDate, Timelike, Weekday};
use rust_decimal::Decimal;

/// Minutes from midnight on the wall.
pub fn wall(at: Instant) -> i32 {
    i32::try_from(at.hour() * 60 + at.minute()).unwrap_or_default()
}

/// Minutes until the wall clock next shows one of these times (later than now).
pub fn until_wall(at: Instant, times: &[i32]) -> i64 {
    let zone = at.timezone();
    let on = |day: NaiveDate, minutes: i32| {
        let naive = day.and_hms_opt(0, 0, 0)? + Duration::minutes(i64::from(minutes.rem_euclid(24 * 60)));
        let instant = naive.and_local_timezone(zone).earliest()?;
        Some((instant - at).num_minutes()).filter(|minutes| *minutes > 0)
    };
    let today = at.date_naive();
    let days = [Some(today), today.succ_opt()];
    let next = times.iter().flat_map(|time| days.into_iter().flatten().filter_map(|day| on(day, *time)));
    // At least every hour, so that a boundary that the clock skips is not missed for long.
    next.min().unwrap_or(60).min(24 * 60)
}

/// A night premium as a pack writes it.
#[derive(Debug)]
pub struct Night {
    when: Option<Condition>,
    called: Option<(i32, i32)>,
    time: Option<(i32, i32)>,
    add: Quantity<Decimal>,
}

/// A night premium that holds for a day.
#[derive(Clone, Debug, PartialEq)]
pub struct NightOn {
    pub time: Option<(i32, i32)>,
    pub add: Decimal,
}

impl Night {
    pub fn take(entry: &mut Fields, scope: &LoadScope<'_>) -> Option<Night> {
        let when = Condition::take(entry, "when", &SubjectOf::Work.schema());
        let called = take_wall_span(entry, "called");
        let time = take_wall_span(entry, "time");
        Some(Night { when, called, time, add: Quantity::need(entry, "add", scope)? })
    }

    pub fn on(
        &self,
        case: &Case<'_>,
        facts: &FactsOf,
        dates: &Dates,
        call: Instant,
    ) -> Option<(NightOn, Looked<Decimal>)> {
        if self.when.as_ref().is_some_and(|when| when.holds(facts) != Ok(true))
            || self.called.is_some_and(|span| !lies_between(wall(call), span))
        {
            return None;
        }
        let add = case.look(&self.add, dates).ok()?;
        Some((NightOn { time: self.time, add: add.value }, add))
    }
}

/// When hours after midnight are the next day's, as a pack writes it.
#[derive(Debug)]
pub struct Midnight {
    when: Option<Condition>,
    weekday: Option<Weekday>,
    called_after: Option<Quantity<ClockTime>>,
    as_column: Option<Column>,
    holiday: bool,
}

impl Midnight {
    pub fn take(entry: &mut Fields, scope: &LoadScope<'_>) -> Option<Midnight> {
        let when = Condition::take(entry, "when", &SubjectOf::Work.schema());
        let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        let weekday = entry.choice("weekday", &days).and_then(|day| day.parse().ok());
        let called_after = Quantity::take(entry, "called_after", scope);
        let holiday = entry.flag("holiday").unwrap_or(false);
        let names = Column::DEARER.map(|(name, _)| name);
        let word = entry.choice("as", &names);
        let as_column = Column::DEARER.iter().find(|(name, _)| Some(*name) == word).map(|(_, c)| *c);
        if as_column.is_none() && !holiday {
            entry.say(
                "as",
                format!("{} are no other day's", entry.what()),
                "Add `as = \"sixth\"` or another day, or `holiday = true`.",
            );
        }
        Some(Midnight { when, weekday, called_after, as_column, holiday })
    }

    /// The day that hours after midnight are paid as; `None`: they stay the shift's own.
    pub fn on(&self, case: &Case<'_>, facts: &FactsOf, dates: &Dates, shift: &Shift) -> Option<Column> {
        if self.when.as_ref().is_some_and(|when| when.holds(facts) != Ok(true)) {
            return None;
        }
        if let Some(weekday) = self.weekday {
            let is_last = case.production.facts.workweek.last() == Some(&weekday);
            if shift.date.weekday() != weekday || !is_last {
                return None;
            }
        }
        if let Some(after) = &self.called_after {
            let after = case.look(after, dates).ok()?.value.0;
            if wall(shift.call.moment.known()?) <= after {
                return None;
            }
        }
        match self.as_column {
            Some(column) => Some(column),
            // Into a holiday, or out of one.
            None => {
                let tomorrow = shift.date.succ_opt()?;
                let (today, tomorrow) =
                    (is_holiday(case, shift, shift.date), is_holiday(case, shift, tomorrow));
                (today != tomorrow).then_some(if tomorrow { Column::Holiday } else { Column::Plain })
            }
        }
        .filter(|_| self.holiday || self.as_column.is_some())
    }
}

/// A holiday of the Calendar for everybody, for the shift's unit or for its agreement.
pub fn is_holiday(case: &Case<'_>, shift: &Shift, date: NaiveDate) -> bool {
    let agreement = shift.terms.agreement.as_ref().map(|a| a.value.as_str()).unwrap_or_default();
    let own = [agreement, shift.unit.as_str(), case.person(shift).name.as_str()];
    let concerns = |whom: &str| {
        let whom = whom.trim();
        whom.is_empty()
            || case.pack.knows(whom)
            || own.iter().any(|own| own.eq_ignore_ascii_case(whom))
            || ["all", "everybody", "everyone"].iter().any(|all| whom.eq_ignore_ascii_case(all))
    };
    case.production.calendar.iter().any(|day| {
        day.kind == "holiday" && day.date == date && concerns(day.applies_to.as_deref().unwrap_or_default())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;
    use chrono_tz::America::Los_Angeles;

    #[test]
    fn the_next_wall_time_is_as_far_as_the_clock_really_runs() {
        // 31 October 2026: summer time ends at 02:00. From 23:00 to 06:00 are eight hours, not seven.
        let at = Los_Angeles.with_ymd_and_hms(2026, 10, 31, 23, 0, 0).unwrap();
        assert_eq!(until_wall(at, &[6 * 60]), 8 * 60);
        assert_eq!(until_wall(at, &[6 * 60, 24 * 60]), 60);
        // Exactly at the time, the next is tomorrow's, 25 hours away; a look-ahead ends after a day.
        assert_eq!(until_wall(at, &[23 * 60]), 24 * 60);
    }
}
