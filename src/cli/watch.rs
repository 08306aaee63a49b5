//! `callboard watch`: the same as `build`, whenever something in an inbox changes.

use super::build::{say, state_setting};
use super::output::Voice;
use super::{Common, Status};
use crate::folder::Folder;
use crate::pipeline::{self, Engine, Hold, Options};
use crate::settings;
use crate::watch::{self, Bell, Change, Inbox, What};
use anyhow::{Context, Result};
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
    let looked_at: Vec<(usize, Inbox)> = watched
        .iter()
        .enumerate()
        .flat_map(|(index, w)| inboxes(&w.folder).map(move |i| (index, i)))
        .collect();
    let (owners, inboxes): (Vec<usize>, Vec<Inbox>) = looked_at.into_iter().unzip();
    let timing = watch::Settings { quiet: quiet(&watched), ..watch::Settings::default() };
    for w in &watched {
        voice.result(&format!("Watching {}. Ctrl-C stops.", w.folder.inbox.display()));
    }
    let note = |note: watch::Note| eprintln!("callboard: {note}");
    let mut first = true;
    watch::run(&inboxes, &timing, &bell, note, |changes| {
        for (index, w) in watched.iter().enumerate() {
            let own: Vec<&Change> = changes.iter().filter(|c| owners.get(c.inbox) == Some(&index)).collect();
            // The first look makes what is not there yet, also where nothing lies in the inbox.
            if first || !own.is_empty() {
                pass(voice, &mut engine, w, &options, &own);
            }
        }
        first = false;
    });
    Ok(Status::Done)
}

/// One pass. What goes wrong is said, and the watch goes on: the next change tries again.
fn pass(voice: Voice, engine: &mut Engine, watched: &Watched, options: &Options, changes: &[&Change]) {
    for change in changes {
        let what = match change.what {
            What::Appeared => "New",
            What::Changed => "Changed",
            What::Gone => "Gone",
        };
        voice.result(&format!("{what}: {}", change.path.display()));
    }
    match pipeline::build(engine, &watched.folder, &watched.hold, options) {
        Ok(built) => {
            voice.problems(&built.report.problems);
            say(voice, &watched.folder, &built);
        }
        Err(error) => eprintln!("callboard: {}: {error}", watched.folder.root.display()),
    }
}

/// The inbox, and what else a document is made from: settings, rules and templates. What callboard makes or
/// keeps is not looked at.
fn inboxes(folder: &Folder) -> impl Iterator<Item = Inbox> {
    let own = vec![folder.out.clone(), folder.root.join(".callboard")];
    let beside = (folder.inbox != folder.root).then(|| Inbox {
        root: folder.root.clone(),
        skip: own.iter().chain([&folder.inbox]).cloned().collect(),
    });
    std::iter::once(Inbox { root: folder.inbox.clone(), skip: own }).chain(beside)
}

/// One time for all folders: the longest any of them asks for.
fn quiet(watched: &[Watched]) -> Duration {
    let of = |w: &Watched| {
        let text = fs::read_to_string(w.folder.settings_file()).unwrap_or_default();
        settings::load(&text, "callboard.toml").0.quiet()
    };
    watched.iter().map(of).max().unwrap_or(Duration::from_secs(2))
}
