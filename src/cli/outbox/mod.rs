//! `callboard outbox`: what waits to be mailed, what went, and who was told what. One file a part.

mod act;
mod list;
mod report;
mod send;

use super::{Common, OutboxCommand, Status};
use crate::folder::Folder;
use crate::pipeline::posting;
use crate::pipeline::sent_folder;
use crate::settings::{self, Settings};
use crate::store::{Act, Ledger, OutboxRow};
use anyhow::{Context, Result, bail};
use chrono_tz::Tz;
use std::fs;
use std::path::{Path, PathBuf};

/// A production's outbox, open.
struct Box {
    folder: Folder,
    state: PathBuf,
    settings: Settings,
    ledger: Ledger,
}

impl Box {
    fn zone(&self) -> Option<Tz> {
        posting::zone(&self.settings)
    }

    /// Messages by number, recipient or recipient's name, in the order asked for.
    fn find<'a>(&self, rows: &'a [OutboxRow], word: &str) -> Result<Vec<&'a OutboxRow>> {
        if let Ok(id) = word.parse::<i64>()
            && let Some(row) = rows.iter().find(|row| row.id == id)
        {
            return Ok(vec![row]);
        }
        let word = word.to_lowercase();
        let named: Vec<&OutboxRow> = rows
            .iter()
            .filter(|row| row.recipient.to_lowercase() == word || row.name.to_lowercase() == word)
            .collect();
        if named.is_empty() {
            bail!("the outbox has no message “{word}”: give its number in `outbox list`, or its recipient");
        }
        Ok(named)
    }
}

pub fn run(common: &Common, folder: &Path, what: OutboxCommand) -> Result<Status> {
    let folder =
        Folder::open(folder, None).with_context(|| format!("{} cannot be opened", folder.display()))?;
    // Settings that cannot stand are for what sends; a look at what was sent needs none.
    let text = fs::read_to_string(folder.settings_file()).unwrap_or_default();
    let settings = settings::load(&text, "callboard.toml").0;
    let state = folder.state_dir(settings.state.dir.as_deref());
    let nothing_yet = !state.join("ledger.sqlite").is_file();
    if nothing_yet && !matches!(what, OutboxCommand::Test { .. }) {
        outln!("The outbox is empty: nothing has been built in this folder yet.");
        return Ok(Status::Done);
    }
    fs::create_dir_all(&state).with_context(|| format!("{} cannot be made", state.display()))?;
    let ledger = Ledger::open(&state)?;
    let mut open = Box { folder, state, settings, ledger };
    match what {
        OutboxCommand::List { all } => list::list(&open, all),
        OutboxCommand::Show { message } => list::show(&open, &message),
        OutboxCommand::Approve { messages } => act::act(&mut open, Act::Approve, &messages),
        OutboxCommand::Hold { messages } => act::act(&mut open, Act::Hold, &messages),
        OutboxCommand::Withdraw { messages } => act::act(&mut open, Act::Withdraw, &messages),
        OutboxCommand::Retry { messages } => act::act(&mut open, Act::Retry, &messages),
        OutboxCommand::Resolve { message: Some(message), how: Some(how) } => {
            let act = match how {
                super::Arrived::Sent => Act::ResolveSent,
                super::Arrived::NotSent => Act::ResolveNotSent,
            };
            act::act(&mut open, act, &[message])
        }
        OutboxCommand::Resolve { message: Some(_), how: None } => {
            bail!("say what became of it: `outbox resolve NUMBER sent` or `outbox resolve NUMBER not-sent`")
        }
        OutboxCommand::Resolve { .. } => {
            if open.settings.mail.sent_folder.is_none() {
                bail!(
                    "mail.sent_folder is not set: name the folder with copies of sent mail, or say `outbox resolve NUMBER sent|not-sent`"
                );
            }
            let found = sent_folder::look(&open.folder, &open.settings, &mut open.ledger)?;
            outln!("{} found in the sent folder.", super::build::count(found, "uncertain message"));
            Ok(Status::Done)
        }
        OutboxCommand::Send { now } => send::send(common, &open, now),
        OutboxCommand::Report { format } => report::report(&open, format),
        OutboxCommand::Test { to } => send::test(common, &mut open, to.as_deref()),
    }
}
