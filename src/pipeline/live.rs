//! What a watch is doing at this moment, in a small file beside the ledger, for `status` in another process. The file
//! is written when something changes; its own time is the time of the last look.

use crate::now;
use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

/// How often the time of the last look is written down.
const TOUCH: Duration = Duration::from_secs(10);

/// A file on its way, and why it is not read yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnItsWay {
    /// Relative to the production folder.
    pub file: String,
    /// seen, settling, waiting, running
    pub state: String,
    pub why: String,
}

/// What `status` shows of a watch.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Live {
    /// watching, running, paused
    pub mode: String,
    /// Why it is paused, with the remedy.
    pub why: String,
    /// RFC 3339.
    pub since: String,
    pub disk: String,
    /// Why the system sends no events, or empty.
    pub silent: String,
    /// How often it looks, in seconds.
    pub every: String,
    pub files: Vec<OnItsWay>,
}

impl Live {
    fn path(state: &Path) -> PathBuf {
        state.join("watch.json")
    }

    /// What was written last, and when the last look was; none where there never was a watch.
    pub fn read(state: &Path) -> Option<(Live, SystemTime)> {
        let path = Live::path(state);
        let text = fs::read_to_string(&path).ok()?;
        let looked = fs::metadata(&path).and_then(|meta| meta.modified()).ok()?;
        Some((serde_json::from_str(&text).ok()?, looked))
    }
}

/// Writes it.
pub struct LiveFile {
    path: PathBuf,
    written: Option<Live>,
    touched: Instant,
}

impl LiveFile {
    pub fn new(state: &Path) -> LiveFile {
        LiveFile { path: Live::path(state), written: None, touched: Instant::now() }
    }

    /// Writes what changed, or that there was a look. A disk that is full is no reason to stop looking.
    pub fn show(&mut self, live: Live) {
        if self.written.as_ref() != Some(&live) {
            if self.write(&live).is_ok() {
                self.written = Some(live);
            }
        } else if self.touched.elapsed() >= TOUCH {
            let file = File::options().write(true).open(&self.path);
            let _ = file.and_then(|file| file.set_modified(SystemTime::now()));
        } else {
            return;
        }
        self.touched = Instant::now();
    }

    fn write(&self, live: &Live) -> io::Result<()> {
        let dir = self.path.parent().unwrap_or(Path::new("."));
        let mut file = tempfile::NamedTempFile::new_in(dir)?;
        file.write_all(serde_json::to_string_pretty(live)?.as_bytes())?;
        file.persist(&self.path).map_err(|failed| failed.error)?;
        Ok(())
    }
}

/// RFC 3339 in UTC, to the second.
pub fn text(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

pub fn text_now() -> String {
    text(now::now())
}
