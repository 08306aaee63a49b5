//! The loop itself, on a real folder and with the system's own events. The bounds are wide: what is
//! tested is that things happen, and once.

use callboard::watch::{
    self, Bell, Change, Doing, Inbox, Keeper, Next, Note, Settings, Standing, Watched, What,
};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

struct Watch {
    bell: Bell,
    batches: Receiver<Vec<Change>>,
    notes: Receiver<Note>,
    thread: Option<JoinHandle<()>>,
}

/// Sends on what it is told.
struct Told {
    note: Sender<Note>,
    batch: Sender<Vec<Change>>,
}

impl Keeper for Told {
    fn note(&self, _: usize, note: Note) {
        self.note.send(note).unwrap();
    }

    fn pass(&self, _: usize, changes: &[Change], _: &[(usize, PathBuf)]) -> Next {
        self.batch.send(changes.to_vec()).unwrap();
        Next::Done
    }

    fn tick(&self, _: usize, _: &Standing<'_>) -> bool {
        false
    }
}

impl Watch {
    fn over(root: &Path) -> Watch {
        let inbox = Inbox { root: root.to_owned(), skip: vec![root.join("out")], ..Inbox::default() };
        Watch::of(inbox, Duration::from_millis(500))
    }

    fn of(inbox: Inbox, poll: Duration) -> Watch {
        let folders = vec![Watched { inboxes: vec![inbox], quiet: Duration::from_millis(200) }];
        let settings = Settings { poll, idle: Duration::from_secs(2), ..Settings::default() };
        let bell = Bell::new();
        let (batch, batches) = channel();
        let (note, notes) = channel();
        let thread = std::thread::spawn({
            let bell = bell.clone();
            move || {
                let keeper: Arc<dyn Keeper> = Arc::new(Told { note, batch });
                watch::run(folders, &settings, &bell, &keeper).unwrap();
            }
        });
        Watch { bell, batches, notes, thread: Some(thread) }
    }

    fn next(&self) -> Vec<(PathBuf, What)> {
        let changes = self.batches.recv_timeout(Duration::from_secs(20)).unwrap();
        changes.into_iter().map(|change| (change.path, change.what)).collect()
    }

    fn nothing_for(&self, time: Duration) {
        assert!(self.batches.recv_timeout(time).is_err());
    }

    fn stop(mut self) {
        self.bell.stop();
        self.thread.take().unwrap().join().unwrap();
    }
}

fn one(name: &str, what: What) -> Vec<(PathBuf, What)> {
    vec![(PathBuf::from(name), what)]
}

#[test]
fn files_are_handed_over_as_they_come_and_go() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    fs::write(root.join("crew.csv"), "Name\n").unwrap();
    let watch = Watch::over(root);
    assert_eq!(watch.next(), one("crew.csv", What::Appeared));
    fs::write(root.join("crew.csv"), "Name\nIto\n").unwrap();
    let start = Instant::now();
    assert_eq!(watch.next(), one("crew.csv", What::Changed));
    println!("from the save to the pass: {:?}, of which 200 ms are the quiet time", start.elapsed());
    // What the pass itself writes is no input.
    fs::create_dir(root.join("out")).unwrap();
    fs::write(root.join("out/report.xlsx"), "x").unwrap();
    watch.nothing_for(Duration::from_millis(1500));
    fs::remove_file(root.join("crew.csv")).unwrap();
    assert_eq!(watch.next(), one("crew.csv", What::Gone));
    watch.stop();
}

#[test]
fn templates_that_are_put_there_later_ring_too() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    fs::write(root.join("callboard.toml"), "").unwrap();
    let only = vec![root.join("callboard.toml"), root.join("templates")];
    // Without events it would be ten minutes until somebody looked.
    let watch =
        Watch::of(Inbox { root: root.to_owned(), only, ..Inbox::default() }, Duration::from_secs(600));
    assert_eq!(watch.next(), one("callboard.toml", What::Appeared));
    fs::create_dir(root.join("templates")).unwrap();
    // The look that this rings for finds a folder, and no file.
    std::thread::sleep(Duration::from_millis(500));
    fs::create_dir(root.join("templates/one-line")).unwrap();
    fs::write(root.join("templates/one-line/main.typ"), "One").unwrap();
    assert_eq!(watch.next(), one("templates/one-line/main.typ", What::Appeared));
    std::thread::sleep(Duration::from_secs(3));
    fs::write(root.join("templates/one-line/main.typ"), "Two").unwrap();
    assert_eq!(watch.next(), one("templates/one-line/main.typ", What::Changed));
    watch.stop();
}

#[test]
fn a_folder_that_vanishes_deletes_nothing() {
    let parent = tempfile::tempdir().unwrap();
    let root = parent.path().join("inbox");
    let away = parent.path().join("away");
    fs::create_dir(&root).unwrap();
    for name in ["a.csv", "b.csv"] {
        fs::write(root.join(name), name).unwrap();
    }
    let watch = Watch::over(&root);
    assert_eq!(watch.next().len(), 2);
    fs::rename(&root, &away).unwrap();
    let wait = Duration::from_secs(20);
    assert_eq!(watch.notes.recv_timeout(wait).unwrap(), Note::FolderGone(root.clone()));
    watch.nothing_for(Duration::from_millis(1500));
    // An empty folder of the same name: what is left of a share that was unmounted.
    fs::create_dir(&root).unwrap();
    watch.nothing_for(Duration::from_millis(1500));
    assert!(watch.notes.try_recv().is_err() || cfg!(not(unix)));
    fs::remove_dir(&root).unwrap();
    fs::rename(&away, &root).unwrap();
    assert_eq!(watch.notes.recv_timeout(wait).unwrap(), Note::FolderBack(root.clone()));
    fs::write(root.join("b.csv"), "new").unwrap();
    assert_eq!(watch.next(), one("b.csv", What::Changed));
    watch.stop();
}

#[test]
fn a_folder_that_comes_later_is_watched_then() {
    let parent = tempfile::tempdir().unwrap();
    let root = parent.path().join("inbox");
    let watch = Watch::over(&root);
    assert_eq!(watch.next(), []);
    fs::create_dir(&root).unwrap();
    fs::write(root.join("a.csv"), "a").unwrap();
    assert_eq!(watch.next(), one("a.csv", What::Appeared));
    watch.stop();
}

/// Makes no pass of the first folder come to its end until it is let go.
struct Stuck {
    begun: Sender<usize>,
    go: Mutex<Receiver<()>>,
    notes: Mutex<Vec<Note>>,
    alive: AtomicUsize,
}

impl Keeper for Stuck {
    fn note(&self, _: usize, note: Note) {
        self.notes.lock().unwrap().push(note);
    }

    fn pass(&self, folder: usize, _: &[Change], _: &[(usize, PathBuf)]) -> Next {
        self.begun.send(folder).unwrap();
        if folder == 0 {
            let _ = self.go.lock().unwrap().recv_timeout(Duration::from_secs(60));
        }
        Next::Done
    }

    fn tick(&self, _: usize, _: &Standing<'_>) -> bool {
        false
    }

    fn alive(&self) {
        self.alive.fetch_add(1, Ordering::SeqCst);
    }
}

fn until(what: &str, so: impl Fn() -> bool) {
    let start = Instant::now();
    while !so() {
        assert!(start.elapsed() < Duration::from_secs(60), "{what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// A pass that hangs lets the others go on after a while; a watch of which nothing goes on is not alive.
#[test]
fn a_pass_that_hangs_holds_up_no_other_and_a_watch_that_hangs_as_a_whole_gives_no_sign_of_life() {
    for folders in [2, 1] {
        let parent = tempfile::tempdir().unwrap();
        let watched: Vec<Watched> = (0..folders)
            .map(|number| {
                let root = parent.path().join(number.to_string());
                fs::create_dir(&root).unwrap();
                let inboxes = vec![Inbox { root, ..Inbox::default() }];
                Watched { inboxes, quiet: Duration::from_millis(100) }
            })
            .collect();
        let settings = Settings {
            long: Duration::from_millis(1500),
            pass_hangs: Duration::from_millis(1500),
            ..Settings::default()
        };
        let (bell, (begun, begins), (go, wait)) = (Bell::new(), channel(), channel());
        let (notes, alive) = (Mutex::default(), AtomicUsize::new(0));
        let stuck = Arc::new(Stuck { begun, go: Mutex::new(wait), notes, alive });
        let keeper: Arc<dyn Keeper> = stuck.clone();
        let thread = std::thread::spawn({
            let bell = bell.clone();
            move || watch::run(watched, &settings, &bell, &keeper).unwrap()
        });
        let first: Vec<usize> =
            (0..folders).map(|_| begins.recv_timeout(Duration::from_secs(60)).unwrap()).collect();
        assert!(first.contains(&0), "{first:?}");
        until("it is said", || {
            stuck.notes.lock().unwrap().iter().any(|n| matches!(n, Note::Hangs(_, Doing::Pass)))
        });
        if folders == 2 {
            fs::write(parent.path().join("1/crew.csv"), "x").unwrap();
            assert_eq!(begins.recv_timeout(Duration::from_secs(60)).unwrap(), 1);
        }
        let before = stuck.alive.load(Ordering::SeqCst);
        std::thread::sleep(Duration::from_millis(2500));
        let signs = stuck.alive.load(Ordering::SeqCst) - before;
        assert_eq!(signs > 0, folders == 2, "{signs} signs of life");
        go.send(()).unwrap();
        until("it answers again", || {
            stuck.notes.lock().unwrap().iter().any(|n| matches!(n, Note::Answers(_)))
        });
        bell.stop();
        thread.join().unwrap();
    }
}
