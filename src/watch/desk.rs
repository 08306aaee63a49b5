//! One production folder, in a thread of its own: what is known of its inboxes, what waits for its pass, and when to look
//! again. A share that hangs stops this thread and no other.

use super::batch::Batch;
use super::bell::Chime;
use super::board::{Board, Doing};
use super::looked::Looked;
use super::turns::Turns;
use super::{Change, FileState, For, Keeper, Next, Note, SECOND, Settings, TICK, Watched};
use crate::disk::Disk;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// While something has been settling for longer than this, a look each tick is no longer worth its cost.
const PATIENT: Duration = Duration::from_secs(15);

/// How often to look then.
const SELDOM: Duration = Duration::from_millis(500);

/// A look may take so large a part of the time at the most: one in so many.
const SHARE_OF_TIME: u32 = 10;

pub struct Desk {
    index: usize,
    settings: Settings,
    keeper: Arc<dyn Keeper>,
    chime: Chime,
    turns: Turns,
    board: Board,
    disk: Disk,
    inboxes: Vec<Looked>,
    batch: Batch,
    /// All times are counted from here.
    start: Instant,
    /// When to look, and how long after the look before.
    next: Duration,
    pace: Duration,
    /// Since when something has been on its way.
    busy_since: Option<Duration>,
    /// A pass that is to be made without a change: since when, and not before when.
    owed: Option<(Duration, Duration)>,
    /// A pass is due, and another folder's is running.
    waits: bool,
    begun: bool,
    told: Duration,
}

impl Desk {
    pub fn new(
        index: usize,
        folder: &Watched,
        settings: Settings,
        start: Instant,
        (chime, board, turns): (Chime, Board, Turns),
        keeper: Arc<dyn Keeper>,
    ) -> Desk {
        Desk {
            index,
            settings,
            keeper,
            chime,
            turns,
            board,
            disk: folder.disk(),
            inboxes: folder.inboxes.iter().map(|inbox| Looked::new(inbox.clone(), folder.quiet)).collect(),
            batch: Batch::new(folder.quiet),
            start,
            next: Duration::ZERO,
            pace: settings.poll,
            busy_since: None,
            owed: Some((Duration::ZERO, Duration::ZERO)),
            waits: false,
            begun: false,
            told: Duration::ZERO,
        }
    }

    /// Looks and makes passes until the chime says that it is over.
    pub fn work(mut self) {
        let mut last: Option<Instant> = None;
        loop {
            self.show();
            let rest = self.soonest().saturating_sub(self.now());
            self.board.enter(Doing::Rest, rest + self.settings.hangs);
            let rung = self.chime.wait(rest);
            if rung.stop {
                return;
            }
            // A large copy sends events by the thousand; one look a tick is enough.
            if let Some(last) = last {
                std::thread::sleep(TICK.saturating_sub(last.elapsed()));
            }
            last = Some(Instant::now());
            let now = self.now();
            if rung.pass {
                self.owed.get_or_insert((now, now));
            }
            if rung.all {
                // The next look lists everything.
                self.inboxes.iter_mut().for_each(|inbox| inbox.scanner.forget());
            }
            if rung.look || rung.all || now >= self.next {
                self.look(now);
            }
            self.pass_if_due();
            self.tell_of_the_restless();
        }
    }

    fn now(&self) -> Duration {
        self.start.elapsed()
    }

    /// When something is to be done at the soonest.
    fn soonest(&self) -> Duration {
        if self.waits {
            // It asks again, so that it keeps its place.
            return self.next.min(self.now() + SECOND);
        }
        self.owed.map_or(self.next, |(_, at)| self.next.min(at))
    }

    fn look(&mut self, now: Duration) {
        self.board.enter(Doing::Look, self.settings.hangs);
        let mut changed = false;
        let mut notes = Vec::new();
        for (index, inbox) in self.inboxes.iter_mut().enumerate() {
            let found = inbox.look(now, self.begun, &mut notes);
            changed |= !found.is_empty();
            self.batch.add_all(index, found, now);
            if std::mem::take(&mut inbox.returned) {
                self.board.returned();
            }
        }
        // Of a production folder that is gone with its inbox one is said.
        let gone: Vec<PathBuf> =
            self.inboxes.iter().filter(|i| i.gone).map(|i| i.inbox.root.clone()).collect();
        notes.retain(|note| {
            !matches!(note, Note::FolderGone(path) if gone.iter().any(|above| above != path && path.starts_with(above)))
        });
        notes.into_iter().for_each(|note| self.keeper.note(self.index, note));
        let took = self.now().saturating_sub(now);
        self.set_pace(now, took, changed);
    }

    fn set_pace(&mut self, now: Duration, took: Duration, changed: bool) {
        let busy = !self.batch.is_empty() || self.inboxes.iter().any(|inbox| inbox.settler.is_settling());
        self.busy_since = busy.then(|| self.busy_since.unwrap_or(now));
        let Settings { poll, idle, .. } = self.settings;
        self.pace = match self.busy_since {
            Some(since) if now.saturating_sub(since) < PATIENT => TICK.min(poll),
            Some(_) => SELDOM.min(poll),
            None if self.disk.is_local() && !self.board.is_silent() && !self.is_gone() => {
                // Events tell; a look is for those that got lost.
                if changed { poll } else { (self.pace * 2).clamp(poll, idle.max(poll)) }
            }
            None => poll,
        };
        // A share that answers slowly is not asked all the time; one that hung, and answers again, at once.
        let slow = if took < self.settings.hangs { took * SHARE_OF_TIME } else { Duration::ZERO };
        self.next = now + self.pace.max(slow);
    }

    fn is_gone(&self) -> bool {
        self.inboxes.first().is_some_and(|inbox| inbox.gone)
    }

    fn is_due(&self, now: Duration) -> bool {
        let fresh = self.inboxes.iter().any(|inbox| inbox.settler.is_fresh(now));
        self.batch.due(now, fresh) || self.owed.is_some_and(|(_, at)| now >= at)
    }

    fn pass_if_due(&mut self) {
        let now = self.now();
        if !self.is_due(now) {
            self.waits = false;
            return;
        }
        // Since when it has been due.
        let since =
            self.batch.since().into_iter().chain(self.owed.map(|(since, _)| since)).min().unwrap_or_default();
        let turn = self.turns.take(self.index, since, &self.chime);
        self.waits = turn.is_none();
        let Some(_turn) = turn else { return };
        self.board.enter(Doing::Pass, self.settings.pass_hangs);
        self.begun = true;
        let owed = self.owed.take();
        let changes: Vec<Change> = self.batch.take();
        let held = self.inboxes.iter().enumerate().flat_map(|(index, inbox)| {
            inbox.settler.restless().map(move |(path, _)| (index, path.to_path_buf()))
        });
        let held: Vec<(usize, PathBuf)> = held.collect();
        let next = self.keeper.pass(self.index, &changes, &held);
        // What changed meanwhile is seen at once.
        let ended = self.now();
        self.next = ended;
        if let Next::Again(after) = next {
            self.owed = Some((owed.map_or(now, |(since, _)| since), ended + after));
        }
    }

    fn tell_of_the_restless(&mut self) {
        let now = self.now();
        if !self.begun || now.saturating_sub(self.told) < SECOND {
            return;
        }
        self.told = now;
        for inbox in &mut self.inboxes {
            for (path, why) in inbox.settler.never_settle(now) {
                self.keeper.note(self.index, Note::NeverSettles(inbox.inbox.root.join(path), why));
            }
        }
    }

    fn show(&self) {
        let on_its_way = self.inboxes.iter().enumerate().flat_map(|(index, inbox)| {
            inbox.settler.restless().map(move |(path, state)| (index, path.to_path_buf(), state))
        });
        let state = FileState::Waiting(if self.waits { For::Turn } else { For::Burst });
        let waiting = self.batch.waiting().map(|(index, path)| (index, path.to_path_buf(), state));
        self.board.show(self.begun, self.is_gone(), self.pace, on_its_way.chain(waiting).collect());
    }
}
