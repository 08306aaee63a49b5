//! The front: the show so far, the day's times, scenes, media, cast, background, meals and notes.

use super::Report;
use super::players;
use super::progress::{Totals, scheduled, screen_time};
use crate::model::{CallTime, Day, MAIN_UNIT, Pages, Record, Scene, Timed};
use crate::render::call_sheet::background;
use crate::render::paper::{self, Column};
use crate::render::payroll::worked;
use crate::render::written;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde_json::{Value, json};
use std::collections::BTreeMap;

pub fn blocks(r: &Report) -> Vec<Value> {
    let mut blocks = vec![people(r), paper::beside(vec![times(r), days(r)]), figures(r)];
    blocks.extend(lists(r));
    blocks.extend(media(r));
    blocks.extend(players::cast(r));
    blocks.extend(players::background(r));
    blocks.push(notes(r));
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
    let ahead = ahead(r);
    paper::facts(
        None,
        4,
        vec![
            (words.get("common.director"), facts.director.clone()),
            (words.get("common.producer"), facts.producer.clone()),
            (words.get("common.upm"), facts.upm.clone()),
            (words.get("common.first_ad"), facts.first_ad.clone()),
            (words.get("common.second_ad"), facts.second_ad.clone()),
            (words.get("common.script"), facts.script_revision.clone()),
            (words.get("common.schedule"), facts.schedule_revision.clone()),
            (words.get("paper.started"), started),
            (words.get("paper.scheduled_finish"), finish.map(|d| words.date_medium(d))),
            (words.get("paper.pages_ahead"), ahead.as_ref().map(|a| a.pages.clone())),
            (words.get("paper.days_ahead"), ahead.as_ref().and_then(|a| a.days.clone())),
            (words.get("call_sheet.location"), r.day.location.as_ref().map(|l| l.value.clone())),
            (words.get("call_sheet.weather"), r.day.weather.as_ref().map(|w| w.value.clone())),
        ],
    )
}

struct Ahead {
    /// `+1 3/8`: more pages shot than were scheduled up to the day.
    pages: String,
    /// The same in average days, an estimate.
    days: Option<String>,
}

/// Pages shot up to the day against pages scheduled up to it; nothing while a day is unreported.
fn ahead(r: &Report) -> Option<Ahead> {
    let words = r.sheet.words;
    let production = r.view.production;
    let own = |d: &&Day| d.is_shoot() && d.unit == r.day.unit && d.date <= r.day.date;
    let shot = Totals::of(production, production.days.iter().filter(own));
    if shot.unreported > 0 {
        return None;
    }
    let until = |s: &Scene| s.unit == r.day.unit && s.date.is_some_and(|date| date <= r.day.date);
    let (_, planned) = scheduled(production, until);
    if planned.eighths == 0 {
        return None;
    }
    let (sign, by) = if shot.pages >= planned {
        ("+", shot.pages.eighths - planned.eighths)
    } else {
        ("\u{2212}", planned.eighths - shot.pages.eighths)
    };
    let days = production.days.iter().filter(own).count();
    let average = Decimal::from(planned.eighths).checked_div(Decimal::from(days));
    let days = average.and_then(|average| Decimal::from(by).checked_div(average)).map(|days| {
        let days = words.number(days, 1);
        words.say("paper.estimate", &[("value", &format!("{sign}{days}"))])
    });
    Some(Ahead { pages: format!("{sign}{}", Pages::new(by)), days })
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
        let happened =
            !day.is_shoot() || day.log.is_some() || super::Progress::of(r.view.production, day).is_told();
        if day.date <= r.day.date && happened {
            entry.1 += 1;
        }
    }
    let rows = kinds
        .into_iter()
        .map(|((unit, kind), (planned, actual))| {
            let key = format!("day_types.{kind}");
            let name = words.get(&key);
            let name = if name == key { kind } else { name };
            let name = if unit.is_empty() { name.to_owned() } else { format!("{unit}: {name}") };
            vec![json!(name), json!(planned.to_string()), paper::strong(actual.to_string())]
        })
        .collect();
    let columns = [
        Column::new(words.get("paper.days"), 2.0),
        Column::new(words.get("paper.scheduled"), 1.0).end(),
        Column::new(words.get("paper.to_date"), 1.0).end(),
    ];
    paper::table(None, None, &columns, rows)
}

/// Scenes, pages, minutes and set-ups: in all, before, today, to date, remaining.
fn figures(r: &Report) -> Value {
    let words = r.sheet.words;
    let production = r.view.production;
    let own = |d: &&Day| d.is_shoot() && d.unit == r.day.unit;
    let before = Totals::of(production, production.days.iter().filter(own).filter(|d| d.date < r.day.date));
    let to_date = Totals::of(production, production.days.iter().filter(own).filter(|d| d.date <= r.day.date));
    let (scenes, pages) = scheduled(production, |s| s.unit == r.day.unit);
    let (today_scenes, today_pages) =
        scheduled(production, |s| s.unit == r.day.unit && s.date == Some(r.day.date));
    let told = r.progress.is_told();
    let dash = || Value::Null;
    let whole = |n: usize| json!(n.to_string());
    // A day that somebody has left out makes a sum the least it can be.
    let at_least = |sum: String, open: usize| json!(if open > 0 { format!("{sum} + ?") } else { sum });
    let rest = |all: u32, done: u32| all.checked_sub(done).map(|left| Pages::new(left).to_string());
    let rows = vec![
        vec![
            json!(words.get("call_sheet.scenes")),
            whole(scenes),
            whole(before.scenes),
            whole(today_scenes),
            if told { paper::strong(r.progress.with(&["complete"]).len().to_string()) } else { dash() },
            whole(to_date.scenes),
            json!(scenes.saturating_sub(to_date.scenes).to_string()),
        ],
        vec![
            json!(words.get("common.col_pages")),
            json!(pages.to_string()),
            json!(before.pages.to_string()),
            json!(today_pages.to_string()),
            r.progress.pages.map_or(dash(), |p| paper::strong(p.to_string())),
            json!(to_date.pages.to_string()),
            paper::cell(rest(pages.eighths, to_date.pages.eighths)),
        ],
        vec![
            json!(words.get("paper.minutes")),
            dash(),
            at_least(screen_time(before.seconds), before.untimed),
            dash(),
            r.progress.seconds.map_or(dash(), |s| paper::strong(screen_time(s))),
            at_least(screen_time(to_date.seconds), to_date.untimed),
            dash(),
        ],
        vec![
            json!(words.get("paper.setups")),
            dash(),
            at_least(words.number(before.setups, 0), before.uncounted),
            dash(),
            r.progress.setups.map_or(dash(), |n| paper::strong(n.normalize().to_string())),
            at_least(words.number(to_date.setups, 0), to_date.uncounted),
            dash(),
        ],
    ];
    let columns = [
        Column::new(words.get("paper.progress"), 1.6),
        Column::new(words.get("paper.in_all"), 1.0).end(),
        Column::new(words.get("paper.before"), 1.0).end(),
        Column::new(words.get("paper.scheduled_today"), 1.2).end(),
        Column::new(words.get("paper.today"), 1.0).end(),
        Column::new(words.get("paper.to_date"), 1.0).end(),
        Column::new(words.get("paper.remaining"), 1.0).end(),
    ];
    let missing = (to_date.unreported > 0).then(|| words.count("paper.unreported", to_date.unreported));
    paper::table(None, missing.as_deref(), &columns, rows)
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
    vec![paper::facts(
        None,
        4,
        vec![
            (words.get("paper.scenes_scheduled"), some(planned.iter().map(|s| s.number.as_str()).collect())),
            (words.get("paper.scenes_completed"), with(&["complete"])),
            (words.get("paper.scenes_part"), with(&["part"])),
            (words.get("paper.scenes_owed"), some(r.progress.owed(&planned))),
            (words.get("paper.scenes_unscheduled"), some(r.progress.unscheduled(&planned))),
            (words.get("paper.scenes_added"), with(&["added"])),
            (words.get("paper.scenes_retakes"), with(&["retake"])),
            (words.get("paper.scenes_deleted"), with(&["deleted"])),
        ],
    )]
}

fn media(r: &Report) -> Option<Value> {
    let words = r.sheet.words;
    let own = |row: &&Record| {
        let unit = row.text("Unit").map(|u| u.trim().to_owned()).filter(|u| !u.is_empty());
        row.date("Date") == Some(r.day.date)
            && unit.as_deref().unwrap_or(MAIN_UNIT).eq_ignore_ascii_case(&r.day.unit)
    };
    let number = |row: &Record, heading: &str| {
        paper::cell(row.number(heading).map(|n| words.number(n, u32::from(!n.fract().is_zero()))))
    };
    let rows: Vec<Vec<Value>> = r
        .view
        .production
        .records("media")
        .iter()
        .filter(own)
        .map(|row| {
            vec![
                paper::cell(row.text("Medium")),
                paper::strong(row.text("Roll").unwrap_or_default()),
                number(row, "Loaded"),
                number(row, "Exposed"),
                number(row, "Waste"),
                paper::cell(row.text("Notes")),
            ]
        })
        .collect();
    let columns = [
        Column::new(words.get("paper.medium"), 1.0),
        Column::new(words.get("paper.roll"), 1.0),
        Column::new(words.get("paper.loaded"), 0.8).end(),
        Column::new(words.get("paper.exposed"), 0.8).end(),
        Column::new(words.get("paper.waste"), 0.8).end(),
        Column::new(words.get("common.col_remarks"), 3.0),
    ];
    (!rows.is_empty()).then(|| paper::table(Some(words.get("paper.media")), None, &columns, rows))
}

/// Meals served, and what the log says of delays, accidents and visitors.
fn notes(r: &Report) -> Value {
    let words = r.sheet.words;
    let worked = worked::of_day(r.all, r.day.date, &r.day.unit).filter(|day| day.is_work());
    let mut names: Vec<&str> = worked.map(|day| day.person.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let extras: u64 = background::rows(&r.sheet).map(|b| u64::from(b.count)).sum();
    let mut paragraphs = vec![words.say(
        "paper.meals_for",
        &[
            ("people", &words.whole(names.len().to_u64().unwrap_or_default())),
            ("background", &words.whole(extras)),
        ],
    )];
    let log =
        r.day.log.as_ref().and_then(|log| written::text(r.view.production, "unit-log", &log.cell, "Notes"));
    paragraphs.push(log.unwrap_or_else(|| words.get("paper.no_log_notes").to_owned()));
    for shot in r.progress.shots.iter().filter(|shot| shot.notes.is_some()) {
        let scene = words.say("call_sheet.scene_short", &[("scenes", &shot.scene)]);
        paragraphs.push(format!("{scene} {}", shot.notes.as_deref().unwrap_or_default()));
    }
    paper::text(Some(words.get("paper.notes")), paragraphs)
}
