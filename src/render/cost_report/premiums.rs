//! The premium exposure on paper and in the workbook: account lines apart from the accounts, each traceable to its findings.

use super::book::MONEY;
use super::exposure::{self, Group, Line};
use super::ledger::{Ledger, Section};
use crate::model::Money;
use crate::render::compliance_report::entry;
use crate::render::view::View;
use crate::render::words::Words;
use crate::render::workbook::{Datum, Table, column, figure, in_formula, prose, sheet_in_formula};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use std::sync::Arc;

/// One block a currency: its lines, their sums, and the final cost should all of it come on top.
pub fn data(ledger: &Ledger, view: &View) -> Vec<Value> {
    let lines = exposure::lines(view.report);
    exposure::total(view.report).iter().map(|total| block(ledger, &lines, total, view.words)).collect()
}

fn block(ledger: &Ledger, lines: &[Line], total: &Money, words: &Words) -> Value {
    let of_currency: Vec<&Line> = lines.iter().filter(|line| line.currency == total.currency).collect();
    let sum = |of: fn(&Line) -> Decimal| {
        of_currency.iter().fold(Decimal::ZERO, |sum, line| sum.saturating_add(of(line)))
    };
    let on_top = section_of(ledger, &total.currency).map(|section| {
        let cost = section.total.final_cost(&ledger.conventions).saturating_add(total.amount);
        let variance = ledger.conventions.variance_of(section.total.budget, cost);
        json!({
            "efc": words.amount(cost),
            "variance": words.amount(variance),
            "over": ledger.conventions.is_over(variance),
            "even": variance.is_zero(),
        })
    });
    json!({
        "currency": &*total.currency,
        "lines": of_currency.iter().map(|line| json!({
            "pack": line.pack,
            "group": group_words(line.group, words),
            "found": words.amount(line.found),
            "forecast": words.amount(line.forecast),
            "total": words.amount(line.total()),
            "findings": line.findings.len(),
        })).collect::<Vec<_>>(),
        "found": words.amount(sum(|line| line.found)),
        "forecast": words.amount(sum(|line| line.forecast)),
        "total": words.amount(total.amount),
        "findings": of_currency.iter().map(|line| line.findings.len()).sum::<usize>(),
        "on_top": on_top,
    })
}

fn section_of<'a>(ledger: &'a Ledger, currency: &Arc<str>) -> Option<&'a Section> {
    ledger.sections.iter().find(|s| s.currency == *currency && !s.accounts.is_empty())
}

/// What sort of premium a line is.
fn group_words(group: Group, words: &Words) -> &str {
    words.get(match group {
        Group::Meals => "cost.group_meals",
        Group::Rest => "cost.group_rest",
        Group::Days => "cost.group_days",
        Group::Hours => "cost.group_hours",
        Group::Night => "cost.group_night",
        Group::Other => "cost.group_other",
    })
}

/// The account lines; their amounts are formulas over the sheet of findings.
pub fn lines(ledger: &Ledger, view: &View) -> Table {
    let lines = exposure::lines(view.report);
    let words = view.words;
    let last = exposure::priced(view.report).count() + 1;
    let sheet = sheet_in_formula(words.get("sheets.exposure_findings"));
    let planned = in_formula(words.get("reports.planned"));
    let over_findings = |row: usize, basis: &str| {
        let same = |letter: char, own: char| format!("({sheet}${letter}$2:${letter}${last}=${own}{row})");
        format!(
            "SUMPRODUCT({}*{}*{}*({sheet}$D$2:$D${last}{basis}{planned}),{sheet}$G$2:$G${last})",
            same('A', 'A'),
            same('B', 'B'),
            same('F', 'C')
        )
    };
    let rows: Vec<Vec<Datum>> = (2..)
        .zip(&lines)
        .map(|(row, line)| {
            vec![
                Datum::text(line.pack),
                Datum::text(group_words(line.group, words)),
                Datum::text(&*line.currency),
                Datum::Sum(over_findings(row, "<>"), line.found),
                Datum::Sum(over_findings(row, "="), line.forecast),
                Datum::Sum(format!("D{row}+E{row}"), line.total()),
                Datum::Count(i64::try_from(line.findings.len()).unwrap_or(i64::MAX)),
            ]
        })
        .collect();
    let totals = totals(ledger, view, &lines);
    Table {
        name: "exposure",
        columns: vec![
            column("pack", 34.0),
            column("exposure_apart", 30.0),
            column("currency", 9.0),
            figure("found", MONEY),
            figure("forecast", MONEY),
            figure("exposure", MONEY),
            figure("findings", 10.0),
        ],
        printed: 7,
        rows,
        totals,
    }
}

/// Each currency's sum, and under it the final cost should all of the exposure come on top of the accounts.
fn totals(ledger: &Ledger, view: &View, lines: &[Line]) -> Vec<Vec<Datum>> {
    let words = view.words;
    let summary = sheet_in_formula(words.get("sheets.summary"));
    let last = lines.len() + 1;
    let mut totals = Vec::new();
    for total in exposure::total(view.report) {
        let currency = &total.currency;
        let sum = |letter: char, of: fn(&Line) -> Decimal| {
            let value = lines
                .iter()
                .filter(|line| line.currency == *currency)
                .fold(Decimal::ZERO, |sum, line| sum.saturating_add(of(line)));
            Datum::Sum(
                format!("SUMPRODUCT(($C$2:$C${last}=\"{currency}\")*1,{letter}$2:{letter}${last})"),
                value,
            )
        };
        let row = lines.len() + 2 + totals.len();
        totals.push(vec![
            Datum::text(words.get("cost.total_exposure")),
            Datum::Blank,
            Datum::text(&**currency),
            sum('D', |line| line.found),
            sum('E', |line| line.forecast),
            sum('F', |line| line.total()),
        ]);
        if let (Some(section), Some(at)) = (section_of(ledger, currency), total_row(ledger, currency)) {
            let cost = section.total.final_cost(&ledger.conventions).saturating_add(total.amount);
            totals.push(vec![
                Datum::text(words.get("cost.on_top")),
                Datum::Blank,
                Datum::text(&**currency),
                Datum::Blank,
                Datum::Blank,
                Datum::Sum(format!("{summary}I{at}+F{row}"), cost),
            ]);
        }
    }
    totals
}

/// The row of a currency's total on the sheet Summary.
fn total_row(ledger: &Ledger, currency: &Arc<str>) -> Option<usize> {
    let categories: usize = ledger.sections.iter().map(|s| s.categories.len()).sum();
    let totalled = ledger.sections.iter().filter(|s| !s.accounts.is_empty());
    let place = totalled.map(|s| &s.currency).position(|c| c == currency)?;
    Some(categories + 2 + place)
}

/// Every finding that costs: what the account lines add up.
pub fn findings(view: &View) -> Table {
    let words = view.words;
    let rows = exposure::priced(view.report)
        .map(|(finding, cost)| {
            vec![
                Datum::text(exposure::pack(&finding.rule)),
                Datum::text(group_words(Group::of(&finding.rule), words)),
                Datum::text(finding.rule.clone()),
                Datum::text(entry::basis_words(finding.basis, words)),
                entry::day(finding).map_or(Datum::Blank, Datum::Date),
                Datum::text(&*cost.currency),
                Datum::Amount(cost.amount),
                Datum::text(entry::who(finding, words)),
                Datum::text(finding.arithmetic.clone()),
                Datum::text(entry::cells(&finding.sources)),
                Datum::text(finding.id.clone()),
            ]
        })
        .collect();
    Table {
        name: "exposure_findings",
        columns: vec![
            column("pack", 24.0),
            column("exposure", 24.0),
            column("rule", 32.0),
            column("basis", 10.0),
            column("date", 11.0),
            column("currency", 9.0),
            figure("cost", 13.0),
            column("about", 24.0),
            prose("arithmetic", 60.0),
            prose("source", 44.0),
            column("finding", 18.0),
        ],
        printed: 8,
        rows,
        totals: Vec::new(),
    }
}
