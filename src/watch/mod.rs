//! When to run: looking at inboxes until told to stop.
//!
//! A scan is the truth; an event of the system only says that a scan is worth while. What is found
//! changed is taken when it has been quiet, is whole, and has other content than before; a burst of
//! changes makes one pass. What a pass does is the caller's.

mod batch;
mod bell;
mod content;
mod scan;
#[cfg(test)]
mod sequences;
mod settle;
mod wake;

pub use bell::Bell;

use batch::Batch;
use scan::Scan;
use settle::Settler;
use std::fmt;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// How often to look while something is settling: what is added to the time until a pass begins.
const TICK: Duration = Duration::from_millis(50);

/// A folder to look at, with all below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inbox {
    pub root: PathBuf,
    /// Folders below the root that are not inputs: `out`, `rules` … where the production folder itself
    /// is the inbox.
    pub skip: Vec<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// How long a file must be unchanged before it is taken.
    pub quiet: Duration,
    /// How often to look where nothing happens: what finds changes on a share that sends no events.
    pub poll: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Settings { quiet: Duration::from_secs(2), poll: Duration::from_secs(2) }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Appeared,
    Changed,
    /// Gone for as long as the quiet time, from a folder that is there.
    Gone,
}

/// One file of a batch. Batches are sorted by inbox and path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Which of the inboxes, counted from zero.
    pub inbox: usize,
    /// Relative to the inbox.
    pub path: PathBuf,
    pub what: What,
}

/// What a person should hear while it runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// The inbox is not there; nothing of it counts as deleted.
    FolderGone(PathBuf),
    FolderBack(PathBuf),
    /// A folder inside the inbox that may not be looked into; what was in it counts as unchanged.
    FolderUnreadable(PathBuf),
    /// The system sends no events (any more), for the reason given.
    NoEvents(String, Duration),
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Note::FolderGone(path) => write!(
                f,
                "the folder {} is not there (an unplugged disk, a share that is offline?); nothing in it counts as deleted until it is back",
                path.display()
            ),
            Note::FolderBack(path) => write!(f, "the folder {} is back", path.display()),
            Note::FolderUnreadable(path) => {
                write!(
                    f,
                    "the folder {} may not be looked into; what was in it counts as unchanged",
                    path.display()
                )
            }
            Note::NoEvents(why, poll) => write!(
                f,
                "the system does not tell of changes ({why}); the folders are looked through every {} seconds instead",
                poll.as_secs_f64()
            ),
        }
    }
}

/// Looks until `bell.stop()`, or a termination signal where `bell.on_signals()` was called.
///
/// The first batch comes at once and holds every file that is there, even if there is none.
pub fn run(
    inboxes: &[Inbox],
    settings: &Settings,
    bell: &Bell,
    mut on_note: impl FnMut(Note),
    mut on_batch: impl FnMut(&[Change]),
) {
    let start = Instant::now();
    let mut folders: Vec<Folder> = inboxes.iter().map(|inbox| Folder::new(inbox, settings.quiet)).collect();
    // Before the first scan, so that nothing falls between.
    let mut events = wake::start(inboxes, bell);
    if let Err(why) = &events {
        on_note(Note::NoEvents(why.clone(), settings.poll));
    }
    let mut batch = Batch::new(settings.quiet);
    for (index, folder) in folders.iter_mut().enumerate() {
        batch.add_all(index, folder.first(&mut on_note), start.elapsed());
    }
    on_batch(&batch.take());
    let mut looked = Instant::now();
    loop {
        let settling = !batch.is_empty() || folders.iter().any(|folder| folder.settler.is_settling());
        let heard = bell.wait(if settling { TICK.min(settings.poll) } else { settings.poll });
        if heard.stop {
            return;
        }
        if let Some(why) = heard.trouble
            && events.is_ok()
        {
            on_note(Note::NoEvents(why.clone(), settings.poll));
            events = Err(why);
        }
        // A large copy sends events by the thousand; one look a tick is enough.
        std::thread::sleep(TICK.saturating_sub(looked.elapsed()));
        looked = Instant::now();
        let now = start.elapsed();
        let mut returned = false;
        for (index, folder) in folders.iter_mut().enumerate() {
            batch.add_all(index, folder.look(now, &mut on_note), now);
            returned |= std::mem::take(&mut folder.returned);
        }
        if returned {
            events = wake::start(inboxes, bell);
            if let Err(why) = &events {
                on_note(Note::NoEvents(why.clone(), settings.poll));
            }
        }
        if batch.due(now, folders.iter().any(|folder| folder.settler.is_fresh(now))) {
            on_batch(&batch.take());
        }
    }
}

/// An inbox and what is known of it.
struct Folder<'a> {
    inbox: &'a Inbox,
    settler: Settler,
    /// Which folder it was when it was last seen with something in it: an unmounted share leaves an
    /// empty folder of the same name.
    identity: Option<scan::FileId>,
    gone: bool,
    /// It was not there, and now is: the system's events must be asked for again.
    returned: bool,
    unreadable: Vec<PathBuf>,
}

impl<'a> Folder<'a> {
    fn new(inbox: &'a Inbox, quiet: Duration) -> Self {
        Folder {
            inbox,
            settler: Settler::new(quiet),
            identity: None,
            gone: false,
            returned: false,
            unreadable: Vec::new(),
        }
    }

    fn first(&mut self, on_note: &mut impl FnMut(Note)) -> Vec<(PathBuf, What)> {
        match self.scan(on_note) {
            Some(scan) => {
                self.settler.start(&scan, &mut |path| content::inspect(&self.inbox.root.join(path)))
            }
            None => Vec::new(),
        }
    }

    fn look(&mut self, now: Duration, on_note: &mut impl FnMut(Note)) -> Vec<(PathBuf, What)> {
        match self.scan(on_note) {
            Some(scan) => {
                self.settler.observe(now, &scan, &mut |path| content::inspect(&self.inbox.root.join(path)))
            }
            None => Vec::new(),
        }
    }

    /// `None`, said once, while the folder is not there or is suddenly another, empty one.
    fn scan(&mut self, on_note: &mut impl FnMut(Note)) -> Option<Scan> {
        let scan = scan::scan(&self.inbox.root, &self.inbox.skip).ok().filter(|scan| {
            !scan.files.is_empty() || self.settler.knows_nothing() || self.identity == Some(scan.identity)
        });
        let Some(scan) = scan else {
            if !self.gone {
                on_note(Note::FolderGone(self.inbox.root.clone()));
            }
            self.gone = true;
            return None;
        };
        if std::mem::take(&mut self.gone) {
            self.returned = true;
            on_note(Note::FolderBack(self.inbox.root.clone()));
        }
        self.identity = Some(scan.identity);
        for path in scan.unreadable.iter().filter(|path| !self.unreadable.contains(path)) {
            on_note(Note::FolderUnreadable(self.inbox.root.join(path)));
        }
        self.unreadable.clone_from(&scan.unreadable);
        Some(scan)
    }
}
