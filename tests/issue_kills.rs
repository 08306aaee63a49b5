//! `kill -9` at each step of `issue`: a revision is out or is not, never half; the next run puts right what is missing, and
//! nobody is told twice.
#![cfg(all(unix, feature = "pdf"))]

mod common;

use common::{files, stderr, stdout};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

fn production() -> (TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("small");
    fs::create_dir_all(folder.join("inbox")).unwrap();
    for (name, text) in [
        (
            "callboard.toml",
            "[production]\ntitle = \"Small\"\ntime_zone = \"America/Los_Angeles\"\ncountry = \"US\"\nregion = \"CA\"\n\
             [mail]\nfrom = \"Small Office <office@example.com>\"\n",
        ),
        ("inbox/schedule.csv", "Date,Day,Crew Call,Lunch,Est. Wrap\n2026-11-24,3,7:00A,1:00P,7:00P\n"),
        (
            "inbox/crew.csv",
            "Name,Position,Department,Email\nDana Ruiz,1st AD,Direction,dana@example.com\nLee Park,Key Grip,Grip,lee@example.com\n",
        ),
    ] {
        fs::write(folder.join(name), text).unwrap();
    }
    (dir, folder)
}

fn issue(folder: &Path, fail: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_callboard"));
    command.args([
        "issue",
        "3",
        folder.to_str().unwrap(),
        "--today",
        "2026-11-23",
        "--at",
        "2026-11-23 18:00",
    ]);
    command.env("NO_COLOR", "1").env_remove("SOURCE_DATE_EPOCH").envs(fail.iter().copied());
    command.output().unwrap()
}

fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let out = folder.join("out");
    files(&out).into_iter().map(|name| (name.clone(), fs::read(out.join(name)).unwrap())).collect()
}

const ISSUED: &str = "call-sheets/issued/2026-11-24_day-03_main_rev-01_white.pdf";

#[test]
fn a_kill_at_each_step_of_issuing_leaves_a_revision_out_or_not_out() {
    let (_dir, folder) = production();
    assert_eq!(issue(&folder, &[]).status.code(), Some(0));
    let reference = contents(&folder);
    assert!(reference.contains_key(ISSUED));
    // Which points it comes by, and how often.
    let (dir, folder) = production();
    let trace = dir.path().join("trace");
    issue(&folder, &[("CALLBOARD_FAIL_TRACE", trace.to_str().unwrap())]);
    let mut passed: BTreeMap<String, usize> = BTreeMap::new();
    for name in fs::read_to_string(&trace).unwrap().lines().filter(|name| *name != "reader") {
        *passed.entry(name.to_owned()).or_default() += 1;
    }
    for point in [
        "issue-before-commit",
        "issue-after-commit",
        "publish-once-before-rename",
        "publish-once-after-rename",
    ] {
        assert!(passed.contains_key(point), "{passed:?}");
    }
    let mut kills = 0;
    for (point, times) in &passed {
        // The first, one in the middle and the last.
        let mut nth = vec![1, times.div_ceil(2), *times];
        nth.dedup();
        for nth in nth {
            let after = format!("{point} {nth}");
            let (_dir, folder) = production();
            let killed = issue(&folder, &[("CALLBOARD_FAIL", &format!("{point}:kill@{nth}"))]);
            assert_eq!(killed.status.code(), None, "{after}: it was to be killed");
            kills += 1;
            let half = contents(&folder);
            if let Some(bytes) = half.get(ISSUED) {
                assert!(bytes == &reference[ISSUED], "{after}: a revision in out/ is the whole one");
            }
            let again = issue(&folder, &[]);
            assert_eq!(again.status.code(), Some(0), "{after}: {}", stderr(&again));
            let said = stdout(&again);
            // What the ledger has is out, and is not issued a second time.
            let kept = !matches!(point.as_str(), "issue-before-commit");
            if kept && (point.starts_with("issue") || point.starts_with("publish-once")) {
                assert!(said.contains("Nothing to issue"), "{after}: {said}");
            }
            assert_eq!(files(&folder.join("out/call-sheets/issued")).len(), 1, "{after}: one revision");
            let made = contents(&folder);
            let differing: Vec<&String> = reference
                .keys()
                .chain(made.keys())
                .filter(|name| made.get(*name) != reference.get(*name))
                .collect();
            assert_eq!(differing, [] as [&String; 0], "{after}");
            let manifest: Value = serde_json::from_slice(&made["manifest.json"]).unwrap();
            assert_eq!(manifest["mail"].as_array().unwrap().len(), 2, "{after}: each is written to once");
        }
    }
    println!("{kills} kills at {} points", passed.len());
}
