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
", "
ALTER TABLE pass ADD COLUMN started TEXT NOT NULL DEFAULT '';
ALTER TABLE pass ADD COLUMN finished TEXT NOT NULL DEFAULT '';
ALTER TABLE pass ADD COLUMN made INTEGER NOT NULL DEFAULT 0;
ALTER TABLE pass ADD COLUMN removed INTEGER NOT NULL DEFAULT 0;
CREATE TABLE input (
    path TEXT NOT NULL, sha256 TEXT NOT NULL, size INTEGER NOT NULL, state TEXT NOT NULL, why TEXT NOT NULL,
    since INTEGER NOT NULL REFERENCES pass (id), until INTEGER REFERENCES pass (id), PRIMARY KEY (path, since)
);
INSERT INTO input SELECT path, sha256, 0, 'done', '', pass, NULL FROM file;
DROP TABLE file;
CREATE TABLE version (
    path TEXT NOT NULL, kind TEXT NOT NULL, sha256 TEXT NOT NULL, inputs TEXT NOT NULL DEFAULT '',
    since INTEGER NOT NULL REFERENCES pass (id), until INTEGER REFERENCES pass (id), PRIMARY KEY (path, since)
);
INSERT INTO version
    SELECT path, kind, sha256,
        COALESCE((SELECT group_concat(input.path || char(9) || input.sha256, char(10)) FROM input
            WHERE instr(char(10) || document.inputs || char(10), char(10) || input.path || char(10)) > 0), ''),
        pass, NULL FROM document;
CREATE TABLE finding (
    id TEXT NOT NULL, rule TEXT NOT NULL, severity TEXT NOT NULL, outcome TEXT NOT NULL, message TEXT NOT NULL,
    cost TEXT NOT NULL, since INTEGER NOT NULL REFERENCES pass (id), until INTEGER REFERENCES pass (id),
    PRIMARY KEY (id, message, cost, since)
);
CREATE TABLE waiver_used (
    finding TEXT NOT NULL, kind TEXT NOT NULL, file TEXT NOT NULL, cell TEXT NOT NULL,
    since INTEGER NOT NULL REFERENCES pass (id), until INTEGER REFERENCES pass (id),
    PRIMARY KEY (finding, kind, file, cell, since)
);
CREATE TABLE poison (
    sha256 TEXT PRIMARY KEY, file TEXT NOT NULL, callboard TEXT NOT NULL, breaks INTEGER NOT NULL,
    why TEXT NOT NULL, at TEXT NOT NULL
);
", "
CREATE TABLE reply (
    sha256 TEXT PRIMARY KEY, file TEXT NOT NULL, verdict TEXT NOT NULL, message_id TEXT NOT NULL, name TEXT NOT NULL,
    address TEXT NOT NULL, subject TEXT NOT NULL, words TEXT NOT NULL, sheet TEXT NOT NULL, revision TEXT NOT NULL,
    at INTEGER NOT NULL
);
", "
CREATE TABLE untold (name TEXT NOT NULL, phone TEXT NOT NULL, documents TEXT NOT NULL);
", "
CREATE TABLE event (
    uid TEXT PRIMARY KEY, sequence INTEGER NOT NULL, recipient TEXT NOT NULL, name TEXT NOT NULL, what TEXT NOT NULL,
    date TEXT NOT NULL, slot TEXT NOT NULL, place TEXT NOT NULL, told TEXT NOT NULL, cancelled INTEGER NOT NULL
);
", "
CREATE TABLE placing (path TEXT NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY (path, sha256));
"];

/// The version this callboard writes.
pub const KNOWN: i64 = STEPS.len() as i64;

pub fn migrate(connection: &mut Connection) -> Result<(), MigrateError> {
    let known = KNOWN;
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

    /// A ledger as the first issue's callboard left it, written out as SQL.
    const FIRST: &str = include_str!("../../tests/fixtures/ledger-schema-1.sql");

    #[test]
    fn a_ledger_of_the_first_schema_is_brought_forward_and_keeps_what_it_knew() {
        let mut connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(FIRST).unwrap();
        migrate(&mut connection).unwrap_or_else(|_| panic!("it migrates"));
        let text = |query: &str| -> String { connection.query_row(query, [], |row| row.get(0)).unwrap() };
        let count = |table: &str| text(&format!("SELECT CAST(count(*) AS TEXT) FROM {table}"));
        // Two passes; the second left two files, two documents and a draft.
        assert_eq!(
            ["pass", "input", "document", "version", "outbox", "issued"].map(count),
            ["2", "2", "2", "2", "1", "0"]
        );
        assert_eq!(text("SELECT state FROM input WHERE path = 'inbox/crew.xlsx'"), "done");
        assert_eq!(
            text("SELECT inputs FROM version WHERE kind = 'call-sheet'"),
            "inbox/crew.xlsx\taaaa\ninbox/schedule.csv\tbbbb"
        );
        assert_eq!(text("SELECT inputs FROM version WHERE kind = 'intake-report'"), "");
        assert_eq!(text("SELECT recipient FROM outbox"), "ada@example.com");
        let version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
        assert_eq!(version, STEPS.len() as i64);
    }

    #[test]
    fn the_committed_first_ledger_is_the_first_step() {
        let (fixture, step) = (Connection::open_in_memory().unwrap(), Connection::open_in_memory().unwrap());
        fixture.execute_batch(FIRST).unwrap();
        step.execute_batch(STEPS[0]).unwrap();
        let tables = |c: &Connection| -> Vec<String> {
            let mut found = c.prepare("SELECT m.name || '.' || t.name || ' ' || t.type FROM sqlite_master m, pragma_table_info(m.name) t WHERE m.type = 'table' ORDER BY 1").unwrap();
            found.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
        };
        assert_eq!(tables(&fixture), tables(&step));
    }
}
