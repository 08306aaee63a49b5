//! Calls and background: planned times around the report time.

use super::days::{self, Days};
use super::forward::{Clock, Stop, TO_NEXT, alone, forward};
use super::names::Units;
use super::people::People;
use super::places::Places;
use super::rows::Rows;
use super::same;
use super::terms::{plain, trimmed};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Background, Call, CallTime, Instant, Moment, Record, TimeEntry, Timed};
use chrono::{Duration, NaiveDate};
use chrono_tz::Tz;
use rust_decimal::prelude::ToPrimitive;

/// Headings before the report time and from it on, in the order of a call row.
const BEFORE: [&str; 2] = ["Pickup", "Leave"];
const AFTER: [&str; 5] = ["Makeup", "Wardrobe", "Rehearsal", "On Set", "Est. Dismiss"];
/// The longest planned day: a later Est. Dismiss is a slip of the pen.
const LONGEST: i64 = 20 * 60;

/// What the rows of planned times are joined with.
pub(crate) struct Desk<'a> {
    pub units: &'a mut Units,
    pub days: &'a Days,
    pub people: &'a mut People,
    pub places: &'a mut Places,
    pub zone: Tz,
}

pub(crate) fn calls(rows: &Rows<'_>, desk: &mut Desk<'_>, problems: &mut Vec<Diagnostic>) -> Vec<Call> {
    let calls: Vec<Call> = rows.of("calls").iter().filter_map(|row| call(row, desk, problems)).collect();
    let name = |call: &Call| desk.people.get(call.person).map(|p| p.name.clone()).unwrap_or_default();
    let mut calls = same::calls(calls, name, problems);
    calls.sort_by(|a, b| (a.date, &a.unit, a.person).cmp(&(b.date, &b.unit, b.person)));
    calls
}

fn call(row: &Record, desk: &mut Desk<'_>, problems: &mut Vec<Diagnostic>) -> Option<Call> {
    let date = row.date("Date")?;
    let person = desk.people.of_row(row, problems)?;
    let unit = match plain(row, "Unit") {
        Some(unit) => desk.units.name(Some(&unit)),
        // A crew member of the second unit is called by it unless the row says otherwise.
        None => desk.people.get(person).and_then(|p| p.unit.clone()).unwrap_or_else(|| desk.units.name(None)),
    };
    if desk.days.is_known() && desk.days.of(date, &unit).is_none() {
        problems.push(days::unknown(date, &unit, &row.cell_of("Date"), "The call"));
    }
    let location = desk.places.of_row(row, "Location", problems);
    let zone = zone(desk, date, &unit, desk.places.zone(location.as_ref()));
    let crew_call = desk.days.crew_call(date, &unit);
    let mut times = around(row, date, zone, crew_call, problems).into_iter();
    let mut next = || times.next().unwrap_or_default();
    Some(Call {
        date,
        person,
        status: trimmed(row, "Status"),
        pickup: next(),
        leave: next(),
        report: next(),
        makeup: next(),
        wardrobe: next(),
        rehearsal: next(),
        on_set: next(),
        est_dismiss: next(),
        location,
        remarks: trimmed(row, "Remarks"),
        cell: row.cell.clone(),
        unit,
    })
}

fn zone(desk: &Desk<'_>, date: NaiveDate, unit: &str, own: Option<Tz>) -> Tz {
    own.or_else(|| desk.days.of(date, unit).map(|day| day.zone)).unwrap_or(desk.zone)
}

/// The eight times of a call row. Report is on the date; what comes after it runs forward from it, and a
/// pickup later than it is on the day before.
fn around(
    row: &Record,
    date: NaiveDate,
    zone: Tz,
    crew_call: Option<Instant>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<CallTime> {
    let report = Stop::of(row, "Report", TO_NEXT);
    let report_at = one(date, zone, crew_call, &report, problems);
    // Without a report time the first of the others is the one on the date.
    let mut anchor = report.clone();
    let mut anchor_at = report_at.at.clone();
    let mut after = Vec::new();
    for heading in AFTER {
        let within = if heading == "Est. Dismiss" { LONGEST } else { TO_NEXT };
        let stop = Stop::of(row, heading, within);
        let time = match (&stop.entry, &anchor.entry) {
            (Some(TimeEntry::At(_)), Some(TimeEntry::At(_))) if !anchor_at.moment.is_missing() => {
                let clock = Clock { date, zone, first_needed: true };
                // The anchor was reported when it was read itself: only what this time adds is kept.
                let mut told = Vec::new();
                let pair = forward(&clock, &[anchor.clone(), stop.clone()], &mut told);
                problems.extend(
                    told.into_iter().filter(|p| stop.cell.as_ref().is_some_and(|c| p.at == c.address())),
                );
                CallTime { entry: stop.entry.clone(), at: pair.into_iter().nth(1).unwrap_or_default() }
            }
            _ => one(date, zone, crew_call, &stop, problems),
        };
        if anchor_at.moment.is_missing() && !time.at.moment.is_missing() {
            anchor = stop;
            anchor_at = time.at.clone();
        }
        after.push(time);
    }
    let mut times: Vec<CallTime> = BEFORE
        .iter()
        .map(|heading| {
            let stop = Stop::of(row, heading, TO_NEXT);
            let on_date = one(date, zone, crew_call, &stop, problems);
            let late = on_date
                .at
                .moment
                .earliest()
                .zip(anchor_at.moment.latest())
                .is_some_and(|(at, anchor)| at > anchor);
            match date.pred_opt().filter(|_| late && matches!(stop.entry, Some(TimeEntry::At(_)))) {
                Some(day_before) => one(day_before, zone, crew_call, &stop, problems),
                None => on_date,
            }
        })
        .collect();
    times.push(report_at);
    times.extend(after);
    times
}

/// A time by itself on a date, or counted from the unit's crew call.
pub(crate) fn one(
    date: NaiveDate,
    zone: Tz,
    crew_call: Option<Instant>,
    stop: &Stop,
    problems: &mut Vec<Diagnostic>,
) -> CallTime {
    let at = match &stop.entry {
        Some(TimeEntry::Relative(minutes)) => {
            let moment = from_crew_call(crew_call, *minutes);
            if moment.is_missing() {
                let message =
                    format!("{} is counted from the crew call, and that day has none.", stop.heading);
                let help = "Write the crew call in the schedule, or a time here.";
                let mut problem = Diagnostic::new(Code::ValueMissing, message, help);
                if let Some(cell) = &stop.cell {
                    problem = problem.at_cell(cell);
                }
                problems.push(problem);
            }
            Timed { moment, cell: stop.cell.clone() }
        }
        _ => alone(date, zone, stop, problems),
    };
    CallTime { entry: stop.entry.clone(), at }
}

/// The instant some minutes from the crew call.
pub(crate) fn from_crew_call(crew_call: Option<Instant>, minutes: i32) -> Moment {
    crew_call
        .and_then(|call| call.checked_add_signed(Duration::minutes(i64::from(minutes))))
        .map_or(Moment::Missing, Moment::Known)
}

pub(crate) fn background(
    rows: &Rows<'_>,
    desk: &mut Desk<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Background> {
    let mut found = Vec::new();
    for row in rows.of("background") {
        let Some(date) = row.date("Date") else { continue };
        let Some(count) = row.number("Count").and_then(|n| n.to_u32()) else { continue };
        let unit = desk.units.name(plain(row, "Unit").as_deref());
        if desk.days.is_known() && desk.days.of(date, &unit).is_none() {
            problems.push(days::unknown(date, &unit, &row.cell_of("Date"), "The background row"));
        }
        let location = desk.places.of_row(row, "Location", problems);
        let zone = zone(desk, date, &unit, desk.places.zone(location.as_ref()));
        let call = Stop::of(row, "Call", TO_NEXT);
        found.push(Background {
            date,
            count,
            description: plain(row, "Description").unwrap_or_default(),
            scene: plain(row, "Scene"),
            call: one(date, zone, desk.days.crew_call(date, &unit), &call, problems),
            location: location.map(|l| l.value),
            agency: plain(row, "Agency"),
            remarks: plain(row, "Remarks"),
            cell: row.cell.clone(),
            unit,
        });
    }
    found
}
