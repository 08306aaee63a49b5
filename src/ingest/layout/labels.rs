//! What stands above a table: its title, and labels with values that hold for every row
//! (`NAME: | Dunn, Pat`, `W/E: 3/13/27`).

use super::super::headings;
use super::super::tables::{Need, TableSpec};
use super::rows::is_total;
use super::{Found, RowView, View};
use crate::ingest::grid::Raw;
use crate::ingest::value::text;
use crate::model::Heading;
use std::collections::HashSet;

/// Rows of titles and labels that are looked at above a table which stands below another.
const MOST_TITLE_ROWS: usize = 12;

/// Headings that a label may give although no table needs them.
const USEFUL: &[&str] = &["Unit", "Currency", "Week Ending", "Employer", "Agreement", "Position"];

/// A value for every row of a table.
#[derive(Clone, Debug)]
pub struct Label {
    pub heading: Heading,
    pub raw: Raw,
    pub row: u32,
    pub col: u32,
    pub origin: Origin,
}

/// Where a label's value stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// In the cell of its row and column.
    Cell,
    /// In the cell of that row and column on another sheet.
    Sheet(String),
    /// In the sheet's name.
    SheetName,
}

/// The heading that a label names, if a label may give it.
fn heading_of(spec: &'static TableSpec, text: &str) -> Option<Heading> {
    let heading = headings::in_table(spec, text.trim().trim_end_matches(':'))?.heading;
    let wanted = heading.need != Need::Optional
        || spec.one_of.iter().any(|group| group.contains(&heading.name))
        || USEFUL.contains(&heading.name);
    wanted.then_some(heading.name)
}

/// Keys of the texts with a colon in the rows above a place.
pub fn keys_above(view: &View, place: usize) -> Vec<String> {
    let rows = view.rows.get(place.saturating_sub(MOST_TITLE_ROWS)..place).unwrap_or_default();
    let texts = rows.iter().flat_map(|row| &row.cells).filter_map(|(_, raw)| match raw {
        Raw::Text(written) => written.split_once(':').map(|(label, _)| label),
        _ => None,
    });
    texts.filter(|label| label.len() <= 25).map(headings::key).filter(|key| !key.is_empty()).collect()
}

/// Labels in the rows above a table, and the rows that hold none.
pub fn read(
    view: &View,
    above: &[usize],
    spec: &'static TableSpec,
    taken: &HashSet<usize>,
) -> (Vec<Label>, Vec<usize>) {
    let mut labels: Vec<Label> = Vec::new();
    let mut rest = Vec::new();
    for place in above {
        let Some(row) = view.rows.get(*place) else { continue };
        let before = labels.len();
        let mut cells = row.cells.iter().peekable();
        while let Some((col, raw)) = cells.next() {
            let Raw::Text(written) = raw else { continue };
            let written = text::squeeze(written);
            if let Some((label, value)) = written.split_once([':', '\n'])
                && !value.trim().is_empty()
            {
                if let Some(heading) = heading_of(spec, label) {
                    labels.push(Label {
                        heading,
                        raw: Raw::Text(value.trim().into()),
                        row: row.row,
                        col: *col,
                        origin: Origin::Cell,
                    });
                }
                continue;
            }
            let Some(heading) = heading_of(spec, &written) else { continue };
            // A bare word counts as a label only with its colon, or with one value beside it.
            if !written.ends_with(':') && row.cells.len() != 2 {
                continue;
            }
            if let Some((col, raw)) =
                cells.next_if(|(_, raw)| !matches!(raw, Raw::Text(t) if t.trim().ends_with(':')))
            {
                let raw = (*raw).clone();
                labels.push(Label { heading, raw, row: row.row, col: *col, origin: Origin::Cell });
            }
        }
        if labels.len() == before && !taken.contains(place) {
            rest.push(*place);
        }
    }
    // Of two labels for one heading the one nearer to the table holds.
    labels.reverse();
    let mut seen = HashSet::new();
    labels.retain(|label| seen.insert(label.heading));
    (labels, rest)
}

/// Takes title and label rows that stand right above a next table back from the table before it.
pub fn take_title(view: &View, table: &mut Found, before: usize) -> Vec<usize> {
    let mut taken = Vec::new();
    while let Some((place, _)) = table.body.last().copied() {
        let Some(row) = view.rows.get(place) else { break };
        if place >= before {
            table.body.pop();
            continue;
        }
        // A row right below the table's data is still the table's.
        let apart = place
            .checked_sub(1)
            .and_then(|p| view.rows.get(p))
            .is_none_or(|above| above.row.saturating_add(1) < row.row);
        let follows_title = apart || is_title(view.rows.get(place.wrapping_sub(1)));
        if taken.len() >= MOST_TITLE_ROWS || !is_title(Some(row)) || !follows_title {
            break;
        }
        table.body.pop();
        taken.push(place);
    }
    taken
}

/// One text alone, or labels with a colon.
fn is_title(row: Option<&RowView>) -> bool {
    let Some(row) = row else { return false };
    if row.cells.iter().any(|(_, raw)| matches!(raw, Raw::Text(t) if is_total(t))) {
        return false;
    }
    match row.cells.as_slice() {
        [(_, Raw::Text(_))] => true,
        [(_, Raw::Text(first)), ..] => first.trim().ends_with(':'),
        _ => false,
    }
}
