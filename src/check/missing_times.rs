//! A missing time never decides: what it would decide stays open, with bounds that hold the truth. Seen on everything that the built-in
//! packs' own tests give, with one time after another left out.

use super::finding::{Finding, Outcome, Subject};
use super::given::Given;
use super::pack_properties::{each_test, judged, none_of};
use crate::model::Basis;
use std::collections::BTreeMap;

/// The times of a worked day that are blank only where somebody forgot them. A blank breakfast is none, and so is a meal blank at both ends.
const TIMES: [&str; 8] = [
    "Call",
    "Wrap",
    "Meal 1 Start",
    "Meal 1 End",
    "Meal 2 Start",
    "Meal 2 End",
    "Meal 3 Start",
    "Meal 3 End",
];

/// The same with one time blank, each in turn. With Wrap goes Dismissed: where one is blank the other stands for it.
fn with_a_time_missing(given: &Given) -> Vec<(String, Given)> {
    let rows = given.tables.get("timesheets").map_or(0, Vec::len);
    let mut all = Vec::new();
    for row in 0..rows {
        for heading in TIMES {
            let mut other = given.clone();
            // The date after the last row is the day of a test that names none: it must not move.
            let Some(cells) = other.tables.get_mut("timesheets").and_then(|rows| rows.get_mut(row)) else {
                continue;
            };
            if cells.get(heading).is_none_or(|text| text.trim().is_empty()) {
                continue;
            }
            cells.insert(heading.to_owned(), String::new());
            if heading == "Wrap" {
                cells.remove("Dismissed");
            }
            all.push((format!("row {} without {heading}", row + 1), other));
        }
    }
    all
}

fn by_subject(findings: &[Finding]) -> BTreeMap<&Subject, &Finding> {
    findings.iter().map(|finding| (&finding.subject, finding)).collect()
}

fn is_open(finding: &Finding) -> bool {
    finding.outcome == Outcome::Undetermined
}

/// What is wrong with what is found without a time, where this is found with it.
fn contradicts(with: Option<&Finding>, without: Option<&Finding>) -> Option<String> {
    let amount = |finding: &Finding| finding.cost.as_ref().map(|cost| cost.amount);
    match (with, without) {
        (Some(with), _) if is_open(with) => None,
        (Some(with), None) => Some(format!("nothing is said any more of “{}”", with.message)),
        (None, Some(without)) if !is_open(without) => {
            Some(format!("found although it was kept: “{}”", without.message))
        }
        (Some(with), Some(without)) if !is_open(without) => {
            let differs = amount(without).is_some() && amount(with) != amount(without);
            differs.then(|| {
                format!("costs {:?} for certain, and {:?} with the time", amount(without), amount(with))
            })
        }
        (Some(with), Some(without)) => {
            let cost = amount(with)?;
            let Some(range) = &without.cost_range else {
                return Some(format!(
                    "costs {cost} with the time, and without it “{}” names no bounds",
                    without.message
                ));
            };
            let above = range.max.as_ref().is_some_and(|max| max.amount < cost);
            (above || range.min.amount > cost).then(|| {
                format!("costs {cost} with the time, which is not within {range:?} of “{}”", without.message)
            })
        }
        _ => None,
    }
}

#[test]
fn a_missing_time_leaves_what_it_decides_open_with_bounds_that_hold_the_truth() {
    let said = each_test(|pack, rule, test| {
        let Some((with, paid)) = judged(pack, rule, &test.given) else { return Vec::new() };
        // Advice (grace that was used, an average of too few weeks) is no limit.
        let actual = |finding: &&Finding| {
            finding.basis != Some(Basis::Plan)
                && rule.outcome != Outcome::Advisory
                && finding.outcome != Outcome::Advisory
        };
        let mut said = Vec::new();
        for (what, given) in with_a_time_missing(&test.given) {
            let Some((without, paid_without)) = judged(pack, rule, &given) else { continue };
            let (was, is) = (by_subject(&with), by_subject(&without));
            let subjects = was.values().copied().filter(actual).chain(is.values().copied().filter(actual));
            let mut subjects: Vec<&Subject> = subjects.map(|finding| &finding.subject).collect();
            subjects.sort();
            subjects.dedup();
            for subject in subjects {
                let wrong = contradicts(was.get(subject).copied(), is.get(subject).copied());
                said.extend(wrong.map(|wrong| format!("{what}: {wrong}")));
            }
            for day in &paid_without {
                let of_day = paid.iter().find(|paid| {
                    (&paid.person, &paid.date, &paid.sources.first())
                        == (&day.person, &day.date, &day.sources.first())
                });
                let Some((gross, least)) = of_day.and_then(|paid| paid.gross.as_ref()).zip(day.least())
                else {
                    continue;
                };
                let above = day.most().is_some_and(|most| most.amount < gross.amount);
                if above || least.amount > gross.amount {
                    said.push(format!(
                        "{what}: {} pays {gross} with the time, and {least} to {:?} without",
                        day.date,
                        day.most()
                    ));
                }
            }
        }
        said
    });
    none_of(&said);
}
