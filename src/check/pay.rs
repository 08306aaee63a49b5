//! The hours of a day by what they are paid: tiers on several clocks, the single highest counting.
//!
//! Three clocks run: worked (meals out), elapsed (meals in), and the week's straight hours. [`walk`] goes along a stretch
//! of work and meals and cuts it where what is paid changes; it steps from change to change, never by the minute.

use rust_decimal::Decimal;
use std::collections::BTreeMap;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Clock {
    /// Without deductible meals.
    #[default]
    Worked,
    /// With them.
    Elapsed,
    /// The straight hours of the week: what a day already pays dearer does not count.
    Week,
}

/// From `after` minutes on its clock, time is paid `multiple` times the straight rate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tier {
    pub clock: Clock,
    pub after: i64,
    /// Only between these minutes of the wall clock; the end may lie past midnight (22:00 to 30:00).
    pub between: Option<(i32, i32)>,
    pub multiple: Decimal,
    /// Whether the clock runs on from an interrupted shift before.
    pub carries: bool,
    /// Whether time in it could be paid more: which tier holds is not known.
    pub open: bool,
    /// Once reached it holds on until a release of so many minutes; zero: it does not.
    pub until_off: i64,
    /// Reached at all, it pays at least so many minutes.
    pub least: i64,
    pub hour: Hour,
}

/// What an hour in a tier costs, where it is not simply a multiple of the person's own rate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hour {
    /// The straight hour to multiply, instead of the person's own.
    pub base: Option<Decimal>,
    /// The multiplied hour costs at least and at most so much.
    pub floor: Option<Decimal>,
    pub cap: Option<Decimal>,
}

/// A shift in minutes from its call: its length, and its unpaid meals.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stretch {
    pub length: i64,
    /// Start and end of each deductible meal.
    pub meals: Vec<(i64, i64)>,
}

impl Tier {
    /// What a day pays from its first minute: a sixth day's own tier.
    fn is_first(&self) -> bool {
        self.after == 0 && self.between.is_none() && self.clock == Clock::Worked
    }
}

/// Minutes already on each clock when the shift begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Carried {
    pub worked: i64,
    pub elapsed: i64,
}

/// Work, or an unpaid meal, without a break.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    pub minutes: i64,
    pub is_meal: bool,
}

impl Stretch {
    /// Work and meals in turn. Meals that overlap are one; what of them lies outside the shift is left out.
    pub fn pieces(&self) -> Vec<Piece> {
        let mut meals = self.meals.clone();
        meals.sort_unstable();
        let (mut pieces, mut at) = (Vec::new(), 0);
        for (from, to) in meals {
            let (from, to) = (from.clamp(at, self.length.max(at)), to.min(self.length));
            if to <= from {
                continue;
            }
            pieces.push(Piece { minutes: from - at, is_meal: false });
            pieces.push(Piece { minutes: to - from, is_meal: true });
            at = to;
        }
        pieces.push(Piece { minutes: self.length - at, is_meal: false });
        pieces.retain(|piece| piece.minutes > 0);
        pieces
    }
}

/// What is on each clock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Clocks {
    pub worked: i64,
    pub elapsed: i64,
    /// From an interrupted shift before, for tiers that carry.
    pub carried: Carried,
    /// Straight minutes of the week.
    pub week: i64,
    /// A tier that holds on until so long off was reached.
    pub held: bool,
}

impl Clocks {
    fn of(&self, tier: &Tier) -> i64 {
        let carried = if tier.carries { self.carried } else { Carried::default() };
        match tier.clock {
            Clock::Worked => self.worked.saturating_add(carried.worked),
            Clock::Elapsed => self.elapsed.saturating_add(carried.elapsed),
            Clock::Week => self.week,
        }
    }

    /// A release that is no rest: the hours so far count on into what follows.
    pub fn interrupt(&mut self) {
        self.carried = Carried {
            worked: self.carried.worked.saturating_add(self.worked),
            elapsed: self.carried.elapsed.saturating_add(self.elapsed),
        };
        (self.worked, self.elapsed) = (0, 0);
    }

    /// A rest: all but the week's clock begin anew. `off`: minutes of it.
    pub fn rest(&mut self, off: i64, tiers: &[Tier]) {
        self.held = self.held && tiers.iter().any(|tier| off < tier.until_off);
        (self.worked, self.elapsed, self.carried) = (0, 0, Carried::default());
    }
}

/// What holds from one moment of a stretch.
pub struct Holding<'t, T> {
    pub tiers: &'t [Tier],
    /// Minutes from midnight on the wall.
    pub wall: i32,
    /// For how many minutes it surely holds.
    pub minutes: i64,
    /// Time that is guaranteed and not worked.
    pub is_guarantee: bool,
    /// The caller's own: what else sets one minute's pay apart from another's.
    pub tag: T,
}

/// Minutes that are paid alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment<T> {
    pub minutes: i64,
    /// `None`: straight time.
    pub tier: Option<Tier>,
    pub tag: T,
}

impl<T> Segment<T> {
    pub fn multiple(&self) -> Decimal {
        self.tier.as_ref().map_or(Decimal::ONE, |tier| tier.multiple)
    }

    /// Time up to where a day's extra pay begins: no tier, or the column's own first one.
    pub fn is_base(&self) -> bool {
        self.multiple() == Decimal::ONE || self.tier.as_ref().is_some_and(Tier::is_first)
    }
}

/// Goes along the pieces. `holding` says what holds at a minute of a piece.
/// A meal is paid only in a tier reached on the elapsed clock (golden time takes it in).
pub fn walk<'t, T: PartialEq>(
    pieces: &[Piece],
    clocks: &mut Clocks,
    holding: impl Fn(usize, i64, &Clocks) -> Holding<'t, T>,
) -> Vec<Segment<T>> {
    let mut segments: Vec<Segment<T>> = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        let mut at = 0;
        while at < piece.minutes {
            let now = holding(index, at, clocks);
            let tier = highest(now.tiers, clocks, now.wall, now.is_guarantee);
            let is_straight = tier.is_none_or(|tier| tier.multiple == Decimal::ONE);
            let runs = |clock: Clock| match clock {
                Clock::Worked => !piece.is_meal,
                Clock::Elapsed => !now.is_guarantee,
                Clock::Week => !piece.is_meal && is_straight,
            };
            let to_next = |tier: &Tier| Some(tier.after - clocks.of(tier)).filter(|m| *m > 0);
            let next = now.tiers.iter().filter(|tier| runs(tier.clock)).filter_map(to_next).min();
            let step = (piece.minutes - at).min(now.minutes).min(next.unwrap_or(i64::MAX)).max(1);
            if !piece.is_meal || tier.is_some_and(|tier| tier.clock == Clock::Elapsed) {
                let tier = tier.cloned();
                clocks.held |= tier.as_ref().is_some_and(|tier| tier.until_off > 0);
                match segments.last_mut() {
                    Some(last) if last.tier == tier && last.tag == now.tag => last.minutes += step,
                    _ => segments.push(Segment { minutes: step, tier, tag: now.tag }),
                }
            }
            clocks.elapsed += if now.is_guarantee { 0 } else { step };
            if !piece.is_meal {
                clocks.worked += step;
                clocks.week += if is_straight { step } else { 0 };
            }
            at += step;
        }
    }
    segments
}

/// Minutes by multiple.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pay {
    minutes: BTreeMap<Decimal, i64>,
    /// Some of the time lies in an open tier: it is paid at least this.
    pub open: bool,
}

impl Pay {
    /// A stretch on one set of tiers, whatever the hour on the wall.
    pub fn of(stretch: &Stretch, carried: Carried, tiers: &[Tier]) -> Pay {
        let mut clocks = Clocks { carried, ..Clocks::default() };
        let always = |_: usize, _: i64, _: &Clocks| Holding {
            tiers,
            wall: 0,
            minutes: i64::MAX,
            is_guarantee: false,
            tag: (),
        };
        let mut pay = Pay::default();
        for segment in walk(&stretch.pieces(), &mut clocks, always) {
            *pay.minutes.entry(segment.multiple()).or_default() += segment.minutes;
            pay.open |= segment.tier.is_some_and(|tier| tier.open);
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
    let clocks = Clocks { worked: minute - meals, elapsed: minute, ..Clocks::default() };
    highest(tiers, &clocks, 0, false)
}

/// Time that is only guaranteed counts as worked; no time passes in it.
fn highest<'t>(tiers: &'t [Tier], clocks: &Clocks, wall: i32, is_guarantee: bool) -> Option<&'t Tier> {
    let reached = |tier: &&Tier| {
        if is_guarantee {
            let own = clocks.worked >= tier.after;
            return tier.clock == Clock::Worked && tier.between.is_none() && own;
        }
        let held = tier.until_off > 0 && clocks.held;
        held || clocks.of(tier) >= tier.after && tier.between.is_none_or(|span| lies_between(wall, span))
    };
    tiers.iter().filter(reached).max_by_key(|tier| tier.multiple)
}

/// Whether a time of the wall clock lies between two others, the second of which may lie past midnight.
pub fn lies_between(wall: i32, (from, to): (i32, i32)) -> bool {
    let wall = wall.rem_euclid(24 * 60);
    let to = if to <= from { to + 24 * 60 } else { to };
    (from..to).contains(&wall) || (from..to).contains(&(wall + 24 * 60))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tier(clock: Clock, hours: i64, multiple: &str, carries: bool) -> Tier {
        Tier { clock, after: hours * 60, multiple: multiple.parse().unwrap(), carries, ..Tier::default() }
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

    #[test]
    fn weekly_overtime_begins_after_forty_straight_hours() {
        // 38 straight hours stand; of a day of 10 worked, 2 are straight, 6 the week's, 2 the day's: 2 + 8 × 1.5 = 14.
        let tiers = [tier(Clock::Worked, 8, "1.5", true), tier(Clock::Week, 40, "1.5", true)];
        let mut clocks = Clocks { week: 38 * 60, ..Clocks::default() };
        let pieces = Stretch { length: 600, meals: Vec::new() }.pieces();
        let segments = walk(&pieces, &mut clocks, |_, _, _| Holding {
            tiers: &tiers,
            wall: 0,
            minutes: 999,
            is_guarantee: false,
            tag: (),
        });
        let minutes: Vec<i64> = segments.iter().map(|s| s.minutes).collect();
        assert_eq!((minutes, clocks.week), (vec![120, 480], 40 * 60));
    }

    #[test]
    fn a_span_of_the_wall_clock_may_lie_past_midnight() {
        let night = (22 * 60, 30 * 60);
        assert!(lies_between(23 * 60, night) && lies_between(5 * 60 + 59, night));
        assert!(!lies_between(6 * 60, night) && !lies_between(21 * 60 + 59, night));
        assert!(lies_between(60, (22 * 60, 6 * 60)));
    }

    #[test]
    fn golden_time_holds_on_until_so_long_off() {
        let tiers = [Tier { until_off: 8 * 60, ..tier(Clock::Elapsed, 14, "2", true) }];
        let mut clocks = Clocks { held: true, ..Clocks::default() };
        clocks.rest(7 * 60, &tiers);
        assert!(clocks.held);
        clocks.rest(8 * 60, &tiers);
        assert!(!clocks.held);
    }
}
