//! What a call sheet's parts are called, by country.

use chrono::NaiveDate;
use serde::Serialize;

/// A country's words and habits.
#[derive(Serialize)]
pub struct Words {
    pub crew_call: &'static str,
    pub hospital: &'static str,
    pub cast: &'static str,
    pub cast_title: &'static str,
    pub artist: &'static str,
    pub status: &'static str,
    pub bg: &'static str,
    pub background_title: &'static str,
    pub gate: &'static str,
    pub basecamp: &'static str,
    pub parking: &'static str,
    #[serde(skip)]
    pub twelve_hours: bool,
    #[serde(skip)]
    pub british: bool,
    #[serde(skip)]
    pub approval: &'static [&'static str],
    #[serde(skip)]
    pub legend: &'static str,
}

const AMERICAN: Words = Words {
    crew_call: "Crew call",
    hospital: "Nearest hospital",
    cast: "Cast",
    cast_title: "Cast",
    artist: "Artist",
    status: "Status",
    bg: "BG",
    background_title: "Background and stand-ins",
    gate: "Gate",
    basecamp: "Basecamp",
    parking: "Crew parking",
    twelve_hours: true,
    british: false,
    approval: &["UPM", "1st AD"],
    legend: "O/C on call · N/C not called · W/N will notify · S starts, W works, F finishes, H holds · (K) minor · calls in bold differ from the crew call",
};

const BRITISH: Words = Words {
    crew_call: "Unit call",
    hospital: "Nearest A&E",
    cast: "Cast",
    cast_title: "Artistes",
    artist: "Artiste",
    status: "S/W/F",
    bg: "SA",
    background_title: "Supporting artistes",
    gate: "Entrance",
    basecamp: "Unit base",
    parking: "Parking",
    twelve_hours: false,
    british: true,
    approval: &["Production manager", "1st AD"],
    legend: "O/C on call · N/C not called · W/N will notify · S starts, W works, F finishes, H holds · (K) under 18 · calls in bold differ from the unit call",
};

/// The words of a country (ISO 3166): American in North America, British elsewhere.
pub fn of(country: &str) -> &'static Words {
    match country.to_ascii_uppercase().as_str() {
        "US" | "CA" | "MX" => &AMERICAN,
        _ => &BRITISH,
    }
}

impl Words {
    /// `October 30, 2026` or `30 October 2026`.
    pub fn date(&self, date: NaiveDate) -> String {
        date.format(if self.british { "%-d %B %Y" } else { "%B %-d, %Y" }).to_string()
    }

    /// The date with its weekday before it.
    pub fn date_long(&self, date: NaiveDate) -> String {
        let weekday = date.format("%A");
        let separator = if self.british { " " } else { ", " };
        format!("{weekday}{separator}{}", self.date(date))
    }

    /// `Monday, November 2` or `Monday 2 November`.
    pub fn date_without_year(&self, date: NaiveDate) -> String {
        date.format(if self.british { "%A %-d %B" } else { "%A, %B %-d" }).to_string()
    }

    /// What a schedule's Working Day code says.
    pub fn day_type(&self, code: &str) -> String {
        match code.trim().to_ascii_uppercase().as_str() {
            "SWD" => "Standard working day".to_owned(),
            "CWD" => "Continuous working day".to_owned(),
            "SCWD" => "Semi-continuous working day".to_owned(),
            _ => code.trim().to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_the_countrys() {
        let date = NaiveDate::from_ymd_opt(2026, 10, 30).unwrap();
        assert_eq!(of("US").date_long(date), "Friday, October 30, 2026");
        assert_eq!(of("GB").date_long(date), "Friday 30 October 2026");
    }
}
