//! Consents on record: which findings a row of the Consents table covers, and what is said of the rows themselves.
//!
//! A row covers a finding when its Rule is the finding's rule (or its pack), the finding's date (of a week its last day; the day of the
//! check, where it has none) lies from From to To (From alone where To is blank) and not past Expires, Person and Unit are the
//! finding's where given, and, for a finding about an item, account or purchase order, Scope names it where given. `Uses` limits how many it covers,
//! earliest first. An exception from a rule that reads exceptions itself (a shorter rest on conditions) covers nothing more. A covered finding stays in the report with its price. Rules that are not waivable are never covered.

use super::finding::{Citation, Finding, Outcome, Subject, Waiver};
use super::pack::plain;
use super::packs::Packs;
use super::policy::Policy;
use crate::diagnostic::Severity;
use crate::model::{Cell, Consent, Production};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// Findings about the rows of the Consents table itself.
pub const RULES: [&str; 4] =
    ["consents/unused", "consents/expired", "consents/not-waivable", "consents/unknown-rule"];

/// Marks what consents cover, and returns what is to be said of the consents. Those by which a limit was another one
/// (`used`) have done their work, whether or not they cover a finding.
pub fn apply(
    findings: &mut [Finding],
    production: &Production,
    packs: &Packs,
    policy: &Policy,
    today: NaiveDate,
    used: &BTreeSet<Cell>,
) -> Vec<Finding> {
    if production.consents.is_empty() {
        return Vec::new();
    }
    let mut order: Vec<(usize, &Finding)> = findings.iter().enumerate().collect();
    order.sort_by(|(_, a), (_, b)| (&a.subject.date, &a.id).cmp(&(&b.subject.date, &b.id)));
    let order: Vec<usize> = order.into_iter().map(|(place, _)| place).collect();
    let mut said = Vec::new();
    for consent in &production.consents {
        let Some(rule) = Target::of(&consent.rule, packs) else {
            said.push(about(
                consent,
                "consents/unknown-rule",
                Severity::Warning,
                format!(
                    "A {} names “{}”, which is neither a rule nor a pack; it covers nothing.",
                    consent.kind, consent.rule
                ),
                "Write a rule as `callboard rules list` prints it.",
            ));
            continue;
        };
        let is_read_by_the_rule = rule.takes(packs, &consent.kind);
        let mut uses = 0;
        let (mut lapsed, mut barred) = (None, None);
        for i in order.iter().filter(|_| !is_read_by_the_rule) {
            let Some(finding) = findings.get_mut(*i) else { continue };
            if finding.waiver.is_some() || !rule.is(&finding.rule) || !fits(consent, finding, today) {
                continue;
            }
            let waivable = packs.rule(&finding.rule).is_some_and(|(_, rule)| rule.waivable);
            let date = date_of(finding, today);
            if !waivable {
                barred = barred.or(Some(finding.rule.clone()));
            } else if consent.expires.is_some_and(|expires| date > expires) {
                lapsed = lapsed.or(Some(date));
            } else if consent.uses.is_none_or(|most| uses < most) {
                uses += 1;
                finding.waiver = Some(Waiver {
                    kind: consent.kind.clone(),
                    given_by: consent.given_by.clone(),
                    given_on: consent.given_on.map(|d| d.to_string()),
                    evidence: consent.evidence.clone(),
                    source: consent.cell.clone(),
                });
            }
        }
        let did_its_work = used.contains(&consent.cell);
        if let Some(rule) = barred.filter(|_| !did_its_work) {
            said.push(about(
                consent,
                "consents/not-waivable",
                Severity::Warning,
                format!("A {} cannot cover “{rule}”: nobody can waive it.", consent.kind),
                "Change the plan instead; the finding stands.",
            ));
        }
        if let (Some(date), Some(expires)) = (lapsed, consent.expires) {
            said.push(about(
                consent,
                "consents/expired",
                Severity::Warning,
                format!(
                    "A {} for “{}” expired on {expires} and does not cover {date}.",
                    consent.kind, consent.rule
                ),
                "Get a new one, or correct Expires.",
            ));
        } else if uses == 0 && consent.from <= today && !did_its_work {
            said.push(about(
                consent,
                "consents/unused",
                Severity::Info,
                format!("A {} for “{}” from {} covers no finding.", consent.kind, consent.rule, consent.from),
                "Check its rule, person, unit and dates; if all are right it was not needed.",
            ));
        }
    }
    said.retain(|finding| !policy.is_off(&finding.rule));
    for finding in &mut said {
        if let Some((level, _)) = policy.level(&finding.rule) {
            finding.severity = level;
        }
    }
    said
}

/// What a consent is for.
enum Target {
    Rule(String),
    Pack(String),
}

impl Target {
    fn of(written: &str, packs: &Packs) -> Option<Target> {
        let written = written.trim();
        if let Some((_, rule)) = packs.rule(written) {
            return Some(Target::Rule(rule.full_id.clone()));
        }
        packs.by_id.contains_key(written).then(|| Target::Pack(written.to_owned()))
    }

    /// A rule that reads these rows itself has judged by them already.
    fn takes(&self, packs: &Packs, kind: &str) -> bool {
        match self {
            Target::Rule(id) => packs.rule(id).is_some_and(|(_, rule)| rule.kind.takes(kind)),
            Target::Pack(_) => false,
        }
    }

    fn is(&self, full_id: &str) -> bool {
        match self {
            Target::Rule(rule) => rule == full_id,
            Target::Pack(pack) => full_id.split_once('/').is_some_and(|(of, _)| of == pack),
        }
    }
}

fn date_of(finding: &Finding, today: NaiveDate) -> NaiveDate {
    let subject = &finding.subject;
    subject.date.as_ref().or(subject.week_ending.as_ref()).and_then(|d| d.parse().ok()).unwrap_or(today)
}

fn fits(consent: &Consent, finding: &Finding, today: NaiveDate) -> bool {
    let date = date_of(finding, today);
    let same = |wanted: &Option<String>, has: &Option<String>| {
        wanted.as_ref().is_none_or(|wanted| has.as_ref().is_some_and(|has| plain(wanted) == plain(has)))
    };
    let subject = &finding.subject;
    let things: Vec<&String> = [&subject.item, &subject.account, &subject.po].into_iter().flatten().collect();
    let scoped = consent.scope.as_ref().is_none_or(|scope| {
        things.is_empty()
            || scope.split([',', ';']).any(|part| things.iter().any(|thing| plain(part) == plain(thing)))
    });
    date >= consent.from
        && date <= consent.to.unwrap_or(consent.from)
        && same(&consent.person, &subject.person)
        && same(&consent.unit, &subject.unit)
        && scoped
}

fn about(consent: &Consent, rule: &str, severity: Severity, message: String, help: &str) -> Finding {
    let subject = Subject {
        kind: "document",
        person: consent.person.clone(),
        date: Some(consent.from.to_string()),
        unit: consent.unit.clone(),
        item: Some(consent.rule.clone()),
        ..Subject::default()
    };
    Finding {
        id: String::new(),
        rule: rule.to_owned(),
        severity,
        outcome: Outcome::Advisory,
        basis: None,
        subject,
        from: None,
        to: None,
        measured: None,
        limit: None,
        excess_minutes: None,
        units: None,
        cost: None,
        cost_range: None,
        avoid: Vec::new(),
        message,
        language: None,
        help: help.to_owned(),
        arithmetic: String::new(),
        parameters: Vec::new(),
        citation: Citation { text: "The production's Consents table".into(), status: "verified".into() },
        sources: vec![consent.cell.clone()],
        waiver: None,
        also: Vec::new(),
        measured_as: None,
    }
}
