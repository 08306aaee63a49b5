//! How far a day is pushed: `0:30`, `+0:30`, `-0:15`, `45 min`, `1h`, `pushed 0:30`, a real time of 0:30.

use super::{Reading, duration, text};
use crate::diagnostic::Code;
use crate::ingest::grid::Raw;
use crate::model::{Minutes, Value};
use rust_decimal::prelude::ToPrimitive;

/// No call is pushed by more: what is further away is another day.
const MOST: i64 = 18 * 60;
/// A bare number below this could be hours as well as minutes.
const SURELY_MINUTES: i64 = 5;

pub fn read(raw: &Raw) -> Reading {
    let minutes = match raw {
        Raw::Text(text) if text::is_nothing(text) && text.trim() != "0" => return Reading::blank(),
        Raw::Text(text) => parse(text),
        Raw::Number(number) => {
            text::decimal(*number).filter(|n| n.scale() == 0).and_then(|n| bare(n.to_i64()?))
        }
        Raw::Elapsed(days) => text::minutes_of_days(*days),
        // A clock time in a column of lengths: 0:30 typed without a thought for its format.
        Raw::Date(days) if *days < 1.0 => text::minutes_of_days(*days),
        _ => None,
    };
    match minutes.filter(|m| m.abs() <= MOST) {
        Some(minutes) => Reading::ok(Value::Duration(Minutes(minutes))),
        None => Reading::bad(
            Code::DurationUnreadable,
            format!("“{}” is no push.", text::seen(raw)),
            "Write how far the call moves: 0:30 or 30 min later, -0:15 earlier, 0:00 for not at all.",
        ),
    }
}

/// Minutes of a text; `None` where it is no push, or could be two.
pub fn parse(written: &str) -> Option<i64> {
    let text = text::upper(written);
    let text = text.trim().trim_end_matches('.');
    let (text, sign) = match text.strip_prefix("PULLED").or_else(|| text.strip_prefix("PULL")) {
        Some(rest) => (rest.trim(), -1),
        None => (text.strip_prefix("PUSHED").or_else(|| text.strip_prefix("PUSH")).unwrap_or(text).trim(), 1),
    };
    let text = text.strip_prefix("BY ").unwrap_or(text).trim();
    let (text, sign) = match (text.strip_prefix('+'), text.strip_prefix(['-', '−', '–'])) {
        (Some(rest), _) => (rest.trim(), sign),
        (_, Some(rest)) => (rest.trim(), -sign),
        _ => (text, sign),
    };
    let minutes = match text.parse::<i64>() {
        Ok(number) => bare(number)?,
        Err(_) => duration::parse(text, 1)?,
    };
    (minutes.abs() <= MOST).then_some(sign * minutes)
}

/// A number without a unit is minutes, unless it could well be hours.
fn bare(number: i64) -> Option<i64> {
    (number == 0 || number.abs() >= SURELY_MINUTES).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::super::test::{shown, text};
    use super::*;

    #[test]
    fn a_push_is_read_as_offices_write_it() {
        for (written, meant) in [
            ("0:30", "0:30"),
            ("+0:30", "0:30"),
            ("-0:15", "-0:15"),
            ("45 min", "0:45"),
            ("1h", "1:00"),
            ("Pushed by 0:30", "0:30"),
            ("pull 0:12", "-0:12"),
            ("30", "0:30"),
            ("0", "0:00"),
            ("0:00", "0:00"),
            ("", ""),
            // One hour or one minute?
            ("1", "<duration-unreadable>"),
            ("later", "<duration-unreadable>"),
            ("19:00", "<duration-unreadable>"),
        ] {
            assert_eq!(shown(read(&text(written))), meant, "{written}");
        }
        // Half an hour as a spreadsheet's time.
        assert_eq!(shown(read(&Raw::Date(0.5 / 24.0))), "0:30");
        assert_eq!(shown(read(&Raw::Elapsed(-0.25 / 24.0))), "-0:15");
        assert_eq!(shown(read(&Raw::Number(30.0))), "0:30");
    }
}
