//! A minor's work in a week, and the longest stretch without a break in a day. A plan knows neither.

use super::AgeRule;
use super::bands::SchoolDays;
use super::day::MinorDay;
use super::judge::{kept, open};
use crate::check::bounds::{Span, Verdict};
use crate::check::case::{Case, Draft};
use crate::check::finding::Subject;
use crate::check::kinds::worktime::{first_of_week, say};
use crate::check::time_words::length;
use crate::model::{Basis, Instant};
use chrono::{Days, NaiveDate, Weekday};
use std::collections::BTreeMap;

impl AgeRule {
    /// Work of the weeks that begin on the first day of the production's workweek. A day of which something is missing
    /// counts from the least to the most that it can have been.
    pub(super) fn weeks(&self, case: &Case<'_>, days: &[MinorDay<'_>]) -> Vec<Draft> {
        let first = case.production.facts.workweek.first().copied().unwrap_or(Weekday::Mon);
        let mut weeks: BTreeMap<NaiveDate, Vec<(&MinorDay<'_>, Span)>> = BTreeMap::new();
        for (nth, day) in days.iter().enumerate().filter(|(_, day)| day.work.basis == Basis::Actual) {
            let next = days.get(nth + 1).map(|day| day.work.start).unwrap_or_default();
            let work = day.work(self.counts(case, day), next);
            weeks.entry(first_of_week(day.work.date, first)).or_default().push((day, work));
        }
        weeks.into_iter().filter_map(|(week, days)| self.week(case, week, &days)).collect()
    }

    fn week(&self, case: &Case<'_>, week: NaiveDate, days: &[(&MinorDay<'_>, Span)]) -> Option<Draft> {
        let (last, _) = days.last()?;
        let (school, _) = last.school();
        let limit = self.limit(case, last, school)?;
        let sum = |of: fn(&Span) -> Option<i64>| days.iter().map(|(_, work)| of(work)).sum::<Option<i64>>();
        let worked = Span { min: sum(|w| w.min), max: sum(|w| w.max) };
        let ending = week.checked_add_days(Days::new(6)).unwrap_or(week);
        let subject = Subject {
            kind: "week",
            person: Some(case.person(last.shift).name.clone()),
            week_ending: Some(ending.to_string()),
            ..Subject::default()
        };
        let cells = days.iter().flat_map(|(day, _)| [day.work.start_cell(), day.work.end_cell(0)]).collect();
        let mut draft = Draft::about(subject, cells);
        draft.basis = Some(Basis::Actual);
        draft.limit = Some(length(limit.value.0));
        draft.used(&limit);
        draft.set("day", format!("the week ending {}", say::date(case, ending)));
        match worked.minus(limit.value.0).verdict() {
            Verdict::Kept => None,
            Verdict::Broken(over) => {
                let each: Vec<String> =
                    days.iter().filter_map(|(_, work)| Some(length(work.known()?))).collect();
                let total = worked.known()?;
                draft.measured = Some(length(total));
                draft.excess_minutes = Some(over);
                draft.arithmetic = format!(
                    "{} = {}; {} − {} = {}",
                    each.join(" + "),
                    length(total),
                    length(total),
                    length(limit.value.0),
                    length(over)
                );
                Some(draft)
            }
            Verdict::Open { min, max } => {
                let says = format!(
                    "{}: whether the work of the week ending {} stayed within {} cannot be told, for times, School Hours or Rest Hours are missing.",
                    case.person(last.shift).name,
                    say::date(case, ending),
                    length(limit.value.0)
                );
                let most =
                    max.map_or("without a known bound".into(), |m| format!("by {} at most", length(m)));
                draft.arithmetic = format!("over by {} at least, {most}", length(min));
                draft.helps = Some("Enter what is missing.".into());
                Some(draft.undetermined(says))
            }
        }
    }

    /// The longest stretch between the breaks that the sheet gives times for. A longer one than allowed is a breach where the
    /// sheet says that there was no other rest (Rest Hours of 0:00), else it cannot be told.
    pub(super) fn continuous(
        &self,
        case: &Case<'_>,
        day: &MinorDay<'_>,
        mut draft: Draft,
        school: SchoolDays,
    ) -> Option<Draft> {
        if day.work.basis == Basis::Plan {
            return None;
        }
        let limit = self.limit(case, day, school)?;
        draft.used(&limit);
        draft.limit = Some(length(limit.value.0));
        let (Some(from), Some(to)) = (day.work.start.known(), day.end().known()) else {
            return Some(open(case, day, draft, 0, None));
        };
        let (longest, begins) = longest(from, to, &breaks(day))?;
        self.measured(day, &mut draft, Some(longest), Some(limit.value.0), None);
        if longest <= limit.value.0 {
            return kept(case, draft);
        }
        draft.sources.push(day.cell("Rest Breaks"));
        let style = say::style(case);
        let stretch = format!("{} from {}", length(longest), style.time(begins));
        if day.hours(|s| s.school.rest.as_ref()) == Some(0) {
            draft.measured = Some(length(longest));
            draft.excess_minutes = Some(longest - limit.value.0);
            draft.arithmetic = format!(
                "{stretch} without a break; {} − {} = {}",
                length(longest),
                length(limit.value.0),
                length(longest - limit.value.0)
            );
            return Some(draft);
        }
        let says = format!(
            "{}, {}: {stretch} stand on the sheet without a break; {} at a time are allowed, and whether the child performed all of it cannot be told.",
            case.person(day.shift).name,
            say::date(case, day.work.date),
            length(limit.value.0)
        );
        draft.arithmetic = stretch;
        draft.helps = Some(
            "Enter the breaks with their times in Rest Breaks (10:30-10:45), or Rest Hours of 0:00.".into(),
        );
        Some(draft.undetermined(says))
    }
}

/// Meals, schooling and breaks with both their times, in order.
fn breaks(day: &MinorDay<'_>) -> Vec<(Instant, Instant)> {
    let mut all: Vec<(Instant, Instant)> = day
        .work
        .shifts
        .iter()
        .flat_map(|shift| {
            let meals = shift.meals.iter().map(|meal| (&meal.start, &meal.end));
            let blocks = shift.school.stretches.iter().chain(&shift.breaks);
            meals.chain(blocks.filter_map(|block| block.span.as_ref().map(|(from, to)| (from, to))))
        })
        .filter_map(|(from, to)| Some((from.moment.known()?, to.moment.known()?)))
        .collect();
    all.sort();
    all
}

/// The longest stretch outside the breaks, in minutes, and when it begins.
fn longest(from: Instant, to: Instant, breaks: &[(Instant, Instant)]) -> Option<(i64, Instant)> {
    let mut at = from;
    let mut stretches = Vec::new();
    for (begins, ends) in breaks {
        stretches.push(((*begins - at).num_minutes(), at));
        at = at.max(*ends);
    }
    stretches.push(((to - at).num_minutes(), at));
    stretches.into_iter().max_by_key(|(minutes, begins)| (*minutes, std::cmp::Reverse(*begins)))
}
