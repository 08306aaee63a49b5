//! Days that are no work and are paid all the same: travel alone, a fitting on a day of its own.
//!
//! ```toml
//! other_days = [
//!   { status = "travel", least = "4h", most = "8h" },
//!   { status = "fitting", when = 'per == "day"', least = "1h", unit = "15m" },
//! ]
//! ```

use super::day::Day;
use super::lines;
use crate::check::case::Draft;
use crate::check::expression::Condition;
use crate::check::fields::Fields;
use crate::check::parameter::{Dates, LoadScope, Quantity};
use crate::check::pay_day::{PayDraft, cents};
use crate::check::penalty::round_up;
use crate::check::subject::SubjectOf;
use crate::check::time_words::length;
use crate::model::{Minutes, Money};
use rust_decimal::Decimal;

#[derive(Debug)]
pub struct OtherDay {
    status: &'static str,
    when: Option<Condition>,
    least: Option<Quantity<Minutes>>,
    most: Option<Quantity<Minutes>>,
    unit: Option<Quantity<Minutes>>,
    /// Nothing is owed for it.
    is_unpaid: bool,
}

/// How many minutes such a day is paid, whatever it lasted.
#[derive(Clone, Copy, Debug)]
struct Paid {
    least: i64,
    most: Option<i64>,
    unit: i64,
}

impl Paid {
    fn minutes(self, lasted: i64) -> i64 {
        let minutes = round_up(lasted.max(self.least), self.unit.max(1));
        self.most.map_or(minutes, |most| minutes.min(most))
    }
}

impl OtherDay {
    pub fn take(entry: &mut Fields, scope: &LoadScope<'_>) -> Option<OtherDay> {
        let when = Condition::take(entry, "when", &SubjectOf::Work.schema());
        let words = ["travel", "fitting"];
        let status = entry.choice("status", &words);
        if status.is_none() && !entry.has("status") {
            entry.need_text("status");
        }
        Some(OtherDay {
            status: words.into_iter().find(|word| Some(*word) == status)?,
            when,
            least: Quantity::take(entry, "least", scope),
            most: Quantity::take(entry, "most", scope),
            unit: Quantity::take(entry, "unit", scope),
            is_unpaid: entry.flag("unpaid").unwrap_or(false),
        })
    }
}

impl Day<'_, '_> {
    /// The pay of a day that is travel or a fitting alone, where the rule says what such a day pays.
    pub(super) fn other_day(&self, dates: &Dates, draft: &mut Draft) -> Option<PayDraft> {
        let (case, day) = (self.case, self.day);
        let status = day.first.day_status.as_str();
        if status == "work" || self.rule.other_days.is_empty() {
            return None;
        }
        if day.shifts.iter().any(|shift| shift.day_status != status) {
            return None;
        }
        let facts = case.facts_of(day.first);
        let holds = |other: &&OtherDay| {
            other.status == status && other.when.as_ref().is_none_or(|when| when.holds(&facts) == Ok(true))
        };
        let other = self.rule.other_days.iter().find(holds)?;
        let mut minutes = |quantity: &Option<Quantity<Minutes>>| {
            let looked = case.look(quantity.as_ref()?, dates).ok()?;
            draft.used(&looked);
            Some(looked.value.0)
        };
        let paid = Paid {
            least: minutes(&other.least).unwrap_or(0),
            most: minutes(&other.most),
            unit: minutes(&other.unit).unwrap_or(1),
        };
        let mut pay = PayDraft {
            employer: day.first.employer.clone(),
            rows: day.shifts.iter().map(|shift| shift.cell.clone()).collect(),
            ..PayDraft::default()
        };
        let rates = self.rates(day.first, dates);
        let price = |minutes: i64| -> Result<Money, String> {
            let straight = rates.straight.as_ref().map_err(Clone::clone)?;
            let amount = straight.amount.saturating_mul(Decimal::from(minutes)) / Decimal::from(60);
            Ok(cents(amount, &rates.currency))
        };
        let span = day.start.until(day.end);
        let shortest = if other.is_unpaid { 0 } else { paid.minutes(span.min.unwrap_or(0).max(0)) };
        let longest = match (other.is_unpaid, span.max, paid.most) {
            (true, ..) => Some(0),
            (false, Some(max), _) => Some(paid.minutes(max.max(0))),
            (false, None, most) => most,
        };
        match price(shortest) {
            Ok(min) => {
                let max = longest.map(price).transpose().ok().flatten();
                pay.missing = (max.as_ref() != Some(&min)).then(|| "a time of the day is missing".to_owned());
                let words = match other.is_unpaid {
                    true => format!("{status}: none is owed"),
                    false => format!("{status}: {} paid", length(shortest)),
                };
                pay.lines =
                    vec![lines::other_day(status, shortest, &words, &rates, day.first.cell.clone(), &min)];
                (pay.min, pay.max) = (Some(min), max);
            }
            Err(why) => pay.missing = Some(why),
        }
        Some(pay)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_pays_at_least_its_least_in_whole_units_and_no_more_than_its_most() {
        let travel = Paid { least: 4 * 60, most: Some(8 * 60), unit: 1 };
        assert_eq!([150, 240, 312, 600].map(|lasted| travel.minutes(lasted)), [240, 240, 312, 480]);
        // A fitting: an hour, then quarters: 1:05 is 1:15.
        let fitting = Paid { least: 60, most: None, unit: 15 };
        assert_eq!([20, 60, 65, 90].map(|lasted| fitting.minutes(lasted)), [60, 60, 75, 90]);
    }
}
