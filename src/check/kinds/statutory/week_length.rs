//! `kind = "week-length"`: how long a person may work in one week.

use super::{days, worked};
use crate::check::bounds::{Span, Verdict};
use crate::check::case::{Case, Draft};
use crate::check::fields::Fields;
use crate::check::finding::Subject;
use crate::check::kinds::rest::pairs::WorkDay;
use crate::check::kinds::worktime::{first_of_week, say};
use crate::check::kinds::{Kind, KindSpec};
use crate::check::parameter::{LoadScope, Looked, Quantity};
use crate::check::rule::Rule;
use crate::check::subject::SubjectOf;
use crate::check::time_words::length;
use crate::model::{Basis, Minutes, Shift};
use chrono::{Days, NaiveDate, Weekday};
use std::collections::BTreeMap;

pub const SPEC: KindSpec = KindSpec {
    name: "week-length",
    about: "Working time of one week, deductible meals out, all employers together.\n\
        most         in a week\n\
        begins       monday (default), sunday, or workweek: the first day of the workweek",
    load,
    shorthand: Some(crate::check::kinds::worktime::given::shorthand),
};

#[derive(Debug)]
struct WeekRule {
    most: Quantity<Minutes>,
    /// `None`: on the first day of the production's workweek.
    begins: Option<Weekday>,
}

fn load(fields: &mut Fields, scope: &LoadScope<'_>) -> Option<Box<dyn Kind>> {
    let begins = match fields.choice("begins", &["monday", "sunday", "workweek"]) {
        Some("workweek") => None,
        Some("sunday") => Some(Weekday::Sun),
        _ => Some(Weekday::Mon),
    };
    Some(Box::new(WeekRule { most: Quantity::need(fields, "most", scope)?, begins }))
}

impl Kind for WeekRule {
    fn subject(&self) -> SubjectOf {
        SubjectOf::Work
    }

    fn judge(&self, rule: &Rule, case: &Case<'_>) -> Vec<Draft> {
        let workweek = case.production.facts.workweek.first().copied().unwrap_or(Weekday::Mon);
        let first = self.begins.unwrap_or(workweek);
        let mut drafts = Vec::new();
        for works in days(rule, case) {
            let mut weeks: BTreeMap<NaiveDate, Vec<&(WorkDay<'_>, &Shift)>> = BTreeMap::new();
            for day in &works {
                weeks.entry(first_of_week(day.0.date, first)).or_default().push(day);
            }
            drafts.extend(weeks.iter().filter_map(|(begins, works)| self.week(case, *begins, works)));
        }
        drafts
    }
}

impl WeekRule {
    fn week(&self, case: &Case<'_>, begins: NaiveDate, works: &[&(WorkDay<'_>, &Shift)]) -> Option<Draft> {
        let most = case.look(&self.most, &case.dates(begins)).ok()?;
        let days: Vec<Span> = works.iter().map(|(work, _)| worked(work)).collect();
        let min = days.iter().filter_map(|day| day.min).sum();
        let max = days.iter().try_fold(0, |sum: i64, day| Some(sum + day.max?));
        let verdict = Span { min: Some(min), max }.minus(most.value.0).verdict();
        if verdict == Verdict::Kept {
            return None;
        }
        let (_, shift) = works.first()?;
        let ends = begins.checked_add_days(Days::new(6))?;
        let subject = Subject {
            kind: "week",
            person: Some(case.person(shift).name.clone()),
            week_ending: Some(ends.to_string()),
            ..Subject::default()
        };
        let cells = works.iter().flat_map(|(work, _)| [work.start_cell(), work.end_cell(0)]).collect();
        let mut draft = Draft::about(subject, cells);
        let plan = works.iter().any(|(work, _)| work.basis == Basis::Plan);
        draft.basis = Some(if plan { Basis::Plan } else { Basis::Actual });
        draft.limit = Some(length(most.value.0));
        draft.used(&most);
        Some(finish(draft, case, shift, ends, &days, verdict, &most))
    }
}

fn finish(
    mut draft: Draft,
    case: &Case<'_>,
    shift: &Shift,
    ends: NaiveDate,
    days: &[Span],
    verdict: Verdict,
    most: &Looked<Minutes>,
) -> Draft {
    match verdict {
        Verdict::Broken(over) => {
            let total = most.value.0 + over;
            let sum: Vec<String> = days.iter().filter_map(|day| day.min).map(length).collect();
            draft.measured = Some(length(total));
            draft.excess_minutes = Some(over);
            draft.arithmetic = format!("{} = {}", sum.join(" + "), length(total));
            draft
        }
        Verdict::Open { min, .. } if min > 0 => {
            let total = most.value.0 + min;
            draft.measured = Some(length(total));
            draft.excess_minutes = Some(min);
            draft.arithmetic = format!("{} at least: a time is missing", length(total));
            draft
        }
        Verdict::Kept | Verdict::Open { .. } => {
            draft.arithmetic = "a time is missing".into();
            draft.helps = Some("Enter the missing time.".into());
            let says = format!(
                "{}: whether the week ending {} is longer than {} cannot be told, for a time is missing.",
                case.person(shift).name,
                say::date(case, ends),
                length(most.value.0)
            );
            draft.undetermined(says)
        }
    }
}
