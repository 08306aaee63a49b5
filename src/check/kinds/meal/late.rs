//! Meals that came too late: the first and the next, their penalties, and the use of grace.

use super::day::{self, Day};
use super::intervals::{Cover, Exceeded, Interval, Stopped, intervals};
use super::limits::{LimitsOf, LimitsOn};
use super::{Judge, MealRule, Prices};
use crate::check::bounds::Verdict;
use crate::check::case::{Case, Draft};
use crate::check::finding::{Avoid, Outcome, Subject};
use crate::check::kinds::worktime::choice::NoNumber;
use crate::check::kinds::worktime::prices::PenaltyOn;
use crate::check::kinds::worktime::{first_of_week, say, tiers};
use crate::check::measured::{Limited, Measured};
use crate::check::parameter::{Dates, Quantity};
use crate::check::pay;
use crate::check::penalty::{Ladder, Price, dollars};
use crate::check::rule::Rule;
use crate::check::time_words::{length, rfc3339};
use crate::model::{Basis, Cell};
use chrono::{NaiveDate, Weekday};
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
            // Penalties of the workweek so far, first and later meals together.
            let mut counted: BTreeMap<NaiveDate, u32> = BTreeMap::new();
            let mut graced: BTreeMap<NaiveDate, Vec<&Day<'_>>> = BTreeMap::new();
            for day in &days {
                let first = case.production.facts.workweek.first().copied().unwrap_or(Weekday::Mon);
                let week = first_of_week(day.work.date, first);
                let counter = counted.entry(week).or_default();
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
                        match self.late(case, day, &dates, &on, &interval, counter) {
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
    fn late(
        &self,
        case: &Case<'_>,
        day: &Day<'_>,
        dates: &Dates,
        on: &LimitsOn,
        interval: &Interval,
        counter: &mut u32,
    ) -> Option<Draft> {
        let verdict = interval.verdict();
        if verdict == Verdict::Kept {
            return None;
        }
        let mut draft = self.draft(case, day, on, interval);
        let facts = case.facts_of(day.shift);
        let penalty = self.prices.penalties.on(case, &facts, dates, &mut draft);
        let ladder = match penalty {
            Ok(PenaltyOn::Ladder(ladder)) => Some(ladder),
            _ => None,
        };
        let exceeded = on.limits.exceeded;
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
                if let Some(ladder) = &ladder {
                    let penal = interval.penal(late, exceeded);
                    let price =
                        self.price(case, day, dates, interval, ladder, penal, exceeded, *counter, &mut draft);
                    sum = format!("{sum}; {}", self.words(interval, late, penal, ladder, &price));
                    if interval.cover != Cover::Nothing {
                        let other = self.other_reading(
                            case, day, dates, on, interval, ladder, late, &price, *counter, &mut draft,
                        );
                        sum = format!("{sum}{other}");
                    }
                    say::cost(&mut draft, &price);
                    draft.units = Some(ladder.units(penal));
                    if let Some(due) = interval.due.known() {
                        draft.avoid.push(Avoid {
                            change: "meal",
                            not_before: None,
                            not_after: Some(rfc3339(due)),
                            saves: price.known(),
                        });
                    }
                    if let Some(measured) = &mut draft.measured_as {
                        measured.ladder = Some(price.words.clone());
                    }
                    *counter = counter.saturating_add(ladder.units(penal));
                }
                draft.arithmetic = format!("{}{sum}", self.span(case, interval));
            }
            Verdict::Open { min, max } => {
                if let Some(ladder) = &ladder {
                    let mut at = |late: i64| {
                        let penal = interval.penal(late, exceeded);
                        self.price(case, day, dates, interval, ladder, penal, exceeded, *counter, &mut draft)
                    };
                    let (low, high) = (at(min), max.map(&mut at));
                    say::open_cost(&mut draft, &low, high.as_ref());
                    *counter = counter.saturating_add(ladder.units(interval.penal(min, exceeded)));
                }
                draft.outcome = Some(Outcome::Undetermined);
                draft.says = Some(self.what_is_open(case, day, interval));
                draft.helps =
                    Some("Enter the missing time; it is neither taken as none nor from the plan.".into());
                let most =
                    max.map_or("without a known end".into(), |m| format!("at most {} late", length(m)));
                draft.arithmetic = format!("late by {} at least, {most}", length(min));
            }
        }
        Some(draft)
    }

    /// What both certain and open findings say.
    pub(super) fn draft(&self, case: &Case<'_>, day: &Day<'_>, on: &LimitsOn, interval: &Interval) -> Draft {
        let style = say::style(case);
        let subject = Subject { meal: Some(interval.meal), ..say::about("meal", case, day.shift) };
        let mut draft = Draft::about(subject, sources(day, interval));
        draft.basis = Some(day.work.basis);
        draft.measured_as = Some(measured(day, interval));
        draft.from = interval.counted_from.known();
        draft.to = interval.came.known();
        draft.limit = Some(length(interval.limit));
        draft.used(if interval.first { &on.first } else { &on.next });
        if interval.ndb.is_some()
            && let Some(ndb) = &on.ndb
        {
            draft.used(ndb);
        }
        match interval.cover {
            Cover::Nothing => {}
            Cover::Grace(_) => on.grace.iter().for_each(|g| draft.used(g)),
            Cover::Extension { .. } => on.extension.iter().for_each(|e| draft.used(e)),
        }
        draft.set("day", say::date(day.work.date));
        if let Some(due) = interval.due.known() {
            draft.set("due", style.time(due));
        }
        if let Some(came) = interval.came.known() {
            let words = match interval.stopped {
                Stopped::Meal => format!("meal {} began at {}", interval.meal, style.time(came)),
                Stopped::Wrap => {
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
                (false, _) => "the end of the meal before",
            };
            draft.set("after", format!("{what} at {}", style.time(from)));
        }
        draft.set("advice", advice(day, interval, on));
        draft
    }

    #[allow(clippy::too_many_arguments)]
    fn price(
        &self,
        case: &Case<'_>,
        day: &Day<'_>,
        dates: &Dates,
        interval: &Interval,
        ladder: &Ladder,
        penal: i64,
        exceeded: Exceeded,
        already: u32,
        draft: &mut Draft,
    ) -> Price {
        let facts = case.facts_of(day.shift);
        let rates = self.prices.rates.on(case, day.shift, dates);
        let tiers = self.prices.tiers.on(case, &facts, dates, &mut Draft::default());
        let stretch = tiers::stretch(day.shift, day.end, 1);
        let begins = interval.due.known().zip(day.work.start.known()).map(|(due, call)| {
            let skipped = if exceeded == Exceeded::ExcessOnly { interval.cover.minutes() } else { 0 };
            (due - call).num_minutes() + skipped
        });
        let prevailing = |k: u32| -> Result<Decimal, String> {
            let straight = rates.straight.as_ref().map_err(Clone::clone)?;
            let (Some(stretch), Some(begins), Ok(tiers)) = (&stretch, begins, &tiers) else {
                return Err("the rate that prevailed cannot be told, for times are missing".into());
            };
            match pay::prevailing(stretch, begins + i64::from(k) * ladder.every, tiers) {
                Some(tier) if tier.open => Err("which overtime prevailed cannot be told".into()),
                Some(tier) => Ok(straight.amount.saturating_mul(tier.multiple)),
                None => Ok(straight.amount),
            }
        };
        let price = ladder.price(penal, already, prevailing);
        // The weekly count matters to the price: the finding names how many stood before.
        if already > 0
            && ladder.weekly.as_ref().is_some_and(|w| already.saturating_add(ladder.units(penal)) > w.over)
        {
            draft.set("times", format!("{already} penalties stood in the week"));
        }
        price
    }

    /// What a delay beyond grace would cost counted the other way, where that differs; the finding then rests on
    /// which way it is counted.
    #[allow(clippy::too_many_arguments)]
    fn other_reading(
        &self,
        case: &Case<'_>,
        day: &Day<'_>,
        dates: &Dates,
        on: &LimitsOn,
        interval: &Interval,
        ladder: &Ladder,
        late: i64,
        price: &Price,
        already: u32,
        draft: &mut Draft,
    ) -> String {
        let (other, words) = match on.limits.exceeded {
            Exceeded::ExcessOnly => (Exceeded::RelateBack, "counted back to the due time it would be"),
            Exceeded::RelateBack => (Exceeded::ExcessOnly, "the excess alone would be"),
        };
        let penal = interval.penal(late, other);
        let there = self.price(case, day, dates, interval, ladder, penal, other, already, draft);
        if there.min == price.min {
            return String::new();
        }
        on.exceeded.iter().for_each(|e| draft.used(e));
        format!("; {words} {}", dollars(there.min))
    }

    fn words(&self, interval: &Interval, late: i64, penal: i64, ladder: &Ladder, price: &Price) -> String {
        let covered = match interval.cover {
            Cover::Nothing => String::new(),
            Cover::Grace(minutes) => format!("grace of {} exceeded; ", length(minutes)),
            Cover::Extension { minutes, grace_too } => {
                let barred = if grace_too { ", grace barred beside it" } else { "" };
                format!("extension of {} exceeded{barred}; ", length(minutes))
            }
        };
        let counted = if penal == late { String::new() } else { format!("{} counted; ", length(penal)) };
        let words = if price.words.is_empty() { "no price".into() } else { price.words.clone() };
        format!("{covered}{counted}{} × {} or fraction: {words}", ladder.units(penal), length(ladder.every))
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
        let date = say::date(day.work.date);
        let style = say::style(case);
        let due =
            interval.due.earliest.map_or("a time that is not known either".into(), |due| style.time(due));
        let missing = match interval.stopped {
            Stopped::Meal => format!("when meal {} began", interval.meal),
            Stopped::Wrap => "when work ended".to_owned(),
        };
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
fn sources(day: &Day<'_>, interval: &Interval) -> Vec<Cell> {
    let came = match interval.by.and_then(|i| day.meals.get(i)) {
        Some(meal) if meal.start.moment.is_missing() && meal.start.cell.is_none() => day.cell(&meal.end),
        Some(meal) => day.cell(&meal.start),
        None => day.end_cell.clone(),
    };
    let from = match interval.after.and_then(|i| day.meals.get(i)) {
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
    }
}
