//! A rule pack: one agreement, law or buyer's specification, read from one TOML file.
//!
//! ```toml
//! schema   = 1
//! pack     = "example-camera"
//! version  = "2024.1"
//! title    = "Camera crew, theatrical"
//! about    = "Who and what it covers, for `rules list` and docs/rules.md."
//! applies  = 'agreement == "example-camera"'   # asked of every subject of every rule
//! aliases  = ["EX-CAM", "Example Camera"]      # how people write the agreement (or the spec)
//! currency = "USD"                             # for amounts without a code
//! ```
//!
//! Everything wrong with a file is said at once; a pack with anything wrong is not used, and every report says so.

use super::fields::{self, Fields};
use super::parameter::{LoadScope, Parameter};
use super::remarks::Remarks;
use super::rule::Rule;
use super::source::{Source, Sources};
use crate::diagnostic::{Code, Diagnostic};
use chrono::NaiveDate;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::sync::Arc;

#[derive(Debug)]
pub struct Pack {
    pub id: String,
    pub version: String,
    pub title: String,
    pub about: String,
    pub aliases: Vec<String>,
    pub sources: Sources,
    pub parameters: BTreeMap<String, Arc<Parameter>>,
    pub rules: Vec<Rule>,
    /// What the file says for people beside its rules.
    pub remarks: Remarks,
    /// As the file writes it.
    pub applies: Option<String>,
    pub file: String,
    pub sha256: String,
}

impl Pack {
    /// Reads a pack. `None`, with everything that is wrong, where it does not load.
    pub fn read(file: &str, text: &str) -> (Option<Pack>, Vec<Diagnostic>) {
        let (mut fields, document) = fields::open(file, text);
        if !document.is_sound() {
            return (None, document.problems());
        }
        let pack = read(&mut fields, file, text);
        fields.finish();
        let problems = document.problems();
        (pack.filter(|_| problems.is_empty()), problems)
    }

    /// An agreement (or a spec) as written: the pack's own id where the pack knows it by that name.
    pub fn agreement(&self, written: &str) -> String {
        if self.knows(written) { self.id.clone() } else { written.trim().to_owned() }
    }

    /// Is this how people write the agreement? Case and punctuation do not matter.
    pub fn knows(&self, written: &str) -> bool {
        let written = squeezed(written);
        !written.is_empty()
            && (written == squeezed(&self.id) || self.aliases.iter().any(|alias| squeezed(alias) == written))
    }

    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.id == id || rule.was.iter().any(|was| was == id))
    }

    /// A warning for each source that should have been looked at again by now.
    pub fn outdated(&self, today: NaiveDate) -> Vec<Diagnostic> {
        let past = |source: &&Source| source.review_by.is_some_and(|by| by < today);
        self.sources
            .0
            .values()
            .filter(past)
            .map(|source| {
                let by = source.review_by.map(|d| d.to_string()).unwrap_or_default();
                Diagnostic::new(
                    Code::PackOutdated,
                    format!(
                        "“{}” should have been reviewed against “{}” by {by}; it was last on {}.",
                        self.title, source.title, source.checked
                    ),
                    "Compare the pack's numbers with the current text; its findings may be out of date.",
                )
                .in_file(&self.file)
                .seen(by)
            })
            .collect()
    }
}

/// Lower case, letters and digits only, with single spaces: `SAG-AFTRA ` → `sag aftra`.
pub fn plain(text: &str) -> String {
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.join(" ")
}

/// Lower case, letters and digits only: `S.A.G.-AFTRA` and `sag aftra` are one name.
pub fn squeezed(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn read(fields: &mut Fields, file: &str, text: &str) -> Option<Pack> {
    match fields.integer("schema") {
        Some(1) => {}
        Some(other) => {
            fields.say("schema", format!("schema {other} is not known"), "This callboard reads `schema = 1`.")
        }
        None => fields.say("schema", "the pack does not say its schema", "Begin the file with `schema = 1`."),
    }
    let id = fields.need_text("pack");
    if let Some(id) = &id {
        fields.call_it(format!("pack “{id}”"));
    }
    let version = fields.need_text("version");
    let title = fields.need_text("title");
    let about = fields.text("about").unwrap_or_default();
    let aliases = fields.texts("aliases");
    let applies = fields.text("applies");
    let currency = fields.text("currency");
    let mut sources = Sources::default();
    for source in fields.tables("source", "a source", Source::read) {
        if sources.0.contains_key(&source.id) {
            fields.say("source", format!("two sources are called “{}”", source.id), "Give each its own id.");
        }
        sources.0.insert(source.id.clone(), source);
    }
    let mut parameters = BTreeMap::new();
    fields.table("param", "[param]", |all| {
        for name in all.left() {
            let Some(node) = all.take(&name) else { continue };
            let read = |entry: &mut Fields| Parameter::read(&name, entry, &sources, currency.as_deref());
            if let Some(parameter) = all.open_named(node, &name, &format!("parameter “{name}”"), read) {
                parameters.insert(name.clone(), Arc::new(parameter));
            }
        }
        Some(())
    });
    let scope = LoadScope { parameters: &parameters, currency: currency.as_deref() };
    let pack_id = id.clone().unwrap_or_default();
    let rules = fields
        .tables("rule", "a rule", |rule| Rule::read(rule, &pack_id, applies.as_deref(), &sources, &scope));
    if !fields.has_place("rule") {
        fields.say("rule", "the pack has no rule", "Add a [[rule]].");
    }
    let mut seen: Vec<&str> = Vec::new();
    for id in rules.iter().flat_map(|rule| std::iter::once(&rule.id).chain(&rule.was)) {
        if seen.contains(&id.as_str()) {
            fields.say("rule", format!("two rules are called “{id}”"), "Give each its own id.");
        }
        seen.push(id);
    }
    for rule in &rules {
        let paid_by = rule.paid_by.iter().map(|name| (name.clone(), super::kinds::pay::SPEC.name));
        for (named, kind) in rule.kind.names_rules().into_iter().chain(paid_by) {
            if !rules.iter().any(|other| other.id == named && other.kind_name == kind) {
                let of_kind = rules.iter().filter(|rule| rule.kind_name == kind).map(|rule| rule.id.as_str());
                let near = super::fields::nearest(&named, of_kind);
                fields.say(
                    "rule",
                    format!(
                        "rule “{}” names “rule.{named}”, and the pack has no rule of kind {kind} so called",
                        rule.id
                    ),
                    near.map_or_else(String::new, |near| format!("Write “rule.{near}”.")),
                );
            }
        }
    }
    Some(Pack {
        id: id?,
        version: version?,
        title: title?,
        about,
        aliases,
        sources,
        parameters,
        rules,
        remarks: Remarks::of(text),
        applies,
        file: file.to_owned(),
        sha256: Sha256::digest(text.as_bytes()).iter().map(|b| format!("{b:02x}")).collect(),
    })
}
