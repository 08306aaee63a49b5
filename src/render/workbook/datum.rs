//! What a cell of a workbook holds: a value and how it is shown, never a text where there is a number.

use super::shade::Shade;
use chrono::{NaiveDate, NaiveDateTime};
use rust_decimal::Decimal;

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Datum {
    Blank,
    Text(String),
    Amount(Decimal),
    Count(i64),
    Date(NaiveDate),
    /// A fraction of one, shown in percent.
    Share(Decimal),
    /// An exchange rate or another number with up to six decimals.
    Rate(Decimal),
    /// A number with as many decimals as it has.
    Number(Decimal),
    /// A formula (without `=`) and the result it has.
    Sum(String, Decimal),
    ShareOf(String, Decimal),
    /// Hours with one decimal.
    Tenths(Decimal),
    TenthsSum(String, Decimal),
    /// Elapsed minutes, shown as hours and minutes.
    Length(i64),
    /// A formula over such lengths, and the minutes it comes to.
    LengthSum(String, i64),
    CountSum(String, i64),
    /// Script pages in eighths: the number of pages, shown as `2 3/8` and never reduced.
    Pages(u32),
    /// A formula over such lengths, and the eighths it comes to.
    PagesSum(String, u32),
    /// A cell of a picture.
    Shade(Shade),
    /// Words that lead to another file, relative to this one: `../../inbox/a.xlsx#'Week 1'!B7`.
    Link {
        words: String,
        target: String,
    },
    /// A wall clock; `day` shows its weekday, too.
    Clock {
        at: NaiveDateTime,
        twelve: bool,
        day: bool,
    },
}

impl Datum {
    pub fn text(text: impl Into<String>) -> Datum {
        Datum::Text(text.into())
    }

    /// Text, or a blank cell where there is none.
    pub fn maybe(text: Option<impl Into<String>>) -> Datum {
        text.map_or(Datum::Blank, |t| Datum::Text(t.into()))
    }

    /// What a finding measured or allows, as the value it stands for: `9:47` a length, `2026-10-30` a date, `23.976` a number;
    /// anything else stays text.
    pub fn told(text: &str) -> Datum {
        let length = || {
            let (hours, minutes) = text.split_once(':')?;
            let (hours, minutes): (i64, i64) = (hours.parse().ok()?, minutes.parse().ok()?);
            (hours >= 0 && (0..60).contains(&minutes))
                .then(|| Datum::Length(hours.saturating_mul(60).saturating_add(minutes)))
        };
        length()
            .or_else(|| text.parse().ok().map(Datum::Date))
            .or_else(|| text.parse().ok().map(Datum::Count))
            .or_else(|| text.parse().ok().map(Datum::Number))
            .unwrap_or_else(|| Datum::text(text))
    }

    /// A date, also from ISO text; other text stays text.
    pub fn iso_date(text: &str) -> Datum {
        text.parse().map_or_else(|_| Datum::text(text), Datum::Date)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_measured_is_the_value_it_stands_for() {
        for (text, datum) in [
            ("9:47", Datum::Length(587)),
            ("31:00", Datum::Length(1860)),
            ("2026-10-30", Datum::Date(NaiveDate::from_ymd_opt(2026, 10, 30).unwrap())),
            ("24", Datum::Count(24)),
            ("-21.7", Datum::Number("-21.7".parse().unwrap())),
            ("1 4/8", Datum::text("1 4/8")),
            ("9:75", Datum::text("9:75")),
        ] {
            assert_eq!(Datum::told(text), datum, "{text}");
        }
    }
}
