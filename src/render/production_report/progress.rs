//! What was shot: of each day from the Progress table, else from the unit's log; and of all days together.

use crate::model::{Day, MAIN_UNIT, Pages, Production, Record, Scene};
use crate::render::written;
use rust_decimal::Decimal;
use rust_decimal::prelude::{ToPrimitive, Zero};
use std::collections::BTreeSet;

/// A scene as a day's report has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shot {
    pub scene: String,
    /// complete, part, retake, added, not shot, deleted
    pub result: String,
    pub notes: Option<String>,
}

/// A day's progress: what nobody wrote is `None`, never zero.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Progress {
    pub shots: Vec<Shot>,
    pub pages: Option<Pages>,
    /// Screen time, in seconds.
    pub seconds: Option<i64>,
    pub setups: Option<Decimal>,
    pub takes: Option<Decimal>,
}

/// `7:01` of screen time is seven minutes and a second, however a spreadsheet keeps it; a bare number is minutes.
fn seconds(row: &Record) -> Option<i64> {
    let field = row.field("Screen Time")?;
    let parts: Vec<&str> = field.seen.trim().split(':').collect();
    let number = |text: &&str| text.trim().parse::<i64>().ok();
    match parts.as_slice() {
        [minutes, seconds] => Some(number(minutes)?.checked_mul(60)?.checked_add(number(seconds)?)?),
        // A cell formatted as a clock: hours and minutes are meant as minutes and seconds where the last part is nought.
        [minutes, seconds, "00"] => Some(number(minutes)?.checked_mul(60)?.checked_add(number(seconds)?)?),
        [hours, minutes, seconds] => {
            let minutes = number(hours)?.checked_mul(60)?.checked_add(number(minutes)?)?;
            Some(minutes.checked_mul(60)?.checked_add(number(seconds)?)?)
        }
        _ => row.number("Screen Time")?.checked_mul(Decimal::from(60))?.round().to_i64(),
    }
}

/// `7:01`
pub fn screen_time(seconds: i64) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

impl Progress {
    /// Of a unit's day: the script supervisor's rows beat the log's summary.
    pub fn of(production: &Production, day: &Day) -> Progress {
        let rows: Vec<&Record> = production
            .records("progress")
            .iter()
            .filter(|row| row.date("Date") == Some(day.date) && is_of(row, &day.unit))
            .collect();
        let log = day.log.as_ref().and_then(|log| written::row(production, "unit-log", &log.cell));
        let of_log = log.map(from_log).unwrap_or_default();
        if rows.is_empty() {
            return of_log;
        }
        let sum = |heading: &str| {
            let found: Vec<Decimal> = rows.iter().filter_map(|row| row.number(heading)).collect();
            (!found.is_empty()).then(|| found.iter().fold(Decimal::zero(), |sum, n| sum.saturating_add(*n)))
        };
        let pages: Vec<Pages> = rows.iter().filter_map(|row| pages(production, day, row)).collect();
        Progress {
            shots: rows.iter().filter_map(|row| shot(row)).collect(),
            pages: (!pages.is_empty()).then(|| pages.into_iter().sum()).or(of_log.pages),
            seconds: {
                let told: Vec<i64> = rows.iter().filter_map(|row| seconds(row)).collect();
                (!told.is_empty()).then(|| told.iter().sum()).or(of_log.seconds)
            },
            setups: sum("Setups").or(of_log.setups),
            takes: sum("Takes"),
        }
    }

    pub fn is_told(&self) -> bool {
        *self != Progress::default()
    }

    /// Scenes with one of these results, in the order of the report.
    pub fn with(&self, results: &[&str]) -> Vec<&Shot> {
        self.shots.iter().filter(|shot| results.contains(&shot.result.as_str())).collect()
    }

    /// The day's scheduled scenes that no row says anything of, or that were not shot.
    pub fn owed<'a>(&self, scheduled: &[&'a Scene]) -> Vec<&'a str> {
        let shot = |scene: &Scene| {
            let of = |s: &&Shot| s.scene.trim().eq_ignore_ascii_case(scene.number.trim());
            self.shots
                .iter()
                .filter(of)
                .any(|s| matches!(s.result.as_str(), "complete" | "part" | "retake" | "deleted"))
        };
        scheduled.iter().filter(|scene| !shot(scene)).map(|scene| scene.number.as_str()).collect()
    }

    /// What was shot and is on no schedule of the day.
    pub fn unscheduled(&self, scheduled: &[&Scene]) -> Vec<&str> {
        let planned =
            |s: &Shot| scheduled.iter().any(|p| p.number.trim().eq_ignore_ascii_case(s.scene.trim()));
        let shot = |s: &&Shot| matches!(s.result.as_str(), "complete" | "part" | "added");
        let found = self.shots.iter().filter(shot).filter(|s| s.result == "added" || !planned(s));
        found.map(|s| s.scene.as_str()).collect()
    }
}

fn is_of(row: &Record, unit: &str) -> bool {
    let own = row.text("Unit").map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    own.as_deref().unwrap_or(MAIN_UNIT).eq_ignore_ascii_case(unit)
}

fn shot(row: &Record) -> Option<Shot> {
    let scene = row.text("Scene")?.trim().to_owned();
    let result = row.text("Result").map(|text| text.trim().to_lowercase()).unwrap_or_default();
    Some(Shot { scene, result, notes: row.text("Notes") })
}

/// A row's pages; of a completed scene without them the schedule's.
fn pages(production: &Production, day: &Day, row: &Record) -> Option<Pages> {
    if let Some(pages) = row.pages("Pages") {
        return Some(pages);
    }
    if row.text("Result").as_deref() != Some("complete") {
        return None;
    }
    let number = row.text("Scene")?;
    let named = |s: &&Scene| s.number.trim().eq_ignore_ascii_case(number.trim());
    let own = production.scenes_of(day).find(named);
    own.or_else(|| production.scenes.iter().find(named))?.pages
}

fn from_log(log: &Record) -> Progress {
    let shots = log.list("Scenes Completed").into_iter().filter(|s| !s.trim().is_empty());
    Progress {
        shots: shots
            .map(|scene| Shot { scene: scene.trim().to_owned(), result: "complete".into(), notes: None })
            .collect(),
        pages: log.pages("Pages"),
        seconds: seconds(log),
        setups: log.number("Setups"),
        takes: None,
    }
}

/// The sums of several days; `unreported` counts the shooting days among them that nobody wrote anything of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Totals {
    pub scenes: usize,
    pub pages: Pages,
    pub seconds: i64,
    pub setups: Decimal,
    /// Reported days without screen time, and without set-ups: their sums are at least what they say.
    pub untimed: usize,
    pub uncounted: usize,
    pub unreported: usize,
}

impl Totals {
    pub fn of<'a>(production: &Production, days: impl Iterator<Item = &'a Day>) -> Totals {
        let mut totals = Totals::default();
        let mut done: BTreeSet<String> = BTreeSet::new();
        for day in days {
            let progress = Progress::of(production, day);
            if !progress.is_told() {
                totals.unreported += 1;
                continue;
            }
            done.extend(progress.with(&["complete"]).iter().map(|s| s.scene.to_uppercase()));
            totals.pages = totals.pages + progress.pages.unwrap_or_default();
            totals.seconds = totals.seconds.saturating_add(progress.seconds.unwrap_or_default());
            totals.untimed += usize::from(progress.seconds.is_none());
            totals.uncounted += usize::from(progress.setups.is_none());
            totals.setups = totals.setups.saturating_add(progress.setups.unwrap_or_default());
        }
        totals.scenes = done.len();
        totals
    }
}

/// Everything scheduled on these days: scenes once each, pages of every row.
pub fn scheduled(production: &Production, wanted: impl Fn(&Scene) -> bool) -> (usize, Pages) {
    let rows: Vec<&Scene> = production.scenes.iter().filter(|scene| wanted(scene)).collect();
    let numbers: BTreeSet<String> = rows.iter().map(|scene| scene.number.to_uppercase()).collect();
    let pages = rows.iter().filter_map(|scene| scene.pages).sum();
    (numbers.len(), pages)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Cell, Field, Value};
    use std::collections::BTreeMap;

    fn row(seen: &str, number: Option<i64>) -> Record {
        let cell = Cell::new("inbox/log.xlsx", "Log", 1, 1);
        let value = number.map(|n| Value::Number(Decimal::from(n)));
        let field = Field { value, seen: seen.into(), cell: cell.clone(), inferred: false };
        Record {
            table: "unit-log",
            cell,
            fields: BTreeMap::from([("Screen Time", field)]),
            extra: Vec::new(),
            columns: BTreeMap::new(),
        }
    }

    #[test]
    fn screen_time_is_minutes_and_seconds() {
        // 7 × 60 + 1 = 421 seconds, also where a spreadsheet made a clock of it; 5 minutes are 300.
        for (seen, number, expected) in
            [("7:01", None, 421), ("07:01:00", Some(421), 421), ("0:07:01", None, 421), ("5", Some(5), 300)]
        {
            assert_eq!(seconds(&row(seen, number)), Some(expected), "{seen}");
        }
        assert_eq!(seconds(&row("about five", None)), None);
        assert_eq!(screen_time(421), "7:01");
    }
}
