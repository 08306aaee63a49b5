//! The outbox: messages with their bytes, and what became of them.
//!
//! Every change of state is one statement that names the states it may come from, so that two processes never both
//! send a message. A pass changes it in `settle`, people in `act`, and who sends in `attempt`; `pause` stops it as a
//! whole. Moments are UTC, RFC 3339, to the second: they compare as text.

mod act;
mod attempt;
mod pause;
mod settle;

pub use act::Act;
pub use attempt::{AttemptRow, Ended};
pub use pause::Pause;
pub(super) use settle::{leave_untold, settle};

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

/// The outbox and why it is paused, for a look that changes nothing; empty where there is none yet.
pub fn outbox(dir: &Path) -> Result<(Vec<OutboxRow>, Option<Pause>), LedgerError> {
    let Some(connection) = super::look::open(dir)? else { return Ok(Default::default()) };
    let place = dir.join("ledger.sqlite").display().to_string();
    let fail = |cause| LedgerError::Sqlite { place: place.clone(), cause };
    let version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0)).map_err(fail)?;
    if version < SINCE {
        return Ok(Default::default());
    }
    Ok((rows(&connection).map_err(fail)?, pause::pause(&connection).map_err(fail)?))
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
}
