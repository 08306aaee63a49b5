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
    let first = setter::preview("intake-report", &data, &pool, &own, &Default::default());
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
    let printed = setter::preview("probe", &json!({}), &pool, &own, &Default::default());
    assert!(printed.pdf.is_none());
    let said: Vec<&str> = printed.problems.iter().map(|p| p.message.as_str()).collect();
    assert!(said.iter().any(|m| m.contains("more memory than it may")), "{said:?}");
}

/// A link inside the folder leads out of it: the file it stands for is not there for a template.
#[cfg(unix)]
#[test]
fn a_link_in_the_templates_folder_brings_in_no_file_of_the_machine() {
    let dir = tempfile::tempdir().unwrap();
    let folder = production(dir.path());
    let own = dir.path().join("templates/call-sheet");
    fs::create_dir_all(&own).unwrap();
    fs::write(dir.path().join("secret.txt"), "SECRET").unwrap();
    std::os::unix::fs::symlink(dir.path().join("secret.txt"), own.join("secret.txt")).unwrap();
    fs::write(own.join("main.typ"), "#set document(title: [T])\n#read(\"secret.txt\")\n").unwrap();
    let built = callboard(&["build", &folder, "--today", "2026-10-30", "--only", "call-sheet"]);
    let said = stderr(&built);
    assert!(said.contains("templates/call-sheet/main.typ › line 2"), "{said}");
    assert!(said.contains("The built-in template was used."), "{said}");
}

/// The quiet time is five minutes: a template that waited for it would not be seen here.
#[cfg(unix)]
#[test]
fn a_changed_template_is_set_by_the_watch_without_waiting_for_the_quiet_time() {
    let dir = tempfile::tempdir().unwrap();
    let folder = production(dir.path());
    fs::write(dir.path().join("callboard.toml"), "[watch]\nquiet = \"300s\"\n").unwrap();
    let own = dir.path().join("templates/call-sheet");
    fs::create_dir_all(&own).unwrap();
    let page = |words: &str| format!("#set document(title: [T])\n#set page(width: {words}pt)\nSheet");
    fs::write(own.join("main.typ"), page("300")).unwrap();
    let mut watching = std::process::Command::new(env!("CARGO_BIN_EXE_callboard"))
        .args(["watch", &folder, "--today", "2026-10-30"])
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let sheet = dir.path().join("out/call-sheets/2026-10-31_day-01_main.pdf");
    let others = dir.path().join("out/intake/intake-report.pdf");
    let is_wide = |points: &str| {
        let pdf = fs::read(&sheet).unwrap_or_default();
        let says = format!("/MediaBox[0 0 {points} ");
        pdf.windows(says.len()).any(|w| w == says.as_bytes())
    };
    let until = |what: &str, so: &dyn Fn() -> bool| {
        let start = std::time::Instant::now();
        while !so() && start.elapsed().as_secs() < 120 {
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        so().then_some(()).ok_or_else(|| what.to_owned())
    };
    let done = until("the first pass", &|| is_wide("300") && dir.path().join("out/manifest.json").exists())
        .and_then(|()| {
            let modified = |path: &Path| fs::metadata(path).and_then(|m| m.modified()).ok();
            let before = modified(&others);
            fs::write(own.join("main.typ"), page("400")).unwrap();
            until("the changed template", &|| is_wide("400"))?;
            // What does not use it is not set again.
            if modified(&others) == before {
                Ok(())
            } else {
                Err("the intake report was set again".to_owned())
            }
        });
    let _ = watching.kill();
    let _ = watching.wait();
    assert_eq!(done, Ok(()));
}

#[test]
fn a_production_is_printed_dark_and_carries_its_data_where_it_says_so() {
    let dir = tempfile::tempdir().unwrap();
    let folder = production(dir.path());
    let sheet = dir.path().join("out/call-sheets/2026-10-31_day-01_main.pdf");
    let build = |settings: &str| {
        fs::write(dir.path().join("callboard.toml"), settings).unwrap();
        let built = callboard(&["build", &folder, "--today", "2026-10-30", "--only", "call-sheet"]);
        assert_ne!(built.status.code(), Some(2), "{}", stderr(&built));
        fs::read(&sheet).unwrap()
    };
    let has = |pdf: &[u8], text: &str| pdf.windows(text.len()).any(|w| w == text.as_bytes());
    let light = build("");
    let dark = build("[documents]\nlook = \"dark\"\nattach = [\"cost-report\"]\n");
    let attached = build("[documents]\nattach = [\"call-sheet\"]\n");
    assert!(light != dark && light != attached);
    assert_eq!([&light, &dark, &attached].map(|pdf| has(pdf, "/EmbeddedFile")), [false, false, true]);
    fs::write(dir.path().join("callboard.toml"), "[documents]\nattach = [\"cost-repot\"]\n").unwrap();
    let wrong = callboard(&["build", &folder]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(stderr(&wrong).contains("cost-report"), "{}", stderr(&wrong));
}
