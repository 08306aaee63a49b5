//! Exceptions that the law itself provides: a row of Consents changes the limit of a day; it never hides a finding.
//!
//! ```toml
//! { from = "14y", to = "18y", school_day = true, limit = "8h", consent = "school-hours", days = 2, ahead = 2 }
//! ```

use super::day::MinorDay;
use crate::check::case::Case;
use crate::check::fields::Fields;
use crate::check::parameter::{LoadScope, Quantity};
use crate::model::Consent;
use chrono::NaiveDate;
use rust_decimal::Decimal;

/// What a row of Consents must say for a band to hold.
#[derive(Debug)]
pub struct Exception {
    /// The rule of this pack that the row names.
    rule: String,
    /// It holds for so many consecutive days at most.
    days: Option<Quantity<Decimal>>,
    /// It must have been given so many days before.
    ahead: Option<Quantity<Decimal>>,
}

impl Exception {
    pub fn take(fields: &mut Fields, scope: &LoadScope<'_>) -> Option<Exception> {
        let rule = fields.text("consent");
        let days = Quantity::take(fields, "days", scope);
        let ahead = Quantity::take(fields, "ahead", scope);
        Some(Exception { rule: rule?, days, ahead })
    }

    /// What it asks for, in words.
    pub fn words(&self) -> String {
        let mut words = format!("by a row of Consents for {}", self.rule);
        let number = |quantity: &Quantity<Decimal>| quantity.said(|number| number.normalize().to_string());
        if let Some(days) = &self.days {
            words = format!("{words}, for {} days at most", number(days));
        }
        if let Some(ahead) = &self.ahead {
            words = format!("{words}, given {} days before", number(ahead));
        }
        words
    }

    /// The row of Consents by which it holds on a day.
    pub fn on<'a>(&self, case: &Case<'a>, day: &MinorDay<'_>) -> Option<&'a Consent> {
        let (person, date) = (&case.person(day.shift).name, day.work.date);
        let dates = case.dates(date);
        let number = |quantity: &Option<Quantity<Decimal>>| {
            quantity.as_ref().and_then(|q| case.look(q, &dates).ok()).map(|number| number.value)
        };
        let given_in_time = |consent: &Consent| {
            number(&self.ahead).is_none_or(|ahead| {
                consent.given_on.is_some_and(|given| Decimal::from((date - given).num_days()) >= ahead)
            })
        };
        let on = |date: NaiveDate| case.consent(&self.rule, person, date).filter(|c| given_in_time(c));
        let consent = on(date)?;
        if let Some(most) = number(&self.days) {
            let before = std::iter::successors(date.pred_opt(), |day| day.pred_opt())
                .take_while(|date| day.worked.contains(date) && on(*date).is_some())
                .count();
            if Decimal::from(before) >= most {
                return None;
            }
        }
        case.uses(consent);
        Some(consent)
    }
}
