//! The back: the unit's crew by department, each with a call.

use super::Sheet;
use crate::model::clock::{Resolved, resolve};
use crate::model::{Call, Instant, Listed, Moment, Person, TimeEntry};
use chrono::Duration;
use serde_json::{Value, json};

/// The usual order of departments, each by the beginnings of words that name it. Of several that fit the
/// first wins, so that a production office is not taken for the production.
const ORDER: [(&[&str], u32); 25] = [
    (&["account", "payroll"], 21),
    (&["office", "coordinat"], 22),
    (&["visual", "vfx"], 14),
    (&["special", "sfx", "spfx"], 13),
    (&["post", "edit"], 23),
    (&["casting"], 24),
    (&["publicity", "stills", "unit publicist", "epk"], 25),
    (&["assistant director", "ad", "ads", "direction"], 1),
    (&["camera"], 2),
    (&["sound", "video"], 3),
    (&["script", "continuity"], 4),
    (&["grip"], 5),
    (&["electric", "lighting"], 6),
    (&["set dec", "set dress", "dressing", "decor"], 8),
    (&["prop"], 9),
    (&["construction"], 10),
    (&["art"], 7),
    (&["costume", "wardrobe"], 11),
    (&["make", "hair", "hmu"], 12),
    (&["stunt"], 15),
    (&["location"], 16),
    (&["transport", "driver"], 17),
    (&["cater", "craft"], 18),
    (&["medic", "safety", "health", "first aid", "nurse"], 19),
    (&["security"], 20),
];

/// The rank of transport.
pub const TRANSPORT: u32 = 17;

/// Where a department stands in the order: production first, unknown ones last.
pub fn department_rank(name: &str) -> u32 {
    let name = name.to_lowercase();
    let words: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let names = |key: &str| {
        // Short names are whole words: `art` is no part of `department`, nor `ad` of `adr`.
        if key.contains(' ') {
            name.contains(key)
        } else if key.len() <= 3 {
            words.contains(&key)
        } else {
            words.iter().any(|word| word.starts_with(key))
        }
    };
    ORDER
        .iter()
        .find(|(keys, _)| keys.iter().any(|key| names(key)))
        .map(|(_, rank)| *rank)
        .unwrap_or(if words.first().is_some_and(|w| w.starts_with("produc")) { 0 } else { 100 })
}

pub fn data(sheet: &Sheet) -> Value {
    let mut departments: Vec<(String, Vec<Value>)> = Vec::new();
    for person in people(sheet) {
        let named = person.department.as_deref().map(str::trim).filter(|d| !d.is_empty());
        let name = named.unwrap_or_else(|| sheet.words.get("call_sheet.crew"));
        let row = row(sheet, person);
        match departments.iter_mut().find(|(known, _)| known.eq_ignore_ascii_case(name)) {
            Some((_, rows)) => rows.push(row),
            None => departments.push((name.to_owned(), vec![row])),
        }
    }
    departments.sort_by_key(|(name, _)| (department_rank(name), name.to_lowercase()));
    let groups = departments.into_iter().map(|(name, rows)| json!({ "department": name, "rows": rows }));
    json!(groups.collect::<Vec<_>>())
}

/// The unit's own crew, and whoever of another unit has a call with this one; in the order of the crew list. Who is
/// called by another unit on the day is on that unit's sheet.
pub fn people<'a>(sheet: &Sheet<'a>) -> impl Iterator<Item = &'a Person> {
    sheet.production.people.iter().filter(|person| person.listed == Listed::Crew && works(sheet, person))
}

fn works(sheet: &Sheet, person: &Person) -> bool {
    let mut here = false;
    let mut elsewhere = false;
    for call in &sheet.production.calls {
        if call.person == person.id && call.date == sheet.day.date {
            if call.unit == sheet.day.unit {
                here = true;
            } else {
                elsewhere = true;
            }
        }
    }
    here || (!elsewhere && sheet.is_unit(person.unit.as_deref()))
}

fn row(sheet: &Sheet, person: &Person) -> Value {
    let call = call(sheet, person);
    let general = sheet.clock.moment(&sheet.day.crew_call.moment);
    json!({
        "position": person.terms.position.as_ref().map_or("", |p| p.value.trim()),
        "name": person.name,
        "own": general.as_deref() != Some(call.as_str()),
        "call": call,
    })
}

/// A crew member's call as printed: the day's own Calls row, else the standing call, else the crew call.
pub fn call(sheet: &Sheet, person: &Person) -> String {
    if let Some(own) = super::cast::call_of(sheet, person).and_then(|row| from_row(sheet, row)) {
        return own;
    }
    let general = &sheet.day.crew_call.moment;
    match person.call.as_ref().map(|c| &c.value) {
        None => sheet.clock.moment(general).unwrap_or_else(|| "TBD".to_owned()),
        Some(entry @ TimeEntry::Relative(minutes)) => general
            .known()
            .and_then(|at| at.checked_add_signed(Duration::minutes(i64::from(*minutes))))
            .map_or_else(|| sheet.clock.entry(entry), |at| sheet.clock.instant(at)),
        Some(entry @ TimeEntry::At(wall)) => match resolve(sheet.day.date, wall, sheet.day.zone) {
            Resolved::At(moment @ (Moment::Known(_) | Moment::Ambiguous(..))) => {
                let moment = pushed(sheet, moment);
                sheet.clock.moment(&moment).unwrap_or_else(|| sheet.clock.entry(entry))
            }
            _ => sheet.clock.entry(entry),
        },
        Some(other) => sheet.clock.entry(other),
    }
}

/// A standing call stands in no row of the day, so the day's push has not moved it yet.
fn pushed(sheet: &Sheet, moment: Moment) -> Moment {
    let push = sheet.production.push_of(sheet.day.date, &sheet.day.unit);
    push.map_or(moment.clone(), |push| moment.moved(push.minutes))
}

/// The same as a moment, where it is one.
pub fn instant(sheet: &Sheet, person: &Person) -> Option<Instant> {
    if let Some(row) = super::cast::call_of(sheet, person).filter(|row| from_row(sheet, row).is_some()) {
        let times = [&row.report, &row.makeup, &row.wardrobe, &row.on_set];
        return times.into_iter().find(|time| sheet.clock.call(time).is_some())?.at.moment.known();
    }
    let general = sheet.day.crew_call.moment.known();
    match person.call.as_ref().map(|c| &c.value) {
        None => general,
        Some(TimeEntry::Relative(minutes)) => {
            general?.checked_add_signed(Duration::minutes(i64::from(*minutes)))
        }
        Some(TimeEntry::At(wall)) => match resolve(sheet.day.date, wall, sheet.day.zone) {
            Resolved::At(moment) => pushed(sheet, moment).known(),
            Resolved::DoesNotExist => None,
        },
        Some(_) => None,
    }
}

fn from_row(sheet: &Sheet, row: &Call) -> Option<String> {
    let times = [&row.report, &row.makeup, &row.wardrobe, &row.on_set];
    times
        .into_iter()
        .find_map(|time| sheet.clock.call(time))
        .or_else(|| row.status.as_ref().map(|s| s.value.clone()))
}

#[cfg(test)]
mod tests {
    use super::department_rank;

    #[test]
    fn departments_stand_in_the_usual_order() {
        let order = [
            "Production",
            "Assistant Directors",
            "Camera",
            "Sound",
            "Script",
            "Grip",
            "Set Lighting / Electric",
            "Art Department",
            "Set Dressing",
            "Property",
            "Construction",
            "Wardrobe",
            "Hair & Make-up",
            "Special Effects",
            "Visual Effects",
            "Stunts",
            "Locations",
            "Transportation",
            "Craft Service",
            "Medic",
            "Security",
            "Accounting",
            "Production Office",
            "Post Production",
            "Casting",
            "Publicity",
            "Falconry",
        ];
        let ranks: Vec<u32> = order.iter().map(|name| department_rank(name)).collect();
        assert!(ranks.is_sorted_by(|a, b| a < b), "{ranks:?}");
        assert_eq!(department_rank("Grip Department"), department_rank("Grips"));
    }
}
