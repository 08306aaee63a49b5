//! The dates of a board: from the calendar's start, over its days off.

use super::parts::Calendar;
use chrono::{DateTime, Datelike, Days, NaiveDate, Timelike};

/// The day of `2027-03-02T08:00:00.000Z`, `…+0000`, or a bare date, and whether it was rounded up.
///
/// Programs write midnight of the user's own zone in UTC: 07:00 or 08:00 of the same day west of Greenwich, 22:00 or 23:00
/// of the day before east of it. So a time from noon on is the next day.
pub fn day(text: &str) -> Option<(NaiveDate, bool)> {
    let date: NaiveDate = text.get(..10)?.parse().ok()?;
    let at = DateTime::parse_from_rfc3339(text)
        .or_else(|_| DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f%z"))
        .ok();
    match at.filter(|at| at.hour() >= 12) {
        Some(_) => Some((date.succ_opt()?, true)),
        None => Some((date, false)),
    }
}

/// The longest run of days off that is passed over: a longer one has no end.
const LONGEST_BREAK: u32 = 1000;

impl Calendar {
    pub fn start(&self) -> Option<NaiveDate> {
        self.events.iter().find(|event| event.is_start()).map(|event| event.date)
    }

    fn works(&self, date: NaiveDate) -> bool {
        !self.days_off.contains(&date.weekday().num_days_from_sunday())
            && !self.events.iter().any(|event| event.is_off() && event.date == date)
    }

    /// The first working date from `date` on.
    pub fn working(&self, mut date: NaiveDate) -> Option<NaiveDate> {
        for _ in 0..LONGEST_BREAK {
            if self.works(date) {
                return Some(date);
            }
            date = date.checked_add_days(Days::new(1))?;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_those_of_midnight_somewhere() {
        let of = |text: &str| day(text).map(|(day, _)| day.to_string()).unwrap_or_default();
        // Midnight in Los Angeles in winter is 08:00 UTC; midnight in Berlin on 2 March is 23:00 UTC of 1 March.
        assert_eq!(of("2027-03-02T08:00:00.000Z"), "2027-03-02");
        assert_eq!(of("2027-03-01T23:00:00.000Z"), "2027-03-02");
        assert_eq!(of("2027-03-02T07:00:00.000+0000"), "2027-03-02");
        assert_eq!(of("2027-03-02"), "2027-03-02");
        assert_eq!(of("soon"), "");
    }
}
