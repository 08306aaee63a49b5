//! Elements and their dates: what schedule programs and offices say of people and things beside the scenes.

use super::names::{fold, number_key};
use super::people::People;
use super::rows::{Rows, differ};
use super::terms::plain;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Availability, Element, Record};
use crate::settings::nearest::did_you_mean;
use rust_decimal::prelude::ToPrimitive;

/// Whether a category is the cast's own.
fn is_cast(category: &str) -> bool {
    fold(category).starts_with("cast") || fold(category) == "principals"
}

pub(crate) fn elements(rows: &Rows<'_>, people: &People, problems: &mut Vec<Diagnostic>) -> Vec<Element> {
    let mut found = Vec::new();
    for row in rows.of("elements") {
        let (Some(category), Some(name)) = (plain(row, "Category"), plain(row, "Element")) else { continue };
        let element = Element {
            number: plain(row, "No."),
            hold: row.flag("Hold"),
            drop: row.flag("Drop"),
            drop_days: row.number("Drop Days").and_then(|n| n.to_u32()),
            dood: row.flag("Day Out of Days"),
            cell: row.cell.clone(),
            category,
            name,
        };
        if is_cast(&element.category) {
            compare(row, &element, people, problems);
        }
        found.push(element);
    }
    found
}

/// A number that is somebody else's on the cast list: both sheets cannot be right.
fn compare(row: &Record, element: &Element, people: &People, problems: &mut Vec<Diagnostic>) {
    let Some(number) = &element.number else { return };
    let Some(person) = people.numbered(number).and_then(|id| people.get(id)) else { return };
    let character = person.character.as_deref().unwrap_or_default();
    let own = fold(&element.name);
    if own != fold(character) && own != fold(&person.name) && !character.is_empty() {
        let what = format!("Cast number {number}");
        let cell = row.cell_of("Element");
        problems.push(differ(&what, (character, &person.cell), (&element.name, &cell)));
    }
}

pub(crate) fn availability(
    rows: &Rows<'_>,
    people: &People,
    elements: &[Element],
    problems: &mut Vec<Diagnostic>,
) -> Vec<Availability> {
    let mut found = Vec::new();
    for row in rows.of("availability") {
        let Some(from) = row.date("From") else { continue };
        let dates = Availability {
            name: plain(row, "Element"),
            number: plain(row, "No."),
            category: plain(row, "Category"),
            from,
            to: row.date("To").filter(|to| *to >= from).unwrap_or(from),
            kind: plain(row, "Kind").map_or_else(|| "unavailable".to_string(), |kind| kind.to_lowercase()),
            notes: plain(row, "Notes"),
            cell: row.cell.clone(),
        };
        if row.date("To").is_some_and(|to| to < from) {
            let message =
                format!("The last date is before the first one, {from}; the first date alone was taken.");
            let problem = Diagnostic::new(Code::TimesOutOfOrder, message, "Correct one of the two.");
            problems.push(problem.at_cell(&row.cell_of("To")));
        }
        let number = dates.number.as_deref().map(number_key);
        let known = dates.name.as_deref().is_some_and(|name| {
            people.named(name).is_some()
                || people.list.iter().any(|p| p.character.as_deref().is_some_and(|c| fold(c) == fold(name)))
                || elements.iter().any(|e| fold(&e.name) == fold(name))
        }) || number.is_some_and(|n| {
            people.numbered(&n).is_some()
                || elements.iter().any(|e| e.number.as_deref().is_some_and(|own| number_key(own) == n))
        });
        let cast = dates.category.as_deref().is_none_or(is_cast);
        if !known && cast && people.has_numbers() {
            let written = dates.name.clone().or_else(|| dates.number.clone()).unwrap_or_default();
            let meant = did_you_mean(
                &written,
                people.list.iter().flat_map(|p| p.character.as_deref().into_iter().chain([p.name.as_str()])),
            );
            let message = format!("{written} is not on the cast list; the dates hold for nobody.");
            let help = format!("Write the name, the character or the number as the cast list does.{meant}");
            problems
                .push(Diagnostic::new(Code::PersonUnlisted, message, help).at_cell(&row.cell).seen(&written));
        }
        found.push(dates);
    }
    found.sort_by(|a, b| (a.from, &a.name, &a.number).cmp(&(b.from, &b.name, &b.number)));
    found
}
