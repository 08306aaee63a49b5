//! Amounts and dates as reports print them.

use crate::model::Money;
use chrono::NaiveDate;
use rust_decimal::{Decimal, RoundingStrategy};
use serde_json::Value;

/// Two decimals, thousands apart, a true minus: `48,000.00`, `−4,750.00`.
pub fn amount(value: Decimal) -> String {
    let rounded = value.round_dp_with_strategy(2, RoundingStrategy::MidpointNearestEven);
    let text = format!("{:.2}", rounded.abs());
    let (whole, cents) = text.split_once('.').unwrap_or((text.as_str(), "00"));
    let mut grouped = String::new();
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let sign = if rounded.is_sign_negative() && !rounded.is_zero() { "\u{2212}" } else { "" };
    format!("{sign}{grouped}.{cents}")
}

/// `USD 48,000.00`
pub fn money(money: &Money) -> String {
    format!("{} {}", money.currency, amount(money.amount))
}

/// Month first in the United States, day first elsewhere: `Sat, Nov 7, 2026`, `Sat 7 Nov 2026`.
pub fn date(date: NaiveDate, country: &str) -> String {
    let pattern = if country == "US" { "%a, %b %-d, %Y" } else { "%a %-d %b %Y" };
    date.format(pattern).to_string()
}

/// Without its weekday, as papers have it: `Nov 7, 2026`, `7 Nov 2026`.
pub fn paper_date(date: NaiveDate, country: &str) -> String {
    date.format(if country == "US" { "%b %-d, %Y" } else { "%-d %b %Y" }).to_string()
}

/// An ISO date as [`paper_date`] prints it; any other text as it stands.
pub fn iso_date(text: &str, country: &str) -> String {
    text.parse::<NaiveDate>().map_or_else(|_| text.to_string(), |day| paper_date(day, country))
}

/// `1 file`, `3 files`
pub fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// Lets every text of a document's data break within words of more than 24 characters, so that a part number or a
/// file name without spaces cannot run out of its column.
pub fn breakable(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(broken(&text)),
        Value::Array(items) => Value::Array(items.into_iter().map(breakable).collect()),
        Value::Object(map) => {
            Value::Object(map.into_iter().map(|(key, value)| (key, breakable(value))).collect())
        }
        other => other,
    }
}

fn broken(text: &str) -> String {
    const LONGEST: usize = 24;
    const MAY_BREAK: char = '\u{200b}';
    let mut out = String::with_capacity(text.len());
    let mut run = 0;
    for c in text.chars() {
        run = if c.is_whitespace() || c == '-' || c == MAY_BREAK { 0 } else { run + 1 };
        if run > LONGEST {
            out.push(MAY_BREAK);
            run = 1;
        }
        out.push(c);
        if run > 12 && matches!(c, '/' | '_') {
            out.push(MAY_BREAK);
            run = 0;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_grouped_and_keep_their_sign() {
        for (value, text) in [
            ("48000", "48,000.00"),
            ("-4750", "\u{2212}4,750.00"),
            ("999.995", "1,000.00"),
            ("0.125", "0.12"),
            ("-0.004", "0.00"),
            ("1234567.8", "1,234,567.80"),
            ("12", "12.00"),
        ] {
            assert_eq!(amount(value.parse().unwrap()), text, "{value}");
        }
    }

    #[test]
    fn only_long_words_may_break() {
        let long = "x".repeat(50);
        let data = breakable(serde_json::json!({ "a": ["Halcyon Pictures LLC", long] }));
        assert_eq!(data["a"][0], "Halcyon Pictures LLC");
        // 24 + 24 + 2 characters, with two places to break.
        assert_eq!(data["a"][1].as_str().unwrap().chars().count(), 52);
    }

    #[test]
    fn dates_follow_the_country() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 7).unwrap();
        assert_eq!(date(day, "US"), "Sat, Nov 7, 2026");
        assert_eq!(date(day, "GB"), "Sat 7 Nov 2026");
    }
}
