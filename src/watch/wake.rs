//! Events of the system, which only ring the chimes of the folders. Nothing depends on them: they get lost, and a share
//! sends none; it is not even asked for them, for one that hangs would keep the events of all the others to itself.

use super::Watched;
use super::bell::Chime;
use crate::fail;
use notify::{ErrorKind, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

/// Sends events for as long as it lives.
pub(super) struct Events {
    watcher: Option<RecommendedWatcher>,
    /// Why folders send none, by their number.
    pub silent: BTreeMap<usize, String>,
    /// No more events will come, for this reason.
    trouble: Arc<Mutex<Option<String>>>,
}

impl Events {
    pub fn start(folders: &[Watched], chimes: &[Chime]) -> Events {
        let (ring, places) = (chimes.to_vec(), Places::of(folders));
        let trouble: Arc<Mutex<Option<String>>> = Arc::default();
        let troubled = trouble.clone();
        let look = |chime: &Chime| chime.ring(|rung| rung.look = true);
        let all = |chime: &Chime| chime.ring(|rung| rung.all = true);
        let watcher = notify::recommended_watcher(move |event: notify::Result<Event>| match event {
            // Reading is no change; our own scans would ring for ever.
            Ok(event) if matches!(event.kind, EventKind::Access(_)) => {}
            Ok(event) if event.need_rescan() => ring.iter().for_each(all),
            Ok(event) => {
                let folders = event.paths.iter().filter_map(|path| places.folder_of(path));
                folders.filter_map(|folder| ring.get(folder)).for_each(look);
            }
            Err(error) => {
                troubled.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(words(&error));
                ring.iter().for_each(all);
            }
        });
        let mut events = Events { watcher: None, silent: BTreeMap::new(), trouble };
        match watcher {
            Ok(watcher) => events.watcher = Some(watcher),
            Err(error) => {
                events.silence(folders, &words(&error));
                return events;
            }
        }
        for (index, folder) in folders.iter().enumerate() {
            events.listen(index, folder);
        }
        events
    }

    fn silence(&mut self, folders: &[Watched], why: &str) {
        let local = folders.iter().enumerate().filter(|(_, folder)| folder.disk().is_local());
        self.silent = local.map(|(index, _)| (index, why.to_owned())).collect();
    }

    /// Where the system has stopped sending events: why, for every folder.
    pub fn notice_trouble(&mut self, folders: &[Watched]) {
        let trouble = self.trouble.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(why) = trouble {
            self.watcher = None;
            self.silence(folders, &why);
        }
    }

    /// Begins anew where the system has stopped sending events.
    pub fn revive(&mut self, folders: &[Watched], chimes: &[Chime]) {
        if self.watcher.is_none() {
            *self = Events::start(folders, chimes);
        }
    }

    /// Asks for events of one folder, again where it was not there before or its limit was reached.
    pub fn listen(&mut self, index: usize, folder: &Watched) {
        if !folder.disk().is_local() {
            return;
        }
        let Some(watcher) = self.watcher.as_mut() else { return };
        self.silent.remove(&index);
        let mut wanted: Vec<(PathBuf, RecursiveMode)> = Vec::new();
        for inbox in &folder.inboxes {
            if inbox.only.is_empty() {
                wanted.push((inbox.root.clone(), RecursiveMode::Recursive));
            } else {
                wanted.push((inbox.root.clone(), RecursiveMode::NonRecursive));
                let below = inbox.only.iter().filter(|path| path.is_dir());
                wanted.extend(below.map(|path| (path.clone(), RecursiveMode::Recursive)));
            }
        }
        for (path, mode) in wanted.iter().filter(|(path, _)| path.is_dir()) {
            let asked = fail::point_at("events", path)
                .map_err(notify::Error::io)
                .and_then(|()| watcher.watch(path, *mode));
            if let Err(error) = asked {
                self.silent.insert(index, words(&error));
            }
        }
    }
}

/// The system's words say nothing of what its limits are called.
fn words(error: &notify::Error) -> String {
    // EMFILE of inotify_init(2): no more instances for this user.
    const TOO_MANY: Option<i32> = Some(24);
    let limit = match &error.kind {
        ErrorKind::MaxFilesWatch => Some("watches"),
        ErrorKind::Io(cause) if cause.kind() == std::io::ErrorKind::StorageFull => Some("watches"),
        ErrorKind::Io(cause) if cfg!(target_os = "linux") && cause.raw_os_error() == TOO_MANY => {
            Some("instances")
        }
        _ => None,
    };
    match limit {
        Some(which) => {
            format!("the system's limit of watched folders is reached; raise fs.inotify.max_user_{which}")
        }
        None => error.to_string(),
    }
}

/// Which folder a path belongs to.
struct Places(Vec<(usize, PathBuf, Vec<PathBuf>)>);

impl Places {
    fn of(folders: &[Watched]) -> Places {
        let each = folders.iter().enumerate().flat_map(|(index, folder)| {
            folder.inboxes.iter().map(move |inbox| (index, inbox.root.clone(), inbox.skip.clone()))
        });
        Places(each.collect())
    }

    /// None for what callboard itself makes or keeps there.
    fn folder_of(&self, path: &std::path::Path) -> Option<usize> {
        let found = self
            .0
            .iter()
            .find(|(_, root, skip)| path.starts_with(root) && !skip.iter().any(|own| path.starts_with(own)));
        found.map(|(index, ..)| *index)
    }
}
