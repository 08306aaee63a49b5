//! The whole story of a file or a document: every version there was, from which pass to which.

use super::{Ledger, LedgerError};
use rusqlite::Row;
use std::collections::BTreeSet;

/// A pass, as far as a story needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassAt {
    pub id: i64,
    /// The day it worked as of, ISO.
    pub today: String,
    /// RFC 3339; empty for a pass of the first callboards, which did not write it down.
    pub finished: String,
}

/// A content that a file had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileVersion {
    pub sha256: String,
    pub size: u64,
    pub state: String,
    pub why: String,
    pub since: PassAt,
    /// The first pass that no longer found it so.
    pub until: Option<PassAt>,
}

/// Bytes that a document had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentVersion {
    pub path: String,
    pub kind: String,
    pub sha256: String,
    /// Input files with their SHA-256, as they were when these bytes were made.
    pub inputs: Vec<(String, String)>,
    pub since: PassAt,
    pub until: Option<PassAt>,
}

const PASSES: &str = "s.id, s.today, s.finished, u.id, u.today, u.finished";

fn joined(table: &str) -> String {
    format!("{table} v JOIN pass s ON s.id = v.since LEFT JOIN pass u ON u.id = v.until")
}

/// The six columns of [`PASSES`], from `at` on.
fn passes(row: &Row<'_>, at: usize) -> rusqlite::Result<(PassAt, Option<PassAt>)> {
    let pass = |at: usize| -> rusqlite::Result<PassAt> {
        Ok(PassAt { id: row.get(at)?, today: row.get(at + 1)?, finished: row.get(at + 2)? })
    };
    let ended: Option<i64> = row.get(at + 3)?;
    Ok((pass(at)?, ended.map(|_| pass(at + 3)).transpose()?))
}

impl Ledger {
    /// Every content the file had, oldest first.
    pub fn file_story(&self, path: &str) -> Result<Vec<FileVersion>, LedgerError> {
        let read = || -> rusqlite::Result<_> {
            let mut statement = self.connection.prepare(&format!(
                "SELECT v.sha256, v.size, v.state, v.why, {PASSES} FROM {} WHERE v.path = ?1 ORDER BY v.since",
                joined("input")
            ))?;
            let rows = statement.query_map([path], |row| {
                let (since, until) = passes(row, 4)?;
                Ok(FileVersion {
                    sha256: row.get(0)?,
                    size: u64::try_from(row.get::<_, i64>(1)?).unwrap_or(0),
                    state: row.get(2)?,
                    why: row.get(3)?,
                    since,
                    until,
                })
            })?;
            rows.collect()
        };
        read().map_err(|cause| self.fail(cause))
    }

    /// Every version of the document, oldest first.
    pub fn document_story(&self, path: &str) -> Result<Vec<DocumentVersion>, LedgerError> {
        self.versions("v.path = ?1", path)
    }

    /// The documents that were made from this content, in the order of their making.
    pub fn made_from(&self, sha256: &str) -> Result<Vec<DocumentVersion>, LedgerError> {
        self.versions("?1 <> '' AND instr(v.inputs, char(9) || ?1) > 0", sha256)
    }

    fn versions(&self, which: &str, value: &str) -> Result<Vec<DocumentVersion>, LedgerError> {
        let read = || -> rusqlite::Result<_> {
            let mut statement = self.connection.prepare(&format!(
                "SELECT v.path, v.kind, v.sha256, v.inputs, {PASSES} FROM {} WHERE {which} ORDER BY v.since, v.path",
                joined("version")
            ))?;
            let rows = statement.query_map([value], |row| {
                let (since, until) = passes(row, 4)?;
                let inputs: String = row.get(3)?;
                let inputs = inputs.lines().filter_map(|line| line.split_once('\t'));
                Ok(DocumentVersion {
                    path: row.get(0)?,
                    kind: row.get(1)?,
                    sha256: row.get(2)?,
                    inputs: inputs.map(|(file, sha256)| (file.to_owned(), sha256.to_owned())).collect(),
                    since,
                    until,
                })
            })?;
            rows.collect()
        };
        read().map_err(|cause| self.fail(cause))
    }

    /// Every file and every document there ever was: (path, is a document).
    pub fn known_paths(&self) -> Result<BTreeSet<(String, bool)>, LedgerError> {
        let read = || -> rusqlite::Result<_> {
            let mut statement = self.connection.prepare(
                "SELECT path, 0 FROM input UNION SELECT path, 1 FROM version UNION SELECT path, 1 FROM issued",
            )?;
            let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get::<_, i64>(1)? == 1)))?;
            rows.collect()
        };
        read().map_err(|cause| self.fail(cause))
    }
}
