//! Which payroll week a day belongs to.

use super::worked::Worked;
use crate::settings::{Settings, date_of};
use chrono::{Datelike, Days, NaiveDate, Weekday};

/// The day on which the production's payroll weeks end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weeks {
    last: Weekday,
}

impl Weeks {
    /// The weekday of `[cost_report] period_end`, for the office closes hours and costs together; else Saturday.
    pub fn of(settings: &Settings) -> Weeks {
        let given = settings.cost_report.period_end.as_ref().and_then(date_of);
        Weeks { last: given.map_or(Weekday::Sat, |end| end.weekday()) }
    }

    /// The week's last day: as the sheet names it, where that is within the six days after the day; else the next such
    /// weekday.
    pub fn ending(&self, day: &Worked) -> NaiveDate {
        let date = day.shift.date;
        let within = |end: &NaiveDate| (0..7).contains(&end.signed_duration_since(date).num_days());
        day.record.and_then(|row| row.date("Week Ending")).filter(within).unwrap_or_else(|| self.after(date))
    }

    /// The first last day of a week on or after `date`.
    pub fn after(&self, date: NaiveDate) -> NaiveDate {
        let ahead = (7 + self.last.num_days_from_monday() - date.weekday().num_days_from_monday()) % 7;
        date.checked_add_days(Days::new(u64::from(ahead))).unwrap_or(date)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_week_ends_on_saturday_or_with_the_cost_reports_period() {
        let mut settings = Settings::default();
        // 27 October 2026 is a Tuesday, 31 October a Saturday, 1 November a Sunday.
        for (date, end) in
            [("2026-10-27", "2026-10-31"), ("2026-10-31", "2026-10-31"), ("2026-11-01", "2026-11-07")]
        {
            assert_eq!(Weeks::of(&settings).after(day(date)), day(end), "{date}");
        }
        settings.cost_report.period_end = Some("2026-11-01".parse().unwrap());
        assert_eq!(Weeks::of(&settings).after(day("2026-10-27")), day("2026-11-01"));
    }
}
