//! What a pass is about to put in place, told before it does: a process that is killed between a document's rename and
//! its pass's end leaves a file that no pass has made, and that would stay for ever where nothing asks for it again.

use super::{Ledger, LedgerError};
use rusqlite::{Transaction, params};
use std::collections::{BTreeMap, BTreeSet};

/// SHA-256 of the bytes that passes without an end may have put at a path relative to `out/`.
pub type Placing = BTreeMap<String, BTreeSet<String>>;

impl Ledger {
    /// Says that these bytes will be put in place: path relative to `out/`, and SHA-256.
    pub fn place<'a>(&self, files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<(), LedgerError> {
        let write = || -> rusqlite::Result<()> {
            let tx = self.connection.unchecked_transaction()?;
            for (path, sha256) in files {
                tx.execute(
                    "INSERT OR IGNORE INTO placing (path, sha256) VALUES (?1, ?2)",
                    params![path, sha256],
                )?;
            }
            tx.commit()
        };
        write().map_err(|cause| self.fail(cause))
    }

    /// What passes that did not come to their end were about to put in place.
    pub fn placing(&self) -> Result<Placing, LedgerError> {
        let read = || -> rusqlite::Result<_> {
            let mut statement = self.connection.prepare("SELECT path, sha256 FROM placing")?;
            let rows =
                statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
            let mut found = Placing::new();
            for row in rows {
                let (path, sha256) = row?;
                found.entry(path).or_default().insert(sha256);
            }
            Ok(found)
        };
        read().map_err(|cause| self.fail(cause))
    }
}

/// At a pass's end: what it made is known by its rows, and a whole pass has taken away the rest.
pub(super) fn settle(tx: &Transaction<'_>, whole: bool) -> rusqlite::Result<()> {
    let rest = "DELETE FROM placing WHERE path IN (SELECT path FROM document)";
    tx.execute(if whole { "DELETE FROM placing" } else { rest }, []).map(|_| ())
}
