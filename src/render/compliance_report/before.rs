//! Before you send: for each unit's day to come who would be in breach, of what, by how much, at what price, the call
//! that avoids it, and what one push of the whole unit would do.

use super::entry;
use crate::check::finding::{Finding, Outcome};
use crate::check::forecast::{ComingDay, earliest_call};
use crate::diagnostic::Severity;
use crate::model::{Money, Purse};
use crate::render::forecast;
use crate::render::view::View;
use crate::render::words::Words;
use crate::render::workbook::{Datum, Table, column, figure, prose};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The page's rows by unit and day, and what can still be saved.
pub fn page(view: &View) -> (Vec<Value>, Vec<Money>) {
    let words = view.words;
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
            "day": title(day, words),
            "rows": rows(&day.findings, words),
            "push": day.trial.as_ref().map(|trial| forecast::push(trial, words)),
        })
    });
    let days = days.collect();
    (days, purse.iter().collect())
}

/// `Sat, Oct 31, 2026 · Main unit`
fn title(day: &ComingDay, words: &Words) -> String {
    let unit = day.unit.as_ref().map(|unit| format!(" · {}", words.unit(unit)));
    words.date_medium(day.date) + &unit.unwrap_or_default()
}

/// So many notes of one rule stand in one row: a unit's long day is one fact, whoever works it.
const GROUPED_FROM: usize = 3;

/// A row for each finding; notes of one rule that cost nothing stand together. The workbook has them one by one.
fn rows(findings: &[Finding], words: &Words) -> Vec<Value> {
    let is_note = |f: &Finding| f.severity == Severity::Info && f.cost.is_none() && f.cost_range.is_none();
    let mut notes: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in findings.iter().filter(|f| is_note(f)) {
        notes.entry(&finding.rule).or_default().push(finding);
    }
    notes.retain(|_, of_rule| of_rule.len() >= GROUPED_FROM);
    let mut rows = Vec::new();
    for finding in findings {
        match notes.get(finding.rule.as_str()).filter(|_| is_note(finding)) {
            None => rows.push(row(finding, words)),
            Some(of_rule) if of_rule.first().is_some_and(|first| std::ptr::eq(*first, finding)) => {
                rows.push(together(finding, of_rule.get(1..).unwrap_or_default(), words));
            }
            Some(_) => {}
        }
    }
    rows
}

/// The first of several notes of one rule, with the others named after it.
fn together(first: &Finding, others: &[&Finding], words: &Words) -> Value {
    let named = others.iter().map(|f| match entry::by_how_much(f, words).as_str() {
        "" => entry::who(f, words),
        by => format!("{} ({by})", entry::who(f, words)),
    });
    let named: Vec<String> = named.collect();
    let mut row = row(first, words);
    let more = [("name", entry::who(first, words)), ("n", others.len().to_string())];
    row["who"] =
        json!(words.say("reports.and_more", &more.each_ref().map(|(key, text)| (*key, text.as_str()))));
    row["same"] = json!(words.say("reports.the_same", &[("names", &named.join(", "))]));
    row
}

fn row(finding: &Finding, words: &Words) -> Value {
    let change = entry::best_change(finding);
    json!({
        "severity": finding.severity.word(),
        "severity_word": entry::severity_words(finding.severity, words),
        "who": entry::who(finding, words),
        "lang": entry::language(finding),
        "message": finding.message,
        "same": null,
        "rule": finding.rule,
        "by": entry::by_how_much(finding, words),
        // What would be right, as the rule says it, where no change of a time does.
        "help": if change.is_none() { finding.help.as_str() } else { "" },
        "change": change.map(|c| entry::change_words(c, words)),
        "price": price(finding, words),
    })
}

/// What it costs; of what cannot be decided yet, what it could cost at most.
fn price(finding: &Finding, words: &Words) -> Option<String> {
    if finding.outcome != Outcome::Undetermined {
        return finding.cost.as_ref().map(|cost| words.money(cost));
    }
    let range = finding.cost_range.as_ref()?;
    Some(range.max.as_ref().map_or_else(
        || words.get("reports.open_price").to_owned(),
        |max| words.say("reports.up_to", &[("amount", &words.money(max))]),
    ))
}

/// The workbook's sheet: a row for each finding of a day to come.
pub fn breaches(view: &View) -> Table {
    let words = view.words;
    let mut rows = Vec::new();
    for day in &view.forecast.days {
        for finding in &day.findings {
            let change = entry::best_change(finding);
            let range = finding.cost_range.as_ref();
            let currency = finding.cost.as_ref().or(range.map(|r| &r.min)).map(|m| m.currency.to_string());
            let amount = |money: Option<&Money>| money.map_or(Datum::Blank, |m| Datum::Amount(m.amount));
            let call = earliest_call(finding).map(|at| words.instant(&at.to_rfc3339()));
            rows.push(vec![
                Datum::Date(day.date),
                Datum::maybe(day.unit.as_ref().map(|unit| words.unit_name(unit))),
                Datum::text(entry::severity_words(finding.severity, words)),
                Datum::text(entry::who(finding, words)),
                Datum::text(finding.message.clone()),
                Datum::text(entry::by_how_much(finding, words)),
                Datum::maybe(currency),
                amount(finding.cost.as_ref()),
                amount(range.and_then(|r| r.max.as_ref())),
                Datum::maybe(call),
                Datum::maybe(change.map(|c| entry::change_words(c, words))),
                Datum::text(entry::outcome_words(finding.outcome, words)),
                Datum::text(finding.rule.clone()),
                Datum::text(entry::cells(&finding.sources)),
                Datum::text(finding.id.clone()),
            ]);
        }
    }
    Table {
        name: "before",
        columns: vec![
            column("date", 11.0),
            column("unit", 10.0),
            column("severity", 10.0),
            prose("who", 24.0),
            prose("what", 60.0),
            column("by_how_much", 14.0),
            column("currency", 9.0),
            figure("price", 13.0),
            figure("range_most", 12.0),
            column("earliest_call", 14.0),
            column("what_avoids", 28.0),
            column("what_follows", 20.0),
            column("rule", 32.0),
            prose("source", 44.0),
            column("id", 18.0),
        ],
        printed: 11,
        rows,
        totals: Vec::new(),
    }
}

/// The workbook's sheet of pushes that were tried, each by a check of the plan as it would be.
pub fn pushes(view: &View) -> Table {
    let words = view.words;
    let mut rows = Vec::new();
    for trial in view.forecast.days.iter().filter_map(|day| day.trial.as_ref()) {
        let count = |n: usize| Datum::Count(i64::try_from(n).unwrap_or(i64::MAX));
        let clock = |at: crate::model::Instant| words.instant(&at.to_rfc3339());
        let people = |findings: &[Finding]| {
            let named = findings.iter().map(|f| format!("{} ({})", entry::who(f, words), f.rule));
            Datum::text(named.collect::<Vec<_>>().join("; "))
        };
        rows.push(vec![
            Datum::Date(trial.date),
            Datum::text(words.unit_name(&trial.unit)),
            Datum::text(crate::model::Minutes(trial.minutes).to_string()),
            Datum::maybe(trial.call.map(|(from, _)| clock(from))),
            Datum::maybe(trial.call.map(|(_, to)| clock(to))),
            count(trial.change.cured.len()),
            count(trial.left.len()),
            count(trial.change.created.len()),
            Datum::text(words.purse(&trial.change.before)),
            Datum::text(words.purse(&trial.change.after)),
            people(&trial.change.cured),
            people(&trial.left),
            people(&trial.change.created),
        ]);
    }
    Table {
        name: "pushes",
        columns: vec![
            column("date", 11.0),
            column("unit", 10.0),
            column("push", 8.0),
            column("crew_call", 12.0),
            column("pushed_to", 12.0),
            figure("cures", 8.0),
            figure("leaves", 8.0),
            figure("creates", 8.0),
            column("plan_costs", 16.0),
            column("would_cost", 16.0),
            prose("cured", 44.0),
            prose("left", 44.0),
            prose("newly", 44.0),
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
        let words = crate::render::words::of("en", "US");
        let made = rows(&findings, words);
        let who: Vec<&str> = made.iter().map(|row| row["who"].as_str().unwrap()).collect();
        assert_eq!(who, ["Ana Bell and 2 more", "Tom Reed"]);
        assert_eq!(made[0]["same"], "The same of Dana Ruiz (0:30), Lee Park (0:30).");
        // Two are no crowd, and what costs something stands by itself.
        assert_eq!(rows(&findings[..3], words).len(), 3);
        findings[2].severity = Severity::Error;
        assert_eq!(rows(&findings, words).len(), 4);
    }
}
