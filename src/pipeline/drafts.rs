//! Messages as `.eml` drafts in `out/mail/DATE/`, and their rows in the outbox.

use super::making::Making;
use super::reading::Reading;
use super::{Options, PassError};
use crate::deliver::{self, Message, WithoutAddress};
use crate::diagnostic::Diagnostic;
use crate::digest::sha256_hex;
use crate::folder::Folder;
use crate::render::publish;
use crate::render::setter::Overrides;
use crate::store::OutboxRow;
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

#[derive(Default)]
pub struct Mail {
    pub rows: Vec<OutboxRow>,
    pub without_address: Vec<WithoutAddress>,
    pub problems: Vec<Diagnostic>,
}

pub fn write(
    folder: &Folder,
    reading: &Reading,
    making: &Making,
    options: &Options,
    overrides: &Overrides,
    at: DateTime<Utc>,
) -> Result<Mail, PassError> {
    // A pass for some kinds or one day is a look at documents, not the post of the day.
    if !options.only.is_empty() || options.day.is_some() {
        return Ok(Mail::default());
    }
    let templates: BTreeMap<String, String> = overrides
        .iter()
        .filter_map(|(name, bytes)| {
            let name = name.strip_prefix("mail/")?;
            Some((name.to_owned(), String::from_utf8_lossy(bytes).into_owned()))
        })
        .collect();
    let made: Vec<_> = making.documents.iter().map(|d| d.made.clone()).collect();
    let post = deliver::post(&reading.production, &reading.settings, &made, &templates, reading.today, at);

    let day = format!("mail/{}", reading.today);
    let mut rows = Vec::new();
    let mut names = BTreeSet::new();
    for (number, message) in post.messages.iter().enumerate() {
        let name = format!("{:04}_{}.eml", number + 1, publish::file_name(&message.to_name));
        let path = folder.out.join(&day).join(&name);
        let same = fs::read(&path).is_ok_and(|bytes| bytes == message.bytes);
        if !same {
            publish::write(&path, &message.bytes, true).map_err(PassError::io("could not write", &path))?;
        }
        rows.push(row(message, reading, format!("{day}/{name}")));
        names.insert(name);
    }
    list_without_address(folder, &day, &post.without_address)?;
    names.insert(WITHOUT_ADDRESS.to_owned());
    remove_others(folder, &day, &names)?;
    Ok(Mail { rows, without_address: post.without_address, problems: post.problems })
}

const WITHOUT_ADDRESS: &str = "to-telephone.txt";

/// Who has to be called instead, with the number.
fn list_without_address(folder: &Folder, day: &str, people: &[WithoutAddress]) -> Result<(), PassError> {
    if people.is_empty() {
        return Ok(());
    }
    let mut text = String::from("No e-mail address is known for these people. Call them:\n\n");
    for person in people {
        let phone = person.phone.as_deref().unwrap_or("no number");
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

fn row(message: &Message, reading: &Reading, path: String) -> OutboxRow {
    OutboxRow {
        message_id: message.message_id.clone(),
        recipient: message.to_address.clone(),
        name: message.to_name.clone(),
        subject: message.subject.clone(),
        state: "draft".into(),
        date: reading.today.to_string(),
        path,
        sha256: sha256_hex(&message.bytes),
    }
}
