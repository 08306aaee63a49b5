//! Lengths of time: `3:00`, `2.5`, `1h30m`, `45 min`, `10 hr gtee`, real elapsed times.

use super::{Reading, text};
use crate::diagnostic::Code;
use crate::ingest::grid::Raw;
use crate::model::{Minutes, Value};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// No length of time on a production is longer: a thousand hours.
const MOST: i64 = 60_000;

/// A length in which a bare number counts hours.
pub fn read_hours(raw: &Raw) -> Reading {
    read(raw, 60, |m| Value::Duration(Minutes(m)), "Write hours, such as 2.5 or 2:30.")
}

/// A length as a number of minutes, in which a bare number counts minutes.
pub fn read_minutes(raw: &Raw) -> Reading {
    read(
        raw,
        1,
        |m| Value::Number(Decimal::from(m)),
        "Write minutes, such as 45, or hours and minutes, such as 0:45.",
    )
}

fn read(raw: &Raw, unit: i64, value: impl Fn(i64) -> Value, help: &str) -> Reading {
    let minutes = match raw {
        Raw::Text(text) if text::is_nothing(text) => return Reading::blank(),
        Raw::Text(text) if text::is_undecided(text) => {
            return Reading::undecided(Code::DurationUnreadable, "length of time", text);
        }
        Raw::Text(text) => parse(text, unit),
        Raw::Number(number) => text::decimal(*number).and_then(|n| whole(n, unit)),
        Raw::Elapsed(days) => text::minutes_of_days(*days),
        // A clock time in a column of lengths: 2:30 typed without a thought for its format.
        Raw::Date(days) if *days < 2.0 => text::minutes_of_days(*days),
        _ => None,
    };
    match minutes.filter(|m| (0..=MOST).contains(m)) {
        Some(minutes) => Reading::ok(value(minutes)),
        None => Reading::bad(
            Code::DurationUnreadable,
            format!("“{}” is no length of time.", text::seen(raw)),
            help,
        ),
    }
}

/// A number of units (minutes each) to the nearest minute.
fn whole(number: Decimal, unit: i64) -> Option<i64> {
    number.checked_mul(Decimal::from(unit))?.round().to_i64()
}

/// Minutes of a text; a number without a unit counts `unit` minutes.
pub fn parse(written: &str, unit: i64) -> Option<i64> {
    let text = text::upper(written).replace(',', ".");
    let text = text.trim();
    if let Some((hours, minutes)) = text.split_once(':') {
        let (minutes, seconds) = minutes.split_once(':').unwrap_or((minutes, "00"));
        let digits = |s: &str| !s.is_empty() && s.len() <= 3 && s.bytes().all(|b| b.is_ascii_digit());
        if !(digits(minutes) && digits(seconds) && (hours.is_empty() || digits(hours)) && minutes.len() == 2)
        {
            return None;
        }
        let hours: i64 = if hours.is_empty() { 0 } else { hours.parse().ok()? };
        let minutes = minutes.parse::<i64>().ok().filter(|m| *m < 60)?;
        return Some(hours * 60 + minutes);
    }
    let mut total: Option<i64> = None;
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(rest.len());
        let (number, tail) = rest.split_at_checked(end)?;
        if number.is_empty() {
            // Words behind the length (`gtee`, `guaranteed`), never between its parts.
            return total.filter(|_| !rest.contains(|c: char| c.is_ascii_digit()));
        }
        let number: Decimal = number.parse().ok()?;
        let tail = tail.trim_start();
        let end = tail.find(|c: char| !c.is_alphabetic()).unwrap_or(tail.len());
        let (word, behind) = tail.split_at_checked(end)?;
        let each = match word.trim() {
            // `1h 30`: what follows hours is minutes.
            "" if total.is_some() => 1,
            "" => unit,
            "H" | "HR" | "HRS" | "HOUR" | "HOURS" => 60,
            "M" | "MIN" | "MINS" | "MINUTE" | "MINUTES" => 1,
            _ => return None,
        };
        total = Some(total.unwrap_or(0).checked_add(whole(number, each)?)?);
        rest = behind.trim_start_matches(['.', ' ']);
    }
    total
}

#[cfg(test)]
mod tests {
    use super::super::test::{shown, text};
    use super::*;

    #[test]
    fn hours_and_minutes_as_written() {
        for (written, meant) in [
            ("3", "3:00"),
            ("2.5", "2:30"),
            ("2:30", "2:30"),
            (":45", "0:45"),
            ("1h30m", "1:30"),
            ("1h 30", "1:30"),
            ("45 min", "0:45"),
            ("10 hr gtee", "10:00"),
            ("10 hrs.", "10:00"),
            ("long", "<duration-unreadable>"),
            ("2:75", "<duration-unreadable>"),
            ("-3", "<duration-unreadable>"),
        ] {
            assert_eq!(shown(read_hours(&text(written))), meant, "{written}");
        }
        assert_eq!(shown(read_hours(&Raw::Elapsed(2.5 / 24.0))), "2:30");
        assert_eq!(shown(read_minutes(&text("0:45"))), "45");
        assert_eq!(shown(read_minutes(&Raw::Number(45.0))), "45");
        assert_eq!(shown(read_minutes(&text("1h30m"))), "90");
    }
}
