//! `kind = "days-in-a-row"`: the sixth and the seventh day, and what they cost above a plain day.

use super::worktime::counting::{Counted, Counting, counting_about};
use super::worktime::prices::RatesOf;
use super::worktime::tiers::{self, Column, Tiers};
use super::worktime::{by_person, is_judged, long_rest, say};
use super::{Kind, KindSpec, PaidAs};
use crate::check::bounds::{Verdict, When};
use crate::check::case::{Case, Draft};
use crate::check::fields::Fields;
use crate::check::finding::{Avoid, CostRange};
use crate::check::kinds::rest::pairs::release;
use crate::check::parameter::{LoadScope, Looked, Quantity};
use crate::check::pay::{Carried, Pay, Stretch, Tier};
use crate::check::penalty::{Price, Rates, dollars};
use crate::check::rule::Rule;
use crate::check::subject::SubjectOf;
use crate::check::time_words::length;
use crate::model::{Basis, Minutes, Money, Shift};
use rust_decimal::Decimal;

pub const SPEC: KindSpec = KindSpec {
    name: "days-in-a-row",
    about: concat!(
        "A person's sixth or seventh day of work.\n\
        day          6 or 7\n",
        counting_about!(),
        "\nlifted_by_rest  so long off in one piece after a worked day of the workweek lifts it; open until the next call is on record\n\
        share        the premium as a share of a day's pay (whole = true: there is no plain day's pay beside it); or by the hour:\n\
        tiers, dearer  what the hours pay on a plain day and on this one, or both \"rule.NAME\": those of that pay rule;\n\
        \u{20}            guarantee: paid at least\n\
        rates        how the rate becomes an hourly and a daily one"
    ),
    load,
    shorthand: Some(super::worktime::given::shorthand),
};

#[derive(Debug)]
struct DayRule {
    day: usize,
    counting: Counting,
    lifted_by_rest: Option<Quantity<Minutes>>,
    share: Option<Quantity<Decimal>>,
    whole: bool,
    tiers: Tiers,
    dearer: Tiers,
    guarantee: Option<Quantity<Minutes>>,
    rates: RatesOf,
}

fn load(fields: &mut Fields, scope: &LoadScope<'_>) -> Option<Box<dyn Kind>> {
    let day = fields.integer("day");
    if !matches!(day, Some(6 | 7)) {
        fields.say(
            "day",
            format!("{} counts to no day it knows", fields.what()),
            "Write `day = 6` or `day = 7`.",
        );
    }
    let counting = Counting::take(fields, true, scope);
    let lifted_by_rest = Quantity::take(fields, "lifted_by_rest", scope);
    let share = Quantity::take(fields, "share", scope);
    let whole = fields.flag("whole").unwrap_or(false);
    let tiers = Tiers::take(fields, "tiers", scope);
    let column = if day == Some(7) { Column::Seventh } else { Column::Sixth };
    let dearer = Tiers::take_column(fields, "dearer", column, scope);
    let guarantee = Quantity::take(fields, "guarantee", scope);
    let rates = RatesOf::take(fields, scope);
    Some(Box::new(DayRule {
        day: if day? == 7 { 7 } else { 6 },
        counting: counting?,
        lifted_by_rest,
        share,
        whole,
        tiers,
        dearer,
        guarantee,
        rates,
    }))
}

impl Kind for DayRule {
    fn subject(&self) -> SubjectOf {
        SubjectOf::Work
    }

    fn judge(&self, rule: &Rule, case: &Case<'_>) -> Vec<Draft> {
        let mut drafts = Vec::new();
        for (person, judged) in by_person(rule, case) {
            let days = self.counting.days(case, person);
            for day in &days.dates {
                let of_day: Vec<&Shift> = days.shifts.iter().copied().filter(|s| s.date == *day).collect();
                let Some(shift) = of_day
                    .iter()
                    .copied()
                    .find(|s| is_judged(&judged, s) && !matches!(s.day_status.as_str(), "hold" | "fitting"))
                else {
                    continue;
                };
                let Some((counted, count)) = self.counting.of(case, shift, &days) else { continue };
                if counted.nth == self.day || self.counting.is_fixed(case, shift, self.day) {
                    let draft = self.draft(case, shift, &of_day, counted, &count);
                    drafts.extend(self.unless_rested(case, shift, draft));
                }
            }
        }
        drafts
    }

    fn message_fields(&self) -> &'static [&'static str] {
        &["day", "run"]
    }

    fn paid_as(&self) -> Option<PaidAs> {
        Some(PaidAs::Day(if self.day == 7 { Column::Seventh } else { Column::Sixth }))
    }

    fn names_rules(&self) -> Vec<(String, &'static str)> {
        self.tiers.names().into_iter().chain(self.dearer.names()).collect()
    }
}

impl DayRule {
    /// Nothing where so long off lifts it; undetermined where that is not known yet.
    fn unless_rested(&self, case: &Case<'_>, shift: &Shift, mut draft: Draft) -> Option<Draft> {
        let dates = case.dates(shift.date);
        let Some(needed) = self.lifted_by_rest.as_ref().and_then(|rest| case.look(rest, &dates).ok()) else {
            return Some(draft);
        };
        draft.used(&needed);
        let off = long_rest::of_week(case, shift);
        match off.short_of(needed.value.0).verdict() {
            Verdict::Kept => None,
            Verdict::Broken(_) => {
                let longest = off.known().map(length).unwrap_or_default();
                draft.arithmetic = format!("{}; the longest time off is {longest}", draft.arithmetic);
                Some(draft)
            }
            Verdict::Open { .. } if off.max.is_some_and(|max| max < needed.value.0) => Some(draft),
            Verdict::Open { .. } => {
                if let Some(cost) = draft.cost.take() {
                    let none = Money::new(Decimal::ZERO, cost.currency.clone());
                    draft.cost_range = Some(CostRange { min: none, max: Some(cost) });
                }
                draft.helps = Some("Give that time off, or enter the times that are missing.".into());
                let says = format!(
                    "{} works on {} ({}): that is dearer unless {} off in one piece follow in the workweek, which is not on record yet.",
                    case.person(shift).name,
                    say::date(case, shift.date),
                    draft.values.get("run").cloned().unwrap_or_default(),
                    length(needed.value.0)
                );
                Some(draft.undetermined(says))
            }
        }
    }

    fn draft(
        &self,
        case: &Case<'_>,
        shift: &Shift,
        of_day: &[&Shift],
        counted: &Counted,
        count: &Looked<String>,
    ) -> Draft {
        let sources = of_day.iter().map(|s| s.call.cell.clone().unwrap_or_else(|| s.cell.clone())).collect();
        let mut draft = Draft::about(say::about("day", case, shift), sources);
        draft.basis =
            Some(if of_day.iter().any(|s| s.basis == Basis::Plan) { Basis::Plan } else { Basis::Actual });
        draft.measured = Some(self.day.to_string());
        draft.limit = Some((self.day - 1).to_string());
        draft.used(count);
        draft.set("day", say::date(case, shift.date));
        let fixed = counted.nth != self.day;
        let run = match counted.run.first() {
            _ if fixed => format!("{} is a day off of the workweek", shift.date.format("%A")),
            Some(first) => format!("{} days worked since {}", counted.nth, say::date(case, *first)),
            None => String::new(),
        };
        draft.set("run", run.clone());
        let price = self.price(case, shift, of_day, &mut draft);
        draft.arithmetic = run;
        if let Some(price) = price {
            draft.arithmetic = format!("{}; {}", draft.arithmetic, price.words);
            say::cost(&mut draft, &price);
        }
        draft.avoid.push(Avoid {
            change: "day off",
            not_before: None,
            not_after: None,
            saves: draft.cost.clone(),
        });
        draft
    }

    fn price(&self, case: &Case<'_>, shift: &Shift, of_day: &[&Shift], draft: &mut Draft) -> Option<Price> {
        let dates = case.dates(shift.date);
        let rates = self.rates.on(case, shift, &dates);
        if let Some(share) = &self.share {
            let share = case.look(share, &dates).ok()?;
            draft.used(&share);
            return Some(match &rates.day {
                Ok(day) => {
                    let extra = share.value.saturating_mul(day.amount);
                    let mut words = format!(
                        "{} × a day's pay of {} = {}",
                        share.value.normalize(),
                        day.words,
                        dollars(extra)
                    );
                    if !self.whole {
                        let all = extra.saturating_add(day.amount);
                        words = format!("{words} on top of it ({} in all)", dollars(all));
                    }
                    Price::exact(extra, &rates.currency, words)
                }
                Err(why) => Price::at_least(Decimal::ZERO, &rates.currency, why.clone()),
            });
        }
        let facts = case.facts_of(shift);
        let tiers = self.tiers.on(case, &facts, &dates, draft).ok()?;
        let dearer = self.dearer.on(case, &facts, &dates, draft).ok()?;
        let guarantee =
            self.guarantee.as_ref().and_then(|g| case.look(g, &dates).ok()).map_or(0, |g| g.value.0);
        Some(hourly(of_day, guarantee, &tiers, &dearer, &rates))
    }
}

/// The extra of the day's hours, at least of the guarantee.
fn hourly(of_day: &[&Shift], guarantee: i64, tiers: &[Tier], dearer: &[Tier], rates: &Rates) -> Price {
    let straight = match &rates.straight {
        Ok(straight) => straight,
        Err(why) => return Price::at_least(Decimal::ZERO, &rates.currency, why.clone()),
    };
    let extra = |stretch: &Stretch| {
        let meals: i64 = stretch.meals.iter().map(|(from, to)| to - from).sum();
        let stretch = Stretch { length: stretch.length.max(guarantee + meals), meals: stretch.meals.clone() };
        let (high, low) =
            (Pay::of(&stretch, Carried::default(), dearer), Pay::of(&stretch, Carried::default(), tiers));
        let amount = high.factor().saturating_sub(low.factor()).saturating_mul(straight.amount);
        let words =
            format!("({}) − ({}) at {} = {}", high.words(), low.words(), straight.words, dollars(amount));
        (amount, words, high.open || low.open)
    };
    let least = extra(&Stretch { length: guarantee, meals: Vec::new() });
    let known = match of_day {
        [only] => tiers::stretches(only, When::of(release(only, 0))),
        _ => None,
    };
    let Some(stretches) = known else {
        return Price::at_least(least.0, &rates.currency, "the day's hours are not all known");
    };
    let mut all: Vec<_> = stretches.iter().map(extra).collect();
    all.sort_by_key(|extra| extra.0);
    let (Some(low), Some(high)) = (all.first(), all.last()) else {
        return Price::at_least(least.0, &rates.currency, "the day's hours are not known");
    };
    Price {
        min: low.0,
        max: (!high.2).then_some(high.0),
        currency: rates.currency.clone(),
        words: high.1.clone(),
        missing: high.2.then(|| "which golden time holds is not known".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hourly_premium_is_what_the_day_costs_above_a_plain_one() {
        // Case 21: 10 worked at 50: 1.5 × 10 = 750, plain 8 + 2 × 1.5 = 550: 200 more.
        let tier = |hours: i64, times: &str| Tier {
            clock: crate::check::pay::Clock::Worked,
            after: hours * 60,
            multiple: times.parse().unwrap(),
            carries: true,
            ..Tier::default()
        };
        let day = Stretch { length: 630, meals: vec![(300, 330)] };
        let (plain, sixth) = ([tier(8, "1.5")], [tier(0, "1.5")]);
        let high = Pay::of(&day, Carried::default(), &sixth).factor();
        let low = Pay::of(&day, Carried::default(), &plain).factor();
        assert_eq!((high - low) * Decimal::from(50), Decimal::from(200));
    }
}
