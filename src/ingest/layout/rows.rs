//! What a row below a table's headings is: data, a banner, a total, a note, a comment.

use super::{Found, RowView, View};
use crate::ingest::grid::Raw;
use crate::ingest::headings;
use crate::ingest::tables::{Need, ValueKind};
use crate::ingest::value::text;

/// A single text longer than this is a note.
const LONGEST_BANNER: usize = 60;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowKind {
    Data,
    /// `VOID` in the place of the row's number: kept, but nothing in it is missed.
    Void,
    /// A text that holds for the rows below it.
    Banner(String),
    /// A second line of the row above it: what happens in the scene of a strip.
    Continues,
    /// No data, and why.
    Ignored(&'static str),
}

/// Whether a row is the second line of the scene right above it: a text alone, under the set.
pub fn continues(view: &View, table: &Found, place: usize, cells: &[(u32, &Raw)]) -> bool {
    let [(col, Raw::Text(text))] = cells else { return false };
    let row_of = |place: usize| view.rows.get(place).map(|row| row.row);
    let below = place.checked_sub(1).and_then(row_of).map(|row| row.saturating_add(1)) == row_of(place);
    let column = table.column_at(*col).and_then(|c| c.meaning).map(|m| m.name);
    table.spec.name == "scenes"
        && below
        && matches!(column, Some("Set" | "Synopsis"))
        // COMPANY MOVE between two scenes is a line of its own.
        && text.contains(char::is_lowercase)
        && !text.to_lowercase().starts_with("end of")
}

/// Words with which rows of sums begin.
const TOTALS: &[&str] = &[
    "total",
    "totals",
    "subtotal",
    "sub total",
    "grand total",
    "sum",
    "balance",
    "carried forward",
    "brought forward",
    "cash returned",
    "page total",
    "b/f",
    "c/f",
];

pub fn is_total(text: &str) -> bool {
    // Most texts begin otherwise: nothing is made of them.
    if !text.trim_start().starts_with(['T', 't', 'S', 's', 'G', 'g', 'B', 'b', 'C', 'c', 'P', 'p']) {
        return false;
    }
    let text = text::upper(text).to_lowercase().replace('-', " ");
    let text = text.trim_end_matches([':', '.']);
    TOTALS.iter().any(|word| {
        text.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ':', '(', '=']))
    })
}

/// A mark for “as above”, alone or with a change behind it (`"  (transport)`), which is returned.
pub fn ditto(text: &str) -> Option<&str> {
    const MARKS: &[&str] =
        &["\"", "\u{201c}", "\u{201d}", "\u{3003}", "''", "\u{2033}", "\u{2193}", "\u{2035}\u{2035}"];
    let text = text.trim();
    if let Some(rest) = MARKS.iter().find_map(|mark| text.strip_prefix(mark)) {
        // "Harbor Blues" on radio begins with a quotation mark and is no ditto.
        let rest = rest.trim_start_matches('"');
        let change = rest.trim();
        let own = rest.starts_with(char::is_whitespace) && change.starts_with('(');
        return (change.is_empty() || own).then_some(change);
    }
    let words = ["do.", "do", "ditto", "dto.", "dto", "as above", "same as above"];
    words.iter().any(|word| text.eq_ignore_ascii_case(word)).then_some("")
}

/// Judges a row by the cells that lie within the table's reach.
pub fn kind(view: &View, table: &Found, row: &RowView, cells: &[(u32, &Raw)]) -> RowKind {
    let Some((first_col, first)) = cells.first() else { return RowKind::Ignored("blank") };
    // `//REQ`, `//Opt` below the headings of an Avails workbook, after a version number.
    let remarks =
        cells.iter().filter(|(_, raw)| matches!(raw, Raw::Text(t) if t.trim_start().starts_with("//")));
    if remarks.count() * 2 > cells.len() {
        return RowKind::Ignored("comment");
    }
    if let Raw::Text(text) = first {
        let text = text.trim();
        if text.starts_with("//") {
            return RowKind::Ignored("comment");
        }
        if cells.len() == 1
            && matches!(text::upper(text).as_str(), "VOID" | "VOIDED" | "CANCELLED" | "CANCELED")
        {
            return RowKind::Void;
        }
    }
    if matches!(first, Raw::Text(t) if closes_a_day(t)) {
        return RowKind::Ignored("end of a day");
    }
    if sums(table, cells) {
        return RowKind::Ignored("total");
    }
    if let [(col, Raw::Text(text))] = cells
        && ditto(text).is_none()
    {
        return alone(view, table, row.row, *col, text);
    }
    let known = |col: &u32| table.column_at(*col).is_some_and(|c| c.meaning.is_some());
    if !cells.iter().any(|(col, _)| known(col)) {
        return RowKind::Ignored("nothing under a known heading");
    }
    let legend = matches!(first, Raw::Text(t) if is_note(t)) && !known(first_col);
    if legend { RowKind::Ignored("note") } else { RowKind::Data }
}

/// A row with a word for a sum, in which what makes a row (its date, its number, its name) is blank.
fn sums(table: &Found, cells: &[(u32, &Raw)]) -> bool {
    if !cells.iter().any(|(_, raw)| matches!(raw, Raw::Text(t) if is_total(t))) {
        return false;
    }
    let mut wanted = 0;
    let mut filled = 0;
    for column in &table.columns {
        let Some(heading) = column.meaning else { continue };
        if heading.need == Need::Optional || headings::is_amount(heading.kind) {
            continue;
        }
        wanted += 1;
        let held = cells.binary_search_by_key(&column.col, |(col, _)| *col).ok().and_then(|i| cells.get(i));
        if held.is_some_and(|(_, raw)| !matches!(raw, Raw::Text(t) if is_total(t))) {
            filled += 1;
        }
    }
    filled * 2 < wanted || wanted == 0
}

/// A text alone in its row: a banner, a note, or a row with only its name.
fn alone(view: &View, table: &Found, row: u32, col: u32, written: &str) -> RowKind {
    let text = text::squeeze(written).replace('\n', " ");
    let wide = view.merge_at(row, col).is_some_and(|(_, c1)| c1 > col);
    let takes_banner = table.spec.needs().iter().flatten().any(|h| {
        h.need == Need::NeededOrBanner
            || (table.column_of(h.name).is_none()
                && matches!(h.kind, ValueKind::Date | ValueKind::Identifier))
    });
    // `SECOND UNIT`, and `END OF DAY 3 - 2nd`: nearly all capitals.
    let (small, large) = text
        .chars()
        .fold((0, 0), |(s, l), c| (s + usize::from(c.is_lowercase()), l + usize::from(c.is_uppercase())));
    let shouted = large > 1 && small * 4 <= large;
    let first = table.columns.first().is_some_and(|c| col <= c.col);
    if is_note(&text) {
        return RowKind::Ignored("note");
    }
    if text.chars().count() > LONGEST_BANNER {
        return RowKind::Ignored(if wide { "banner" } else { "note" });
    }
    let department = table.column_of("Department").is_some_and(|c| c.col == col);
    let lower = text.to_lowercase();
    let dated = ["day ", "start of ", "end of "].iter().any(|start| lower.starts_with(start));
    let between_scenes = table.spec.name == "scenes"
        && shouted
        && table.column_at(col).and_then(|c| c.meaning).is_some_and(|m| m.name == "Set");
    if wide || department || between_scenes || (first && (shouted || dated)) {
        return if takes_banner { RowKind::Banner(text) } else { RowKind::Ignored("banner") };
    }
    let heading = table.column_at(col).and_then(|c| c.meaning);
    // Nobody's position is a sentence: “All calls subject to change by the ADs”.
    let of_people = table.spec.headings.iter().any(|h| h.kind == ValueKind::Name && h.need == Need::Needed);
    if of_people && text.split(' ').count() >= SENTENCE && heading.is_some_and(|h| h.kind != ValueKind::Name)
    {
        return RowKind::Ignored("note");
    }
    match heading {
        Some(heading) if heading.need != Need::Optional => RowKind::Data,
        Some(_) => RowKind::Ignored("a single cell, and none that the table needs"),
        None => RowKind::Ignored("note"),
    }
}

/// The strip that closes a day stands below its scenes, over one cell or several: it says nothing of the rows that follow.
pub fn closes_a_day(text: &str) -> bool {
    text::squeeze(text).to_lowercase().starts_with("end of day")
}

/// So many words in a cell alone are a sentence.
const SENTENCE: usize = 6;

fn is_note(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    lower.starts_with('*')
        || ["note:", "notes:", "nb:", "n.b.", "key:", "legend", "page ", "printed ", "revised "]
            .iter()
            .any(|word| lower.starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_known_by_their_words() {
        for text in ["TOTAL", "Sub-total", "SUBTOTAL:", "Total committed", "Cash returned", "GRAND TOTAL"] {
            assert!(is_total(text), "{text}");
        }
        for text in ["Totally Props Ltd", "Summit Rentals", "Dolly"] {
            assert!(!is_total(text), "{text}");
        }
    }

    #[test]
    fn dittos_stand_alone_or_before_a_change() {
        for (text, change) in [
            ("\"", Some("")),
            ("  \"  (transport)", Some("(transport)")),
            ("\u{3003}", Some("")),
            ("do.", Some("")),
        ] {
            assert_eq!(ditto(text), change, "{text}");
        }
        for text in ["\"Harbor Blues\" on radio", "door", "Dolly"] {
            assert_eq!(ditto(text), None, "{text}");
        }
    }
}
