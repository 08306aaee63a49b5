//! What was shot: of each day from the Progress table, else from the unit's log; and of all days together.

use super::amount::Amount;
use super::slates;
use crate::model::{Day, MAIN_UNIT, Production, Record, Scene, Schedule, scene_number};
use crate::render::written;
use chrono::NaiveDate;
use rust_decimal::prelude::ToPrimitive;
use std::collections::{BTreeMap, BTreeSet};

/// A scene as a day's report has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shot {
    pub scene: String,
    /// complete, part, retake, added, not shot, deleted
    pub result: String,
    pub notes: Option<String>,
}

/// What a day's work or a schedule is measured in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Measures {
    /// In eighths.
    pub pages: Amount,
    /// Screen time, in seconds.
    pub seconds: Amount,
    pub setups: Amount,
    pub slates: Amount,
    pub takes: Amount,
}

impl Measures {
    fn and(self, other: Measures) -> Measures {
        Measures {
            pages: self.pages.and(other.pages),
            seconds: self.seconds.and(other.seconds),
            setups: self.setups.and(other.setups),
            slates: self.slates.and(other.slates),
            takes: self.takes.and(other.takes),
        }
    }
}

/// A day's progress: what nobody wrote is in no sum.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Progress {
    pub shots: Vec<Shot>,
    pub sums: Measures,
    /// The slates as they are written: `101-112`.
    pub slate_numbers: Vec<String>,
}

/// The progress of every day, read once: reports and mails of many days add the same days up again and again.
pub struct Reported<'a> {
    pub schedule: Schedule<'a>,
    days: BTreeMap<(NaiveDate, &'a str), Progress>,
}

impl<'a> Reported<'a> {
    pub fn of(production: &'a Production) -> Reported<'a> {
        let schedule = Schedule::of(production);
        let own = |day: &'a Day| ((day.date, day.unit.as_str()), Progress::of(production, &schedule, day));
        let days = production.days.iter().filter(|day| day.is_shoot()).map(own).collect();
        Reported { schedule, days }
    }

    /// What was shot on a day; nothing of it where nobody wrote anything.
    pub fn day(&self, day: &Day) -> Progress {
        self.days.get(&(day.date, day.unit.as_str())).cloned().unwrap_or_default()
    }

    pub fn is_told(&self, day: &Day) -> bool {
        self.days.get(&(day.date, day.unit.as_str())).is_some_and(Progress::is_told)
    }
}

impl Progress {
    /// Of a unit's day: the script supervisor's rows beat the log's summary, figure by figure.
    fn of(production: &Production, schedule: &Schedule, day: &Day) -> Progress {
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
        // Of what was not shot or is cut nobody writes a figure.
        let worked: Vec<&&Record> =
            rows.iter().filter(|row| !matches!(result(row).as_str(), "not shot" | "deleted")).collect();
        let sum = |of: &dyn Fn(&Record) -> Option<i64>, logged: Amount| {
            let sum = Amount::all(worked.iter().map(|row| of(row)));
            if sum.sum.is_some() { sum } else { logged }
        };
        let by_number = slates::by_number(&rows);
        let sums = Measures {
            pages: sum(&|row| pages(production, schedule, day, row), of_log.sums.pages),
            seconds: sum(&|row| row.running("Screen Time").map(|r| r.0), of_log.sums.seconds),
            setups: sum(&|row| setups(row, by_number), of_log.sums.setups),
            slates: sum(&|row| slates::of(row, by_number), of_log.sums.slates),
            takes: sum(&|row| whole(row, "Takes"), of_log.sums.takes),
        };
        let own: Vec<String> = rows.iter().filter_map(|row| slates::written(row)).collect();
        Progress {
            shots: rows.iter().filter_map(|row| shot(row)).collect(),
            sums,
            slate_numbers: if own.is_empty() { of_log.slate_numbers } else { own },
        }
    }

    pub fn is_told(&self) -> bool {
        let sums = &self.sums;
        let any = [sums.pages, sums.seconds, sums.setups, sums.slates, sums.takes];
        !self.shots.is_empty() || any.iter().any(|amount| amount.sum.is_some())
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

pub fn is_of(row: &Record, unit: &str) -> bool {
    let own = row.text("Unit").map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    own.as_deref().unwrap_or(MAIN_UNIT).eq_ignore_ascii_case(unit)
}

fn result(row: &Record) -> String {
    row.text("Result").map(|text| text.trim().to_lowercase()).unwrap_or_default()
}

fn shot(row: &Record) -> Option<Shot> {
    let scene = row.text("Scene")?.trim().to_owned();
    Some(Shot { scene, result: result(row), notes: row.text("Notes") })
}

/// A whole number; half a set-up is nobody's count.
pub fn whole(row: &Record, heading: &str) -> Option<i64> {
    row.number(heading).filter(|n| n.is_integer()).and_then(|n| n.to_i64())
}

/// British slating gives each set-up its slate: where set-ups are not written, the slates count.
fn setups(row: &Record, by_number: bool) -> Option<i64> {
    whole(row, "Setups").or_else(|| slates::of(row, by_number))
}

/// A row's eighths; of a completed scene without them the schedule's or the script's. A retake adds nothing of itself.
fn pages(production: &Production, schedule: &Schedule, day: &Day, row: &Record) -> Option<i64> {
    if let Some(pages) = row.pages("Pages") {
        return Some(i64::from(pages.eighths));
    }
    match result(row).as_str() {
        "retake" => return Some(0),
        "complete" => {}
        _ => return None,
    }
    let number = row.text("Scene")?;
    let named = |s: &&Scene| s.number.trim().eq_ignore_ascii_case(number.trim());
    let own = production.scenes_of(day).find(named).or_else(|| production.scenes.iter().find(named));
    let pages = match own {
        Some(scene) => schedule.pages(scene),
        None => schedule.script(&number)?.pages,
    };
    Some(i64::from(pages?.eighths))
}

fn from_log(log: &Record) -> Progress {
    let shots = log.list("Scenes Completed").into_iter().filter(|s| !s.trim().is_empty());
    Progress {
        shots: shots
            .map(|scene| Shot { scene: scene.trim().to_owned(), result: "complete".into(), notes: None })
            .collect(),
        sums: Measures {
            pages: Amount::of(log.pages("Pages").map(|pages| i64::from(pages.eighths))),
            seconds: Amount::of(log.running("Screen Time").map(|r| r.0)),
            setups: Amount::of(setups(log, false)),
            slates: Amount::of(slates::of(log, false)),
            takes: Amount::of(whole(log, "Takes")),
        },
        slate_numbers: slates::written(log).into_iter().collect(),
    }
}

/// The sums of several days; `unreported` counts the shooting days among them that nobody wrote anything of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Totals {
    /// Scenes completed, by the key of their number.
    pub done: BTreeSet<String>,
    /// Scenes cut from the script.
    pub deleted: BTreeSet<String>,
    pub sums: Measures,
    /// Days on which something was added or shot again.
    pub added_days: usize,
    pub unreported: usize,
}

impl Totals {
    pub fn of<'a>(reported: &Reported, days: impl Iterator<Item = &'a Day>) -> Totals {
        let mut totals = Totals::default();
        for day in days {
            let found = reported.days.get(&(day.date, day.unit.as_str()));
            let Some(progress) = found.filter(|progress| progress.is_told()) else {
                totals.unreported += 1;
                continue;
            };
            let keys = |results: &[&str]| -> Vec<String> {
                progress.with(results).iter().map(|s| scene_number::key(&s.scene)).collect()
            };
            totals.done.extend(keys(&["complete"]));
            totals.deleted.extend(keys(&["deleted"]));
            totals.added_days += usize::from(!progress.with(&["added", "retake"]).is_empty());
            totals.sums = totals.sums.and(progress.sums);
        }
        totals
    }
}

/// What is scheduled: its scenes, once each, and what they come to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Planned {
    /// By the key of their number.
    pub scenes: BTreeSet<String>,
    /// Slates and takes are planned by nobody.
    pub sums: Measures,
}

impl Planned {
    pub fn of<'a>(schedule: &Schedule<'a>, scenes: impl Iterator<Item = &'a Scene>) -> Planned {
        let scenes: Vec<&Scene> =
            scenes.filter(|scene| !scene_number::is_omitted(&scene.number, &scene.set)).collect();
        let all = |of: &dyn Fn(&Scene) -> Option<i64>| Amount::all(scenes.iter().map(|scene| of(scene)));
        Planned {
            scenes: scenes.iter().map(|scene| scene_number::key(&scene.number)).collect(),
            sums: Measures {
                pages: all(&|scene| schedule.pages(scene).map(|pages| i64::from(pages.eighths))),
                seconds: all(&|scene| schedule.timing(scene).map(|timing| timing.0)),
                setups: all(&|scene| schedule.setups(scene).map(i64::from)),
                ..Measures::default()
            },
        }
    }
}
