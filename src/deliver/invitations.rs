//! What a parcel's call sheets put into its recipient's calendar.
//!
//! Only an issued sheet does: a preliminary one may still change. An event is that of one person on one unit's day, whatever revision
//! says it, so a calendar changes what it has. Its sequence follows the revisions that the ledger keeps: the first issue is 0, the second 2; the
//! odd numbers between are for a day that is taken off the schedule after its last issue.

use super::calendar::{Entry, Method, When};
use super::news::{News, Role};
use super::recipients::Parcel;
use crate::digest::sha256_of_parts;
use crate::model::{Instant, Issued, Production};
use crate::render::call_sheet::Slot;
use crate::render::words::Words;
use chrono::{Duration, NaiveDate};

/// Entries of a parcel, in the order of its sheets.
pub fn entries(production: &Production, words: &Words, parcel: &Parcel) -> Vec<Entry> {
    let Some(person) = &parcel.person else { return Vec::new() };
    parcel.news.iter().filter_map(|news| entry(production, words, news, person)).collect()
}

fn entry(production: &Production, words: &Words, news: &News, person: &str) -> Option<Entry> {
    let says = &news.says;
    let (date, unit, number, at) = (news.date?, news.unit.as_ref()?, says.number?, says.issued_at?);
    let (now, before) = (says.slots.get(person), says.slots_before.get(person));
    let sequence = sequence(number);
    let (method, slot) = match (news.role, now, before) {
        (Role::Digest, ..) => return None,
        (Role::First | Role::Revised, Some(now), _) => (Method::Request, now),
        // A call that is no time any more, and a person who is no longer called.
        (_, _, Some(before)) => (Method::Cancel, before),
        _ => return None,
    };
    let call = says.calls.get(person).cloned();
    Some(call_entry(
        production,
        words,
        &uid(production, date, unit, person),
        method,
        sequence,
        slot,
        Day { date, unit, call, at },
    ))
}

/// What is sent when an issued day is off the schedule.
pub fn off(production: &Production, words: &Words, issued: &Issued, person: &str, slot: &Slot) -> Entry {
    let sequence = sequence(issued.revision).saturating_add(1);
    // A minute after the last word on it.
    let at = issued.at.checked_add_signed(Duration::minutes(1)).unwrap_or(issued.at);
    let day = Day { date: issued.date, unit: &issued.unit, call: None, at };
    let uid = uid(production, issued.date, &issued.unit, person);
    call_entry(production, words, &uid, Method::Cancel, sequence, slot, day)
}

struct Day<'a> {
    date: NaiveDate,
    unit: &'a str,
    call: Option<String>,
    /// When the revision that says so went out.
    at: Instant,
}

fn call_entry(
    production: &Production,
    words: &Words,
    uid: &str,
    method: Method,
    sequence: u32,
    slot: &Slot,
    day: Day,
) -> Entry {
    let number =
        production.days.iter().find(|d| d.date == day.date && d.unit == day.unit).and_then(|d| d.number);
    let title = &production.facts.title;
    let (unit, n) = (words.unit(day.unit), number.map(|n| n.to_string()));
    let (event, about) = match &n {
        Some(n) => (
            words.say("notices.event_day", &[("production", title), ("n", n)]),
            words.say("notices.event_about_day", &[("production", title), ("unit", &unit), ("n", n)]),
        ),
        None => (
            words.say("notices.event", &[("production", title)]),
            words.say("notices.event_about", &[("production", title), ("unit", &unit)]),
        ),
    };
    let summary = match &day.call {
        Some(call) => words.say("notices.event_call", &[("what", &event), ("call", call)]),
        None => event,
    };
    let mut lines = vec![about];
    if slot.end.is_some() {
        lines.push(words.get("notices.event_end").to_owned());
    }
    let phone = production.facts.office_phone.as_ref();
    lines.extend(phone.map(|phone| words.say("notices.event_office", &[("phone", phone)])));
    let when = match slot.starts() {
        Some(start) => When::At(start, slot.ends()),
        // Nobody but us writes slots; one that does not read stands for its day.
        None => When::Day(day.date),
    };
    Entry {
        method,
        uid: uid.to_owned(),
        sequence,
        stamp: day.at.to_utc(),
        when,
        summary,
        description: lines.join("\n"),
        place: slot.place.clone(),
    }
}

/// The number that a revision's events carry.
pub fn sequence(revision: u32) -> u32 {
    revision.saturating_sub(1).saturating_mul(2)
}

/// The same for one person on one unit's day of one production, wherever its folder lies.
pub fn uid(production: &Production, date: NaiveDate, unit: &str, person: &str) -> String {
    let facts = &production.facts;
    let (date, unit) = (date.to_string(), unit.to_lowercase());
    let company = facts.company.as_deref().unwrap_or_default();
    let mut digest =
        sha256_of_parts(["call", &facts.title, company, &date, &unit, person].map(str::as_bytes));
    digest.truncate(32);
    format!("{digest}@callboard")
}
