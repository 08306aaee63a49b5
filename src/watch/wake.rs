//! Events of the system, which only ring the bell. Nothing depends on them: they get lost, and a share
//! sends none.

use super::{Bell, Inbox};
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};

/// Events are sent for as long as the watcher lives, of the inboxes that are there. The reason where
/// there will be none, such as a limit of the system.
pub fn start(inboxes: &[Inbox], bell: &Bell) -> Result<RecommendedWatcher, String> {
    let ring = bell.clone();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| match event {
        // Reading is no change; our own scans would ring the bell for ever.
        Ok(event) if matches!(event.kind, EventKind::Access(_)) => {}
        Ok(_) => ring.ring(),
        Err(error) => ring.trouble(error.to_string()),
    })
    .map_err(|error| error.to_string())?;
    for inbox in inboxes.iter().filter(|inbox| inbox.root.is_dir()) {
        watcher.watch(&inbox.root, RecursiveMode::Recursive).map_err(|error| error.to_string())?;
    }
    Ok(watcher)
}
