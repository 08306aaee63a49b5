//! The schedule as a Universal Schedule Standard file, for programs that schedule: what was read comes out, and comes back equal.
//!
//! The first dialect is written, with every key that the standard lists, and turned into the second where the settings ask for it
//! (`dialect`); identifiers are made of what they name, so that the same
//! schedule gives the same bytes.

use super::dialect;
use crate::digest::sha256_hex;
use crate::model::{BoardDay, MAIN_UNIT, Scene, Schedule, Strip, category};
use crate::render::view::View;
use chrono::NaiveDate;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Categories below the people and things: their universal numbers.
const OF_SCENES: [(&str, u32); 5] =
    [("Set", 0), ("INT/EXT", 1), ("Day/Night", 2), ("Script Day", 3), ("Location", 6)];
/// Where a category has no universal number, its own counts from here: the standard leaves these free.
const OWN: u32 = 500;

pub fn write(view: &View, schedule: &Schedule) -> Vec<u8> {
    let mut file =
        File { view, created: moment(view.today), categories: Vec::new(), elements: BTreeMap::new() };
    let mut breakdowns = Vec::new();
    let mut boards = Vec::new();
    let dates = shooting(schedule);
    for (at, board) in schedule.boards.iter().enumerate() {
        let mut ids = Vec::new();
        // All boards count their days along one calendar: a unit that rests while another shoots has an empty day.
        let dated =
            dates.iter().map(|date| board.days.iter().find(|day| day.is_shoot() && day.date == Some(*date)));
        let dateless = board.days.iter().filter(|day| day.is_shoot() && day.date.is_none()).map(Some);
        let mut days: Vec<Option<&BoardDay>> = dated.chain(dateless).collect();
        while days.last().is_some_and(Option::is_none) {
            days.pop();
        }
        for (number, day) in (1usize..).zip(days) {
            let strips = day.map_or(&[][..], |day| &day.strips);
            for (order, strip) in strips.iter().enumerate() {
                let id = id(&["strip", board.unit, &number.to_string(), &order.to_string()]);
                breakdowns.push(match strip {
                    Strip::Scene(scene) => file.scene(&id, schedule, scene),
                    Strip::Banner(banner) => file.other(&id, "banner", &banner.text),
                });
                ids.push(id);
            }
            let id = id(&["day", board.unit, &number.to_string()]);
            breakdowns.push(file.other(&id, "day", ""));
            ids.push(id);
        }
        let name = if board.unit == MAIN_UNIT { "stripboard" } else { board.unit };
        boards.push(json!({ "id": id(&["board", &at.to_string()]), "name": name, "breakdownIds": ids }));
    }
    let mut bones = Vec::new();
    for (order, scene) in schedule.unscheduled.iter().enumerate() {
        let id = id(&["bone", &order.to_string()]);
        breakdowns.push(file.scene(&id, schedule, scene));
        bones.push(id);
    }
    boards.push(json!({ "id": id(&["boneyard"]), "name": "boneyard", "breakdownIds": bones }));
    let facts = &view.production.facts;
    let (sched_color, sched_date) = revision(facts.schedule_revision.as_deref());
    let (script_color, script_date) = revision(facts.script_revision.as_deref());
    let calendar = id(&["calendar"]);
    let root = json!({ "universalScheduleStandard": {
        "id": id(&["schedule", &facts.title]),
        "author": facts.first_ad,
        "company": facts.company,
        "created": file.created,
        "description": "",
        "episode": null,
        "episodeName": null,
        "name": facts.title,
        "project": facts.title,
        "schedColor": sched_color,
        "schedDate": sched_date,
        "scriptColor": script_color,
        "scriptDate": script_date,
        "season": null,
        "source": concat!("callboard ", env!("CARGO_PKG_VERSION")),
        "version": "1.0.0",
        "ussVersion": "1.0.0",
        "breakdowns": breakdowns,
        "calendars": [file.calendar(&calendar, schedule)],
        "categories": file.categories(),
        "elements": file.elements(),
        "stripboards": [{
            "id": id(&["stripboard"]),
            "boards": boards,
            "calendar": calendar,
            "name": facts.schedule_revision.clone().unwrap_or_else(|| facts.title.clone()),
        }],
    }});
    let second = view.settings.schedule.dialect.as_deref() == Some("second");
    let root = if second { dialect::second(root) } else { root };
    let mut bytes = serde_json::to_vec_pretty(&root).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// The dates on which any unit shoots.
fn shooting(schedule: &Schedule) -> Vec<NaiveDate> {
    let dates: BTreeSet<NaiveDate> =
        schedule.days().filter(|day| day.is_shoot()).filter_map(|day| day.date).collect();
    dates.into_iter().collect()
}

/// 24 hex digits, of what is named.
fn id(parts: &[&str]) -> String {
    sha256_hex(parts.join("\u{1f}").as_bytes()).chars().take(24).collect()
}

/// Midnight as such files write it: 08:00 in UTC lies on the same date from California to Europe.
fn moment(date: NaiveDate) -> String {
    format!("{date}T08:00:00.000Z")
}

/// `Goldenrod 10/23/26`: the colour, and the date where it is written unmistakably.
fn revision(text: Option<&str>) -> (Option<String>, Option<String>) {
    let Some(text) = text else { return (None, None) };
    let (colour, rest) = text.split_once(' ').unwrap_or((text, ""));
    (Some(colour.to_string()), rest.trim().parse().ok().map(moment))
}

struct File<'a> {
    view: &'a View<'a>,
    created: String,
    /// Name and number, in the order of their first use.
    categories: Vec<(String, u32)>,
    /// By category and name: the number on the board.
    elements: BTreeMap<(String, String), String>,
}

impl File<'_> {
    fn element(&mut self, category: &str, ucid: Option<u32>, name: &str, number: &str) -> String {
        if !self.categories.iter().any(|(own, _)| own == category) {
            let free = self.categories.iter().filter(|(_, n)| *n >= OWN).count();
            let number = ucid.unwrap_or(OWN.saturating_add(u32::try_from(free).unwrap_or(u32::MAX / 2)));
            self.categories.push((category.to_string(), number));
        }
        self.elements.entry((category.to_string(), name.to_string())).or_insert_with(|| number.to_string());
        id(&["element", category, name])
    }

    fn scene(&mut self, own: &str, schedule: &Schedule, scene: &Scene) -> Value {
        let mut elements = Vec::new();
        let parts = [
            Some(&scene.set),
            scene.int_ext.as_ref(),
            scene.day_night.as_ref(),
            scene.script_day.as_ref(),
            scene.location.as_ref(),
        ];
        for ((category, ucid), value) in OF_SCENES.into_iter().zip(parts) {
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                elements.push(self.element(category, Some(ucid), value, ""));
            }
        }
        for number in &scene.cast {
            let name = super::strips::character(self.view, number);
            let is_number = number.chars().any(|c| c.is_ascii_digit());
            let (name, number) = match name {
                Some(name) => (name, number.as_str()),
                None if is_number => (number.clone(), number.as_str()),
                None => (number.clone(), ""),
            };
            elements.push(self.element("Cast Members", Some(100), &name, number));
        }
        let mut comments = Vec::new();
        for (title, names) in schedule.elements(scene) {
            if title == "Notes" {
                comments.extend(names);
                continue;
            }
            let ucid = category::known(title).and_then(|known| known.ucid);
            for name in names {
                elements.push(self.element(title, ucid, &name, ""));
            }
        }
        json!({
            "id": own,
            "comments": comments.join("; "),
            "created": self.created,
            "description": scene.synopsis.clone().unwrap_or_default(),
            "elements": elements,
            // An unknown length is null, never zero.
            "pages": schedule.pages(scene).map(|pages| f64::from(pages.eighths) / 8.0),
            "scene": scene.number,
            "scriptPage": scene.script_page,
            "time": scene.est_minutes.map(|minutes| i64::from(minutes) * 60_000),
            "type": "scene",
        })
    }

    fn other(&self, own: &str, kind: &str, words: &str) -> Value {
        json!({
            "id": own,
            "comments": null,
            "created": self.created,
            "description": words,
            "elements": [],
            "pages": null,
            "scene": null,
            "scriptPage": null,
            "time": null,
            "type": kind,
        })
    }

    fn categories(&self) -> Vec<Value> {
        let category = |(name, number): &(String, u32)| {
            let elements: Vec<String> = self
                .elements
                .keys()
                .filter(|(own, _)| own == name)
                .map(|(own, element)| id(&["element", own, element]))
                .collect();
            json!({
                "id": id(&["category", name]),
                "catId": number,
                "ucid": number,
                "created": self.created,
                "elements": elements,
                "name": name,
            })
        };
        self.categories.iter().map(category).collect()
    }

    fn elements(&self) -> Vec<Value> {
        let production = self.view.production;
        let element = |((category, name), number): (&(String, String), &String)| {
            let same = |own: Option<&str>| {
                own.is_some_and(|own| !number.is_empty() && own.trim().eq_ignore_ascii_case(number))
            };
            let told = production
                .elements
                .iter()
                .find(|e| same(e.number.as_deref()) || e.name.eq_ignore_ascii_case(name));
            let people = category == "Cast Members" || category == "Stunts";
            let events: Vec<Value> = production
                .availability
                .iter()
                .filter(|dates| {
                    same(dates.number.as_deref())
                        || dates.name.as_deref().is_some_and(|own| own.eq_ignore_ascii_case(name))
                })
                .flat_map(|dates| {
                    let kind = if dates.kind == "unavailable" { "dayOff" } else { "event" };
                    let all = dates.from.iter_days().take_while(|date| *date <= dates.to).take(400);
                    all.map(move |date| {
                        json!({
                            "id": id(&["event", category, name, &date.to_string(), &dates.kind]),
                            "type": kind,
                            "name": (kind == "event").then_some(&dates.kind),
                            "date": moment(date),
                        })
                    })
                })
                .collect();
            json!({
                "id": id(&["element", category, name]),
                "created": self.created,
                "doodDropAllow": told.and_then(|e| e.drop).unwrap_or(false),
                "doodDropDays": told.and_then(|e| e.drop_days).unwrap_or(10),
                "doodHoldAllow": told.and_then(|e| e.hold).unwrap_or(people),
                "doodInclude": told.and_then(|e| e.dood).unwrap_or(true),
                "elementId": number,
                "elementIdLock": false,
                "events": events,
                "linkedElements": [],
                "name": name,
            })
        };
        self.elements.iter().map(element).collect()
    }

    /// The first shooting day, the weekdays on which nobody ever shoots, and each other date off.
    fn calendar(&self, own: &str, schedule: &Schedule) -> Value {
        let shooting = shooting(schedule);
        let mut events = Vec::new();
        let event = |date: NaiveDate, kind: &str, name: Option<&str>| {
            let mut map = Map::new();
            map.insert("id".into(), json!(id(&["date", &date.to_string(), kind, name.unwrap_or_default()])));
            map.insert("type".into(), json!(kind));
            map.insert("name".into(), json!(name));
            map.insert("date".into(), json!(moment(date)));
            Value::Object(map)
        };
        let weekday = |date: NaiveDate| chrono::Datelike::weekday(&date).num_days_from_sunday();
        let mut off: Vec<u32> = (0..7).collect();
        if let (Some(first), Some(last)) = (shooting.first(), shooting.last()) {
            off.retain(|day| !shooting.iter().any(|date| weekday(*date) == *day));
            events.push(event(*first, "start", None));
            for date in first.iter_days().take_while(|date| date <= last).take(3660) {
                if !shooting.contains(&date) && !off.contains(&weekday(date)) {
                    let holiday = schedule.off(date).is_some_and(|day| day.kind == "holiday");
                    events.push(event(date, "dayOff", Some(if holiday { "holiday" } else { "dayOff" })));
                }
            }
        } else {
            off.clear();
        }
        let travel = |day: &&BoardDay| matches!(day.day_type(), "travel" | "move");
        for date in schedule.days().filter(travel).filter_map(|day| day.date) {
            events.push(event(date, "event", Some("travel")));
        }
        json!({ "id": own, "daysOff": off, "events": events, "name": self.view.production.facts.title })
    }
}
