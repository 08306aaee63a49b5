//! What an invasion of rest costs: the time invaded, or, where it is longer, the two days added together.

use super::RestRule;
use super::judge::Pair;
use crate::check::bounds::When;
use crate::check::case::Draft;
use crate::check::kinds::worktime::prices::PenaltyOn;
use crate::check::kinds::worktime::{say, tiers};
use crate::check::parameter::Looked;
use crate::check::pay::{Carried, Pay, Stretch, Tier};
use crate::check::penalty::{Price, Rates, dollars, hours};
use crate::check::time_words::length;
use crate::model::{Instant, Minutes};
use chrono::Duration;
use rust_decimal::Decimal;

/// One rest with all that its price depends on.
pub(super) struct Invasion<'k, 'p, 'a> {
    pub rule: &'k RestRule,
    pub pair: &'k Pair<'p, 'a>,
    /// Where the rest begins, as far as it is known.
    pub end: When,
    /// The rest required, in minutes.
    pub needed: i64,
    /// What earlier days counted on into the one before the rest.
    pub carried: Carried,
    /// A time of an earlier day is missing: more of its hours may count on.
    pub may_carry: bool,
}

impl Invasion<'_, '_, '_> {
    /// The price of so many minutes; `None` where the rule has no price.
    pub fn price(&self, short: i64, draft: &mut Draft) -> Option<Price> {
        let Pair { case, shift, ref facts, ref dates, .. } = *self.pair;
        let rates = self.rule.rates.on(case, shift, dates);
        match self.rule.penalties.on(case, facts, dates, draft) {
            Ok(PenaltyOn::Invaded(invaded)) => {
                let whole = match self.small() {
                    Some(small) if short > small.value.0 => {
                        draft.used(&small);
                        return Some(self.long(short, &rates, draft));
                    }
                    _ => invaded.price(short, &rates),
                };
                Some(whole)
            }
            Ok(PenaltyOn::DayShare(share)) if short > 0 => Some(share.price(short, self.needed, &rates)),
            Ok(other) => other.of_minutes(short, &rates),
            Err(_) => None,
        }
    }

    /// What the day before the rest, and those before it, count on into the one after: nothing where it was a small invasion.
    pub fn carries(&self, short: i64) -> (Carried, bool) {
        let Pair { case, before, after, ref dates, .. } = *self.pair;
        let is_long = self.small().is_some_and(|small| short > small.value.0);
        let stretch =
            tiers::stretch(before.first, before.end, 1).filter(|_| is_long && before.shifts.len() == 1);
        let Some(stretch) = stretch else { return (Carried::default(), is_long) };
        let gap = before.end.until(after.start).known().filter(|gap| {
            let least = self.rule.short_gap.as_ref().and_then(|least| case.look(least, dates).ok());
            least.is_some_and(|least| *gap < least.value.0)
        });
        let (worked, elapsed) = (worked(&stretch), stretch.length);
        let carried = Carried {
            worked: self.carried.worked + worked + gap.unwrap_or(0),
            elapsed: self.carried.elapsed + elapsed + gap.unwrap_or(0),
        };
        (carried, self.may_carry)
    }

    fn small(&self) -> Option<Looked<Minutes>> {
        self.rule.small_for(self.pair)
    }

    /// What a missing wrap could cost as long as the invasion stays small.
    pub fn small_words(&self, latest: Instant, draft: &mut Draft) -> Option<String> {
        let small = self.small()?;
        let price = self.price(small.value.0, draft)?.known()?;
        let until = latest.checked_add_signed(Duration::minutes(small.value.0))?;
        let style = say::style(self.pair.case);
        (small.value.0 > 0).then(|| {
            format!(
                "; release by {} costs at most {}, a later one adds the two days together",
                style.day_and_time(until),
                say::money(&price)
            )
        })
    }

    /// A longer invasion: the day before counts on into this one.
    fn long(&self, short: i64, rates: &Rates, draft: &mut Draft) -> Price {
        let straight = match &rates.straight {
            Ok(straight) => straight.clone(),
            Err(why) => return Price::at_least(Decimal::ZERO, &rates.currency, why.clone()),
        };
        let Pair { case, before, after, ref facts, ref dates, .. } = *self.pair;
        let short_gap = self.rule.short_gap.as_ref().and_then(|gap| case.look(gap, dates).ok());
        let gap = before.end.until(after.start).known();
        let short_gap = short_gap.filter(|least| gap.is_some_and(|gap| gap < least.value.0));
        // Time off that is work time after all is paid at straight time at the least.
        let certain = match (&short_gap, gap) {
            (Some(_), Some(gap)) => hours(gap).saturating_mul(straight.amount),
            _ => Decimal::ZERO,
        };
        let open = |why: &str| Price::at_least(certain, &rates.currency, why.to_owned());
        if before.shifts.len() > 1 || after.shifts.len() > 1 {
            return open("the two days are added together, and one of them has several rows");
        }
        let tiers = match self.rule.tiers.on(case, facts, dates, draft) {
            Ok(tiers) if !tiers.is_empty() => tiers,
            _ => return open("the two days are added together, and the overtime of both is not known"),
        };
        let (Some(first), Some(second)) =
            (tiers::stretches(before.first, before.end), tiers::stretches(after.first, after.end))
        else {
            return open("the two days are added together, and a time of one of them is missing");
        };
        if let (Some(least), Some(gap), Some(later)) =
            (&short_gap, gap, before.start.until(after.start).known())
        {
            draft.used(least);
            let both = first.iter().flat_map(|first| second.iter().map(move |second| (first, second)));
            let prices =
                both.map(|(first, second)| throughout(first, second, later, &tiers, straight.amount));
            let off = format!("{} off is less than {} and work time too", length(gap), length(least.value.0));
            return between(prices.collect(), off, &straight.words, rates);
        }
        let triple = self.rule.triple.as_ref().and_then(|t| case.look(t, dates).ok());
        let runs_on = triple.as_ref().is_some_and(|t| t.value == "runs-on");
        let with = |all_carry: bool| -> Vec<Tier> {
            tiers.iter().map(|t| Tier { carries: t.carries || all_carry, ..t.clone() }).collect()
        };
        let chosen = with(runs_on);
        // Where the end of a planned meal is open, each reading of both days gives a price.
        let mut prices = Vec::new();
        for first in &first {
            for second in &second {
                prices.push(merged((first, self.carried), second, &chosen, &tiers, straight.amount));
            }
        }
        let mut together = format!("invasion of {} adds the two days together", length(short));
        if self.carried.elapsed > 0 {
            together = format!("{together}, and the {} that came before", length(self.carried.elapsed));
        }
        let mut price = between(prices, together, &straight.words, rates);
        if self.may_carry {
            price.max = None;
            price.missing = Some("a time of an earlier day is missing, and its hours may count on".into());
        }
        let other = with(!runs_on);
        if let (Some(first), Some(second)) = (first.first(), second.first()) {
            let (this, ..) = merged((first, self.carried), second, &chosen, &tiers, straight.amount);
            let (that, ..) = merged((first, self.carried), second, &other, &tiers, straight.amount);
            if this != that
                && let Some(triple) = &triple
            {
                draft.used(triple);
                let reading = if runs_on { "starts anew" } else { "runs on" };
                price.words = format!(
                    "{}; if triple time {reading} across the interruption, {}",
                    price.words,
                    dollars(that)
                );
            }
        }
        price
    }
}

/// An extra, in words, and whether an open tier lies in it.
type Extra = (Decimal, String, bool);

/// From the least of the readings to the most.
fn between(mut extras: Vec<Extra>, what: String, straight: &str, rates: &Rates) -> Price {
    extras.sort_by_key(|extra| extra.0);
    let (Some(low), Some(high)) = (extras.first(), extras.last()) else {
        return Price::at_least(Decimal::ZERO, &rates.currency, what);
    };
    Price {
        min: low.0,
        max: (!high.2).then_some(high.0),
        currency: rates.currency.clone(),
        words: format!("{what}: {} at {straight}", high.1),
        missing: high.2.then(|| "which golden time holds is not known".to_owned()),
    }
}

/// The extra pay where both days and the time between are one day's work. `later`: minutes from call to call.
fn throughout(first: &Stretch, second: &Stretch, later: i64, tiers: &[Tier], straight: Decimal) -> Extra {
    let moved = second.meals.iter().map(|(from, to)| (from + later, to + later));
    let one = Stretch {
        length: later.saturating_add(second.length),
        meals: first.meals.iter().copied().chain(moved).collect(),
    };
    let pay = |stretch: &Stretch| Pay::of(stretch, Carried::default(), tiers);
    let (one, first, second) = (pay(&one), pay(first), pay(second));
    let apart = first.factor().saturating_add(second.factor());
    let extra = one.factor().saturating_sub(apart).saturating_mul(straight);
    let words =
        format!("({}) − ({}) − ({}) = {}", one.words(), first.words(), second.words(), dollars(extra));
    (extra, words, one.open || first.open || second.open)
}

/// Minutes of a stretch without its meals.
fn worked(stretch: &Stretch) -> i64 {
    stretch.length - stretch.meals.iter().map(|(from, to)| to - from).sum::<i64>()
}

/// The extra pay of the second day when the first, and what counted on into that, counts on into it; in words, and whether it is open.
fn merged(
    (first, before): (&Stretch, Carried),
    second: &Stretch,
    carrying: &[Tier],
    plain: &[Tier],
    straight: Decimal,
) -> Extra {
    let carried = Carried { worked: before.worked + worked(first), elapsed: before.elapsed + first.length };
    let together = Pay::of(second, carried, carrying);
    let alone = Pay::of(second, Carried::default(), plain);
    let extra = together.factor().saturating_sub(alone.factor()).saturating_mul(straight);
    let words = format!("({}) − ({}) = {}", together.words(), alone.words(), dollars(extra));
    (extra, words, together.open || alone.open)
}
