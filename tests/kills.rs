//! `kill -9` at every commit and rename, and at random moments: afterwards the documents are right, whole and unique.
//!
//! `CALLBOARD_KILLS=500` makes so many random kills, and kills at every single passing of every point; without it a
//! sample of both.
#![cfg(unix)]

mod common;

use common::{files, stderr};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

/// How the production stands on one of four days of its preparation. Each makes other documents.
fn inputs(variant: usize) -> Vec<(&'static str, String)> {
    mixed(variant, variant)
}

/// The schedule of one day beside the crew list of another: how the folder stands while its files are being saved.
fn mixed(variant: usize, crew_of: usize) -> Vec<(&'static str, String)> {
    let call = ["07:00", "07:30", "06:45", "08:00"][variant];
    let day = |n: u32, date: &str| format!("{date},{n},Main,shoot,{call},Depot\n");
    let days = [day(1, "2026-10-31"), day(2, "2026-11-02"), day(3, "2026-11-03")];
    // A day more or less, so that documents come and go.
    let schedule = days[..2 + variant % 2].concat();
    let people = ["Ada Ito,Gaffer,Electric", "Ben Okoro,Grip,Grip", "Cleo Marsh,Props,Art"];
    let crew: String = people
        .iter()
        .take(2 + crew_of / 2)
        .map(|p| format!("{p},{}@example.com\n", p[..3].to_lowercase()))
        .collect();
    vec![
        ("schedule.csv", format!("Date,Day,Unit,Day Type,Crew Call,Location\n{schedule}")),
        ("crew.csv", format!("Name,Position,Department,Email\n{crew}")),
        ("locations.csv", "Location,Address\nDepot,1 Rail Street\n".to_owned()),
    ]
}

fn production() -> (TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("show");
    fs::create_dir_all(folder.join("inbox")).unwrap();
    fs::write(
        folder.join("callboard.toml"),
        "[production]\ntitle = \"Kill Show\"\ntime_zone = \"America/Los_Angeles\"\n\
         [watch]\nquiet = \"50ms\"\n[mail.documents]\ncall-sheet = [\"crew\"]\n",
    )
    .unwrap();
    (dir, folder)
}

/// Saves as careful programs do: beside, then over.
fn save(folder: &Path, variant: usize) {
    put(folder, inputs(variant));
}

fn put(folder: &Path, files: Vec<(&str, String)>) {
    for (name, text) in files {
        let part = folder.join("inbox").join(format!("{name}.part"));
        fs::write(&part, text).unwrap();
        fs::rename(part, folder.join("inbox").join(name)).unwrap();
    }
}

fn command(folder: &Path, verb: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_callboard"));
    command.args([verb, folder.to_str().unwrap(), "--today", "2026-10-30"]);
    command.env("NO_COLOR", "1").env_remove("SOURCE_DATE_EPOCH").stdout(Stdio::null()).stderr(Stdio::null());
    command
}

type Contents = BTreeMap<String, Vec<u8>>;

fn contents(folder: &Path) -> Contents {
    let out = folder.join("out");
    files(&out).into_iter().map(|name| (name.clone(), fs::read(out.join(name)).unwrap())).collect()
}

/// What an undisturbed build makes of these inputs.
fn reference(files: Vec<(&str, String)>, mails: usize) -> Contents {
    let (_dir, folder) = production();
    put(&folder, files);
    let output = command(&folder, "build").stderr(Stdio::piped()).output().unwrap();
    let made = contents(&folder);
    assert!(made.len() > 5, "{}", stderr(&output));
    let drafts = made.keys().filter(|name| name.ends_with(".eml")).count();
    assert_eq!(drafts, mails, "{:?}", made.keys());
    made
}

/// What each variant makes.
fn references() -> Vec<Contents> {
    (0..4).map(|variant| reference(inputs(variant), mails(variant))).collect()
}

/// What each variant's schedule makes beside the other crew list. A save of several files takes its time on a busy
/// machine, and a watcher with a short quiet time may pass between two of them: the folder did stand so.
fn between() -> Vec<Contents> {
    (0..4).map(|variant| reference(mixed(variant, variant ^ 2), mails(variant ^ 2))).collect()
}

/// A call sheet goes to each of the crew: two people, or three. Without a typesetter there is none to send.
fn mails(variant: usize) -> usize {
    if cfg!(feature = "pdf") { 2 + variant / 2 } else { 0 }
}

/// Right, whole and unique: exactly the files of an undisturbed build, byte for byte, and nothing half beside them.
fn same(folder: &Path, reference: &Contents, after: &str) {
    let made = contents(folder);
    let names = |c: &Contents| c.keys().cloned().collect::<BTreeSet<_>>();
    assert_eq!(names(&made), names(reference), "{after}");
    let differing: Vec<&String> =
        made.iter().filter(|(name, b)| reference[*name] != **b).map(|(n, _)| n).collect();
    assert!(differing.is_empty(), "{after}: {differing:?}");
    sound(folder, after);
}

fn sound(folder: &Path, after: &str) {
    let ledger = rusqlite::Connection::open(folder.join(".callboard/ledger.sqlite")).unwrap();
    let said: String = ledger.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(said, "ok", "{after}");
}

fn kills() -> Option<usize> {
    std::env::var("CALLBOARD_KILLS").ok()?.parse().ok()
}

#[test]
fn a_kill_at_each_commit_and_rename_leaves_nothing_half() {
    let references = references();
    let (dir, folder) = production();
    // Which points a pass comes by that has documents to make, to replace and to take away.
    save(&folder, 3);
    assert!(command(&folder, "build").status().unwrap().code().is_some());
    save(&folder, 0);
    let trace = dir.path().join("trace");
    command(&folder, "build").env("CALLBOARD_FAIL_TRACE", &trace).status().unwrap();
    same(&folder, &references[0], "the traced build");
    let passed: Vec<String> = fs::read_to_string(&trace).unwrap().lines().map(str::to_owned).collect();
    // A reader that is killed is a file that is set aside, and not a pass that is.
    let names: BTreeSet<&String> = passed.iter().filter(|name| *name != "reader").collect();
    for point in
        ["publish-before-rename", "publish-after-rename", "ledger-before-commit", "ledger-after-commit"]
    {
        assert!(names.contains(&point.to_owned()), "{names:?}");
    }
    let all: Vec<(String, usize)> = names
        .iter()
        .flat_map(|name| {
            let times = passed.iter().filter(|p| p == name).count();
            let every = if kills().is_some() { 1 } else { times.div_ceil(3).max(1) };
            (1..=times).step_by(every).map(|nth| ((*name).clone(), nth))
        })
        .collect();
    println!("{} points, {} passings, {} kills", names.len(), passed.len(), all.len());
    for (round, (point, nth)) in all.iter().enumerate() {
        let variant = (round + 1) % 4;
        save(&folder, variant);
        let after = format!("{point} {nth}, variant {variant}");
        let killed =
            command(&folder, "build").env("CALLBOARD_FAIL", format!("{point}:kill@{nth}")).status().unwrap();
        // A pass that has less to do does not come by as often.
        let died = killed.code().is_none();
        whole(&folder, &references, &after);
        assert!(died || *nth > 1, "{after}: it was to be killed");
        // Somebody may save again before the next pass: what the killed one left is then asked for by nobody.
        let variant = if variant % 2 == 0 { variant } else { variant - 1 };
        save(&folder, variant);
        command(&folder, "build").status().unwrap();
        same(&folder, &references[variant], &format!("{after}, then variant {variant}"));
    }
}

/// Each file is what one of these builds makes of it; a name that begins with our mark is none yet.
fn whole(folder: &Path, references: &[Contents], after: &str) {
    for (name, bytes) in contents(folder) {
        let unfinished = name.rsplit('/').next().unwrap().starts_with(".callboard-");
        // The manifest and the reports name what a half-ended pass took away or left.
        let known = references.iter().any(|reference| reference.get(&name) == Some(&bytes));
        assert!(unfinished || known, "{after}: {name} is none of theirs");
    }
}

/// Ended when the test ends, however it ends.
struct Watching(Child);

impl Watching {
    fn over(folder: &Path) -> Watching {
        Watching(command(folder, "watch").spawn().unwrap())
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn kills_at_random_moments_leave_nothing_half() {
    let references = references();
    let passable = [references.clone(), between()].concat();
    let (_dir, folder) = production();
    let mut random = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = |most: u64| {
        // Steele and Vigna's splitmix64.
        random = random.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = random;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % most
    };
    let times = kills().unwrap_or(20);
    let start = std::time::Instant::now();
    let mut variant = 0;
    save(&folder, variant);
    for time in 0..times {
        let watching = Watching::over(&folder);
        // Before it has begun, in its first pass, or in the pass of a change.
        std::thread::sleep(Duration::from_millis(next(300)));
        variant = usize::try_from(next(4)).unwrap();
        save(&folder, variant);
        std::thread::sleep(Duration::from_millis(next(500)));
        drop(watching);
        whole(&folder, &passable, &format!("kill {time}"));
    }
    println!("{times} kills in {:?}", start.elapsed());
    command(&folder, "build").status().unwrap();
    same(&folder, &references[variant], "the last build");
}
