//! What a sheet says by its looks: hidden rows and columns, struck-through rows, colours, comments. The
//! cells are read like the others; that there was such a meaning is said.

use super::{Desk, Judged, within};
use crate::diagnostic::{Code, Diagnostic};
use crate::ingest::grid::Sheet;
use crate::ingest::layout::View;
use crate::ingest::layout::rows::RowKind;
use crate::model::Cell;
use crate::model::cell::column_letters;
use std::collections::{BTreeMap, BTreeSet};

/// So many rows or cells are named; of more, how many there are.
const MOST_NAMED: usize = 12;

/// Says what of a sheet's looks may have meant something.
pub fn say(view: &View, tables: &[Judged], desk: &mut Desk) {
    hidden(view.sheet, desk);
    let marks = &view.sheet.marks;
    if marks.struck.is_empty() && marks.filled.is_empty() && marks.comments.is_empty() {
        return;
    }
    let data = data_cells(view, tables);
    struck(&data, &marks.struck, desk);
    coloured(&data, &marks.filled, desk);
    comments(&data, &marks.comments, desk);
}

/// The columns that hold data, by the rows that are data.
fn data_cells(view: &View, tables: &[Judged]) -> BTreeMap<u32, BTreeSet<u32>> {
    let mut data: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
    for judged in tables {
        for (place, _) in judged.rows.iter().filter(|(_, kind)| *kind == RowKind::Data) {
            let Some(row) = view.rows.get(*place) else { continue };
            let columns = within(row, judged.table.reach).iter().map(|(col, _)| *col);
            data.entry(row.row).or_default().extend(columns);
        }
    }
    data
}

fn struck(data: &BTreeMap<u32, BTreeSet<u32>>, struck: &[(u32, u32)], desk: &mut Desk) {
    let mut rows: BTreeMap<u32, u32> = BTreeMap::new();
    for (row, col) in struck {
        if data.get(row).is_some_and(|columns| columns.contains(col)) {
            rows.entry(*row).or_insert(*col);
        }
    }
    let Some((row, col)) = rows.iter().next().map(|(row, col)| (*row, *col)) else { return };
    let numbers: Vec<String> = rows.keys().map(|row| (u64::from(*row) + 1).to_string()).collect();
    let (what, were) = if numbers.len() == 1 { ("Row", "is") } else { ("Rows", "are") };
    let message = format!(
        "{what} {} {were} struck through, wholly or in part, and read like the others: that it was cut is not read.",
        named(&numbers)
    );
    let help = "Delete what no longer holds, or say so in a column (Status: void, cut).";
    let cell = Cell::new(desk.file.clone(), desk.sheet.clone(), row, col);
    desk.problems.push(Diagnostic::new(Code::StruckRead, message, help).at_cell(&cell));
}

/// Colours among the data. One colour in every row, or in every second one, means nothing.
fn coloured(data: &BTreeMap<u32, BTreeSet<u32>>, filled: &[(u32, u32, u32)], desk: &mut Desk) {
    let here: Vec<_> =
        filled.iter().filter(|(row, col, _)| data.get(row).is_some_and(|c| c.contains(col))).collect();
    if here.is_empty() || decorates(data, &here) {
        return;
    }
    let mut by_colour: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (row, col, colour) in &here {
        let cell = Cell::new(desk.file.clone(), desk.sheet.clone(), *row, *col);
        by_colour.entry(hue(*colour)).or_default().push(cell.address());
    }
    let colours: Vec<String> =
        by_colour.iter().map(|(hue, cells)| format!("{hue} in {}", named(cells))).collect();
    let message =
        format!("Cells are filled with colour, and what it means is not read: {}.", colours.join("; "));
    let help = "If the colour says something (cleared, held, night), write it in a column.";
    let first = here.first().map_or((0, 0), |(row, col, _)| (*row, *col));
    let cell = Cell::new(desk.file.clone(), desk.sheet.clone(), first.0, first.1);
    desk.problems.push(Diagnostic::new(Code::ColourNotRead, message, help).at_cell(&cell));
}

/// The same cells of all rows have one colour, or those of every second row.
fn decorates(data: &BTreeMap<u32, BTreeSet<u32>>, filled: &[&(u32, u32, u32)]) -> bool {
    let mut rows: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
    let mut columns: BTreeMap<u32, (BTreeSet<u32>, usize)> = BTreeMap::new();
    for (row, col, colour) in filled.iter().copied() {
        rows.entry(*row).or_default().insert(*colour);
        let (colours, count) = columns.entry(*col).or_default();
        colours.insert(*colour);
        *count += 1;
    }
    // A column tinted from top to bottom.
    let tinted = columns.iter().all(|(col, (colours, count))| {
        colours.len() == 1 && *count >= 3 && *count == data.values().filter(|c| c.contains(col)).count()
    });
    let looks: Vec<Option<&BTreeSet<u32>>> = data.keys().map(|row| rows.get(row)).collect();
    let striped = looks.len() >= 4
        && looks.iter().skip(2).zip(&looks).all(|(below, above)| below == above)
        && looks.first() != looks.get(1);
    tinted || striped
}

/// Comments among the data; those on headings explain the sheet and say nothing of a row.
fn comments(data: &BTreeMap<u32, BTreeSet<u32>>, cells: &[(u32, u32)], desk: &mut Desk) {
    let among = |(row, col): &&(u32, u32)| data.get(row).is_some_and(|columns| columns.contains(col));
    let cells: Vec<(u32, u32)> = cells.iter().filter(among).copied().collect();
    let Some((row, col)) = cells.first() else { return };
    let at = |row, col| Cell::new(desk.file.clone(), desk.sheet.clone(), row, col);
    let names: Vec<String> = cells.iter().map(|(row, col)| at(*row, *col).address()).collect();
    let message = format!("Comments on {} were not read.", named(&names));
    let help = "What the production should know of them belongs in a column (Remarks, Notes).";
    let problem = Diagnostic::new(Code::CommentNotRead, message, help).at_cell(&at(*row, *col));
    desk.problems.push(problem);
}

fn named(names: &[String]) -> String {
    let shown = names.iter().take(MOST_NAMED).cloned().collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(MOST_NAMED) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

/// What a person would call a colour.
fn hue(rgb: u32) -> &'static str {
    let [_, r, g, b] = rgb.to_be_bytes().map(i32::from);
    let (most, least) = (r.max(g).max(b), r.min(g).min(b));
    let spread = most - least;
    if spread < 20 {
        return "grey";
    }
    let degrees = match most {
        m if m == r => (60 * (g - b) / spread).rem_euclid(360),
        m if m == g => 120 + 60 * (b - r) / spread,
        _ => 240 + 60 * (r - g) / spread,
    };
    match degrees {
        0..15 | 345.. if least > 120 => "pink",
        0..15 | 345.. => "red",
        15..42 => "orange",
        42..70 => "yellow",
        70..165 => "green",
        165..255 => "blue",
        255..290 => "violet",
        _ => "pink",
    }
}

fn hidden(sheet: &Sheet, desk: &mut Desk) {
    let mut hidden = Vec::new();
    if sheet.hidden {
        hidden.push("the sheet".to_string());
    }
    if !sheet.hidden_columns.is_empty() {
        let letters: Vec<String> = sheet.hidden_columns.iter().map(|c| column_letters(*c)).collect();
        let word = if letters.len() == 1 { "column" } else { "columns" };
        hidden.push(format!("{word} {}", named(&letters)));
    }
    if !sheet.hidden_rows.is_empty() {
        let numbers: Vec<String> =
            sheet.hidden_rows.iter().map(|row| (u64::from(*row) + 1).to_string()).collect();
        let word = if numbers.len() == 1 { "row" } else { "rows" };
        hidden.push(format!("{word} {}", named(&numbers)));
    }
    if hidden.is_empty() {
        return;
    }
    let problem = Diagnostic::new(
        Code::HiddenRead,
        format!("Hidden in the spreadsheet and read like the rest: {}.", hidden.join("; ")),
        "Delete what should not count.",
    );
    desk.problems.push(problem.in_file(&*desk.file).on_sheet(&*desk.sheet));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_have_the_names_that_people_give_them() {
        // The fills of the fixtures: pending is yellow, greek it is salmon, a night exterior blue.
        for (rgb, name) in [
            (0xFFF2A8, "yellow"),
            (0xF8CBAD, "orange"),
            (0xBDD7EE, "blue"),
            (0xC6E0B4, "green"),
            (0xD9D9D9, "grey"),
            (0xFF0000, "red"),
            (0xF8C8DC, "pink"),
        ] {
            assert_eq!(hue(rgb), name, "{rgb:06X}");
        }
    }

    #[test]
    fn stripes_and_tinted_columns_mean_nothing() {
        let data: BTreeMap<u32, BTreeSet<u32>> = (0..6).map(|row| (row, BTreeSet::from([0, 1]))).collect();
        let stripes: Vec<(u32, u32, u32)> =
            [0, 2, 4].into_iter().flat_map(|row| [(row, 0, 0xEEEEEE), (row, 1, 0xEEEEEE)]).collect();
        assert!(decorates(&data, &stripes.iter().collect::<Vec<_>>()));
        let tint: Vec<(u32, u32, u32)> = (0..6).map(|row| (row, 1, 0xFFFF00)).collect();
        assert!(decorates(&data, &tint.iter().collect::<Vec<_>>()));
        assert!(!decorates(&data, &[&(3, 1, 0xFFFF00)]));
    }
}
