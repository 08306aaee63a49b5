//! Which day of a run a worked day is: the sixth, the seventh.
//!
//! ```toml
//! count = "workweek"          # the person's own days in the designated workweek
//! count = "rolling"           # within seven consecutive days from the first day worked
//! sat_sun = true              # Saturday and Sunday are the sixth and seventh, where they are the days off
//! hold_counts = true          # a day on hold counts as worked
//! ```

use super::choice::Choice;
use super::{all_of, first_of_week};
use crate::check::case::Case;
use crate::check::fields::Fields;
use crate::check::parameter::{LoadScope, Looked};
use crate::model::{PersonId, Shift};
use chrono::{Datelike, NaiveDate, Weekday};
use std::collections::BTreeMap;

/// The words above, for the `about` of the kinds that have them.
macro_rules! counting_about {
    () => {
        "count        workweek: the person's own days in the designated workweek; rolling: within seven\n\
        \u{20}            consecutive days from the first day worked, whatever the payroll week\n\
        sat_sun      true: where Saturday and Sunday are the days off, they are the sixth and seventh day\n\
        \u{20}            however many days were worked (a Designated Day Off of “no” lifts it)\n\
        hold_counts  true: a day on hold counts as worked"
    };
}
pub(crate) use counting_about;

#[derive(Debug)]
pub struct Counting {
    count: Choice<String>,
    sat_sun: bool,
    hold_counts: bool,
}

/// A person's day and its place in a run of days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    pub nth: usize,
    /// The days of the run so far, this one included.
    pub run: Vec<NaiveDate>,
}

/// The days of one person, counted both ways.
pub struct Days<'a> {
    /// What counts as work, in order.
    pub shifts: Vec<&'a Shift>,
    pub dates: Vec<NaiveDate>,
    by_week: BTreeMap<NaiveDate, Counted>,
    by_run: BTreeMap<NaiveDate, Counted>,
}

impl Counting {
    /// Reads the keys where `count` is there; it must be there where `needed`.
    pub fn take(fields: &mut Fields, needed: bool, scope: &LoadScope<'_>) -> Option<Self> {
        let words = ["workweek", "rolling"];
        let count = match needed {
            true => Choice::need_word(fields, "count", &words, scope),
            false => Choice::take_word(fields, "count", &words, scope),
        };
        let sat_sun = fields.flag("sat_sun").unwrap_or(false);
        let hold_counts = fields.flag("hold_counts").unwrap_or(false);
        Some(Counting { count: count?, sat_sun, hold_counts })
    }

    /// All days of a person that count as work.
    pub fn days<'a>(&self, case: &Case<'a>, person: PersonId) -> Days<'a> {
        let shifts: Vec<&Shift> = all_of(case, person)
            .into_iter()
            .filter(|shift| self.hold_counts || shift.day_status != "hold")
            .filter(|shift| shift.day_status != "fitting")
            .collect();
        let mut dates: Vec<NaiveDate> = shifts.iter().map(|s| s.date).collect();
        dates.dedup();
        let first = case.production.facts.workweek.first().copied().unwrap_or(Weekday::Mon);
        Days { by_week: in_workweek(&dates, first), by_run: rolling(&dates), shifts, dates }
    }

    /// The day that a shift is in its run, and by which count; `None` where no count holds for it.
    pub fn of<'d>(
        &self,
        case: &Case<'_>,
        shift: &Shift,
        days: &'d Days<'_>,
    ) -> Option<(&'d Counted, Looked<String>)> {
        let count = self.count.look(case, &case.facts_of(shift), &case.dates(shift.date)).ok()?;
        let counted = if count.value == "rolling" { &days.by_run } else { &days.by_week };
        Some((counted.get(&shift.date)?, count))
    }

    /// Saturday as the sixth and Sunday as the seventh day, where they are the days off.
    pub fn is_fixed(&self, case: &Case<'_>, shift: &Shift, nth: usize) -> bool {
        let weekend = [Weekday::Sat, Weekday::Sun];
        let week = &case.production.facts.workweek;
        let are_off = week.len() == 5 && weekend.iter().all(|day| !week.contains(day));
        let wanted = if nth == 6 { Weekday::Sat } else { Weekday::Sun };
        self.sat_sun && are_off && shift.designated_day_off != Some(false) && shift.date.weekday() == wanted
    }
}

/// Days counted within the workweek that begins on `first`.
fn in_workweek(days: &[NaiveDate], first: Weekday) -> BTreeMap<NaiveDate, Counted> {
    let mut weeks: BTreeMap<NaiveDate, Vec<NaiveDate>> = BTreeMap::new();
    for &day in days {
        weeks.entry(first_of_week(day, first)).or_default().push(day);
    }
    weeks.into_values().flat_map(numbered).collect()
}

/// Days counted within seven consecutive days from the first day worked; the next day after those begins anew.
fn rolling(days: &[NaiveDate]) -> BTreeMap<NaiveDate, Counted> {
    let mut runs: Vec<Vec<NaiveDate>> = Vec::new();
    for &day in days {
        match runs.last_mut() {
            Some(run) if run.first().is_some_and(|first| (day - *first).num_days() < 7) => run.push(day),
            _ => runs.push(vec![day]),
        }
    }
    runs.into_iter().flat_map(numbered).collect()
}

fn numbered(run: Vec<NaiveDate>) -> Vec<(NaiveDate, Counted)> {
    (0..run.len())
        .filter_map(|i| Some((*run.get(i)?, Counted { nth: i + 1, run: run.get(..=i)?.to_vec() })))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn november(days: &[u32]) -> Vec<NaiveDate> {
        days.iter().map(|d| NaiveDate::from_ymd_opt(2026, 11, *d).unwrap()).collect()
    }

    #[test]
    fn a_sixth_day_straddles_the_payroll_weeks() {
        // Case 21: Wed 11 to Sat 14, Mon 16, Tue 17: six days within seven from the first.
        let days = november(&[11, 12, 13, 14, 16, 17]);
        let nth = |counted: &BTreeMap<NaiveDate, Counted>| -> Vec<usize> {
            counted.values().map(|c| c.nth).collect()
        };
        assert_eq!(nth(&rolling(&days)), [1, 2, 3, 4, 5, 6]);
        // Weeks from Sunday see four days and two.
        assert_eq!(nth(&in_workweek(&days, Weekday::Sun)), [1, 2, 3, 4, 1, 2]);
        // The eighth day after the first begins anew.
        assert_eq!(nth(&rolling(&november(&[11, 12, 18]))), [1, 2, 1]);
    }

    #[test]
    fn seven_days_end_the_run() {
        assert_eq!(rolling(&november(&[1, 2, 3, 4, 5, 6, 7, 8])).values().map(|c| c.nth).max(), Some(7));
    }
}
