//! `docs/changing-a-rule.md` followed to the letter: the blocks of the page are put where it says, and do what it says.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// The page's fenced blocks of a language, in order.
fn blocks(page: &str, language: &str) -> Vec<String> {
    let fence = format!("```{language}\n");
    page.split(&fence)
        .skip(1)
        .filter_map(|rest| rest.split_once("```"))
        .map(|(block, _)| block.into())
        .collect()
}

fn callboard(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_callboard"));
    command.args(arguments).current_dir(folder).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn the_page_works_as_written() {
    let page = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/changing-a-rule.md")).unwrap();
    let blocks = blocks(&page, "toml");
    let [before, after, source, test, ..] = blocks.as_slice() else { panic!("{blocks:?}") };
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("night-train")).unwrap();

    let shown = callboard(dir.path(), &["rules", "show", "iatse-basic/rest-daily", "night-train"]);
    assert!(text(&shown.stdout).contains("from 2022-02-13 by photography start"), "{}", text(&shown.stdout));
    let copied = callboard(dir.path(), &["rules", "copy", "iatse-basic", "night-train"]);
    assert!(copied.status.success(), "{}", text(&copied.stderr));
    let again = callboard(dir.path(), &["rules", "copy", "iatse-basic", "night-train"]);
    assert_eq!(again.status.code(), Some(2), "a person's own file is never written over");

    let path = dir.path().join("night-train/rules/iatse-basic.toml");
    let pack = fs::read_to_string(&path).unwrap();
    assert!(pack.contains(before.as_str()), "the page shows another [param.rest] than the pack has");
    let pack = pack.replacen(before.as_str(), after, 1);
    let pack = pack.replacen("[[source]]", &format!("{source}\n[[source]]"), 1);
    let rule = pack.find("id = \"rest-daily\"").unwrap();
    let place = rule + pack[rule..].find("[[rule.test]]").unwrap();
    fs::write(&path, format!("{}{test}\n{}", &pack[..place], &pack[place..])).unwrap();

    let tested = callboard(dir.path(), &["rules", "test", "night-train/rules/iatse-basic.toml"]);
    assert!(tested.status.success(), "{}{}", text(&tested.stdout), text(&tested.stderr));
    assert!(text(&tested.stdout).contains(" 0 failed"));

    // The same test without the new number fails, and says what it got.
    let old = fs::read_to_string(&path).unwrap().replacen(after.as_str(), before, 1);
    fs::write(&path, old).unwrap();
    let failed = callboard(dir.path(), &["rules", "test", "night-train/rules/iatse-basic.toml"]);
    assert_eq!(failed.status.code(), Some(1));
    assert!(
        text(&failed.stdout).contains("FAILED iatse-basic/rest-daily “side letter"),
        "{}",
        text(&failed.stdout)
    );
}
