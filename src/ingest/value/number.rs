//! Decimal numbers, with or without a unit, and percentages.

use super::{Reading, text};
use crate::diagnostic::Code;
use crate::ingest::grid::Raw;
use crate::model::Value;
use rust_decimal::Decimal;

/// Reads a number. `compass`: `118.24° W` and `33.9 S` are negative.
pub fn read(raw: &Raw, compass: bool) -> Reading {
    let number = match raw {
        Raw::Text(text) if text::is_nothing(text) => return Reading::blank(),
        Raw::Text(text) if text::is_undecided(text) => {
            return Reading::undecided(Code::NumberUnreadable, "number", text);
        }
        Raw::Text(text) => parse(text, compass),
        Raw::Number(number) => text::decimal(*number),
        _ => None,
    };
    number.map_or_else(|| unreadable(raw, "Write a plain number."), |n| Reading::ok(Value::Number(n)))
}

/// Reads a percentage: `50%`, `50`, and a cell of 0.5 with a percent format are 50.
pub fn read_percent(raw: &Raw) -> Reading {
    let hundred = Decimal::from(100);
    let number = match raw {
        Raw::Text(text) if text::is_nothing(text) => return Reading::blank(),
        Raw::Text(text) => parse(text, false),
        Raw::Number(number) => {
            text::decimal(*number).map(|n| if n.abs() <= Decimal::ONE { n * hundred } else { n })
        }
        _ => None,
    };
    match number.filter(|n| n.abs() <= Decimal::from(10_000)) {
        Some(number) => Reading::ok(Value::Number(number.normalize())),
        None => unreadable(raw, "Write a percentage, such as 50%."),
    }
}

fn unreadable(raw: &Raw, help: &str) -> Reading {
    Reading::bad(Code::NumberUnreadable, format!("“{}” is no number.", text::seen(raw)), help)
}

/// A number, then perhaps a unit and a tolerance: `-27 LKFS +/-2` is −27, `48 kHz` is 48000.
pub fn parse(written: &str, compass: bool) -> Option<Decimal> {
    let text = text::upper(written);
    let text = text.split(['±']).next()?.split("+/-").next()?.trim();
    let end = text
        .char_indices()
        .find(|(at, c)| {
            !(c.is_ascii_digit() || matches!(c, '.' | ',') || (*at == 0 && matches!(c, '-' | '+')))
        })
        .map_or(text.len(), |(at, _)| at);
    let (digits, unit) = text.split_at_checked(end)?;
    let number = plain(digits)?;
    let unit = unit.trim();
    if let Some(divisor) = unit.strip_prefix('/') {
        let divisor = plain(divisor.trim())?;
        return number.checked_div(divisor).map(|n| n.round_dp(3).normalize());
    }
    if unit.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    match unit {
        "KHZ" => number.checked_mul(Decimal::from(1000)).map(|n| n.normalize()),
        _ if compass && (unit.ends_with('W') || unit.ends_with('S')) => Some(-number),
        _ => Some(number),
    }
}

/// `1,920` and `23.976`; one comma before anything but three digits is a decimal comma.
fn plain(text: &str) -> Option<Decimal> {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    if digits == 0 {
        return None;
    }
    let comma = text.rfind(',');
    let text = match (comma, text.contains('.')) {
        (Some(at), false) if text.matches(',').count() == 1 && text.len() - at != 4 => text.replace(',', "."),
        _ => text.replace(',', ""),
    };
    text.trim_start_matches('+').parse::<Decimal>().ok().map(|d| d.normalize())
}

#[cfg(test)]
mod tests {
    use super::super::test::{shown, text};
    use super::*;

    #[test]
    fn numbers_with_and_without_units() {
        for (written, meant) in [
            ("-27 LKFS +/-2", "-27"),
            ("-27.0 LUFS \u{b1}2 LU", "-27"),
            ("48 kHz", "48000"),
            ("23.976", "23.976"),
            ("23.976 fps", "23.976"),
            // 24000 / 1001 = 23.976023…
            ("24000/1001", "23.976"),
            ("1,920", "1920"),
            ("12", "12"),
            ("34,05", "34.05"),
            ("+3", "3"),
            ("10 bit", "10"),
            ("5.1 + 2.0", "<number-unreadable>"),
            ("3840x2160", "<number-unreadable>"),
            ("many", "<number-unreadable>"),
            ("1/0", "<number-unreadable>"),
        ] {
            assert_eq!(shown(read(&text(written), false)), meant, "{written}");
        }
        assert_eq!(shown(read(&text("118.2437\u{b0} W"), true)), "-118.2437");
        assert_eq!(shown(read(&text("51.5 N"), true)), "51.5");
    }

    #[test]
    fn percentages() {
        for (raw, meant) in [
            (text("50%"), "50"),
            (Raw::Number(0.5), "50"),
            (Raw::Number(50.0), "50"),
            (Raw::Number(1.0), "100"),
        ] {
            assert_eq!(shown(read_percent(&raw)), meant, "{raw:?}");
        }
    }
}
