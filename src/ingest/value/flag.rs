//! Yes and no, and the columns that say a little more than that.

use super::{Reading, duration, text};
use crate::diagnostic::Code;
use crate::ingest::grid::Raw;
use crate::model::{Minutes, Value};

/// Yes or no, also with a word behind it (`N - lost`).
fn answer(raw: &Raw) -> Option<bool> {
    let text = match raw {
        Raw::Bool(answer) => return Some(*answer),
        Raw::Number(number) if *number == 1.0 => return Some(true),
        Raw::Number(number) if *number == 0.0 => return Some(false),
        Raw::Text(text) => text::upper(text),
        _ => return None,
    };
    let first = text.split([' ', '-', ',', ';', ':', '(', '.']).next().unwrap_or_default();
    match first {
        "YES" | "Y" | "TRUE" | "X" | "✓" | "✔" | "☑" | "1" => Some(true),
        "NO" | "N" | "FALSE" | "0" | "✗" | "✘" | "☐" => Some(false),
        _ => None,
    }
}

fn is_blank(raw: &Raw) -> bool {
    matches!(raw, Raw::Text(text) if text::is_nothing(text))
}

fn unreadable(raw: &Raw) -> Reading {
    Reading::bad(
        Code::FlagUnreadable,
        format!("“{}” is neither yes nor no.", text::seen(raw)),
        "Write yes or no, or leave the cell blank.",
    )
}

pub fn read(raw: &Raw) -> Reading {
    if is_blank(raw) {
        return Reading::blank();
    }
    answer(raw).map_or_else(|| unreadable(raw), |yes| Reading::ok(Value::Flag(yes)))
}

/// Yes, no, or the text itself (a receipt's number). A number is a text here: receipt 1 is no yes.
pub fn read_or_text(raw: &Raw) -> Reading {
    if is_blank(raw) {
        return Reading::ok(Value::Flag(false));
    }
    match raw {
        Raw::Number(_) => text::read(raw),
        Raw::Text(text) if text.trim().bytes().all(|b| b.is_ascii_digit()) => text::read(raw),
        _ => answer(raw).map_or_else(|| text::read(raw), |yes| Reading::ok(Value::Flag(yes))),
    }
}

/// Yes, no, or a number of minutes.
pub fn read_or_minutes(raw: &Raw) -> Reading {
    if is_blank(raw) {
        return Reading::blank();
    }
    let minutes = match raw {
        Raw::Text(text) => duration::parse(text, 1),
        Raw::Number(_) | Raw::Elapsed(_) | Raw::Date(_) => match duration::read_minutes(raw).value {
            Some(Value::Number(n)) => n.to_string().parse().ok(),
            _ => None,
        },
        _ => None,
    };
    match (minutes, answer(raw)) {
        (Some(0), _) => Reading::ok(Value::Flag(false)),
        (Some(minutes), _) if (1..=600).contains(&minutes) => Reading::ok(Value::Duration(Minutes(minutes))),
        (None, Some(yes)) => Reading::ok(Value::Flag(yes)),
        _ => Reading::bad(
            Code::FlagUnreadable,
            format!("“{}” is neither yes nor a number of minutes.", text::seen(raw)),
            "Write yes, or the minutes that were called, such as 12.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::super::test::{shown, text};
    use super::*;

    #[test]
    fn yes_and_no_in_many_words() {
        for (written, meant) in [
            ("Y", "yes"),
            ("yes", "yes"),
            ("x", "yes"),
            ("n", "no"),
            ("No", "no"),
            ("maybe", "<flag-unreadable>"),
            ("-", ""),
        ] {
            assert_eq!(shown(read(&text(written))), meant, "{written}");
        }
        assert_eq!(shown(read(&Raw::Bool(true))), "yes");
    }

    #[test]
    fn a_receipt_is_there_lost_or_numbered() {
        for (written, meant) in
            [("Y", "yes"), ("y", "yes"), ("N - lost", "no"), ("R-104", "R-104"), ("104", "104")]
        {
            assert_eq!(shown(read_or_text(&text(written))), meant, "{written}");
        }
    }

    #[test]
    fn grace_is_called_or_called_for_minutes() {
        for (raw, meant) in [
            (text("yes"), "yes"),
            (text("12"), "0:12"),
            (text("0:12"), "0:12"),
            (text("12 min"), "0:12"),
            (Raw::Number(12.0), "0:12"),
            (Raw::Number(0.0), "no"),
            (text("no"), "no"),
            (text("often"), "<flag-unreadable>"),
        ] {
            assert_eq!(shown(read_or_minutes(&raw)), meant, "{raw:?}");
        }
    }
}
