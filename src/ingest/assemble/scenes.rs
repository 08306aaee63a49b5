//! Scenes on their days, with everybody's cast numbers checked.

use super::days::{self, Days};
use super::names::{Units, fold};
use super::people::People;
use super::places::Places;
use super::rows::{Rows, differ};
use super::same::{self, Placed};
use super::terms::plain;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Banner, Cell, MAIN_UNIT, Record, Scene, Sourced, Value};
use crate::settings::nearest::did_you_mean;
use chrono::NaiveDate;
use rust_decimal::prelude::ToPrimitive;
use std::collections::{HashMap, HashSet};

/// Headings that are a scene's own; every other column is a department's.
const OWN: &[&str] = &[
    "Scene",
    "Date",
    "Day",
    "Unit",
    "Order",
    "I/E",
    "Set",
    "D/N",
    "Script Day",
    "Pages",
    "Script Page",
    "Banner",
    "Cast",
    "Background",
    "Location",
    "Synopsis",
    "Est. Minutes",
    "Timing",
    "Setups",
];

/// What the rows of Scenes are.
pub(crate) struct Scenes {
    /// On a day, or meant for one: ordered by date, unit, order.
    pub list: Vec<Scene>,
    /// Without any day: a script's.
    pub script: Vec<Scene>,
    pub banners: Vec<Banner>,
}

pub(crate) fn scenes(
    rows: &Rows<'_>,
    units: &mut Units,
    days: &Days,
    people: &People,
    places: &mut Places,
    problems: &mut Vec<Diagnostic>,
) -> Scenes {
    let mut placed: Vec<Placed> = Vec::new();
    let mut banners: Vec<Banner> = Vec::new();
    let mut told = HashSet::new();
    for (i, row) in rows.of("scenes").iter().enumerate() {
        let unit = units.name(plain(row, "Unit").as_deref());
        let undated = !row.fields.contains_key("Date") && !row.fields.contains_key("Day");
        let order =
            row.number("Order").and_then(|n| n.to_u32()).unwrap_or(u32::try_from(i + 1).unwrap_or(u32::MAX));
        if let Some(text) = plain(row, "Banner") {
            let date = date(row, &unit, days, problems);
            let (day, cell) = (day_number(row), row.cell.clone());
            banners.push(Banner { text, date, day, unit, order, cell });
            continue;
        }
        let Some(number) = plain(row, "Scene") else { continue };
        let date = if undated { None } else { date(row, &unit, days, problems) };
        let scene = Scene {
            number,
            date,
            day: day_number(row),
            unit,
            order,
            int_ext: plain(row, "I/E"),
            set: plain(row, "Set").unwrap_or_default(),
            day_night: plain(row, "D/N"),
            script_day: plain(row, "Script Day"),
            pages: row.pages("Pages"),
            script_page: plain(row, "Script Page"),
            cast: cast(row, people, &mut told, problems),
            background: plain(row, "Background"),
            location: places.of_row(row, "Location", problems).map(|l| l.value),
            synopsis: plain(row, "Synopsis"),
            est_minutes: minutes(row),
            timing: row.running("Timing"),
            setups: row.number("Setups").filter(|n| n.is_integer()).and_then(|n| n.to_u32()),
            departments: departments(row),
            cell: row.cell.clone(),
        };
        placed.push(Placed { scene, undated, pages: row.cell_of("Pages"), cast: row.cell_of("Cast") });
    }
    let (mut list, script) = joined(placed, problems);
    // Scenes without a date come last, by the number of their day.
    let key = |date: Option<NaiveDate>, day: Option<u32>, unit: &str, order: u32| {
        (date.is_none(), date, unit != MAIN_UNIT, unit.to_string(), day, order)
    };
    list.sort_by_key(|s| key(s.date, s.day.filter(|_| s.date.is_none()), &s.unit, s.order));
    banners.sort_by_key(|b| key(b.date, b.day.filter(|_| b.date.is_none()), &b.unit, b.order));
    twice(&list, problems);
    Scenes { list, script, banners }
}

/// The number in `3` and `Day 3 of 20`.
fn day_number(row: &Record) -> Option<u32> {
    let text = plain(row, "Day")?;
    text.split(|c: char| !c.is_ascii_digit()).find(|part| !part.is_empty())?.parse().ok()
}

/// Scenes that several sheets have on one day, each once; and those of the script, whose lengths are compared with
/// the schedule's.
fn joined(placed: Vec<Placed>, problems: &mut Vec<Diagnostic>) -> (Vec<Scene>, Vec<Scene>) {
    let mut joined: Vec<Placed> = Vec::with_capacity(placed.len());
    let mut by_number: HashMap<String, Vec<usize>> = HashMap::new();
    for other in placed {
        let places = by_number.entry(fold(&other.scene.number)).or_default();
        let elsewhere: Vec<usize> = places
            .iter()
            .copied()
            .filter(|place| {
                joined.get(*place).is_some_and(|p| !same::on_one_sheet(&p.scene.cell, &other.scene.cell))
            })
            .collect();
        let day = |scene: &Scene| (scene.date, scene.unit.clone());
        let twin = elsewhere.iter().copied().find(|place| {
            joined
                .get(*place)
                .is_some_and(|p| day(&p.scene) == day(&other.scene) && other.scene.date.is_some())
        });
        if let Some(known) = twin.and_then(|place| joined.get_mut(place)) {
            same::scene(known, other, problems);
            continue;
        }
        // The length of a scene of the script must be the schedule's.
        for known in elsewhere.iter().filter_map(|place| joined.get(*place)) {
            if known.undated != other.undated {
                same::pages(known, &other, problems);
            }
        }
        places.push(joined.len());
        joined.push(other);
    }
    let (script, list): (Vec<Placed>, Vec<Placed>) = joined.into_iter().partition(|placed| placed.undated);
    let scenes = |placed: Vec<Placed>| placed.into_iter().map(|placed| placed.scene).collect();
    (scenes(list), scenes(script))
}

fn date(row: &Record, unit: &str, days: &Days, problems: &mut Vec<Diagnostic>) -> Option<NaiveDate> {
    let written = row.date("Date");
    // A day carried from a banner is a help to rows that have no date, and no fact to hold against one.
    let carried = row.field("Day").is_some_and(|field| field.inferred);
    let number = day_number(row).filter(|_| !(carried && written.is_some()));
    let numbered = number.and_then(|number| days.numbered(unit, number));
    if let (Some(number), None, true) = (number, numbered, days.is_known()) {
        let cell = row.cell_of("Day");
        let message = format!("The schedule has no day {number} of the {unit} unit.");
        let help = "Correct the number or the unit, or add the day to the schedule.";
        problems
            .push(Diagnostic::new(Code::DayUnknown, message, help).at_cell(&cell).seen(number.to_string()));
    }
    let Some(date) = written else { return numbered.map(|day| day.date) };
    let cell = row.cell_of("Date");
    match numbered {
        Some(day) if day.date != date => {
            let what = format!("The date of day {}", day.number.unwrap_or_default());
            problems.push(differ(&what, (&date.to_string(), &cell), (&day.date.to_string(), &day.cell)));
        }
        None if number.is_none() && days.is_known() && days.of(date, unit).is_none() => {
            problems.push(days::unknown(date, unit, &cell, "The scene"));
        }
        _ => {}
    }
    Some(date)
}

/// Cast numbers in the cast list's spelling; names and characters become their numbers.
fn cast(
    row: &Record,
    people: &People,
    told: &mut HashSet<String>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<String> {
    let mut cast = Vec::new();
    for text in row.list("Cast").into_iter().map(|t| t.trim().to_string()).filter(|t| !t.is_empty()) {
        let by_character = || {
            let wanted = fold(&text);
            people
                .list
                .iter()
                .find(|p| p.character.as_deref().is_some_and(|c| fold(c) == wanted))
                .map(|p| p.id)
        };
        let person = people.numbered(&text).or_else(|| people.named(&text)).or_else(by_character);
        match person.and_then(|id| people.get(id)).and_then(|p| p.number.clone()) {
            Some(number) => cast.push(if people.numbered(&text).is_some() { text } else { number }),
            None => {
                if people.has_numbers() && told.insert(text.clone()) {
                    report(&text, &row.cell_of("Cast"), people, problems);
                }
                cast.push(text);
            }
        }
    }
    cast
}

fn report(text: &str, cell: &Cell, people: &People, problems: &mut Vec<Diagnostic>) {
    let characters = people.list.iter().filter_map(|p| p.character.as_deref());
    let meant =
        if text.chars().any(char::is_alphabetic) { did_you_mean(text, characters) } else { String::new() };
    let message = format!("The cast list has no number {text}.");
    let help = format!("Correct the number, or add it to the cast list.{meant}");
    problems.push(Diagnostic::new(Code::NumberUnknown, message, help).at_cell(cell).seen(text));
}

fn minutes(row: &Record) -> Option<u32> {
    match row.value("Est. Minutes")? {
        Value::Number(number) => number.to_u32(),
        Value::Duration(minutes) => u32::try_from(minutes.0).ok(),
        other => other.to_text().trim().parse().ok(),
    }
}

/// The columns no scene has of itself, in the sheet's order.
fn departments(row: &Record) -> Vec<(String, Sourced<String>)> {
    let known =
        row.fields.iter().filter(|(heading, _)| !OWN.contains(heading)).filter_map(|(heading, field)| {
            Some((heading.to_string(), Sourced::new(field.value.as_ref()?.to_text(), field.cell.clone())))
        });
    let extra = row
        .extra
        .iter()
        .map(|(heading, text, cell)| (heading.clone(), Sourced::new(text.trim().to_string(), cell.clone())));
    let mut all: Vec<(String, Sourced<String>)> =
        known.chain(extra).filter(|(_, t)| !t.value.is_empty()).collect();
    all.sort_by_key(|(_, text)| text.cell.col);
    all
}

fn twice(scenes: &[Scene], problems: &mut Vec<Diagnostic>) {
    let mut first: HashMap<(NaiveDate, &str, String), &Cell> = HashMap::new();
    for scene in scenes {
        let Some(date) = scene.date else { continue };
        let key = (date, scene.unit.as_str(), fold(&scene.number));
        match first.get(&key) {
            Some(cell) => {
                let message = format!(
                    "Scene {} stands twice on {date} of the {} unit: in {cell} and here.",
                    scene.number, scene.unit
                );
                let help = "Take one row out, or write the parts as 12pt1 and 12pt2.";
                problems.push(
                    Diagnostic::new(Code::SceneTwice, message, help).at_cell(&scene.cell).seen(&scene.number),
                );
            }
            None => {
                first.insert(key, &scene.cell);
            }
        }
    }
}
