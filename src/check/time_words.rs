//! Times and durations in the words of findings: `Mon 8:13P` where a production writes twelve-hour
//! times, `Mon 20:13` elsewhere.

use crate::model::{Instant, Minutes};
use chrono::{Offset, SecondsFormat, Timelike};

/// How a country writes times of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeStyle {
    Twelve,
    TwentyFour,
}

impl TimeStyle {
    pub fn of_country(country: &str) -> Self {
        match country {
            "US" | "CA" | "AU" | "NZ" | "PH" => TimeStyle::Twelve,
            _ => TimeStyle::TwentyFour,
        }
    }

    /// `8:13P` or `20:13`.
    pub fn time(self, at: Instant) -> String {
        match self {
            TimeStyle::Twelve => {
                let (afternoon, hour) = at.hour12();
                format!("{hour}:{:02}{}", at.minute(), if afternoon { 'P' } else { 'A' })
            }
            TimeStyle::TwentyFour => at.format("%H:%M").to_string(),
        }
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
    use super::*;
    use chrono::TimeZone;
    use chrono_tz::America::Los_Angeles;

    #[test]
    fn times_are_written_as_the_country_does() {
        let at = Los_Angeles.with_ymd_and_hms(2026, 11, 23, 20, 13, 0).unwrap();
        assert_eq!(TimeStyle::of_country("US").day_and_time(at), "Mon 8:13P");
        assert_eq!(TimeStyle::of_country("GB").day_and_time(at), "Mon 20:13");
        assert_eq!(rfc3339(at), "2026-11-23T20:13:00-08:00");
        // Over the end of summer time both zones are named: midnight PDT to 5:15 PST is 6:15.
        let before = Los_Angeles.with_ymd_and_hms(2026, 11, 1, 0, 0, 0).unwrap();
        let after = Los_Angeles.with_ymd_and_hms(2026, 11, 1, 5, 15, 0).unwrap();
        let pair = TimeStyle::Twelve.pair(before, after);
        assert_eq!(pair, ("Sun 12:00A PDT".to_owned(), "Sun 5:15A PST".to_owned()));
        let midnight = Los_Angeles.with_ymd_and_hms(2026, 11, 23, 0, 5, 0).unwrap();
        assert_eq!(TimeStyle::Twelve.time(midnight), "12:05A");
    }
}
