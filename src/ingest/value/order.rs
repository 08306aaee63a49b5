//! What the dates of a sheet say together: which order its numbers have, and near which date it lies.

use super::date::{self, Parts, Year};
use super::text;
use crate::ingest::grid::Raw;
use crate::ingest::locale::Locale;
use chrono::NaiveDate;

/// The dates of a sheet's date columns.
#[derive(Clone, Debug, Default)]
pub struct Dates {
    /// `13/2/27`: only the day can come first. The first example.
    day_first: Option<String>,
    /// `2/13/27`: only the month can.
    month_first: Option<String>,
    /// `3/9/27`: either can.
    either: Option<String>,
    /// `3/9`, `4 Feb`: the first example.
    yearless: Option<String>,
    clear: Vec<NaiveDate>,
    /// Dates whose order is open, for the neighbourhood once the order is known.
    open: Vec<date::Written>,
}

/// A decision and what it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    pub day_first: bool,
    /// A cell that could be read both ways; `None` where there is none and nothing needs saying.
    pub example: Option<String>,
    /// The cell that decided against the country's order.
    pub against: Option<String>,
}

impl Dates {
    pub fn see(&mut self, raw: &Raw) {
        match raw {
            Raw::Date(serial) if *serial >= 366.0 => {
                self.clear.extend(text::date_time(*serial).map(|at| at.date()));
            }
            Raw::Text(text) => self.see_text(text),
            _ => {}
        }
    }

    fn see_text(&mut self, text: &str) {
        let Some(written) = date::parse(text) else { return };
        if let Parts::Clear { year: Year::Missing, .. } | Parts::Open { year: Year::Missing, .. } =
            written.parts
        {
            self.yearless.get_or_insert_with(|| text.trim().to_string());
        }
        match written.parts {
            Parts::Clear { year: Year::Missing, .. } => {}
            Parts::Clear { .. } => self.clear.extend(date::resolve(written, false, None, false)),
            Parts::Open { first, second, year } => {
                let slot = match (first > 12, second > 12) {
                    (true, false) => &mut self.day_first,
                    (false, true) => &mut self.month_first,
                    (false, false) if first != second => &mut self.either,
                    _ => return,
                };
                slot.get_or_insert_with(|| text.trim().to_string());
                if year != Year::Missing {
                    self.open.push(written);
                }
            }
        }
    }

    /// The country's order, unless the sheet's own dates allow only the other one.
    pub fn decide(&self, locale: &Locale) -> Decision {
        let (for_country, against) = if locale.day_first {
            (&self.day_first, &self.month_first)
        } else {
            (&self.month_first, &self.day_first)
        };
        let turned = for_country.is_none() && against.is_some() && self.either.is_some();
        Decision {
            day_first: locale.day_first != turned,
            example: self.either.clone(),
            against: against.clone().filter(|_| turned),
        }
    }

    /// A date without a year, if there is one.
    pub fn yearless(&self) -> Option<&str> {
        self.yearless.as_deref()
    }

    /// The middle one of the sheet's full dates.
    pub fn near(&self, day_first: bool) -> Option<NaiveDate> {
        let open = self.open.iter().filter_map(|written| date::resolve(*written, day_first, None, false));
        let mut all: Vec<NaiveDate> = self.clear.iter().copied().chain(open).collect();
        all.sort_unstable();
        all.get(all.len() / 2).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::super::test::text;
    use super::*;

    fn seen(cells: &[&str]) -> Dates {
        let mut dates = Dates::default();
        cells.iter().for_each(|c| dates.see(&text(c)));
        dates
    }

    #[test]
    fn the_country_decides_unless_the_sheet_contradicts_it() {
        let us = Locale::of("US", "USD");
        let plain = seen(&["3/9/27"]).decide(&us);
        assert!(!plain.day_first && plain.example.is_some() && plain.against.is_none());
        let turned = seen(&["3/9/27", "13/9/27"]).decide(&us);
        assert!(turned.day_first);
        assert_eq!(turned.against.as_deref(), Some("13/9/27"));
        // Both orders occur: the country's holds.
        assert!(!seen(&["3/9/27", "13/9/27", "9/13/27"]).decide(&us).day_first);
        assert_eq!(seen(&["2027-02-05"]).decide(&us).example, None);
    }

    #[test]
    fn the_middle_date_gives_the_year() {
        let dates = seen(&["3/6", "2027-03-06", "3/7/27"]);
        assert_eq!(dates.near(false), NaiveDate::from_ymd_opt(2027, 3, 7));
        assert_eq!(seen(&["3/6"]).near(false), None);
    }
}
