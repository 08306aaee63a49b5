//! One process a folder: a lock with the name of who has it.

use super::{PassError, lock};
use crate::folder::Folder;
use crate::now;
use crate::store::copies;
use std::fs::{self, File, TryLockError};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Longer than anybody takes who only looks.
const BLINK: Duration = Duration::from_millis(300);

/// Holds a production folder for one process.
#[derive(Debug)]
pub struct Hold {
    // Held for its lock, which ends with it, also when the process is killed.
    _lock: Option<File>,
    state: PathBuf,
}

impl Hold {
    /// A part in a folder that another process may hold (`watch`): for what takes its turn between that one's passes.
    pub fn share(folder: &Folder, configured: Option<&str>) -> Result<Hold, PassError> {
        Ok(Hold { _lock: None, state: Hold::folders(folder, configured)? })
    }

    /// A look that changes nothing, not even the folders of ours.
    pub fn look(folder: &Folder, configured: Option<&str>) -> Hold {
        Hold { _lock: None, state: folder.state_dir(configured) }
    }

    /// Makes the folders of ours, and says where the ledger lies.
    fn folders(folder: &Folder, configured: Option<&str>) -> Result<PathBuf, PassError> {
        let own = folder.own();
        let state = folder.state_dir(configured);
        for dir in [&own, &state] {
            fs::create_dir_all(dir).map_err(PassError::io("could not make the folder", dir))?;
        }
        Ok(state)
    }

    pub fn take(folder: &Folder, configured: Option<&str>) -> Result<Hold, PassError> {
        let own = folder.own();
        let state = Hold::folders(folder, configured)?;
        // `status` takes it for the blink of an eye, to see whether anybody has it.
        let Some((mut lock, path)) = lock::take(folder, "lock", BLINK)? else {
            return Err(PassError::Held(who(&own.join("lock"))));
        };
        sweep(&state, |name| name.starts_with(".tmp"));
        sweep(&copies::folder(&state), |name| name.starts_with(".tmp"));
        folder.keep_id().map_err(PassError::io("could not write to", &own))?;
        let at = now::now().format("%Y-%m-%d %H:%M UTC");
        let note = format!("process {} on {} since {at}", std::process::id(), host());
        lock.set_len(0)
            .and_then(|()| lock.write_all(note.as_bytes()))
            .map_err(PassError::io("could not write the lock", &path))?;
        Ok(Hold { _lock: Some(lock), state })
    }

    pub fn state(&self) -> &Path {
        &self.state
    }
}

/// Takes away what a killed process left half-written in this folder.
pub(super) fn sweep(dir: &Path, is_half: impl Fn(&str) -> bool) {
    for entry in fs::read_dir(dir).into_iter().flatten().flatten() {
        if is_half(&entry.file_name().to_string_lossy()) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Who has a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holder {
    Nobody,
    /// `process 4711 on office-nas since 2026-10-30 18:02 UTC`
    Process(String),
}

/// Who has the folder at this moment. Changes nothing.
pub fn holder(folder: &Folder) -> Holder {
    let path = folder.own().join("lock");
    // On some systems a lock wants a file that may be written; nothing is written.
    let Ok(lock) = File::options().read(true).write(true).open(&path) else { return Holder::Nobody };
    match lock.try_lock_shared() {
        Err(TryLockError::WouldBlock) => Holder::Process(who(&path)),
        _ => Holder::Nobody,
    }
}

fn who(lock: &Path) -> String {
    let note = fs::read_to_string(lock).unwrap_or_default();
    let note = note.trim();
    if note.is_empty() { "another callboard".into() } else { note.into() }
}

/// The machine's name: on a share the other process may run on another one.
fn host() -> String {
    let asked =
        fs::read_to_string("/proc/sys/kernel/hostname").or_else(|_| fs::read_to_string("/etc/hostname"));
    let named = asked.ok().map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
    let named =
        named.or_else(|| std::env::var("COMPUTERNAME").ok()).or_else(|| std::env::var("HOSTNAME").ok());
    named.unwrap_or_else(|| "this computer".into())
}
