//! The header block: title, call, day, places, hospital, contacts.

use super::{Sheet, activities, sun};
use crate::model::{Listed, Minutes, Person, Place, Sourced, Timed};
use crate::render::words::Words;
use crate::render::written;
use crate::settings::territory;
use serde_json::{Value, json};

pub fn data(sheet: &Sheet) -> Value {
    let (facts, day, words) = (&sheet.production.facts, sheet.day, sheet.words);
    let locations = sheet.locations();
    let first = locations.iter().find_map(|(_, place)| *place);
    let (sunrise, sunset) = sun::times(day, first, sheet.clock);
    let (call, call_date) = crew_call(sheet);
    let date = words.date_full(day.date);
    let day_line = day_line(sheet);
    json!({
        "paper": facts.paper,
        "title": sheet.title(),
        "language": words.language,
        "emergency": emergency(sheet, first),
        "production": facts.title,
        "company": facts.company,
        "unit": sheet.unit(),
        "episode": day.episode.as_ref().map(|e| words.say("common.episode", &[("number", &e.value)])),
        "people": people(sheet),
        "facts": document_facts(sheet),
        "office": { "address": facts.office_address, "phone": facts.office_phone },
        "revisions": pairs(words, [("common.script", &facts.script_revision), ("common.schedule", &facts.schedule_revision)]),
        "weekday": words.weekday(day.date),
        "date": words.date(day.date),
        "day_line": day_line,
        "day_type": day.working_day.as_ref().map(|w| day_type(words, &w.value)),
        "call": call,
        "call_date": call_date,
        "pushed": pushed(sheet),
        "crew_call_name": words.get("call_sheet.crew_call"),
        "times": times(sheet).into_iter().map(|(_, name, at)| (name, at)).collect::<Vec<_>>(),
        "time_parts": times(sheet).into_iter().map(|(part, ..)| part).collect::<Vec<_>>(),
        "weather": text(&day.weather),
        "sunrise": sunrise,
        "sunset": sunset,
        "notice": text(&day.notes),
        "hospitals": hospitals(&locations),
        "places": places(&locations),
        "head": words.say(
            "call_sheet.head",
            &[("production", &facts.title), ("date", &date), ("day", &day_line), ("unit", &sheet.unit())],
        ),
    })
}

/// Client, agency and job of a commercial; insurance and risk assessment where the production gives them.
fn document_facts(sheet: &Sheet) -> Value {
    let named = [
        ("call_sheet.client", "Client"),
        ("call_sheet.agency", "Agency"),
        ("call_sheet.job", "Job No."),
        ("call_sheet.insurance", "Insurance"),
        ("call_sheet.risk_assessment", "Risk Assessment"),
    ];
    let known = |(word, heading): (&'static str, &str)| {
        Some((sheet.words.get(word), written::fact(sheet.production, heading)?))
    };
    json!(named.into_iter().filter_map(known).collect::<Vec<_>>())
}

/// UPM, assistant directors and the office: the only telephone numbers of people on a call sheet.
pub fn contacts(sheet: &Sheet) -> Value {
    let facts = &sheet.production.facts;
    let words = sheet.words;
    let keys = [
        (words.get("common.upm"), &facts.upm, &["upm", "unit production manager", "production manager"][..]),
        (
            words.get("common.first_ad"),
            &facts.first_ad,
            &["1st ad", "1st assistant director", "first assistant director"],
        ),
        (
            words.get("common.second_ad"),
            &facts.second_ad,
            &["2nd ad", "2nd assistant director", "second assistant director", "key 2nd ad"],
        ),
    ];
    let mut contacts = Vec::new();
    for (role, fact, positions) in keys {
        let person = key_person(sheet, fact.as_deref(), positions);
        let name = person.map(|p| p.name.clone()).or_else(|| fact.clone());
        if let Some(name) = name {
            let phone = person.and_then(|p| text(&p.phone));
            contacts.push(json!({ "role": role, "name": name, "phone": phone }));
        }
    }
    if let Some(phone) = &facts.office_phone {
        contacts.push(json!({ "role": words.get("common.office"), "name": "", "phone": phone }));
    }
    json!(contacts)
}

/// The unit's own holder of a position; else, for the main unit, whom the facts name.
fn key_person<'a>(sheet: &Sheet<'a>, named: Option<&str>, positions: &[&str]) -> Option<&'a Person> {
    let people = || sheet.production.people.iter().filter(|p| p.listed == Listed::Crew);
    let holds = |p: &&Person| {
        let position = p.terms.position.as_ref().map(|t| t.value.to_lowercase().replace('.', ""));
        // `2nd Unit 1st AD` is that unit's 1st AD.
        position.is_some_and(|p| positions.contains(&p.rsplit("unit ").next().unwrap_or(&p).trim()))
    };
    let own = people().filter(|p| sheet.is_unit(p.unit.as_deref())).find(holds);
    let by_name = named.and_then(|name| people().find(|p| p.name.eq_ignore_ascii_case(name.trim())));
    if sheet.is_unit(None) { by_name.or(own) } else { own.or(by_name) }
}

/// `Emergency 911`
fn emergency(sheet: &Sheet, place: Option<&Place>) -> Option<String> {
    // Across a border the location's own number holds; of a country that is not known none is printed.
    let facts = &sheet.production.facts;
    let country = place
        .and_then(|p| p.country.as_ref())
        .map(|c| territory::country_code(&c.value).unwrap_or_else(|| c.value.clone()));
    let emergency = match country {
        Some(country) if !country.eq_ignore_ascii_case(&facts.country) => {
            territory::of(&country).map(|t| t.emergency)
        }
        _ => Some(facts.emergency.as_str()),
    };
    let number = emergency.filter(|n| !n.is_empty())?;
    Some(sheet.words.say("call_sheet.emergency", &[("number", number)]))
}

/// What a schedule's Working Day code says.
fn day_type(words: &Words, code: &str) -> String {
    let code = code.trim();
    match code.to_ascii_uppercase().as_str() {
        "SWD" => words.get("call_sheet.swd").to_owned(),
        "CWD" => words.get("call_sheet.cwd").to_owned(),
        "SCWD" => words.get("call_sheet.scwd").to_owned(),
        _ => code.to_owned(),
    }
}

/// The call and, where it is on another date than the sheet's, that date.
fn crew_call(sheet: &Sheet) -> (String, Option<String>) {
    let Some(shown) = sheet.clock.moment(&sheet.day.crew_call.moment) else { return ("TBD".into(), None) };
    match shown.split_once(' ') {
        Some((time, rest)) => (time.to_owned(), Some(rest.to_owned())),
        None => (shown, None),
    }
}

/// `PUSHED 0:30 from 7:00A`
fn pushed(sheet: &Sheet) -> Option<String> {
    let push = sheet.production.push_of(sheet.day.date, &sheet.day.unit)?;
    let before = sheet.day.crew_call.moment.clone().moved(push.minutes.saturating_neg());
    let word = if push.minutes < 0 { "call_sheet.pulled" } else { "call_sheet.pushed" };
    let by = Minutes(push.minutes.saturating_abs()).to_string();
    let push = sheet.words.say(word, &[("by", &by)]);
    Some(match sheet.clock.moment(&before) {
        Some(at) => sheet.words.say("call_sheet.moved_from", &[("push", &push), ("time", &at)]),
        None => push,
    })
}

/// When breakfast and lunch are served, as printed.
pub fn meal_times<'a>(sheet: &Sheet<'a>) -> Vec<(&'a str, Option<String>)> {
    let meals = ["breakfast", "lunch"];
    times(sheet)
        .into_iter()
        .filter(|(part, ..)| meals.contains(part))
        .map(|(_, name, at)| (name, at))
        .collect()
}

/// Which time, what the language calls it, and when it is.
fn times<'a>(sheet: &Sheet<'a>) -> Vec<(&'static str, &'a str, Option<String>)> {
    let day = sheet.day;
    let breakfast = written::row(sheet.production, "schedule", &day.cell)
        .map(|row| Timed { moment: activities::time(sheet, row, "Breakfast"), cell: None })
        .unwrap_or_default();
    let mut times = Vec::new();
    if !breakfast.moment.is_missing() {
        times.push(("breakfast", "call_sheet.breakfast", &breakfast));
    }
    times.extend([
        ("shooting_call", "call_sheet.shooting_call", &day.shooting_call),
        ("lunch", "call_sheet.lunch", &day.lunch),
    ]);
    if !sheet.is_american() {
        times.push(("est_wrap", "call_sheet.est_wrap", &day.est_wrap));
    }
    let line = |(part, name, at): (&'static str, &'static str, &Timed)| {
        (part, sheet.words.get(name), sheet.clock.moment(&at.moment))
    };
    times.into_iter().map(line).collect()
}

pub fn day_line(sheet: &Sheet) -> String {
    match (sheet.day.number, sheet.day.of) {
        (Some(n), Some(of)) => {
            sheet.words.say("common.day_of", &[("n", &n.to_string()), ("of", &of.to_string())])
        }
        (Some(n), None) => sheet.words.say("common.day", &[("n", &n.to_string())]),
        _ => sheet.words.get("common.day_unnumbered").to_owned(),
    }
}

fn people(sheet: &Sheet) -> Value {
    let facts = &sheet.production.facts;
    pairs(sheet.words, [("common.director", &facts.director), ("common.producer", &facts.producer)])
}

fn pairs<const N: usize>(words: &Words, pairs: [(&'static str, &Option<String>); N]) -> Value {
    let known = pairs.into_iter().filter_map(|(name, value)| Some((words.get(name), value.as_ref()?)));
    json!(known.collect::<Vec<_>>())
}

fn hospitals(locations: &[(String, Option<&Place>)]) -> Value {
    let mut shown: Vec<(String, Value)> = Vec::new();
    for (index, (name, place)) in locations.iter().enumerate() {
        let Some(place) = place else { continue };
        let Some(hospital) = text(&place.hospital) else { continue };
        if shown.iter().any(|(known, _)| known.eq_ignore_ascii_case(&hospital)) {
            continue;
        }
        // Only the day's own location needs no name beside its hospital.
        let near = (index > 0).then_some(name);
        let value = json!({
            "name": hospital,
            "address": text(&place.hospital_address),
            "phone": text(&place.hospital_phone),
            "near": near,
        });
        shown.push((hospital, value));
    }
    json!(shown.into_iter().map(|(_, value)| value).collect::<Vec<_>>())
}

fn places(locations: &[(String, Option<&Place>)]) -> Value {
    let rows = locations.iter().map(|(name, place)| {
        let part = |of: fn(&Place) -> &Option<Sourced<String>>| place.and_then(|p| text(of(p)));
        json!({
            "name": name,
            "address": part(|p| &p.address),
            "gate": part(|p| &p.gate),
            "basecamp": part(|p| &p.basecamp),
            "parking": part(|p| &p.crew_parking),
        })
    });
    json!(rows.collect::<Vec<_>>())
}

fn text(value: &Option<Sourced<String>>) -> Option<String> {
    value.as_ref().map(|v| v.value.trim().to_owned()).filter(|v| !v.is_empty())
}
