//! A copy of everything that cannot be made again: the ledger with what was issued, and the copies of inputs.

use super::{FILE, Ledger, LedgerError, copies};
use rusqlite::Connection;
use std::fs;
use std::io;
use std::path::Path;

/// What a backup holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backup {
    pub passes: i64,
    pub issued: i64,
    pub copies: usize,
}

/// Writes a backup of the state folder into `to`, which may not be there yet: whole, or not at all. The ledger may be
/// in use meanwhile. `None` where there is no ledger.
pub fn backup(state: &Path, to: &Path) -> Result<Option<Backup>, LedgerError> {
    let place = to.display().to_string();
    let io = |cause: io::Error| LedgerError::Io { place: place.clone(), cause };
    let Some(ledger) = super::ledger(state)? else { return Ok(None) };
    if to.exists() {
        return Err(io(io::ErrorKind::AlreadyExists.into()));
    }
    let above = to.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(above).map_err(io)?;
    // Readable by its owner alone; gone again where anything below fails.
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o700));
    }
    let part = builder.prefix(".callboard-backup-").tempdir_in(above).map_err(io)?;
    let copy = part.path().join(FILE);
    vacuum(&ledger, &copy)?;
    let held = look(&copy)?;
    let mut copies = 0;
    let inputs = copies::folder(part.path());
    fs::create_dir_all(&inputs).map_err(io)?;
    for (path, _) in copies::unwanted(state, &Default::default()).map_err(io)? {
        let name = path.file_name().unwrap_or_default();
        // A pass may tidy one away meanwhile; it was no longer wanted.
        match fs::copy(&path, inputs.join(name)) {
            Ok(_) => copies += 1,
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => {}
            Err(cause) => return Err(io(cause)),
        }
    }
    fs::rename(part.keep(), to).map_err(io)?;
    Ok(Some(Backup { copies, ..held }))
}

fn vacuum(ledger: &Ledger, copy: &Path) -> Result<(), LedgerError> {
    super::own(copy).map_err(|cause| LedgerError::Io { place: copy.display().to_string(), cause })?;
    ledger
        .connection
        .execute("VACUUM INTO ?1", [copy.to_string_lossy()])
        .map_err(|cause| ledger.fail(cause))?;
    Ok(())
}

/// Whether the copy is sound, and what is in it.
fn look(copy: &Path) -> Result<Backup, LedgerError> {
    let fail = |cause| LedgerError::Sqlite { place: copy.display().to_string(), cause };
    let connection = Connection::open(copy).map_err(fail)?;
    let ask = |query: &str| connection.query_row(query, [], |row| row.get::<_, i64>(0)).map_err(fail);
    let sound: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).map_err(fail)?;
    if sound != "ok" {
        let cause = io::Error::new(io::ErrorKind::InvalidData, sound);
        return Err(LedgerError::Io { place: copy.display().to_string(), cause });
    }
    Ok(Backup {
        passes: ask("SELECT count(*) FROM pass")?,
        issued: ask("SELECT count(*) FROM issued")?,
        copies: 0,
    })
}
