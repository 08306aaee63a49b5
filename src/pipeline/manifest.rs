//! `out/manifest.json`: every document and message with its hash and the inputs it was made from.

use super::PassError;
use super::making::Document;
use super::reading::Reading;
use crate::folder::Folder;
use crate::model::DocumentKind;
use crate::render::call_sheet::revision;
use crate::render::publish;
use crate::store::{IssuedRow, OutboxRow};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;

pub fn write(
    folder: &Folder,
    reading: &Reading,
    documents: &[Document],
    mail: &[OutboxRow],
) -> Result<(), PassError> {
    let hashes: BTreeMap<&str, &str> =
        reading.files.iter().map(|f| (f.file.as_str(), f.sha256.as_str())).collect();
    let mut made: Vec<(&str, Value)> =
        documents.iter().map(|d| (d.row.path.as_str(), document(reading, &hashes, d))).collect();
    made.extend(reading.issued.iter().map(|row| (row.path.as_str(), issued(reading, row))));
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
        "sha256": d.row.sha256,
        "inputs": d.row.inputs.iter().map(|file| json!({
            "file": file,
            "sha256": hashes.get(file.as_str()),
        })).collect::<Vec<_>>(),
    })
}

/// An issued revision, with the inputs as they were then.
fn issued(reading: &Reading, row: &IssuedRow) -> Value {
    let known = reading.production.issued.iter().find(|issued| issued.path == row.path);
    json!({
        "kind": DocumentKind::CallSheet.name(),
        "path": row.path,
        "title": format!("{}: call sheet, {}, {}, revision {}", reading.production.facts.title, row.date, row.unit, row.revision),
        "revision": revision::standing(known),
        "issued": row.at,
        "sha256": row.sha256,
        "inputs": row.inputs.iter().map(|(file, sha256)| json!({ "file": file, "sha256": sha256 })).collect::<Vec<_>>(),
    })
}
