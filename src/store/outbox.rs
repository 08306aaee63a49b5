//! The outbox: messages with their bytes, and what became of them.
//!
//! Every change of state is one statement that names the states it may come from, so that two processes never both
//! send a message. Moments are UTC, RFC 3339, to the second: they compare as text.

use super::{Ledger, LedgerError};
use chrono::{DateTime, SecondsFormat, Utc};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use std::fmt;
use std::path::Path;

macro_rules! states {
    ($($variant:ident => $name:literal, $about:literal;)+) => {
        /// Where a message stands.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum State { $(#[doc = $about] $variant),+ }

        impl State {
            pub fn name(self) -> &'static str {
                match self { $(State::$variant => $name),+ }
            }

            fn read(name: &str) -> Option<State> {
                match name { $($name => Some(State::$variant),)+ _ => None }
            }
        }
    };
}

states! {
    Draft => "draft", "An `.eml` file in `out/mail`, which callboard never sends.";
    Queued => "queued", "Waits: for approval, its delay, or its turn.";
    Held => "held", "Somebody said: not yet.";
    Sending => "sending", "A connection is being used for it.";
    Sent => "sent", "The server took it.";
    Retry => "retry", "Not taken; tried again by itself.";
    Failed => "failed", "Refused for good.";
    Uncertain => "uncertain", "Sent to its end, and no answer came.";
    Withdrawn => "withdrawn", "It is not sent any more.";
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Approval {
    NotNeeded,
    Needed,
    Given,
}

impl Approval {
    fn name(self) -> &'static str {
        match self {
            Approval::NotNeeded => "not-needed",
            Approval::Needed => "needed",
            Approval::Given => "given",
        }
    }

    /// A word nobody writes counts as not yet approved.
    fn read(name: &str) -> Approval {
        match name {
            "not-needed" => Approval::NotNeeded,
            "given" => Approval::Given,
            _ => Approval::Needed,
        }
    }
}

/// A document in a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnclosedRow {
    /// Relative to `out/`.
    pub path: String,
    pub kind: String,
    pub title: String,
    /// `PRELIMINARY`, `FINAL, WHITE REV. 1`; empty where a document has no revisions.
    pub revision: String,
    /// SHA-256 of what it says, and of its bytes.
    pub content: String,
    pub sha256: String,
}

/// A message in the outbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutboxRow {
    /// What people call it; 0 until it is written.
    pub id: i64,
    pub message_id: String,
    /// SHA-256 of what it tells whom: two messages of one thing are never both sent.
    pub thing: String,
    pub recipient: String,
    pub name: String,
    pub subject: String,
    pub state: State,
    pub approval: Approval,
    /// The day it was written for, ISO.
    pub date: String,
    /// The last day on which it says anything, ISO: a call sheet's; empty: no last day.
    pub last_day: String,
    /// A draft's, relative to `out/`; empty for what callboard sends.
    pub path: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// The envelope's sender.
    pub sender: String,
    /// Not before.
    pub due: String,
    /// How often a connection was used for it.
    pub tries: u32,
    /// The server's last words, or why it stands as it does.
    pub words: String,
    /// The state is a person's decision, which no pass takes back.
    pub by_person: bool,
    pub documents: Vec<EnclosedRow>,
}

/// A try to send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttemptRow {
    pub outbox: i64,
    pub at: String,
    pub ended: String,
    pub server: String,
    /// The last step that was reached: `envelope`, `end`.
    pub phase: String,
    /// The state it led to; empty while it goes on.
    pub outcome: String,
    pub words: String,
}

/// Somebody who should get documents and has no address, as of the last pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UntoldRow {
    pub name: String,
    /// Empty where there is none either.
    pub phone: String,
    /// Titles.
    pub documents: Vec<String>,
}

/// What a pass wants to be sent.
#[derive(Clone, Debug)]
pub struct Outgoing {
    pub row: OutboxRow,
    pub bytes: Vec<u8>,
}

/// The mail of a pass. A pass that looked at a part of the production alone has none.
#[derive(Clone, Debug)]
pub enum Mail {
    /// `.eml` files of one day.
    Drafts(Vec<OutboxRow>),
    /// Everything that should reach somebody and has not.
    Post(Vec<Outgoing>),
}

pub fn moment(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// The schema that first kept messages to be sent.
const SINCE: i64 = 3;

/// Why nothing is sent, and until when; empty: until somebody says `send`.
pub type Pause = (String, String);

/// The outbox and why it is paused, for a look that changes nothing; empty where there is none yet.
pub fn outbox(dir: &Path) -> Result<(Vec<OutboxRow>, Option<Pause>), LedgerError> {
    let Some(connection) = super::look::open(dir)? else { return Ok(Default::default()) };
    let place = dir.join("ledger.sqlite").display().to_string();
    let fail = |cause| LedgerError::Sqlite { place: place.clone(), cause };
    let version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0)).map_err(fail)?;
    if version < SINCE {
        return Ok(Default::default());
    }
    Ok((rows(&connection).map_err(fail)?, pause(&connection).map_err(fail)?))
}

fn pause(connection: &Connection) -> rusqlite::Result<Option<Pause>> {
    let mut statement = connection.prepare("SELECT words, until FROM pause")?;
    statement.query_row([], |row| Ok((row.get(0)?, row.get(1)?))).optional()
}

fn rows(connection: &Connection) -> rusqlite::Result<Vec<OutboxRow>> {
    let mut statement = connection.prepare(
        "SELECT id, message_id, thing, recipient, name, subject, state, approval, date, last_day, path, sha256, \
         sender, due, tries, words, by_person FROM outbox ORDER BY id",
    )?;
    let found = statement.query_map([], read)?;
    let mut found: Vec<OutboxRow> = found.collect::<rusqlite::Result<_>>()?;
    let mut statement = connection.prepare(
        "SELECT outbox, path, kind, title, revision, content, sha256 FROM enclosed ORDER BY outbox, place",
    )?;
    let mut enclosed = statement.query([])?;
    while let Some(row) = enclosed.next()? {
        let id: i64 = row.get(0)?;
        let document = EnclosedRow {
            path: row.get(1)?,
            kind: row.get(2)?,
            title: row.get(3)?,
            revision: row.get(4)?,
            content: row.get(5)?,
            sha256: row.get(6)?,
        };
        if let Ok(at) = found.binary_search_by_key(&id, |row| row.id)
            && let Some(message) = found.get_mut(at)
        {
            message.documents.push(document);
        }
    }
    Ok(found)
}

fn read(row: &Row<'_>) -> rusqlite::Result<OutboxRow> {
    let state: String = row.get(6)?;
    let approval: String = row.get(7)?;
    Ok(OutboxRow {
        id: row.get(0)?,
        message_id: row.get(1)?,
        thing: row.get(2)?,
        recipient: row.get(3)?,
        name: row.get(4)?,
        subject: row.get(5)?,
        // A word that only a later version knows is nothing this one may send.
        state: State::read(&state).unwrap_or(State::Held),
        approval: Approval::read(&approval),
        date: row.get(8)?,
        last_day: row.get(9)?,
        path: row.get(10)?,
        sha256: row.get(11)?,
        sender: row.get(12)?,
        due: row.get(13)?,
        tries: row.get(14)?,
        words: row.get(15)?,
        by_person: row.get(16)?,
        documents: Vec::new(),
    })
}

/// For so many days a message that was sent or withdrawn is kept whole; then what proves it is: Message-ID, SHA-256, words.
const KEPT_WHOLE: i64 = 7;

pub(super) fn leave_untold(tx: &Transaction<'_>, people: &[UntoldRow]) -> rusqlite::Result<()> {
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
pub(super) fn settle(tx: &Transaction<'_>, mail: &Mail, today: &str, pass: i64) -> rusqlite::Result<()> {
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

fn insert(
    tx: &Transaction<'_>,
    row: &OutboxRow,
    bytes: Option<&[u8]>,
    pass: Option<i64>,
) -> rusqlite::Result<i64> {
    tx.execute(
        "INSERT INTO outbox (message_id, thing, recipient, name, subject, state, approval, date, last_day, path, \
         sha256, sender, due, tries, words, by_person, bytes, pass) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, 0, ?14, ?15, ?16, ?17)",
        params![
            row.message_id,
            row.thing,
            row.recipient,
            row.name,
            row.subject,
            row.state.name(),
            row.approval.name(),
            row.date,
            row.last_day,
            row.path,
            row.sha256,
            row.sender,
            row.due,
            row.words,
            row.by_person,
            bytes,
            pass
        ],
    )?;
    let id = tx.last_insert_rowid();
    for (place, document) in row.documents.iter().enumerate() {
        tx.execute(
            "INSERT INTO enclosed (outbox, place, path, kind, title, revision, content, sha256) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![
                id,
                place as i64,
                document.path,
                document.kind,
                document.title,
                document.revision,
                document.content,
                document.sha256
            ],
        )?;
    }
    Ok(id)
}

/// A change that a person makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    Approve,
    Hold,
    Withdraw,
    Retry,
    /// It arrived, though no answer came.
    ResolveSent,
    /// It did not arrive.
    ResolveNotSent,
}

impl Act {
    pub fn name(self) -> &'static str {
        match self {
            Act::Approve => "approved",
            Act::Hold => "held",
            Act::Withdraw => "withdrawn",
            Act::Retry => "tried again",
            Act::ResolveSent => "resolved as sent",
            Act::ResolveNotSent => "resolved as not sent",
        }
    }

    /// The states it may be done in.
    pub fn from(self) -> &'static [State] {
        match self {
            Act::Approve => &[State::Queued, State::Held, State::Retry],
            Act::Hold => &[State::Queued, State::Retry],
            Act::Withdraw => &[State::Queued, State::Held, State::Retry, State::Failed],
            Act::Retry => &[State::Failed, State::Retry],
            Act::ResolveSent | Act::ResolveNotSent => &[State::Uncertain],
        }
    }

    fn to(self, now: State) -> State {
        match self {
            Act::Approve if now == State::Retry => State::Retry,
            Act::Approve => State::Queued,
            Act::Hold => State::Held,
            Act::Withdraw => State::Withdrawn,
            Act::Retry | Act::ResolveNotSent => State::Retry,
            Act::ResolveSent => State::Sent,
        }
    }
}

/// How a try ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended<'a> {
    pub state: State,
    pub words: &'a str,
    /// For `Retry`: not before.
    pub due: &'a str,
    /// The fault was the connection's or the settings': the try does not count against the message.
    pub counts: bool,
}

impl Ledger {
    /// The outbox, in the order it was written.
    pub fn outbox(&self) -> Result<Vec<OutboxRow>, LedgerError> {
        rows(&self.connection).map_err(|cause| self.fail(cause))
    }

    /// The bytes of a message that callboard sends; none of a draft.
    pub fn message(&self, id: i64) -> Result<Option<Vec<u8>>, LedgerError> {
        self.connection
            .query_row("SELECT bytes FROM outbox WHERE id = ?1", [id], |row| row.get(0))
            .optional()
            .map(Option::flatten)
            .map_err(|cause| self.fail(cause))
    }

    pub fn attempts(&self) -> Result<Vec<AttemptRow>, LedgerError> {
        let read = || -> rusqlite::Result<_> {
            let mut statement = self.connection.prepare(
                "SELECT outbox, at, ended, server, phase, outcome, words FROM attempt ORDER BY id",
            )?;
            let rows = statement.query_map([], |row| {
                Ok(AttemptRow {
                    outbox: row.get(0)?,
                    at: row.get(1)?,
                    ended: row.get(2)?,
                    server: row.get(3)?,
                    phase: row.get(4)?,
                    outcome: row.get(5)?,
                    words: row.get(6)?,
                })
            })?;
            rows.collect()
        };
        read().map_err(|cause| self.fail(cause))
    }

    /// How many tries began after one moment and not after another.
    pub fn attempts_between(&self, after: &str, until: &str) -> Result<usize, LedgerError> {
        let count = "SELECT count(*) FROM attempt WHERE at > ?1 AND at <= ?2";
        self.connection
            .query_row(count, [after, until], |row| row.get::<_, i64>(0))
            .map(|count| usize::try_from(count).unwrap_or(0))
            .map_err(|cause| self.fail(cause))
    }

    /// Whom the last pass's mail does not reach.
    pub fn untold(&self) -> Result<Vec<UntoldRow>, LedgerError> {
        let read = || -> rusqlite::Result<_> {
            let mut statement =
                self.connection.prepare("SELECT name, phone, documents FROM untold ORDER BY name")?;
            let rows = statement.query_map([], |row| {
                Ok(UntoldRow {
                    name: row.get(0)?,
                    phone: row.get(1)?,
                    documents: row.get::<_, String>(2)?.lines().map(str::to_owned).collect(),
                })
            })?;
            rows.collect()
        };
        read().map_err(|cause| self.fail(cause))
    }

    /// What people did to messages: the message, when, what and who.
    pub fn acts(&self) -> Result<Vec<(i64, String, String, String)>, LedgerError> {
        let read = || -> rusqlite::Result<_> {
            let mut statement =
                self.connection.prepare("SELECT outbox, at, what, who FROM act ORDER BY id")?;
            let rows =
                statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
            rows.collect()
        };
        read().map_err(|cause| self.fail(cause))
    }

    /// A message outside any pass: a test to oneself.
    pub fn queue(&mut self, outgoing: &Outgoing) -> Result<i64, LedgerError> {
        let place = self.place.clone();
        let mut write = || -> rusqlite::Result<i64> {
            let tx = self.connection.transaction()?;
            let id = insert(&tx, &outgoing.row, Some(&outgoing.bytes), None)?;
            // No pass asks for it, and none takes it back.
            tx.execute("UPDATE outbox SET apart = 1 WHERE id = ?1", [id])?;
            tx.commit()?;
            Ok(id)
        };
        write().map_err(|cause| LedgerError::Sqlite { place, cause })
    }

    /// Does what a person asked for; the state it was in where that cannot be done.
    pub fn act(
        &mut self,
        id: i64,
        act: Act,
        who: &str,
        now: &str,
        due: &str,
    ) -> Result<Result<State, State>, LedgerError> {
        let place = self.place.clone();
        let mut write = || -> rusqlite::Result<Result<State, State>> {
            let tx = self.connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
            let state: String =
                tx.query_row("SELECT state FROM outbox WHERE id = ?1", [id], |row| row.get(0))?;
            let state = State::read(&state).unwrap_or(State::Held);
            if !act.from().contains(&state) {
                return Ok(Err(state));
            }
            let to = act.to(state);
            let by_person = matches!(act, Act::Hold | Act::Withdraw | Act::ResolveSent);
            tx.execute(
                "UPDATE outbox SET state = ?2, by_person = ?3, words = ?4 WHERE id = ?1",
                params![id, to.name(), by_person, format!("{} by {who}", act.name())],
            )?;
            if matches!(act, Act::Approve | Act::Retry | Act::ResolveNotSent) {
                tx.execute(
                    "UPDATE outbox SET due = ?2, tries = 0, first_try = NULL, \
                     approval = CASE WHEN approval = 'needed' AND ?3 THEN 'given' ELSE approval END WHERE id = ?1",
                    params![id, due, act == Act::Approve],
                )?;
            }
            tx.execute(
                "INSERT INTO act (outbox, at, what, who) VALUES (?1, ?2, ?3, ?4)",
                params![id, now, act.name(), who],
            )?;
            tx.commit()?;
            Ok(Ok(to))
        };
        write().map_err(|cause| LedgerError::Sqlite { place, cause })
    }

    /// Takes a message for sending. False where another process was first, or it is not to be sent any more.
    pub fn claim(&mut self, id: i64, server: &str, now: &str) -> Result<bool, LedgerError> {
        let place = self.place.clone();
        let mut write = || -> rusqlite::Result<bool> {
            let tx = self.connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
            let claimed = tx.execute(
                "UPDATE outbox SET state = 'sending', stale = 0, tries = tries + 1, \
                 first_try = coalesce(first_try, ?2) \
                 WHERE id = ?1 AND state IN ('queued', 'retry') AND approval <> 'needed' AND bytes IS NOT NULL",
                params![id, now],
            )?;
            if claimed == 1 {
                tx.execute(
                    "INSERT INTO attempt (outbox, at, ended, server, phase, outcome, words) \
                     VALUES (?1, ?2, '', ?3, 'envelope', '', '')",
                    params![id, now, server],
                )?;
            }
            tx.commit()?;
            Ok(claimed == 1)
        };
        write().map_err(|cause| LedgerError::Sqlite { place, cause })
    }

    /// From here on the message may have been taken, whatever happens.
    pub fn ending(&mut self, id: i64) -> Result<(), LedgerError> {
        self.connection
            .execute("UPDATE attempt SET phase = 'end' WHERE outbox = ?1 AND outcome = ''", [id])
            .map(|_| ())
            .map_err(|cause| self.fail(cause))
    }

    /// Writes how a try ended; the state it led to.
    pub fn ended(&mut self, id: i64, end: &Ended<'_>, now: &str) -> Result<State, LedgerError> {
        let place = self.place.clone();
        let mut write = || -> rusqlite::Result<State> {
            let tx = self.connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
            let state = end_in(&tx, id, end, now)?;
            tx.commit()?;
            Ok(state)
        };
        write().map_err(|cause| LedgerError::Sqlite { place, cause })
    }

    /// What a process that came to an end left in `sending`: a message whose end was not begun is tried again, any
    /// other is uncertain. Only for who holds the right to send in this folder. The number of uncertain ones.
    pub fn recover(&mut self, now: &str) -> Result<usize, LedgerError> {
        let place = self.place.clone();
        let mut write = || -> rusqlite::Result<usize> {
            let tx = self.connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
            let mut statement = tx.prepare(
                "SELECT id, EXISTS (SELECT 1 FROM attempt WHERE outbox = outbox.id AND outcome = '' AND phase <> 'end') \
                 FROM outbox WHERE state = 'sending'",
            )?;
            let left: Vec<(i64, bool)> = statement
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<rusqlite::Result<_>>()?;
            drop(statement);
            let mut uncertain = 0;
            for (id, not_begun) in left {
                let (state, words) = if not_begun {
                    (State::Retry, "callboard came to an end before the message did")
                } else {
                    uncertain += 1;
                    (State::Uncertain, "callboard came to an end before the server answered")
                };
                end_in(&tx, id, &Ended { state, words, due: now, counts: false }, now)?;
            }
            tx.commit()?;
            Ok(uncertain)
        };
        write().map_err(|cause| LedgerError::Sqlite { place, cause })
    }

    /// When a message was first tried since it was queued.
    pub fn first_try(&self, id: i64) -> Result<Option<String>, LedgerError> {
        self.connection
            .query_row("SELECT first_try FROM outbox WHERE id = ?1", [id], |row| row.get(0))
            .map_err(|cause| self.fail(cause))
    }

    /// Why nothing is sent, and until when (empty: until somebody says `send`).
    pub fn pause(&self) -> Result<Option<Pause>, LedgerError> {
        pause(&self.connection).map_err(|cause| self.fail(cause))
    }

    /// Pauses the whole outbox, or (`None`) lets it go on. How often it was paused in a row is counted.
    pub fn set_pause(&mut self, pause: Option<(&str, &str)>) -> Result<(), LedgerError> {
        let done = match pause {
            Some((words, until)) => self.connection.execute(
                "INSERT INTO pause (id, words, until, times) VALUES (1, ?1, ?2, 1) \
                 ON CONFLICT (id) DO UPDATE SET words = excluded.words, until = excluded.until, times = times + 1",
                params![words, until],
            ),
            None => self.connection.execute("DELETE FROM pause", []),
        };
        done.map(|_| ()).map_err(|cause| self.fail(cause))
    }

    pub fn times_paused(&self) -> Result<u32, LedgerError> {
        self.connection
            .query_row("SELECT times FROM pause", [], |row| row.get(0))
            .optional()
            .map(|times| times.unwrap_or(0))
            .map_err(|cause| self.fail(cause))
    }
}

fn end_in(tx: &Transaction<'_>, id: i64, end: &Ended<'_>, now: &str) -> rusqlite::Result<State> {
    let stale: bool = tx.query_row("SELECT stale FROM outbox WHERE id = ?1", [id], |row| row.get(0))?;
    // What changed while it was being sent, and was not taken, is not tried again.
    let (state, words) = match end.state {
        State::Retry | State::Queued if stale => {
            (State::Withdrawn, format!("it says what is no longer so ({})", end.words))
        }
        state => (state, end.words.to_owned()),
    };
    tx.execute(
        "UPDATE outbox SET state = ?2, words = ?3, due = CASE WHEN ?4 = '' THEN due ELSE ?4 END, stale = 0, \
         by_person = 0, tries = tries - ?5 WHERE id = ?1 AND state = 'sending'",
        params![id, state.name(), words, end.due, i64::from(!end.counts)],
    )?;
    tx.execute(
        "UPDATE attempt SET ended = ?2, outcome = ?3, words = ?4 WHERE outbox = ?1 AND outcome = ''",
        params![id, now, state.name(), end.words],
    )?;
    Ok(state)
}
