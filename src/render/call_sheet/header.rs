//! The header block: title, call, day, places, hospital, contacts.

use super::{Sheet, sun};
use crate::model::{Listed, Person, Place, Sourced};
use crate::settings::territory;
use serde_json::{Value, json};

pub fn data(sheet: &Sheet) -> Value {
    let (facts, day, words) = (&sheet.production.facts, sheet.day, sheet.words);
    let locations = sheet.locations();
    let first = locations.iter().find_map(|(_, place)| *place);
    let (sunrise, sunset) = sun::times(day, first, sheet.clock);
    let (call, call_date) = crew_call(sheet);
    let date = words.date_long(day.date);
    json!({
        "paper": facts.paper,
        "title": sheet.title(),
        "words": words_with_emergency(sheet, first),
        "production": facts.title,
        "company": facts.company,
        "unit": sheet.unit(),
        "episode": day.episode.as_ref().map(|e| format!("Episode {}", e.value)),
        "people": people(sheet),
        "office": { "address": facts.office_address, "phone": facts.office_phone },
        "revisions": pairs([("Script", &facts.script_revision), ("Schedule", &facts.schedule_revision)]),
        "weekday": day.date.format("%A").to_string(),
        "date": words.date(day.date),
        "day_line": day_line(sheet),
        "day_type": day.working_day.as_ref().map(|w| words.day_type(&w.value)),
        "call": call,
        "call_date": call_date,
        "pushed": pushed(sheet),
        "times": times(sheet),
        "weather": text(&day.weather),
        "sunrise": sunrise,
        "sunset": sunset,
        "notice": text(&day.notes),
        "hospitals": hospitals(&locations),
        "places": places(&locations),
        "head": format!("{} · Call sheet · {date} · {} · {}", facts.title, day_line(sheet), sheet.unit()),
    })
}

/// UPM, assistant directors and the office: the only telephone numbers of people on a call sheet.
pub fn contacts(sheet: &Sheet) -> Value {
    let facts = &sheet.production.facts;
    let manager = if sheet.words.british { "PM" } else { "UPM" };
    let keys = [
        (manager, &facts.upm, &["upm", "unit production manager", "production manager"][..]),
        ("1st AD", &facts.first_ad, &["1st ad", "1st assistant director", "first assistant director"]),
        (
            "2nd AD",
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
        contacts.push(json!({ "role": "Office", "name": "", "phone": phone }));
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

fn words_with_emergency(sheet: &Sheet, place: Option<&Place>) -> Value {
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
    let mut value = serde_json::to_value(sheet.words).unwrap_or_default();
    if let Value::Object(fields) = &mut value {
        let emergency = emergency.filter(|n| !n.is_empty()).map(|number| format!("Emergency {number}"));
        fields.insert("emergency".into(), json!(emergency));
    }
    value
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
    let from = sheet.clock.moment(&before).map(|at| format!(" from {at}")).unwrap_or_default();
    Some(push.words() + &from)
}

fn times(sheet: &Sheet) -> Value {
    let day = sheet.day;
    let mut times = vec![("Shooting call", &day.shooting_call), ("Lunch", &day.lunch)];
    if sheet.words.british {
        times.push(("Est. wrap", &day.est_wrap));
    }
    json!(times.into_iter().map(|(name, at)| (name, sheet.clock.moment(&at.moment))).collect::<Vec<_>>())
}

fn day_line(sheet: &Sheet) -> String {
    match (sheet.day.number, sheet.day.of) {
        (Some(n), Some(of)) => format!("Day {n} of {of}"),
        (Some(n), None) => format!("Day {n}"),
        _ => "Day not numbered".to_owned(),
    }
}

fn people(sheet: &Sheet) -> Value {
    let facts = &sheet.production.facts;
    pairs([("Director", &facts.director), ("Producer", &facts.producer)])
}

fn pairs<const N: usize>(pairs: [(&str, &Option<String>); N]) -> Value {
    let known = pairs.into_iter().filter_map(|(name, value)| Some((name, value.as_ref()?)));
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
