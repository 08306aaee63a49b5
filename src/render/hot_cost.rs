//! The hot cost: what the day's labour was budgeted at against what the time sheets and rules make of it, person by person.
//!
//! Budgeted is the guaranteed day: the guarantee at the hour's rate (straight time), the day's rate, or the week's rate over
//! the workweek's days. Actual is what the pay rules in force make of the day, and the penalties and premiums found of it.
//! Who has no rate or no guarantee, or whose day cannot be told yet, is listed and counts in neither sum.

mod book;
mod line;

use super::call_sheet::crew::department_rank;
use super::call_sheet::{self, Sheet};
use super::job::{About, Job};
use super::paper::{self, Column, Head, Paper};
use super::payroll::paid::Paid;
use super::payroll::{found::Found, tenths, worked};
use super::stamp;
use super::view::View;
use crate::model::{Day, DocumentKind, Purse};
use line::Line;
use rust_decimal::Decimal;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The tables that a day's pay and its budget are worked out from.
const MADE_OF: [&str; 12] = [
    "production",
    "schedule",
    "unit-log",
    "timesheets",
    "cast",
    "crew",
    "calls",
    "pushes",
    "consents",
    "calendar",
    "locations",
    "driver-log",
];

/// A page and a workbook for each unit's day that somebody worked.
pub fn jobs(view: &View) -> Vec<Job> {
    let all = worked::all(view.production);
    let (paid, found) = (Paid::of(view.report), Found::of(view.report));
    let mut running: BTreeMap<&str, Purse> = BTreeMap::new();
    let days = call_sheet::days(view).filter(|day| day.date <= view.today);
    days.filter_map(|day| {
        let sheet = Sheet::new(view, day);
        let mut lines = line::lines(view, &sheet, &all, &paid, &found);
        lines.sort_by_key(|l| (department_rank(&l.department), l.department.to_lowercase()));
        if lines.is_empty() {
            return None;
        }
        let running = running.entry(day.unit.as_str()).or_default();
        let sums = Sums::of(&lines, running);
        let page = page(view, &sheet, &lines, &sums);
        let book = Job {
            path: page.path.replace(".pdf", ".xlsx"),
            body: book::book(view, &sheet, &lines, &sums, &page),
            ..page.clone()
        };
        Some([page, book])
    })
    .flatten()
    .collect()
}

/// What the lines come to, in each currency; a line with an open end is in none of them.
#[derive(Default)]
struct Sums {
    budget: Purse,
    actual: Purse,
    over: Purse,
    /// Over or under of this day and those before it.
    running: Purse,
    /// How many lines are in no sum.
    open: usize,
}

impl Sums {
    /// Adds the day to what ran up before.
    fn of(lines: &[Line], running: &mut Purse) -> Sums {
        let mut sums = Sums::default();
        for line in lines {
            let (Some(budget), Some(actual), Some(over)) = (&line.budget, &line.actual, line.over()) else {
                sums.open += 1;
                continue;
            };
            sums.budget.add(budget);
            sums.actual.add(actual);
            sums.over.add(&over);
            running.add(&over);
        }
        sums.running = running.clone();
        sums
    }
}

fn page(view: &View, sheet: &Sheet, lines: &[Line], sums: &Sums) -> Job {
    let (words, day): (_, &Day) = (sheet.words, sheet.day);
    let mut rows: Vec<Vec<Value>> = Vec::new();
    let mut last = "";
    for line in lines {
        if line.department != last {
            rows.push(paper::banner(&line.department));
            last = &line.department;
        }
        rows.push(vec![
            paper::strong(line.name.clone()),
            paper::cell(line.position.clone()),
            paper::cell(line.budget_hours.map(|h| tenths::printed(words, h))),
            line.hours.map_or_else(|| json!("?"), |h| json!(tenths::printed(words, h))),
            paper::cell(line.budget.as_ref().map(|m| words.number(m.amount, 2))),
            line.actual.as_ref().map_or_else(|| json!("?"), |m| json!(words.number(m.amount, 2))),
            match &line.over() {
                Some(by) if by.amount > Decimal::ZERO => {
                    paper::flag(format!("+{}", words.number(by.amount, 2)))
                }
                Some(by) => json!(words.number(by.amount, 2)),
                None => Value::Null,
            },
            paper::cell((!line.notes.is_empty()).then(|| line.notes.join("; "))),
        ]);
    }
    let said = |purse: &Purse| purse.iter().map(|m| words.money(&m)).collect::<Vec<_>>().join(" + ");
    let columns = [
        Column::new(words.get("common.col_name"), 2.4),
        Column::new(words.get("common.col_position"), 2.2),
        Column::new(words.get("paper.budget_hours"), 0.8).end(),
        Column::new(words.get("paper.hours"), 0.8).end(),
        Column::new(words.get("paper.budget"), 1.2).end(),
        Column::new(words.get("paper.actual"), 1.2).end(),
        Column::new(words.get("paper.over"), 1.2).end(),
        Column::new(words.get("paper.notes"), 2.6),
    ];
    let total = vec![
        json!(words.get("paper.total")),
        Value::Null,
        Value::Null,
        Value::Null,
        json!(said(&sums.budget)),
        json!(said(&sums.actual)),
        json!(said(&sums.over)),
        Value::Null,
    ];
    let run = said(&sums.running);
    let mut paragraphs = vec![
        words.say("paper.hot_basis", &[]),
        words.say("paper.hot_running", &[("sum", if run.is_empty() { "0" } else { &run })]),
    ];
    if sums.open > 0 {
        paragraphs.push(words.count("paper.hot_open", sums.open));
    }
    let blocks =
        vec![paper::table_with_total(None, None, &columns, rows, total), paper::text(None, paragraphs)];
    let head = Head {
        words,
        title: words.get("paper.hot_cost"),
        line: format!("{} · {}", words.date_full(day.date), sheet.unit()),
        right: Some(call_sheet::header::day_line(sheet)),
        mark: Some(words.get("paper.confidential")),
        landscape: true,
        one_page_a_side: false,
    };
    let paper = Paper {
        kind: DocumentKind::HotCost,
        template: "hot-cost",
        path: format!("money/hot-cost/{}.pdf", call_sheet::stem(day)),
        inputs: stamp::inputs_with(view, &MADE_OF),
        about: About::of_day(day),
    };
    paper::job(view, &head, blocks, paper)
}
