//! The use of grace and extensions: each one, and so many in a week that it looks like a habit.

use super::day::Day;
use super::intervals::{Cover, Interval};
use super::late::Late;
use super::limits::LimitsOn;
use crate::check::case::{Case, Draft};
use crate::check::finding::Subject;
use crate::check::kinds::worktime::say;
use crate::check::time_words::length;
use crate::model::Basis;
use chrono::NaiveDate;
use rust_decimal::Decimal;

impl Late<'_> {
    /// Grace or an extension that covered a delay: worth knowing, for neither may become a habit.
    pub(super) fn used_grace(
        &self,
        case: &Case<'_>,
        day: &Day<'_>,
        on: &LimitsOn,
        interval: &Interval,
        late: i64,
    ) -> Draft {
        let mut draft = self.draft(case, day, on, interval);
        // The meal's own rule has its figures; this is a note on how they came about.
        draft.measured_as = None;
        draft.measured = Some(length(late));
        draft.limit = Some(length(interval.cover.minutes()));
        let what = if matches!(interval.cover, Cover::Grace(_)) { "grace" } else { "extension" };
        draft.set("came", format!("{what} used {} min for meal {}", late, interval.meal));
        draft.arithmetic = format!(
            "{}{} late, {what} of {}",
            self.span(case, interval),
            length(late),
            length(interval.cover.minutes())
        );
        draft
    }

    /// Grace on so many days of a week that it looks like a habit.
    pub(super) fn everyday(&self, case: &Case<'_>, week: NaiveDate, days: &[&Day<'_>]) -> Option<Draft> {
        let often = case.look(self.often?, &case.dates(week)).ok()?;
        let mut dates: Vec<NaiveDate> = days.iter().map(|day| day.work.date).collect();
        dates.dedup();
        let last = days.last()?;
        (Decimal::from(dates.len()) >= often.value).then(|| {
            let ending = week.checked_add_days(chrono::Days::new(6)).unwrap_or(week);
            let subject = Subject {
                kind: "week",
                person: Some(case.person(last.shift).name.clone()),
                week_ending: Some(ending.to_string()),
                ..Subject::default()
            };
            let mut draft = Draft::about(subject, days.iter().map(|day| day.shift.cell.clone()).collect());
            draft.basis = Some(Basis::Actual);
            draft.measured = Some(dates.len().to_string());
            draft.limit = Some((often.value - Decimal::ONE).normalize().to_string());
            draft.used(&often);
            draft.set("day", format!("the week ending {}", say::date(case, ending)));
            draft.set("came", format!("grace used on {} days; it may not be used every day", dates.len()));
            draft.arithmetic = format!("{} days with grace", dates.len());
            draft
        })
    }
}
