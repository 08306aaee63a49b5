//! A card and its workbook against a week counted by hand.

use super::*;
use crate::render::fixture::{self, viewing};
use crate::render::payroll::fixture::{a_week, findings};
use crate::settings::Settings;
use calamine::{Data, DataType, Reader, Xlsx, open_workbook_from_rs};
use std::io::Cursor;

fn made() -> Vec<Job> {
    viewing(&a_week(), &findings(), &Settings::default(), jobs)
}

fn cards() -> Vec<Value> {
    match &made()[0].body {
        Body::Pdf { template, data } => {
            fixture::assert_sample(template, data);
            data["cards"].as_array().unwrap().clone()
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_card_is_a_persons_seven_days_with_rate_changes_and_totals() {
    let cards = cards();
    let names: Vec<&str> = cards.iter().map(|card| card["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Dana Ruiz", "Imogen Castellane", "=Teo Brandt"]);
    let grip = &cards[0];
    let rows = grip["rows"].as_array().unwrap();
    // Seven days from Sunday the 25th, one of them in two parts.
    assert_eq!(rows.len(), 8);
    assert_eq!((&rows[0]["date"], &rows[0]["worked"]), (&json!("Sun\u{a0}10/25"), &json!(false)));
    let tuesday = &rows[2];
    assert_eq!(tuesday["call"], json!({ "tenths": "7.0", "clock": "7:00A" }));
    assert_eq!(tuesday["meals"][0][1], json!({ "tenths": "13.0", "clock": "1:00P" }));
    assert_eq!((&tuesday["elapsed"], &tuesday["hours"]), (&json!("12.6"), &json!("12.1")));
    assert_eq!(rows[4]["wrap"], json!({ "tenths": "25.0", "clock": "1:00A Thu\u{a0}10/29" }));
    // The second part is paid at another rate: each line says its own.
    assert_eq!(grip["rate_changes"], true);
    assert_eq!(
        (&rows[3]["rate"], &rows[4]["rate"]),
        (&json!("USD 50.00 an hour"), &json!("USD 60.00 an hour"))
    );
    assert_eq!(grip["position"], "Key grip, Rigging grip");
    // 12.1 + 4.0 + 4.5
    assert_eq!((&grip["totals"]["hours"], &grip["totals"]["meal_penalties"]), (&json!("20.6"), &json!("2")));
    // The pay rules' hours: 8 + 4 + 4 straight, 4.1 + 0.5 at one and a half times.
    assert_eq!(grip["multiples"], json!(["1×", "1.5×"]));
    assert_eq!((&tuesday["at"], &rows[3]["at"]), (&json!(["8.00", "4.10"]), &json!(["4.00", null])));
    assert_eq!(grip["totals"]["at"], json!(["16.00", "4.60"]));
    assert_eq!(cards[1]["multiples"], json!([]));
    // 50.00 + 17.50
    assert_eq!(grip["premium_total"], "USD 67.50");
    assert_eq!(grip["premiums"].as_array().unwrap().len(), 2);
}

#[test]
fn a_day_without_a_wrap_has_no_hours_and_the_card_says_why() {
    let lead = &cards()[1];
    let row = &lead["rows"][4];
    assert_eq!(row["wrap"], json!({ "tenths": null, "clock": null }));
    assert_eq!((&row["elapsed"], &row["hours"]), (&Value::Null, &Value::Null));
    assert_eq!(lead["missing"], json!(["Thu, Oct 29, 2026: wrap"]));
    assert_eq!(lead["totals"]["unknown"], "1 day whose hours are not known");
    assert_eq!(lead["open"].as_array().unwrap().len(), 1);
}

#[test]
fn the_workbook_adds_up_by_person() {
    let jobs = made();
    let bytes = jobs[1].body.bytes().unwrap().unwrap();
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes.clone())).unwrap();
    assert_eq!(book.sheet_names(), ["Days", "Week totals", "Premiums", "Provenance"]);
    let totals = book.worksheet_range("Week totals").unwrap();
    let number = |row: u32, col: u32| totals.get_value((row, col)).and_then(DataType::as_f64);
    // Dana Ruiz: 12.6 + 4.0 + 5.0 elapsed, 20.6 worked, 2 penalties, 67.50.
    for (col, sum) in [(1, 3.0), (2, 21.6), (3, 20.6), (4, 2.0), (6, 67.5)] {
        let found = number(1, col).unwrap();
        assert!((found - sum).abs() < 1e-9, "column {col}: {found}");
    }
    assert_eq!(totals.get_value((1, 5)), Some(&Data::String("USD".into())));
    crate::render::peer::assert_recalculates(&bytes);
}

#[test]
fn nobody_worked_no_cards() {
    let p = fixture::production();
    assert!(viewing(&p, &findings(), &Settings::default(), jobs).is_empty());
}
