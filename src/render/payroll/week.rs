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

    /// A week's end that the sheet names and that the day is not in.
    pub fn misfit(day: &Worked) -> Option<NaiveDate> {
        let named = day.record?.date("Week Ending")?;
        (!(0..7).contains(&named.signed_duration_since(day.shift.date).num_days())).then_some(named)
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
    use crate::model::{Field, Record, Value};

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

    #[test]
    fn a_sheets_own_week_counts_where_the_day_is_in_it_and_is_doubted_where_not() {
        let p = crate::render::payroll::fixture::a_week();
        let shift = &p.shifts[0];
        let person = p.person(shift.person);
        let row = |end: &str| {
            let cell = shift.cell.clone();
            let field = Field {
                value: Some(Value::Date(day(end))),
                seen: end.into(),
                cell: cell.clone(),
                inferred: false,
            };
            let fields = [("Week Ending", field)].into();
            Record { table: "timesheets", cell, fields, extra: Vec::new(), columns: Default::default() }
        };
        let weeks = Weeks::of(&Settings::default());
        // The day is Tuesday 27 October: a week to Sunday is the sheet's own, one to 24 October cannot be.
        for (named, ending, doubted) in
            [("2026-11-01", "2026-11-01", None), ("2026-10-24", "2026-10-31", Some(day("2026-10-24")))]
        {
            let record = row(named);
            let worked = Worked { shift, person, record: Some(&record) };
            assert_eq!((weeks.ending(&worked), Weeks::misfit(&worked)), (day(ending), doubted), "{named}");
        }
    }
}
