//! Why nothing is sent: a fault of the server's or of the settings stops the whole outbox.

use crate::store::{Ledger, LedgerError};
use rusqlite::{Connection, OptionalExtension, params};

/// Why nothing is sent, and until when; empty: until somebody says `send`.
pub type Pause = (String, String);

pub(super) fn pause(connection: &Connection) -> rusqlite::Result<Option<Pause>> {
    let mut statement = connection.prepare("SELECT words, until FROM pause")?;
    statement.query_row([], |row| Ok((row.get(0)?, row.get(1)?))).optional()
}

impl Ledger {
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
