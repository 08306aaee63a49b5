//! Is a row a table's headings, and which table's? Decided by how many of a table's headings, and of
//! those it needs, the row has.

use super::super::headings::{self, Meaning};
use super::super::tables::{self, HeadingSpec, Need, TableSpec};
use super::{Column, Found, RowView, View, context, labels};
use crate::ingest::grid::Raw;
use crate::ingest::house::{Meant, OnSheet};
use crate::ingest::intake::Confidence;
use crate::ingest::value::text;
use std::collections::BTreeMap;

/// A row (or two) of headings, judged.
#[derive(Clone, Debug)]
pub struct Header {
    pub spec: &'static TableSpec,
    pub columns: Vec<Column>,
    pub reach: (u32, u32),
    /// Places of the first and last row of headings.
    pub rows: (usize, usize),
    score: i32,
    matched: usize,
    complete: bool,
}

impl Header {
    /// The same headings again over the same columns, as on a second printed page.
    pub fn repeats(&self, table: &Found) -> bool {
        let same = self.columns.iter().filter(|column| {
            let before = table.columns.iter().find(|c| c.col == column.col);
            before.is_some_and(|c| headings::key(&c.heading) == headings::key(&column.heading))
        });
        same.count() * 5 >= self.columns.len() * 4
    }
}

/// An open table (Scenes) has no more columns than this, most of them departments.
const WIDEST_OPEN: usize = 200;

/// One heading cell: its own text and the group name above it.
struct Cell {
    col: u32,
    row: u32,
    text: String,
    group: Option<String>,
}

/// The tables whose headings a row holds; none for any other row.
pub fn at(view: &View, place: usize) -> Vec<Header> {
    let Some(row) = view.rows.get(place) else { return Vec::new() };
    // Headings are short texts; a row with hardly any known word is not looked at closer.
    let texts =
        row.cells.iter().filter(|(_, raw)| matches!(raw, Raw::Text(t) if headings::could_be(t))).count();
    if texts < 2 || texts * 4 < row.cells.len() * 3 {
        return Vec::new();
    }
    let is_known = |t: &str| is_known(t) || view.said.knows(t);
    let known = row.cells.iter().filter(|(_, raw)| matches!(raw, Raw::Text(t) if is_known(t))).take(2);
    if known.count() < 2 {
        return Vec::new();
    }
    let Some(mut best) = judge(view, cells(row, None), (place, place)) else { return Vec::new() };
    for rows in
        [place.checked_sub(1).map(|above| (above, place)), Some((place, place + 1))].into_iter().flatten()
    {
        if let Some(joined) = join(view, rows).and_then(|cells| judge(view, cells, rows)) {
            let total = |headers: &[Header]| headers.iter().map(|h| h.matched).sum::<usize>();
            if total(&joined) > total(&best) {
                best = joined;
            }
        }
    }
    best
}

fn is_known(text: &str) -> bool {
    !headings::meanings(&headings::key(text)).is_empty()
        || headings::without_brackets(text)
            .is_some_and(|t| !headings::meanings(&headings::key(&t)).is_empty())
}

fn cells(row: &RowView, groups: Option<&BTreeMap<u32, String>>) -> Vec<Cell> {
    let texts = row.cells.iter().map(|(col, raw)| match raw {
        Raw::Text(t) => (*col, text::squeeze(t).replace('\n', " ")),
        other => (*col, text::seen(other)),
    });
    texts
        .map(|(col, text)| Cell { col, row: row.row, text, group: groups.and_then(|g| g.get(&col).cloned()) })
        .collect()
}

/// Two rows as one: names of groups above, headings below; where only the upper row has a text, that is
/// the heading. `None` where the rows do not lie so.
fn join(view: &View, (upper, lower): (usize, usize)) -> Option<Vec<Cell>> {
    let (upper, lower) = (view.rows.get(upper)?, view.rows.get(lower)?);
    let is_text =
        |row: &RowView| row.cells.iter().all(|(_, raw)| matches!(raw, Raw::Text(t) if headings::could_be(t)));
    if lower.row != upper.row.saturating_add(1) || !is_text(upper) || !is_text(lower) || lower.cells.len() < 2
    {
        return None;
    }
    let tops = cells(upper, None);
    let last = lower.cells.last().map_or(0, |(col, _)| *col);
    let mut groups = BTreeMap::new();
    let mut joined = Vec::new();
    for (i, top) in tops.iter().enumerate() {
        let next = tops.get(i + 1).map_or(last.saturating_add(1), |n| n.col);
        // A merged name reaches to its merge's end, another one up to the next name.
        let end = view.merge_at(upper.row, top.col).map_or(next, |(_, c1)| c1.saturating_add(1).min(next));
        let below = |col: &u32| (top.col..end).contains(col);
        let leaves: Vec<u32> = lower.cells.iter().map(|(col, _)| *col).filter(below).collect();
        if leaves.contains(&top.col) {
            groups.extend(leaves.into_iter().map(|col| (col, top.text.clone())));
        } else {
            joined.push(Cell { col: top.col, row: top.row, text: top.text.clone(), group: None });
        }
    }
    joined.extend(cells(lower, Some(&groups)));
    joined.sort_by_key(|c| c.col);
    Some(joined)
}

/// The best reading of a row of headings: one table, or several beside each other.
fn judge(view: &View, cells: Vec<Cell>, rows: (usize, usize)) -> Option<Vec<Header>> {
    let parts = runs(&cells);
    if parts.len() > 1 {
        let judged: Vec<Option<Header>> = parts.iter().map(|part| best(view, part, rows)).collect();
        let beside: Vec<Header> = judged.into_iter().flatten().filter(|h| h.complete).collect();
        if beside.len() > 1 {
            return Some(reaching(beside));
        }
    }
    if let Some(cut) = restart(&cells) {
        let (left, right) = cells.split_at_checked(cut)?;
        if let (Some(left), Some(right)) = (best(view, left, rows), best(view, right, rows))
            && left.complete
            && right.complete
        {
            return Some(reaching(vec![left, right]));
        }
    }
    best(view, &cells, rows).map(|header| reaching(vec![header]))
}

/// Runs of cells without an empty column between them.
fn runs(cells: &[Cell]) -> Vec<&[Cell]> {
    cells.chunk_by(|a, b| b.col == a.col.saturating_add(1)).collect()
}

/// Where the first heading stands again: a second table without a gap.
fn restart(cells: &[Cell]) -> Option<usize> {
    let first = headings::key(&cells.first()?.text);
    let again = cells.iter().skip(1).position(|c| headings::key(&c.text) == first)?;
    Some(again + 1)
}

fn reaching(mut headers: Vec<Header>) -> Vec<Header> {
    let starts: Vec<u32> = headers.iter().filter_map(|h| h.columns.first().map(|c| c.col)).collect();
    for (i, header) in headers.iter_mut().enumerate() {
        let from = if i == 0 { 0 } else { starts.get(i).copied().unwrap_or(0) };
        header.reach = (from, starts.get(i + 1).copied().unwrap_or(u32::MAX));
    }
    headers
}

/// The table that fits best, if one fits at all.
fn best(view: &View, cells: &[Cell], rows: (usize, usize)) -> Option<Header> {
    let around = Around {
        sheet: headings::key(&view.sheet.name),
        dated: context::names_a_day(&view.sheet.name),
        labels: labels::keys_above(view, rows.0),
        said: view.said,
    };
    let mut best: Option<Header> = None;
    for (place, spec) in tables::ALL.iter().enumerate() {
        if spec.name == "production" || view.said.table().is_some_and(|said| said.name != spec.name) {
            continue;
        }
        let Some(header) = fit(place, spec, cells, rows, &around) else { continue };
        if best.as_ref().is_none_or(|b| header.score > b.score) {
            best = Some(header);
        }
    }
    best.map(|mut header| {
        // START / RATE is two headings, and no slip for Start Date.
        part_columns(&mut header);
        forgive_slips(&mut header);
        header
    })
}

/// Why a cell has its meaning: the better one wins a heading that two cells claim.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    Synonym,
    Same,
    House,
}

/// What speaks for a table beside its headings.
struct Around<'a> {
    /// The key of the sheet's name, and whether the name says a date or a day.
    sheet: String,
    dated: bool,
    /// Keys of the labels above.
    labels: Vec<String>,
    said: OnSheet<'a>,
}

fn fit(
    place: usize,
    spec: &'static TableSpec,
    cells: &[Cell],
    rows: (usize, usize),
    around: &Around,
) -> Option<Header> {
    let said = around.said;
    let mut columns: Vec<Column> = Vec::new();
    let mut holders: BTreeMap<&'static str, (usize, Standing)> = BTreeMap::new();
    for cell in cells {
        let meant = said.meaning(spec.name, &cell.text);
        if meant == Some(Meant::Nothing) {
            let mut column = Column::new(cell.col, cell.row, cell.text.clone());
            column.settle(spec, Meant::Nothing);
            columns.push(column);
            continue;
        }
        let of_house = meant.and_then(|meant| match meant {
            Meant::Heading(name) => Some((spec.heading(name)?, Standing::House, "headings.toml".to_string())),
            Meant::Nothing => None,
        });
        let (meaning, standing, because) = match of_house.or_else(|| claim(place, spec, cell, columns.last()))
        {
            Some((heading, standing, because)) => (Some(heading), standing, because),
            None => (None, Standing::Synonym, "no heading of this table".to_string()),
        };
        let confidence = if meaning.is_some() { Confidence::Certain } else { Confidence::Open };
        let mut column = Column {
            meaning,
            because,
            currency: headings::currency_of(&cell.text),
            confidence,
            ..Column::new(cell.col, cell.row, cell.text.clone())
        };
        if let Some(heading) = meaning {
            match holders.get(heading.name).copied() {
                Some((holder, held)) if held < standing => {
                    if let Some(loser) = columns.get_mut(holder) {
                        give_way(loser, heading, &column.heading);
                    }
                    holders.insert(heading.name, (columns.len(), standing));
                }
                Some((holder, held)) => {
                    let winner = columns.get(holder).map(|c| c.heading.clone()).unwrap_or_default();
                    give_way(&mut column, heading, &winner);
                    column.twice = held == standing;
                }
                None => {
                    holders.insert(heading.name, (columns.len(), standing));
                }
            }
        }
        columns.push(column);
    }
    let needs = spec.needs();
    // `NAME: | Dunn, Pat` above a time card is as good as a column.
    let labelled = |h: &HeadingSpec| {
        let means = |m: &Meaning| m.table == place && m.heading.name == h.name;
        around.labels.iter().any(|label| headings::meanings(label).iter().any(means))
    };
    // So is a date in the sheet's name.
    let named = |h: &HeadingSpec| around.dated && h.name == "Date";
    let has = |need: &Vec<&'static HeadingSpec>| {
        need.iter().any(|h| holders.contains_key(h.name) || labelled(h) || named(h))
    };
    let given = needs.iter().flatten().filter(|h| !holders.contains_key(h.name) && labelled(h)).count();
    let matched = holders.len() + given;
    let banner = |need: &Vec<&'static HeadingSpec>| need.iter().any(|h| h.need == Need::NeededOrBanner);
    let satisfied = needs.iter().filter(|n| has(n)).count();
    let missing = needs.iter().filter(|n| !has(n) && !banner(n)).count();
    let complete = missing == 0;
    // Enough of the table's headings, and not lost among others.
    let enough = match complete {
        true => matched >= 3 || (matched >= 2 && needs.len() >= 2),
        false => {
            matched >= 3
                && (satisfied * 2 >= needs.len()
                    || (matched >= if spec.open { 4 } else { 5 } && satisfied >= 1))
        }
    };
    let lost = matched * 4 < cells.len() && (!spec.open || cells.len() > WIDEST_OPEN);
    // Of a sheet that is said to be this table, two known headings are enough.
    let forced = said.table().is_some() && matched >= 2;
    if !forced && (!enough || lost) {
        return None;
    }
    let needed = |name: &str| needs.iter().flatten().any(|h| h.name == name);
    let leads = columns.iter().find_map(|c| c.meaning).is_some_and(|h| needed(h.name));
    let hinted = spec.hints.iter().any(|hint| around.sheet.contains(&headings::key(hint)));
    // Each heading counts; those that are needed count by their share, and for the table whose need
    // the first column is; a sheet's name settles what is left.
    let count = |n: usize| i32::try_from(n).unwrap_or(i32::MAX / 64);
    let score = count(matched) * 24 + count(satisfied) * 24 / count(needs.len()).max(1) - count(missing) * 8
        + if leads { 32 } else { 0 }
        + if hinted { 12 } else { 0 };
    Some(Header { spec, columns, reach: (0, u32::MAX), rows, score, matched, complete })
}

fn give_way(column: &mut Column, heading: &HeadingSpec, winner: &str) {
    column.meaning = None;
    column.confidence = Confidence::Open;
    column.because = format!("“{}” was taken from the column “{winner}”", heading.name);
}

/// What a cell means in one table.
fn claim(
    place: usize,
    spec: &'static TableSpec,
    cell: &Cell,
    before: Option<&Column>,
) -> Option<(&'static HeadingSpec, Standing, String)> {
    let find = |text: &str| -> Option<Meaning> {
        headings::meanings(&headings::key(text)).iter().find(|m| m.table == place).copied()
    };
    if let Some(group) = &cell.group
        && let Some(meaning) = find(&format!("{group} {}", cell.text))
    {
        return Some((meaning.heading, Standing::Same, format!("“{}” below “{group}”", cell.text)));
    }
    // The In beside a meal's Out is that meal's, not the day's.
    if let Some(before) = before
        && let Some(start) = before.meaning.and_then(|m| m.name.strip_suffix(" Start"))
        && matches!(headings::key(&cell.text).as_str(), "in" | "end" | "finish" | "to" | "back" | "till")
        && let Some(end) = spec.heading(&format!("{start} End"))
    {
        return Some((end, Standing::Same, format!("follows “{}”", before.heading)));
    }
    let (meaning, standing) = match find(&cell.text) {
        Some(meaning) => (meaning, if meaning.same { Standing::Same } else { Standing::Synonym }),
        None => (find(&headings::without_brackets(&cell.text)?)?, Standing::Synonym),
    };
    Some((meaning.heading, standing, meaning.because()))
}

/// Takes unknown headings that are a letter or two off a heading the table does not have yet.
fn forgive_slips(header: &mut Header) {
    let mut have: Vec<&str> = header.columns.iter().filter_map(|c| c.meaning.map(|m| m.name)).collect();
    for column in
        header.columns.iter_mut().filter(|c| c.meaning.is_none() && c.because.starts_with("no heading"))
    {
        let open = header.spec.headings.iter().filter(|h| !have.contains(&h.name));
        if let Some(heading) = headings::slip_of(&column.heading, open) {
            have.push(heading.name);
            column.meaning = Some(heading);
            column.because = format!("close to “{}”", heading.name);
            column.confidence = Confidence::Likely;
        }
    }
}

/// Takes unknown headings that name several of the table's at once, of which it lacks at least one.
fn part_columns(header: &mut Header) {
    let have: Vec<&str> = header.columns.iter().filter_map(|c| c.meaning.map(|m| m.name)).collect();
    for column in header.columns.iter_mut().filter(|c| c.meaning.is_none() && !c.twice && !c.settled) {
        let Some(parts) = headings::combined(header.spec, &column.heading) else { continue };
        if parts.iter().all(|part| have.contains(&part.name)) {
            continue;
        }
        let names: Vec<&str> = parts.iter().map(|part| part.name).collect();
        column.because = format!("holds {}, one behind the other", names.join(", "));
        column.confidence = Confidence::Likely;
        column.parts = parts;
    }
}
