//! The rests of each person, measured against what is required.

use super::cost::Invasion;
use super::pairs::{self, RestKind, WorkDay, rest_kind};
use super::reduction::{self, Standing, Uses};
use super::required::{self, Reduction};
use super::{Between, RestRule};
use crate::check::bounds::{Span, Verdict, When};
use crate::check::case::{Case, Draft};
use crate::check::expression::FactsOf;
use crate::check::finding::Outcome;
use crate::check::kinds::worktime::choice::NoNumber;
use crate::check::kinds::worktime::points::Reached;
use crate::check::kinds::worktime::{all_of, by_person, is_judged, say};
use crate::check::measured::{self, Limited};
use crate::check::parameter::{Dates, Looked};
use crate::check::pay::Carried;
use crate::check::rule::Rule;
use crate::check::time_words::length;
use crate::model::{Basis, Cell, Instant, Minutes, Shift};
use chrono::{Duration, NaiveDate};
use std::rc::Rc;

/// A person's days at one employer, in order.
struct Line<'a> {
    days: Vec<WorkDay<'a>>,
    judged: Rc<Vec<&'a Shift>>,
    /// Minutes of make-up removal that do not count.
    ignored: i64,
    /// Reductions that this person used.
    uses: Uses,
    /// What the days before the last one counted on into it, where none of the rests between them was one.
    carried: std::cell::Cell<(Carried, bool)>,
}

/// One rest: the days before it, and the day after.
pub(super) struct Pair<'k, 'a> {
    pub rule: &'k Rule,
    pub case: &'k Case<'a>,
    /// All days up to the one before the rest, which is the last.
    pub days: &'k [WorkDay<'a>],
    pub before: &'k WorkDay<'a>,
    pub after: &'k WorkDay<'a>,
    pub shift: &'a Shift,
    pub facts: FactsOf,
    pub dates: Dates,
    pub ignored: i64,
    pub carried: &'k std::cell::Cell<(Carried, bool)>,
}

/// A shorter rest that suffices here: its place in the rule, its number, and its reason where it needs one.
struct Suffices {
    index: usize,
    reduction: Reduction,
    number: Looked<Minutes>,
    reason: Option<(Cell, String)>,
}

/// The numbers of one rest.
pub(super) struct Numbers {
    pub base: Looked<Minutes>,
    /// Why the base is longer than the rule's minimum.
    pub raised: Option<String>,
    /// No reduction goes below it.
    pub floor: i64,
    open: Vec<Suffices>,
    /// Shorter rests that suffice or not by a time that is missing, by their places; the longest of them in minutes.
    maybe: Vec<(usize, i64)>,
    /// A longer rest that is required or not by a time that is missing.
    maybe_raised: Option<i64>,
    /// Reductions that the production has used up.
    pub used_up: Vec<String>,
}

/// One rest, measured.
pub(super) struct Measured {
    pub needed: i64,
    pub rest: Span,
    end: When,
    start: When,
    from: Reached,
    to: Reached,
    numbers: Numbers,
    /// The shorter rest that sufficed, by its place in the rule.
    reduction: Option<usize>,
}

impl Numbers {
    pub fn open(&self) -> Vec<(usize, &Reduction)> {
        self.open.iter().map(|suffices| (suffices.index, &suffices.reduction)).collect()
    }

    /// When a rest that begins with this release is long enough.
    pub fn earliest(&self, release: When) -> Option<Instant> {
        required::earliest_call(self.base.value.0, self.floor, &self.open(), release.known()?)
    }
}

impl RestRule {
    /// Every rest in the order of its later day, so that a production's quota goes to who came first.
    pub(super) fn judge_all(&self, rule: &Rule, case: &Case<'_>) -> Vec<Draft> {
        self.each(rule, case, |pair, uses, by_all| self.rest(pair, uses, by_all))
    }

    pub(super) fn each<T>(
        &self,
        rule: &Rule,
        case: &Case<'_>,
        mut of: impl FnMut(&Pair<'_, '_>, &mut Uses, &mut Uses) -> Option<T>,
    ) -> Vec<T> {
        let mut lines = self.lines(rule, case);
        let mut order: Vec<(NaiveDate, usize, usize)> = Vec::new();
        for (nth, line) in lines.iter().enumerate() {
            order.extend(line.days.iter().enumerate().skip(1).map(|(i, after)| (after.date, nth, i)));
        }
        order.sort_unstable();
        let (mut all, mut by_all) = (Vec::new(), Uses::default());
        for (_, nth, i) in order {
            let Some(line) = lines.get_mut(nth) else { continue };
            let (Some(days), Some(after)) = (line.days.get(..i), line.days.get(i)) else { continue };
            let Some(before) = days.last() else { continue };
            let company = case.production.facts.company.as_deref();
            if self.across && !pairs::several_employers(before, after, company) {
                continue;
            }
            let Some(shift) = after.shifts.iter().copied().find(|s| is_judged(&line.judged, s)) else {
                continue;
            };
            let (facts, dates) = (case.facts_of(shift), case.dates(after.date));
            let pair = Pair {
                rule,
                case,
                days,
                before,
                after,
                shift,
                facts,
                dates,
                ignored: line.ignored,
                carried: &line.carried,
            };
            all.extend(of(&pair, &mut line.uses, &mut by_all));
        }
        all
    }

    fn lines<'a>(&self, rule: &Rule, case: &Case<'a>) -> Vec<Line<'a>> {
        let company = case.production.facts.company.as_deref();
        let mut lines = Vec::new();
        for (person, judged) in by_person(rule, case) {
            let ignored = judged.first().map_or(0, |shift| {
                let looked = self.makeup.as_ref().and_then(|m| case.look(m, &case.dates(shift.date)).ok());
                looked.map_or(0, |m| m.value.0)
            });
            let judged = Rc::new(judged);
            for mut days in pairs::days(all_of(case, person).into_iter(), company, ignored, self.per_person) {
                if self.between == Between::Rows {
                    days = days
                        .into_iter()
                        .flat_map(|day| pairs::possible_runs(day, ignored, pairs::SAME_STRETCH))
                        .collect();
                }
                lines.push(Line {
                    days,
                    judged: judged.clone(),
                    ignored,
                    uses: Uses::default(),
                    carried: std::cell::Cell::default(),
                });
            }
        }
        lines
    }

    /// The rest between two days and what it should have been; a shorter rest that it takes is noted as used.
    /// `None` where this rule is not about it.
    pub(super) fn measure(
        &self,
        pair: &Pair<'_, '_>,
        uses: &mut Uses,
        by_all: &mut Uses,
    ) -> Option<Result<Measured, NoNumber>> {
        let Pair { case, before, after, .. } = *pair;
        let facts = &case.production.facts;
        let kind = rest_kind(before.date, after.date, &facts.workweek, &case.production.calendar);
        let wanted = match self.between {
            Between::Rows => before.date == after.date,
            Between::Days => kind == RestKind::Daily,
            Between::DaysOff => kind != RestKind::Daily,
        };
        if !wanted || self.right(pair) == Some(false) {
            return None;
        }
        let found = self.numbers(pair, kind, uses, by_all).and_then(|numbers| {
            let from = self.from.on(
                case,
                &case.facts_of(before.last),
                &case.dates(before.date),
                before,
                pair.ignored,
            )?;
            let to = self.to.on(case, &pair.facts, &pair.dates, after, pair.ignored)?;
            Ok((numbers, from, to))
        });
        let (numbers, from, to) = match found {
            Ok(found) => found,
            Err(why) => return Some(Err(why)),
        };
        // A time on a row lies before the second midnight after its date.
        let end = from.at.not_after(pairs::row_ends(before, after.start));
        let start = to.at.not_before(end);
        let (needed, reduction) = match start.latest {
            Some(call) => required::required(numbers.base.value.0, numbers.floor, &numbers.open(), call),
            None => (numbers.base.value.0, None),
        };
        let rest = end.until(start);
        // A rest that is long enough as it is uses nothing up.
        if rest.min.is_none_or(|minutes| minutes < numbers.base.value.0) {
            let is_certain = rest.max.is_some_and(|minutes| minutes < numbers.base.value.0);
            let used = reduction.map(|index| (index, is_certain));
            for (index, is_certain) in
                used.into_iter().chain(numbers.maybe.iter().map(|(index, _)| (*index, false)))
            {
                uses.add(index, after.date, is_certain);
                by_all.add(index, after.date, is_certain);
            }
        }
        Some(Ok(Measured { needed, rest, end, start, from, to, numbers, reduction }))
    }

    fn rest(&self, pair: &Pair<'_, '_>, uses: &mut Uses, by_all: &mut Uses) -> Option<Draft> {
        let Pair { case, before, after, shift, .. } = *pair;
        let (carried, may_carry) = pair.carried.take();
        let measured = match self.measure(pair, uses, by_all)? {
            Ok(measured) => measured,
            Err(NoNumber::NotInForce) => return None,
            Err(NoNumber::Unknown(why)) => {
                let mut draft = self.blank(pair, vec![before.end_cell(pair.ignored), after.start_cell()]);
                draft.measured_as = Some(figures(pair, before.end, after.start));
                let person = &case.person(shift).name;
                let day = say::date(case, after.date);
                return Some(
                    draft.undetermined(format!("The rest of {person} before {day} cannot be judged: {why}.")),
                );
            }
        };
        // No rest was too short where the days run into each other: one of the times is wrong.
        if before.end.until(after.start).max.is_some_and(|rest| rest < 0) {
            return Some(self.overlapping(pair));
        }
        let Measured { needed, rest, end, start, from, to, numbers, reduction } = measured;
        let suffices = reduction.and_then(|index| numbers.open.iter().find(|s| s.index == index));
        let limit = measured::Measured {
            limit: Some(needed),
            bound: numbers.earliest(end).and_then(|at| at.checked_sub_signed(Duration::minutes(to.offset))),
            ..figures(pair, end, start)
        };
        let verdict = self.verdict(pair, rest, needed, &numbers);
        if verdict == Verdict::Kept {
            case.kept(limit);
            return None;
        }
        let mut draft = self.blank(pair, vec![from.cell.clone(), to.cell.clone()]);
        draft.measured_as = Some(limit);
        draft.used(suffices.map_or(&numbers.base, |s| &s.number));
        reduction::tell(&mut draft, suffices.and_then(|s| s.reason.as_ref()));
        draft.from = end.known();
        draft.to = start.known();
        draft.limit = Some(length(needed));
        let style = say::style(case);
        if let Some((from, to)) = draft.from.zip(draft.to) {
            let (from, to) = style.pair(from, to);
            draft.set("from", from);
            draft.set("to", to);
        }
        draft.set("start", say::point(style, &from));
        draft.set("end", say::point(style, &to));
        let invasion = Invasion { rule: self, pair, end, needed, carried, may_carry };
        match verdict {
            Verdict::Kept => return None,
            Verdict::Broken(short) => {
                self.broken(pair, &numbers, (&from, &to), short, &invasion, &mut draft);
                pair.carried.set(invasion.carries(short));
            }
            Verdict::Open { min, max } => {
                let low = invasion.price(min, &mut draft);
                let high = max.and_then(|max| invasion.price(max, &mut draft));
                if let Some(low) = &low {
                    say::open_cost(&mut draft, low, high.as_ref());
                }
                let may_be_long = |small: &Looked<Minutes>| max.is_none_or(|max| max > small.value.0);
                if self.small_for(pair).as_ref().is_some_and(may_be_long) {
                    pair.carried.set((Carried::default(), true));
                }
                self.consent(pair, min, &mut draft);
                draft.outcome = Some(Outcome::Undetermined);
                self.open(pair, &from, (end, start), needed, &invasion, &mut draft);
                let most = max.map_or("without a bound".into(), |m| format!("by {} at most", length(m)));
                draft.arithmetic = format!("short by {} at least, {most}", length(min));
            }
        }
        Some(draft)
    }

    /// Whether the rest was long enough; open, too, where a missing time leaves open what is required, or whether there was a rest at all.
    fn verdict(&self, pair: &Pair<'_, '_>, rest: Span, needed: i64, numbers: &Numbers) -> Verdict {
        let least = numbers.maybe.iter().map(|(_, to)| *to).min().map_or(needed, |to| to.min(needed));
        let most = numbers.maybe_raised.map_or(needed, |to| to.max(needed));
        let (low, high) = (rest.short_of(least), rest.short_of(most));
        // Two rows without a release between them may be one stretch of work.
        let is_one = self.between == Between::Rows && !pair.before.end_known;
        let min = if is_one || self.right(pair) != Some(true) { Some(0) } else { low.min };
        Span { min, max: high.max }.verdict()
    }

    pub(super) fn blank(&self, pair: &Pair<'_, '_>, sources: Vec<Cell>) -> Draft {
        let mut draft = Draft::about(say::about("rest", pair.case, pair.shift), sources);
        let plan = [pair.before, pair.after].iter().any(|day| day.basis == Basis::Plan);
        draft.basis = Some(if plan { Basis::Plan } else { Basis::Actual });
        draft
    }

    fn numbers(
        &self,
        pair: &Pair<'_, '_>,
        kind: RestKind,
        uses: &Uses,
        by_all: &Uses,
    ) -> Result<Numbers, NoNumber> {
        let Pair { case, before, after, ref facts, ref dates, .. } = *pair;
        let choice = match (kind, &self.one_day_off) {
            (RestKind::Weekend { days_off: 1 }, Some(one)) => one,
            _ => &self.minimum,
        };
        let minimum = choice.look(case, facts, dates)?;
        let raises = self.raise.iter().filter_map(|raise| raise.on(case, facts, dates, pair.days));
        let (certain, open_raises): (Vec<_>, Vec<_>) = raises.partition(|(.., is_certain)| *is_certain);
        let raises = certain.into_iter().map(|(to, why, _)| (to, why));
        let (base, raised, floor) = match raises.max_by_key(|(to, _)| to.value.0) {
            Some((to, why)) if to.value.0 > minimum.value.0 => (to.clone(), Some(why), to.value.0),
            Some((to, why)) => (minimum, Some(why), to.value.0),
            None => (minimum, None, 0),
        };
        let maybe_raised = open_raises.iter().map(|(to, ..)| to.value.0).max();
        let (mut open, mut used_up, mut maybe) = (Vec::new(), Vec::new(), Vec::new());
        for (index, written) in self.reduce.iter().enumerate() {
            let Ok(number) = case.look(&written.to, dates) else { continue };
            let reduction = written.on(case, dates, number.value.0);
            if reduction.to >= base.value.0 || !reduction.is_open(before, after, uses.certain(index)) {
                continue;
            }
            let is_free = reduction.is_open(before, after, uses.possible(index));
            match written.standing(pair, by_all.certain(index), by_all.possible(index)) {
                Standing::No => {}
                Standing::Open(reason) if is_free => open.push(Suffices { index, reduction, number, reason }),
                Standing::Open(_) | Standing::Maybe => maybe.push((index, reduction.to.max(floor))),
                Standing::UsedUp(words) => used_up.push(format!("{} is {words}", length(reduction.to))),
            }
        }
        Ok(Numbers { base, raised, floor, open, maybe, maybe_raised, used_up })
    }
}

/// The rest between two points as it was, whatever is required.
pub(super) fn figures(pair: &Pair<'_, '_>, end: When, start: When) -> measured::Measured {
    let plan = [pair.before, pair.after].iter().any(|day| day.basis == Basis::Plan);
    measured::Measured {
        date: pair.after.date,
        basis: if plan { Basis::Plan } else { Basis::Actual },
        from: end.known(),
        to: start.known(),
        measured: end.until(start).known(),
        ..measured::Measured::of(Limited::Rest, pair.shift)
    }
}

/// Where a rest begins and ends, as far as it is known.
pub(super) type Ends = (When, When);
