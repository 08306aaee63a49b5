//! What spans a minor's days: turnaround, and the day after a day that was extended.

use super::AgeRule;
use super::day::MinorDay;
use super::judge::{kept, open};
use crate::check::bounds::{Verdict, When};
use crate::check::case::{Case, Draft};
use crate::check::finding::Avoid;
use crate::check::kinds::rest::pairs;
use crate::check::kinds::worktime::say;
use crate::check::time_words::{length, rfc3339};
use crate::model::Basis;

impl AgeRule {
    /// From release to the next call, or to the start of the child's own school if that is sooner.
    pub(super) fn turnaround(
        &self,
        case: &Case<'_>,
        before: &MinorDay<'_>,
        after: &MinorDay<'_>,
    ) -> Option<Draft> {
        let minimum = case.look(self.minimum.as_ref()?, &case.dates(after.work.date)).ok()?;
        let (school_day, _) = after.school();
        if !self.bands.is_empty() && self.band(case, after, school_day).is_none() {
            return None;
        }
        let call = (after.work.start, after.work.start_cell(), "call");
        let school = &after.shift.school.own_start;
        let school_cell = school.cell.clone().unwrap_or_else(|| after.shift.cell.clone());
        let next = match (When::of(school).latest, call.0.latest) {
            (Some(begins), Some(called)) if begins < called && !self.call_alone => {
                (When::of(school), school_cell, "own school")
            }
            _ => call,
        };
        let (until, cell, what) = next;
        let end = before.end().not_after(pairs::row_ends(&before.work, until));
        let mut draft =
            Draft::about(say::about("rest", case, after.shift), vec![before.work.end_cell(0), cell]);
        let plan = before.work.basis == Basis::Plan || after.work.basis == Basis::Plan;
        draft.basis = Some(if plan { Basis::Plan } else { Basis::Actual });
        draft.from = end.known();
        draft.to = until.known();
        draft.limit = Some(length(minimum.value.0));
        draft.used(&minimum);
        draft.set("day", say::date(case, after.work.date));
        draft.set("next_call", what);
        let style = say::style(case);
        for (name, at) in [("from", draft.from), ("to", draft.to)] {
            if let Some(at) = at {
                draft.set(name, style.day_and_time(at));
            }
        }
        let rest = end.until(until);
        self.measured(
            after,
            &mut draft,
            rest.known(),
            Some(minimum.value.0),
            end.plus(minimum.value.0).known(),
        );
        match rest.short_of(minimum.value.0).verdict() {
            Verdict::Kept => kept(case, draft),
            Verdict::Broken(short) => {
                let rest = minimum.value.0 - short;
                draft.measured = Some(length(rest));
                draft.excess_minutes = Some(short);
                draft.arithmetic = format!(
                    "release to {what} = {}; {} − {} = {}",
                    length(rest),
                    length(minimum.value.0),
                    length(rest),
                    length(short)
                );
                let earliest = end.plus(minimum.value.0).known();
                if let Some(at) = earliest.filter(|_| what == "call") {
                    let not_before = Some(rfc3339(at));
                    draft.avoid.push(Avoid { change: "call", not_before, not_after: None, saves: None });
                }
                Some(draft)
            }
            Verdict::Open { min, max } => Some(open(case, before, draft, min, max)),
        }
    }

    /// Work on the day after one for which a row of Consents extended the hours, though the law then wants a day off.
    pub(super) fn next_day(
        &self,
        case: &Case<'_>,
        day: &MinorDay<'_>,
        days: &[MinorDay<'_>],
    ) -> Option<Draft> {
        let (school, _) = day.school();
        let (_, consent) = self.band(case, day, school)?;
        let consent = consent?;
        let next = day.work.date.succ_opt()?;
        let after = days.iter().find(|after| after.work.date == next)?;
        let mut draft = self.draft(case, after, "");
        draft.sources = vec![after.work.start_cell(), consent.cell.clone()];
        draft.wrote_number = true;
        draft.measured = Some(next.to_string());
        draft.set("extended", say::date(case, day.work.date));
        draft.arithmetic =
            format!("{} extended, {} worked", say::date(case, day.work.date), say::date(case, next));
        Some(draft)
    }
}
