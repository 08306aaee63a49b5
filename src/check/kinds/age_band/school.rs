//! Schooling and rest: enough of them, in stretches that count, at hours that count. A plan does not know them.

use super::AgeRule;
use super::bands::SchoolDays;
use super::day::MinorDay;
use super::judge::{clock_of, instant, kept, open, wall_of, windows as clocks};
use crate::check::bounds::{Span, Verdict, When};
use crate::check::case::{Case, Draft};
use crate::check::kinds::worktime::say;
use crate::check::time_words::length;
use crate::model::{Basis, Block, Heading, WallTime};

impl AgeRule {
    /// Too little schooling on a day without the child's own school. Stretches on record that are too short do not count.
    pub(super) fn school(
        &self,
        case: &Case<'_>,
        day: &MinorDay<'_>,
        mut draft: Draft,
        school: SchoolDays,
    ) -> Option<Draft> {
        if day.own_school().is_some() {
            return None;
        }
        let blocks = blocks(day);
        let shortest = self.shortest.as_ref().and_then(|s| case.look(s, &case.dates(day.work.date)).ok());
        let (Some(shortest), false) = (shortest, blocks.is_empty()) else {
            let hours = day.hours(|s| s.school.hours.as_ref());
            return self.credited(case, day, draft, school, hours, "School Hours");
        };
        let (counted, short): (Vec<&Block>, Vec<&Block>) =
            blocks.iter().partition(|block| block.minutes.is_none_or(|m| m.0 >= shortest.value.0));
        let sum = counted.iter().map(|block| block.minutes.map(|m| m.0)).sum::<Option<i64>>();
        draft.used(&shortest);
        let left_out: Vec<String> = short.iter().filter_map(|b| Some(length(b.minutes?.0))).collect();
        let mut draft = self.credited(case, day, draft, school, sum, "School Blocks")?;
        if !left_out.is_empty() {
            let (out, least) = (left_out.join(" and "), length(shortest.value.0));
            draft.arithmetic = format!("{out} left out as shorter than {least}; {}", draft.arithmetic);
        }
        Some(draft)
    }

    /// The same with what is taken out of the bank, beside so much schooling of the day itself.
    fn credited(
        &self,
        case: &Case<'_>,
        day: &MinorDay<'_>,
        mut draft: Draft,
        school: SchoolDays,
        hours: Option<i64>,
        heading: Heading,
    ) -> Option<Draft> {
        let least =
            self.credited.as_ref().and_then(|least| case.look(least, &case.dates(day.work.date)).ok());
        let credit: i64 =
            day.work.shifts.iter().filter_map(|s| s.school.credited.as_ref()).map(|m| m.value.0).sum();
        let (Some(least), Some(taught), true) = (least, hours, credit > 0) else {
            return self.at_least(case, day, draft, school, hours, heading);
        };
        draft.used(&least);
        // What the day itself lacks of its least no credit makes good.
        let lacking = (least.value.0 - taught).max(0);
        let counted = taught.saturating_add(credit).min(self.limit(case, day, school)?.value.0) - lacking;
        let mut draft = self.at_least(case, day, draft, school, Some(counted), heading)?;
        draft.sources.push(day.cell("School Credited"));
        let lacks = match lacking {
            0 => String::new(),
            lacking => format!(", {} less than {} on the day itself", length(lacking), length(least.value.0)),
        };
        draft.arithmetic =
            format!("{} taught + {} credited{lacks}; {}", length(taught), length(credit), draft.arithmetic);
        Some(draft)
    }

    pub(super) fn rest(
        &self,
        case: &Case<'_>,
        day: &MinorDay<'_>,
        draft: Draft,
        school: SchoolDays,
    ) -> Option<Draft> {
        let hours = day.hours(|s| s.school.rest.as_ref());
        self.at_least(case, day, draft, school, hours, "Rest Hours")
    }

    fn at_least(
        &self,
        case: &Case<'_>,
        day: &MinorDay<'_>,
        mut draft: Draft,
        school: SchoolDays,
        hours: Option<i64>,
        heading: Heading,
    ) -> Option<Draft> {
        if day.work.basis == Basis::Plan {
            return None;
        }
        let limit = self.limit(case, day, school)?;
        draft.sources = vec![day.cell(heading)];
        draft.used(&limit);
        draft.limit = Some(length(limit.value.0));
        self.measured(day, &mut draft, hours, Some(limit.value.0), None);
        let Some(hours) = hours else {
            let person = &case.person(day.shift).name;
            let says = format!(
                "{person} has no {heading} on {}: {} are required.",
                say::date(case, day.work.date),
                length(limit.value.0)
            );
            draft.helps = Some(match heading {
                "School Blocks" => "Write each stretch with both its times.".into(),
                _ => format!("Enter {heading}, 0:00 where there were none."),
            });
            draft.arithmetic = format!("{heading} blank");
            return (limit.value.0 > 0).then(|| draft.undetermined(says));
        };
        let short = limit.value.0 - hours;
        if short <= 0 {
            return kept(case, draft);
        }
        draft.measured = Some(length(hours));
        draft.excess_minutes = Some(short);
        draft.arithmetic =
            format!("{} − {} = {} too little", length(limit.value.0), length(hours), length(short));
        Some(draft)
    }

    /// Schooling outside the hours of the day for the child's grade; where the grade is not known, outside those of every
    /// grade is certain, and outside those of some is not.
    pub(super) fn school_window(
        &self,
        case: &Case<'_>,
        day: &MinorDay<'_>,
        mut draft: Draft,
        school: SchoolDays,
    ) -> Option<Draft> {
        let grade = case.person(day.shift).school_grade.as_ref();
        let windows: Vec<(i32, i32)> = self
            .bands
            .iter()
            .filter(|b| b.holds(day.born, day.work.date, school) && b.is_of_grade(grade.map(|g| g.value)))
            .flat_map(|band| band.windows.iter().copied())
            .collect();
        let spans: Vec<(When, When)> = blocks(day)
            .iter()
            .filter_map(|block| block.span.as_ref())
            .map(|(from, to)| (When::of(from), When::of(to)))
            .collect();
        if spans.is_empty() || windows.is_empty() {
            return None;
        }
        let outside = |window: &(i32, i32)| -> Option<Span> {
            let (opens, closes) = (When::at(instant(day, window.0)?), When::at(instant(day, window.1)?));
            spans.iter().try_fold(Span::exactly(0), |sum, (from, to)| {
                let early = from.until(earlier(opens, *to));
                let late = closes.max(*from).until(*to);
                let add = |a: Option<i64>, b: Option<i64>, c: Option<i64>| Some(a? + b?.max(0) + c?.max(0));
                Some(Span { min: add(sum.min, early.min, late.min), max: add(sum.max, early.max, late.max) })
            })
        };
        let all: Vec<Span> = windows.iter().filter_map(outside).collect();
        let min = all.iter().map(|span| span.min.unwrap_or(0)).min()?;
        let max = all.iter().try_fold(0, |most, span| Some(most.max(span.max?)));
        draft.sources =
            std::iter::once(day.cell("School Blocks")).chain(grade.map(|g| g.cell.clone())).collect();
        let style = say::style(case);
        draft.limit = Some(clocks(&windows, |at| WallTime::new(at).to_string()));
        let words = clocks(&windows, |at| style.wall(at));
        draft.set("limit", &*words);
        draft.wrote_number = true;
        let found = Span { min: Some(min), max };
        match found.verdict() {
            Verdict::Kept => None,
            Verdict::Broken(minutes) => {
                let ends =
                    |when: fn(&(When, When)) -> When| spans.iter().filter_map(move |s| when(s).known());
                let (from, to) = (ends(|s| s.0).min()?, ends(|s| s.1).max()?);
                draft.measured = Some(format!("{}–{}", clock_of(day, from), clock_of(day, to)));
                let [begins, ends] = [from, to].map(|at| style.wall(wall_of(day, at)));
                draft.set("measured", format!("{begins}–{ends}"));
                draft.excess_minutes = Some(minutes);
                draft.arithmetic = format!("{} of the schooling lie outside {}", length(minutes), words);
                Some(draft)
            }
            Verdict::Open { min, max } if grade.is_none() && windows.len() > 1 => {
                let says = format!(
                    "{}, {}: schooling lies outside the hours of some grades ({}), and the child's grade is not on record.",
                    case.person(day.shift).name,
                    say::date(case, day.work.date),
                    words
                );
                draft.arithmetic =
                    format!("{} to {} outside", length(min), max.map_or("more".into(), length));
                draft.helps = Some("Enter School Grade in the cast list.".into());
                Some(draft.undetermined(says))
            }
            Verdict::Open { min, max } => Some(open(case, day, draft, min, max)),
        }
    }
}

/// What the sheet lists of the day's schooling.
fn blocks<'a>(day: &MinorDay<'a>) -> Vec<&'a Block> {
    day.work.shifts.iter().flat_map(|shift| &shift.school.stretches).collect()
}

fn earlier(a: When, b: When) -> When {
    let least = |a: Option<crate::model::Instant>, b: Option<crate::model::Instant>| Some(a?.min(b?));
    When { earliest: least(a.earliest, b.earliest), latest: least(a.latest, b.latest) }
}
