//! The typesetting worker: what `callboard worker render` does with each job it is given.
//!
//! One thread a process, since documents are spread over processes; and what the typesetter
//! remembers is thrown away after every document, or it would grow by megabytes with each.

use super::system_fonts::SystemFonts;
use super::wire::{Answer, Request};
use super::world::{Base, Imprint};
use crate::diagnostic::{Code, Diagnostic, Severity};
use chrono::DateTime;
use std::collections::{BTreeMap, BTreeSet};

/// Serves jobs until the parent goes.
pub fn serve() -> std::io::Result<()> {
    // Fails only where a pool exists already, and then documents are set by that one.
    let _ = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build_global();
    let mut typesetter = Typesetter::default();
    crate::worker::serve(move |bytes| typesetter.answer(&bytes).encode())
}

/// Sets documents one after another, keeping the templates between them.
#[derive(Default)]
pub struct Typesetter {
    built_in: Option<Faces>,
    own: Option<Own>,
    /// The machine's faces, once a document has needed one.
    system: Option<SystemFonts>,
}

/// The last overrides seen, what they make, and what was wrong with them.
struct Own {
    overrides: BTreeMap<String, Vec<u8>>,
    base: Faces,
    problems: Vec<Diagnostic>,
}

impl Typesetter {
    fn answer(&mut self, bytes: &[u8]) -> Answer {
        match Request::decode(bytes) {
            Some(request) => self.set(request),
            None => failed("The worker was given something that is no document."),
        }
    }

    /// Sets one document. Where the production's own template does not compile, the built-in one is
    /// used, and the answer says what was wrong.
    pub fn set(&mut self, request: Request) -> Answer {
        let _forget = Forget(request.keep);
        let Some(at) = DateTime::from_timestamp(request.at, 0) else {
            return failed("The document's date is out of range.");
        };
        let imprint = Imprint {
            ident: request.path.clone(),
            at,
            dark: request.dark,
            attach: request.attach,
            id: request.id.clone(),
        };
        let built_in = self.built_in.get_or_insert_with(|| Faces::of(Base::built_in()));
        let mut problems = Vec::new();
        if !request.overrides.is_empty() {
            if self.own.as_ref().is_none_or(|own| own.overrides != request.overrides) {
                let (base, problems) = built_in.base.under(&request.overrides);
                self.own =
                    Some(Own { overrides: request.overrides.clone(), base: Faces::of(base), problems });
            }
            if let Some(own) = &mut self.own {
                problems.extend(own.problems.iter().cloned());
                let base = own.base.for_data(&request.data, &mut self.system);
                let (set, warnings) = base.set(&request.template, request.data.clone(), &imprint);
                problems.extend(warnings);
                match set {
                    Ok(pdf) => {
                        problems.extend(missing(base, &request.data));
                        return Answer { pdf: Some(pdf), problems };
                    }
                    Err(errors) => problems.extend(errors.into_iter().map(|mut e| {
                        if built_in.base.has(&request.template) {
                            e.message.push_str(" The built-in template was used.");
                        }
                        e
                    })),
                }
            }
        }
        let base = built_in.for_data(&request.data, &mut self.system);
        let (set, warnings) = base.set(&request.template, request.data.clone(), &imprint);
        problems.extend(warnings);
        problems.extend(missing(base, &request.data));
        match set {
            Ok(pdf) => Answer { pdf: Some(pdf), problems },
            Err(errors) => {
                problems.extend(errors);
                Answer { pdf: None, problems }
            }
        }
    }
}

/// A base, and the same with faces of the machine for the characters that needed them last.
struct Faces {
    base: Base,
    wider: Option<(BTreeSet<char>, Base)>,
}

impl Faces {
    fn of(base: Base) -> Faces {
        Faces { base, wider: None }
    }

    /// The base that shows the most of a document's texts: the machine's faces are looked for only where ours do not do.
    fn for_data(&mut self, data: &[u8], system: &mut Option<SystemFonts>) -> &Base {
        let mut lacking: BTreeSet<char> = BTreeSet::new();
        for text in texts(data) {
            lacking.extend(self.base.unshowable(&text).iter().flat_map(|piece| piece.chars()));
        }
        if lacking.is_empty() {
            return &self.base;
        }
        if self.wider.as_ref().is_none_or(|(known, _)| !lacking.is_subset(known)) {
            let system = system.get_or_insert_with(SystemFonts::of_this_machine);
            let more = system.for_characters(&lacking);
            self.wider = Some((lacking, self.base.with_fonts(more)));
        }
        self.wider.as_ref().map_or(&self.base, |(_, base)| base)
    }
}

/// Characters of the data that no face has: one problem for each text, which is given as seen.
fn missing(base: &Base, data: &[u8]) -> Vec<Diagnostic> {
    texts(data)
        .into_iter()
        .filter_map(|text| {
            let pieces = base.unshowable(&text);
            if pieces.is_empty() {
                return None;
            }
            let message = format!("None of the fonts can show “{}”.", pieces.join("”, “"));
            let help = "Write it in another script, or put a font that has it in templates/fonts/.";
            Some(Diagnostic::new(Code::GlyphMissing, message, help).seen(text))
        })
        .collect()
}

/// Every text of the data that is not plain Latin.
fn texts(data: &[u8]) -> BTreeSet<String> {
    let mut texts = BTreeSet::new();
    if let Ok(value) = serde_json::from_slice(data) {
        collect(&value, &mut texts);
    }
    texts
}

fn collect(value: &serde_json::Value, texts: &mut BTreeSet<String>) {
    match value {
        // Plain Latin is in every face; most texts need no closer look.
        serde_json::Value::String(text) if !text.is_ascii() => {
            texts.insert(text.clone());
        }
        serde_json::Value::Array(items) => items.iter().for_each(|item| collect(item, texts)),
        serde_json::Value::Object(fields) => fields.values().for_each(|item| collect(item, texts)),
        _ => {}
    }
}

fn failed(message: &str) -> Answer {
    let mut problem = Diagnostic::new(Code::DocumentFailed, message, "");
    problem.severity = Severity::Error;
    Answer { pdf: None, problems: vec![problem] }
}

/// Throws away what was not used by the last few documents, also when one fails.
struct Forget(usize);

impl Drop for Forget {
    fn drop(&mut self) {
        typst::comemo::evict(self.0);
    }
}
