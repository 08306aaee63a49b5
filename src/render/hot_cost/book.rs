//! The hot cost as a workbook: a line a person, over and under as formulas, and the row of the time sheet; the departments' sums
//! and the counts of the day on sheets of their own.

use super::counts::Count;
use super::departments::Department;
use super::line::Line;
use super::{Cost, Sums};
use crate::model::{Money, Purse};
use crate::render::call_sheet::Sheet;
use crate::render::job::{Body, Job};
use crate::render::payroll::tenths;
use crate::render::stamp;
use crate::render::view::View;
use crate::render::words::Words;
use crate::render::workbook::{Book, Column, Datum, Table, sheet_in_formula};
use rust_decimal::Decimal;
use std::borrow::Cow;

/// The column of what is over or under, which gets bars.
const OVER: u16 = 7;

pub fn book(view: &View, sheet: &Sheet, cost: &Cost, page: &Job) -> Body {
    let words = sheet.words;
    let mut book = Book::new(
        format!("{}, {}", words.get("paper.hot_cost"), sheet.day.date),
        &view.production.facts.title,
        view.today,
        stamp::paper(view),
    );
    book.table(&table(words, &cost.lines, &cost.sums))
        .called(words.get("paper.hot_cost"))
        .bars(OVER)
        .table(&departments(words, &cost.departments, cost.lines.len()))
        .called(words.get("paper.hot_departments"));
    if !cost.counts.is_empty() {
        book.table(&counts(words, &cost.counts)).called(words.get("paper.hot_others"));
    }
    book.provenance_in(words, stamp::provenance_in(view, words, &page.title, &page.inputs));
    book.finish()
}

fn heading(words: &Words, key: &'static str, width: f64, wraps: bool, right: bool) -> Column {
    Column { heading: Cow::Owned(words.get(key).to_owned()), width, wraps, right }
}

/// Each department's sums over the lines of the first sheet, in each currency; a line with an open end is in none.
fn departments(words: &Words, departments: &[Department], lines: usize) -> Table {
    let heading = |key, width, right| heading(words, key, width, false, right);
    let last = lines + 1;
    let of = sheet_in_formula(words.get("paper.hot_cost"));
    let rows: Vec<Vec<Datum>> = (2usize..)
        .zip(departments)
        .map(|(row, d)| {
            let when = format!(
                "{of}$A$2:$A${last},$A{row},{of}$I$2:$I${last},$I{row},{of}$H$2:$H${last},\"<>\""
            );
            let sum = |letter: &str| format!("SUMIFS({of}${letter}$2:${letter}${last},{when})");
            let hours = |letter: &str, hours: Decimal| Datum::TenthsSum(sum(letter), hours);
            let count = |known: bool, n: usize| {
                let ends = if known { "\"<>\"" } else { "\"\"" };
                let formula = format!(
                    "COUNTIFS({of}$A$2:$A${last},$A{row},{of}$I$2:$I${last},$I{row},{of}$H$2:$H${last},{ends})"
                );
                Datum::CountSum(formula, i64::try_from(n).unwrap_or(i64::MAX))
            };
            // Of lines that are all open there is no sum, and so no nought.
            let known = |datum: Datum| if d.lines > 0 { datum } else { Datum::Blank };
            vec![
                Datum::text(d.name.clone()),
                count(true, d.lines),
                known(hours("D", d.budget_hours)),
                known(hours("E", d.hours)),
                known(Datum::Sum(sum("F"), d.budget)),
                known(Datum::Sum(sum("G"), d.actual)),
                known(Datum::Sum(format!("F{row}-E{row}"), d.over())),
                count(false, d.open),
                Datum::text(d.currency.clone()),
            ]
        })
        .collect();
    Table {
        name: "By department",
        columns: vec![
            heading("common.col_department", 24.0, false),
            heading("paper.hot_lines", 10.0, true),
            heading("paper.budget_hours", 12.0, true),
            heading("paper.hours", 10.0, true),
            heading("paper.budget", 13.0, true),
            heading("paper.actual", 13.0, true),
            heading("paper.over", 13.0, true),
            heading("paper.hot_unknown", 10.0, true),
            heading("paper.currency", 10.0, false),
        ],
        printed: 9,
        rows,
        totals: Vec::new(),
    }
}

/// Heads, meals and media: as planned and as it came.
fn counts(words: &Words, counts: &[Count]) -> Table {
    let number = |n: Option<Decimal>| n.map_or(Datum::Blank, Datum::Number);
    let rows = (2usize..)
        .zip(counts)
        .map(|(row, count)| {
            vec![
                Datum::text(count.name.clone()),
                number(count.planned),
                number(count.actual),
                count.difference().map_or(Datum::Blank, |by| Datum::CountSum(format!("C{row}-B{row}"), by)),
            ]
        })
        .collect();
    Table {
        name: "Counts",
        columns: vec![
            heading(words, "paper.hot_item", 44.0, false, false),
            heading(words, "paper.hot_planned", 12.0, false, true),
            heading(words, "paper.actual", 12.0, false, true),
            heading(words, "paper.hot_difference", 12.0, false, true),
        ],
        printed: 4,
        rows,
        totals: Vec::new(),
    }
}

fn table(words: &Words, lines: &[Line], sums: &Sums) -> Table {
    let heading = |key, width, wraps, right| heading(words, key, width, wraps, right);
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
    use crate::render::fixture::{self, cell};

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
            group: false,
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
        // Of the department the two closed lines: 2 × 10.0 hours budgeted, 2 × 11.1 worked; 885 against 950.25; one is open.
        let of_all = departments(words, &Department::all(&lines), lines.len());
        let row = &of_all.rows[0];
        let value = |at: usize| match &row[at] {
            Datum::Sum(_, n) | Datum::TenthsSum(_, n) => *n,
            Datum::CountSum(_, n) => Decimal::from(*n),
            other => panic!("{other:?}"),
        };
        let told: Vec<String> = (1..8).map(|at| value(at).normalize().to_string()).collect();
        assert_eq!(told, ["2", "20", "22.2", "885", "950.25", "65.25", "1"]);
        assert!(
            matches!(&row[4], Datum::Sum(formula, _) if formula.starts_with("SUMIFS('Hot cost'!$F$2:$F$4,"))
        );
        assert_eq!(row.len(), of_all.columns.len());
        // Whoever has no money at all is in the department, too.
        let none = Line { budget: None, actual: None, ..line("Dee", 1, None) };
        let of_two = Department::all(&[none, line("Ada", 500, Some("550.00"))]);
        assert_eq!((of_two.len(), of_two[0].lines, of_two[0].open), (1, 1, 1));
        assert_eq!(of_two[0].currency, "USD");
        let counted =
            Count { name: "Meals".into(), planned: Some(Decimal::from(8)), actual: Some(Decimal::from(14)) };
        let mut book = Book::new("Hot cost", "Night Train", fixture::day("2026-10-30"), "us-letter");
        book.table(&table).table(&of_all).table(&counts(words, &[counted]));
        crate::render::peer::assert_recalculates(&book.bytes().unwrap());
    }
}
