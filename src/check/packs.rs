//! All packs: those in the binary, and the production's own in their place or beside them.

use super::builtin::BUILT_IN;
use super::laid_over;
use super::pack::Pack;
use super::pack_files;
use super::rule::Rule;
use crate::diagnostic::{Code, Diagnostic};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Every pack that loaded, by id.
#[derive(Debug, Default)]
pub struct Packs {
    pub by_id: BTreeMap<String, Pack>,
    /// Files of packs that did not load.
    pub broken: Vec<String>,
    /// The ids of the packs that are a production's own.
    pub own: BTreeSet<String>,
    /// The ids that files with something wrong in them lay claim to: nothing is judged by them.
    unjudged: BTreeSet<String>,
}

impl Packs {
    /// The packs in the binary alone.
    pub fn built_in() -> (Packs, Vec<Diagnostic>) {
        Self::of(BUILT_IN.iter().map(|(file, text)| (format!("built-in rules/{file}"), (*text).to_owned())))
    }

    /// The packs in the binary with those of a production's `rules/`: a pack of the same id stands in place of the
    /// built-in one, which is said. A file that does not load leaves its id unjudged rather than judged by numbers nobody wanted.
    pub fn load(folder: &Path) -> (Packs, Vec<Diagnostic>) {
        let (mut packs, mut problems) = Self::built_in();
        let (own, found) = Self::of_folder(folder, "rules");
        problems.extend(found);
        problems.extend(packs.replace_with(own));
        (packs, problems)
    }

    /// The packs of a folder; `shown` is what the folder is called in what is said of them.
    pub fn of_folder(folder: &Path, shown: &str) -> (Packs, Vec<Diagnostic>) {
        let read = pack_files::read(folder, shown);
        let (mut packs, mut problems) = Self::of(read.texts.into_iter());
        for (file, id) in read.unreadable {
            packs.leave_out(id);
            packs.broken.push(file);
        }
        problems.extend(read.problems);
        (packs, problems)
    }

    /// Packs from texts. Nothing says which of two files of one id is meant, so none of them counts.
    pub fn of(files: impl Iterator<Item = (String, String)>) -> (Packs, Vec<Diagnostic>) {
        let (mut packs, mut problems) = (Packs::default(), Vec::new());
        let mut claimed: BTreeMap<String, String> = BTreeMap::new();
        for (file, text) in files {
            let (pack, wrong) = Pack::read(&file, &text);
            problems.extend(wrong);
            let id = pack.as_ref().map(|pack| pack.id.clone()).or_else(|| pack_files::claimed_id(&text));
            let Some(id) = id else {
                packs.broken.push(file);
                continue;
            };
            match (pack, claimed.get(&id)) {
                (Some(pack), None) => drop(packs.by_id.insert(id.clone(), pack)),
                (_, first) => {
                    problems.extend(first.map(|first| two_files(&id, first, &file)));
                    packs.leave_out(id.clone());
                    packs.broken.push(file.clone());
                }
            }
            claimed.entry(id).or_insert(file);
        }
        (packs, problems)
    }

    /// Nothing is judged by this id, whichever file it came from.
    fn leave_out(&mut self, id: String) {
        self.broken.extend(self.by_id.remove(&id).map(|pack| pack.file));
        self.unjudged.insert(id);
    }

    /// Puts a production's packs in the place of those of the same id, or beside them, and says which were replaced.
    fn replace_with(&mut self, own: Packs) -> Vec<Diagnostic> {
        self.by_id.retain(|id, _| !own.unjudged.contains(id));
        self.unjudged.extend(own.unjudged);
        self.broken.extend(own.broken);
        let (mut said, mut was) = (Vec::new(), BTreeMap::new());
        for (id, pack) in own.by_id {
            if let Some(built_in) = self.by_id.get(&id) {
                was.insert(id.clone(), laid_over::called(built_in));
                said.push(laid_over::replaced(built_in, &pack));
                said.extend(laid_over::unjudged_dates(built_in, &pack));
            }
            self.own.insert(id.clone());
            self.by_id.insert(id, pack);
        }
        said.extend(self.own.iter().flat_map(|id| laid_over::names(id, &self.by_id, &self.own, &was)));
        said
    }

    /// A rule by `pack/rule`, under its present or a former id.
    pub fn rule(&self, full_id: &str) -> Option<(&Pack, &Rule)> {
        let (pack, rule) = full_id.split_once('/')?;
        let pack = self.by_id.get(pack)?;
        pack.rule(rule).map(|rule| (pack, rule))
    }
}

fn two_files(id: &str, first: &str, second: &str) -> Diagnostic {
    Diagnostic::new(
        Code::PackInvalid,
        format!("{first} and {second} are both the pack “{id}”; nothing is checked by either."),
        "Keep one of them here; give the other an id of its own, or move it away.",
    )
    .in_file(second)
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

    const HOUSE: &str = "schema = 1\npack = 'ID'\nversion = '1'\ntitle = 'House rules'\n\
        [[source]]\nid = 's'\ntitle = 'The house'\nchecked = 2026-01-01\nstatus = 'verified'\n\
        [[rule]]\nid = 'paper'\ntitle = 'No paper'\nkind = 'required-if'\ntable = 'clearances'\nrequire = ['document']\n\
        outcome = 'consent'\nmessage = '{{item}} has no {{missing}}.'\ncite = 's page 1'\n\
        [[rule.test]]\nname = 'none'\ngiven = { clearances = [{ Item = 'A', Kind = 'x', Status = 'y' }] }\nexpect = { findings = 1 }\n\
        [[rule.test]]\nname = 'one'\ngiven = { clearances = [{ Item = 'A', Kind = 'x', Status = 'y', Document = 'D' }] }\nexpect = { findings = 0 }\n";

    /// What loading says of a production's `rules/` with these files.
    fn loaded(files: &[(&str, &str)]) -> (Packs, Vec<String>) {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        let (packs, problems) = Packs::load(folder.path());
        (packs, problems.iter().map(|p| p.to_string().lines().next().unwrap().to_owned()).collect())
    }

    #[test]
    fn a_file_in_place_of_a_built_in_pack_is_said_with_the_rules_it_lacks() {
        let text = include_str!("../../rules/iatse-basic.toml");
        let (packs, said) = loaded(&[("iatse-basic.toml", text)]);
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(said[0].starts_with("info[pack-replaced] rules/iatse-basic.toml: "), "{said:?}");
        assert_eq!(packs.by_id["iatse-basic"].file, "rules/iatse-basic.toml");

        let (_, said) = loaded(&[("mine.toml", &HOUSE.replace("ID", "cost-control"))]);
        let rules =
            Packs::built_in().0.by_id["cost-control"].rules.iter().map(|r| r.id.clone()).collect::<Vec<_>>();
        assert!(!rules.iter().any(|id| id == "paper"));
        assert!(said[0].starts_with("warning[pack-replaced] rules/mine.toml: "), "{said:?}");
        assert!(said[0].ends_with(&format!(": {}.", rules.join(", "))), "{said:?}");

        let (packs, said) = loaded(&[("mine.toml", &HOUSE.replace("ID", "house"))]);
        assert!(said.is_empty() && packs.by_id.len() == BUILT_IN.len() + 1, "{said:?}");
    }

    #[test]
    fn two_files_of_one_id_are_an_error_and_neither_counts_nor_does_the_built_in_pack() {
        let text = include_str!("../../rules/iatse-basic.toml");
        let (packs, said) = loaded(&[("a.toml", text), ("b.toml", text)]);
        assert_eq!(
            said,
            [
                "error[pack-invalid] rules/b.toml: rules/a.toml and rules/b.toml are both the pack “iatse-basic”; \
              nothing is checked by either."
            ]
        );
        assert!(!packs.by_id.contains_key("iatse-basic"));
        assert_eq!(packs.broken, ["rules/a.toml", "rules/b.toml"]);
    }

    #[test]
    fn a_file_that_is_not_read_is_said_and_debris_is_not() {
        let text = HOUSE.replace("ID", "house");
        let (packs, said) = loaded(&[
            ("iatse-basic.toml.txt", ""),
            (".house.toml.swp", ""),
            ("house.toml~", ""),
            ("~$house.toml", ""),
            ("House.TOML", &text),
        ]);
        assert_eq!(
            said,
            [
                "warning[file-ignored] rules/iatse-basic.toml.txt: The file was not read: its name does not end in .toml."
            ]
        );
        assert_eq!(packs.by_id["house"].file, "rules/House.TOML");
    }

    /// No TOML at all, and no text at all: the built-in pack would judge by numbers that were meant to be changed.
    #[test]
    fn a_built_in_pack_does_not_step_in_for_a_file_that_cannot_be_read() {
        let (packs, said) =
            loaded(&[("mine.toml", "schema = 1\npack = \"iatse-basic\"\nversion = 2024.1-letter\n")]);
        assert!(said[0].starts_with("error[pack-invalid]"), "{said:?}");
        assert!(!packs.by_id.contains_key("iatse-basic"));

        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("iatse-basic.toml"), b"pack = \"\x93\"").unwrap();
        let (packs, problems) = Packs::load(folder.path());
        assert_eq!(problems.iter().map(|p| p.code).collect::<Vec<_>>(), [Code::PackInvalid]);
        assert!(!packs.by_id.contains_key("iatse-basic"));
    }
}
