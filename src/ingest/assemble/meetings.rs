//! Meetings: from their own table; rehearsals and fittings from Calls on days without a call sheet; rehearsal days of the
//! Schedule; deadlines from Deliverables.

use super::forward::{Clock, Stop, TO_NEXT, forward};
use super::notes::DEADLINES;
use super::rows::Rows;
use super::terms::plain;
use crate::diagnostic::Diagnostic;
use crate::model::{Call, Day, Meeting, Person, Recipient, Record, Scene, Timed};
use chrono::NaiveDate;
use chrono_tz::Tz;

/// What a status says of a deliverable that nobody waits for any more.
const DONE: [&str; 5] = ["delivered", "sent", "accepted", "approved", "passed"];

pub(crate) fn meetings(rows: &Rows<'_>, zone: Tz, problems: &mut Vec<Diagnostic>) -> Vec<Meeting> {
    rows.of("meetings").iter().filter_map(|row| meeting(row, zone, problems)).collect()
}

fn meeting(row: &Record, zone: Tz, problems: &mut Vec<Diagnostic>) -> Option<Meeting> {
    let date = row.date("Date")?;
    let clock = Clock { date, zone, first_needed: true };
    let stops = [Stop::of(row, "Time", TO_NEXT), Stop::of(row, "End", TO_NEXT)];
    let mut times = forward(&clock, &stops, problems).into_iter();
    Some(Meeting {
        date,
        kind: plain(row, "Kind").unwrap_or_else(|| "meeting".into()),
        what: plain(row, "What")?,
        start: times.next().unwrap_or_default(),
        end: times.next().unwrap_or_default(),
        place: plain(row, "Place"),
        who: row.list("Who"),
        agenda: plain(row, "Agenda"),
        notes: plain(row, "Notes"),
        cell: row.cell.clone(),
    })
}

/// Calls whose status is a rehearsal or a fitting, on a day that has no call sheet to say so.
pub(crate) fn from_calls(calls: &[Call], days: &[Day], people: &[Person]) -> Vec<Meeting> {
    let has_sheet =
        |call: &Call| days.iter().any(|d| d.is_shoot() && d.date == call.date && d.unit == call.unit);
    let of = |call: &Call| {
        let status = call.status.as_ref().map(|s| s.value.trim().to_uppercase()).unwrap_or_default();
        let (kind, what) = match status.as_str() {
            "R" => ("rehearsal", "Rehearsal"),
            "FT" => ("fitting", "Fitting"),
            // Whoever is called on a day of rehearsals rehearses, unless the row says that they are held or travel.
            "" | "SW" | "W" | "WF" | "SWF" if rehearses(days, call.date, &call.unit) => {
                ("rehearsal", "Rehearsal")
            }
            _ => return None,
        };
        let person = people.iter().find(|person| person.id == call.person)?;
        let times = [&call.report, &call.rehearsal, &call.wardrobe, &call.makeup, &call.on_set];
        let start = times.into_iter().find(|time| !time.at.moment.is_missing());
        Some(Meeting {
            date: call.date,
            kind: kind.into(),
            what: what.into(),
            start: start.map(|time| time.at.clone()).unwrap_or_default(),
            end: call.est_dismiss.at.clone(),
            place: call.location.as_ref().map(|place| place.value.clone()),
            who: vec![person.name.clone()],
            agenda: None,
            notes: call.remarks.as_ref().map(|remarks| remarks.value.clone()),
            cell: call.cell.clone(),
        })
    };
    calls.iter().filter(|call| !has_sheet(call)).filter_map(of).collect()
}

/// The rehearsal days of the Schedule for which nobody has a row in Calls: the cast of the day's scenes rehearses.
pub(crate) fn from_schedule(
    days: &[Day],
    calls: &[Call],
    scenes: &[Scene],
    people: &[Person],
) -> Vec<Meeting> {
    let called = |day: &Day| calls.iter().any(|call| call.date == day.date && call.unit == day.unit);
    let of = |day: &Day| {
        let mut who: Vec<String> = Vec::new();
        let own = scenes.iter().filter(|scene| scene.date == Some(day.date) && scene.unit == day.unit);
        for number in own.flat_map(|scene| &scene.cast) {
            let same = |p: &&Person| p.number.as_deref().is_some_and(|n| n.trim() == number.trim());
            let name = people.iter().find(same).map(|person| person.name.clone());
            who.extend(name.filter(|name| !who.contains(name)));
        }
        Meeting {
            date: day.date,
            kind: "rehearsal".into(),
            what: "Rehearsal".into(),
            start: day.crew_call.clone(),
            end: day.est_wrap.clone(),
            place: day.location.as_ref().map(|place| place.value.clone()),
            who,
            agenda: None,
            // The notice prints the day's own notes.
            notes: None,
            cell: day.cell.clone(),
        }
    };
    days.iter().filter(|day| day.day_type == REHEARSAL && !called(day)).map(of).collect()
}

/// The Schedule's word for a day of rehearsals.
const REHEARSAL: &str = "rehearsal";

fn rehearses(days: &[Day], date: NaiveDate, unit: &str) -> bool {
    days.iter().any(|day| day.day_type == REHEARSAL && day.date == date && day.unit == unit)
}

/// Deliverables that are due and not delivered: for whoever asked for them in Recipients.
pub(crate) fn from_deliverables(rows: &Rows<'_>, recipients: &[Recipient]) -> Vec<Meeting> {
    let asked = |r: &&Recipient| r.documents.iter().any(|d| d == DEADLINES);
    let who: Vec<String> = recipients.iter().filter(asked).map(|r| r.email.value.clone()).collect();
    if who.is_empty() {
        return Vec::new();
    }
    let due = |row: &&Record| {
        let date = row.date("Due")?;
        let status = row.text("Status").unwrap_or_default().to_lowercase();
        let delivered = row.text("Delivered").filter(|text| !text.to_lowercase().starts_with("no"));
        let done = delivered.is_some() || DONE.iter().any(|word| status.starts_with(word));
        (!done).then(|| Meeting {
            date,
            kind: "deadline".into(),
            what: format!("{} is due", row.text("Deliverable").unwrap_or_default()),
            start: Timed::default(),
            end: Timed::default(),
            place: None,
            who: who.clone(),
            agenda: None,
            notes: row.text("Spec").map(|spec| format!("Spec: {spec}")),
            cell: row.cell.clone(),
        })
    };
    rows.of("deliverables").iter().filter_map(due).collect()
}
