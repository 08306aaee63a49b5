//! What must be on record about a child whatever the day: the permit and a guardian.

use super::AgeRule;
use super::day::MinorDay;
use crate::check::case::{Case, Draft};
use crate::check::finding::Subject;
use crate::check::kinds::worktime::say;
use crate::model::Cell;

impl AgeRule {
    /// A permit that has expired on a day of work, or none on record (once a person).
    pub(super) fn permit(&self, case: &Case<'_>, days: &[MinorDay<'_>]) -> Vec<Draft> {
        let Some(first) = days.first() else { return Vec::new() };
        let person = case.person(first.shift);
        let Some(until) = &person.permit_until else {
            let says = format!(
                "{} has no entertainment work permit on record, and works on {}.",
                person.name,
                say::date(case, first.work.date)
            );
            return vec![once(
                case,
                first,
                person.cell.clone(),
                says,
                "Enter “Permit Until” in the cast list.",
            )];
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

    /// Nobody named who must be with the child (once a person). That somebody is named does not show that they were there.
    pub(super) fn guardian(&self, case: &Case<'_>, days: &[MinorDay<'_>]) -> Vec<Draft> {
        let of_age = |day: &&MinorDay<'_>| self.bands.iter().any(|b| b.is_of_age(day.born, day.work.date));
        let Some(first) = days.iter().find(of_age) else { return Vec::new() };
        let person = case.person(first.shift);
        if person.guardian.as_ref().is_some_and(|guardian| !guardian.value.trim().is_empty()) {
            return Vec::new();
        }
        let says = format!(
            "{} (aged {}) works on {}, and no parent or guardian is on record who must be there.",
            person.name,
            super::bands::age_words(first.born, first.work.date),
            say::date(case, first.work.date)
        );
        vec![once(
            case,
            first,
            person.cell.clone(),
            says,
            "Enter “Guardian” in the cast list: who is with the child.",
        )]
    }
}

/// An undetermined finding about a person, not a day.
fn once(case: &Case<'_>, first: &MinorDay<'_>, cell: Cell, says: String, help: &str) -> Draft {
    let person = Some(case.person(first.shift).name.clone());
    let subject = Subject { kind: "document", person, ..Subject::default() };
    let mut draft = Draft::about(subject, vec![cell]).undetermined(says);
    draft.basis = Some(first.work.basis);
    draft.helps = Some(help.into());
    draft
}
