//! A board's days and strips as their papers print them.

use super::light;
use crate::model::{BoardDay, PageSum, Scene, Schedule, Strip};
use crate::render::view::View;
use crate::render::words::Words;
use serde_json::{Value, json};

pub fn boards(view: &View, schedule: &Schedule) -> Vec<Value> {
    let boards = schedule.boards.iter().filter(|board| board.days.iter().any(|day| !day.strips.is_empty()));
    boards
        .map(|board| {
            let scenes = || board.days.iter().flat_map(BoardDay::scenes);
            json!({
                "title": view.words.unit(board.unit),
                "sum": sum(view.words, scenes().count(), &schedule.page_sum(scenes())),
                "days": board.days.iter().map(|day| of_day(view, schedule, day)).collect::<Vec<_>>(),
            })
        })
        .collect()
}

/// Scenes that still need a day.
pub fn unscheduled(view: &View, schedule: &Schedule) -> Value {
    let scenes = schedule.unscheduled.iter().map(|scene| of_scene(view, schedule, scene));
    json!({
        "sum": sum(
            view.words,
            schedule.unscheduled.len(),
            &schedule.page_sum(schedule.unscheduled.iter().copied()),
        ),
        "strips": scenes.collect::<Vec<_>>(),
    })
}

/// `Day 3 of 20`, `Travel`, `2nd · Day 1`.
pub fn day_words(words: &Words, day: &BoardDay) -> String {
    let number = |n: u32| n.to_string();
    let kind = match (day.is_shoot(), day.number) {
        (true, Some(n)) => match day.day.and_then(|d| d.of) {
            Some(of) => words.say("common.day_of", &[("n", &number(n)), ("of", &number(of))]),
            None => words.say("common.day", &[("n", &number(n))]),
        },
        (true, None) => words.get("common.day_unnumbered").to_owned(),
        (false, _) => words.get(&format!("day_types.{}", day.day_type())).to_owned(),
    };
    if day.unit == crate::model::MAIN_UNIT { kind } else { format!("{} · {kind}", day.unit) }
}

/// `5 scenes, 4 7/8 pages`
fn sum(words: &Words, scenes: usize, pages: &PageSum) -> String {
    words.say(
        "schedule.sum",
        &[("scenes", &words.count("call_sheet.scenes", scenes)), ("pages", &words.pages(pages))],
    )
}

fn of_day(view: &View, schedule: &Schedule, day: &BoardDay) -> Value {
    let words = view.words;
    let sum = schedule.page_sum(day.scenes());
    let minutes: u32 = day.scenes().filter_map(|scene| scene.est_minutes).sum();
    let strips = day.strips.iter().map(|strip| match strip {
        Strip::Banner(banner) => json!({ "banner": banner.text }),
        Strip::Scene(scene) => of_scene(view, schedule, scene),
    });
    json!({
        "title": day_words(words, day),
        "date": day.date.map(|date| words.date_medium(date)),
        "shoot": day.is_shoot(),
        "location": day.day.and_then(|d| d.location.as_ref()).map(|l| l.value.trim().to_string()),
        "notes": day.day.and_then(|d| d.notes.as_ref()).map(|n| n.value.trim().to_string()),
        "scenes": words.count("call_sheet.scenes", day.scenes().count()),
        "pages": words.page_sum(&sum),
        "pages_said": words.pages(&sum),
        "minutes": (minutes > 0).then(|| length(minutes)),
        "strips": strips.collect::<Vec<_>>(),
    })
}

/// `2:30`
fn length(minutes: u32) -> String {
    format!("{}:{:02}", minutes / 60, minutes % 60)
}

fn of_scene(view: &View, schedule: &Schedule, scene: &Scene) -> Value {
    let script = schedule.script(&scene.number);
    let or = |own: &Option<String>, of: fn(&Scene) -> Option<&String>| {
        own.clone().or_else(|| script.and_then(of).cloned())
    };
    let int_ext = or(&scene.int_ext, |s| s.int_ext.as_ref());
    let day_night = or(&scene.day_night, |s| s.day_night.as_ref());
    let light = light::of(int_ext.as_deref(), day_night.as_deref());
    let cast = if scene.cast.is_empty() { script.map_or(&[][..], |s| &s.cast) } else { &scene.cast };
    let named: Vec<Value> =
        cast.iter().map(|number| json!({ "number": number, "name": character(view, number) })).collect();
    let minutes = scene.est_minutes.or_else(|| script.and_then(|s| s.est_minutes));
    json!({
        "banner": Value::Null,
        "scene": scene.number,
        "int_ext": int_ext.as_deref().map(|written| light::place_printed(view.words, written)),
        "set": if scene.set.is_empty() { script.map_or("", |s| &s.set) } else { &scene.set },
        "day_night": day_night.as_deref().map(|written| light::time_in_slug(view.words, written)),
        "script_day": or(&scene.script_day, |s| s.script_day.as_ref()),
        "pages": schedule.pages(scene).map(|pages| pages.to_string()),
        "pages_said": schedule.pages(scene).map(|pages| view.words.pages(&PageSum { pages, unknown: 0 })),
        "script_page": or(&scene.script_page, |s| s.script_page.as_ref()),
        "cast": cast.join(", "),
        "people": named,
        "location": or(&scene.location, |s| s.location.as_ref()),
        "synopsis": or(&scene.synopsis, |s| s.synopsis.as_ref()),
        "minutes": minutes.map(length),
        "strip": light.strip(),
        "letters": light.letters(view.words),
        "elements": schedule.elements(scene).into_iter().map(|(title, names)| json!({ "title": view.words.category(title), "names": names })).collect::<Vec<_>>(),
    })
}

/// The character of a cast number: from the cast list, else from the schedule's own elements.
pub fn character(view: &View, number: &str) -> Option<String> {
    let same = |own: Option<&str>| own.is_some_and(|own| own.trim().eq_ignore_ascii_case(number.trim()));
    let production = view.production;
    let person = production.people.iter().find(|p| same(p.number.as_deref()));
    let name = person.map(|p| p.character.clone().unwrap_or_else(|| p.name.clone()));
    name.or_else(|| {
        let element = production.elements.iter().find(|e| same(e.number.as_deref()));
        element.map(|e| e.name.clone())
    })
}
