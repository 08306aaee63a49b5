//! The objects of a schedule file, whatever the dialect calls their keys.

use super::dates;
use crate::ingest::reader::listing::one_line;
use crate::model::Pages;
use chrono::NaiveDate;
use serde_json::Value;
use std::collections::HashMap;

/// Categories by their universal number.
pub const SET: i64 = 0;
pub const INT_EXT: i64 = 1;
pub const DAY_NIGHT: i64 = 2;
pub const SCRIPT_DAY: i64 = 3;
pub const UNIT: i64 = 4;
pub const LOCATION: i64 = 6;
/// From here on: people and things that scenes need.
pub const CAST: i64 = 100;
pub const BACKGROUND: i64 = 101;

pub struct Uss {
    /// `Pink 2027-03-01`; empty where the file does not say.
    pub script: String,
    pub schedule: String,
    pub breakdowns: Vec<Breakdown>,
    pub categories: Vec<Category>,
    pub elements: Vec<Element>,
    pub stripboards: Vec<Stripboard>,
    pub calendars: Vec<Calendar>,
    by_id: HashMap<String, usize>,
}

pub struct Breakdown {
    pub id: String,
    /// `scene`, `strip`, `banner`, `day`.
    pub kind: String,
    pub scene: String,
    pub description: String,
    pub comments: String,
    pub banner: String,
    /// `2 3/8`; the decimal as it stands where it is no whole number of eighths.
    pub pages: String,
    pub script_page: String,
    pub minutes: Option<i64>,
    pub elements: Vec<String>,
}

pub struct Category {
    pub name: String,
    pub ucid: Option<i64>,
}

pub struct Element {
    pub id: String,
    pub name: String,
    /// The number on the board.
    pub number: String,
    /// Place in [`Uss::categories`].
    pub category: Option<usize>,
    pub hold: Option<bool>,
    pub drop: Option<bool>,
    pub drop_days: Option<i64>,
    pub dood: Option<bool>,
    pub events: Vec<Event>,
}

pub struct Stripboard {
    pub name: String,
    pub calendar: String,
    pub boards: Vec<Board>,
}

pub struct Board {
    pub name: String,
    /// In the first dialect a list of identifiers, in the second one list a day.
    pub entries: Entries,
}

pub enum Entries {
    Flat(Vec<String>),
    Days(Vec<Vec<String>>),
}

pub struct Calendar {
    pub id: String,
    /// 0 is Sunday.
    pub days_off: Vec<u32>,
    pub events: Vec<Event>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    pub date: NaiveDate,
    /// `start`, `dayOff`, `event`, and the second dialect's `doodTravel` and the like.
    pub kind: String,
    pub name: String,
    /// The file gives a time of day from noon on, which is the next day's midnight further east.
    pub rounded: bool,
}

impl Uss {
    pub fn of(value: &Value) -> Uss {
        let root = value.get("universalScheduleStandard").unwrap_or(value);
        let categories = list(root, "categories");
        let mut elements: Vec<Element> = list(root, "elements").iter().map(element).collect();
        let by_id: HashMap<String, usize> =
            elements.iter().enumerate().rev().map(|(at, element)| (element.id.clone(), at)).collect();
        // An element is in the category that lists it first, else in the one it names.
        let ids: HashMap<String, usize> =
            categories.iter().enumerate().map(|(at, category)| (text(category, &["id"]), at)).collect();
        for (at, category) in categories.iter().enumerate() {
            for id in texts(category, "elements") {
                if let Some(element) = by_id.get(&id).and_then(|place| elements.get_mut(*place)) {
                    element.category.get_or_insert(at);
                }
            }
        }
        for (element, value) in elements.iter_mut().zip(list(root, "elements")) {
            if element.category.is_none() {
                let named = text(value, &["category"]);
                element.category = ids.get(&named).copied();
            }
        }
        Uss {
            script: revision(root, "scriptColor", "scriptDate"),
            schedule: revision(root, "schedColor", "schedDate"),
            breakdowns: list(root, "breakdowns").iter().map(breakdown).collect(),
            categories: categories.iter().map(category).collect(),
            elements,
            stripboards: list(root, "stripboards").iter().map(stripboard).collect(),
            calendars: list(root, "calendars").iter().map(calendar).collect(),
            by_id,
        }
    }

    pub fn element(&self, id: &str) -> Option<&Element> {
        self.by_id.get(id).and_then(|at| self.elements.get(*at))
    }
}

impl Breakdown {
    pub fn is_day(&self) -> bool {
        self.kind.starts_with("day")
    }

    pub fn is_banner(&self) -> bool {
        self.kind == "banner" || (self.scene.is_empty() && !self.banner.is_empty())
    }

    /// The words of a banner.
    pub fn words(&self) -> String {
        if self.banner.is_empty() { self.description.clone() } else { self.banner.clone() }
    }
}

impl Event {
    /// What an element's own event is for: `unavailable`, `travel`, `fitting`, `rehearsal`, or as the file names it.
    pub fn of_element(&self) -> &str {
        let kind = self.kind.to_lowercase();
        let word = if self.name.is_empty() { kind.strip_prefix("dood").unwrap_or(&kind) } else { &self.name };
        let lower = word.to_lowercase();
        let meant = |part: &str| lower.contains(part) || kind.contains(part);
        if kind == "dayoff" {
            "unavailable"
        } else if meant("travel") {
            "travel"
        } else if meant("fitting") {
            "fitting"
        } else if meant("rehears") {
            "rehearsal"
        } else if meant("test") {
            "test"
        } else if meant("hold") {
            "hold"
        } else if self.name.is_empty() {
            "other"
        } else {
            &self.name
        }
    }

    pub fn is_holiday(&self) -> bool {
        self.name.to_lowercase().contains("holiday")
    }

    pub fn is_start(&self) -> bool {
        self.kind.eq_ignore_ascii_case("start")
    }

    pub fn is_off(&self) -> bool {
        self.kind.eq_ignore_ascii_case("dayOff") || self.kind.eq_ignore_ascii_case("holiday")
    }

    pub fn is_travel(&self) -> bool {
        self.kind.to_lowercase().contains("travel") || self.name.to_lowercase().contains("travel")
    }
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The first of the keys that holds a text or a number.
fn text(value: &Value, keys: &[&str]) -> String {
    let found = keys.iter().filter_map(|key| value.get(key)).find_map(|found| match found {
        Value::String(text) => Some(one_line(text)),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    });
    found.unwrap_or_default()
}

fn texts(value: &Value, key: &str) -> Vec<String> {
    let one = |item: &Value| match item {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    list(value, key).iter().filter_map(one).collect()
}

fn flag(value: &Value, keys: &[&str]) -> Option<bool> {
    keys.iter().filter_map(|key| value.get(key)).find_map(Value::as_bool)
}

fn whole(value: &Value, keys: &[&str]) -> Option<i64> {
    keys.iter().filter_map(|key| value.get(key)).find_map(Value::as_i64)
}

fn revision(root: &Value, colour: &str, date: &str) -> String {
    let day = dates::day(&text(root, &[date])).map(|(day, _)| day.to_string()).unwrap_or_default();
    one_line(&format!("{} {day}", text(root, &[colour])))
}

fn breakdown(value: &Value) -> Breakdown {
    let milliseconds = value.get("duration").or_else(|| value.get("time")).and_then(Value::as_f64);
    Breakdown {
        id: text(value, &["id"]),
        kind: text(value, &["type"]).to_lowercase(),
        scene: text(value, &["scene"]),
        description: text(value, &["description"]),
        comments: text(value, &["comments"]),
        banner: text(value, &["bannerText"]),
        pages: pages(value.get("pages")),
        script_page: text(value, &["scriptPage"]),
        minutes: milliseconds.filter(|ms| *ms > 0.0).map(|ms| (ms / 60_000.0).round() as i64),
        elements: texts(value, "elements"),
    }
}

/// A decimal of pages in eighths. Zero is what programs write for a length nobody knows.
fn pages(value: Option<&Value>) -> String {
    match value {
        Some(Value::Number(number)) => {
            let eighths = number.as_f64().unwrap_or_default() * 8.0;
            let near = eighths.round();
            if eighths == 0.0 {
                String::new()
            } else if (eighths - near).abs() < 1e-6 && (0.0..=8000.0).contains(&near) {
                Pages::new(near as u32).to_string()
            } else {
                number.to_string()
            }
        }
        Some(Value::String(text)) => one_line(text),
        _ => String::new(),
    }
}

fn category(value: &Value) -> Category {
    Category { name: text(value, &["name"]), ucid: whole(value, &["ucid", "catId"]) }
}

fn element(value: &Value) -> Element {
    Element {
        id: text(value, &["id"]),
        name: text(value, &["name"]),
        number: text(value, &["elementId"]),
        category: None,
        hold: flag(value, &["isHold", "doodHoldAllow"]),
        drop: flag(value, &["isDrop", "doodDropAllow"]),
        drop_days: whole(value, &["dropDayCount", "doodDropDays", "doodDayCount"]),
        dood: flag(value, &["isDood", "doodInclude"]),
        events: events(value),
    }
}

fn events(value: &Value) -> Vec<Event> {
    let event = |value: &Value| {
        let (date, rounded) = dates::day(&text(value, &["date"]))?;
        Some(Event { date, kind: text(value, &["type"]), name: text(value, &["name"]), rounded })
    };
    list(value, "events").iter().filter_map(event).collect()
}

fn stripboard(value: &Value) -> Stripboard {
    let boards = list(value, "boards");
    let boards = if boards.is_empty() { std::slice::from_ref(value) } else { boards };
    Stripboard {
        name: text(value, &["name"]),
        calendar: text(value, &["calendar", "calendarId"]),
        boards: boards.iter().map(board).collect(),
    }
}

fn board(value: &Value) -> Board {
    let key = ["breakdownIds", "breakdownArrays"]
        .into_iter()
        .find(|key| !list(value, key).is_empty())
        .unwrap_or("breakdownIds");
    let entries = list(value, key);
    let entries = if entries.iter().any(Value::is_array) {
        let day = |entry: &Value| match entry {
            Value::Array(ids) => ids.iter().filter_map(Value::as_str).map(str::to_string).collect(),
            other => other.as_str().map(str::to_string).into_iter().collect(),
        };
        Entries::Days(entries.iter().map(day).collect())
    } else {
        Entries::Flat(texts(value, key))
    };
    Board { name: text(value, &["name"]), entries }
}

fn calendar(value: &Value) -> Calendar {
    let days = list(value, "daysOff").iter().filter_map(Value::as_u64);
    Calendar {
        id: text(value, &["id"]),
        days_off: days.filter_map(|day| u32::try_from(day).ok()).filter(|day| *day < 7).collect(),
        events: events(value),
    }
}
