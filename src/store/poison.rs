//! Contents that broke what read them. After two tries a file is set aside for good, by its hash: each further try
//! would cost half a minute and a child process, at every pass, for ever.

use super::{Ledger, LedgerError};
use rusqlite::{OptionalExtension, Transaction, params};
use std::collections::BTreeMap;
use std::path::Path;

/// So many tries a file has.
pub const TRIES: u32 = 2;

/// A newer reader may do better: what an older callboard could not read is tried again.
const CALLBOARD: &str = env!("CARGO_PKG_VERSION");

/// A content that broke its reader, or with which a pass fell over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broke {
    pub sha256: String,
    /// Relative to the production folder.
    pub file: String,
    /// One sentence.
    pub why: String,
}

/// How often contents broke this callboard, by SHA-256; nothing where there is no ledger yet. Changes nothing.
pub fn known(dir: &Path) -> Result<BTreeMap<String, u32>, LedgerError> {
    let Some(ledger) = super::ledger(dir)? else { return Ok(BTreeMap::new()) };
    let read = || -> rusqlite::Result<_> {
        let mut statement =
            ledger.connection.prepare("SELECT sha256, breaks FROM poison WHERE callboard = ?1")?;
        let rows = statement.query_map([CALLBOARD], |row| Ok((row.get(0)?, row.get(1)?)))?;
        rows.collect()
    };
    read().map_err(|cause| ledger.fail(cause))
}

pub(super) fn count(tx: &Transaction<'_>, broke: &Broke, at: &str) -> rusqlite::Result<()> {
    let before: Option<u32> = tx
        .query_row(
            "SELECT breaks FROM poison WHERE sha256 = ?1 AND callboard = ?2",
            params![broke.sha256, CALLBOARD],
            |row| row.get(0),
        )
        .optional()?;
    tx.execute(
        "INSERT OR REPLACE INTO poison (sha256, file, callboard, breaks, why, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![
            broke.sha256,
            broke.file,
            CALLBOARD,
            before.unwrap_or(0).saturating_add(1),
            broke.why,
            at
        ],
    )?;
    Ok(())
}

impl Ledger {
    /// Counts contents with which a pass fell over, so that it never came to its end.
    pub fn broke(&mut self, broke: &[Broke], at: &str) -> Result<(), LedgerError> {
        let place = self.place.clone();
        let mut write = || -> rusqlite::Result<()> {
            let tx = self.connection.transaction()?;
            broke.iter().try_for_each(|broke| count(&tx, broke, at))?;
            tx.commit()
        };
        write().map_err(|cause| LedgerError::Sqlite { place, cause })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breaks_are_counted_by_content_and_by_this_callboard() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(known(dir.path()).unwrap(), BTreeMap::new());
        let mut ledger = Ledger::open(dir.path()).unwrap();
        let broke = [Broke { sha256: "aa".into(), file: "inbox/a.xls".into(), why: "It fell over.".into() }];
        ledger.broke(&broke, "2026-10-30T12:00:00Z").unwrap();
        ledger.broke(&broke, "2026-10-30T12:01:00Z").unwrap();
        assert_eq!(known(dir.path()).unwrap(), BTreeMap::from([("aa".into(), 2)]));
        ledger.connection.execute("UPDATE poison SET callboard = '0.0.1'", []).unwrap();
        assert_eq!(known(dir.path()).unwrap(), BTreeMap::new(), "an older callboard's tries do not count");
    }
}
