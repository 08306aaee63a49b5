//! A day-out-of-days: dates along one row, people down one column, and in each cell what the person does
//! that day (SW, W, H, WF …).

use super::{RowView, View};
use crate::ingest::grid::Raw;
use crate::ingest::headings;
use crate::ingest::tables::calls;
use crate::ingest::value::{date, text};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};

/// Fewer days than this are no day-out-of-days.
const FEWEST_DAYS: usize = 3;
/// Grids begin among the first rows of a sheet; a ledger of a million rows is not searched for them.
const DEEPEST: usize = 400;
/// So many rows may lie between the dates and the first person: weekdays, numbers of shooting days.
const MOST_HEADER_ROWS: usize = 6;

/// What a cell of the grid may say; with the meaning of the letters in `documents.md` 0.5.
const CODES: &[&str] = &[
    "S", "SW", "W", "WF", "SWF", "F", "H", "HOLD", "D", "WD", "SWD", "P", "PW", "PWF", "PWD", "T", "TR",
    "TW", "WT", "TH", "R", "RH", "FT", "FIT", "MU", "TS", "I", "IDLE", "SR", "SWR", "DO", "O/C", "OC", "ST",
    "X",
];

/// Codes that are the company's day and nobody's own.
const COMPANY: &[&str] = &["/", "//", "M", "HOL", "HOLIDAY", "OFF", "-", "--", "DARK", "TRAVEL DAY"];

/// A day of the grid.
#[derive(Clone, Debug)]
pub struct DayColumn<'a> {
    pub col: u32,
    /// The row of the date's cell.
    pub row: u32,
    pub date: Cow<'a, Raw>,
    /// The weekday written in the column, and its row.
    pub weekday: Option<(chrono::Weekday, u32)>,
}

/// A person of the grid.
#[derive(Clone, Debug)]
pub struct GridRow<'a> {
    pub row: u32,
    pub number: Option<(u32, String)>,
    pub name: Option<(u32, String)>,
    pub character: Option<(u32, String)>,
    /// What stands under each day that has something.
    pub cells: Vec<(u32, &'a Raw)>,
    /// Columns behind the days: totals.
    pub totals: Vec<(u32, &'a Raw)>,
}

#[derive(Clone, Debug)]
pub struct DayGrid<'a> {
    pub days: Vec<DayColumn<'a>>,
    pub people: Vec<GridRow<'a>>,
    /// Headings of the columns behind the days.
    pub totals: BTreeMap<u32, String>,
    /// Places of all its rows.
    pub places: HashSet<usize>,
    /// Rows below the dates that are no person: place and text.
    pub others: Vec<usize>,
}

/// The grids of a sheet.
pub fn find<'a>(view: &View<'a>) -> Vec<DayGrid<'a>> {
    let mut grids = Vec::new();
    let mut place = 0;
    while place < view.rows.len().min(DEEPEST) {
        match grid(view, place) {
            Some((grid, next)) => {
                grids.push(grid);
                place = next;
            }
            None => place += 1,
        }
    }
    grids
}

fn grid<'a>(view: &View<'a>, place: usize) -> Option<(DayGrid<'a>, usize)> {
    let mut days = dates(view, place)?;
    let date_row = view.rows.get(place)?.row;
    let (first, last) = (days.first()?.col, days.last()?.col);
    let columns: HashSet<u32> = days.iter().map(|day| day.col).collect();
    let mut grid = DayGrid {
        days: Vec::new(),
        people: Vec::new(),
        totals: BTreeMap::new(),
        places: HashSet::from([place]),
        others: Vec::new(),
    };
    // Headings of what stands before and behind the days, in the date row or the rows around it.
    let mut heads: BTreeMap<u32, String> = BTreeMap::new();
    let mut end = place + 1;
    let around = place.saturating_sub(2)..view.rows.len();
    let mut blank_people = 0;
    for at in around {
        let Some(row) = view.rows.get(at) else { break };
        let under: Vec<(u32, &'a Raw)> =
            row.cells.iter().filter(|(col, _)| columns.contains(col)).copied().collect();
        let codes = under.iter().filter(|(_, raw)| is_code(raw)).count();
        let label =
            row.cells.iter().find(|(col, raw)| *col < first && matches!(raw, Raw::Text(_) | Raw::Number(_)));
        let is_person = at > place && label.is_some() && codes > 0 && codes * 5 >= under.len() * 4;
        if is_person {
            let person = person(row, first, last, &heads, under);
            grid.people.push(person);
            grid.places.insert(at);
            end = at + 1;
            blank_people = 0;
            continue;
        }
        if grid.people.is_empty() {
            if at > place + MOST_HEADER_ROWS {
                return None;
            }
            let near = row.row.abs_diff(date_row) <= u32::try_from(MOST_HEADER_ROWS).unwrap_or(6);
            let weekdays: Vec<_> = under
                .iter()
                .filter_map(|(col, raw)| match raw {
                    Raw::Text(t) => Some((*col, date::weekday(t)?)),
                    _ => None,
                })
                .collect();
            for (col, day) in &weekdays {
                if let Some(column) = days.iter_mut().find(|d| d.col == *col) {
                    column.weekday = Some((*day, row.row));
                }
            }
            // Months may stand over the days, and the headings of what stands beside them there.
            let months = at + 1 == place && row.cells.iter().any(|(col, _)| *col >= first);
            let part = at >= place || months || !weekdays.is_empty();
            let beside = row.cells.iter().filter(|(col, _)| *col < first || *col > last);
            for (col, raw) in beside.filter(|_| near && part) {
                if let Raw::Text(t) = raw {
                    heads.insert(*col, text::squeeze(t).replace('\n', " "));
                }
            }
            if part {
                grid.places.insert(at);
            }
            continue;
        }
        // Below the people: a blank name row, a legend, totals; two such rows end the grid.
        blank_people += 1;
        if blank_people > 2 || dates(view, at).is_some() {
            break;
        }
        if label.is_some() && under.is_empty() && row.cells.len() == 1 {
            grid.others.push(at);
        }
    }
    if grid.people.is_empty() {
        return None;
    }
    grid.totals = heads.split_off(&last.saturating_add(1));
    grid.places.extend(grid.others.iter().copied());
    grid.days = days;
    Some((grid, end))
}

/// The days of a row that is one of dates: most of its cells, one beside the other.
fn dates<'a>(view: &View<'a>, place: usize) -> Option<Vec<DayColumn<'a>>> {
    let row = view.rows.get(place)?;
    let whole = |raw: &'a Raw| match raw {
        Raw::Date(serial) if *serial >= 366.0 => Some(Cow::Borrowed(raw)),
        Raw::Text(written) if written.contains(|c: char| c.is_ascii_digit()) && written.len() <= 24 => {
            date::parse(written).map(|_| Cow::Borrowed(raw))
        }
        _ => None,
    };
    let mut days: Vec<DayColumn> = (row.cells.iter())
        .filter_map(|(col, raw)| {
            Some(DayColumn { col: *col, row: row.row, date: whole(raw)?, weekday: None })
        })
        .collect();
    if days.len() < FEWEST_DAYS {
        days = numbers_under_months(view, place)?;
    }
    // Dates of a table (a due date, a signed date) stand here and there; a grid's stand in a row.
    let (first, last) = (days.first()?.col, days.last()?.col);
    let span = usize::try_from(last - first).unwrap_or(usize::MAX).saturating_add(1);
    (days.len() >= FEWEST_DAYS && days.len() * 2 > span).then_some(days)
}

/// `NOV 2026` over 2, 3, 4: the days of the months above.
fn numbers_under_months<'a>(view: &View<'a>, place: usize) -> Option<Vec<DayColumn<'a>>> {
    let row = view.rows.get(place)?;
    let above = view.rows.get(place.checked_sub(1)?)?;
    let months: Vec<(u32, String)> = above
        .cells
        .iter()
        .filter_map(|(col, raw)| match raw {
            // A month is what makes a date of a day before it.
            Raw::Text(t) => date::parse(&format!("1 {t}")).map(|_| (*col, text::squeeze(t).into_owned())),
            _ => None,
        })
        .collect();
    let mut days = Vec::new();
    for (col, raw) in &row.cells {
        let day = match raw {
            Raw::Number(n) if n.fract() == 0.0 && (1.0..=31.0).contains(n) => format!("{n}"),
            Raw::Text(t) if t.trim().parse::<u32>().is_ok_and(|n| (1..=31).contains(&n)) => {
                t.trim().to_string()
            }
            _ => continue,
        };
        let Some((_, month)) = months.iter().rev().find(|(from, _)| from <= col) else { continue };
        let date = Cow::Owned(Raw::Text(format!("{day} {month}")));
        days.push(DayColumn { col: *col, row: row.row, date, weekday: None });
    }
    Some(days)
}

fn person<'a>(
    row: &RowView<'a>,
    first: u32,
    last: u32,
    heads: &BTreeMap<u32, String>,
    cells: Vec<(u32, &'a Raw)>,
) -> GridRow<'a> {
    let mut person = GridRow {
        row: row.row,
        number: None,
        name: None,
        character: None,
        cells,
        totals: row.cells.iter().filter(|(col, _)| *col > last).copied().collect(),
    };
    for (col, raw) in row.cells.iter().filter(|(col, _)| *col < first) {
        let seen = text::squeeze(&text::seen(raw)).replace('\n', " ");
        let meant =
            heads.get(col).and_then(|head| headings::in_table(&calls::SPEC, head)).map(|m| m.heading.name);
        match meant {
            Some("No.") if person.number.is_none() && !numbered(&seen).1.is_empty() => {}
            Some("No.") => {
                person.number = Some((*col, seen.trim_end_matches('.').to_string()));
                continue;
            }
            Some("Name") => {
                let (number, rest) = numbered(&seen);
                if let Some(number) = number {
                    person.number.get_or_insert((*col, number));
                }
                person.name = Some((*col, rest));
                continue;
            }
            Some("Character") => {
                let (number, rest) = numbered(&seen);
                if let Some(number) = number {
                    person.number.get_or_insert((*col, number));
                }
                person.character = Some((*col, rest));
                continue;
            }
            _ => {}
        }
        // Without a heading: `1. MARA` is a number and a part, as boards print it.
        let (number, rest) = numbered(&seen);
        if let Some(number) = number {
            person.number.get_or_insert((*col, number));
        }
        if !rest.is_empty() {
            if person.character.is_none() {
                person.character = Some((*col, rest));
            } else {
                person.name.get_or_insert((*col, rest));
            }
        }
    }
    person
}

/// `1. MARA` as number and rest; `7X` alone is a number.
fn numbered(written: &str) -> (Option<String>, String) {
    let trimmed = written.trim().trim_start_matches('#');
    let end = trimmed.find(|c: char| !c.is_ascii_digit()).unwrap_or(trimmed.len());
    let (digits, rest) = trimmed.split_at(end);
    if digits.is_empty() || digits.len() > 3 {
        return (None, trimmed.to_string());
    }
    let suffix =
        rest.strip_prefix(['X', 'x', 'A', 'B']).filter(|r| r.is_empty() || r.starts_with(['.', ' ', ')']));
    let (letter, rest) = match suffix {
        Some(after) => (rest.get(..rest.len() - after.len()).unwrap_or_default(), after),
        None => ("", rest),
    };
    // The 1ST OFFICER is nobody's number one.
    if rest.starts_with(char::is_alphabetic) {
        return (None, trimmed.to_string());
    }
    let rest = rest.trim_start_matches(['.', ')', ':', '-', ' ']);
    (Some(format!("{digits}{}", letter.to_uppercase())), rest.trim().to_string())
}

/// Whether a cell holds a code of the grid.
fn is_code(raw: &Raw) -> bool {
    matches!(raw, Raw::Text(written) if { let code = text::upper(written); CODES.contains(&code.as_str()) || COMPANY.contains(&code.as_str()) })
}

/// A person's own code, in capitals; `None` for a day that is the whole company's, or no code at all.
pub fn code(raw: &Raw) -> Option<String> {
    let Raw::Text(written) = raw else { return None };
    let code = text::upper(written);
    CODES.contains(&code.as_str()).then_some(code)
}

/// Whether a cell is the company's day: a holiday, a move, a day off.
pub fn is_company(raw: &Raw) -> bool {
    matches!(raw, Raw::Text(written) if COMPANY.contains(&text::upper(written).as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_before_a_part_is_the_cast_number() {
        for (written, number, rest) in [
            ("1. MARA", Some("1"), "MARA"),
            ("12 ROLFE", Some("12"), "ROLFE"),
            ("7X. STUNT MARA", Some("7X"), "STUNT MARA"),
            ("7X", Some("7X"), ""),
            ("MARA", None, "MARA"),
            ("3", Some("3"), ""),
            ("1ST OFFICER", None, "1ST OFFICER"),
        ] {
            assert_eq!(numbered(written), (number.map(str::to_string), rest.to_string()), "{written}");
        }
    }
}
