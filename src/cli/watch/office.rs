//! What is done with what the watch finds: passes, pauses where the machine fails, and what has a time of its own.

use super::log::{Log, told};
use super::systemd::Manager;
use crate::cli::Common;
use crate::digest::sha256_hex;
use crate::folder::Folder;
use crate::ingest::names::{self, Verdict};
use crate::now;
use crate::pipeline::{
    self, Built, Engine, Fault, Hold, Live, LiveFile, OnItsWay, Options, PassError, text_now,
};
use crate::store::poison::Broke;
use crate::store::{self, Ledger};
use crate::watch::{Change, FileState, For, Keeper, Next, Note, Standing, What};
use anyhow::Result;
use chrono::NaiveDate;
use chrono_tz::Tz;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// After a fault of the machine it is tried again after so long, and then after twice as long each time.
const FIRST_TRY: Duration = Duration::from_secs(2);
const LAST_TRY: Duration = Duration::from_secs(60);

/// How long until a file that broke its reader has its second try.
const SECOND_TRY: Duration = Duration::from_secs(10);

/// A clock that goes back is believed when it has stayed there for so long.
const BELIEVED: Duration = Duration::from_secs(60);

/// A production folder held for as long as the program runs.
pub struct Room {
    pub folder: Folder,
    pub hold: Hold,
    now: Mutex<Now>,
}

/// How a room stands. Its lock is never kept while a pass runs, nor while anything else touches the folder: both may hang.
struct Now {
    live: LiveFile,
    shown: Live,
    /// The day the last pass worked as of, and whose clock that is.
    day: Option<(NaiveDate, Tz)>,
    clock_went_back: Option<Instant>,
    paused: Option<Fault>,
    tries: u32,
    first: bool,
    passing: bool,
    /// Changes that no pass has come to its end with.
    unended: Vec<Change>,
}

impl Room {
    pub fn new(folder: Folder, hold: Hold) -> Room {
        let live = LiveFile::new(hold.state());
        let shown = Live { mode: "watching".into(), since: text_now(), ..Live::default() };
        let now = Now {
            live,
            shown,
            day: None,
            clock_went_back: None,
            paused: None,
            tries: 0,
            first: true,
            passing: false,
            unended: Vec::new(),
        };
        Room { folder, hold, now: Mutex::new(now) }
    }

    fn now(&self) -> MutexGuard<'_, Now> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A path below one of the inboxes, as findings name it. Both inboxes lie in the production folder.
    fn relative(&self, inbox: usize, path: &Path) -> String {
        let root = if inbox == 0 { &self.folder.inbox } else { &self.folder.root };
        self.folder.relative(&root.join(path))
    }
}

impl Now {
    fn show(&mut self, mode: &str) {
        self.shown.why = self.paused.as_ref().map(Fault::to_string).unwrap_or_default();
        self.shown.mode = if self.paused.is_none() { mode } else { "paused" }.into();
        self.live.show(self.shown.clone());
    }

    /// Nothing comes from the folder, not even a fault of a pass.
    fn show_because(&mut self, mode: &str, why: &Note) {
        self.shown.mode = mode.into();
        self.shown.why = why.to_string();
        self.live.show(self.shown.clone());
    }
}

/// Folders for which the mail wants a pass.
#[derive(Clone, Default)]
pub struct Wanted(Arc<Mutex<BTreeSet<PathBuf>>>);

impl Wanted {
    pub fn add(&self, root: &Path) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(root.to_path_buf());
    }

    fn take(&self, root: &Path) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(root)
    }
}

pub struct Office {
    log: Log,
    rooms: Vec<Room>,
    manager: Mutex<Manager>,
    /// What passes work with. One after the other they all take the same; a pass that hangs keeps its own.
    engines: Mutex<Vec<Engine>>,
    exe: PathBuf,
    today: Option<NaiveDate>,
    wanted: Wanted,
}

impl Office {
    pub fn new(
        common: &Common,
        log: Log,
        rooms: Vec<Room>,
        manager: Manager,
        wanted: Wanted,
    ) -> Result<Office> {
        let exe = std::env::current_exe()?;
        let (manager, engines) = (Mutex::new(manager), Mutex::default());
        Ok(Office { log, rooms, manager, engines, exe, today: common.today, wanted })
    }

    fn manager(&self) -> MutexGuard<'_, Manager> {
        self.manager.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn engines(&self) -> MutexGuard<'_, Vec<Engine>> {
        self.engines.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The watch has ended, after the passes that were running.
    pub fn close(&self) {
        self.manager().stopping();
        for room in &self.rooms {
            let mut now = room.now();
            now.shown.files.clear();
            now.show("stopped");
        }
    }

    /// One pass. A panic in it is a fault of ours with which some file has to do: it is caught, and counted against
    /// the files that are new.
    fn build(&self, room: &Room, options: &Options) -> Option<Result<Built, PassError>> {
        let free = self.engines().pop();
        let mut engine = free.unwrap_or_else(|| Engine::new(&self.exe));
        let built = catch_unwind(AssertUnwindSafe(|| {
            crate::fail::point_at("pass", &room.folder.root).map_err(|cause| PassError::Io {
                what: "could not begin in",
                path: room.folder.out.clone(),
                cause,
            })?;
            pipeline::build(&mut engine, &room.folder, &room.hold, options)
        }));
        let built = built.ok()?;
        self.engines().push(engine);
        Some(built)
    }

    fn paused(&self, room: &Room, fault: Fault) -> Next {
        let mut now = room.now();
        // Once, though each try may come to grief over another file.
        if now.paused.as_ref().is_none_or(|before| before.kind != fault.kind) {
            self.log.paused(&room.folder, &fault);
        }
        now.paused = Some(fault);
        let wait = FIRST_TRY.saturating_mul(1 << now.tries.min(5)).min(LAST_TRY);
        now.tries = now.tries.saturating_add(1);
        now.show("paused");
        Next::Again(wait)
    }

    fn done(&self, room: &Room, built: &Built, took: Duration) -> Next {
        let mut now = room.now();
        let went_on = now.paused.take().is_some();
        now.shown.files.clear();
        now.show("watching");
        if went_on {
            self.log.goes_on(&room.folder);
        }
        now.tries = 0;
        now.unended.clear();
        now.day = Some((built.today, built.zone));
        now.clock_went_back = None;
        self.log.built(&room.folder, built, took.as_millis());
        if built.again { Next::Again(SECOND_TRY) } else { Next::Done }
    }

    /// A pass that fell over. Files whose content no pass has ended with before are suspects; after two tries they are
    /// set aside. Where there is none, it is not a file's fault.
    fn fell_over(&self, room: &Room) -> Next {
        let unended = room.now().unended.clone();
        let suspects = suspects(room, &unended);
        let counted =
            Ledger::open(room.hold.state()).and_then(|mut ledger| ledger.broke(&suspects, &text_now()));
        let what = match (&counted, suspects.is_empty()) {
            (Err(fault), _) => fault.to_string(),
            (_, true) => "a pass fell over, and no file is new".into(),
            (_, false) => "a pass fell over with the files that are new".into(),
        };
        self.paused(room, Fault::fell_over(what))
    }
}

/// Changed files whose content the last pass did not have.
fn suspects(room: &Room, unended: &[Change]) -> Vec<Broke> {
    let last: BTreeMap<String, String> = store::ledger(room.hold.state())
        .ok()
        .flatten()
        .and_then(|ledger| ledger.files().ok())
        .unwrap_or_default()
        .into_iter()
        .map(|file| (file.path, file.sha256))
        .collect();
    let read = unended.iter().filter(|change| change.inbox == 0 && change.what != What::Gone);
    read.filter(|change| names::judge(&change.path.to_string_lossy()) == Verdict::Read)
        .filter_map(|change| {
            let file = room.relative(change.inbox, &change.path);
            let sha256 = sha256_hex(&fs::read(room.folder.root.join(&file)).ok()?);
            let new = last.get(&file) != Some(&sha256);
            new.then(|| Broke { sha256, file, why: "A pass fell over with it.".into() })
        })
        .collect()
}

impl Keeper for Office {
    fn note(&self, folder: usize, note: Note) {
        if let Some(room) = self.rooms.get(folder) {
            self.log.note(&room.folder, &note);
        }
    }

    fn pass(&self, index: usize, changes: &[Change], held: &[(usize, PathBuf)]) -> Next {
        let Some(room) = self.rooms.get(index) else { return Next::Done };
        let held: BTreeSet<String> = held
            .iter()
            .filter(|(inbox, _)| *inbox == 0)
            .map(|(inbox, path)| room.relative(*inbox, path))
            .collect();
        {
            let mut now = room.now();
            now.passing = true;
            now.unended.extend_from_slice(changes);
            self.log.changes(&room.folder, &told(changes, now.first));
            now.shown.files = on_their_way(room, &now.unended, FileState::Running);
            now.show("running");
        }
        let options = Options { today: self.today, held: Some(held), ..Options::default() };
        let began = Instant::now();
        let next = match self.build(room, &options) {
            Some(Ok(built)) => self.done(room, &built, began.elapsed()),
            Some(Err(error)) => {
                // What is wrong with settings is more than a sentence.
                if let PassError::Settings(lines) = &error {
                    eprintln!("{lines}");
                }
                self.paused(room, Fault::of(&error))
            }
            None => self.fell_over(room),
        };
        let mut now = room.now();
        (now.first, now.passing) = (false, false);
        next
    }

    fn tick(&self, index: usize, standing: &Standing<'_>) -> bool {
        let Some(room) = self.rooms.get(index) else { return false };
        let mut now = room.now();
        // It may have begun this very moment.
        if now.passing && standing.hangs.is_none() {
            return false;
        }
        now.shown.disk = standing.disk.to_string();
        now.shown.silent = standing.silent.unwrap_or_default().to_owned();
        now.shown.every = format!("{:.1}", standing.pace.as_secs_f64());
        // What a pass that did not come to its end was made for waits for the next one.
        now.shown.files = on_their_way(room, &now.unended, FileState::Waiting(For::Mending));
        let coming = standing.files.iter().map(|(inbox, path, state)| (room.relative(*inbox, path), *state));
        for (file, state) in coming {
            now.shown.files.retain(|known| known.file != file);
            now.shown.files.push(on_its_way(file, state));
        }
        match standing.hangs {
            Some(why) => {
                now.show_because("hanging", why);
                return false;
            }
            None if standing.gone => {
                now.show_because("gone", &Note::FolderGone(room.folder.inbox.clone()));
            }
            None => now.show("watching"),
        }
        self.wanted.take(&room.folder.root)
            || (self.today.is_none() && is_another_day(&room.folder, &mut now, &self.log))
    }

    fn alive(&self) {
        self.manager().alive();
    }
}

fn on_its_way(file: String, state: FileState) -> OnItsWay {
    OnItsWay { file, state: state.word().into(), why: state.to_string() }
}

/// Each file once, in the order of their names.
fn on_their_way(room: &Room, changes: &[Change], state: FileState) -> Vec<OnItsWay> {
    let files: BTreeSet<String> =
        changes.iter().map(|change| room.relative(change.inbox, &change.path)).collect();
    files.into_iter().map(|file| on_its_way(file, state)).collect()
}

/// Whether the production's day is another than the last pass worked as of. A clock that goes back may go forward
/// again in a moment, and must not make documents of a day that is over.
fn is_another_day(folder: &Folder, room: &mut Now, log: &Log) -> bool {
    let Some((day, zone)) = room.day else { return false };
    let today = now::now().with_timezone(&zone).date_naive();
    if today >= day {
        room.clock_went_back = None;
        return today > day;
    }
    let since = *room.clock_went_back.get_or_insert_with(|| {
        log.say(
            folder,
            &format!(
                "the clock went back from {day} to {today}; documents stay as they are unless it stays there"
            ),
        );
        Instant::now()
    });
    since.elapsed() >= BELIEVED
}
