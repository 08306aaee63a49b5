//! `callboard issue` and `callboard push` through the binary: what goes out, that it stays, and who says so.
#![cfg(feature = "pdf")]

mod common;

use common::{callboard, files, stderr, stdout};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const TODAY: &str = "2026-11-23";

/// Two shooting days of the main unit and one of the second, two people in a crew. 24 November is a Tuesday.
fn production() -> (TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("small");
    let write = |name: &str, text: &str| {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write(
        "callboard.toml",
        "[production]\ntitle = \"Small\"\ncompany = \"Small LLC\"\ntime_zone = \"America/Los_Angeles\"\ncountry = \"US\"\n\
         region = \"CA\"\nphotography_start = 2026-11-02\n",
    );
    write("inbox/schedule.csv", SCHEDULE);
    write(
        "inbox/crew.csv",
        "Name,Position,Department,Agreement,Rate,Per,Call,Phone,Email\n\
         Dana Ruiz,1st AD,Direction,non-union,$50.00,hour,,(323) 555-0101,dana@example.com\n\
         Lee Park,Key Grip,Grip,IATSE,$40.00,hour,-0:30,(323) 555-0102,\n",
    );
    (dir, folder)
}

const SCHEDULE: &str = "Date,Day,Unit,Crew Call,Lunch,Est. Wrap,Weather\n\
    2026-11-23,2,,8:00A,1:00P,8:00P,Dry\n2026-11-24,3,,7:00A,1:00P,7:00P,Dry\n2026-11-24,1,2nd,9:00A,2:00P,7:00P,Dry\n";

fn run(args: &[&str], folder: &Path) -> (i32, String, String) {
    let mut all = args.to_vec();
    let folder = folder.to_str().unwrap();
    all.push(folder);
    if !args.contains(&"--today") {
        all.extend(["--today", TODAY]);
    }
    let output = callboard(&all);
    (output.status.code().unwrap(), stdout(&output), stderr(&output))
}

fn issue(folder: &Path, at: &str) -> (i32, String, String) {
    run(&["issue", "3", "--unit", "main", "--at", at], folder)
}

fn manifest(folder: &Path) -> Vec<Value> {
    let text = fs::read_to_string(folder.join("out/manifest.json")).unwrap();
    let value: Value = serde_json::from_str(&text).unwrap();
    value["documents"].as_array().unwrap().clone()
}

fn entry(folder: &Path, path: &str) -> Value {
    manifest(folder).into_iter().find(|d| d["path"] == path).unwrap_or_else(|| panic!("{path} is not listed"))
}

const LATEST: &str = "call-sheets/2026-11-24_day-03_main.pdf";
const FIRST: &str = "call-sheets/issued/2026-11-24_day-03_main_rev-01_white.pdf";
const SECOND: &str = "call-sheets/issued/2026-11-24_day-03_main_rev-02_blue.pdf";

#[test]
fn a_sheet_goes_out_in_the_order_of_colours_and_is_never_rewritten() {
    let (_dir, folder) = production();
    let (status, said, wrong) = issue(&folder, "2026-11-23 18:00");
    assert_eq!(status, 0, "{said}{wrong}");
    assert!(said.contains("Issued: Main, 2026-11-24, WHITE REV. 1"), "{said}");
    let out = folder.join("out");
    let first = fs::read(out.join(FIRST)).unwrap();
    assert!(fs::read(out.join(LATEST)).unwrap() == first, "the latest sheet is the issued one");
    let listed = entry(&folder, FIRST);
    assert_eq!(listed["revision"], "FINAL, WHITE REV. 1");
    assert_eq!(listed["issued"], "2026-11-23T18:00:00-08:00");
    assert_eq!(entry(&folder, LATEST)["sha256"], listed["sha256"]);
    let inputs: Vec<&str> =
        listed["inputs"].as_array().unwrap().iter().map(|i| i["file"].as_str().unwrap()).collect();
    assert_eq!(inputs, ["callboard.toml", "inbox/crew.csv", "inbox/schedule.csv"]);
    assert!(listed["inputs"].as_array().unwrap().iter().all(|i| i["sha256"].as_str().unwrap().len() == 64));

    // The same sheet is not issued twice, and on another day it is still the issued one.
    let (status, said, _) = issue(&folder, "2026-11-23 19:00");
    assert_eq!(status, 0);
    assert!(said.contains("Nothing to issue"), "{said}");
    run(&["build", "--today", "2026-11-24"], &folder);
    assert!(fs::read(out.join(LATEST)).unwrap() == first);

    // Another call makes it another sheet: preliminary until it is issued as blue.
    fs::write(folder.join("inbox/schedule.csv"), SCHEDULE.replace("24,3,,7:00A", "24,3,,7:30A")).unwrap();
    run(&["build"], &folder);
    assert!(fs::read(out.join(LATEST)).unwrap() != first);
    assert_eq!(entry(&folder, LATEST)["revision"], "PRELIMINARY");
    assert_eq!(entry(&folder, LATEST)["issued"], Value::Null);
    let (_, said, _) = issue(&folder, "2026-11-23 20:00");
    assert!(said.contains("BLUE REV. 2"), "{said}");
    let second = fs::read(out.join(SECOND)).unwrap();
    assert!(fs::read(out.join(LATEST)).unwrap() == second);
    assert!(fs::read(out.join(FIRST)).unwrap() == first, "an issued revision is never rewritten");
    // The inputs of the first stay those of the first.
    let schedule = |path| entry(&folder, path)["inputs"][2]["sha256"].clone();
    assert_ne!(schedule(FIRST), schedule(SECOND));
    assert_eq!(entry(&folder, FIRST)["sha256"], listed["sha256"]);
}

#[test]
fn what_was_issued_comes_back_from_the_ledger_and_a_changed_file_is_reported() {
    let (_dir, folder) = production();
    issue(&folder, "2026-11-23 18:00");
    let path = folder.join("out").join(FIRST);
    let first = fs::read(&path).unwrap();
    fs::remove_dir_all(folder.join("out")).unwrap();
    run(&["build"], &folder);
    assert!(fs::read(&path).unwrap() == first);
    fs::write(&path, "scribble").unwrap();
    let (_, _, wrong) = run(&["build"], &folder);
    assert!(wrong.contains("issued-changed"), "{wrong}");
    assert_eq!(fs::read(&path).unwrap(), b"scribble");
}

#[test]
fn of_several_units_one_has_to_be_named() {
    let (_dir, folder) = production();
    let (status, _, wrong) = run(&["issue", "2026-11-24"], &folder);
    assert_eq!(status, 2);
    assert!(wrong.contains("Main (2026-11-24), 2nd (2026-11-24)") && wrong.contains("--unit"), "{wrong}");
    assert!(!folder.join("out/call-sheets/issued").exists());
    let (status, said, _) = run(&["issue", "2026-11-24", "--all-units"], &folder);
    assert_eq!(status, 0);
    assert_eq!(said.matches("WHITE REV. 1").count(), 2, "{said}");
    for (day, part) in [("2026-12-24", "run from 2026-11-23 to 2026-11-24"), ("soon", "is no day")] {
        let (status, _, wrong) = run(&["issue", day], &folder);
        assert_eq!(status, 2);
        assert!(wrong.contains(part), "{wrong}");
    }
}

#[test]
fn a_sheet_that_goes_out_late_is_a_finding() {
    // The first call is Lee Park's, half an hour before the crew's 7:00: 6:30. 18:30 is twelve hours before it,
    // 19:30 is eleven.
    for (at, measured) in [("2026-11-23 18:30", None), ("2026-11-23 19:30", Some("11:00"))] {
        let (_dir, folder) = production();
        let (status, said, _) = issue(&folder, at);
        assert_eq!(status, 0);
        assert_eq!(said.contains("call-sheet-complete/late"), measured.is_some(), "{said}");
        let (_, json, _) = run(&["check", "--format", "json"], &folder);
        let report: Value = serde_json::from_str(&json).unwrap();
        let late: Vec<&Value> = report["findings"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|f| f["rule"] == "call-sheet-complete/late" && f["subject"]["date"] == "2026-11-24")
            .filter(|f| f["subject"]["unit"] == "Main")
            .collect();
        assert_eq!(late.first().map(|f| f["measured"].as_str().unwrap()), measured);
    }
}

#[test]
fn the_same_history_gives_the_same_bytes() {
    let made: Vec<_> = (0..2)
        .map(|_| {
            let (dir, folder) = production();
            // Noon of the day worked as of, since no moment is named.
            run(&["issue", "3", "--unit", "Main"], &folder);
            run(&["issue", "1", "--unit", "2nd unit"], &folder);
            let out = folder.join("out");
            let all: Vec<_> = files(&out).into_iter().map(|f| (fs::read(out.join(&f)).unwrap(), f)).collect();
            drop(dir);
            all
        })
        .collect();
    assert!(made[0].iter().any(|(_, file)| file == FIRST));
    for ((one, file), (other, same)) in made[0].iter().zip(&made[1]) {
        assert!(file == same && one == other, "{file} differs");
    }
}

#[test]
fn a_sheet_is_issued_while_another_process_watches() {
    let (_dir, folder) = production();
    fs::create_dir_all(folder.join(".callboard")).unwrap();
    let watch = fs::File::create(folder.join(".callboard/lock")).unwrap();
    watch.lock().unwrap();
    let (status, said, wrong) = issue(&folder, "2026-11-23 18:00");
    assert_eq!(status, 0, "{said}{wrong}");
    assert!(folder.join("out").join(FIRST).is_file());
}

#[test]
fn status_knows_what_went_out_and_what_changed_since() {
    let (_dir, folder) = production();
    issue(&folder, "2026-11-23 18:00");
    let status = || run(&["status"], &folder).1;
    let said = status();
    assert!(
        said.contains("Main, 2026-11-24: WHITE REV. 1, Mon 2026-11-23 18:00 PST, as the sheet still is"),
        "{said}"
    );
    assert!(said.contains("the call sheet of 2nd, 2026-11-24: it has not been issued"), "{said}");
    assert!(said.contains(" call-sheet, ") && !said.contains("a build:"), "{said}");
    fs::write(folder.join("inbox/schedule.csv"), SCHEDULE.replace("24,3,,7:00A", "24,3,,7:30A")).unwrap();
    let said = status();
    assert!(said.contains("a build: since the last one changed: inbox/schedule.csv."), "{said}");
    assert!(
        said.contains("the call sheet of Main, 2026-11-24: it changed since WHITE REV. 1 went out"),
        "{said}"
    );
    assert!(!said.contains("as the sheet still is"), "{said}");
}
