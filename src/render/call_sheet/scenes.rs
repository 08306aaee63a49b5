//! The scenes of the day in shooting order, with the banners between them and with totals.

use super::Sheet;
use crate::model::{Banner, Pages, Scene};
use crate::render::schedule::light;
use crate::render::words::Words;
use serde_json::{Value, json};

pub fn data(sheet: &Sheet) -> Value {
    let words = sheet.words;
    let scenes: Vec<&Scene> = sheet.production.scenes_of(sheet.day).collect();
    let own = sheet.day.location.as_ref().map(|l| l.value.trim().to_lowercase());
    let elsewhere = |s: &&Scene| {
        s.location.as_ref().is_some_and(|l| own.as_deref() != Some(l.trim().to_lowercase().as_str()))
    };
    let mut banners = banners(sheet);
    let rows: Vec<Value> = scenes
        .iter()
        .map(|scene| {
            let mut row = row(words, scene);
            let first = banners.iter().take_while(|banner| banner.order <= scene.order).count();
            let before: Vec<&str> = banners.drain(..first).map(|banner| banner.text.as_str()).collect();
            if let (Some(fields), false) = (row.as_object_mut(), before.is_empty()) {
                fields.insert("banners".into(), json!(before));
            }
            row
        })
        .collect();
    json!({
        "count": words.count("call_sheet.scenes", scenes.len()),
        "pages": total_pages(words, &scenes),
        "minutes": total_minutes(words, &scenes),
        "with_location": scenes.iter().any(elsewhere),
        "with_script_day": scenes.iter().any(|s| s.script_day.is_some()),
        "rows": rows,
        "banners_after": banners.iter().map(|banner| banner.text.as_str()).collect::<Vec<_>>(),
    })
}

/// What the day's board has between its scenes: lunch, a company move, a rehearsal.
fn banners<'a>(sheet: &Sheet<'a>) -> Vec<&'a Banner> {
    let day = sheet.day;
    let mut banners: Vec<&Banner> = sheet
        .production
        .banners
        .iter()
        .filter(|b| b.unit == day.unit)
        .filter(|b| b.date.map_or(b.day.is_some() && b.day == day.number, |date| date == day.date))
        .collect();
    banners.sort_by_key(|banner| banner.order);
    banners
}

/// A scene as the scene table and the advance schedule print it.
pub fn row(words: &Words, scene: &Scene) -> Value {
    let int_ext = scene.int_ext.as_ref().map(|ie| ie.trim().trim_end_matches('.').to_uppercase());
    let light = scene.day_night.as_ref().map(|dn| dn.trim().to_uppercase());
    json!({
        "no": scene.number,
        "ie": scene.int_ext.as_deref().map(|ie| light::place_printed(words, ie)),
        "set": scene.set,
        "synopsis": scene.synopsis,
        "dn": light.as_deref().map(|dn| light::time_printed(words, dn)),
        "night": light.as_deref().is_some_and(|l| l.starts_with('N')),
        "exterior": int_ext.as_deref().is_some_and(|ie| ie.contains("EXT") || ie.contains("AUSSEN") || ie.split('/').any(|p| p == "E")),
        "script_day": scene.script_day,
        "cast": (!scene.cast.is_empty()).then(|| scene.cast.join(", ")),
        "background": scene.background,
        "pages": scene.pages.map(|p| p.to_string()),
        "location": scene.location,
    })
}

/// The sum in eighths; scenes without a length are counted beside it, not as zero.
pub fn total_pages(words: &Words, scenes: &[&Scene]) -> String {
    let total: Pages = scenes.iter().filter_map(|s| s.pages).sum();
    match scenes.iter().filter(|s| s.pages.is_none()).count() {
        0 => total.to_string(),
        n => {
            let scenes = words.count("call_sheet.scenes", n);
            words.say("call_sheet.without_length", &[("pages", &total.to_string()), ("scenes", &scenes)])
        }
    }
}

/// `3 4/8 pages`, `1 page`.
pub fn pages_said(words: &Words, total: &str) -> String {
    let key = if total == "1" { "call_sheet.page_total" } else { "call_sheet.pages_total" };
    words.say(key, &[("n", total)])
}

/// The estimated time for all, where every scene has one.
fn total_minutes(words: &Words, scenes: &[&Scene]) -> Option<String> {
    let minutes = scenes.iter().map(|s| s.est_minutes.map(u64::from)).sum::<Option<u64>>()?;
    let time = format!("{}:{:02}", minutes / 60, minutes % 60);
    (minutes > 0).then(|| words.say("call_sheet.estimated", &[("time", &time)]))
}
