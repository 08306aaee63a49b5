//! `kind = "weekly-rest"`: a long rest in each week, or its alternatives in a fortnight.

use super::{days, monday};
use crate::check::bounds::When;
use crate::check::case::{Case, Draft};
use crate::check::fields::Fields;
use crate::check::finding::Subject;
use crate::check::kinds::rest::pairs::{self, WorkDay};
use crate::check::kinds::worktime::say;
use crate::check::kinds::{Kind, KindSpec};
use crate::check::parameter::{LoadScope, Quantity};
use crate::check::rule::Rule;
use crate::check::subject::SubjectOf;
use crate::check::time_words::length;
use crate::model::{Basis, Instant, Minutes, Shift};
use chrono::{Days, NaiveDate};

pub const SPEC: KindSpec = KindSpec {
    name: "weekly-rest",
    about: "Uninterrupted rest in each week from Monday, or twice as much (in one piece or two) in a fortnight.\n\
        minimum      of a week\n\
        fortnight    true: the fortnight's alternatives hold: two such rests, or one of twice the length, in two weeks together",
    load,
    shorthand: Some(crate::check::kinds::worktime::given::shorthand),
};

#[derive(Debug)]
struct WeeklyRule {
    minimum: Quantity<Minutes>,
    fortnight: bool,
}

fn load(fields: &mut Fields, scope: &LoadScope<'_>) -> Option<Box<dyn Kind>> {
    let fortnight = fields.flag("fortnight").unwrap_or(false);
    Some(Box::new(WeeklyRule { minimum: Quantity::need(fields, "minimum", scope)?, fortnight }))
}

/// The stretches free of work within `weeks` weeks from a Monday, in minutes. A missing release is
/// read as `end` says.
fn free(
    works: &[(WorkDay<'_>, &Shift)],
    from: NaiveDate,
    weeks: u64,
    end: impl Fn(&WorkDay<'_>) -> Option<Instant>,
) -> Vec<i64> {
    let Some((first, _)) = works.first() else { return Vec::new() };
    let zone = first.first.zone;
    let midnight = |date: NaiveDate| date.and_hms_opt(0, 0, 0)?.and_local_timezone(zone).earliest();
    let until = from.checked_add_days(Days::new(7 * weeks)).and_then(midnight);
    let (Some(mut at), Some(until)) = (midnight(from), until) else { return Vec::new() };
    let mut gaps = Vec::new();
    for (work, _) in works {
        let Some(start) = work.start.earliest else { continue };
        let begins = start.min(until);
        gaps.push((begins - at).num_minutes());
        at = at.max(end(work).unwrap_or(start));
    }
    gaps.push((until - at).num_minutes());
    gaps
}

impl Kind for WeeklyRule {
    fn subject(&self) -> SubjectOf {
        SubjectOf::Work
    }

    fn judge(&self, rule: &Rule, case: &Case<'_>) -> Vec<Draft> {
        days(rule, case).iter().flat_map(|works| self.person(case, works)).collect()
    }
}

impl WeeklyRule {
    fn person(&self, case: &Case<'_>, works: &[(WorkDay<'_>, &Shift)]) -> Vec<Draft> {
        let mut weeks: Vec<NaiveDate> = works.iter().map(|(work, _)| monday(work.date)).collect();
        weeks.dedup();
        weeks.iter().filter_map(|week| self.week(case, works, *week)).collect()
    }

    fn week(&self, case: &Case<'_>, works: &[(WorkDay<'_>, &Shift)], week: NaiveDate) -> Option<Draft> {
        let minimum = case.look(&self.minimum, &case.dates(week)).ok()?;
        let least = minimum.value.0;
        let kept = |end: &dyn Fn(&WorkDay<'_>) -> Option<Instant>| {
            let longest = free(works, week, 1, end).into_iter().max().unwrap_or(0);
            let enough = |from: Option<NaiveDate>| {
                let gaps = from.map(|from| free(works, from, 2, end)).unwrap_or_default();
                gaps.iter().any(|g| *g >= 2 * least) || gaps.iter().filter(|g| **g >= least).count() >= 2
            };
            let fortnight =
                self.fortnight && (enough(Some(week)) || enough(week.checked_sub_days(Days::new(7))));
            (longest >= least || fortnight, longest)
        };
        let (kept_at_best, longest) = kept(&|work| work.end.earliest);
        let (kept_at_worst, _) =
            kept(&|work| work.end.latest.or_else(|| pairs::row_ends(work, When::default()).latest));
        if kept_at_worst {
            return None;
        }
        let of_week: Vec<_> = works.iter().filter(|(work, _)| monday(work.date) == week).collect();
        let (_, shift) = of_week.first()?;
        let sunday = week.checked_add_days(Days::new(6))?;
        let subject = Subject {
            kind: "week",
            person: Some(case.person(shift).name.clone()),
            week_ending: Some(sunday.to_string()),
            ..Subject::default()
        };
        let cells = of_week.iter().flat_map(|(work, _)| [work.start_cell(), work.end_cell(0)]).collect();
        let mut draft = Draft::about(subject, cells);
        let plan = of_week.iter().any(|(work, _)| work.basis == Basis::Plan);
        draft.basis = Some(if plan { Basis::Plan } else { Basis::Actual });
        draft.limit = Some(length(least));
        draft.used(&minimum);
        if kept_at_best {
            let says = format!(
                "{}: whether the week ending {} has {} of rest cannot be told, for a release is missing.",
                case.person(shift).name,
                say::date(case, sunday),
                length(least)
            );
            draft.arithmetic = "a release is missing".into();
            return Some(draft.undetermined(says));
        }
        draft.measured = Some(length(longest));
        draft.excess_minutes = Some(least - longest);
        draft.arithmetic = format!(
            "longest rest of the week {}; {} − {} = {}",
            length(longest),
            length(least),
            length(longest),
            length(least - longest)
        );
        Some(draft)
    }
}
