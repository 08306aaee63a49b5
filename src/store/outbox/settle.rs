//! What a pass makes of the outbox: what should reach somebody is queued, and what is no longer so is withdrawn.

use super::{Mail, Outgoing, State, UntoldRow, insert};
use rusqlite::{OptionalExtension, Transaction, params};

/// For so many days a message that was sent or withdrawn is kept whole; then what proves it is: Message-ID, SHA-256, words.
const KEPT_WHOLE: i64 = 7;

pub(in crate::store) fn leave_untold(tx: &Transaction<'_>, people: &[UntoldRow]) -> rusqlite::Result<()> {
    tx.execute("DELETE FROM untold", [])?;
    for person in people {
        tx.execute(
            "INSERT INTO untold (name, phone, documents) VALUES (?1, ?2, ?3)",
            params![person.name, person.phone, person.documents.join("\n")],
        )?;
    }
    Ok(())
}

/// Ends a pass in the outbox, within the pass's own transaction.
pub(in crate::store) fn settle(
    tx: &Transaction<'_>,
    mail: &Mail,
    today: &str,
    pass: i64,
) -> rusqlite::Result<()> {
    tx.execute(
        "UPDATE outbox SET bytes = NULL WHERE bytes IS NOT NULL AND state IN ('sent', 'withdrawn') \
         AND julianday(?1) - julianday(date) > ?2",
        params![today, KEPT_WHOLE],
    )?;
    match mail {
        Mail::Drafts(drafts) => {
            // Nothing goes out in this mode, and a draft of today that is not written any more is gone.
            withdraw_others(tx, &[], "mail.mode is draft: nothing is sent")?;
            let kept: Vec<&str> = drafts.iter().map(|row| row.message_id.as_str()).collect();
            let kept = json_list(&kept);
            let gone =
                "state = 'draft' AND date = ?1 AND message_id NOT IN (SELECT value FROM json_each(?2))";
            let mut statement = tx.prepare(&format!("SELECT id FROM outbox WHERE {gone}"))?;
            let ids: Vec<i64> = statement
                .query_map(params![today, kept], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            for id in ids {
                tx.execute("DELETE FROM enclosed WHERE outbox = ?1", [id])?;
                tx.execute("DELETE FROM outbox WHERE id = ?1", [id])?;
            }
            for row in drafts {
                let known: Option<i64> = tx
                    .query_row(
                        "UPDATE outbox SET date = ?2, path = ?3, sha256 = ?4, pass = ?5 \
                         WHERE message_id = ?1 AND state = 'draft' RETURNING id",
                        params![row.message_id, row.date, row.path, row.sha256, pass],
                        |found| found.get(0),
                    )
                    .optional()?;
                let taken = tx
                    .query_row("SELECT 1 FROM outbox WHERE message_id = ?1", [&row.message_id], |_| Ok(()))
                    .optional()?;
                if known.is_none() && taken.is_none() {
                    insert(tx, row, None, Some(pass))?;
                }
            }
            Ok(())
        }
        Mail::Post(wanted) => {
            let mut statement =
                tx.prepare("SELECT id, recipient, thing FROM outbox WHERE state = 'held' AND by_person")?;
            let held: Vec<(i64, String, String)> = statement
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
                .collect::<rusqlite::Result<_>>()?;
            drop(statement);
            let things: Vec<&str> = wanted.iter().map(|out| out.row.thing.as_str()).collect();
            for outgoing in wanted {
                let row = &outgoing.row;
                // A draft of the very same bytes makes way for the message that is sent.
                let draft = "SELECT id FROM outbox WHERE message_id = ?1 AND state = 'draft'";
                tx.execute(&format!("DELETE FROM enclosed WHERE outbox IN ({draft})"), [&row.message_id])?;
                tx.execute(&format!("DELETE FROM outbox WHERE id IN ({draft})"), [&row.message_id])?;
                // One thing, or (should a later callboard tell things apart otherwise) the very same message.
                let known: Option<(i64, String, bool)> = tx
                    .query_row(
                        "UPDATE outbox SET thing = ?1 WHERE id = (SELECT id FROM outbox \
                         WHERE (thing = ?1 OR message_id = ?2) AND state <> 'draft' ORDER BY id DESC LIMIT 1) \
                         RETURNING id, state, by_person",
                        [&row.thing, &row.message_id],
                        |found| Ok((found.get(0)?, found.get(1)?, found.get(2)?)),
                    )
                    .optional()?;
                match known {
                    // It was withdrawn because the sheet changed, and the sheet changed back.
                    Some((id, state, false)) if state == State::Withdrawn.name() => again(tx, id, outgoing)?,
                    Some(_) => {}
                    None => {
                        let mut row = row.clone();
                        let replaces = held.iter().find(|(_, recipient, thing)| {
                            recipient.eq_ignore_ascii_case(&row.recipient)
                                && !things.contains(&thing.as_str())
                        });
                        if let Some((id, ..)) = replaces {
                            row.state = State::Held;
                            row.by_person = true;
                            row.words = format!("replaces {id}, which was held");
                        }
                        insert(tx, &row, Some(&outgoing.bytes), Some(pass))?;
                    }
                }
            }
            withdraw_others(tx, &things, "it says what is no longer so, or is no longer for this recipient")
        }
    }
}

/// Queues a message that was withdrawn before anything was sent of it, with its bytes as they are now.
fn again(tx: &Transaction<'_>, id: i64, outgoing: &Outgoing) -> rusqlite::Result<()> {
    let row = &outgoing.row;
    tx.execute(
        "UPDATE outbox SET state = 'queued', approval = ?2, due = ?3, words = '', bytes = ?4, sha256 = ?5, message_id = ?6 \
         WHERE id = ?1",
        params![id, row.approval.name(), row.due, outgoing.bytes, row.sha256, row.message_id],
    )?;
    Ok(())
}

/// What waits and is not among `things` is withdrawn; what is being sent is withdrawn should it come back.
fn withdraw_others(tx: &Transaction<'_>, things: &[&str], why: &str) -> rusqlite::Result<()> {
    let things = json_list(things);
    tx.execute(
        "UPDATE outbox SET state = 'withdrawn', by_person = 0, words = ?2 \
         WHERE state IN ('queued', 'held', 'retry') AND NOT apart \
         AND thing NOT IN (SELECT value FROM json_each(?1))",
        params![things, why],
    )?;
    tx.execute(
        "UPDATE outbox SET stale = thing NOT IN (SELECT value FROM json_each(?1)) WHERE state = 'sending'",
        params![things],
    )?;
    Ok(())
}

/// For `json_each`.
fn json_list(items: &[&str]) -> String {
    serde_json::to_string(items).unwrap_or_else(|_| "[]".into())
}
