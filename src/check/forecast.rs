//! Days to come, before their call sheets go out: who would be in breach, the earliest call that complies, and what a
//! push of the whole unit would do.
//!
//! What a push would do is never worked out from the findings: the plan is moved and checked again, as far as the push can
//! touch it (see [`super::near`]).

use super::finding::{Finding, Outcome};
use super::near::Near;
use super::packs::Packs;
use crate::diagnostic::Severity;
use crate::model::{Basis, Instant, Minutes, Money, Production, Purse, Push};
use crate::settings::Settings;
use chrono::{DateTime, Days, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};

/// Pushes are tried for the days that are about to be sent, not for a whole season.
const TRIED_AHEAD: Days = Days::new(7);
/// A push that cures one breach can make the next one the longest; so many are tried for a day.
const MOST_TRIES: usize = 4;

/// What the plan of days to come would break.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Forecast {
    /// By date, then unit.
    pub days: Vec<ComingDay>,
}

/// A unit's day that is still to come.
#[derive(Clone, Debug, PartialEq)]
pub struct ComingDay {
    pub date: NaiveDate,
    /// None where what is wrong with the day is nobody's in particular (a place, a permit).
    pub unit: Option<String>,
    /// Unwaived; those that cannot be decided yet are among them.
    pub findings: Vec<Finding>,
    /// The push that was tried, where a later call avoids anything.
    pub trial: Option<Trial>,
}

/// A push of a unit's day, tried.
#[derive(Clone, Debug, PartialEq)]
pub struct Trial {
    pub date: NaiveDate,
    pub unit: String,
    /// From the plan as it stands.
    pub minutes: i64,
    /// The crew call as it stands and as it would be.
    pub call: Option<(Instant, Instant)>,
    pub change: Change,
    /// What is still found for that unit and day.
    pub left: Vec<Finding>,
}

impl Trial {
    /// Nothing is left of the day, and nobody else is newly in breach.
    pub fn cures_everything(&self) -> bool {
        self.left.is_empty() && self.change.created.is_empty()
    }
}

/// How two checks of one production differ.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Change {
    /// Found before, and no longer.
    pub cured: Vec<Finding>,
    /// Found now, and not before.
    pub created: Vec<Finding>,
    /// Found in both, by another measure or at another price: before, and now.
    pub changed: Vec<(Finding, Finding)>,
    /// What the breaches of the plan cost.
    pub before: Vec<Money>,
    pub after: Vec<Money>,
}

/// Does a finding count before a call sheet goes out? Not what was worked, nor what is waived.
fn counts(finding: &Finding) -> bool {
    finding.basis != Some(Basis::Actual) && finding.waiver.is_none()
}

/// Is it about a day's work, place or call sheet, rather than about rights, money or deliveries?
pub fn is_about_a_day(finding: &Finding) -> bool {
    day_of(finding).is_some()
        && !matches!(finding.subject.kind, "item" | "account" | "document" | "deliverable" | "production")
}

/// The day a finding stands under: its date, else the end of its week.
pub fn day_of(finding: &Finding) -> Option<NaiveDate> {
    let subject = &finding.subject;
    subject.date.as_deref().or(subject.week_ending.as_deref())?.parse().ok()
}

/// The days after `today` that something is found for.
pub fn listed(findings: &[Finding], today: NaiveDate) -> Forecast {
    let mut days: BTreeMap<(NaiveDate, Option<String>), Vec<Finding>> = BTreeMap::new();
    for finding in findings.iter().filter(|f| counts(f) && is_about_a_day(f)) {
        if let Some(date) = day_of(finding).filter(|date| *date > today) {
            days.entry((date, finding.subject.unit.clone())).or_default().push(finding.clone());
        }
    }
    let days = days.into_iter().map(|((date, unit), mut findings)| {
        findings.sort_by(|a, b| order(a).cmp(&order(b)));
        ComingDay { date, unit, findings, trial: None }
    });
    Forecast { days: days.collect() }
}

/// By severity, person, rule.
fn order(finding: &Finding) -> (Severity, &Option<String>, &str, &str) {
    (finding.severity, &finding.subject.person, &finding.rule, &finding.id)
}

/// The days to come, with a push tried for each unit's day of the next week for which a later call avoids anything.
pub fn forecast(
    production: &Production,
    packs: &Packs,
    settings: &Settings,
    today: NaiveDate,
    findings: &[Finding],
) -> Forecast {
    let mut forecast = listed(findings, today);
    let until = today.checked_add_days(TRIED_AHEAD).unwrap_or(today);
    for day in forecast.days.iter_mut().filter(|day| day.date <= until) {
        day.trial = tried(production, packs, settings, today, findings, day);
    }
    forecast
}

/// The least push that cures everything of the day that a later call can cure.
fn tried(
    production: &Production,
    packs: &Packs,
    settings: &Settings,
    today: NaiveDate,
    findings: &[Finding],
    day: &ComingDay,
) -> Option<Trial> {
    let unit = day.unit.as_deref()?;
    if !production.days.iter().any(|d| d.is_shoot() && d.date == day.date && d.unit == unit) {
        return None;
    }
    let mut minutes = needed(production, day.date, unit, &day.findings)?;
    let mut near = Near::of(production, packs, settings, today, findings, (day.date, unit));
    let mut last = None;
    for _ in 0..MOST_TRIES {
        let push = Push { date: day.date, unit: unit.to_owned(), minutes, cell: None };
        let before = call_of(production, &push);
        let seen = near.pushed(&push);
        let left = left(seen.findings.iter(), day.date, unit);
        let more = needed(seen.production, day.date, unit, &left);
        last = Some(Trial {
            date: day.date,
            unit: unit.to_owned(),
            minutes,
            call: before.zip(call_of(seen.production, &push)),
            change: seen.change,
            left,
        });
        match more {
            Some(more) => minutes = minutes.checked_add(more)?,
            None => break,
        }
    }
    last
}

/// What is found for a unit's day and counts before its sheet goes out.
fn left<'f>(findings: impl Iterator<Item = &'f Finding>, date: NaiveDate, unit: &str) -> Vec<Finding> {
    let of_day = |f: &&Finding| {
        counts(f)
            && is_about_a_day(f)
            && day_of(f) == Some(date)
            && f.subject.unit.as_deref().is_some_and(|u| u == unit)
    };
    let mut left: Vec<Finding> = findings.filter(of_day).cloned().collect();
    left.sort_by(|a, b| order(a).cmp(&order(b)));
    left
}

fn call_of(production: &Production, push: &Push) -> Option<Instant> {
    let day = production.days.iter().find(|day| push.is_of(day.date, &day.unit))?;
    day.crew_call.moment.known()
}

/// How much later the day would have to begin for everybody who only needs a later call; none where nobody does.
fn needed(production: &Production, date: NaiveDate, unit: &str, findings: &[Finding]) -> Option<i64> {
    findings.iter().filter_map(|finding| short_by(production, date, unit, finding)).max()
}

fn short_by(production: &Production, date: NaiveDate, unit: &str, finding: &Finding) -> Option<i64> {
    let earliest = earliest_call(finding)?;
    let person = finding.subject.person.as_deref()?;
    let shifts = production.shifts.iter().filter(|shift| {
        shift.basis == Basis::Plan
            && shift.date == date
            && shift.unit == unit
            && production.person(shift.person).name == person
    });
    let call = shifts.filter_map(|shift| shift.call.moment.latest()).min()?;
    Some(Minutes::between(call, earliest.with_timezone(&call.timezone())).0).filter(|minutes| *minutes > 0)
}

/// The earliest call that avoids a finding, where a later call does.
pub fn earliest_call(finding: &Finding) -> Option<DateTime<chrono::FixedOffset>> {
    let change = finding.avoid.iter().find(|avoid| avoid.change == "call")?;
    DateTime::parse_from_rfc3339(change.not_before.as_deref()?).ok()
}

/// Moves the plan, looks, and moves it back.
pub fn with_push<T>(production: &mut Production, push: &Push, look: impl FnOnce(&Production) -> T) -> T {
    let pushes = production.pushes.clone();
    production.push(push.clone());
    let seen = look(production);
    production.push(Push { minutes: push.minutes.saturating_neg(), ..push.clone() });
    production.pushes = pushes;
    seen
}

/// How two checks of one production differ, as far as plans go.
pub fn change(before: &[Finding], after: &[Finding]) -> Change {
    change_of(before.iter(), after.iter())
}

pub(super) fn change_of<'f>(
    before: impl Iterator<Item = &'f Finding>,
    after: impl Iterator<Item = &'f Finding>,
) -> Change {
    let (old, new) = (by_id(before), by_id(after));
    let ids: BTreeSet<&str> = old.keys().chain(new.keys()).copied().collect();
    let mut change = Change {
        before: cost(old.values().copied()),
        after: cost(new.values().copied()),
        ..Change::default()
    };
    for id in ids {
        match (old.get(id), new.get(id)) {
            (Some(was), None) => change.cured.push((*was).clone()),
            (None, Some(is)) => change.created.push((*is).clone()),
            (Some(was), Some(is)) if measure(was) != measure(is) => {
                change.changed.push(((*was).clone(), (*is).clone()));
            }
            _ => {}
        }
    }
    change.cured.sort_by(|a, b| order(a).cmp(&order(b)));
    change.created.sort_by(|a, b| order(a).cmp(&order(b)));
    change.changed.sort_by(|a, b| order(&a.1).cmp(&order(&b.1)));
    change
}

/// Those that count, by id.
pub(super) fn by_id<'f>(findings: impl Iterator<Item = &'f Finding>) -> BTreeMap<&'f str, &'f Finding> {
    findings.filter(|f| counts(f)).map(|f| (f.id.as_str(), f)).collect()
}

type Measure<'a> = (Outcome, Option<&'a str>, Option<i64>, &'a Option<Money>);

/// What makes a breach another one: how it counts, by how much it is over, what it costs. Where none of the last two is
/// known, what was measured.
pub(super) fn measure(finding: &Finding) -> Measure<'_> {
    let priced = finding.excess_minutes.is_some() || finding.cost.is_some();
    let measured = finding.measured.as_deref().filter(|_| !priced);
    (finding.outcome, measured, finding.excess_minutes, &finding.cost)
}

/// What those that count and are decided cost together.
pub(super) fn cost<'f>(findings: impl Iterator<Item = &'f Finding>) -> Vec<Money> {
    let mut purse = Purse::default();
    let decided = findings.filter(|f| counts(f) && f.outcome != Outcome::Undetermined);
    decided.filter_map(|f| f.cost.as_ref()).for_each(|cost| purse.add(cost));
    purse.iter().collect()
}
