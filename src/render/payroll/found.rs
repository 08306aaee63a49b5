//! What the check found of a person's worked day: penalties and premiums that payroll pays, and what is still open.

use crate::check::finding::{Finding, Outcome, Report};
use crate::model::{Basis, Money, Purse};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// Findings of worked time by person and date, and by person and week's end.
pub struct Found<'a> {
    days: By<'a>,
    weeks: By<'a>,
}

type By<'a> = BTreeMap<&'a str, BTreeMap<NaiveDate, Vec<&'a Finding>>>;

impl<'a> Found<'a> {
    pub fn of(report: &'a Report) -> Found<'a> {
        let mut found = Found { days: By::new(), weeks: By::new() };
        for finding in report.findings.iter().filter(|f| f.basis == Some(Basis::Actual)) {
            let Some(person) = finding.subject.person.as_deref() else { continue };
            let date = |text: &Option<String>| text.as_deref().and_then(|text| text.parse().ok());
            let (by, date) = match (date(&finding.subject.date), date(&finding.subject.week_ending)) {
                (Some(day), _) => (&mut found.days, day),
                (None, Some(week)) => (&mut found.weeks, week),
                (None, None) => continue,
            };
            by.entry(person).or_default().entry(date).or_default().push(finding);
        }
        found
    }

    pub fn on(&self, person: &str, date: NaiveDate) -> &[&'a Finding] {
        self.days.get(person).and_then(|days| days.get(&date)).map_or(&[], Vec::as_slice)
    }

    /// Findings about weeks that end from `first` to `last`.
    pub fn in_week(&self, person: &str, first: NaiveDate, last: NaiveDate) -> Vec<&'a Finding> {
        let weeks = self.weeks.get(person).into_iter().flat_map(|weeks| weeks.range(first..=last));
        weeks.flat_map(|(_, findings)| findings.iter().copied()).collect()
    }
}

/// What payroll has to pay for it: nothing where it is waived or not decided.
pub fn cost(finding: &Finding) -> Option<&Money> {
    finding.cost.as_ref().filter(|_| finding.outcome != Outcome::Undetermined && finding.waiver.is_none())
}

pub fn is_meal(finding: &Finding) -> bool {
    finding.subject.kind == "meal"
}

/// A rest that was broken into and is bought: the call was forced, also where somebody has agreed to it. What nobody may buy
/// (a minor's rest) is a breach and no forced call.
pub fn is_forced_call(finding: &Finding) -> bool {
    finding.subject.kind == "rest" && matches!(finding.outcome, Outcome::Premium | Outcome::Consent)
}

/// What a time report says of a day's calls: nothing, `yes`, or `yes, consented` where everything that forced one is covered by
/// consent on record.
pub fn forced_words(findings: &[&Finding]) -> Option<&'static str> {
    let forced: Vec<&&Finding> = findings.iter().filter(|f| is_forced_call(f)).collect();
    let consented = forced.iter().all(|f| f.waiver.is_some());
    (!forced.is_empty()).then_some(if consented { "yes, consented" } else { "yes" })
}

pub fn is_open(finding: &Finding) -> bool {
    finding.outcome == Outcome::Undetermined && finding.waiver.is_none()
}

/// How many meal penalties were found: the steps of a ladder, one where a premium is not counted in steps.
pub fn meal_penalties(findings: &[&Finding]) -> u32 {
    let due = |f: &&&Finding| is_meal(f) && f.outcome == Outcome::Premium && f.waiver.is_none();
    findings.iter().filter(due).fold(0, |sum, f| sum.saturating_add(f.units.unwrap_or(1)))
}

/// What those that `count` cost together, each currency apart.
pub fn sum(findings: &[&Finding], count: impl Fn(&Finding) -> bool) -> Vec<Money> {
    let mut purse = Purse::default();
    findings.iter().filter(|f| count(f)).filter_map(|f| cost(f)).for_each(|money| purse.add(money));
    purse.iter().collect()
}
