//! `kind = "split-shift"`: a day's work in two parts with unpaid time between them that is no meal.

use super::rest::pairs::{self, WorkDay};
use super::worktime::prices::{Penalties, RatesOf};
use super::worktime::{by_person, say};
use super::{Kind, KindSpec};
use crate::check::bounds::{Verdict, When};
use crate::check::case::{Case, Draft};
use crate::check::fields::Fields;
use crate::check::finding::Avoid;
use crate::check::parameter::{LoadScope, Looked, Quantity};
use crate::check::penalty::Price;
use crate::check::rule::Rule;
use crate::check::subject::SubjectOf;
use crate::check::time_words::{length, rfc3339};
use crate::model::{Minutes, Shift, Timed};
use rust_decimal::Decimal;

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
                drafts.extend(self.day(case, &work));
            }
        }
        drafts
    }

    fn message_fields(&self) -> &'static [&'static str] {
        &["day", "cost"]
    }
}

impl SplitRule {
    /// The first time off between two rows of a day that is, or may have been, too long.
    fn day(&self, case: &Case<'_>, work: &WorkDay<'_>) -> Option<Draft> {
        let gap = case.look(&self.gap, &case.dates(work.date)).ok()?;
        work.shifts.windows(2).find_map(|rows| {
            let [before, after] = rows else { return None };
            let call = When::of(&after.call);
            let happened = When { earliest: pairs::last_event(&[before]), latest: None };
            let end = When::of(pairs::release(before, 0)).not_before(happened).not_after(call);
            let verdict = end.until(call).minus(gap.value.0).verdict();
            (verdict != Verdict::Kept)
                .then(|| self.draft(case, (work, before, after), (end, call), &gap, verdict))
        })
    }

    fn draft(
        &self,
        case: &Case<'_>,
        (work, before, after): (&WorkDay<'_>, &Shift, &Shift),
        (end, call): (When, When),
        gap: &Looked<Minutes>,
        verdict: Verdict,
    ) -> Draft {
        let cell = |timed: &Timed, row: &Shift| timed.cell.clone().unwrap_or_else(|| row.cell.clone());
        let sources = vec![cell(pairs::release(before, 0), before), cell(&after.call, after)];
        let mut draft = Draft::about(say::about("day", case, after), sources);
        draft.basis = Some(work.basis);
        draft.used(gap);
        draft.limit = Some(length(gap.value.0));
        draft.from = end.known();
        draft.to = call.known();
        let day = say::date(case, work.date);
        draft.set("day", day.clone());
        let dates = case.dates(work.date);
        let rates = self.rates.on(case, after, &dates);
        let penalty = self.penalties.on(case, &case.facts_of(after), &dates, &mut draft).ok();
        let price = penalty.and_then(|penalty| penalty.of_minutes(1, &rates));
        // Called back by then, or released no sooner, the day is one.
        let latest = end.plus(gap.value.0).earliest;
        match verdict {
            Verdict::Broken(over) => {
                let off = gap.value.0 + over;
                draft.measured = Some(length(off));
                draft.excess_minutes = Some(over);
                draft.arithmetic =
                    format!("{} off between two parts of the day, over {}", length(off), length(gap.value.0));
                if let Some(price) = &price {
                    draft.arithmetic = format!("{}; {}", draft.arithmetic, price.words);
                    say::cost(&mut draft, price);
                }
            }
            _ => {
                if let Some(price) = &price {
                    let none = Price::exact(Decimal::ZERO, &rates.currency, "");
                    say::open_cost(&mut draft, &none, Some(price));
                }
                draft.arithmetic = "a time is missing or has two readings".into();
                draft.helps = Some("Enter the missing time; the plan is never taken for it.".into());
                let says = format!(
                    "{} on {day}: whether the day is split by more than {} off cannot be told, for the release or the call between its two parts is missing or has two readings.",
                    case.person(after).name,
                    length(gap.value.0)
                );
                draft = draft.undetermined(says);
            }
        }
        draft.avoid.extend(latest.map(|at| Avoid {
            change: "call",
            not_before: None,
            not_after: Some(rfc3339(at)),
            saves: draft.cost.clone(),
        }));
        draft
    }
}
