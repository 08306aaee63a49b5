//! What was issued: kept whole, so that a revision can be put back into `out/` byte for byte. Rows are added and
//! never changed; the tables refuse it.

use super::{Ledger, LedgerError};
use crate::fail;
use rusqlite::{Connection, params};
use std::path::Path;

/// A revision of a unit's call sheet as it went out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssuedRow {
    /// ISO.
    pub date: String,
    pub unit: String,
    /// 1 is the first.
    pub revision: u32,
    pub colour: String,
    /// RFC 3339.
    pub at: String,
    /// Relative to `out/`.
    pub path: String,
    /// SHA-256 of what the sheet says, and what it says: JSON.
    pub content: String,
    pub data: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Input files relative to the production folder, each with its SHA-256.
    pub inputs: Vec<(String, String)>,
}

/// The schema that first knew of issued sheets.
const SINCE: i64 = 2;

/// What was issued so far, by date, unit and revision; nothing where there is no ledger yet. Changes nothing, so that
/// a check can look at it while another process writes.
pub fn history(dir: &Path) -> Result<Vec<IssuedRow>, LedgerError> {
    let Some(connection) = super::look::open(dir)? else { return Ok(Vec::new()) };
    let place = dir.join(super::FILE).display().to_string();
    let fail = |cause| LedgerError::Sqlite { place: place.clone(), cause };
    let version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0)).map_err(fail)?;
    if version < SINCE {
        return Ok(Vec::new());
    }
    rows(&connection).map_err(fail)
}

fn rows(connection: &Connection) -> rusqlite::Result<Vec<IssuedRow>> {
    let mut statement = connection.prepare(
        "SELECT date, unit, revision, colour, at, path, content, data, sha256 FROM issued \
         ORDER BY date, unit, revision",
    )?;
    let found = statement.query_map([], |row| {
        Ok(IssuedRow {
            date: row.get(0)?,
            unit: row.get(1)?,
            revision: row.get(2)?,
            colour: row.get(3)?,
            at: row.get(4)?,
            path: row.get(5)?,
            content: row.get(6)?,
            data: row.get(7)?,
            sha256: row.get(8)?,
            inputs: Vec::new(),
        })
    })?;
    let mut found: Vec<IssuedRow> = found.collect::<rusqlite::Result<_>>()?;
    let mut statement = connection.prepare(
        "SELECT file, sha256 FROM issued_from WHERE date = ?1 AND unit = ?2 AND revision = ?3 ORDER BY file",
    )?;
    for row in &mut found {
        let inputs = statement.query_map(params![row.date, row.unit, row.revision], |input| {
            Ok((input.get(0)?, input.get(1)?))
        })?;
        row.inputs = inputs.collect::<rusqlite::Result<_>>()?;
    }
    Ok(found)
}

impl Ledger {
    /// What was issued so far, by date, unit and revision.
    pub fn issued(&self) -> Result<Vec<IssuedRow>, LedgerError> {
        rows(&self.connection).map_err(|cause| self.fail(cause))
    }

    /// The bytes of an issued sheet.
    pub fn issued_bytes(&self, row: &IssuedRow) -> Result<Vec<u8>, LedgerError> {
        self.connection
            .query_row(
                "SELECT bytes FROM issued WHERE date = ?1 AND unit = ?2 AND revision = ?3",
                params![row.date, row.unit, row.revision],
                |found| found.get(0),
            )
            .map_err(|cause| self.fail(cause))
    }

    /// Keeps a revision for good. A revision that is there already is an error.
    pub fn issue(&mut self, row: &IssuedRow, bytes: &[u8]) -> Result<(), LedgerError> {
        let place = self.place.clone();
        let io = |cause| LedgerError::Io { place: place.clone(), cause };
        fail::point("issue-before-commit").map_err(io)?;
        self.write_issue(row, bytes).map_err(|cause| LedgerError::Sqlite { place: place.clone(), cause })?;
        fail::point("issue-after-commit").map_err(io)
    }

    fn write_issue(&mut self, row: &IssuedRow, bytes: &[u8]) -> rusqlite::Result<()> {
        let tx = self.connection.transaction()?;
        tx.execute(
            "INSERT INTO issued (date, unit, revision, colour, at, path, content, data, sha256, bytes) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            params![
                row.date,
                row.unit,
                row.revision,
                row.colour,
                row.at,
                row.path,
                row.content,
                row.data,
                row.sha256,
                bytes
            ],
        )?;
        for (file, sha256) in &row.inputs {
            tx.execute(
                "INSERT INTO issued_from (date, unit, revision, file, sha256) VALUES (?1, ?2, ?3, ?4, ?5)",
                params![row.date, row.unit, row.revision, file, sha256],
            )?;
        }
        tx.commit()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(revision: u32) -> IssuedRow {
        IssuedRow {
            date: "2026-11-24".into(),
            unit: "Main".into(),
            revision,
            colour: "White".into(),
            at: "2026-11-23T18:00:00-08:00".into(),
            path: format!("call-sheets/issued/2026-11-24_day-03_main_rev-{revision:02}_white.pdf"),
            content: "c".into(),
            data: "{}".into(),
            sha256: "s".into(),
            inputs: vec![("inbox/a.xlsx".into(), "aa".into()), ("inbox/b.csv".into(), "bb".into())],
        }
    }

    #[test]
    fn a_revision_is_kept_whole_and_only_once() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(history(dir.path()).unwrap(), [], "no ledger, no history");
        let mut ledger = Ledger::open(dir.path()).unwrap();
        ledger.issue(&row(1), b"%PDF-1").unwrap();
        assert!(ledger.issue(&row(1), b"%PDF-other").is_err());
        ledger.issue(&row(2), b"%PDF-2").unwrap();
        assert_eq!(ledger.issued().unwrap(), [row(1), row(2)]);
        assert_eq!(ledger.issued_bytes(&row(1)).unwrap(), b"%PDF-1");
        // Read while the writer has it open.
        assert_eq!(history(dir.path()).unwrap(), [row(1), row(2)]);
        for change in ["UPDATE issued SET colour = 'Blue'", "DELETE FROM issued"] {
            let refused = ledger.connection.execute(change, []).unwrap_err().to_string();
            assert!(refused.contains("what was issued is"), "{refused}");
        }
    }
}
