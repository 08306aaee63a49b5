//! Schedules on paper: one-line, shooting schedule, stripboard, day out of days, calendar, each as PDF and as a workbook,
//! and the schedule as a file for other programs (`exchange`).
//!
//! `strips` turns a day's strips into print, `light` says what their colour says, `rows` finds who has a row in the day out
//! of days and `dood` its codes, `months` lays out the calendar, `book` writes the workbooks.

mod book;
pub mod dialect;
mod dood;
pub mod exchange;
pub mod light;
mod months;
pub mod rows;
mod strips;
#[cfg(test)]
mod tests;

use super::figures;
use super::job::{About, Body, Job};
use super::stamp;
use super::view::View;
use super::words::Words;
use crate::model::{DocumentKind, Schedule};
use chrono::Datelike;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Dates on a sheet of the day out of days: five weeks.
const DATES_A_SHEET: usize = 35;

pub fn jobs(view: &View) -> Vec<Job> {
    let schedule = Schedule::of(view.production);
    let strips = schedule.days().any(|day| !day.strips.is_empty());
    if !strips {
        return Vec::new();
    }
    let words = view.words;
    let press = Press { view, inputs: inputs(view) };
    let mut jobs = Vec::new();
    let board = strips::boards(view, &schedule);
    for (kind, name, title) in [
        (DocumentKind::OneLine, "one-line", words.get("schedule.one_line")),
        (DocumentKind::ShootingSchedule, "shooting-schedule", words.get("schedule.shooting")),
        (DocumentKind::Stripboard, "stripboard", words.get("schedule.stripboard")),
    ] {
        jobs.push(press.pdf(
            kind,
            name,
            title,
            json!({ "boards": board, "unscheduled": strips::unscheduled(view, &schedule) }),
        ));
    }
    jobs.push(press.book(
        DocumentKind::OneLine,
        "one-line",
        words.get("schedule.one_line"),
        book::one_line(view, &schedule, &press.inputs),
    ));
    let shooting = book::shooting(view, &schedule, &press.inputs);
    jobs.push(press.book(
        DocumentKind::ShootingSchedule,
        "shooting-schedule",
        words.get("schedule.shooting"),
        shooting,
    ));
    jobs.push(press.book(
        DocumentKind::Stripboard,
        "stripboard",
        words.get("schedule.stripboard"),
        book::board(view, &schedule, &press.inputs),
    ));
    if let Some(paper) = rows::paper(view, &schedule) {
        let (kind, name, title) =
            (DocumentKind::DayOutOfDays, "day-out-of-days", words.get("schedule.days_out"));
        jobs.push(press.pdf(kind, name, title, days(&paper, view)));
        jobs.push(press.book(kind, name, title, book::days_out(view, &paper, &press.inputs)));
    }
    let (kind, name, title) = (DocumentKind::ScheduleCalendar, "calendar", words.get("schedule.calendar"));
    if let Some(months) = months::months(view, &schedule) {
        jobs.push(press.pdf(kind, name, title, json!({ "months": months })));
        jobs.push(press.book(kind, name, title, book::calendar(view, &schedule, &press.inputs)));
    }
    let uss = exchange::write(view, &schedule);
    jobs.push(press.job(
        DocumentKind::ScheduleFile,
        "schedule.uss",
        words.get("schedule.file"),
        Body::Bytes(uss),
    ));
    jobs
}

/// What every paper says of itself.
struct Press<'a> {
    view: &'a View<'a>,
    inputs: BTreeSet<String>,
}

impl Press<'_> {
    fn job(&self, kind: DocumentKind, file: &str, title: &str, body: Body) -> Job {
        Job {
            kind,
            path: format!("schedule/{file}"),
            title: title.to_string(),
            body,
            inputs: self.inputs.clone(),
            about: About::default(),
        }
    }

    fn book(&self, kind: DocumentKind, name: &str, title: &str, body: Body) -> Job {
        self.job(kind, &format!("{name}.xlsx"), title, body)
    }

    fn pdf(&self, kind: DocumentKind, name: &'static str, title: &str, data: Value) -> Job {
        let facts = &self.view.production.facts;
        let mut data = data;
        if let Value::Object(map) = &mut data {
            map.insert("stamp".into(), stamp::stamp_in(self.view, self.view.words, title, &self.inputs));
            map.insert("schedule".into(), json!(facts.schedule_revision));
            map.insert("script".into(), json!(facts.script_revision));
        }
        self.job(
            kind,
            &format!("{name}.pdf"),
            title,
            Body::Pdf { template: name, data: figures::breakable(data) },
        )
    }
}

fn inputs(view: &View) -> BTreeSet<String> {
    let tables =
        ["scenes", "schedule", "elements", "availability", "calendar", "cast", "calls", "background"];
    stamp::inputs_with(view, &tables)
}

/// The day out of days for print: sheets of five weeks, the sums on the last.
fn days(paper: &rows::Paper, view: &View) -> Value {
    let words = view.words;
    let sheets = paper.dates.len().div_ceil(DATES_A_SHEET).max(1);
    let sheets: Vec<Value> = (0..sheets)
        .map(|at| {
            let from = at * DATES_A_SHEET;
            let to = (from + DATES_A_SHEET).min(paper.dates.len());
            let dates = paper.dates.get(from..to).unwrap_or_default();
            let groups = paper.groups.iter().map(|group| {
                json!({
                    "title": words.get(group.word),
                    "rows": group.rows.iter().map(|row| json!({
                        "number": row.number,
                        "name": row.name,
                        "codes": row.codes.get(from..to).unwrap_or_default(),
                        "totals": totals(row, words),
                    })).collect::<Vec<_>>(),
                })
            });
            json!({
                "number": at + 1,
                "last": at + 1 == sheets,
                "from": dates.first().map(|d| words.date_medium(d.date)),
                "to": dates.last().map(|d| words.date_medium(d.date)),
                "dates": dates.iter().map(|date| json!({
                    "month": words.month_short(date.date),
                    "day": date.date.day().to_string(),
                    "weekday": words.weekday_short(date.date).chars().take(2).collect::<String>(),
                    "numbers": date.numbers.join(", "),
                    "company": match date.company {
                        dood::Company::Works => "works",
                        dood::Company::Travels => "travels",
                        dood::Company::Holiday => "holiday",
                        dood::Company::Off => "off",
                    },
                })).collect::<Vec<_>>(),
                "groups": groups.collect::<Vec<_>>(),
            })
        })
        .collect();
    json!({ "sheets": sheets })
}

fn totals(row: &rows::Row, words: &Words) -> Value {
    let date = |date: Option<chrono::NaiveDate>| date.map(|d| words.date_numbers(d));
    let count = |n: i64| if n == 0 { String::new() } else { n.to_string() };
    let totals = &row.totals;
    json!({
        "travel": count(totals.travel),
        "work": count(totals.work),
        "hold": count(totals.hold),
        "holiday": count(totals.holiday),
        "other": count(totals.other),
        "all": count(totals.all()),
        "start": date(totals.start),
        "finish": date(totals.finish),
    })
}
