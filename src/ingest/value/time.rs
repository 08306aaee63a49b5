//! Times as people write them: `7:00A`, `0712`, `7.30`, `1p`, `12:00n`, `25:30`, `O/C`, `-0:30` …

use super::bare::{self, Bare};
use super::{Context, Reading, stamp, text};
use crate::diagnostic::Code;
use crate::ingest::grid::Raw;
use crate::model::{TimeEntry, Value, WallTime};

/// Past this hour a time counted on from midnight is a mistake.
const LAST_HOUR: i32 = 47;

/// Zones by the letters that people put behind a time, in seconds east of Greenwich.
const ZONES: &[(&str, i32)] = &[
    ("PST", -8 * 3600),
    ("PDT", -7 * 3600),
    ("MST", -7 * 3600),
    ("MDT", -6 * 3600),
    ("CST", -6 * 3600),
    ("CDT", -5 * 3600),
    ("EST", -5 * 3600),
    ("EDT", -4 * 3600),
    ("AKST", -9 * 3600),
    ("AKDT", -8 * 3600),
    ("HST", -10 * 3600),
    ("GMT", 0),
    ("UTC", 0),
    ("BST", 3600),
    ("WET", 0),
    ("WEST", 3600),
    ("CET", 3600),
    ("CEST", 2 * 3600),
    ("EET", 2 * 3600),
    ("EEST", 3 * 3600),
    ("AEST", 10 * 3600),
    ("AEDT", 11 * 3600),
    ("NZST", 12 * 3600),
    ("NZDT", 13 * 3600),
];

/// What stands in a time column instead of a time and is printed as written.
const PHRASES: &[&str] = &[
    "PER ", "SEE ", "AS ", "WITH ", "VIA ", "TRAVEL", "SELF", "S/R", "S/D", "P/U", "WRAP", "DARK", "IDLE",
    "SICK", "HOLIDAY", "OFF", "REMOTE", "ROUND", "THRU", "AFTER ", "BEFORE ", "UPON ", "WHEN ", "SAME",
];

pub fn read(raw: &Raw, context: &Context) -> Reading {
    let entry = match raw {
        Raw::Text(text) if text::is_nothing(text) => return Reading::blank(),
        Raw::Text(text) => match stamp::of_text(text, context) {
            Some(stamp) => return stamp::read(stamp, context, raw),
            None => parse(text, context.bare),
        },
        Raw::Number(number) => of_number(*number, context.bare),
        Raw::Elapsed(days) => of_days(*days),
        Raw::Date(serial) if *serial < 3.0 => of_days(*serial),
        Raw::Date(serial) => match stamp::of_serial(*serial) {
            Some(stamp) => return stamp::read(stamp, context, raw),
            None => None,
        },
        _ => None,
    };
    match entry {
        Some(entry) => Reading::ok(Value::Time(entry)),
        None => unreadable(raw),
    }
}

/// The problem of a cell that is no time.
pub fn unreadable(raw: &Raw) -> Reading {
    Reading::bad(
        Code::TimeUnreadable,
        format!("“{}” is no time.", text::seen(raw)),
        "Write a time such as 7:30A, 19:30 or 0730 (25:30 past midnight), or O/C, N/C, HOLD, TBD.",
    )
}

/// A time by its minutes from midnight, if there is such a one.
pub fn at(minutes: i32) -> Option<TimeEntry> {
    (0..=LAST_HOUR * 60 + 59).contains(&minutes).then(|| TimeEntry::At(WallTime::new(minutes)))
}

fn of_days(days: f64) -> Option<TimeEntry> {
    let minutes = i32::try_from(text::minutes_of_days(days)?).ok()?;
    if minutes < 0 { relative(minutes) } else { at(minutes) }
}

fn of_number(number: f64, bare: Bare) -> Option<TimeEntry> {
    let decimal = text::decimal(number)?;
    if decimal.is_sign_negative() && !decimal.is_zero() {
        return parse(&decimal.to_string(), bare);
    }
    if decimal.scale() == 0 {
        return clock(&decimal.to_string(), None, bare).and_then(at);
    }
    match bare::number_text(number) {
        Some(written) => clock(&written, None, bare).and_then(at),
        None => of_days(number),
    }
}

fn relative(minutes: i32) -> Option<TimeEntry> {
    (-24 * 60..=24 * 60).contains(&minutes).then_some(TimeEntry::Relative(minutes))
}

/// A text in a time column; `None` where it is nothing of the sort.
pub fn parse(written: &str, bare: Bare) -> Option<TimeEntry> {
    let text = text::upper(written);
    let text = text.trim_start_matches('@').trim().trim_end_matches(['.', ',', ';']);
    match text.replace(['.', ' '], "").as_str() {
        "O/C" | "OC" | "ONCALL" | "ON-CALL" => return Some(TimeEntry::OnCall),
        "N/C" | "NC" | "NOTCALLED" | "NOCALL" => return Some(TimeEntry::NotCalled),
        "HOLD" | "H" | "ONHOLD" => return Some(TimeEntry::Hold),
        "TBD" | "TBA" | "TBC" | "W/N" | "WN" | "WILLNOTIFY" | "?" => return Some(TimeEntry::ToBeDecided),
        "NOON" | "MIDDAY" => return at(12 * 60),
        "MIDNIGHT" => return at(0),
        "CALL" | "CREWCALL" | "UNITCALL" | "W/CREW" => return relative(0),
        _ => {}
    }
    if let Some(minutes) = offset_from_call(text, bare) {
        return relative(minutes);
    }
    let body = ["RFS ", "AT ", "CALL ", "REPORT "].iter().find_map(|p| text.strip_prefix(p)).unwrap_or(text);
    if let Some(entry) = zoned(body.trim(), bare) {
        return Some(entry);
    }
    let is_phrase = PHRASES.iter().any(|phrase| text.starts_with(phrase));
    is_phrase.then(|| TimeEntry::Words(text::squeeze(written).replace('\n', " ")))
}

/// `-0:30`, `Call -:30`, `+15`, `6 hrs after call`, `30 min before call`.
fn offset_from_call(text: &str, bare: Bare) -> Option<i32> {
    if let Some(length) = text.strip_suffix("AFTER CALL") {
        return length_of(length.trim(), bare);
    }
    for suffix in ["BEFORE CALL", "PRE-CALL", "PRECALL", "PRE CALL"] {
        if let Some(length) = text.strip_suffix(suffix) {
            return length_of(length.trim(), bare).and_then(i32::checked_neg);
        }
    }
    let signed =
        ["CREW CALL", "UNIT CALL", "CALL", "CC"].iter().find_map(|p| text.strip_prefix(p)).unwrap_or(text);
    let signed = signed.trim_start();
    if let Some(length) = signed.strip_prefix('-') {
        return length_of(length.trim(), bare).and_then(i32::checked_neg);
    }
    length_of(signed.strip_prefix('+')?.trim(), bare)
}

/// A length: `0:30`, `:30`, `30` (minutes, from ten up), `6 HRS`, `30 MIN`, `.5`.
fn length_of(text: &str, bare: Bare) -> Option<i32> {
    if let Some(hours) = ["HOURS", "HOUR", "HRS", "HR", "H"].iter().find_map(|s| text.strip_suffix(s)) {
        let hours = hours.trim();
        if let Ok(whole) = hours.parse::<i32>() {
            return whole.checked_mul(60);
        }
        let (hours, fraction) = bare::parts(hours)?;
        return bare::minutes(hours, fraction, Bare::Tenths);
    }
    if let Some(minutes) = ["MINUTES", "MINS", "MIN", "M"].iter().find_map(|s| text.strip_suffix(s)) {
        return minutes.trim().parse().ok();
    }
    if let Some((hours, minutes)) = text.split_once(':') {
        let hours: i32 = if hours.is_empty() { 0 } else { digits(hours, 2)? };
        let minutes = digits(minutes, 2).filter(|_| minutes.len() == 2)?;
        return (minutes < 60).then_some(hours * 60 + minutes);
    }
    if text.contains(['.', ',']) {
        let padded = if text.starts_with(['.', ',']) { format!("0{text}") } else { text.to_string() };
        let (hours, fraction) = bare::parts(&padded)?;
        return bare::minutes(hours, fraction, bare);
    }
    // A bare 1 could be an hour or a minute; from ten up only minutes are written so.
    digits(text, 3).filter(|m| *m >= 10)
}

/// A wall time with, perhaps, a zone behind it.
fn zoned(text: &str, bare: Bare) -> Option<TimeEntry> {
    let (body, offset) = split_zone(text);
    let body = body.trim_end_matches("HRS").trim_end_matches("HR").trim_end();
    let (body, half) = split_half(body);
    let minutes = clock(body, half, bare)?;
    match at(minutes)? {
        TimeEntry::At(wall) => Some(TimeEntry::At(WallTime { offset, ..wall })),
        other => Some(other),
    }
}

fn split_zone(text: &str) -> (&str, Option<i32>) {
    if let Some((body, last)) = text.rsplit_once(' ') {
        if let Some((_, seconds)) = ZONES.iter().find(|(name, _)| *name == last) {
            return (body.trim_end(), Some(*seconds));
        }
        if let Some(seconds) = numeric_zone(last) {
            return (body.trim_end(), Some(seconds));
        }
    }
    let iso = text.strip_suffix('Z').filter(|body| body.ends_with(|c: char| c.is_ascii_digit()));
    if let Some(body) = iso {
        return (body, Some(0));
    }
    // 01:30-08:00, without a space between.
    if let Some(cut) = text.rfind(['+', '-']).filter(|cut| *cut > 0) {
        let (body, zone) = text.split_at(cut);
        if let Some(seconds) = numeric_zone(zone).filter(|_| body.contains(':')) {
            return (body, Some(seconds));
        }
    }
    (text, None)
}

/// `-08:00`, `+0100`, `UTC-8` is not taken.
fn numeric_zone(text: &str) -> Option<i32> {
    let sign = match text.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let rest = text.get(1..)?;
    let (hours, minutes) = match rest.split_once(':') {
        Some(parts) => parts,
        None if rest.len() == 4 && rest.is_ascii() => rest.split_at(2),
        None => return None,
    };
    let (hours, minutes) = (digits(hours, 2)?, digits(minutes, 2)?);
    (hours <= 14 && minutes < 60).then_some(sign * (hours * 3600 + minutes * 60))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Half {
    Morning,
    Afternoon,
    Noon,
    Midnight,
}

/// The `A`, `PM`, `N` behind a time.
fn split_half(text: &str) -> (&str, Option<Half>) {
    const MARKS: &[(&str, Half)] = &[
        ("A.M", Half::Morning),
        ("P.M", Half::Afternoon),
        ("AM", Half::Morning),
        ("PM", Half::Afternoon),
        ("NOON", Half::Noon),
        ("MIDNIGHT", Half::Midnight),
        ("MN", Half::Midnight),
        ("NN", Half::Noon),
        ("A", Half::Morning),
        ("P", Half::Afternoon),
        ("N", Half::Noon),
        ("M", Half::Midnight),
    ];
    for (mark, half) in MARKS {
        if let Some(body) = text.strip_suffix(mark) {
            let body = body.trim_end();
            if body.ends_with(|c: char| c.is_ascii_digit()) {
                return (body, Some(*half));
            }
        }
    }
    (text, None)
}

/// Minutes from midnight of the digits of a time.
fn clock(text: &str, half: Option<Half>, bare: Bare) -> Option<i32> {
    let (hours, minutes) = if let Some((hours, rest)) = text.split_once([':', 'H']) {
        let (minutes, seconds) = rest.split_once(':').unwrap_or((rest, "00"));
        let open_end = text.ends_with('H') && minutes.is_empty();
        if !open_end && (minutes.len() != 2 || digits(seconds.split('.').next()?, 2)? > 59) {
            return None;
        }
        (digits(hours, 2)?, if open_end { 0 } else { digits(minutes, 2)? })
    } else if let Some((hours, fraction)) = bare::parts(text) {
        if half.is_none() {
            return bare::minutes(hours, fraction, bare);
        }
        // Behind 7.30A only a clock makes sense.
        (i32::try_from(hours).ok()?, digits(fraction, 2).filter(|_| fraction.len() == 2)?)
    } else if text.len() <= 2 {
        (digits(text, 2)?, 0)
    } else {
        let number = digits(text, 4)?;
        (number / 100, number % 100)
    };
    if minutes > 59 {
        return None;
    }
    let hours = match half {
        None => hours,
        Some(Half::Morning) if hours <= 12 => hours % 12,
        Some(Half::Afternoon) if hours <= 12 => hours % 12 + 12,
        Some(Half::Afternoon) if hours <= 23 => hours,
        Some(Half::Noon) if hours == 12 => 12,
        Some(Half::Midnight) if hours == 12 => 0,
        Some(_) => return None,
    };
    Some(hours * 60 + minutes)
}

/// One to `most` digits as a number.
fn digits(text: &str, most: usize) -> Option<i32> {
    let fits = !text.is_empty() && text.len() <= most && text.bytes().all(|b| b.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::super::test::{context, shown, text, us};
    use super::*;
    use chrono::NaiveDate;

    fn read_text(written: &str) -> String {
        shown(read(&text(written), &context(&us())))
    }

    #[test]
    fn every_notation_of_the_offices() {
        for (written, meant) in [
            ("7:00A", "07:00"),
            ("7a", "07:00"),
            ("7:42 AM", "07:42"),
            ("7:42 a.m.", "07:42"),
            ("0712", "07:12"),
            ("0700", "07:00"),
            ("730", "07:30"),
            ("7", "07:00"),
            ("7.30a", "07:30"),
            ("1p", "13:00"),
            ("1:24p", "13:24"),
            ("7:24 PM", "19:24"),
            ("12:00n", "12:00"),
            ("12N", "12:00"),
            ("12:15p", "12:15"),
            ("12:05a", "00:05"),
            ("12:00m", "00:00"),
            ("noon", "12:00"),
            ("1954", "19:54"),
            ("19:54:00", "19:54"),
            ("07h30", "07:30"),
            ("0700 hrs", "07:00"),
            ("25:30", "25:30"),
            ("2530", "25:30"),
            ("@ 6:42A", "06:42"),
            ("RFS 6:00A", "06:00"),
            ("7\u{a0}:30", "<time-unreadable>"),
            ("\u{a0}7:30\u{a0}", "07:30"),
        ] {
            assert_eq!(read_text(written), meant, "{written}");
        }
    }

    #[test]
    fn bare_decimals_follow_the_sheet() {
        let us = us();
        let tenths = context(&us);
        let minutes = Context { bare: Bare::Minutes, ..tenths };
        // 27.4 h is 27:24; 19.3 h is 19:18, or 19:30 where points part minutes.
        for (raw, in_tenths, in_minutes) in [
            (text("27.4"), "27:24", "27:40"),
            (Raw::Number(19.3), "19:18", "19:30"),
            (text("7.30"), "07:18", "07:30"),
            (text("6.8"), "06:48", "<time-unreadable>"),
        ] {
            assert_eq!(shown(read(&raw, &tenths)), in_tenths, "{raw:?}");
            assert_eq!(shown(read(&raw, &minutes)), in_minutes, "{raw:?}");
        }
    }

    #[test]
    fn words_instead_of_times() {
        for (written, meant) in [
            ("O/C", TimeEntry::OnCall),
            ("o.c.", TimeEntry::OnCall),
            ("N/C", TimeEntry::NotCalled),
            ("Hold", TimeEntry::Hold),
            ("TBD", TimeEntry::ToBeDecided),
            ("W/N", TimeEntry::ToBeDecided),
            ("PER GAFFER", TimeEntry::Words("PER GAFFER".into())),
            ("see Transpo", TimeEntry::Words("see Transpo".into())),
            ("-0:30", TimeEntry::Relative(-30)),
            ("Call -:30", TimeEntry::Relative(-30)),
            ("+0:15", TimeEntry::Relative(15)),
            ("\u{2212}1:00", TimeEntry::Relative(-60)),
            ("-.5", TimeEntry::Relative(-30)),
            ("-30", TimeEntry::Relative(-30)),
            ("6 hrs after call", TimeEntry::Relative(360)),
            ("30 min before call", TimeEntry::Relative(-30)),
        ] {
            assert_eq!(parse(written, Bare::Tenths), Some(meant), "{written}");
        }
        for blank in ["-", "--", "\u{2014}", "N/A"] {
            assert!(read(&text(blank), &context(&us())).is_blank(), "{blank}");
        }
    }

    #[test]
    fn a_zone_behind_a_time_is_kept() {
        for (written, minutes, offset) in [
            ("1:30A PST", 90, -8 * 3600),
            ("01:30 -08:00", 90, -8 * 3600),
            ("01:30-0700", 90, -7 * 3600),
            ("13:00 BST", 780, 3600),
        ] {
            let meant = TimeEntry::At(WallTime { minutes, offset: Some(offset) });
            assert_eq!(parse(written, Bare::Tenths), Some(meant), "{written}");
        }
    }

    #[test]
    fn what_is_no_time_is_said_to_be_none() {
        for written in
            ["7:3O", "7:5", "7:60", "1360", "banana", "13:00A", "48:00", "99", "12:3", "-1", "3/8", "7:30:99"]
        {
            assert_eq!(read_text(written), "<time-unreadable>", "{written}");
        }
    }

    #[test]
    fn spreadsheet_times_and_stamps() {
        let us = us();
        // 30 Nov 2026 is serial 46356 (46023 is 1 Jan 2026, plus 333 days).
        let plain = Context { row_date: NaiveDate::from_ymd_opt(2026, 11, 30), ..context(&us) };
        for (raw, meant) in [
            (Raw::Date(0.5625), "13:30"),
            // 13.5 h of 24, with the dust that a spreadsheet leaves.
            (Raw::Date(0.562499999), "13:30"),
            (Raw::Elapsed(25.5 / 24.0), "25:30"),
            (Raw::Date(46356.0 + 0.5), "12:00"),
            (Raw::Date(46357.0 + 1.5 / 24.0), "25:30"),
            (Raw::Date(46357.0), "24:00"),
            (Raw::Date(46356.0), "<time-unreadable>"),
            (Raw::Date(46360.5), "<time-unreadable>"),
            (Raw::Number(0.291666667), "07:00"),
            (Raw::Number(1954.0), "19:54"),
            (Raw::Number(7.0), "07:00"),
            (Raw::Number(-30.0), "-0:30"),
            (Raw::Bool(true), "<time-unreadable>"),
            // The same as text, which is what a CSV makes of it.
            (text("11/30/26 6:00 PM"), "18:00"),
            (text("2026-12-01 01:30"), "25:30"),
            (text("2026-12-01T01:30:00"), "25:30"),
            (text("2026-12-03 01:30"), "<time-unreadable>"),
        ] {
            assert_eq!(shown(read(&raw, &plain)), meant, "{raw:?}");
        }
    }
}
