//! The mail of a pass: `.eml` drafts in `out/mail/DATE/`, or messages for the outbox.

use super::making::Making;
use super::reading::Reading;
use super::{Options, PassError, posting};
use crate::deliver::notices::Told;
use crate::deliver::{self, Before, Message, Office, WithoutAddress};
use crate::diagnostic::Diagnostic;
use crate::digest::sha256_hex;
use crate::folder::Folder;
use crate::model::DocumentKind;
use crate::now;
use crate::render::publish;
use crate::render::setter::Overrides;
use crate::render::words::Words;
use crate::settings::MailMode;
use crate::store::outbox::moment;
use crate::store::{Approval, EnclosedRow, EventRow, Ledger, Mail, OutboxRow, Outgoing, State};
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

#[derive(Default)]
pub struct Written {
    /// For the ledger; none where this pass has no mail.
    pub mail: Option<Mail>,
    /// For the manifest.
    pub rows: Vec<OutboxRow>,
    pub without_address: Vec<WithoutAddress>,
    pub problems: Vec<Diagnostic>,
    pub events: Vec<EventRow>,
}

pub fn write(
    folder: &Folder,
    reading: &Reading,
    making: &Making,
    options: &Options,
    overrides: &Overrides,
    ledger: &Ledger,
    at: DateTime<Utc>,
) -> Result<Written, PassError> {
    // A pass for some kinds or one day is a look at documents, not the post of the day.
    if !options.only.is_empty() || options.day.is_some() {
        return Ok(Written::default());
    }
    let templates: BTreeMap<String, String> = overrides
        .iter()
        .filter_map(|(name, bytes)| {
            let name = name.strip_prefix("mail/")?;
            Some((name.to_owned(), String::from_utf8_lossy(bytes).into_owned()))
        })
        .collect();
    let made: Vec<_> = making.documents.iter().map(|d| d.made.clone()).collect();
    let mode = reading.settings.mail_mode();
    // A draft is written whoever has got it: its sender is a person.
    // A draft's date is the pass's, so that the same pass gives the same bytes; what is sent was written now.
    let at = if mode == MailMode::Draft { at } else { super::source_date().unwrap_or_else(now::now) };
    let had = if mode == MailMode::Draft { None } else { Some(posting::had(&ledger.outbox()?)) };
    let told: Vec<Told> = ledger.events()?.iter().filter_map(told).collect();
    let before = Before { had: had.as_ref(), told: &told };
    let office = Office {
        production: &reading.production,
        settings: &reading.settings,
        words: &reading.words,
        today: reading.today,
        at,
    };
    let post = deliver::post(&office, &made, &templates, &before);

    let day = format!("mail/{}", reading.today);
    let mut rows = Vec::new();
    let mut names = BTreeSet::from([WITHOUT_ADDRESS.to_owned()]);
    let mut outgoing = Vec::new();
    for (number, message) in post.messages.into_iter().enumerate() {
        if mode != MailMode::Draft {
            let row = row(&message, reading, String::new(), mode);
            rows.push(row.clone());
            outgoing.push(Outgoing { row, bytes: message.bytes });
            continue;
        }
        let to = publish::file_name(&message.to_name);
        let name = format!("{:04}_{to}{}.eml", number + 1, of_the_set(&message));
        let path = folder.out.join(&day).join(&name);
        let same = fs::read(&path).is_ok_and(|bytes| bytes == message.bytes);
        if !same {
            publish::write(&path, &message.bytes, true).map_err(PassError::io("could not write", &path))?;
        }
        rows.push(row(&message, reading, format!("{day}/{name}"), mode));
        names.insert(name);
    }
    list_without_address(folder, &reading.words, &day, &post.without_address)?;
    remove_others(folder, &day, &names)?;
    let mail = if mode == MailMode::Draft { Mail::Drafts(rows.clone()) } else { Mail::Post(outgoing) };
    let events = post.told.iter().map(event).collect();
    Ok(Written {
        mail: Some(mail),
        rows,
        without_address: post.without_address,
        problems: post.problems,
        events,
    })
}

/// Of a mail from the set which one it is: `_lunch`.
fn of_the_set(message: &Message) -> String {
    let own = message.enclosed.iter().find(|d| d.kind == DocumentKind::StatusMail);
    let stem = own.and_then(|d| d.path.strip_suffix(".txt")?.rsplit_once('_'));
    stem.map(|(_, which)| format!("_{which}")).unwrap_or_default()
}

const WITHOUT_ADDRESS: &str = "to-telephone.txt";

/// Who has to be called instead, with the number.
fn list_without_address(
    folder: &Folder,
    words: &Words,
    day: &str,
    people: &[WithoutAddress],
) -> Result<(), PassError> {
    if people.is_empty() {
        return Ok(());
    }
    let mut text = format!("{}\n\n", words.get("letters.to_telephone"));
    for person in people {
        let phone = person.phone.as_deref().unwrap_or(words.get("letters.no_number"));
        text.push_str(&format!("{}  {}  ({})\n", person.name, phone, person.documents.join(", ")));
    }
    let path = folder.out.join(day).join(WITHOUT_ADDRESS);
    if fs::read(&path).is_ok_and(|bytes| bytes == text.as_bytes()) {
        return Ok(());
    }
    publish::write(&path, text.as_bytes(), true).map_err(PassError::io("could not write", &path))
}

/// Drafts of the same day that this pass no longer writes would be sent by mistake.
fn remove_others(folder: &Folder, day: &str, names: &BTreeSet<String>) -> Result<(), PassError> {
    let dir = folder.out.join(day);
    let Ok(entries) = fs::read_dir(&dir) else { return Ok(()) };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let ours = name.ends_with(".eml") || name == WITHOUT_ADDRESS;
        if ours && !names.contains(&name) {
            let path = entry.path();
            fs::remove_file(&path).map_err(PassError::io("could not remove", &path))?;
        }
    }
    Ok(())
}

fn row(message: &Message, reading: &Reading, path: String, mode: MailMode) -> OutboxRow {
    let is_sheet =
        |kind: DocumentKind| matches!(kind, DocumentKind::CallSheet | DocumentKind::PersonalCallSheet);
    let (state, approval) = match mode {
        MailMode::Draft => (State::Draft, Approval::NotNeeded),
        MailMode::Send if !message.enclosed.iter().any(|d| is_sheet(d.kind)) => {
            (State::Queued, Approval::NotNeeded)
        }
        MailMode::Approve | MailMode::Send => (State::Queued, Approval::Needed),
    };
    let undo = TimeDelta::from_std(reading.settings.undo()).unwrap_or_default();
    OutboxRow {
        id: 0,
        message_id: message.message_id.clone(),
        thing: message.thing.clone(),
        recipient: message.to_address.clone(),
        name: message.to_name.clone(),
        subject: message.subject.clone(),
        state,
        approval,
        date: reading.today.to_string(),
        last_day: message
            .enclosed
            .iter()
            .filter_map(|d| d.date)
            .min()
            .map(|d| d.to_string())
            .unwrap_or_default(),
        path,
        sha256: sha256_hex(&message.bytes),
        sender: message.sender.clone(),
        due: moment(now::now() + undo),
        tries: 0,
        words: String::new(),
        by_person: false,
        documents: message
            .enclosed
            .iter()
            .map(|d| EnclosedRow {
                path: d.path.clone(),
                kind: d.kind.name().to_owned(),
                title: d.title.clone(),
                revision: d.revision.clone().unwrap_or_default(),
                content: d.content.clone(),
                sha256: d.sha256.clone(),
            })
            .collect(),
    }
}

/// What the ledger kept of a meeting; nobody but us writes it, so a row that does not read is left alone.
fn told(row: &EventRow) -> Option<Told> {
    Some(Told {
        uid: row.uid.clone(),
        sequence: row.sequence,
        recipient: row.recipient.clone(),
        name: row.name.clone(),
        what: row.what.clone(),
        date: row.date.parse().ok()?,
        slot: serde_json::from_str(&row.slot).ok(),
        place: row.place.clone(),
        told: row.told.parse().ok()?,
        cancelled: row.cancelled,
    })
}

fn event(told: &Told) -> EventRow {
    EventRow {
        uid: told.uid.clone(),
        sequence: told.sequence,
        recipient: told.recipient.clone(),
        name: told.name.clone(),
        what: told.what.clone(),
        date: told.date.to_string(),
        slot: told.slot.as_ref().and_then(|slot| serde_json::to_string(slot).ok()).unwrap_or_default(),
        place: told.place.clone(),
        told: told.told.to_string(),
        cancelled: told.cancelled,
    }
}
