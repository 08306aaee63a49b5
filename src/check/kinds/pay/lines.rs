//! From minutes to money: the segments of a day as lines of hours × multiple × rate.

use crate::check::kinds::worktime::tiers::Column;
use crate::check::pay::Segment;
use crate::check::pay_day::{PayLine, cents};
use crate::check::penalty::{Rate, Rates, dollars, hours};
use crate::model::{Cell, Money, Sourced};
use rust_decimal::Decimal;

/// What, beside the tier, sets one minute's pay apart from another's.
#[derive(Clone, Debug, PartialEq)]
pub struct Tag {
    pub row: usize,
    pub column: Column,
    /// The night premium, as a share of the straight hour.
    pub night: Decimal,
    pub is_guarantee: bool,
}

pub type Paid = Segment<Tag>;

/// What straight time pays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    Hours,
    Day,
    None,
}

/// What a row is paid by.
#[derive(Clone, Debug)]
pub struct Price {
    pub rates: Rates,
    /// For time beyond straight time, where the rate is over the money break.
    pub beyond: Result<Rate, String>,
    pub base: Base,
    pub cell: Cell,
}

/// The last stretch is lengthened until what is paid like it is a whole number of units.
pub fn round_up_end(segments: &mut [Paid], unit: i64) {
    let Some(last) = segments.last().filter(|_| unit > 1) else { return };
    let alike: i64 = segments.iter().filter(|s| s.tier == last.tier).map(|s| s.minutes).sum();
    if let Some(last) = segments.last_mut() {
        last.minutes += (-alike).rem_euclid(unit);
    }
}

/// A tier that is reached at all pays at least its least.
pub fn lift(segments: &mut [Paid]) {
    for index in (0..segments.len()).rev() {
        let Some(tier) = segments.get(index).and_then(|s| s.tier.clone()).filter(|tier| tier.least > 0)
        else {
            continue;
        };
        let alike = |s: &&Paid| s.tier.as_ref() == Some(&tier);
        if segments.iter().skip(index + 1).any(|s| alike(&s)) {
            continue;
        }
        let minutes: i64 = segments.iter().filter(alike).map(|s| s.minutes).sum();
        if let Some(segment) = segments.get_mut(index) {
            segment.minutes += (tier.least - minutes).max(0);
        }
    }
}

/// The lines of a day's segments; an error says why some line has no amount.
pub fn lines(segments: &[Paid], prices: &[Price]) -> (Vec<PayLine>, Option<String>) {
    let (mut lines, mut missing) = (Vec::new(), None);
    // One day's pay stands for all straight time of the row and the day it is paid as.
    let mut days: Vec<(usize, Column, Decimal)> = Vec::new();
    let mut merged: Vec<Paid> = Vec::new();
    for segment in segments {
        let alike = |other: &&mut Paid| other.tier == segment.tier && other.tag == segment.tag;
        match merged.iter_mut().find(alike) {
            Some(other) => other.minutes += segment.minutes,
            None => merged.push(segment.clone()),
        }
    }
    for segment in &merged {
        let Some(price) = prices.get(segment.tag.row) else { continue };
        let (line, why) = if !segment.is_base() {
            beyond(segment, price)
        } else {
            match price.base {
                Base::None if segment.multiple() == Decimal::ONE => (unpaid(segment, price), None),
                Base::None | Base::Hours => straight(segment, price),
                Base::Day => {
                    let key = (segment.tag.row, segment.tag.column, segment.multiple());
                    match days.contains(&key) {
                        true => continue,
                        false => {
                            days.push(key);
                            let alike =
                                |s: &&Paid| s.is_base() && (s.tag.row, s.tag.column, s.multiple()) == key;
                            let minutes = merged.iter().filter(alike).map(|s| s.minutes).sum();
                            day(segment, minutes, price)
                        }
                    }
                }
            }
        };
        lines.push(line);
        missing = missing.or(why);
    }
    (lines, missing)
}

/// A line, and why it has no amount.
type Line = (PayLine, Option<String>);

fn named(what: &str, column: Column) -> String {
    match column.words() {
        "" => what.to_owned(),
        words => format!("{what}, {words}"),
    }
}

fn line(what: &str, segment: &Paid, price: &Price) -> PayLine {
    PayLine {
        what: named(what, segment.tag.column),
        hours: Some(hours(segment.minutes)),
        times: Some(segment.multiple()),
        rate: None,
        amount: None,
        arithmetic: format!("{} h × {}", hour_words(segment.minutes), segment.multiple().normalize()),
        source: price.cell.clone(),
    }
}

fn unpaid(segment: &Paid, price: &Price) -> PayLine {
    let words = format!("{} h in the salary", hour_words(segment.minutes));
    PayLine { times: None, arithmetic: words, ..line("salary", segment, price) }
}

fn straight(segment: &Paid, price: &Price) -> Line {
    let what = match (segment.tag.is_guarantee, segment.multiple() == Decimal::ONE) {
        (true, _) => "guarantee",
        (false, true) => "straight",
        (false, false) => "premium",
    };
    by_hour(what, segment, price, &price.rates.straight, false)
}

fn beyond(segment: &Paid, price: &Price) -> Line {
    let what = if segment.tag.is_guarantee { "guarantee" } else { "overtime" };
    by_hour(what, segment, price, &price.beyond, true)
}

fn by_hour(what: &str, segment: &Paid, price: &Price, rate: &Result<Rate, String>, bounded: bool) -> Line {
    let line = line(what, segment, price);
    let hour = segment.tier.as_ref().map(|tier| &tier.hour);
    let own = hour.and_then(|hour| hour.base).map(|amount| Rate { amount, words: dollars(amount) });
    let rate = match own.map_or_else(|| rate.clone(), Ok) {
        Ok(rate) => rate,
        Err(why) => return (line, Some(why)),
    };
    let night = segment.tag.night;
    let straight = rate.amount.saturating_mul(Decimal::ONE.saturating_add(night));
    let multiplied = straight.saturating_mul(segment.multiple());
    let floor = hour.and_then(|hour| hour.floor).filter(|_| bounded).filter(|floor| multiplied < *floor);
    let cap = hour.and_then(|hour| hour.cap).filter(|_| bounded).filter(|cap| multiplied > *cap);
    let an_hour = floor.or(cap).unwrap_or(multiplied);
    let amount = cents(
        an_hour.saturating_mul(Decimal::from(segment.minutes)) / Decimal::from(60),
        &price.rates.currency,
    );
    let times = segment.multiple().normalize();
    let mut words = match (segment.multiple() == Decimal::ONE, night.is_zero()) {
        (true, true) => rate.words.clone(),
        (false, true) => format!("{times} × {}", rate.words),
        (true, false) => format!("({} + {} %)", rate.words, percent(night)),
        (false, false) => format!("{times} × ({} + {} %)", rate.words, percent(night)),
    };
    if let Some(bound) = floor.or(cap) {
        let most = if floor.is_some() { "at least" } else { "at most" };
        words = format!("({words}, {most} {})", dollars(bound));
    }
    let line = PayLine {
        rate: Some(straight),
        arithmetic: format!("{} h × {words}", hour_words(segment.minutes)),
        amount: Some(amount),
        ..line
    };
    (line, None)
}

fn day(segment: &Paid, minutes: i64, price: &Price) -> Line {
    let line = PayLine { hours: Some(hours(minutes)), ..line("day", segment, price) };
    match &price.rates.day {
        Ok(day) => {
            let amount = cents(day.amount.saturating_mul(segment.multiple()), &price.rates.currency);
            let times = match segment.multiple() == Decimal::ONE {
                true => String::new(),
                false => format!("{} × ", segment.multiple().normalize()),
            };
            let arithmetic = format!("{times}a day's pay of {}", day.words);
            (PayLine { rate: Some(day.amount), arithmetic, amount: Some(amount), ..line }, None)
        }
        Err(why) => (line, Some(why.clone())),
    }
}

/// So many days' pay on top.
pub fn days_pay(days: Decimal, why: &str, price: &Price) -> Line {
    let line = PayLine {
        what: "extra day".into(),
        hours: None,
        times: Some(days),
        rate: None,
        amount: None,
        arithmetic: format!("{} × a day's pay ({why})", days.normalize()),
        source: price.cell.clone(),
    };
    match &price.rates.day {
        Ok(day) => {
            let arithmetic = format!("{} × a day's pay of {} ({why})", days.normalize(), day.words);
            let amount = Some(cents(day.amount.saturating_mul(days), &price.rates.currency));
            (PayLine { rate: Some(day.amount), amount, arithmetic, ..line }, None)
        }
        Err(missing) => (line, Some(missing.clone())),
    }
}

/// A day of travel or a fitting: so many minutes at the straight hour.
pub fn other_day(
    what: &str,
    minutes: i64,
    words: &str,
    rates: &Rates,
    cell: Cell,
    amount: &Money,
) -> PayLine {
    let straight = rates.straight.as_ref().ok();
    let by = straight.map_or_else(String::new, |rate| format!(" × {}", rate.words));
    PayLine {
        what: what.to_owned(),
        hours: Some(hours(minutes)),
        times: Some(Decimal::ONE),
        rate: straight.map(|rate| rate.amount),
        amount: Some(amount.clone()),
        arithmetic: format!("{} h{by} ({words})", hour_words(minutes)),
        source: cell,
    }
}

/// What a call-back pays more than its hours.
pub fn call_back(more: Decimal, words: String, price: &Price) -> PayLine {
    PayLine {
        what: "call-back".into(),
        hours: None,
        times: None,
        rate: None,
        amount: Some(cents(more, &price.rates.currency)),
        arithmetic: words,
        source: price.cell.clone(),
    }
}

/// An adjustment that is not in the base.
pub fn adjustment(amount: &Sourced<Money>) -> PayLine {
    PayLine {
        what: "adjustment".into(),
        hours: None,
        times: None,
        rate: None,
        amount: Some(amount.value.to_cent()),
        arithmetic: format!("an adjustment of {}", amount.value.decimal_text()),
        source: amount.cell.clone(),
    }
}

/// Hours as they are written: `8`, `0.5`, `5.42`.
fn hour_words(minutes: i64) -> String {
    hours(minutes).round_dp(2).normalize().to_string()
}

fn percent(share: Decimal) -> Decimal {
    share.saturating_mul(Decimal::from(100)).normalize()
}
