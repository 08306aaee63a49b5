//! All packs: those in the binary, and the production's own laid over them.

use super::builtin::BUILT_IN;
use super::pack::Pack;
use super::rule::Rule;
use crate::diagnostic::{Code, Diagnostic};
use std::collections::BTreeMap;
use std::path::Path;

/// Every pack that loaded, by id.
#[derive(Debug, Default)]
pub struct Packs {
    pub by_id: BTreeMap<String, Pack>,
    /// Files of packs that did not load.
    pub broken: Vec<String>,
}

impl Packs {
    /// The packs in the binary alone.
    pub fn built_in() -> (Packs, Vec<Diagnostic>) {
        Self::of(BUILT_IN.iter().map(|(file, text)| (format!("built-in rules/{file}"), (*text).to_owned())))
    }

    /// The packs in the binary with those of a production's `rules/` laid over them: a pack of the
    /// same id replaces the built-in one. An overlay that does not load leaves its id unjudged rather than judged by numbers nobody wanted.
    pub fn load(overlay: &Path) -> (Packs, Vec<Diagnostic>) {
        let (files, mut problems) = read_folder(overlay);
        let built_in =
            BUILT_IN.iter().map(|(file, text)| (format!("built-in rules/{file}"), (*text).to_owned()));
        let (packs, found) = Self::of(built_in.chain(files));
        problems.extend(found);
        (packs, problems)
    }

    /// Packs from texts; a later one of the same id replaces an earlier one.
    pub fn of(files: impl Iterator<Item = (String, String)>) -> (Packs, Vec<Diagnostic>) {
        let (mut packs, mut problems) = (Packs::default(), Vec::new());
        for (file, text) in files {
            let (pack, wrong) = Pack::read(&file, &text);
            problems.extend(wrong);
            match pack {
                Some(pack) => drop(packs.by_id.insert(pack.id.clone(), pack)),
                None => {
                    if let Some(id) = claimed_id(&text) {
                        packs.by_id.remove(&id);
                    }
                    packs.broken.push(file);
                }
            }
        }
        (packs, problems)
    }

    /// A rule by `pack/rule`, under its present or a former id.
    pub fn rule(&self, full_id: &str) -> Option<(&Pack, &Rule)> {
        let (pack, rule) = full_id.split_once('/')?;
        let pack = self.by_id.get(pack)?;
        pack.rule(rule).map(|rule| (pack, rule))
    }
}

/// The id that a file with something wrong in it meant to have.
fn claimed_id(text: &str) -> Option<String> {
    let table: toml::Table = text.parse().ok()?;
    table.get("pack")?.as_str().map(str::to_owned)
}

/// The `*.toml` files of a folder in the order of their names. No folder: none.
fn read_folder(folder: &Path) -> (Vec<(String, String)>, Vec<Diagnostic>) {
    let (mut files, mut problems) = (Vec::new(), Vec::new());
    let Ok(entries) = std::fs::read_dir(folder) else { return (files, problems) };
    let mut paths: Vec<_> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths.into_iter().filter(|path| path.extension().is_some_and(|e| e == "toml")) {
        let name = format!("rules/{}", path.file_name().unwrap_or_default().to_string_lossy());
        match std::fs::read_to_string(&path) {
            Ok(text) => files.push((name, text)),
            Err(error) => problems.push(
                Diagnostic::new(
                    Code::PackInvalid,
                    format!("The rule pack cannot be read: {error}."),
                    "Make the file readable, as UTF-8 text.",
                )
                .in_file(name),
            ),
        }
    }
    (files, problems)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_pack_loads() {
        let (packs, problems) = Packs::built_in();
        let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert!(said.is_empty(), "{}", said.join("\n"));
        assert_eq!(packs.by_id.len(), BUILT_IN.len());
    }
}
