//! How much a finding weighs: the outcome's severity, capped where a number is not verified, unless the settings say otherwise.

use super::case::Draft;
use super::finding::Outcome;
use super::packs::Packs;
use super::rule::{Rule, severity_of};
use super::source::Status;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::settings::Settings;
use std::collections::BTreeMap;

/// What the settings say of one rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    Level(Severity, String),
    Off(String),
}

/// The settings' wishes by the rules' present ids; what they say wrongly is a problem.
#[derive(Clone, Debug, Default)]
pub struct Policy {
    wishes: BTreeMap<String, Wish>,
    /// Packs that the settings switch off, and why.
    packs_off: BTreeMap<String, String>,
}

impl Policy {
    pub fn of(settings: &Settings, packs: &Packs) -> (Policy, Vec<Diagnostic>) {
        let (mut policy, mut problems) = (Policy::default(), Vec::new());
        let wrong = |message: String, help: String, seen: &str| {
            Diagnostic::new(Code::SettingsInvalid, message, help).in_file("callboard.toml").seen(seen)
        };
        for (id, wish) in &settings.rules.severity {
            if let Some(pack) = packs.by_id.get(id).filter(|_| wish.level == "off") {
                policy.packs_off.insert(pack.id.clone(), wish.reason.clone());
                continue;
            }
            let known = packs.rule(id).map(|(_, rule)| rule.full_id.clone());
            let Some(full_id) =
                known.or_else(|| super::waiver::RULES.contains(&id.as_str()).then(|| id.clone()))
            else {
                let all = packs.by_id.values().flat_map(|p| &p.rules).map(|r| r.full_id.as_str());
                let near = super::fields::nearest(id, all);
                problems.push(wrong(
                    format!("[rules.severity] names a rule “{id}” that no pack has."),
                    near.map_or("`callboard rules list` names them all.".into(), |near| {
                        format!("Write “{near}”.")
                    }),
                    id,
                ));
                continue;
            };
            if wish.reason.trim().is_empty() {
                problems.push(wrong(
                    format!("[rules.severity] changes “{id}” without a reason."),
                    "Say why: it is printed beside the finding.".into(),
                    id,
                ));
            }
            let wish = match (wish.level.as_str(), severity_of(&wish.level)) {
                (_, Some(level)) => Wish::Level(level, wish.reason.clone()),
                ("off", None) => Wish::Off(wish.reason.clone()),
                (other, None) => {
                    problems.push(wrong(
                        format!("[rules.severity] sets “{id}” to “{other}”."),
                        "Write error, warning, info or off.".into(),
                        other,
                    ));
                    continue;
                }
            };
            policy.wishes.insert(full_id, wish);
        }
        (policy, problems)
    }

    /// Is the rule judged at all? A rule shipped switched off is judged once the settings give it a level.
    pub fn judges(&self, rule: &Rule) -> bool {
        match self.wishes.get(&rule.full_id) {
            Some(Wish::Off(_)) => false,
            Some(Wish::Level(..)) => true,
            None => rule.enabled,
        }
    }

    /// The level the settings give a rule, and why.
    pub fn level(&self, full_id: &str) -> Option<(Severity, &str)> {
        match self.wishes.get(full_id) {
            Some(Wish::Level(level, reason)) => Some((*level, reason)),
            _ => None,
        }
    }

    /// What the settings switch off, a line each: nothing that is not judged is silent.
    pub fn switched_off(&self) -> Vec<Diagnostic> {
        let packs = self.packs_off.iter().map(|(id, reason)| (format!("the pack “{id}”"), id, reason));
        let rules = self.wishes.iter().filter_map(|(id, wish)| match wish {
            Wish::Off(reason) => Some((format!("“{id}”"), id, reason)),
            Wish::Level(..) => None,
        });
        let say = |(what, id, reason): (String, &String, &String)| {
            let why = if reason.trim().is_empty() { "no reason is given" } else { reason.trim() };
            Diagnostic::new(
                Code::SwitchedOff,
                format!("Switched off by callboard.toml: {what} ({why}); nothing is judged by it."),
                "Take the line out of [rules.severity] to have it judged again.",
            )
            .in_file("callboard.toml")
            .seen(id)
        };
        packs.chain(rules).map(say).collect()
    }

    /// Is the whole pack switched off by the settings?
    pub fn is_pack_off(&self, id: &str) -> bool {
        self.packs_off.contains_key(id)
    }

    /// Is the rule switched off by the settings?
    pub fn is_off(&self, full_id: &str) -> bool {
        matches!(self.wishes.get(full_id), Some(Wish::Off(_)))
    }

    /// The weight of a finding.
    pub fn severity(&self, rule: &Rule, draft: &Draft) -> Severity {
        if let Some((level, _)) = self.level(&rule.full_id) {
            return level;
        }
        let outcome = draft.outcome.unwrap_or(rule.outcome);
        let plain = match outcome {
            Outcome::Undetermined => Outcome::Undetermined.severity(),
            other => rule.severity.unwrap_or_else(|| other.severity()),
        };
        match numbers_status(rule, draft) {
            Some(status) if status != Status::Verified => plain.max(Severity::Warning),
            _ => plain,
        }
    }
}

/// The worst status of the numbers a finding rests on; `None` where it rests on no number.
fn numbers_status(rule: &Rule, draft: &Draft) -> Option<Status> {
    let written = draft.wrote_number.then_some(rule.cite.status);
    draft.status.into_iter().chain(written).max()
}
