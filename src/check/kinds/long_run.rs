//! `kind = "long-run"`: so many worked days without a long rest, and what each later one costs.

use super::rest::pairs::{self, WorkDay};
use super::worktime::prices::RatesOf;
use super::worktime::tiers;
use super::worktime::{all_of, by_person, is_judged, say};
use super::{Kind, KindSpec};
use crate::check::bounds::When;
use crate::check::case::{Case, Draft};
use crate::check::fields::Fields;
use crate::check::finding::{Avoid, CostRange};
use crate::check::parameter::{LoadScope, Looked, Quantity};
use crate::check::penalty::{Price, dollars, hours};
use crate::check::rule::Rule;
use crate::check::subject::SubjectOf;
use crate::check::time_words::{length, rfc3339};
use crate::model::{Minutes, Money, Shift};
use chrono::Duration;
use rust_decimal::Decimal;

pub const SPEC: KindSpec = KindSpec {
    name: "long-run",
    about: "Worked days without a long rest between them. Where it cannot be told whether a rest was long enough, the day is open.\n\
        from_day     the first day of a run that is found, and every later one\n\
        broken_by    a rest this long begins a new run\n\
        times        each hour worked on such a day is paid so many times straight time more\n\
        rates        how the rate becomes an hourly one",
    load,
    shorthand: Some(super::worktime::given::shorthand),
};

#[derive(Debug)]
struct LongRun {
    from_day: Quantity<Decimal>,
    broken_by: Quantity<Minutes>,
    times: Option<Quantity<Decimal>>,
    rates: RatesOf,
}

fn load(fields: &mut Fields, scope: &LoadScope<'_>) -> Option<Box<dyn Kind>> {
    let from_day = Quantity::need(fields, "from_day", scope);
    let broken_by = Quantity::need(fields, "broken_by", scope);
    let times = Quantity::take(fields, "times", scope);
    let rates = RatesOf::take(fields, scope);
    Some(Box::new(LongRun { from_day: from_day?, broken_by: broken_by?, times, rates }))
}

impl Kind for LongRun {
    fn subject(&self) -> SubjectOf {
        SubjectOf::Work
    }

    fn judge(&self, rule: &Rule, case: &Case<'_>) -> Vec<Draft> {
        let company = case.production.facts.company.as_deref();
        let mut drafts = Vec::new();
        for (person, judged) in by_person(rule, case) {
            for days in pairs::days(all_of(case, person).into_iter(), company, 0, false) {
                // Where the present run began: at the latest, and at the earliest, for a rest may not have been long enough.
                let (mut first, mut earliest) = (0, 0);
                for (i, day) in days.iter().enumerate() {
                    let dates = case.dates(day.date);
                    let (Ok(from_day), Ok(broken_by)) =
                        (case.look(&self.from_day, &dates), case.look(&self.broken_by, &dates))
                    else {
                        continue;
                    };
                    let before = i.checked_sub(1).and_then(|before| days.get(before));
                    let off = before.map(|before| before.end.until(day.start));
                    let is_long = |minutes: Option<i64>, unknown| {
                        minutes.map_or(unknown, |off| off >= broken_by.value.0)
                    };
                    if off.is_some_and(|off| is_long(off.max, true)) {
                        first = i;
                    }
                    if off.is_some_and(|off| is_long(off.min, false)) {
                        earliest = i;
                    }
                    let (nth, at_most) = (Decimal::from(i - first + 1), Decimal::from(i - earliest + 1));
                    let shift = day.shifts.iter().copied().find(|shift| is_judged(&judged, shift));
                    let (Some(shift), Some(before)) = (shift.filter(|_| at_most >= from_day.value), before)
                    else {
                        continue;
                    };
                    let is_certain = nth >= from_day.value;
                    let nth = if is_certain { nth } else { at_most };
                    let draft = self.draft(case, (before, day), shift, nth, (&from_day, &broken_by));
                    drafts.push(if is_certain { draft } else { open(case, shift, draft, broken_by.value) });
                }
            }
        }
        drafts
    }

    fn message_fields(&self) -> &'static [&'static str] {
        &["day", "earliest_call", "rest", "saves"]
    }
}

/// A day that is one too many only if a rest of the run, of which a time is missing, was shorter than it had to be.
fn open(case: &Case<'_>, shift: &Shift, mut draft: Draft, rest: Minutes) -> Draft {
    let most = draft.cost.take().map(Some).or_else(|| Some(draft.cost_range.take()?.max));
    if let Some(most) = most {
        let currency = most
            .as_ref()
            .map_or_else(|| case.production.facts.currency.as_str().into(), |m| m.currency.clone());
        draft.cost_range = Some(CostRange { min: Money::zero(currency), max: most });
    }
    draft.measured = None;
    draft.avoid.clear();
    draft.helps =
        Some("Enter the missing times; a rest is never taken for long or short without them.".into());
    let says = format!(
        "{} on {}: whether a rest of {} lay within the days worked before cannot be told, for a time is missing; without one this day pays more.",
        case.person(shift).name,
        say::date(case, shift.date),
        length(rest.0)
    );
    draft.undetermined(says)
}

impl LongRun {
    fn draft(
        &self,
        case: &Case<'_>,
        (before, day): (&WorkDay<'_>, &WorkDay<'_>),
        shift: &Shift,
        nth: Decimal,
        (from_day, broken_by): (&Looked<Decimal>, &Looked<Minutes>),
    ) -> Draft {
        let mut draft =
            Draft::about(say::about("day", case, shift), vec![day.start_cell(), before.end_cell(0)]);
        draft.basis = Some(day.basis);
        draft.measured = Some(nth.to_string());
        draft.limit = Some((from_day.value - Decimal::ONE).normalize().to_string());
        draft.used(from_day);
        draft.used(broken_by);
        draft.set("day", say::date(case, day.date));
        draft.set("rest", length(broken_by.value.0));
        draft.arithmetic = format!("{nth} days worked without a rest of {}", length(broken_by.value.0));
        if let Some(price) = self.price(case, day, shift, &mut draft) {
            draft.arithmetic = format!("{}; {}", draft.arithmetic, price.words);
            say::cost(&mut draft, &price);
        }
        let saves =
            draft.cost.as_ref().map_or("ends the run".into(), |cost| format!("saves {}", say::money(cost)));
        draft.set("saves", saves);
        let call =
            before.end.known().and_then(|end| end.checked_add_signed(Duration::minutes(broken_by.value.0)));
        if let Some(call) = call {
            draft.set("earliest_call", say::style(case).day_and_time(call));
            draft.avoid.push(Avoid {
                change: "call",
                not_before: Some(rfc3339(call)),
                not_after: None,
                saves: draft.cost.clone(),
            });
        }
        draft
    }

    fn price(&self, case: &Case<'_>, day: &WorkDay<'_>, shift: &Shift, draft: &mut Draft) -> Option<Price> {
        let dates = case.dates(day.date);
        let times = case.look(self.times.as_ref()?, &dates).ok()?;
        draft.used(&times);
        let rates = self.rates.on(case, shift, &dates);
        let straight = match &rates.straight {
            Ok(straight) => straight,
            Err(why) => return Some(Price::at_least(Decimal::ZERO, &rates.currency, why.clone())),
        };
        let stretches: Option<Vec<_>> = day
            .shifts
            .iter()
            .map(|row| {
                let end = if std::ptr::eq(*row, day.last) { day.end } else { When::of(&row.wrap) };
                tiers::stretch(row, end, 6)
            })
            .collect();
        let Some(stretches) = stretches else {
            let why = "the day's hours are not all known";
            return Some(Price::at_least(Decimal::ZERO, &rates.currency, why));
        };
        let worked: i64 = stretches
            .iter()
            .map(|stretch| stretch.length - stretch.meals.iter().map(|(from, to)| to - from).sum::<i64>())
            .sum();
        let amount = hours(worked).saturating_mul(times.value).saturating_mul(straight.amount);
        let words = format!(
            "{} h × {} × {} = {}",
            hours(worked).normalize(),
            times.value.normalize(),
            straight.words,
            dollars(amount)
        );
        Some(Price::exact(amount, &rates.currency, words))
    }
}
