//! `callboard watch`: the same as `build`, whenever something in an inbox changes.

mod log;
mod office;
mod systemd;

use super::build::state_setting;
use super::{Common, Status};
use crate::disk::{self, Disk};
use crate::folder::Folder;
use crate::pipeline::Hold;
use crate::pipeline::postman::{News, Postman};
use crate::settings;
use crate::watch::{self, Bell, Inbox, Watched};
use anyhow::{Context, Result, bail};
use log::Log;
use office::{Office, Room, Wanted};
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use systemd::Manager;

/// How long a folder may take until it answers at the start.
const PATIENCE: Duration = Duration::from_secs(20);

pub fn run(common: &Common, folders: &[PathBuf]) -> Result<Status> {
    let mut rooms: Vec<Room> = Vec::new();
    for path in folders {
        if !disk::answers(path, PATIENCE) {
            bail!(
                "{} does not answer (a share whose server is gone?); connect it again, or leave it out",
                path.display()
            );
        }
        let folder =
            Folder::open(path, None).with_context(|| format!("{} cannot be opened", path.display()))?;
        if rooms.iter().any(|room| room.folder.root == folder.root) {
            bail!("{} is named twice; name each folder once", path.display());
        }
        let hold = Hold::take(&folder, state_setting(&folder).as_deref())
            .with_context(|| format!("{} cannot be watched", path.display()))?;
        // A share is refused here, before anything runs.
        crate::store::Ledger::open(hold.state())?;
        rooms.push(Room::new(folder, hold));
    }
    let bell = Bell::new();
    bell.on_signals().map_err(anyhow::Error::msg)?;
    let log = Log::new(common, rooms.len() > 1);
    for room in &rooms {
        log.begins(&room.folder, &Disk::of(&room.folder.inbox).to_string());
    }
    let watched: Vec<Watched> = rooms.iter().map(|room| watched(&room.folder, &room.hold)).collect();
    let manager = Manager::of_environment();
    manager.ready(&format!("watching {}", super::build::count(rooms.len(), "production folder")));
    let posts = rooms.iter().map(|room| (room.folder.clone(), room.hold.state().to_path_buf())).collect();
    let wanted = Wanted::default();
    let wants = wanted.clone();
    let postman = Postman::start(posts, move |folder, news| match news {
        News::WantsPass => wants.add(&folder.root),
        news => log.mail(folder, &news),
    })?;
    let office = Arc::new(Office::new(common, log, rooms, manager, wanted)?);
    let keeper: Arc<dyn watch::Keeper> = office.clone();
    watch::run(watched, &watch::Settings::default(), &bell, &keeper)?;
    // A message that is on its way is waited for, for a while.
    drop(postman);
    office.close();
    Ok(Status::Done)
}

/// The inbox, and what else a document is made from: settings, rules and templates. What callboard makes or
/// keeps is not looked at.
fn watched(folder: &Folder, hold: &Hold) -> Watched {
    let own = vec![folder.out.clone(), folder.own(), hold.state().to_path_buf()];
    let live = vec![folder.templates()];
    let mut inboxes =
        vec![Inbox { root: folder.inbox.clone(), skip: own.clone(), only: Vec::new(), live: live.clone() }];
    if folder.inbox != folder.root {
        let files = [folder.settings_file(), folder.headings_file(), folder.pushes()];
        let only = files.into_iter().chain([folder.rules(), folder.templates()]).collect();
        inboxes.push(Inbox { root: folder.root.clone(), skip: own, only, live });
    }
    Watched { inboxes, quiet: quiet(folder) }
}

fn quiet(folder: &Folder) -> Duration {
    let text = fs::read_to_string(folder.settings_file()).unwrap_or_default();
    settings::load(&text, "callboard.toml").0.quiet()
}
