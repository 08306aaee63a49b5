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
use crate::watch::{Change, FileState, Keeper, Next, Note, Standing, What};
use anyhow::Result;
use chrono::NaiveDate;
use chrono_tz::Tz;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
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
    live: LiveFile,
    shown: Live,
    /// The day the last pass worked as of, and whose clock that is.
    day: Option<(NaiveDate, Tz)>,
    clock_went_back: Option<Instant>,
    paused: Option<Fault>,
    tries: u32,
    first: bool,
    /// Changes that no pass has come to its end with.
    unended: Vec<Change>,
}

impl Room {
    pub fn new(folder: Folder, hold: Hold) -> Room {
        let live = LiveFile::new(hold.state());
        let shown = Live { mode: "watching".into(), since: text_now(), ..Live::default() };
        Room {
            folder,
            hold,
            live,
            shown,
            day: None,
            clock_went_back: None,
            paused: None,
            tries: 0,
            first: true,
            unended: Vec::new(),
        }
    }

    fn show(&mut self, mode: &str) {
        let why = self.paused.as_ref().map(Fault::to_string).unwrap_or_default();
        let mode = if why.is_empty() { mode } else { "paused" };
        self.shown.mode = mode.into();
        self.shown.why = why;
        self.live.show(self.shown.clone());
    }

    /// A path below one of the inboxes, as findings name it. Both inboxes lie in the production folder.
    fn relative(&self, inbox: usize, path: &Path) -> String {
        let root = if inbox == 0 { &self.folder.inbox } else { &self.folder.root };
        self.folder.relative(&root.join(path))
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
    manager: Manager,
    engine: Engine,
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
        Ok(Office { log, rooms, manager, engine: Engine::new(&exe), exe, today: common.today, wanted })
    }

    /// The watch has ended, after the pass that was running.
    pub fn close(mut self) {
        self.manager.stopping();
        for room in &mut self.rooms {
            room.shown.files.clear();
            room.show("stopped");
        }
    }

    /// One pass. A panic in it is a fault of ours with which some file has to do: it is caught, and counted against
    /// the files that are new.
    fn build(&mut self, index: usize, options: &Options) -> Option<Result<Built, PassError>> {
        let Office { engine, rooms, exe, .. } = self;
        let room = rooms.get(index)?;
        let built = catch_unwind(AssertUnwindSafe(|| {
            crate::fail::point("pass").map_err(|cause| PassError::Io {
                what: "could not begin in",
                path: room.folder.out.clone(),
                cause,
            })?;
            pipeline::build(engine, &room.folder, &room.hold, options)
        }));
        match built {
            Ok(built) => Some(built),
            Err(_) => {
                *engine = Engine::new(exe);
                None
            }
        }
    }

    fn paused(&mut self, index: usize, fault: Fault) -> Next {
        let Office { log, rooms, .. } = self;
        let Some(room) = rooms.get_mut(index) else { return Next::Done };
        // Once, though each try may come to grief over another file.
        if room.paused.as_ref().is_none_or(|before| before.kind != fault.kind) {
            log.paused(&room.folder, &fault);
        }
        room.paused = Some(fault);
        let wait = FIRST_TRY.saturating_mul(1 << room.tries.min(5)).min(LAST_TRY);
        room.tries = room.tries.saturating_add(1);
        room.show("paused");
        Next::Again(wait)
    }

    fn done(&mut self, index: usize, built: &Built, took: Duration) -> Next {
        let Office { log, rooms, .. } = self;
        let Some(room) = rooms.get_mut(index) else { return Next::Done };
        let went_on = room.paused.take().is_some();
        room.show("watching");
        if went_on {
            log.goes_on(&room.folder);
        }
        room.tries = 0;
        room.unended.clear();
        room.day = Some((built.today, built.zone));
        room.clock_went_back = None;
        log.built(&room.folder, built, took.as_millis());
        if built.again { Next::Again(SECOND_TRY) } else { Next::Done }
    }

    /// A pass that fell over. Files whose content no pass has ended with before are suspects; after two tries they are
    /// set aside. Where there is none, it is not a file's fault.
    fn fell_over(&mut self, index: usize) -> Next {
        let Some(room) = self.rooms.get(index) else { return Next::Done };
        let suspects = suspects(room);
        let counted =
            Ledger::open(room.hold.state()).and_then(|mut ledger| ledger.broke(&suspects, &text_now()));
        let what = match (&counted, suspects.is_empty()) {
            (Err(fault), _) => fault.to_string(),
            (_, true) => "a pass fell over, and no file is new".into(),
            (_, false) => "a pass fell over with the files that are new".into(),
        };
        self.paused(index, Fault::fell_over(what))
    }
}

/// Changed files whose content the last pass did not have.
fn suspects(room: &Room) -> Vec<Broke> {
    let last: BTreeMap<String, String> = store::ledger(room.hold.state())
        .ok()
        .flatten()
        .and_then(|ledger| ledger.files().ok())
        .unwrap_or_default()
        .into_iter()
        .map(|file| (file.path, file.sha256))
        .collect();
    let read = room.unended.iter().filter(|change| change.inbox == 0 && change.what != What::Gone);
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
    fn note(&mut self, folder: usize, note: Note) {
        if let Some(room) = self.rooms.get(folder) {
            self.log.note(&room.folder, &note);
        }
    }

    fn pass(&mut self, index: usize, changes: &[Change], held: &[(usize, PathBuf)]) -> Next {
        let Some(room) = self.rooms.get_mut(index) else { return Next::Done };
        room.unended.extend_from_slice(changes);
        let told = told(changes, room.first);
        self.log.changes(&room.folder, &told);
        let held: BTreeSet<String> = held
            .iter()
            .filter(|(inbox, _)| *inbox == 0)
            .map(|(inbox, path)| room.relative(*inbox, path))
            .collect();
        room.shown.files = changes
            .iter()
            .map(|change| on_its_way(room.relative(change.inbox, &change.path), FileState::Running))
            .collect();
        room.show("running");
        let options = Options { today: self.today, held: Some(held), ..Options::default() };
        self.manager.alive();
        let began = Instant::now();
        let next = match self.build(index, &options) {
            Some(Ok(built)) => self.done(index, &built, began.elapsed()),
            Some(Err(error)) => {
                // What is wrong with settings is more than a sentence.
                if let PassError::Settings(lines) = &error {
                    eprintln!("{lines}");
                }
                self.paused(index, Fault::of(&error))
            }
            None => self.fell_over(index),
        };
        if let Some(room) = self.rooms.get_mut(index) {
            room.first = false;
        }
        self.manager.alive();
        next
    }

    fn tick(&mut self, index: usize, standing: &Standing<'_>) -> bool {
        let Office { log, rooms, today, wanted, .. } = self;
        let Some(room) = rooms.get_mut(index) else { return false };
        room.shown.disk = standing.disk.to_string();
        room.shown.silent = standing.silent.unwrap_or_default().to_owned();
        room.shown.every = format!("{:.1}", standing.pace.as_secs_f64());
        room.shown.files = standing
            .files
            .iter()
            .map(|(inbox, path, state)| on_its_way(room.relative(*inbox, path), *state))
            .collect();
        room.show(if standing.gone { "gone" } else { "watching" });
        wanted.take(&room.folder.root) || (today.is_none() && is_another_day(room, log))
    }

    fn alive(&mut self) {
        self.manager.alive();
    }
}

fn on_its_way(file: String, state: FileState) -> OnItsWay {
    OnItsWay { file, state: state.word().into(), why: state.to_string() }
}

/// Whether the production's day is another than the last pass worked as of. A clock that goes back may go forward
/// again in a moment, and must not make documents of a day that is over.
fn is_another_day(room: &mut Room, log: &Log) -> bool {
    let Some((day, zone)) = room.day else { return false };
    let today = now::now().with_timezone(&zone).date_naive();
    if today >= day {
        room.clock_went_back = None;
        return today > day;
    }
    let since = *room.clock_went_back.get_or_insert_with(|| {
        log.say(
            &room.folder,
            &format!(
                "the clock went back from {day} to {today}; documents stay as they are unless it stays there"
            ),
        );
        Instant::now()
    });
    since.elapsed() >= BELIEVED
}
