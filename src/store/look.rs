//! A look at the ledger that changes nothing.

use super::{FileRow, Ledger, LedgerError, State};
use rusqlite::{Connection, OpenFlags};
use std::collections::BTreeMap;
use std::path::Path;

/// What the last pass left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// How many passes there were, and the day the last one worked as of.
    pub passes: i64,
    pub today: String,
    pub files: Vec<FileRow>,
    /// Documents by kind.
    pub documents: BTreeMap<String, usize>,
    /// Messages that wait as drafts.
    pub drafts: usize,
    /// Messages by state; of drafts the last pass's day counts.
    pub outbox: BTreeMap<String, usize>,
}

/// The ledger as it stands, for reading alone; none where there is none yet, or one that the next pass will bring
/// up to date first.
pub fn ledger(dir: &Path) -> Result<Option<Ledger>, LedgerError> {
    let Some(connection) = open(dir)? else { return Ok(None) };
    let ledger = Ledger { connection, place: dir.join(super::FILE).display().to_string() };
    Ok((ledger.schema()? >= super::schema::KNOWN).then_some(ledger))
}

/// The ledger, for reading alone; none where there is none yet. Another process may write it meanwhile.
pub(super) fn open(dir: &Path) -> Result<Option<Connection>, LedgerError> {
    let file = dir.join(super::FILE);
    if !file.is_file() {
        return Ok(None);
    }
    let place = file.display().to_string();
    let fail = |cause| LedgerError::Sqlite { place: place.clone(), cause };
    let connection = Connection::open_with_flags(&file, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(fail)?;
    connection.busy_timeout(std::time::Duration::from_secs(10)).map_err(fail)?;
    Ok(Some(connection))
}

/// What the last pass left; none where there was no pass yet.
pub fn look(dir: &Path) -> Result<Option<Made>, LedgerError> {
    let Some(ledger) = ledger(dir)? else { return Ok(None) };
    let Some((passes, today)) = ledger.passes()? else { return Ok(None) };
    let mut documents = BTreeMap::new();
    for row in ledger.documents()?.into_values() {
        *documents.entry(row.kind).or_default() += 1;
    }
    let rows = ledger.outbox()?;
    let mut outbox = BTreeMap::new();
    for row in rows.iter().filter(|row| row.state != State::Draft || row.date == today) {
        *outbox.entry(row.state.name().to_owned()).or_default() += 1;
    }
    let drafts = outbox.get(State::Draft.name()).copied().unwrap_or(0);
    Ok(Some(Made { passes, files: ledger.files()?, documents, drafts, outbox, today }))
}
