//! How a country writes dates and amounts, where a cell alone does not say; and how the production's own
//! headings are to be read.

use super::house::House;
use chrono::NaiveDate;
use std::sync::Arc;

/// Countries that write the month first.
const MONTH_FIRST: &[&str] = &["US", "CA", "PH"];

/// Countries that write a comma before decimals.
const DECIMAL_COMMA: &[&str] = &[
    "AR", "AT", "BE", "BG", "BR", "CL", "CO", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU",
    "ID", "IS", "IT", "LT", "LU", "LV", "NL", "NO", "PL", "PT", "RO", "RS", "RU", "SE", "SI", "SK", "TR",
    "UA",
];

/// The production's country and currency: known before any value is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locale {
    /// ISO 3166, upper case.
    pub country: String,
    /// ISO 4217, upper case: the currency of amounts that name none.
    pub currency: String,
    /// `3/9/27` is 3 September.
    pub day_first: bool,
    /// When photography starts: it tells the year of a file in which no date has one.
    pub photography_start: Option<NaiveDate>,
    /// What `headings.toml` says.
    pub house: Arc<House>,
}

impl Locale {
    pub fn of(country: &str, currency: &str) -> Self {
        let country = country.trim().to_uppercase();
        Locale {
            day_first: !MONTH_FIRST.contains(&country.as_str()),
            currency: currency.trim().to_uppercase(),
            country,
            photography_start: None,
            house: Arc::default(),
        }
    }

    pub fn decimal_comma(&self) -> bool {
        DECIMAL_COMMA.contains(&self.country.as_str())
    }

    /// Where nothing on a sheet says otherwise, a bare `7.5` is tenths of an hour (North American
    /// payroll), else hours and minutes.
    pub fn counts_in_tenths(&self) -> bool {
        matches!(self.country.as_str(), "US" | "CA")
    }
}
