//! A production's own templates: put there, changed, broken, endless.
#![cfg(feature = "pdf")]

mod common;

use callboard::diagnostic::Code;
use callboard::render::setter::{self, Overrides};
use callboard::worker::{Limits, Pool};
use common::{callboard, stderr, stdout};
use serde_json::json;
use std::fs;
use std::path::Path;

fn production(dir: &Path) -> String {
    fs::create_dir_all(dir.join("inbox")).unwrap();
    fs::write(
        dir.join("inbox/schedule.csv"),
        "Date,Unit,Crew Call,Location\n2026-10-31,Main,7:00 AM,Stage 4\n",
    )
    .unwrap();
    dir.display().to_string()
}

#[test]
fn a_template_is_put_into_the_production_once_and_never_over_ones_own() {
    let dir = tempfile::tempdir().unwrap();
    let folder = production(dir.path());
    let ejected = callboard(&["templates", "eject", "call-sheet", &folder]);
    assert_eq!(ejected.status.code(), Some(0), "{}", stderr(&ejected));
    let main = dir.path().join("templates/call-sheet/main.typ");
    let built_in = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/call-sheet/main.typ"));
    assert_eq!(fs::read_to_string(&main).unwrap(), built_in.unwrap());

    fs::write(&main, "#set document(title: [Mine])\nMine").unwrap();
    let again = callboard(&["templates", "eject", "call-sheet", &folder]);
    assert_eq!(again.status.code(), Some(1));
    assert!(stdout(&again).contains("main.typ is there already and was left as it is"));
    assert_eq!(fs::read_to_string(&main).unwrap(), "#set document(title: [Mine])\nMine");
    let list = callboard(&["templates", "list", &folder]);
    assert!(stdout(&list).lines().any(|l| l.starts_with("call-sheet ") && l.contains("own: ")));
    assert!(stdout(&list).lines().any(|l| l.starts_with("cost-report ") && l.ends_with("built in")));
}

#[test]
fn a_name_mistyped_is_answered_with_the_nearest() {
    let dir = tempfile::tempdir().unwrap();
    let folder = production(dir.path());
    let unknown = callboard(&["templates", "eject", "call-shet", &folder]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(stderr(&unknown).contains("the nearest is “call-sheet”"));
    fs::create_dir_all(dir.path().join("templates/call-shet")).unwrap();
    fs::write(dir.path().join("templates/call-shet/main.typ"), "x").unwrap();
    let list = callboard(&["templates", "list", &folder]);
    assert_eq!(list.status.code(), Some(1));
    assert!(stdout(&list).contains("call-shet/main.typ"), "{}", stdout(&list));
    assert!(stdout(&list).contains("is “call-sheet” meant?"));
}

#[test]
fn a_mistake_is_told_with_its_line_and_the_built_in_template_is_used() {
    let dir = tempfile::tempdir().unwrap();
    let folder = production(dir.path());
    fs::create_dir_all(dir.path().join("templates/call-sheet")).unwrap();
    fs::write(dir.path().join("templates/call-sheet/main.typ"), "#let d = 1\n\n#tabel(d)\n").unwrap();
    let built = callboard(&["build", &folder, "--today", "2026-10-30", "--only", "call-sheet"]);
    let said = stderr(&built);
    // `tabel` begins after the `#` of the third line.
    assert!(said.contains("templates/call-sheet/main.typ › line 3, column 2"), "{said}");
    assert!(said.contains("The built-in template was used."), "{said}");
    assert!(dir.path().join("out/call-sheets").read_dir().unwrap().count() > 0);
    let preview =
        callboard(&["templates", "preview", "call-sheet", &folder, "--out", &format!("{folder}/p.pdf")]);
    assert_eq!(preview.status.code(), Some(1));
    assert!(stderr(&preview).contains("line 3, column 2"));
    assert!(fs::read(dir.path().join("p.pdf")).unwrap().starts_with(b"%PDF-"));
}

/// It never comes to an end by itself: ten thousand million turns.
#[test]
fn an_endless_template_is_stopped_and_the_built_in_one_is_used() {
    let limits = Limits { memory_bytes: 2 << 30, seconds: 5 };
    let pool = Pool::new(env!("CARGO_BIN_EXE_callboard").into(), "render", 1, limits);
    let endless = b"#for a in range(100000) { for b in range(100000) { } }".to_vec();
    let own: Overrides = [("intake-report/main.typ".to_owned(), endless)].into();
    let sample = include_str!("../templates/intake-report/data.json");
    let data: serde_json::Value = serde_json::from_str(sample).unwrap();
    let first = setter::preview("intake-report", &data, &pool, &own);
    assert!(first.pdf.is_some());
    assert_eq!(first.problems.len(), 1, "{:?}", first.problems);
    assert_eq!(first.problems[0].code, Code::TemplateInvalid);
    assert!(first.problems[0].message.contains("took longer than it may"));
}

#[test]
fn a_greedy_template_is_stopped_by_its_limit_of_memory() {
    let limits = Limits { memory_bytes: 600 << 20, seconds: 60 };
    let pool = Pool::new(env!("CARGO_BIN_EXE_callboard").into(), "render", 1, limits);
    let greedy = b"#let a = \"a\" * 900000000\n#a.len()".to_vec();
    let own: Overrides = [("probe/main.typ".to_owned(), greedy)].into();
    let printed = setter::preview("probe", &json!({}), &pool, &own);
    assert!(printed.pdf.is_none());
    let said: Vec<&str> = printed.problems.iter().map(|p| p.message.as_str()).collect();
    assert!(said.iter().any(|m| m.contains("more memory than it may")), "{said:?}");
}
