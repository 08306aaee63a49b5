//! Who is on the report and with which times, against sheets written out by hand.

use super::*;
use crate::check::finding::{Outcome, Report as Check, Subject};
use crate::model::{Cell, Minutes, Production, Sourced};
use crate::render::fixture::{self, viewing};
use crate::render::payroll::fixture::{call, person, shift, time, unit_day};
use crate::settings::Settings;
use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use std::io::Cursor;

const DATE: &str = "2026-10-27";

/// A weekly lead over midnight, a minor, one without a wrap, one held, one called and not on any sheet; a grip.
fn production() -> Production {
    let mut p = fixture::production();
    p.days = vec![unit_day(DATE, "7:00", None)];
    let lead = person(&mut p, "1", "Imogen Castellane", "SAG-AFTRA", "NORA VANCE");
    let minor = person(&mut p, "4", "Ruby Santangelo", "SAG-AFTRA", "WILLA");
    let open = person(&mut p, "2", "Marcus Oyelaran", "Screen Actors Guild", "DECLAN ROURKE");
    let held = person(&mut p, "12", "Kevin Moon", "sag", "THE SALESMAN");
    let absent = person(&mut p, "8", "Marisol Quiroga", "SAG", "DET. FUENTES");
    let other = person(&mut p, "9", "Piers Quayle", "Equity", "THE ENVOY");
    let grip = person(&mut p, "", "Dana Ruiz", "IATSE", "Key grip");
    p.people[minor.0].terms.date_of_birth =
        Some(Sourced::new(fixture::day("2015-03-14"), p.people[minor.0].cell.clone()));

    let mut long = shift(&p, lead, DATE, "6:30", &[("12:30", "13:00"), ("19:00", "19:30")], "24:12");
    long.dismissed = time(DATE, "24:30", long.cell.at(10, 13));
    long.ndb = Some((time(DATE, "6:45", long.cell.clone()), time(DATE, "7:00", long.cell.clone())));
    p.shifts.push(long);
    let mut school = shift(&p, minor, DATE, "8:00", &[("12:30", "13:00")], "18:00");
    school.school.hours = Some(Sourced::new(Minutes(160), school.cell.clone()));
    p.shifts.push(school);
    let without = shift(&p, open, DATE, "7:00", &[("12:30", "")], "");
    p.shifts.push(without);
    for who in [other, grip] {
        let day = shift(&p, who, DATE, "7:00", &[("12:30", "13:00")], "18:00");
        p.shifts.push(day);
    }
    for (who, status, report) in [
        (lead, "SW", "6:30"),
        (minor, "W", "8:00"),
        (held, "H", ""),
        (absent, "SWF", "7:00"),
        (grip, "", "7:00"),
    ] {
        let row = call(&p, who, DATE, status, report);
        p.calls.push(row);
    }
    p
}

/// Two meal penalties of the lead, and a forced call that he consented to.
fn check() -> Check {
    let mut report = fixture::report();
    let [_, rest, _, waived, _] = &mut report.findings[..] else { panic!() };
    for (finding, kind) in [(&mut *rest, "meal"), (&mut *waived, "rest")] {
        finding.subject = Subject {
            kind,
            person: Some("Imogen Castellane".into()),
            date: Some(DATE.into()),
            ..Subject::default()
        };
    }
    rest.units = Some(2);
    waived.outcome = Outcome::Consent;
    report
}

fn made(p: &Production) -> Vec<Job> {
    viewing(p, &check(), &Settings::default(), jobs)
}

fn data(job: &Job) -> Value {
    match &job.body {
        Body::Pdf { data, .. } => data.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn performers_of_the_union_stand_by_number_with_the_times_of_their_sheets() {
    let jobs = made(&production());
    let paths: Vec<&str> = jobs.iter().map(|job| job.path.as_str()).collect();
    assert_eq!(
        paths,
        ["production/exhibit-g_2026-10-27_main.pdf", "production/exhibit-g_2026-10-27_main.xlsx"]
    );
    assert!(jobs.iter().all(|job| job.kind.is_private()));
    let data = data(&jobs[0]);
    let rows = data["rows"].as_array().unwrap();
    // 1, 2, 4 worked; 8 was called; 12 is held. Equity and crew are not on the form.
    let names: Vec<&str> = rows.iter().map(|row| row["no"].as_str().unwrap()).collect();
    assert_eq!(names, ["1", "2", "4", "8", "12"]);
    let lead = &rows[0];
    assert_eq!(lead["status"], "SW");
    assert_eq!(lead["work"], json!(["6:30A", null, "12:12A Wed\u{a0}10/28", "12:30A Wed\u{a0}10/28"]));
    assert_eq!(lead["meals"], json!([["6:45A", "7:00A"], ["12:30P", "1:00P"], ["7:00P", "7:30P"]]));
    assert_eq!((&lead["forced_call"], &lead["meal_penalties"]), (&json!("yes, consented"), &json!("2")));
    // 160 minutes are 2 h 40, .7 of an hour rounded up.
    assert_eq!((&rows[2]["minor"], &rows[2]["tutoring"]), (&json!(true), &json!("2.7")));
    fixture::assert_sample("exhibit-g", &data);
}

#[test]
fn a_missing_time_is_said_to_be_missing_and_never_the_plan() {
    let data = data(&made(&production())[0]);
    let rows = data["rows"].as_array().unwrap();
    assert_eq!(rows[1]["work"], json!(["7:00A", null, "missing", null]));
    assert_eq!(rows[1]["meals"][1], json!(["12:30P", "missing"]));
    // Called for 7:00A, and no sheet: the call is not taken for the time.
    assert_eq!(rows[3]["work"], json!(["missing", null, "missing", null]));
    // On hold: nothing is missing.
    assert_eq!((&rows[4]["status"], &rows[4]["work"]), (&json!("H"), &json!([null, null, null, null])));
    // The end of a meal and a wrap of 2, both ends of 8's day.
    assert_eq!(data["missing"], "4 times are");
}

#[test]
fn without_a_performers_time_there_is_no_report() {
    let mut p = production();
    p.shifts.retain(|shift| p.people[shift.person.0].name == "Dana Ruiz");
    assert!(made(&p).is_empty());
    assert!(made(&fixture::production()).is_empty());
}

#[test]
fn the_workbook_has_real_times() {
    let bytes = made(&production())[1].body.bytes().unwrap().unwrap();
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    assert_eq!(book.sheet_names(), ["Performers", "Provenance"]);
    let sheet = book.worksheet_range("Performers").unwrap();
    let at = |row: u32, col: u32| sheet.get_value((row, col)).cloned().unwrap_or(Data::Empty);
    // 27 October 2026 is day 46,322 of spreadsheets: 6:30 is 390 of its 1,440 minutes; 24:12 is 12 minutes of the next.
    let serial = |cell: Data| match cell {
        Data::DateTime(at) => at.as_f64(),
        other => panic!("{other:?} is no time"),
    };
    assert!((serial(at(1, 5)) - (46322.0 + 390.0 / 1440.0)).abs() < 1e-9);
    assert!((serial(at(1, 7)) - (46323.0 + 12.0 / 1440.0)).abs() < 1e-9);
    assert_eq!(at(2, 7), Data::String("missing".into()));
    assert_eq!(at(2, 23), Data::String("end of meal 1; wrap".into()));
    assert_eq!(at(1, 21), Data::Float(2.0));
    assert_eq!(at(4, 23), Data::String("all times".into()));
    let place = Cell::new("inbox/timesheets.xlsx", "Sheet1", 10, 0).to_string();
    assert_eq!(at(1, 24), Data::String(place));
}
