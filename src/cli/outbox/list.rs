//! `outbox list` and `outbox show`.

use super::{Box, Status};
use crate::cli::build::count;
use crate::now;
use crate::pipeline::posting::{self, Desk, Standing};
use crate::store::{OutboxRow, State};
use anyhow::{Context, Result, bail};
use std::fs;
use std::io::Write;

pub fn list(open: &Box, all: bool) -> Result<Status> {
    let every = open.ledger.outbox()?;
    if let Some((why, until)) = open.ledger.pause()? {
        let then = match until.as_str() {
            "" => "Put it right, then `callboard outbox send`.".into(),
            until => format!("It is tried again at {}.", posting::clock(until, open.zone())),
        };
        eprintln!("callboard: no mail goes out: {why}. {then}");
    }
    if every.is_empty() {
        outln!("The outbox is empty.");
        return Ok(Status::Done);
    }
    let latest = every.iter().map(|row| row.date.as_str()).max().unwrap_or_default();
    let over = |row: &OutboxRow| matches!(row.state, State::Sent | State::Withdrawn | State::Draft);
    let rows: Vec<&OutboxRow> = every.iter().filter(|row| all || !over(row) || row.date == latest).collect();
    let widest = rows.iter().map(|row| row.recipient.chars().count()).max().unwrap_or(0);
    let desk = Desk::new(&open.settings, &every, now::now());
    let replies = open.ledger.replies()?;
    for row in &rows {
        let answer = replies.iter().rfind(|reply| reply.message_id == row.message_id);
        let answer = answer.map(|reply| format!("  [{}]", reply.verdict)).unwrap_or_default();
        let why = why(open, &desk, row);
        let why = if why.is_empty() { why } else { format!("  ({why})") };
        outln!(
            "{:>4}  {}  {:<9}  {:<widest$}  {}{why}{answer}",
            row.id,
            row.date,
            row.state,
            row.recipient,
            row.subject
        );
    }
    let older = every.len() - rows.len();
    if older > 0 {
        outln!("{} of earlier days not shown: `outbox list --all`.", count(older, "message"));
    }
    Ok(Status::Done)
}

/// What the state alone does not say.
fn why(open: &Box, desk: &Desk, row: &OutboxRow) -> String {
    match (desk.standing(row), row.state) {
        (Standing::Settled(State::Draft), _) => String::new(),
        (Standing::Settled(_), _) => row.words.clone(),
        (standing, State::Retry) => format!("{}; {}", standing.words(open.zone()), row.words),
        (standing, _) => standing.words(open.zone()),
    }
}

/// The message on standard output, byte for byte; its story beside it.
pub fn show(open: &Box, wanted: &str) -> Result<Status> {
    let rows = open.ledger.outbox()?;
    // Of several to one recipient, the last.
    let found = open.find(&rows, wanted)?;
    let Some(row) = found.last() else { bail!("the outbox has no message “{wanted}”") };
    story(open, &rows, row)?;
    let bytes = match open.ledger.message(row.id)? {
        Some(bytes) => bytes,
        None => fs::read(open.folder.out.join(&row.path))
            .with_context(|| format!("the draft {} is gone", row.path))?,
    };
    std::io::stdout().write_all(&bytes)?;
    Ok(Status::Done)
}

fn story(open: &Box, rows: &[OutboxRow], row: &OutboxRow) -> Result<()> {
    let clock = |at: &str| posting::clock(at, open.zone());
    let standing = why(open, &Desk::new(&open.settings, rows, now::now()), row);
    let standing = if standing.is_empty() { standing } else { format!(": {standing}") };
    eprintln!("Message {} to {} <{}>, {}{standing}", row.id, row.name, row.recipient, row.state);
    let mut lines: Vec<(String, String)> = Vec::new();
    for (_, at, what, who) in open.ledger.acts()?.into_iter().filter(|(id, ..)| *id == row.id) {
        lines.push((at, format!("{what} by {who}")));
    }
    for attempt in open.ledger.attempts()?.into_iter().filter(|attempt| attempt.outbox == row.id) {
        let outcome = if attempt.outcome.is_empty() { "goes on" } else { &attempt.outcome };
        let words = if attempt.words.is_empty() { String::new() } else { format!(": {}", attempt.words) };
        lines.push((attempt.at, format!("{}, {outcome}{words}", attempt.server)));
    }
    lines.sort_by(|a, b| a.0.cmp(&b.0));
    for (at, what) in lines {
        eprintln!("  {}  {what}", clock(&at));
    }
    Ok(())
}
