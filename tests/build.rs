//! The README's first command on a copy of the sample production: what is there, that it is the same
//! twice, and that nothing private is where it should not be.
#![cfg(feature = "pdf")]

mod common;

use common::{callboard, files, sample, stderr, stdout};
use std::fs;
use std::path::Path;

const TODAY: &str = "2026-10-30";

fn build(folder: &Path, more: &[&str]) -> String {
    let folder = folder.to_str().unwrap();
    let mut args = vec!["build", folder, "--today", TODAY];
    args.extend(more);
    let output = callboard(&args);
    // The sample holds a document-independent fault or two at most; 2 would be a command that could not start.
    assert_ne!(output.status.code(), Some(2), "{}", stderr(&output));
    stdout(&output)
}

#[test]
fn the_whole_production_is_made_and_made_the_same_twice() {
    let (_dir, folder) = sample("night-train");
    build(&folder, &[]);
    let out = folder.join("out");
    let made = files(&out);
    let has = |part: &str| made.iter().any(|file| file.starts_with(part));
    for part in [
        "call-sheets/",
        "compliance/compliance-report.pdf",
        "compliance/compliance-report.xlsx",
        "compliance/findings.json",
        "compliance/meal-penalties.pdf",
        "compliance/turnaround.xlsx",
        "compliance/minors.pdf",
        "compliance/week_2026-10-31.pdf",
        "money/cost-report.pdf",
        "money/cost-report.xlsx",
        "releases/",
        "intake/intake-report.pdf",
        "intake/problems.json",
        "mail/2026-10-30/",
        "manifest.json",
    ] {
        assert!(has(part), "nothing at {part}; there is {made:#?}");
    }
    // Five shooting days, and a second unit on one of them: six sheets, and of each the cuts for transport, catering, and
    // make-up and wardrobe.
    let sheets: Vec<_> =
        made.iter().filter(|f| f.starts_with("call-sheets/") && f.ends_with(".pdf")).collect();
    let cuts = sheets.iter().filter(|f| f.contains("/departments/")).count();
    assert_eq!((sheets.len() - cuts, cuts), (6, 18), "{made:#?}");
    // No temporary file is left behind.
    assert!(made.iter().all(|f| !f.contains("tmp")), "{made:#?}");

    let (_other_dir, other) = sample("night-train");
    build(&other, &[]);
    let other = other.join("out");
    assert_eq!(made, files(&other));
    for file in &made {
        assert!(
            fs::read(out.join(file)).unwrap() == fs::read(other.join(file)).unwrap(),
            "{file} differs between two builds of the same input"
        );
    }
}

#[test]
fn a_second_build_makes_nothing_anew_and_a_changed_input_only_what_it_touches() {
    let (_dir, folder) = sample("night-train");
    build(&folder, &[]);
    let again = build(&folder, &[]);
    assert!(again.contains("0 documents made"), "{again}");
}

#[cfg(unix)]
#[test]
fn money_and_compliance_are_readable_by_their_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let (_dir, folder) = sample("night-train");
    build(&folder, &["--only", "cost-report,compliance-report"]);
    let mut looked_at = 0;
    for file in files(&folder.join("out")) {
        if file.starts_with("money/") || file.starts_with("compliance/") {
            let mode = fs::metadata(folder.join("out").join(&file)).unwrap().permissions().mode();
            assert_eq!(mode & 0o077, 0, "{file} can be read by others: {mode:o}");
            looked_at += 1;
        }
    }
    assert!(looked_at >= 5, "only {looked_at} private files were made");
}

#[test]
fn people_s_own_files_are_never_touched() {
    let (_dir, folder) = sample("night-train");
    let inbox = folder.join("inbox");
    let before: Vec<_> = files(&inbox).into_iter().map(|f| (fs::read(inbox.join(&f)).unwrap(), f)).collect();
    build(&folder, &[]);
    let after: Vec<_> = files(&inbox).into_iter().map(|f| (fs::read(inbox.join(&f)).unwrap(), f)).collect();
    assert!(before == after);
}

#[test]
fn a_folder_that_another_process_works_on_is_refused() {
    let (_dir, folder) = sample("harbour-spot");
    let own = folder.join(".callboard");
    fs::create_dir_all(&own).unwrap();
    let lock = fs::File::create(own.join("lock")).unwrap();
    fs::write(own.join("lock"), "process 4711 since yesterday").unwrap();
    lock.lock().unwrap();
    let output = callboard(&["build", folder.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("process 4711 since yesterday"), "{}", stderr(&output));
}
