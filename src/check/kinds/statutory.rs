//! What working-time law looks at beyond daily rest: `break`, `weekly-rest` and `average-week`. All of a person's employers count together.

use super::rest::pairs::{self, WorkDay};
use super::worktime::{all_of, by_person, first_of_week, is_judged, say};
use super::{Kind, KindSpec};
use crate::check::bounds::{Span, Verdict, When};
use crate::check::case::{Case, Draft};
use crate::check::fields::Fields;
use crate::check::finding::{Outcome, Subject};
use crate::check::parameter::{LoadScope, Quantity};
use crate::check::rule::Rule;
use crate::check::subject::SubjectOf;
use crate::check::time_words::length;
use crate::model::{Basis, Instant, Minutes, Shift};
use chrono::{Days, NaiveDate, Weekday};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

pub const BREAK: KindSpec = KindSpec {
    name: "break",
    about: "An uninterrupted break in a long day. A planned lunch counts as one; a plan without lunch is not judged.\n\
        over         days longer than this need one\n\
        minimum      how long it must be",
    load: load_break,
    shorthand: Some(super::worktime::given::shorthand),
};

pub const WEEKLY: KindSpec = KindSpec {
    name: "weekly-rest",
    about: "Uninterrupted rest in each week from Monday, or twice as much (in one piece or two) in a fortnight.\n\
        minimum      of a week\n\
        fortnight    true: the fortnight's alternative holds",
    load: load_weekly,
    shorthand: Some(super::worktime::given::shorthand),
};

pub const AVERAGE: KindSpec = KindSpec {
    name: "average-week",
    about: "Average weekly working time, meals out. With fewer weeks on record than the average needs, an advisory says so.\n\
        most         on average\n\
        weeks        over so many weeks",
    load: load_average,
    shorthand: Some(super::worktime::given::shorthand),
};

#[derive(Debug)]
struct BreakRule {
    over: Quantity<Minutes>,
    minimum: Quantity<Minutes>,
}

#[derive(Debug)]
struct WeeklyRule {
    minimum: Quantity<Minutes>,
    fortnight: bool,
}

#[derive(Debug)]
struct AverageRule {
    most: Quantity<Minutes>,
    weeks: Quantity<Decimal>,
}

fn load_break(fields: &mut Fields, scope: &LoadScope<'_>) -> Option<Box<dyn Kind>> {
    let (over, minimum) = (Quantity::need(fields, "over", scope), Quantity::need(fields, "minimum", scope));
    Some(Box::new(BreakRule { over: over?, minimum: minimum? }))
}

fn load_weekly(fields: &mut Fields, scope: &LoadScope<'_>) -> Option<Box<dyn Kind>> {
    let fortnight = fields.flag("fortnight").unwrap_or(false);
    Some(Box::new(WeeklyRule { minimum: Quantity::need(fields, "minimum", scope)?, fortnight }))
}

fn load_average(fields: &mut Fields, scope: &LoadScope<'_>) -> Option<Box<dyn Kind>> {
    let (most, weeks) = (Quantity::need(fields, "most", scope), Quantity::need(fields, "weeks", scope));
    Some(Box::new(AverageRule { most: most?, weeks: weeks? }))
}

/// A person's days of which the rule judges at least one row, with that row.
fn days<'a>(rule: &Rule, case: &Case<'a>) -> Vec<Vec<(WorkDay<'a>, &'a Shift)>> {
    by_person(rule, case)
        .into_iter()
        .map(|(person, judged)| {
            pairs::days(all_of(case, person).into_iter(), None, 0, true)
                .into_iter()
                .flatten()
                .filter_map(|work| {
                    let shift = work.shifts.iter().copied().find(|s| is_judged(&judged, s))?;
                    Some((work, shift))
                })
                .collect()
        })
        .collect()
}

impl Kind for BreakRule {
    fn subject(&self) -> SubjectOf {
        SubjectOf::Work
    }

    fn judge(&self, rule: &Rule, case: &Case<'_>) -> Vec<Draft> {
        days(rule, case).iter().flatten().filter_map(|(work, shift)| self.day(case, work, shift)).collect()
    }

    fn message_fields(&self) -> &'static [&'static str] {
        &["day", "long"]
    }
}

impl BreakRule {
    fn day(&self, case: &Case<'_>, work: &WorkDay<'_>, shift: &Shift) -> Option<Draft> {
        let dates = case.dates(work.date);
        let (over, minimum) = (case.look(&self.over, &dates).ok()?, case.look(&self.minimum, &dates).ok()?);
        let long = work.start.until(work.end);
        if long.minus(over.value.0).verdict() == Verdict::Kept {
            return None;
        }
        let meals: Vec<_> =
            work.shifts.iter().flat_map(|s| &s.meals).filter(|m| m.kind != "working").collect();
        let taken: Vec<Span> = meals.iter().map(|m| When::of(&m.start).until(When::of(&m.end))).collect();
        let longest = taken.iter().filter_map(|span| span.min).max().unwrap_or(0).max(0);
        let planned = work.basis == Basis::Plan;
        if longest >= minimum.value.0 || planned {
            return None;
        }
        let mut draft =
            Draft::about(say::about("day", case, shift), vec![work.start_cell(), work.end_cell(0)]);
        draft.sources.extend(meals.iter().filter_map(|m| m.start.cell.clone()));
        draft.basis = Some(work.basis);
        draft.from = work.start.known();
        draft.to = work.end.known();
        draft.limit = Some(length(minimum.value.0));
        draft.used(&minimum);
        draft.used(&over);
        draft.set("day", say::date(work.date));
        let could = taken.iter().any(|span| span.max.is_none_or(|max| max >= minimum.value.0));
        match long.known() {
            Some(long) if !could => {
                draft.measured = Some(length(longest));
                draft.excess_minutes = Some(minimum.value.0 - longest);
                draft.set("long", length(long));
                draft.arithmetic = format!(
                    "{} of work is over {}; longest break {}, {} required",
                    length(long),
                    length(over.value.0),
                    length(longest),
                    length(minimum.value.0)
                );
                Some(draft)
            }
            _ => {
                let person = &case.person(shift).name;
                draft.helps = Some("Enter the missing time.".into());
                draft.arithmetic = "a time is missing".into();
                let says = format!(
                    "{person}, {}: whether there was a break of {} cannot be told, for a time is missing.",
                    say::date(work.date),
                    length(minimum.value.0)
                );
                Some(draft.undetermined(says))
            }
        }
    }
}

/// The Monday of a date's week.
fn monday(date: NaiveDate) -> NaiveDate {
    first_of_week(date, Weekday::Mon)
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
                say::date(sunday),
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

impl Kind for AverageRule {
    fn subject(&self) -> SubjectOf {
        SubjectOf::Work
    }

    fn judge(&self, rule: &Rule, case: &Case<'_>) -> Vec<Draft> {
        days(rule, case).iter().filter_map(|works| self.person(case, works)).collect()
    }

    fn message_fields(&self) -> &'static [&'static str] {
        &["weeks_on_record"]
    }
}

impl AverageRule {
    fn person(&self, case: &Case<'_>, works: &[(WorkDay<'_>, &Shift)]) -> Option<Draft> {
        let (last, shift) = works.last()?;
        let dates = case.dates(last.date);
        let (most, over) = (case.look(&self.most, &dates).ok()?, case.look(&self.weeks, &dates).ok()?);
        let needed = i64::try_from(over.value.trunc()).ok().filter(|n| *n > 0)?;
        let first_week =
            monday(last.date).checked_sub_days(Days::new(7 * u64::try_from(needed - 1).ok()?))?;
        let mut by_week: BTreeMap<NaiveDate, i64> = BTreeMap::new();
        for (work, _) in works.iter().filter(|(work, _)| monday(work.date) >= first_week) {
            *by_week.entry(monday(work.date)).or_default() += worked(work);
        }
        let begins = by_week.keys().next()?;
        let on_record = (monday(last.date) - *begins).num_weeks() + 1;
        let total: i64 = by_week.values().sum();
        let average = total / on_record;
        if average <= most.value.0 {
            return None;
        }
        let subject = Subject {
            kind: "week",
            person: Some(case.person(shift).name.clone()),
            week_ending: monday(last.date).checked_add_days(Days::new(6)).map(|day| day.to_string()),
            ..Subject::default()
        };
        let mut draft = Draft::about(subject, works.iter().map(|(work, _)| work.start_cell()).collect());
        let plan = works.iter().any(|(work, _)| work.basis == Basis::Plan);
        draft.basis = Some(if plan { Basis::Plan } else { Basis::Actual });
        draft.measured = Some(length(average));
        draft.limit = Some(length(most.value.0));
        draft.excess_minutes = Some(average - most.value.0);
        draft.used(&most);
        draft.used(&over);
        draft.set("weeks_on_record", on_record.to_string());
        draft.arithmetic = format!("{} ÷ {on_record} weeks = {}", length(total), length(average));
        // Weeks that are not on record could bring the average down.
        if on_record < needed && total / needed <= most.value.0 {
            draft.outcome = Some(Outcome::Advisory);
            draft.says = Some(format!(
                "{} works {} a week on average, with {on_record} of {needed} weeks on record; the law allows {} on average over {needed} weeks.",
                case.person(shift).name,
                length(average),
                length(most.value.0)
            ));
        }
        Some(draft)
    }
}

/// Working time that is certain: from the first call to the release, breaks with both times out.
fn worked(work: &WorkDay<'_>) -> i64 {
    let present = work.start.until(work.end).min.unwrap_or(0).max(0);
    let meals: i64 = work
        .shifts
        .iter()
        .flat_map(|s| &s.meals)
        .filter(|m| m.kind == "deductible")
        .map(|m| When::of(&m.start).until(When::of(&m.end)).max.unwrap_or(60).max(0))
        .sum();
    (present - meals).max(0)
}
