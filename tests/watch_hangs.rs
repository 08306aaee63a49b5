//! A share that hangs instead of failing: `callboard watch` goes on with the other folders, says which one does not answer,
//! and goes on with that one when it does.
#![cfg(unix)]

mod common;

use common::{Watching, callboard, problems, small_crew, stdout, until};
use serde_json::Value;
use std::fs;
use std::os::unix::net::UnixDatagram;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::TempDir;

fn production(name: &str) -> (TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().canonicalize().unwrap().join(name);
    fs::create_dir_all(folder.join("inbox")).unwrap();
    fs::write(folder.join("callboard.toml"), "[watch]\nquiet = \"100ms\"\n").unwrap();
    fs::write(folder.join("inbox/crew.csv"), small_crew("first")).unwrap();
    (dir, folder)
}

fn live(folder: &Path) -> Value {
    let text = fs::read_to_string(folder.join(".callboard/watch.json")).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_default()
}

#[test]
fn a_share_that_hangs_while_it_is_looked_at_holds_up_no_other_folder() {
    let (dir, one) = production("one");
    let (_other, two) = production("two");
    let ill = dir.path().join("ill");
    let socket = UnixDatagram::bind(dir.path().join("notify")).unwrap();
    socket.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    let mut watching = Watching::over(dir.path(), &[&one, &two], |command| {
        command.env("CALLBOARD_FAIL", "scan:hang").env("CALLBOARD_FAIL_WHILE", &ill);
        command.env("CALLBOARD_FAIL_IN", &one);
        command.env("NOTIFY_SOCKET", dir.path().join("notify")).env("WATCHDOG_USEC", "400000");
    });
    until("the first passes", || problems(&one).contains("first") && problems(&two).contains("first"));
    fs::write(&ill, "").unwrap();
    fs::write(one.join("inbox/crew.csv"), small_crew("second")).unwrap();
    fs::write(two.join("inbox/crew.csv"), small_crew("second")).unwrap();
    until("the other goes on", || problems(&two).contains("second"));
    until("it is shown", || live(&one)["mode"] == "hanging");
    assert!(problems(&one).contains("first"), "nothing is made of what cannot be seen");
    let said = stdout(&callboard(&["status", one.to_str().unwrap(), "--today", "2026-10-30"]));
    assert!(said.contains("Mode: hanging") && said.contains("does not answer"), "{said}");
    assert_eq!(live(&two)["mode"], "watching");
    fs::write(two.join("inbox/crew.csv"), small_crew("third")).unwrap();
    until("and goes on", || problems(&two).contains("third"));
    // The watchdog hears of the one that goes on.
    let hear = || {
        let mut bytes = [0; 512];
        let length = socket.recv(&mut bytes).unwrap();
        String::from_utf8_lossy(&bytes[..length]).into_owned()
    };
    socket.set_nonblocking(true).unwrap();
    while socket.recv(&mut [0; 512]).is_ok() {}
    socket.set_nonblocking(false).unwrap();
    assert_eq!((hear(), hear()), ("WATCHDOG=1".into(), "WATCHDOG=1".into()));
    fs::remove_file(&ill).unwrap();
    until("it answers", || problems(&one).contains("second"));
    until("and says so", || watching.log().contains("answers again"));
    until("and shows it", || live(&one)["mode"] == "watching");
    assert_eq!(watching.log().matches("does not answer").count(), 1, "{}", watching.log());
    assert_eq!(watching.terminate(), Some(0));
}

#[test]
fn a_watch_whose_share_hangs_can_be_stopped() {
    let (dir, one) = production("one");
    let ill = dir.path().join("ill");
    let mut watching = Watching::over(dir.path(), &[&one], |command| {
        command.env("CALLBOARD_FAIL", "scan:hang").env("CALLBOARD_FAIL_WHILE", &ill);
    });
    until("the first pass", || problems(&one).contains("first"));
    fs::write(&ill, "").unwrap();
    fs::write(one.join("inbox/crew.csv"), small_crew("second")).unwrap();
    std::thread::sleep(Duration::from_secs(1));
    assert_eq!(watching.terminate(), Some(0));
}

#[test]
fn a_folder_that_does_not_answer_at_the_start_is_named() {
    let (_dir, one) = production("one");
    let refused = std::process::Command::new(env!("CARGO_BIN_EXE_callboard"))
        .arg("watch")
        .arg(&one)
        .env("CALLBOARD_FAIL", "ask:hang")
        .output()
        .unwrap();
    assert_eq!(refused.status.code(), Some(2));
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(said.contains("one does not answer"), "{said}");
}
