//! The command line as a whole, as a person or a script sees it: snapshots, so that a changed word shows up
//! in review.

mod common;

use common::{callboard, stderr, stdout};
use std::fs;
use std::path::Path;

/// A small production: two people, two days, one short rest, one cell that is no time.
fn small(dir: &Path) {
    let files = [
        (
            "callboard.toml",
            "[production]\ntitle = \"Small\"\ntime_zone = \"America/Los_Angeles\"\ncountry = \"US\"\nregion = \"CA\"\n\
             photography_start = 2026-11-02\n",
        ),
        (
            "inbox/crew.csv",
            "Small crew list\nName,Position,Department,Agreement,Rate,Per\nDana Ruiz,Key Grip,Grip,IATSE,$50.00,hour\n\
             Lee Park,Best Boy,Grip,IATSE,$46.00,hour\n",
        ),
        (
            // Tuesday 3 November out 8:13P, Wednesday in 6:00A: 9:47, thirteen minutes short of ten hours.
            "inbox/times.csv",
            "Date,Name,In,Lunch Out,Lunch In,Out\n11/3/26,Dana Ruiz,8:00A,1:00P,1:30P,8:13P\n\
             11/4/26,Dana Ruiz,6:00A,12:00n,12:30P,5:00P\n11/4/26,Lee Park,7:OO,12:30P,1:00P,5:00P\n",
        ),
    ];
    for (name, text) in files {
        let path = dir.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

/// Standard output, standard error and the exit status, without what differs between machines.
fn seen(dir: &Path, args: &[&str]) -> String {
    let output = callboard(args);
    let dir = dir.canonicalize().unwrap();
    let text = format!(
        "status {}\n--- out\n{}--- err\n{}",
        output.status.code().unwrap(),
        stdout(&output),
        stderr(&output)
    );
    text.replace(dir.to_str().unwrap(), "FOLDER")
}

#[test]
fn help_names_every_command() {
    let dir = tempfile::tempdir().unwrap();
    insta::assert_snapshot!(seen(dir.path(), &["--help"]));
}

#[test]
fn check_says_what_is_wrong_where_and_what_would_be_right() {
    let dir = tempfile::tempdir().unwrap();
    small(dir.path());
    let folder = dir.path().to_str().unwrap();
    let text = seen(dir.path(), &["check", folder, "--today", "2026-11-10"]);
    // Half an hour at double time: 0.5 × 2 × 50.00.
    assert!(text.contains("50.00") && text.contains("9:47"), "{text}");
    insta::assert_snapshot!(text);
}

#[test]
fn read_shows_how_a_file_was_understood() {
    let dir = tempfile::tempdir().unwrap();
    small(dir.path());
    let file = dir.path().join("inbox/times.csv");
    let file = file.canonicalize().unwrap();
    insta::assert_snapshot!("read_text", seen(dir.path(), &["read", file.to_str().unwrap()]));
    insta::assert_snapshot!(
        "read_json",
        seen(dir.path(), &["read", file.to_str().unwrap(), "--format", "json"])
    );
}

#[test]
fn check_and_read_change_nothing() {
    let dir = tempfile::tempdir().unwrap();
    small(dir.path());
    let before = common::files(dir.path());
    callboard(&["check", dir.path().to_str().unwrap(), "--today", "2026-11-10"]);
    callboard(&["read", dir.path().join("inbox/times.csv").to_str().unwrap()]);
    assert_eq!(before, common::files(dir.path()));
}

#[test]
fn a_rule_is_explained_and_a_misspelt_one_is_suggested() {
    let dir = tempfile::tempdir().unwrap();
    insta::assert_snapshot!("rules_show", seen(dir.path(), &["rules", "show", "uk-working-time/rest-daily"]));
    insta::assert_snapshot!(
        "rules_show_misspelt",
        seen(dir.path(), &["rules", "show", "uk-working-time/rest-dialy"])
    );
}

#[test]
fn the_outbox_of_a_new_folder_is_empty() {
    let dir = tempfile::tempdir().unwrap();
    insta::assert_snapshot!(seen(dir.path(), &["outbox", dir.path().to_str().unwrap(), "list"]));
}

/// The one test of `house.toml` below that expects 2 findings gets 1.
#[test]
fn a_test_that_fails_in_a_productions_own_pack_is_said_by_check_and_in_a_built_in_one_is_not_run() {
    let dir = tempfile::tempdir().unwrap();
    small(dir.path());
    let folder = dir.path().to_str().unwrap();
    assert!(!stderr(&callboard(&["check", folder])).contains("pack-"));

    fs::create_dir(dir.path().join("rules")).unwrap();
    fs::write(dir.path().join("rules/house.toml"), HOUSE.replace("FOUND", "2")).unwrap();
    let said = stderr(&callboard(&["check", folder]));
    let warning =
        said.lines().find(|line| line.contains("pack-test-failed")).unwrap_or_else(|| panic!("{said}"));
    assert!(warning.starts_with("warning[pack-test-failed] rules/house.toml › line "), "{warning}");
    assert!(warning.contains("Test “none” of house/paper: 1 findings, not 2"), "{warning}");

    fs::write(dir.path().join("rules/house.toml"), HOUSE.replace("FOUND", "1")).unwrap();
    assert!(!stderr(&callboard(&["check", folder])).contains("pack-"));
}

#[test]
fn rules_test_takes_a_folder_and_says_what_to_write_instead_of_a_packs_id() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().to_str().unwrap();
    let empty = callboard(&["rules", "test", folder]);
    assert_eq!(empty.status.code(), Some(2));
    assert!(
        stderr(&empty).contains("holds no rule pack: name a file that ends in .toml"),
        "{}",
        stderr(&empty)
    );

    fs::create_dir(dir.path().join("rules")).unwrap();
    fs::write(dir.path().join("rules/house.toml"), HOUSE.replace("FOUND", "1")).unwrap();
    for named in [folder, &format!("{folder}/rules"), &format!("{folder}/rules/house.toml")] {
        let tested = callboard(&["rules", "test", named]);
        assert!(tested.status.success(), "{}", stderr(&tested));
        assert!(
            stdout(&tested).contains("2 tests") && stdout(&tested).contains(" 0 failed"),
            "{}",
            stdout(&tested)
        );
    }
    let by_id = callboard(&["rules", "test", "iatse-basic"]);
    assert_eq!(by_id.status.code(), Some(2));
    let said = stderr(&by_id);
    assert!(
        said.contains("there is no file “iatse-basic”") && said.contains("rules/iatse-basic.toml"),
        "{said}"
    );
}

const HOUSE: &str = r#"schema = 1
pack = "house"
version = "1"
title = "House rules"
[[source]]
id = "s"
title = "The house"
checked = 2026-01-01
status = "verified"
[[rule]]
id = "paper"
title = "No paper"
kind = "required-if"
table = "clearances"
require = ["document"]
outcome = "consent"
message = "{{item}} has no {{missing}}."
cite = "s page 1"
[[rule.test]]
name = "none"
given = { clearances = [{ Item = "A", Kind = "x", Status = "y" }] }
expect = { findings = FOUND }
[[rule.test]]
name = "one"
given = { clearances = [{ Item = "A", Kind = "x", Status = "y", Document = "D" }] }
expect = { findings = 0 }
"#;
