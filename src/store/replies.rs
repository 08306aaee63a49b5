//! Replies: what came back on which message. Kept when its file is gone, for what somebody confirmed stays confirmed.

use super::{Ledger, LedgerError};
use rusqlite::{Connection, Transaction, params};
use std::path::Path;

/// A letter that came back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReplyRow {
    /// SHA-256 of the file.
    pub sha256: String,
    /// Relative to the production folder.
    pub file: String,
    /// bounced, confirmed, declined, tentative, automatic, to read
    pub verdict: String,
    /// Our message that it is about; empty where none fits.
    pub message_id: String,
    /// Whom that message was written to.
    pub name: String,
    /// Whoever wrote, or whom a delivery failed for.
    pub address: String,
    pub subject: String,
    pub words: String,
    /// The call sheet in that message: its path in `out/`, and its revision as the manifest says it; empty where there was none.
    pub sheet: String,
    pub revision: String,
    /// Its date, seconds since 1970; 0 where it has none.
    pub at: i64,
}

/// What came back so far, in the order of its date; nothing where there is no ledger yet. Changes nothing.
pub fn history(dir: &Path) -> Result<Vec<ReplyRow>, LedgerError> {
    let Some(connection) = super::look::open(dir)? else { return Ok(Vec::new()) };
    let fail = |cause| LedgerError::Sqlite { place: dir.join("ledger.sqlite").display().to_string(), cause };
    let known: i64 = connection
        .query_row("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'reply'", [], |row| {
            row.get(0)
        })
        .map_err(fail)?;
    if known == 0 {
        return Ok(Vec::new());
    }
    rows(&connection).map_err(fail)
}

fn rows(connection: &Connection) -> rusqlite::Result<Vec<ReplyRow>> {
    let mut statement = connection.prepare(
        "SELECT sha256, file, verdict, message_id, name, address, subject, words, sheet, revision, at FROM reply \
         ORDER BY at, file",
    )?;
    let found = statement.query_map([], |row| {
        Ok(ReplyRow {
            sha256: row.get(0)?,
            file: row.get(1)?,
            verdict: row.get(2)?,
            message_id: row.get(3)?,
            name: row.get(4)?,
            address: row.get(5)?,
            subject: row.get(6)?,
            words: row.get(7)?,
            sheet: row.get(8)?,
            revision: row.get(9)?,
            at: row.get(10)?,
        })
    })?;
    found.collect()
}

impl Ledger {
    pub fn replies(&self) -> Result<Vec<ReplyRow>, LedgerError> {
        rows(&self.connection).map_err(|cause| self.fail(cause))
    }
}

/// Keeps replies; one that is known is kept as it is read now.
pub(super) fn write(tx: &Transaction<'_>, replies: &[ReplyRow]) -> rusqlite::Result<()> {
    for reply in replies {
        tx.execute(
            "INSERT OR REPLACE INTO reply \
             (sha256, file, verdict, message_id, name, address, subject, words, sheet, revision, at) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            params![
                reply.sha256,
                reply.file,
                reply.verdict,
                reply.message_id,
                reply.name,
                reply.address,
                reply.subject,
                reply.words,
                reply.sheet,
                reply.revision,
                reply.at
            ],
        )?;
    }
    Ok(())
}
