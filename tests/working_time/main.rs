//! Reports of working time: what they say, what their workbooks hold, and (with the typesetter) how the pages come out.

mod fixture;
#[cfg(feature = "pdf")]
mod pages;
#[cfg(feature = "pdf")]
#[path = "../common/typeset.rs"]
mod typeset;

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use callboard::model::DocumentKind;
use callboard::render::job::{Body, Job};
use callboard::render::working_time;
use fixture::{Row, forty, row, usual, viewing, worked};
use serde_json::{Value, json};
use std::io::Cursor;

fn made(given: &[(&'static str, Vec<Row>)]) -> Vec<Job> {
    viewing(given, working_time::jobs)
}

fn find<'a>(jobs: &'a [Job], path: &str) -> &'a Job {
    jobs.iter().find(|job| job.path == format!("compliance/{path}")).unwrap_or_else(|| panic!("no {path}"))
}

fn data<'a>(jobs: &'a [Job], path: &str) -> &'a Value {
    match &find(jobs, path).body {
        Body::Pdf { data, .. } => data,
        other => panic!("{path} is {other:?}"),
    }
}

fn book(jobs: &[Job], path: &str) -> Xlsx<Cursor<Vec<u8>>> {
    let bytes = find(jobs, path).body.bytes().unwrap().unwrap();
    open_workbook_from_rs(Cursor::new(bytes)).unwrap()
}

/// A number of a workbook, in hours where it is a length.
fn hours(data: Option<&Data>) -> f64 {
    match data {
        Some(Data::Float(days)) => (days * 24.0 * 60.0).round() / 60.0,
        Some(Data::DateTime(at)) => (at.as_f64() * 24.0 * 60.0).round() / 60.0,
        other => panic!("{other:?} is no number"),
    }
}

#[test]
fn each_report_that_has_something_to_say_stands_at_its_path_and_is_private() {
    let jobs = made(&usual());
    let paths: Vec<&str> = jobs.iter().map(|job| job.path.trim_start_matches("compliance/")).collect();
    assert_eq!(
        paths,
        [
            "meal-penalties.pdf",
            "meal-penalties.xlsx",
            "turnaround.pdf",
            "turnaround.xlsx",
            "minors.pdf",
            "minors.xlsx",
            "drivers.pdf",
            "drivers.xlsx",
            "week_2026-10-31.pdf",
            "week_2026-10-31.xlsx",
            "week_2026-11-07.pdf",
            "week_2026-11-07.xlsx",
        ]
    );
    assert!(jobs.iter().all(|job| job.kind.is_private()));
    assert_eq!("week-report".parse::<DocumentKind>(), Ok(DocumentKind::WeekReport));
}

#[test]
fn a_report_with_nothing_to_say_is_not_made() {
    assert!(made(&[]).is_empty());
    // One day in time: no penalty, no rest before it, no minor, no driver; but a week.
    let day = worked("10/26/2026", "Dana Ruiz", ["7:00A", "1:00P", "1:30P", "7:00P"], &[]);
    let jobs = made(&[("timesheets", vec![day])]);
    let paths: Vec<&str> = jobs.iter().map(|job| job.path.as_str()).collect();
    assert_eq!(paths, ["compliance/week_2026-10-31.pdf", "compliance/week_2026-10-31.xlsx"]);
}

#[test]
fn a_late_meal_stands_with_its_ladder_under_its_week_and_person() {
    let jobs = made(&usual());
    let report = data(&jobs, "meal-penalties.pdf");
    // Dana: 0:36 late is two penalties (17.50); 2:06P → 8:13P without a meal is 0:07 late, 11:30P PDT → 5:00A PST, 6:30
    // elapsed, 0:30 late: one of 7.50 each. Bell-Ferreira: 0:18 late, 7.50. Together 17.50 + 3 × 7.50 = 40.00.
    assert_eq!(
        (&report["penalties"], &report["late"], &report["cost"]),
        (&json!(5), &json!(4), &json!("USD 40.00"))
    );
    // The latest week first.
    assert_eq!(report["weeks"][0]["title"], "Week ending Sat, Nov 7, 2026");
    let dana = &report["weeks"][1]["people"][0];
    assert_eq!((&dana["name"], &dana["right"]), (&json!("Dana Ruiz"), &json!("4 penalties · USD 32.50")));
    let late = &dana["rows"][0];
    assert_eq!(
        ["date", "call", "due", "came", "late", "ladder", "amount"].map(|key| late[key].as_str().unwrap()),
        ["Mon, Oct 26", "7:00A", "1:00P", "1:36P", "0:36", "7.50 + 10.00", "USD 17.50"]
    );
    assert_eq!((&late["meals"], &late["units"]), (&json!(["1:36P–2:06P"]), &json!(2)));
    // A wrap that is missing leaves the second meal open: in no total, and said.
    let open = &report["weeks"][1]["people"][1]["rows"][0];
    assert_eq!((&open["state"], &open["amount"]), (&json!("undetermined"), &Value::Null));

    let mut book = book(&jobs, "meal-penalties.xlsx");
    assert_eq!(book.sheet_names(), ["Penalties", "Weeks", "Every meal", "Provenance"]);
    let weeks = book.worksheet_range("Weeks").unwrap();
    let total = weeks.rows().next_back().unwrap();
    assert_eq!((&total[0], &total[4]), (&Data::String("Total".into()), &Data::Float(40.0)));
    let penalties = book.worksheet_range("Penalties").unwrap();
    // Late, in column K: 0:36.
    assert!((hours(penalties.get_value((1, 10))) - 0.6).abs() < 1e-9);
}

#[test]
fn every_turnaround_has_its_rest_its_requirement_and_its_earliest_call() {
    let jobs = made(&usual());
    let report = data(&jobs, "turnaround.pdf");
    assert_eq!((&report["short"], &report["cost"]), (&json!(1), &json!("USD 50.00")));
    let forced = &report["forced"][0];
    assert_eq!(
        ["person", "out", "in", "rest", "required", "short", "cost", "earliest"]
            .map(|k| forced[k].as_str().unwrap()),
        ["Dana Ruiz", "Mon 8:13P", "Tue 6:00A", "9:47", "10:00", "0:13", "USD 50.00", "Tue 6:13A"]
    );
    let mut book = book(&jobs, "turnaround.xlsx");
    let sheet = book.worksheet_range("Turnarounds").unwrap();
    let short = sheet.rows().find(|row| row[8] == Data::String("broken".into())).unwrap();
    // Rest, required, short: 9:47, 10:00, 0:13.
    let figures = [5, 6, 7].map(|col| (hours(Some(&short[col])) * 60.0).round());
    assert_eq!(figures, [587.0, 600.0, 13.0]);
    let kept = sheet.rows().filter(|row| row[8] == Data::String("kept".into())).count();
    // Bell-Ferreira's before Tuesday, 7:00P → 7:00A; Dana's before Saturday, four days; the child's before Wednesday.
    assert_eq!(kept, 3);
}

#[test]
fn a_childs_day_stands_against_its_limits_with_an_age_and_no_birth_date() {
    let jobs = made(&usual());
    let report = data(&jobs, "minors.pdf");
    let day = &report["days"][0]["rows"][0];
    assert_eq!(
        (&day["name"], &day["age"], &day["arrival"], &day["dismissal"]),
        (&json!("Oscar Pell"), &json!(11), &json!("9:00A"), &json!("6:30P"))
    );
    assert_eq!(day["school"], json!({ "value": "2:00", "limit": "3:00", "state": "broken" }));
    assert_eq!(day["place"], json!({ "value": "9:00", "limit": "8:00", "state": "broken" }));
    assert_eq!(day["hours"], json!({ "value": null, "limit": "10:00P", "state": "kept" }));
    // No rule of the house limits work: the sheet's own figures stand without a limit.
    assert_eq!(day["recreation"], json!({ "value": "1:00", "limit": null, "state": "none" }));
    let next = &report["days"][1]["rows"][0];
    assert_eq!((&next["school"]["state"], &next["place"]["state"]), (&json!("kept"), &json!("kept")));
    for job in &jobs {
        if let Body::Pdf { data, .. } = &job.body {
            let text = data.to_string();
            assert!(!text.contains("2015"), "a birth date in {}", job.path);
        }
    }
}

#[test]
fn a_drivers_day_is_what_the_log_adds_up_to() {
    let jobs = made(&usual());
    let rows = &data(&jobs, "drivers.pdf")["drivers"][0]["rows"];
    // 4:00 + 7:30 driven; half an hour more on duty; 120 + 210 miles.
    assert_eq!(
        (&rows[0]["logged_driving"], &rows[0]["logged_duty"], &rows[0]["miles"]),
        (&json!("11:30"), &json!("12:00"), &json!("330"))
    );
    assert_eq!(rows[0]["driving"], json!({ "value": "11:30", "limit": "10:00", "state": "broken" }));
    assert_eq!(rows[1]["logged_driving"], "0:00 + ?");
}

#[test]
fn a_week_has_a_bar_for_each_day_and_the_arithmetic_of_each_breach() {
    let jobs = made(&usual());
    let week = data(&jobs, "week_2026-10-31.pdf");
    assert_eq!(week["week"], "Week ending Sat, Oct 31, 2026");
    let dana = week["people"].as_array().unwrap().iter().find(|p| p["name"] == "Dana Ruiz").unwrap();
    // 13:13 + 12:00 + 12:00 elapsed; half an hour off the clock each day; 17.50 + 7.50 + 7.50 for meals and 50.00 for rest.
    assert_eq!(
        (&dana["elapsed"], &dana["worked"], &dana["cost"]),
        (&json!("37:13"), &json!("35:43"), &json!("USD 82.50"))
    );
    let rows = dana["rows"].as_array().unwrap();
    assert_eq!(rows[1]["rest"], "9:47");
    assert_eq!(
        dana["findings"][0]["arithmetic"],
        "Mon 7:00A → Mon 1:36P = 6:36; 6:36 − 6:00 = 0:36 late; 2 × 0:30 or fraction: 7.50 + 10.00 = 17.50"
    );
    let piece = |row: &Value, what: &str| -> Vec<[i64; 2]> {
        let pieces = row["pieces"].as_array().unwrap().iter().filter(|p| p[0] == what);
        pieces.map(|p| [p[1].as_i64().unwrap(), p[2].as_i64().unwrap()]).collect()
    };
    // Monday: late from 1:00P to 1:36P and from 8:06P to 8:13P; Tuesday: rest owed from 6:00A to 6:13A.
    let length =
        |row: &Value, what: &str| piece(row, what).iter().map(|[from, to]| to - from).collect::<Vec<_>>();
    assert_eq!(length(&rows[0], "breach"), [36, 7]);
    assert_eq!(length(&rows[1], "breach"), [13]);
    // Saturday night over the clock change: 6:00P PDT to 5:00A PST is twelve hours, and the row has hours of its own.
    assert_eq!(length(&rows[2], "work"), [12 * 60]);
    assert_eq!((&rows[2]["call"], &rows[2]["out"]), (&json!("6:00P"), &json!("Sun 5:00A")));
    assert!(rows[2]["hours"].is_array() && rows[0]["hours"].is_null());
    // A wrap that is missing is drawn as unknown and counted in no hours.
    let gaffer =
        week["people"].as_array().unwrap().iter().find(|p| p["name"] == "Ignacio Bell-Ferreira").unwrap();
    assert_eq!((gaffer["rows"][1]["elapsed"].is_null(), &gaffer["elapsed"]), (true, &json!("23:00 + ?")));
    assert_eq!(length(&gaffer["rows"][1], "unknown"), [60]);
    // Sunday 25 October to Saturday 31 October has no change of the clocks; the bar of Saturday night runs past its end.
    let picture = &week["picture"];
    assert_eq!(picture["minutes"], 7 * 24 * 60 + 6 * 60);
    assert!(picture["days"].as_array().unwrap().iter().all(|day| day["change"].is_null()));
    // The week after begins with the day of 25 hours.
    let next = &data(&jobs, "week_2026-11-07.pdf")["picture"]["days"][0];
    assert_eq!((&next["title"], &next["change"]), (&json!("Sun, Nov 1"), &json!("25:00 h")));
}

#[test]
fn the_weeks_workbook_draws_the_same_in_cells_of_half_an_hour() {
    let jobs = made(&usual());
    let mut book = book(&jobs, "week_2026-10-31.xlsx");
    assert_eq!(book.sheet_names(), ["Picture", "Days", "Findings", "People", "Provenance"]);
    let picture = book.worksheet_range("Picture").unwrap();
    let rows: Vec<Vec<String>> =
        picture.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect();
    let monday = rows.iter().find(|row| row[0] == "Dana Ruiz").unwrap();
    let seven = rows[0].iter().position(|heading| heading == "7A").unwrap();
    // 7:00A to 1:00P twelve halves of work; two that the delay from 1:00P to 1:36P touches; of the half from 2:00P most is work
    // again after the meal that ends at 2:06P.
    assert_eq!(monday[seven..seven + 12].join(""), "w".repeat(12));
    assert_eq!(monday[seven + 12..seven + 15].join(""), "!!w");
    let people = book.worksheet_range("People").unwrap();
    let dana = people.rows().find(|row| row[0] == Data::String("Dana Ruiz".into())).unwrap();
    assert!((hours(Some(&dana[2])) - (37.0 + 13.0 / 60.0)).abs() < 1e-6, "{:?}", dana[2]);
    assert_eq!(dana[7], Data::Float(82.5));
}

#[test]
fn what_is_planned_further_ahead_than_next_week_makes_no_week() {
    let crew = row(&[
        ("Name", "Dana Ruiz"),
        ("Position", "Key Grip"),
        ("Department", "Grip"),
        ("Agreement", "HOUSE"),
    ]);
    let day = |date: &str| {
        row(&[
            ("Date", date),
            ("Day Type", "shoot"),
            ("Crew Call", "7:00A"),
            ("Lunch", "1:00P"),
            ("Est. Wrap", "7:00P"),
        ])
    };
    // Today is Friday 6 November: the weeks that end on the 7th and 14th, not the 21st.
    let jobs = made(&[("crew", vec![crew]), ("schedule", vec![day("11/09/2026"), day("11/16/2026")])]);
    let paths: Vec<&str> = jobs.iter().map(|job| job.path.as_str()).filter(|p| p.contains("week")).collect();
    assert_eq!(paths, ["compliance/week_2026-11-14.pdf", "compliance/week_2026-11-14.xlsx"]);
    let row = &data(&jobs, "week_2026-11-14.pdf")["people"][0]["rows"][0];
    assert_eq!(
        (&row["plan"], &row["worked"], &row["elapsed"]),
        (&json!(true), &Value::Null, &json!("12:00"))
    );
}

/// The samples beside the templates are what the program gives. `CALLBOARD_BLESS=1` rewrites them.
#[test]
fn the_samples_beside_the_templates_are_this_productions() {
    for job in made(&usual()) {
        let Body::Pdf { template, data } = &job.body else { continue };
        if job.path.contains("2026-11-07") {
            continue;
        }
        let path = format!("{}/templates/{template}/data.json", env!("CARGO_MANIFEST_DIR"));
        let text = serde_json::to_string_pretty(data).unwrap() + "\n";
        if std::env::var_os("CALLBOARD_BLESS").is_some() {
            std::fs::write(&path, &text).unwrap();
        }
        let sample = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(sample == text, "{path} is not what the program gives; CALLBOARD_BLESS=1 rewrites it");
    }
}

#[test]
fn forty_people_are_all_in() {
    let jobs = made(&forty());
    assert_eq!(data(&jobs, "week_2026-10-31.pdf")["people"].as_array().unwrap().len(), 40);
    // Of 240 days every third is late by 1:10, three penalties: 80 × 30.00, and the second meal after 1:00P or 2:40P where the
    // day ran to 1:12 in the morning.
    let report = data(&jobs, "meal-penalties.pdf");
    let late = report["late"].as_u64().unwrap();
    assert!(late >= 80, "{late}");
    // 1:00P → 1:12A is 12:12, 6:12 late: thirteen penalties, eleven of them on the last step.
    assert!(report.to_string().contains("7.50 + 10.00 + 11 × 12.50"));
}
