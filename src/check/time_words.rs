//! Times, dates and durations in the words of findings: `Mon 8:13P` and `Mon Nov 23` where a production writes them so,
//! `Mon 20:13` and `Mon 23 Nov` elsewhere.

use crate::model::{Facts, Instant, Minutes};
use chrono::{NaiveDate, Offset, SecondsFormat, Timelike};

/// How a production writes times of day and dates: as its papers do, which a test of theirs compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeStyle {
    /// `8:13P`, `Nov 23`
    American,
    /// `20:13`, `23 Nov`
    TwentyFour,
}

impl TimeStyle {
    pub fn of(facts: &Facts) -> Self {
        match facts.writes_american() {
            true => TimeStyle::American,
            false => TimeStyle::TwentyFour,
        }
    }

    /// `8:13P` or `20:13`.
    pub fn time(self, at: Instant) -> String {
        self.clock(at.hour(), at.minute())
    }

    /// A time of day by its hour (from 0 to 23) and minute.
    pub fn clock(self, hour: u32, minute: u32) -> String {
        if self == TimeStyle::TwentyFour {
            return format!("{hour:02}:{minute:02}");
        }
        let half = if hour % 24 < 12 { 'A' } else { 'P' };
        let hour = if hour.is_multiple_of(12) { 12 } else { hour % 12 };
        format!("{hour}:{minute:02}{half}")
    }

    /// Minutes from a day's midnight: `12:30A`, or `24:30` where clocks count on past midnight.
    pub fn wall(self, minutes: i32) -> String {
        let minutes = minutes.unsigned_abs();
        self.clock(minutes / 60, minutes % 60)
    }

    /// `Mon Nov 23` or `Mon 23 Nov`.
    pub fn date(self, date: NaiveDate) -> String {
        format!("{} {}", date.format("%a"), self.day_of_month(date))
    }

    /// `Nov 23` or `23 Nov`.
    pub fn day_of_month(self, date: NaiveDate) -> String {
        date.format(if self == TimeStyle::American { "%b %-d" } else { "%-d %b" }).to_string()
    }

    /// `Mon Nov 23 8:13P` or `Mon 23 Nov 20:13`.
    pub fn date_and_time(self, at: Instant) -> String {
        format!("{} {}", self.date(at.date_naive()), self.time(at))
    }

    /// Two times with their days; with their zones too where a clock change lies between them.
    pub fn pair(self, from: Instant, to: Instant) -> (String, String) {
        let changed = from.offset().fix() != to.offset().fix();
        let words = |at: Instant| match changed {
            true => format!("{} {}", self.day_and_time(at), at.format("%Z")),
            false => self.day_and_time(at),
        };
        (words(from), words(to))
    }

    /// `Mon 8:13P` or `Mon 20:13`.
    pub fn day_and_time(self, at: Instant) -> String {
        format!("{} {}", at.format("%a"), self.time(at))
    }
}

/// As findings carry an instant: `2026-11-23T20:13:00-08:00`.
pub fn rfc3339(at: Instant) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, false)
}

/// `9:47`
pub fn length(minutes: i64) -> String {
    Minutes(minutes).to_string()
}

#[cfg(test)]
mod tests {
    use super::TimeStyle::{American, TwentyFour};
    use super::*;
    use chrono::TimeZone;
    use chrono_tz::America::Los_Angeles;

    #[test]
    fn times_are_written_as_the_production_does() {
        let at = Los_Angeles.with_ymd_and_hms(2026, 11, 23, 20, 13, 0).unwrap();
        assert_eq!(American.date_and_time(at), "Mon Nov 23 8:13P");
        assert_eq!(TwentyFour.date_and_time(at), "Mon 23 Nov 20:13");
        assert_eq!(rfc3339(at), "2026-11-23T20:13:00-08:00");
        // Over the end of summer time both zones are named: midnight PDT to 5:15 PST is 6:15.
        let before = Los_Angeles.with_ymd_and_hms(2026, 11, 1, 0, 0, 0).unwrap();
        let after = Los_Angeles.with_ymd_and_hms(2026, 11, 1, 5, 15, 0).unwrap();
        let pair = American.pair(before, after);
        assert_eq!(pair, ("Sun 12:00A PDT".to_owned(), "Sun 5:15A PST".to_owned()));
        let midnight = Los_Angeles.with_ymd_and_hms(2026, 11, 23, 0, 5, 0).unwrap();
        assert_eq!(American.time(midnight), "12:05A");
        // Half an hour past the midnight that ends a day.
        assert_eq!(American.wall(24 * 60 + 30), "12:30A");
        assert_eq!(TwentyFour.wall(24 * 60 + 30), "24:30");
        assert_eq!(American.wall(12 * 60), "12:00P");
    }
}
