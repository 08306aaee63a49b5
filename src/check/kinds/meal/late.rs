//! Meals that came too late: the first and the next, and the use of grace.

use super::day::{self, Day};
use super::intervals::{Anchor, Cover, Interval, Stopped, intervals};
use super::limits::{LimitsOf, LimitsOn};
use super::price::{Delay, Standing};
use super::{Judge, MealRule, Prices};
use crate::check::bounds::Verdict;
use crate::check::case::{Case, Draft};
use crate::check::finding::{Avoid, Outcome, Subject};
use crate::check::kinds::worktime::choice::NoNumber;
use crate::check::kinds::worktime::prices::PenaltyOn;
use crate::check::kinds::worktime::{first_of_week, say};
use crate::check::measured::{Limited, Measured};
use crate::check::parameter::{Dates, Quantity};
use crate::check::rule::Rule;
use crate::check::time_words::{length, rfc3339};
use crate::model::{Basis, Cell, Shift};
use chrono::{Duration, NaiveDate, Weekday};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

pub struct Late<'k> {
    pub kind: &'k MealRule,
    pub judge: Judge,
    pub limits: &'k LimitsOf,
    pub often: Option<&'k Quantity<Decimal>>,
    pub prices: &'k Prices,
}

impl Late<'_> {
    pub fn judge(&self, rule: &Rule, case: &Case<'_>) -> Vec<Draft> {
        let mut drafts = Vec::new();
        for days in day::days(self.kind, rule, case).into_values() {
            let mut standing: BTreeMap<NaiveDate, Standing> = BTreeMap::new();
            let mut graced: BTreeMap<NaiveDate, Vec<&Day<'_>>> = BTreeMap::new();
            for day in &days {
                let first = case.production.facts.workweek.first().copied().unwrap_or(Weekday::Mon);
                let week = first_of_week(day.work.date, first);
                let standing = standing.entry(week).or_default();
                let dates = case.dates(day.work.date);
                let on = match self.limits.on(case, day.shift, &dates, &self.kind.resets) {
                    Ok(on) => on,
                    Err(NoNumber::NotInForce) => continue,
                    Err(NoNumber::Unknown(why)) => {
                        let subject = say::about("day", case, day.shift);
                        let draft = Draft::about(subject, vec![day.shift.cell.clone()]);
                        drafts.push(draft.undetermined(format!("Meals cannot be judged: {why}.")));
                        continue;
                    }
                };
                for interval in intervals(&day.as_meal_day(), &on.limits) {
                    let Some(row) = day.row_at(interval.due) else { continue };
                    let wanted = match self.judge {
                        Judge::First => interval.first,
                        Judge::Next => !interval.first,
                        Judge::Grace => false,
                    };
                    if self.judge == Judge::Grace {
                        if let Some(late) = interval.covered() {
                            drafts.push(self.used_grace(case, day, &on, &interval, late));
                            if matches!(interval.cover, Cover::Grace(_)) {
                                graced.entry(week).or_default().push(day);
                            }
                        }
                    } else {
                        match self.late(case, day, row, &dates, &on, &interval, standing) {
                            Some(draft) if wanted => drafts.push(draft),
                            None if wanted => case.kept(measured(day, &interval)),
                            _ => {}
                        }
                    }
                }
            }
            drafts.extend(graced.iter().filter_map(|(week, days)| self.everyday(case, *week, days)));
        }
        drafts
    }

    /// The finding of one stretch, if it is too long; counts its penalties into the week.
    #[allow(clippy::too_many_arguments)]
    fn late(
        &self,
        case: &Case<'_>,
        day: &Day<'_>,
        row: &Shift,
        dates: &Dates,
        on: &LimitsOn,
        interval: &Interval,
        standing: &mut Standing,
    ) -> Option<Draft> {
        let verdict = match interval.verdict() {
            Verdict::Broken(late) if day.may_be_parted => Verdict::Open { min: 0, max: Some(late) },
            other => other,
        };
        if verdict == Verdict::Kept {
            return None;
        }
        let mut draft = self.draft(case, day, on, interval);
        let penalty = self.prices.penalties.on(case, &case.facts_of(row), dates, &mut draft);
        let penalty = penalty.unwrap_or(PenaltyOn::None);
        let exceeded = on.limits.exceeded;
        let delay =
            Delay { prices: self.prices, case, day, row, dates, interval, penalty: &penalty, exceeded };
        match verdict {
            Verdict::Kept => return None,
            Verdict::Broken(late) => {
                draft.measured = interval.measured().known().map(length);
                draft.excess_minutes = Some(late);
                let mut sum = format!(
                    "{} − {} = {} late",
                    length(late + interval.limit),
                    length(interval.limit),
                    length(late)
                );
                if let Some(price) = delay.price(late, standing, &mut draft) {
                    let other = delay.other_reading(on, late, &price, standing, &mut draft);
                    sum = format!("{sum}; {}{other}", delay.words(late, &price));
                    say::cost(&mut draft, &price);
                    draft.units = delay.units(late);
                    if let Some(measured) = &mut draft.measured_as {
                        measured.ladder = Some(price.words.clone());
                    }
                    delay.count(late, standing);
                }
                self.avoid(case, on, interval, &mut draft);
                draft.arithmetic = format!("{}{sum}", self.span(case, interval));
                self.by_vote(day, &mut draft);
            }
            Verdict::Open { min, max } => {
                if let Some(low) = delay.price(min, standing, &mut draft) {
                    // What is paid once a day costs no more however late it was.
                    let once = matches!(penalty, PenaltyOn::OnceADay(_));
                    let most = max.or(once.then_some(min.max(1)));
                    let high = most.and_then(|most| delay.price(most, standing, &mut draft));
                    say::open_cost(&mut draft, &low, high.as_ref());
                    delay.count_open(min, max, standing);
                }
                draft.outcome = Some(Outcome::Undetermined);
                draft.says = Some(self.what_is_open(case, day, interval));
                draft.helps = Some(match interval.stopped {
                    Stopped::Unrecorded => format!(
                        "Add the columns Meal {0} Start and Meal {0} End, blank where no meal was had.",
                        interval.meal
                    ),
                    _ => "Enter the missing time; it is neither taken as none nor from the plan.".into(),
                });
                let most =
                    max.map_or("without a known end".into(), |m| format!("at most {} late", length(m)));
                draft.arithmetic = format!("late by {} at least, {most}", length(min));
            }
        }
        Some(draft)
    }

    /// The meal that would have been in time; and, where work went on without one, the wrap. The last stretch of a day may be longer
    /// than one that a meal ends.
    fn avoid(&self, case: &Case<'_>, on: &LimitsOn, interval: &Interval, draft: &mut Draft) {
        let Some(due) = interval.due.known() else { return };
        let by = |change, at| Avoid {
            change,
            not_before: None,
            not_after: Some(rfc3339(at)),
            saves: draft.cost.clone(),
        };
        let ends_the_day = interval.stopped != Stopped::Meal;
        let longer = if interval.first { 0 } else { (interval.limit - on.limits.next).max(0) };
        let meal = due.checked_sub_signed(Duration::minutes(longer)).unwrap_or(due);
        let mut avoid = vec![by("meal", meal)];
        if ends_the_day && draft.basis == Some(Basis::Actual) {
            avoid.push(by("wrap", due));
        }
        draft.avoid.extend(avoid);
        if longer > 0 {
            let style = say::style(case);
            draft.helps = Some(format!("Break by {}, or wrap by {}.", style.time(meal), style.time(due)));
        }
    }

    /// A day of continuous hours, as the sheet calls it: no meal is due if those who may agreed to it.
    fn by_vote(&self, day: &Day<'_>, draft: &mut Draft) {
        let Some(meal) = day.meals.iter().find(|meal| self.kind.by_vote.contains(&meal.kind)) else { return };
        draft.outcome = Some(Outcome::Consent);
        draft.arithmetic = format!(
            "{}; meal {} is marked {}: nothing is due if that was agreed to, and the agreement is on record",
            draft.arithmetic, meal.number, meal.kind
        );
        draft.helps = Some(
            "Enter the vote or consent to continuous hours for this day in the Consents table, naming this rule.".into(),
        );
    }

    /// What both certain and open findings say.
    pub(super) fn draft(&self, case: &Case<'_>, day: &Day<'_>, on: &LimitsOn, interval: &Interval) -> Draft {
        let style = say::style(case);
        let subject = Subject { meal: Some(interval.meal), ..say::about("meal", case, day.shift) };
        let mut draft = Draft::about(subject, sources(day, interval, on.limits.anchor));
        draft.basis = Some(day.work.basis);
        draft.measured_as = Some(measured(day, interval));
        draft.from = interval.counted_from.known();
        draft.to = interval.came.known();
        draft.limit = Some(length(interval.limit));
        let last = on.last.as_ref().filter(|_| interval.stopped != Stopped::Meal);
        if let Some(clock_from) = on.clock_from.as_ref().filter(|_| interval.first) {
            draft.used(clock_from);
        }
        draft.used(if interval.first { &on.first } else { last.unwrap_or(&on.next) });
        if interval.ndb.is_some()
            && let Some(ndb) = &on.ndb
        {
            draft.used(ndb);
        }
        match interval.cover {
            Cover::Nothing => {}
            Cover::Grace(_) => on.grace.iter().for_each(|g| draft.used(g)),
            Cover::Extension { .. } => on.extension.iter().for_each(|e| draft.used(e)),
            Cover::Walking(_) => on.walking.iter().for_each(|w| draft.used(w)),
        }
        draft.set("day", say::date(case, day.work.date));
        if let Some(due) = interval.due.known() {
            draft.set("due", style.time(due));
        }
        if let Some(came) = interval.came.known() {
            let words = match interval.stopped {
                Stopped::Meal => format!("meal {} began at {}", interval.meal, style.time(came)),
                Stopped::Wrap | Stopped::Unrecorded => {
                    format!("work went on until {} without meal {}", style.time(came), interval.meal)
                }
            };
            draft.set(
                "came",
                if day.work.basis == Basis::Plan { words.replace(" began ", " is planned ") } else { words },
            );
        }
        if let Some(from) = interval.counted_from.known() {
            let what = match (interval.first, interval.ndb) {
                (true, _) if Some(from) == day.work.first.call.moment.known() => "the call",
                (true, _) if Some(from) == day.crew_call.known() => "the crew call",
                (true, _) => "the end of the breakfast",
                (false, _) if on.limits.anchor == Anchor::Start => "the start of the meal before",
                (false, _) => "the end of the meal before",
            };
            draft.set("after", format!("{what} at {}", style.time(from)));
        }
        draft.set("advice", advice(day, interval, on));
        draft
    }

    /// `Thu 7:00A → Thu 1:36P = 6:36; `
    pub(super) fn span(&self, case: &Case<'_>, interval: &Interval) -> String {
        let style = say::style(case);
        match (interval.counted_from.known(), interval.came.known()) {
            (Some(from), Some(came)) => {
                let (first, last) = style.pair(from, came);
                format!("{first} → {last} = {}; ", length((came - from).num_minutes()))
            }
            _ => String::new(),
        }
    }

    fn what_is_open(&self, case: &Case<'_>, day: &Day<'_>, interval: &Interval) -> String {
        let person = &case.person(day.shift).name;
        let date = say::date(case, day.work.date);
        let style = say::style(case);
        let due =
            interval.due.earliest.map_or("a time that is not known either".into(), |due| style.time(due));
        let missing = match interval.stopped {
            Stopped::Meal => format!("when meal {} began", interval.meal),
            Stopped::Wrap | Stopped::Unrecorded => "when work ended".to_owned(),
        };
        if interval.stopped == Stopped::Unrecorded && interval.counted_from.known().is_some() {
            return format!(
                "{person} on {date}: the sheet has no place for meal {}, so whether it was had is not known; it was due by {due} if work went on past that.",
                interval.meal
            );
        }
        if interval.counted_from.known().is_none() || interval.came.known().is_some() {
            return format!(
                "{person} on {date}: from when meal {} was due cannot be told; at the earliest from {due}.",
                interval.meal
            );
        }
        format!(
            "{person} on {date}: {missing} is not known for certain; meal {} was due by {due}.",
            interval.meal
        )
    }
}

fn measured(day: &Day<'_>, interval: &Interval) -> Measured {
    let what = Limited::Meal { number: interval.meal, taken: interval.stopped == Stopped::Meal };
    Measured {
        basis: day.work.basis,
        from: interval.counted_from.known(),
        to: interval.came.known(),
        measured: interval.measured().known(),
        limit: Some(interval.limit),
        bound: interval.due.known(),
        ..Measured::of(what, day.shift)
    }
}

/// From where the limit counts, then what stopped it.
fn sources(day: &Day<'_>, interval: &Interval, anchor: Anchor) -> Vec<Cell> {
    let came = match interval.by.and_then(|i| day.meals.get(i)) {
        Some(meal) if meal.start.moment.is_missing() && meal.start.cell.is_none() => day.cell(&meal.end),
        Some(meal) => day.cell(&meal.start),
        None => day.end_cell.clone(),
    };
    let from = match interval.after.and_then(|i| day.meals.get(i)) {
        Some(meal) if anchor == Anchor::Start => day.cell(&meal.start),
        Some(meal) => day.cell(&meal.end),
        None => day.work.start_cell(),
    };
    let ndb = day.work.shifts.iter().find_map(|s| s.ndb.as_ref()).filter(|_| interval.first);
    let mut cells = vec![from];
    cells.extend(ndb.and_then(|(_, end)| end.cell.clone()));
    cells.push(came);
    cells.dedup();
    cells
}

fn advice(day: &Day<'_>, interval: &Interval, on: &LimitsOn) -> String {
    if day.work.basis == Basis::Plan {
        return "Grace cannot be planned; plan an earlier break, or a breakfast on the clock for the early call.".into();
    }
    if let Some(ndb) = interval.ndb {
        return format!("{ndb}.");
    }
    match interval.cover {
        Cover::Nothing => match interval.late().known() {
            Some(late) if late <= on.limits.grace => {
                format!("Grace called in time would have covered these {late} min; nobody called it.")
            }
            _ => format!("No grace was called; it covers {} and no more.", length(on.limits.grace)),
        },
        Cover::Grace(_) => "Grace was called and exceeded.".into(),
        Cover::Extension { grace_too: true, .. } => {
            "An extension was called and exceeded; grace does not come on top of it.".into()
        }
        Cover::Extension { .. } => "An extension was called and exceeded.".into(),
        Cover::Walking(_) => "A walking meal does not carry a day that long.".into(),
    }
}
