//! Limits of the clock: out by a time of the day, called from one, or present within a window.

use super::AgeRule;
use super::bands::SchoolDays;
use super::day::MinorDay;
use super::judge::{clock_of, instant, kept, open};
use crate::check::bounds::{Span, Verdict, When};
use crate::check::case::{Case, Draft};
use crate::check::finding::Avoid;
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
        self.measured(day, &mut draft, None, None, Some(at));
        match When::at(at).until(day.end()).verdict() {
            Verdict::Kept => kept(case, draft),
            Verdict::Broken(over) => {
                let end = day.end().known()?;
                draft.measured = Some(clock_of(day, end));
                draft.excess_minutes = Some(over);
                draft.arithmetic =
                    format!("{} − {} = {}", clock_of(day, end), clock_of(day, at), length(over));
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
            draft.set("allowed", format!("from {}", WallTime::new(earliest.value.0)));
            self.measured(day, &mut draft, None, None, Some(at));
            return match call.until(When::at(at)).verdict() {
                Verdict::Kept => kept(case, draft),
                Verdict::Broken(early) => {
                    draft.measured = Some(clock_of(day, call.known()?));
                    draft.excess_minutes = Some(early);
                    draft.arithmetic =
                        format!("{} before {}", length(early), WallTime::new(earliest.value.0));
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
        let words: Vec<String> = band
            .windows
            .iter()
            .map(|(from, to)| format!("{}–{}", WallTime::new(*from), WallTime::new(*to)))
            .collect();
        draft.limit = Some(words.join(" or "));
        draft.wrote_number = true;
        draft.set("allowed", format!("within {}", words.join(" or ")));
        self.measured(day, &mut draft, None, None, None);
        match best.verdict() {
            Verdict::Kept => kept(case, draft),
            Verdict::Broken(over) => {
                let (from, to) = (call.known()?, day.end().known()?);
                draft.measured = Some(format!("{}–{}", clock_of(day, from), clock_of(day, to)));
                draft.excess_minutes = Some(over);
                draft.arithmetic = format!("{} outside", length(over));
                Some(draft)
            }
            Verdict::Open { min, max } => Some(open(case, day, draft, min, max)),
        }
    }
}
