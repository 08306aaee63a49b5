//! The files of a folder of rule packs: which are read, and what is said of the others.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::ingest::names::{self, Verdict};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// What a folder of packs holds.
#[derive(Debug, Default)]
pub struct PackFiles {
    /// The files' names, under what the folder is called, and their texts, in the order of their names.
    pub texts: Vec<(String, String)>,
    /// Files that could not be read: the name, and the pack's id as the name has it.
    pub unreadable: Vec<(String, String)>,
    pub problems: Vec<Diagnostic>,
}

/// Reads a folder's `*.toml`. No folder: none. Folders inside it are not looked into.
pub fn read(folder: &Path, shown: &str) -> PackFiles {
    let mut found = PackFiles::default();
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            if error.kind() != ErrorKind::NotFound {
                found.problems.push(cannot_be_read(shown, &error));
            }
            return found;
        }
    };
    let mut paths: Vec<PathBuf> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths.into_iter().filter(|path| !path.is_dir()) {
        let name = format!("{shown}/{}", path.file_name().unwrap_or_default().to_string_lossy());
        if names::judge(&name) == Verdict::Ignore {
            continue;
        }
        if !path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml")) {
            found.problems.push(not_read(&name));
            continue;
        }
        match std::fs::read_to_string(&path) {
            Ok(text) => found.texts.push((name, text)),
            Err(error) => {
                found.problems.push(cannot_be_read(&name, &error));
                let id = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                found.unreadable.push((name, id));
            }
        }
    }
    found
}

/// The id that a file with something wrong in it meant to have, also where it is no TOML.
pub fn claimed_id(text: &str) -> Option<String> {
    match text.parse::<toml::Table>() {
        Ok(table) => table.get("pack")?.as_str().map(str::to_owned),
        Err(_) => text.lines().find_map(|line| {
            let value = line.trim().strip_prefix("pack")?.trim_start().strip_prefix('=')?;
            value.split(['"', '\'']).nth(1).map(str::to_owned)
        }),
    }
}

fn cannot_be_read(name: &str, error: &std::io::Error) -> Diagnostic {
    Diagnostic::new(
        Code::PackInvalid,
        format!("The rule pack cannot be read: {error}."),
        "Make the file readable, as UTF-8 text.",
    )
    .in_file(name)
}

fn not_read(name: &str) -> Diagnostic {
    let mut problem = Diagnostic::new(
        Code::FileIgnored,
        "The file was not read: its name does not end in .toml.",
        "Give a rule pack a name that ends in .toml, and keep anything else elsewhere.",
    )
    .in_file(name);
    problem.severity = Severity::Warning;
    problem
}
