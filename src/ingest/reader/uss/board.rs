//! The stripboard that counts, walked: which strip stands on which day, in which order.

use super::open;
use super::parts::{Board, Breakdown, Calendar, Entries, Event, Stripboard, Uss};
use crate::diagnostic::{Code, Diagnostic};
use chrono::{Days, NaiveDate};
use std::collections::{BTreeSet, HashMap, HashSet};

#[derive(Default)]
pub struct Boards<'a> {
    pub strips: Vec<Placed<'a>>,
    pub days: Vec<BoardDay>,
    /// Dates that are no working days, of the calendar that was taken.
    pub off: Vec<Event>,
}

/// A scene or banner in its place. Without a number it is on no day: in the boneyard, or behind the last day break.
pub struct Placed<'a> {
    pub breakdown: &'a Breakdown,
    pub unit: String,
    pub number: Option<u32>,
    pub date: Option<NaiveDate>,
    pub order: usize,
}

pub struct BoardDay {
    pub date: NaiveDate,
    pub number: Option<u32>,
    pub unit: String,
    pub kind: &'static str,
}

pub fn boards<'a>(uss: &'a Uss, file: &str, problems: &mut Vec<Diagnostic>) -> Boards<'a> {
    let mut found = Boards::default();
    let by_id: HashMap<&str, &Breakdown> = uss.breakdowns.iter().rev().map(|b| (b.id.as_str(), b)).collect();
    let mut seen: HashSet<&str> = HashSet::new();
    if let Some(taken) = taken(uss, file, problems) {
        let calendar = calendar(uss, taken);
        let several = taken.boards.iter().filter(|board| !is_boneyard(board)).count() > 1;
        for board in &taken.boards {
            walk(board, several, calendar, &by_id, &mut seen, &mut found, file, problems);
        }
        if let Some(calendar) = calendar {
            dates(calendar, &mut found, file, problems);
        }
    }
    // What stands on no board at all is still to be shot.
    let mut lost = 0;
    for breakdown in uss.breakdowns.iter().filter(|b| !b.is_day() && !b.is_banner()) {
        if seen.insert(&breakdown.id) {
            lost += 1;
            let order = found.strips.len() + 1;
            found.strips.push(Placed { breakdown, unit: String::new(), number: None, date: None, order });
        }
    }
    if lost > 0 && !uss.stripboards.is_empty() {
        let message = format!(
            "{lost} breakdowns stand on no board of the file; they were read as scenes without a day."
        );
        problems.push(open(
            file,
            Code::ScheduleIncomplete,
            message,
            "Put them on the stripboard or into the boneyard.",
        ));
    }
    found
}

/// The last stripboard that has anything on it: passes are kept in the order in which they were made.
fn taken<'a>(uss: &'a Uss, file: &str, problems: &mut Vec<Diagnostic>) -> Option<&'a Stripboard> {
    let filled = |board: &&Stripboard| board.boards.iter().any(|b| !is_boneyard(b) && !b.is_empty());
    let taken = uss.stripboards.iter().rev().find(filled).or_else(|| uss.stripboards.last())?;
    let names: Vec<String> = uss.stripboards.iter().map(|board| format!("“{}”", board.name)).collect();
    let among = match names.len() {
        1 => String::new(),
        n => format!(", the last filled one of {n} ({})", names.join(", ")),
    };
    let revision =
        |what: &str, text: &str| if text.is_empty() { String::new() } else { format!("; {what} {text}") };
    let message = format!(
        "The stripboard “{}” was taken{among}{}{}.",
        taken.name,
        revision("schedule", &uss.schedule),
        revision("script", &uss.script)
    );
    let help = "To have another one read, export the schedule with that stripboard alone.";
    problems.push(open(file, Code::BoardTaken, message, help));
    Some(taken)
}

fn calendar<'a>(uss: &'a Uss, board: &Stripboard) -> Option<&'a Calendar> {
    let named = uss.calendars.iter().find(|calendar| calendar.id == board.calendar);
    named.or(match uss.calendars.as_slice() {
        [only] => Some(only),
        _ => None,
    })
}

fn is_boneyard(board: &Board) -> bool {
    board.name.to_lowercase().contains("boneyard")
}

impl Board {
    fn is_empty(&self) -> bool {
        match &self.entries {
            Entries::Flat(ids) => ids.is_empty(),
            Entries::Days(days) => days.iter().all(Vec::is_empty),
        }
    }

    /// The unit that a board other than the main one is for; empty for the main one.
    fn unit(&self) -> String {
        let lower = self.name.to_lowercase();
        let main = lower.is_empty()
            || lower.contains("stripboard")
            || lower.contains("boneyard")
            || lower.contains("main");
        if main || lower == "board" { String::new() } else { self.name.clone() }
    }
}

#[allow(clippy::too_many_arguments)] // What a board is walked with, and the three things that are filled on the way.
fn walk<'a>(
    board: &Board,
    several: bool,
    calendar: Option<&Calendar>,
    by_id: &HashMap<&str, &'a Breakdown>,
    seen: &mut HashSet<&'a str>,
    found: &mut Boards<'a>,
    file: &str,
    problems: &mut Vec<Diagnostic>,
) {
    let mut unknown = 0;
    let mut resolve = |ids: &[String]| -> Vec<&'a Breakdown> {
        let known = ids.iter().filter_map(|id| {
            let breakdown = by_id.get(id.as_str()).copied();
            unknown += usize::from(breakdown.is_none());
            breakdown
        });
        known.collect()
    };
    let (days, rest): (Vec<Vec<&Breakdown>>, Vec<&Breakdown>) = match &board.entries {
        Entries::Days(days) if is_boneyard(board) => (Vec::new(), resolve(&days.concat())),
        Entries::Days(days) => (days.iter().map(|ids| resolve(ids)).collect(), Vec::new()),
        Entries::Flat(ids) if is_boneyard(board) => (Vec::new(), resolve(ids)),
        Entries::Flat(ids) => by_breaks(resolve(ids)),
    };
    if unknown > 0 {
        let message =
            format!("The board “{}” names {unknown} strips that the file does not have.", board.name);
        problems.push(open(file, Code::ScheduleIncomplete, message, "Export the schedule again."));
    }
    let scenes_behind = rest.iter().filter(|b| !b.is_day() && !b.is_banner()).count();
    if !days.is_empty() && scenes_behind > 0 {
        let message = format!(
            "{scenes_behind} scenes stand behind the last day break of the board “{}”; they were read as scenes without a day.",
            board.name
        );
        problems.push(open(file, Code::ScheduleIncomplete, message, "Close the last day with a day break."));
    }
    let unit = board.unit();
    let mut number = 0;
    let mut next = calendar.and_then(|calendar| calendar.working(calendar.start()?));
    for strips in &days {
        let date = next;
        next = date.and_then(|date| calendar?.working(date.checked_add_days(Days::new(1))?));
        // Boards share their calendar: on a day without strips this unit rests while another shoots.
        if several && strips.iter().all(|b| b.is_day()) {
            continue;
        }
        number += 1;
        if let Some(date) = date {
            found.days.push(BoardDay { date, number: Some(number), unit: unit.clone(), kind: "shoot" });
        }
        put(strips, &unit, Some(number), date, seen, found);
    }
    put(&rest, &unit, None, None, seen, found);
}

fn put<'a>(
    strips: &[&'a Breakdown],
    unit: &str,
    number: Option<u32>,
    date: Option<NaiveDate>,
    seen: &mut HashSet<&'a str>,
    found: &mut Boards<'a>,
) {
    for (order, breakdown) in strips.iter().filter(|b| !b.is_day()).enumerate() {
        seen.insert(&breakdown.id);
        let nowhere = number.is_none() && breakdown.is_banner();
        if !nowhere {
            found.strips.push(Placed { breakdown, unit: unit.into(), number, date, order: order + 1 });
        }
    }
}

/// Flat lists part their days with strips; what stands behind the last one is on no day.
fn by_breaks(strips: Vec<&Breakdown>) -> (Vec<Vec<&Breakdown>>, Vec<&Breakdown>) {
    let mut days = Vec::new();
    let mut day = Vec::new();
    for strip in strips {
        if strip.is_day() {
            days.push(std::mem::take(&mut day));
        } else {
            day.push(strip);
        }
    }
    (days, day)
}

/// Days off, travel days, and what the calendar leaves open.
fn dates(calendar: &Calendar, found: &mut Boards<'_>, file: &str, problems: &mut Vec<Diagnostic>) {
    if calendar.start().is_none() {
        let message = "The calendar has no start date, so the days have numbers and no dates.".to_string();
        problems.push(open(
            file,
            Code::ScheduleIncomplete,
            message,
            "Give the calendar a start date and export again.",
        ));
    }
    found.off = calendar.events.iter().filter(|event| event.is_off()).cloned().collect();
    let shooting: BTreeSet<NaiveDate> = found.days.iter().map(|day| day.date).collect();
    for travel in calendar.events.iter().filter(|e| !e.is_off() && !e.is_start() && e.is_travel()) {
        if !shooting.contains(&travel.date) {
            let unit = String::new();
            found.days.push(BoardDay { date: travel.date, number: None, unit, kind: "travel" });
        }
    }
    if calendar.events.iter().any(|event| event.rounded) {
        let message = "Dates of the calendar carry a time from noon on; they were read as the next day, which is what \
                       midnight east of Greenwich looks like.";
        problems.push(open(file, Code::DateRounded, message.into(), "Check the dates against the board."));
    }
}
