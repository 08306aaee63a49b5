//! Screen time: `7:01`, `1m20s`, `45"`, `1.5` (minutes), also where a spreadsheet made a clock of it.

use super::{Problem, Reading, text};
use crate::diagnostic::{Code, Severity};
use crate::ingest::grid::Raw;
use crate::model::{Running, Value};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// No screen time is longer: a hundred hours.
const MOST: i64 = 360_000;
const HELP: &str = "Write minutes and seconds, such as 1:20, or minutes, such as 1.5.";

pub fn read(raw: &Raw) -> Reading {
    let seconds = match raw {
        Raw::Text(written) if text::is_nothing(written) => return Reading::blank(),
        Raw::Text(written) if text::is_undecided(written) => {
            return Reading::undecided(Code::DurationUnreadable, "screen time", written);
        }
        Raw::Text(written) => parse(written).map(|running| running.0),
        Raw::Number(number) => text::decimal(*number).and_then(of_minutes),
        Raw::Date(days) | Raw::Elapsed(days) if (0.0..2.0).contains(days) => return clock(*days),
        _ => None,
    };
    match seconds.filter(|s| (0..=MOST).contains(s)) {
        Some(seconds) => Reading::ok(Value::Running(Running(seconds))),
        None => {
            Reading::bad(Code::DurationUnreadable, format!("“{}” is no screen time.", text::seen(raw)), HELP)
        }
    }
}

/// `1:20` typed into a spreadsheet becomes an hour and twenty minutes of the clock: minutes and seconds are meant. A cell
/// with seconds of its own is what it says. Under an hour on the full minute it could be either, and that is said.
fn clock(days: f64) -> Reading {
    let seconds = (days * 86_400.0).round() as i64;
    if seconds % 60 != 0 || seconds == 0 {
        return Reading::ok(Value::Running(Running(seconds)));
    }
    let meant = Running(seconds / 60);
    let reading = Reading::ok(Value::Running(meant));
    if seconds >= 3600 {
        return reading;
    }
    let long = Running(seconds);
    reading.doubtful(Problem {
        severity: Severity::Warning,
        ..Problem::new(
            Code::DurationUnreadable,
            format!("The spreadsheet holds a clock time here; it was read as {meant} of screen time, and could be {long}."),
            "Give the column the format Text and write minutes and seconds, such as 1:20.",
        )
    })
}

fn of_minutes(minutes: Decimal) -> Option<i64> {
    minutes.checked_mul(Decimal::from(60))?.round().to_i64()
}

/// Screen time of a text; a number without a unit counts minutes.
pub fn parse(written: &str) -> Option<Running> {
    let text = text::upper(written).replace(',', ".");
    let text = text.trim();
    if text.contains(':') {
        return parts(&text.split(':').collect::<Vec<_>>()).map(Running);
    }
    let mut total: Option<i64> = None;
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(rest.len());
        let (number, tail) = rest.split_at_checked(end)?;
        let number: Decimal = number.parse().ok()?;
        let tail = tail.trim_start();
        let end = tail.find(|c: char| c.is_ascii_digit() || c.is_whitespace()).unwrap_or(tail.len());
        let (unit, behind) = tail.split_at_checked(end)?;
        let each = match unit.trim_end_matches('.') {
            "" if total.is_none() && behind.is_empty() => 60,
            // `1m20`: what follows minutes is seconds.
            "" if total.is_some() => 1,
            "H" | "HR" | "HRS" | "HOUR" | "HOURS" => 3600,
            "M" | "MIN" | "MINS" | "MINUTE" | "MINUTES" | "'" | "\u{2019}" | "\u{2032}" => 60,
            "S" | "SEC" | "SECS" | "SECOND" | "SECONDS" | "\"" | "''" | "\u{201D}" | "\u{2033}" => 1,
            _ => return None,
        };
        let seconds = number.checked_mul(Decimal::from(each))?.round().to_i64()?;
        total = Some(total.unwrap_or(0).checked_add(seconds)?);
        rest = behind.trim_start();
    }
    total.map(Running)
}

/// `7:01` and `0:07:01`; `07:01:00` is a clock that was written out, and means minutes and seconds.
fn parts(parts: &[&str]) -> Option<i64> {
    let number = |text: &&str, most: i64| {
        let digits = !text.is_empty() && text.len() <= 3 && text.bytes().all(|b| b.is_ascii_digit());
        text.parse::<i64>().ok().filter(|n| digits && *n < most)
    };
    match parts {
        ["", seconds] if seconds.len() == 2 => number(seconds, 60),
        [minutes, seconds] | [minutes, seconds, "00"]
            if seconds.len() == 2 && (parts.len() == 2 || number(minutes, 1000) != Some(0)) =>
        {
            Some(number(minutes, 1000)? * 60 + number(seconds, 60)?)
        }
        [hours, minutes, seconds] if minutes.len() == 2 && seconds.len() == 2 => {
            Some(number(hours, 100)? * 3600 + number(minutes, 60)? * 60 + number(seconds, 60)?)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::test::{shown, text};
    use super::*;

    #[test]
    fn minutes_and_seconds_as_written() {
        for (written, meant) in [
            ("7:01", "7:01"),
            ("0:45", "0:45"),
            (":45", "0:45"),
            ("101:30", "101:30"),
            // An hour, forty-one minutes and twenty-two seconds are 101 minutes 22.
            ("1:41:22", "101:22"),
            ("07:01:00", "7:01"),
            ("0:07:00", "7:00"),
            ("5", "5:00"),
            ("1.5", "1:30"),
            ("1,5", "1:30"),
            ("1m20s", "1:20"),
            ("1 min 20", "1:20"),
            ("1'20\"", "1:20"),
            ("45 sec", "0:45"),
            ("45s.", "0:45"),
            ("about five", "<duration-unreadable>"),
            ("1:75", "<duration-unreadable>"),
            ("-3", "<duration-unreadable>"),
            ("1 2", "<duration-unreadable>"),
        ] {
            assert_eq!(shown(read(&text(written))), meant, "{written}");
        }
        assert_eq!(shown(read(&Raw::Number(2.5))), "2:30");
    }

    #[test]
    fn a_clock_that_a_spreadsheet_made_is_minutes_and_seconds() {
        // 1:20 typed is 80 minutes of the clock, and means 80 seconds; 0:07:01 has seconds of its own: 421.
        assert_eq!(read(&Raw::Date(80.0 / 1440.0)), Reading::ok(Value::Running(Running(80))));
        assert_eq!(read(&Raw::Elapsed(421.0 / 86_400.0)), Reading::ok(Value::Running(Running(421))));
        // 0:45 typed and 0:45:00 typed are one and the same cell.
        let either = read(&Raw::Date(45.0 / 1440.0));
        assert_eq!(either.value, Some(Value::Running(Running(45))));
        assert!(either.problem.unwrap().message.contains("0:45 of screen time, and could be 45:00"));
    }
}
