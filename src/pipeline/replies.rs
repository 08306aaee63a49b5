//! Letters that came back, from the inbox to the ledger and the model.

use super::PassError;
use crate::deliver::replies::{self, LARGEST, Sent};
use crate::deliver::invitations;
use crate::digest::sha256_hex;
use crate::folder::Folder;
use crate::model::{Answer, DocumentKind, Production, Verdict};
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
    let sent: Vec<Sent> = if files.is_empty() { Vec::new() } else { outbox.iter().map(|row| sent(production, row)).collect() };
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
        let name = crate::render::call_sheet::revision::standing(Some(issued));
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
            date: row.sheet.strip_prefix("call-sheets/").and_then(|rest| rest.get(..10)).and_then(|d| d.parse().ok()),
            revision: row.revision.clone(),
            at: row.at,
        })
        .collect()
}
