//! What the kinds about working time share: numbers chosen by condition, rates and penalties as a pack
//! writes them, pay tiers, and how a verdict becomes a draft.

pub mod choice;
pub mod counting;
pub mod given;
pub mod long_rest;
pub mod points;
pub mod prices;
pub mod say;
pub mod tiers;

use crate::check::case::Case;
use crate::check::fields::Fields;
use crate::check::parameter::clock;
use crate::check::rule::Rule;
use crate::model::{PersonId, Shift};
use chrono::{NaiveDate, Weekday};
use std::collections::BTreeMap;

/// The shifts a rule judges, by person and in order of call.
pub fn by_person<'a>(rule: &Rule, case: &Case<'a>) -> BTreeMap<PersonId, Vec<&'a Shift>> {
    let mut people: BTreeMap<PersonId, Vec<&Shift>> = BTreeMap::new();
    for shift in case.shifts(rule) {
        people.entry(shift.person).or_default().push(shift);
    }
    for shifts in people.values_mut() {
        shifts.sort_by_key(|s| (s.date, s.call.moment.earliest()));
    }
    people
}

/// Every shift of a person, judged or not, in the production's order: by call.
pub fn of_person<'a>(case: &Case<'a>, person: PersonId) -> &'a [Shift] {
    let all = &case.production.shifts;
    let (first, end) =
        (all.partition_point(|s| s.person < person), all.partition_point(|s| s.person <= person));
    all.get(first..end).unwrap_or_default()
}

/// Every shift of a person, judged or not, by date and then call.
pub fn all_of<'a>(case: &Case<'a>, person: PersonId) -> Vec<&'a Shift> {
    let mut shifts: Vec<&Shift> = of_person(case, person).iter().collect();
    shifts.sort_by_key(|s| (s.date, s.call.moment.earliest()));
    shifts
}

/// The first day of the week that a date lies in, where weeks begin on `first`.
pub fn first_of_week(date: NaiveDate, first: Weekday) -> NaiveDate {
    date.week(first).checked_first_day().unwrap_or(date)
}

/// Whether this very shift is among those judged.
pub fn is_judged(judged: &[&Shift], shift: &Shift) -> bool {
    judged.iter().any(|other| std::ptr::eq(*other, shift))
}

/// Reads the name of another rule of the pack: `rule.overtime`. That there is such a rule is checked when the pack is whole.
pub fn take_rule(fields: &mut Fields, key: &'static str) -> Option<String> {
    let text = fields.text(key)?;
    let name = text.strip_prefix("rule.").map(str::to_owned);
    if name.is_none() {
        fields.say(
            key,
            format!("“{text}” of {} names no rule", fields.what()),
            "Write \"rule.NAME\" with the id of another rule of this pack.",
        );
    }
    name
}

/// Reads two wall times, `"20:00-06:00"`, as minutes from midnight; an end before its start lies on the next day.
pub fn take_wall_span(fields: &mut Fields, key: &'static str) -> Option<(i32, i32)> {
    let text = fields.text(key)?;
    let span = text.split_once('-').and_then(|(from, to)| Some((clock(from.trim())?, clock(to.trim())?)));
    if span.is_none() {
        fields.say(
            key,
            format!("“{text}” of {} is not two wall times", fields.what()),
            "Write them as \"20:00-06:00\".",
        );
    }
    span.map(|(from, to)| if to <= from { (from, to + 24 * 60) } else { (from, to) })
}
