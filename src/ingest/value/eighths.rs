//! Script pages in eighths: `2 3/8`, `4/8`, `2-3/8 pgs.`, `⅜`, `2.375`, and the date that a
//! spreadsheet made of `3/8`. Never reduced.

use super::{Reading, date, text};
use crate::diagnostic::Code;
use crate::ingest::grid::Raw;
use crate::model::{Pages, Value};
use chrono::Datelike;
use rust_decimal::Decimal;

/// More pages than any script has.
const MOST: u32 = 1000 * 8;

pub fn read(raw: &Raw) -> Reading {
    let eighths = match raw {
        Raw::Text(text) if text::is_nothing(text) => return Reading::blank(),
        Raw::Text(text) if text::is_undecided(text) => {
            return Reading::undecided(Code::PagesUnreadable, "page count", text);
        }
        Raw::Text(text) => parse(text).or_else(|| dated(text)),
        Raw::Number(number) => text::decimal(*number).and_then(of_decimal),
        // 3/8 became the eighth of March, or the third of August: either way a part of eighths.
        Raw::Date(serial) => text::date_time(*serial).and_then(|at| of_two(at.month(), at.day())),
        _ => None,
    };
    match eighths.filter(|e| *e <= MOST) {
        Some(eighths) => Reading::ok(Value::Pages(Pages::new(eighths))),
        None => Reading::bad(
            Code::PagesUnreadable,
            format!("“{}” is no page count.", text::seen(raw)),
            "Write pages in eighths, such as 2 3/8 or 4/8 (as text, so that no date is made of it).",
        ),
    }
}

/// The fraction that two numbers of a date make: the smaller over the larger.
fn of_two(a: u32, b: u32) -> Option<u32> {
    fraction(a.min(b), a.max(b))
}

/// `8-Mar`: the date that a spreadsheet made of 3/8, as a CSV has it.
fn dated(written: &str) -> Option<u32> {
    match date::parse(written)?.parts {
        date::Parts::Clear { year: date::Year::Missing, month, day } => of_two(month, day),
        _ => None,
    }
}

/// `3/8`, `1/2`, `1/4` in eighths; a fraction is below one.
fn fraction(part: u32, whole: u32) -> Option<u32> {
    (matches!(whole, 2 | 4 | 8) && part > 0 && part < whole).then(|| part * (8 / whole))
}

fn of_decimal(pages: Decimal) -> Option<u32> {
    let eighths = pages.checked_mul(Decimal::from(8))?.normalize();
    (eighths.scale() == 0 && eighths.is_sign_positive()).then(|| eighths.to_string().parse().ok()).flatten()
}

pub fn parse(written: &str) -> Option<u32> {
    let text = text::upper(written);
    let text = text.trim_end_matches('.').trim();
    let text =
        ["PAGES", "PAGE", "PGS", "PG", "PP", "P"].iter().find_map(|u| text.strip_suffix(u)).unwrap_or(text);
    let text = spelled_out(text.trim());
    let text = text.trim();
    let Some((left, denominator)) = text.split_once(['/', '\u{2044}']) else {
        return text.replace(',', ".").parse::<Decimal>().ok().and_then(of_decimal);
    };
    let denominator: u32 = denominator.trim().parse().ok()?;
    let left = left.trim();
    let (whole, part) = match left.rsplit_once([' ', '-', '+']) {
        Some((whole, part)) => (whole.trim_end_matches([' ', '-', '+']).parse::<u32>().ok()?, part),
        None => (0, left),
    };
    let part: u32 = part.parse().ok()?;
    // 2 0/8 is two pages.
    let eighths = if part == 0 && denominator == 8 { 0 } else { fraction(part, denominator)? };
    whole.checked_mul(8)?.checked_add(eighths)
}

/// The page count within a longer text: `END OF DAY 1 -- Total Pages: 3 5/8`, `2 7/8 pgs`.
pub fn within(written: &str) -> Option<u32> {
    let upper = text::upper(written);
    let pieces = upper.split("--").flat_map(|p| p.split(" - ")).flat_map(|p| p.split(['|', '–', '—', ';']));
    let mut pieces = pieces.filter(|piece| ["PAGE", "PGS", "PG."].iter().any(|word| piece.contains(word)));
    pieces.find_map(|piece| {
        let start = piece.find(|c: char| c.is_ascii_digit())?;
        let count: &str = piece.get(start..)?.trim();
        parse(count)
    })
}

/// `2⅜` as `2 3/8`.
fn spelled_out(text: &str) -> String {
    const SIGNS: &[(char, &str)] = &[
        ('⅛', " 1/8"),
        ('¼', " 1/4"),
        ('⅜', " 3/8"),
        ('½', " 1/2"),
        ('⅝', " 5/8"),
        ('¾', " 3/4"),
        ('⅞', " 7/8"),
    ];
    SIGNS.iter().fold(text.to_string(), |text, (sign, words)| text.replace(*sign, words))
}

#[cfg(test)]
mod tests {
    use super::super::test::{shown, text};
    use super::*;

    #[test]
    fn eighths_are_kept_as_eighths() {
        for (written, meant) in [
            ("2 3/8", "2 3/8"),
            ("4/8", "4/8"),
            ("1/2", "4/8"),
            ("2-3/8", "2 3/8"),
            ("2 - 3/8", "2 3/8"),
            ("2 3/8 pgs.", "2 3/8"),
            ("1/8 pgs.", "1/8"),
            ("⅜", "3/8"),
            ("2⅜", "2 3/8"),
            ("2½", "2 4/8"),
            ("2.375", "2 3/8"),
            ("3", "3"),
            ("1 0/8", "1"),
            ("9/8", "<pages-unreadable>"),
            ("3/7", "<pages-unreadable>"),
            ("2.3", "<pages-unreadable>"),
            ("8-Mar", "3/8"),
            ("3-Aug", "3/8"),
            ("9-Mar", "<pages-unreadable>"),
            ("a page", "<pages-unreadable>"),
            ("-1", "<pages-unreadable>"),
        ] {
            assert_eq!(shown(read(&text(written))), meant, "{written}");
        }
    }

    #[test]
    fn the_date_that_a_spreadsheet_made_of_eighths() {
        // 46023 is 1 January 2026; 8 March is day 67 of the year, 3 August day 215, 2 January day 2.
        for (raw, meant) in [
            (Raw::Date(46023.0 + 66.0), "3/8"),
            (Raw::Date(46023.0 + 214.0), "3/8"),
            (Raw::Date(46023.0 + 1.0), "4/8"),
            // 9 March would be 3/9.
            (Raw::Date(46023.0 + 67.0), "<pages-unreadable>"),
            (Raw::Number(1.125), "1 1/8"),
            (Raw::Number(1.0), "1"),
            (Raw::Number(2.3), "<pages-unreadable>"),
        ] {
            assert_eq!(shown(read(&raw)), meant, "{raw:?}");
        }
    }
}
