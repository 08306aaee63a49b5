//! A burst of changes makes one pass.

use super::{Change, What};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The first change of a batch waits at most this many quiet times for the others: somebody who copies
/// a whole drive must not keep the rest from its documents.
const LONGEST: u32 = 5;

pub struct Batch {
    quiet: Duration,
    since: Option<Duration>,
    changes: BTreeMap<(usize, PathBuf), What>,
}

impl Batch {
    pub fn new(quiet: Duration) -> Self {
        Batch { quiet, since: None, changes: BTreeMap::new() }
    }

    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    pub fn add_all(&mut self, inbox: usize, changes: Vec<(PathBuf, What)>, now: Duration) {
        for (path, what) in changes {
            self.since.get_or_insert(now);
            let key = (inbox, path);
            match join(self.changes.get(&key).copied(), what) {
                Some(joined) => self.changes.insert(key, joined),
                None => self.changes.remove(&key),
            };
        }
    }

    /// Whether to run now. `fresh` says that something else has just changed.
    pub fn due(&self, now: Duration, fresh: bool) -> bool {
        let Some(since) = self.since() else { return false };
        !fresh || now.saturating_sub(since) >= self.quiet * LONGEST
    }

    /// Since when the first of it has been waiting.
    pub fn since(&self) -> Option<Duration> {
        self.since.filter(|_| !self.is_empty())
    }

    /// What waits, by inbox and path.
    pub fn waiting(&self) -> impl Iterator<Item = (usize, &Path)> {
        self.changes.keys().map(|(inbox, path)| (*inbox, path.as_path()))
    }

    pub fn take(&mut self) -> Vec<Change> {
        self.since = None;
        std::mem::take(&mut self.changes)
            .into_iter()
            .map(|((inbox, path), what)| Change { inbox, path, what })
            .collect()
    }
}

/// Two changes of one file as one; `None` where they undo each other.
fn join(before: Option<What>, after: What) -> Option<What> {
    match (before, after) {
        (Some(What::Appeared), What::Gone) => None,
        (Some(What::Appeared), _) => Some(What::Appeared),
        (Some(What::Gone), What::Appeared) => Some(What::Changed),
        (_, after) => Some(after),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn a_batch_waits_for_the_burst_to_end_but_not_for_ever() {
        let mut batch = Batch::new(2 * SECOND);
        assert!(!batch.due(SECOND, false));
        batch.add_all(0, vec![(PathBuf::from("a.csv"), What::Appeared)], 3 * SECOND);
        assert!(batch.due(3 * SECOND, false));
        assert!(!batch.due(12 * SECOND, true));
        // Five quiet times of two seconds after the third second.
        assert!(batch.due(13 * SECOND, true));
    }

    #[test]
    fn changes_of_one_file_are_joined() {
        let path = || PathBuf::from("a.csv");
        let mut batch = Batch::new(SECOND);
        batch.add_all(0, vec![(path(), What::Gone)], SECOND);
        batch.add_all(0, vec![(path(), What::Appeared)], SECOND);
        assert_eq!(batch.take(), [Change { inbox: 0, path: path(), what: What::Changed }]);
        batch.add_all(0, vec![(path(), What::Appeared)], SECOND);
        batch.add_all(0, vec![(path(), What::Gone)], SECOND);
        assert!(batch.take().is_empty());
        assert!(!batch.due(9 * SECOND, false));
    }
}
