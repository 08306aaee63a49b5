//! Times as a set prints them.

use crate::model::{CallTime, Instant, Moment, TimeEntry, WallTime};
use crate::render::words::Words;
use chrono::{Days, LocalResult, NaiveDate, TimeZone, Timelike};
use chrono_tz::Tz;

/// How one day's sheet prints times: `7:00A` or `07:00`, with the date where it is another day's.
#[derive(Clone, Copy, Debug)]
pub struct Clock<'a> {
    pub words: &'a Words,
    /// The zone of the day's location.
    pub zone: Tz,
    /// The sheet's date.
    pub date: NaiveDate,
}

impl Clock<'_> {
    /// `7:00A`, `12:00N`; `1:00A Sun 11/1` where the date is not the sheet's. In an hour that the clock shows
    /// twice the zone is named.
    pub fn instant(&self, at: Instant) -> String {
        let local = at.with_timezone(&self.zone);
        let mut text = self.time_of_day(local.hour(), local.minute());
        if let LocalResult::Ambiguous(..) = self.zone.from_local_datetime(&local.naive_local()) {
            text.push_str(&format!(" {}", local.format("%Z")));
        }
        if local.date_naive() != self.date {
            text.push_str(&format!(" {}", self.short_date(local.date_naive())));
        }
        text
    }

    /// The time of day alone: `7:00A`.
    pub fn time(&self, at: Instant) -> String {
        let local = at.with_timezone(&self.zone);
        self.time_of_day(local.hour(), local.minute())
    }

    /// `None` where nothing is known; both readings' zones where the cell did not say which is meant.
    pub fn moment(&self, moment: &Moment) -> Option<String> {
        match moment {
            Moment::Known(at) => Some(self.instant(*at)),
            Moment::Ambiguous(a, b) => {
                let local = a.with_timezone(&self.zone);
                let time = self.time_of_day(local.hour(), local.minute());
                let (a, b) = (local.format("%Z"), b.with_timezone(&self.zone).format("%Z"));
                let zones = self.words.say("common.either", &[("a", &a.to_string()), ("b", &b.to_string())]);
                Some(format!("{time} ({zones})"))
            }
            Moment::Missing => None,
        }
    }

    /// A planned time: the instant where there is one, else what was written (`O/C`, `PER GAFFER`).
    pub fn call(&self, call: &CallTime) -> Option<String> {
        self.moment(&call.at.moment).or_else(|| call.entry.as_ref().map(|entry| self.entry(entry)))
    }

    /// What a cell says, without the day it means.
    pub fn entry(&self, entry: &TimeEntry) -> String {
        match entry {
            TimeEntry::At(wall) if (0..24 * 60).contains(&wall.minutes) => {
                let minutes = u32::try_from(wall.minutes).unwrap_or_default();
                self.time_of_day(minutes / 60, minutes % 60)
            }
            other => other.to_string(),
        }
    }

    /// The same; what is past midnight is the clock's time and the day it is on.
    pub fn dated(&self, entry: &TimeEntry) -> String {
        match entry {
            TimeEntry::At(wall) if wall.minutes >= 24 * 60 => {
                let of_day = TimeEntry::At(WallTime::new(wall.minutes.rem_euclid(24 * 60)));
                let days = u64::try_from(wall.minutes / (24 * 60)).unwrap_or_default();
                let date = self.date.checked_add_days(Days::new(days)).unwrap_or(self.date);
                format!("{} {}", self.entry(&of_day), self.short_date(date))
            }
            other => self.entry(other),
        }
    }

    /// The weekday and date in few letters, held together: `Sun 11/1` or `Sun 1/11`.
    pub fn short_date(&self, date: NaiveDate) -> String {
        self.words.date_short(date)
    }

    fn time_of_day(&self, hour: u32, minute: u32) -> String {
        self.words.time_of_day(hour, minute)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::clock::{Resolved, resolve};
    use chrono_tz::America::Los_Angeles;

    fn at(day: u32, minutes: i32, offset: Option<i32>) -> Moment {
        let date = NaiveDate::from_ymd_opt(2026, 10, day).unwrap();
        match resolve(date, &WallTime { minutes, offset }, Los_Angeles) {
            Resolved::At(moment) => moment,
            Resolved::DoesNotExist => panic!("this time exists"),
        }
    }

    fn clock(american: bool) -> Clock<'static> {
        let words = crate::render::words::of("en", if american { "US" } else { "GB" });
        Clock { words, zone: Los_Angeles, date: NaiveDate::from_ymd_opt(2026, 10, 31).unwrap() }
    }

    #[test]
    fn a_set_prints_halves_of_the_day() {
        for (minutes, text) in
            [(0, "12:00A"), (7 * 60, "7:00A"), (12 * 60, "12:00N"), (12 * 60 + 6, "12:06P")]
        {
            assert_eq!(clock(true).moment(&at(31, minutes, None)).unwrap(), text);
        }
        assert_eq!(clock(false).moment(&at(31, 7 * 60, None)).unwrap(), "07:00");
    }

    #[test]
    fn another_days_time_carries_its_date() {
        // 30:00 on Saturday 31 October is 6 on Sunday morning; 22:00 on the 30th is Friday's.
        assert_eq!(clock(true).moment(&at(31, 30 * 60, None)).unwrap(), "6:00A Sun\u{a0}11/1");
        assert_eq!(clock(false).moment(&at(31, 30 * 60, None)).unwrap(), "06:00 Sun\u{a0}1/11");
        assert_eq!(clock(true).moment(&at(30, 22 * 60, None)).unwrap(), "10:00P Fri\u{a0}10/30");
    }

    #[test]
    fn a_repeated_hour_says_which_of_the_two_is_meant() {
        // 25:30 on 31 October 2026 happens twice: the clocks go back at 2 on 1 November.
        let standard = at(31, 25 * 60 + 30, Some(-8 * 3600));
        assert_eq!(clock(true).moment(&standard).unwrap(), "1:30A PST Sun\u{a0}11/1");
        let unknown = at(31, 25 * 60 + 30, None);
        assert_eq!(clock(true).moment(&unknown).unwrap(), "1:30A (PDT or PST)");
    }

    #[test]
    fn what_is_no_time_is_printed_as_written() {
        let call = CallTime { entry: Some(TimeEntry::OnCall), ..CallTime::default() };
        assert_eq!(clock(true).call(&call).unwrap(), "O/C");
        assert_eq!(clock(true).call(&CallTime::default()), None);
    }
}
