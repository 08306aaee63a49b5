//! What every report says of itself: whose it is, the date it was made for, and from what.

use super::figures;
use super::view::View;
use super::words::{self, Words};
use crate::ingest::intake::FileRead;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// Twelve hex digits of SHA-256 over the sorted hashes of the named inputs: two reports with the same
/// digits were made from the same files, whatever the files are called.
pub fn checksum(view: &View, inputs: &BTreeSet<String>) -> String {
    let hashes: BTreeSet<&str> = view
        .files
        .iter()
        .filter(|f| inputs.contains(&f.file))
        .map(|f| f.sha256.as_str())
        .filter(|h| !h.is_empty())
        .collect();
    let mut sum = Sha256::new();
    for hash in hashes {
        sum.update(hash.as_bytes());
        sum.update(b"\n");
    }
    sum.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

/// Every input file, relative to the production folder.
pub fn inputs(view: &View) -> BTreeSet<String> {
    view.files.iter().map(|f| f.file.clone()).collect()
}

/// The input files that hold any of these tables: a document that needs no others stays as it is when
/// others change.
pub fn inputs_with(view: &View, tables: &[&str]) -> BTreeSet<String> {
    let holds = |f: &&FileRead| f.tables.iter().any(|t| tables.contains(&t.table));
    view.files.iter().filter(holds).map(|f| f.file.clone()).collect()
}

/// Reports and forms are read on office paper: the legal sheets of call sheets stay with them.
pub fn paper(view: &View) -> &'static str {
    if view.production.facts.paper.starts_with("us") { "us-letter" } else { "a4" }
}

/// The head and foot of a report, as `templates/lib/report.typ` expects them under `stamp`.
/// For forms in English: Exhibit G, releases.
pub fn stamp(view: &View, title: &str, inputs: &BTreeSet<String>) -> Value {
    let facts = &view.production.facts;
    json!({
        "title": title,
        "production": facts.title,
        "company": facts.company,
        "as_of": figures::date(view.today, &facts.country),
        "inputs": checksum(view, inputs),
        "files": figures::count(inputs.len(), "file", "files"),
        "language": words::of("en", &facts.country).language,
        "paper": paper(view),
    })
}

/// The same in the language of the production.
pub fn stamp_in(view: &View, words: &Words, title: &str, inputs: &BTreeSet<String>) -> Value {
    let facts = &view.production.facts;
    json!({
        "title": title,
        "production": facts.title,
        "company": facts.company,
        "as_of": words.date_medium(view.today),
        "inputs": checksum(view, inputs),
        "files": words.count("common.files", inputs.len()),
        "language": words.language,
        "paper": paper(view),
    })
}

/// The plain facts behind a document, for a workbook's provenance sheet.
pub fn provenance(view: &View, title: &str, inputs: &BTreeSet<String>) -> Vec<(String, String)> {
    provenance_in(view, words::of("en", &view.production.facts.country), title, inputs)
}

/// The same in the language of the production.
pub fn provenance_in(
    view: &View,
    words: &Words,
    title: &str,
    inputs: &BTreeSet<String>,
) -> Vec<(String, String)> {
    let facts = &view.production.facts;
    let mut rows = vec![
        (words.get("book.document").to_owned(), title.to_string()),
        (words.get("book.production").to_owned(), facts.title.clone()),
        (words.get("book.generated_for").to_owned(), view.today.to_string()),
        (words.get("book.made_by").to_owned(), concat!("callboard ", env!("CARGO_PKG_VERSION")).to_string()),
        (words.get("book.checksum").to_owned(), checksum(view, inputs)),
    ];
    for pack in &view.report.packs {
        let short: String = pack.sha256.chars().take(12).collect();
        rows.push((words.say("book.pack", &[("id", &pack.id)]), format!("{} ({short})", pack.version)));
    }
    for file in view.files.iter().filter(|f| inputs.contains(&f.file)) {
        let hash = if file.sha256.is_empty() { words.get("book.not_opened") } else { &file.sha256 };
        rows.push((file.file.clone(), hash.to_string()));
    }
    rows
}
