//! The days of each child, and the limits of presence, work and the clock.

use super::bands::{Band, SchoolDays, age_words};
use super::day::{Counts, MinorDay};
use super::{AgeRule, Judge};
use crate::check::bounds::{Span, Verdict, When};
use crate::check::case::{Case, Draft};
use crate::check::finding::Avoid;
use crate::check::kinds::rest::pairs;
use crate::check::kinds::worktime::{all_of, by_person, is_judged, say};
use crate::check::measured::Measured;
use crate::check::parameter::{Looked, Quantity};
use crate::check::rule::Rule;
use crate::check::time_words::{length, rfc3339};
use crate::model::clock::{Resolved, resolve};
use crate::model::{Basis, Consent, Instant, Minutes, WallTime};
use chrono::{Duration, Timelike};
use std::collections::BTreeSet;
use std::rc::Rc;

impl AgeRule {
    pub(super) fn judge_all(&self, rule: &Rule, case: &Case<'_>) -> Vec<Draft> {
        let mut drafts = Vec::new();
        for (person, judged) in by_person(rule, case) {
            let all = all_of(case, person);
            let worked: Rc<BTreeSet<_>> =
                Rc::new(all.iter().filter(|s| s.day_status != "hold").map(|s| s.date).collect());
            // The hours of a day count together, whoever employs.
            let works = pairs::days(all.into_iter(), None, 0, true);
            let days: Vec<MinorDay<'_>> = works
                .into_iter()
                .flatten()
                .filter_map(|work| {
                    let shift = work.shifts.iter().copied().find(|s| is_judged(&judged, s))?;
                    let person = case.person(shift);
                    let born = shift.terms.date_of_birth.as_ref().or(person.terms.date_of_birth.as_ref())?;
                    Some(MinorDay { work, shift, born: born.value, worked: worked.clone() })
                })
                .collect();
            match self.judge {
                Judge::Turnaround => {
                    drafts.extend(days.windows(2).filter_map(|pair| match pair {
                        [before, after] => self.turnaround(case, before, after),
                        _ => None,
                    }));
                }
                Judge::Permit => drafts.extend(self.permit(case, &days)),
                Judge::Guardian => drafts.extend(self.guardian(case, &days)),
                Judge::Week => drafts.extend(self.weeks(case, &days)),
                Judge::NextDay => {
                    drafts.extend(days.iter().filter_map(|day| self.next_day(case, day, &days)))
                }
                _ => drafts.extend(days.iter().filter_map(|day| self.day(case, day))),
            }
        }
        drafts
    }

    fn day(&self, case: &Case<'_>, day: &MinorDay<'_>) -> Option<Draft> {
        let (school, [today, tomorrow]) = day.school();
        let words = if self.judge == Judge::Curfew { tomorrow } else { today };
        let consent = self.band(case, day, school).and_then(|(_, consent)| consent);
        let mut draft = self.judged(case, day, school, self.draft(case, day, &words))?;
        if let Some(consent) = consent {
            draft.arithmetic =
                format!("{}; the limit is that of the {} on record", draft.arithmetic, consent.kind);
            if !draft.sources.contains(&consent.cell) {
                draft.sources.push(consent.cell.clone());
            }
        }
        Some(draft)
    }

    fn judged(&self, case: &Case<'_>, day: &MinorDay<'_>, school: SchoolDays, draft: Draft) -> Option<Draft> {
        match self.judge {
            Judge::Place => {
                let limit = self.limit(case, day, school)?;
                let place = day.at_place(self.counts(case, day));
                self.over(case, day, draft, &limit, place, limit.value.0)
            }
            Judge::AfterSchool => {
                day.own_school()?;
                let counts = case.look(self.counts_as.as_ref()?, &case.dates(day.work.date)).ok()?;
                // A day at the child's own school is a school day.
                let limit = self.limit(case, day, SchoolDays { today: true, own: true, ..school })?;
                let place = day.at_place(self.counts(case, day));
                let mut draft = self.over(case, day, draft, &limit, place, limit.value.0 - counts.value.0)?;
                draft.used(&counts);
                draft.arithmetic = format!(
                    "own school counts as {} of {}; {}",
                    length(counts.value.0),
                    length(limit.value.0),
                    draft.arithmetic
                );
                Some(draft)
            }
            Judge::Work => self.work(case, day, draft, school),
            Judge::School => self.school(case, day, draft, school),
            Judge::SchoolWindow => self.school_window(case, day, draft, school),
            Judge::Rest => self.rest(case, day, draft, school),
            Judge::Continuous => self.continuous(case, day, draft, school),
            Judge::Curfew => self.curfew(case, day, draft, school),
            Judge::StartWindow => self.start(case, day, draft, school),
            Judge::Turnaround | Judge::Permit | Judge::Guardian | Judge::Week | Judge::NextDay => None,
        }
    }

    pub(super) fn draft(&self, case: &Case<'_>, day: &MinorDay<'_>, school: &str) -> Draft {
        let subject = say::about("minor-day", case, day.shift);
        let mut draft = Draft::about(subject, vec![day.work.start_cell(), day.work.end_cell(0)]);
        draft.basis = Some(day.work.basis);
        draft.from = day.work.start.known();
        draft.to = day.end().known();
        draft.set("day", say::date(case, day.work.date));
        draft.set("school_day", school);
        draft.set("aged", age_words(day.born, day.work.date));
        draft
    }

    /// The limit of the band that the child is in on that day.
    pub(super) fn limit(
        &self,
        case: &Case<'_>,
        day: &MinorDay<'_>,
        school: SchoolDays,
    ) -> Option<Looked<Minutes>> {
        let (band, _) = self.band(case, day, school)?;
        band.limit(case, &case.dates(day.work.date))?.ok()
    }

    /// The first band that holds, with the row of Consents it rests on.
    pub(super) fn band<'a>(
        &self,
        case: &Case<'a>,
        day: &MinorDay<'_>,
        school: SchoolDays,
    ) -> Option<(&Band, Option<&'a Consent>)> {
        self.bands.iter().filter(|band| band.holds(day.born, day.work.date, school)).find_map(|band| {
            match &band.exception {
                None => Some((band, None)),
                Some(exception) => exception.on(case, day).map(|consent| (band, Some(consent))),
            }
        })
    }

    pub(super) fn counts(&self, case: &Case<'_>, day: &MinorDay<'_>) -> Counts {
        let looked = |quantity: &Quantity<Minutes>| case.look(quantity, &case.dates(day.work.date)).ok();
        Counts {
            meal: self.meal.as_ref().and_then(looked).map_or(0, |m| m.value.0),
            travel_free: self.travel.as_ref().and_then(looked).map(|m| m.value.0),
        }
    }

    /// Notes the figures a draft rests on.
    pub(super) fn measured(
        &self,
        day: &MinorDay<'_>,
        draft: &mut Draft,
        measured: Option<i64>,
        limit: Option<i64>,
        bound: Option<Instant>,
    ) {
        draft.measured_as = self.judge.limited().map(|what| Measured {
            basis: draft.basis.unwrap_or(day.work.basis),
            from: draft.from,
            to: draft.to,
            measured,
            limit,
            bound,
            ..Measured::of(what, day.shift)
        });
    }

    /// More than allowed.
    #[allow(clippy::too_many_arguments)]
    fn over(
        &self,
        case: &Case<'_>,
        day: &MinorDay<'_>,
        mut draft: Draft,
        limit: &Looked<Minutes>,
        measured: Span,
        allowed: i64,
    ) -> Option<Draft> {
        draft.used(limit);
        draft.limit = Some(length(allowed));
        let latest = day.end().known().zip(measured.known());
        let latest = latest.and_then(|(end, m)| end.checked_add_signed(Duration::minutes(allowed - m)));
        self.measured(day, &mut draft, measured.known(), Some(allowed), latest);
        match measured.minus(allowed).verdict() {
            Verdict::Kept => kept(case, draft),
            Verdict::Broken(over) => {
                let measured = measured.known()?;
                draft.measured = Some(length(measured));
                draft.excess_minutes = Some(over);
                let mut sum = format!("{} − {} = {}", length(measured), length(allowed), length(over));
                if self.judge != Judge::Work
                    && let Some(parts) = self.presence(case, day)
                {
                    sum = format!("{parts} = {}; {sum}", length(measured));
                }
                draft.arithmetic = sum;
                if let Some(end) = draft.to
                    && let Some(latest) = end.checked_sub_signed(Duration::minutes(over))
                {
                    let not_after = Some(rfc3339(latest));
                    draft.avoid.push(Avoid { change: "wrap", not_before: None, not_after, saves: None });
                }
                Some(draft)
            }
            Verdict::Open { min, max } => Some(open(case, day, draft, min, max)),
        }
    }

    /// `10:00 − 0:30 meal`, and `+ 0:25 travel` where some counts.
    fn presence(&self, case: &Case<'_>, day: &MinorDay<'_>) -> Option<String> {
        let counts = self.counts(case, day);
        let (present, meals) = (day.present().known()?, day.meals(counts.meal).known()?);
        let travel = counts.travel_free.map_or(Some(0), |free| day.travelled(free).known())?;
        let travel = if travel > 0 { format!(" + {} travel", length(travel)) } else { String::new() };
        Some(format!("{} − {} meal{travel}", length(present), length(meals)))
    }

    /// Work is what is left of the day: neither meal, school nor rest. A plan does not know it.
    fn work(
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
        let taught = day.hours(|s| s.school.hours.as_ref());
        let rested = day.hours(|s| s.school.rest.as_ref());
        let work = day.work(self.counts(case, day), When::default());
        draft.sources.extend([day.cell("School Hours"), day.cell("Rest Hours")]);
        let mut draft = self.over(case, day, draft, &limit, work, limit.value.0)?;
        if let (Some(parts), Some(taught), Some(rested), Some(measured)) =
            (self.presence(case, day), taught, rested, &draft.measured)
        {
            draft.arithmetic = format!(
                "{parts} − {} school − {} rest = {measured}; {}",
                length(taught),
                length(rested),
                draft.arithmetic
            );
        }
        Some(draft)
    }
}

/// A limit that was kept: no finding, but its figures.
pub(super) fn kept(case: &Case<'_>, draft: Draft) -> Option<Draft> {
    draft.measured_as.into_iter().for_each(|measured| case.kept(measured));
    None
}

/// A clock time of the row's date as an instant; the earlier reading of a repeated hour.
pub(super) fn instant(day: &MinorDay<'_>, minutes: i32) -> Option<Instant> {
    match resolve(day.work.date, &WallTime::new(minutes), day.shift.zone) {
        Resolved::At(moment) => moment.earliest(),
        Resolved::DoesNotExist => None,
    }
}

/// The clock as the row counts it: past midnight `24:40`.
pub(super) fn clock_of(day: &MinorDay<'_>, at: Instant) -> String {
    WallTime::new(wall_of(day, at)).to_string()
}

/// Minutes from the midnight of the row's date, on the wall clock.
pub(super) fn wall_of(day: &MinorDay<'_>, at: Instant) -> i32 {
    let days = i32::try_from((at.date_naive() - day.work.date).num_days()).unwrap_or_default();
    let minutes = i32::try_from(at.hour() * 60 + at.minute()).unwrap_or_default();
    days.saturating_mul(24 * 60).saturating_add(minutes)
}

/// `09:30–11:30 or 12:30–14:30`
pub(super) fn windows(windows: &[(i32, i32)], clock: impl Fn(i32) -> String) -> String {
    let words: Vec<String> =
        windows.iter().map(|(from, to)| format!("{}–{}", clock(*from), clock(*to))).collect();
    words.join(" or ")
}

pub(super) fn open(
    case: &Case<'_>,
    day: &MinorDay<'_>,
    mut draft: Draft,
    min: i64,
    max: Option<i64>,
) -> Draft {
    let person = &case.person(day.shift).name;
    let limit = draft.values.get("limit").or(draft.limit.as_ref()).cloned().unwrap_or_default();
    let most = max.map_or("without a known bound".into(), |m| format!("by {} at most", length(m)));
    draft.arithmetic = format!("over by {} at least, {most}", length(min));
    draft.helps = Some("Enter the missing time; it is never taken from the plan.".into());
    let says = format!(
        "{person}, {}: whether the limit of {limit} was kept cannot be told, for a time is missing or has two readings.",
        say::date(case, day.work.date)
    );
    draft.undetermined(says)
}
