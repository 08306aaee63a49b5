//! `callboard new`: a production folder ready to be filled in. What exists is never overwritten.

use super::Status;
use crate::render::blank::{self, Custom};
use crate::settings::nearest::did_you_mean;
use crate::settings::{territory, values};
use anyhow::{Context, Result, bail};
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::Path;

pub fn run(folder: &Path, kind: &str, country: &str) -> Result<Status> {
    let kind = kind.trim().to_lowercase();
    if !values::KINDS.contains(&kind.as_str()) {
        let meant = did_you_mean(&kind, values::KINDS.iter().copied());
        bail!("no production is of the kind “{kind}”; the kinds are {}.{meant}", values::KINDS.join(", "));
    }
    let Some(country) = territory::country_code(country) else {
        let meant = did_you_mean(country, territory::names());
        bail!("“{country}” is no country's code; write two letters, such as US or GB.{meant}");
    };
    let paper = territory::of(&country).map_or("a4", |customs| customs.paper());
    let inbox = folder.join("inbox");
    fs::create_dir_all(&inbox).with_context(|| format!("{} cannot be made", inbox.display()))?;
    let title = title(folder)?;
    let mut files =
        vec![(folder.join("callboard.toml"), blank::settings(&title, &kind, &country).into_bytes())];
    for (name, bytes) in blank::workbooks(&Custom { country, paper })? {
        files.push((inbox.join(name), bytes));
    }
    let mut kept = 0;
    for (path, bytes) in files {
        if write_new(&path, &bytes).with_context(|| format!("{} cannot be written", path.display()))? {
            outln!("wrote {}", path.display());
        } else {
            kept += 1;
            outln!("kept  {}: it was there already", path.display());
        }
    }
    outln!("Fill in the workbooks, then run: callboard build {}", folder.display());
    Ok(Status::needs_a_person_if(kept > 0))
}

/// The folder's name as a title: `night-train` is `Night Train`.
fn title(folder: &Path) -> Result<String> {
    let full = folder.canonicalize().with_context(|| format!("{} cannot be found", folder.display()))?;
    let name = full.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let words: Vec<String> = name
        .split(['-', '_', ' '])
        .filter(|word| !word.is_empty())
        .map(|word| {
            let mut letters = word.chars();
            let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
            first + letters.as_str()
        })
        .collect();
    Ok(if words.is_empty() { "Untitled".into() } else { words.join(" ") })
}

/// Writes a file that is not there yet; `false` where it is.
fn write_new(path: &Path, bytes: &[u8]) -> std::io::Result<bool> {
    let mut file = match OpenOptions::new().write(true).create_new(true).open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::AlreadyExists => return Ok(false),
        Err(error) => return Err(error),
    };
    file.write_all(bytes)?;
    file.sync_all()?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_folder_is_whole_and_a_second_run_overwrites_nothing() {
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("night-train");
        assert_eq!(run(&folder, "feature", "us").unwrap(), Status::Done);
        let settings = folder.join("callboard.toml");
        assert!(fs::read_to_string(&settings).unwrap().contains("title = \"Night Train\""));
        let sheets = fs::read_dir(folder.join("inbox")).unwrap().count();
        // Production, schedule, people, calls, locations, time sheets, production report, money, clearances, deliverables.
        assert_eq!(sheets, 10);
        fs::write(&settings, "mine").unwrap();
        assert_eq!(run(&folder, "feature", "US").unwrap(), Status::NeedsAPerson);
        assert_eq!(fs::read_to_string(&settings).unwrap(), "mine");
    }

    #[test]
    fn what_cannot_be_is_refused_with_the_nearest_word() {
        let folder = Path::new("never-made");
        assert!(run(folder, "comercial", "US").unwrap_err().to_string().contains("“commercial”"));
        assert!(run(folder, "feature", "Ruritania").is_err());
        assert!(!folder.exists());
    }
}
