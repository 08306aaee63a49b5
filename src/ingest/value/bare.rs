//! What bare numbers such as `7.30` mean in a sheet's time columns: hours and minutes, or hours and
//! tenths. Decided once for a whole sheet, from all of its cells, and reported.

use super::text;
use crate::ingest::grid::Raw;
use crate::ingest::locale::Locale;
use rust_decimal::Decimal;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bare {
    /// `7.30` is 7:30.
    Minutes,
    /// `7.3` is 7 hours and 3 tenths, 7:18.
    Tenths,
}

/// What the bare numbers of a sheet look like; each with the first example.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    /// A fraction of 60 or more cannot be minutes: `6.8`, `7.75`.
    beyond_minutes: Option<String>,
    /// Two places, as a clock has: `7.30`.
    two_places: Option<String>,
    /// One place, written as text: `6.5`.
    one_place: Option<String>,
    /// A number with one place, of which a spreadsheet may have dropped a zero: 7.3.
    open: Option<String>,
}

/// A decision and what it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    pub bare: Bare,
    /// In words: `“6.8” cannot be minutes`.
    pub because: String,
    /// Nothing on the sheet settled it; the country did.
    pub by_country: bool,
}

/// Hours and the digits after the point of a bare decimal text: `7.30` → (7, "30").
pub fn parts(text: &str) -> Option<(u32, &str)> {
    let (hours, fraction) = text.split_once(['.', ','])?;
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    if !digits(hours) || !digits(fraction) || hours.len() > 2 || fraction.len() > 4 {
        return None;
    }
    Some((hours.parse().ok()?, fraction))
}

/// The same for a number of a spreadsheet; a fraction of a day (more than four places, below one) is none.
pub fn number_text(number: f64) -> Option<String> {
    let decimal = text::decimal(number)?;
    let day_fraction = decimal < Decimal::ONE && decimal.scale() > 2;
    (decimal.is_sign_positive() && decimal.scale() > 0 && !day_fraction)
        .then(|| decimal.round_dp(4).normalize().to_string())
}

impl Evidence {
    /// Takes note of one cell of a time column.
    pub fn see(&mut self, raw: &Raw) {
        let (written, typed) = match raw {
            Raw::Text(text) => (text::squeeze(text).into_owned(), true),
            Raw::Number(number) => match number_text(*number) {
                Some(text) => (text, false),
                None => return,
            },
            _ => return,
        };
        let Some((_, fraction)) = parts(&written) else { return };
        let as_minutes =
            if fraction.len() == 1 { fraction.parse::<u32>().map(|d| d * 10) } else { fraction.parse() };
        let slot = if fraction.len() > 2 || as_minutes.is_ok_and(|m| m >= 60) {
            &mut self.beyond_minutes
        } else if fraction.len() == 2 {
            &mut self.two_places
        } else if typed {
            &mut self.one_place
        } else {
            &mut self.open
        };
        slot.get_or_insert(written);
    }

    /// `None` where the sheet has no bare decimals.
    pub fn decide(&self, locale: &Locale) -> Option<Decision> {
        let decided = |bare, because| Some(Decision { bare, because, by_country: false });
        if let Some(example) = &self.beyond_minutes {
            return decided(Bare::Tenths, format!("“{example}” cannot be hours and minutes"));
        }
        if let Some(example) = &self.two_places {
            return decided(
                Bare::Minutes,
                format!("“{example}” has two places, as a clock has, and none is past 59"),
            );
        }
        if let Some(example) = &self.one_place {
            return decided(Bare::Tenths, format!("“{example}” has one place"));
        }
        let example = self.open.as_ref()?;
        let bare = if locale.counts_in_tenths() { Bare::Tenths } else { Bare::Minutes };
        let because = format!("“{example}” can be either, and offices in {} write so", locale.country);
        Some(Decision { bare, because, by_country: true })
    }
}

/// Minutes from midnight of a bare decimal; `None` where it is no time in that reading.
pub fn minutes(hours: u32, fraction: &str, bare: Bare) -> Option<i32> {
    let hours = i32::try_from(hours).ok()?;
    match bare {
        Bare::Minutes => {
            let minutes: i32 = match fraction.len() {
                1 => fraction.parse::<i32>().ok()? * 10,
                2 => fraction.parse().ok()?,
                _ => return None,
            };
            (minutes < 60).then_some(hours * 60 + minutes)
        }
        Bare::Tenths => {
            let scale = 10_i32.checked_pow(u32::try_from(fraction.len()).ok()?)?;
            let part = fraction.parse::<i32>().ok()?.checked_mul(60)?;
            // To the nearest minute, a half upwards.
            Some(hours * 60 + (part * 2 + scale) / (scale * 2))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::test::text;
    use super::*;

    fn decide(cells: &[Raw], country: &str) -> Option<(Bare, bool)> {
        let mut evidence = Evidence::default();
        cells.iter().for_each(|c| evidence.see(c));
        evidence.decide(&Locale::of(country, "USD")).map(|d| (d.bare, d.by_country))
    }

    #[test]
    fn a_sheet_settles_what_its_cells_leave_open() {
        // 6.8 would be 6:80: tenths, whatever the others look like.
        assert_eq!(decide(&[text("7.30"), text("6.8")], "GB"), Some((Bare::Tenths, false)));
        assert_eq!(decide(&[Raw::Number(7.75)], "GB"), Some((Bare::Tenths, false)));
        // 7.30 and 7.45 are how Britain writes half past and a quarter to.
        assert_eq!(decide(&[text("7.30"), text("7.45")], "US"), Some((Bare::Minutes, false)));
        assert_eq!(decide(&[text("6.5")], "GB"), Some((Bare::Tenths, false)));
        // The number 7.3 may have been typed 7.30: only the country is left.
        assert_eq!(decide(&[Raw::Number(7.3)], "US"), Some((Bare::Tenths, true)));
        assert_eq!(decide(&[Raw::Number(7.3)], "GB"), Some((Bare::Minutes, true)));
        assert_eq!(decide(&[text("7:30"), Raw::Number(7.0), Raw::Date(0.3125)], "US"), None);
        // 0.29166 is a quarter to seven … as a fraction of a day, not a bare time.
        assert_eq!(decide(&[Raw::Number(0.291666667)], "US"), None);
    }

    #[test]
    fn tenths_and_minutes_are_counted_as_written() {
        // 27.4 h = 27 h + 0.4 × 60 = 27:24; 12.25 h = 12:15; 19.33 h = 19 h + 19.8 min → 20.
        assert_eq!(minutes(27, "4", Bare::Tenths), Some(27 * 60 + 24));
        assert_eq!(minutes(12, "25", Bare::Tenths), Some(12 * 60 + 15));
        assert_eq!(minutes(19, "33", Bare::Tenths), Some(19 * 60 + 20));
        assert_eq!(minutes(7, "30", Bare::Minutes), Some(7 * 60 + 30));
        assert_eq!(minutes(7, "3", Bare::Minutes), Some(7 * 60 + 30));
        assert_eq!(minutes(7, "75", Bare::Minutes), None);
    }
}
