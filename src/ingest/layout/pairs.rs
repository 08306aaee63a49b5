//! Labels and their values, as forms have them: the value beside its label, below it, or in the same cell
//! (`CREW CALL: 7:00A`, `CREW CALL` over `7:00A`, `DAY 3 OF 20`).

use super::View;
use crate::ingest::grid::Raw;
use crate::ingest::headings;
use crate::ingest::tables::{HeadingSpec, TableSpec, ValueKind};
use crate::ingest::value::bare::Bare;
use crate::ingest::value::{date, text, time};
use crate::model::TimeEntry;
use std::borrow::Cow;

/// A label that a table knows, and its value.
#[derive(Clone, Debug)]
pub struct Pair<'a> {
    pub heading: &'static HeadingSpec,
    /// As written.
    pub label: String,
    /// Row and column of the label.
    pub label_at: (u32, u32),
    pub value: Cow<'a, Raw>,
    pub value_at: (u32, u32),
    /// Place of the label's row in [`View::rows`].
    pub place: usize,
}

/// How far to the right of its label, past a merge's end, a value may stand.
const FARTHEST: u32 = 2;

/// The pairs in some rows of a sheet, for the headings of one table, in reading order.
pub fn find<'a>(view: &View<'a>, places: &[usize], spec: &'static TableSpec) -> Vec<Pair<'a>> {
    let mut found: Vec<Pair> = Vec::new();
    for place in places {
        let Some(row) = view.rows.get(*place) else { continue };
        for (i, (col, raw)) in row.cells.iter().enumerate() {
            let taken = |at: (u32, u32)| found.iter().any(|pair| pair.value_at == at);
            let Raw::Text(written) = raw else { continue };
            if taken((row.row, *col)) {
                continue;
            }
            let written = text::squeeze(written);
            let pair = |heading, label: &str, value, value_at| Pair {
                heading,
                label: label.to_string(),
                label_at: (row.row, *col),
                value,
                value_at,
                place: *place,
            };
            if let Some((heading, label, value)) = within(spec, &written) {
                let value = Cow::Owned(Raw::Text(value.to_string()));
                found.push(pair(heading, label, value, (row.row, *col)));
                continue;
            }
            let Some(heading) = known(spec, &written) else { continue };
            let free = |raw: &Raw| fits(heading, raw) && !is_label(spec, raw);
            let end = view.merge_at(row.row, *col).unwrap_or((row.row, *col));
            let right =
                row.cells.get(i + 1).filter(|(c, raw)| c.saturating_sub(end.1) <= FARTHEST + 1 && free(raw));
            let below = view.rows.get(place + 1).filter(|below| below.row == end.0.saturating_add(1));
            let below = below.and_then(|row| {
                let (c, raw) = row.cells.iter().find(|(c, _)| (*col..=end.1).contains(c))?;
                (free(raw) && !taken((row.row, *c))).then_some((row.row, *c, *raw))
            });
            match (right, below) {
                // Where a label ends in a colon its value follows; so it does beside a narrow label.
                (Some((c, raw)), _) if !taken((row.row, *c)) => {
                    found.push(pair(heading, &written, Cow::Borrowed(*raw), (row.row, *c)));
                }
                (_, Some((r, c, raw))) => found.push(pair(heading, &written, Cow::Borrowed(raw), (r, c))),
                _ => {}
            }
        }
    }
    found
}

fn known(spec: &'static TableSpec, label: &str) -> Option<&'static HeadingSpec> {
    let label = label.trim().trim_end_matches(':');
    (label.len() <= 40).then(|| headings::in_table(spec, label).map(|m| m.heading)).flatten()
}

/// A label and its value in one cell: parted by a colon or a line's end, or a value that begins with a
/// digit right behind a known label.
fn within<'t>(
    spec: &'static TableSpec,
    written: &'t str,
) -> Option<(&'static HeadingSpec, &'t str, &'t str)> {
    if let Some((label, value)) = written.split_once([':', '\n'])
        && let Some(heading) = known(spec, label)
    {
        let value = value.trim_start_matches([':', '-', ' ', '\n']).trim();
        return (!value.is_empty()).then_some((heading, label, value));
    }
    let digit = written.find(|c: char| c.is_ascii_digit())?;
    let (label, value) = written.split_at_checked(digit)?;
    let label = label.trim_end_matches([' ', '#', '-', '@', '\u{2013}']);
    let heading = known(spec, label).filter(|h| h.kind != ValueKind::Text)?;
    fits(heading, &Raw::Text(value.to_string())).then_some((heading, label, value))
}

/// Whether a text is itself a label of the table, and so no other label's value.
fn is_label(spec: &'static TableSpec, raw: &Raw) -> bool {
    let Raw::Text(written) = raw else { return false };
    let written = text::squeeze(written);
    written.trim_end().ends_with(':') || known(spec, &written).is_some() || within(spec, &written).is_some()
}

/// Whether a cell can be the value of a heading at all.
fn fits(heading: &HeadingSpec, raw: &Raw) -> bool {
    match heading.kind {
        ValueKind::Time => match raw {
            Raw::Text(written) => {
                matches!(time::parse(written, Bare::Minutes), Some(TimeEntry::At(_) | TimeEntry::ToBeDecided))
            }
            Raw::Number(number) => *number >= 0.0 && *number < 4800.0,
            Raw::Date(serial) => *serial < 2.0,
            Raw::Elapsed(_) => true,
            _ => false,
        },
        ValueKind::Date => match raw {
            Raw::Text(written) => date::parse(written).is_some(),
            Raw::Date(serial) => *serial >= 366.0,
            _ => false,
        },
        ValueKind::Identifier => match raw {
            Raw::Text(written) => written.len() <= 24 && written.contains(|c: char| c.is_ascii_digit()),
            Raw::Number(_) => true,
            _ => false,
        },
        ValueKind::Text | ValueKind::Name => {
            matches!(raw, Raw::Text(written) if time::parse(written, Bare::Minutes).is_none() || written.len() > 12)
        }
        _ => matches!(raw, Raw::Text(_) | Raw::Number(_) | Raw::Bool(_)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::grid::Sheet;
    use crate::ingest::tables::schedule;

    fn pairs(cells: &[(u32, u32, &str)], merges: &[(u32, u32, u32, u32)]) -> Vec<String> {
        let cells = cells.iter().map(|(r, c, t)| (*r, *c, Raw::Text((*t).into()))).collect();
        let sheet = Sheet { cells, merges: merges.to_vec(), ..Sheet::default() };
        let view = View::new(&sheet);
        let places: Vec<usize> = (0..view.rows.len()).collect();
        let found = find(&view, &places, &schedule::SPEC);
        found
            .iter()
            .map(|p| format!("{}={}@{:?}", p.heading.name, text::seen(&p.value), p.value_at))
            .collect()
    }

    #[test]
    fn a_value_stands_beside_below_or_in_its_label() {
        assert_eq!(pairs(&[(0, 0, "CREW CALL:"), (0, 2, "7:00A")], &[]), ["Crew Call=7:00A@(0, 2)"]);
        // Beside the label stands the date, which is no time: the call is below it.
        assert_eq!(
            pairs(
                &[
                    (0, 3, "CREW CALL"),
                    (0, 7, "Tuesday, March 9, 2027"),
                    (1, 3, "7:00A"),
                    (1, 7, "DAY 3 OF 20")
                ],
                &[(0, 3, 0, 6), (1, 3, 1, 6)]
            ),
            ["Crew Call=7:00A@(1, 3)", "Day=3 OF 20@(1, 7)"]
        );
        // A row of labels over a row of values.
        assert_eq!(
            pairs(&[(0, 0, "SHOOTING CALL"), (0, 1, "LUNCH"), (1, 0, "8:00A"), (1, 1, "1:00P")], &[]),
            ["Shooting Call=8:00A@(1, 0)", "Lunch=1:00P@(1, 1)"]
        );
        assert_eq!(
            pairs(&[(0, 0, "CREW CALL\n8:00 AM"), (0, 1, "Weather: 18C, dry"), (0, 2, "LUNCH 1:00P")], &[]),
            ["Crew Call=8:00 AM@(0, 0)", "Weather=18C, dry@(0, 1)", "Lunch=1:00P@(0, 2)"]
        );
        // A label without a value, and a value without a label, are none.
        assert!(pairs(&[(0, 0, "CREW CALL"), (0, 1, "see back"), (2, 0, "7:00A")], &[]).is_empty());
    }
}
