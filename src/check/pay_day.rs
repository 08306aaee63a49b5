//! What a person's day pays under one rule: hours × multiple × rate, and their sum. The `"pay"` of `check --format json`.

use super::case::Draft;
use super::finding::{Citation, CostRange, ParameterUsed};
use super::rule::Rule;
use crate::model::{Basis, Cell, Money, Purse};
use rust_decimal::Decimal;
use serde::{Serialize, Serializer};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// One line of a day's pay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PayLine {
    /// straight, overtime, salary (paid elsewhere), guarantee, day, extra day; with the dearer day it is paid as (`overtime, sixth day`).
    pub what: String,
    /// Decimal hours; for a day's pay the hours that it covers. `None` where nothing is counted by the hour.
    #[serde(serialize_with = "decimal")]
    pub hours: Option<Decimal>,
    /// Times the rate: 1, 1.5, 2 …; for days' pay how many days.
    #[serde(serialize_with = "decimal")]
    pub times: Option<Decimal>,
    /// What is multiplied: the straight hour (a night premium is in it), or the day's pay.
    #[serde(serialize_with = "decimal")]
    pub rate: Option<Decimal>,
    /// Rounded to the cent. `None`: no rate is known, or the line is paid elsewhere.
    pub amount: Option<Money>,
    /// `4 h × 1.5 × 50.00 = 300.00`
    pub arithmetic: String,
    /// The row it was worked on.
    pub source: Cell,
}

fn decimal<S: Serializer>(value: &Option<Decimal>, s: S) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => s.serialize_str(&value.round_dp(4).normalize().to_string()),
        None => s.serialize_none(),
    }
}

/// What a kind says of one person's day.
#[derive(Clone, Debug, Default)]
pub struct PayDraft {
    /// Subject, basis, sources and the numbers used.
    pub draft: Draft,
    pub employer: Option<String>,
    /// Rules whose findings of this date price what is in these lines already.
    pub includes: Vec<String>,
    /// The rows that the day is made of.
    pub rows: Vec<Cell>,
    /// The certain lines: of what is undetermined, the least.
    pub lines: Vec<PayLine>,
    pub min: Option<Money>,
    /// `None`: no upper bound.
    pub max: Option<Money>,
    /// Why the day is undetermined, or has no amount.
    pub missing: Option<String>,
}

/// A person's day under one pay rule.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PayDay {
    /// `pack/rule`
    pub rule: String,
    pub title: String,
    pub person: String,
    /// ISO date of the row; hours after midnight belong to it.
    pub date: String,
    pub unit: Option<String>,
    pub employer: Option<String>,
    pub basis: Option<Basis>,
    /// The sum of the lines, where it is certain.
    pub gross: Option<Money>,
    /// The bounds, where it is not; no `max` where there is none.
    pub gross_range: Option<CostRange>,
    /// What is missing, in words.
    pub missing: Option<String>,
    /// Whether it counts into the day's gross: of two packs that pay the same rows the dearer does.
    pub counts: bool,
    /// Rules whose findings of this person and date price what is in the gross already (a sixth day, two days added together):
    /// their cost is not to be added to it. Every other finding's cost is on top.
    pub includes: Vec<String>,
    pub lines: Vec<PayLine>,
    pub arithmetic: String,
    pub parameters: Vec<Arc<ParameterUsed>>,
    pub citation: Citation,
    pub sources: Vec<Cell>,
    #[serde(skip)]
    rows: Vec<Cell>,
}

impl PayDay {
    pub fn of(rule: &Rule, pay: PayDraft) -> PayDay {
        let certain = pay.min.is_some() && pay.min == pay.max;
        let words: Vec<&str> = pay.lines.iter().map(|line| line.arithmetic.as_str()).collect();
        let mut arithmetic = words.join(" + ");
        if let Some(min) = &pay.min {
            arithmetic = match certain {
                true => format!("{arithmetic} = {}", min.decimal_text()),
                false => format!("at least {arithmetic} = {}", min.decimal_text()),
            };
        }
        PayDay {
            rule: rule.full_id.clone(),
            title: rule.title.clone(),
            person: pay.draft.subject.person.unwrap_or_default(),
            date: pay.draft.subject.date.unwrap_or_default(),
            unit: pay.draft.subject.unit,
            employer: pay.employer,
            basis: pay.draft.basis,
            gross: pay.min.clone().filter(|_| certain),
            gross_range: pay.min.filter(|_| !certain).map(|min| CostRange { min, max: pay.max }),
            missing: pay.missing,
            counts: true,
            includes: pay.includes,
            lines: pay.lines,
            arithmetic,
            parameters: pay.draft.parameters,
            citation: rule.cite.citation(),
            sources: pay.draft.sources,
            rows: pay.rows,
        }
    }

    pub fn pack(&self) -> &str {
        self.rule.split_once('/').map_or(self.rule.as_str(), |(pack, _)| pack)
    }

    /// The least that the day pays: its gross, or the lower bound.
    pub fn least(&self) -> Option<&Money> {
        self.gross.as_ref().or(self.gross_range.as_ref().map(|range| &range.min))
    }

    /// The most, where there is a bound.
    pub fn most(&self) -> Option<&Money> {
        self.gross.as_ref().or(self.gross_range.as_ref().and_then(|range| range.max.as_ref()))
    }
}

#[cfg(test)]
impl PayDay {
    /// A worked day that counts, for tests of what is made from it.
    pub fn worked(person: &str, date: &str, lines: Vec<PayLine>) -> PayDay {
        PayDay {
            rule: "iatse-basic/day-pay".into(),
            title: "A day's pay".into(),
            person: person.into(),
            date: date.into(),
            unit: None,
            employer: None,
            basis: Some(Basis::Actual),
            gross: None,
            gross_range: None,
            missing: None,
            counts: true,
            includes: Vec::new(),
            lines,
            arithmetic: String::new(),
            parameters: Vec::new(),
            citation: Citation { text: String::new(), status: "verified".into() },
            sources: Vec::new(),
            rows: Vec::new(),
        }
    }
}

/// Of several packs that pay the same rows (an agreement and a law) the one that pays most counts, and in doubt the first
/// by name. Rules of one pack add up.
pub fn set_precedence(pay: &mut [PayDay]) {
    let mut days: HashMap<(&str, &str), Vec<usize>> = HashMap::new();
    for (index, day) in pay.iter().enumerate() {
        days.entry((&day.person, &day.date)).or_default().push(index);
    }
    let groups: Vec<Vec<usize>> = days.into_values().filter(|group| group.len() > 1).collect();
    for group in groups {
        let mut sums: BTreeMap<String, (Decimal, Vec<Cell>)> = BTreeMap::new();
        for day in group.iter().filter_map(|index| pay.get(*index)) {
            let (sum, rows) = sums.entry(day.pack().to_owned()).or_default();
            *sum = sum.saturating_add(day.least().map_or(Decimal::ZERO, |money| money.amount));
            rows.extend(day.rows.iter().cloned());
        }
        for index in group {
            let Some(day) = pay.get_mut(index) else { continue };
            let own = sums.get(day.pack()).map_or(Decimal::ZERO, |(sum, _)| *sum);
            let beaten = sums.iter().any(|(pack, (sum, rows))| {
                let dearer = *sum > own || (*sum == own && pack.as_str() < day.pack());
                pack != day.pack() && dearer && rows.iter().any(|row| day.rows.contains(row))
            });
            day.counts = !beaten;
        }
    }
}

/// A person's gross of a date over all rules that count: the sum and its bounds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gross {
    pub min: Purse,
    /// Without the days that have no upper bound.
    pub max: Purse,
    /// Every part is certain.
    pub certain: bool,
    /// No part is without an upper bound.
    pub bounded: bool,
}

impl Gross {
    pub fn of<'p>(days: impl Iterator<Item = &'p PayDay>) -> Gross {
        let mut gross = Gross { certain: true, bounded: true, ..Gross::default() };
        for day in days.filter(|day| day.counts) {
            gross.certain &= day.gross.is_some();
            match day.most() {
                Some(most) => gross.max.add(most),
                None => gross.bounded = false,
            }
            if let Some(least) = day.least() {
                gross.min.add(least);
            }
        }
        gross
    }
}

/// An amount in a currency, rounded to the cent.
pub fn cents(amount: Decimal, currency: &Arc<str>) -> Money {
    Money::new(amount, currency.clone()).to_cent()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(rule: &str, row: u32, min: &str, max: Option<&str>) -> PayDay {
        let money = |text: &str| Money::new(text.parse::<Decimal>().unwrap(), "USD");
        let certain = max == Some(min);
        let range = CostRange { min: money(min), max: max.map(money) };
        PayDay {
            rule: rule.into(),
            title: String::new(),
            person: "Dana Ruiz".into(),
            date: "2026-11-05".into(),
            unit: None,
            employer: None,
            basis: Some(Basis::Actual),
            gross: certain.then(|| money(min)),
            gross_range: (!certain).then_some(range),
            missing: None,
            counts: true,
            includes: Vec::new(),
            lines: Vec::new(),
            arithmetic: String::new(),
            parameters: Vec::new(),
            citation: Citation { text: String::new(), status: "verified".into() },
            sources: Vec::new(),
            rows: vec![Cell::new("timesheets.csv", "", row, 0)],
        }
    }

    fn counting(mut days: Vec<PayDay>) -> Vec<bool> {
        set_precedence(&mut days);
        days.iter().map(|day| day.counts).collect()
    }

    #[test]
    fn of_a_law_and_an_agreement_over_one_row_the_dearer_counts() {
        let law = || day("wage-order/overtime", 1, "560", Some("560"));
        assert_eq!(counting(vec![day("union/overtime", 1, "700", Some("700")), law()]), [true, false]);
        // Two rules of the agreement add up to more than the law, though neither is more by itself.
        let two = vec![day("union/a", 1, "400", Some("400")), day("union/b", 1, "300", Some("300")), law()];
        assert_eq!(counting(two), [true, true, false]);
    }

    #[test]
    fn two_jobs_of_one_date_both_count() {
        let days = vec![
            day("grips/overtime", 1, "700", Some("700")),
            day("background/overtime", 2, "224", Some("224")),
        ];
        assert_eq!(counting(days), [true, true]);
    }

    #[test]
    fn a_gross_is_certain_and_bounded_only_where_every_part_is() {
        // 700 and 154 or more: 854 at the least; the part without an upper bound leaves the sum without one.
        let days = [day("union/a", 1, "700", Some("700")), day("union/b", 2, "154", None)];
        let gross = Gross::of(days.iter());
        assert_eq!((gross.certain, gross.bounded), (false, false));
        let min: Vec<String> = gross.min.iter().map(|money| money.decimal_text()).collect();
        assert_eq!(min, ["854.00"]);
        assert!(Gross::of(days.iter().take(1)).certain);
    }
}
