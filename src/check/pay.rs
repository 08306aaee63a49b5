//! The hours of a day by what they are paid: tiers on two clocks, worked (meals out) and elapsed
//! (meals in), the single highest tier counting. Only as much of pay as a penalty needs.

use rust_decimal::Decimal;
use std::collections::BTreeMap;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    Worked,
    Elapsed,
}

/// From `after` minutes on its clock, time is paid `multiple` times the straight rate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tier {
    pub clock: Clock,
    pub after: i64,
    pub multiple: Decimal,
    /// Whether the clock runs on from an interrupted shift before.
    pub carries: bool,
    /// Whether time in it could be paid more: which tier holds is not known.
    pub open: bool,
}

/// A shift in minutes from its call: its length, and its unpaid meals.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stretch {
    pub length: i64,
    /// Start and end of each deductible meal.
    pub meals: Vec<(i64, i64)>,
}

/// Minutes already on each clock when the shift begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Carried {
    pub worked: i64,
    pub elapsed: i64,
}

/// Minutes by multiple.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pay {
    minutes: BTreeMap<Decimal, i64>,
    /// Some of the time lies in an open tier: it is paid at least this.
    pub open: bool,
}

/// A shift longer than this is a mistake in the sheet, not a day's work.
const LONGEST: i64 = 72 * 60;

impl Pay {
    /// Meals are paid only in a tier reached on the elapsed clock (golden time takes them in).
    pub fn of(stretch: &Stretch, carried: Carried, tiers: &[Tier]) -> Pay {
        let mut pay = Pay::default();
        let mut worked = 0;
        for minute in 0..stretch.length.min(LONGEST) {
            let in_meal = stretch.meals.iter().any(|&(from, to)| (from..to).contains(&minute));
            let tier = highest(tiers, carried, worked, minute);
            let paid_meal = tier.is_some_and(|t| t.clock == Clock::Elapsed);
            if !in_meal || paid_meal {
                let multiple = tier.map_or(Decimal::ONE, |t| t.multiple);
                *pay.minutes.entry(multiple).or_default() += 1;
                pay.open |= tier.is_some_and(|t| t.open);
            }
            if !in_meal {
                worked += 1;
            }
        }
        pay
    }

    /// Straight hours that pay the same: 8 h and 4 h at 1.5× are 14.
    pub fn factor(&self) -> Decimal {
        let minutes = self.minutes.iter().fold(Decimal::ZERO, |sum, (multiple, minutes)| {
            sum.saturating_add(multiple.saturating_mul(Decimal::from(*minutes)))
        });
        minutes / Decimal::from(60)
    }

    /// `8 h × 1 + 4 h × 1.5`
    pub fn words(&self) -> String {
        let part = |(multiple, minutes): (&Decimal, &i64)| {
            let hours = (Decimal::from(*minutes) / Decimal::from(60)).round_dp(2);
            format!("{} h × {}", hours.normalize(), multiple.normalize())
        };
        self.minutes.iter().map(part).collect::<Vec<_>>().join(" + ")
    }
}

/// The tier that prevails at a minute of the shift; `None`: straight time.
pub fn prevailing<'a>(stretch: &Stretch, minute: i64, tiers: &'a [Tier]) -> Option<&'a Tier> {
    let meals: i64 = stretch.meals.iter().map(|&(from, to)| (to.min(minute) - from.min(minute)).max(0)).sum();
    highest(tiers, Carried::default(), minute - meals, minute)
}

fn highest(tiers: &[Tier], carried: Carried, worked: i64, elapsed: i64) -> Option<&Tier> {
    let reached = |tier: &&Tier| {
        let (own, before) = match tier.clock {
            Clock::Worked => (worked, carried.worked),
            Clock::Elapsed => (elapsed, carried.elapsed),
        };
        own + if tier.carries { before } else { 0 } >= tier.after
    };
    tiers.iter().filter(reached).max_by_key(|tier| tier.multiple)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tier(clock: Clock, hours: i64, multiple: &str, carries: bool) -> Tier {
        Tier { clock, after: hours * 60, multiple: multiple.parse().unwrap(), carries, open: false }
    }

    fn factor(stretch: &Stretch, carried: Carried, tiers: &[Tier]) -> String {
        Pay::of(stretch, carried, tiers).factor().normalize().to_string()
    }

    #[test]
    fn a_plain_day_pays_overtime_after_eight_worked() {
        // Case 1: 12.5 elapsed, 12 worked: 8 + 4 × 1.5 = 14 straight hours (× 50 = 700).
        let day = Stretch { length: 750, meals: vec![(360, 390)] };
        let tiers = [tier(Clock::Worked, 8, "1.5", true), tier(Clock::Elapsed, 14, "2", true)];
        assert_eq!(factor(&day, Carried::default(), &tiers), "14");
    }

    #[test]
    fn an_interrupted_shift_carries_its_hours_into_the_next() {
        // Case 13, feature: 12.5 elapsed carried; 1.5 h × 1.5 + 11 h × 2 = 24.25 (× 50 = 1,212.50).
        let day = Stretch { length: 750, meals: vec![(360, 390)] };
        let carried = Carried { worked: 720, elapsed: 750 };
        let overtime = tier(Clock::Worked, 8, "1.5", true);
        let feature = [overtime.clone(), tier(Clock::Elapsed, 14, "2", true)];
        assert_eq!(factor(&day, carried, &feature), "24.25");
        // Television: 2 h × 1.5 + 10 h × 2 = 23 (× 50 = 1,150).
        let television = [overtime.clone(), tier(Clock::Worked, 14, "2", true)];
        assert_eq!(factor(&day, carried, &television), "23");
        // Triple time running on across the interruption: 2.25 + 1 × 2 + 10 × 3 = 34.25 (1,712.50).
        let triple = tier(Clock::Elapsed, 15, "3", true);
        let all = [feature[0].clone(), feature[1].clone(), triple.clone()];
        assert_eq!(factor(&day, carried, &all), "34.25");
        // And not running on: this day has 12.5 elapsed of its own.
        let own = [feature[0].clone(), feature[1].clone(), Tier { carries: false, ..triple }];
        assert_eq!(factor(&day, carried, &own), "24.25");
    }

    #[test]
    fn the_prevailing_rate_is_the_one_of_the_minute() {
        let tiers = [tier(Clock::Worked, 8, "1.5", true)];
        let day = Stretch { length: 900, meals: vec![(360, 390)] };
        assert_eq!(prevailing(&day, 509, &tiers), None);
        // 8:30 elapsed less the half-hour meal is 8:00 worked.
        assert_eq!(prevailing(&day, 510, &tiers), tiers.first());
    }
}
