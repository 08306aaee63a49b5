//! What tests of the command line share: a copy of a sample, and the binary run on it.
#![allow(dead_code, reason = "each test file uses its own part")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A sample production, copied to where nothing is made yet.
pub fn sample(name: &str) -> (TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join(name);
    copy(&repository().join("samples").join(name), &folder);
    (dir, folder)
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name();
        if name == "out" || name == ".callboard" {
            continue;
        }
        let target = to.join(&name);
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// `callboard ARGS`, with nothing of this machine's own settings.
pub fn callboard(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_callboard"))
        .args(args)
        .env_remove("SOURCE_DATE_EPOCH")
        .env("NO_COLOR", "1")
        .output()
        .unwrap()
}

pub fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Every file below a folder, relative with `/`, sorted.
pub fn files(root: &Path) -> Vec<String> {
    fn walk(root: &Path, dir: &Path, found: &mut Vec<String>) {
        for entry in fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(root, &path, found);
            } else {
                let inside = path.strip_prefix(root).unwrap();
                found.push(inside.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    let mut found = Vec::new();
    if root.is_dir() {
        walk(root, root, &mut found);
    }
    found.sort();
    found
}

/// A watch as a process, its log in a file. Ended when the test ends, however it ends.
pub struct Watching {
    pub child: Child,
    log: PathBuf,
}

impl Watching {
    pub fn over(dir: &Path, folders: &[&Path], settings: impl Fn(&mut Command)) -> Watching {
        let log = dir.join("log");
        let file = fs::File::create(&log).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_callboard"));
        command.arg("watch").args(folders).args(["--today", "2026-10-30"]).env("NO_COLOR", "1");
        command.env_remove("SOURCE_DATE_EPOCH").env_remove("NOTIFY_SOCKET").env_remove("JOURNAL_STREAM");
        command.stdin(Stdio::null()).stdout(file.try_clone().unwrap()).stderr(file);
        settings(&mut command);
        Watching { child: command.spawn().unwrap(), log }
    }

    /// One that asks a clock of our own what day it is.
    pub fn by_the_clock(dir: &Path, folder: &Path, clock: &Path) -> Watching {
        let log = dir.join("log");
        let mut command = Command::new(env!("CARGO_BIN_EXE_callboard"));
        command.arg("watch").arg(folder).env("CALLBOARD_CLOCK", clock).stdin(Stdio::null());
        command.stdout(Stdio::null()).stderr(fs::File::create(&log).unwrap());
        Watching { child: command.spawn().unwrap(), log }
    }

    pub fn log(&self) -> String {
        fs::read_to_string(&self.log).unwrap()
    }

    /// Sends SIGTERM and waits for the exit status.
    pub fn terminate(&mut self) -> Option<i32> {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code();
            }
            assert!(start.elapsed() < Duration::from_secs(60), "it does not end");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Two minutes: this runs beside everything else.
pub fn until(what: &str, so: impl Fn() -> bool) {
    let start = Instant::now();
    while !so() {
        assert!(start.elapsed() < Duration::from_secs(120), "{what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// What the last pass said about the files it read.
pub fn problems(folder: &Path) -> String {
    fs::read_to_string(folder.join("out/intake/problems.json")).unwrap_or_default()
}

/// A crew list of one. The amount is none, and the problem quotes it: that is how a pass is recognised.
pub fn small_crew(rate: &str) -> String {
    format!("Name,Position,Department,Rate\nAda Ito,Gaffer,Electric,{rate}\n")
}
