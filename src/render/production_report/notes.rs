//! Meals served, and what is told of the day: delays, accidents, illness, late arrivals, losses, visitors, weather, grace,
//! forced calls. What nobody wrote prints a dash.

use super::Report;
use crate::model::{Minutes, Record};
use crate::render::call_sheet::background;
use crate::render::paper;
use crate::render::payroll::{found, worked};
use crate::render::words::Words;
use crate::render::written;
use rust_decimal::prelude::ToPrimitive;
use serde_json::Value;
use std::collections::BTreeSet;

pub fn blocks(r: &Report) -> Vec<Value> {
    let told = told(r);
    // The first four are counts of meals and grace.
    let happened = told.iter().skip(4).any(|(_, what)| what.is_some());
    vec![paper::facts(None, 4, told), text(r, happened)]
}

/// Who worked, by the time sheets: once each.
fn people<'a>(r: &Report<'a, '_>) -> BTreeSet<&'a str> {
    let worked = worked::of_day(r.all, r.day.date, &r.day.unit).filter(|day| day.is_work());
    worked.map(|day| day.person.name.as_str()).collect()
}

/// Each thing that a report tells of its day, and what somebody wrote of it.
fn told<'w>(r: &Report<'w, '_>) -> Vec<(&'w str, Option<String>)> {
    let words = r.sheet.words;
    let row = r.day.log.as_ref().and_then(|log| written::row(r.view.production, "unit-log", &log.cell));
    let text = |heading: &str| row.and_then(|row| row.text(heading)).map(|text| text.trim().to_owned());
    let number = |heading: &str| row.and_then(|row| row.number(heading)).map(|n| words.number(n, 0));
    let forced: Vec<&str> = people(r)
        .into_iter()
        .filter(|name| {
            let found = r.found.on(name, r.day.date);
            found.iter().any(|f| found::is_forced_call(f) && f.waiver.is_none())
        })
        .collect();
    let forced = (!forced.is_empty()).then(|| forced.join(", "));
    vec![
        (words.get("paper.meals_served"), number("Meals Served")),
        (words.get("paper.background_meals"), number("Background Meals")),
        (words.get("paper.second_meals"), number("Second Meals Served")),
        (words.get("paper.grace"), grace(r)),
        (words.get("paper.delays"), text("Delays")),
        (words.get("paper.accidents"), text("Accidents")),
        (words.get("paper.illness"), text("Illness")),
        (words.get("paper.late_arrivals"), text("Late Arrivals")),
        (words.get("paper.equipment_loss"), text("Equipment Loss")),
        (words.get("paper.visitors"), text("Visitors")),
        (words.get("paper.actual_weather"), text("Actual Weather")),
        (words.get("paper.forced_calls"), forced),
    ]
}

/// Grace as the log has it, else on how many time sheets it was called.
fn grace(r: &Report) -> Option<String> {
    let row = r.day.log.as_ref().and_then(|log| written::row(r.view.production, "unit-log", &log.cell));
    if let Some(told) = row.and_then(|row| grace_of(r.sheet.words, row)) {
        return Some(told);
    }
    let called = worked::of_day(r.all, r.day.date, &r.day.unit)
        .filter(|day| day.shift.meals.iter().any(|meal| meal.grace.is_some()))
        .count();
    (called > 0).then(|| r.sheet.words.count("paper.grace_sheets", called))
}

/// `12 min`, `called`, `none`: the grace of a row of the unit's log.
pub fn grace_of(words: &Words, row: &Record) -> Option<String> {
    if let Some(Minutes(minutes)) = row.duration("Grace") {
        return Some(words.say("paper.grace_minutes", &[("n", &minutes.to_string())]));
    }
    row.flag("Grace").map(|called| words.get(if called { "paper.called" } else { "paper.none" }).to_owned())
}

fn text(r: &Report, happened: bool) -> Value {
    let words = r.sheet.words;
    let extras: u64 = background::rows(&r.sheet).map(|b| u64::from(b.count)).sum();
    let mut paragraphs = vec![words.say(
        "paper.meals_for",
        &[
            ("people", &words.whole(people(r).len().to_u64().unwrap_or_default())),
            ("background", &words.whole(extras)),
        ],
    )];
    let log =
        r.day.log.as_ref().and_then(|log| written::text(r.view.production, "unit-log", &log.cell, "Notes"));
    let nothing = (!happened).then(|| words.get("paper.no_log_notes").to_owned());
    paragraphs.extend(log.or(nothing));
    for shot in r.progress.shots.iter().filter(|shot| shot.notes.is_some()) {
        let scene = words.say("call_sheet.scene_short", &[("scenes", &shot.scene)]);
        paragraphs.push(format!("{scene} {}", shot.notes.as_deref().unwrap_or_default()));
    }
    paper::text(Some(words.get("paper.notes")), paragraphs)
}
