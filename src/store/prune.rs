//! What is old enough to forget: the story of versions that nothing shows any more, and the copies of their files.
//! Never what was issued, what it was issued from, or what the outbox proves.

use super::{Ledger, LedgerError, copies};
use rusqlite::{Transaction, params};
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What would go, or went.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pruned {
    pub files: usize,
    pub documents: usize,
    pub findings: usize,
    pub passes: usize,
    /// Copies of inputs, with their sizes.
    pub copies: Vec<(PathBuf, u64)>,
}

impl Pruned {
    pub fn is_nothing(&self) -> bool {
        *self == Pruned::default()
    }

    pub fn bytes(&self) -> u64 {
        self.copies.iter().map(|(_, bytes)| bytes).sum()
    }
}

/// Forgets what ended before `before` (RFC 3339, UTC); where `really` is false, only says what would go.
pub fn prune(state: &Path, ledger: &mut Ledger, before: &str, really: bool) -> Result<Pruned, LedgerError> {
    let place = ledger.place.clone();
    let sqlite = |cause| LedgerError::Sqlite { place: place.clone(), cause };
    let tx = ledger.connection.transaction().map_err(sqlite)?;
    let mut pruned = rows(&tx, before).map_err(sqlite)?;
    let wanted = wanted(&tx).map_err(sqlite)?;
    if really {
        tx.commit().map_err(sqlite)?;
    } else {
        tx.rollback().map_err(sqlite)?;
    }
    let io = |cause: io::Error| LedgerError::Io { place: place.clone(), cause };
    pruned.copies = copies::unwanted(state, &wanted).map_err(io)?;
    if really {
        for (path, _) in &pruned.copies {
            fs::remove_file(path).map_err(io)?;
        }
    }
    Ok(pruned)
}

fn rows(tx: &Transaction<'_>, before: &str) -> rusqlite::Result<Pruned> {
    // The last pass always stands. Passes of the first callboards have no time, and are older than any that has.
    let last: i64 = tx.query_row(
        "SELECT COALESCE(max(id), 0) FROM pass WHERE finished < ?1 AND id < (SELECT max(id) FROM pass)",
        [before],
        |row| row.get(0),
    )?;
    let gone = |table: &str| tx.execute(&format!("DELETE FROM {table} WHERE until <= ?1"), params![last]);
    let files = gone("input")?;
    let documents = gone("version")?;
    let findings = gone("finding")?;
    gone("waiver_used")?;
    let passes = tx.execute(
        "DELETE FROM pass WHERE id <= ?1 AND id NOT IN (
            SELECT since FROM input UNION SELECT since FROM version UNION SELECT since FROM finding
            UNION SELECT since FROM waiver_used UNION SELECT pass FROM document
            UNION SELECT pass FROM outbox WHERE pass IS NOT NULL
            UNION SELECT until FROM input WHERE until IS NOT NULL
            UNION SELECT until FROM version WHERE until IS NOT NULL)",
        params![last],
    )?;
    Ok(Pruned { files, documents, findings, passes, copies: Vec::new() })
}

/// The contents that something left in the ledger names.
fn wanted(tx: &Transaction<'_>) -> rusqlite::Result<BTreeSet<String>> {
    let mut statement = tx.prepare("SELECT sha256 FROM input UNION SELECT sha256 FROM issued_from")?;
    let rows = statement.query_map([], |row| row.get(0))?;
    rows.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{FileRow, FindingRow, IssuedRow, Pass};

    fn file(sha256: &str) -> FileRow {
        FileRow {
            path: "inbox/a.csv".into(),
            sha256: sha256.into(),
            size: 3,
            state: "done".into(),
            why: String::new(),
        }
    }

    /// Three versions of a file, in passes of the 1st, 2nd and 3rd; a sheet was issued from the first.
    #[test]
    fn what_ended_before_goes_and_what_was_issued_stays() {
        let dir = tempfile::tempdir().unwrap();
        let mut ledger = Ledger::open(dir.path()).unwrap();
        fs::create_dir_all(copies::folder(dir.path())).unwrap();
        for (day, sha) in [(1, "aa"), (2, "bb"), (3, "cc")] {
            fs::write(copies::folder(dir.path()).join(sha), "abc").unwrap();
            let finding = FindingRow { id: format!("f{day}"), ..FindingRow::default() };
            ledger
                .commit(&Pass {
                    today: format!("2026-10-0{day}"),
                    finished: format!("2026-10-0{day}T12:00:00Z"),
                    files: vec![file(sha)],
                    findings: vec![finding],
                    ..Pass::default()
                })
                .unwrap();
        }
        let issued = IssuedRow {
            date: "2026-10-02".into(),
            unit: "Main".into(),
            revision: 1,
            colour: "White".into(),
            at: "2026-10-01T18:00:00Z".into(),
            path: "call-sheets/issued/x.pdf".into(),
            content: "c".into(),
            data: "{}".into(),
            sha256: "s".into(),
            inputs: vec![("inbox/a.csv".into(), "aa".into())],
        };
        ledger.issue(&issued, b"%PDF").unwrap();
        // aa ended in the pass of the 2nd, bb in that of the 3rd, which is the last one.
        let would = prune(dir.path(), &mut ledger, "2026-10-02T23:00:00Z", false).unwrap();
        assert_eq!((would.files, would.findings, would.passes, would.copies.len()), (1, 1, 1, 0));
        assert_eq!(ledger.file_story("inbox/a.csv").unwrap().len(), 3, "a dry run changes nothing");
        let all = prune(dir.path(), &mut ledger, "2027-01-01T00:00:00Z", true).unwrap();
        assert_eq!((all.files, all.findings), (1, 1), "what ended in the last pass is still told");
        assert_eq!(all.copies, [], "aa was issued from, bb is still told, cc stands");
        assert_eq!(ledger.issued_bytes(&issued).unwrap(), b"%PDF");
        assert_eq!(ledger.files().unwrap(), [file("cc")]);
    }
}
