//! When to run: looking at production folders until told to stop.
//!
//! A scan is the truth; an event of the system only says that a scan is worth while. What is found
//! changed is taken when it has been quiet, is whole, and has other content than before; a burst of
//! changes makes one pass. What a pass does is the caller's ([`Keeper`]).
//!
//! Each folder has a thread of its own (`desk`), so that a share that hangs holds up nobody else; passes take `turns`. The
//! watch itself (`run`) touches no folder: it feeds events to the threads, and says which of them does not answer.

mod batch;
mod bell;
mod board;
mod content;
mod desk;
mod looked;
mod scan;
#[cfg(test)]
mod sequences;
mod settle;
mod state;
mod thread;
mod turns;
mod wake;

pub use bell::Bell;
pub use board::Doing;
pub use state::{FileState, For, Why};

use crate::disk::Disk;
use bell::Chime;
use std::fmt;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};
use thread::Thread;
use turns::Turns;
use wake::Events;

/// How often to look while something is settling: what is added to the time until a pass begins.
const TICK: Duration = Duration::from_millis(50);

/// How often each folder's [`Keeper::tick`] comes.
const SECOND: Duration = Duration::from_secs(1);

/// How often to see whether it is over.
const GLANCE: Duration = Duration::from_millis(100);

/// A folder to look at, with all below it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inbox {
    pub root: PathBuf,
    /// Folders below the root that are not inputs: `out`, `rules` … where the production folder itself
    /// is the inbox.
    pub skip: Vec<PathBuf>,
    /// Where it names anything, nothing else below the root counts.
    pub only: Vec<PathBuf>,
    /// Files and folders below the root of which a change is taken at once: templates, so that whoever writes one sees
    /// the page.
    pub live: Vec<PathBuf>,
}

/// A production folder: its inbox, and what else its documents are made from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Watched {
    pub inboxes: Vec<Inbox>,
    /// How long a file must be unchanged before it is taken.
    pub quiet: Duration,
}

impl Watched {
    fn disk(&self) -> Disk {
        self.inboxes.first().map_or(Disk::Local, |inbox| Disk::of(&inbox.root))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// How often to look where the system sends no events: a drop is seen within two seconds.
    pub poll: Duration,
    /// How often to look, at the least, where it sends some.
    pub idle: Duration,
    /// How often a folder without events is asked again whether it sends some now.
    pub listen_again: Duration,
    /// A pass of a whole season takes seconds; after so long the others no longer wait for it.
    pub long: Duration,
    /// After how long a look, and a pass, is told to hang.
    pub hangs: Duration,
    pub pass_hangs: Duration,
    /// How long looks are waited for at the end.
    pub goodbye: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            poll: Duration::from_millis(1750),
            idle: Duration::from_secs(30),
            listen_again: Duration::from_secs(60),
            long: Duration::from_secs(60),
            hangs: Duration::from_secs(20),
            pass_hangs: Duration::from_secs(300),
            goodbye: Duration::from_secs(5),
        }
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
    /// The folder's disk does not answer, while this was being done. The other folders go on.
    Hangs(PathBuf, Doing),
    Answers(PathBuf),
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Note::FolderGone(path) => write!(
                f,
                "the folder {} is not there (an unplugged disk, a share that is offline?); nothing in it counts as deleted. Connect it \
                 again, and it goes on by itself",
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
            Note::Hangs(path, doing) => write!(
                f,
                "the folder {} does not answer{} (a share whose server is gone?); nothing in it counts as deleted, and other \
                 folders go on. Look after the network and the server; it goes on by itself when they answer",
                path.display(),
                if *doing == Doing::Pass { " in the middle of a pass" } else { "" }
            ),
            Note::Answers(path) => write!(f, "the folder {} answers again", path.display()),
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
    /// What was said of its not answering, while it does not.
    pub hangs: Option<&'a Note>,
    /// How long until the next look.
    pub pace: Duration,
    /// What is on its way, by inbox and path.
    pub files: Vec<(usize, PathBuf, FileState)>,
}

/// Who does something with what is found. Folders are counted from zero, in the order they were given. Each folder has a
/// thread that notes and makes passes; `tick` and `alive` come from the watch itself, also while a folder hangs.
pub trait Keeper: Send + Sync {
    fn note(&self, folder: usize, note: Note);

    /// Makes a pass. The first one of a folder comes at once, even where nothing lies in it. `held` are files that are
    /// being saved, by inbox and path. Another folder's pass runs beside it only where that one does not come to its end.
    fn pass(&self, folder: usize, changes: &[Change], held: &[(usize, PathBuf)]) -> Next;

    /// Comes about once a second, while no pass of the folder runs: for what has a time of its own, such as mail that is
    /// due and a day that is over. True where a pass is to be made.
    fn tick(&self, folder: usize, standing: &Standing<'_>) -> bool;

    /// Comes about once a second as long as any folder's thread comes to its next step: then the watch is alive.
    fn alive(&self) {}
}

/// Looks until `bell.stop()`, or a termination signal where `bell.on_signals()` was called. An error: no thread could be
/// started.
pub fn run(
    folders: Vec<Watched>,
    settings: &Settings,
    bell: &Bell,
    keeper: &Arc<dyn Keeper>,
) -> io::Result<()> {
    let start = Instant::now();
    let chimes: Vec<Chime> = folders.iter().map(|_| Chime::default()).collect();
    // Before the first scan, so that nothing falls between.
    let mut events = Events::start(&folders, &chimes);
    let turns = Turns::new(settings.long);
    let mut threads: Vec<Thread> = Vec::new();
    for (index, (folder, chime)) in folders.iter().zip(&chimes).enumerate() {
        let own = (chime.clone(), turns.clone());
        threads.push(Thread::start(index, folder.clone(), *settings, start, own, keeper.clone())?);
    }
    let mut second = start;
    let mut listened = start;
    while !bell.is_stopped() {
        std::thread::sleep(GLANCE);
        threads.iter_mut().for_each(Thread::must_live);
        if second.elapsed() < SECOND {
            continue;
        }
        second = Instant::now();
        events.notice_trouble(&folders);
        let again = listened.elapsed() >= settings.listen_again;
        if again {
            listened = Instant::now();
            events.revive(&folders, &chimes);
        }
        for (index, (thread, folder)) in threads.iter_mut().zip(&folders).enumerate() {
            if thread.take_returned() || (again && events.silent.contains_key(&index)) {
                events.listen(index, folder);
                // What came before anybody listened rang nobody.
                chimes.get(index).into_iter().for_each(|chime| chime.ring(|rung| rung.look = true));
            }
            thread.hear(events.silent.get(&index), keeper.as_ref());
            thread.tick(keeper.as_ref());
        }
        turns.call();
        if threads.iter().any(|thread| !thread.hangs()) {
            keeper.alive();
        }
    }
    threads.iter().for_each(Thread::stop);
    let since = Instant::now();
    while threads.iter().any(|thread| thread.is_waited_for(since)) {
        std::thread::sleep(TICK);
    }
    Ok(())
}
