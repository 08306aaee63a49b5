//! Which files have changed and come to rest. Time is an argument: the time since the watch began.

use super::What;
use super::content::Content;
use super::scan::{Entry, Scan, Stamp};
use super::state::{FileState, Why};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A file that somebody has open is taken after this many quiet times: saving is done at once in Excel
/// and LibreOffice, and a workbook may stay open all day.
const LOCKED: u32 = 3;

/// A file whose end is missing, or that cannot be opened, is given this many quiet times to become
/// whole, and then handed over as it is, so that somebody hears of it.
const PATIENCE: u32 = 10;

/// But at least this long, even where the quiet time is short.
const LEAST_PATIENCE: Duration = Duration::from_secs(10);

/// A file that is not at rest after so long is told of; it is still waited for.
const RESTLESS: Duration = Duration::from_secs(60);

/// The quiet time of live files, unless the others' is shorter: a template is a small file that an editor saves at once, and
/// whoever writes it wants to see the page.
const BRIEF: Duration = Duration::from_millis(150);

/// How long until a file is opened again that was not whole, or was not to be opened.
const AGAIN: Duration = Duration::from_millis(500);

/// What is known of one inbox.
pub struct Settler {
    quiet: Duration,
    /// Paths below which a file is taken after `BRIEF` already.
    live: Vec<PathBuf>,
    known: BTreeMap<PathBuf, Known>,
    pending: BTreeMap<PathBuf, Pending>,
}

/// A file as it was handed over.
struct Known {
    stamp: Stamp,
    /// `None` where it could not be read.
    hash: Option<[u8; 32]>,
}

/// A file that is not as it was handed over, and since when it has been as it is now.
struct Pending {
    /// `None` while it is missing.
    stamp: Option<Stamp>,
    since: Duration,
    /// Since when it has not been as it was handed over, whatever it was in between.
    first: Duration,
    why: Why,
    told: bool,
    /// Not opened before it is this old: one that was not whole is not read again at every look.
    next: Duration,
}

type Inspect<'a> = &'a mut dyn FnMut(&Path) -> io::Result<Content>;

impl Settler {
    pub fn new(quiet: Duration) -> Self {
        Settler { quiet, live: Vec::new(), known: BTreeMap::new(), pending: BTreeMap::new() }
    }

    /// Files below these paths, relative to the inbox, are taken as soon as they are saved.
    pub fn live(mut self, paths: Vec<PathBuf>) -> Self {
        self.live = paths;
        self
    }

    fn quiet_of(&self, path: &Path) -> Duration {
        let is_live = self.live.iter().any(|live| path.starts_with(live));
        if is_live { self.quiet.min(BRIEF) } else { self.quiet }
    }

    /// Takes everything as it is: what is still being written will be seen to change. What is visibly half a file is
    /// waited for.
    pub fn start(&mut self, now: Duration, scan: &Scan, inspect: Inspect) -> Vec<(PathBuf, What)> {
        let mut found = Vec::new();
        for (path, entry) in &scan.files {
            let content = if entry.online_only { None } else { inspect(path).ok() };
            if content.is_some_and(|content| !content.whole) {
                self.pending.insert(path.clone(), Pending::new(Some(entry.stamp), now, now));
                continue;
            }
            let hash = content.map(|content| content.hash);
            self.known.insert(path.clone(), Known { stamp: entry.stamp, hash });
            found.push((path.clone(), What::Appeared));
        }
        found
    }

    /// Compares, and hands over what has come to rest with other content than before. A scan that is the last one
    /// again need not be compared: `fresh` is false then.
    pub fn observe(
        &mut self,
        now: Duration,
        scan: &Scan,
        fresh: bool,
        inspect: Inspect,
    ) -> Vec<(PathBuf, What)> {
        if fresh {
            self.note_differences(now, scan);
        }
        let mut ready = Vec::new();
        for path in self.pending.keys().cloned().collect::<Vec<_>>() {
            if scan.is_blind_to(&path) {
                continue;
            }
            let Some(age) = self.age_if_due(&path, now) else { continue };
            if let Some(outcome) = self.judge(&path, age, scan.files.get(&path), inspect) {
                self.pending.remove(&path);
                ready.extend(outcome.map(|what| (path, what)));
            }
        }
        ready
    }

    /// Whether anything may be handed over soon.
    pub fn is_settling(&self) -> bool {
        !self.pending.is_empty()
    }

    /// Whether anything changed within the quiet time: a burst may still be going on.
    pub fn is_fresh(&self, now: Duration) -> bool {
        self.pending.iter().any(|(path, pending)| now.saturating_sub(pending.since) < self.quiet_of(path))
    }

    /// What is not at rest, and why.
    pub fn restless(&self) -> impl Iterator<Item = (&Path, FileState)> {
        self.pending.iter().map(|(path, pending)| {
            let state = match pending.why {
                Why::Changing if pending.since == pending.first => FileState::Seen,
                why => FileState::Settling(why),
            };
            (path.as_path(), state)
        })
    }

    /// Files that have not come to rest for a long time, each told once.
    pub fn never_settle(&mut self, now: Duration) -> Vec<(PathBuf, Why)> {
        let quiet = self.quiet;
        let late = self.pending.iter_mut().filter(|(_, pending)| {
            !pending.told && now.saturating_sub(pending.first) >= RESTLESS.max(quiet * PATIENCE * 3)
        });
        late.map(|(path, pending)| {
            pending.told = true;
            (path.clone(), pending.why)
        })
        .collect()
    }

    pub fn knows_nothing(&self) -> bool {
        self.known.is_empty()
    }

    fn note_differences(&mut self, now: Duration, scan: &Scan) {
        let mut paths: BTreeSet<&PathBuf> = scan.files.keys().collect();
        paths.extend(self.known.keys().filter(|path| !scan.is_blind_to(path)));
        let mut changed: Vec<(PathBuf, Option<Stamp>)> = Vec::new();
        for path in paths {
            let stamp = scan.files.get(path).map(|entry| entry.stamp);
            let before = match self.pending.get(path) {
                Some(pending) => pending.stamp,
                None => self.known.get(path).map(|known| known.stamp),
            };
            if stamp != before {
                changed.push((path.clone(), stamp));
            }
        }
        for (path, stamp) in changed {
            // Back as it was handed over: the same file, moved away and back.
            if stamp.is_some() && stamp == self.known.get(&path).map(|known| known.stamp) {
                self.pending.remove(&path);
            } else {
                let before = self.pending.get(&path);
                let (first, told) = before.map_or((now, false), |before| (before.first, before.told));
                self.pending.insert(path, Pending { told, ..Pending::new(stamp, now, first) });
            }
        }
        // What came and went before it was ever handed over is neither in the scan nor known.
        let known = &self.known;
        self.pending.retain(|path, _| {
            known.contains_key(path) || scan.files.contains_key(path) || scan.is_blind_to(path)
        });
    }

    fn age_if_due(&self, path: &Path, now: Duration) -> Option<Duration> {
        let pending = self.pending.get(path)?;
        let age = now.saturating_sub(pending.since);
        (age >= pending.next).then_some(age)
    }

    /// `None` to wait on; `Some(None)` where nothing came of it; else what happened.
    fn judge(
        &mut self,
        path: &Path,
        age: Duration,
        entry: Option<&Entry>,
        inspect: Inspect,
    ) -> Option<Option<What>> {
        let quiet = self.quiet_of(path);
        let Some(entry) = entry else {
            self.because(path, Why::Missing);
            return (age >= quiet).then(|| self.known.remove(path).map(|_| What::Gone));
        };
        if age < if entry.locked { quiet * LOCKED } else { quiet } {
            self.because(path, if entry.locked { Why::Locked } else { Why::Changing });
            return None;
        }
        // The pass says of it that it is online only; opening it would fetch it.
        let content = if entry.online_only { None } else { inspect(path).ok() };
        if entry.online_only {
            self.known.insert(path.to_owned(), Known { stamp: entry.stamp, hash: None });
            return Some(Some(What::Appeared));
        }
        let patience = (quiet * PATIENCE).max(LEAST_PATIENCE);
        if !content.is_some_and(|content| content.whole) && age < patience {
            if let Some(pending) = self.pending.get_mut(path) {
                pending.next = age + AGAIN;
            }
            self.because(
                path,
                match content {
                    None => Why::Unreadable,
                    Some(_) if entry.stamp.size == 0 => Why::Empty,
                    Some(_) => Why::NotWhole,
                },
            );
            return None;
        }
        let hash = content.map(|content| content.hash);
        let before = self.known.insert(path.to_owned(), Known { stamp: entry.stamp, hash });
        Some(match before {
            None => Some(What::Appeared),
            // Touched, or saved without a change.
            Some(before) if hash.is_some() && before.hash == hash => None,
            Some(_) => Some(What::Changed),
        })
    }

    fn because(&mut self, path: &Path, why: Why) {
        if let Some(pending) = self.pending.get_mut(path) {
            pending.why = why;
        }
    }
}

impl Pending {
    fn new(stamp: Option<Stamp>, since: Duration, first: Duration) -> Pending {
        Pending { stamp, since, first, next: Duration::ZERO, why: Why::Changing, told: false }
    }
}
