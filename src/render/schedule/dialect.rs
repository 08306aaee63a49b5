//! The second dialect of the Universal Schedule Standard: what the standard's own sample file is written in, against its text.
//!
//! A board holds a list for each day instead of strips between the days; scenes are of the type `strip`, a banner has a text of its
//! own, an element names its category, its flags are `isHold`, `isDrop`, `isDood`, and an event is a `doodTravel`, `doodFitting` ….

use serde_json::{Map, Value, json};
use std::collections::{HashMap, HashSet};

/// Events that the dialect has a type for; any other keeps its name.
const EVENTS: [(&str, &str); 6] = [
    ("travel", "doodTravel"),
    ("fitting", "doodFitting"),
    ("rehearsal", "doodRehearsal"),
    ("test", "doodTest"),
    ("hold", "doodHold"),
    ("photo", "doodPhoto"),
];

/// A schedule in the first dialect, as the second has it.
pub fn second(mut root: Value) -> Value {
    let Some(schedule) = root.get_mut("universalScheduleStandard").and_then(Value::as_object_mut) else {
        return root;
    };
    schedule.remove("version");
    let days: HashSet<String> = list(schedule, "breakdowns")
        .iter()
        .filter(|breakdown| text(breakdown, "type") == "day")
        .map(|breakdown| text(breakdown, "id").to_owned())
        .collect();
    let categories: HashMap<String, String> = list(schedule, "categories")
        .iter()
        .flat_map(|category| {
            let own = text(category, "id").to_owned();
            let elements = category.get("elements").and_then(Value::as_array).cloned().unwrap_or_default();
            elements.into_iter().filter_map(move |id| Some((id.as_str()?.to_owned(), own.clone())))
        })
        .collect();
    each(schedule, "breakdowns", breakdown);
    if let Some(all) = schedule.get_mut("breakdowns").and_then(Value::as_array_mut) {
        all.retain(|breakdown| !days.contains(text(breakdown, "id")));
    }
    each(schedule, "categories", |category| {
        category.remove("catId");
        category.remove("elements");
    });
    each(schedule, "elements", |own| element(own, &categories));
    each(schedule, "calendars", |calendar| each(calendar, "events", event));
    each(schedule, "stripboards", |stripboard| {
        each(stripboard, "boards", |board| {
            let ids = board.remove("breakdownIds");
            let ids = ids.as_ref().and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
            board.insert("breakdownArrays".into(), json!(by_day(ids, &days)));
        });
    });
    zones(&mut root);
    root
}

fn list<'a>(map: &'a Map<String, Value>, key: &str) -> &'a [Value] {
    map.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn each(map: &mut Map<String, Value>, key: &str, change: impl Fn(&mut Map<String, Value>)) {
    if let Some(all) = map.get_mut(key).and_then(Value::as_array_mut) {
        all.iter_mut().filter_map(Value::as_object_mut).for_each(change);
    }
}

fn rename(map: &mut Map<String, Value>, from: &str, to: &str) {
    if let Some(value) = map.remove(from) {
        map.insert(to.into(), value);
    }
}

fn breakdown(own: &mut Map<String, Value>) {
    rename(own, "time", "duration");
    let banner = own.get("type").and_then(Value::as_str) == Some("banner");
    if banner {
        rename(own, "description", "bannerText");
        own.insert("description".into(), json!(""));
    } else {
        own.insert("bannerText".into(), json!(""));
        own.insert("type".into(), json!("strip"));
    }
}

fn element(own: &mut Map<String, Value>, categories: &HashMap<String, String>) {
    for (from, to) in [
        ("doodDropAllow", "isDrop"),
        ("doodDropDays", "doodDayCount"),
        ("doodHoldAllow", "isHold"),
        ("doodInclude", "isDood"),
        ("elementIdLock", "isIdLock"),
    ] {
        rename(own, from, to);
    }
    let category = own.get("id").and_then(Value::as_str).and_then(|id| categories.get(id));
    own.insert("category".into(), json!(category));
    own.insert("daysOff".into(), json!([]));
    each(own, "events", event);
}

fn event(own: &mut Map<String, Value>) {
    let is = |key: &str, word: &str| own.get(key).and_then(Value::as_str) == Some(word);
    if !is("type", "event") {
        return;
    }
    let known = EVENTS.iter().find(|(name, _)| is("name", name));
    if let Some((_, kind)) = known {
        own.insert("type".into(), json!(kind));
        own.insert("name".into(), Value::Null);
    }
}

/// Flat strips as one list a day; what stands behind the last day, or on a board without days, is a list of its own.
fn by_day(ids: &[Value], days: &HashSet<String>) -> Vec<Vec<Value>> {
    let mut all = Vec::new();
    let mut day: Vec<Value> = Vec::new();
    for id in ids {
        if id.as_str().is_some_and(|id| days.contains(id)) {
            all.push(std::mem::take(&mut day));
        } else {
            day.push(id.clone());
        }
    }
    if !day.is_empty() {
        all.push(day);
    }
    all
}

/// `….000Z` is written `….000+0000`.
fn zones(value: &mut Value) {
    match value {
        Value::String(text) if text.ends_with(":00.000Z") => *text = text.replace(".000Z", ".000+0000"),
        Value::Array(all) => all.iter_mut().for_each(zones),
        Value::Object(map) => map.values_mut().for_each(zones),
        _ => {}
    }
}
