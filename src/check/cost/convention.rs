//! The conventions a cost report follows. They change signs and totals, so each report prints them.

use crate::settings::{Settings, date_of};
use chrono::{Datelike, Days, NaiveDate, Weekday};
use rust_decimal::Decimal;

/// What an estimate to complete covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Estimate {
    /// What is neither spent nor committed: EFC = actual + commitments + ETC.
    Uncommitted,
    /// All that is not spent, open orders included: EFC = actual + ETC.
    IncludesCommitments,
}

/// The sign of a variance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Variance {
    /// Positive is under budget.
    BudgetMinusEfc,
    /// Positive is over budget.
    EfcMinusBudget,
}

/// How and up to when the sums are taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conventions {
    pub estimate: Estimate,
    pub variance: Variance,
    /// The last day of the period; the period is the seven days up to it.
    pub period_end: NaiveDate,
    /// The last day that counts in “to date”: the period's end where the settings give one, else today.
    pub cut_off: NaiveDate,
}

impl Conventions {
    pub fn new(settings: &Settings, today: NaiveDate) -> Conventions {
        let given = &settings.cost_report;
        let period_end = given.period_end.as_ref().and_then(date_of);
        Conventions {
            estimate: match given.etc.as_deref() {
                Some("includes-commitments") => Estimate::IncludesCommitments,
                _ => Estimate::Uncommitted,
            },
            variance: match given.variance.as_deref() {
                Some("efc-minus-budget") => Variance::EfcMinusBudget,
                _ => Variance::BudgetMinusEfc,
            },
            period_end: period_end.unwrap_or_else(|| last_saturday(today)),
            cut_off: period_end.unwrap_or(today),
        }
    }

    pub fn period_start(&self) -> NaiveDate {
        self.period_end.checked_sub_days(Days::new(6)).unwrap_or(self.period_end)
    }

    pub fn in_period(&self, date: NaiveDate) -> bool {
        self.period_start() <= date && date <= self.period_end
    }

    /// The estimate to complete of an account for which nobody gave one: what the budget leaves, and,
    /// where the estimate includes commitments, those too, so that both conventions end at the same cost.
    pub fn default_estimate(&self, budget: Decimal, actual: Decimal, commitments: Decimal) -> Decimal {
        let total = actual.saturating_add(commitments);
        let left = budget.saturating_sub(total).max(Decimal::ZERO);
        match self.estimate {
            Estimate::Uncommitted => left,
            Estimate::IncludesCommitments => left.saturating_add(commitments),
        }
    }

    /// Estimated final cost.
    pub fn final_cost(&self, actual: Decimal, commitments: Decimal, estimate: Decimal) -> Decimal {
        let spent = match self.estimate {
            Estimate::Uncommitted => actual.saturating_add(commitments),
            Estimate::IncludesCommitments => actual,
        };
        spent.saturating_add(estimate)
    }

    pub fn variance_of(&self, budget: Decimal, final_cost: Decimal) -> Decimal {
        match self.variance {
            Variance::BudgetMinusEfc => budget.saturating_sub(final_cost),
            Variance::EfcMinusBudget => final_cost.saturating_sub(budget),
        }
    }

    /// Is this variance on the wrong side of the budget?
    pub fn is_over(&self, variance: Decimal) -> bool {
        match self.variance {
            Variance::BudgetMinusEfc => variance < Decimal::ZERO,
            Variance::EfcMinusBudget => variance > Decimal::ZERO,
        }
    }
}

/// The last Saturday on or before a date.
fn last_saturday(date: NaiveDate) -> NaiveDate {
    let back = date.weekday().days_since(Weekday::Sat);
    date.checked_sub_days(Days::new(u64::from(back))).unwrap_or(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn conventions(etc: &str, variance: &str) -> Conventions {
        let mut settings = Settings::default();
        settings.cost_report.etc = Some(etc.into());
        settings.cost_report.variance = Some(variance.into());
        Conventions::new(&settings, day("2026-03-02"))
    }

    fn case_22(conventions: &Conventions) -> (Decimal, Decimal) {
        let [budget, actual, commitments, estimate] = [48_000, 31_250, 9_400, 12_100].map(Decimal::from);
        let efc = conventions.final_cost(actual, commitments, estimate);
        (efc, conventions.variance_of(budget, efc))
    }

    #[test]
    fn case_22_the_two_conventions_of_the_estimate() {
        // (b) 31,250 + 9,400 + 12,100 = 52,750; 48,000 − 52,750 = −4,750
        let b = conventions("uncommitted", "budget-minus-efc");
        assert_eq!(case_22(&b), (Decimal::from(52_750), Decimal::from(-4_750)));
        assert!(b.is_over(Decimal::from(-4_750)));
        // (a) 31,250 + 12,100 = 43,350; 48,000 − 43,350 = 4,650
        let a = conventions("includes-commitments", "budget-minus-efc");
        assert_eq!(case_22(&a), (Decimal::from(43_350), Decimal::from(4_650)));
        // The other sign.
        let over = conventions("uncommitted", "efc-minus-budget");
        assert_eq!(case_22(&over), (Decimal::from(52_750), Decimal::from(4_750)));
        assert!(over.is_over(Decimal::from(4_750)));
    }

    #[test]
    fn a_blank_estimate_ends_at_the_same_cost_under_both_conventions() {
        // 48,000 − (31,250 + 9,400) = 7,350 left: EFC 48,000 either way.
        let [budget, actual, commitments] = [48_000, 31_250, 9_400].map(Decimal::from);
        for (etc, estimate) in [("uncommitted", 7_350), ("includes-commitments", 16_750)] {
            let c = conventions(etc, "budget-minus-efc");
            let by_default = c.default_estimate(budget, actual, commitments);
            assert_eq!(by_default, Decimal::from(estimate));
            assert_eq!(c.final_cost(actual, commitments, by_default), budget);
        }
    }

    #[test]
    fn the_period_is_the_week_to_the_last_saturday() {
        // 30 October 2026 is a Friday, so the last Saturday was the 24th; the 31st is its own.
        for (today, end) in
            [("2026-10-30", "2026-10-24"), ("2026-10-31", "2026-10-31"), ("2026-11-01", "2026-10-31")]
        {
            let c = Conventions::new(&Settings::default(), day(today));
            assert_eq!(c.period_end, day(end));
            assert_eq!(c.cut_off, day(today));
        }
        let mut settings = Settings::default();
        settings.cost_report.period_end = Some("2026-11-07".parse().unwrap());
        let c = Conventions::new(&settings, day("2026-11-20"));
        assert_eq!((c.period_start(), c.cut_off), (day("2026-11-01"), day("2026-11-07")));
        assert!(c.in_period(day("2026-11-01")) && !c.in_period(day("2026-10-31")));
    }
}
