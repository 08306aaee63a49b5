//! Turnarounds: each pair of release and next call, the rest between, what was required, and what a forced call costs.

use super::held::{self, Held, State};
use super::words::{self, Style};
use super::{Report, books};
use crate::check::measured::Limited;
use crate::check::time_words::length;
use crate::model::DocumentKind;
use crate::render::compliance_report::entry;
use crate::render::job::{Body, Job};
use crate::render::stamp;
use crate::render::view::View;
use crate::render::words::Words;
use crate::render::workbook::{Book, Datum, Table, column, figure, prose, sheet_in_formula};
use chrono::{Days, NaiveDate};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The page lists every turnaround of so many days before and after today; the workbook those of all days.
const AROUND: u64 = 7;
/// How many short rests are printed.
const MOST: usize = 600;

pub fn jobs(view: &View) -> Vec<Job> {
    let rests = held::held(view, |what| what == Limited::Rest);
    if rests.is_empty() {
        return Vec::new();
    }
    let report = Report {
        kind: DocumentKind::TurnaroundReport,
        stem: "turnaround".into(),
        template: "turnaround-report",
        title: view.words.get("reports.turnaround"),
        inputs: stamp::inputs_with(view, super::TABLES),
    };
    report.jobs(view, data(view, &rests), |report| book(view, &rests, report))
}

fn data(view: &View, rests: &[Held]) -> Value {
    let style = Style::of(view);
    let mut short: Vec<&Held> = rests.iter().filter(|h| h.state() != State::Kept).collect();
    short.sort_by_key(|h| (h.measured.date, h.person.id));
    let left = short.len().saturating_sub(MOST);
    let (from, to) = around(view.today);
    json!({
        "pairs": pairs(rests).len(),
        "short": held::count(rests, State::Broken),
        "waived": held::count(rests, State::Waived),
        "undetermined": held::count(rests, State::Undetermined),
        "cost": style.words.purse(&held::sum(rests)),
        "forced": short.iter().take(MOST).map(|h| forced(h, style)).collect::<Vec<_>>(),
        "left": (left > 0).then(|| style.words.say("reports.more_in_book", &[("n", &left.to_string())])),
        "span": style.words.say("reports.span", &[("from", &style.date(from)), ("to", &style.date(to))]),
        "days": days(view, rests, style),
    })
}

fn around(today: NaiveDate) -> (NaiveDate, NaiveDate) {
    let days = Days::new(AROUND);
    (today.checked_sub_days(days).unwrap_or(today), today.checked_add_days(days).unwrap_or(today))
}

/// The rules that judge one rest, the one that asks for most first.
fn pairs<'h, 'a>(rests: &'h [Held<'a>]) -> Vec<Vec<&'h Held<'a>>> {
    let mut pairs: BTreeMap<_, Vec<&Held>> = BTreeMap::new();
    for held in rests {
        let m = held.measured;
        pairs.entry((m.date, held.person.id, m.from, m.to)).or_default().push(held);
    }
    pairs.into_values().collect()
}

/// What every row prints of a rest.
fn row(held: &Held, style: Style) -> Value {
    let m = held.measured;
    json!({
        "person": held.person.name,
        "about": words::about(held.person),
        "out": m.from.map(|at| style.day_and_time(at)),
        "in": m.to.map(|at| style.day_and_time(at)),
        "rest": words::maybe_length(m.measured),
        "required": words::maybe_length(m.limit),
        "earliest": m.bound.map(|at| style.day_and_time(at)),
        "state": held.state().word(),
        "plan": words::is_plan(m.basis),
        "rule": &*m.rule,
    })
}

fn forced(held: &Held, style: Style) -> Value {
    let mut row = row(held, style);
    let finding = held.finding;
    row["date"] = json!(style.date(held.measured.date));
    row["short"] = json!(words::maybe_length(held.excess()));
    row["cost"] = json!(finding.and_then(|f| f.cost.as_ref()).map(|cost| style.words.money(cost)));
    row["bounds"] = json!(finding.and_then(|f| entry::bounds(f, style.words)));
    row["arithmetic"] = json!(finding.map(|f| match held.state() {
        State::Undetermined => f.message.as_str(),
        _ => f.arithmetic.as_str(),
    }));
    row["citation"] = json!(finding.map(|f| f.citation.text.as_str()));
    row["waiver"] = json!(finding.and_then(|f| entry::waiver(f, style.words)));
    row
}

/// The turnarounds of the days around today, each by the rule that was broken or else asks for most.
fn days(view: &View, rests: &[Held], style: Style) -> Vec<Value> {
    let (from, to) = around(view.today);
    let mut days: BTreeMap<NaiveDate, Vec<Value>> = BTreeMap::new();
    for pair in pairs(rests) {
        let worst = pair.iter().find(|h| h.state() == State::Broken).or(pair.first());
        let Some(held) = worst else { continue };
        let date = held.measured.date;
        if !(from..=to).contains(&date) {
            continue;
        }
        let mut row = row(held, style);
        let spare = held.measured.measured.zip(held.measured.limit).map(|(rest, limit)| rest - limit);
        row["spare"] = json!(spare.map(|minutes| match minutes {
            0.. => length(minutes),
            _ => format!("\u{2212}{}", length(-minutes)),
        }));
        row["others"] = json!(pair.len().saturating_sub(1));
        days.entry(date).or_default().push(row);
    }
    days.into_iter()
        .map(|(date, rows)| {
            let short = rows.iter().filter(|row| row["state"] != "kept").count();
            let all = style.words.count("reports.turnarounds", rows.len());
            let right = match short {
                0 => all,
                _ => style.words.say("reports.not_kept", &[("all", &all), ("n", &short.to_string())]),
            };
            json!({ "title": style.date(date), "right": right, "rows": rows })
        })
        .collect()
}

fn book(view: &View, rests: &[Held], report: &Report) -> Body {
    let mut book = Book::new(report.title, &view.production.facts.title, view.today, stamp::paper(view));
    let words = view.words;
    book.table_in(words, &turnarounds(rests, Style::of(view)))
        .table_in(words, &people(rests, words))
        .provenance_in(words, stamp::provenance_in(view, words, report.title, &report.inputs));
    book.finish()
}

fn turnarounds(rests: &[Held], style: Style) -> Table {
    let rows: Vec<Vec<Datum>> = rests
        .iter()
        .enumerate()
        .map(|(i, held)| {
            let (m, row) = (held.measured, i + 2);
            let short = match (m.measured, m.limit) {
                (Some(rest), Some(limit)) => {
                    Datum::LengthSum(format!("MAX(0,G{row}-F{row})"), (limit - rest).max(0))
                }
                _ => Datum::Blank,
            };
            let [currency, amount] = books::price(held.cost());
            let [arithmetic, cells, waiver] = books::proof(held.finding, style.words);
            vec![
                Datum::Date(m.date),
                Datum::text(held.person.name.clone()),
                Datum::text(words::about(held.person)),
                books::clock(m.from, style),
                books::clock(m.to, style),
                books::length(m.measured),
                books::length(m.limit),
                short,
                Datum::text(held.state().said(style.words)),
                currency,
                amount,
                books::clock(m.bound, style),
                Datum::text(words::basis(m.basis, style.words)),
                Datum::text(&*m.rule),
                arithmetic,
                cells,
                waiver,
            ]
        })
        .collect();
    Table {
        name: "turnarounds",
        columns: vec![
            column("date", 11.0),
            column("person", 24.0),
            column("role", 30.0),
            figure("out", 14.0),
            figure("in", 14.0),
            figure("rest", 8.0),
            figure("required", 9.0),
            figure("short", 8.0),
            column("rest_was", 13.0),
            column("currency", 9.0),
            figure("cost", 11.0),
            figure("earliest_compliant", 14.0),
            column("basis", 9.0),
            column("rule", 30.0),
            prose("arithmetic", 60.0),
            prose("source", 44.0),
            prose("waiver", 36.0),
        ],
        printed: 14,
        totals: books::totals(style.words, &held::sum(rests), rows.len(), 17, 9),
        rows,
    }
}

fn people(rests: &[Held], words: &Words) -> Table {
    let last = rests.len() + 1;
    let sheet = sheet_in_formula(words.get("sheets.turnarounds"));
    let mut by_person: BTreeMap<_, Vec<&Held>> = BTreeMap::new();
    for held in rests {
        by_person.entry(held.person.id).or_default().push(held);
    }
    let mut rows = Vec::new();
    for group in by_person.into_values() {
        let Some(person) = group.first().map(|h| h.person) else { continue };
        let counted = |state: State| books::count(group.iter().filter(|h| h.state() == state).count());
        let mut sums = held::sum(group.iter().copied());
        let counts = [
            books::count(group.len()),
            counted(State::Broken),
            counted(State::Undetermined),
            counted(State::Waived),
        ];
        if sums.is_empty() {
            let mut row = vec![Datum::text(person.name.clone())];
            row.extend(counts);
            rows.push(row);
            continue;
        }
        for (nth, sum) in sums.drain(..).enumerate() {
            let at = rows.len() + 2;
            let mut row = vec![Datum::text(person.name.clone())];
            row.extend(counts.clone().map(|count| if nth == 0 { count } else { Datum::Blank }));
            row.push(Datum::text(&*sum.currency));
            row.push(Datum::Sum(
                format!(
                    "SUMPRODUCT(({sheet}$B$2:$B${last}=$A{at})*({sheet}$J$2:$J${last}=$F{at}),{sheet}$K$2:$K${last})"
                ),
                sum.amount,
            ));
            rows.push(row);
        }
    }
    Table {
        name: "by_person",
        columns: vec![
            column("person", 30.0),
            figure("judged", 9.0),
            figure("short", 8.0),
            figure("undetermined", 14.0),
            figure("waived", 9.0),
            column("currency", 10.0),
            figure("cost", 13.0),
        ],
        printed: 7,
        totals: books::totals(words, &held::sum(rests), rows.len(), 7, 5),
        rows,
    }
}
