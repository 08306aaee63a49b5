//! Rates and penalties as a pack writes them.
//!
//! ```toml
//! rates = { day_hours = "8", week_hours = "44", week_days = "5" }
//! penalty = { ladder = "param.meal-ladder", every = "30m", over_in_week = "param.penalties-in-week", then_hours = "1" }
//! penalty = { invaded_times = "param.invasion-rate", minimum = "30m", then_up_to = "6m" }
//! penalty = { delay_times = "1", nearest = "15m", up_from = "5m" }       # the delay's own time
//! penalty = { day_pay_up_to = "param.forced-call" }
//! penalty = { fixed = "950.00" }
//! penalty = { day_share = "0.25", every = "60m", again_under = "4h30m" }
//! penalty = { hours_a_day = "param.premium-hours" }                      # once a day, however often
//! ```
//! A penalty may be a list, each with a `when`; the first that holds is taken.

use super::choice::NoNumber;
use crate::check::case::{Case, Draft};
use crate::check::expression::{Condition, FactsOf};
use crate::check::fields::Fields;
use crate::check::parameter::{Dates, LoadScope, Looked, Measure, Quantity};
use crate::check::penalty::{
    DayShare, Invaded, Ladder, OnceADay, Price, RateBases, Rates, Weekly, dollars, lesser_of_day_and,
};
use crate::check::subject::SubjectOf;
use crate::model::{Minutes, Money, Shift, Terms};
use rust_decimal::Decimal;

/// How an agreement turns a rate by the day or week into one by the hour, and the reverse.
#[derive(Debug, Default)]
pub struct RatesOf {
    day_hours: Option<Quantity<Decimal>>,
    week_hours: Option<Quantity<Decimal>>,
    week_days: Option<Quantity<Decimal>>,
}

impl RatesOf {
    pub fn take(fields: &mut Fields, scope: &LoadScope<'_>) -> Self {
        fields
            .table("rates", "the rates", |rates| {
                Some(RatesOf {
                    day_hours: Quantity::take(rates, "day_hours", scope),
                    week_hours: Quantity::take(rates, "week_hours", scope),
                    week_days: Quantity::take(rates, "week_days", scope),
                })
            })
            .unwrap_or_default()
    }

    /// A person's rates on a day. The person's own Guarantee beats the agreement's hours.
    pub fn on(&self, case: &Case<'_>, shift: &Shift, dates: &Dates) -> Rates {
        self.of(&shift.terms, case, shift, dates)
    }

    /// The same for terms that are not quite the row's own (an adjustment in the base).
    pub fn of(&self, terms: &Terms, case: &Case<'_>, shift: &Shift, dates: &Dates) -> Rates {
        let number =
            |quantity: &Option<Quantity<Decimal>>| Some(case.look(quantity.as_ref()?, dates).ok()?.value);
        let bases = RateBases {
            day_hours: number(&self.day_hours),
            week_hours: number(&self.week_hours),
            week_days: number(&self.week_days),
        };
        let guarantee = case.guarantee(shift).map(|minutes| crate::check::penalty::hours(minutes.0));
        Rates::of(terms, guarantee, &bases, &case.production.facts.currency)
    }
}

#[derive(Debug)]
enum PenaltyOf {
    Ladder {
        steps: Quantity<Vec<Money>>,
        every: Quantity<Minutes>,
        over: Option<Quantity<Decimal>>,
        hours: Option<Quantity<Decimal>>,
        least: Option<Quantity<Money>>,
    },
    Invaded {
        times: Quantity<Decimal>,
        minimum: Option<Quantity<Minutes>>,
        increment: Option<Quantity<Minutes>>,
        up_from: Option<Quantity<Minutes>>,
    },
    DayUpTo(Quantity<Money>),
    HoursADay(Quantity<Decimal>),
    Fixed(Quantity<Money>),
    DayShare {
        share: Quantity<Decimal>,
        every: Option<Quantity<Minutes>>,
        again_under: Option<Quantity<Minutes>>,
        at_least: bool,
    },
}

/// A penalty as it holds for one subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PenaltyOn {
    None,
    Ladder(Ladder),
    Invaded(Invaded),
    DayUpTo(Decimal),
    OnceADay(OnceADay),
    DayShare(DayShare),
    Fixed(Money),
}

impl PenaltyOn {
    /// The price of so many minutes, by themselves; `None` where the rule has no price.
    pub fn of_minutes(&self, minutes: i64, rates: &Rates) -> Option<Price> {
        match self {
            PenaltyOn::None => None,
            _ if minutes <= 0 => Some(Price::exact(Decimal::ZERO, &rates.currency, "")),
            PenaltyOn::Ladder(ladder) => {
                Some(ladder.price(minutes, 0, |_| Err("the rate that prevailed cannot be told".into())))
            }
            PenaltyOn::Invaded(invaded) => Some(invaded.price(minutes, rates)),
            PenaltyOn::DayUpTo(cap) => Some(lesser_of_day_and(*cap, rates)),
            PenaltyOn::OnceADay(premium) => Some(premium.price(false, rates)),
            PenaltyOn::DayShare(share) => Some(share.price(minutes, i64::MAX, rates)),
            PenaltyOn::Fixed(sum) => {
                Some(Price::exact(sum.amount, &sum.currency, format!("{} flat", dollars(sum.amount))))
            }
        }
    }
}

#[derive(Debug, Default)]
pub struct Penalties(Vec<(Option<Condition>, PenaltyOf)>);

impl Penalties {
    pub fn take(fields: &mut Fields, scope: &LoadScope<'_>) -> Self {
        Penalties(fields.tables("penalty", "the penalty", |entry| {
            let when = Condition::take(entry, "when", &SubjectOf::Work.schema());
            Some((when, PenaltyOf::take(entry, scope)?))
        }))
    }

    /// The penalty that holds for a subject; its numbers are noted in the draft.
    pub fn on(
        &self,
        case: &Case<'_>,
        facts: &FactsOf,
        dates: &Dates,
        draft: &mut Draft,
    ) -> Result<PenaltyOn, NoNumber> {
        for (when, penalty) in &self.0 {
            if let Some(when) = when
                && !when.holds(facts).map_err(|undecided| NoNumber::Unknown(undecided.0))?
            {
                continue;
            }
            return penalty.on(case, dates, draft);
        }
        Ok(PenaltyOn::None)
    }
}

impl PenaltyOf {
    fn take(entry: &mut Fields, scope: &LoadScope<'_>) -> Option<Self> {
        let ladder = Quantity::take(entry, "ladder", scope);
        let every = Quantity::take(entry, "every", scope);
        let over = Quantity::take(entry, "over_in_week", scope);
        let hours = Quantity::take(entry, "then_hours", scope);
        let least = Quantity::take(entry, "then_at_least", scope);
        let times = Quantity::take(entry, "invaded_times", scope);
        let minimum = Quantity::take(entry, "minimum", scope);
        let increment = Quantity::take(entry, "then_up_to", scope);
        let delay = Quantity::take(entry, "delay_times", scope);
        let nearest = Quantity::take(entry, "nearest", scope);
        let up_from = Quantity::take(entry, "up_from", scope);
        let day = Quantity::take(entry, "day_pay_up_to", scope);
        let fixed = Quantity::take(entry, "fixed", scope);
        let hours_a_day = Quantity::take(entry, "hours_a_day", scope);
        let share = Quantity::take(entry, "day_share", scope);
        let again_under = Quantity::take(entry, "again_under", scope);
        let at_least = entry.flag("at_least").unwrap_or(false);
        match (ladder, times.or(delay), day, hours_a_day, share, fixed) {
            (Some(steps), None, None, None, None, None) => Some(PenaltyOf::Ladder {
                steps,
                every: every.unwrap_or(Quantity::Written(Minutes(30))),
                over,
                hours,
                least,
            }),
            (None, Some(times), None, None, None, None) => {
                Some(PenaltyOf::Invaded { times, minimum, increment: increment.or(nearest), up_from })
            }
            (None, None, Some(cap), None, None, None) => Some(PenaltyOf::DayUpTo(cap)),
            (None, None, None, Some(hours), None, None) => Some(PenaltyOf::HoursADay(hours)),
            (None, None, None, None, Some(share), None) => {
                Some(PenaltyOf::DayShare { share, every, again_under, at_least })
            }
            (None, None, None, None, None, Some(sum)) => Some(PenaltyOf::Fixed(sum)),
            _ => {
                entry.say(
                    "penalty",
                    format!("{} names no way of paying, or more than one", entry.what()),
                    "Give one of “ladder”, “invaded_times”, “delay_times”, “day_pay_up_to”, “day_share”, “fixed” or “hours_a_day”.",
                );
                None
            }
        }
    }

    fn on(&self, case: &Case<'_>, dates: &Dates, draft: &mut Draft) -> Result<PenaltyOn, NoNumber> {
        match self {
            PenaltyOf::Ladder { steps, every, over, hours, least } => {
                let steps = look(case, steps, dates, draft)?;
                let every = case.look(every, dates)?.value.0;
                let currency = steps.first().map(|m| m.currency.clone()).unwrap_or_else(|| "".into());
                let weekly = match over {
                    Some(over) => match case.look(over, dates) {
                        Ok(over) => Some(Weekly {
                            over: u32::try_from(over.value.trunc()).unwrap_or(u32::MAX),
                            hours: hours
                                .as_ref()
                                .map_or(Ok(Decimal::ONE), |h| case.look(h, dates).map(|h| h.value))?,
                            least: least
                                .as_ref()
                                .map_or(Ok(Decimal::ZERO), |l| case.look(l, dates).map(|l| l.value.amount))?,
                        }),
                        // Before it began there was no weekly count.
                        Err(_) => None,
                    },
                    None => None,
                };
                let steps = steps.into_iter().map(|m| m.amount).collect();
                Ok(PenaltyOn::Ladder(Ladder { steps, currency, every, weekly }))
            }
            PenaltyOf::Invaded { times, minimum, increment, up_from } => {
                let multiple = look(case, times, dates, draft)?;
                let mut minutes = |quantity: &Option<Quantity<Minutes>>| {
                    quantity.as_ref().map(|m| look(case, m, dates, draft)).transpose()
                };
                let minimum = minutes(minimum)?.map_or(0, |m| m.0);
                let increment = minutes(increment)?.map_or(1, |m| m.0);
                let up_from = minutes(up_from)?.map(|m| m.0);
                Ok(PenaltyOn::Invaded(Invaded { multiple, minimum, increment, up_from }))
            }
            PenaltyOf::DayShare { share, every, again_under, at_least } => {
                let mut minutes = |quantity: &Option<Quantity<Minutes>>| {
                    let looked = quantity.as_ref().map(|q| look(case, q, dates, draft)).transpose()?;
                    Ok::<_, NoNumber>(looked.map(|m| m.0))
                };
                let (every, again_under) = (minutes(every)?, minutes(again_under)?);
                let share = look(case, share, dates, draft)?;
                Ok(PenaltyOn::DayShare(DayShare { share, every, again_under, at_least: *at_least }))
            }
            PenaltyOf::Fixed(sum) => Ok(PenaltyOn::Fixed(look(case, sum, dates, draft)?)),
            PenaltyOf::HoursADay(hours) => {
                Ok(PenaltyOn::OnceADay(OnceADay { hours: look(case, hours, dates, draft)? }))
            }
            PenaltyOf::DayUpTo(cap) => Ok(PenaltyOn::DayUpTo(look(case, cap, dates, draft)?.amount)),
        }
    }
}

/// A number as it holds, noted in the draft where it has a name.
fn look<T: Measure>(
    case: &Case<'_>,
    quantity: &Quantity<T>,
    dates: &Dates,
    draft: &mut Draft,
) -> Result<T, NoNumber> {
    let looked: Looked<T> = case.look(quantity, dates)?;
    if looked.used.is_some() {
        draft.used(&looked);
    }
    Ok(looked.value)
}
