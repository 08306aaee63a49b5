//! The calendar: a page a month, a cell a date, weeks from Monday or Sunday by the country.

use super::strips::day_words;
use crate::model::{BoardDay, Schedule};
use crate::render::view::View;
use crate::render::words::Words;
use chrono::{Datelike, Days, NaiveDate};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Pages for ten years: a date mistyped by a century makes no thousand pages.
const MOST_MONTHS: usize = 120;

pub fn months(view: &View, schedule: &Schedule) -> Option<Vec<Value>> {
    let (first, last) = schedule.span()?;
    let mut by_date: BTreeMap<NaiveDate, Vec<&BoardDay>> = BTreeMap::new();
    for day in schedule.days() {
        if let Some(date) = day.date {
            by_date.entry(date).or_default().push(day);
        }
    }
    let mut months = Vec::new();
    let mut month = first.with_day(1)?;
    while month <= last && months.len() < MOST_MONTHS {
        months.push(page(view, schedule, &by_date, month));
        month = month.checked_add_months(chrono::Months::new(1))?;
    }
    Some(months)
}

fn starts_on_sunday(view: &View) -> bool {
    matches!(view.production.facts.country.as_str(), "US" | "CA" | "MX" | "JP" | "BR")
}

fn page(
    view: &View,
    schedule: &Schedule,
    by_date: &BTreeMap<NaiveDate, Vec<&BoardDay>>,
    month: NaiveDate,
) -> Value {
    let sunday = starts_on_sunday(view);
    let before = match sunday {
        true => month.weekday().num_days_from_sunday(),
        false => month.weekday().num_days_from_monday(),
    };
    let start = month.checked_sub_days(Days::new(u64::from(before))).unwrap_or(month);
    let mut weeks: Vec<Vec<Value>> = Vec::new();
    for date in start.iter_days().take(42) {
        if weeks.last().is_none_or(|week| week.len() == 7) {
            if date > month && date.month() != month.month() {
                break;
            }
            weeks.push(Vec::new());
        }
        let inside = date.month() == month.month();
        let cell = if inside {
            cell(view, schedule, by_date.get(&date).map_or(&[], Vec::as_slice), date)
        } else {
            Value::Null
        };
        if let Some(week) = weeks.last_mut() {
            week.push(cell);
        }
    }
    let words = view.words;
    // Any seven days running, from the first of a week on.
    let names: Vec<&str> = start.iter_days().take(7).map(|date| words.weekday_short(date)).collect();
    json!({ "title": format!("{} {}", words.month(month), month.year()), "weekdays": names, "weeks": weeks })
}

fn cell(view: &View, schedule: &Schedule, days: &[&BoardDay], date: NaiveDate) -> Value {
    let off = schedule.off(date);
    let works = view.production.facts.workweek.contains(&date.weekday());
    let entries = days.iter().map(|day| {
        let sets: Vec<&str> = {
            let mut sets: Vec<&str> =
                day.scenes().map(|s| s.set.as_str()).filter(|s| !s.is_empty()).collect();
            sets.dedup();
            sets
        };
        json!({
            "title": day_words(view.words, day),
            "shoot": day.is_shoot(),
            "location": day.day.and_then(|d| d.location.as_ref()).map(|l| l.value.trim().to_string())
                .or_else(|| day.scenes().find_map(|s| s.location.clone())),
            "scenes": day.scenes().map(|s| s.number.as_str()).collect::<Vec<_>>().join(", "),
            "count": day.scenes().count(),
            "pages": view.words.page_sum(&schedule.page_sum(day.scenes())),
            "set": sets.first(),
            "more": sets.len().saturating_sub(1),
        })
    });
    json!({
        "day": date.day(),
        "off": off.map(|off| off.name.clone().unwrap_or_else(|| off_word(view.words, &off.kind))),
        "works": works && off.is_none(),
        "entries": entries.collect::<Vec<_>>(),
    })
}

/// What a calendar day without a name is called: its kind.
fn off_word(words: &Words, kind: &str) -> String {
    match kind {
        "holiday" => words.get("day_types.holiday").to_owned(),
        "day off" | "off" => words.get("day_types.off").to_owned(),
        _ => kind.to_owned(),
    }
}
