//! The days of the units: the Schedule, numbered, with the Unit Log beside it.

use super::forward::{CALL_TO_WRAP, Clock, Stop, TO_NEXT, forward};
use super::names::{Units, fold};
use super::places::Places;
use super::rows::Rows;
use super::same;
use super::terms::{plain, trimmed};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Cell, Day, DayLog, Instant, MAIN_UNIT, Record, Sourced, TimeEntry, Timed};
use chrono::NaiveDate;
use chrono_tz::Tz;
use std::collections::{BTreeMap, HashMap};

pub(crate) struct Days {
    pub list: Vec<Day>,
    by_date: HashMap<(NaiveDate, String), usize>,
    by_number: HashMap<(String, u32), usize>,
}

/// What a Schedule row's Day Type says: `shoot` where it says nothing.
pub(crate) fn day_type(row: &Record) -> String {
    let Some(text) = plain(row, "Day Type") else { return "shoot".into() };
    let word = match fold(&text).as_str() {
        "shoot" | "shooting" | "shoot day" | "shooting day" | "s" => "shoot",
        "travel" | "travel day" => "travel",
        "hold" | "hold day" => "hold",
        "prep" | "prep day" | "preparation" => "prep",
        "rehearsal" | "rehearse" | "rehearsal day" => "rehearsal",
        "move" | "company move" | "move day" => "move",
        "wrap" | "wrap day" | "strike" => "wrap",
        "holiday" | "public holiday" | "bank holiday" => "holiday",
        "off" | "day off" | "dark" | "rest day" | "down day" => "off",
        _ => return text.to_lowercase(),
    };
    word.to_string()
}

/// Reads the Schedule.
pub(crate) fn days(
    rows: &Rows<'_>,
    zone: Tz,
    units: &mut Units,
    places: &mut Places,
    problems: &mut Vec<Diagnostic>,
) -> Days {
    let mut found: BTreeMap<(NaiveDate, bool, String), (Day, Option<u32>)> = BTreeMap::new();
    for row in rows.of("schedule") {
        let Some((day, of)) = day(row, zone, units, places, problems) else { continue };
        let key = (day.date, day.unit != MAIN_UNIT, day.unit.clone());
        if let Some((first, total)) = found.get_mut(&key) {
            if !same::on_one_sheet(&first.cell, &day.cell) {
                *total = total.or(of);
                same::day(first, day, problems);
                continue;
            }
            let message = format!(
                "The {} unit's {} stands twice on the schedule: in {} and here; the first row was taken.",
                first.unit, first.date, first.cell
            );
            let help = "Take one row out, or name the other unit.";
            problems.push(Diagnostic::new(Code::FactsDiffer, message, help).at_cell(&day.cell));
        } else {
            found.insert(key, (day, of));
        }
    }
    let (mut list, totals): (Vec<Day>, Vec<Option<u32>>) = found.into_values().unzip();
    number(&mut list, &totals, problems);
    let by_date = list.iter().enumerate().map(|(i, d)| ((d.date, d.unit.clone()), i)).collect();
    let mut by_number = HashMap::new();
    for (i, day) in list.iter().enumerate() {
        if let Some(number) = day.number {
            by_number.entry((day.unit.clone(), number)).or_insert(i);
        }
    }
    Days { list, by_date, by_number }
}

/// A day and, where its number is written as `3 of 25`, the total.
fn day(
    row: &Record,
    production_zone: Tz,
    units: &mut Units,
    places: &mut Places,
    problems: &mut Vec<Diagnostic>,
) -> Option<(Day, Option<u32>)> {
    let date = row.date("Date")?;
    let location = places.of_row(row, "Location", problems);
    let zone = places.zone(location.as_ref()).unwrap_or(production_zone);
    let headings = ["Crew Call", "Shooting Call", "Lunch", "Est. Wrap"];
    let [crew_call, shooting_call, lunch, est_wrap] = times(row, date, zone, headings, problems);
    let (number, of) = plain(row, "Day").map_or((None, None), |text| numbers(&text));
    let day = Day {
        date,
        unit: units.name(plain(row, "Unit").as_deref()),
        number,
        of: None,
        day_type: day_type(row),
        working_day: trimmed(row, "Working Day"),
        episode: trimmed(row, "Episode"),
        zone,
        crew_call,
        shooting_call,
        lunch,
        est_wrap,
        location,
        school_day: row.flag("School Day").map(|flag| Sourced::new(flag, row.cell_of("School Day"))),
        weather: trimmed(row, "Weather"),
        notes: trimmed(row, "Notes"),
        log: None,
        cell: row.cell.clone(),
    };
    Some((day, of))
}

fn times<const N: usize>(
    row: &Record,
    date: NaiveDate,
    zone: Tz,
    headings: [&'static str; N],
    problems: &mut Vec<Diagnostic>,
) -> [Timed; N] {
    let stops = headings.map(|heading| {
        let within = if heading == "Est. Wrap" { CALL_TO_WRAP } else { TO_NEXT };
        Stop::of(row, heading, within)
    });
    let clock = Clock { date, zone, first_needed: false };
    let mut placed = forward(&clock, &stops, problems);
    // What is counted from the crew call (+1:00) moves with it.
    let call = placed.first().and_then(|first| first.moment.known());
    for (stop, time) in stops.iter().zip(&mut placed).skip(1) {
        if matches!(stop.entry, Some(TimeEntry::Relative(_))) {
            *time = super::calls::one(date, zone, call, stop, problems).at;
        }
    }
    let mut placed = placed.into_iter();
    headings.map(|_| placed.next().unwrap_or_default())
}

/// `3`, `Day 3`, `3 of 25`: the number and the total.
fn numbers(text: &str) -> (Option<u32>, Option<u32>) {
    let mut numbers = text.split(|c: char| !c.is_ascii_digit()).filter_map(|part| part.parse().ok());
    (numbers.next(), numbers.next())
}

/// Numbers the shooting days of each unit that have no number, and says of how many.
fn number(days: &mut [Day], totals: &[Option<u32>], problems: &mut Vec<Diagnostic>) {
    let mut last: HashMap<String, (u32, Cell)> = HashMap::new();
    let mut of: HashMap<String, u32> = HashMap::new();
    for (day, total) in days.iter_mut().zip(totals) {
        if !day.is_shoot() {
            continue;
        }
        let before = last.get(&day.unit);
        let counted = before.map_or(1, |(number, _)| number.saturating_add(1));
        let number = *day.number.get_or_insert(counted);
        if let Some((earlier, cell)) = before
            && number <= *earlier
        {
            let message =
                format!("Shooting day {number} of the {} unit comes after day {earlier} ({cell}).", day.unit);
            let help = "Give the days of a unit rising numbers, or leave them blank to have them counted.";
            problems.push(Diagnostic::new(Code::FactsDiffer, message, help).at_cell(&day.cell));
        }
        last.insert(day.unit.clone(), (number, day.cell.clone()));
        let most = of.entry(day.unit.clone()).or_default();
        *most = (*most).max(number).max(total.unwrap_or(0));
    }
    for day in days.iter_mut().filter(|day| day.is_shoot()) {
        day.of = of.get(&day.unit).copied();
    }
}

/// Joins the Unit Log to the schedule's days.
pub(crate) fn log(rows: &Rows<'_>, days: &mut Days, units: &mut Units, problems: &mut Vec<Diagnostic>) {
    for row in rows.of("unit-log") {
        let Some(date) = row.date("Date") else { continue };
        let unit = units.name(plain(row, "Unit").as_deref());
        let Some(index) = days.by_date.get(&(date, unit.clone())).copied() else {
            problems.push(unknown(date, &unit, &row.cell_of("Date"), "The unit log"));
            continue;
        };
        let Some(day) = days.list.get_mut(index) else { continue };
        let headings = [
            "Crew Call",
            "Shooting Call",
            "First Shot",
            "Lunch Start",
            "Lunch End",
            "Meal 2 Start",
            "Meal 2 End",
            "Camera Wrap",
            "Last Out",
        ];
        let [crew_call, shooting_call, first_shot, lunch_start, lunch_end, _, _, camera_wrap, last_out] =
            times(row, date, day.zone, headings, problems);
        // Make-up is called before the crew: it stands outside the run of the day.
        let makeup = Stop::of(row, "First Makeup Call", TO_NEXT);
        day.log = Some(DayLog {
            crew_call,
            first_makeup_call: super::forward::alone(date, day.zone, &makeup, problems),
            shooting_call,
            first_shot,
            lunch_start,
            lunch_end,
            camera_wrap,
            last_out,
            cell: row.cell.clone(),
        });
    }
}

/// A row about a day that the schedule does not have.
pub(crate) fn unknown(date: NaiveDate, unit: &str, cell: &Cell, who: &str) -> Diagnostic {
    Diagnostic::new(
        Code::DayUnknown,
        format!("{who} names {date} of the {unit} unit, which the schedule does not have."),
        "Correct the date or the unit, or add the day to the schedule.",
    )
    .at_cell(cell)
    .seen(date.to_string())
}

impl Days {
    pub fn of(&self, date: NaiveDate, unit: &str) -> Option<&Day> {
        self.by_date.get(&(date, unit.to_string())).and_then(|i| self.list.get(*i))
    }

    pub fn numbered(&self, unit: &str, number: u32) -> Option<&Day> {
        self.by_number.get(&(unit.to_string(), number)).and_then(|i| self.list.get(*i))
    }

    /// Whether there is a schedule to compare with.
    pub fn is_known(&self) -> bool {
        !self.list.is_empty()
    }

    pub fn crew_call(&self, date: NaiveDate, unit: &str) -> Option<Instant> {
        self.of(date, unit)?.crew_call.moment.known()
    }
}
