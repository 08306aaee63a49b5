//! Meals that were taken, but too early, too short, too long, or too many.

use super::MealRule;
use super::day::{self, Day};
use crate::check::bounds::{Span, Verdict, When};
use crate::check::case::{Case, Draft};
use crate::check::finding::{Avoid, Subject};
use crate::check::kinds::worktime::say;
use crate::check::parameter::{Looked, Quantity};
use crate::check::rule::Rule;
use crate::check::time_words::{length as hours, rfc3339};
use crate::model::{Basis, Instant, Meal, Minutes};
use rust_decimal::Decimal;

fn resetting<'d>(kind: &'d MealRule, day: &'d Day<'_>) -> impl Iterator<Item = &'d Meal> {
    day.meals.iter().filter(|meal| {
        let taken = !(meal.start.moment.is_missing() && meal.end.moment.is_missing());
        taken && kind.resets.contains(&meal.kind)
    })
}

/// The first deductible meal sooner after the call than it may be.
pub fn too_early(kind: &MealRule, earliest: &Quantity<Minutes>, rule: &Rule, case: &Case<'_>) -> Vec<Draft> {
    each_day(kind, rule, case, |day| {
        let limit = case.look(earliest, &case.dates(day.work.date)).ok()?;
        let meal = resetting(kind, day).next()?;
        let after = day.work.start.until(When::of(&meal.start));
        let early = after.short_of(limit.value.0);
        let words = |minutes: i64| format!("meal {} began {} after the call", meal.number, hours(minutes));
        let better = Better::no_sooner("meal", day.work.start.plus(limit.value.0));
        finding(case, day, meal, &limit, (after, early), &better, words)
    })
}

/// A deductible meal shorter or longer than a deductible meal may be. A plan has no end of a meal.
pub fn length(
    kind: &MealRule,
    shortest: &Quantity<Minutes>,
    longest: &Quantity<Minutes>,
    rule: &Rule,
    case: &Case<'_>,
) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for days in day::days(kind, rule, case).values() {
        for day in days.iter().filter(|day| day.work.basis == Basis::Actual) {
            let dates = case.dates(day.work.date);
            let (Ok(shortest), Ok(longest)) = (case.look(shortest, &dates), case.look(longest, &dates))
            else {
                continue;
            };
            for meal in resetting(kind, day) {
                let took = When::of(&meal.start).until(When::of(&meal.end));
                let words = |minutes: i64| format!("meal {} took {}", meal.number, hours(minutes));
                let short = took.short_of(shortest.value.0);
                let long = took.minus(longest.value.0);
                let start = When::of(&meal.start);
                let longer = Better::no_sooner("meal end", start.plus(shortest.value.0));
                let shorter = Better::no_later("meal end", start.plus(longest.value.0));
                let found = finding(case, day, meal, &shortest, (took, short), &longer, words)
                    .or_else(|| finding(case, day, meal, &longest, (took, long), &shorter, words));
                drafts.extend(found);
            }
        }
    }
    drafts
}

/// More deductible meals within the first hours than may be deducted there.
pub fn count(
    kind: &MealRule,
    most: &Quantity<Decimal>,
    within: &Quantity<Minutes>,
    rule: &Rule,
    case: &Case<'_>,
) -> Vec<Draft> {
    each_day(kind, rule, case, |day| {
        let dates = case.dates(day.work.date);
        let (most, within) = (case.look(most, &dates).ok()?, case.look(within, &dates).ok()?);
        let allowed = usize::try_from(most.value.trunc()).ok()?;
        let meal = resetting(kind, day).nth(allowed)?;
        let after = day.work.start.until(When::of(&meal.start));
        // Begun when the time is over is outside it: one minute less is inside.
        let inside = after.short_of(within.value.0);
        let words = |minutes: i64| format!("meal {} began {} after the call", meal.number, hours(minutes));
        let better = Better::no_sooner("meal", day.work.start.plus(within.value.0));
        let mut draft = finding(case, day, meal, &within, (after, inside), &better, words)?;
        draft.used(&most);
        Some(draft)
    })
}

fn each_day<'a>(
    kind: &MealRule,
    rule: &Rule,
    case: &Case<'a>,
    judge: impl Fn(&Day<'a>) -> Option<Draft>,
) -> Vec<Draft> {
    day::days(kind, rule, case).values().flatten().filter_map(judge).collect()
}

/// The time that would have been right.
struct Better {
    change: &'static str,
    at: Option<Instant>,
    is_later: bool,
}

impl Better {
    fn no_sooner(change: &'static str, at: When) -> Better {
        Better { change, at: at.latest, is_later: true }
    }

    fn no_later(change: &'static str, at: When) -> Better {
        Better { change, at: at.earliest, is_later: false }
    }

    fn avoid(&self) -> Option<Avoid> {
        let at = rfc3339(self.at?);
        let (not_before, not_after) = if self.is_later { (Some(at), None) } else { (None, Some(at)) };
        Some(Avoid { change: self.change, not_before, not_after, saves: None })
    }

    /// `; at 9:00A or later it complies`
    fn words(&self, case: &Case<'_>) -> String {
        let Some(at) = self.at else { return String::new() };
        let side = if self.is_later { "later" } else { "sooner" };
        format!("; a {} at {} or {side} complies", self.change, say::style(case).time(at))
    }
}

/// `over`: minutes beyond what is allowed, on whichever side.
fn finding(
    case: &Case<'_>,
    day: &Day<'_>,
    meal: &Meal,
    limit: &Looked<Minutes>,
    (measured, over): (Span, Span),
    better: &Better,
    words: impl Fn(i64) -> String,
) -> Option<Draft> {
    // A meal belongs to the role in which it was had.
    day.row_at(When::of(&meal.start))?;
    let subject = Subject { meal: Some(meal.number), ..say::about("meal", case, day.shift) };
    let mut draft = Draft::about(subject, vec![day.cell(&meal.start), day.cell(&meal.end)]);
    draft.sources.dedup();
    draft.basis = Some(day.work.basis);
    draft.from = When::of(&meal.start).known();
    draft.to = When::of(&meal.end).known();
    draft.limit = Some(hours(limit.value.0));
    draft.used(limit);
    draft.set("day", say::date(case, day.work.date));
    match over.verdict() {
        Verdict::Kept => None,
        Verdict::Broken(minutes) => {
            let known = measured.known()?;
            draft.measured = Some(hours(known));
            draft.excess_minutes = Some(minutes);
            draft.set("came", words(known));
            draft.arithmetic =
                format!("{}; {} allowed; {} off", hours(known), hours(limit.value.0), hours(minutes));
            draft.avoid.extend(better.avoid());
            Some(draft)
        }
        Verdict::Open { .. } => {
            let person = &case.person(day.shift).name;
            let date = say::date(case, day.work.date);
            let says = format!(
                "{person} on {date}: a time of meal {} is missing or has two readings{}.",
                meal.number,
                better.words(case)
            );
            draft.avoid.extend(better.avoid());
            draft.arithmetic = "a time is missing or has two readings".into();
            draft.helps = Some("Enter the missing time.".into());
            Some(draft.undetermined(says))
        }
    }
}
