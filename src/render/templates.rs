//! Which files a template is made of: its own folder, what all share, and the folders whose files it names. A changed file of
//! the production's own makes those documents stale that may use it, and no others, so that whoever writes a template sees
//! the page at once.

use super::assets;
use super::setter::Overrides;
use crate::digest::sha256_of_parts;
use std::collections::BTreeSet;

/// Every document may use these.
const SHARED: [&str; 3] = ["lib", "fonts", "words"];

/// The templates in the binary, and the production's own over them.
pub struct Templates<'a> {
    built_in: String,
    own: &'a Overrides,
}

impl<'a> Templates<'a> {
    pub fn of(own: &'a Overrides) -> Templates<'a> {
        Templates { built_in: assets::digest(), own }
    }

    /// SHA-256 over everything that can change a PDF of this template besides its data: this program's version, its
    /// templates and faces, and the production's own files that the template may use.
    pub fn digest(&self, template: &str) -> String {
        let reached = self.reached(template);
        let mut parts: Vec<&[u8]> = vec![env!("CARGO_PKG_VERSION").as_bytes(), self.built_in.as_bytes()];
        for (path, bytes) in self.own.iter().filter(|(path, _)| self.may_use(&reached, folder_of(path))) {
            parts.push(path.as_bytes());
            parts.push(bytes);
        }
        sha256_of_parts(parts)
    }

    /// What lies in no built-in template's folder may be used by any: only what is surely another's is left out.
    fn may_use(&self, reached: &Option<BTreeSet<&str>>, folder: &str) -> bool {
        let Some(reached) = reached else { return true };
        reached.contains(folder) || !assets::TEMPLATES.iter().any(|(path, _)| folder_of(path) == folder)
    }

    /// The folders whose files a template names, and theirs in turn; `None` where a path is put together while it is set, so
    /// that it may lead anywhere.
    fn reached<'b>(&'b self, template: &'b str) -> Option<BTreeSet<&'b str>> {
        let mut reached: BTreeSet<&str> = SHARED.into_iter().chain([template]).collect();
        let folders: BTreeSet<&str> =
            self.sources().map(|(path, _)| folder_of(path)).filter(|folder| !folder.is_empty()).collect();
        let mut todo: Vec<&str> = reached.iter().copied().collect();
        while let Some(folder) = todo.pop() {
            for (_, text) in self.sources().filter(|(path, _)| folder_of(path) == folder) {
                if text.contains("../\"") {
                    return None;
                }
                let named = folders.iter().filter(|name| text.contains(&format!("/{name}/")));
                todo.extend(named.filter(|name| reached.insert(name)));
            }
        }
        Some(reached)
    }

    /// The sources in force, by path.
    fn sources(&self) -> impl Iterator<Item = (&str, &str)> {
        let own = self.own.iter().filter(|(path, _)| path.ends_with(".typ"));
        let own = own.filter_map(|(path, bytes)| Some((path.as_str(), std::str::from_utf8(bytes).ok()?)));
        let built_in = assets::TEMPLATES.iter().copied().filter(|(path, _)| !self.own.contains_key(*path));
        own.chain(built_in)
    }
}

/// The first part of a path below `templates/`.
fn folder_of(path: &str) -> &str {
    path.split_once('/').map_or("", |(folder, _)| folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stale(path: &str, text: &str, template: &str) -> bool {
        let none = Overrides::new();
        let own: Overrides = [(path.to_owned(), text.as_bytes().to_vec())].into();
        Templates::of(&own).digest(template) != Templates::of(&none).digest(template)
    }

    #[test]
    fn a_changed_file_makes_those_documents_stale_that_may_use_it() {
        // A personal sheet imports `../call-sheet/sheet.typ`.
        for template in ["call-sheet", "personal-call-sheet"] {
            assert!(stale("call-sheet/header.typ", "x", template), "{template}");
        }
        assert!(!stale("call-sheet/header.typ", "x", "cost-report"));
        assert!(!stale("personal-call-sheet/main.typ", "x", "call-sheet"));
        for shared in ["lib/look.typ", "fonts/a.ttf", "words/en-US.toml", "logo.svg", "logos/a.svg"] {
            assert!(stale(shared, "x", "cost-report"), "{shared}");
        }
    }

    #[test]
    fn a_template_of_ones_own_reaches_what_it_names() {
        let own = |text: &str| -> Overrides {
            [
                ("cost-report/main.typ".to_owned(), text.as_bytes().to_vec()),
                ("call-sheet/header.typ".to_owned(), b"mine".to_vec()),
            ]
            .into()
        };
        let (named, put_together, neither) = (
            own("#import \"../call-sheet/header.typ\": x"),
            own("#import \"../\" + \"call-sheet/header.typ\": x"),
            own("Costs"),
        );
        let reaches = |own: &Overrides| {
            let mut other = own.clone();
            other.insert("call-sheet/header.typ".to_owned(), b"changed".to_vec());
            Templates::of(own).digest("cost-report") != Templates::of(&other).digest("cost-report")
        };
        assert!(reaches(&named) && reaches(&put_together) && !reaches(&neither));
    }
}
