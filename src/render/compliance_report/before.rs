//! Before you send: for each unit's day to come who would be in breach, of what, by how much, at what price, the call
//! that avoids it, and what one push of the whole unit would do.

use super::entry;
use crate::check::finding::{Finding, Outcome};
use crate::check::forecast::{ComingDay, earliest_call};
use crate::diagnostic::Severity;
use crate::model::{Money, Purse};
use crate::render::view::View;
use crate::render::workbook::{Datum, Table, column, figure, prose};
use crate::render::{figures, forecast};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The page's rows by unit and day, and what can still be saved.
pub fn page(view: &View) -> (Vec<Value>, Vec<Money>) {
    let country = &view.production.facts.country;
    let mut purse = Purse::default();
    let days = view.forecast.days.iter().map(|day| {
        for finding in day.findings.iter().filter(|f| f.outcome != Outcome::Undetermined) {
            // A breach that does not happen saves what it would have cost.
            let change = entry::best_change(finding);
            if let Some(saves) = change.and_then(|c| c.saves.as_ref()).or(finding.cost.as_ref()) {
                purse.add(saves);
            }
        }
        json!({
            "day": title(day, country),
            "rows": rows(&day.findings, country),
            "push": day.trial.as_ref().map(|trial| forecast::push(trial, country)),
        })
    });
    let days = days.collect();
    (days, purse.iter().collect())
}

/// `Sat, Oct 31, 2026 · Main unit`
fn title(day: &ComingDay, country: &str) -> String {
    let unit = day.unit.as_ref().map(|unit| {
        let named = unit.to_lowercase().contains("unit");
        format!(" · {unit}{}", if named { "" } else { " unit" })
    });
    figures::date(day.date, country) + &unit.unwrap_or_default()
}

/// So many notes of one rule stand in one row: a unit's long day is one fact, whoever works it.
const GROUPED_FROM: usize = 3;

/// A row for each finding; notes of one rule that cost nothing stand together. The workbook has them one by one.
fn rows(findings: &[Finding], country: &str) -> Vec<Value> {
    let is_note = |f: &Finding| f.severity == Severity::Info && f.cost.is_none() && f.cost_range.is_none();
    let mut notes: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in findings.iter().filter(|f| is_note(f)) {
        notes.entry(&finding.rule).or_default().push(finding);
    }
    notes.retain(|_, of_rule| of_rule.len() >= GROUPED_FROM);
    let mut rows = Vec::new();
    for finding in findings {
        match notes.get(finding.rule.as_str()).filter(|_| is_note(finding)) {
            None => rows.push(row(finding, country)),
            Some(of_rule) if of_rule.first().is_some_and(|first| std::ptr::eq(*first, finding)) => {
                rows.push(together(finding, of_rule.get(1..).unwrap_or_default(), country));
            }
            Some(_) => {}
        }
    }
    rows
}

/// The first of several notes of one rule, with the others named after it.
fn together(first: &Finding, others: &[&Finding], country: &str) -> Value {
    let named = others.iter().map(|f| match entry::by_how_much(f).as_str() {
        "" => entry::who(f),
        by => format!("{} ({by})", entry::who(f)),
    });
    let named: Vec<String> = named.collect();
    let mut row = row(first, country);
    row["who"] = json!(format!("{} and {} more", entry::who(first), others.len()));
    row["message"] = json!(format!("{} The same of {}.", first.message, named.join(", ")));
    row
}

fn row(finding: &Finding, country: &str) -> Value {
    let change = entry::best_change(finding);
    json!({
        "severity": finding.severity.word(),
        "who": entry::who(finding),
        "message": finding.message,
        "rule": finding.rule,
        "by": entry::by_how_much(finding),
        "change": change.map_or_else(|| finding.help.clone(), |c| entry::change_words(c, country)),
        "price": price(finding),
    })
}

/// What it costs; of what cannot be decided yet, what it could cost at most.
fn price(finding: &Finding) -> Option<String> {
    if finding.outcome != Outcome::Undetermined {
        return finding.cost.as_ref().map(figures::money);
    }
    let range = finding.cost_range.as_ref()?;
    Some(range.max.as_ref().map_or("open".into(), |max| format!("up to {}", figures::money(max))))
}

/// The workbook's sheet: a row for each finding of a day to come.
pub fn breaches(view: &View) -> Table {
    let country = &view.production.facts.country;
    let mut rows = Vec::new();
    for day in &view.forecast.days {
        for finding in &day.findings {
            let change = entry::best_change(finding);
            let range = finding.cost_range.as_ref();
            let currency = finding.cost.as_ref().or(range.map(|r| &r.min)).map(|m| m.currency.to_string());
            let amount = |money: Option<&Money>| money.map_or(Datum::Blank, |m| Datum::Amount(m.amount));
            let call = earliest_call(finding).map(|at| figures::clock(&at.to_rfc3339(), country));
            rows.push(vec![
                Datum::Date(day.date),
                Datum::maybe(day.unit.clone()),
                Datum::text(finding.severity.word()),
                Datum::text(entry::who(finding)),
                Datum::text(finding.message.clone()),
                Datum::text(entry::by_how_much(finding)),
                Datum::maybe(currency),
                amount(finding.cost.as_ref()),
                amount(range.and_then(|r| r.max.as_ref())),
                Datum::maybe(call),
                Datum::maybe(change.map(|c| entry::change_words(c, country))),
                Datum::text(entry::outcome_words(finding.outcome)),
                Datum::text(finding.rule.clone()),
                Datum::text(entry::cells(&finding.sources)),
                Datum::text(finding.id.clone()),
            ]);
        }
    }
    Table {
        name: "Before you send",
        columns: vec![
            column("Date", 11.0),
            column("Unit", 10.0),
            column("Severity", 10.0),
            prose("Who", 24.0),
            prose("What", 60.0),
            column("By how much", 14.0),
            column("Currency", 9.0),
            figure("Price", 13.0),
            figure("At most", 12.0),
            column("Earliest call", 14.0),
            column("What avoids it", 28.0),
            column("What follows", 20.0),
            column("Rule", 32.0),
            prose("Read from", 44.0),
            column("Id", 18.0),
        ],
        printed: 11,
        rows,
        totals: Vec::new(),
    }
}

/// The workbook's sheet of pushes that were tried, each by a check of the plan as it would be.
pub fn pushes(view: &View) -> Table {
    let country = &view.production.facts.country;
    let mut rows = Vec::new();
    for trial in view.forecast.days.iter().filter_map(|day| day.trial.as_ref()) {
        let count = |n: usize| Datum::Count(i64::try_from(n).unwrap_or(i64::MAX));
        let clock = |at: crate::model::Instant| figures::clock(&at.to_rfc3339(), country);
        let people = |findings: &[Finding]| {
            let named = findings.iter().map(|f| format!("{} ({})", entry::who(f), f.rule));
            Datum::text(named.collect::<Vec<_>>().join("; "))
        };
        rows.push(vec![
            Datum::Date(trial.date),
            Datum::text(trial.unit.clone()),
            Datum::text(crate::model::Minutes(trial.minutes).to_string()),
            Datum::maybe(trial.call.map(|(from, _)| clock(from))),
            Datum::maybe(trial.call.map(|(_, to)| clock(to))),
            count(trial.change.cured.len()),
            count(trial.left.len()),
            count(trial.change.created.len()),
            Datum::text(figures::purse(&trial.change.before)),
            Datum::text(figures::purse(&trial.change.after)),
            people(&trial.change.cured),
            people(&trial.left),
            people(&trial.change.created),
        ]);
    }
    Table {
        name: "Pushes tried",
        columns: vec![
            column("Date", 11.0),
            column("Unit", 10.0),
            column("Push", 8.0),
            column("Crew call", 12.0),
            column("Pushed to", 12.0),
            figure("Cures", 8.0),
            figure("Leaves", 8.0),
            figure("Creates", 8.0),
            column("Plan costs", 16.0),
            column("It would cost", 16.0),
            prose("Cured", 44.0),
            prose("Left", 44.0),
            prose("Newly in breach", 44.0),
        ],
        printed: 13,
        rows,
        totals: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::fixture;

    #[test]
    fn notes_of_one_rule_that_cost_nothing_stand_in_one_row() {
        let of = |person: &str, rule: &str| {
            let mut finding = fixture::report().findings[1].clone();
            finding.subject.person = Some(person.into());
            (finding.rule, finding.severity) = (rule.into(), Severity::Info);
            (finding.cost, finding.cost_range, finding.excess_minutes) = (None, None, Some(30));
            finding
        };
        let names = ["Ana Bell", "Dana Ruiz", "Lee Park"];
        let mut findings: Vec<Finding> = names.iter().map(|name| of(name, "house/day-length")).collect();
        findings.insert(1, of("Tom Reed", "house/night"));
        let made = rows(&findings, "US");
        let who: Vec<&str> = made.iter().map(|row| row["who"].as_str().unwrap()).collect();
        assert_eq!(who, ["Ana Bell and 2 more", "Tom Reed"]);
        let message = made[0]["message"].as_str().unwrap();
        assert!(message.ends_with(" The same of Dana Ruiz (0:30), Lee Park (0:30)."), "{message}");
        // Two are no crowd, and what costs something stands by itself.
        assert_eq!(rows(&findings[..3], "US").len(), 3);
        findings[2].severity = Severity::Error;
        assert_eq!(rows(&findings, "US").len(), 4);
    }
}
