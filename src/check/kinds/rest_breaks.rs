//! `kind = "rest-breaks"`: short breaks owed for the hours of a day, and what a day pays on which one was not given.
//!
//! What the Rest Breaks column says: a number of breaks given; `yes` or `all`; `no` or `none`; `1 missed`. Blank says nothing, so nothing
//! is judged; other words leave the day undetermined.

use super::rest::pairs::{self, WorkDay};
use super::statutory::worked;
use super::worktime::prices::{Penalties, RatesOf};
use super::worktime::{by_person, say};
use super::{Kind, KindSpec};
use crate::check::case::{Case, Draft};
use crate::check::fields::Fields;
use crate::check::finding::Avoid;
use crate::check::parameter::{Dates, LoadScope, Quantity};
use crate::check::penalty::Price;
use crate::check::rule::Rule;
use crate::check::subject::SubjectOf;
use crate::check::time_words::length;
use crate::model::{Cell, Minutes, Record, Shift};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

pub const SPEC: KindSpec = KindSpec {
    name: "rest-breaks",
    about: "Short breaks owed for the hours worked, against the Rest Breaks column of the timesheets (a number given, yes, no, “1 missed”).\n\
        every        one break for so many hours worked\n\
        over         a last part longer than this counts as a whole one\n\
        from         a day shorter than this needs none\n\
        penalty, rates  what a day costs on which one was not given",
    load,
    shorthand: Some(super::worktime::given::shorthand),
};

#[derive(Debug)]
struct BreaksRule {
    every: Quantity<Minutes>,
    over: Quantity<Minutes>,
    from: Option<Quantity<Minutes>>,
    penalties: Penalties,
    rates: RatesOf,
}

fn load(fields: &mut Fields, scope: &LoadScope<'_>) -> Option<Box<dyn Kind>> {
    let (every, over) = (Quantity::need(fields, "every", scope), Quantity::need(fields, "over", scope));
    let from = Quantity::take(fields, "from", scope);
    let penalties = Penalties::take(fields, scope);
    let rates = RatesOf::take(fields, scope);
    Some(Box::new(BreaksRule { every: every?, over: over?, from, penalties, rates }))
}

/// What a cell says of the breaks of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Given {
    All,
    Some(i64),
    Missed(i64),
    Unclear,
}

fn given(text: &str) -> Given {
    let lower = text.trim().to_lowercase();
    let number: Option<i64> = lower
        .split(|c: char| !c.is_ascii_digit())
        .find(|part| !part.is_empty())
        .and_then(|part| part.parse().ok());
    let says = |words: &[&str]| lower.split(|c: char| !c.is_alphanumeric()).any(|word| words.contains(&word));
    let missed = says(&["missed", "miss", "denied", "short"]);
    match (number, missed) {
        (Some(number), true) => Given::Missed(number),
        (Some(number), false)
            if lower.chars().all(|c| c.is_ascii_digit()) || says(&["given", "taken", "breaks", "x"]) =>
        {
            Given::Some(number)
        }
        (None, true) => Given::Missed(1),
        (None, false) if says(&["no", "none", "n"]) => Given::Some(0),
        (None, false) if says(&["yes", "all", "y", "given", "taken", "ok"]) => Given::All,
        _ => Given::Unclear,
    }
}

impl Kind for BreaksRule {
    fn subject(&self) -> SubjectOf {
        SubjectOf::Work
    }

    fn judge(&self, rule: &Rule, case: &Case<'_>) -> Vec<Draft> {
        let people = by_person(rule, case);
        if people.is_empty() {
            return Vec::new();
        }
        let rows: BTreeMap<&Cell, &Record> =
            case.production.records("timesheets").iter().map(|row| (&row.cell, row)).collect();
        let company = case.production.facts.company.as_deref();
        let mut drafts = Vec::new();
        for shifts in people.into_values() {
            let days = pairs::days(shifts.into_iter(), company, 0, false).into_iter().flatten();
            drafts.extend(days.filter_map(|work| self.day(case, &work, &rows)));
        }
        drafts
    }

    fn message_fields(&self) -> &'static [&'static str] {
        &["day", "worked", "given", "owed", "cost"]
    }
}

impl BreaksRule {
    /// Breaks owed for so many minutes of work.
    fn owed(&self, case: &Case<'_>, dates: &Dates, minutes: i64) -> Option<i64> {
        let (every, over) = (case.look(&self.every, dates).ok()?, case.look(&self.over, dates).ok()?);
        let from =
            self.from.as_ref().and_then(|from| case.look(from, dates).ok()).map_or(0, |from| from.value.0);
        if every.value.0 <= 0 || minutes < from {
            return Some(0);
        }
        Some(minutes / every.value.0 + i64::from(minutes % every.value.0 > over.value.0))
    }

    fn day(&self, case: &Case<'_>, work: &WorkDay<'_>, rows: &BTreeMap<&Cell, &Record>) -> Option<Draft> {
        let written: Vec<(&Shift, String, Cell)> = work
            .shifts
            .iter()
            .filter_map(|shift| {
                let row = rows.get(&shift.cell)?;
                Some((*shift, row.text("Rest Breaks")?, row.cell_of("Rest Breaks")))
            })
            .collect();
        let (shift, text, _) = written.first()?;
        let dates = case.dates(work.date);
        let span = worked(work);
        let least = self.owed(case, &dates, span.min?)?;
        let most = span.max.and_then(|minutes| self.owed(case, &dates, minutes));
        let mut draft = Draft::about(
            say::about("day", case, shift),
            written.iter().map(|(.., cell)| cell.clone()).collect(),
        );
        draft.sources.extend([work.start_cell(), work.end_cell(0)]);
        draft.basis = Some(work.basis);
        draft.set("day", say::date(case, work.date));
        draft.used(&case.look(&self.every, &dates).ok()?);
        draft.used(&case.look(&self.over, &dates).ok()?);
        let said: Vec<Given> = written.iter().map(|(_, text, _)| given(text)).collect();
        let count = said.iter().try_fold(0, |sum, one| match one {
            Given::Some(number) => Some(sum + number),
            Given::All => Some(sum + most.unwrap_or(i64::from(u16::MAX))),
            Given::Missed(number) => Some(sum + least - number),
            Given::Unclear => None,
        });
        let facts = case.facts_of(shift);
        let rates = self.rates.on(case, shift, &dates);
        let penalty = self.penalties.on(case, &facts, &dates, &mut draft).ok()?;
        let price = penalty.of_minutes(1, &rates);
        let person = &case.person(shift).name;
        let Some(count) = count.map(|count| count.max(0)) else {
            if let Some(price) = &price {
                let none = Price::exact(Decimal::ZERO, &rates.currency, "");
                say::open_cost(&mut draft, &none, Some(price));
            }
            draft.helps = Some("Write how many breaks were given, or yes or no.".into());
            let says = format!(
                "{person}, {}: Rest Breaks says “{text}”, from which it cannot be told how many of {least} were given.",
                say::date(case, work.date)
            );
            return Some(draft.undetermined(says));
        };
        if count >= most.unwrap_or(i64::MAX)
            || (count >= least && most.is_none() && said.contains(&Given::All))
        {
            return None;
        }
        draft.measured = Some(count.to_string());
        draft.limit = Some(least.to_string());
        draft.set("given", count.to_string());
        draft.set("owed", least.to_string());
        draft.set("worked", span.min.map(length).unwrap_or_default());
        if count >= least {
            draft.helps = Some("Enter the missing time.".into());
            draft.measured = None;
            if let Some(price) = &price {
                let none = Price::exact(Decimal::ZERO, &rates.currency, "");
                say::open_cost(&mut draft, &none, Some(price));
            }
            let says = format!(
                "{person}, {}: whether {count} rest breaks were enough cannot be told, for a time is missing.",
                say::date(case, work.date)
            );
            return Some(draft.undetermined(says));
        }
        draft.arithmetic =
            format!("{} worked: {least} owed, {count} given", span.min.map(length).unwrap_or_default());
        if let Some(price) = &price {
            if !price.words.is_empty() {
                draft.arithmetic = format!("{}; {}", draft.arithmetic, price.words);
            }
            say::cost(&mut draft, price);
        }
        draft.avoid.push(Avoid {
            change: "rest breaks given",
            not_before: None,
            not_after: None,
            saves: draft.cost.clone(),
        });
        Some(draft)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_of_words_is_read_where_it_is_plain_and_left_open_where_not() {
        for (text, meant) in [
            ("2", Given::Some(2)),
            ("0", Given::Some(0)),
            ("2 given", Given::Some(2)),
            ("None", Given::Some(0)),
            ("no", Given::Some(0)),
            ("yes", Given::All),
            ("All taken", Given::All),
            ("1 missed", Given::Missed(1)),
            ("missed PM", Given::Missed(1)),
            ("10:15, 15:30", Given::Unclear),
            ("AM only", Given::Unclear),
        ] {
            assert_eq!(given(text), meant, "{text}");
        }
    }
}
