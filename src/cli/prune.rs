//! `callboard prune`: forgets what is old. Says what would go, unless it is told to do it.

use super::build::{count, state_setting};
use super::{Common, Status};
use crate::folder::Folder;
use crate::now;
use crate::pipeline::{Hold, text};
use crate::settings::{self, Settings};
use crate::store::prune::{Pruned, prune};
use crate::store::{FILE, Ledger};
use anyhow::{Context, Result};
use chrono::{DateTime, TimeDelta, Utc};
use std::fs;
use std::path::{Path, PathBuf};

pub fn run(_common: &Common, folders: &[PathBuf], really: bool) -> Result<Status> {
    for path in folders {
        one(path, really)?;
    }
    Ok(Status::Done)
}

fn one(path: &Path, really: bool) -> Result<()> {
    let folder = Folder::open(path, None).with_context(|| format!("{} cannot be opened", path.display()))?;
    // A watch may hold the folder all day: the ledger waits for its passes.
    let state = Hold::look(&folder, state_setting(&folder).as_deref()).state().to_path_buf();
    if !state.join(FILE).is_file() {
        outln!("{}: there was no pass yet, so there is nothing to forget.", folder.name());
        return Ok(());
    }
    let days = settings_of(&folder).keep_days();
    let mut ledger = Ledger::open(&state)?;
    let pruned = prune(&state, &mut ledger, &text(before(days)), really)?;
    let verb = if really { "Forgot" } else { "Would forget" };
    outln!("{}: {}", folder.name(), words(verb, days, &pruned));
    if !really && !pruned.is_nothing() {
        outln!("`callboard prune --yes` does it. What was issued and what the outbox proves always stays.");
    }
    Ok(())
}

fn settings_of(folder: &Folder) -> Settings {
    let text = fs::read_to_string(folder.settings_file()).unwrap_or_default();
    settings::load(&text, "callboard.toml").0
}

/// What ended before this moment may go.
pub fn before(days: u32) -> DateTime<Utc> {
    now::now().checked_sub_signed(TimeDelta::days(i64::from(days))).unwrap_or(DateTime::<Utc>::MIN_UTC)
}

fn words(verb: &str, days: u32, pruned: &Pruned) -> String {
    if pruned.is_nothing() {
        return format!("nothing ended more than {} ago.", count(days as usize, "day"));
    }
    format!(
        "{verb} what ended more than {} ago: {} of files, {} of documents, {}, {}, and {} of inputs ({} KB).",
        count(days as usize, "day"),
        count(pruned.files, "version"),
        count(pruned.documents, "version"),
        count(pruned.findings, "finding"),
        if pruned.passes == 1 { "1 pass".into() } else { format!("{} passes", pruned.passes) },
        if pruned.copies.len() == 1 { "1 copy".into() } else { format!("{} copies", pruned.copies.len()) },
        pruned.bytes().div_ceil(1000)
    )
}
