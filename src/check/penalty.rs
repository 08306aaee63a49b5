//! What a breach of working time costs: ladders, invaded hours, capped day's pay; and the rate it is
//! counted from.
//!
//! A price that cannot be known (no rate on record, two shifts that would merge) keeps a lower bound
//! and says why it has no upper one. It is never zero for want of a figure.

use crate::check::time_words::length;
use crate::model::{Money, Per, Terms};
use rust_decimal::Decimal;
use std::sync::Arc;

/// An amount between two bounds, with the sum in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Price {
    pub min: Decimal,
    /// `None`: no upper bound can be given.
    pub max: Option<Decimal>,
    pub currency: Arc<str>,
    /// `7.50 + 10.00 = 17.50`
    pub words: String,
    /// Why there is no upper bound.
    pub missing: Option<String>,
}

impl Price {
    pub fn exact(amount: Decimal, currency: &Arc<str>, words: impl Into<String>) -> Self {
        Price {
            min: amount,
            max: Some(amount),
            currency: currency.clone(),
            words: words.into(),
            missing: None,
        }
    }

    pub fn at_least(min: Decimal, currency: &Arc<str>, why: impl Into<String>) -> Self {
        let why = why.into();
        Price { min, max: None, currency: currency.clone(), words: why.clone(), missing: Some(why) }
    }

    /// The amount, where there is only one.
    pub fn known(&self) -> Option<Money> {
        (self.max == Some(self.min)).then(|| Money::new(self.min, self.currency.clone()).to_cent())
    }

    pub fn lower(&self) -> Money {
        Money::new(self.min, self.currency.clone()).to_cent()
    }

    pub fn upper(&self) -> Option<Money> {
        Some(Money::new(self.max?, self.currency.clone()).to_cent())
    }

    /// From the lower bound of one price to the upper bound of another.
    pub fn between(low: Price, high: Price) -> Self {
        Price {
            min: low.min,
            max: high.max,
            currency: high.currency,
            words: high.words,
            missing: high.missing,
        }
    }
}

/// Two decimals, as pay is written.
pub fn dollars(amount: Decimal) -> String {
    format!("{:.2}", amount.round_dp(2))
}

/// A ladder of penalties, one step for each half hour or fraction; the last step repeats.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ladder {
    pub steps: Vec<Decimal>,
    pub currency: Arc<str>,
    /// Minutes a step stands for: a fraction counts as a whole one.
    pub every: i64,
    pub weekly: Option<Weekly>,
}

/// After so many penalties in a workweek each later one is time at the prevailing rate instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weekly {
    pub over: u32,
    pub hours: Decimal,
    /// And never less than this.
    pub least: Decimal,
}

impl Ladder {
    /// Penalties for so many minutes of delay.
    pub fn units(&self, late: i64) -> u32 {
        if late <= 0 || self.every <= 0 {
            return 0;
        }
        u32::try_from((late + self.every - 1) / self.every).unwrap_or(u32::MAX)
    }

    /// The price of a delay when `already` penalties stand in the week. `prevailing` is the hourly rate
    /// during the delay's k-th step (from 0), or why it is not known.
    pub fn price(
        &self,
        late: i64,
        already: u32,
        prevailing: impl Fn(u32) -> Result<Decimal, String>,
    ) -> Price {
        let mut sum = Decimal::ZERO;
        let mut words = Vec::new();
        let mut missing = None;
        for k in 0..self.units(late).min(200) {
            let weekly = self.weekly.as_ref().filter(|w| already.saturating_add(k) >= w.over);
            let amount = match weekly {
                Some(weekly) => match prevailing(k) {
                    Ok(rate) => weekly.hours.saturating_mul(rate).max(weekly.least),
                    Err(why) => {
                        missing = Some(why);
                        continue;
                    }
                },
                None => self.step(k),
            };
            sum = sum.saturating_add(amount);
            words.push(dollars(amount));
        }
        let mut words = words.join(" + ");
        if words.contains('+') {
            words = format!("{words} = {}", dollars(sum));
        }
        Price {
            min: sum,
            max: missing.is_none().then_some(sum),
            currency: self.currency.clone(),
            words,
            missing,
        }
    }

    fn step(&self, k: u32) -> Decimal {
        let last = self.steps.len().saturating_sub(1);
        let index = usize::try_from(k).unwrap_or(last).min(last);
        self.steps.get(index).copied().unwrap_or_default()
    }
}

/// Time paid by the hour (invaded rest, a meal's delay): at least `minimum`, then in whole `increment`s.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invaded {
    /// Times the straight hourly rate.
    pub multiple: Decimal,
    pub minimum: i64,
    pub increment: i64,
    /// A part of an increment of so many minutes counts as a whole one, a smaller one not at all; `None`: any does.
    pub up_from: Option<i64>,
}

impl Invaded {
    /// Minutes that are paid for so many minutes invaded.
    pub fn paid_minutes(&self, invaded: i64) -> i64 {
        if invaded <= 0 {
            return 0;
        }
        let rounded = match self.up_from {
            Some(least) if self.increment > 0 && invaded % self.increment < least => {
                invaded - invaded % self.increment
            }
            _ => round_up(invaded, self.increment),
        };
        rounded.max(self.minimum)
    }

    pub fn price(&self, invaded: i64, rates: &Rates) -> Price {
        let hours = hours(self.paid_minutes(invaded));
        match &rates.straight {
            Ok(straight) => {
                let amount = hours.saturating_mul(self.multiple).saturating_mul(straight.amount);
                let least = if invaded < self.minimum && self.minimum > 0 { "at least " } else { "" };
                let words = format!(
                    "{least}{} h × {} × {} = {}",
                    hours.normalize(),
                    self.multiple.normalize(),
                    straight.words,
                    dollars(amount)
                );
                Price::exact(amount, &rates.currency, words)
            }
            Err(why) => Price::at_least(Decimal::ZERO, &rates.currency, why.clone()),
        }
    }
}

/// So many hours' pay, once for a day, however many breaches it has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnceADay {
    pub hours: Decimal,
}

impl OnceADay {
    /// `before`: an earlier breach of the day has been priced.
    pub fn price(&self, before: bool, rates: &Rates) -> Price {
        if before {
            return Price::exact(
                Decimal::ZERO,
                &rates.currency,
                "paid once a day: counted with the meal before",
            );
        }
        match &rates.straight {
            Ok(straight) => {
                let amount = self.hours.saturating_mul(straight.amount);
                let words =
                    format!("{} h × {} = {}", self.hours.normalize(), straight.words, dollars(amount));
                Price::exact(amount, &rates.currency, words)
            }
            Err(why) => Price::at_least(Decimal::ZERO, &rates.currency, why.clone()),
        }
    }
}

/// A share of a day's pay, once or for each part of an invasion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayShare {
    pub share: Decimal,
    /// For each so many minutes or a fraction of them; `None`: once.
    pub every: Option<i64>,
    /// Where the rest is no longer than this, as much again runs on until the rest is given at last.
    pub again_under: Option<i64>,
    /// What more is due is not in the text that was seen.
    pub at_least: bool,
}

impl DayShare {
    /// The price of so many minutes short of the rest needed.
    pub fn price(&self, short: i64, needed: i64, rates: &Rates) -> Price {
        let day = match &rates.day {
            Ok(day) => day,
            Err(why) => return Price::at_least(Decimal::ZERO, &rates.currency, why.clone()),
        };
        let units = self.every.filter(|every| *every > 0).map_or(1, |every| round_up(short, every) / every);
        let amount = Decimal::from(units).saturating_mul(self.share).saturating_mul(day.amount);
        let parts = if self.every.is_some() { format!("{units} × ") } else { String::new() };
        let words =
            format!("{parts}{} × a day's pay of {} = {}", self.share.normalize(), day.words, dollars(amount));
        let why = match self.again_under {
            Some(under) if needed - short <= under => Some(format!(
                "{words}, and as much again for each hour until {} off are given",
                length(needed)
            )),
            _ if self.at_least => Some(format!("at least {words}")),
            _ => None,
        };
        match why {
            Some(why) => Price::at_least(amount, &rates.currency, why),
            None => Price::exact(amount, &rates.currency, words),
        }
    }
}

/// The lesser of a day's pay and a cap.
pub fn lesser_of_day_and(cap: Decimal, rates: &Rates) -> Price {
    match &rates.day {
        Ok(day) => {
            let amount = day.amount.min(cap);
            let words =
                format!("lesser of a day's pay {} and {} = {}", day.words, dollars(cap), dollars(amount));
            Price::exact(amount, &rates.currency, words)
        }
        Err(why) => Price {
            min: Decimal::ZERO,
            max: Some(cap),
            currency: rates.currency.clone(),
            words: format!("{why}; at most {}", dollars(cap)),
            missing: Some(why.clone()),
        },
    }
}

/// A rate and how it was come by: `50.00`, or `1246.00 ÷ 8 = 155.75`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rate {
    pub amount: Decimal,
    pub words: String,
}

/// A person's rates on a day; the text of an error says what is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rates {
    pub straight: Result<Rate, String>,
    pub day: Result<Rate, String>,
    pub currency: Arc<str>,
}

/// How an agreement turns one rate into another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RateBases {
    /// Hours a day's rate pays for where the person has no guarantee of their own.
    pub day_hours: Option<Decimal>,
    /// Hours a week's rate pays for.
    pub week_hours: Option<Decimal>,
    /// Days a week's rate pays for.
    pub week_days: Option<Decimal>,
}

const NO_RATE: &str = "no rate on record";

impl Rates {
    /// From the day's terms. `guarantee` is the person's own guaranteed hours, of a day for a daily
    /// rate and of a week for a weekly one, and beats the agreement's.
    pub fn of(terms: &Terms, guarantee: Option<Decimal>, bases: &RateBases, currency: &str) -> Self {
        let Some(rate) = &terms.rate else {
            return Rates {
                straight: Err(NO_RATE.into()),
                day: Err(NO_RATE.into()),
                currency: currency.into(),
            };
        };
        let amount = rate.value.amount;
        let currency = rate.value.currency.clone();
        let per = terms.per.as_ref().map(|p| p.value);
        let plain = || Ok(Rate { amount, words: dollars(amount) });
        let (straight, day) = match per {
            Some(Per::Hour) => (plain(), times(amount, guarantee.or(bases.day_hours), "hours in a day")),
            Some(Per::Day) => {
                (divided(amount, guarantee.or(bases.day_hours), "guaranteed hours of a day"), plain())
            }
            Some(Per::Week) => (
                divided(amount, guarantee.or(bases.week_hours), "guaranteed hours of a week"),
                divided(amount, bases.week_days, "days of a week"),
            ),
            None => {
                let why = "the rate does not say whether it is by the hour, day or week";
                (Err(why.into()), Err(why.into()))
            }
        };
        Rates { straight, day, currency }
    }
}

fn divided(amount: Decimal, by: Option<Decimal>, what: &str) -> Result<Rate, String> {
    let by = by.filter(|b| !b.is_zero()).ok_or_else(|| format!("no {what} on record"))?;
    let quotient = amount.checked_div(by).ok_or_else(|| format!("no usable {what}"))?;
    let words = format!("({} ÷ {})", dollars(amount), by.normalize());
    Ok(Rate { amount: quotient, words })
}

fn times(amount: Decimal, by: Option<Decimal>, what: &str) -> Result<Rate, String> {
    let by = by.ok_or_else(|| format!("no {what} on record"))?;
    let product = amount.checked_mul(by).ok_or_else(|| format!("no usable {what}"))?;
    Ok(Rate { amount: product, words: format!("({} × {})", dollars(amount), by.normalize()) })
}

/// Minutes as hours, exactly.
pub fn hours(minutes: i64) -> Decimal {
    Decimal::from(minutes) / Decimal::from(60)
}

/// Up to the next whole `step`.
pub fn round_up(minutes: i64, step: i64) -> i64 {
    if step <= 0 { minutes } else { (minutes + step - 1).div_euclid(step) * step }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn ladder(steps: &[&str]) -> Ladder {
        Ladder {
            steps: steps.iter().map(|s| money(s)).collect(),
            currency: "USD".into(),
            every: 30,
            weekly: None,
        }
    }

    fn no_rate(_: u32) -> Result<Decimal, String> {
        Err(NO_RATE.into())
    }

    #[test]
    fn one_delay_of_160_minutes_on_eight_ladders() {
        // Case 5: ceil(160 / 30) = 6 units.
        for (steps, sum) in [
            (&["7.50", "10", "12.50", "12.50", "25"][..], "92.50"),
            (&["7.50", "10", "12.50"], "67.50"),
            (&["8.50", "11", "13.50", "13.50", "25"], "96.50"),
            (&["8.50", "11", "13.50", "13.50", "18"], "82.50"),
            (&["10", "12.50", "15", "20", "25"], "107.50"),
            (&["25", "35", "50"], "260.00"),
            (&["25", "35", "50", "50", "75"], "310.00"),
        ] {
            let price = ladder(steps).price(160, 0, no_rate);
            assert_eq!(price.known().unwrap().decimal_text(), sum);
        }
        assert_eq!(ladder(&["7.50"]).units(160), 6);
        assert_eq!(ladder(&["7.50"]).units(30), 1);
        assert_eq!(ladder(&["7.50"]).units(31), 2);
        assert_eq!(ladder(&["7.50"]).units(0), 0);
    }

    #[test]
    fn after_twenty_in_a_week_an_hour_at_the_prevailing_rate() {
        // Case 6: 19 stand; 70 min → #20 = 7.50, #21 and #22 one hour each at 50 (or 75 in overtime).
        let mut ladder = ladder(&["7.50", "10", "12.50", "12.50", "25"]);
        ladder.weekly = Some(Weekly { over: 20, hours: Decimal::ONE, least: Decimal::ZERO });
        let straight = ladder.price(70, 19, |_| Ok(money("50")));
        assert_eq!(straight.known().unwrap().decimal_text(), "107.50");
        let overtime = ladder.price(70, 19, |_| Ok(money("75")));
        assert_eq!(overtime.known().unwrap().decimal_text(), "157.50");
        // The other reading, after the 21st: 7.50 + 10 + 50.
        ladder.weekly = Some(Weekly { over: 21, hours: Decimal::ONE, least: Decimal::ZERO });
        let other = ladder.price(70, 19, |_| Ok(money("50")));
        assert_eq!(other.known().unwrap().decimal_text(), "67.50");
        // Without a rate the ladder's part is certain and the rest has no bound.
        let unknown = ladder.price(70, 20, no_rate);
        assert_eq!((unknown.known(), unknown.lower().decimal_text()), (None, "7.50".into()));
    }

    fn rates(straight: &str) -> Rates {
        let amount = money(straight);
        Rates {
            straight: Ok(Rate { amount, words: dollars(amount) }),
            day: Err(NO_RATE.into()),
            currency: "USD".into(),
        }
    }

    #[test]
    fn invaded_hours_have_a_minimum_and_then_go_by_tenths() {
        // Case 12: 13 min → 0.5 h × 2 × 50 = 50; 36 min → 0.6 h × 100 = 60; old clause 0.3 h × 50 = 15.
        let new = Invaded { multiple: money("2"), minimum: 30, increment: 6, up_from: None };
        assert_eq!(new.price(13, &rates("50")).known().unwrap().decimal_text(), "50.00");
        assert_eq!(new.price(36, &rates("50")).known().unwrap().decimal_text(), "60.00");
        let old = Invaded { multiple: money("1"), minimum: 0, increment: 6, up_from: None };
        assert_eq!(old.price(13, &rates("50")).known().unwrap().decimal_text(), "15.00");
    }

    #[test]
    fn a_delay_may_be_rounded_to_the_nearest_quarter_from_five_minutes_up() {
        // Case 35, 50 an hour: 23 = 15 + 8 → 30 min = 25; 18 = 15 + 3 → 15 min = 12.50; 4 → 0.
        let delay = Invaded { multiple: Decimal::ONE, minimum: 0, increment: 15, up_from: Some(5) };
        let paid = |late| delay.price(late, &rates("50")).known().unwrap().decimal_text();
        assert_eq!([paid(23), paid(18), paid(4)], ["25.00", "12.50", "0.00"]);
        // Five minutes into a quarter count as the whole of it.
        assert_eq!([delay.paid_minutes(5), delay.paid_minutes(19), delay.paid_minutes(20)], [15, 15, 30]);
    }

    #[test]
    fn an_hour_is_paid_once_a_day() {
        // Case 10: one hour of 20, however late and however often that day.
        let premium = OnceADay { hours: Decimal::ONE };
        assert_eq!(premium.price(false, &rates("20")).known().unwrap().decimal_text(), "20.00");
        assert_eq!(premium.price(true, &rates("20")).known().unwrap().decimal_text(), "0.00");
    }

    #[test]
    fn a_quarter_check_for_each_hour_or_fraction() {
        // Case 26: 30 min short is one quarter of 1,500; 61 min are two; a rest of 4:30 of 9:00 (270 short: five
        // quarters) has no upper bound.
        let day = Rates { day: Ok(Rate { amount: money("1500"), words: "1500".into() }), ..rates("1") };
        let share =
            DayShare { share: money("0.25"), every: Some(60), again_under: Some(270), at_least: false };
        assert_eq!(share.price(30, 540, &day).known().unwrap().decimal_text(), "375.00");
        assert_eq!(share.price(61, 540, &day).known().unwrap().decimal_text(), "750.00");
        let long = share.price(270, 540, &day);
        assert_eq!((long.known(), long.lower().decimal_text()), (None, "1875.00".into()));
    }

    #[test]
    fn a_forced_call_costs_a_days_pay_and_no_more_than_the_cap() {
        // Case 11: min(1,246, 950) = 950; a day rate of 257 costs 257.
        let day = |amount: &str| Rates {
            day: Ok(Rate { amount: money(amount), words: amount.into() }),
            ..rates("1")
        };
        assert_eq!(lesser_of_day_and(money("950"), &day("1246")).lower().decimal_text(), "950.00");
        assert_eq!(lesser_of_day_and(money("950"), &day("257")).lower().decimal_text(), "257.00");
        let unknown = lesser_of_day_and(money("950"), &rates("1"));
        assert_eq!((unknown.known(), unknown.max), (None, Some(money("950"))));
    }
}
