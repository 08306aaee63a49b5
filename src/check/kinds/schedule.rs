//! `kind = "schedule"`: where a schedule contradicts itself, the script, or what is known of people and things.

use super::worktime::say;
use super::{Kind, KindSpec};
use crate::check::case::{Case, Draft};
use crate::check::fields::Fields;
use crate::check::finding::Subject;
use crate::check::parameter::LoadScope;
use crate::check::rule::Rule;
use crate::check::subject::SubjectOf;
use crate::check::time_words::TimeStyle;
use crate::model::{Availability, BoardDay, Cell, Production, Scene, Schedule, scene_number};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

pub const SPEC: KindSpec = KindSpec {
    name: "schedule",
    about: "What a schedule has twice, nowhere, or otherwise than the script.\n\
        finds  person       a cast number in scenes of two units on one date, unless the units' times do not overlap\n\
        \x20      place        a location, the same\n\
        \x20      vehicle      an element of Vehicles, the same\n\
        \x20      equipment    an element of Special equipment or Camera, the same\n\
        \x20      scene-nowhere  a scene of the script on no day\n\
        \x20      scene-unknown  a scheduled scene that the script does not have, once the script has at least half of those that are scheduled\n\
        \x20      scene-twice    a scene on two days that is not written in parts (12pt1, 12pt2)\n\
        \x20      pages          a scheduled scene, or its parts together, longer or shorter than in the script\n\
        \x20      unavailable    somebody or something scheduled on a date that Availability rules out\n\
        The rule is asked about the production. Units' times are Crew Call to Est. Wrap; without both, one date is one time.",
    load,
    shorthand: None,
};

const FINDS: [&str; 9] = [
    "person",
    "place",
    "vehicle",
    "equipment",
    "scene-nowhere",
    "scene-unknown",
    "scene-twice",
    "pages",
    "unavailable",
];

#[derive(Debug)]
struct ScheduleRule {
    finds: &'static str,
}

fn load(fields: &mut Fields, _: &LoadScope<'_>) -> Option<Box<dyn Kind>> {
    if !fields.has("finds") {
        fields.need_text("finds");
    }
    Some(Box::new(ScheduleRule { finds: fields.choice("finds", &FINDS)? }))
}

impl Kind for ScheduleRule {
    fn subject(&self) -> SubjectOf {
        SubjectOf::Production
    }

    fn judge(&self, rule: &Rule, case: &Case<'_>) -> Vec<Draft> {
        let production = case.production;
        if (production.scenes.is_empty() && production.script.is_empty()) || !case.judges_production(rule) {
            return Vec::new();
        }
        let schedule = Schedule::of(production);
        let style = say::style(case);
        match self.finds {
            "scene-nowhere" => nowhere(production, &schedule),
            "scene-unknown" => unknown(production, &schedule),
            "scene-twice" => twice(&schedule, style),
            "pages" => pages(&schedule, style),
            "unavailable" => unavailable(production, &schedule, style),
            what => at_once(production, &schedule, what, style),
        }
    }

    fn message_fields(&self) -> &'static [&'static str] {
        &["what", "where", "scene", "script"]
    }
}

fn about_scene(scene: &Scene, cells: Vec<Cell>) -> Draft {
    let subject = Subject {
        kind: "scene",
        item: Some(scene.number.clone()),
        date: scene.date.map(|date| date.to_string()),
        ..Subject::default()
    };
    let mut draft = Draft::about(subject, cells);
    draft.set("scene", &*scene.number);
    draft.set("what", &*scene.set);
    draft
}

fn nowhere(production: &Production, schedule: &Schedule<'_>) -> Vec<Draft> {
    if schedule.days().all(|day| day.strips.is_empty()) {
        return Vec::new();
    }
    let script: BTreeSet<&Cell> = production.script.iter().map(|scene| &scene.cell).collect();
    let missing = schedule.unscheduled.iter().filter(|scene| script.contains(&scene.cell));
    missing.map(|scene| about_scene(scene, vec![scene.cell.clone()])).collect()
}

fn unknown(production: &Production, schedule: &Schedule<'_>) -> Vec<Draft> {
    let known: BTreeSet<String> = production
        .script
        .iter()
        .flat_map(|scene| scene_number::all(&scene.number))
        .map(|number| scene_number::key(&number))
        .collect();
    let is_known = |number: &String| known.contains(&scene_number::key(number));
    let scenes = || schedule.days().flat_map(BoardDay::scenes);
    let unknown: Vec<&Scene> =
        scenes().filter(|scene| !scene_number::all(&scene.number).iter().all(is_known)).collect();
    // Scenes without a day are no script by themselves: a boneyard has few of those that are scheduled.
    if unknown.len() * 2 > scenes().count() {
        return Vec::new();
    }
    unknown.into_iter().map(|scene| about_scene(scene, vec![scene.cell.clone()])).collect()
}

/// Where a scene is scheduled, by the key of its number.
fn placed<'a>(schedule: &Schedule<'a>, style: TimeStyle) -> BTreeMap<String, Vec<(&'a Scene, String)>> {
    let mut placed: BTreeMap<String, Vec<(&Scene, String)>> = BTreeMap::new();
    for day in schedule.days() {
        for scene in day.scenes() {
            for number in scene_number::all(&scene.number) {
                placed.entry(scene_number::key(&number)).or_default().push((scene, of_day(day, style)));
            }
        }
    }
    placed
}

/// `Tue, Mar 2 (Main, day 1)`
fn of_day(day: &BoardDay, style: TimeStyle) -> String {
    let number = day.number.map(|n| format!(", day {n}")).unwrap_or_default();
    match day.date {
        Some(date) => format!("{} ({}{number})", style.date(date), day.unit),
        None => format!("{}{number}", day.unit),
    }
}

fn twice(schedule: &Schedule<'_>, style: TimeStyle) -> Vec<Draft> {
    let whole = |(scene, _): &&(&Scene, String)| !scene_number::is_part(&scene.number);
    let mut drafts = Vec::new();
    for strips in placed(schedule, style).values() {
        let strips: Vec<_> = strips.iter().filter(whole).collect();
        let days: BTreeSet<&String> = strips.iter().map(|(_, day)| day).collect();
        let (Some((scene, _)), true) = (strips.first(), days.len() > 1) else { continue };
        let mut draft = about_scene(scene, strips.iter().map(|(scene, _)| scene.cell.clone()).collect());
        draft.set("where", strips.iter().map(|(_, day)| day.as_str()).collect::<Vec<_>>().join(" and "));
        drafts.push(draft);
    }
    drafts
}

fn pages(schedule: &Schedule<'_>, style: TimeStyle) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for (key, strips) in placed(schedule, style) {
        let Some((first, _)) = strips.first() else { continue };
        let Some(script) = schedule.script(&key).filter(|script| script.cell != first.cell) else { continue };
        let (Some(told), one) = (script.pages, scene_number::all(&first.number).len() == 1) else { continue };
        let lengths: Option<Vec<_>> = strips.iter().map(|(scene, _)| scene.pages).collect();
        let parts = strips.iter().all(|(scene, _)| scene_number::is_part(&scene.number));
        let (Some(lengths), true) = (lengths, one && (parts || strips.len() == 1)) else { continue };
        let sum: crate::model::Pages = lengths.iter().copied().sum();
        // A lone part is not the whole scene: the rest may be on no day yet.
        if sum == told || (parts && strips.len() == 1 && sum.eighths < told.eighths) {
            continue;
        }
        let cells = strips.iter().map(|(scene, _)| scene.cell.clone()).chain([script.cell.clone()]).collect();
        let mut draft = about_scene(first, cells);
        draft.measured = Some(sum.to_string());
        draft.limit = Some(told.to_string());
        draft.set("script", script.cell.to_string());
        let sums: Vec<String> = lengths.iter().map(ToString::to_string).collect();
        draft.arithmetic = format!("{} = {sum} scheduled; {told} in the script", sums.join(" + "));
        drafts.push(draft);
    }
    drafts
}

/// A use of somebody or something on a unit's day.
struct Use<'a> {
    name: String,
    day: usize,
    scene: &'a Scene,
}

/// Uses of one sort by the name in lower case.
fn uses<'a>(
    production: &Production,
    schedule: &Schedule<'a>,
    days: &[&BoardDay<'a>],
    what: &str,
) -> BTreeMap<String, Vec<Use<'a>>> {
    let mut found: BTreeMap<String, Vec<Use>> = BTreeMap::new();
    for (at, day) in days.iter().enumerate() {
        for scene in day.scenes() {
            let names: Vec<String> = match what {
                "person" => scene.cast.clone(),
                "place" => scene.location.iter().cloned().collect(),
                _ => {
                    let titles: &[&str] =
                        if what == "vehicle" { &["Vehicles"] } else { &["Special equipment", "Camera"] };
                    let elements =
                        schedule.elements(scene).into_iter().filter(|(title, _)| titles.contains(title));
                    elements.flat_map(|(_, names)| names).collect()
                }
            };
            for name in names {
                let key = name.trim().to_lowercase();
                let shown = if what == "person" { character(production, &name) } else { name };
                found.entry(key).or_default().push(Use { name: shown, day: at, scene });
            }
        }
    }
    found
}

/// `2. ROLFE`
fn character(production: &Production, number: &str) -> String {
    let same = |own: Option<&str>| own.is_some_and(|own| own.trim().eq_ignore_ascii_case(number.trim()));
    let person = production.people.iter().find(|p| same(p.number.as_deref()));
    match person.map(|p| p.character.as_ref().unwrap_or(&p.name)) {
        Some(name) => format!("{number}. {name}"),
        None => number.to_string(),
    }
}

fn at_once(production: &Production, schedule: &Schedule<'_>, what: &str, style: TimeStyle) -> Vec<Draft> {
    let mut by_date: BTreeMap<NaiveDate, Vec<&BoardDay>> = BTreeMap::new();
    for day in schedule.days() {
        if let Some(date) = day.date {
            by_date.entry(date).or_default().push(day);
        }
    }
    let mut drafts = Vec::new();
    for (date, days) in by_date.iter().filter(|(_, days)| days.len() > 1) {
        for uses in uses(production, schedule, days, what).values() {
            let Some(first) = uses.first() else { continue };
            let overlaps = |other: &&Use| {
                other.day != first.day
                    && days.get(first.day).zip(days.get(other.day)).is_some_and(|(a, b)| overlap(a, b))
            };
            let Some(other) = uses.iter().find(overlaps) else { continue };
            let subject = Subject {
                kind: if what == "place" { "location" } else { "item" },
                item: Some(first.name.clone()),
                date: Some(date.to_string()),
                ..Subject::default()
            };
            let mut draft = Draft::about(subject, vec![first.scene.cell.clone(), other.scene.cell.clone()]);
            draft.set("what", &*first.name);
            let unit = |at: usize| days.get(at).map_or("", |day| day.unit);
            draft.set(
                "where",
                format!(
                    "{} for scene {} of the {} unit and scene {} of the {} unit",
                    style.date(*date),
                    first.scene.number,
                    unit(first.day),
                    other.scene.number,
                    unit(other.day)
                ),
            );
            drafts.push(draft);
        }
    }
    drafts
}

/// Whether two units' days are at one time; a day without both its times may be at any.
fn overlap(a: &BoardDay, b: &BoardDay) -> bool {
    let times = |day: &BoardDay| {
        let row = day.day?;
        Some((row.crew_call.moment.known()?, row.est_wrap.moment.known()?))
    };
    match (times(a), times(b)) {
        (Some((from, to)), Some((start, end))) => from < end && start < to,
        _ => true,
    }
}

fn unavailable(production: &Production, schedule: &Schedule<'_>, style: TimeStyle) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for dates in production.availability.iter().filter(|dates| dates.kind == "unavailable") {
        for day in schedule.days() {
            let Some(date) = day.date.filter(|date| (dates.from..=dates.to).contains(date)) else { continue };
            let Some((scene, name)) =
                day.scenes().find_map(|scene| Some((scene, wanted(production, schedule, scene, dates)?)))
            else {
                continue;
            };
            let mut draft = about_scene(scene, vec![scene.cell.clone(), dates.cell.clone()]);
            draft.subject.item = Some(format!("{name}, {}", scene.number));
            draft.set("what", name);
            draft.set("where", style.date(date));
            drafts.push(draft);
        }
    }
    drafts
}

/// Who or what of a scene the dates are about.
fn wanted<'a>(
    production: &Production,
    schedule: &Schedule<'a>,
    scene: &'a Scene,
    dates: &Availability,
) -> Option<String> {
    let same = |a: &str, b: &str| a.trim().to_lowercase() == b.trim().to_lowercase();
    let is = |name: &str| dates.name.as_deref().is_some_and(|own| same(own, name));
    let person = production.people.iter().find(|p| {
        is(&p.name)
            || p.character.as_deref().is_some_and(is)
            || dates.number.as_deref().zip(p.number.as_deref()).is_some_and(|(a, b)| same(a, b))
    });
    let number = person.and_then(|p| p.number.as_deref()).or(dates.number.as_deref());
    let in_cast = scene.cast.iter().find(|cast| number.is_some_and(|n| same(n, cast)) || is(cast));
    if let Some(cast) = in_cast {
        let name = dates.name.as_deref().filter(|_| person.is_none());
        return Some(name.map_or_else(|| character(production, cast), |name| format!("{cast}. {name}")));
    }
    if let Some(place) = scene.location.as_deref().filter(|place| is(place)) {
        return Some(place.to_string());
    }
    schedule.elements(scene).into_iter().flat_map(|(_, names)| names).find(|name| is(name))
}
