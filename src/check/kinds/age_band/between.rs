//! What spans a minor's days: turnaround, and the permit.

use super::AgeRule;
use super::day::MinorDay;
use super::judge::open;
use crate::check::bounds::{Verdict, When};
use crate::check::case::{Case, Draft};
use crate::check::finding::{Avoid, Subject};
use crate::check::kinds::rest::pairs;
use crate::check::kinds::worktime::say;
use crate::check::time_words::{length, rfc3339};
use crate::model::Basis;

impl AgeRule {
    /// From release to the next call, or to the start of the child's own school if that is sooner.
    pub(super) fn turnaround(
        &self,
        case: &Case<'_>,
        before: &MinorDay<'_>,
        after: &MinorDay<'_>,
    ) -> Option<Draft> {
        let minimum = case.look(self.minimum.as_ref()?, &case.dates(after.work.date)).ok()?;
        let call = (after.work.start, after.work.start_cell(), "call");
        let school = &after.shift.school.own_start;
        let school_cell = school.cell.clone().unwrap_or_else(|| after.shift.cell.clone());
        let next = match (When::of(school).latest, call.0.latest) {
            (Some(begins), Some(called)) if begins < called => (When::of(school), school_cell, "own school"),
            _ => call,
        };
        let (until, cell, what) = next;
        let end = before.end().not_after(pairs::row_ends(&before.work, until));
        let mut draft =
            Draft::about(say::about("rest", case, after.shift), vec![before.work.end_cell(0), cell]);
        let plan = before.work.basis == Basis::Plan || after.work.basis == Basis::Plan;
        draft.basis = Some(if plan { Basis::Plan } else { Basis::Actual });
        draft.from = end.known();
        draft.to = until.known();
        draft.limit = Some(length(minimum.value.0));
        draft.used(&minimum);
        draft.set("day", say::date(after.work.date));
        draft.set("next_call", what);
        let style = say::style(case);
        for (name, at) in [("from", draft.from), ("to", draft.to)] {
            if let Some(at) = at {
                draft.set(name, style.day_and_time(at));
            }
        }
        match end.until(until).short_of(minimum.value.0).verdict() {
            Verdict::Kept => None,
            Verdict::Broken(short) => {
                let rest = minimum.value.0 - short;
                draft.measured = Some(length(rest));
                draft.excess_minutes = Some(short);
                draft.arithmetic = format!(
                    "release to {what} = {}; {} − {} = {}",
                    length(rest),
                    length(minimum.value.0),
                    length(rest),
                    length(short)
                );
                let earliest = end.plus(minimum.value.0).known();
                if let Some(at) = earliest.filter(|_| what == "call") {
                    let not_before = Some(rfc3339(at));
                    draft.avoid.push(Avoid { change: "call", not_before, not_after: None, saves: None });
                }
                Some(draft)
            }
            Verdict::Open { min, max } => Some(open(case, before, draft, min, max)),
        }
    }

    /// A permit that has expired on a day of work, or none on record (once a person).
    pub(super) fn permit(&self, case: &Case<'_>, days: &[MinorDay<'_>]) -> Vec<Draft> {
        let Some(first) = days.first() else { return Vec::new() };
        let person = case.person(first.shift);
        let Some(until) = &person.permit_until else {
            let subject =
                Subject { kind: "document", person: Some(person.name.clone()), ..Subject::default() };
            let says = format!(
                "{} has no entertainment work permit on record, and works on {}.",
                person.name,
                say::date(first.work.date)
            );
            let mut draft = Draft::about(subject, vec![person.cell.clone()]).undetermined(says);
            draft.basis = Some(first.work.basis);
            draft.helps = Some("Enter “Permit Until” in the cast list.".into());
            return vec![draft];
        };
        days.iter()
            .filter(|day| day.work.date > until.value)
            .map(|day| {
                let mut draft = self.draft(case, day, "");
                draft.sources = vec![until.cell.clone(), day.work.start_cell()];
                draft.measured = Some(day.work.date.to_string());
                draft.limit = Some(until.value.to_string());
                draft.arithmetic = format!("permit until {}, work on {}", until.value, day.work.date);
                draft
            })
            .collect()
    }
}
