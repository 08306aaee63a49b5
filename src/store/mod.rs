//! The ledger: what was read, what was made of it and what waits to be mailed, in SQLite.
//!
//! One writer, write-ahead log, full sync, on a local disk. One transaction ends a pass.

pub mod issued;
mod look;
pub mod outbox;
mod schema;

pub use issued::IssuedRow;
pub use look::{Made, look};
pub use outbox::{Act, Approval, AttemptRow, EnclosedRow, Ended, Mail, OutboxRow, Outgoing, State};

use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeMap;
use std::path::Path;
use thiserror::Error;

#[derive(Debug, Error)]
pub enum LedgerError {
    #[error("the ledger in {place} could not be used: {cause}")]
    Sqlite { place: String, cause: rusqlite::Error },
    #[error(
        "the ledger in {place} was written by a newer callboard (schema {found}, this one knows {known})"
    )]
    Newer { place: String, found: i64, known: i64 },
}

/// A document as it was last made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentRow {
    /// Relative to `out/`.
    pub path: String,
    pub kind: String,
    /// SHA-256 of everything the document was made from: data, templates, typesetter, date.
    pub recipe: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Input files, relative to the production folder.
    pub inputs: Vec<String>,
}

/// An input file of the last pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRow {
    pub path: String,
    pub sha256: String,
}

/// What one pass leaves behind.
#[derive(Clone, Debug, Default)]
pub struct Pass {
    pub today: String,
    pub files: Vec<FileRow>,
    pub documents: Vec<DocumentRow>,
    /// None where the pass looked at a part of the production alone: the outbox stays as it is.
    pub mail: Option<Mail>,
}

pub struct Ledger {
    connection: Connection,
    place: String,
}

impl Ledger {
    pub fn open(dir: &Path) -> Result<Ledger, LedgerError> {
        let file = dir.join("ledger.sqlite");
        let place = file.display().to_string();
        let fail = |cause| LedgerError::Sqlite { place: place.clone(), cause };
        let connection = Connection::open(&file).map_err(fail)?;
        connection.busy_timeout(std::time::Duration::from_secs(10)).map_err(fail)?;
        connection.pragma_update(None, "journal_mode", "WAL").map_err(fail)?;
        connection.pragma_update(None, "synchronous", "FULL").map_err(fail)?;
        let mut ledger = Ledger { connection, place: place.clone() };
        schema::migrate(&mut ledger.connection).map_err(|e| match e {
            schema::MigrateError::Sqlite(cause) => LedgerError::Sqlite { place: place.clone(), cause },
            schema::MigrateError::Newer { found, known } => {
                LedgerError::Newer { place: place.clone(), found, known }
            }
        })?;
        Ok(ledger)
    }

    fn fail(&self, cause: rusqlite::Error) -> LedgerError {
        LedgerError::Sqlite { place: self.place.clone(), cause }
    }

    /// Documents of the last pass by path.
    pub fn documents(&self) -> Result<BTreeMap<String, DocumentRow>, LedgerError> {
        let read = || -> rusqlite::Result<_> {
            let mut statement =
                self.connection.prepare("SELECT path, kind, recipe, sha256, inputs FROM document")?;
            let rows = statement.query_map([], |row| {
                Ok(DocumentRow {
                    path: row.get(0)?,
                    kind: row.get(1)?,
                    recipe: row.get(2)?,
                    sha256: row.get(3)?,
                    inputs: row.get::<_, String>(4)?.lines().map(str::to_owned).collect(),
                })
            })?;
            rows.map(|row| row.map(|row| (row.path.clone(), row))).collect()
        };
        read().map_err(|e| self.fail(e))
    }

    /// Input files of the last pass, in the order of their names.
    pub fn files(&self) -> Result<Vec<FileRow>, LedgerError> {
        let read = || -> rusqlite::Result<_> {
            let mut statement = self.connection.prepare("SELECT path, sha256 FROM file ORDER BY path")?;
            let rows =
                statement.query_map([], |row| Ok(FileRow { path: row.get(0)?, sha256: row.get(1)? }))?;
            rows.collect()
        };
        read().map_err(|e| self.fail(e))
    }

    /// How many passes there were, and the date of the last.
    pub fn passes(&self) -> Result<Option<(i64, String)>, LedgerError> {
        self.connection
            .query_row("SELECT id, today FROM pass ORDER BY id DESC LIMIT 1", [], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .optional()
            .map_err(|e| self.fail(e))
    }

    /// Ends a pass: everything it leaves behind, or nothing.
    pub fn commit(&mut self, pass: &Pass) -> Result<(), LedgerError> {
        let place = self.place.clone();
        self.write(pass).map_err(|cause| LedgerError::Sqlite { place, cause })
    }

    fn write(&mut self, pass: &Pass) -> rusqlite::Result<()> {
        let tx = self.connection.transaction()?;
        tx.execute("INSERT INTO pass (today) VALUES (?1)", params![pass.today])?;
        let id = tx.last_insert_rowid();
        tx.execute("DELETE FROM file", [])?;
        tx.execute("DELETE FROM document", [])?;
        for file in &pass.files {
            tx.execute(
                "INSERT INTO file (path, sha256, pass) VALUES (?1, ?2, ?3)",
                params![file.path, file.sha256, id],
            )?;
        }
        for document in &pass.documents {
            tx.execute(
                "INSERT INTO document (path, kind, recipe, sha256, inputs, pass) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                params![
                    document.path,
                    document.kind,
                    document.recipe,
                    document.sha256,
                    document.inputs.join("\n"),
                    id
                ],
            )?;
        }
        if let Some(mail) = &pass.mail {
            outbox::settle(&tx, mail, &pass.today, id)?;
        }
        tx.commit()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(path: &str) -> DocumentRow {
        DocumentRow {
            path: path.into(),
            kind: "call-sheet".into(),
            recipe: "r".into(),
            sha256: "s".into(),
            inputs: vec!["inbox/a.xlsx".into(), "inbox/b.csv".into()],
        }
    }

    #[test]
    fn a_pass_replaces_the_documents_of_the_one_before() {
        let dir = tempfile::tempdir().unwrap();
        let mut ledger = Ledger::open(dir.path()).unwrap();
        let mut pass = Pass { today: "2026-10-30".into(), ..Pass::default() };
        pass.documents = vec![document("a.pdf"), document("b.pdf")];
        ledger.commit(&pass).unwrap();
        pass.documents = vec![document("b.pdf")];
        ledger.commit(&pass).unwrap();
        drop(ledger);
        let ledger = Ledger::open(dir.path()).unwrap();
        assert_eq!(ledger.documents().unwrap().into_values().collect::<Vec<_>>(), [document("b.pdf")]);
        assert_eq!(ledger.passes().unwrap(), Some((2, "2026-10-30".into())));
    }

    #[test]
    fn a_ledger_of_a_newer_callboard_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        drop(Ledger::open(dir.path()).unwrap());
        let raw = Connection::open(dir.path().join("ledger.sqlite")).unwrap();
        raw.pragma_update(None, "user_version", 999).unwrap();
        drop(raw);
        assert!(matches!(Ledger::open(dir.path()), Err(LedgerError::Newer { found: 999, .. })));
    }
}
