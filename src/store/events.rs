//! What was told of meetings, rehearsals and deadlines: so that a calendar's entry is changed and not doubled.

use super::{Ledger, LedgerError};
use rusqlite::{Transaction, params};

/// What one address was told of one event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventRow {
    pub uid: String,
    pub sequence: u32,
    pub recipient: String,
    pub name: String,
    pub what: String,
    /// ISO.
    pub date: String,
    /// JSON of its times; empty for a whole day.
    pub slot: String,
    pub place: String,
    /// The day it was told on, ISO.
    pub told: String,
    pub cancelled: bool,
}

impl Ledger {
    pub fn events(&self) -> Result<Vec<EventRow>, LedgerError> {
        let read = || -> rusqlite::Result<Vec<EventRow>> {
            let mut statement = self.connection.prepare(
                "SELECT uid, sequence, recipient, name, what, date, slot, place, told, cancelled FROM event ORDER BY uid",
            )?;
            let rows = statement.query_map([], |row| {
                Ok(EventRow {
                    uid: row.get(0)?,
                    sequence: row.get(1)?,
                    recipient: row.get(2)?,
                    name: row.get(3)?,
                    what: row.get(4)?,
                    date: row.get(5)?,
                    slot: row.get(6)?,
                    place: row.get(7)?,
                    told: row.get(8)?,
                    cancelled: row.get(9)?,
                })
            })?;
            rows.collect()
        };
        read().map_err(|cause| self.fail(cause))
    }
}

pub(super) fn write(tx: &Transaction<'_>, events: &[EventRow]) -> rusqlite::Result<()> {
    for event in events {
        tx.execute(
            "INSERT OR REPLACE INTO event (uid, sequence, recipient, name, what, date, slot, place, told, cancelled) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            params![
                event.uid,
                event.sequence,
                event.recipient,
                event.name,
                event.what,
                event.date,
                event.slot,
                event.place,
                event.told,
                event.cancelled
            ],
        )?;
    }
    Ok(())
}
