//! `callboard watch`: the same as `build`, whenever something in an inbox changes.

use super::build::{say, state_setting};
use super::output::Voice;
use super::{Common, Status};
use crate::folder::Folder;
use crate::pipeline::{self, Engine, Hold, Options};
use crate::settings;
use crate::watch::{self, Bell, Change, Inbox};
use anyhow::{Context, Result};
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::time::Duration;

/// A production folder held for as long as the program runs.
struct Watched {
    folder: Folder,
    hold: Hold,
}

pub fn run(common: &Common, folders: &[PathBuf]) -> Result<Status> {
    let voice = Voice::new(common);
    let mut watched = Vec::new();
    for path in folders {
        let folder =
            Folder::open(path, None).with_context(|| format!("{} cannot be opened", path.display()))?;
        let hold = Hold::take(&folder, state_setting(&folder).as_deref())?;
        watched.push(Watched { folder, hold });
    }
    let bell = Bell::new();
    bell.on_signals().map_err(anyhow::Error::msg)?;
    let mut engine = Engine::new(&std::env::current_exe()?);
    let options = Options { today: common.today, ..Options::default() };
    let inboxes: Vec<Inbox> = watched.iter().map(|w| inbox(&w.folder)).collect();
    let timing = watch::Settings { quiet: quiet(&watched), ..watch::Settings::default() };
    for w in &watched {
        voice.result(&format!("Watching {}. Ctrl-C stops.", w.folder.inbox.display()));
    }
    let note = |note: watch::Note| eprintln!("callboard: {note}");
    watch::run(&inboxes, &timing, &bell, note, |changes| {
        for index in touched(changes, watched.len()) {
            if let Some(w) = watched.get(index) {
                pass(voice, &mut engine, w, &options, changes, index);
            }
        }
    });
    Ok(Status::Done)
}

/// Which folders a batch touches; the first batch may be empty and still means all.
fn touched(changes: &[Change], folders: usize) -> BTreeSet<usize> {
    if changes.is_empty() {
        return (0..folders).collect();
    }
    changes.iter().map(|change| change.inbox).collect()
}

/// One pass. What goes wrong is said, and the watch goes on: the next change tries again.
fn pass(
    voice: Voice,
    engine: &mut Engine,
    watched: &Watched,
    options: &Options,
    changes: &[Change],
    index: usize,
) {
    for change in changes.iter().filter(|c| c.inbox == index) {
        voice.result(&format!("{:?}: {}", change.what, change.path.display()));
    }
    match pipeline::build(engine, &watched.folder, &watched.hold, options) {
        Ok(built) => {
            voice.problems(&built.report.problems);
            say(voice, &watched.folder, &built);
        }
        Err(error) => eprintln!("callboard: {}: {error}", watched.folder.root.display()),
    }
}

/// Where the production folder itself is the inbox, what callboard keeps in it is not looked at.
fn inbox(folder: &Folder) -> Inbox {
    let own = [folder.out.clone(), folder.root.join(".callboard"), folder.rules(), folder.templates()];
    Inbox { root: folder.inbox.clone(), skip: own.to_vec() }
}

/// One time for all folders: the longest any of them asks for.
fn quiet(watched: &[Watched]) -> Duration {
    let of = |w: &Watched| {
        let text = fs::read_to_string(w.folder.settings_file()).unwrap_or_default();
        settings::load(&text, "callboard.toml").0.quiet()
    };
    watched.iter().map(of).max().unwrap_or(Duration::from_secs(2))
}
