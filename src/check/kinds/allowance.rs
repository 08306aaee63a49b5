//! `kind = "allowance"`: a fixed sum that a day owes for when it began, how late it ran, and the meal that was not had.

use super::rest::pairs::{self, WorkDay};
use super::worktime::{by_person, say};
use super::{Kind, KindSpec};
use crate::check::bounds::When;
use crate::check::case::{Case, Draft};
use crate::check::fields::Fields;
use crate::check::finding::Avoid;
use crate::check::parameter::{ClockTime, LoadScope, Quantity};
use crate::check::penalty::{Price, dollars};
use crate::check::rule::Rule;
use crate::check::subject::SubjectOf;
use crate::check::time_words::rfc3339;
use crate::model::{Basis, Instant, Minutes, Money};
use rust_decimal::Decimal;

pub const SPEC: KindSpec = KindSpec {
    name: "allowance",
    about: "A fixed sum that a day owes. All conditions given must hold. A plan is not judged: it knows no meal but lunch.\n\
        called_by    the first call is at this time of the date or earlier\n\
        past         work went on later than this time of the date\n\
        no_meal      { from, by }: no deductible meal began so long after the call or later, and by this time of the date\n\
        sum          what is owed",
    load,
    shorthand: Some(super::worktime::given::shorthand),
};

#[derive(Debug)]
struct Allowance {
    called_by: Option<Quantity<ClockTime>>,
    past: Quantity<ClockTime>,
    no_meal: Option<NoMeal>,
    sum: Quantity<Money>,
}

#[derive(Debug)]
struct NoMeal {
    from: Quantity<Minutes>,
    by: Quantity<ClockTime>,
}

fn load(fields: &mut Fields, scope: &LoadScope<'_>) -> Option<Box<dyn Kind>> {
    let called_by = Quantity::take(fields, "called_by", scope);
    let past = Quantity::need(fields, "past", scope);
    let no_meal = fields.table("no_meal", "the meal not had", |entry| {
        let (from, by) = (Quantity::need(entry, "from", scope), Quantity::need(entry, "by", scope));
        Some(NoMeal { from: from?, by: by? })
    });
    let sum = Quantity::need(fields, "sum", scope);
    Some(Box::new(Allowance { called_by, past: past?, no_meal, sum: sum? }))
}

/// Whether something happened, as far as the sheet knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sure {
    Yes,
    No,
    Open,
}

impl Sure {
    /// Did it happen at a moment that this is true of? Of a missing one with bounds only where both agree.
    fn of(when: When, kept: impl Fn(Instant) -> bool) -> Sure {
        match (when.earliest.map(&kept), when.latest.map(&kept)) {
            (Some(true), Some(true)) => Sure::Yes,
            (Some(false), Some(false)) => Sure::No,
            _ => Sure::Open,
        }
    }
}

impl Kind for Allowance {
    fn subject(&self) -> SubjectOf {
        SubjectOf::Work
    }

    fn judge(&self, rule: &Rule, case: &Case<'_>) -> Vec<Draft> {
        let company = case.production.facts.company.as_deref();
        let days = by_person(rule, case).into_values();
        let days = days.flat_map(|shifts| pairs::days(shifts.into_iter(), company, 0, false)).flatten();
        days.filter(|day| day.basis == Basis::Actual).filter_map(|day| self.day(case, &day)).collect()
    }

    fn message_fields(&self) -> &'static [&'static str] {
        &["day", "past", "saves"]
    }
}

impl Allowance {
    fn day(&self, case: &Case<'_>, day: &WorkDay<'_>) -> Option<Draft> {
        let dates = case.dates(day.date);
        let sum = case.look(&self.sum, &dates).ok()?;
        let past = case.look(&self.past, &dates).ok()?;
        let past_at = pairs::clock_on(day, past.value.0)?;
        let mut draft =
            Draft::about(say::about("day", case, day.first), vec![day.start_cell(), day.end_cell(0)]);
        let end = day.end.not_after(pairs::row_ends(day, When::default()));
        let mut sure = vec![match (day.end.earliest.is_some_and(|end| end > past_at), end.latest) {
            (true, _) => Sure::Yes,
            (false, Some(latest)) if latest <= past_at => Sure::No,
            _ => Sure::Open,
        }];
        if let Some(called_by) = &self.called_by {
            let called_by = case.look(called_by, &dates).ok()?;
            let at = pairs::clock_on(day, called_by.value.0)?;
            draft.used(&called_by);
            sure.push(Sure::of(day.start, |call| call <= at));
        }
        if let Some(no_meal) = &self.no_meal {
            let (from, by) = (case.look(&no_meal.from, &dates).ok()?, case.look(&no_meal.by, &dates).ok()?);
            let by_at = pairs::clock_on(day, by.value.0)?;
            draft.used(&from);
            draft.used(&by);
            let since = day.start.plus(from.value.0);
            let meals = day.shifts.iter().flat_map(|shift| &shift.meals);
            let taken = meals.filter(|meal| {
                meal.kind == "deductible" && !(meal.start.moment.is_missing() && meal.end.moment.is_missing())
            });
            let had = taken.map(|meal| {
                let begun = When::of(&meal.start);
                match (since.known(), begun.known()) {
                    (Some(since), Some(begun)) if begun >= since && begun <= by_at => Sure::Yes,
                    (Some(_), Some(_)) => Sure::No,
                    _ => Sure::Open,
                }
            });
            sure.push(
                match had
                    .fold(Sure::No, |all, one| if all == Sure::Yes || one == Sure::No { all } else { one })
                {
                    Sure::Yes => Sure::No,
                    Sure::No => Sure::Yes,
                    Sure::Open => Sure::Open,
                },
            );
        }
        if sure.contains(&Sure::No) {
            return None;
        }
        draft.basis = Some(day.basis);
        draft.used(&sum);
        draft.used(&past);
        draft.from = day.start.known();
        draft.to = day.end.known();
        let style = say::style(case);
        draft.set("day", say::date(case, day.date));
        draft.set("past", style.time(past_at));
        let price = Price::exact(sum.value.amount, &sum.value.currency, dollars(sum.value.amount));
        if sure.contains(&Sure::Open) {
            let none = Price::exact(Decimal::ZERO, &price.currency, "");
            say::open_cost(&mut draft, &none, Some(&price));
            draft.arithmetic = "a time is missing or has two readings".into();
            draft.helps = Some("Enter the missing time; the plan is never taken for it.".into());
            let says = format!(
                "{} on {}: whether {} is owed cannot be told, for a time is missing or has two readings; none is where work ended by {}.",
                case.person(day.first).name,
                say::date(case, day.date),
                say::money(&sum.value),
                style.time(past_at)
            );
            draft.avoid.push(self.avoid(past_at, None));
            return Some(draft.undetermined(says));
        }
        draft.measured = draft.to.map(|end| end.format("%H:%M").to_string());
        draft.limit = Some(past_at.format("%H:%M").to_string());
        draft.set("measured", draft.to.map(|end| style.time(end)).unwrap_or_default());
        draft.set("limit", style.time(past_at));
        draft.arithmetic = format!(
            "work until {}: {} flat",
            draft.to.map(|end| style.time(end)).unwrap_or_default(),
            price.words
        );
        say::cost(&mut draft, &price);
        let saves =
            draft.cost.as_ref().map_or("avoids it".into(), |cost| format!("saves {}", say::money(cost)));
        draft.set("saves", saves);
        draft.avoid.push(self.avoid(past_at, draft.cost.clone()));
        Some(draft)
    }

    fn avoid(&self, past: Instant, saves: Option<Money>) -> Avoid {
        Avoid { change: "wrap", not_before: None, not_after: Some(rfc3339(past)), saves }
    }
}
