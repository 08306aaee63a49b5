//! Tries to send: each begins with a claim, so that two processes never both send a message, and what is written down on the
//! way tells the next process what may have been taken.

use super::State;
use crate::fail;
use crate::store::{Ledger, LedgerError};
use rusqlite::{Transaction, params};

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
    fn point(&self, name: &str) -> Result<(), LedgerError> {
        fail::point(name).map_err(|cause| LedgerError::Io { place: self.place.clone(), cause })
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

    /// Takes a message for sending. False where another process was first, or it is not to be sent any more.
    pub fn claim(&mut self, id: i64, server: &str, now: &str) -> Result<bool, LedgerError> {
        let place = self.place.clone();
        self.point("ledger-claim")?;
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
        self.point("ledger-ending")?;
        self.connection
            .execute("UPDATE attempt SET phase = 'end' WHERE outbox = ?1 AND outcome = ''", [id])
            .map(|_| ())
            .map_err(|cause| self.fail(cause))
    }

    /// Writes how a try ended; the state it led to.
    pub fn ended(&mut self, id: i64, end: &Ended<'_>, now: &str) -> Result<State, LedgerError> {
        let place = self.place.clone();
        self.point("ledger-ended")?;
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
