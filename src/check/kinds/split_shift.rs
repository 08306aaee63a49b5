//! `kind = "split-shift"`: a day's work in two parts with unpaid time between them that is no meal.

use super::rest::pairs;
use super::worktime::prices::{Penalties, RatesOf};
use super::worktime::{by_person, say};
use super::{Kind, KindSpec};
use crate::check::case::{Case, Draft};
use crate::check::fields::Fields;
use crate::check::parameter::{LoadScope, Quantity};
use crate::check::rule::Rule;
use crate::check::subject::SubjectOf;
use crate::check::time_words::length;
use crate::model::Minutes;

pub const SPEC: KindSpec = KindSpec {
    name: "split-shift",
    about: "Two rows of one person, date and employer with time off between them. Meals stand within a row and are none of it.\n\
        gap          time off longer than this splits the day\n\
        penalty, rates  what such a day costs, once",
    load,
    shorthand: Some(super::worktime::given::shorthand),
};

#[derive(Debug)]
struct SplitRule {
    gap: Quantity<Minutes>,
    penalties: Penalties,
    rates: RatesOf,
}

fn load(fields: &mut Fields, scope: &LoadScope<'_>) -> Option<Box<dyn Kind>> {
    let gap = Quantity::need(fields, "gap", scope);
    let penalties = Penalties::take(fields, scope);
    let rates = RatesOf::take(fields, scope);
    Some(Box::new(SplitRule { gap: gap?, penalties, rates }))
}

impl Kind for SplitRule {
    fn subject(&self) -> SubjectOf {
        SubjectOf::Work
    }

    fn judge(&self, rule: &Rule, case: &Case<'_>) -> Vec<Draft> {
        let company = case.production.facts.company.as_deref();
        let mut drafts = Vec::new();
        for shifts in by_person(rule, case).into_values() {
            for work in pairs::days(shifts.into_iter(), company, 0, false).into_iter().flatten() {
                drafts.extend(self.day(case, work));
            }
        }
        drafts
    }

    fn message_fields(&self) -> &'static [&'static str] {
        &["day", "cost"]
    }
}

impl SplitRule {
    fn day(&self, case: &Case<'_>, work: pairs::WorkDay<'_>) -> Option<Draft> {
        let dates = case.dates(work.date);
        let gap = case.look(&self.gap, &dates).ok()?;
        let (date, basis) = (work.date, work.basis);
        let parts = pairs::runs(work, 0, gap.value.0);
        let [before, after] = parts.windows(2).next()? else { return None };
        let shift = after.first;
        let mut draft =
            Draft::about(say::about("day", case, shift), vec![before.end_cell(0), after.start_cell()]);
        draft.basis = Some(basis);
        draft.used(&gap);
        draft.limit = Some(length(gap.value.0));
        draft.from = before.end.known();
        draft.to = after.start.known();
        draft.set("day", say::date(date));
        let off = before.end.until(after.start).known()?;
        draft.measured = Some(length(off));
        draft.excess_minutes = Some(off - gap.value.0);
        draft.arithmetic =
            format!("{} off between two parts of the day, over {}", length(off), length(gap.value.0));
        let rates = self.rates.on(case, shift, &dates);
        if let Ok(penalty) = self.penalties.on(case, &case.facts_of(shift), &dates, &mut draft)
            && let Some(price) = penalty.of_minutes(1, &rates)
        {
            draft.arithmetic = format!("{}; {}", draft.arithmetic, price.words);
            say::cost(&mut draft, &price);
        }
        Some(draft)
    }
}
