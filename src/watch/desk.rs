//! One production folder: what is known of its inboxes, what waits for its pass, and when to look again.

use super::batch::Batch;
use super::content::{self, Content};
use super::scan::{FileId, Scan, Scanner};
use super::settle::Settler;
use super::wake::Events;
use super::{Change, FileState, Inbox, Keeper, Next, Note, SECOND, Settings, Standing, TICK, Watched, What};
use crate::disk::Disk;
use crate::ingest::names::{self, Verdict};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// While something has been settling for longer than this, a look each tick is no longer worth its cost.
const PATIENT: Duration = Duration::from_secs(15);

/// How often to look then.
const SELDOM: Duration = Duration::from_millis(500);

/// A look may take so large a part of the time at the most: one in so many.
const SHARE_OF_TIME: u32 = 10;

pub struct Desk<'a> {
    pub index: usize,
    settings: Settings,
    disk: Disk,
    inboxes: Vec<Looked<'a>>,
    batch: Batch,
    /// When to look, and how long after the look before.
    next: Duration,
    pace: Duration,
    /// Since when something has been on its way.
    busy_since: Option<Duration>,
    /// A pass that is to be made without a change: since when, and not before when.
    owed: Option<(Duration, Duration)>,
    begun: bool,
    ticked: Duration,
    /// What was last said about events.
    silent: Option<String>,
}

impl<'a> Desk<'a> {
    pub fn new(index: usize, folder: &'a Watched, settings: Settings) -> Desk<'a> {
        let inboxes: Vec<Looked> =
            folder.inboxes.iter().map(|inbox| Looked::new(inbox, folder.quiet)).collect();
        let disk = folder.inboxes.first().map_or(Disk::Local, |inbox| Disk::of(&inbox.root));
        Desk {
            index,
            settings,
            disk,
            inboxes,
            batch: Batch::new(folder.quiet),
            next: Duration::ZERO,
            pace: settings.poll,
            busy_since: None,
            owed: Some((Duration::ZERO, Duration::ZERO)),
            begun: false,
            ticked: Duration::ZERO,
            silent: None,
        }
    }

    /// When something is to be done at the soonest.
    pub fn soonest(&self) -> Duration {
        self.owed.map_or(self.next, |(_, at)| self.next.min(at))
    }

    pub fn looks_at(&self, now: Duration) -> bool {
        now >= self.next
    }

    /// The next look lists everything.
    pub fn forget(&mut self) {
        self.inboxes.iter_mut().for_each(|inbox| inbox.scanner.forget());
    }

    pub fn look(&mut self, now: Duration, keeper: &mut dyn Keeper) {
        let start = Instant::now();
        let mut changed = false;
        let mut notes = Vec::new();
        for (index, inbox) in self.inboxes.iter_mut().enumerate() {
            let found = inbox.look(now, self.begun, &mut notes);
            changed |= !found.is_empty();
            self.batch.add_all(index, found, now);
        }
        // Of a production folder that is gone with its inbox one is said.
        let gone: Vec<PathBuf> =
            self.inboxes.iter().filter(|i| i.gone).map(|i| i.inbox.root.clone()).collect();
        notes.retain(|note| {
            !matches!(note, Note::FolderGone(path) if gone.iter().any(|above| above != path && path.starts_with(above)))
        });
        notes.into_iter().for_each(|note| keeper.note(self.index, note));
        self.set_pace(now, start.elapsed(), changed);
    }

    fn set_pace(&mut self, now: Duration, took: Duration, changed: bool) {
        let busy = !self.batch.is_empty() || self.inboxes.iter().any(|inbox| inbox.settler.is_settling());
        self.busy_since = busy.then(|| self.busy_since.unwrap_or(now));
        let Settings { poll, idle } = self.settings;
        self.pace = match self.busy_since {
            Some(since) if now.saturating_sub(since) < PATIENT => TICK.min(poll),
            Some(_) => SELDOM.min(poll),
            None if self.disk.is_local() && self.silent.is_none() && !self.is_gone() => {
                // Events tell; a look is for those that got lost.
                if changed { poll } else { (self.pace * 2).clamp(poll, idle.max(poll)) }
            }
            None => poll,
        };
        // A share that answers slowly is not asked all the time.
        self.next = now + self.pace.max(took * SHARE_OF_TIME);
    }

    fn is_gone(&self) -> bool {
        self.inboxes.first().is_some_and(|inbox| inbox.gone)
    }

    pub fn take_returned(&mut self) -> bool {
        self.inboxes.iter_mut().fold(false, |any, inbox| std::mem::take(&mut inbox.returned) | any)
    }

    /// Says when events have stopped, and when they are back.
    pub fn hear(&mut self, events: &Events, keeper: &mut dyn Keeper) {
        let silent = events.silent.get(&self.index);
        if silent == self.silent.as_ref() {
            return;
        }
        self.silent = silent.cloned();
        self.next = Duration::ZERO;
        keeper.note(
            self.index,
            match silent {
                Some(why) => Note::NoEvents(why.clone(), self.settings.poll),
                None => Note::EventsBack,
            },
        );
    }

    pub fn is_due(&self, now: Duration) -> bool {
        let fresh = self.inboxes.iter().any(|inbox| inbox.settler.is_fresh(now));
        self.batch.due(now, fresh) || self.owed.is_some_and(|(_, at)| now >= at)
    }

    /// Since when the pass that is due has been waiting.
    pub fn waits_since(&self) -> Duration {
        self.batch.since().into_iter().chain(self.owed.map(|(since, _)| since)).min().unwrap_or_default()
    }

    pub fn pass(&mut self, now: Duration, keeper: &mut dyn Keeper) {
        self.begun = true;
        let owed = self.owed.take();
        let changes: Vec<Change> = self.batch.take();
        let held = self.inboxes.iter().enumerate().flat_map(|(index, inbox)| {
            inbox.settler.restless().map(move |(path, _)| (index, path.to_path_buf()))
        });
        let held: Vec<(usize, PathBuf)> = held.collect();
        if let Next::Again(after) = keeper.pass(self.index, &changes, &held) {
            self.owed = Some((owed.map_or(now, |(since, _)| since), now + after));
        }
    }

    /// A pass is over: what changed meanwhile is seen at once.
    pub fn ended(&mut self, now: Duration) {
        self.next = now;
        if let Some((_, at)) = self.owed.as_mut() {
            *at = (*at).max(now);
        }
    }

    pub fn tick(&mut self, now: Duration, events: &Events, keeper: &mut dyn Keeper) {
        if now.saturating_sub(self.ticked) < SECOND || !self.begun {
            return;
        }
        self.ticked = now;
        for inbox in &mut self.inboxes {
            for (path, why) in inbox.settler.never_settle(now) {
                keeper.note(self.index, Note::NeverSettles(inbox.inbox.root.join(path), why));
            }
        }
        let on_its_way = self.inboxes.iter().enumerate().flat_map(|(index, inbox)| {
            inbox.settler.restless().map(move |(path, state)| (index, path.to_path_buf(), state))
        });
        let waiting =
            self.batch.waiting().map(|(index, path)| (index, path.to_path_buf(), FileState::Waiting));
        let standing = Standing {
            disk: self.disk,
            silent: events.silent.get(&self.index).map(String::as_str),
            gone: self.is_gone(),
            pace: self.pace,
            files: on_its_way.chain(waiting).collect(),
        };
        if keeper.tick(self.index, &standing) {
            self.owed.get_or_insert((now, now));
        }
    }
}

/// An inbox and what is known of it.
struct Looked<'a> {
    inbox: &'a Inbox,
    scanner: Scanner,
    settler: Settler,
    last: Scan,
    /// Which folder it was when it was last seen with something in it: an unmounted share leaves an
    /// empty folder of the same name.
    identity: Option<FileId>,
    gone: bool,
    /// It was not there, and now is: the system's events must be asked for again.
    returned: bool,
    unreadable: Vec<PathBuf>,
}

impl<'a> Looked<'a> {
    fn new(inbox: &'a Inbox, quiet: Duration) -> Self {
        Looked {
            inbox,
            scanner: Scanner::new(&inbox.root, &inbox.skip, &inbox.only),
            settler: Settler::new(quiet),
            last: Scan::default(),
            identity: None,
            gone: false,
            returned: false,
            unreadable: Vec::new(),
        }
    }

    /// What has come to rest; before the first pass (`begun`) everything that is there.
    fn look(&mut self, now: Duration, begun: bool, notes: &mut Vec<Note>) -> Vec<(PathBuf, What)> {
        let Some(fresh) = self.scan(now, notes) else { return Vec::new() };
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
