//! Who and what has a row in the day-out-of-days, and what is known of each.

use super::dood::{Company, Needs, Totals, row};
use crate::check::measured::Limited;
use crate::model::{Availability, Cell, Element, Person, Production, Schedule, category, scene_number};
use crate::render::view::View;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// The whole paper.
pub struct Paper {
    pub dates: Vec<Date>,
    pub groups: Vec<Group>,
    /// The cells it was made from.
    pub cells: Vec<Cell>,
}

pub struct Date {
    pub date: NaiveDate,
    pub company: Company,
    /// `1`, and `2nd 1` for another unit's day.
    pub numbers: Vec<String>,
}

pub struct Group {
    /// The word that the papers have for it.
    pub word: &'static str,
    pub rows: Vec<Row>,
}

pub struct Row {
    pub number: String,
    pub name: String,
    pub codes: Vec<String>,
    pub totals: Totals,
    /// Where it was first read.
    pub cell: Cell,
}

/// The groups by category, with what the papers call each and whether a row of it is held between its days where nobody says so: people are, things are not.
const GROUPS: [(&str, &str, bool); 5] = [
    ("Cast", "schedule.group_cast", true),
    ("Stunts", "schedule.group_stunts", true),
    ("Background", "schedule.group_background", false),
    ("Vehicles", "schedule.group_vehicles", false),
    ("Locations", "schedule.group_locations", false),
];

pub fn paper(view: &View, schedule: &Schedule) -> Option<Paper> {
    let production = view.production;
    let mut found: BTreeMap<(usize, String), Found> = BTreeMap::new();
    for day in schedule.days() {
        let Some(date) = day.date else { continue };
        for scene in day.scenes() {
            for number in
                schedule.told(scene, |s| (!s.cast.is_empty()).then_some(&s.cast)).into_iter().flatten()
            {
                of_cast(production, number, &scene.cell, &mut found).needs.work.insert(date);
            }
            for (title, names) in schedule.elements(scene) {
                let Some(group) = GROUPS.iter().position(|(own, ..)| *own == title) else { continue };
                for name in names {
                    let name = uncounted(&name);
                    put(group, "", name, &scene.cell, &mut found).needs.work.insert(date);
                }
            }
            if let Some(place) = schedule.told(scene, |s| s.location.as_ref()) {
                put(4, "", place, &scene.cell, &mut found).needs.work.insert(date);
            }
        }
    }
    for background in &production.background {
        put(2, "", uncounted(&background.description), &background.cell, &mut found)
            .needs
            .work
            .insert(background.date);
    }
    calls(production, &mut found);
    for dates in &production.availability {
        availability(production, dates, &mut found);
    }
    for element in &production.elements {
        flags(element, &mut found);
    }
    drops(view, &mut found);
    found.retain(|_, row| row.dood && !(row.needs.work.is_empty() && row.needs.events.is_empty()));
    let dates = dates(schedule, &found)?;
    let pairs: Vec<(NaiveDate, Company)> = dates.iter().map(|d| (d.date, d.company)).collect();
    let mut groups: Vec<Group> = GROUPS.iter().map(|(_, word, _)| Group { word, rows: Vec::new() }).collect();
    let mut cells = Vec::new();
    let mut all: Vec<((usize, String), Found)> = found.into_iter().collect();
    all.sort_by(|((a, _), x), ((b, _), y)| {
        let blank = |f: &Found| f.number.is_empty();
        a.cmp(b)
            .then(blank(x).cmp(&blank(y)))
            .then(scene_number::compare(&x.number, &y.number))
            .then(x.name.cmp(&y.name))
    });
    for ((group, _), found) in all {
        let (codes, totals) = row(&found.needs, &pairs);
        cells.push(found.cell.clone());
        if let Some(group) = groups.get_mut(group) {
            group.rows.push(Row { number: found.number, name: found.name, codes, totals, cell: found.cell });
        }
    }
    groups.retain(|group| !group.rows.is_empty());
    (!groups.is_empty()).then_some(Paper { dates, groups, cells })
}

struct Found {
    number: String,
    name: String,
    needs: Needs,
    cell: Cell,
    dood: bool,
    /// The days that have to lie between a drop and a pick-up, by the schedule's own word.
    drop_days: Option<u32>,
    person: Option<usize>,
}

fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn put<'f>(
    group: usize,
    number: &str,
    name: &str,
    cell: &Cell,
    found: &'f mut BTreeMap<(usize, String), Found>,
) -> &'f mut Found {
    let key = if number.is_empty() { fold(name) } else { format!("#{}", fold(number)) };
    let holds = GROUPS.get(group).is_some_and(|(.., holds)| *holds);
    found.entry((group, key)).or_insert_with(|| Found {
        number: number.trim().to_string(),
        name: name.trim().to_string(),
        needs: Needs { holds, ..Needs::default() },
        cell: cell.clone(),
        dood: true,
        drop_days: None,
        person: None,
    })
}

/// `25 travellers` without how many: the same people on another day are one row.
fn uncounted(name: &str) -> &str {
    let rest = name.trim_start_matches(|c: char| c.is_ascii_digit());
    match rest.strip_prefix(['x', 'X', '\u{d7}']).unwrap_or(rest) {
        rest if rest.len() < name.len() && rest.starts_with(' ') && !rest.trim().is_empty() => rest.trim(),
        _ => name.trim(),
    }
}

/// A cast number, or a name where the strip has one instead.
fn of_cast<'f>(
    production: &Production,
    written: &str,
    cell: &Cell,
    found: &'f mut BTreeMap<(usize, String), Found>,
) -> &'f mut Found {
    let number = |p: &Person| p.number.as_deref().is_some_and(|n| fold(n) == fold(written));
    if let Some(person) = production.people.iter().find(|p| number(p)) {
        return of_person(person, cell, found);
    }
    let element = production.elements.iter().find(|e| {
        category::title(&e.category) == "Cast"
            && e.number.as_deref().is_some_and(|n| fold(n) == fold(written))
    });
    match element {
        Some(element) => put(0, written, &element.name, cell, found),
        None if written.chars().next().is_some_and(|c| c.is_ascii_digit()) => {
            put(0, written, "", cell, found)
        }
        None => put(0, "", written, cell, found),
    }
}

fn of_person<'f>(
    person: &Person,
    cell: &Cell,
    found: &'f mut BTreeMap<(usize, String), Found>,
) -> &'f mut Found {
    let group = match person.terms.role.as_ref().map(|role| role.value.as_str()) {
        Some("stunt") => 1,
        Some("background") => 2,
        _ => 0,
    };
    let name = person.character.as_deref().unwrap_or(&person.name);
    let row = put(group, person.number.as_deref().unwrap_or_default(), name, cell, found);
    row.person = Some(person.id.0);
    row
}

/// What call rows say: work that no strip shows, and what is not work.
fn calls(production: &Production, found: &mut BTreeMap<(usize, String), Found>) {
    for call in &production.calls {
        let person = production.person(call.person);
        let Some(status) = call.status.as_ref().filter(|_| person.number.is_some()) else { continue };
        let status = status.value.trim().to_uppercase();
        let row = of_person(person, &call.cell, found);
        if is_work(&status) {
            row.needs.work.insert(call.date);
        } else if matches!(status.as_str(), "TR" | "FT" | "R" | "T" | "H") {
            row.needs.events.insert(call.date, status);
        }
    }
}

/// SW, W, WF, SWF, WD, PW …
pub fn is_work(status: &str) -> bool {
    status.contains('W') && status.chars().all(|c| matches!(c, 'S' | 'W' | 'F' | 'D' | 'P'))
}

/// Whether dates are meant for a row: by its number, its name, or the performer's.
fn is_for(production: &Production, dates: &Availability, row: &Found) -> bool {
    let number =
        dates.number.as_deref().is_some_and(|n| !row.number.is_empty() && fold(n) == fold(&row.number));
    let performer = row.person.and_then(|at| production.people.get(at)).map(|person| fold(&person.name));
    number
        || dates
            .name
            .as_deref()
            .map(fold)
            .is_some_and(|name| name == fold(&row.name) || performer.is_some_and(|own| own == name))
}

fn availability(production: &Production, dates: &Availability, found: &mut BTreeMap<(usize, String), Found>) {
    let code = match dates.kind.as_str() {
        "travel" => "TR",
        "fitting" => "FT",
        "rehearsal" => "R",
        "test" => "T",
        "hold" => "H",
        _ => return,
    };
    for row in found.values_mut().filter(|row| is_for(production, dates, row)) {
        for date in dates.from.iter_days().take_while(|date| *date <= dates.to).take(400) {
            row.needs.events.insert(date, code.to_string());
        }
    }
}

/// What the schedule itself says of an element beats what holds for its group.
fn flags(element: &Element, found: &mut BTreeMap<(usize, String), Found>) {
    for row in found.values_mut() {
        let number =
            element.number.as_deref().is_some_and(|n| !row.number.is_empty() && fold(n) == fold(&row.number));
        if !number && fold(&element.name) != fold(&row.name) {
            continue;
        }
        row.needs.holds = element.hold.unwrap_or(row.needs.holds);
        row.dood = element.dood.unwrap_or(row.dood);
        row.drop_days = element.drop.filter(|drop| *drop).and(element.drop_days);
    }
}

/// Drops: those that a rule allows, and those that the schedule allows; once each.
fn drops(view: &View, found: &mut BTreeMap<(usize, String), Found>) {
    let findings = view.report.findings.iter().filter_map(|f| f.measured_as.as_ref());
    let by_rule: BTreeSet<(usize, NaiveDate)> = findings
        .chain(&view.report.kept)
        .filter(|measured| measured.what == Limited::Drop)
        .map(|measured| (measured.person.0, measured.date))
        .collect();
    for row in found.values_mut().filter(|row| row.needs.holds) {
        let ruled = by_rule.iter().filter(|(person, _)| Some(*person) == row.person).map(|(_, date)| *date);
        row.needs.pickups.extend(ruled.filter(|date| row.needs.work.contains(date)));
        if let Some(days) = row.drop_days.filter(|_| row.needs.pickups.is_empty()) {
            let work: Vec<NaiveDate> = row.needs.work.iter().copied().collect();
            let gap = |pair: &&[NaiveDate]| match pair {
                [last, next] => (*next - *last).num_days() > i64::from(days),
                _ => false,
            };
            row.needs.pickups.extend(work.windows(2).find(gap).and_then(|pair| pair.last().copied()));
        }
    }
}

/// Every date from the first to the last that anything happens on.
fn dates(schedule: &Schedule, found: &BTreeMap<(usize, String), Found>) -> Option<Vec<Date>> {
    let own = found.values().flat_map(|row| row.needs.work.iter().chain(row.needs.events.keys())).copied();
    let planned =
        schedule.days().filter(|day| matches!(day.day_type(), "shoot" | "rehearsal" | "travel" | "move"));
    let all: BTreeSet<NaiveDate> = own.chain(planned.filter_map(|day| day.date)).collect();
    let (first, last) = (*all.first()?, *all.last()?);
    /// Ten years: a date mistyped by a century makes no page a mile wide.
    const MOST: usize = 3660;
    let main = schedule.boards.first().map_or("", |board| board.unit);
    let date = |date: NaiveDate| {
        let days: Vec<_> = schedule.days().filter(|day| day.date == Some(date)).collect();
        let is = |types: &[&str]| days.iter().any(|day| types.contains(&day.day_type()));
        // What rigs or strikes while the company is off holds nobody.
        let works = |day: &&&crate::model::BoardDay| match day.day_type() {
            "off" | "holiday" | "travel" | "move" => false,
            "shoot" | "rehearsal" => true,
            _ => day.unit == main || main.is_empty(),
        };
        let working = days.iter().any(|day| works(&day));
        let holiday = schedule.off(date).is_some_and(|off| off.kind == "holiday") || is(&["holiday"]);
        let company = if working {
            Company::Works
        } else if is(&["travel", "move"]) {
            Company::Travels
        } else if holiday {
            Company::Holiday
        } else {
            Company::Off
        };
        let numbers = days.iter().filter(|day| day.is_shoot()).filter_map(|day| {
            let number = day.number?;
            Some(if day.unit == main || main.is_empty() {
                number.to_string()
            } else {
                format!("{} {number}", day.unit)
            })
        });
        Date { date, company, numbers: numbers.collect() }
    };
    Some(first.iter_days().take_while(|day| *day <= last).take(MOST).map(date).collect())
}
