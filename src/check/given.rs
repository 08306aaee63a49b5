//! A rule's own tests: what is given, in the tables that users write, and what must be found.
//!
//! ```toml
//! [[rule.test]]
//! name = "thirteen minutes short pays half an hour"
//! given = { today = 2026-11-08, production = { Country = "US" }, settings = { … }, clearances = [{ Item = "…" }] }
//! expect = { excess_minutes = 13, cost = "50.00" }     # or { findings = 0 }
//! ```
//!
//! `switch = { grace-exceeded = "relate_back" }` judges the test by another reading of a parameter, as a production that
//! writes it into its own copy of the pack would.
//!
//! `given` holds any table of the contract by its name (`purchase_orders = [ … ]`), the facts of the
//! Production table, settings, and what the rule's kind reads as a shorthand. Rows go through the same reading as a spreadsheet's.

use super::columns;
use super::fields::{Fields, Node, NodeValue, Place};
use super::finding::Outcome;
use super::kinds::KindSpec;
use crate::model::TableName;
use crate::settings::Settings;
use chrono::{NaiveDate, NaiveDateTime};
use rust_decimal::Decimal;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A row as text under its headings.
pub type Row = BTreeMap<String, String>;

/// The production a test is about.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// The day after the last date in the rows where the test does not say.
    pub today: Option<NaiveDate>,
    /// Facts of the Production table: `Country`, `Currency` …
    pub production: Row,
    pub settings: Settings,
    pub tables: BTreeMap<TableName, Vec<Row>>,
    /// Parameters of the pack that the test reads otherwise.
    pub switches: Row,
    /// Call sheets that went out: date, unit, and when, on the production's clock.
    pub issued: Vec<(NaiveDate, String, NaiveDateTime)>,
}

impl Given {
    /// Adds a row, from pairs of heading and text; blank texts are left out.
    pub fn add(&mut self, table: TableName, row: &[(&str, &str)]) {
        let row = row.iter().filter(|(_, text)| !text.is_empty());
        let row = row.map(|(heading, text)| ((*heading).to_owned(), (*text).to_owned())).collect();
        self.tables.entry(table).or_default().push(row);
    }
}

/// What a test must find. Every value given must be that of one and the same finding.
#[derive(Clone, Debug, Default)]
pub struct Expect {
    pub findings: usize,
    pub outcome: Option<Outcome>,
    pub measured: Option<String>,
    pub limit: Option<String>,
    pub excess_minutes: Option<i64>,
    pub cost: Option<Decimal>,
    /// Bounds of an undetermined cost; `"none"` for no upper bound.
    pub cost_min: Option<Decimal>,
    pub cost_max: Option<String>,
    /// Texts that the message holds.
    pub says: Vec<String>,
    /// Texts that the help holds: what would avoid it, and what that saves.
    pub helps: Vec<String>,
    /// Texts that the arithmetic holds.
    pub shows: Vec<String>,
    /// What a rule that pays must pay; the others find.
    pub pay: Option<ExpectPay>,
}

/// What a day must pay, over all rows of its date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpectPay {
    /// The last day given, where the test names none.
    pub on: Option<NaiveDate>,
    pub min: Decimal,
    /// `None`: no upper bound.
    pub max: Option<Decimal>,
}

impl ExpectPay {
    /// `pays 700`, `pays 662.5 or more`, `pays 90 to 120`
    pub fn words(&self) -> String {
        let min = self.min.normalize();
        match self.max {
            Some(max) if max == self.min => format!("pays {min}"),
            Some(max) => format!("pays {min} to {}", max.normalize()),
            None => format!("pays {min} or more"),
        }
    }
}

#[derive(Clone, Debug)]
pub struct RuleTest {
    pub name: String,
    pub given: Given,
    pub expect: Expect,
    pub at: Place,
}

impl RuleTest {
    /// Reads `[[rule.test]]`; says so where no test passes or none fails.
    pub fn read_all(fields: &mut Fields, kind: &KindSpec) -> Vec<RuleTest> {
        let tests = fields.tables("test", "a test", |test| read(test, kind));
        if kind.pays() {
            two_of_pay(&tests, fields);
            return tests;
        }
        let (passing, failing): (Vec<_>, Vec<_>) = tests.iter().partition(|t| t.expect.findings == 0);
        if passing.is_empty() {
            fields.say(
                "id",
                format!("{} has no test that passes", fields.what()),
                "Add a [[rule.test]] with `expect = { findings = 0 }`.",
            );
        }
        if failing.is_empty() {
            fields.say(
                "id",
                format!("{} has no test that finds something", fields.what()),
                "Add a [[rule.test]] that expects a finding.",
            );
        }
        tests
    }
}

fn read(test: &mut Fields, kind: &KindSpec) -> Option<RuleTest> {
    let name = test.need_text("name");
    if let Some(name) = &name {
        test.call_it(format!("test “{name}”"));
    }
    let at = test.place("name");
    if !test.has("given") {
        test.need_text("given");
    }
    if !test.has("expect") {
        test.need_text("expect");
    }
    let given = test.table("given", "“given”", |given| Some(read_given(given, kind)));
    let expect = test.table("expect", "“expect”", |expect| {
        Some(if kind.pays() {
            Expect { pay: read_pay(expect), ..Expect::default() }
        } else {
            read_expect(expect)
        })
    });
    Some(RuleTest { name: name?, given: given?, expect: expect?, at })
}

fn read_given(fields: &mut Fields, kind: &KindSpec) -> Given {
    let mut given = Given { today: fields.date("today"), ..Given::default() };
    if let Some(node) = fields.node("production") {
        given.production = row(&node, fields).unwrap_or_default();
    }
    if let Some(node) = fields.node("switch") {
        given.switches = row(&node, fields).unwrap_or_default();
    }
    if let Some(node) = fields.node("settings") {
        match Settings::deserialize(to_toml(&node)) {
            Ok(settings) => given.settings = settings,
            Err(error) => {
                fields.say("settings", format!("the settings given are none: {}", error.message()), "")
            }
        }
    }
    for key in fields.left() {
        let Some(table) = columns::table(&key) else { continue };
        let Some(node) = fields.take(&key) else { continue };
        let NodeValue::List(rows) = &node.value else {
            fields.say(
                &key,
                format!("“{key}” given is not a list of rows"),
                format!("Write `{key} = [{{ … }}]`."),
            );
            continue;
        };
        let rows = rows.iter().filter_map(|node| row(node, fields)).collect();
        given.tables.insert(table, rows);
    }
    if let Some(shorthand) = kind.shorthand {
        shorthand(fields, &mut given);
    }
    given
}

fn row(node: &Node, fields: &Fields) -> Option<Row> {
    let NodeValue::Table(entries) = &node.value else {
        fields.document().say(node.at, "a row given is not a table", "Write `{ Heading = \"value\", … }`.");
        return None;
    };
    let mut row = Row::new();
    for (heading, at, value) in entries {
        match value.as_words() {
            Some(text) => drop(row.insert(heading.clone(), text)),
            None => fields.document().say(
                *at,
                format!("“{heading}” given is not a plain value"),
                "Write it as the cell would read, in quotation marks.",
            ),
        }
    }
    Some(row)
}

fn to_toml(node: &Node) -> toml::Value {
    match &node.value {
        NodeValue::Text(text) => toml::Value::String(text.clone()),
        NodeValue::Integer(n) => toml::Value::Integer(*n),
        NodeValue::Float(text) => toml::Value::String(text.clone()),
        NodeValue::Flag(flag) => toml::Value::Boolean(*flag),
        NodeValue::Date(date) => toml::Value::Datetime(*date),
        NodeValue::List(items) => toml::Value::Array(items.iter().map(to_toml).collect()),
        NodeValue::Table(entries) => {
            toml::Value::Table(entries.iter().map(|(key, _, node)| (key.clone(), to_toml(node))).collect())
        }
    }
}

fn read_expect(fields: &mut Fields) -> Expect {
    let findings = fields.integer("findings");
    let outcomes = [
        ("premium", Outcome::Premium),
        ("consent", Outcome::Consent),
        ("prohibited", Outcome::Prohibited),
        ("advisory", Outcome::Advisory),
        ("undetermined", Outcome::Undetermined),
    ];
    let word = fields.choice("outcome", &outcomes.map(|(name, _)| name));
    Expect {
        findings: findings.and_then(|n| usize::try_from(n).ok()).unwrap_or(1),
        outcome: outcomes.iter().find(|(name, _)| Some(*name) == word).map(|(_, o)| *o),
        measured: fields.text("measured"),
        limit: fields.text("limit"),
        excess_minutes: fields.integer("excess_minutes"),
        cost: fields.decimal("cost"),
        cost_min: fields.decimal("cost_min"),
        cost_max: fields.text("cost_max"),
        says: fields.texts("says"),
        helps: fields.texts("helps"),
        shows: fields.texts("shows"),
        pay: None,
    }
}

/// `pay = "700.00"`, or `pay_min` and `pay_max`, `"none"` for no upper bound; `on` names the day.
fn read_pay(fields: &mut Fields) -> Option<ExpectPay> {
    let on = fields.text("on").and_then(|text| match text.parse() {
        Ok(date) => Some(date),
        Err(_) => {
            fields.say("on", format!("“{text}” is no date"), "Write it as \"2026-11-17\".");
            None
        }
    });
    let (pay, min, max) = (fields.decimal("pay"), fields.decimal("pay_min"), fields.text("pay_max"));
    let (min, max) = match (pay, min, max.as_deref()) {
        (Some(pay), None, None) => (pay, Some(pay)),
        (None, Some(min), Some("none")) => (min, None),
        (None, Some(min), Some(max)) if max.parse::<Decimal>().is_ok() => (min, max.parse().ok()),
        _ => {
            fields.say(
                "expect",
                "the test does not say what the day pays",
                "Write `pay = \"700.00\"`, or `pay_min` and `pay_max` (\"none\" for no upper bound).",
            );
            return None;
        }
    };
    Some(ExpectPay { on, min, max })
}

/// A rule that pays needs two tests of different amounts: one alone might pay whatever is asked.
fn two_of_pay(tests: &[RuleTest], fields: &Fields) {
    let amounts = tests.iter().filter_map(|test| test.expect.pay.as_ref().map(|pay| (pay.min, pay.max)));
    let different: std::collections::BTreeSet<_> = amounts.collect();
    if different.len() < 2 {
        fields.say(
            "id",
            format!("{} has no two tests that expect different pay", fields.what()),
            "Add a [[rule.test]] with `expect = { pay = \"…\" }`.",
        );
    }
}
