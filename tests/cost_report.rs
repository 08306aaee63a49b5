//! The sample's cost report against sums taken straight from its budget and its account log.
#![cfg(feature = "pdf")]

mod common;

use calamine::{Data, Reader, Xlsx, open_workbook};
use chrono::NaiveDate;
use common::{callboard, sample, stderr};
use rust_decimal::Decimal;
use std::path::Path;

#[test]
fn totals_are_those_of_the_sample() {
    let (_dir, folder) = sample("night-train");
    let output =
        callboard(&["build", folder.to_str().unwrap(), "--today", "2026-10-30", "--only", "cost-report"]);
    assert_ne!(output.status.code(), Some(2), "{}", stderr(&output));
    let mut book: Xlsx<_> = open_workbook(folder.join("out/money/cost-report.xlsx")).unwrap();
    let summary = book.worksheet_range("Summary").unwrap();
    let total: Vec<Decimal> = summary.rows().find(|row| row[1] == Data::String("Total".into())).unwrap()
        [2..10]
        .iter()
        .map(decimal)
        .collect();
    let [budget, period, actual, commitments, cost, estimate, efc, variance] = total[..] else {
        panic!("{total:?}")
    };

    let (in_period, to_date) = spent(&folder.join("inbox/Account log.csv"));
    assert_eq!((period, actual), (in_period, to_date));
    let (budgeted, estimated) = budgeted(&folder.join("inbox/Budget and PO log.xlsx"));
    assert_eq!((budget, estimate), (budgeted, estimated));
    assert!(commitments > Decimal::ZERO);
    assert_eq!(cost, actual + commitments);
    assert_eq!(efc, cost + estimate);
    assert_eq!(variance, budget - efc);
}

/// A number of the workbook, to the cent.
fn decimal(cell: &Data) -> Decimal {
    let number = match cell {
        Data::Float(n) => *n,
        Data::Int(n) => *n as f64,
        other => panic!("{other:?} is no number"),
    };
    format!("{number:.2}").parse::<Decimal>().unwrap().normalize()
}

/// What the log says was spent in the week to 31 October 2026 and up to it; pounds at the budget's 1.33.
fn spent(log: &Path) -> (Decimal, Decimal) {
    let end = NaiveDate::from_ymd_opt(2026, 10, 31).unwrap();
    let start = NaiveDate::from_ymd_opt(2026, 10, 25).unwrap();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_path(log).unwrap();
    let (mut period, mut to_date) = (Decimal::ZERO, Decimal::ZERO);
    for record in reader.records().map(Result::unwrap) {
        let Ok(date) = NaiveDate::parse_from_str(record.get(0).unwrap_or(""), "%m/%d/%Y") else { continue };
        let written: String = record[4].chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
        let negative = record[4].contains(['(', '-']);
        let mut amount: Decimal = written.parse().unwrap();
        if negative {
            amount = -amount;
        }
        if &record[5] == "GBP" {
            amount = (amount * Decimal::new(133, 2)).round_dp(2);
        }
        if date <= end {
            to_date += amount;
            if date >= start {
                period += amount;
            }
        }
    }
    (period.normalize(), to_date.normalize())
}

/// The sums of the budget's own columns. Every account has an estimate; the one account that is charged and is not
/// in the budget has none, and nothing left to estimate.
fn budgeted(workbook: &Path) -> (Decimal, Decimal) {
    let mut book: Xlsx<_> = open_workbook(workbook).unwrap();
    let sheet = book.worksheet_range("Budget").unwrap();
    let is_account = |cell: &Data| cell.to_string().chars().next().is_some_and(|c| c.is_ascii_digit());
    let accounts: Vec<&[Data]> = sheet.rows().filter(|row| is_account(&row[0])).collect();
    let sum = |column: usize| accounts.iter().map(|row| decimal(&row[column])).sum::<Decimal>().normalize();
    (sum(3), sum(4))
}
