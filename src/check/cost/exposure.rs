//! What the findings cost, as account lines of its own: penalties and premiums by agreement, sort of rule and currency.
//!
//! It stands apart from the accounts. What payroll has already booked is in an account, too, and no sheet tells which
//! expense is a penalty: adding the two would count some of it twice.

use crate::check::finding::{Finding, Outcome, Report};
use crate::model::{Basis, Money, Purse};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The premiums of one agreement's rules of one sort, in one currency.
#[derive(Clone, Debug, PartialEq)]
pub struct Line<'a> {
    /// The pack: the agreement or law.
    pub pack: &'a str,
    pub group: Group,
    pub currency: Arc<str>,
    /// Of time worked, or of a row on record.
    pub found: Decimal,
    /// Of a plan, if it stands.
    pub forecast: Decimal,
    /// Where it comes from, in the report's order.
    pub findings: Vec<&'a Finding>,
}

impl Line<'_> {
    pub fn total(&self) -> Decimal {
        self.found.saturating_add(self.forecast)
    }
}

/// What rules are about, in the order of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    Meals,
    Rest,
    Days,
    Hours,
    Night,
    Other,
}

impl Group {
    /// By the rule's name, which says what it limits.
    pub fn of(rule: &str) -> Group {
        let name = rule.split_once('/').map_or(rule, |(_, name)| name);
        let begins = |words: &[&str]| words.iter().any(|word| name.starts_with(word));
        if begins(&["meal", "grace", "break"]) {
            Group::Meals
        } else if begins(&["rest", "turnaround", "weekly-rest"]) {
            Group::Rest
        } else if begins(&["sixth-day", "seventh-day", "consecutive-days"]) {
            Group::Days
        } else if begins(&["overtime", "extended-day", "day-length", "week-length", "average-week"]) {
            Group::Hours
        } else if begins(&["night", "split-shift", "past-midnight"]) {
            Group::Night
        } else {
            Group::Other
        }
    }
}

/// Ordered by agreement, sort of rule and currency; waived and undetermined findings are not in it.
pub fn lines(report: &Report) -> Vec<Line<'_>> {
    let mut lines: BTreeMap<(&str, Group, Arc<str>), Line<'_>> = BTreeMap::new();
    for (finding, cost) in priced(report) {
        let (pack, group) = (pack(&finding.rule), Group::of(&finding.rule));
        let line = lines.entry((pack, group, cost.currency.clone())).or_insert_with(|| Line {
            pack,
            group,
            currency: cost.currency.clone(),
            found: Decimal::ZERO,
            forecast: Decimal::ZERO,
            findings: Vec::new(),
        });
        let sum = if finding.basis == Some(Basis::Plan) { &mut line.forecast } else { &mut line.found };
        *sum = sum.saturating_add(cost.amount);
        line.findings.push(finding);
    }
    lines.into_values().collect()
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
pub fn priced(report: &Report) -> impl Iterator<Item = (&Finding, &Money)> {
    report
        .findings
        .iter()
        .filter(|f| f.waiver.is_none() && f.outcome != Outcome::Undetermined)
        .filter_map(|f| Some((f, f.cost.as_ref()?)))
}

/// The input files that the premiums were found in.
pub fn inputs(report: &Report) -> BTreeSet<String> {
    priced(report).flat_map(|(finding, _)| &finding.sources).map(|cell| cell.file.to_string()).collect()
}

/// The agreement or law of a rule: its pack.
pub fn pack(rule: &str) -> &str {
    rule.split_once('/').map_or(rule, |(pack, _)| pack)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_of_the_contract_fall_into_their_groups() {
        for (rule, group) in [
            ("iatse-basic/meal-first", Group::Meals),
            ("iatse-basic/meal-next", Group::Meals),
            ("sag-aftra-theatrical/rest-weekend", Group::Rest),
            ("us-ca-minors/turnaround", Group::Rest),
            ("iatse-basic/sixth-day", Group::Days),
            ("us-flsa/overtime", Group::Hours),
            ("bectu-tv-drama/night-premium", Group::Night),
            ("petty-cash/limit", Group::Other),
        ] {
            assert_eq!(Group::of(rule), group, "{rule}");
        }
    }
}
