//! Letters that came back, from the inbox to the ledger and the model.

use super::reading::Reading;
use super::status::Waiting;
use super::{PassError, making};
use crate::deliver::invitations;
use crate::deliver::replies::{self, LARGEST, Sent};
use crate::digest::sha256_hex;
use crate::folder::Folder;
use crate::model::{Answer, DocumentKind, Production, Verdict};
use crate::render::call_sheet::{self, Sheet, revision};
use crate::store::{OutboxRow, ReplyRow};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Every reply known so far, and those that lie in the inbox now. One that found its message stays as it was read; one that found
/// none is tried again, since an outbox grows.
pub fn read(
    folder: &Folder,
    known: Vec<ReplyRow>,
    outbox: &[OutboxRow],
    production: &Production,
) -> Result<Vec<ReplyRow>, PassError> {
    let mut all: BTreeMap<String, ReplyRow> =
        known.into_iter().map(|row| (row.sha256.clone(), row)).collect();
    let files = folder.letters().map_err(PassError::io("could not list", &folder.inbox))?;
    let sent: Vec<Sent> =
        if files.is_empty() { Vec::new() } else { outbox.iter().map(|row| sent(production, row)).collect() };
    for path in files {
        let file = folder.relative(&path);
        let Some(bytes) = bytes(&path) else { continue };
        let sha256 = sha256_hex(&bytes);
        let settled_before = all.get(&sha256).is_some_and(|row| !row.message_id.is_empty());
        if !settled_before {
            let row = row(file, sha256.clone(), &bytes, &sent, outbox);
            all.insert(sha256, row);
        }
    }
    let mut all: Vec<ReplyRow> = all.into_values().collect();
    all.sort_by(|a, b| (a.at, &a.file).cmp(&(b.at, &b.file)));
    Ok(all)
}

/// A letter that is gone between two looks, or larger than any letter of ours that came back, is passed over.
fn bytes(path: &Path) -> Option<Vec<u8>> {
    let small = fs::metadata(path).ok()?.len() <= LARGEST;
    small.then(|| fs::read(path).ok()).flatten()
}

fn row(file: String, sha256: String, bytes: &[u8], sent: &[Sent], outbox: &[OutboxRow]) -> ReplyRow {
    let settled = replies::settle(replies::read(bytes), sent);
    let reply = settled.reply;
    let message = settled.sent.and_then(|at| outbox.get(at));
    let is_sheet = |kind: &str| kind == DocumentKind::CallSheet.name();
    let sheet = message.and_then(|m| m.documents.iter().find(|d| is_sheet(&d.kind)));
    ReplyRow {
        sha256,
        file,
        verdict: reply.verdict.name().to_owned(),
        message_id: message.map(|m| m.message_id.clone()).unwrap_or_default(),
        name: message.map(|m| m.name.clone()).unwrap_or_default(),
        address: reply.address.unwrap_or_default(),
        subject: reply.subject,
        words: reply.words,
        sheet: sheet.map(|s| s.path.clone()).unwrap_or_default(),
        revision: sheet.map(|s| s.revision.clone()).unwrap_or_default(),
        at: reply.at.unwrap_or_default(),
    }
}

/// A message as replies may name it: by its ID, and by the events in it.
fn sent(production: &Production, row: &OutboxRow) -> Sent {
    let issued = production.issued.iter().filter(|issued| {
        let name = revision::standing(Some(issued));
        let day = format!("call-sheets/{}", issued.date);
        row.documents.iter().any(|d| d.path.starts_with(&day) && d.revision.starts_with(&name))
    });
    let events = issued.map(|issued| {
        let uid = invitations::uid(production, issued.date, &issued.unit, &row.name);
        format!("{uid}#{}", invitations::sequence(issued.revision))
    });
    Sent {
        message_id: row.message_id.clone(),
        recipient: row.recipient.clone(),
        name: row.name.clone(),
        subject: row.subject.clone(),
        events: events.collect(),
    }
}

/// Replies as documents see them.
pub fn answers(rows: &[ReplyRow]) -> Vec<Answer> {
    rows.iter()
        .map(|row| Answer {
            file: row.file.clone(),
            verdict: Verdict::read(&row.verdict),
            name: row.name.clone(),
            address: row.address.clone(),
            subject: row.subject.clone(),
            words: row.words.clone(),
            sheet: Some(row.sheet.clone()).filter(|sheet| !sheet.is_empty()),
            date: row
                .sheet
                .strip_prefix("call-sheets/")
                .and_then(|rest| rest.get(..10))
                .and_then(|d| d.parse().ok()),
            revision: row.revision.clone(),
            at: row.at,
        })
        .collect()
}

/// Names that a line gives before it only counts.
const MOST_NAMES: usize = 8;

/// What came back and needs somebody, and whose word on an issued sheet is still out.
pub fn waiting(folder: &Folder, reading: &Reading) -> Vec<Waiting> {
    let mut waiting: Vec<Waiting> = Vec::new();
    for answer in &reading.production.answers {
        // A letter that was read and taken away is dealt with.
        let there = folder.root.join(&answer.file).is_file();
        let over = answer.date.is_some_and(|date| date < reading.today);
        match answer.verdict {
            Verdict::ToRead if there => waiting.push(Waiting {
                what: format!("{} to be read", answer.file),
                why: format!(
                    "it is from {}: “{}”. Take it out of the inbox when that is done",
                    if answer.address.is_empty() { "nobody known" } else { &answer.address },
                    if answer.words.is_empty() { &answer.subject } else { &answer.words }
                ),
            }),
            Verdict::Bounced if there && !over => waiting.push(Waiting {
                what: format!("somebody to tell {}", named(answer)),
                why: format!(
                    "mail to {} came back ({}){}",
                    answer.address,
                    answer.words,
                    phone(reading, answer)
                ),
            }),
            Verdict::Declined | Verdict::Tentative if there && !over => waiting.push(Waiting {
                what: format!("a word with {}", named(answer)),
                why: format!("they answered “{}” to {}", answer.verdict.name(), answer.revision),
            }),
            _ => {}
        }
    }
    waiting.extend(unanswered(reading));
    waiting
}

fn named(answer: &Answer) -> &str {
    if answer.name.is_empty() { &answer.address } else { &answer.name }
}

fn phone(reading: &Reading, answer: &Answer) -> String {
    let person = reading.production.people.iter().find(|person| person.name == answer.name);
    let phone = person.and_then(|person| person.phone.as_ref());
    phone.map(|phone| format!(": call {}", phone.value)).unwrap_or_default()
}

/// Once anybody has answered a sheet, whose answer is still out.
fn unanswered(reading: &Reading) -> Vec<Waiting> {
    let view = making::view(reading, &reading.report);
    let mut waiting = Vec::new();
    for day in call_sheet::days(&view).filter(|day| day.date >= reading.today) {
        let sheet = Sheet::new(&view, day);
        let standing = sheet.standing();
        let Some(issued) = standing.issued else { continue };
        let answers = call_sheet::answers::of(&sheet, &standing.data, issued);
        let confirmed = answers.values().filter(|answer| answer.verdict == Verdict::Confirmed).count();
        let names: Vec<&str> = sheet.people().map(|person| person.name.as_str()).collect();
        let out: Vec<&str> = names.iter().copied().filter(|name| !answers.contains_key(name)).collect();
        if answers.is_empty() || out.is_empty() {
            continue;
        }
        let shown = out.iter().take(MOST_NAMES).copied().collect::<Vec<_>>().join(", ");
        let more = out.len().checked_sub(MOST_NAMES).filter(|n| *n > 0).map(|n| format!(" and {n} more"));
        waiting.push(Waiting {
            what: format!("answers to {} of {}, {}", revision::name(issued), day.unit, day.date),
            why: format!(
                "{confirmed} of {} confirmed it; not heard of: {shown}{}",
                names.len(),
                more.unwrap_or_default()
            ),
        });
    }
    waiting
}
