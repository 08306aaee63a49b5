//! What must hold of every kind of rule, seen on everything that the built-in packs' own tests give: what a
//! finding says would have avoided it does.

use super::case::Case;
use super::finding::{Finding, Outcome};
use super::given::{Given, RuleTest};
use super::pack::Pack;
use super::packs::Packs;
use super::pay_day::PayDay;
use super::policy::Policy;
use super::rule::Rule;
use super::run::{judge, one_of_each, pay};
use super::subject::SubjectOf;
use super::subjects::Subjects;
use super::testing::{produce, switched};
use chrono::{DateTime, NaiveDate};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// What a rule says of what a test gives; `None` where it cannot be read.
pub(super) fn judged(pack: &Pack, rule: &Rule, given: &Given) -> Option<(Vec<Finding>, Vec<PayDay>)> {
    let (production, today, said) = produce(given);
    if !said.is_empty() {
        return None;
    }
    let (parameters, _) = switched(pack, &given.switches);
    let subjects = Subjects::of(&production, &given.settings, today);
    let case = Case::new(&subjects, pack).reading(parameters);
    let findings = one_of_each(judge(rule, &case, &Policy::default()));
    Some((findings, pay(rule, &case)))
}

/// Every test of every built-in pack, with the rule it belongs to.
pub(super) fn each_test(of: impl Fn(&Pack, &Rule, &RuleTest) -> Vec<String> + Sync) -> Vec<String> {
    let (packs, _) = Packs::built_in();
    let rules: Vec<(&Pack, &Rule)> =
        packs.by_id.values().flat_map(|pack| pack.rules.iter().map(move |rule| (pack, rule))).collect();
    let said = rules.par_iter().flat_map_iter(|(pack, rule)| {
        rule.tests.iter().flat_map(|test| {
            let said = of(pack, rule, test);
            said.into_iter()
                .map(|said| format!("{} “{}”: {said}", rule.full_id, test.name))
                .collect::<Vec<_>>()
        })
    });
    said.collect()
}

pub(super) fn none_of(said: &[String]) {
    assert!(said.is_empty(), "{} say so:\n{}", said.len(), said.join("\n"));
}

/// The heading of a row that a change is about, and the row: the one of the finding's own date, or the one before.
fn place_of(finding: &Finding, change: &str, given: &Given) -> Option<(usize, String)> {
    let date: NaiveDate = finding.subject.date.as_ref()?.parse().ok()?;
    let rows = given.tables.get("timesheets")?;
    let dated = |row: usize| -> Option<NaiveDate> { rows.get(row)?.get("Date")?.parse().ok() };
    let of_date: Vec<usize> = (0..rows.len()).filter(|row| dated(*row) == Some(date)).collect();
    let before: Vec<usize> =
        (0..rows.len()).filter(|row| dated(*row).is_some_and(|other| other < date)).collect();
    match change {
        "call" => Some((*of_date.last()?, "Call".to_owned())),
        "wrap" if finding.subject.kind == "rest" && of_date.len() == 1 => {
            Some((*before.last()?, "Wrap".to_owned()))
        }
        "wrap" if finding.subject.kind == "rest" => Some((*of_date.first()?, "Wrap".to_owned())),
        "wrap" => Some((*of_date.last()?, "Wrap".to_owned())),
        // A meal that does not stop the clock stands in its columns.
        "meal"
            if of_date.len() == 1 && !rows.iter().any(|row| row.keys().any(|key| key.ends_with("Kind"))) =>
        {
            let heading = format!("Meal {} Start", finding.subject.meal?);
            Some((*of_date.last()?, heading))
        }
        _ => None,
    }
}

/// An instant on the wall clock of a row's date: half past one on the next date is 25:30.
fn on_the_clock(stamp: &str, date: &str) -> Option<String> {
    let at = DateTime::parse_from_rfc3339(stamp).ok()?.naive_local();
    let midnight = date.parse::<NaiveDate>().ok()?.and_hms_opt(0, 0, 0)?;
    let minutes = (at - midnight).num_minutes();
    (0..48 * 60).contains(&minutes).then(|| format!("{:02}:{:02}", minutes / 60, minutes % 60))
}

#[test]
fn what_a_premium_finding_says_would_have_avoided_it_does() {
    let tried = std::sync::Mutex::new(BTreeMap::<String, usize>::new());
    let said = each_test(|pack, rule, test| {
        let Some((found, _)) = judged(pack, rule, &test.given) else { return Vec::new() };
        let mut said = Vec::new();
        if rule.kind.subject() != SubjectOf::Work {
            return Vec::new();
        }
        for finding in found.iter().filter(|f| matches!(f.outcome, Outcome::Premium | Outcome::Consent)) {
            if finding.avoid.is_empty() {
                said.push(format!("“{}” does not say what would have avoided it", finding.message));
            }
            if finding.cost.is_some() && finding.avoid.iter().all(|avoid| avoid.saves.is_none()) {
                said.push(format!("“{}” does not say what its avoiding saves", finding.message));
            }
            for avoid in &finding.avoid {
                let Some(stamp) = avoid.not_before.as_ref().or(avoid.not_after.as_ref()) else { continue };
                // A change that saves a part leaves the rest.
                let whole = avoid.saves.is_none() || avoid.saves == finding.cost;
                let Some((row, heading)) = place_of(finding, avoid.change, &test.given).filter(|_| whole)
                else {
                    continue;
                };
                let mut other = test.given.clone();
                let Some(cells) = other.tables.get_mut("timesheets").and_then(|rows| rows.get_mut(row))
                else {
                    continue;
                };
                let Some(time) = cells.get("Date").and_then(|date| on_the_clock(stamp, date)) else {
                    continue;
                };
                // A sheet whose call follows its meal, or whose wrap precedes it, is another sheet.
                let bounds: Vec<&String> = cells
                    .iter()
                    .filter(|(name, text)| {
                        !text.is_empty()
                            && (name.starts_with("Meal") || name.as_str() == "Wrap")
                            && **name != heading
                    })
                    .map(|(_, text)| text)
                    .collect();
                let crosses = match heading.as_str() {
                    "Call" => bounds.iter().any(|text| text.len() == 5 && **text <= time),
                    "Wrap" => bounds.iter().any(|text| text.len() == 5 && **text > time),
                    _ => false,
                };
                if crosses {
                    continue;
                }
                cells.insert(heading.clone(), time.clone());
                if heading == "Wrap" {
                    cells.remove("Dismissed");
                }
                let Some((after, _)) = judged(pack, rule, &other) else { continue };
                *tried.lock().unwrap().entry(format!("{} {}", rule.kind_name, avoid.change)).or_default() +=
                    1;
                if let Some(still) = after
                    .iter()
                    .find(|other| other.subject == finding.subject && other.outcome == finding.outcome)
                {
                    said.push(format!(
                        "row {} with {heading} {time} still finds “{}”, and “{}” said it would not",
                        row + 1,
                        still.message,
                        finding.message
                    ));
                }
            }
        }
        said
    });
    let tried = tried.into_inner().unwrap();
    none_of(&said);
    for (what, least) in [("rest call", 30), ("rest wrap", 30), ("meal meal", 20), ("day-length wrap", 4)] {
        let count = tried.get(what).copied().unwrap_or_default();
        assert!(count >= least, "{what} was tried {count} times only: {tried:?}");
    }
}
