//! The movement order: how to get to each of the day's places, and who goes where when.

use super::Sheet;
use crate::model::{Place, Sourced};
use crate::render::paper;
use crate::render::written;
use serde_json::{Value, json};

/// The page as blocks of a paper; `null` where no place has anything but its name.
pub fn page(sheet: &Sheet) -> Value {
    let blocks = blocks(sheet);
    if blocks.is_empty() { Value::Null } else { json!(blocks) }
}

/// A block for each place, in the order of the day, and the order of moves between them.
pub fn blocks(sheet: &Sheet) -> Vec<Value> {
    let words = sheet.words;
    let mut blocks = Vec::new();
    for (name, place) in sheet.locations() {
        let Some(place) = place else { continue };
        let facts = facts(sheet, place);
        if facts.iter().all(|(_, value)| value.is_none()) {
            continue;
        }
        // What is not known of getting there is left out; that a hospital is missing is told.
        let needed = [words.get("paper.address"), words.get("call_sheet.hospital")];
        let known = facts.into_iter().filter(|(label, value)| value.is_some() || needed.contains(label));
        blocks.push(paper::facts(Some(&name), 2, known.collect()));
    }
    let moves = moves(sheet);
    if !blocks.is_empty() && moves.len() > 1 {
        let columns = [
            paper::Column::new(words.get("common.col_location"), 2.0),
            paper::Column::new(words.get("common.col_scenes"), 3.0),
            paper::Column::new(words.get("paper.est_start"), 1.0),
        ];
        blocks.push(paper::table(Some(words.get("paper.moves")), None, &columns, moves));
    }
    blocks
}

fn facts<'a>(sheet: &Sheet<'a>, place: &Place) -> Vec<(&'a str, Option<String>)> {
    let words: &'a crate::render::words::Words = sheet.words;
    let own = |heading: &str| written::text(sheet.production, "locations", &place.cell, heading);
    let text = |value: &Option<Sourced<String>>| value.as_ref().map(|v| v.value.trim().to_owned());
    let joined = |parts: [Option<String>; 3]| {
        let parts: Vec<String> = parts.into_iter().flatten().filter(|p| !p.is_empty()).collect();
        (!parts.is_empty()).then(|| parts.join(" · "))
    };
    let travel = place.travel().map(|travel| travel.value.to_string());
    let position = place.latitude.as_ref().zip(place.longitude.as_ref());
    vec![
        (words.get("paper.address"), text(&place.address)),
        (words.get("paper.what3words"), own("What3Words")),
        (words.get("paper.coordinates"), position.map(|(n, e)| format!("{}, {}", n.value, e.value))),
        (words.get("call_sheet.gate"), text(&place.gate)),
        (words.get("call_sheet.basecamp"), text(&place.basecamp)),
        (words.get("call_sheet.parking"), text(&place.crew_parking)),
        (words.get("paper.travel_time"), travel),
        (words.get("paper.contact"), joined([text(&place.contact), text(&place.phone), None])),
        (
            words.get("call_sheet.hospital"),
            joined([text(&place.hospital), text(&place.hospital_address), text(&place.hospital_phone)]),
        ),
        (words.get("paper.police"), own("Police Station")),
        (words.get("paper.directions"), own("Directions")),
    ]
}

/// The places in shooting order, each with the scenes shot there in one go and when the first should begin.
fn moves(sheet: &Sheet) -> Vec<Vec<Value>> {
    let starts = super::estimate::starts(sheet);
    let day = sheet.day.location.as_ref().map(|l| l.value.trim().to_owned());
    let mut moves: Vec<(String, Vec<String>, Option<String>)> = Vec::new();
    for scene in sheet.production.scenes_of(sheet.day) {
        let Some(place) = scene.location.clone().or_else(|| day.clone()) else { continue };
        let start = starts.iter().find(|(known, _)| known.cell == scene.cell);
        let start = start.map(|(_, at)| sheet.clock.instant(*at));
        match moves.last_mut().filter(|(known, ..)| known.eq_ignore_ascii_case(place.trim())) {
            Some((_, scenes, _)) => scenes.push(scene.number.clone()),
            None => moves.push((place.trim().to_owned(), vec![scene.number.clone()], start)),
        }
    }
    moves
        .into_iter()
        .map(|(place, scenes, start)| {
            vec![paper::strong(place), json!(scenes.join(", ")), start.map_or(Value::Null, paper::est)]
        })
        .collect()
}
