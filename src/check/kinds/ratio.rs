//! `kind = "ratio"`: teachers, nurses, chaperones for so many children on a unit's day.

use super::age_band::{Age, SchoolDays, school_days};
use super::worktime::say;
use super::{Kind, KindSpec};
use crate::check::bounds::When;
use crate::check::case::{Case, Draft};
use crate::check::fields::Fields;
use crate::check::finding::Subject;
use crate::check::pack::plain;
use crate::check::parameter::{LoadScope, Looked, Quantity};
use crate::check::rule::Rule;
use crate::check::subject::SubjectOf;
use crate::model::{Basis, Cell, Listed, Person, Shift};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

pub const SPEC: KindSpec = KindSpec {
    name: "ratio",
    about: "Enough people of a position on a unit's day for the children who work on it. Children are the rows that the rule judges.\n\
        positions    words of which one stands in the Position of those who are counted: \"studio teacher\"\n\
        bands        [{ from, to, school_day, own_school, each }]: one for each so many children of the band or part of them; the\n\
        \u{20}            first band that holds counts, a child in none needs nobody; children of several bands are added as fractions\n\
        Counted are people of the position with a row on that day and unit. Whoever of the position is on the crew list without a row\n\
        that day may have been there: what depends on it is undetermined.",
    load,
    shorthand: Some(super::worktime::given::shorthand),
};

#[derive(Debug)]
struct RatioRule {
    positions: Vec<String>,
    bands: Vec<Band>,
}

#[derive(Debug)]
struct Band {
    from: Age,
    to: Age,
    school_day: Option<bool>,
    own_school: Option<bool>,
    each: Quantity<Decimal>,
}

fn load(fields: &mut Fields, scope: &LoadScope<'_>) -> Option<Box<dyn Kind>> {
    let positions = fields.texts("positions");
    if positions.is_empty() {
        fields.say(
            "positions",
            format!("{} names no position", fields.what()),
            "Write `positions = [\"studio teacher\"]`.",
        );
    }
    let bands = fields.tables("bands", "a band", |band| {
        let (from, to) = (Age::need(band, "from"), Age::need(band, "to"));
        let (school_day, own_school) = (band.flag("school_day"), band.flag("own_school"));
        let each = Quantity::need(band, "each", scope);
        Some(Band { from: from?, to: to?, school_day, own_school, each: each? })
    });
    if bands.is_empty() {
        fields.say(
            "bands",
            format!("{} has no band", fields.what()),
            "Add `bands = [{ from = …, to = …, each = … }]`.",
        );
    }
    Some(Box::new(RatioRule { positions, bands }))
}

impl Kind for RatioRule {
    fn subject(&self) -> SubjectOf {
        SubjectOf::Work
    }

    fn judge(&self, rule: &Rule, case: &Case<'_>) -> Vec<Draft> {
        let mut days: BTreeMap<(NaiveDate, &str), Vec<&Shift>> = BTreeMap::new();
        for shift in case.shifts(rule).into_iter().filter(|shift| shift.day_status == "work") {
            days.entry((shift.date, &shift.unit)).or_default().push(shift);
        }
        days.into_iter().filter_map(|((date, unit), shifts)| self.day(case, date, unit, &shifts)).collect()
    }

    fn numbers(&self) -> Vec<String> {
        self.bands.iter().map(Band::words).collect()
    }

    fn message_fields(&self) -> &'static [&'static str] {
        &["day", "children", "needed", "there", "each"]
    }
}

impl RatioRule {
    fn day(&self, case: &Case<'_>, date: NaiveDate, unit: &str, shifts: &[&Shift]) -> Option<Draft> {
        let mut children: BTreeMap<_, (&Shift, Looked<Decimal>)> = BTreeMap::new();
        for &shift in shifts {
            if let Some(each) = self.each(case, shift) {
                children.entry(shift.person).or_insert((shift, each));
            }
        }
        let needed = needed(children.values().map(|(_, each)| each.value))?;
        let basis = if children.values().any(|(shift, _)| shift.basis == Basis::Plan) {
            Basis::Plan
        } else {
            Basis::Actual
        };
        let there = self.there(case, date, unit, basis);
        let count = u64::try_from(there.len()).unwrap_or(u64::MAX);
        if count >= needed {
            return None;
        }
        let called = |shift: &Shift| shift.call.cell.clone().unwrap_or_else(|| shift.cell.clone());
        let mut cells: Vec<Cell> = children.values().map(|(shift, _)| called(shift)).collect();
        cells.extend(there.iter().map(|shift| called(shift)));
        let subject = Subject {
            kind: "day",
            date: Some(date.to_string()),
            unit: Some(unit.to_owned()),
            ..Subject::default()
        };
        let mut draft = Draft::about(subject, cells);
        draft.basis = Some(basis);
        draft.measured = Some(count.to_string());
        draft.limit = Some(needed.to_string());
        children.values().for_each(|(_, each)| draft.used(each));
        let mut each: Vec<String> = children.values().map(|(_, e)| e.value.normalize().to_string()).collect();
        each.sort();
        each.dedup();
        let each = each.join(" and ");
        let number = children.len();
        let number = if number == 1 { "1 child".to_owned() } else { format!("{number} children") };
        draft.arithmetic = format!("{number}, one for each {each} or part: {needed} needed, {count} there");
        for (name, value) in
            [("day", say::date(case, date)), ("children", number.clone()), ("needed", needed.to_string())]
        {
            draft.set(name, value);
        }
        draft.set("there", count.to_string());
        draft.set("each", each);
        let perhaps = self.perhaps(case, date, basis);
        let possible = u64::try_from(perhaps.len()).unwrap_or(u64::MAX);
        if count.saturating_add(possible) < needed {
            return Some(draft);
        }
        let names: Vec<&str> = perhaps.iter().map(|person| person.name.as_str()).collect();
        let says = format!(
            "{number} work{} on {} ({unit}): {needed} of position “{}” needed, {count} with a row that day; whether {} was there is not on record.",
            if children.len() == 1 { "s" } else { "" },
            say::date(case, date),
            self.positions.first().map_or("", String::as_str),
            names.join(" or ")
        );
        draft.sources.extend(perhaps.iter().map(|person| person.cell.clone()));
        draft.helps = Some("Give whoever was there a call or a timesheet row on that day.".into());
        Some(draft.undetermined(says))
    }

    /// One for each so many children like this one; `None`: this one needs nobody.
    fn each(&self, case: &Case<'_>, shift: &Shift) -> Option<Looked<Decimal>> {
        let own = shift.terms.date_of_birth.as_ref();
        let born = own.or(case.person(shift).terms.date_of_birth.as_ref())?.value;
        let (school, _) = school_days(shift, When::of(&shift.call));
        let band = self.bands.iter().find(|band| band.holds(born, shift.date, school))?;
        case.look(&band.each, &case.dates(shift.date)).ok().filter(|each| each.value >= Decimal::ONE)
    }

    /// People of the position with a row on that day and unit, one row each. A planned row shows nothing of a day that was worked.
    fn there<'a>(&self, case: &Case<'a>, date: NaiveDate, unit: &str, basis: Basis) -> Vec<&'a Shift> {
        let mut seen = BTreeSet::new();
        case.production
            .shifts
            .iter()
            .filter(|s| s.date == date && s.unit == unit && s.day_status == "work")
            .filter(|s| basis == Basis::Plan || s.basis == Basis::Actual)
            .filter(|s| s.terms.position.as_ref().is_some_and(|p| self.is_of(&p.value)))
            .filter(|s| seen.insert(s.person))
            .collect()
    }

    /// People of the position on the crew list without such a row that day on any unit.
    fn perhaps<'a>(&self, case: &Case<'a>, date: NaiveDate, basis: Basis) -> Vec<&'a Person> {
        let worked: BTreeSet<_> = case
            .production
            .shifts
            .iter()
            .filter(|s| s.date == date && (basis == Basis::Plan || s.basis == Basis::Actual))
            .map(|s| s.person)
            .collect();
        case.production
            .people
            .iter()
            .filter(|p| p.listed == Listed::Crew && !worked.contains(&p.id))
            .filter(|p| p.terms.position.as_ref().is_some_and(|position| self.is_of(&position.value)))
            .collect()
    }

    fn is_of(&self, position: &str) -> bool {
        let position = format!(" {} ", plain(position));
        self.positions.iter().any(|word| position.contains(&format!(" {} ", plain(word))))
    }
}

impl Band {
    /// `6 months to 16 years, on a school day: one for each 10`.
    fn words(&self) -> String {
        let flags = [
            (self.school_day, "on a school day", "on a day without school"),
            (self.own_school, "after the child's own school", "without its own school"),
        ];
        let mut about = vec![format!("{} to {}", self.from.words(), self.to.words())];
        about.extend(
            flags.iter().filter_map(|(flag, yes, no)| flag.map(|is| if is { *yes } else { *no }.to_owned())),
        );
        format!("{}: one for each {}", about.join(", "), self.each.said(|each| each.normalize().to_string()))
    }

    fn holds(&self, born: NaiveDate, date: NaiveDate, school: SchoolDays) -> bool {
        let is = |wanted: Option<bool>, what: bool| wanted.is_none_or(|wanted| wanted == what);
        self.from.reached(born).is_some_and(|reached| date >= reached)
            && self.to.reached(born).is_none_or(|reached| date < reached)
            && is(self.school_day, school.today)
            && is(self.own_school, school.own)
    }
}

/// Sums one over each number exactly, and rounds up: eleven children at ten are two, ten at ten and ten at twenty are two. `None`: no
/// children.
fn needed(each: impl Iterator<Item = Decimal>) -> Option<u64> {
    let mut counts: BTreeMap<u64, u64> = BTreeMap::new();
    for number in each {
        *counts.entry(u64::try_from(number.trunc()).ok()?).or_default() += 1;
    }
    let common = counts.keys().try_fold(1_u64, |all, number| all.checked_mul(*number))?;
    let parts = counts.iter().try_fold(0_u64, |sum, (number, count)| {
        sum.checked_add(common.checked_div(*number)?.checked_mul(*count)?)
    })?;
    (parts > 0).then(|| parts.div_ceil(common))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_for_each_group_or_part_of_it() {
        let needed = |each: &[i64]| super::needed(each.iter().map(|n| Decimal::from(*n)));
        assert_eq!(needed(&[]), None);
        assert_eq!(needed(&[10; 10]), Some(1));
        assert_eq!(needed(&[10; 11]), Some(2));
        assert_eq!(needed(&[3; 3]), Some(1));
        // 10/10 + 10/20 = 1.5, rounded up 2; 5/10 + 10/20 = 1.
        assert_eq!(needed(&[[10; 10], [20; 10]].concat()), Some(2));
        assert_eq!(needed(&[[10; 5].as_slice(), [20; 10].as_slice()].concat()), Some(1));
    }
}
