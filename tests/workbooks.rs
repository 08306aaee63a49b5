//! Every workbook of both samples, cell by cell: people go on working in them, so numbers are numbers, dates are dates,
//! formulas carry the result they have, and each sheet is one table that scrolls and prints with its headings.

mod common;

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use common::{callboard, files, sample, stderr};
use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;
use std::sync::LazyLock;

/// The parts of a workbook as text, by name.
fn parts(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|index| {
            let mut part = archive.by_index(index).unwrap();
            let mut text = String::new();
            part.read_to_string(&mut text).unwrap();
            (part.name().unwrap().into_owned(), text)
        })
        .collect()
}

/// What stands between `<tag …>` and `</tag>`, each time; and the tag itself.
fn elements<'a>(xml: &'a str, tag: &str) -> Vec<(&'a str, &'a str)> {
    let (open, close) = (format!("<{tag}"), format!("</{tag}>"));
    let mut found = Vec::new();
    let mut rest = xml;
    while let Some(start) = rest.find(&open) {
        rest = &rest[start..];
        let Some(end) = rest.find('>') else { break };
        let own = &rest[..=end];
        // `<c ` is no `<cols`.
        if !own[open.len()..].starts_with([' ', '>', '/']) {
            rest = &rest[open.len()..];
            continue;
        }
        if own.ends_with("/>") {
            found.push((own, ""));
            rest = &rest[end + 1..];
            continue;
        }
        let Some(until) = rest.find(&close) else { break };
        found.push((own, &rest[end + 1..until]));
        rest = &rest[until + close.len()..];
    }
    found
}

fn made(name: &str, today: &str) -> Vec<(String, Vec<u8>)> {
    let (_dir, folder) = sample(name);
    let folder_text = folder.display().to_string();
    // A build without the typesetter makes no pages, and the workbooks all the same.
    let built = callboard(&["build", &folder_text, "--today", today]);
    assert_ne!(built.status.code(), Some(2), "{}", stderr(&built));
    let out = folder.join("out");
    let books = files(&out).into_iter().filter(|path| path.ends_with(".xlsx"));
    books.map(|path| (format!("{name}/{path}"), fs::read(out.join(Path::new(&path))).unwrap())).collect()
}

/// Every workbook of both samples, on a day on which most have been made.
static ALL: LazyLock<Vec<(String, Vec<u8>)>> = LazyLock::new(|| {
    let mut books = made("night-train", "2026-11-08");
    books.extend(made("harbour-spot", "2026-11-13"));
    assert!(books.len() > 12, "{:?}", books.iter().map(|(path, _)| path).collect::<Vec<_>>());
    books
});

#[test]
fn every_sheet_is_a_table_to_scroll_and_to_print() {
    for (path, bytes) in ALL.iter() {
        let parts = parts(bytes);
        let book = &parts["xl/workbook.xml"];
        let sheets = elements(book, "sheet");
        let names = elements(book, "definedName");
        for (index, (sheet, _)) in sheets.iter().enumerate() {
            let place = format!("{path}, {sheet}");
            let xml = &parts[&format!("xl/worksheets/sheet{}.xml", index + 1)];
            let pane = elements(xml, "pane");
            assert!(
                pane.iter().any(|(own, _)| own.contains("ySplit=\"1\"") && own.contains("state=\"frozen\"")),
                "{place}: {pane:?}"
            );
            for name in ["_xlnm.Print_Area", "_xlnm.Print_Titles"] {
                let own = format!("localSheetId=\"{index}\"");
                assert!(names.iter().any(|(n, _)| n.contains(name) && n.contains(&own)), "{place}: {name}");
            }
            // One merged cell of a heading could be borne; of data none, and we need none at all.
            assert!(!xml.contains("<mergeCell"), "{place}: merged cells");
            assert!(elements(xml, "pageSetup").iter().any(|(own, _)| own.contains("landscape")), "{place}");
        }
        // What it was made from stands behind the tables, for whoever asks.
        let (last, _) = sheets.last().unwrap();
        assert!(last.contains("name=\"Provenance\"") && last.contains("state=\"hidden\""), "{path}: {last}");
        assert_eq!(sheets.iter().filter(|(own, _)| own.contains("hidden")).count(), 1, "{path}");
    }
}

/// What a text would be if it were the value it looks like.
fn disguised(text: &str) -> Option<&'static str> {
    let text = text.trim();
    let digits = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
    let parts: Vec<&str> = text.split('-').collect();
    if parts.len() == 3 && parts.iter().all(|p| digits(p)) && parts[0].len() == 4 {
        return Some("a date");
    }
    if let Some((hours, minutes)) = text.split_once(':')
        && digits(hours)
        && digits(minutes)
        && minutes.len() == 2
    {
        return Some("a time");
    }
    let amount = text.trim_start_matches(['-', '$', '£', '€']);
    if let Some((whole, cents)) = amount.split_once('.')
        && cents.len() == 2
        && digits(cents)
        && whole.chars().all(|c| c.is_ascii_digit() || c == ',')
        && !whole.is_empty()
    {
        return Some("an amount");
    }
    None
}

/// Headings under which texts stand as they were written somewhere, or as a list: they are quoted, not counted with.
const QUOTED: [&str; 8] =
    ["What stands there", "Ladder", "Seen", "says", "Value", "What", "Reading", "Limit"];

#[test]
fn values_are_what_they_look_like() {
    let mut wrong = Vec::new();
    for (path, bytes) in ALL.iter() {
        let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes.as_slice())).unwrap();
        for name in book.sheet_names() {
            let cells = book.worksheet_range(&name).unwrap();
            let headings: Vec<String> =
                cells.rows().next().unwrap_or_default().iter().map(ToString::to_string).collect();
            assert!(
                headings.iter().all(|h| !h.is_empty()) || name == "Picture",
                "{path} {name}: {headings:?}"
            );
            for (at, row) in cells.rows().enumerate().skip(1) {
                for (heading, cell) in headings.iter().zip(row) {
                    if let Data::String(text) = cell
                        && let Some(what) = disguised(text)
                        && !QUOTED.contains(&heading.as_str())
                    {
                        wrong.push(format!("{path} {name} row {}: {heading} “{text}” is {what}", at + 1));
                    }
                    assert!(!matches!(cell, Data::Error(_)), "{path} {name} row {}: {cell:?}", at + 1);
                }
            }
        }
    }
    wrong.dedup();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// `$C$12` as the column's number and the row's, from nought.
fn address(text: &str) -> Option<(usize, usize)> {
    let plain = text.replace('$', "");
    let digits = plain.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = plain.split_at(digits);
    if letters.is_empty() || !letters.chars().all(|c| c.is_ascii_uppercase()) {
        return None;
    }
    let column = letters.bytes().fold(0, |n, letter| n * 26 + usize::from(letter - b'A') + 1);
    Some((column - 1, row.parse::<usize>().ok()?.checked_sub(1)?))
}

#[test]
fn formulas_carry_the_result_they_have() {
    let (mut checked, mut formulas) = (0, 0);
    for (path, bytes) in ALL.iter() {
        let parts = parts(bytes);
        let sheets = parts.iter().filter(|(name, _)| name.starts_with("xl/worksheets/sheet"));
        for (name, xml) in sheets {
            let mut values: BTreeMap<(usize, usize), f64> = BTreeMap::new();
            let mut cells = Vec::new();
            for (own, inside) in elements(xml, "c") {
                let at =
                    own.split("r=\"").nth(1).and_then(|r| r.split('"').next()).and_then(address).unwrap();
                let number = elements(inside, "v").first().and_then(|(_, v)| v.parse().ok());
                let is_text = own.contains("t=\"s\"") || own.contains("t=\"str\"");
                if let Some(number) = number.filter(|_| !is_text) {
                    values.insert(at, number);
                }
                if let Some((_, formula)) = elements(inside, "f").first() {
                    assert!(number.is_some(), "{path} {name} {at:?}: ={formula} has no result");
                    cells.push((at, (*formula).to_owned()));
                }
            }
            let value = |at: &str| address(at).map(|at| values.get(&at).copied().unwrap_or(0.0));
            for (at, formula) in cells {
                formulas += 1;
                let sum = formula.strip_prefix("SUM(").and_then(|f| f.strip_suffix(')'));
                let expected = if let Some((from, to)) = sum.and_then(|range| range.split_once(':')) {
                    let ((c0, r0), (c1, r1)) = (address(from).unwrap(), address(to).unwrap());
                    let inside = |(c, r): &(usize, usize)| (c0..=c1).contains(c) && (r0..=r1).contains(r);
                    values.iter().filter(|(at, _)| inside(at)).map(|(_, v)| v).sum()
                } else if let Some((Some(a), Some(b))) =
                    formula.split_once('-').map(|(a, b)| (value(a), value(b)))
                {
                    a - b
                } else if let Some((Some(a), Some(b))) =
                    formula.split_once('+').map(|(a, b)| (value(a), value(b)))
                {
                    a + b
                } else if let Some((Some(a), Some(b))) =
                    formula.split_once('/').map(|(a, b)| (value(a), value(b)))
                {
                    a / b
                } else if let Some((Some(a), Some(b))) = formula
                    .strip_prefix("MAX(0,")
                    .and_then(|f| f.strip_suffix(')'))
                    .and_then(|f| f.split_once('-'))
                    .map(|(a, b)| (value(a), value(b)))
                {
                    f64::max(0.0, a - b)
                } else {
                    continue;
                };
                checked += 1;
                let carried: f64 = values[&at];
                assert!(
                    (carried - expected).abs() < 1e-6,
                    "{path} {name} {at:?} ={formula}: {carried}, not {expected}"
                );
            }
        }
    }
    assert!(checked > 20 && checked * 3 > formulas, "{checked} of {formulas}");
}
