//! The front: the show so far, the day's times, scenes, media, cast, background, meals and notes.

use super::{Report, figures, media, notes, players};
use crate::model::{CallTime, MAIN_UNIT, Scene, Timed};
use crate::render::paper::{self, Column};
use crate::render::written;
use serde_json::{Value, json};
use std::collections::BTreeMap;

pub fn blocks(r: &Report) -> Vec<Value> {
    let mut blocks = vec![people(r), paper::beside(vec![times(r), days(r)]), figures::table(r)];
    blocks.extend(lists(r));
    blocks.extend(media::table(r));
    blocks.extend(players::cast(r));
    blocks.extend(players::background(r));
    blocks.extend(notes::blocks(r));
    blocks.push(paper::signatures(&[
        r.sheet.words.get("common.second_ad"),
        r.sheet.words.get("common.first_ad"),
        r.sheet.words.get("common.upm_sign"),
    ]));
    blocks
}

fn people(r: &Report) -> Value {
    let words = r.sheet.words;
    let facts = &r.view.production.facts;
    let own = || r.view.production.days.iter().filter(|d| d.is_shoot() && d.unit == r.day.unit);
    let started = own().map(|d| d.date).min().map(|d| words.date_medium(d));
    let finish = own().map(|d| d.date).max();
    let ahead = figures::ahead(r);
    let fact = |key: &'static str, told: Option<String>| (words.get(key), paper::cell(told));
    paper::facts_told(
        None,
        4,
        vec![
            fact("common.director", facts.director.clone()),
            fact("common.producer", facts.producer.clone()),
            fact("common.upm", facts.upm.clone()),
            fact("common.first_ad", facts.first_ad.clone()),
            fact("common.second_ad", facts.second_ad.clone()),
            fact("common.script", facts.script_revision.clone()),
            fact("common.schedule", facts.schedule_revision.clone()),
            fact("paper.started", started),
            fact("paper.scheduled_finish", finish.map(|d| words.date_medium(d))),
            (words.get("paper.est_finish"), figures::finish(r)),
            fact("paper.pages_ahead", ahead.as_ref().map(|a| a.pages.clone())),
            (words.get("paper.days_ahead"), ahead.and_then(|a| a.days).map_or(Value::Null, paper::est)),
            fact("call_sheet.location", r.day.location.as_ref().map(|l| l.value.clone())),
            fact("call_sheet.weather", r.day.weather.as_ref().map(|w| w.value.clone())),
        ],
    )
}

/// The day's times: as planned, and as the log has them.
fn times(r: &Report) -> Value {
    let words = r.sheet.words;
    let clock = &r.sheet.clock;
    let (day, log) = (r.day, r.day.log.as_ref());
    let shown = |time: Option<&Timed>| paper::cell(time.and_then(|t| clock.moment(&t.moment)));
    let actual =
        |time: Option<&Timed>| time.and_then(|t| clock.moment(&t.moment)).map_or(Value::Null, paper::strong);
    let row = log.and_then(|log| written::row(r.view.production, "unit-log", &log.cell));
    let written = |heading: &str| {
        row.and_then(|row| row.time(heading)).map_or(Value::Null, |entry| paper::strong(clock.dated(entry)))
    };
    let line = |name: &'static str, planned: Option<&Timed>, at: Option<&Timed>| {
        vec![json!(words.get(name)), shown(planned), actual(at)]
    };
    let rows = vec![
        line("call_sheet.crew_call", Some(&day.crew_call), log.map(|l| &l.crew_call)),
        vec![
            json!(words.get("paper.first_makeup")),
            first_makeup(r),
            actual(log.map(|l| &l.first_makeup_call)),
        ],
        line("call_sheet.shooting_call", Some(&day.shooting_call), log.map(|l| &l.shooting_call)),
        line("paper.first_shot", None, log.map(|l| &l.first_shot)),
        line("paper.lunch_out", Some(&day.lunch), log.map(|l| &l.lunch_start)),
        line("paper.lunch_in", None, log.map(|l| &l.lunch_end)),
        vec![json!(words.get("paper.first_shot_pm")), Value::Null, written("First Shot PM")],
        vec![json!(words.get("paper.meal2_out")), Value::Null, written("Meal 2 Start")],
        vec![json!(words.get("paper.meal2_in")), Value::Null, written("Meal 2 End")],
        line("paper.camera_wrap", Some(&day.est_wrap), log.map(|l| &l.camera_wrap)),
        line("paper.last_out", None, log.map(|l| &l.last_out)),
    ];
    let columns = [
        Column::new(words.get("paper.times"), 2.0),
        Column::new(words.get("paper.scheduled"), 1.2),
        Column::new(words.get("paper.actual"), 1.2),
    ];
    paper::table(None, None, &columns, rows)
}

/// The earliest make-up call that was planned.
fn first_makeup(r: &Report) -> Value {
    let at = |time: &CallTime| time.at.moment.earliest();
    let calls = r.view.production.calls_of(r.day).filter(|call| call.makeup.entry.is_some());
    paper::cell(calls.filter_map(|call| at(&call.makeup)).min().map(|at| r.sheet.clock.instant(at)))
}

/// Days of each kind: how many the schedule has, and how many up to this day.
fn days(r: &Report) -> Value {
    let words = r.sheet.words;
    let mut kinds: BTreeMap<(&str, &str), (usize, usize)> = BTreeMap::new();
    for day in &r.view.production.days {
        let unit = if day.unit == MAIN_UNIT { "" } else { day.unit.as_str() };
        let entry = kinds.entry((unit, day.day_type.as_str())).or_default();
        entry.0 += 1;
        // A shooting day counts once somebody has written what happened.
        let happened = !day.is_shoot() || day.log.is_some() || r.reported.is_told(day);
        if day.date <= r.day.date && happened {
            entry.1 += 1;
        }
    }
    let mut rows: Vec<Vec<Value>> = kinds
        .into_iter()
        .map(|((unit, kind), (planned, actual))| {
            let key = format!("day_types.{kind}");
            let name = words.get(&key);
            let name = if name == key { kind } else { name };
            let name = if unit.is_empty() { name.to_owned() } else { format!("{unit}: {name}") };
            vec![json!(name), json!(planned.to_string()), paper::strong(actual.to_string())]
        })
        .collect();
    let added = r.figures.to_date.added_days;
    if added > 0 {
        rows.push(vec![json!(words.get("paper.added_days")), Value::Null, paper::strong(added.to_string())]);
    }
    let columns = [
        Column::new(words.get("paper.days"), 2.0),
        Column::new(words.get("paper.scheduled"), 1.0).end(),
        Column::new(words.get("paper.to_date"), 1.0).end(),
    ];
    paper::table(None, None, &columns, rows)
}

/// What was scheduled and what came of it.
fn lists(r: &Report) -> Vec<Value> {
    let words = r.sheet.words;
    let planned: Vec<&Scene> = r.view.production.scenes_of(r.day).collect();
    if !r.progress.is_told() {
        return vec![paper::text(None, vec![words.get("paper.no_progress").to_owned()])];
    }
    let some = |list: Vec<&str>| {
        Some(if list.is_empty() { words.get("paper.none").to_owned() } else { list.join(", ") })
    };
    let with = |results: &[&str]| some(r.progress.with(results).iter().map(|s| s.scene.as_str()).collect());
    let mut told = vec![
        (words.get("paper.scenes_scheduled"), some(planned.iter().map(|s| s.number.as_str()).collect())),
        (words.get("paper.scenes_completed"), with(&["complete"])),
        (words.get("paper.scenes_part"), with(&["part"])),
        (words.get("paper.scenes_owed"), some(r.progress.owed(&planned))),
        (words.get("paper.scenes_unscheduled"), some(r.progress.unscheduled(&planned))),
        (words.get("paper.scenes_added"), with(&["added"])),
        (words.get("paper.scenes_retakes"), with(&["retake"])),
        (words.get("paper.scenes_deleted"), with(&["deleted"])),
    ];
    // American slates are called by scene and take, and have no list of their own.
    let slates = &r.progress.slate_numbers;
    if !slates.is_empty() {
        told.push((words.get("paper.slate_numbers"), Some(slates.join(", "))));
    }
    vec![paper::facts(None, 4, told)]
}
