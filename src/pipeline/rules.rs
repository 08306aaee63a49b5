//! The rule packs, loaded once: again only when a file of a production's `rules/` is another one.

use crate::check::{self, Packs};
use crate::diagnostic::Diagnostic;
use crate::digest::sha256_of_parts;
use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

/// Packs, and what was said while they loaded.
pub type Rules = Arc<(Packs, Vec<Diagnostic>)>;

/// By what lies in the rules folder: productions without rules of their own share one.
#[derive(Default)]
pub struct Loaded(HashMap<String, Rules>);

/// A person who edits a pack saves it often; the old ones go.
const MOST: usize = 8;

impl Loaded {
    pub fn of(&mut self, folder: &Path) -> Rules {
        let key = digest(folder);
        if let Some(rules) = self.0.get(&key) {
            return Arc::clone(rules);
        }
        let (packs, mut problems) = Packs::load(folder);
        problems.extend(check::testing::failing_of_own(&packs));
        let rules = Arc::new((packs, problems));
        if self.0.len() >= MOST {
            self.0.clear();
        }
        self.0.insert(key, Arc::clone(&rules));
        rules
    }
}

/// Of the names and bytes in the folder; what cannot be read counts as such.
fn digest(folder: &Path) -> String {
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let bytes = fs::read(entry.path()).unwrap_or_else(|fault| fault.to_string().into_bytes());
        files.push((entry.file_name().to_string_lossy().into_owned(), bytes));
    }
    files.sort();
    sha256_of_parts(files.iter().flat_map(|(name, bytes)| [name.as_bytes(), bytes.as_slice()]))
}
