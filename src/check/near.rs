//! What a push of one unit's day can touch, checked by itself: the people whose days it moves, and the weeks around that day.
//!
//! A season is 24,000 days of work, and a push moves a few hundred times of one of them. What a rule says of those days follows from
//! the same people's days around them, so the push is tried on a production that holds nothing else. Some rules look further: a
//! sixth day counted from the first one worked, an average of seventeen weeks, a reduction used twice a picture. They show themselves:
//! on the part, before anything is pushed, they do not find what the whole check found. Those are judged on those people's
//! whole record; where even that is not the same (a quota of the production as a whole), the trial is a check of everything.
//!
//! What a push changes more than a week after its day (an average that it tips over) is left to the check that follows it.

use super::finding::Finding;
use super::forecast::{Change, by_id, change_of, cost, day_of, measure};
use super::kinds;
use super::packs::Packs;
use super::rule::Rule;
use super::run::{self, findings_of};
use super::subject::SubjectOf;
use crate::model::{Basis, PersonId, Production, Push, Shift};
use crate::settings::Settings;
use chrono::{Days, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};

/// So long before and after the day its findings are compared: the rest before it, and the week it counts in.
const COMPARED: (Days, Days) = (Days::new(1), Days::new(7));
/// So much more must be there for those to be judged: a whole week before, and the rest after the last.
const AROUND: (Days, Days) = (Days::new(8), Days::new(2));

/// A production after a push that was tried.
pub struct Seen<'n> {
    /// As much of it as was checked, with the push in it.
    pub production: &'n Production,
    /// All findings that there would be for the day, and for the days around it those that a push can change.
    pub findings: Vec<Finding>,
    pub change: Change,
}

/// What a push can touch.
pub struct Near<'a> {
    whole: &'a Production,
    packs: &'a Packs,
    settings: &'a Settings,
    today: NaiveDate,
    /// What the whole check found.
    findings: &'a [Finding],
    scope: Scope,
    how: How,
    pushed: Production,
}

/// The findings that are compared.
struct Scope {
    people: BTreeSet<String>,
    from: NaiveDate,
    until: NaiveDate,
}

enum How {
    /// The rules named on the people's whole record, all others on the days around.
    Parts {
        around: Box<Production>,
        record: Option<Box<Production>>,
        far: BTreeSet<String>,
    },
    Everything,
}

impl Scope {
    fn holds(&self, finding: &Finding) -> bool {
        let dated = day_of(finding).is_some_and(|date| date >= self.from && date <= self.until);
        dated && finding.subject.person.as_ref().is_none_or(|person| self.people.contains(person))
    }
}

/// Can a push change what it finds? Not what it finds in a table of rights or money; and it pays nothing here.
fn can_change(rule: &Rule) -> bool {
    match rule.kind.subject() {
        SubjectOf::Work => !rule.pays(),
        SubjectOf::Row(table) => table == "schedule",
        // Two units that want somebody at one time.
        SubjectOf::Production => rule.kind_name == kinds::schedule::SPEC.name,
    }
}

impl<'a> Near<'a> {
    pub fn of(
        whole: &'a Production,
        packs: &'a Packs,
        settings: &'a Settings,
        today: NaiveDate,
        findings: &'a [Finding],
        (date, unit): (NaiveDate, &str),
    ) -> Near<'a> {
        let moved = |shift: &&Shift| shift.basis == Basis::Plan && shift.date == date && shift.unit == unit;
        let people: BTreeSet<PersonId> =
            whole.shifts.iter().filter(moved).map(|shift| shift.person).collect();
        let back = |date: NaiveDate, days: Days| date.checked_sub_days(days).unwrap_or(date);
        let on = |date: NaiveDate, days: Days| date.checked_add_days(days).unwrap_or(date);
        let (from, until) = (back(date, COMPARED.0), on(date, COMPARED.1));
        let scope = Scope {
            people: people.iter().map(|person| whole.person(*person).name.clone()).collect(),
            from,
            until,
        };
        let dates = (back(from, AROUND.0), on(until, AROUND.1));
        let around = part(whole, &people, |date| date >= dates.0 && date <= dates.1);
        let mut near = Near {
            whole,
            packs,
            settings,
            today,
            findings,
            scope,
            how: How::Parts { around: Box::new(around), record: None, far: BTreeSet::new() },
            pushed: part(whole, &BTreeSet::new(), |_| false),
        };
        let far = near.unlike();
        if !far.is_empty()
            && let How::Parts { record, far: rules, .. } = &mut near.how
        {
            *record = Some(Box::new(part(whole, &people, |_| true)));
            *rules = far;
            if !near.unlike().is_empty() {
                near.how = How::Everything;
            }
        }
        near
    }

    /// The rules that do not find on the parts what they found on the whole.
    fn unlike(&self) -> BTreeSet<String> {
        let found = self.check(None);
        let (was, is) = (self.before(), by_id(found.iter().filter(|f| self.scope.holds(f))));
        let differs = |(id, finding): &(&&str, &&Finding), other: &BTreeMap<&str, &Finding>| {
            other.get(**id).is_none_or(|other| measure(other) != measure(finding))
        };
        let gone = was.iter().filter(|one| differs(one, &is));
        let come = is.iter().filter(|one| differs(one, &was));
        gone.chain(come).map(|(_, finding)| finding.rule.clone()).collect()
    }

    /// Whether a push can change what this is, and this trial would see it.
    fn is_seen(&self, finding: &Finding) -> bool {
        let changes = || self.packs.rule(&finding.rule).is_some_and(|(_, rule)| can_change(rule));
        match self.how {
            How::Everything => true,
            How::Parts { .. } => self.scope.holds(finding) && changes(),
        }
    }

    /// What the whole check found of what this trial would see.
    fn before(&self) -> BTreeMap<&str, &Finding> {
        by_id(self.findings.iter().filter(|finding| self.is_seen(finding)))
    }

    /// Everything found on the parts, moved where a push is given.
    fn check(&self, push: Option<&Push>) -> Vec<Finding> {
        let moved = |production: &Production| {
            let mut production = production.clone();
            if let Some(push) = push {
                production.push(push.clone());
            }
            production
        };
        match &self.how {
            How::Everything => run::run(&moved(self.whole), self.packs, self.settings, self.today).findings,
            How::Parts { around, record, far } => {
                let is_far = |rule: &Rule| can_change(rule) && far.contains(&rule.full_id);
                let is_near = |rule: &Rule| can_change(rule) && !far.contains(&rule.full_id);
                let (around, record) = (moved(around), record.as_deref().map(moved));
                let mut parts: Vec<(&Production, run::Which<'_>)> = vec![(&around, &is_near)];
                parts.extend(record.as_ref().map(|record| (record, &is_far as run::Which<'_>)));
                findings_of(&parts, self.packs, self.settings, self.today)
            }
        }
    }

    /// What would be found if the day were moved.
    pub fn pushed(&mut self, push: &Push) -> Seen<'_> {
        let after = self.check(Some(push));
        let after: Vec<Finding> = after.into_iter().filter(|finding| self.is_seen(finding)).collect();
        // What it cannot change stands as it is, with its price.
        let untouched: Vec<&Finding> =
            self.findings.iter().filter(|finding| !self.is_seen(finding)).collect();
        let change = Change {
            before: cost(self.findings.iter()),
            after: cost(after.iter().chain(untouched.iter().copied())),
            ..change_of(self.before().into_values(), after.iter())
        };
        let of_day = untouched.into_iter().filter(|finding| day_of(finding) == Some(push.date));
        let findings = after.iter().chain(of_day).cloned().collect();
        self.pushed = match &self.how {
            How::Parts { around, .. } => Production::clone(around),
            How::Everything => self.whole.clone(),
        };
        self.pushed.push(push.clone());
        Seen { production: &self.pushed, findings, change }
    }
}

/// As much of a production as judging these people on these dates needs: its facts, people and places as they are.
fn part(whole: &Production, people: &BTreeSet<PersonId>, dated: impl Fn(NaiveDate) -> bool) -> Production {
    let shifts = whole.shifts.iter().filter(|s| people.contains(&s.person) && dated(s.date));
    let rows = ["crew", "cast", "schedule", "timesheets"].into_iter().filter_map(|table| {
        let (name, rows) = whole.records.get_key_value(table)?;
        let keep = rows.iter().filter(|row| *name != "timesheets" || row.date("Date").is_some_and(&dated));
        Some((*name, keep.cloned().collect()))
    });
    Production {
        facts: whole.facts.clone(),
        people: whole.people.clone(),
        places: whole.places.clone(),
        days: whole.days.clone(),
        scenes: whole.scenes.clone(),
        script: whole.script.clone(),
        banners: whole.banners.clone(),
        elements: whole.elements.clone(),
        availability: whole.availability.clone(),
        calls: whole.calls.iter().filter(|call| dated(call.date)).cloned().collect(),
        background: whole.background.iter().filter(|row| dated(row.date)).cloned().collect(),
        notes: Vec::new(),
        meetings: Vec::new(),
        calendar: whole.calendar.clone(),
        shifts: shifts.cloned().collect(),
        duties: whole.duties.iter().filter(|duty| people.contains(&duty.person)).cloned().collect(),
        consents: whole.consents.clone(),
        budget: Vec::new(),
        expenses: Vec::new(),
        purchase_orders: Vec::new(),
        recipients: Vec::new(),
        pushes: whole.pushes.clone(),
        issued: whole.issued.clone(),
        answers: whole.answers.clone(),
        records: rows.collect(),
    }
}

#[cfg(test)]
#[path = "near_tests.rs"]
mod tests;
