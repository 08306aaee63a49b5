//! Dates in every notation offices use.

use super::{Context, Problem, Reading, text};
use crate::diagnostic::Code;
use crate::ingest::grid::Raw;
use crate::model::Value;
use chrono::{Datelike, NaiveDate, Weekday};

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Mon),
    ("tuesday", Weekday::Tue),
    ("wednesday", Weekday::Wed),
    ("thursday", Weekday::Thu),
    ("friday", Weekday::Fri),
    ("saturday", Weekday::Sat),
    ("sunday", Weekday::Sun),
];

/// A date as written, before its order and year are settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    pub weekday: Option<Weekday>,
    pub parts: Parts,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parts {
    /// Year, month and day are clear.
    Clear { year: Year, month: u32, day: u32 },
    /// Two numbers whose order the sheet decides.
    Open { first: u32, second: u32, year: Year },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Year {
    Full(i32),
    /// `27`
    Short(i32),
    Missing,
}

impl Written {
    /// A year is written, too.
    pub fn is_full(self) -> bool {
        let (Parts::Clear { year, .. } | Parts::Open { year, .. }) = self.parts;
        year != Year::Missing
    }
}

/// A weekday by its name or the first letters of it (`Tue`, `Tues`, `Th`).
pub fn weekday(word: &str) -> Option<Weekday> {
    let word = word.trim().trim_end_matches('.').to_lowercase();
    let known = match word.as_str() {
        "m" | "t" | "w" | "f" | "s" | "" => None,
        _ => WEEKDAYS.iter().find(|(name, _)| word.len() >= 2 && name.starts_with(&word)),
    };
    known.map(|(_, day)| *day).or(match word.as_str() {
        "tues" => Some(Weekday::Tue),
        "weds" => Some(Weekday::Wed),
        "thur" | "thurs" => Some(Weekday::Thu),
        _ => None,
    })
}

fn month(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    let found = MONTHS.iter().position(|name| word.len() >= 3 && name.starts_with(&word));
    found.or((word == "sept").then_some(8)).and_then(|i| u32::try_from(i + 1).ok())
}

/// Takes a text apart; `None` where it is no date.
pub fn parse(written: &str) -> Option<Written> {
    let text = text::squeeze(written).to_lowercase();
    // A time behind the date does not matter here.
    let text = match text.split_once('t') {
        Some((date, time)) if date.len() == 10 && time.contains(':') => date.to_string(),
        _ => text,
    };
    let mut weekday_seen = None;
    let mut named = None;
    let mut numbers: Vec<(u32, usize)> = Vec::new();
    let mut dotted = false;
    for word in text.split([' ', ',', '(', ')', '\n']).filter(|w| !w.is_empty()) {
        if word.contains(':') || matches!(word, "am" | "pm" | "a.m." | "p.m." | "of" | "the") {
            continue;
        }
        dotted |= word.bytes().filter(|b| *b == b'.').count() == 2;
        for token in word.split(['/', '-', '.', '\u{2013}', '\u{2212}']).filter(|t| !t.is_empty()) {
            if let Some(day) = weekday(token) {
                if weekday_seen.replace(day).is_some() {
                    return None;
                }
            } else if let Some(month) = month(token) {
                // The month stands after as many numbers as were seen before it.
                if named.replace((month, numbers.len())).is_some() {
                    return None;
                }
            } else {
                numbers.push(number(token)?);
            }
        }
    }
    let parts = match named {
        Some((month, before)) => with_month(month, before, &numbers)?,
        None => numeric(&numbers, dotted)?,
    };
    Some(Written { weekday: weekday_seen, parts })
}

/// The date within a longer text, as written: `START OF DAY 1 -- Tue, Mar 02, 2027`.
pub fn within(written: &str) -> Option<String> {
    let pieces = written.split("--").flat_map(|p| p.split(" - ")).flat_map(|p| p.split(['|', ':', '–', '—']));
    let mut pieces = pieces.map(str::trim).filter(|p| p.chars().any(|c| c.is_ascii_digit()));
    pieces.find(|p| parse(p).is_some()).map(str::to_string)
}

/// The number of a shooting day within a longer text: `DAY 3`, `Drehtag 3`.
pub fn day_within(written: &str) -> Option<String> {
    let upper = written.to_uppercase();
    let mut words = upper.split([' ', '#', '\n']).filter(|w| !w.is_empty());
    words.find(|w| matches!(*w, "DAY" | "DREHTAG" | "JORNADA" | "JOUR" | "DIÁRIA"))?;
    let next = words.next()?.trim_end_matches([',', ':', '.', ')']);
    (!next.is_empty() && next.len() <= 3 && next.bytes().all(|b| b.is_ascii_digit()))
        .then(|| next.to_string())
}

/// Digits, perhaps with an ordinal ending or an apostrophe before a short year.
fn number(token: &str) -> Option<(u32, usize)> {
    let token = token.trim_start_matches('\'');
    let token = ["st", "nd", "rd", "th"].iter().find_map(|end| token.strip_suffix(end)).unwrap_or(token);
    let fits = !token.is_empty() && token.len() <= 8 && token.bytes().all(|b| b.is_ascii_digit());
    fits.then(|| token.parse().ok().map(|n| (n, token.len()))).flatten()
}

fn year(number: (u32, usize)) -> Option<Year> {
    let value = i32::try_from(number.0).ok()?;
    match number.1 {
        4 => Some(Year::Full(value)),
        2 => Some(Year::Short(value)),
        _ => None,
    }
}

fn with_month(month: u32, before: usize, numbers: &[(u32, usize)]) -> Option<Parts> {
    let (day, year) = match (numbers, before) {
        ([day], _) if day.1 <= 2 => (day.0, Year::Missing),
        // 4-Feb-27, Feb 4 2027
        ([day, y], _) if day.1 <= 2 => (day.0, year(*y)?),
        // 2027-Feb-04
        ([y, day], 1) if y.1 == 4 => (day.0, year(*y)?),
        _ => return None,
    };
    Some(Parts::Clear { year, month, day })
}

fn numeric(numbers: &[(u32, usize)], dotted: bool) -> Option<Parts> {
    match numbers {
        // 20270205
        [(all, 8)] => {
            let (y, month, day) = (all / 10_000, all / 100 % 100, all % 100);
            Some(Parts::Clear { year: Year::Full(i32::try_from(y).ok()?), month, day })
        }
        [y, month, day] if y.1 == 4 && month.1 <= 2 && day.1 <= 2 => {
            Some(Parts::Clear { year: year(*y)?, month: month.0, day: day.0 })
        }
        // 05.02.2027: points and a full year are written where the day comes first.
        [day, month, y] if dotted && y.1 == 4 && month.0 <= 12 => {
            Some(Parts::Clear { year: year(*y)?, month: month.0, day: day.0 })
        }
        [first, second, y] if first.1 <= 2 && second.1 <= 2 => {
            Some(Parts::Open { first: first.0, second: second.0, year: year(*y)? })
        }
        [first, second] if first.1 <= 2 && second.1 <= 2 => {
            Some(Parts::Open { first: first.0, second: second.0, year: Year::Missing })
        }
        _ => None,
    }
}

/// Month and day of two numbers: in the sheet's order, else in the only order in which they are a date.
fn ordered(first: u32, second: u32, day_first: bool) -> (u32, u32) {
    let (month, day) = if day_first { (second, first) } else { (first, second) };
    if month > 12 && day <= 12 { (day, month) } else { (month, day) }
}

/// The date that is meant. `past` takes a short year as one that has been (dates of birth).
pub fn resolve(written: Written, day_first: bool, near: Option<NaiveDate>, past: bool) -> Option<NaiveDate> {
    let (written_year, month, day) = match written.parts {
        Parts::Clear { year, month, day } => (year, month, day),
        Parts::Open { first, second, year } => {
            let (month, day) = ordered(first, second, day_first);
            (year, month, day)
        }
    };
    let year = match written_year {
        Year::Full(year) => year,
        Year::Short(short) => {
            let latest = near.map_or(2030, |n| n.year());
            if past && 2000 + short > latest { 1900 + short } else { 2000 + short }
        }
        Year::Missing => return nearest(near?, month, day),
    };
    (1900..=2200).contains(&year).then(|| NaiveDate::from_ymd_opt(year, month, day)).flatten()
}

/// The date of a month and day in the year that brings it closest to another date.
fn nearest(near: NaiveDate, month: u32, day: u32) -> Option<NaiveDate> {
    (near.year() - 1..=near.year() + 1)
        .filter_map(|year| NaiveDate::from_ymd_opt(year, month, day))
        .min_by_key(|date| date.signed_duration_since(near).num_days().abs())
}

fn unreadable(raw: &Raw) -> Reading {
    Reading::bad(
        Code::DateUnreadable,
        format!("“{}” is no date.", text::seen(raw)),
        "Write the date with its year, such as 2027-02-05 or 5 Feb 2027.",
    )
}

pub fn read(raw: &Raw, context: &Context, past: bool) -> Reading {
    match raw {
        Raw::Date(serial) if *serial >= 366.0 => match text::date_time(serial.floor()) {
            Some(at) if (1900..=2200).contains(&at.year()) => Reading::ok(Value::Date(at.date())),
            _ => unreadable(raw),
        },
        Raw::Text(text) => of_text(text, raw, context, past),
        Raw::Number(number) => of_number(*number, raw, context, past),
        _ => unreadable(raw),
    }
}

/// A date, or the words that stand instead of one.
pub fn read_or_text(raw: &Raw, context: &Context) -> Reading {
    match raw {
        Raw::Text(written) if parse(written).is_none() && !text::is_undecided(written) => text::read(raw),
        _ => read(raw, context, false),
    }
}

fn of_text(written: &str, raw: &Raw, context: &Context, past: bool) -> Reading {
    if text::is_nothing(written) {
        return Reading::blank();
    }
    if text::is_undecided(written) {
        return Reading::undecided(Code::DateUnreadable, "date", written);
    }
    let Some(parts) = parse(written) else { return unreadable(raw) };
    let Some(date) = resolve(parts, context.day_first, context.near, past) else {
        let yearless = matches!(
            parts.parts,
            Parts::Open { year: Year::Missing, .. } | Parts::Clear { year: Year::Missing, .. }
        );
        if yearless && context.near.is_none() {
            return Reading::bad(
                Code::DateUnreadable,
                format!("“{}” has no year, and no other date of the sheet suggests one.", written.trim()),
                "Write the date with its year, such as 2027-02-05.",
            );
        }
        return unreadable(raw);
    };
    let reading = Reading::ok(Value::Date(date));
    match parts.weekday {
        Some(day) if day != date.weekday() => reading.doubtful(wrong_weekday(day, date)),
        _ => reading,
    }
}

/// The weekday beside a date is not that date's.
pub fn wrong_weekday(written: Weekday, date: NaiveDate) -> Problem {
    Problem::new(
        Code::WeekdayMismatch,
        format!("{date} is a {}, not a {}.", name(date.weekday()), name(written)),
        "Mend the weekday or the date; the date was taken.",
    )
}

fn name(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}

fn of_number(number: f64, raw: &Raw, context: &Context, past: bool) -> Reading {
    let whole = text::decimal(number).filter(|d| d.scale() == 0 && d.is_sign_positive());
    if let Some(parts) = whole.filter(|_| number >= 19_000_101.0).and_then(|d| parse(&d.to_string())) {
        return resolve(parts, context.day_first, context.near, past)
            .map_or_else(|| unreadable(raw), |date| Reading::ok(Value::Date(date)));
    }
    let serial = (20_000.0..80_000.0).contains(&number).then(|| text::date_time(number.floor())).flatten();
    match serial {
        Some(at) => Reading::bad(
            Code::DateUnreadable,
            format!(
                "{} is a plain number; as a spreadsheet's date it would be {}.",
                text::seen(raw),
                at.date()
            ),
            "Format the cell as a date.",
        ),
        None => unreadable(raw),
    }
}

#[cfg(test)]
mod tests {
    use super::super::test::{context, shown, text, us};
    use super::*;
    use crate::ingest::locale::Locale;

    fn read_in(country: &str, written: &str) -> String {
        let locale = Locale::of(country, "USD");
        shown(read(&text(written), &context(&locale), false))
    }

    #[test]
    fn every_notation_of_the_offices() {
        for (written, us, gb) in [
            ("3/9/27", "2027-03-09", "2027-09-03"),
            ("09/03/27", "2027-09-03", "2027-03-09"),
            ("05.02.2027", "2027-02-05", "2027-02-05"),
            ("4-Feb-27", "2027-02-04", "2027-02-04"),
            ("4 Feb", "2027-02-04", "2027-02-04"),
            ("Feb 4th, 2027", "2027-02-04", "2027-02-04"),
            ("2027-02-05", "2027-02-05", "2027-02-05"),
            ("2027-02-05T07:00:00", "2027-02-05", "2027-02-05"),
            ("20270205", "2027-02-05", "2027-02-05"),
            // No year: near 8 March 2027, the sheet's own date.
            ("3/10", "2027-03-10", "2026-10-03"),
            ("12/30", "2026-12-30", "2026-12-30"),
            // 16 is no month.
            ("1.16.26", "2026-01-16", "2026-01-16"),
            ("Tuesday, March 9, 2027", "2027-03-09", "2027-03-09"),
            ("2026.06.20 (SAT)", "2026-06-20", "2026-06-20"),
            ("Tue 9 Mar 2027", "2027-03-09", "2027-03-09"),
            ("3/9/19 4:00", "2019-03-09", "2019-09-03"),
            ("2/30/27", "<date-unreadable>", "<date-unreadable>"),
            ("soon", "<date-unreadable>", "<date-unreadable>"),
            ("TBD", "<date-unreadable>", "<date-unreadable>"),
            ("3/9/1", "<date-unreadable>", "<date-unreadable>"),
        ] {
            assert_eq!(read_in("US", written), us, "{written} in the US");
            assert_eq!(read_in("GB", written), gb, "{written} in Britain");
        }
    }

    #[test]
    fn a_weekday_is_checked_against_its_date() {
        // 9 March 2027 is a Tuesday.
        let reading = read(&text("Wed, March 9, 2027"), &context(&us()), false);
        assert_eq!(reading.problem.as_ref().map(|p| p.code), Some(Code::WeekdayMismatch));
        assert_eq!(shown(reading), "2027-03-09");
        assert_eq!(read(&text("Tue, March 9, 2027"), &context(&us()), false).problem, None);
    }

    #[test]
    fn a_short_year_of_birth_has_been() {
        let us = us();
        assert_eq!(shown(read(&text("5/4/61"), &context(&us), true)), "1961-05-04");
        assert_eq!(shown(read(&text("5/4/15"), &context(&us), true)), "2015-05-04");
    }

    #[test]
    fn numbers_are_dates_only_when_they_say_so() {
        let us = us();
        // 46023 is 1 January 2026.
        assert_eq!(shown(read(&Raw::Date(46023.0), &context(&us), false)), "2026-01-01");
        assert_eq!(shown(read(&Raw::Date(46023.75), &context(&us), false)), "2026-01-01");
        assert_eq!(shown(read(&Raw::Number(46023.0), &context(&us), false)), "<date-unreadable>");
        assert_eq!(shown(read(&Raw::Number(20270205.0), &context(&us), false)), "2027-02-05");
        assert_eq!(shown(read(&Raw::Date(0.5), &context(&us), false)), "<date-unreadable>");
    }

    #[test]
    fn without_a_year_or_a_neighbour_there_is_no_date() {
        let us = us();
        let alone = Context { near: None, ..context(&us) };
        assert_eq!(shown(read(&text("3/10"), &alone, false)), "<date-unreadable>");
    }
}
