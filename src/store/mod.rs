//! The ledger: what was read, what was found and made of it, and what waits to be mailed, in SQLite.
//!
//! One writer, write-ahead log, full sync, on a local disk, readable by its owner alone. One transaction ends a pass.
//! What stands and what stood before it are rows of the same tables (`span`); `story` tells them; `poison` knows the
//! files that break what reads them; `copies` keeps the inputs themselves beside the ledger.

pub mod backup;
pub mod copies;
pub mod events;
pub mod issued;
mod look;
pub mod outbox;
mod placing;
pub mod poison;
pub mod prune;
pub mod replies;
mod schema;
mod span;
pub mod story;

pub use events::EventRow;
pub use issued::IssuedRow;
pub use look::{Made, ledger, look};
pub use outbox::{Act, Approval, AttemptRow, EnclosedRow, Ended, Mail, OutboxRow, Outgoing, State};
pub use placing::Placing;
pub use replies::ReplyRow;

use crate::disk::{self, Disk};
use crate::fail;
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use std::collections::BTreeMap;
use std::fs::File;
use std::io;
use std::path::Path;
use thiserror::Error;

/// The ledger's file in its folder.
pub const FILE: &str = "ledger.sqlite";

#[derive(Debug, Error)]
pub enum LedgerError {
    #[error("the ledger in {place} could not be used: {cause}")]
    Sqlite { place: String, cause: rusqlite::Error },
    #[error(
        "the ledger in {place} was written by a newer callboard (schema {found}, this one knows {known})"
    )]
    Newer { place: String, found: i64, known: i64 },
    #[error(
        "the ledger would lie in {place}, which is on {disk}, where it would be damaged sooner or later; \
         set dir under [state] in callboard.toml to a folder on this computer's own disk"
    )]
    NotLocal { place: String, disk: Disk },
    #[error("the ledger in {place} could not be used: {cause}")]
    Io { place: String, cause: io::Error },
}

impl LedgerError {
    /// The system's own reason, where there is one.
    pub fn kind(&self) -> Option<io::ErrorKind> {
        match self {
            LedgerError::Io { cause, .. } => Some(cause.kind()),
            LedgerError::Sqlite { place, cause } => match code(cause)? {
                rusqlite::ErrorCode::CannotOpen | rusqlite::ErrorCode::SystemIoFailure
                    if disk::is_full(Path::new(place)) =>
                {
                    Some(io::ErrorKind::StorageFull)
                }
                rusqlite::ErrorCode::DiskFull => Some(io::ErrorKind::StorageFull),
                rusqlite::ErrorCode::ReadOnly => Some(io::ErrorKind::ReadOnlyFilesystem),
                rusqlite::ErrorCode::PermissionDenied => Some(io::ErrorKind::PermissionDenied),
                rusqlite::ErrorCode::CannotOpen => Some(io::ErrorKind::NotFound),
                rusqlite::ErrorCode::SystemIoFailure => Some(io::ErrorKind::Other),
                _ => None,
            },
            LedgerError::Newer { .. } | LedgerError::NotLocal { .. } => None,
        }
    }
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

/// An input file of the last pass, and what became of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileRow {
    /// Relative to the production folder.
    pub path: String,
    pub sha256: String,
    pub size: u64,
    /// done, duplicate, rejected, quarantined, retry
    pub state: String,
    /// One sentence, where it is not done.
    pub why: String,
}

/// A finding of the last pass.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FindingRow {
    pub id: String,
    pub rule: String,
    pub severity: String,
    pub outcome: String,
    pub message: String,
    /// `50.00 USD`, or empty.
    pub cost: String,
    /// The consent that covers it: kind, file, cell.
    pub waiver: Option<(String, String, String)>,
}

/// What one pass leaves behind.
#[derive(Clone, Debug, Default)]
pub struct Pass {
    /// The day it worked as of, ISO.
    pub today: String,
    /// RFC 3339, by the machine's clock.
    pub started: String,
    pub finished: String,
    /// How many documents were made and taken away.
    pub made: usize,
    pub removed: usize,
    pub files: Vec<FileRow>,
    pub findings: Vec<FindingRow>,
    pub documents: Vec<DocumentRow>,
    /// It made all that the inputs ask for, and took away what they do not.
    pub whole: bool,
    /// None where the pass looked at a part of the production alone: the outbox stays as it is.
    pub mail: Option<Mail>,
    /// Letters that came back, as far as they are known.
    pub replies: Vec<ReplyRow>,
    /// Whom its mail does not reach.
    pub untold: Vec<outbox::UntoldRow>,
    /// What was told of meetings and deadlines.
    pub events: Vec<EventRow>,
    /// Contents that broke their reader in this pass.
    pub broke: Vec<poison::Broke>,
}

pub struct Ledger {
    connection: Connection,
    place: String,
}

impl Ledger {
    /// Opens the ledger in this folder, or makes one; brings an older one up to date. Refused on a share and in a
    /// synchronised folder.
    pub fn open(dir: &Path) -> Result<Ledger, LedgerError> {
        let file = dir.join(FILE);
        let place = file.display().to_string();
        let disk = Disk::of(dir);
        if !disk.is_local() {
            return Err(LedgerError::NotLocal { place, disk });
        }
        let fail = |cause| LedgerError::Sqlite { place: place.clone(), cause };
        own(&file).map_err(|cause| LedgerError::Io { place: place.clone(), cause })?;
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

    fn schema(&self) -> Result<i64, LedgerError> {
        self.connection
            .query_row("PRAGMA user_version", [], |row| row.get(0))
            .map_err(|cause| self.fail(cause))
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
            let mut statement = self.connection.prepare(
                "SELECT path, sha256, size, state, why FROM input WHERE until IS NULL ORDER BY path",
            )?;
            let rows = statement.query_map([], |row| {
                Ok(FileRow {
                    path: row.get(0)?,
                    sha256: row.get(1)?,
                    size: u64::try_from(row.get::<_, i64>(2)?).unwrap_or(0),
                    state: row.get(3)?,
                    why: row.get(4)?,
                })
            })?;
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
        let sqlite = |cause| LedgerError::Sqlite { place: place.clone(), cause };
        let io = |cause| LedgerError::Io { place: place.clone(), cause };
        let tx = self.connection.transaction().map_err(sqlite)?;
        write(&tx, pass).map_err(sqlite)?;
        fail::point("ledger-before-commit").map_err(io)?;
        tx.commit().map_err(sqlite)?;
        fail::point("ledger-after-commit").map_err(io)
    }
}

fn write(tx: &Transaction<'_>, pass: &Pass) -> rusqlite::Result<()> {
    tx.execute(
        "INSERT INTO pass (today, started, finished, made, removed) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![pass.today, pass.started, pass.finished, count(pass.made), count(pass.removed)],
    )?;
    let id = tx.last_insert_rowid();
    let files = pass
        .files
        .iter()
        .map(|f| vec![f.path.clone(), f.sha256.clone(), f.size.to_string(), f.state.clone(), f.why.clone()]);
    span::replace(tx, "input", &["path", "sha256", "size", "state", "why"], files, id)?;
    let findings = pass
        .findings
        .iter()
        .map(|f| [&f.id, &f.rule, &f.severity, &f.outcome, &f.message, &f.cost].map(Clone::clone).to_vec());
    span::replace(tx, "finding", &["id", "rule", "severity", "outcome", "message", "cost"], findings, id)?;
    let waivers = pass.findings.iter().filter_map(|f| {
        let (kind, file, cell) = f.waiver.clone()?;
        Some(vec![f.id.clone(), kind, file, cell])
    });
    span::replace(tx, "waiver_used", &["finding", "kind", "file", "cell"], waivers, id)?;
    documents(tx, pass, id)?;
    placing::settle(tx, pass.whole)?;
    replies::write(tx, &pass.replies)?;
    events::write(tx, &pass.events)?;
    if let Some(mail) = &pass.mail {
        outbox::settle(tx, mail, &pass.today, id)?;
        outbox::leave_untold(tx, &pass.untold)?;
    }
    pass.broke.iter().try_for_each(|broke| poison::count(tx, broke, &pass.finished))
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// What stands with its recipe, and the versions.
fn documents(tx: &Transaction<'_>, pass: &Pass, id: i64) -> rusqlite::Result<()> {
    tx.execute("DELETE FROM document", [])?;
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
    // A version is its bytes: what it was made from is told as it was when these bytes first stood there.
    let hashes: BTreeMap<&str, &str> =
        pass.files.iter().map(|f| (f.path.as_str(), f.sha256.as_str())).collect();
    let versions = pass.documents.iter().map(|d| vec![d.path.clone(), d.kind.clone(), d.sha256.clone()]);
    span::replace(tx, "version", &["path", "kind", "sha256"], versions, id)?;
    for document in &pass.documents {
        let from: Vec<String> = document
            .inputs
            .iter()
            .map(|file| format!("{file}\t{}", hashes.get(file.as_str()).unwrap_or(&"")))
            .collect();
        tx.execute(
            "UPDATE version SET inputs = ?1 WHERE path = ?2 AND since = ?3",
            params![from.join("\n"), document.path, id],
        )?;
    }
    Ok(())
}

/// SQLite's code; an error that comes while a statement is prepared has it, too.
fn code(error: &rusqlite::Error) -> Option<rusqlite::ErrorCode> {
    match error {
        rusqlite::Error::SqlInputError { error, .. } => Some(error.code),
        other => other.sqlite_error_code(),
    }
}

/// Names of people, rates and addresses stand in it. What SQLite puts beside it takes over its permissions.
fn own(file: &Path) -> io::Result<()> {
    let mut options = File::options();
    options.create(true).truncate(false).write(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
        let file = options.mode(0o600).open(file)?;
        if file.metadata()?.permissions().mode() & 0o077 != 0 {
            file.set_permissions(std::fs::Permissions::from_mode(0o600))?;
        }
    }
    #[cfg(not(unix))]
    options.open(file)?;
    Ok(())
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
