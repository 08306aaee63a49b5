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
", "
CREATE TABLE issued (
    date TEXT NOT NULL, unit TEXT NOT NULL, revision INTEGER NOT NULL, colour TEXT NOT NULL, at TEXT NOT NULL,
    path TEXT NOT NULL UNIQUE, content TEXT NOT NULL, data TEXT NOT NULL, sha256 TEXT NOT NULL, bytes BLOB NOT NULL,
    PRIMARY KEY (date, unit, revision)
);
CREATE TABLE issued_from (
    date TEXT NOT NULL, unit TEXT NOT NULL, revision INTEGER NOT NULL, file TEXT NOT NULL, sha256 TEXT NOT NULL,
    PRIMARY KEY (date, unit, revision, file),
    FOREIGN KEY (date, unit, revision) REFERENCES issued (date, unit, revision)
);
CREATE TRIGGER issued_stays_as_it_is BEFORE UPDATE ON issued
    BEGIN SELECT RAISE(ABORT, 'what was issued is not changed'); END;
CREATE TRIGGER issued_is_kept BEFORE DELETE ON issued
    BEGIN SELECT RAISE(ABORT, 'what was issued is kept'); END;
", "
ALTER TABLE outbox RENAME TO outbox_of_drafts;
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT, message_id TEXT NOT NULL UNIQUE, thing TEXT NOT NULL,
    recipient TEXT NOT NULL, name TEXT NOT NULL, subject TEXT NOT NULL, state TEXT NOT NULL,
    approval TEXT NOT NULL, date TEXT NOT NULL, last_day TEXT NOT NULL, path TEXT NOT NULL, sha256 TEXT NOT NULL,
    sender TEXT NOT NULL, due TEXT NOT NULL, tries INTEGER NOT NULL, first_try TEXT, words TEXT NOT NULL,
    by_person INTEGER NOT NULL, stale INTEGER NOT NULL DEFAULT 0, apart INTEGER NOT NULL DEFAULT 0,
    bytes BLOB, pass INTEGER REFERENCES pass (id)
);
CREATE INDEX outbox_by_thing ON outbox (thing);
INSERT INTO outbox (message_id, thing, recipient, name, subject, state, approval, date, last_day, path, sha256, sender,
    due, tries, words, by_person, pass)
    SELECT message_id, message_id, recipient, name, subject, state, 'not-needed', date, '', path, sha256, '', '', 0, '', 0,
    pass FROM outbox_of_drafts ORDER BY date, path;
DROP TABLE outbox_of_drafts;
CREATE TABLE enclosed (
    outbox INTEGER NOT NULL REFERENCES outbox (id), place INTEGER NOT NULL, path TEXT NOT NULL, kind TEXT NOT NULL,
    title TEXT NOT NULL, revision TEXT NOT NULL, content TEXT NOT NULL, sha256 TEXT NOT NULL,
    PRIMARY KEY (outbox, place)
);
CREATE TABLE attempt (
    id INTEGER PRIMARY KEY, outbox INTEGER NOT NULL REFERENCES outbox (id), at TEXT NOT NULL, ended TEXT NOT NULL,
    server TEXT NOT NULL, phase TEXT NOT NULL, outcome TEXT NOT NULL, words TEXT NOT NULL
);
CREATE INDEX attempt_by_outbox ON attempt (outbox);
CREATE TABLE act (
    id INTEGER PRIMARY KEY, outbox INTEGER NOT NULL REFERENCES outbox (id), at TEXT NOT NULL, what TEXT NOT NULL,
    who TEXT NOT NULL
);
CREATE TABLE pause (
    id INTEGER PRIMARY KEY CHECK (id = 1), words TEXT NOT NULL, until TEXT NOT NULL, times INTEGER NOT NULL
);
CREATE TRIGGER what_was_sent_stays_sent BEFORE UPDATE OF state ON outbox WHEN OLD.state = 'sent'
    BEGIN SELECT RAISE(ABORT, 'what was sent stays sent'); END;
CREATE TRIGGER what_was_sent_is_kept BEFORE DELETE ON outbox WHEN OLD.state = 'sent'
    BEGIN SELECT RAISE(ABORT, 'what was sent is kept'); END;
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A ledger as the first released schema left it: its tables, and a row in each.
    #[test]
    fn a_ledger_of_the_first_schema_gains_issued_sheets_and_keeps_its_rows() {
        let mut connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(STEPS[0]).unwrap();
        connection.pragma_update(None, "user_version", 1).unwrap();
        connection
            .execute_batch(
                "INSERT INTO pass (today) VALUES ('2026-10-30');
                 INSERT INTO file VALUES ('inbox/a.csv', 'aa', 1);
                 INSERT INTO document VALUES ('a.pdf', 'call-sheet', 'r', 's', 'inbox/a.csv', 1);
                 INSERT INTO outbox VALUES ('m', 'a@example.com', 'A', 'S', 'draft', '2026-10-30', 'p', 's', 1);",
            )
            .unwrap();
        migrate(&mut connection).unwrap_or_else(|_| panic!("it migrates"));
        let count = |table: &str| -> i64 {
            connection.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap()
        };
        assert_eq!(["pass", "file", "document", "outbox", "issued"].map(count), [1, 1, 1, 1, 0]);
        let version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
        assert_eq!(version, STEPS.len() as i64);
    }
}
