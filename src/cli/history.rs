//! `callboard history FILE|DOCUMENT`: the whole story of an input file or of a document. Changes nothing.

use super::build::{count, state_setting};
use super::{Common, Status};
use crate::folder::Folder;
use crate::store::story::{DocumentVersion, FileVersion, PassAt};
use crate::store::{self, Ledger, issued};
use anyhow::{Context, Result, bail};
use std::collections::BTreeSet;
use std::path::Path;

pub fn run(_common: &Common, what: &str, folder: &Path) -> Result<Status> {
    let folder =
        Folder::open(folder, None).with_context(|| format!("{} cannot be opened", folder.display()))?;
    let state = folder.state_dir(state_setting(&folder).as_deref());
    let Some(ledger) = store::ledger(&state)? else {
        bail!("there was no pass here yet, so there is no history; `callboard build` makes the first");
    };
    let (path, is_document) = find(&ledger, &asked(&folder, what))?;
    if is_document {
        document(&ledger, &state, &path)?;
    } else {
        file(&ledger, &path)?;
    }
    Ok(Status::Done)
}

/// What was typed, as the ledger names things: relative to the production folder, documents without `out/`.
fn asked(folder: &Folder, what: &str) -> String {
    let typed = Path::new(what);
    let absolute = std::path::absolute(typed).unwrap_or_else(|_| typed.to_path_buf());
    let inside = [&folder.out, &folder.root].into_iter().find_map(|root| absolute.strip_prefix(root).ok());
    let path = inside.filter(|_| typed.is_absolute() || absolute.exists()).unwrap_or(typed);
    let path = path.to_string_lossy().replace('\\', "/");
    let path = path.trim_start_matches("./");
    path.strip_prefix("out/").unwrap_or(path).to_owned()
}

/// The one path that is meant: itself, else the one that ends so, else the one that has it in its name.
fn find(ledger: &Ledger, asked: &str) -> Result<(String, bool)> {
    let known = ledger.known_paths()?;
    let by = |fits: &dyn Fn(&str) -> bool| -> Vec<(String, bool)> {
        known.iter().filter(|(path, _)| fits(path)).cloned().collect()
    };
    let lower = asked.to_lowercase();
    let tries = [
        by(&|path| path == asked),
        by(&|path| path.ends_with(&format!("/{asked}"))),
        by(&|path| path.to_lowercase().contains(&lower)),
    ];
    let found = tries.into_iter().find(|found| !found.is_empty()).unwrap_or_default();
    match found.as_slice() {
        [] => bail!("no pass knows of “{asked}”; name a file of the inbox, or a document as it lies in out/"),
        [one] => Ok(one.clone()),
        several => {
            let names: Vec<&str> = several.iter().take(8).map(|(path, _)| path.as_str()).collect();
            bail!("“{asked}” may be {} of these; name one of them: {}", several.len(), names.join(", "))
        }
    }
}

fn file(ledger: &Ledger, path: &str) -> Result<()> {
    outln!("{path}");
    let story = ledger.file_story(path)?;
    for (at, version) in story.iter().enumerate() {
        let next = story.get(at + 1);
        outln!(
            "  {}  {}, {}: {}",
            when(&version.since),
            bytes(version.size),
            short(&version.sha256),
            became(version, next)
        );
        if !version.why.is_empty() {
            outln!("      {}", version.why);
        }
    }
    let contents: BTreeSet<&str> = story.iter().map(|v| v.sha256.as_str()).collect();
    let mut made: Vec<(String, String)> = Vec::new();
    for sha256 in contents {
        made.extend(ledger.made_from(sha256)?.into_iter().map(|d| (d.path, short(sha256).to_owned())));
    }
    made.sort();
    made.dedup();
    outln!("\nMade from it:");
    if made.is_empty() {
        outln!("  nothing");
    }
    for (document, sha256) in made {
        outln!("  out/{document} (from {sha256})");
    }
    Ok(())
}

/// What became of a version, up to the next one.
fn became(version: &FileVersion, next: Option<&FileVersion>) -> String {
    let state = &version.state;
    match (&version.until, next) {
        (None, _) => state.clone(),
        (Some(until), Some(next)) if next.since.id == until.id && next.sha256 == version.sha256 => {
            format!("{state}, then {}", next.state)
        }
        (Some(until), Some(next)) if next.since.id == until.id => {
            format!("{state}, superseded {}", when(until))
        }
        (Some(until), _) => format!("{state}, taken out of the inbox {}", when(until)),
    }
}

fn document(ledger: &Ledger, state: &Path, path: &str) -> Result<()> {
    let story = ledger.document_story(path)?;
    let kind = story.last().map_or("call-sheet, issued", |version| version.kind.as_str());
    outln!("out/{path} ({kind})");
    for version in &story {
        outln!("  {}  {}: {}", when(&version.since), short(&version.sha256), stood(version));
        for (file, sha256) in &version.inputs {
            outln!("{}", from(file, sha256));
        }
    }
    for row in issued::history(state)?.iter().filter(|row| is_of(&row.path, path)) {
        outln!(
            "  {}  issued as revision {} {}: out/{} {}",
            row.at,
            row.revision,
            row.colour,
            row.path,
            short(&row.sha256)
        );
        for (file, sha256) in &row.inputs {
            outln!("{}", from(file, sha256));
        }
    }
    mail(ledger, path)
}

/// Who was sent it, or is to be.
fn mail(ledger: &Ledger, path: &str) -> Result<()> {
    let rows = ledger.outbox()?;
    let enclosing =
        rows.iter().filter(|row| row.documents.iter().any(|d| is_of(&d.path, path) || d.path == path));
    let attempts = ledger.attempts()?;
    let mut said = false;
    for row in enclosing {
        if !std::mem::replace(&mut said, true) {
            outln!("\nIn the outbox:");
        }
        outln!("  message {} to {} <{}>: {}", row.id, row.name, row.recipient, row.state);
        for tried in attempts.iter().filter(|tried| tried.outbox == row.id) {
            outln!("      {} {}: {}", tried.at, tried.outcome, tried.words);
        }
    }
    Ok(())
}

/// Whether an issued sheet is a revision of this document, or it itself.
fn is_of(issued: &str, path: &str) -> bool {
    let stem = path.strip_prefix("call-sheets/").and_then(|name| name.strip_suffix(".pdf"));
    let revision = stem.is_some_and(|stem| issued.starts_with(&format!("call-sheets/issued/{stem}_rev-")));
    issued == path || revision
}

fn stood(version: &DocumentVersion) -> String {
    match &version.until {
        None => "stands".into(),
        Some(until) => format!("stood until {}", when(until)),
    }
}

fn when(pass: &PassAt) -> String {
    // A pass of the first callboards has no time.
    let at = pass.finished.trim_end_matches('Z').replace('T', " ");
    let at = if at.is_empty() { String::new() } else { format!("{at} UTC, ") };
    format!("{at}pass {} as of {}", pass.id, pass.today)
}

fn short(sha256: &str) -> &str {
    sha256.get(..12).unwrap_or(if sha256.is_empty() { "not opened" } else { sha256 })
}

/// Settings are no file of the inbox, and have no hash of their own here.
fn from(file: &str, sha256: &str) -> String {
    format!("      from {file} {}", sha256.get(..12).unwrap_or_default()).trim_end().to_owned()
}

fn bytes(size: u64) -> String {
    if size < 10_000 {
        count(usize::try_from(size).unwrap_or(0), "byte")
    } else {
        format!("{} KB", size / 1000)
    }
}
