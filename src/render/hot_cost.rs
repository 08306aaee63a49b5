//! The hot cost: what the day's labour was budgeted at against what the time sheets and rules make of it, person by person.
//!
//! Budgeted is the guaranteed day: the guarantee (a person's, else the Schedule's of the day) at the hour's rate (straight time), the day's rate, or the week's rate over
//! the workweek's days. Actual is what the pay rules in force make of the day, and the penalties and premiums found of it.
//! Who has no rate or no guarantee, or whose day cannot be told yet, is listed and counts in neither sum.

mod book;
mod counts;
mod departments;
mod line;

use super::call_sheet::crew::department_rank;
use super::call_sheet::{self, Sheet};
use super::job::{About, Job};
use super::paper::{self, Column, Head, Paper};
use super::payroll::paid::Paid;
use super::payroll::{found::Found, tenths, worked};
use super::stamp;
use super::view::View;
use super::words::Words;
use crate::model::{Day, DocumentKind, Purse};
use counts::Count;
use departments::Department;
use line::Line;
use rust_decimal::Decimal;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The tables that a day's pay and its budget are worked out from.
const MADE_OF: [&str; 15] = [
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
    "background",
    "media",
    "scenes",
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
        let cost = Cost {
            sums: Sums::of(&lines, running),
            departments: Department::all(&lines),
            counts: counts::all(view, &sheet),
            lines,
        };
        let page = page(view, &sheet, &cost);
        let book = Job {
            path: page.path.replace(".pdf", ".xlsx"),
            body: book::book(view, &sheet, &cost, &page),
            ..page.clone()
        };
        Some([page, book])
    })
    .flatten()
    .collect()
}

/// A day's hot cost: its lines, what they come to, and what was counted.
struct Cost {
    lines: Vec<Line>,
    sums: Sums,
    departments: Vec<Department>,
    counts: Vec<Count>,
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

fn page(view: &View, sheet: &Sheet, cost: &Cost) -> Job {
    let (lines, sums) = (&cost.lines, &cost.sums);
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
            match line.hours {
                Some(hours) => json!(tenths::printed(words, hours)),
                None if line.group => Value::Null,
                None => json!("?"),
            },
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
    let due = day.date.succ_opt().unwrap_or(day.date);
    let mut paragraphs = vec![
        words.say("paper.hot_due", &[("date", &words.date_full(due))]),
        words.say("paper.hot_basis", &[]),
        words.say("paper.hot_running", &[("sum", if run.is_empty() { "0" } else { &run })]),
    ];
    if sums.open > 0 {
        paragraphs.push(words.count("paper.hot_open", sums.open));
    }
    let mut blocks = vec![
        by_department(words, &cost.departments),
        paper::table_with_total(Some(words.get("paper.hot_people")), None, &columns, rows, total),
    ];
    if !cost.counts.is_empty() {
        blocks.push(counted(words, &cost.counts));
        paragraphs.push(words.get("paper.hot_others_basis").to_owned());
    }
    blocks.push(paper::text(None, paragraphs));
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

/// Department, hours, money, over or under: one line each, in each currency.
fn by_department(words: &Words, departments: &[Department]) -> Value {
    let hours = |hours: Decimal| paper::cell((!hours.is_zero()).then(|| words.number(hours, 1)));
    let rows = departments
        .iter()
        .map(|d| {
            let over = d.over();
            let shown = words.number(over, 2);
            let known = d.lines > 0;
            let money = |amount: Decimal| paper::cell(known.then(|| words.number(amount, 2)));
            vec![
                paper::strong(d.name.clone()),
                paper::cell(known.then(|| words.whole(d.lines as u64))),
                hours(d.budget_hours),
                hours(d.hours),
                money(d.budget),
                money(d.actual),
                match over {
                    _ if !known => Value::Null,
                    over if over > Decimal::ZERO => paper::flag(format!("+{shown}")),
                    _ => json!(shown),
                },
                paper::cell((d.open > 0).then(|| words.whole(d.open as u64))),
                paper::cell(Some(d.currency.clone())),
            ]
        })
        .collect();
    let columns = [
        Column::new(words.get("common.col_department"), 2.6),
        Column::new(words.get("paper.hot_lines"), 0.8).end(),
        Column::new(words.get("paper.budget_hours"), 1.0).end(),
        Column::new(words.get("paper.hours"), 0.9).end(),
        Column::new(words.get("paper.budget"), 1.2).end(),
        Column::new(words.get("paper.actual"), 1.2).end(),
        Column::new(words.get("paper.over"), 1.2).end(),
        Column::new(words.get("paper.hot_unknown"), 0.9).end(),
        Column::new(words.get("paper.currency"), 1.0),
    ];
    paper::table(Some(words.get("paper.hot_departments")), None, &columns, rows)
}

/// Background, catering and media: what was planned, and what came.
fn counted(words: &Words, counts: &[Count]) -> Value {
    let number = |n: Decimal| words.number(n, u32::from(!n.fract().is_zero()));
    let rows = counts
        .iter()
        .map(|count| {
            let by = count.difference().map(|by| {
                let sign = if by > 0 { "+" } else { "" };
                format!("{sign}{}", words.number(Decimal::from(by), 0))
            });
            vec![
                json!(count.name),
                paper::cell(count.planned.map(number)),
                paper::cell(count.actual.map(number)),
                paper::cell(by),
            ]
        })
        .collect();
    let columns = [
        Column::new(words.get("paper.hot_item"), 4.0),
        Column::new(words.get("paper.hot_planned"), 1.0).end(),
        Column::new(words.get("paper.actual"), 1.0).end(),
        Column::new(words.get("paper.hot_difference"), 1.0).end(),
    ];
    paper::table(Some(words.get("paper.hot_others")), None, &columns, rows)
}
