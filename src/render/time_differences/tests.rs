//! Each kind of difference once, and records that agree.

use super::compare::{What, differences};
use super::*;
use crate::model::{PersonId, Production, Sourced, TimeEntry};
use crate::render::fixture::{self, cell, viewing};
use crate::render::payroll::fixture::{call, person, shift, time, unit_day};
use crate::settings::Settings;
use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use std::io::Cursor;

const DATE: &str = "2026-10-27";

/// The main unit on 27 October, called for 7:00, lunch 12:30 to 13:00, last out 20:00; nobody yet.
fn production() -> Production {
    let mut p = fixture::production();
    let mut day = unit_day(DATE, "7:00", Some(("19:00", "20:00")));
    let log = day.log.as_mut().unwrap();
    log.lunch_start = time(DATE, "12:30", log.cell.at(5, 6));
    log.lunch_end = time(DATE, "13:00", log.cell.at(5, 7));
    p.days = vec![day];
    p
}

fn works(p: &mut Production, who: PersonId, from: &str, meals: &[(&str, &str)], to: &str) {
    let day = shift(p, who, DATE, from, meals, to);
    p.shifts.push(day);
}

const LUNCH: &[(&str, &str)] = &[("12:30", "13:00")];

/// What, who, and the minutes.
fn found(p: &Production) -> Vec<(What, Option<String>, Option<i64>)> {
    viewing(p, &fixture::report(), &Settings::default(), |view| {
        let all = differences(view);
        all.into_iter().map(|d| (d.what, d.person, d.minutes.map(|m| m.0))).collect()
    })
}

fn name(name: &str) -> Option<String> {
    Some(name.to_owned())
}

#[test]
fn records_that_agree_are_not_in_it_and_there_is_no_report() {
    let mut p = production();
    let grip = person(&mut p, "", "Dana Ruiz", "IATSE", "Key grip");
    let lead = person(&mut p, "1", "Imogen Castellane", "SAG", "NORA");
    // The grip's standing call is half an hour before the unit's.
    p.people[grip.0].call = Some(Sourced::new(TimeEntry::Relative(-30), cell("crew.xlsx", 4, 8)));
    works(&mut p, grip, "6:30", LUNCH, "20:00");
    works(&mut p, lead, "6:00", LUNCH, "18:00");
    let row = call(&p, lead, DATE, "SW", "6:00");
    p.calls.push(row);
    assert_eq!(found(&p), []);
    assert!(viewing(&p, &fixture::report(), &Settings::default(), jobs).is_empty());
    assert!(viewing(&fixture::production(), &fixture::report(), &Settings::default(), jobs).is_empty());
}

#[test]
fn a_card_that_begins_or_ends_elsewhere_differs_by_so_much() {
    let mut p = production();
    let grip = person(&mut p, "", "Dana Ruiz", "IATSE", "Key grip");
    let late = person(&mut p, "", "Sal Pinto", "IATSE", "Best boy");
    let open = person(&mut p, "", "Teo Park", "IATSE", "Loader");
    p.people[grip.0].call = Some(Sourced::new(TimeEntry::Relative(-30), cell("crew.xlsx", 4, 8)));
    // Six minutes before 6:30; lunch twenty minutes late; out 13 minutes after the last out.
    works(&mut p, grip, "6:24", &[("12:50", "13:20")], "20:13");
    // A quarter past the crew call, and no meal.
    works(&mut p, late, "7:15", &[], "18:00");
    // Without a wrap nothing can be said of the lunch or the end.
    works(&mut p, open, "7:00", &[], "");
    assert_eq!(
        found(&p),
        [
            (What::Call, name("Dana Ruiz"), Some(-6)),
            (What::Lunch, name("Dana Ruiz"), Some(20)),
            (What::Out, name("Dana Ruiz"), Some(13)),
            (What::Call, name("Sal Pinto"), Some(15)),
            (What::Lunch, name("Sal Pinto"), None),
        ]
    );
}

#[test]
fn calls_without_cards_and_cards_without_calls() {
    let mut p = production();
    let lead = person(&mut p, "1", "Imogen Castellane", "SAG", "NORA");
    let held = person(&mut p, "2", "Marcus Oyelaran", "SAG", "DECLAN");
    let absent = person(&mut p, "3", "Theodore Brandt", "SAG", "HALE");
    let extra = person(&mut p, "4", "Kevin Moon", "SAG", "EDDIE");
    for (who, status, report) in [(lead, "W", "7:00"), (held, "H", ""), (absent, "W", "8:00")] {
        let row = call(&p, who, DATE, status, report);
        p.calls.push(row);
    }
    works(&mut p, lead, "7:00", LUNCH, "20:00");
    works(&mut p, held, "9:00", LUNCH, "18:00");
    works(&mut p, extra, "9:00", LUNCH, "18:00");
    // What the assembly plans for whom no timesheet covers.
    let mut planned = shift(&p, absent, DATE, "8:00", &[], "");
    planned.basis = crate::model::Basis::Plan;
    p.shifts.push(planned);
    assert_eq!(
        found(&p),
        [
            (What::NoCall, name("Marcus Oyelaran"), None),
            (What::NoCard, name("Theodore Brandt"), None),
            (What::NoCall, name("Kevin Moon"), None),
        ]
    );
}

#[test]
fn the_unit_log_against_the_schedule_and_all_cards() {
    let mut p = production();
    let grip = person(&mut p, "", "Dana Ruiz", "IATSE", "Key grip");
    p.days[0].log.as_mut().unwrap().crew_call = time(DATE, "7:30", cell("unit log.xlsx", 5, 2));
    works(&mut p, grip, "7:00", LUNCH, "19:30");
    // Logged half an hour after the schedule's call; the only card ends half an hour before the last out.
    assert_eq!(found(&p), [(What::CrewCall, None, Some(30)), (What::LastOut, None, Some(-30))]);
    // No card at all.
    p.shifts.clear();
    assert_eq!(found(&p), [(What::NoCards, None, None)]);
    // On the day itself the cards may still come.
    p.days[0].date = fixture::day("2026-10-30");
    assert_eq!(found(&p), []);
}

#[test]
fn both_cells_are_named_on_paper_and_in_the_workbook() {
    let mut p = production();
    let grip = person(&mut p, "", "Dana Ruiz", "IATSE", "Key grip");
    p.people[grip.0].call = Some(Sourced::new(TimeEntry::Relative(-30), cell("crew.xlsx", 4, 8)));
    works(&mut p, grip, "6:24", LUNCH, "20:13");
    let jobs = viewing(&p, &fixture::report(), &Settings::default(), jobs);
    let paths: Vec<&str> = jobs.iter().map(|job| job.path.as_str()).collect();
    assert_eq!(
        paths,
        ["payroll/time-differences_2026-10-31.pdf", "payroll/time-differences_2026-10-31.xlsx"]
    );
    assert!(jobs.iter().all(|job| job.kind.is_private()));
    let Body::Pdf { template, data } = &jobs[0].body else { panic!() };
    fixture::assert_sample(template, data);
    let rows = &data["days"][0]["rows"];
    assert_eq!(rows[0]["by"], "0:06 earlier");
    // Row 10, column 3 of the timesheets; row 4, column 8 of the crew list, row 5, column 3 of the schedule.
    assert_eq!(rows[0]["card"]["cells"], "inbox/timesheets.xlsx › Sheet1 › D11");
    assert_eq!(rows[0]["other"]["text"], "6:30A (-0:30 from the crew call)");
    let places = "inbox/crew.xlsx › Sheet1 › I5; inbox/schedule.xlsx › Sheet1 › D6";
    assert_eq!(rows[0]["other"]["cells"], places);
    let bytes = jobs[1].body.bytes().unwrap().unwrap();
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    let sheet = book.worksheet_range("Differences").unwrap();
    assert_eq!(sheet.get_value((1, 8)), Some(&Data::Float(-6.0)));
    assert_eq!(sheet.get_value((1, 10)), Some(&Data::String(places.into())));
    assert_eq!(sheet.get_value((2, 8)), Some(&Data::Float(13.0)));
}
