//! `callboard outbox list|show`: what waits to be mailed.

use super::{OutboxCommand, Status};
use crate::folder::Folder;
use crate::settings;
use crate::store::{Ledger, OutboxRow};
use anyhow::{Context, Result, bail};
use std::fs;
use std::io::Write;
use std::path::Path;

pub fn run(folder: &Path, what: OutboxCommand) -> Result<Status> {
    let folder =
        Folder::open(folder, None).with_context(|| format!("{} cannot be opened", folder.display()))?;
    let configured = fs::read_to_string(folder.settings_file())
        .ok()
        .and_then(|text| settings::load(&text, "callboard.toml").0.state.dir);
    let state = folder.state_dir(configured.as_deref());
    if !state.join("ledger.sqlite").is_file() {
        println!("The outbox is empty: nothing has been built in this folder yet.");
        return Ok(Status::Done);
    }
    let rows = Ledger::open(&state)?.outbox()?;
    match what {
        OutboxCommand::List => list(&rows),
        OutboxCommand::Show { message } => show(&folder, &rows, &message)?,
    }
    Ok(Status::Done)
}

fn list(rows: &[OutboxRow]) {
    if rows.is_empty() {
        println!("The outbox is empty.");
        return;
    }
    let widest = rows.iter().map(|row| row.recipient.chars().count()).max().unwrap_or(0);
    for (number, row) in rows.iter().enumerate() {
        println!(
            "{:>4}  {}  {:<6}  {:<widest$}  {}",
            number + 1,
            row.date,
            row.state,
            row.recipient,
            row.subject
        );
    }
}

fn show(folder: &Folder, rows: &[OutboxRow], wanted: &str) -> Result<()> {
    let by_number = wanted.parse::<usize>().ok().and_then(|n| n.checked_sub(1)).and_then(|n| rows.get(n));
    let by_recipient = || rows.iter().rev().find(|row| row.recipient.eq_ignore_ascii_case(wanted));
    let Some(row) = by_number.or_else(by_recipient) else {
        bail!(
            "the outbox has no message “{wanted}”: give its number in `outbox list`, or its recipient's address"
        );
    };
    let path = folder.out.join(&row.path);
    let bytes = fs::read(&path).with_context(|| format!("the draft {} is gone", row.path))?;
    std::io::stdout().write_all(&bytes)?;
    Ok(())
}
