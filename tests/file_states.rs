//! Each state of a file, as `status` and `history` show it: seen, settling, waiting, running; then done, duplicate, rejected,
//! retry, quarantined; and superseded.
#![cfg(unix)]

mod common;

use common::{Watching, callboard, problems, small_crew, stdout, until};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

fn production(name: &str) -> (TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().canonicalize().unwrap().join(name);
    fs::create_dir_all(folder.join("inbox")).unwrap();
    fs::write(folder.join("callboard.toml"), "[watch]\nquiet = \"2s\"\n").unwrap();
    fs::write(folder.join("inbox/crew.csv"), small_crew("first")).unwrap();
    (dir, folder)
}

fn status(folder: &Path) -> Value {
    let output =
        callboard(&["status", folder.to_str().unwrap(), "--today", "2026-10-30", "--format", "json"]);
    let all: Value = serde_json::from_str(&stdout(&output)).unwrap();
    all["folders"][0].clone()
}

/// The state and the words of the one file that is on its way, as the watch shows it.
fn on_its_way(folder: &Path) -> (String, String) {
    let text = fs::read_to_string(folder.join(".callboard/watch.json")).unwrap_or_default();
    let live: Value = serde_json::from_str(&text).unwrap_or_default();
    let text = |key: &str| live["files"][0][key].as_str().unwrap_or_default().to_owned();
    (text("state"), text("why"))
}

#[test]
fn on_its_way_a_file_is_seen_settles_waits_and_is_read() {
    let (dir, one) = production("one");
    let (_other, two) = production("two");
    let ill = dir.path().join("ill");
    let _watching = Watching::over(dir.path(), &[&one, &two], |command| {
        command.env("CALLBOARD_FAIL", "pass:hang").env("CALLBOARD_FAIL_IN", &two);
        command.env("CALLBOARD_FAIL_WHILE", &ill);
    });
    until("the first passes", || problems(&one).contains("first") && problems(&two).contains("first"));
    fs::write(&ill, "").unwrap();
    fs::write(two.join("inbox/crew.csv"), small_crew("second")).unwrap();
    until("seen", || on_its_way(&two).0 == "seen");
    fs::write(two.join("inbox/crew.csv"), small_crew("the second")).unwrap();
    until("settling", || on_its_way(&two) == ("settling".into(), "it is still changing".into()));
    until("running", || on_its_way(&two).0 == "running");
    let shown = status(&two);
    assert_eq!((&shown["mode"], &shown["on_its_way"][0]["state"]), (&"running".into(), &"running".into()));
    // Its pass does not come to an end, and the other's file waits for it; not for ever.
    fs::write(one.join("inbox/crew.csv"), small_crew("second")).unwrap();
    until("waiting", || on_its_way(&one).1 == "it waits for the pass of another production to end");
    let shown = status(&one);
    assert_eq!(shown["on_its_way"][0]["state"], "waiting", "{shown:#}");
    let said = stdout(&callboard(&["status", one.to_str().unwrap(), "--today", "2026-10-30"]));
    assert!(said.contains("inbox/crew.csv (waiting): it waits for the pass of another production"), "{said}");
    until("it goes on beside it", || problems(&one).contains("second"));
    fs::remove_file(&ill).unwrap();
    until("the other one, too", || problems(&two).contains("the second"));
    until("nothing is on its way", || on_its_way(&two).0.is_empty());
}

#[test]
fn what_a_pause_keeps_waits_until_it_is_mended() {
    let (dir, folder) = production("full");
    let ill = dir.path().join("ill");
    let _watching = Watching::over(dir.path(), &[&folder], |command| {
        command.env("CALLBOARD_FAIL", "publish-write:full").env("CALLBOARD_FAIL_WHILE", &ill);
    });
    until("the first pass", || problems(&folder).contains("first"));
    fs::write(&ill, "").unwrap();
    fs::write(folder.join("inbox/crew.csv"), small_crew("second")).unwrap();
    let waits = ("waiting".to_owned(), "it waits until what pauses this folder is mended".to_owned());
    until("it waits", || on_its_way(&folder) == waits);
    fs::remove_file(&ill).unwrap();
    until("it is made", || problems(&folder).contains("second"));
    until("nothing is on its way", || on_its_way(&folder).0.is_empty());
}

fn build(folder: &Path, fail: Option<&str>) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_callboard"));
    command.args(["build", folder.to_str().unwrap(), "--today", "2026-10-30", "--quiet"]);
    command.envs(fail.map(|fail| ("CALLBOARD_FAIL", fail)));
    command.output().unwrap();
}

/// What the last pass made of a file of the inbox.
fn state(folder: &Path, name: &str) -> String {
    let shown = status(folder);
    let files = shown["made"]["files"].as_array().unwrap().clone();
    let file = files.iter().find(|f| f["file"] == format!("inbox/{name}")).unwrap();
    file["state"].as_str().unwrap().to_owned()
}

fn history(folder: &Path, name: &str) -> String {
    stdout(&callboard(&["history", &format!("inbox/{name}"), folder.to_str().unwrap()]))
}

#[test]
fn what_became_of_a_file_is_told_by_status_and_history() {
    let (_dir, folder) = production("became");
    let inbox = folder.join("inbox");
    fs::copy(inbox.join("crew.csv"), inbox.join("crew (1).csv")).unwrap();
    fs::write(inbox.join("half.xlsx"), "PK\u{3}\u{4} and no end").unwrap();
    build(&folder, None);
    for (name, became) in [("crew.csv", "done"), ("crew (1).csv", "duplicate"), ("half.xlsx", "rejected")] {
        assert_eq!(state(&folder, name), became, "{name}");
        assert!(history(&folder, name).contains(became), "{}", history(&folder, name));
    }
    fs::write(inbox.join("crew.csv"), small_crew("second")).unwrap();
    build(&folder, None);
    assert!(history(&folder, "crew.csv").contains("done, superseded"), "{}", history(&folder, "crew.csv"));

    // A file that kills its reader, in a folder of its own: every reader of that pass is killed.
    let (_dir, folder) = production("poison");
    build(&folder, Some("reader:kill"));
    assert_eq!(state(&folder, "crew.csv"), "retry");
    build(&folder, Some("reader:kill"));
    build(&folder, None);
    assert_eq!(state(&folder, "crew.csv"), "quarantined");
    assert!(
        history(&folder, "crew.csv").contains("retry, then quarantined"),
        "{}",
        history(&folder, "crew.csv")
    );
}

/// Twice a pass panics with a new file: it is set aside, whoever wrote it is told, and the production goes on without it.
#[test]
fn a_file_with_which_two_passes_fall_over_is_set_aside_until_it_is_another() {
    let (dir, folder) = production("panics");
    fs::write(folder.join("callboard.toml"), "[watch]\nquiet = \"100ms\"\n").unwrap();
    let ill = dir.path().join("ill");
    let watching = Watching::over(dir.path(), &[&folder], |command| {
        command.env("CALLBOARD_FAIL", "pass:panics").env("CALLBOARD_FAIL_WHILE", &ill);
    });
    until("the first pass", || problems(&folder).contains("first"));
    fs::write(&ill, "").unwrap();
    fs::write(folder.join("inbox/new.csv"), small_crew("fatal")).unwrap();
    let breaks = || -> i64 {
        let ledger = rusqlite::Connection::open(folder.join(".callboard/ledger.sqlite")).unwrap();
        let count = "SELECT coalesce(max(breaks), 0) FROM poison WHERE file = 'inbox/new.csv'";
        ledger.query_row(count, [], |row| row.get(0)).unwrap()
    };
    until("it fell over twice", || breaks() >= 2);
    let shown = status(&folder);
    assert_eq!(shown["mode"], "paused");
    assert!(
        shown["paused_because"].as_str().unwrap().contains("are set aside if it falls over again"),
        "{shown:#}"
    );
    fs::remove_file(&ill).unwrap();
    until("it goes on without it", || problems(&folder).contains("file-quarantined"));
    assert!(problems(&folder).contains("first"), "the others are read");
    assert_eq!(state(&folder, "crew.csv"), "done");
    assert_eq!(state(&folder, "new.csv"), "quarantined");
    fs::write(folder.join("inbox/new.csv"), small_crew("harmless")).unwrap();
    until("another content is another file", || problems(&folder).contains("harmless"));
    assert_eq!(state(&folder, "new.csv"), "done");
    assert!(watching.log().contains("goes on"), "{}", watching.log());
}
