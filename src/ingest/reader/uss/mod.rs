//! The Universal Schedule Standard (`.uss`): a breakdown, its stripboards and calendars, as JSON.
//!
//! Two dialects are about, both in files that call themselves 1.0.0 (keys `isHold` and `doodHoldAllow`, `duration` and `time`,
//! days as lists of lists and as strips between flat lists …); either is read, mixed too. `board` walks the stripboard,
//! `dates` its calendar, `parts` the objects of the file; here they become the sheets Scenes, Schedule,
//! Elements, Availability and Calendar.

mod board;
mod dates;
mod parts;

use super::Budget;
use super::listing::{Listing, one_line};
use crate::diagnostic::{Code, Diagnostic};
use crate::ingest::grid::Workbook;
use crate::ingest::refusal;
use board::Placed;
use parts::{Breakdown, Category, Element, Uss};
use std::collections::{BTreeMap, BTreeSet};

/// Whether a text is a schedule of this standard.
pub fn is_schedule(head: &str) -> bool {
    head.trim_start().starts_with('{') && head.contains("\"universalScheduleStandard\"")
}

pub fn read(bytes: &[u8], file: &str) -> Result<Workbook, Diagnostic> {
    let value: serde_json::Value =
        serde_json::from_slice(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)).map_err(|error| {
            match error.classify() {
                serde_json::error::Category::Eof => refusal::incomplete(file),
                _ => refusal::damaged(file, &error.to_string()),
            }
        })?;
    let uss = Uss::of(&value);
    if uss.breakdowns.is_empty() {
        return Err(refusal::damaged(file, "a schedule without a single breakdown"));
    }
    let mut problems = Vec::new();
    let boards = board::boards(&uss, file, &mut problems);
    let mut book = Workbook::default();
    let mut budget = Budget::default();
    for listing in [
        schedule(&boards),
        scenes(&uss, &boards),
        boneyard(&uss, &boards),
        elements(&uss),
        availability(&uss),
        calendar(&boards),
    ] {
        if !listing.is_empty() {
            book.sheets.push(listing.sheet(&mut budget, file)?);
        }
    }
    book.problems = problems;
    Ok(book)
}

fn schedule(boards: &board::Boards) -> Listing {
    let mut listing = Listing::new("Schedule", &["Date", "Day", "Unit", "Day Type"]);
    for day in &boards.days {
        listing.row([
            ("Date", day.date.to_string()),
            ("Day", day.number.map(|n| n.to_string()).unwrap_or_default()),
            ("Unit", day.unit.clone()),
            ("Day Type", day.kind.into()),
        ]);
    }
    listing
}

const OF_A_SCENE: [&str; 12] = [
    "Scene",
    "I/E",
    "Set",
    "D/N",
    "Script Day",
    "Pages",
    "Script Page",
    "Cast",
    "Background",
    "Location",
    "Synopsis",
    "Est. Minutes",
];

fn scenes(uss: &Uss, boards: &board::Boards) -> Listing {
    let headings: Vec<&str> =
        ["Date", "Day", "Unit", "Order"].into_iter().chain(OF_A_SCENE).chain(["Banner"]).collect();
    let mut listing = Listing::new("Scenes", &headings);
    for placed in boards.strips.iter().filter(|placed| placed.number.is_some()) {
        scene(uss, placed, &mut listing);
    }
    listing
}

/// What is on no day: a sheet of its own, so that no day is missed in it.
fn boneyard(uss: &Uss, boards: &board::Boards) -> Listing {
    let mut listing = Listing::new("Boneyard", &OF_A_SCENE);
    for placed in boards.strips.iter().filter(|placed| placed.number.is_none()) {
        scene(uss, placed, &mut listing);
    }
    listing
}

fn scene(uss: &Uss, placed: &Placed, listing: &mut Listing) {
    let breakdown = placed.breakdown;
    let mut cells: Vec<(&str, String)> = vec![
        ("Date", placed.date.map(|d| d.to_string()).unwrap_or_default()),
        ("Day", placed.number.map(|n| n.to_string()).unwrap_or_default()),
        ("Order", placed.number.map(|_| placed.order.to_string()).unwrap_or_default()),
    ];
    let sorted = sorted(uss, breakdown);
    let of = |ucid: i64| {
        sorted
            .iter()
            .find(|(category, _)| category.ucid == Some(ucid))
            .map(|(_, elements)| elements.iter().map(|element| named(element)).collect::<Vec<_>>().join(", "))
    };
    let own_unit = of(parts::UNIT).filter(|_| placed.unit.is_empty()).unwrap_or_default();
    cells.push(("Unit", if placed.unit.is_empty() { own_unit } else { placed.unit.clone() }));
    if breakdown.is_banner() {
        cells.push(("Banner", breakdown.words()));
        listing.row(cells);
        return;
    }
    for (heading, ucid) in [
        ("I/E", parts::INT_EXT),
        ("Set", parts::SET),
        ("D/N", parts::DAY_NIGHT),
        ("Script Day", parts::SCRIPT_DAY),
        ("Location", parts::LOCATION),
        ("Background", parts::BACKGROUND),
    ] {
        cells.push((heading, of(ucid).unwrap_or_default()));
    }
    cells.extend([
        ("Scene", breakdown.scene.clone()),
        ("Pages", breakdown.pages.clone()),
        ("Script Page", breakdown.script_page.clone()),
        ("Synopsis", breakdown.description.clone()),
        ("Est. Minutes", breakdown.minutes.map(|m| m.to_string()).unwrap_or_default()),
        ("Notes", breakdown.comments.clone()),
    ]);
    let mut cast = String::new();
    for (category, elements) in &sorted {
        match category.ucid {
            Some(parts::CAST) => {
                // By the number on the board, where it has one: so schedules name cast.
                let names =
                    elements.iter().map(|e| if e.number.is_empty() { named(e) } else { e.number.clone() });
                cast = names.collect::<Vec<_>>().join(", ");
            }
            Some(ucid) if ucid < parts::CAST || ucid == parts::BACKGROUND => {}
            _ => {
                let names: Vec<String> = elements.iter().map(|element| named(element)).collect();
                cells.push((category.name.as_str(), names.join(", ")));
            }
        }
    }
    cells.push(("Cast", cast));
    listing.row(cells);
}

/// A name as one item of a list.
fn named(element: &Element) -> String {
    one_line(&element.name.replace([',', ';'], " "))
}

/// A breakdown's elements by category, both in the order of the file.
fn sorted<'a>(uss: &'a Uss, breakdown: &Breakdown) -> Vec<(&'a Category, Vec<&'a Element>)> {
    let mut by_category: BTreeMap<usize, Vec<&Element>> = BTreeMap::new();
    for id in &breakdown.elements {
        let Some(element) = uss.element(id) else { continue };
        let Some(category) = element.category else { continue };
        by_category.entry(category).or_default().push(element);
    }
    by_category.into_iter().filter_map(|(at, elements)| Some((uss.categories.get(at)?, elements))).collect()
}

/// People and things, with what their day-out-of-days may do.
fn elements(uss: &Uss) -> Listing {
    let mut listing = Listing::new(
        "Elements",
        &["Category", "Element", "No.", "Hold", "Drop", "Drop Days", "Day Out of Days"],
    );
    let used: BTreeSet<&String> = uss.breakdowns.iter().flat_map(|b| &b.elements).collect();
    for element in &uss.elements {
        let Some(category) = element.category.and_then(|at| uss.categories.get(at)) else { continue };
        if category.ucid.is_some_and(|ucid| ucid < parts::CAST && ucid != parts::LOCATION)
            || !used.contains(&element.id)
        {
            continue;
        }
        let flag =
            |flag: Option<bool>| flag.map(|on| if on { "yes" } else { "no" }.to_string()).unwrap_or_default();
        listing.row([
            ("Category", category.name.clone()),
            ("Element", named(element)),
            ("No.", element.number.clone()),
            ("Hold", flag(element.hold)),
            ("Drop", flag(element.drop)),
            ("Drop Days", element.drop_days.map(|n| n.to_string()).unwrap_or_default()),
            ("Day Out of Days", flag(element.dood)),
        ]);
    }
    listing
}

fn availability(uss: &Uss) -> Listing {
    let mut listing = Listing::new("Availability", &["Element", "No.", "Category", "From", "To", "Kind"]);
    for element in &uss.elements {
        let Some(category) = element.category.and_then(|at| uss.categories.get(at)) else { continue };
        for event in &element.events {
            listing.row([
                ("Element", named(element)),
                ("No.", element.number.clone()),
                ("Category", category.name.clone()),
                ("From", event.date.to_string()),
                ("Kind", event.of_element().into()),
            ]);
        }
    }
    listing
}

fn calendar(boards: &board::Boards) -> Listing {
    let mut listing = Listing::new("Calendar", &["Date", "Kind", "Name"]);
    for off in &boards.off {
        listing.row([
            ("Date", off.date.to_string()),
            ("Kind", if off.is_holiday() { "holiday" } else { "day off" }.into()),
            ("Name", off.name.clone()),
        ]);
    }
    listing
}

/// One thing that the file leaves open.
fn open(file: &str, code: Code, message: String, help: &str) -> Diagnostic {
    Diagnostic::new(code, message, help).in_file(file)
}
