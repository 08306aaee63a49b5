//! A folder's thread as the watch sees it: whether it lives, whether it hangs, and what there is to say of it once a second.

use super::bell::Chime;
use super::board::{Board, Doing, Shown};
use super::desk::Desk;
use super::turns::Turns;
use super::{Keeper, Note, Settings, Standing, Watched};
use crate::disk::Disk;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread::{Builder, JoinHandle};
use std::time::Instant;

pub(super) struct Thread {
    index: usize,
    root: PathBuf,
    disk: Disk,
    settings: Settings,
    chime: Chime,
    board: Board,
    thread: Option<JoinHandle<()>>,
    /// What was said when it began to hang.
    hangs: Option<Note>,
}

impl Thread {
    pub fn start(
        index: usize,
        folder: Watched,
        settings: Settings,
        start: Instant,
        (chime, turns): (Chime, Turns),
        keeper: Arc<dyn Keeper>,
    ) -> io::Result<Thread> {
        let board = Board::new(settings.poll, settings.hangs);
        let root = folder.inboxes.first().map(|inbox| inbox.root.clone()).unwrap_or_default();
        let disk = folder.disk();
        let own = (chime.clone(), board.clone(), turns);
        let work = move || Desk::new(index, &folder, settings, start, own, keeper).work();
        let thread = Some(Builder::new().name(format!("folder {index}")).spawn(work)?);
        Ok(Thread { index, root, disk, settings, chime, board, thread, hangs: None })
    }

    /// A panic outside a pass is no file's fault: it ends the watch, as it would end any program.
    pub fn must_live(&mut self) {
        if let Some(thread) = self.thread.take_if(|thread| thread.is_finished())
            && let Err(panic) = thread.join()
        {
            std::panic::resume_unwind(panic);
        }
    }

    pub fn take_returned(&self) -> bool {
        self.board.take_returned()
    }

    /// Says when events have stopped, and when they are back.
    pub fn hear(&self, silent: Option<&String>, keeper: &dyn Keeper) {
        if !self.board.set_silent(silent) {
            return;
        }
        self.chime.ring(|rung| rung.look = true);
        keeper.note(
            self.index,
            match silent {
                Some(why) => Note::NoEvents(why.clone(), self.settings.poll),
                None => Note::EventsBack,
            },
        );
    }

    /// Comes once a second.
    pub fn tick(&mut self, keeper: &dyn Keeper) {
        let shown = self.board.read();
        self.say_whether_it_hangs(&shown, keeper);
        // A pass that runs shows itself.
        let at_rest = shown.begun && shown.doing != Doing::Pass;
        if !at_rest && self.hangs.is_none() {
            return;
        }
        let standing = Standing {
            disk: self.disk,
            silent: shown.silent.as_deref(),
            gone: shown.gone,
            hangs: self.hangs.as_ref(),
            pace: shown.pace,
            files: shown.files,
        };
        if keeper.tick(self.index, &standing) {
            self.chime.ring(|rung| rung.pass = true);
        }
    }

    fn say_whether_it_hangs(&mut self, shown: &Shown, keeper: &dyn Keeper) {
        let hangs = Instant::now() > shown.by;
        if hangs == self.hangs.is_some() {
            return;
        }
        let note = match hangs {
            true => Note::Hangs(self.root.clone(), shown.doing),
            false => Note::Answers(self.root.clone()),
        };
        self.hangs = hangs.then(|| note.clone());
        keeper.note(self.index, note);
    }

    pub fn hangs(&self) -> bool {
        self.hangs.is_some()
    }

    pub fn stop(&self) {
        self.chime.ring(|rung| rung.stop = true);
    }

    /// Whether it is to be waited for at the end: a pass comes to its end, a look that hangs may not.
    pub fn is_waited_for(&self, since: Instant) -> bool {
        let Some(thread) = &self.thread else { return false };
        let shown = self.board.read();
        let in_time = match shown.doing {
            Doing::Pass => Instant::now() <= shown.by,
            Doing::Look | Doing::Rest => since.elapsed() < self.settings.goodbye,
        };
        !thread.is_finished() && in_time
    }
}
