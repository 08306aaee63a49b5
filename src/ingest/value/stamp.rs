//! A date together with a time in a time column: it counts from the row's own date, so that half past one
//! on the day after is 25:30.

use super::{Context, Reading, date, text, time};
use crate::diagnostic::Code;
use crate::ingest::grid::Raw;
use crate::model::{TimeEntry, Value};
use chrono::NaiveDate;

/// A date and minutes from its midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    pub date: NaiveDate,
    pub minutes: i32,
}

/// A spreadsheet's date with a time, to the minute.
pub fn of_serial(serial: f64) -> Option<Stamp> {
    let date = text::date_time(serial.floor())?.date();
    let minutes = i32::try_from(text::minutes_of_days(serial.fract())?).ok()?;
    Some(Stamp { date, minutes })
}

/// `10/31/26 6:00 PM`, `2026-11-01T01:30`. `None` for anything that is not both.
pub fn of_text(written: &str, context: &Context) -> Option<Stamp> {
    let written = text::squeeze(written);
    let (day, clock) = written.split_once([' ', 'T'])?;
    if !day.starts_with(|c: char| c.is_ascii_digit()) || !clock.contains(':') {
        return None;
    }
    let date = date::resolve(date::parse(day)?, context.day_first, context.near, false)?;
    match time::parse(clock, context.bare)? {
        TimeEntry::At(wall) if wall.offset.is_none() => Some(Stamp { date, minutes: wall.minutes }),
        _ => None,
    }
}

/// The time that a stamp means in a row.
pub fn read(stamp: Stamp, context: &Context, raw: &Raw) -> Reading {
    let days = context.row_date.map(|row| stamp.date.signed_duration_since(row).num_days());
    let entry = match days {
        // Midnight sharp is how a date without a time looks.
        None | Some(0) if stamp.minutes > 0 => time::at(stamp.minutes),
        Some(1) => time::at(stamp.minutes.saturating_add(1440)),
        _ => None,
    };
    match entry {
        Some(entry) => Reading::ok(Value::Time(entry)),
        None if stamp.minutes == 0 => Reading::bad(
            Code::TimeUnreadable,
            format!("{} is a date, not a time.", text::seen(raw)),
            "Write the time, such as 7:30A or 19:30.",
        ),
        None if days.is_some_and(|days| days != 0) => Reading::bad(
            Code::TimeUnreadable,
            format!("{} lies on another day than the row's date.", text::seen(raw)),
            "Write the time alone, or put it on the row's date or the day after.",
        ),
        None => time::unreadable(raw),
    }
}
