//! `kind = "past-midnight"`: a day's work that began so late, or ran on so long, that it counts as the next day too.

use super::rest::pairs::{self, WorkDay};
use super::worktime::prices::RatesOf;
use super::worktime::tiers::{self, Tiers};
use super::worktime::{all_of, by_person, first_of_week, is_judged, say};
use super::{Kind, KindSpec, PaidAs};
use crate::check::bounds::When;
use crate::check::case::{Case, Draft};
use crate::check::fields::Fields;
use crate::check::finding::Avoid;
use crate::check::parameter::{ClockTime, Dates, LoadScope, Quantity};
use crate::check::pay::{Carried, Clock, Pay, Stretch, Tier};
use crate::check::penalty::{Price, Rates, dollars};
use crate::check::rule::Rule;
use crate::check::subject::SubjectOf;
use crate::check::time_words::{length, rfc3339};
use crate::model::{Instant, Minutes, Shift};
use chrono::{Datelike, Weekday};
use rust_decimal::Decimal;

pub const SPEC: KindSpec = KindSpec {
    name: "past-midnight",
    about: "A day's work that counts as the next day too. All conditions given must hold.\n\
        nth          the person's so-manieth worked day of the workweek; or last = true: the workweek's last day, and\n\
        \u{20}            the person has the next date off\n\
        weekday      mon … sun: the date's\n\
        called_after the call is later than this (at it is not)\n\
        unless_called_from  a call at this time or later lifts it\n\
        night_call   a workweek of nights lifts it: every day of it that the person works called later than this;\n\
        \u{20}            night_week says in words what makes it one, for a finding about a day called that late\n\
        past         release is later than this time of the date (24:00 is midnight)\n\
        of_at_least  from call to release\n\
        share        it costs so many days' pay; or by the hour:\n\
        tiers, next_day  what the day's hours pay, and what those after midnight pay at least\n\
        rates        how the rate becomes an hourly and a daily one",
    load,
    shorthand: Some(super::worktime::given::shorthand),
};

#[derive(Debug)]
struct PastMidnight {
    nth: Option<usize>,
    last: bool,
    weekday: Option<Weekday>,
    called_after: Option<Quantity<ClockTime>>,
    unless_called_from: Option<Quantity<ClockTime>>,
    night_call: Option<Quantity<ClockTime>>,
    night_week: Option<Quantity<String>>,
    past: Option<Quantity<ClockTime>>,
    of_at_least: Option<Quantity<Minutes>>,
    share: Option<Quantity<Decimal>>,
    tiers: Tiers,
    next_day: Option<Quantity<Decimal>>,
    rates: RatesOf,
}

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("mon", Weekday::Mon),
    ("tue", Weekday::Tue),
    ("wed", Weekday::Wed),
    ("thu", Weekday::Thu),
    ("fri", Weekday::Fri),
    ("sat", Weekday::Sat),
    ("sun", Weekday::Sun),
];

fn load(fields: &mut Fields, scope: &LoadScope<'_>) -> Option<Box<dyn Kind>> {
    let word = fields.choice("weekday", &WEEKDAYS.map(|(word, _)| word));
    let share = Quantity::take(fields, "share", scope);
    let next_day = Quantity::take(fields, "next_day", scope);
    if share.is_some() == next_day.is_some() {
        fields.say(
            "share",
            format!("{} does not say what the next day costs, or says it twice", fields.what()),
            "Give `share`, or `tiers` and `next_day`.",
        );
    }
    Some(Box::new(PastMidnight {
        nth: fields.integer("nth").and_then(|n| usize::try_from(n).ok()),
        last: fields.flag("last").unwrap_or(false),
        weekday: WEEKDAYS.iter().find(|(name, _)| Some(*name) == word).map(|(_, day)| *day),
        called_after: Quantity::take(fields, "called_after", scope),
        unless_called_from: Quantity::take(fields, "unless_called_from", scope),
        night_call: Quantity::take(fields, "night_call", scope),
        night_week: Quantity::take(fields, "night_week", scope),
        past: Quantity::take(fields, "past", scope),
        of_at_least: Quantity::take(fields, "of_at_least", scope),
        share,
        tiers: Tiers::take(fields, "tiers", scope),
        next_day,
        rates: RatesOf::take(fields, scope),
    }))
}

impl Kind for PastMidnight {
    fn subject(&self) -> SubjectOf {
        SubjectOf::Work
    }

    fn judge(&self, rule: &Rule, case: &Case<'_>) -> Vec<Draft> {
        let company = case.production.facts.company.as_deref();
        let first = case.production.facts.workweek.first().copied().unwrap_or(Weekday::Mon);
        let mut drafts = Vec::new();
        for (person, judged) in by_person(rule, case) {
            for days in pairs::days(all_of(case, person).into_iter(), company, 0, false) {
                for (i, day) in days.iter().enumerate() {
                    let week = first_of_week(day.date, first);
                    let nth =
                        days.iter().take(i + 1).filter(|d| first_of_week(d.date, first) == week).count();
                    let shift = day.shifts.iter().copied().find(|shift| is_judged(&judged, shift));
                    let of_week = |d: &&WorkDay<'_>| first_of_week(d.date, first) == week;
                    let off = !(self.last && days.get(i + 1).map(|d| d.date) == day.date.succ_opt());
                    if let Some(shift) = shift.filter(|_| off && self.is_day(case, day, nth))
                        && !days.iter().filter(of_week).all(|d| self.is_night(case, d))
                    {
                        drafts.extend(self.day(case, day, shift));
                    }
                }
            }
        }
        drafts
    }

    fn paid_as(&self) -> Option<PaidAs> {
        Some(PaidAs::AfterMidnight)
    }

    fn names_rules(&self) -> Vec<(String, &'static str)> {
        self.tiers.names().into_iter().collect()
    }

    fn message_fields(&self) -> &'static [&'static str] {
        &["day", "called", "released", "next_day", "latest_wrap", "saves"]
    }
}

/// Which bound a day crosses, and by how much.
struct Crossed {
    measured: String,
    limit: String,
    over: i64,
    /// The change that would have kept the bound.
    change: &'static str,
    at: Instant,
}

impl PastMidnight {
    fn is_day(&self, case: &Case<'_>, day: &WorkDay<'_>, nth: usize) -> bool {
        let week = &case.production.facts.workweek;
        self.nth.is_none_or(|wanted| wanted == nth)
            && self.weekday.is_none_or(|wanted| day.date.weekday() == wanted)
            && (!self.last || week.last() == Some(&day.date.weekday()))
    }

    /// Was a day called late enough to be night work?
    fn is_night(&self, case: &Case<'_>, day: &WorkDay<'_>) -> bool {
        let from = self.night_call.as_ref().and_then(|from| case.look(from, &case.dates(day.date)).ok());
        let from = from.and_then(|from| pairs::clock_on(day, from.value.0));
        from.zip(day.start.earliest).is_some_and(|(from, call)| call > from)
    }

    fn day(&self, case: &Case<'_>, day: &WorkDay<'_>, shift: &Shift) -> Option<Draft> {
        let dates = case.dates(day.date);
        let clock = |quantity: &Option<Quantity<ClockTime>>| -> Option<Instant> {
            pairs::clock_on(day, case.look(quantity.as_ref()?, &dates).ok()?.value.0)
        };
        let end = day.end.not_after(pairs::row_ends(day, When::default()));
        let Some(call) = day.start.known() else { return self.without_call(case, day, shift, end) };
        if let Some(from) = clock(&self.unless_called_from)
            && call >= from
        {
            return None;
        }
        let mut crossed = Vec::new();
        if let Some(after) = clock(&self.called_after) {
            if call <= after {
                return None;
            }
            crossed.push(Crossed::of(day, call, after, "call"));
        }
        let mut open = false;
        if let Some(past) = clock(&self.past) {
            if end.latest.is_some_and(|end| end <= past) {
                return None;
            }
            match end.known() {
                Some(end) => crossed.push(Crossed::of(day, end, past, "wrap")),
                None => open = true,
            }
        }
        if let Some(least) = &self.of_at_least {
            let least = case.look(least, &dates).ok()?.value.0;
            let long = day.start.until(end);
            if long.max.is_some_and(|long| long < least) {
                return None;
            }
            match (long.known(), call.checked_add_signed(chrono::Duration::minutes(least - 1))) {
                (Some(long), Some(at)) => crossed.push(Crossed {
                    measured: length(long),
                    limit: length(least),
                    over: long - least,
                    change: "wrap",
                    at,
                }),
                _ => open = true,
            }
        }
        let mut draft = Draft::about(say::about("day", case, shift), vec![day.start_cell(), day.end_cell(0)]);
        draft.basis = Some(day.basis);
        if let Some(reading) = self.night_week.as_ref().filter(|_| self.is_night(case, day))
            && let Ok(reading) = case.look(reading, &dates)
        {
            draft.used(&reading);
        }
        draft.from = Some(call);
        draft.to = end.known();
        let style = say::style(case);
        draft.set("day", say::date(case, day.date));
        draft.set("called", style.day_and_time(call));
        let next = day.date.succ_opt().map(|next| next.format("%A").to_string()).unwrap_or_default();
        draft.set("next_day", next.clone());
        if open {
            let person = &case.person(shift).name;
            if let Some(price) = self.price(case, day, shift, &dates, &mut draft) {
                let none = Price::exact(Decimal::ZERO, &price.currency, "");
                say::open_cost(&mut draft, &none, Some(&price));
            }
            if let Some(past) = clock(&self.past) {
                draft.avoid.push(Avoid {
                    change: "wrap",
                    not_before: None,
                    not_after: Some(rfc3339(past)),
                    saves: None,
                });
            }
            draft.arithmetic = "the release is missing or has two readings".into();
            draft.helps = Some("Enter the missing time; the planned wrap is never taken for it.".into());
            let says = format!(
                "Whether the work of {person} on {} counts as {next} too cannot be told: the release is missing or has two readings.",
                say::date(case, day.date)
            );
            return Some(draft.undetermined(says));
        }
        if let Some(end) = end.known() {
            draft.set("released", style.day_and_time(end));
        }
        let first = crossed.first()?;
        draft.measured = Some(first.measured.clone());
        draft.limit = Some(first.limit.clone());
        draft.excess_minutes = Some(first.over);
        let price = self.price(case, day, shift, &dates, &mut draft);
        let said: Vec<String> =
            crossed.iter().map(|c| format!("{} {} is past {}", c.change, c.measured, c.limit)).collect();
        draft.arithmetic = said.join(", ");
        if let Some(price) = price {
            draft.arithmetic = format!("{}; {}", draft.arithmetic, price.words);
            say::cost(&mut draft, &price);
        }
        let saves =
            draft.cost.as_ref().map_or("avoids it".into(), |cost| format!("saves {}", say::money(cost)));
        draft.set("saves", saves);
        for crossed in &crossed {
            draft.avoid.push(Avoid {
                change: crossed.change,
                not_before: None,
                not_after: Some(rfc3339(crossed.at)),
                saves: draft.cost.clone(),
            });
        }
        if let Some(wrap) = crossed.iter().find(|c| c.change == "wrap") {
            draft.set("latest_wrap", style.day_and_time(wrap.at));
        }
        Some(draft)
    }

    /// A day whose call is missing or has two readings: open, unless it was certainly over in time or called in time.
    fn without_call(&self, case: &Case<'_>, day: &WorkDay<'_>, shift: &Shift, end: When) -> Option<Draft> {
        let dates = case.dates(day.date);
        let clock = |quantity: &Option<Quantity<ClockTime>>| -> Option<Instant> {
            pairs::clock_on(day, case.look(quantity.as_ref()?, &dates).ok()?.value.0)
        };
        let called_in_time =
            clock(&self.called_after).zip(day.start.latest).is_some_and(|(after, call)| call <= after);
        let over_in_time = clock(&self.past).zip(end.latest).is_some_and(|(past, end)| end <= past);
        if called_in_time || over_in_time {
            return None;
        }
        let mut draft = Draft::about(say::about("day", case, shift), vec![day.start_cell(), day.end_cell(0)]);
        draft.basis = Some(day.basis);
        if let Some(price) = self.price(case, day, shift, &dates, &mut draft) {
            let none = Price::exact(Decimal::ZERO, &price.currency, "");
            say::open_cost(&mut draft, &none, Some(&price));
        }
        draft.arithmetic = "the call is missing or has two readings".into();
        draft.helps = Some("Enter the call; the planned one is never taken for it.".into());
        let says = format!(
            "Whether the work of {} on {} counts as the next day too cannot be told: the call is missing or has two readings.",
            case.person(shift).name,
            say::date(case, day.date)
        );
        Some(draft.undetermined(says))
    }

    fn price(
        &self,
        case: &Case<'_>,
        day: &WorkDay<'_>,
        shift: &Shift,
        dates: &Dates,
        draft: &mut Draft,
    ) -> Option<Price> {
        let rates = self.rates.on(case, shift, dates);
        if let Some(share) = &self.share {
            let share = case.look(share, dates).ok()?;
            draft.used(&share);
            return Some(match &rates.day {
                Ok(pay) => {
                    let amount = share.value.saturating_mul(pay.amount);
                    let words = format!(
                        "{} × a day's pay of {} = {}",
                        share.value.normalize(),
                        pay.words,
                        dollars(amount)
                    );
                    Price::exact(amount, &rates.currency, words)
                }
                Err(why) => Price::at_least(Decimal::ZERO, &rates.currency, why.clone()),
            });
        }
        let times = case.look(self.next_day.as_ref()?, dates).ok()?;
        draft.used(&times);
        let tiers = self.tiers.on(case, &case.facts_of(shift), dates, draft).ok()?;
        Some(after_midnight(day, &tiers, times.value, &rates))
    }
}

impl Crossed {
    /// Times stand on the wall clock of the day's date: half past one on the next date is 25:30.
    fn of(day: &WorkDay<'_>, at: Instant, bound: Instant, change: &'static str) -> Crossed {
        let time = |at: Instant| {
            let minutes = (at.naive_local() - day.date.and_time(chrono::NaiveTime::MIN)).num_minutes();
            format!("{:02}:{:02}", minutes / 60, minutes % 60)
        };
        Crossed {
            measured: time(at),
            limit: time(bound),
            over: (at - bound).num_minutes(),
            change,
            at: bound,
        }
    }
}

/// What the hours after midnight pay more when each is paid `times` straight time at least.
fn after_midnight(day: &WorkDay<'_>, tiers: &[Tier], times: Decimal, rates: &Rates) -> Price {
    let least = |why: &str| Price::at_least(Decimal::ZERO, &rates.currency, why.to_owned());
    let straight = match &rates.straight {
        Ok(straight) => straight,
        Err(why) => return least(why),
    };
    let known = match day.shifts.as_slice() {
        [only] => tiers::stretches(only, day.end).zip(day.start.known()).zip(pairs::clock_on(day, 24 * 60)),
        _ => None,
    };
    let Some(((stretches, call), midnight)) = known else {
        return least("the day's hours are not all known");
    };
    let before = (midnight - call).num_minutes();
    let extra = |stretch: &Stretch| {
        let meals: i64 =
            stretch.meals.iter().map(|&(from, to)| (to.min(before) - from.min(before)).max(0)).sum();
        let next = Tier {
            clock: Clock::Worked,
            after: before - meals,
            multiple: times,
            carries: true,
            ..Tier::default()
        };
        let dearer: Vec<Tier> = tiers.iter().cloned().chain([next]).collect();
        let (high, low) =
            (Pay::of(stretch, Carried::default(), &dearer), Pay::of(stretch, Carried::default(), tiers));
        let amount = high.factor().saturating_sub(low.factor()).saturating_mul(straight.amount);
        let words =
            format!("({}) − ({}) at {} = {}", high.words(), low.words(), straight.words, dollars(amount));
        (amount, words, high.open || low.open)
    };
    let mut all: Vec<_> = stretches.iter().map(extra).collect();
    all.sort_by_key(|extra| extra.0);
    let (Some(low), Some(high)) = (all.first(), all.last()) else {
        return least("the day's hours are not known");
    };
    Price {
        min: low.0,
        max: (!high.2).then_some(high.0),
        currency: rates.currency.clone(),
        words: high.1.clone(),
        missing: high.2.then(|| "which golden time holds is not known".to_owned()),
    }
}
