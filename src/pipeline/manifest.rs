//! `out/manifest.json`: every document and message with its hash and the inputs it was made from.

use super::PassError;
use super::making::Document;
use super::reading::Reading;
use crate::folder::Folder;
use crate::model::DocumentKind;
use crate::render::call_sheet::revision;
use crate::render::publish;
use crate::store::{IssuedRow, OutboxRow, State};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;

pub fn write(
    folder: &Folder,
    reading: &Reading,
    documents: &[Document],
    mail: &[OutboxRow],
    outbox: &[OutboxRow],
) -> Result<(), PassError> {
    let hashes: BTreeMap<&str, &str> =
        reading.files.iter().map(|f| (f.file.as_str(), f.sha256.as_str())).collect();
    let mut made: Vec<(&str, Value)> =
        documents.iter().map(|d| (d.row.path.as_str(), document(reading, &hashes, d))).collect();
    made.extend(reading.issued.iter().map(|row| (row.path.as_str(), issued(reading, row, mail, outbox))));
    made.sort_by_key(|(path, _)| *path);
    let manifest = json!({
        "production": reading.production.facts.title,
        "as_of": reading.today.to_string(),
        "callboard": env!("CARGO_PKG_VERSION"),
        "packs": reading.report.packs,
        "inputs": reading.files.iter().map(|f| json!({"file": f.file, "sha256": f.sha256})).collect::<Vec<_>>(),
        "documents": made.into_iter().map(|(_, value)| value).collect::<Vec<_>>(),
        "mail": mail.iter().map(|m| json!({
            "to": m.recipient,
            "subject": m.subject,
            "message_id": m.message_id,
            "state": m.state.name(),
            "path": m.path,
            "sha256": m.sha256,
        })).collect::<Vec<_>>(),
    });
    let mut text = serde_json::to_string_pretty(&manifest).unwrap_or_default();
    text.push('\n');
    let path = folder.out.join("manifest.json");
    if fs::read(&path).is_ok_and(|bytes| bytes == text.as_bytes()) {
        return Ok(());
    }
    // Addresses of the whole crew stand in it.
    publish::write(&path, text.as_bytes(), true).map_err(PassError::io("could not write", &path))
}

fn document(reading: &Reading, hashes: &BTreeMap<&str, &str>, d: &Document) -> Value {
    let kept = reading.issued.iter().find(|row| row.sha256 == d.row.sha256);
    json!({
        "kind": d.row.kind,
        "path": d.row.path,
        "title": d.made.title,
        "revision": d.made.about.revision,
        "issued": kept.map(|row| &row.at),
        "id": (!d.id.is_empty()).then_some(&d.id),
        "sha256": d.row.sha256,
        "inputs": d.row.inputs.iter().map(|file| json!({
            "file": file,
            "sha256": hashes.get(file.as_str()),
        })).collect::<Vec<_>>(),
    })
}

/// An issued revision, with the inputs as they were then.
fn issued(reading: &Reading, row: &IssuedRow, mail: &[OutboxRow], outbox: &[OutboxRow]) -> Value {
    let known = reading.production.issued.iter().find(|issued| issued.path == row.path);
    json!({
        "kind": DocumentKind::CallSheet.name(),
        "path": row.path,
        "title": format!("{}: call sheet, {}, {}, revision {}", reading.production.facts.title, row.date, row.unit, row.revision),
        "revision": revision::standing(known),
        "recipients": recipients(reading, &revision::standing(known), row, mail, outbox),
        "issued": row.at,
        "id": known.map(|issued| revision::short(&issued.content)),
        "sha256": row.sha256,
        "inputs": row.inputs.iter().map(|(file, sha256)| json!({ "file": file, "sha256": sha256 })).collect::<Vec<_>>(),
    })
}

/// Who was written to with this revision, how each message stands and what they answered. What this pass writes is not in the ledger
/// yet, and what it replaces there is.
fn recipients(
    reading: &Reading,
    standing: &str,
    issued: &IssuedRow,
    mail: &[OutboxRow],
    outbox: &[OutboxRow],
) -> Vec<Value> {
    let day = format!("call-sheets/{}", issued.date);
    let unit = format!("_{}.pdf", publish::file_name(&issued.unit.to_lowercase()));
    let today = reading.today.to_string();
    // Today's drafts are written anew by each pass; those of other days stay where they were.
    let stays = |m: &&OutboxRow| m.state != State::Draft || m.date != today;
    let kept = outbox.iter().filter(stays).filter(|m| mail.iter().all(|new| new.message_id != m.message_id));
    let mut found: Vec<(&str, Value)> = Vec::new();
    for message in kept.chain(mail) {
        let told = message.documents.iter().find(|d| {
            d.path.starts_with(&day) && d.path.ends_with(&unit) && d.revision.starts_with(standing)
        });
        let Some(told) = told else { continue };
        let answer = reading.replies.iter().rfind(|reply| reply.message_id == message.message_id);
        found.push((
            &message.recipient,
            json!({
                "to": message.recipient,
                "name": message.name,
                "as": told.revision,
                "state": message.state.name(),
                "message_id": message.message_id,
                "answer": answer.map(|reply| &reply.verdict),
            }),
        ));
    }
    found.sort_by_key(|(to, _)| *to);
    found.into_iter().map(|(_, value)| value).collect()
}
