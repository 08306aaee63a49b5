//! A week of a production's edits in a minute: saved as each program saves, with the clock of each day, and jumping.
//! In the end the documents are those of a single build of the last state.
#![cfg(unix)]

mod common;

use common::files;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant, SystemTime};

struct Watching(Child);

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn until(what: &str, so: impl Fn() -> bool) {
    let start = Instant::now();
    while !so() {
        assert!(start.elapsed() < Duration::from_secs(120), "{what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

fn crew(rate: &str) -> String {
    format!("Name,Position,Department,Rate\nAda Ito,Gaffer,Electric,{rate}\nBen Okoro,Grip,Grip,40\n")
}

fn problems(folder: &Path) -> String {
    fs::read_to_string(folder.join("out/intake/problems.json")).unwrap_or_default()
}

/// Leaves a file as it was long ago, as programs do that keep the time of where it came from.
fn long_ago(path: &Path) {
    let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
    fs::File::options().write(true).open(path).unwrap().set_modified(time).unwrap();
}

type Save = fn(&Path, &str);

/// How each program puts new content into `crew.csv`.
const SAVES: [(&str, Save); 7] = [
    ("an editor, in place", |inbox, text| fs::write(inbox.join("crew.csv"), text).unwrap()),
    ("Excel", |inbox, text| {
        fs::write(inbox.join("~$crew.csv"), "lock").unwrap();
        fs::write(inbox.join("1A2B3C4D.tmp"), text).unwrap();
        fs::remove_file(inbox.join("crew.csv")).unwrap();
        fs::rename(inbox.join("1A2B3C4D.tmp"), inbox.join("crew.csv")).unwrap();
        fs::remove_file(inbox.join("~$crew.csv")).unwrap();
    }),
    ("LibreOffice", |inbox, text| {
        fs::write(inbox.join(".~lock.crew.csv#"), "lock").unwrap();
        fs::write(inbox.join("lu12345.tmp"), text).unwrap();
        fs::rename(inbox.join("lu12345.tmp"), inbox.join("crew.csv")).unwrap();
        fs::remove_file(inbox.join(".~lock.crew.csv#")).unwrap();
    }),
    ("Google Drive", |inbox, text| {
        // The old one is taken away, the new one appears empty, and then whole.
        fs::remove_file(inbox.join("crew.csv")).unwrap();
        fs::write(inbox.join("crew.csv"), "").unwrap();
        std::thread::sleep(Duration::from_millis(250));
        fs::write(inbox.join("crew.csv"), text).unwrap();
    }),
    ("Dropbox", |inbox, text| {
        // From its cache, with the time it had on the other computer.
        fs::create_dir_all(inbox.join(".dropbox.cache")).unwrap();
        let part = inbox.join(".dropbox.cache/8d2f");
        fs::write(&part, text).unwrap();
        long_ago(&part);
        fs::rename(part, inbox.join("crew.csv")).unwrap();
    }),
    ("rsync", |inbox, text| {
        let part = inbox.join(".crew.csv.Xy12Za");
        fs::write(&part, &text[..text.len() / 2]).unwrap();
        std::thread::sleep(Duration::from_millis(150));
        fs::write(&part, text).unwrap();
        long_ago(&part);
        fs::rename(part, inbox.join("crew.csv")).unwrap();
    }),
    ("two saves within a second", |inbox, text| {
        fs::write(inbox.join("crew.csv"), text.replace("day", "too soon")).unwrap();
        std::thread::sleep(Duration::from_millis(30));
        fs::write(inbox.join("crew.csv"), text).unwrap();
    }),
];

#[test]
fn a_week_of_edits_ends_in_the_documents_of_its_last_state() {
    let dir = tempfile::tempdir().unwrap();
    let (folder, clock) = (dir.path().join("show"), dir.path().join("clock"));
    let inbox = folder.join("inbox");
    fs::create_dir_all(&inbox).unwrap();
    fs::write(
        folder.join("callboard.toml"),
        "[production]\ntitle = \"Show\"\ntime_zone = \"Europe/London\"\n[watch]\nquiet = \"100ms\"\n",
    )
    .unwrap();
    fs::write(inbox.join("crew.csv"), crew("first")).unwrap();
    let set = |text: &str| {
        fs::write(dir.path().join("clock.part"), text).unwrap();
        fs::rename(dir.path().join("clock.part"), &clock).unwrap();
    };
    set("2026-10-23T09:00:00Z");
    let start = Instant::now();
    let watching = Watching(
        command("watch", &folder, &clock).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap(),
    );
    until("the first pass", || problems(&folder).contains("first"));
    for day in 0..7 {
        // On the 25th the clocks go back in London; between two days this machine's clock jumps back and forward again.
        set("2026-10-12T09:00:00Z");
        std::thread::sleep(Duration::from_millis(30));
        set(&format!("2026-10-{}T09:00:00Z", 24 + day));
        for (number, (program, save)) in SAVES.iter().enumerate() {
            let token = format!("day {day} save {number}");
            save(&inbox, &crew(&token));
            until(&format!("{program}, {token}"), || problems(&folder).contains(&token));
        }
        let date = 24 + day;
        let name = format!("notes {date}.csv");
        fs::write(inbox.join(&name), format!("Date,Note\n2026-10-{date},Rain\nsome day,x\n")).unwrap();
        until("a new file", || problems(&folder).contains(&name));
        if day % 2 == 1 {
            fs::remove_file(inbox.join(&name)).unwrap();
            until("a deletion", || !problems(&folder).contains(&name));
        }
    }
    let manifest = || fs::read_to_string(folder.join("out/manifest.json")).unwrap();
    until("the last day", || manifest().contains("\"as_of\": \"2026-10-30\""));
    println!("a week in {:?}", start.elapsed());
    drop(watching);
    // What the watch was doing when it was killed is put right, as after any kill.
    command("build", &folder, &clock).output().unwrap();

    let fresh = dir.path().join("fresh");
    fs::create_dir_all(fresh.join("inbox")).unwrap();
    fs::copy(folder.join("callboard.toml"), fresh.join("callboard.toml")).unwrap();
    for name in files(&inbox) {
        if !name.starts_with('.') {
            fs::copy(inbox.join(&name), fresh.join("inbox").join(&name)).unwrap();
        }
    }
    command("build", &fresh, &clock).output().unwrap();
    let made = contents(&folder);
    assert!(made.len() > 3);
    assert_eq!(made, contents(&fresh));
}

fn command(verb: &str, folder: &PathBuf, clock: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_callboard"));
    command.arg(verb).arg(folder).env("CALLBOARD_CLOCK", clock).env_remove("SOURCE_DATE_EPOCH");
    command
}

/// Without the mail of other days.
fn contents(folder: &Path) -> BTreeMap<String, String> {
    let out = folder.join("out");
    let kept =
        files(&out).into_iter().filter(|name| !name.starts_with("mail/") || name.contains("2026-10-30"));
    kept.map(|name| (name.clone(), String::from_utf8_lossy(&fs::read(out.join(name)).unwrap()).into_owned()))
        .collect()
}
