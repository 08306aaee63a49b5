//! The hot cost: what the day's labour was budgeted at against what the time sheets and rules make of it, person by person.
//!
//! Budgeted is the guaranteed day: the guarantee at the hour's rate (straight time), the day's rate, or the week's rate over
//! the workweek's days. Actual is what the pay rules in force make of the day, and the penalties and premiums found of it.
//! Who has no rate or no guarantee, or whose day cannot be told yet, is listed and counts in neither sum.

use super::call_sheet::crew::department_rank;
use super::call_sheet::{self, Sheet};
use super::job::{About, Body, Job};
use super::paper::{self, Column, Head};
use super::payroll::paid::Paid;
use super::payroll::{found, found::Found, tenths, worked};
use super::stamp;
use super::view::View;
use super::words::{self, Words};
use super::written;
use crate::model::{Day, DocumentKind, Listed, Minutes, Money, Per, Purse};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// One for each unit's day that somebody worked.
pub fn jobs(view: &View) -> Vec<Job> {
    let all = worked::all(view.production);
    let (paid, found) = (Paid::of(view.report), Found::of(view.report));
    let mut running = BTreeMap::new();
    call_sheet::days(view)
        .filter(|day| day.date <= view.today)
        .filter_map(|day| job(view, day, &all, &paid, &found, running.entry(day.unit.as_str()).or_default()))
        .collect()
}

/// A person's day in money.
struct Line {
    department: String,
    name: String,
    position: Option<String>,
    budget_hours: Option<Minutes>,
    hours: Option<Minutes>,
    budget: Option<Money>,
    actual: Option<Money>,
    notes: Vec<String>,
}

fn job(
    view: &View,
    day: &Day,
    all: &[worked::Worked],
    paid: &Paid,
    found: &Found,
    running: &mut Purse,
) -> Option<Job> {
    let sheet = Sheet::new(view, day);
    let words = sheet.words;
    let mut lines = lines(view, &sheet, all, paid, found);
    if lines.is_empty() {
        return None;
    }
    lines.sort_by_key(|l| (department_rank(&l.department), l.department.to_lowercase()));
    let (mut budget, mut actual, mut over, mut open) =
        (Purse::default(), Purse::default(), Purse::default(), 0);
    let mut rows: Vec<Vec<Value>> = Vec::new();
    let mut last = String::new();
    for line in &lines {
        if line.department != last {
            rows.push(paper::banner(&line.department));
            last.clone_from(&line.department);
        }
        let difference = difference(line);
        match (&line.budget, &line.actual, &difference) {
            (Some(planned), Some(paid), Some(by)) => {
                budget.add(planned);
                actual.add(paid);
                over.add(by);
                running.add(by);
            }
            _ => open += 1,
        }
        rows.push(vec![
            paper::strong(line.name.clone()),
            paper::cell(line.position.clone()),
            paper::cell(line.budget_hours.map(|h| tenths::printed(words, h))),
            line.hours.map_or_else(|| json!("?"), |h| json!(tenths::printed(words, h))),
            paper::cell(line.budget.as_ref().map(|m| words.number(m.amount, 2))),
            line.actual.as_ref().map_or_else(|| json!("?"), |m| json!(words.number(m.amount, 2))),
            match &difference {
                Some(by) if by.amount > Decimal::ZERO => {
                    paper::flag(format!("+{}", words.number(by.amount, 2)))
                }
                Some(by) => json!(words.number(by.amount, 2)),
                None => Value::Null,
            },
            paper::cell((!line.notes.is_empty()).then(|| line.notes.join("; "))),
        ]);
    }
    let sum = |purse: &Purse| json!(purse.iter().map(|m| words.money(&m)).collect::<Vec<_>>().join(" + "));
    let columns = [
        Column::new(words.get("common.col_name"), 1.8),
        Column::new(words.get("common.col_position"), 1.8),
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
        sum(&budget),
        sum(&actual),
        sum(&over),
        Value::Null,
    ];
    let run = running.iter().map(|m| words.money(&m)).collect::<Vec<_>>().join(" + ");
    let mut paragraphs = vec![
        words.say("paper.hot_basis", &[]),
        words.say("paper.hot_running", &[("sum", if run.is_empty() { "0" } else { &run })]),
    ];
    if open > 0 {
        paragraphs.push(words.count("paper.hot_open", open));
    }
    let blocks =
        vec![paper::table_with_total(None, None, &columns, rows, total), paper::text(None, paragraphs)];
    let head = Head {
        words,
        title: words.get("paper.hot_cost"),
        line: format!("{} · {}", words.date_full(day.date), sheet.unit()),
        right: Some(call_sheet::header::day_line(&sheet)),
        mark: Some(words.get("paper.confidential")),
        landscape: true,
        one_page_a_side: false,
    };
    Some(Job {
        kind: DocumentKind::HotCost,
        path: format!("money/hot-cost/{}.pdf", call_sheet::stem(day)),
        title: paper::title(view, &head),
        body: Body::Pdf {
            template: "hot-cost",
            data: super::figures::breakable(paper::data(view, &head, blocks)),
        },
        inputs: stamp::inputs(view),
        about: About {
            date: Some(day.date),
            unit: Some(day.unit.clone()),
            day_number: day.number,
            ..About::default()
        },
    })
}

/// Actual less budgeted; `None` where either is not known or their currencies differ.
fn difference(line: &Line) -> Option<Money> {
    let (budget, actual) = (line.budget.as_ref()?, line.actual.as_ref()?);
    (budget.currency == actual.currency)
        .then(|| Money::new(actual.amount.saturating_sub(budget.amount), actual.currency.clone()))
}

fn lines(view: &View, sheet: &Sheet, all: &[worked::Worked], paid: &Paid, found: &Found) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for day in worked::of_day(all, sheet.day.date, &sheet.day.unit).filter(|day| day.is_work()) {
        // A split day is one line: its hours are added, its pay is the day's.
        let hours = day.hours().worked;
        if let Some(line) = lines.iter_mut().find(|line| line.name == day.person.name) {
            line.hours = line.hours.zip(hours).map(|(a, b)| Minutes(a.0.saturating_add(b.0)));
            continue;
        }
        let department = match day.person.listed {
            Listed::Cast => sheet.words.get("call_sheet.cast_title").to_owned(),
            _ => {
                day.person.department.clone().unwrap_or_else(|| sheet.words.get("call_sheet.crew").to_owned())
            }
        };
        let (budget_hours, budget) = budgeted(view, day);
        let (actual, notes) = actual(sheet, day, paid, found);
        lines.push(Line {
            department,
            name: day.person.name.clone(),
            position: day
                .shift
                .terms
                .position
                .as_ref()
                .map(|p| p.value.clone())
                .or_else(|| day.person.character.clone()),
            budget_hours,
            hours,
            budget,
            actual,
            notes,
        });
    }
    lines
}

/// The guaranteed day, as hours and as money.
fn budgeted(view: &View, day: &worked::Worked) -> (Option<Minutes>, Option<Money>) {
    let row = written::row(view.production, "crew", &day.person.cell);
    let guarantee = row.and_then(|row| row.duration("Guarantee"));
    let terms = &day.shift.terms;
    let (Some(rate), Some(per)) = (&terms.rate, &terms.per) else { return (guarantee, None) };
    let days = Decimal::from(view.production.facts.workweek.len());
    let amount = match per.value {
        Per::Hour => guarantee.and_then(|hours| {
            rate.value.amount.checked_mul(Decimal::from(hours.0))?.checked_div(Decimal::from(60))
        }),
        Per::Day => Some(rate.value.amount),
        Per::Week => rate.value.amount.checked_div(days),
    };
    (guarantee, amount.map(|amount| Money::new(amount, rate.value.currency.clone()).to_cent()))
}

/// What a sum waits for as the pay rules say it, in the words of the set; what they say besides stands as it is.
fn gap(words: &Words, why: &str) -> String {
    const KEYS: [&str; 12] = [
        "release_before",
        "earlier_day",
        "no_meals",
        "call",
        "release",
        "wrap",
        "day_from",
        "day_to",
        "two_readings",
        "meal_length",
        "meal_end",
        "guarantee",
    ];
    // The rules speak English: their sentences are those of the British file.
    let english = words::of("en", "GB");
    let known = KEYS.iter().map(|key| format!("gaps.{key}")).find(|key| english.get(key) == why);
    known.map_or_else(|| why.to_owned(), |key| words.get(&key).to_owned())
}

/// The day's gross and what was found on top of it; what was found is named.
fn actual(sheet: &Sheet, day: &worked::Worked, paid: &Paid, found: &Found) -> (Option<Money>, Vec<String>) {
    let (name, date) = (day.person.name.as_str(), sheet.day.date);
    let days = paid.on(name, date);
    let findings = found.on(name, date);
    let mut notes = Vec::new();
    let mut sum: Option<Money> = None;
    let mut certain = !days.is_empty();
    for pay in days {
        match (&pay.gross, &mut sum) {
            (Some(gross), None) => sum = Some(gross.clone()),
            (Some(gross), Some(sum)) if sum.currency == gross.currency => {
                sum.amount = sum.amount.saturating_add(gross.amount);
            }
            _ => certain = false,
        }
        notes.extend(pay.missing.iter().map(|why| gap(sheet.words, why)));
    }
    for finding in findings {
        if days.iter().any(|pay| pay.includes.contains(&finding.rule)) {
            continue;
        }
        if found::is_open(finding) {
            certain = false;
            notes.push(finding.rule.clone());
        }
        if let (Some(cost), Some(sum)) = (found::cost(finding), &mut sum) {
            if cost.currency == sum.currency {
                sum.amount = sum.amount.saturating_add(cost.amount);
                notes.push(format!("{} {}", finding.rule, sheet.words.number(cost.amount, 2)));
            } else {
                certain = false;
            }
        }
    }
    (sum.filter(|_| certain), notes)
}
