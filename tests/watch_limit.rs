//! The system's limit of watched folders is reached: the folder is looked through instead, that is said with the remedy, and
//! when the limit is raised events are used again. A file of its own, for the failpoint is the whole process's.

use callboard::watch::{self, Bell, Change, Inbox, Keeper, Next, Note, Settings, Standing, Watched};
use std::fs;
use std::path::PathBuf;
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

struct Told {
    notes: Sender<Note>,
    batches: Sender<usize>,
    silent: Arc<Mutex<Option<String>>>,
}

impl Keeper for Told {
    fn note(&self, _: usize, note: Note) {
        self.notes.send(note).unwrap();
    }

    fn pass(&self, _: usize, changes: &[Change], _: &[(usize, PathBuf)]) -> Next {
        self.batches.send(changes.len()).unwrap();
        Next::Done
    }

    fn tick(&self, _: usize, standing: &Standing<'_>) -> bool {
        *self.silent.lock().unwrap() = standing.silent.map(str::to_owned);
        false
    }
}

#[test]
fn where_no_more_folders_can_be_watched_they_are_looked_through_until_they_can() {
    let (folder, beside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let ill = beside.path().join("ill");
    fs::write(&ill, "").unwrap();
    // SAFETY: this is the only test of this process, and no other thread has begun.
    unsafe {
        std::env::set_var("CALLBOARD_FAIL", "events:full");
        std::env::set_var("CALLBOARD_FAIL_WHILE", &ill);
    }
    let root = folder.path().to_path_buf();
    let inboxes = vec![Inbox { root: root.clone(), ..Inbox::default() }];
    let watched = vec![Watched { inboxes, quiet: Duration::from_millis(100) }];
    // Without events a drop is seen by a look, every half a second; with them nobody looks for an hour.
    let settings = Settings {
        poll: Duration::from_millis(500),
        idle: Duration::from_secs(3600),
        listen_again: Duration::from_secs(1),
        ..Settings::default()
    };
    let (bell, (notes, said), (batches, passes)) = (Bell::new(), channel(), channel());
    let silent: Arc<Mutex<Option<String>>> = Arc::default();
    let keeper: Arc<dyn Keeper> = Arc::new(Told { notes, batches, silent: silent.clone() });
    let thread = std::thread::spawn({
        let bell = bell.clone();
        move || watch::run(watched, &settings, &bell, &keeper).unwrap()
    });
    let wait = Duration::from_secs(60);
    assert_eq!(passes.recv_timeout(wait).unwrap(), 0, "the first pass");
    let Note::NoEvents(why, every) = said.recv_timeout(wait).unwrap() else { panic!("it is said") };
    assert!(why.contains("raise fs.inotify.max_user_watches"), "{why}");
    assert_eq!(every, settings.poll);
    for round in 0..2 {
        fs::write(root.join(format!("{round}.csv")), "x").unwrap();
        assert_eq!(passes.recv_timeout(wait).unwrap(), 1, "it is made nevertheless");
    }
    assert!(silent.lock().unwrap().as_ref().is_some_and(|why| why.contains("max_user_watches")));
    assert!(said.try_recv().is_err(), "once");
    fs::remove_file(&ill).unwrap();
    assert_eq!(said.recv_timeout(wait).unwrap(), Note::EventsBack);
    fs::write(root.join("2.csv"), "x").unwrap();
    assert_eq!(passes.recv_timeout(wait).unwrap(), 1);
    bell.stop();
    thread.join().unwrap();
}
