//! The ledger's tables, as steps from one version to the next. A step is never changed once released.

use rusqlite::Connection;

pub enum MigrateError {
    Sqlite(rusqlite::Error),
    Newer { found: i64, known: i64 },
}

impl From<rusqlite::Error> for MigrateError {
    fn from(error: rusqlite::Error) -> Self {
        MigrateError::Sqlite(error)
    }
}

/// `STEPS[n]` leads from version n to n + 1.
const STEPS: &[&str] = &["
CREATE TABLE pass (id INTEGER PRIMARY KEY, today TEXT NOT NULL);
CREATE TABLE file (path TEXT PRIMARY KEY, sha256 TEXT NOT NULL, pass INTEGER NOT NULL REFERENCES pass (id));
CREATE TABLE document (
    path TEXT PRIMARY KEY, kind TEXT NOT NULL, recipe TEXT NOT NULL, sha256 TEXT NOT NULL,
    inputs TEXT NOT NULL, pass INTEGER NOT NULL REFERENCES pass (id)
);
CREATE TABLE outbox (
    message_id TEXT PRIMARY KEY, recipient TEXT NOT NULL, name TEXT NOT NULL, subject TEXT NOT NULL,
    state TEXT NOT NULL, date TEXT NOT NULL, path TEXT NOT NULL, sha256 TEXT NOT NULL,
    pass INTEGER NOT NULL REFERENCES pass (id)
);
"];

pub fn migrate(connection: &mut Connection) -> Result<(), MigrateError> {
    let known = STEPS.len() as i64;
    let found: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if found > known {
        return Err(MigrateError::Newer { found, known });
    }
    for (version, step) in STEPS.iter().enumerate().skip(usize::try_from(found).unwrap_or(0)) {
        let tx = connection.transaction()?;
        tx.execute_batch(step)?;
        tx.pragma_update(None, "user_version", version as i64 + 1)?;
        tx.commit()?;
    }
    Ok(())
}
