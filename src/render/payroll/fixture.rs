//! Performers and crew of a small production for the tests of payroll papers.

use crate::check::pay_day::{PayDay, PayLine};
use crate::model::clock::{Resolved, resolve};
use crate::model::{
    Basis, Call, CallTime, Cell, Day, DayLog, Listed, Meal, Moment, Money, Per, Person, PersonId, Production,
    School, Shift, Sourced, Terms, TimeEntry, Timed, Travel, WallTime,
};
use crate::render::fixture::{cell, day};
use chrono_tz::America::Los_Angeles;
use std::collections::BTreeMap;

/// A wall time on a date: `13:30`, `25:00`; blank is missing, at the same cell.
pub fn time(date: &str, text: &str, at: Cell) -> Timed {
    let moment = match wall(text) {
        None => Moment::Missing,
        Some(wall) => match resolve(day(date), &wall, Los_Angeles) {
            Resolved::At(moment) => moment,
            Resolved::DoesNotExist => panic!("{text} does not exist"),
        },
    };
    Timed { moment, cell: Some(at) }
}

fn wall(text: &str) -> Option<WallTime> {
    let (hours, minutes) = text.split_once(':')?;
    Some(WallTime::new(hours.parse::<i32>().unwrap() * 60 + minutes.parse::<i32>().unwrap()))
}

fn said(text: &str, at: &Cell) -> Option<Sourced<String>> {
    (!text.is_empty()).then(|| Sourced::new(text.to_owned(), at.clone()))
}

/// Adds somebody to the production; the number is blank for crew.
pub fn person(p: &mut Production, number: &str, name: &str, agreement: &str, what: &str) -> PersonId {
    let id = PersonId(p.people.len());
    let at = cell("people.xlsx", u32::try_from(id.0).unwrap() + 4, 0);
    let cast = !number.is_empty();
    p.people.push(Person {
        id,
        name: name.into(),
        listed: if cast { Listed::Cast } else { Listed::Crew },
        number: cast.then(|| number.into()),
        character: cast.then(|| what.into()),
        department: (!cast).then(|| "Grip".into()),
        unit: None,
        terms: Terms {
            agreement: said(agreement, &at),
            position: if cast { None } else { said(what, &at) },
            rate: Some(Sourced::new(Money::new("50".parse().unwrap(), "USD"), at.clone())),
            per: Some(Sourced::new(if cast { Per::Day } else { Per::Hour }, at.clone())),
            ..Terms::default()
        },
        guardian: None,
        permit_until: None,
        graduate: false,
        school_grade: None,
        email: None,
        phone: None,
        agent: None,
        call: None,
        cell: at,
    });
    id
}

/// A worked day: call, wrap, and starts and ends of meals, each `H:MM` from the date's midnight or blank.
pub fn shift(
    p: &Production,
    who: PersonId,
    date: &str,
    call: &str,
    meals: &[(&str, &str)],
    wrap: &str,
) -> Shift {
    let row = u32::try_from(p.shifts.len()).unwrap() + 10;
    let at = cell("timesheets.xlsx", row, 0);
    let meals = (1_u32..).zip(meals).map(|(number, (start, end))| Meal {
        number,
        start: time(date, start, at.at(row, 4 + 2 * number)),
        end: time(date, end, at.at(row, 5 + 2 * number)),
        kind: "deductible".into(),
        grace: None,
        extension: None,
    });
    let wrapped = time(date, wrap, at.at(row, 12));
    Shift {
        person: who,
        date: day(date),
        unit: "Main".into(),
        basis: Basis::Actual,
        zone: Los_Angeles,
        call: time(date, call, at.at(row, 3)),
        wrap: wrapped.clone(),
        dismissed: wrapped,
        meals: meals.collect(),
        ndb: None,
        meals_on_sheet: 3,
        grace_meals: Vec::new(),
        terms: p.person(who).terms.clone(),
        employer: p.facts.company.clone(),
        location: None,
        location_type: None,
        on_production: None,
        exterior: None,
        night_exterior: None,
        designated_day_off: None,
        day_status: "work".into(),
        school: School::default(),
        travel: Travel::default(),
        adjustment: None,
        breaks: Vec::new(),
        cells: BTreeMap::new(),
        cell: at,
        also_from: Vec::new(),
    }
}

/// A planned call of the main unit: status and report time.
pub fn call(p: &Production, who: PersonId, date: &str, status: &str, report: &str) -> Call {
    let row = u32::try_from(p.calls.len()).unwrap() + 4;
    let at = cell("calls.xlsx", row, 0);
    let blank = || CallTime::default();
    Call {
        date: day(date),
        person: who,
        unit: "Main".into(),
        status: said(status, &at.at(row, 4)),
        pickup: blank(),
        leave: blank(),
        report: CallTime { entry: wall(report).map(TimeEntry::At), at: time(date, report, at.at(row, 5)) },
        makeup: blank(),
        wardrobe: blank(),
        rehearsal: blank(),
        on_set: blank(),
        est_dismiss: blank(),
        location: None,
        remarks: None,
        cell: at,
    }
}

/// A shooting day of the main unit with its log.
pub fn unit_day(date: &str, crew_call: &str, log: Option<(&str, &str)>) -> Day {
    let (at, logged) = (cell("schedule.xlsx", 5, 0), cell("unit log.xlsx", 5, 0));
    Day {
        date: day(date),
        unit: "Main".into(),
        number: Some(1),
        of: Some(20),
        day_type: "shoot".into(),
        working_day: None,
        episode: None,
        zone: Los_Angeles,
        crew_call: time(date, crew_call, at.at(5, 3)),
        shooting_call: Timed::default(),
        lunch: Timed::default(),
        est_wrap: Timed::default(),
        location: None,
        school_day: None,
        weather: None,
        notes: None,
        log: log.map(|(camera_wrap, last_out)| DayLog {
            crew_call: time(date, crew_call, logged.at(5, 2)),
            first_makeup_call: Timed::default(),
            shooting_call: Timed::default(),
            first_shot: Timed::default(),
            lunch_start: Timed::default(),
            lunch_end: Timed::default(),
            camera_wrap: time(date, camera_wrap, logged.at(5, 8)),
            last_out: time(date, last_out, logged.at(5, 9)),
            cell: logged.clone(),
        }),
        cell: at,
    }
}

/// The week to 31 October 2026: a grip over midnight and in two roles on one day, a performer without a wrap, a driver
/// who only travelled, and somebody in the week after.
pub fn a_week() -> Production {
    let mut p = crate::render::fixture::production();
    let grip = person(&mut p, "", "Dana Ruiz", "IATSE", "Key grip");
    let lead = person(&mut p, "1", "Imogen Castellane", "SAG-AFTRA", "NORA VANCE");
    let driver = person(&mut p, "", "=Teo Brandt", "Teamsters 399", "Driver");
    // 12:33 elapsed, 12:03 worked.
    let plain = shift(&p, grip, "2026-10-27", "7:00", &[("12:30", "13:00")], "19:33");
    p.shifts.push(plain);
    // Two parts of a day: 4:00, then 5:00 with a meal of 0:30 to 1 in the morning, as a rigging grip at 60.
    let morning = shift(&p, grip, "2026-10-28", "8:00", &[], "12:00");
    p.shifts.push(morning);
    let mut night = shift(&p, grip, "2026-10-28", "20:00", &[("22:00", "22:30")], "25:00");
    night.terms.position = said("Rigging grip", &night.cell);
    night.terms.rate = Some(Sourced::new(Money::new("60".parse().unwrap(), "USD"), night.cell.clone()));
    p.shifts.push(night);
    let open = shift(&p, lead, "2026-10-29", "6:30", &[("12:30", "13:00")], "");
    p.shifts.push(open);
    let mut travel = shift(&p, driver, "2026-10-30", "9:00", &[], "11:30");
    travel.day_status = "travel".into();
    p.shifts.push(travel);
    let next = shift(&p, driver, "2026-11-01", "9:00", &[], "11:00");
    p.shifts.push(next);
    p
}

/// Two meal penalties of 17.50 and a forced call of 50.00 on the grip's split day; an open finding of the performer.
pub fn findings() -> crate::check::finding::Report {
    use crate::check::finding::{Outcome, Subject};
    let mut report = crate::render::fixture::report();
    let of = |kind, person: &str, date: &str| Subject {
        kind,
        person: Some(person.into()),
        date: Some(date.into()),
        ..Subject::default()
    };
    let [_, rest, _, waived, open] = &mut report.findings[..] else { panic!() };
    rest.subject = of("rest", "Dana Ruiz", "2026-10-28");
    (waived.waiver, waived.units) = (None, Some(2));
    waived.cost = Some(crate::render::fixture::usd("17.50"));
    waived.subject = of("meal", "Dana Ruiz", "2026-10-28");
    open.subject = of("meal", "Imogen Castellane", "2026-10-29");
    open.outcome = Outcome::Undetermined;
    // Tuesday 12:03, paid as 12.1: 8 straight and 4.1 at one and a half times. Wednesday 4.0, then 4.5 of which half an hour
    // is overtime; one of two adjustments names no row. A plan and a rule that another one beats are not paid.
    let (tuesday, morning, night) =
        (cell("timesheets.xlsx", 10, 0), cell("timesheets.xlsx", 11, 0), cell("timesheets.xlsx", 12, 0));
    let mut beaten = PayDay::worked("Dana Ruiz", "2026-10-27", vec![paid("straight", "12.1", "1", &tuesday)]);
    beaten.counts = false;
    let mut wednesday = PayDay::worked(
        "Dana Ruiz",
        "2026-10-28",
        vec![
            paid("straight", "4", "1", &morning),
            paid("straight", "4", "1", &night),
            paid("overtime", "0.5", "1.5", &night),
            PayLine {
                hours: None,
                times: None,
                ..paid("adjustment", "0", "1", &cell("elsewhere.xlsx", 0, 0))
            },
        ],
    );
    wednesday.includes = vec!["iatse-basic/rest-daily".into(), "iatse-basic/sixth-day".into()];
    report.pay = vec![
        PayDay::worked(
            "Dana Ruiz",
            "2026-10-27",
            vec![paid("straight", "8", "1", &tuesday), paid("overtime", "4.1", "1.5", &tuesday)],
        ),
        beaten,
        wednesday,
    ];
    report
}

fn paid(what: &str, hours: &str, times: &str, source: &Cell) -> PayLine {
    PayLine {
        what: what.into(),
        hours: Some(hours.parse().unwrap()),
        times: Some(times.parse().unwrap()),
        rate: None,
        amount: None,
        arithmetic: format!("{hours} h × {times}"),
        source: source.clone(),
    }
}
