//! Meal penalties by week, person and day: when a meal was due and when it came, the penalties and what they cost.

use super::held::{self, Held, State};
use super::words::{self, Style};
use super::{Report, TABLES, books};
use crate::check::measured::Limited;
use crate::model::{Basis, DocumentKind, PersonId, Production, Shift};
use crate::render::compliance_report::entry;
use crate::render::job::{Body, Job};
use crate::render::payroll::week::Weeks;
use crate::render::stamp;
use crate::render::view::View;
use crate::render::words::Words;
use crate::render::workbook::{Book, Datum, Table, column, figure, prose, sheet_in_formula};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// How many late meals are printed, the latest weeks first; the workbook has them all.
const MOST: usize = 1200;

pub fn jobs(view: &View) -> Vec<Job> {
    let meals = held::held(view, |what| matches!(what, Limited::Meal { .. }));
    if meals.iter().all(|h| h.state() == State::Kept) {
        return Vec::new();
    }
    let report = Report {
        kind: DocumentKind::MealPenaltyReport,
        stem: "meal-penalties".into(),
        template: "meal-penalty-report",
        title: view.words.get("reports.meal_penalty"),
        inputs: stamp::inputs_with(view, TABLES),
    };
    report.jobs(view, data(view, &meals), |report| book(view, &meals, report))
}

/// How many penalties a finding counts.
fn units(held: &Held) -> u32 {
    let counts = held.state() == State::Broken;
    held.finding.filter(|_| counts).and_then(|f| f.units).unwrap_or(0)
}

fn data(view: &View, meals: &[Held]) -> Value {
    let late: Vec<&Held> = meals.iter().filter(|h| h.state() != State::Kept).collect();
    let weeks = Weeks::of(view.settings);
    let mut by_week: BTreeMap<NaiveDate, Vec<&Held>> = BTreeMap::new();
    for held in &late {
        by_week.entry(weeks.after(held.measured.date)).or_default().push(held);
    }
    let mut room = MOST;
    // The latest week first: that is the one to be paid next.
    let shown: Vec<Value> = by_week
        .iter()
        .rev()
        .map_while(|(ending, held)| {
            let fits = room > 0;
            room = room.saturating_sub(held.len());
            fits.then(|| week(view, *ending, held))
        })
        .collect();
    let left = by_week.len().saturating_sub(shown.len());
    json!({
        "penalties": late.iter().map(|h| units(h)).sum::<u32>(),
        "late": held::count(meals, State::Broken),
        "people": late.iter().map(|h| h.person.id).collect::<std::collections::BTreeSet<_>>().len(),
        "undetermined": held::count(meals, State::Undetermined),
        "waived": held::count(meals, State::Waived),
        "cost": view.words.purse(&held::sum(meals)),
        "weeks": shown,
        "left": (left > 0).then(|| view.words.count("reports.weeks_left", left)),
    })
}

/// `14 penalties · USD 480.00`
fn sum_words<'a>(held: impl Iterator<Item = &'a Held<'a>> + Clone, words: &Words) -> String {
    if held.clone().all(|h| h.state() != State::Broken) {
        return held.map(|h| h.state().said(words)).next().unwrap_or_default().to_owned();
    }
    let count: u32 = held.clone().map(units).sum();
    let cost = held::sum(held);
    let count = words.count("reports.penalties", usize::try_from(count).unwrap_or(usize::MAX));
    if cost.is_empty() { count } else { format!("{count} · {}", words.purse(&cost)) }
}

fn week(view: &View, ending: NaiveDate, late: &[&Held]) -> Value {
    let style = Style::of(view);
    let mut people: BTreeMap<PersonId, Vec<&Held>> = BTreeMap::new();
    for held in late {
        people.entry(held.person.id).or_default().push(held);
    }
    json!({
        "title": style.words.say("reports.week_ending_on", &[("date", &style.words.date_medium(ending))]),
        "right": sum_words(late.iter().copied(), style.words),
        "people": people.into_values().filter_map(|held| {
            let person = held.first()?.person;
            Some(json!({
                "name": person.name,
                "about": words::about(person),
                "right": sum_words(held.iter().copied(), style.words),
                "rows": held.iter().map(|h| row(view.production, h, style)).collect::<Vec<_>>(),
            }))
        }).collect::<Vec<_>>(),
    })
}

/// A person's rows of a date.
fn shifts_of(production: &Production, person: PersonId, date: NaiveDate) -> impl Iterator<Item = &Shift> {
    let first = production.shifts.partition_point(|s| s.person < person);
    let own = production.shifts.iter().skip(first).take_while(move |s| s.person == person);
    own.filter(move |s| s.date == date)
}

/// `12:36P–1:06P`, `Sun 5:15A–5:45A`; `?` for a time that is not known.
fn meals_of(production: &Production, held: &Held, style: Style) -> Vec<String> {
    let date = held.measured.date;
    shifts_of(production, held.person.id, date)
        .flat_map(|shift| &shift.meals)
        .filter_map(|meal| {
            let kind = if meal.kind == "deductible" {
                String::new()
            } else {
                format!(" {}", style.words.vocabulary(&meal.kind))
            };
            let planned = held.measured.basis == Basis::Plan;
            Some(format!("{}{kind}", style.span(&meal.start.moment, &meal.end.moment, date, planned)?))
        })
        .collect()
}

fn call_of(production: &Production, held: &Held, style: Style) -> Option<String> {
    let date = held.measured.date;
    let first = shifts_of(production, held.person.id, date).next()?;
    style.moment(&first.call.moment, date)
}

fn number(held: &Held) -> (u32, bool) {
    match held.measured.what {
        Limited::Meal { number, taken } => (number, taken),
        _ => (0, true),
    }
}

/// The sum's steps without the sum, those that repeat put together: `7.50 + 10.00`, `7.50 + 10.00 + 11 × 12.50`.
fn ladder(held: &Held, words: &Words) -> Option<String> {
    let sum = held.measured.ladder.as_deref()?;
    let mut steps: Vec<(&str, usize)> = Vec::new();
    for step in sum.split(" = ").next().unwrap_or(sum).split(" + ").filter(|step| !step.is_empty()) {
        match steps.last_mut() {
            Some((last, times)) if *last == step => *times += 1,
            _ => steps.push((step, 1)),
        }
    }
    // The price of a step in the language's figures; what is no plain number stands as it is.
    let said = |step: &str| {
        step.parse::<Decimal>().map_or_else(|_| step.to_owned(), |price| words.number(price, price.scale()))
    };
    let steps: Vec<String> = steps
        .into_iter()
        .map(|(step, times)| if times > 1 { format!("{times} × {}", said(step)) } else { said(step) })
        .collect();
    (!steps.is_empty()).then(|| steps.join(" + "))
}

fn row(production: &Production, held: &Held, style: Style) -> Value {
    let m = held.measured;
    let (number, taken) = number(held);
    let came = m.to.map(|at| style.time(at, m.date));
    let finding = held.finding;
    let open = held.state() == State::Undetermined;
    json!({
        "date": style.date(m.date),
        "call": call_of(production, held, style),
        "meals": meals_of(production, held, style),
        "meal": number,
        "due": m.bound.map(|at| style.time(at, m.date)),
        "came": came,
        "taken": taken,
        "late": words::maybe_length(held.excess()),
        "units": finding.and_then(|f| f.units).filter(|_| !open),
        "ladder": ladder(held, style.words),
        "amount": finding.and_then(|f| f.cost.as_ref()).map(|cost| style.words.money(cost)),
        "bounds": finding.and_then(|f| entry::bounds(f, style.words)),
        "state": held.state().word(),
        "plan": words::is_plan(m.basis),
        "rule": &*m.rule,
        "message": finding.filter(|_| open).map(|f| f.message.as_str()),
        "waiver": finding.and_then(|f| entry::waiver(f, style.words)),
    })
}

fn book(view: &View, meals: &[Held], report: &Report) -> Body {
    let style = Style::of(view);
    let weeks = Weeks::of(view.settings);
    let late: Vec<Held> = meals.iter().filter(|h| h.state() != State::Kept).copied().collect();
    let mut book = Book::new(report.title, &view.production.facts.title, view.today, stamp::paper(view));
    let words = view.words;
    book.table_in(words, &penalties(view.production, &late, weeks, style))
        .table_in(words, &by_week(&late, weeks, words))
        .bars(4)
        .table_in(words, &every_meal(meals, style))
        .provenance_in(words, stamp::provenance_in(view, words, report.title, &report.inputs));
    book.finish()
}

fn penalties(production: &Production, late: &[Held], weeks: Weeks, style: Style) -> Table {
    let rows: Vec<Vec<Datum>> = late
        .iter()
        .map(|held| {
            let m = held.measured;
            let (number, taken) = number(held);
            let call = shifts_of(production, m.person, m.date).next();
            let [currency, amount] = books::price(held.cost());
            let [arithmetic, cells, waiver] = books::proof(held.finding, style.words);
            vec![
                Datum::Date(weeks.after(m.date)),
                Datum::text(held.person.name.clone()),
                Datum::text(words::about(held.person)),
                Datum::Date(m.date),
                call.map_or(Datum::Blank, |shift| books::moment(&shift.call.moment, style)),
                Datum::text(meals_of(production, held, style).join(", ")),
                Datum::Count(i64::from(number)),
                Datum::text(style.get(if taken { "by_meal" } else { "by_end" })),
                books::clock(m.bound, style),
                books::clock(m.to, style),
                books::length(held.excess()),
                match held.state() {
                    State::Broken => Datum::Count(i64::from(units(held))),
                    _ => Datum::Blank,
                },
                Datum::maybe(ladder(held, style.words)),
                currency,
                amount,
                Datum::text(match held.state() {
                    State::Broken => style.get("counts"),
                    other => other.said(style.words),
                }),
                Datum::text(words::basis(m.basis, style.words)),
                Datum::text(&*m.rule),
                arithmetic,
                cells,
                waiver,
            ]
        })
        .collect();
    Table {
        name: "penalties",
        columns: vec![
            column("week_ending", 12.0),
            column("person", 24.0),
            column("role", 28.0),
            column("date", 11.0),
            figure("call", 13.0),
            prose("meals", 28.0),
            figure("meal", 6.0),
            column("ended_by", 11.0),
            figure("due", 13.0),
            figure("came", 13.0),
            figure("late", 7.0),
            figure("penalties", 9.0),
            prose("ladder", 24.0),
            column("currency", 9.0),
            figure("amount", 11.0),
            column("state", 13.0),
            column("basis", 9.0),
            column("rule", 30.0),
            prose("arithmetic", 60.0),
            prose("source", 44.0),
            prose("waiver", 36.0),
        ],
        printed: 16,
        totals: books::totals(style.words, &held::sum(late), rows.len(), 21, 13),
        rows,
    }
}

/// A row for each week, person and currency, added up by formula over the first sheet.
fn by_week(late: &[Held], weeks: Weeks, words: &Words) -> Table {
    let sheet = sheet_in_formula(words.get("sheets.penalties"));
    let last = late.len() + 1;
    let mut groups: BTreeMap<(NaiveDate, PersonId), Vec<&Held>> = BTreeMap::new();
    for held in late {
        groups.entry((weeks.after(held.measured.date), held.person.id)).or_default().push(held);
    }
    let mut rows: Vec<Vec<Datum>> = Vec::new();
    let over = |column: &str| format!("{sheet}${column}$2:${column}${last}");
    for ((ending, _), group) in groups {
        let Some(person) = group.first().map(|h| h.person) else { continue };
        let same = |at: usize| format!("({}=$A{at})*({}=$B{at})", over("A"), over("B"));
        let start = |at: usize| {
            let units: u32 = group.iter().map(|h| units(h)).sum();
            vec![
                Datum::Date(ending),
                Datum::text(person.name.clone()),
                Datum::CountSum(format!("SUMPRODUCT({},{})", same(at), over("L")), i64::from(units)),
            ]
        };
        let sums = held::sum(group.iter().copied());
        if sums.is_empty() {
            rows.push(start(rows.len() + 2));
        }
        for (nth, sum) in sums.into_iter().enumerate() {
            let at = rows.len() + 2;
            let mut row = start(at);
            // Counted once, whatever the currencies.
            if nth > 0
                && let Some(count) = row.last_mut()
            {
                *count = Datum::Blank;
            }
            row.push(Datum::text(&*sum.currency));
            row.push(Datum::Sum(
                format!("SUMPRODUCT({}*({}=$D{at}),{})", same(at), over("N"), over("O")),
                sum.amount,
            ));
            rows.push(row);
        }
    }
    Table {
        name: "weeks",
        columns: vec![
            column("week_ending", 12.0),
            column("person", 30.0),
            figure("penalties", 10.0),
            column("currency", 10.0),
            figure("amount", 13.0),
        ],
        printed: 5,
        totals: books::totals(words, &held::sum(late), rows.len(), 5, 3),
        rows,
    }
}

/// Every stretch between meals that a rule judged.
fn every_meal(meals: &[Held], style: Style) -> Table {
    let rows = meals
        .iter()
        .map(|held| {
            let m = held.measured;
            let (number, taken) = number(held);
            // Kept though longer than the limit: grace or an extension covered it.
            let covered = held.state() == State::Kept && m.measured > m.limit;
            vec![
                Datum::Date(m.date),
                Datum::text(held.person.name.clone()),
                Datum::Count(i64::from(number)),
                books::clock(m.from, style),
                books::clock(m.bound, style),
                books::clock(m.to, style),
                Datum::text(style.get(if taken { "by_meal" } else { "by_end" })),
                books::length(m.measured),
                books::length(m.limit),
                Datum::text(if covered { style.get("covered") } else { held.state().said(style.words) }),
                Datum::text(words::basis(m.basis, style.words)),
                Datum::text(&*m.rule),
            ]
        })
        .collect();
    Table {
        name: "every_meal",
        columns: vec![
            column("date", 11.0),
            column("person", 24.0),
            figure("meal", 6.0),
            figure("counted_from", 14.0),
            figure("due", 14.0),
            figure("came", 14.0),
            column("ended_by", 12.0),
            figure("stretch", 8.0),
            figure("limit", 8.0),
            column("state", 26.0),
            column("basis", 9.0),
            column("rule", 30.0),
        ],
        printed: 12,
        rows,
        totals: Vec::new(),
    }
}
