//! Where several rules limit the same thing for one person's day, the strictest stands and the others are kept on it.
//!
//! ```toml
//! strictest = "minor-place-hours"     # what the rule limits; rules of any pack that say the same word are weighed
//! ```
//!
//! A California child in Georgia on a SAG-AFTRA picture is under three limits of hours; each pack judges by itself, and what
//! all of them found is one breach. Weighed are findings of one person, date (or week) and meal, certain ones among certain ones
//! and undetermined among undetermined; waived ones keep out. The order of strictness:
//!
//! 1. severity: a number that is not verified, and so a warning, does not push a verified breach aside;
//! 2. what follows: prohibited before consent before premium before advisory;
//! 3. the higher cost, then the greater excess;
//! 4. a law before an agreement, then the rule's name.
//!
//! The others go into `also` of the one that stands, whole, and are counted and summed nowhere. Money is never put away: a finding
//! with a price goes only under another of at least that price, else both stand.

use super::agreements::judges_people;
use super::finding::{Finding, Outcome, Subject};
use super::packs::Packs;
use crate::diagnostic::Severity;
use rust_decimal::Decimal;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// What findings are weighed against each other: the measure, the subject without what rules call it, and whether it is certain.
type Measure = (String, Subject, bool);

/// Puts the laxer findings of each measure under the strictest. The order of those that stand is for the caller to make.
pub fn apply(findings: Vec<Finding>, packs: &Packs) -> Vec<Finding> {
    let mut standing = Vec::new();
    let mut weighed: BTreeMap<Measure, Vec<Finding>> = BTreeMap::new();
    for finding in findings {
        match measure(&finding, packs) {
            Some(measure) => weighed.entry(measure).or_default().push(finding),
            None => standing.push(finding),
        }
    }
    for (_, mut group) in weighed {
        group.sort_by(|a, b| strictness(a, packs).cmp(&strictness(b, packs)));
        let mut rest = group.into_iter();
        let Some(mut first) = rest.next() else { continue };
        for other in rest {
            if other.rule != first.rule && keeps_the_money(&first, &other) {
                first.also.push(other);
            } else {
                standing.push(other);
            }
        }
        standing.push(first);
    }
    standing
}

fn measure(finding: &Finding, packs: &Packs) -> Option<Measure> {
    if finding.waiver.is_some() {
        return None;
    }
    let (_, rule) = packs.rule(&finding.rule)?;
    let subject = Subject {
        // One pack's `minor-day` is another's `day`; a person's hours count whatever the unit.
        kind: "",
        unit: finding.subject.unit.clone().filter(|_| finding.subject.person.is_none()),
        ..finding.subject.clone()
    };
    Some((rule.strictest.clone()?, subject, finding.outcome == Outcome::Undetermined))
}

type Strictness<'a> = (Severity, u8, Reverse<Option<Decimal>>, Reverse<Option<i64>>, bool, &'a str);

/// The strictest sorts first.
fn strictness<'a>(finding: &'a Finding, packs: &Packs) -> Strictness<'a> {
    let found = packs.rule(&finding.rule);
    // Of an undetermined finding what would follow is what the rule says.
    let outcome = match finding.outcome {
        Outcome::Undetermined => found.map_or(finding.outcome, |(_, rule)| rule.outcome),
        certain => certain,
    };
    let rank = match outcome {
        Outcome::Prohibited => 0,
        Outcome::Consent => 1,
        Outcome::Premium => 2,
        Outcome::Advisory => 3,
        Outcome::Undetermined => 4,
    };
    (
        finding.severity,
        rank,
        Reverse(finding.cost.as_ref().map(|cost| cost.amount)),
        Reverse(finding.excess_minutes),
        found.is_some_and(|(pack, _)| judges_people(pack)),
        &finding.rule,
    )
}

/// Would putting the one under the other lose no money?
fn keeps_the_money(above: &Finding, below: &Finding) -> bool {
    below.cost.as_ref().is_none_or(|owed| {
        above.cost.as_ref().is_some_and(|cost| cost.currency == owed.currency && cost.amount >= owed.amount)
    })
}

#[cfg(test)]
#[path = "strictest_tests.rs"]
mod tests;
