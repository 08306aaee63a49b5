//! What holds for a table although it stands neither in its rows nor right above them: the date of the
//! call sheet it is part of, of the title over it, or of the sheet's name (`W-E 3-13-27`, `Day 3`).

use super::form::Form;
use super::labels::{Label, Origin};
use super::{Found, View, section};
use crate::ingest::grid::Raw;
use crate::ingest::tables::{HeadingSpec, TableSpec};
use crate::ingest::value::{date, text};
use crate::model::Heading;

/// What may come from a head or a name.
const HEADINGS: &[Heading] = &["Date", "Day", "Unit", "Week Ending", "Department"];

/// Gives the tables of a sheet what its head, their titles and the sheet's name say. `front` is the head of
/// another sheet of the workbook, for the back of a call sheet.
pub fn give(view: &View, tables: &mut [Found], form: &Form, front: Option<(&str, &Form)>) {
    let named = of_name(&view.sheet.name);
    for table in tables {
        let corner = table.columns.first().map_or((0, 0), |c| (c.row, c.col));
        let find = |table: &Found, heading: Heading| {
            let of_form = |form: &Form, origin: Origin| {
                // The date over a breakdown is the paper's.
                let dated = form.is_call_sheet || table.spec.name != "scenes";
                let form = Some(form).filter(|_| dated)?;
                let pair = form.fact(heading)?;
                let (row, col) = pair.value_at;
                Some(Label { heading, raw: pair.value.clone().into_owned(), row, col, origin })
            };
            let of_name = || {
                let raw = named.iter().find(|(h, _)| *h == heading).map(|(_, raw)| raw.clone())?;
                Some(Label { heading, raw, row: corner.0, col: corner.1, origin: Origin::SheetName })
            };
            of_title(view, table, heading)
                .or_else(|| of_form(form, Origin::Cell))
                .or_else(of_name)
                .or_else(|| front.and_then(|(sheet, form)| of_form(form, Origin::Sheet(sheet.into()))))
        };
        for heading in HEADINGS.iter().copied() {
            if wanted(table, heading) {
                let label = find(table, heading);
                table.labels.extend(label);
            }
        }
        if table.spec.heading("Date").is_none() {
            table.day = find(table, "Date");
        }
    }
}

/// The heading, where the table has it and neither a column nor a label gives it, nor what stands for it.
fn wanted(table: &Found, heading: &str) -> bool {
    let spec: &'static TableSpec = table.spec;
    let given = |name: &str| {
        table.column_of(name).is_some() || table.labels.iter().any(|label| label.heading == name)
    };
    let alternatives = spec.one_of.iter().filter(|group| group.contains(&heading));
    // The rows of a time card have weekdays of the week that its label ends.
    let of_week = matches!(heading, "Date" | "Day") && given("Week Ending");
    let settled = of_week || given(heading) || alternatives.flat_map(|group| *group).any(|name| given(name));
    // The rows of a schedule that have dates or numbers are days of their own; so are a calendar's.
    let own_days = match spec.name {
        "calendar" => heading != "Unit",
        "schedule" | "unit-log" => heading != "Unit" && (given("Date") || given("Day")),
        _ => false,
    };
    (spec.heading(heading).is_some() || stands_for_date(spec, heading, given("Date")))
        && !settled
        && !own_days
}

/// Where nothing says the date that a table needs, the number of the day leads to it by the schedule.
fn stands_for_date(spec: &TableSpec, heading: &str, dated: bool) -> bool {
    heading == "Day" && !dated && spec.heading("Date").is_some_and(HeadingSpec::is_needed)
}

/// A date with its weekday, or a day's number, in a title right above the table:
/// `ADVANCE SCHEDULE - DAY 4 - Wednesday, March 10, 2027`.
fn of_title(view: &View, table: &Found, heading: Heading) -> Option<Label> {
    let top = table.columns.first()?.row;
    let near = table.above.iter().rev().filter_map(|place| view.rows.get(*place));
    for row in near.take_while(|row| top.saturating_sub(row.row) <= 2) {
        for (col, raw) in &row.cells {
            let Raw::Text(written) = raw else { continue };
            let found = match heading {
                "Date" => date::within(written)
                    .filter(|found| date::parse(found).is_some_and(|d| d.weekday.is_some())),
                "Day" => date::day_within(written),
                // `# CONTACTS - Camera`
                "Department" => {
                    section(written).and_then(|title| Some(title.split_once(" - ")?.1.trim().to_owned()))
                }
                _ => None,
            };
            if let Some(found) = found {
                let (raw, origin) = (Raw::Text(found), Origin::Cell);
                return Some(Label { heading, raw, row: row.row, col: *col, origin });
            }
        }
    }
    None
}

/// Whether a sheet's name says the date or the number of a day.
pub fn names_a_day(name: &str) -> bool {
    of_name(name).iter().any(|(heading, _)| matches!(*heading, "Date" | "Day"))
}

/// What a sheet's name says.
fn of_name(name: &str) -> Vec<(Heading, Raw)> {
    let upper = text::upper(name).replace('_', " ");
    let mut found = Vec::new();
    let ending = ["W-E", "W/E", "WE ", "WEEK ENDING", "WEEK-ENDING", "WK ENDING", "WK END", "PPE"]
        .iter()
        .find_map(|word| upper.strip_prefix(word));
    let written = ending.unwrap_or(&upper).trim_matches(|c: char| matches!(c, ' ' | '-' | '.'));
    if let Some(day) = date::within(written) {
        let heading = if ending.is_some() { "Week Ending" } else { "Date" };
        found.push((heading, Raw::Text(day)));
    } else if let Some(day) = date::day_within(&spaced(&upper)) {
        found.push(("Day", Raw::Text(day)));
    }
    found
}

/// `DAY3` and `DAY-3` with a space between word and number.
fn spaced(name: &str) -> String {
    let number = name.strip_prefix("DAY").map(|rest| rest.trim_start_matches([' ', '-', '.', '#']));
    match number.filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) {
        Some(rest) => format!("DAY {}", rest.replace(['-', '('], " ")),
        None => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheets_name_may_be_a_date() {
        for (name, heading, value) in [
            ("W-E 3-13-27", "Week Ending", "3-13-27"),
            ("WE 3-13-27", "Week Ending", "3-13-27"),
            ("Mon 3-8-27", "Date", "MON 3-8-27"),
            ("2027-03-09", "Date", "2027-03-09"),
            ("9 Mar", "Date", "9 MAR"),
            ("Day 3", "Day", "3"),
            ("DAY 12 (Pier)", "Day", "12"),
            ("Day3", "Day", "3"),
            ("Day-4", "Day", "4"),
            ("day_05 main", "Day", "05"),
        ] {
            assert_eq!(of_name(name), [(heading, Raw::Text(value.into()))], "{name}");
        }
        for name in ["Sheet1", "CREW LIST", "Week 1", "Page 2", "Hoja 3", "WEST", "2nd Unit"] {
            assert_eq!(of_name(name), [], "{name}");
        }
    }
}
