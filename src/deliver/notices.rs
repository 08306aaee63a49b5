//! Notices of meetings, rehearsals, fittings and deadlines, each with its invitation.
//!
//! What was told of each is kept in the ledger, so that a meeting that moved changes the entry that is there, and one that is gone is
//! taken away. Nothing is written of a day that is over. Who has no address is to be telephoned, of each change again.

use super::calendar::{Entry, Method, When};
use super::recipients::Parcel;
use super::{Made, WithoutAddress};
use crate::diagnostic::{Code, Diagnostic};
use crate::digest::sha256_of_parts;
use crate::model::{Listed, Meeting, Person, Production};
use crate::render::call_sheet::Slot;
use crate::render::{meeting_notice, words::Words};
use chrono::{NaiveDate, Timelike};
use std::collections::BTreeSet;

/// What one person was told of one meeting, as the ledger keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    pub uid: String,
    pub sequence: u32,
    /// Empty where they have no address, and are to be telephoned.
    pub recipient: String,
    pub name: String,
    pub what: String,
    pub date: NaiveDate,
    /// From when to when and where; nothing for a whole day.
    pub slot: Option<Slot>,
    pub place: String,
    /// The day it was told on.
    pub told: NaiveDate,
    pub cancelled: bool,
}

/// What a letter of this kind says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notice {
    /// `Production meeting, Tuesday, November 24, 2026, 10:00A`
    pub title: String,
    pub lines: Vec<String>,
}

#[derive(Debug, Default)]
pub struct Notices {
    pub parcels: Vec<Parcel>,
    /// Who is to be telephoned, since no letter can be written to them.
    pub without_address: Vec<WithoutAddress>,
    /// Everything that anybody was told, for the ledger.
    pub told: Vec<Told>,
    pub problems: Vec<Diagnostic>,
}

/// Somebody whom a meeting concerns.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Guest {
    name: String,
    /// Empty where there is none that mail can be sent to.
    address: String,
}

impl Guest {
    /// Whether this is who was told: by the address, and where there is none, or was none, by the name.
    fn is(&self, told: &Told) -> bool {
        if self.address.is_empty() || told.recipient.is_empty() {
            return told.name.eq_ignore_ascii_case(&self.name);
        }
        told.recipient.eq_ignore_ascii_case(&self.address)
    }
}

/// The letters of today. `always`: also of what was told before today, for an outbox that knows what it has sent.
pub fn notices(
    production: &Production,
    words: &Words,
    made: &[Made],
    known: &[Told],
    today: NaiveDate,
    always: bool,
) -> Notices {
    let mut notices = Notices::default();
    let mut matched: BTreeSet<&str> = BTreeSet::new();
    let coming: Vec<(&Meeting, Vec<Guest>)> = production
        .meetings
        .iter()
        .filter(|meeting| meeting.date >= today)
        .map(|meeting| (meeting, invited(production, meeting, &mut notices.problems)))
        .collect();
    let mut wanted: Vec<(&Meeting, &Guest, Option<&Told>)> = Vec::new();
    // What stands where it stood finds itself first; what is left over by name and recipient has moved.
    for exact in [true, false] {
        for (meeting, guests) in &coming {
            for guest in guests {
                if wanted.iter().any(|(m, g, _)| std::ptr::eq(*m, *meeting) && std::ptr::eq(*g, guest)) {
                    continue;
                }
                let same = known.iter().find(|told| {
                    told.what == meeting.what
                        && guest.is(told)
                        && !matched.contains(told.uid.as_str())
                        && if exact {
                            told.date == meeting.date
                        } else {
                            told.date >= today && !told.cancelled
                        }
                });
                if same.is_some() || !exact {
                    matched.extend(same.map(|told| told.uid.as_str()));
                    wanted.push((meeting, guest, same));
                }
            }
        }
    }
    for (meeting, guest, before) in wanted {
        let told = tell(production, meeting, guest, before, today);
        if always || told.told == today {
            notices.write(production, words, made, &told, Some(meeting));
        }
        notices.told.push(told);
    }
    for told in known.iter().filter(|told| !matched.contains(told.uid.as_str())) {
        let mut told = told.clone();
        if told.date >= today && !told.cancelled {
            (told.cancelled, told.sequence, told.told) = (true, told.sequence.saturating_add(1), today);
        }
        if told.cancelled && told.date >= today && (always || told.told == today) {
            notices.write(production, words, made, &told, None);
        }
        notices.told.push(told);
    }
    notices.told.sort_by(|a, b| a.uid.cmp(&b.uid));
    notices
}

impl Notices {
    fn write(
        &mut self,
        production: &Production,
        words: &Words,
        made: &[Made],
        told: &Told,
        meeting: Option<&Meeting>,
    ) {
        let parcel = parcel(production, words, made, told, meeting);
        if !told.recipient.is_empty() {
            self.parcels.push(parcel);
            return;
        }
        let person = production.people.iter().find(|person| person.name == told.name);
        self.without_address.push(WithoutAddress {
            name: told.name.clone(),
            phone: person.and_then(|person| person.phone.as_ref()).map(|phone| phone.value.clone()),
            documents: parcel.notice.into_iter().map(|notice| notice.title).collect(),
        });
    }
}

/// Whoever a meeting concerns.
fn invited(production: &Production, meeting: &Meeting, problems: &mut Vec<Diagnostic>) -> Vec<Guest> {
    let mut found: Vec<Guest> = Vec::new();
    for word in meeting.who.iter().map(|word| word.trim()).filter(|word| !word.is_empty()) {
        if word.parse::<lettre::Address>().is_ok() {
            add(&mut found, word, word);
            continue;
        }
        let lower = word.to_lowercase();
        let group = |person: &Person| match lower.as_str() {
            "all" | "everybody" | "everyone" => person.listed != Listed::Nowhere,
            "cast" => person.listed == Listed::Cast,
            "crew" => person.listed == Listed::Crew,
            _ => person.department.as_ref().is_some_and(|d| d.trim().eq_ignore_ascii_case(word)),
        };
        let own: Vec<&Person> =
            production.people.iter().filter(|p| p.name.eq_ignore_ascii_case(word)).collect();
        let people =
            if own.is_empty() { production.people.iter().filter(|p| group(p)).collect() } else { own };
        if people.is_empty() {
            let message = format!(
                "“{word}” is no person, department or address; nobody was invited to {} by it.",
                meeting.what
            );
            let help = "Write names as the cast and crew lists have them, a department, an address, or cast, crew, all.";
            problems
                .push(Diagnostic::new(Code::PersonUnlisted, message, help).at_cell(&meeting.cell).seen(word));
        }
        for person in people {
            let email = person.email.as_ref().map(|email| email.value.as_str());
            let email = email.filter(|email| email.parse::<lettre::Address>().is_ok());
            add(&mut found, &person.name, email.unwrap_or_default());
        }
    }
    found
}

/// Once for each address, and for each name where there is none.
fn add(found: &mut Vec<Guest>, name: &str, address: &str) {
    let known = |guest: &Guest| match address {
        "" => guest.name == name,
        _ => guest.address.eq_ignore_ascii_case(address),
    };
    if !found.iter().any(known) {
        found.push(Guest { name: name.to_owned(), address: address.to_owned() });
    }
}

/// What somebody is told now: the same as before, or a change of it.
fn tell(
    production: &Production,
    meeting: &Meeting,
    Guest { name, address }: &Guest,
    before: Option<&Told>,
    today: NaiveDate,
) -> Told {
    let zone = production.facts.time_zone;
    let slot = meeting.start.moment.known().map(|start| Slot {
        start: start.with_timezone(&zone).to_rfc3339(),
        end: meeting
            .end
            .moment
            .known()
            .filter(|end| *end > start)
            .map(|end| end.with_timezone(&zone).to_rfc3339()),
        zone: zone.name().to_owned(),
        place: meeting.place.clone(),
    });
    let mut told = Told {
        uid: String::new(),
        sequence: 0,
        recipient: address.clone(),
        name: name.clone(),
        what: meeting.what.clone(),
        date: meeting.date,
        slot,
        place: meeting.place.clone().unwrap_or_default(),
        told: today,
        cancelled: false,
    };
    let Some(before) = before else {
        let facts = &production.facts;
        let company = facts.company.as_deref().unwrap_or_default();
        let who = if address.is_empty() { name.clone() } else { address.to_lowercase() };
        let date = meeting.date.to_string();
        let parts = ["meeting", &facts.title, company, &meeting.what, &date, &who];
        let mut digest = sha256_of_parts(parts.map(str::as_bytes));
        digest.truncate(32);
        told.uid = format!("{digest}@callboard");
        return told;
    };
    told.uid.clone_from(&before.uid);
    let same = (before.date, &before.slot, &before.place, before.cancelled)
        == (told.date, &told.slot, &told.place, false);
    if same {
        told.sequence = before.sequence;
        // Whoever has an address now, and had none, has got no invitation.
        if !before.recipient.is_empty() || address.is_empty() {
            told.told = before.told;
        }
    } else {
        told.sequence = before.sequence.saturating_add(1);
    }
    told
}

fn parcel(
    production: &Production,
    words: &Words,
    made: &[Made],
    told: &Told,
    meeting: Option<&Meeting>,
) -> Parcel {
    let kind = meeting.map_or("", |meeting| meeting.kind.as_str());
    // What is cancelled is on no list any more: its name says what it was.
    let kind = if kind.is_empty() && told.what == "Rehearsal" { "rehearsal" } else { kind };
    let kind = if kind.is_empty() && told.what == "Fitting" { "fitting" } else { kind };
    let what = meeting_notice::named(words, kind, &told.what);
    // The notice on paper comes with it, as long as there is one.
    let path = meeting.and_then(|meeting| meeting_notice::path_of(production, meeting));
    let documents: Vec<Made> =
        path.and_then(|path| made.iter().find(|m| m.path == path)).cloned().into_iter().collect();
    let start = told.slot.as_ref().and_then(Slot::starts);
    let time = start.map(|at| format!(", {}", words.time_of_day(at.hour(), at.minute()))).unwrap_or_default();
    let title = format!("{what}, {}{time}", words.date_full(told.date));
    let mut lines = Vec::new();
    if told.cancelled {
        lines.push(words.get("notices.cancelled").to_owned());
    } else if told.sequence > 0 {
        lines.push(words.get("notices.moved").to_owned());
    }
    if !told.place.is_empty() {
        lines.push(told.place.clone());
    }
    let said = meeting.into_iter().flat_map(|meeting| [meeting.agenda.clone(), notes(words, meeting)]);
    lines.extend(said.flatten().flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>()));
    let when = match (start, told.slot.as_ref()) {
        (Some(start), Some(slot)) => When::At(start, slot.ends()),
        _ => When::Day(told.date),
    };
    let entry = Entry {
        method: if told.cancelled { Method::Cancel } else { Method::Request },
        uid: told.uid.clone(),
        sequence: told.sequence,
        stamp: told.told.and_hms_opt(12, 0, 0).unwrap_or_default().and_utc(),
        when,
        summary: words.say("notices.event_what", &[("production", &production.facts.title), ("what", &what)]),
        description: lines.join("\n"),
        place: Some(told.place.clone()).filter(|place| !place.is_empty()),
    };
    let title =
        if told.cancelled { words.say("notices.cancelled_title", &[("title", &title)]) } else { title };
    Parcel {
        name: told.name.clone(),
        address: told.recipient.clone(),
        person: None,
        documents,
        before: Vec::new(),
        news: Vec::new(),
        entries: vec![entry],
        notice: Some(Notice { title, lines }),
        status: None,
    }
}

/// What is noted; of a deliverable its spec, in the production's words.
fn notes(words: &Words, meeting: &Meeting) -> Option<String> {
    let notes = meeting.notes.as_ref()?;
    let spec = notes.strip_prefix("Spec: ").filter(|_| meeting.kind == "deadline");
    Some(spec.map_or_else(|| notes.clone(), |spec| words.say("notices.spec", &[("spec", spec)])))
}
