//! How much rest is required between two days, and the earliest call that gives it.

use super::pairs::WorkDay;
use crate::model::Instant;
use chrono::{Duration, NaiveDate, NaiveTime, Timelike};

/// A shorter rest that suffices on conditions. Each condition left out does not matter; one whose
/// evidence is not on the sheet does not hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reduction {
    /// Minutes of rest that suffice.
    pub to: i64,
    /// The next call is at this time of day (minutes from midnight) or later.
    pub next_call_from: Option<i32>,
    /// Exterior work on the day before and the day after.
    pub both_exterior: bool,
    /// Both days are at a location of one of these types.
    pub location_type: Vec<String>,
    /// At most so often in seven days, and not on consecutive nights.
    pub per_week: Option<u32>,
    /// Not again until so many days lie between.
    pub days_between: Option<i64>,
}

impl Reduction {
    /// Whether what does not depend on the next call's time holds. `used`: the later days of rests that used it.
    pub fn is_open(&self, before: &WorkDay<'_>, after: &WorkDay<'_>, used: &[NaiveDate]) -> bool {
        let exterior = |day: &WorkDay<'_>| day.shifts.iter().any(|s| s.exterior == Some(true));
        let at = |day: &WorkDay<'_>| {
            day.shifts.iter().all(|s| {
                s.location_type
                    .as_ref()
                    .is_some_and(|t| self.location_type.iter().any(|l| l.eq_ignore_ascii_case(&t.value)))
            })
        };
        let since = |days: i64| used.iter().filter(|&&u| (after.date - u).num_days() <= days).count();
        (!self.both_exterior || (exterior(before) && exterior(after)))
            && (self.location_type.is_empty() || (at(before) && at(after)))
            && self.per_week.is_none_or(|most| since(6) < most as usize && since(1) == 0)
            && self.days_between.is_none_or(|days| since(days) == 0)
    }

    fn suits(&self, call: Instant) -> bool {
        self.next_call_from.is_none_or(|from| minute_of_day(call) >= from)
    }
}

fn minute_of_day(at: Instant) -> i32 {
    (at.hour() * 60 + at.minute()) as i32
}

/// The rest required before a call, and which of the open reductions made it less. No reduction goes below `floor`.
pub fn required(base: i64, floor: i64, open: &[(usize, &Reduction)], call: Instant) -> (i64, Option<usize>) {
    open.iter()
        .filter(|(_, r)| r.suits(call) && r.to.max(floor) < base)
        .min_by_key(|(_, r)| r.to)
        .map_or((base, None), |(index, r)| (r.to.max(floor), Some(*index)))
}

/// The earliest call after a release that leaves the rest required.
pub fn earliest_call(
    base: i64,
    floor: i64,
    open: &[(usize, &Reduction)],
    release: Instant,
) -> Option<Instant> {
    let after = |minutes: i64| release.checked_add_signed(Duration::minutes(minutes));
    let reduced = open.iter().filter_map(|(_, r)| {
        let earliest = after(r.to.max(floor))?;
        match r.next_call_from {
            Some(from) if minute_of_day(earliest) < from => {
                let minutes = u32::try_from(from).ok()?;
                let time = NaiveTime::from_hms_opt(minutes / 60, minutes % 60, 0)?;
                let naive = earliest.date_naive().and_time(time);
                naive.and_local_timezone(earliest.timezone()).latest()
            }
            _ => Some(earliest),
        }
    });
    reduced.chain(after(base)).min()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;
    use chrono_tz::America::Los_Angeles;

    fn at(day: u32, hour: u32, minute: u32) -> Instant {
        Los_Angeles.with_ymd_and_hms(2026, 11, day, hour, minute, 0).unwrap()
    }

    #[test]
    fn ten_minutes_of_call_swing_the_weekend_by_two_hours() {
        // Case 17: 56 h, or 54 when the first call is at 06:00 or later.
        let six = Reduction { to: 54 * 60, next_call_from: Some(360), ..Reduction::default() };
        let open = [(0, &six)];
        assert_eq!(required(56 * 60, 0, &open, at(16, 6, 0)), (54 * 60, Some(0)));
        assert_eq!(required(56 * 60, 0, &open, at(16, 5, 50)), (56 * 60, None));
        // Released Fri 13 Nov 23:30: 54 h is Mon 05:30, before six; so six o'clock itself, not 07:30.
        assert_eq!(earliest_call(56 * 60, 0, &open, at(13, 23, 30)), Some(at(16, 6, 0)));
        // Released Sat 01:00: 54 h is Mon 07:00.
        assert_eq!(earliest_call(56 * 60, 0, &open, at(14, 1, 0)), Some(at(16, 7, 0)));
    }

    #[test]
    fn the_earliest_call_is_counted_in_elapsed_time() {
        // Case 12: 20:13 + 10:00 = 06:13.
        assert_eq!(earliest_call(600, 0, &[], at(3, 20, 13)), Some(at(4, 6, 13)));
    }
}
