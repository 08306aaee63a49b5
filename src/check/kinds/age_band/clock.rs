//! Limits of the clock: out by a time of the day, called from one, or present within a window.

use super::AgeRule;
use super::bands::SchoolDays;
use super::day::MinorDay;
use super::judge::{clock_of, instant, kept, open, wall_of, windows};
use crate::check::bounds::{Span, Verdict, When};
use crate::check::case::{Case, Draft};
use crate::check::finding::Avoid;
use crate::check::kinds::worktime::say;
use crate::check::time_words::{length, rfc3339};
use crate::model::WallTime;

impl AgeRule {
    /// Out later than the band allows.
    pub(super) fn curfew(
        &self,
        case: &Case<'_>,
        day: &MinorDay<'_>,
        mut draft: Draft,
        school: SchoolDays,
    ) -> Option<Draft> {
        let (band, _) = self.band(case, day, school)?;
        let latest = case.look(band.at.as_ref()?, &case.dates(day.work.date)).ok()?;
        let at = instant(day, latest.value.0)?;
        draft.sources = vec![day.work.end_cell(0)];
        draft.used(&latest);
        draft.limit = Some(WallTime::new(latest.value.0).to_string());
        let style = say::style(case);
        draft.set("limit", style.wall(latest.value.0));
        self.measured(day, &mut draft, None, None, Some(at));
        match When::at(at).until(day.end()).verdict() {
            Verdict::Kept => kept(case, draft),
            Verdict::Broken(over) => {
                let end = day.end().known()?;
                draft.measured = Some(clock_of(day, end));
                draft.set("measured", style.time(end));
                draft.excess_minutes = Some(over);
                draft.arithmetic = format!(
                    "{} − {} = {}",
                    style.wall(wall_of(day, end)),
                    style.wall(wall_of(day, at)),
                    length(over)
                );
                let not_after = Some(rfc3339(at));
                draft.avoid.push(Avoid { change: "wrap", not_before: None, not_after, saves: None });
                Some(draft)
            }
            Verdict::Open { min, max } => Some(open(case, day, draft, min, max)),
        }
    }

    /// Called earlier than the band allows, or present outside its windows.
    pub(super) fn start(
        &self,
        case: &Case<'_>,
        day: &MinorDay<'_>,
        mut draft: Draft,
        school: SchoolDays,
    ) -> Option<Draft> {
        let (band, _) = self.band(case, day, school)?;
        let call = day.work.start;
        if let Some(at) = &band.at {
            let earliest = case.look(at, &case.dates(day.work.date)).ok()?;
            let at = instant(day, earliest.value.0)?;
            draft.sources = vec![day.work.start_cell()];
            draft.used(&earliest);
            draft.limit = Some(WallTime::new(earliest.value.0).to_string());
            let style = say::style(case);
            draft.set("limit", style.wall(earliest.value.0));
            draft.set("allowed", format!("from {}", style.wall(earliest.value.0)));
            self.measured(day, &mut draft, None, None, Some(at));
            return match call.until(When::at(at)).verdict() {
                Verdict::Kept => kept(case, draft),
                Verdict::Broken(early) => {
                    let call = call.known()?;
                    draft.measured = Some(clock_of(day, call));
                    draft.set("measured", style.time(call));
                    draft.excess_minutes = Some(early);
                    draft.arithmetic = format!("{} before {}", length(early), style.wall(earliest.value.0));
                    let not_before = Some(rfc3339(at));
                    draft.avoid.push(Avoid { change: "call", not_before, not_after: None, saves: None });
                    Some(draft)
                }
                Verdict::Open { min, max } => Some(open(case, day, draft, min, max)),
            };
        }
        // The whole presence lies in one of the windows.
        let outside = |&(from, to): &(i32, i32)| -> Option<Span> {
            let (from, to) = (instant(day, from)?, instant(day, to)?);
            let (early, late) = (call.until(When::at(from)), When::at(to).until(day.end()));
            let sum = |a: Option<i64>, b: Option<i64>| Some(a?.max(0) + b?.max(0));
            Some(Span { min: sum(early.min, late.min), max: sum(early.max, late.max) })
        };
        let best = band.windows.iter().filter_map(outside).min_by_key(|span| span.max.unwrap_or(i64::MAX))?;
        let style = say::style(case);
        draft.limit = Some(windows(&band.windows, |at| WallTime::new(at).to_string()));
        let allowed = windows(&band.windows, |at| style.wall(at));
        draft.wrote_number = true;
        draft.set("allowed", format!("within {allowed}"));
        draft.set("limit", allowed);
        self.measured(day, &mut draft, None, None, None);
        match best.verdict() {
            Verdict::Kept => kept(case, draft),
            Verdict::Broken(over) => {
                let (from, to) = (call.known()?, day.end().known()?);
                draft.measured = Some(format!("{}–{}", clock_of(day, from), clock_of(day, to)));
                draft.set(
                    "measured",
                    format!("{}–{}", style.wall(wall_of(day, from)), style.wall(wall_of(day, to))),
                );
                draft.excess_minutes = Some(over);
                draft.arithmetic = format!("{} outside", length(over));
                Some(draft)
            }
            Verdict::Open { min, max } => Some(open(case, day, draft, min, max)),
        }
    }
}
