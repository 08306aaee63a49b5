//! `kind = "consecutive-days"`: so many calendar days worked one after another at most, for whomever.

use super::rest::pairs;
use super::worktime::{all_of, by_person, is_judged, say};
use super::{Kind, KindSpec};
use crate::check::case::{Case, Draft};
use crate::check::fields::Fields;
use crate::check::parameter::{LoadScope, Quantity};
use crate::check::rule::Rule;
use crate::check::subject::SubjectOf;
use crate::model::Basis;
use rust_decimal::Decimal;

pub const SPEC: KindSpec = KindSpec {
    name: "consecutive-days",
    about: "Calendar days worked one after another, whatever the week and whoever employs. A day on hold or without a row ends the\n\
        run, a day of travel does not. Each day beyond the most is a finding.\n\
        most         so many days at most\n\
        within       of so many calendar days running, instead of one after another",
    load,
    shorthand: Some(super::worktime::given::shorthand),
};

#[derive(Debug)]
struct ConsecutiveRule {
    most: Quantity<Decimal>,
    within: Option<Quantity<Decimal>>,
}

fn load(fields: &mut Fields, scope: &LoadScope<'_>) -> Option<Box<dyn Kind>> {
    let (most, within) = (Quantity::need(fields, "most", scope), Quantity::take(fields, "within", scope));
    Some(Box::new(ConsecutiveRule { most: most?, within }))
}

impl Kind for ConsecutiveRule {
    fn subject(&self) -> SubjectOf {
        SubjectOf::Work
    }

    fn judge(&self, rule: &Rule, case: &Case<'_>) -> Vec<Draft> {
        let mut drafts = Vec::new();
        for (person, judged) in by_person(rule, case) {
            let mut run: Vec<pairs::WorkDay<'_>> = Vec::new();
            for work in pairs::days(all_of(case, person).into_iter(), None, 0, true).into_iter().flatten() {
                match self.within.as_ref().and_then(|within| case.look(within, &case.dates(work.date)).ok()) {
                    Some(within) => {
                        run.retain(|day| Decimal::from((work.date - day.date).num_days()) < within.value)
                    }
                    None if run.last().and_then(|last| last.date.succ_opt()) == Some(work.date) => {}
                    None => run.clear(),
                }
                run.push(work);
                drafts.extend(self.draft(case, &judged, &run));
            }
        }
        drafts
    }

    fn message_fields(&self) -> &'static [&'static str] {
        &["day", "since"]
    }
}

impl ConsecutiveRule {
    /// The last day of a run, where it is one too many.
    fn draft(
        &self,
        case: &Case<'_>,
        judged: &[&crate::model::Shift],
        run: &[pairs::WorkDay<'_>],
    ) -> Option<Draft> {
        let (first, last) = (run.first()?, run.last()?);
        let shift = last.shifts.iter().copied().find(|shift| is_judged(judged, shift))?;
        let most = case.look(&self.most, &case.dates(last.date)).ok()?;
        if Decimal::from(run.len()) <= most.value {
            return None;
        }
        let mut draft = Draft::about(
            say::about("day", case, shift),
            run.iter().map(pairs::WorkDay::start_cell).collect(),
        );
        let planned = run.iter().any(|work| work.basis == Basis::Plan);
        draft.basis = Some(if planned { Basis::Plan } else { Basis::Actual });
        draft.measured = Some(run.len().to_string());
        draft.limit = Some(most.value.normalize().to_string());
        draft.used(&most);
        draft.set("day", say::date(case, last.date));
        draft.set("since", say::date(case, first.date));
        draft.arithmetic = format!(
            "{} days from {} to {}",
            run.len(),
            say::date(case, first.date),
            say::date(case, last.date)
        );
        Some(draft)
    }
}
