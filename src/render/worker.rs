//! The typesetting worker: what `callboard worker render` does with each job it is given.
//!
//! One thread a process, since documents are spread over processes; and what the typesetter
//! remembers is thrown away after every document, or it would grow by megabytes with each.

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
    built_in: Option<Base>,
    own: Option<Own>,
}

/// The last overrides seen, what they make, and what was wrong with them.
struct Own {
    overrides: BTreeMap<String, Vec<u8>>,
    base: Base,
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
        let imprint = Imprint { ident: request.path.clone(), at };
        let built_in = self.built_in.get_or_insert_with(|| Base::new(&BTreeMap::new()).0);
        let mut problems = Vec::new();
        if !request.overrides.is_empty() {
            if self.own.as_ref().is_none_or(|own| own.overrides != request.overrides) {
                let (base, problems) = Base::new(&request.overrides);
                self.own = Some(Own { overrides: request.overrides.clone(), base, problems });
            }
            if let Some(own) = &self.own {
                problems.extend(own.problems.iter().cloned());
                let (set, warnings) = own.base.set(&request.template, request.data.clone(), &imprint);
                problems.extend(warnings);
                match set {
                    Ok(pdf) => {
                        problems.extend(missing(&own.base, &request.data));
                        return Answer { pdf: Some(pdf), problems };
                    }
                    Err(errors) => problems.extend(errors.into_iter().map(|mut e| {
                        if built_in.has(&request.template) {
                            e.message.push_str(" The built-in template was used.");
                        }
                        e
                    })),
                }
            }
        }
        let (set, warnings) = built_in.set(&request.template, request.data.clone(), &imprint);
        problems.extend(warnings);
        problems.extend(missing(built_in, &request.data));
        match set {
            Ok(pdf) => Answer { pdf: Some(pdf), problems },
            Err(errors) => {
                problems.extend(errors);
                Answer { pdf: None, problems }
            }
        }
    }
}

/// Characters of the data that no face has: one problem for each text, which is given as seen.
fn missing(base: &Base, data: &[u8]) -> Vec<Diagnostic> {
    let mut texts = BTreeSet::new();
    if let Ok(value) = serde_json::from_slice(data) {
        collect(&value, &mut texts);
    }
    texts
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
