//! `outbox send` and `outbox test`.

use super::{Box, Status};
use crate::cli::Common;
use crate::cli::build::count;
use crate::cli::output::Voice;
use crate::deliver::message;
use crate::now;
use crate::pipeline::posting;
use crate::pipeline::sending::{self, SendDone, SendOptions, Told};
use crate::store::outbox::moment;
use crate::store::{Act, Approval, OutboxRow, Outgoing, State};
use anyhow::{Context, Result, bail};

pub fn send(common: &Common, open: &Box, at_once: bool) -> Result<Status> {
    let options = SendOptions { asked: true, at_once, only: None };
    let done = go(common, open, &options)?;
    let voice = Voice::new(common);
    if done.sent + done.later + done.failed + done.uncertain == 0 && done.paused.is_none() {
        voice.result(&match &done.next {
            Some(next) => {
                format!("Nothing is due; the next message is at {}.", posting::clock(next, open.zone()))
            }
            None => "Nothing is due.".into(),
        });
    } else {
        let mut parts = vec![format!("{} sent", count(done.sent, "message"))];
        for (n, what) in
            [(done.later, "to be tried again"), (done.failed, "refused"), (done.uncertain, "uncertain")]
        {
            if n > 0 {
                parts.push(format!("{n} {what}"));
            }
        }
        voice.result(&format!("{}.", parts.join(", ")));
    }
    Ok(Status::needs_a_person_if(done.failed + done.uncertain > 0 || done.paused.is_some()))
}

fn go(common: &Common, open: &Box, options: &SendOptions) -> Result<SendDone> {
    let voice = Voice::new(common);
    let mut tell = |told: &Told| {
        let line = format!("{:>4}  {:<9}  {}  {}", told.row.id, told.state, told.row.recipient, told.words);
        match told.state {
            State::Failed | State::Uncertain => eprintln!("{line}"),
            _ => voice.result(&line),
        }
    };
    let done = sending::send(&open.folder, &open.state, options, &|| false, &mut tell)?;
    if let Some((why, until)) = &done.paused {
        let then = match until.as_str() {
            "" => "Nothing more is sent until it is put right; then `callboard outbox send`.".into(),
            until => format!("It is tried again at {}.", posting::clock(until, open.zone())),
        };
        eprintln!("callboard: {why}. {then}");
    }
    Ok(done)
}

/// One message to oneself, over the same road as all others.
pub fn test(common: &Common, open: &mut Box, to: Option<&str>) -> Result<Status> {
    let Some(from) = open.settings.mail.from.clone() else {
        bail!("mail.from is not set: write from = \"Production Office <office@example.com>\" under [mail]");
    };
    let now = now::now();
    let title = open.settings.production.title.clone().unwrap_or_else(|| open.folder.name());
    let message =
        message::test(&title, &from, to, now).map_err(anyhow::Error::msg).context("no test can be sent")?;
    if !open.settings.may_mail(&message.to_address) {
        bail!("{} is not among the domains of mail.allow", message.to_address);
    }
    let row = OutboxRow {
        id: 0,
        message_id: message.message_id,
        thing: message.thing,
        recipient: message.to_address,
        name: message.to_name,
        subject: message.subject,
        state: State::Queued,
        approval: Approval::NotNeeded,
        date: now.date_naive().to_string(),
        last_day: String::new(),
        path: String::new(),
        sha256: crate::digest::sha256_hex(&message.bytes),
        sender: message.sender,
        due: moment(now),
        tries: 0,
        words: String::new(),
        by_person: false,
        documents: Vec::new(),
    };
    let id = open.ledger.queue(&Outgoing { row, bytes: message.bytes })?;
    let options = SendOptions { asked: true, at_once: true, only: Some([id].into()) };
    let done = go(common, open, &options)?;
    if done.sent != 1 {
        // A test that waits would come when nobody expects it; one that may have arrived stays as it is.
        let now = moment(now::now());
        let _ = open.ledger.act(id, Act::Withdraw, "the test's end", &now, &now)?;
    }
    Ok(Status::needs_a_person_if(done.sent != 1))
}
