//! The sample's cost report against sums taken straight from its budget and its account log.
#![cfg(feature = "pdf")]

mod common;

use calamine::{Data, Reader, Xlsx, open_workbook};
use chrono::NaiveDate;
use common::{callboard, sample, stderr};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
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

/// The exposure lines against the list of what must be found in the sample, whose figures come from arithmetic written
/// beside them: each cost under its agreement and sort of rule, worked apart from planned.
#[test]
fn exposure_is_what_the_expected_findings_cost() {
    for today in ["2026-10-30", "2026-11-08"] {
        let (_dir, folder) = sample("night-train");
        let output =
            callboard(&["build", folder.to_str().unwrap(), "--today", today, "--only", "cost-report"]);
        assert_ne!(output.status.code(), Some(2), "{}", stderr(&output));
        let mut book: Xlsx<_> = open_workbook(folder.join("out/money/cost-report.xlsx")).unwrap();
        let sheet = book.worksheet_range("Exposure").unwrap();
        let found: Exposure = sheet
            .rows()
            .skip(1)
            .take_while(|row| row[0] != Data::String("Total exposure".into()))
            .map(|row| ((row[0].to_string(), row[1].to_string()), [decimal(&row[3]), decimal(&row[4])]))
            .collect();
        let list = std::fs::read_to_string(folder.join("EXPECTED.md")).unwrap();
        let expected = expected_exposure(&list, today);
        assert_eq!(found, expected, "{today}");
        // The accounts do not change by it: actual to date is the log's own, see above.
        let total = sheet.rows().find(|row| row[0] == Data::String("Total exposure".into())).unwrap();
        let [worked, planned] = expected.values().fold([Decimal::ZERO; 2], |[a, b], [c, d]| [a + c, b + d]);
        assert_eq!(
            (decimal(&total[3]), decimal(&total[4])),
            (worked.normalize(), planned.normalize()),
            "{today}"
        );
    }
}

/// By agreement and sort of rule: what was worked and what is planned.
type Exposure = BTreeMap<(String, String), [Decimal; 2]>;

/// The costs of the findings' table under `As of DATE`; what is waived or undetermined (`0.00 USD to open`) costs nothing.
fn expected_exposure(list: &str, today: &str) -> Exposure {
    let part = list.split("## As of ").find(|part| part.starts_with(today)).unwrap();
    let mut sums = Exposure::new();
    for row in part.lines().filter(|line| line.starts_with("| ")) {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let [rule, _, outcome, _, basis, _, _, _, cost, ..] = cells[..] else { continue };
        let Some((pack, name)) = rule.split_once('/') else { continue };
        let Some(amount) = cost.strip_suffix(" USD").and_then(|text| text.parse::<Decimal>().ok()) else {
            continue;
        };
        if outcome.contains("waived") || outcome.contains("undetermined") {
            continue;
        }
        let group = match name.split('-').next().unwrap() {
            "meal" => "Meal penalties",
            "rest" => "Rest and forced calls",
            "sixth" | "seventh" => "Sixth and seventh days",
            "extended" | "overtime" | "day" | "week" | "average" => "Overtime and long days",
            "night" | "split" | "past" => "Night and split work",
            _ => "Allowances and other premiums",
        };
        let sum = sums.entry((pack.to_owned(), group.to_owned())).or_default();
        sum[usize::from(basis == "plan")] += amount;
    }
    assert!(!sums.is_empty());
    sums.into_iter().map(|(key, [a, b])| (key, [a.normalize(), b.normalize()])).collect()
}
