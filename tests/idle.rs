//! What it costs to watch a hundred productions in which nothing happens, and how soon a drop is seen.
//!
//! `CALLBOARD_IDLE=60` measures over a minute each, and holds the figures (under one percent of a core, two seconds);
//! without it a few seconds are measured, the figures printed, and only what no busy machine explains is an error.
#![cfg(unix)]

use callboard::watch::{self, Bell, Change, Inbox, Keeper, Next, Note, Settings, Standing, Watched};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::time::{Duration, Instant};

const PRODUCTIONS: usize = 100;
const FILES: usize = 50;

/// As the command watches a production: its inbox, and the settings and rules beside it.
fn productions(root: &Path) -> Vec<Watched> {
    (0..PRODUCTIONS)
        .map(|number| {
            let folder = root.join(format!("production {number:03}"));
            let inbox = folder.join("inbox");
            for file in 0..FILES {
                // Weeks and departments have folders of their own.
                let dir = inbox.join(["", "week 1", "week 2", "art", "camera"][file % 5]);
                fs::create_dir_all(&dir).unwrap();
                fs::write(dir.join(format!("file {file:02}.csv")), format!("{number},{file}\n")).unwrap();
            }
            fs::write(folder.join("callboard.toml"), "").unwrap();
            let skip = vec![folder.join("out"), folder.join(".callboard")];
            let only = vec![folder.join("callboard.toml"), folder.join("rules"), folder.join("templates")];
            let inboxes = vec![
                Inbox { root: inbox, skip: skip.clone(), ..Inbox::default() },
                Inbox { root: folder, skip, only, ..Inbox::default() },
            ];
            Watched { inboxes, quiet: Duration::from_millis(200) }
        })
        .collect()
}

struct Told(Sender<Vec<PathBuf>>);

impl Keeper for Told {
    fn note(&self, _: usize, note: Note) {
        println!("{note}");
    }

    fn pass(&self, _: usize, changes: &[Change], _: &[(usize, PathBuf)]) -> Next {
        self.0.send(changes.iter().map(|change| change.path.clone()).collect()).unwrap();
        Next::Done
    }

    fn tick(&self, _: usize, _: &Standing<'_>) -> bool {
        false
    }
}

/// The time this process has had a core for.
fn used() -> Duration {
    let stat = fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<&str> = stat.rsplit(") ").next().unwrap().split(' ').collect();
    // utime and stime, in hundredths: fields 14 and 15 of proc(5), of which two came before.
    let ticks: u64 = fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap();
    Duration::from_millis(ticks * 10)
}

/// One after the other: both measure the whole process.
#[test]
fn a_hundred_productions_cost_next_to_nothing_and_a_drop_is_seen_at_once() {
    if !Path::new("/proc/self/stat").exists() {
        println!("skipped: this system has no /proc");
        return;
    }
    let asked: Option<u64> = std::env::var("CALLBOARD_IDLE").ok().and_then(|text| text.parse().ok());
    let over = Duration::from_secs(asked.unwrap_or(6));
    for kind in ["local", "share"] {
        let dir = tempfile::tempdir().unwrap();
        if kind == "share" {
            // SAFETY: no other thread of this test process is running yet, or any more.
            unsafe { std::env::set_var("CALLBOARD_FAKE_DISK", format!("share:{}", dir.path().display())) };
        }
        let folders = productions(dir.path());
        let last = folders[PRODUCTIONS - 1].inboxes[0].root.join("week 2");
        let (bell, (sender, batches)) = (Bell::new(), channel());
        let thread = std::thread::spawn({
            let bell = bell.clone();
            let keeper: Arc<dyn Keeper> = Arc::new(Told(sender));
            move || watch::run(folders, &Settings::default(), &bell, &keeper).unwrap()
        });
        for _ in 0..PRODUCTIONS {
            batches.recv_timeout(Duration::from_secs(60)).unwrap();
        }
        // Let the first looks, which list every folder, be over.
        std::thread::sleep(Duration::from_secs(5));
        let (before, since) = (used(), Instant::now());
        std::thread::sleep(over);
        let share = (used() - before).as_secs_f64() / since.elapsed().as_secs_f64() * 100.0;
        let mut slowest = Duration::ZERO;
        for round in 0..4 {
            // At another point of the pace each time.
            std::thread::sleep(Duration::from_millis(370 * round));
            let start = Instant::now();
            if round % 2 == 0 {
                fs::write(last.join("file 02.csv"), format!("rewritten in place {round}")).unwrap();
            } else {
                fs::write(last.join(format!("new {round}.csv")), "x").unwrap();
            }
            let changes = batches.recv_timeout(Duration::from_secs(60)).unwrap();
            assert_eq!(changes.len(), 1, "{changes:?}");
            slowest = slowest.max(start.elapsed());
        }
        // Of this 200 ms are the quiet time.
        println!(
            "{kind}: {share:.2} % of a core over {over:?}; from the drop to the pass {slowest:?} at the most"
        );
        bell.stop();
        thread.join().unwrap();
        let (most, soon) = if asked.is_some() { (1.0, 2.2) } else { (5.0, 20.0) };
        assert!(share < most, "{kind}: {share} % of a core");
        assert!(slowest < Duration::from_secs_f64(soon), "{kind}: {slowest:?}");
    }
}
