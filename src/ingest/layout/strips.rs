//! A one-line schedule without headings: its strips are known by their shape (`Scs. 2,3 | INT | GALLEY | DAY |
//! 3 4/8 pgs. | ID: 1, 2`), and what each column is by what most of its cells look like.

use super::{Column, RowView, View};
use crate::ingest::grid::Raw;
use crate::ingest::intake::Confidence;
use crate::ingest::tables::{HeadingSpec, scenes};
use crate::ingest::value::{eighths, text};
use crate::model::Heading;
use std::collections::BTreeMap;

/// So many strips settle what the columns are.
const ENOUGH: usize = 200;

/// The columns of the strips that begin at a place; `None` where none do.
pub fn at(view: &View, place: usize) -> Option<Vec<Column>> {
    let first = view.rows.get(place)?;
    let start = scene_column(first)?;
    let strips: Vec<&RowView> =
        view.rows.get(place..)?.iter().filter(|row| scene_column(row) == Some(start)).take(ENOUGH).collect();
    // One strip may be chance.
    if strips.len() < 2 {
        return None;
    }
    let mut votes: BTreeMap<u32, BTreeMap<Heading, usize>> = BTreeMap::new();
    for strip in &strips {
        for (col, raw) in strip.cells.iter().filter(|(col, _)| *col > start) {
            if let Some(heading) = shape(raw) {
                *votes.entry(*col).or_default().entry(heading).or_default() += 1;
            }
        }
    }
    let mut columns = vec![column(start, first.row, "Scene", "its cells read Sc. and a number")?];
    let mut have = vec!["Scene"];
    for (col, shapes) in votes {
        let Some((heading, count)) = shapes.into_iter().max_by_key(|(heading, count)| (*count, *heading))
        else {
            continue;
        };
        if count * 2 > strips.len() && !have.contains(&heading) {
            have.push(heading);
            columns.push(column(
                col,
                first.row,
                heading,
                &format!("{count} of {} cells look so", strips.len()),
            )?);
        } else if !have.contains(&heading) && heading == "Cast" {
            // A strip without cast has no cell there.
            have.push(heading);
            columns.push(column(col, first.row, heading, "its cells are cast numbers")?);
        }
    }
    (have.contains(&"I/E") && have.contains(&"Set")).then_some(columns)
}

fn column(col: u32, row: u32, heading: Heading, because: &str) -> Option<Column> {
    let meaning: &'static HeadingSpec = scenes::SPEC.heading(heading)?;
    Some(Column {
        meaning: Some(meaning),
        because: format!("no heading; {because}"),
        confidence: Confidence::Likely,
        ..Column::new(col, row, String::new())
    })
}

/// The column of `Sc. 12`, where a row is a strip: it also says INT or EXT.
fn scene_column(row: &RowView) -> Option<u32> {
    let (col, raw) = row.cells.first()?;
    let Raw::Text(written) = raw else { return None };
    let upper = text::upper(written);
    let rest = ["SCENES", "SCENE", "SCS.", "SCS", "SC."].iter().find_map(|word| upper.strip_prefix(word))?;
    let numbered = rest.trim_start_matches(['.', ' ', '#']).chars().take(3).any(|c| c.is_ascii_digit());
    let inside = row.cells.iter().skip(1).any(|(_, raw)| shape(raw) == Some("I/E"));
    (numbered && inside && row.cells.len() >= 3).then_some(*col)
}

/// Which column of a strip a cell looks like.
fn shape(raw: &Raw) -> Option<Heading> {
    let Raw::Text(written) = raw else {
        return matches!(raw, Raw::Number(_)).then_some("Pages");
    };
    let upper = text::upper(written);
    let letters = upper.trim_end_matches('.');
    if matches!(letters, "INT" | "EXT" | "INT/EXT" | "EXT/INT" | "I/E" | "INT./EXT") {
        return Some("I/E");
    }
    let word = letters.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    if matches!(
        word,
        "DAY"
            | "NIGHT"
            | "DAWN"
            | "DUSK"
            | "MORNING"
            | "EVENING"
            | "SUNSET"
            | "SUNRISE"
            | "MAGIC HOUR"
            | "D"
            | "N"
    ) {
        return Some("D/N");
    }
    if eighths::parse(written).is_some() && (written.contains('/') || upper.contains('P')) {
        return Some("Pages");
    }
    let ids = upper.strip_prefix("ID").or_else(|| upper.strip_prefix("CAST"));
    if ids.is_some_and(|ids| {
        ids.trim_start_matches(['S', ':', '.', ' ']).starts_with(|c: char| c.is_ascii_digit())
    }) {
        return Some("Cast");
    }
    let numbers = upper.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | ' ' | '.' | 'X' | '-' | '&'));
    if numbers {
        return Some("Cast");
    }
    upper.contains(char::is_alphabetic).then_some("Set")
}
