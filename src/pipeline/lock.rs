//! A lock in a production folder, which ends with its file, also when the process is killed.

use super::PassError;
use crate::folder::Folder;
use std::fs::{self, File, TryLockError};
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// How often it is tried again.
const AGAIN: Duration = Duration::from_millis(30);

/// The lock's file, and where it lies; nothing where another process has it for longer than it is waited for.
pub fn take(folder: &Folder, name: &str, patience: Duration) -> Result<Option<(File, PathBuf)>, PassError> {
    let own = folder.own();
    fs::create_dir_all(&own).map_err(PassError::io("could not make the folder", &own))?;
    let path = own.join(name);
    let lock = File::options()
        .create(true)
        .truncate(false)
        .read(true)
        .write(true)
        .open(&path)
        .map_err(PassError::io("could not open the lock", &path))?;
    let since = Instant::now();
    loop {
        match lock.try_lock() {
            Ok(()) => return Ok(Some((lock, path))),
            Err(TryLockError::WouldBlock) if since.elapsed() < patience => std::thread::sleep(AGAIN),
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(cause)) => {
                return Err(PassError::Io { what: "could not take the lock", path, cause });
            }
        }
    }
}
