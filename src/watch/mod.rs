//! When to run: looking at production folders until told to stop.
//!
//! A scan is the truth; an event of the system only says that a scan is worth while. What is found
//! changed is taken when it has been quiet, is whole, and has other content than before; a burst of
//! changes makes one pass. What a pass does is the caller's ([`Keeper`]).

mod batch;
mod bell;
mod content;
mod desk;
mod scan;
#[cfg(test)]
mod sequences;
mod settle;
mod state;
mod wake;

pub use bell::Bell;
pub use state::{FileState, Why};

use crate::disk::Disk;
use desk::Desk;
use std::fmt;
use std::path::PathBuf;
use std::time::{Duration, Instant};
use wake::Events;

/// How often to look while something is settling: what is added to the time until a pass begins.
const TICK: Duration = Duration::from_millis(50);

/// How often each folder's [`Keeper::tick`] comes.
const SECOND: Duration = Duration::from_secs(1);

/// How often a folder without events is asked again whether it sends some now.
const LISTEN_AGAIN: Duration = Duration::from_secs(60);

/// A folder to look at, with all below it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inbox {
    pub root: PathBuf,
    /// Folders below the root that are not inputs: `out`, `rules` … where the production folder itself
    /// is the inbox.
    pub skip: Vec<PathBuf>,
    /// Where it names anything, nothing else below the root counts.
    pub only: Vec<PathBuf>,
}

/// A production folder: its inbox, and what else its documents are made from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Watched {
    pub inboxes: Vec<Inbox>,
    /// How long a file must be unchanged before it is taken.
    pub quiet: Duration,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// How often to look where the system sends no events: a drop is seen within two seconds.
    pub poll: Duration,
    /// How often to look, at the least, where it sends some.
    pub idle: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Settings { poll: Duration::from_millis(1750), idle: Duration::from_secs(30) }
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
    /// It does again.
    EventsBack,
    /// A file that does not come to rest. It is still waited for.
    NeverSettles(PathBuf, Why),
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
                    "the folder {} may not be looked into; what was in it counts as unchanged. Let the user that callboard runs as read it",
                    path.display()
                )
            }
            Note::NoEvents(why, poll) => write!(
                f,
                "the system does not tell of changes here ({why}); the folder is looked through every {} seconds instead",
                poll.as_secs_f64()
            ),
            Note::EventsBack => f.write_str("the system tells of changes here again"),
            Note::NeverSettles(path, why) => write!(
                f,
                "{} does not come to rest: {why}. It is read when it does; if nobody is saving it, copy it here again",
                path.display()
            ),
        }
    }
}

/// What comes after a pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// The next change.
    Done,
    /// The same again after this time: a fault of the machine may be mended by then.
    Again(Duration),
}

/// How a folder stands between two passes.
#[derive(Debug)]
pub struct Standing<'a> {
    pub disk: Disk,
    /// Why the system sends no events, where it sends none.
    pub silent: Option<&'a str>,
    /// Whether its inbox is not there.
    pub gone: bool,
    /// How long until the next look.
    pub pace: Duration,
    /// What is on its way, by inbox and path.
    pub files: Vec<(usize, PathBuf, FileState)>,
}

/// Who does something with what is found. Folders are counted from zero, in the order they were given.
pub trait Keeper {
    fn note(&mut self, folder: usize, note: Note);

    /// Makes a pass. The first one of a folder comes at once, even where nothing lies in it. `held` are files that are
    /// being saved, by inbox and path.
    fn pass(&mut self, folder: usize, changes: &[Change], held: &[(usize, PathBuf)]) -> Next;

    /// Comes about once a second, with nothing else running: for what has a time of its own, such as mail that is due
    /// and a day that is over. True where a pass is to be made.
    fn tick(&mut self, folder: usize, standing: &Standing<'_>) -> bool;

    /// Comes after each round of looks: as long as it comes, the watch is alive.
    fn alive(&mut self) {}
}

/// Looks until `bell.stop()`, or a termination signal where `bell.on_signals()` was called.
pub fn run(folders: &[Watched], settings: &Settings, bell: &Bell, keeper: &mut dyn Keeper) {
    let start = Instant::now();
    // Before the first scan, so that nothing falls between.
    let mut events = Events::start(folders, bell);
    let mut desks: Vec<Desk> =
        folders.iter().enumerate().map(|(index, folder)| Desk::new(index, folder, *settings)).collect();
    for desk in &mut desks {
        desk.hear(&events, keeper);
    }
    let mut looked: Option<Instant> = None;
    let mut listen_again = LISTEN_AGAIN;
    loop {
        let now = start.elapsed();
        let soonest = desks.iter().map(|desk| desk.soonest()).min().unwrap_or(SECOND);
        let heard = bell.wait(soonest.saturating_sub(now).min(SECOND));
        if heard.stop {
            return;
        }
        if let Some(why) = heard.trouble {
            events =
                Events { watcher: None, silent: (0..desks.len()).map(|desk| (desk, why.clone())).collect() };
        }
        // A large copy sends events by the thousand; one look a tick is enough.
        if let Some(looked) = looked {
            std::thread::sleep(TICK.saturating_sub(looked.elapsed()));
        }
        looked = Some(Instant::now());
        let now = start.elapsed();
        let again = now >= listen_again && !events.silent.is_empty();
        if again {
            listen_again = now + LISTEN_AGAIN;
            if !events.is_alive() {
                events = Events::start(folders, bell);
            }
        }
        for (desk, folder) in desks.iter_mut().zip(folders) {
            if heard.all || heard.rung.contains(&desk.index) || desk.looks_at(now) {
                if heard.all {
                    desk.forget();
                }
                desk.look(now, keeper);
            }
            if desk.take_returned() || (again && events.silent.contains_key(&desk.index)) {
                events.listen(desk.index, folder);
            }
            desk.hear(&events, keeper);
        }
        // One pass, then a look at the others: the folder that has waited longest is first.
        let due = desks.iter_mut().filter(|desk| desk.is_due(now)).min_by_key(|desk| desk.waits_since());
        if let Some(desk) = due {
            desk.pass(now, keeper);
            desk.ended(start.elapsed());
        }
        for desk in &mut desks {
            desk.tick(start.elapsed(), &events, keeper);
        }
        keeper.alive();
    }
}
