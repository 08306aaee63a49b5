//! `kind = "scale"`: the least that an agreement allows a person to be hired for.

use super::worktime::choice::{Choice, NoNumber};
use super::worktime::{by_person, say};
use super::{Kind, KindSpec};
use crate::check::case::{Case, Draft};
use crate::check::fields::Fields;
use crate::check::finding::Avoid;
use crate::check::parameter::{LoadScope, Looked};
use crate::check::pay_day::cents;
use crate::check::penalty::dollars;
use crate::check::rule::Rule;
use crate::check::subject::SubjectOf;
use crate::model::{Money, Per, Shift};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

pub const SPEC: KindSpec = KindSpec {
    name: "scale",
    about: "A rate by the day or by the week that is below the least of its time, found on each date that is worked at it. A rate by the hour, and\n\
        one in another currency, are not judged.\n\
        day, week    the least rate by the day and by the week; a missing one is not judged\n\
        week_days    a week's rate pays for so many days: its shortfall is shared out over them",
    load,
    shorthand: Some(super::worktime::given::shorthand),
};

#[derive(Debug)]
struct Scale {
    day: Option<Choice<Money>>,
    week: Option<Choice<Money>>,
    week_days: Option<Choice<Decimal>>,
}

fn load(fields: &mut Fields, scope: &LoadScope<'_>) -> Option<Box<dyn Kind>> {
    let (day, week) = (Choice::take(fields, "day", scope), Choice::take(fields, "week", scope));
    let week_days = Choice::take(fields, "week_days", scope);
    if day.is_none() && week.is_none() {
        fields.say("id", format!("{} names no least rate", fields.what()), "Give `day`, `week` or both.");
    }
    Some(Box::new(Scale { day, week, week_days }))
}

impl Kind for Scale {
    fn subject(&self) -> SubjectOf {
        SubjectOf::Work
    }

    fn judge(&self, rule: &Rule, case: &Case<'_>) -> Vec<Draft> {
        let mut drafts = Vec::new();
        for shifts in by_person(rule, case).into_values() {
            let mut seen = BTreeSet::new();
            for shift in shifts {
                // Two rows of one date at one rate are one day's pay.
                let rate = shift.terms.rate.as_ref().map(|rate| rate.value.amount);
                if seen.insert((shift.date, shift.unit.as_str(), rate)) {
                    drafts.extend(self.day(case, shift));
                }
            }
        }
        drafts
    }

    fn message_fields(&self) -> &'static [&'static str] {
        &["day", "rate", "per", "saves"]
    }
}

impl Scale {
    fn day(&self, case: &Case<'_>, shift: &Shift) -> Option<Draft> {
        let (rate, per) = (shift.terms.rate.as_ref()?, shift.terms.per.as_ref()?.value);
        let (facts, dates) = (case.facts_of(shift), case.dates(shift.date));
        let (least, word) = match per {
            Per::Day => (self.day.as_ref()?, "day"),
            Per::Week => (self.week.as_ref()?, "week"),
            Per::Hour => return None,
        };
        let least: Looked<Money> = match least.look(case, &facts, &dates) {
            Ok(least) => least,
            Err(NoNumber::NotInForce) => return None,
            Err(NoNumber::Unknown(why)) => {
                let draft = Draft::about(say::about("day", case, shift), vec![rate.cell.clone()]);
                let person = &case.person(shift).name;
                return Some(
                    draft.undetermined(format!("Whether {person}'s rate is scale cannot be told: {why}.")),
                );
            }
        };
        let short = least.value.amount.saturating_sub(rate.value.amount);
        if short <= Decimal::ZERO || rate.value.currency != least.value.currency {
            return None;
        }
        let mut draft =
            Draft::about(say::about("day", case, shift), vec![rate.cell.clone(), shift.cell.clone()]);
        draft.basis = Some(shift.basis);
        draft.used(&least);
        draft.measured = Some(rate.value.decimal_text());
        draft.limit = Some(least.value.decimal_text());
        draft.set("day", say::date(case, shift.date));
        draft.set("rate", say::money(&rate.value));
        draft.set("per", word);
        let mut owed = short;
        let mut words =
            format!("{} − {} = {}", dollars(least.value.amount), dollars(rate.value.amount), dollars(short));
        if per == Per::Week {
            let days = self.week_days.as_ref()?.look(case, &facts, &dates).ok()?;
            draft.used(&days);
            owed = short.checked_div(days.value)?;
            words = format!("{words} a week; ÷ {} = {}", days.value.normalize(), dollars(owed));
        }
        draft.arithmetic = words;
        let cost = cents(owed, &least.value.currency);
        draft.set("saves", format!("saves {}", say::money(&cost)));
        draft.set("cost", say::money(&cost));
        draft.avoid.push(Avoid {
            change: "rate at scale",
            not_before: None,
            not_after: None,
            saves: Some(cost.clone()),
        });
        draft.cost = Some(cost);
        Some(draft)
    }
}
