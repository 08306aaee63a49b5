//! What a person says to messages: approve, hold, withdraw, retry, resolve.

use super::{Box, Status};
use crate::now;
use crate::pipeline::posting::Desk;
use crate::store::outbox::moment;
use crate::store::{Act, Approval, OutboxRow, State};
use anyhow::{Result, bail};
use chrono::TimeDelta;

pub fn act(open: &mut Box, act: Act, words: &[String]) -> Result<Status> {
    let rows = open.ledger.outbox()?;
    let mut chosen: Vec<&OutboxRow> = Vec::new();
    for word in words {
        let found: Vec<&OutboxRow> = if word.eq_ignore_ascii_case("all") {
            rows.iter().filter(|row| in_general(act, row)).collect()
        } else {
            let found = open.find(&rows, word)?;
            // A number means that message; a recipient, those that it can be done to.
            match found.as_slice() {
                [one] => vec![one],
                several => several.iter().copied().filter(|row| act.from().contains(&row.state)).collect(),
            }
        };
        chosen.extend(found);
    }
    chosen.sort_by_key(|row| row.id);
    chosen.dedup_by_key(|row| row.id);
    if chosen.is_empty() {
        bail!("no message can be {} just now", act.name());
    }
    let now = now::now();
    let due = match act {
        Act::Approve => now + TimeDelta::from_std(open.settings.undo()).unwrap_or_default(),
        _ => now,
    };
    let who = who();
    let mut refused = false;
    for row in chosen {
        match open.ledger.act(row.id, act, &who, &moment(now), &moment(due))? {
            Ok(_) => {
                let after = open.ledger.outbox()?;
                let desk = Desk::new(&open.settings, &after, now);
                let standing = after.iter().find(|after| after.id == row.id).map(|row| desk.standing(row));
                let stands = standing.map(|s| s.words(open.zone())).unwrap_or_default();
                outln!("{:>4}  {}  {}: {stands}", row.id, row.recipient, act.name());
            }
            Err(state) => {
                refused = true;
                eprintln!("callboard: message {} is {state} and cannot be {}", row.id, act.name());
            }
        }
    }
    Ok(Status::needs_a_person_if(refused))
}

/// Whom `all` means: nobody whose state somebody chose.
fn in_general(act: Act, row: &OutboxRow) -> bool {
    match act {
        Act::Approve => row.approval == Approval::Needed && matches!(row.state, State::Queued | State::Retry),
        _ => act.from().contains(&row.state),
    }
}

/// Whose hand it was, as far as the machine knows.
fn who() -> String {
    let name = ["USER", "LOGNAME", "USERNAME"].iter().find_map(|key| std::env::var(key).ok());
    name.filter(|name| !name.trim().is_empty()).unwrap_or_else(|| "somebody".into())
}
