//! Wall times as people write them, the instants they mean, and elapsed time between instants.

use super::cell::Cell;
use chrono::{DateTime, Duration, FixedOffset, LocalResult, NaiveDate, NaiveDateTime, TimeZone};
use chrono_tz::Tz;
use serde::{Serialize, Serializer};
use std::fmt;

/// An instant in the production's (or the location's) time zone.
pub type Instant = DateTime<Tz>;

/// A wall-clock time counted in minutes from midnight of the row's date: `25:30` is 1530.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct WallTime {
    pub minutes: i32,
    /// Seconds east of UTC when the cell named a zone (`1:30A PST`, `01:30 -08:00`).
    pub offset: Option<i32>,
}

impl WallTime {
    pub fn new(minutes: i32) -> Self {
        WallTime { minutes, offset: None }
    }
}

impl fmt::Display for WallTime {
    /// `HH:MM`, past midnight `25:30`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.minutes.div_euclid(60), self.minutes.rem_euclid(60))
    }
}

/// What a cell in a time column says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TimeEntry {
    At(WallTime),
    /// Minutes from the unit's crew call: `-0:30` is −30.
    Relative(i32),
    /// `O/C`: on call.
    OnCall,
    /// `N/C`: not called.
    NotCalled,
    Hold,
    /// `TBD`, `W/N` (will notify).
    ToBeDecided,
    /// `PER GAFFER`, `SEE TRANSPO`: printed as written.
    Words(String),
}

impl fmt::Display for TimeEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TimeEntry::At(wall) => wall.fmt(f),
            TimeEntry::Relative(m) => {
                let sign = if *m < 0 { '-' } else { '+' };
                write!(f, "{sign}{}:{:02}", m.abs() / 60, m.abs() % 60)
            }
            TimeEntry::OnCall => f.write_str("O/C"),
            TimeEntry::NotCalled => f.write_str("N/C"),
            TimeEntry::Hold => f.write_str("HOLD"),
            TimeEntry::ToBeDecided => f.write_str("TBD"),
            TimeEntry::Words(words) => f.write_str(words),
        }
    }
}

/// The instant a wall time means, or why it does not mean one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Moment {
    Known(Instant),
    /// A repeated hour without a zone: both readings, the earlier first.
    Ambiguous(Instant, Instant),
    /// Blank, unreadable or a time that does not exist. Never zero, never the plan.
    #[default]
    Missing,
}

impl Moment {
    pub fn known(&self) -> Option<Instant> {
        match self {
            Moment::Known(at) => Some(*at),
            _ => None,
        }
    }

    /// The earliest instant this can be.
    pub fn earliest(&self) -> Option<Instant> {
        match self {
            Moment::Known(at) | Moment::Ambiguous(at, _) => Some(*at),
            Moment::Missing => None,
        }
    }

    /// The latest instant this can be.
    pub fn latest(&self) -> Option<Instant> {
        match self {
            Moment::Known(at) | Moment::Ambiguous(_, at) => Some(*at),
            Moment::Missing => None,
        }
    }

    /// The same moment so many elapsed minutes later; earlier where they are less than zero.
    pub fn moved(self, minutes: i64) -> Moment {
        let by = Duration::minutes(minutes);
        let later = |at: Instant| at.checked_add_signed(by).unwrap_or(at);
        match self {
            Moment::Known(at) => Moment::Known(later(at)),
            Moment::Ambiguous(a, b) => Moment::Ambiguous(later(a), later(b)),
            Moment::Missing => Moment::Missing,
        }
    }

    pub fn is_missing(&self) -> bool {
        matches!(self, Moment::Missing)
    }
}

/// A moment with the cell it came from; `cell` is the blank cell where nothing was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timed {
    pub moment: Moment,
    pub cell: Option<Cell>,
}

/// Why a wall time is not one instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolved {
    At(Moment),
    /// The clock skips it (02:30 on the night the clock goes forward).
    DoesNotExist,
}

/// What `wall` on `date` means in `zone`. Times past 24:00 count on the wall clock.
pub fn resolve(date: NaiveDate, wall: &WallTime, zone: Tz) -> Resolved {
    let Some(naive) = date
        .and_hms_opt(0, 0, 0)
        .and_then(|midnight| midnight.checked_add_signed(Duration::minutes(i64::from(wall.minutes))))
    else {
        return Resolved::DoesNotExist;
    };
    if let Some(offset) = wall.offset.and_then(FixedOffset::east_opt) {
        return match offset.from_local_datetime(&naive) {
            LocalResult::Single(at) => Resolved::At(Moment::Known(at.with_timezone(&zone))),
            _ => Resolved::DoesNotExist,
        };
    }
    resolve_naive(naive, zone)
}

fn resolve_naive(naive: NaiveDateTime, zone: Tz) -> Resolved {
    match zone.from_local_datetime(&naive) {
        LocalResult::Single(at) => Resolved::At(Moment::Known(at)),
        LocalResult::Ambiguous(a, b) => Resolved::At(Moment::Ambiguous(a.min(b), a.max(b))),
        LocalResult::None => Resolved::DoesNotExist,
    }
}

/// Whole minutes of elapsed time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Minutes(pub i64);

impl Minutes {
    pub fn between(from: Instant, to: Instant) -> Minutes {
        Minutes(to.signed_duration_since(from).num_minutes())
    }
}

impl fmt::Display for Minutes {
    /// `H:MM`; negative with a leading minus.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        write!(f, "{sign}{}:{:02}", self.0.abs() / 60, self.0.abs() % 60)
    }
}

impl Serialize for Minutes {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::America::Los_Angeles;

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    fn known(date: NaiveDate, minutes: i32) -> Instant {
        match resolve(date, &WallTime::new(minutes), Los_Angeles) {
            Resolved::At(Moment::Known(at)) => at,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_night_over_the_end_of_summer_time_is_an_hour_longer() {
        // Case 18: Sat 31 Oct 2026 18:00 PDT to Sun 07:00 PST: 13 h on the wall, 14 elapsed.
        let from = known(day(2026, 10, 31), 18 * 60);
        let to = known(day(2026, 10, 31), 31 * 60);
        assert_eq!(Minutes::between(from, to).to_string(), "14:00");
        // Spring mirror: Sat 7 Mar 18:00 to Sun 8 Mar 07:00 is 12 elapsed.
        let from = known(day(2026, 3, 7), 18 * 60);
        let to = known(day(2026, 3, 8), 7 * 60);
        assert_eq!(Minutes::between(from, to).to_string(), "12:00");
    }

    #[test]
    fn a_repeated_hour_has_two_readings_unless_its_zone_is_named() {
        let Resolved::At(Moment::Ambiguous(a, b)) =
            resolve(day(2026, 11, 1), &WallTime::new(90), Los_Angeles)
        else {
            panic!("01:30 happens twice on 1 November 2026");
        };
        assert_eq!(Minutes::between(a, b), Minutes(60));
        let pst = WallTime { minutes: 90, offset: Some(-8 * 3600) };
        assert_eq!(resolve(day(2026, 11, 1), &pst, Los_Angeles), Resolved::At(Moment::Known(b)));
    }

    #[test]
    fn a_skipped_time_does_not_exist() {
        assert_eq!(resolve(day(2026, 3, 8), &WallTime::new(150), Los_Angeles), Resolved::DoesNotExist);
    }
}
