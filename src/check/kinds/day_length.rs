//! `kind = "day-length"`: how long a working day may be, or what each stretch beyond it costs in shares of a day's pay.

use super::rest::pairs::{self, WorkDay};
use super::worktime::choice::{Choice, NoNumber};
use super::worktime::points::{Points, Reached};
use super::worktime::prices::RatesOf;
use super::worktime::{all_of, by_person, is_judged, say};
use super::{Kind, KindSpec, PaidAs};
use crate::check::bounds::{Span, Verdict, When};
use crate::check::case::{Case, Draft};
use crate::check::expression::{Condition, FactsOf};
use crate::check::fields::Fields;
use crate::check::finding::Avoid;
use crate::check::measured::{Limited, Measured};
use crate::check::parameter::{Dates, LoadScope, Quantity};
use crate::check::penalty::{Price, Rates, dollars, round_up};
use crate::check::rule::Rule;
use crate::check::subject::SubjectOf;
use crate::check::time_words::{length, rfc3339};
use crate::model::{Minutes, Shift};
use chrono::Duration;
use rust_decimal::Decimal;

pub const SPEC: KindSpec = KindSpec {
    name: "day-length",
    about: "The length of a person's working day. Exactly as long as allowed passes.\n\
        from, to     what it is measured from (default call) and to (default dismissal): points as in the kind rest\n\
        clock        elapsed (default), or worked: deductible meals with both times are taken out\n\
        longest      the length allowed; or instead of it what longer days cost:\n\
        ladders      { when, others, steps = [{ over, share, every }] }: of the ladders the first that holds; every step\n\
        \u{20}            passed adds its share of a day's pay, with every: for each part of it. others: only where\n\
        \u{20}            somebody else of the production holds one of these positions\n\
        rates        how the rate becomes a daily one",
    load,
    shorthand: Some(super::worktime::given::shorthand),
};

#[derive(Debug)]
struct DayLength {
    from: Points,
    to: Points,
    worked: bool,
    longest: Option<Choice<Minutes>>,
    ladders: Vec<Ladder>,
    rates: RatesOf,
}

#[derive(Debug)]
struct Ladder {
    when: Option<Condition>,
    others: Vec<String>,
    steps: Vec<StepOf>,
}

#[derive(Debug)]
struct StepOf {
    over: Quantity<Minutes>,
    share: Quantity<Decimal>,
    every: Option<Quantity<Minutes>>,
}

/// A step as it holds on a day.
#[derive(Clone, Copy, Debug)]
struct Step {
    over: i64,
    share: Decimal,
    every: Option<i64>,
}

impl Step {
    /// Shares of a day's pay that a day of so many minutes owes by this step.
    fn shares(self, minutes: i64) -> Decimal {
        let beyond = minutes - self.over;
        let parts = match self.every.filter(|every| *every > 0) {
            _ if beyond <= 0 => 0,
            Some(every) => round_up(beyond, every) / every,
            None => 1,
        };
        self.share.saturating_mul(Decimal::from(parts))
    }
}

fn load(fields: &mut Fields, scope: &LoadScope<'_>) -> Option<Box<dyn Kind>> {
    let from = Points::take(fields, "from", "call", scope);
    let to = Points::take(fields, "to", "dismissal", scope);
    let worked = fields.choice("clock", &["elapsed", "worked"]) == Some("worked");
    let longest = Choice::take(fields, "longest", scope);
    let ladders = fields.tables("ladders", "a ladder", |entry| {
        Some(Ladder {
            when: Condition::take(entry, "when", &SubjectOf::Work.schema()),
            others: entry.texts("others"),
            steps: entry.tables("steps", "a step", |step| {
                let over = Quantity::need(step, "over", scope);
                let share = Quantity::need(step, "share", scope);
                let every = Quantity::take(step, "every", scope);
                Some(StepOf { over: over?, share: share?, every })
            }),
        })
    });
    if longest.is_some() != ladders.is_empty() {
        fields.say(
            "longest",
            format!("{} does not say how long a day may be, or says it twice", fields.what()),
            "Give `longest` or `ladders`.",
        );
    }
    let rates = RatesOf::take(fields, scope);
    Some(Box::new(DayLength { from: from?, to: to?, worked, longest, ladders, rates }))
}

impl Kind for DayLength {
    fn subject(&self) -> SubjectOf {
        SubjectOf::Work
    }

    fn judge(&self, rule: &Rule, case: &Case<'_>) -> Vec<Draft> {
        let company = case.production.facts.company.as_deref();
        let mut drafts = Vec::new();
        for (person, judged) in by_person(rule, case) {
            let days = pairs::days(all_of(case, person).into_iter(), company, 0, false);
            for day in days.iter().flatten() {
                let shift = day.shifts.iter().copied().find(|shift| is_judged(&judged, shift));
                drafts.extend(shift.and_then(|shift| self.day(case, day, shift)));
            }
        }
        drafts
    }

    fn numbers(&self) -> Vec<String> {
        let mut lines = self.longest.as_ref().map(|longest| longest.lines("longest")).unwrap_or_default();
        for ladder in &self.ladders {
            let minutes = |quantity: &Quantity<Minutes>| quantity.words(|minutes| length(minutes.0));
            let steps = ladder.steps.iter().map(|step| {
                let share = step.share.words(|share| share.normalize().to_string());
                let every = step.every.as_ref().map(|every| format!(" for each part of {}", minutes(every)));
                format!("over {} {share}{}", minutes(&step.over), every.unwrap_or_default())
            });
            let steps: Vec<String> = steps.collect();
            let when = ladder.when.as_ref().map(|when| format!(" where {}", when.text)).unwrap_or_default();
            let others = match ladder.others.is_empty() {
                true => String::new(),
                false => format!(", somebody else being {}", ladder.others.join(" or ")),
            };
            lines.push(format!("days' pay: {}{when}{others}", steps.join(", ")));
        }
        lines
    }

    fn paid_as(&self) -> Option<PaidAs> {
        (!self.ladders.is_empty()).then_some(PaidAs::LongDay)
    }

    fn message_fields(&self) -> &'static [&'static str] {
        &["day", "start", "end", "shares", "latest_wrap", "saves"]
    }
}

impl DayLength {
    fn day(&self, case: &Case<'_>, day: &WorkDay<'_>, shift: &Shift) -> Option<Draft> {
        let (facts, dates) = (case.facts_of(shift), case.dates(day.date));
        let mut draft = Draft::about(say::about("day", case, shift), vec![day.start_cell()]);
        let found = self.longest(case, shift, &facts, &dates, &mut draft).and_then(|longest| {
            let from = self.from.on(case, &facts, &dates, day, 0)?;
            let to = self.to.on(case, &facts, &dates, day, 0)?;
            Ok((longest, from, to))
        });
        let person = &case.person(shift).name;
        let ((longest, steps), from, to) = match found {
            Ok(found) => found,
            Err(NoNumber::NotInForce) => return None,
            Err(NoNumber::Unknown(why)) => {
                let date = say::date(case, day.date);
                let says = format!("The day of {person} on {date} cannot be judged: {why}.");
                return Some(draft.undetermined(says));
            }
        };
        let end = to.at.not_before(day.end).not_after(pairs::row_ends(day, When::default()));
        let long = self.out_of(day, from.at.until(end));
        let measured = Measured {
            basis: day.basis,
            from: from.at.known(),
            to: to.at.known(),
            measured: long.known(),
            limit: Some(longest),
            bound: from.at.plus(longest - to.offset).known().filter(|_| !self.worked),
            ..Measured::of(Limited::Day, shift)
        };
        let verdict = long.minus(longest).verdict();
        if verdict == Verdict::Kept {
            case.kept(measured);
            return None;
        }
        draft.sources = vec![from.cell.clone(), to.cell.clone()];
        draft.sources.dedup();
        draft.basis = Some(day.basis);
        draft.limit = Some(length(longest));
        draft.measured_as = Some(measured);
        let style = say::style(case);
        draft.from = from.at.known();
        draft.to = to.at.known();
        draft.set("day", say::date(case, day.date));
        draft.set("start", say::point(style, &from));
        draft.set("end", say::point(style, &to));
        match verdict {
            Verdict::Kept => return None,
            Verdict::Broken(over) => {
                let measured = longest + over;
                draft.measured = Some(length(measured));
                draft.excess_minutes = Some(over);
                let meals = if self.worked { ", meals out" } else { "" };
                draft.arithmetic = format!(
                    "{} → {}{meals} = {}; {} over {}",
                    say::point(style, &from),
                    say::point(style, &to),
                    length(measured),
                    length(over),
                    length(longest)
                );
                let rates = self.rates.on(case, shift, &dates);
                price(case, &steps, &rates, (measured, over), &to, &mut draft);
            }
            Verdict::Open { min, max } => {
                let latest = from.at.plus(longest - to.offset).earliest;
                let complies = latest.map_or_else(String::new, |at| {
                    format!("; by {} it would comply", style.day_and_time(at))
                });
                let known =
                    if min > 0 { "is too long whatever the missing time was" } else { "cannot be judged" };
                let open = [&from, &to].into_iter().filter(|point| point.at.known().is_none());
                let open: Vec<String> =
                    open.map(|point| format!("the {} is missing or has two readings", point.name)).collect();
                let says = format!(
                    "The day of {person} on {} {known}: {}{complies}.",
                    say::date(case, day.date),
                    open.join(", and "),
                );
                let most = max.map_or("without a bound".into(), |m| format!("by {} at most", length(m)));
                draft.arithmetic = format!("over by {} at least, {most}", length(min));
                draft.helps = Some("Enter the missing time; the planned wrap is never taken for it.".into());
                if !steps.is_empty() {
                    let rates = self.rates.on(case, shift, &dates);
                    let low = shares_of_day(&steps, longest + min, &rates);
                    let high = max.map(|max| shares_of_day(&steps, longest + max, &rates));
                    say::open_cost(&mut draft, &low, high.as_ref());
                }
                if let Some(at) = latest {
                    draft.avoid.push(Avoid {
                        change: if to.name == "release" { "wrap" } else { to.name },
                        not_before: None,
                        not_after: Some(rfc3339(at)),
                        saves: None,
                    });
                }
                return Some(draft.undetermined(says));
            }
        }
        Some(draft)
    }

    /// The length on the rule's clock: deductible meals go out of the worked one.
    fn out_of(&self, day: &WorkDay<'_>, span: Span) -> Span {
        if !self.worked {
            return span;
        }
        let meals = day.shifts.iter().flat_map(|shift| {
            let meals = shift.meals.iter().filter(|meal| meal.kind == "deductible");
            meals.map(|meal| pairs::meal_length(shift, meal, day.end))
        });
        let none = Span::exactly(0);
        let taken = meals.fold(none, |all, one| Span {
            min: all.min.zip(one.min).map(|(all, one)| all + one),
            max: all.max.zip(one.max).map(|(all, one)| all + one),
        });
        Span {
            min: span.min.zip(taken.max).map(|(long, taken)| long - taken),
            max: span.max.map(|long| long - taken.min.unwrap_or(0)),
        }
    }

    /// The length beyond which a day is found, and the steps of the ladder that holds.
    fn longest(
        &self,
        case: &Case<'_>,
        shift: &Shift,
        facts: &FactsOf,
        dates: &Dates,
        draft: &mut Draft,
    ) -> Result<(i64, Vec<Step>), NoNumber> {
        if let Some(longest) = &self.longest {
            let longest = longest.look(case, facts, dates)?;
            draft.used(&longest);
            return Ok((longest.value.0, Vec::new()));
        }
        for ladder in &self.ladders {
            let holds = match &ladder.when {
                Some(when) => when.holds(facts).map_err(|undecided| NoNumber::Unknown(undecided.0))?,
                None => true,
            };
            if holds && (ladder.others.is_empty() || others(case, shift, &ladder.others)) {
                let steps: Vec<Step> =
                    ladder.steps.iter().filter_map(|step| step.on(case, dates, draft)).collect();
                let first = steps.iter().map(|step| step.over).min().ok_or(NoNumber::NotInForce)?;
                return Ok((first, steps));
            }
        }
        Err(NoNumber::NotInForce)
    }
}

/// What the day costs, and the end of it that would have cost nothing.
fn price(
    case: &Case<'_>,
    steps: &[Step],
    rates: &Rates,
    (measured, over): (i64, i64),
    to: &Reached,
    draft: &mut Draft,
) {
    if !steps.is_empty() {
        let shares = steps.iter().fold(Decimal::ZERO, |sum, step| sum.saturating_add(step.shares(measured)));
        let unit = if shares > Decimal::ONE { "days" } else { "day" };
        draft.set("shares", format!("{} {unit}", shares.normalize()));
        let price = shares_of_day(steps, measured, rates);
        draft.arithmetic = format!("{}; {}", draft.arithmetic, price.words);
        say::cost(draft, &price);
    }
    let saves = draft.cost.as_ref().map_or("complies".into(), |cost| format!("saves {}", say::money(cost)));
    draft.set("saves", saves);
    let latest = to.sheet_time().and_then(|at| at.checked_sub_signed(Duration::minutes(over)));
    if let Some(latest) = latest {
        draft.set("latest_wrap", say::style(case).day_and_time(latest));
        draft.avoid.push(Avoid {
            change: if to.name == "release" { "wrap" } else { to.name },
            not_before: None,
            not_after: Some(rfc3339(latest)),
            saves: draft.cost.clone(),
        });
    }
}

impl StepOf {
    fn on(&self, case: &Case<'_>, dates: &Dates, draft: &mut Draft) -> Option<Step> {
        let (over, share) = (case.look(&self.over, dates).ok()?, case.look(&self.share, dates).ok()?);
        let every = self.every.as_ref().and_then(|every| case.look(every, dates).ok());
        draft.used(&over);
        draft.used(&share);
        Some(Step { over: over.value.0, share: share.value, every: every.map(|m| m.value.0) })
    }
}

/// Whether somebody else of the production holds one of these positions.
fn others(case: &Case<'_>, shift: &Shift, positions: &[String]) -> bool {
    let plain = crate::check::pack::plain;
    case.production.people.iter().filter(|person| person.id != shift.person).any(|person| {
        let position = person.terms.position.as_ref().map(|p| plain(&p.value));
        position.is_some_and(|own| positions.iter().any(|wanted| plain(wanted) == own))
    })
}

/// `(0.5 + 0.5) × a day's pay of 1500.00 = 1500.00`
fn shares_of_day(steps: &[Step], minutes: i64, rates: &Rates) -> Price {
    let owed: Vec<Decimal> =
        steps.iter().map(|step| step.shares(minutes)).filter(|share| !share.is_zero()).collect();
    let sum = owed.iter().fold(Decimal::ZERO, |sum, share| sum.saturating_add(*share));
    match &rates.day {
        Ok(day) => {
            let amount = sum.saturating_mul(day.amount);
            let parts: Vec<String> = owed.iter().map(|share| share.normalize().to_string()).collect();
            let words =
                format!("({}) × a day's pay of {} = {}", parts.join(" + "), day.words, dollars(amount));
            Price::exact(amount, &rates.currency, words)
        }
        Err(why) => Price::at_least(Decimal::ZERO, &rates.currency, why.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_passed_adds_its_share() {
        let step = |hours: i64, share: &str, every: Option<i64>| Step {
            over: hours * 60,
            share: share.parse().unwrap(),
            every,
        };
        // A first assistant director: over 13 h ½, over 15 another ½, over 19 a day for each part of 4 h.
        let first = [step(13, "0.5", None), step(15, "0.5", None), step(19, "1", Some(240))];
        let shares = |minutes: i64| -> Decimal { first.iter().map(|s| s.shares(minutes)).sum() };
        assert_eq!(shares(13 * 60), Decimal::ZERO);
        assert_eq!(shares(13 * 60 + 6), "0.5".parse().unwrap());
        // Case 26: 15.5 h is ½ + ½.
        assert_eq!(shares(15 * 60 + 30), Decimal::ONE);
        // 19.1 h: 1 + 1; 23.1 h: 1 + 2.
        assert_eq!(shares(19 * 60 + 6), Decimal::from(2));
        assert_eq!(shares(23 * 60 + 6), Decimal::from(3));
    }
}
