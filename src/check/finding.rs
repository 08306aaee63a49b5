//! A finding: what a rule says of a subject, with its arithmetic, cells and citation.
//! The shape of `findings.json` (section 4 of the contract).

use super::measured::Measured;
use crate::diagnostic::Severity;
use crate::model::{Basis, Cell, Money};
use serde::{Serialize, Serializer};
use std::sync::Arc;

/// What follows from a breach.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// Money settles it.
    Premium,
    /// Allowed only with consent on record.
    Consent,
    /// Cannot be bought.
    Prohibited,
    Advisory,
    /// A time is missing or ambiguous.
    Undetermined,
}

impl Outcome {
    /// The severity before policy and source status have their say.
    pub fn severity(self) -> Severity {
        match self {
            Outcome::Premium | Outcome::Consent | Outcome::Prohibited => Severity::Error,
            Outcome::Undetermined => Severity::Warning,
            Outcome::Advisory => Severity::Info,
        }
    }
}

impl Serialize for Basis {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(match self {
            Basis::Plan => "plan",
            Basis::Actual => "actual",
        })
    }
}

/// What a finding is about. Keys that do not apply are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct Subject {
    /// day, meal, rest, week, minor-day, driver-day, scene, item, deliverable, location, account, document, production
    pub kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// ISO date. The date of a rest is the later day's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meal: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub week_ending: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub po: Option<String>,
}

/// The bounds of an undetermined cost; no `max` where there is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CostRange {
    pub min: Money,
    pub max: Option<Money>,
}

/// A change that would have avoided the finding, and what it saves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Avoid {
    /// call, wrap, meal …
    pub change: &'static str,
    /// RFC 3339: the earliest compliant call.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_before: Option<String>,
    /// RFC 3339: the latest compliant wrap or meal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_after: Option<String>,
    pub saves: Option<Money>,
}

/// A parameter as it held for this subject.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ParameterUsed {
    pub name: String,
    pub value: String,
    /// The date it holds from, where it has one.
    pub from: Option<String>,
    /// work_date, photography_start
    pub basis: Option<String>,
    /// Where this value was found: often not where the rule was.
    pub cite: String,
    /// How well that place is known: verified, secondary, unverified, disputed
    pub status: String,
}

impl ParameterUsed {
    /// `rest = 11h from 2027-01-04 by photography start — Side letter of 12 November 2026, ¶2 (secondary)`.
    pub fn words(&self) -> String {
        let from = self.from.as_ref().map_or(String::new(), |from| format!(" from {from}"));
        let basis =
            self.basis.as_ref().map_or(String::new(), |basis| format!(" by {}", basis.replace('_', " ")));
        format!("{} = {}{from}{basis} — {} ({})", self.name, self.value, self.cite, self.status)
    }
}

/// Where the rule was found. Its numbers have places of their own: [`ParameterUsed::cite`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Citation {
    pub text: String,
    /// verified, secondary, unverified, disputed
    pub status: String,
}

/// The consent that covers a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Waiver {
    pub kind: String,
    pub given_by: Option<String>,
    pub given_on: Option<String>,
    pub evidence: Option<String>,
    pub source: Cell,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Finding {
    /// Stable for this rule and subject: the first 16 hex digits of SHA-256 over both.
    pub id: String,
    /// `pack/rule`
    pub rule: String,
    pub severity: Severity,
    pub outcome: Outcome,
    /// `None` where the rule is not about time worked.
    pub basis: Option<Basis>,
    pub subject: Subject,
    /// RFC 3339
    pub from: Option<String>,
    pub to: Option<String>,
    /// `H:MM` for durations, decimal text for numbers, ISO dates for dates.
    pub measured: Option<String>,
    pub limit: Option<String>,
    pub excess_minutes: Option<i64>,
    /// How many penalties the cost is: the half hours of a meal ladder. Left out where it is not counted so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub units: Option<u32>,
    pub cost: Option<Money>,
    pub cost_range: Option<CostRange>,
    pub avoid: Vec<Avoid>,
    pub message: String,
    pub help: String,
    /// Of the two sentences, where it is not English: `de`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<&'static str>,
    pub arithmetic: String,
    pub parameters: Vec<Arc<ParameterUsed>>,
    pub citation: Citation,
    /// Never empty: a missing thing cites the row that requires it.
    pub sources: Vec<Cell>,
    pub waiver: Option<Waiver>,
    /// What laxer rules found of the same breach, whole; counted and summed nowhere (see `check/strictest.rs`).
    pub also: Vec<Finding>,
    /// The figures it rests on, for reports; `measured`, `limit` and `arithmetic` say them to the reader.
    #[serde(skip)]
    pub measured_as: Option<Measured>,
}

/// The whole result of a check.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Report {
    pub production: String,
    /// ISO date.
    pub as_of: String,
    pub packs: Vec<PackUsed>,
    pub summary: Summary,
    pub findings: Vec<Finding>,
    /// What each person's days pay, by the pay rules in force. Private: for files that only their owner may read.
    pub pay: Vec<super::pay_day::PayDay>,
    /// Every limit that was held against a day and kept; those of findings are with them.
    #[serde(skip)]
    pub kept: Vec<Measured>,
    pub problems: Vec<crate::diagnostic::Diagnostic>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PackUsed {
    pub id: String,
    pub version: String,
    pub sha256: String,
}

/// Counts of findings: an undetermined or waived one is counted there and not by its severity.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    pub error: usize,
    pub warning: usize,
    pub info: usize,
    pub undetermined: usize,
    pub waived: usize,
    /// One sum a currency, without waived and undetermined findings.
    pub cost: Vec<Money>,
}
