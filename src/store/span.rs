//! Rows that hold from one pass (`since`) until another no longer left them (`until`): what stands now, and the
//! whole story behind it, in one table.

use rusqlite::{Transaction, params_from_iter};
use std::collections::{BTreeMap, BTreeSet};

/// A row without its passes: the text of each column.
pub type Row = Vec<String>;

/// Makes `now` what stands in the table from this pass on. Rows that stood already are not touched.
pub fn replace(
    tx: &Transaction<'_>,
    table: &str,
    columns: &[&str],
    now: impl IntoIterator<Item = Row>,
    pass: i64,
) -> rusqlite::Result<()> {
    let list = columns.join(", ");
    let texts: Vec<String> = columns.iter().map(|column| format!("CAST({column} AS TEXT)")).collect();
    let query = format!("SELECT rowid, {} FROM {table} WHERE until IS NULL", texts.join(", "));
    let mut stood = BTreeMap::new();
    let mut statement = tx.prepare(&query)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let texts: Row = (1..=columns.len()).map(|at| row.get(at)).collect::<rusqlite::Result<_>>()?;
        stood.insert(texts, row.get::<_, i64>(0)?);
    }
    let marks = vec!["?"; columns.len()].join(", ");
    let mut insert =
        tx.prepare(&format!("INSERT OR IGNORE INTO {table} ({list}, since) VALUES ({marks}, {pass})"))?;
    for row in now.into_iter().collect::<BTreeSet<Row>>() {
        if stood.remove(&row).is_none() {
            insert.execute(params_from_iter(row))?;
        }
    }
    let mut close = tx.prepare(&format!("UPDATE {table} SET until = {pass} WHERE rowid = ?"))?;
    for gone in stood.into_values() {
        close.execute([gone])?;
    }
    Ok(())
}
