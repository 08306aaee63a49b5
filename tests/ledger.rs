//! What the ledger remembers, from outside: history, prune, backup and restore.

mod common;

use common::{callboard, stderr, stdout};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

fn production() -> (TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("show");
    fs::create_dir_all(folder.join("inbox")).unwrap();
    fs::write(folder.join("callboard.toml"), "[production]\ntitle = \"Show\"\n").unwrap();
    (dir, folder)
}

fn crew(rate: &str) -> String {
    format!("Name,Position,Department,Rate\nAda Ito,Gaffer,Electric,{rate}\n")
}

fn build(folder: &Path, day: &str) {
    let output = callboard(&["build", folder.to_str().unwrap(), "--today", day, "--quiet"]);
    assert_ne!(output.status.code(), Some(2), "{}", stderr(&output));
}

fn said(args: &[&str]) -> String {
    let output = callboard(args);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    stdout(&output)
}

#[test]
fn a_file_and_a_document_have_a_story() {
    let (_dir, folder) = production();
    let at = folder.to_str().unwrap();
    assert_eq!(callboard(&["history", "crew.csv", at]).status.code(), Some(2), "there was no pass yet");
    for (day, rate) in [("2026-10-28", "first"), ("2026-10-29", "second")] {
        fs::write(folder.join("inbox/crew.csv"), crew(rate)).unwrap();
        build(&folder, day);
    }
    fs::remove_file(folder.join("inbox/crew.csv")).unwrap();
    build(&folder, "2026-10-30");

    let story = said(&["history", "crew.csv", at]);
    let lines: Vec<&str> = story.lines().collect();
    assert_eq!(lines[0], "inbox/crew.csv");
    // SHA-256 of the first content begins its line; the second one took its place in pass 2, and pass 3 found none.
    assert!(lines[1].contains("pass 1 as of 2026-10-28") && lines[1].contains("done, superseded"), "{story}");
    assert!(lines[1].contains("pass 2 as of 2026-10-29"), "{story}");
    assert!(lines[2].contains("done, taken out of the inbox") && lines[2].contains("pass 3"), "{story}");
    assert!(story.contains("Made from it:\n  out/"), "{story}");

    let story = said(&["history", "out/intake/problems.json", at]);
    let versions = story.lines().filter(|line| line.contains("pass ") && !line.starts_with("      ")).count();
    assert_eq!(versions, 3, "{story}");
    assert!(story.lines().last().unwrap().contains("stands"), "{story}");
    let unknown = callboard(&["history", "nothing.xlsx", at]);
    assert!(stderr(&unknown).contains("no pass knows of “nothing.xlsx”"), "{}", stderr(&unknown));
}

#[test]
fn prune_says_what_would_go_and_goes_by_the_clock() {
    let (_dir, folder) = production();
    let at = folder.to_str().unwrap();
    fs::write(folder.join("callboard.toml"), "[state]\nkeep = \"1 day\"\n").unwrap();
    for rate in ["first", "second", "third"] {
        fs::write(folder.join("inbox/crew.csv"), crew(rate)).unwrap();
        build(&folder, "2026-10-30");
    }
    assert!(said(&["prune", at]).contains("nothing ended more than 1 day ago"));
    // Two days go by.
    let ledger = rusqlite::Connection::open(folder.join(".callboard/ledger.sqlite")).unwrap();
    ledger.execute("UPDATE pass SET finished = '2001-01-01T00:00:00Z'", []).unwrap();
    drop(ledger);
    let would = said(&["prune", at]);
    // The first version ended in the second pass; the second one in the last, which is still told.
    assert!(would.contains("Would forget") && would.contains("1 version of files"), "{would}");
    assert!(would.contains("--yes"), "{would}");
    let copies = || fs::read_dir(folder.join(".callboard/inputs")).unwrap().count();
    assert_eq!(copies(), 3);
    let did = said(&["prune", at, "--yes"]);
    assert!(did.contains("Forgot") && did.contains("1 copy of inputs"), "{did}");
    assert_eq!(copies(), 2);
    assert!(!said(&["history", "crew.csv", at]).contains("pass 1 "), "it is forgotten");
    build(&folder, "2026-10-30");
}

#[test]
fn a_backup_is_put_back_by_copying() {
    let (dir, folder) = production();
    let at = folder.to_str().unwrap();
    fs::write(folder.join("inbox/crew.csv"), crew("first")).unwrap();
    build(&folder, "2026-10-29");
    let backup = dir.path().join("backup");
    let told = said(&["backup", backup.to_str().unwrap(), at]);
    assert!(told.contains("the ledger with 1 pass and 0 issued sheets, and 1 copy of inputs"), "{told}");
    let again = callboard(&["backup", backup.to_str().unwrap(), at]);
    assert_eq!(again.status.code(), Some(2), "a backup is never written over");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        for name in ["", "ledger.sqlite"] {
            let mode = fs::metadata(backup.join(name)).unwrap().permissions().mode();
            assert_eq!(mode & 0o077, 0, "{name}: nobody else may read it");
        }
    }
    fs::write(folder.join("inbox/crew.csv"), crew("second")).unwrap();
    build(&folder, "2026-10-30");

    // The disk is lost, and the page on running says what to do.
    let state = folder.join(".callboard");
    for name in ["ledger.sqlite", "ledger.sqlite-wal", "ledger.sqlite-shm"] {
        let _ = fs::remove_file(state.join(name));
    }
    fs::remove_dir_all(state.join("inputs")).unwrap();
    fs::copy(backup.join("ledger.sqlite"), state.join("ledger.sqlite")).unwrap();
    fs::create_dir(state.join("inputs")).unwrap();
    for entry in fs::read_dir(backup.join("inputs")).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), state.join("inputs").join(entry.file_name())).unwrap();
    }
    build(&folder, "2026-10-30");
    let story = said(&["history", "crew.csv", at]);
    assert!(
        story.contains("pass 1 as of 2026-10-29") && story.contains("pass 2 as of 2026-10-30"),
        "{story}"
    );
}
