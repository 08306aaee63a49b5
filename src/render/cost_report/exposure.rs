//! What the findings cost: premiums that payroll or a vendor will bill, apart from the accounts.

use crate::check::finding::{Finding, Outcome, Report};
use crate::model::{Basis, Money, Purse};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The premiums of one rule, in one currency, of one basis.
#[derive(Clone, Debug, PartialEq)]
pub struct Exposure {
    pub rule: String,
    /// `worked`, `planned`, or `on record` where the rule is not about time worked.
    pub basis: &'static str,
    pub findings: usize,
    pub cost: Money,
}

/// The input files that the premiums were found in.
pub fn inputs(report: &Report) -> BTreeSet<String> {
    priced(report).flat_map(|(finding, _)| &finding.sources).map(|cell| cell.file.to_string()).collect()
}

/// Ordered by rule, basis and currency; waived and undetermined findings are not in it.
pub fn exposure(report: &Report) -> Vec<Exposure> {
    let mut sums: BTreeMap<(&str, &'static str, Arc<str>), (usize, Purse)> = BTreeMap::new();
    for (finding, cost) in priced(report) {
        let key = (finding.rule.as_str(), basis_word(finding.basis), cost.currency.clone());
        let (count, purse) = sums.entry(key).or_default();
        *count += 1;
        purse.add(cost);
    }
    sums.into_iter()
        .flat_map(|((rule, basis, _), (findings, purse))| {
            let costs: Vec<Money> = purse.iter().collect();
            costs.into_iter().map(move |cost| Exposure { rule: rule.to_string(), basis, findings, cost })
        })
        .collect()
}

/// The whole exposure, by currency.
pub fn total(report: &Report) -> Vec<Money> {
    let mut purse = Purse::default();
    for (_, cost) in priced(report) {
        purse.add(cost);
    }
    purse.iter().collect()
}

/// Findings whose cost is known and counts.
fn priced(report: &Report) -> impl Iterator<Item = (&Finding, &Money)> {
    report
        .findings
        .iter()
        .filter(|f| f.waiver.is_none() && f.outcome != Outcome::Undetermined)
        .filter_map(|f| Some((f, f.cost.as_ref()?)))
}

/// `worked`, `planned`, `on record`.
pub fn basis_word(basis: Option<Basis>) -> &'static str {
    match basis {
        Some(Basis::Actual) => "worked",
        Some(Basis::Plan) => "planned",
        None => "on record",
    }
}
