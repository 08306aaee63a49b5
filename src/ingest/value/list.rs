//! Lists: cast numbers (`1, 2, 7X`, `1.,4`, `1&2`, `1-4`), meals, documents, territories.

use super::{Problem, Reading, text};
use crate::diagnostic::Code;
use crate::ingest::grid::Raw;
use crate::model::Value;

/// A range of cast numbers longer than this is a mistake.
const LONGEST_RANGE: u32 = 60;

/// Items parted by commas, semicolons or line ends.
pub fn read(raw: &Raw) -> Reading {
    match raw {
        Raw::Text(text) if text::is_nothing(text) => Reading::blank(),
        Raw::Text(text) => items(split(text, &[',', ';', '\n']).map(str::to_string).collect()),
        Raw::Date(_) | Raw::Elapsed(_) => mangled(raw),
        _ => items(vec![text::seen(raw)]),
    }
}

fn items(items: Vec<String>) -> Reading {
    if items.is_empty() { Reading::blank() } else { Reading::ok(Value::List(items)) }
}

fn split<'a>(text: &'a str, marks: &'a [char]) -> impl Iterator<Item = &'a str> {
    text.split(marks)
        .map(|item| item.trim_matches(|c: char| c.is_whitespace()))
        .filter(|item| !item.is_empty())
}

fn mangled(raw: &Raw) -> Reading {
    Reading::bad(
        Code::IdentifierMangled,
        format!("The spreadsheet made a date or time ({}) of the numbers typed here.", text::seen(raw)),
        "Format the cell as text and type the numbers again, parted by commas.",
    )
}

/// Numbers of cast: each item once, in the order written, ranges written out.
pub fn read_numbers(raw: &Raw) -> Reading {
    let text = match raw {
        Raw::Text(text) if text::is_nothing(text) => return Reading::blank(),
        Raw::Text(text) => text::squeeze(text).into_owned(),
        Raw::Date(_) | Raw::Elapsed(_) => return mangled(raw),
        other => text::seen(other),
    };
    let reading = items(numbers(&text));
    match raw {
        // 1,4 typed where the comma is a decimal mark, or an episode's suffix.
        Raw::Number(number) if number.fract() != 0.0 => reading.doubtful(Problem::new(
            Code::IdentifierMangled,
            format!("{text} is stored as a number; it may stand for two numbers."),
            "Format the cell as text and write the numbers parted by commas.",
        )),
        _ => reading,
    }
}

pub fn numbers(text: &str) -> Vec<String> {
    let text = text.trim_start();
    let text = ["ID:", "IDs:", "Cast:", "ID", "#"].iter().find_map(|p| text.strip_prefix(p)).unwrap_or(text);
    let mut found: Vec<String> = Vec::new();
    let mut add = |item: &str| {
        let item = item.trim_end_matches('.').trim_start_matches('#');
        let item = item.strip_suffix(".0").unwrap_or(item);
        if !item.is_empty() && !found.iter().any(|f| f == item) {
            found.push(item.to_string());
        }
    };
    for piece in split(text, &[',', ';', '\n', '&', '+']) {
        // Names contain blanks, numbers are parted by them.
        let numeric =
            piece.split_whitespace().all(|word| word.contains(|c: char| c.is_ascii_digit()) || word == "-");
        let joined = if numeric { piece.replace(" - ", "-") } else { piece.to_string() };
        let words: Vec<&str> =
            if numeric { joined.split_whitespace().collect() } else { vec![joined.as_str()] };
        for word in words {
            match range(word) {
                Some(numbers) => numbers.for_each(|n| add(&n.to_string())),
                None => add(word),
            }
        }
    }
    found
}

/// `1-4`: both ends plain numbers, the second greater.
fn range(word: &str) -> Option<std::ops::RangeInclusive<u32>> {
    let (from, to) = word.split_once(['-', '\u{2013}'])?;
    let (from, to): (u32, u32) = (from.parse().ok()?, to.parse().ok()?);
    (from < to && to - from <= LONGEST_RANGE).then_some(from..=to)
}

/// Numbers of meals; `yes` is the first, `no` is none.
pub fn read_meals(raw: &Raw) -> Reading {
    let text = text::upper(&text::seen(raw));
    if text::is_nothing(&text) {
        return Reading::blank();
    }
    if matches!(raw, Raw::Bool(true)) || matches!(text.as_str(), "YES" | "Y" | "X" | "TRUE") {
        return items(vec!["1".into()]);
    }
    if matches!(raw, Raw::Bool(false)) || matches!(text.as_str(), "NO" | "N" | "FALSE" | "0") {
        return Reading::blank();
    }
    let meals = numbers(&text);
    if !meals.is_empty() && meals.iter().all(|m| m.parse::<u32>().is_ok_and(|n| (1..=9).contains(&n))) {
        return items(meals);
    }
    Reading::bad(
        Code::FlagUnreadable,
        format!("“{}” names no meals.", text::seen(raw)),
        "Write the numbers of the meals, such as 1, 2, or yes for the first.",
    )
}

#[cfg(test)]
mod tests {
    use super::super::test::{shown, text};
    use super::*;

    #[test]
    fn cast_numbers_as_boards_print_them() {
        for (written, meant) in [
            ("1, 2, 7X", "1, 2, 7X"),
            ("1.,4", "1, 4"),
            ("2.", "2"),
            ("1 3 5", "1, 3, 5"),
            ("1-4", "1, 2, 3, 4"),
            ("1 - 3, 9", "1, 2, 3, 9"),
            ("1&2", "1, 2"),
            ("1.9, 2.9", "1.9, 2.9"),
            ("ID: 1, 2", "1, 2"),
            ("MARA VOSS, ROLFE", "MARA VOSS, ROLFE"),
            ("1, 1, 2", "1, 2"),
        ] {
            assert_eq!(shown(read_numbers(&text(written))), meant, "{written}");
        }
        assert_eq!(shown(read_numbers(&Raw::Number(3.0))), "3");
        assert_eq!(shown(read_numbers(&Raw::Date(46023.0))), "<identifier-mangled>");
        assert!(read_numbers(&Raw::Number(1.4)).problem.is_some());
    }

    #[test]
    fn meals_are_numbered() {
        for (written, meant) in
            [("1, 2", "1, 2"), ("yes", "1"), ("2", "2"), ("no", ""), ("lunch", "<flag-unreadable>")]
        {
            assert_eq!(shown(read_meals(&text(written))), meant, "{written}");
        }
    }
}
