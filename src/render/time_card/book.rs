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
use crate::render::workbook::{Book, Datum, Table, column, figure, prose};
use rust_decimal::Decimal;

pub fn book(view: &View, week: &Week, title: &str) -> Body {
    let mut book = Book::new(title, &view.production.facts.title, view.today, stamp::paper(view));
    book.table(&days(week)).table(&people(week)).table(&premiums(week)).provenance(stamp::provenance(
        view,
        title,
        &week.inputs(),
    ));
    book.finish()
}

const TIME: f64 = 7.5;

/// A row for each day and part of a day; clocks run past 24, in tenths.
fn days(week: &Week) -> Table {
    let rows: Vec<Vec<Datum>> = week.lines.iter().map(day).collect();
    let columns = vec![
        column("Name", 24.0),
        column("Date", 11.0),
        column("Day", 6.0),
        column("Day type", 9.0),
        column("Classification", 24.0),
        column("Rate", 20.0),
        figure("Call", TIME),
        figure("NDB start", TIME),
        figure("NDB end", TIME),
        figure("Meal 1 start", TIME),
        figure("Meal 1 end", TIME),
        figure("Meal 2 start", TIME),
        figure("Meal 2 end", TIME),
        figure("Meal 3 start", TIME),
        figure("Meal 3 end", TIME),
        figure("Wrap", TIME),
        figure("Dismissed", 10.0),
        figure("Elapsed", 8.0),
        figure("Worked", 8.0),
        figure("Meal penalties", 9.0),
        column("Missing", 24.0),
        prose("Read from", 44.0),
    ];
    Table { name: "Days", printed: 20, columns, rows, totals: Vec::new() }
}

fn day(line: &Line) -> Vec<Datum> {
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
        Datum::text(shift.date.format("%a").to_string()),
        Datum::text(shift.day_status.clone()),
        Datum::maybe(classification(line)),
        Datum::maybe(card::rate(&shift.terms)),
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
        Datum::text(line.missing().join("; ")),
        Datum::text(shift.cell.to_string()),
    ]);
    cells
}

/// The craft, role or position.
fn classification(line: &Line) -> Option<String> {
    let terms = &line.day.shift.terms;
    [&terms.craft, &terms.position, &terms.role].into_iter().flatten().next().map(|value| value.value.clone())
}

fn units(units: u32) -> Datum {
    match units {
        0 => Datum::Blank,
        units => Datum::Count(i64::from(units)),
    }
}

/// A row for each person and currency of premiums; hours and penalties stand in a person's first row.
fn people(week: &Week) -> Table {
    let last = week.lines.len() + 1;
    let premiums_last = premium_rows(week).len() + 1;
    let mut rows = Vec::new();
    for lines in week.people() {
        let Some(first) = lines.first() else { continue };
        let name = &first.day.person.name;
        // Not SUMIF: it would take a name that begins with `=` or holds a `*` for a condition.
        let of_days = |letter: &str, row: usize| {
            format!("SUMPRODUCT((Days!$A$2:$A${last}=$A{row})*1,Days!${letter}$2:${letter}${last})")
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
                "SUMPRODUCT((Premiums!$A$2:$A${premiums_last}=$A{row})*(Premiums!$F$2:$F${premiums_last}=$F{row}),Premiums!$G$2:$G${premiums_last})"
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
        column("Name", 28.0),
        figure("Lines", 8.0),
        figure("Elapsed", 10.0),
        figure("Worked", 10.0),
        figure("Meal penalties", 10.0),
        column("Currency", 10.0),
        figure("Penalties and premiums", 16.0),
    ];
    Table { name: "Week totals", printed: columns.len(), columns, rows, totals: Vec::new() }
}

fn premiums(week: &Week) -> Table {
    Table {
        name: "Premiums",
        columns: vec![
            column("Name", 24.0),
            column("Date", 11.0),
            column("Rule", 32.0),
            prose("Arithmetic", 60.0),
            figure("Penalties", 10.0),
            column("Currency", 10.0),
            figure("Amount", 13.0),
            prose("Read from", 44.0),
            column("Finding", 18.0),
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
