//! One inbox: what was seen of it last, and what of it has come to rest.

use super::content::{self, Content};
use super::scan::{FileId, Scan, Scanner};
use super::settle::Settler;
use super::{Inbox, Note, What};
use crate::ingest::names::{self, Verdict};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// An inbox and what is known of it.
pub struct Looked {
    pub inbox: Inbox,
    pub scanner: Scanner,
    pub settler: Settler,
    last: Scan,
    /// Which folder it was when it was last seen with something in it: an unmounted share leaves an
    /// empty folder of the same name.
    identity: Option<FileId>,
    pub gone: bool,
    /// It, or a folder of which it speaks, was not there, and now is: the system's events must be asked for again.
    pub returned: bool,
    /// Which of the paths that it speaks of were folders at the last look; `None` before the first.
    standing: Option<Vec<PathBuf>>,
    unreadable: Vec<PathBuf>,
}

impl Looked {
    pub fn new(inbox: Inbox, quiet: Duration) -> Self {
        let below_root = |path: &PathBuf| path.strip_prefix(&inbox.root).ok().map(Path::to_path_buf);
        let live = inbox.live.iter().filter_map(below_root).collect();
        Looked {
            scanner: Scanner::new(&inbox.root, &inbox.skip, &inbox.only),
            inbox,
            settler: Settler::new(quiet).live(live),
            last: Scan::default(),
            identity: None,
            gone: false,
            returned: false,
            standing: None,
            unreadable: Vec::new(),
        }
    }

    /// What has come to rest; before the first pass (`begun`) everything that is there.
    pub fn look(&mut self, now: Duration, begun: bool, notes: &mut Vec<Note>) -> Vec<(PathBuf, What)> {
        let began = Instant::now();
        let Some(fresh) = self.scan(now, notes) else { return Vec::new() };
        // What a share that hung shows in the end is as it is now, not as it was when it was asked.
        let now = now + began.elapsed();
        let root = &self.inbox.root;
        let inspect = &mut |path: &Path| {
            let found = content::inspect(&root.join(path))?;
            // Only of an input is it known what a whole one looks like; settings may well be empty.
            let is_input = names::judge(&path.to_string_lossy()) == Verdict::Read;
            Ok(Content { whole: found.whole || !is_input, ..found })
        };
        if !begun && self.settler.knows_nothing() && !self.settler.is_settling() {
            return self.settler.start(now, &self.last, inspect);
        }
        if !fresh && !self.settler.is_settling() {
            return Vec::new();
        }
        self.settler.observe(now, &self.last, fresh, inspect)
    }

    /// Whether anything is another than at the last look; `None`, said once, while the folder is not there or is
    /// suddenly another, empty one.
    fn scan(&mut self, now: Duration, notes: &mut Vec<Note>) -> Option<bool> {
        let looked = match self.scanner.look(now) {
            // Emptied by people, it is still the folder it was; emptied by an unmount, it is another.
            Ok(Some(scan))
                if scan.files.is_empty()
                    && !self.settler.knows_nothing()
                    && self.identity != Some(scan.identity) =>
            {
                None
            }
            Ok(scan) => Some(scan),
            Err(_) => None,
        };
        let Some(scan) = looked else {
            if !self.gone {
                notes.push(Note::FolderGone(self.inbox.root.clone()));
            }
            self.gone = true;
            self.scanner.forget();
            return None;
        };
        if std::mem::take(&mut self.gone) {
            self.returned = true;
            notes.push(Note::FolderBack(self.inbox.root.clone()));
        }
        // An empty folder is no file, but what is put into it later must ring.
        let standing: Vec<PathBuf> = self.inbox.only.iter().filter(|path| path.is_dir()).cloned().collect();
        let known = self.standing.replace(standing.clone()).unwrap_or_else(|| standing.clone());
        self.returned |= standing.iter().any(|path| !known.contains(path));
        let Some(scan) = scan else { return Some(false) };
        self.identity = Some(scan.identity);
        for path in scan.unreadable.iter().filter(|path| !self.unreadable.contains(path)) {
            notes.push(Note::FolderUnreadable(self.inbox.root.join(path)));
        }
        self.unreadable.clone_from(&scan.unreadable);
        self.last = scan;
        Some(true)
    }
}
