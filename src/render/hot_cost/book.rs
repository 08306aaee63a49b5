//! The hot cost as a workbook: a line a person, over and under as formulas, and the row of the time sheet.

use super::Sums;
use super::line::Line;
use crate::model::{Money, Purse};
use crate::render::call_sheet::Sheet;
use crate::render::job::{Body, Job};
use crate::render::payroll::tenths;
use crate::render::stamp;
use crate::render::view::View;
use crate::render::words::Words;
use crate::render::workbook::{Book, Column, Datum, Table};
use rust_decimal::Decimal;
use std::borrow::Cow;

/// The column of what is over or under, which gets bars.
const OVER: u16 = 7;

pub fn book(view: &View, sheet: &Sheet, lines: &[Line], sums: &Sums, page: &Job) -> Body {
    let words = sheet.words;
    let mut book = Book::new(
        format!("{}, {}", words.get("paper.hot_cost"), sheet.day.date),
        &view.production.facts.title,
        view.today,
        stamp::paper(view),
    );
    book.table(&table(words, lines, sums))
        .called(words.get("paper.hot_cost"))
        .bars(OVER)
        .provenance_in(words, stamp::provenance_in(view, words, &page.title, &page.inputs));
    book.finish()
}

fn table(words: &Words, lines: &[Line], sums: &Sums) -> Table {
    let heading = |key: &'static str, width: f64, wraps: bool, right: bool| Column {
        heading: Cow::Owned(words.get(key).to_owned()),
        width,
        wraps,
        right,
    };
    let rows: Vec<Vec<Datum>> = (2..).zip(lines).map(|(row, line)| of_line(row, line)).collect();
    let last = rows.len() + 1;
    let totals =
        (last + 1..).zip(sums.budget.iter()).map(|(row, budget)| total(words, sums, row, last, &budget));
    Table {
        name: "Hot cost",
        columns: vec![
            heading("common.col_department", 18.0, false, false),
            heading("common.col_name", 26.0, false, false),
            heading("common.col_position", 24.0, false, false),
            heading("paper.budget_hours", 10.0, false, true),
            heading("paper.hours", 10.0, false, true),
            heading("paper.budget", 13.0, false, true),
            heading("paper.actual", 13.0, false, true),
            heading("paper.over", 13.0, false, true),
            heading("paper.currency", 10.0, false, false),
            heading("paper.notes", 44.0, true, false),
            heading("paper.source", 40.0, true, false),
        ],
        printed: 10,
        totals: totals.collect(),
        rows,
    }
}

fn of_line(row: usize, line: &Line) -> Vec<Datum> {
    let money = |money: &Option<Money>| money.as_ref().map_or(Datum::Blank, |m| Datum::Amount(m.amount));
    let currency = line.budget.as_ref().or(line.actual.as_ref()).map(|m| m.currency.to_string());
    vec![
        Datum::text(line.department.clone()),
        Datum::text(line.name.clone()),
        Datum::maybe(line.position.clone()),
        line.budget_hours.map_or(Datum::Blank, |hours| Datum::Tenths(tenths::tenths(hours))),
        line.hours.map_or(Datum::Blank, |hours| Datum::Tenths(tenths::tenths(hours))),
        money(&line.budget),
        money(&line.actual),
        line.over().map_or(Datum::Blank, |by| Datum::Sum(format!("G{row}-F{row}"), by.amount)),
        Datum::maybe(currency),
        Datum::text(line.notes.join("; ")),
        Datum::text(line.cell.to_string()),
    ]
}

/// Only lines with both ends are added: those that have something in the column of what is over or under.
fn total(words: &Words, sums: &Sums, row: usize, last: usize, budget: &Money) -> Vec<Datum> {
    let currency = budget.currency.to_string();
    let sum = |letter: &str, value: Decimal| {
        let formula =
            format!("SUMIFS({letter}$2:{letter}${last},$H$2:$H${last},\"<>\",$I$2:$I${last},$I{row})");
        Datum::Sum(formula, value)
    };
    let of = |purse: &Purse| purse.of(&budget.currency);
    let run = words.say("paper.hot_running", &[("sum", &words.number(of(&sums.running), 2))]);
    vec![
        Datum::text(words.get("paper.total")),
        Datum::Blank,
        Datum::Blank,
        Datum::Blank,
        Datum::Blank,
        sum("F", budget.amount),
        sum("G", of(&sums.actual)),
        sum("H", of(&sums.over)),
        Datum::text(currency),
        Datum::text(run),
        Datum::Blank,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Minutes;
    use crate::render::fixture::cell;

    fn line(name: &str, budget: i64, actual: Option<&str>) -> Line {
        let money = |text: &str| Money::new(text.parse().unwrap(), "USD");
        Line {
            department: "Grip".into(),
            name: name.into(),
            position: None,
            budget_hours: Some(Minutes(600)),
            hours: actual.map(|_| Minutes(665)),
            budget: Some(money(&budget.to_string())),
            actual: actual.map(money),
            notes: Vec::new(),
            cell: cell("timesheets.xlsx", 3, 0),
        }
    }

    #[test]
    fn lines_with_both_ends_are_added_by_formulas_and_open_ones_are_not() {
        let lines =
            [line("Ada", 500, Some("550.00")), line("Ben", 385, Some("400.25")), line("Cy", 100, None)];
        let mut running = Purse::default();
        running.add(&Money::new(Decimal::from(10), "USD"));
        let sums = Sums::of(&lines, &mut running);
        let words = crate::render::words::of("en", "US");
        let table = table(words, &lines, &sums);
        // 550 − 500 = 50; 665 minutes are 11.1 hours in tenths. Cy has no actual: nothing is over.
        assert_eq!(table.rows[0][7], Datum::Sum("G2-F2".into(), Decimal::from(50)));
        assert_eq!(table.rows[0][4], Datum::Tenths("11.1".parse().unwrap()));
        assert_eq!(table.rows[2][7], Datum::Blank);
        // 500 + 385 = 885; 550 + 400.25 = 950.25; 65.25 over, and 10 before: 75.25.
        let total = &table.totals[0];
        let formula = |l: &str| format!("SUMIFS({l}$2:{l}$4,$H$2:$H$4,\"<>\",$I$2:$I$4,$I5)");
        assert_eq!(total[5], Datum::Sum(formula("F"), Decimal::from(885)));
        assert_eq!(total[6], Datum::Sum(formula("G"), "950.25".parse().unwrap()));
        assert_eq!(total[7], Datum::Sum(formula("H"), "65.25".parse().unwrap()));
        assert!(matches!(&total[9], Datum::Text(text) if text.contains("75.25")), "{:?}", total[9]);
        assert_eq!((table.rows[0].len(), total.len()), (table.columns.len(), table.columns.len()));
    }
}
