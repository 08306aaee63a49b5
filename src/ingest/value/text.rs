//! Text, names, telephone numbers and addresses; and how a cell looks to a person.

use super::{Problem, Reading};
use crate::diagnostic::Code;
use crate::ingest::grid::Raw;
use crate::model::{Minutes, Value};
use chrono::{Duration, NaiveDate, NaiveDateTime};
use rust_decimal::Decimal;
use std::borrow::Cow;

/// Runs of blanks as one space, none at the ends; non-breaking and other odd spaces count as blanks.
/// Line ends are kept.
pub fn squeeze(text: &str) -> Cow<'_, str> {
    let plain = !text.starts_with(' ')
        && !text.ends_with(' ')
        && !text.contains("  ")
        && text.bytes().all(|b| (b' '..=b'~').contains(&b));
    if plain {
        return Cow::Borrowed(text);
    }
    let lines = text.lines().map(|line| {
        let words = line
            .split(|c: char| c.is_whitespace() || matches!(c, '\u{200B}' | '\u{FEFF}' | '\u{2060}'))
            .filter(|word| !word.is_empty());
        words.collect::<Vec<_>>().join(" ")
    });
    let kept: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
    Cow::Owned(kept.join("\n"))
}

/// One line in upper case with plain hyphens, for parsing what people write.
pub fn upper(text: &str) -> String {
    squeeze(text)
        .replace('\n', " ")
        .chars()
        .map(|c| match c {
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            '\u{2018}' | '\u{2019}' => '\'',
            other => other,
        })
        .collect::<String>()
        .to_uppercase()
}

/// A mark for “nothing here”: a dash or `n/a`.
pub fn is_nothing(text: &str) -> bool {
    if text.len() > 24 {
        return false;
    }
    let text = upper(text);
    matches!(text.as_str(), "N/A" | "NA" | "NONE" | "NIL" | "N.A.") || text.chars().all(|c| c == '-')
}

/// A mark for “not decided yet”.
pub fn is_undecided(text: &str) -> bool {
    text.len() <= 24
        && matches!(
            upper(text).trim_end_matches('.'),
            "TBC" | "TBD" | "TBA" | "T.B.C" | "T.B.A" | "T.B.D" | "?" | "??" | "???"
        )
}

/// A spreadsheet's number as people see it: at most 15 significant digits, which is what spreadsheets
/// keep, so that 103.69000000000001 (a sum of cents) is 103.69. `None` where it is out of range.
pub fn decimal(number: f64) -> Option<Decimal> {
    if !number.is_finite() {
        return None;
    }
    Decimal::from_scientific(&format!("{number:.14e}")).ok().map(|d| d.normalize())
}

/// The date and time of a spreadsheet's serial number, to the second.
pub fn date_time(serial: f64) -> Option<NaiveDateTime> {
    if !serial.is_finite() || !(-1.0e6..3.0e6).contains(&serial) {
        return None;
    }
    let epoch = NaiveDate::from_ymd_opt(1899, 12, 30)?.and_hms_opt(0, 0, 0)?;
    epoch.checked_add_signed(Duration::seconds((serial * 86_400.0).round() as i64))
}

/// Whole minutes of a fraction of days; `None` where it is beyond all sense.
pub fn minutes_of_days(days: f64) -> Option<i64> {
    (days.is_finite() && days.abs() < 1.0e6).then(|| (days * 1440.0).round() as i64)
}

/// What stands in a cell, for people.
pub fn seen(raw: &Raw) -> String {
    match raw {
        Raw::Text(text) => text.trim().to_string(),
        Raw::Number(n) => decimal(*n).map_or_else(|| n.to_string(), |d| d.to_string()),
        Raw::Date(serial) if (0.0..1.0).contains(serial) => clock(*serial),
        Raw::Date(serial) => match date_time(*serial) {
            Some(at) if serial.fract() == 0.0 => at.date().to_string(),
            Some(at) => at.format("%Y-%m-%d %H:%M").to_string(),
            None => serial.to_string(),
        },
        Raw::Elapsed(days) => clock(*days),
        Raw::Bool(true) => "TRUE".into(),
        Raw::Bool(false) => "FALSE".into(),
        Raw::Error(error) => error.clone(),
        Raw::NoResult => "(formula without a result)".into(),
    }
}

fn clock(days: f64) -> String {
    minutes_of_days(days).map_or_else(|| days.to_string(), |m| Minutes(m).to_string())
}

pub fn read(raw: &Raw) -> Reading {
    let text = seen(raw);
    Reading::ok(Value::Text(squeeze(&text).into_owned()))
}

/// A name. `person`: it is one person's, and two of them in the cell are said.
pub fn read_name(raw: &Raw, person: bool) -> Reading {
    let text = seen(raw);
    if is_nothing(&text) || is_undecided(&text) {
        return Reading::blank();
    }
    let reading = Reading::ok(Value::Text(squeeze(&text).replace('\n', " ")));
    if !person || !names_two(&squeeze(&text)) {
        return reading;
    }
    reading.doubtful(Problem::new(
        Code::NamesTwo,
        format!("“{}” names two people; it was kept as one name.", squeeze(&text).replace('\n', " ")),
        "Give each person a row.",
    ))
}

/// Two full names in a cell: `Ada Quill / Bo Reyes`, or one below the other.
fn names_two(text: &str) -> bool {
    let parts: Vec<&str> = text.split(['/', '\n', '&', '+']).map(str::trim).collect();
    let full = |name: &&str| {
        let words: Vec<&str> = name.split([' ', ',']).filter(|word| !word.is_empty()).collect();
        (2..=4).contains(&words.len())
            && words.iter().all(|w| w.chars().next().is_some_and(char::is_uppercase))
            && name.chars().all(|c| c.is_alphabetic() || " ,.'’-".contains(c))
    };
    // A company's name has an ampersand of its own: Grip & Gear Co.
    parts.len() >= 2 && parts.iter().all(full)
}

/// Telephone numbers as written, several of one cell on their own lines. `tbc` is none.
pub fn read_phone(raw: &Raw) -> Reading {
    let text = seen(raw);
    if is_nothing(&text) || is_undecided(&text) {
        return Reading::blank();
    }
    Reading::ok(Value::Text(squeeze(&text).into_owned()))
}

/// An address to which mail can be written; `[at]` is read as `@` and reported.
pub fn read_email(raw: &Raw) -> Reading {
    let text = seen(raw);
    if is_nothing(&text) || is_undecided(&text) {
        return Reading::blank();
    }
    let written = squeeze(&text).into_owned();
    let written = written.strip_prefix("mailto:").unwrap_or(&written).to_string();
    let lower = written.to_lowercase();
    let mark = ["[at]", "(at)", " at "].into_iter().find(|mark| lower.contains(mark));
    let address = match mark {
        Some(mark) => lower.replacen(mark, "@", 1).replace("[dot]", ".").replace(' ', ""),
        None => written,
    };
    if !is_address(&address) {
        return Reading::bad(
            Code::AddressInvalid,
            format!("“{address}” is no e-mail address."),
            "Write one address in full, such as name@example.com.",
        );
    }
    let reading = Reading::ok(Value::Text(address.clone()));
    match mark {
        None => reading,
        Some(mark) => reading.doubtful(Problem::new(
            Code::AddressRestored,
            format!("“{}” was read as @: {address}.", mark.trim()),
            "Write the address with @.",
        )),
    }
}

fn is_address(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && !"@,;<>()[]\"\\:".contains(c);
    let labels: Vec<&str> = domain.split('.').collect();
    !local.is_empty()
        && local.chars().all(plain)
        && labels.len() >= 2
        && labels.iter().all(|l| !l.is_empty() && l.chars().all(|c| c.is_alphanumeric() || c == '-'))
        && labels.last().is_some_and(|l| l.chars().count() >= 2)
}

#[cfg(test)]
mod tests {
    use super::super::test::{shown, text};
    use super::*;

    #[test]
    fn addresses_are_mended_or_reported() {
        assert_eq!(shown(read_email(&text("KEMI@EXAMPLE.COM "))), "KEMI@EXAMPLE.COM");
        let mended = read_email(&text("lin[at]example.com"));
        assert_eq!(mended.problem.as_ref().map(|p| p.code), Some(Code::AddressRestored));
        assert_eq!(shown(mended), "lin@example.com");
        for bad in ["pat.dunn@example", "pat dunn@example.com", "a@b@c.com", "@example.com", "office"] {
            assert_eq!(shown(read_email(&text(bad))), "<address-invalid>", "{bad}");
        }
        assert!(read_email(&text("tbc")).is_blank());
    }

    #[test]
    fn a_sum_of_cents_has_no_float_dust() {
        // 0.1 + 0.2 is 0.30000000000000004 in binary.
        assert_eq!(decimal(0.1 + 0.2), Some(Decimal::new(3, 1)));
        assert_eq!(decimal(1450.0), Some(Decimal::from(1450)));
        assert_eq!(decimal(f64::NAN), None);
        assert_eq!(decimal(1e300), None);
    }

    #[test]
    fn two_people_in_a_cell_are_said() {
        for (written, two) in [
            ("Ada Quill / Bo Reyes", true),
            ("Ada Quill\nBo Reyes", true),
            ("Ada Quill", false),
            ("QUILL, Ada", false),
            ("Hsu, Lin (\"Linny\")", false),
            ("Grip & Gear Co.", false),
            ("Ada Quill / TBD", false),
        ] {
            assert_eq!(names_two(written), two, "{written}");
        }
    }

    #[test]
    fn blanks_of_all_sorts_are_squeezed() {
        assert_eq!(squeeze("  Asst.\u{a0} POC \n\n h: 1 "), "Asst. POC\nh: 1");
        assert_eq!(squeeze("plain"), "plain");
    }
}
