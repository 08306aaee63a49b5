//! What the pay rules make of a worked day. Hours by multiple are taken from their lines and never worked out here.

use crate::check::finding::Report;
use crate::check::pay_day::{PayDay, PayLine};
use crate::model::Basis;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// The paid days that count, by person and date.
pub struct Paid<'a>(BTreeMap<&'a str, BTreeMap<NaiveDate, Vec<&'a PayDay>>>);

impl<'a> Paid<'a> {
    pub fn of(report: &'a Report) -> Paid<'a> {
        let mut days: BTreeMap<&str, BTreeMap<NaiveDate, Vec<&PayDay>>> = BTreeMap::new();
        for day in report.pay.iter().filter(|day| day.counts && day.basis == Some(Basis::Actual)) {
            let Ok(date) = day.date.parse() else { continue };
            days.entry(&day.person).or_default().entry(date).or_default().push(day);
        }
        Paid(days)
    }

    pub fn on(&self, person: &str, date: NaiveDate) -> &[&'a PayDay] {
        self.0.get(person).and_then(|days| days.get(&date)).map_or(&[], Vec::as_slice)
    }
}

/// Hours by the multiple they are paid at; what is paid by no multiple of a rate (a salary) is in none.
pub fn by_multiple(lines: &[&PayLine]) -> BTreeMap<Decimal, Decimal> {
    let mut hours: BTreeMap<Decimal, Decimal> = BTreeMap::new();
    for (times, worked) in lines.iter().filter_map(|line| Some((line.times?, line.hours?))) {
        let sum = hours.entry(times.normalize()).or_default();
        *sum = sum.saturating_add(worked);
    }
    hours
}
