//! The one direction of the house: no step imports a step after it.

use std::fs;
use std::path::Path;

/// Each module with those of ours it may import.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("model", &["model"]),
    ("diagnostic", &["model"]),
    ("digest", &[]),
    ("disk", &["fail"]),
    ("fail", &[]),
    ("worker", &["worker"]),
    ("settings", &["settings", "model", "diagnostic"]),
    ("ingest", &["ingest", "model", "diagnostic", "settings", "worker", "digest", "fail"]),
    ("check", &["check", "ingest", "model", "diagnostic", "settings", "digest"]),
    ("render", &["render", "check", "ingest", "model", "diagnostic", "settings", "worker", "digest", "fail"]),
    ("deliver", &["deliver", "render", "model", "diagnostic", "settings", "digest"]),
    ("store", &["store", "disk", "fail"]),
];

#[test]
fn no_step_imports_a_step_after_it() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    for (module, allowed) in MAY_IMPORT {
        let mut files = Vec::new();
        collect(&src.join(module), &mut files);
        let single = src.join(format!("{module}.rs"));
        if single.is_file() {
            files.push(single);
        }
        assert!(!files.is_empty(), "no module {module} in src/: correct this test");
        for file in files {
            let text = fs::read_to_string(&file).unwrap();
            for (number, line) in text.lines().enumerate() {
                for import in imports(line) {
                    if !allowed.contains(&import) {
                        let place = file.strip_prefix(&src).unwrap().display();
                        wrong.push(format!("src/{place}:{}: {module} may not import {import}", number + 1));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The modules of ours that a line names after `crate::`.
fn imports(line: &str) -> Vec<&str> {
    let code = line.split("//").next().unwrap_or("");
    code.match_indices("crate::")
        .filter_map(|(at, _)| {
            let rest = code.get(at + "crate::".len()..)?;
            let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            rest.get(..end).filter(|name| !name.is_empty())
        })
        .collect()
}

fn collect(dir: &Path, files: &mut Vec<std::path::PathBuf>) {
    let Ok(entries) = fs::read_dir(dir) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
}

#[test]
fn the_check_sees_an_import() {
    assert_eq!(imports("use crate::render::job::About;"), ["render"]);
    assert_eq!(imports("    let x = crate::check::run(); // crate::cli"), ["check"]);
}
