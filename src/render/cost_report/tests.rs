//! Hand sums against the ledger, and the ledger against the workbook.

use super::*;
use crate::model::Money;
use crate::render::fixture::{self, budget, expense, order, usd, viewing};
use crate::settings::Settings;
use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use rust_decimal::Decimal;
use std::io::Cursor;

fn dec(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn account<'a>(section: &'a Section, name: &str) -> &'a ledger::Account {
    section.accounts.iter().find(|a| a.account == name).unwrap()
}

#[test]
fn an_account_adds_up_by_hand() {
    let p = fixture::with_money();
    let settings = Settings::default();
    let ledger = Ledger::new(&p, &settings, fixture::day("2026-10-30"));
    let section = &ledger.sections[0];
    // Case 22 from rows: 20,650 + 10,600; 20,000 − 10,600 open; 31,250 + 9,400 + 12,100
    let a = &account(section, "3300-02").figures;
    assert_eq!((a.actual, a.commitments), (dec("31250"), dec("9400")));
    assert_eq!(a.final_cost(&ledger.conventions), dec("52750"));
    assert_eq!(a.variance(&ledger.conventions), dec("-4750"));
    // The week of 18 to 24 October has the second expense only.
    assert_eq!(a.period, dec("10600"));
    // The expense of 2 November is after today, so it does not count; 20,000 − 5,000 = 15,000 left.
    let cast = account(section, "1401");
    assert_eq!((cast.figures.actual, cast.figures.estimate), (dec("5000"), dec("15000")));
    assert!(!cast.estimate_given);
    // Void and closed orders commit nothing.
    assert_eq!(account(section, "5100").figures.commitments, Decimal::ZERO);
    // The account that the budget lacks is in the total: 31,250 + 5,000 + 125.50
    assert!(!account(section, "9999").in_budget);
    assert_eq!(section.total.actual, dec("36375.50"));
    // 52,750 + 20,000 + 7,500 + 125.50 = 80,375.50 against 75,500
    assert_eq!(section.total.final_cost(&ledger.conventions), dec("80375.50"));
    assert_eq!(section.total.variance(&ledger.conventions), dec("-4875.50"));
}

#[test]
fn an_order_billed_beyond_its_amount_commits_nothing() {
    let mut p = fixture::production();
    p.purchase_orders = vec![order("po-1", "2026-10-01", "3300", usd("1000"), "open")];
    p.expenses = vec![expense("2026-10-02", "3300", usd("1200"), Some("PO-1 "))];
    let settings = Settings::default();
    let ledger = Ledger::new(&p, &settings, fixture::day("2026-10-30"));
    assert_eq!(ledger.sections[0].total.commitments, Decimal::ZERO);
    assert_eq!(ledger.sections[0].total.actual, dec("1200"));
}

fn rates(list: &[(&str, &str, &str)]) -> Settings {
    let rate = |(kind, date, value): &(&str, &str, &str)| crate::settings::ExchangeRate {
        from: "EUR".into(),
        to: "USD".into(),
        date: date.parse().unwrap(),
        value: (*value).into(),
        kind: (*kind).into(),
    };
    Settings { rate: list.iter().map(rate).collect(), ..Settings::default() }
}

fn euros() -> crate::model::Production {
    let mut p = fixture::production();
    let eur = |text: &str| Money::new(dec(text), "EUR");
    p.budget = vec![budget("3600", "Production", eur("4200"), None)];
    p.expenses = vec![expense("2026-10-12", "3600", eur("4200"), None)];
    p
}

#[test]
fn case_32_converted_at_both_rates() {
    let settings = rates(&[("budget", "2026-01-01", "1.2900"), ("transaction", "2026-10-01", "1.3512")]);
    let p = euros();
    let ledger = Ledger::new(&p, &settings, fixture::day("2026-10-30"));
    assert_eq!(ledger.sections.len(), 1);
    let total = &ledger.sections[0].total;
    // 4,200 × 1.2900 = 5,418.00; 4,200 × 1.3512 = 5,675.04; over by 257.04
    assert_eq!((total.budget, total.actual), (dec("5418.00"), dec("5675.04")));
    assert_eq!(total.variance(&ledger.conventions), dec("-257.04"));
    let page = viewing(&p, &fixture::report(), &settings, |view| notes::notes(&ledger, view));
    let note = page.iter().find(|n| n.title == "Exchange").unwrap();
    let last: Vec<&str> = note.rows.iter().map(|row| row[6].as_str()).collect();
    assert_eq!(last, ["", "257.04"]);
}

#[test]
fn without_a_rate_for_all_a_currency_stays_apart() {
    let p = euros();
    for settings in [Settings::default(), rates(&[("transaction", "2026-10-01", "1.3512")])] {
        let ledger = Ledger::new(&p, &settings, fixture::day("2026-10-30"));
        let currencies: Vec<&str> = ledger.sections.iter().map(|s| &*s.currency).collect();
        assert_eq!(currencies, ["EUR"]);
        assert_eq!(ledger.sections[0].total.actual, dec("4200"));
    }
}

#[test]
fn an_order_relieved_in_another_currency_is_relieved_in_the_common_one() {
    let settings = rates(&[("budget", "2026-01-01", "1.25")]);
    let mut p = fixture::production();
    p.purchase_orders = vec![order("PO-1", "2026-10-01", "3600", Money::new(dec("1000"), "EUR"), "open")];
    p.expenses = vec![expense("2026-10-02", "3600", usd("250"), Some("PO-1"))];
    let ledger = Ledger::new(&p, &settings, fixture::day("2026-10-30"));
    // 1,000 × 1.25 − 250 = 1,000
    assert_eq!(ledger.sections[0].total.commitments, dec("1000.00"));
}

fn workbook(p: &crate::model::Production, settings: &Settings) -> Vec<u8> {
    viewing(p, &fixture::report(), settings, jobs)[1].body.bytes().unwrap().unwrap()
}

fn sheets() -> Xlsx<Cursor<Vec<u8>>> {
    open_workbook_from_rs(Cursor::new(workbook(&fixture::with_money(), &Settings::default()))).unwrap()
}

#[test]
fn an_office_suite_works_out_the_same() {
    let mut p = fixture::with_money();
    crate::render::peer::assert_recalculates(&workbook(&p, &Settings::default()));
    // Two currencies apart, and the other conventions of both estimate and sign.
    p.budget.extend(euros().budget);
    p.expenses.extend(euros().expenses);
    let mut settings = Settings::default();
    settings.cost_report.etc = Some("includes-commitments".into());
    settings.cost_report.variance = Some("efc-minus-budget".into());
    crate::render::peer::assert_recalculates(&workbook(&p, &settings));
    // Converted.
    settings.rate =
        rates(&[("budget", "2026-01-01", "1.2900"), ("transaction", "2026-10-01", "1.3512")]).rate;
    crate::render::peer::assert_recalculates(&workbook(&p, &settings));
}

#[test]
fn cached_values_of_the_workbook_are_the_sums_of_its_cells() {
    let mut book = sheets();
    let accounts = book.worksheet_range("Accounts").unwrap();
    let number = |row: u32, col: u32| match accounts.get_value((row, col)) {
        Some(Data::Float(n)) => *n,
        Some(Data::Int(n)) => *n as f64,
        _ => 0.0,
    };
    // Rows 1 to 4 are accounts, row 5 the total.
    for col in 4..12 {
        let sum: f64 = (1..5).map(|row| number(row, col)).sum();
        assert!((sum - number(5, col)).abs() < 0.005, "column {col}: {sum} is not {}", number(5, col));
    }
    for row in 1..6 {
        assert!((number(row, 6) + number(row, 7) - number(row, 8)).abs() < 0.005);
        assert!((number(row, 8) + number(row, 9) - number(row, 10)).abs() < 0.005);
        assert!((number(row, 4) - number(row, 10) - number(row, 11)).abs() < 0.005);
    }
    assert_eq!(number(5, 11), -4875.5);
    let summary = book.worksheet_range("Summary").unwrap();
    assert_eq!(summary.get_value((5, 9)), Some(&Data::Float(-4875.5)));
    let formulas = book.worksheet_formula("Accounts").unwrap();
    // Four rows: total, final cost, variance each, the share where there is a budget (3), the estimate by
    // convention (2); and nine in the total.
    assert_eq!(formulas.used_cells().count(), 4 * 3 + 3 + 2 + 9);
}

#[test]
fn exposure_stands_beside_the_accounts_and_is_in_none() {
    let p = fixture::with_money();
    let jobs = viewing(&p, &fixture::report(), &Settings::default(), jobs);
    let Body::Pdf { data, .. } = &jobs[0].body else { panic!() };
    // A worked rest of 50.00 and a planned one of 50.00; the waived meal and the undetermined one cost nothing here.
    let usd = &data["exposure"][0];
    let line = &usd["lines"][0];
    assert_eq!((&line["pack"], &line["group"]), (&json!("iatse-basic"), &json!("Rest and forced calls")));
    assert_eq!(
        (&line["found"], &line["forecast"], &line["total"]),
        (&json!("50.00"), &json!("50.00"), &json!("100.00"))
    );
    assert_eq!(usd["lines"].as_array().unwrap().len(), 1);
    // The accounts end at 80,375.50 as without findings; with all of it on top 80,475.50.
    assert_eq!(data["sections"][0]["total"]["efc"], "80,375.50");
    assert_eq!((&usd["on_top"]["efc"], &usd["on_top"]["over"]), (&json!("80,475.50"), &json!(true)));
    let mut book = sheets();
    let number = |book: &mut Xlsx<_>, sheet: &str, row: u32, col: u32| match book
        .worksheet_range(sheet)
        .unwrap()
        .get_value((row, col))
    {
        Some(Data::Float(n)) => *n,
        Some(Data::Int(n)) => *n as f64,
        other => panic!("{sheet} {row} {col}: {other:?}"),
    };
    // The line, the total, and the final cost with it.
    for (row, col, value) in [(1, 3, 50.0), (1, 4, 50.0), (1, 5, 100.0), (2, 5, 100.0), (3, 5, 80475.5)] {
        assert_eq!(number(&mut book, "Exposure", row, col), value, "row {row}, column {col}");
    }
    let findings = book.worksheet_range("Exposure findings").unwrap();
    let ids: Vec<String> = findings.rows().skip(1).map(|row| row[10].to_string()).collect();
    let of: Vec<String> = fixture::report().findings[1..3].iter().map(|f| f.id.clone()).collect();
    assert_eq!(ids, of);
}

#[test]
fn the_sample_beside_the_template_is_true() {
    let p = fixture::with_money();
    let jobs = viewing(&p, &fixture::report(), &Settings::default(), jobs);
    match &jobs[0].body {
        Body::Pdf { template, data } => fixture::assert_sample(template, data),
        other => panic!("{other:?}"),
    }
}

#[test]
fn without_money_there_is_no_report() {
    let p = fixture::production();
    assert!(viewing(&p, &fixture::report(), &Settings::default(), jobs).is_empty());
}
