//! `callboard watch` as a process: files saved as Excel and LibreOffice save them end in a new pass each
//! time, and a termination signal ends it with status 0.
#![cfg(unix)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Ended when the test ends, however it ends.
struct Watching(Child);

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// What the last pass said about the files it read.
fn problems(folder: &Path) -> String {
    fs::read_to_string(folder.join("out/intake/problems.json")).unwrap_or_default()
}

/// Waits until the last pass says so. A minute: this runs beside everything else.
fn until(what: &str, so: impl Fn() -> bool) {
    let start = Instant::now();
    while !so() {
        assert!(start.elapsed() < Duration::from_secs(60), "{what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn crew(rate: &str) -> String {
    // The amount is none, and the problem quotes it: that is how a pass is recognised.
    format!("Name,Position,Department,Rate\nAda Ito,Gaffer,Electric,{rate}\n")
}

#[test]
fn each_way_of_saving_ends_in_a_new_pass_and_a_signal_in_status_0() {
    let dir = tempfile::tempdir().unwrap();
    let folder: PathBuf = dir.path().join("show");
    let inbox = folder.join("inbox");
    fs::create_dir_all(&inbox).unwrap();
    fs::write(folder.join("callboard.toml"), "[watch]\nquiet = \"200ms\"\n").unwrap();
    fs::write(inbox.join("crew.csv"), crew("first")).unwrap();
    let mut watching = Watching(
        Command::new(env!("CARGO_BIN_EXE_callboard"))
            .args(["watch", folder.to_str().unwrap(), "--today", "2026-10-30"])
            .env("NO_COLOR", "1")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap(),
    );
    until("the first pass", || problems(&folder).contains("first"));

    // In place, as an editor.
    fs::write(inbox.join("crew.csv"), crew("second")).unwrap();
    until("an edit", || problems(&folder).contains("second"));

    // As Excel: temporary name, delete, rename.
    fs::write(inbox.join("~$crew.csv"), "lock").unwrap();
    fs::write(inbox.join("1A2B3C4D.tmp"), crew("third")).unwrap();
    fs::remove_file(inbox.join("crew.csv")).unwrap();
    fs::rename(inbox.join("1A2B3C4D.tmp"), inbox.join("crew.csv")).unwrap();
    fs::remove_file(inbox.join("~$crew.csv")).unwrap();
    until("a save as Excel does it", || problems(&folder).contains("third"));

    // As LibreOffice: temporary name, rename over.
    fs::write(inbox.join(".~lock.crew.csv#"), "lock").unwrap();
    fs::write(inbox.join("lu12345.tmp"), crew("fourth")).unwrap();
    fs::rename(inbox.join("lu12345.tmp"), inbox.join("crew.csv")).unwrap();
    fs::remove_file(inbox.join(".~lock.crew.csv#")).unwrap();
    until("a save as LibreOffice does it", || problems(&folder).contains("fourth"));

    fs::rename(inbox.join("crew.csv"), inbox.join("crew list.csv")).unwrap();
    until("a rename", || problems(&folder).contains("inbox/crew list.csv"));
    assert!(!problems(&folder).contains("inbox/crew.csv"));

    fs::remove_file(inbox.join("crew list.csv")).unwrap();
    until("a deletion", || !problems(&folder).contains("crew list.csv"));

    let id = watching.0.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
    let start = Instant::now();
    let status = loop {
        if let Some(status) = watching.0.try_wait().unwrap() {
            break status;
        }
        assert!(start.elapsed() < Duration::from_secs(60), "it does not end");
        std::thread::sleep(Duration::from_millis(20));
    };
    assert_eq!(status.code(), Some(0));
}
