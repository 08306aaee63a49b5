//! The time cards as a workbook: the days of everybody, the week's totals by person, and each premium with its finding.

use super::card;
use crate::check::finding::Finding;
use crate::model::{Moment, Money};
use crate::render::compliance_report::entry;
use crate::render::job::Body;
use crate::render::payroll::found;
use crate::render::payroll::line::{Line, Week};
use crate::render::payroll::tenths::tenths;
use crate::render::stamp;
use crate::render::view::View;
use crate::render::words::Words;
use crate::render::workbook::{Book, Datum, Table, column, figure, prose, sheet_in_formula};
use rust_decimal::Decimal;

pub fn book(view: &View, week: &Week, title: &str) -> Body {
    let mut book = Book::new(title, &view.production.facts.title, view.today, stamp::paper(view));
    let words = view.words;
    book.table_in(words, &days(week, words))
        .table_in(words, &people(week, words))
        .table_in(words, &premiums(week))
        .provenance_in(words, stamp::provenance_in(view, words, title, &week.inputs()));
    book.finish()
}

const TIME: f64 = 7.5;

/// A row for each day and part of a day; clocks run past 24, in tenths.
fn days(week: &Week, words: &Words) -> Table {
    let rows: Vec<Vec<Datum>> = week.lines.iter().map(|line| day(line, words)).collect();
    let columns = vec![
        column("name", 24.0),
        column("date", 11.0),
        column("day", 6.0),
        column("day_type", 9.0),
        column("classification", 24.0),
        column("pay_rate", 20.0),
        figure("call", TIME),
        figure("ndb_start", TIME),
        figure("ndb_end", TIME),
        figure("meal_1_start", TIME),
        figure("meal_1_end", TIME),
        figure("meal_2_start", TIME),
        figure("meal_2_end", TIME),
        figure("meal_3_start", TIME),
        figure("meal_3_end", TIME),
        figure("wrap", TIME),
        figure("dismissed", 10.0),
        figure("elapsed", 8.0),
        figure("worked", 8.0),
        figure("meal_penalties", 9.0),
        column("missing", 24.0),
        prose("source", 44.0),
    ];
    Table { name: "days", printed: 20, columns, rows, totals: Vec::new() }
}

fn day(line: &Line, words: &Words) -> Vec<Datum> {
    let shift = line.day.shift;
    let clock = |moment: &Moment| {
        line.day.past_midnight(moment).map_or(Datum::Blank, |minutes| Datum::Tenths(tenths(minutes)))
    };
    let length = |minutes: Option<crate::model::Minutes>| {
        minutes.map_or(Datum::Blank, |minutes| Datum::Tenths(tenths(minutes)))
    };
    let mut cells = vec![
        Datum::text(line.day.person.name.clone()),
        Datum::Date(shift.date),
        Datum::text(words.weekday_short(shift.date)),
        Datum::text(words.vocabulary(&shift.day_status)),
        Datum::maybe(classification(line, words)),
        Datum::maybe(card::rate(&shift.terms, words)),
        clock(&shift.call.moment),
    ];
    for times in line.breaks() {
        cells.extend(times.map_or([Datum::Blank, Datum::Blank], |[start, end]| [clock(start), clock(end)]));
    }
    cells.extend([
        clock(&shift.wrap.moment),
        if line.day.dismissed_later() { clock(&shift.dismissed.moment) } else { Datum::Blank },
        length(line.hours.elapsed),
        length(line.hours.worked),
        units(found::meal_penalties(&line.found)),
        Datum::text(line.missing(words).join("; ")),
        Datum::text(shift.cell.to_string()),
    ]);
    cells
}

/// The craft, role or position.
fn classification(line: &Line, words: &Words) -> Option<String> {
    let terms = &line.day.shift.terms;
    let own = terms.craft.as_ref().or(terms.position.as_ref()).map(|value| value.value.clone());
    own.or_else(|| terms.role.as_ref().map(|role| words.vocabulary(&role.value).to_owned()))
}

fn units(units: u32) -> Datum {
    match units {
        0 => Datum::Blank,
        units => Datum::Count(i64::from(units)),
    }
}

/// A row for each person and currency of premiums; hours and penalties stand in a person's first row.
fn people(week: &Week, words: &Words) -> Table {
    let [days, premiums] = ["sheets.days", "sheets.premiums"].map(|key| sheet_in_formula(words.get(key)));
    let last = week.lines.len() + 1;
    let premiums_last = premium_rows(week).len() + 1;
    let mut rows = Vec::new();
    for lines in week.people() {
        let Some(first) = lines.first() else { continue };
        let name = &first.day.person.name;
        // Not SUMIF: it would take a name that begins with `=` or holds a `*` for a condition.
        let of_days = |letter: &str, row: usize| {
            format!("SUMPRODUCT(({days}$A$2:$A${last}=$A{row})*1,{days}${letter}$2:${letter}${last})")
        };
        let sum = |of: fn(&Line) -> Option<crate::model::Minutes>| {
            lines
                .iter()
                .filter_map(of)
                .map(tenths)
                .fold(Decimal::ZERO, |sum, hours| sum.saturating_add(hours))
        };
        let penalties: u32 = lines.iter().map(|line| found::meal_penalties(&line.found)).sum();
        let row = rows.len() + 2;
        let mut head = vec![
            Datum::text(name.clone()),
            Datum::Count(i64::try_from(lines.len()).unwrap_or(i64::MAX)),
            Datum::TenthsSum(of_days("R", row), sum(|line| line.hours.elapsed)),
            Datum::TenthsSum(of_days("S", row), sum(|line| line.hours.worked)),
            Datum::TenthsSum(of_days("T", row), Decimal::from(penalties)),
        ];
        let findings: Vec<&Finding> = lines.iter().flat_map(|line| line.found.iter().copied()).collect();
        let sums = found::sum(&findings, |_| true);
        if sums.is_empty() {
            head.extend([Datum::Blank, Datum::Blank]);
            rows.push(head);
            continue;
        }
        for money in sums {
            let row = rows.len() + 2;
            let formula = format!(
                "SUMPRODUCT(({premiums}$A$2:$A${premiums_last}=$A{row})*({premiums}$F$2:$F${premiums_last}=$F{row}),{premiums}$G$2:$G${premiums_last})"
            );
            let mut cells = std::mem::take(&mut head);
            if cells.is_empty() {
                cells = vec![Datum::text(name.clone())];
                cells.resize(5, Datum::Blank);
            }
            cells.extend([Datum::text(&*money.currency), Datum::Sum(formula, money.amount)]);
            rows.push(cells);
        }
    }
    let columns = vec![
        column("name", 28.0),
        figure("lines", 8.0),
        figure("elapsed", 10.0),
        figure("worked", 10.0),
        figure("meal_penalties", 10.0),
        column("currency", 10.0),
        figure("penalties_and_premiums", 16.0),
    ];
    Table { name: "week_totals", printed: columns.len(), columns, rows, totals: Vec::new() }
}

fn premiums(week: &Week) -> Table {
    Table {
        name: "premiums",
        columns: vec![
            column("name", 24.0),
            column("date", 11.0),
            column("rule", 32.0),
            prose("arithmetic", 60.0),
            figure("penalties", 10.0),
            column("currency", 10.0),
            figure("amount", 13.0),
            prose("source", 44.0),
            column("finding", 18.0),
        ],
        printed: 7,
        rows: premium_rows(week),
        totals: Vec::new(),
    }
}

fn premium_rows(week: &Week) -> Vec<Vec<Datum>> {
    let of_line = |line: &Line| -> Vec<Vec<Datum>> {
        let paid = line.found.iter().filter_map(|f| Some((*f, found::cost(f)?)));
        paid.map(|(finding, cost)| premium(&line.day.person.name, finding, cost)).collect()
    };
    week.lines.iter().flat_map(of_line).collect()
}

fn premium(name: &str, finding: &Finding, cost: &Money) -> Vec<Datum> {
    let date = finding.subject.date.as_deref().or(finding.subject.week_ending.as_deref());
    vec![
        Datum::text(name),
        date.map_or(Datum::Blank, Datum::iso_date),
        Datum::text(finding.rule.clone()),
        Datum::text(finding.arithmetic.clone()),
        finding.units.map_or(Datum::Blank, |units| Datum::Count(i64::from(units))),
        Datum::text(&*cost.currency),
        Datum::Amount(cost.amount),
        Datum::text(entry::cells(&finding.sources)),
        Datum::text(finding.id.clone()),
    ]
}
