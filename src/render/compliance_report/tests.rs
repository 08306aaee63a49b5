//! The page, the workbook and the JSON against a report whose sums are known.

use super::*;
use crate::render::fixture::{self, viewing};
use crate::settings::Settings;
use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use serde_json::Value;
use std::io::Cursor;

fn made() -> Vec<Job> {
    viewing(&fixture::production(), &fixture::report(), &Settings::default(), jobs)
}

fn bytes(job: &Job) -> Vec<u8> {
    job.body.bytes().unwrap().unwrap()
}

#[test]
fn findings_json_has_the_shape_of_the_contract() {
    let value: Value = serde_json::from_slice(&bytes(&made()[2])).unwrap();
    assert_eq!(
        value.as_object().unwrap().keys().collect::<Vec<_>>(),
        ["production", "as_of", "packs", "summary", "findings", "pay", "problems"]
    );
    let worked = &value["findings"][1];
    let keys = [
        "id",
        "rule",
        "severity",
        "outcome",
        "basis",
        "subject",
        "from",
        "to",
        "measured",
        "limit",
        "excess_minutes",
        "cost",
        "cost_range",
        "avoid",
        "message",
        "help",
        "arithmetic",
        "parameters",
        "citation",
        "sources",
        "waiver",
        "also",
    ];
    assert_eq!(worked.as_object().unwrap().keys().collect::<Vec<_>>(), keys);
    assert_eq!(worked["cost"], serde_json::json!({ "amount": "50.00", "currency": "USD" }));
    assert_eq!(worked["subject"]["kind"], "rest");
    // Row 11 and column 7 counted from zero are H12.
    assert_eq!(worked["sources"][0]["cell"], "H12");
    assert_eq!(value["findings"][2]["avoid"][0]["not_before"], "2026-11-02T06:13:00-08:00");
    assert_eq!(value["problems"][1]["value"], "7:3O");
}

#[test]
fn the_page_parts_what_counts_from_what_is_waived_or_undetermined() {
    let jobs = made();
    let Body::Pdf { template, data } = &jobs[0].body else { panic!() };
    // Only the planned breach of 2 November is after 30 October.
    assert_eq!(data["before"].as_array().unwrap().len(), 1);
    assert_eq!(data["before"][0]["rows"][0]["change"], "call Mon 6:13A or later");
    assert_eq!(data["before"][0]["rows"][0]["price"], "USD 50.00");
    assert_eq!(
        data["before"][0]["push"],
        "One push of the Main unit by 0:13 (crew call Mon 6:00A → Mon 6:13A) cures everything above, and nobody is \
         newly in breach. It saves USD 50.00."
    );
    assert_eq!(data["saves"], "USD 50.00");
    assert_eq!(data["days"].as_array().unwrap().len(), 2);
    assert_eq!(data["others"][0]["title"], "clearances");
    assert_eq!(data["waived"][0]["cost"], "USD 50.00");
    assert_eq!(data["undetermined"][0]["bounds"], "at least USD 0.00, without an upper bound");
    assert_eq!(data["days"][0]["entries"][0]["cells"], "inbox/timesheets.xlsx › Sheet1 › H12, C13");
    fixture::assert_sample(template, data);
}

#[test]
fn costs_by_person_and_rule_are_the_sums_of_the_findings() {
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes(&made()[1]))).unwrap();
    assert_eq!(
        book.sheet_names(),
        [
            "Findings",
            "Before you send",
            "Pushes tried",
            "By person",
            "By rule",
            "Also found",
            "Parameters",
            "Provenance"
        ]
    );
    let people = book.worksheet_range("By person").unwrap();
    let cost = |row: u32| people.get_value((row, 7)).cloned();
    // Dana Ruiz 50, Ignacio Bell-Ferreira 50, Lena Park undetermined, Sam Okafor waived: 100 in all.
    for (row, sum) in [(1, 50.0), (2, 50.0), (5, 100.0)] {
        assert_eq!(cost(row), Some(Data::Float(sum)), "row {row}");
    }
    assert!(!matches!(cost(3), Some(Data::Float(_))) && !matches!(cost(4), Some(Data::Float(_))));
    let rules = book.worksheet_range("By rule").unwrap();
    assert_eq!(rules.get_value((3, 0)), Some(&Data::String("iatse-basic/rest-daily".into())));
    assert_eq!(rules.get_value((3, 7)), Some(&Data::Float(100.0)));
}

/// The audit view: what was put under a stricter finding is there whole, and in no total.
#[test]
fn what_laxer_rules_found_is_kept_beside_the_finding_that_stands() {
    let mut report = fixture::report();
    let mut lax = report.findings[1].clone();
    lax.rule = "house/rest-daily".into();
    lax.limit = Some("9:50".into());
    lax.excess_minutes = Some(3);
    report.findings[1].also = vec![lax];
    let jobs = viewing(&fixture::production(), &report, &Settings::default(), jobs);
    let value: Value = serde_json::from_slice(&bytes(&jobs[2])).unwrap();
    let also = &value["findings"][1]["also"][0];
    assert_eq!((&also["rule"], &also["limit"]), (&"house/rest-daily".into(), &"9:50".into()));
    assert_eq!(also["excess_minutes"], 3);
    assert!(also["citation"]["text"].is_string() && also["cost"]["amount"] == "50.00");
    let Body::Pdf { data, .. } = &jobs[0].body else { panic!() };
    let printed = data["days"][0]["entries"][0]["also"].as_str().unwrap();
    assert_eq!(printed, "house/rest-daily: 9:47 against 9:50 (IATSE Basic Agreement 2024, ¶10, verified)");
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes(&jobs[1]))).unwrap();
    let sheet = book.worksheet_range("Also found").unwrap();
    let text = |row: u32, column: u32| sheet.get_value((row, column)).cloned();
    assert_eq!(text(1, 2), Some(Data::String("house/rest-daily".into())));
    assert_eq!(text(1, 6), Some(Data::String("iatse-basic/rest-daily".into())));
    // By rule: 100 in all still, and no row of the rule that does not stand.
    let rules = book.worksheet_range("By rule").unwrap();
    assert!(rules.rows().all(|row| row[0] != Data::String("house/rest-daily".into())));
    assert_eq!(rules.get_value((3, 7)), Some(&Data::Float(100.0)));
}

#[test]
fn a_number_is_told_with_its_own_source() {
    let mut report = fixture::report();
    for finding in &mut report.findings {
        let used = std::sync::Arc::make_mut(&mut finding.parameters[0]);
        used.cite = "Side letter, ¶2".into();
        used.status = "secondary".into();
    }
    let jobs = viewing(&fixture::production(), &report, &Settings::default(), jobs);
    let Body::Pdf { data, .. } = &jobs[0].body else { panic!() };
    let entry = &data["days"][0]["entries"][0];
    let number = "rest = 10h from 2024-08-04 by photography start — Side letter, ¶2 (secondary)";
    assert_eq!(entry["parameters"], number);
    assert_eq!(entry["citation_status"], "verified");
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes(&jobs[1]))).unwrap();
    let sheet = book.worksheet_range("Parameters").unwrap();
    let text = |column: u32| sheet.get_value((1, column)).map(ToString::to_string);
    assert_eq!((text(5).as_deref(), text(6).as_deref()), (Some("Side letter, ¶2"), Some("secondary")));
    let value: Value = serde_json::from_slice(&bytes(&jobs[2])).unwrap();
    assert_eq!(value["findings"][0]["parameters"][0]["status"], "secondary");
}

#[test]
fn an_office_suite_works_out_the_same() {
    crate::render::peer::assert_recalculates(&bytes(&made()[1]));
}
