//! `callboard watch` over a long time and through the machine's faults: what it says, what it shows, what it makes.
#![cfg(unix)]

mod common;

use common::{Watching, callboard, files, problems, small_crew, stderr, stdout, until};
use serde_json::Value;
use std::fs;
use std::os::unix::net::UnixDatagram;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use tempfile::TempDir;

fn production(name: &str) -> (TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join(name);
    fs::create_dir_all(folder.join("inbox")).unwrap();
    fs::write(folder.join("callboard.toml"), "[watch]\nquiet = \"100ms\"\n").unwrap();
    (dir, folder)
}

fn live(folder: &Path) -> Value {
    let text = fs::read_to_string(folder.join(".callboard/watch.json")).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_default()
}

fn status(folder: &Path) -> Value {
    let output =
        callboard(&["status", folder.to_str().unwrap(), "--today", "2026-10-30", "--format", "json"]);
    let all: Value = serde_json::from_str(&stdout(&output)).unwrap();
    all["folders"][0].clone()
}

#[test]
fn several_folders_in_one_process_and_a_second_process_is_told_who_has_them() {
    let (dir, one) = production("one");
    let (_other, two) = production("two");
    fs::write(one.join("inbox/crew.csv"), small_crew("first")).unwrap();
    let mut watching = Watching::over(dir.path(), &[&one, &two], |_| {});
    until("the first passes", || {
        problems(&one).contains("first") && two.join("out/intake/problems.json").exists()
    });
    fs::write(two.join("inbox/crew.csv"), small_crew("second")).unwrap();
    until("a drop in the other", || problems(&two).contains("second"));

    let refused = callboard(&["watch", two.to_str().unwrap()]);
    assert_eq!(refused.status.code(), Some(2));
    let said = stderr(&refused);
    assert!(said.contains(&format!("process {}", watching.child.id())), "{said}");
    let standing = status(&two);
    assert_eq!(standing["mode"], "watching", "{standing:#}");
    assert!(standing["held_by"].as_str().unwrap().contains(&watching.child.id().to_string()));
    assert_eq!(standing["disk"], "a local disk");
    assert_eq!(standing["made"]["files"][0]["state"], "done");
    assert!(standing["last_look"].is_string());

    assert_eq!(watching.terminate(), Some(0));
    assert_eq!(status(&two)["mode"], "not watched");
}

#[test]
fn an_empty_inbox_announces_nothing() {
    let (dir, folder) = production("empty");
    fs::write(folder.join("EXPECTED.md"), "what to expect").unwrap();
    let watching = Watching::over(dir.path(), &[&folder], |command| {
        command.arg("--verbose");
    });
    until("the first pass", || watching.log().contains("0 files read"));
    assert!(!watching.log().contains("New:"), "{}", watching.log());
    fs::write(folder.join("inbox/crew.csv"), small_crew("x")).unwrap();
    until("a drop", || watching.log().contains("New: crew.csv"));
}

/// The disk is full for as long as a file says so, at the point where documents are written.
#[test]
fn a_full_disk_and_a_missing_permission_pause_a_folder_until_they_are_mended() {
    for (what, kind, words) in [
        ("full", "disk-full", "free some space on that disk"),
        ("denied", "no-permission", "let the user that callboard runs as write there"),
    ] {
        let (dir, folder) = production("faulty");
        fs::write(folder.join("inbox/crew.csv"), small_crew("first")).unwrap();
        let ill = dir.path().join("ill");
        let watching = Watching::over(dir.path(), &[&folder], |command| {
            command.env("CALLBOARD_FAIL", format!("publish-write:{what}")).env("CALLBOARD_FAIL_WHILE", &ill);
        });
        until("the first pass", || watching.log().contains("pass done"));
        assert!(problems(&folder).contains("first"));
        let before = files(&folder.join("out"));
        fs::write(&ill, "").unwrap();
        fs::write(folder.join("inbox/crew.csv"), small_crew("second")).unwrap();
        until("the pause", || live(&folder)["mode"] == "paused");
        let shown = live(&folder);
        assert!(shown["why"].as_str().unwrap().contains(words), "{shown:#}");
        assert_eq!(status(&folder)["mode"], "paused");
        assert_eq!(files(&folder.join("out")), before, "nothing half, nothing lost");
        assert!(problems(&folder).contains("first"));
        until("it is said", || watching.log().contains(&format!("fault=\"{kind}\"")));
        std::thread::sleep(Duration::from_secs(3));
        let times = watching.log().matches("paused").count();
        assert_eq!(times, 1, "once, and not at each try:\n{}", watching.log());
        fs::remove_file(&ill).unwrap();
        until("it goes on", || problems(&folder).contains("second"));
        until("and says so", || watching.log().contains("INFO goes on"));
        until("and shows it", || live(&folder)["mode"] == "watching");
    }
}

/// A whole disk of its own, really full. Needs the right to mount.
#[test]
fn a_small_file_system_that_fills_up() {
    if std::env::var_os("CALLBOARD_PEERS").is_none() {
        println!("skipped: CALLBOARD_PEERS is not set");
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let mount = dir.path().join("small");
    fs::create_dir(&mount).unwrap();
    let mounted =
        Command::new("mount").args(["-t", "tmpfs", "-o", "size=24m", "callboard-test"]).arg(&mount).output();
    if !mounted.is_ok_and(|output| output.status.success()) {
        println!("skipped: this user may not mount; the failpoint stands in for it");
        return;
    }
    let outcome = std::panic::catch_unwind(|| {
        let folder = mount.join("show");
        fs::create_dir_all(folder.join("inbox")).unwrap();
        fs::write(folder.join("callboard.toml"), "[watch]\nquiet = \"100ms\"\n").unwrap();
        fs::write(folder.join("inbox/crew.csv"), small_crew("first")).unwrap();
        let watching = Watching::over(dir.path(), &[&folder], |_| {});
        until("the first pass", || problems(&folder).contains("first"));
        // To the last byte.
        let filler = mount.join("filler");
        let mut file = fs::File::create(&filler).unwrap();
        while std::io::Write::write_all(&mut file, &[1; 4096]).is_ok() {}
        // An open file would keep its room after it is removed.
        drop(file);
        // The change itself fits into the room its file has.
        fs::write(folder.join("inbox/crew.csv"), small_crew("later")).unwrap();
        until("the pause", || watching.log().contains("disk-full"));
        assert!(problems(&folder).contains("first"));
        fs::remove_file(&filler).unwrap();
        until("it goes on", || problems(&folder).contains("later"));
        drop(watching);
        assert!(files(&folder.join("out")).iter().all(|name| !name.contains(".callboard-")));
    });
    assert!(Command::new("umount").arg("-l").arg(&mount).status().unwrap().success());
    outcome.unwrap();
}

/// The inbox goes away, as a share does, and comes back with a change in it.
#[test]
fn a_share_that_is_gone_is_shown_with_the_remedy_and_deletes_nothing() {
    let (dir, folder) = production("share");
    fs::write(folder.join("inbox/crew.csv"), small_crew("first")).unwrap();
    let watching = Watching::over(dir.path(), &[&folder], |_| {});
    until("the first pass", || watching.log().contains("pass done"));
    assert!(problems(&folder).contains("first"));
    let before = files(&folder.join("out"));
    let (inbox, away) = (folder.join("inbox"), dir.path().join("away"));
    fs::rename(&inbox, &away).unwrap();
    until("it is shown", || live(&folder)["mode"] == "gone");
    let said = live(&folder)["why"].as_str().unwrap().to_owned();
    assert!(said.contains("nothing in it counts as deleted") && said.contains("Connect it again"), "{said}");
    until("it is said", || watching.log().contains("folder gone"));
    // What an unmounted share leaves: an empty folder of the same name.
    fs::create_dir(&inbox).unwrap();
    std::thread::sleep(Duration::from_secs(3));
    assert_eq!(files(&folder.join("out")), before);
    assert!(problems(&folder).contains("first"));
    assert_eq!(watching.log().matches("pass done").count(), 1, "{}", watching.log());
    fs::remove_dir(&inbox).unwrap();
    fs::write(away.join("crew.csv"), small_crew("second")).unwrap();
    fs::rename(&away, &inbox).unwrap();
    until("it goes on", || problems(&folder).contains("second"));
    until("it is shown", || live(&folder)["mode"] == "watching");
}

#[test]
fn while_a_file_is_being_saved_its_last_content_counts() {
    let (dir, folder) = production("saving");
    fs::write(folder.join("inbox/crew.csv"), small_crew("first")).unwrap();
    fs::write(folder.join("inbox/other.csv"), "Date,Note\n2026-10-31,nothing\n").unwrap();
    let _watching = Watching::over(dir.path(), &[&folder], |_| {});
    until("the first pass", || problems(&folder).contains("first"));
    // Emptied first, as some copying programs do; another file makes a pass meanwhile.
    fs::write(folder.join("inbox/crew.csv"), "").unwrap();
    std::thread::sleep(Duration::from_millis(300));
    fs::write(folder.join("inbox/other.csv"), "Date,Note\nno date,x\n").unwrap();
    until("the pass of the other", || problems(&folder).contains("no date"));
    assert!(problems(&folder).contains("first"), "{}", problems(&folder));
    assert!(problems(&folder).contains("what was in it before was read"));
    fs::write(folder.join("inbox/crew.csv"), small_crew("second")).unwrap();
    until("the whole file", || problems(&folder).contains("second"));
    assert!(!problems(&folder).contains("being saved"));
}

#[test]
fn files_that_are_none_have_words_of_their_own_and_twins_are_read_once() {
    let (_dir, folder) = production("none");
    let inbox = folder.join("inbox");
    fs::write(inbox.join("crew.csv"), small_crew("first")).unwrap();
    fs::copy(inbox.join("crew.csv"), inbox.join("crew (1).csv")).unwrap();
    fs::write(inbox.join("budget.gsheet"), "{\"url\":\"https://docs.example\"}").unwrap();
    fs::write(inbox.join("crew (Ada's conflicted copy 2026-10-30).csv"), small_crew("other")).unwrap();
    fs::write(inbox.join("empty.xlsx"), "").unwrap();
    fs::write(inbox.join("~$crew.csv"), "lock").unwrap();
    fs::write(inbox.join("1A2B3C4D.tmp"), "half").unwrap();
    // Its name is there, and not one block of it.
    fs::File::create(inbox.join("online.csv")).unwrap().set_len(5000).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_callboard"))
        .args(["build", folder.to_str().unwrap(), "--today", "2026-10-30"])
        .env("CALLBOARD_FAKE_DISK", format!("synchronised:{}", folder.display()))
        .env("XDG_STATE_HOME", folder.parent().unwrap().join("state"))
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1), "a person has to look");
    let said: Value = serde_json::from_str(&problems(&folder)).unwrap();
    let said: Vec<(String, String)> = said
        .as_array()
        .or_else(|| said["problems"].as_array())
        .unwrap()
        .iter()
        .map(|p| (p["file"].as_str().unwrap().replace("inbox/", ""), p["code"].as_str().unwrap().to_owned()))
        .collect();
    let says = |file: &str, code: &str| {
        assert!(said.contains(&(file.to_owned(), code.to_owned())), "{file} {code}: {said:?}");
    };
    says("crew (1).csv", "file-duplicate");
    says("budget.gsheet", "file-ignored");
    says("crew (Ada's conflicted copy 2026-10-30).csv", "file-conflict-copy");
    says("empty.xlsx", "file-empty");
    says("online.csv", "file-ignored");
    says("crew.csv", "file-locked");
    assert!(!said.iter().any(|(file, _)| file.contains("1A2B") || file.contains("~$")), "{said:?}");
    assert_eq!(problems(&folder).matches("“first”").count().max(1), 1, "read once");
    // A database in a folder that is being synchronised is a database that gets lost.
    assert!(!folder.join(".callboard/ledger.sqlite").exists());
    let id = fs::read_to_string(folder.join(".callboard/id")).unwrap();
    let state = folder.parent().unwrap().join("state/callboard").join(id.trim());
    assert!(state.join("ledger.sqlite").is_file(), "{}", state.display());
}

#[test]
fn a_ledger_on_a_share_is_refused_with_the_remedy() {
    let (dir, folder) = production("share");
    fs::write(folder.join("callboard.toml"), "[state]\ndir = \"state\"\n").unwrap();
    let refused = Command::new(env!("CARGO_BIN_EXE_callboard"))
        .args(["watch", folder.to_str().unwrap()])
        .env("CALLBOARD_FAKE_DISK", format!("share:{}", dir.path().display()))
        .output()
        .unwrap();
    assert_eq!(refused.status.code(), Some(2));
    let said = stderr(&refused);
    assert!(said.contains("on a network share") && said.contains("set dir under [state]"), "{said}");
}

/// Every file kills the process that reads it, for as long as a file says so.
#[test]
fn a_file_that_breaks_its_reader_twice_is_set_aside_by_its_content() {
    let (dir, folder) = production("poison");
    let ill = dir.path().join("ill");
    fs::write(&ill, "").unwrap();
    let build = || {
        Command::new(env!("CARGO_BIN_EXE_callboard"))
            .args(["build", folder.to_str().unwrap(), "--today", "2026-10-30", "--quiet"])
            .env("CALLBOARD_FAIL", "reader:kill")
            .env("CALLBOARD_FAIL_WHILE", &ill)
            .output()
            .unwrap()
    };
    fs::write(folder.join("inbox/crew.csv"), small_crew("first")).unwrap();
    let state = || status(&folder)["made"]["files"][0]["state"].as_str().unwrap_or_default().to_owned();
    build();
    assert!(problems(&folder).contains("file-reader-died"), "{}", problems(&folder));
    assert_eq!(state(), "retry");
    build();
    assert_eq!(state(), "retry");
    // Sound again, and still not tried: what broke it may break it next time.
    fs::remove_file(&ill).unwrap();
    build();
    assert_eq!(state(), "quarantined");
    assert!(problems(&folder).contains("file-quarantined"));
    // Another content is another file.
    fs::write(folder.join("inbox/crew.csv"), small_crew("second")).unwrap();
    build();
    assert_eq!(state(), "done");
}

#[test]
fn a_pass_that_falls_over_sets_the_new_files_aside_and_goes_on() {
    let (dir, folder) = production("panic");
    fs::write(folder.join("inbox/crew.csv"), small_crew("first")).unwrap();
    let ill = dir.path().join("ill");
    let watching = Watching::over(dir.path(), &[&folder], |command| {
        command.env("CALLBOARD_FAIL", "pass:panic").env("CALLBOARD_FAIL_WHILE", &ill);
    });
    until("the first pass", || problems(&folder).contains("first"));
    fs::write(&ill, "").unwrap();
    fs::write(folder.join("inbox/new.csv"), small_crew("second")).unwrap();
    until("it fell over", || watching.log().contains("fell-over"));
    fs::remove_file(&ill).unwrap();
    until("it goes on", || problems(&folder).contains("second"));
    assert!(problems(&folder).contains("first"));
}

/// What a log and a ledger of a production with these in it may hold.
#[test]
fn the_log_names_nobody_and_the_ledger_holds_no_password() {
    let (dir, folder) = production("secret");
    let planted = ["Zebulon", "Quartermain", "555-0187", "613.37", "zeb@example.com"];
    let row = "Zebulon Quartermain,Gaffer,Electric,613.37,hour,555-0187,zeb@example.com,7:3O\n";
    fs::write(
        folder.join("inbox/Zebulon Quartermain.csv"),
        format!("Name,Position,Department,Rate,Per,Phone,Email,Call\n{row}"),
    )
    .unwrap();
    let mut watching = Watching::over(dir.path(), &[&folder], |command| {
        command.env("CALLBOARD_SMTP_PASSWORD", "correct-horse-battery");
    });
    until("the first pass", || watching.log().contains("pass done"));
    fs::remove_file(folder.join("inbox/Zebulon Quartermain.csv")).unwrap();
    until("the second", || watching.log().matches("pass done").count() == 2);
    assert_eq!(watching.terminate(), Some(0));
    let log = watching.log();
    for secret in planted.iter().chain(&["correct-horse-battery"]) {
        assert!(!log.contains(secret), "{secret} stands in the log:\n{log}");
    }
    assert!(log.contains("files=1") && log.contains("gone=1"), "{log}");
    for name in files(&folder.join(".callboard")) {
        let bytes = fs::read(folder.join(".callboard").join(&name)).unwrap();
        let held = bytes.windows(21).any(|window| window == b"correct-horse-battery");
        assert!(!held, "the password stands in {name}");
    }
    // And nobody else may read the ledger.
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::metadata(folder.join(".callboard/ledger.sqlite")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn a_service_manager_hears_that_it_is_ready_alive_and_stopping() {
    let (dir, folder) = production("service");
    let path = dir.path().join("notify");
    let socket = UnixDatagram::bind(&path).unwrap();
    socket.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    let mut watching = Watching::over(dir.path(), &[&folder], |command| {
        command.env("NOTIFY_SOCKET", &path).env("WATCHDOG_USEC", "400000");
    });
    let hear = || {
        let mut bytes = [0; 512];
        let length = socket.recv(&mut bytes).unwrap();
        String::from_utf8_lossy(&bytes[..length]).into_owned()
    };
    assert!(hear().starts_with("READY=1\nSTATUS=watching 1 production folder"));
    assert_eq!(hear(), "WATCHDOG=1");
    assert_eq!(hear(), "WATCHDOG=1");
    assert_eq!(watching.terminate(), Some(0));
    assert!((0..100).any(|_| hear() == "STOPPING=1"));
}

/// The production's day is over at its midnight, not at the machine's, and a clock that jumps back for a moment makes
/// nothing of a day that is over.
#[test]
fn a_new_day_makes_a_pass_and_a_clock_that_goes_back_does_not() {
    let (dir, folder) = production("midnight");
    fs::write(
        folder.join("callboard.toml"),
        "[production]\ntime_zone = \"America/Los_Angeles\"\n[watch]\nquiet = \"100ms\"\n",
    )
    .unwrap();
    fs::write(folder.join("inbox/crew.csv"), small_crew("first")).unwrap();
    let clock = dir.path().join("clock");
    let set = |text: &str| {
        let part = dir.path().join("clock.part");
        fs::write(&part, text).unwrap();
        fs::rename(part, &clock).unwrap();
    };
    // 06:30 UTC is 23:30 of the day before in Los Angeles, in October seven hours behind.
    set("2026-10-30T06:30:00Z");
    let watching = Watching::by_the_clock(dir.path(), &folder, &clock);
    until("the first pass", || watching.log().contains("as_of=2026-10-29"));
    set("2026-10-30T07:30:00Z");
    until("the new day", || watching.log().contains("as_of=2026-10-30"));
    let passes = watching.log().matches("pass done").count();
    set("2026-10-12T07:30:00Z");
    until("the jump is said", || watching.log().contains("the clock went back"));
    set("2026-10-30T08:00:00Z");
    std::thread::sleep(Duration::from_secs(3));
    assert_eq!(watching.log().matches("pass done").count(), passes, "{}", watching.log());
}
