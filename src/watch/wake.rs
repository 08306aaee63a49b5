//! Events of the system, which only ring the bell. Nothing depends on them: they get lost, and a share
//! sends none.

use super::{Bell, Watched};
use crate::fail;
use notify::{ErrorKind, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Sends events for as long as it lives.
pub struct Events {
    pub watcher: Option<RecommendedWatcher>,
    /// Why folders send none, by their number.
    pub silent: BTreeMap<usize, String>,
}

impl Events {
    pub fn start(folders: &[Watched], bell: &Bell) -> Events {
        let (ring, places) = (bell.clone(), Places::of(folders));
        let watcher = notify::recommended_watcher(move |event: notify::Result<Event>| match event {
            // Reading is no change; our own scans would ring the bell for ever.
            Ok(event) if matches!(event.kind, EventKind::Access(_)) => {}
            Ok(event) if event.need_rescan() => ring.ring_all(),
            Ok(event) => {
                event.paths.iter().filter_map(|path| places.folder_of(path)).for_each(|f| ring.ring(f))
            }
            Err(error) => ring.trouble(words(&error)),
        });
        let mut events = Events { watcher: None, silent: BTreeMap::new() };
        match watcher {
            Ok(watcher) => events.watcher = Some(watcher),
            Err(error) => {
                events.silent = (0..folders.len()).map(|folder| (folder, words(&error))).collect();
                return events;
            }
        }
        for (index, folder) in folders.iter().enumerate() {
            events.listen(index, folder);
        }
        events
    }

    pub fn is_alive(&self) -> bool {
        self.watcher.is_some()
    }

    /// Asks for events of one folder, again where it was not there before or its limit was reached.
    pub fn listen(&mut self, index: usize, folder: &Watched) {
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
            let asked =
                fail::point("events").map_err(notify::Error::io).and_then(|()| watcher.watch(path, *mode));
            if let Err(error) = asked {
                self.silent.insert(index, words(&error));
            }
        }
    }
}

/// The system's words say nothing of what its limit is called.
fn words(error: &notify::Error) -> String {
    let full = match &error.kind {
        ErrorKind::MaxFilesWatch => true,
        ErrorKind::Io(cause) => cause.kind() == std::io::ErrorKind::StorageFull,
        _ => false,
    };
    if full {
        "the system's limit of watched folders is reached; raise fs.inotify.max_user_watches".into()
    } else {
        error.to_string()
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
