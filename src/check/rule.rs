//! A rule: what every kind has in common, and the kind's own part.
//!
//! ```toml
//! [[rule]]
//! id = "rest-daily"            # pack/id never changes its meaning; `was = ["old-id"]` redirects
//! title = "Rest between work days"
//! kind = "rest"                # then the kind's own keys
//! when = 'contract != "on call"'
//! unless = 'craft in ["DP", "operator"]'
//! outcome = "premium"          # premium, consent, prohibited, advisory
//! severity = "warning"         # rarely: instead of the outcome's own
//! waivable = true              # default: all but prohibited ones
//! strictest = "minor-place-hours"  # what it limits: of several rules that found the same, the strictest stands
//! message = "{{person}} has {{measured}} between {{from}} and {{to}}; {{limit}} is required."
//! help = "Call at {{compliant_from}} or later."
//! in.de = { title = "…", message = "…", help = "…" }   # or [rule.in.de]: for productions in German
//! cite = "agr ¶10"
//! paid_by = "rule.overtime"    # what a breach costs is in that pay rule's pay already, and is not added to it again
//! enabled = false              # shipped switched off
//! because = "two sources disagree"
//! ```

use super::expression::{Condition, FactsOf, Undecided};
use super::fields::Fields;
use super::finding::Outcome;
use super::given::RuleTest;
use super::kinds::{self, Kind};
use super::parameter::LoadScope;
use super::sentences::{self, Sentences};
use super::source::{Cite, Sources};
use super::template::Template;
use crate::diagnostic::Severity;

#[derive(Debug)]
pub struct Rule {
    /// Within the pack.
    pub id: String,
    /// `pack/rule`
    pub full_id: String,
    pub title: String,
    pub kind_name: &'static str,
    pub kind: Box<dyn Kind>,
    /// The pack's `applies`, compiled for this rule's subject.
    pub applies: Option<Condition>,
    pub when: Option<Condition>,
    pub unless: Option<Condition>,
    pub outcome: Outcome,
    pub severity: Option<Severity>,
    pub waivable: bool,
    /// The pay rule of the pack that pays what its findings cost.
    pub paid_by: Option<String>,
    /// What it limits: of several rules with the same word the strictest stands (see `check/strictest.rs`).
    pub strictest: Option<String>,
    pub message: Template,
    pub help: Template,
    /// The same in other languages: `[rule.in.de]`.
    pub other_languages: Vec<Sentences>,
    pub cite: Cite,
    pub enabled: bool,
    /// Why it ships switched off.
    pub because: Option<String>,
    /// The pack's parameters that it names.
    pub parameters: Vec<String>,
    /// Ids it had before.
    pub was: Vec<String>,
    pub tests: Vec<RuleTest>,
}

const OUTCOMES: [(&str, Outcome); 4] = [
    ("premium", Outcome::Premium),
    ("consent", Outcome::Consent),
    ("prohibited", Outcome::Prohibited),
    ("advisory", Outcome::Advisory),
];

/// `error`, `warning`, `info` as a severity.
pub fn severity_of(word: &str) -> Option<Severity> {
    [Severity::Error, Severity::Warning, Severity::Info].into_iter().find(|s| s.word() == word)
}

impl Rule {
    /// Whether it pays, and finds nothing.
    pub fn pays(&self) -> bool {
        kinds::of_name(self.kind_name).is_some_and(kinds::KindSpec::pays)
    }

    /// What it says in a language (`de`, `de-AT`), where its pack has it.
    pub fn said_in(&self, language: &str) -> Option<&Sentences> {
        let plain = language.split(['-', '_']).next().unwrap_or_default();
        self.other_languages.iter().find(|sentences| sentences.language.eq_ignore_ascii_case(plain))
    }

    /// Does a subject with these facts fall under the rule?
    pub fn covers(&self, facts: &FactsOf) -> Result<bool, Undecided> {
        Ok(self.applies_to(facts)? && self.chooses(facts)?)
    }

    /// Does the pack's `applies` hold?
    pub fn applies_to(&self, facts: &FactsOf) -> Result<bool, Undecided> {
        self.applies.as_ref().map_or(Ok(true), |applies| applies.holds(facts))
    }

    /// Do the rule's own `when` and `unless` choose a subject that its pack applies to?
    pub fn chooses(&self, facts: &FactsOf) -> Result<bool, Undecided> {
        let when = self.when.as_ref().map_or(Ok(true), |when| when.holds(facts))?;
        Ok(when && !self.unless.as_ref().map_or(Ok(false), |unless| unless.holds(facts))?)
    }

    /// Reads one `[[rule]]` of a pack. `applies` is the pack's condition, said to be wrong at the pack's key.
    pub fn read(
        fields: &mut Fields,
        pack: &str,
        applies: Option<&str>,
        sources: &Sources,
        scope: &LoadScope<'_>,
    ) -> Option<Rule> {
        let id = fields.need_text("id");
        fields.call_it(format!("rule “{}”", id.as_deref().unwrap_or("?")));
        let title = fields.need_text("title");
        let words: Vec<&'static str> = kinds::ALL.iter().map(|kind| kind.name).collect();
        let has_kind = fields.has("kind");
        let word = fields.choice("kind", &words);
        if !has_kind {
            fields.need_text("kind");
        }
        let spec = word.and_then(kinds::of_name);
        // A rule that pays finds nothing: it has no outcome, and nothing to say of one.
        let pays = spec.is_some_and(kinds::KindSpec::pays);
        let outcome = if pays { Some(Outcome::Advisory) } else { take_outcome(fields) };
        let severity = match pays {
            true => None,
            false => fields.choice("severity", &["error", "warning", "info"]).and_then(severity_of),
        };
        let waivable = if pays { Some(false) } else { fields.flag("waivable") };
        let strictest = fields.text("strictest");
        let cite = Cite::need(fields, sources);
        let enabled = fields.flag("enabled").unwrap_or(true);
        let because = fields.text("because");
        if !enabled && because.is_none() {
            fields.say(
                "enabled",
                format!("{} is switched off without a reason", fields.what()),
                "Add `because = \"…\"`.",
            );
        }
        let was = fields.texts("was");
        let paid_by = kinds::worktime::take_rule(fields, "paid_by");
        let Some(spec) = spec else {
            // Without its kind nothing more of the rule can be understood; its keys are not called unknown.
            fields.left().iter().for_each(|key| drop(fields.take(key)));
            return None;
        };
        let tests = RuleTest::read_all(fields, spec);
        let named = |name: &&String| fields.mentions(&format!("param.{name}"));
        let parameters = scope.parameters.keys().filter(named).cloned().collect();
        let kind = (spec.load)(fields, scope);
        let Some(kind) = kind else {
            ["when", "unless", "message", "help", "in"].into_iter().for_each(|key| drop(fields.node(key)));
            return None;
        };
        let schema = kind.subject().schema();
        let applies = applies.and_then(|text| match Condition::compile(text, &schema) {
            Ok(condition) => Some(condition),
            Err(wrong) => {
                for (message, help) in wrong {
                    fields.say(
                        "id",
                        format!("the pack's “applies” cannot be asked for {}: {message}", fields.what()),
                        help,
                    );
                }
                None
            }
        });
        let when = Condition::take(fields, "when", &schema);
        let unless = Condition::take(fields, "unless", &schema);
        let names: Vec<String> = schema
            .fields
            .keys()
            .cloned()
            .chain(kind.message_fields().iter().map(|name| (*name).to_owned()))
            .chain(kind.own_fields())
            .collect();
        let (message, help) = match pays {
            true => (Template::default(), Template::default()),
            false => {
                if !fields.has("message") {
                    fields.need_text("message");
                }
                (Template::take(fields, "message", &names), Template::take(fields, "help", &names))
            }
        };
        let other_languages = sentences::read(fields, &names, &message, &help);
        let (id, outcome) = (id?, outcome?);
        Some(Rule {
            full_id: format!("{pack}/{id}"),
            id,
            title: title?,
            kind_name: spec.name,
            kind,
            applies,
            when,
            unless,
            outcome,
            severity,
            waivable: waivable.unwrap_or(outcome != Outcome::Prohibited),
            strictest,
            paid_by,
            message,
            help,
            other_languages,
            cite: cite?,
            enabled,
            because,
            parameters,
            was,
            tests,
        })
    }
}

fn take_outcome(fields: &mut Fields) -> Option<Outcome> {
    let outcomes = OUTCOMES.map(|(name, _)| name);
    if !fields.has("outcome") {
        fields.need_text("outcome");
    }
    let outcome = fields.choice("outcome", &outcomes);
    OUTCOMES.iter().find(|(name, _)| Some(*name) == outcome).map(|(_, o)| *o)
}
