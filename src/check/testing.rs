//! Runs the tests that packs carry: what is given goes through the reading and joining of users' own data, and the rule
//! through the same judgement.

use super::case::Case;
use super::finding::Finding;
use super::given::{Expect, ExpectPay, Given, Row, RuleTest};
use super::pack::Pack;
use super::packs::Packs;
use super::parameter::Parameter;
use super::pay_day::PayDay;
use super::policy::Policy;
use super::rule::Rule;
use super::run::{judge, one_of_each, pay};
use super::subjects::Subjects;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::ingest::intake::FileRead;
use crate::ingest::{Locale, assemble, read, tables};
use crate::model::{Issued, Money, Production, Value};
use chrono::{Days, NaiveDate};
use rayon::prelude::*;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// The day of a test that gives none and has no dates in its rows.
const SOME_DAY: Option<NaiveDate> = NaiveDate::from_ymd_opt(2026, 3, 2);

/// How one test went.
#[derive(Clone, Debug)]
pub struct TestResult {
    /// `pack/rule`
    pub rule: String,
    pub test: String,
    /// The pack's file, and the place of the test in it.
    pub file: String,
    pub at: String,
    /// What is wrong; nothing where it passed.
    pub said: Vec<String>,
}

impl TestResult {
    pub fn passed(&self) -> bool {
        self.said.is_empty()
    }

    pub fn problem(&self) -> Diagnostic {
        Diagnostic::new(
            Code::PackTestFailed,
            format!("Test “{}” of {}: {}.", self.test, self.rule, self.said.join("; ")),
            "Correct the rule, or what the test expects.",
        )
        .in_file(&self.file)
        .at_place(&self.at)
    }
}

/// Every test of every rule of a pack, rules that ship switched off included.
pub fn run_pack(pack: &Pack) -> Vec<TestResult> {
    let tests: Vec<_> =
        pack.rules.iter().flat_map(|rule| rule.tests.iter().map(move |test| (rule, test))).collect();
    tests
        .into_par_iter()
        .map(|(rule, test)| TestResult {
            rule: rule.full_id.clone(),
            test: test.name.clone(),
            file: pack.file.clone(),
            at: test.at.to_string(),
            said: run_test(pack, rule, test),
        })
        .collect()
}

/// What fails of the tests in a production's own packs, as warnings: such a pack goes on judging.
pub fn failing_of_own(packs: &Packs) -> Vec<Diagnostic> {
    let own: Vec<&Pack> = packs.own.iter().filter_map(|id| packs.by_id.get(id)).collect();
    let failed = own.into_iter().flat_map(run_pack).filter(|result| !result.passed());
    failed
        .map(|result| {
            let mut problem = result.problem();
            problem.severity = Severity::Warning;
            problem
        })
        .collect()
}

fn run_test(pack: &Pack, rule: &Rule, test: &RuleTest) -> Vec<String> {
    let (production, today, mut said) = produce(&test.given);
    let (parameters, unknown) = switched(pack, &test.given.switches);
    said.extend(unknown);
    let subjects = Subjects::of(&production, &test.given.settings, today);
    let case = Case::new(&subjects, pack).reading(parameters);
    match &test.expect.pay {
        Some(wanted) => said.extend(compare_pay(wanted, &pay(rule, &case))),
        None => {
            let findings = one_of_each(judge(rule, &case, &Policy::default()));
            said.extend(compare(&test.expect, &findings));
        }
    }
    said
}

/// All rows of the day that is asked about, added.
fn compare_pay(wanted: &ExpectPay, days: &[PayDay]) -> Vec<String> {
    let asked = wanted.on.map(|date| date.to_string());
    let Some(date) = asked.or_else(|| days.iter().map(|day| day.date.clone()).max()) else {
        return vec!["nobody is paid".into()];
    };
    let of_day: Vec<&PayDay> = days.iter().filter(|day| day.date == date).collect();
    let add = |sum: Decimal, money: Option<&Money>| Some(sum + money?.amount);
    let min = of_day.iter().try_fold(Decimal::ZERO, |sum, day| add(sum, day.least()));
    let max = of_day.iter().try_fold(Decimal::ZERO, |sum, day| add(sum, day.most()));
    let paid = min.map(|min| ExpectPay { on: wanted.on, min, max });
    if !of_day.is_empty() && paid.as_ref() == Some(wanted) {
        return Vec::new();
    }
    let missing = of_day.iter().find_map(|day| day.missing.as_deref()).unwrap_or("nobody is paid that day");
    let got = paid.map_or_else(|| format!("pays no amount ({missing})"), |paid| paid.words());
    let mut said = vec![format!("{date} {got}, not “{}”", wanted.words())];
    said.extend(of_day.iter().map(|day| format!("paid: {} {}", day.person, day.arithmetic)));
    said
}

/// The pack's parameters that a test reads otherwise, and what of the switches makes no sense.
pub(super) fn switched(pack: &Pack, switches: &Row) -> (BTreeMap<String, Parameter>, Vec<String>) {
    let (mut parameters, mut said) = (BTreeMap::new(), Vec::new());
    for (name, written) in switches {
        let mut parameter = pack.parameters.get(name).map(|parameter| Parameter::clone(parameter));
        let is_switched = parameter.as_mut().map(|parameter| parameter.switch(written));
        parameters.extend(parameter.map(|parameter| (name.clone(), parameter)));
        match is_switched {
            Some(true) => {}
            Some(false) => said.push(format!("“{written}” is no value of the parameter “{name}”")),
            None => {
                said.push(format!("the switch names “{name}”, and the pack has no parameter of that name"))
            }
        }
    }
    (parameters, said)
}

/// The production that a test gives, its day, and what of it could not be read.
pub(super) fn produce(given: &Given) -> (Production, NaiveDate, Vec<String>) {
    let stated = |name: &str| given.production.get(name).map(String::as_str);
    let settings = &given.settings.production;
    let country = stated("Country").or(settings.country.as_deref()).unwrap_or("US");
    let currency = stated("Currency").or(settings.currency.as_deref()).unwrap_or("USD");
    let locale = Locale::of(country, currency);
    let (mut found, mut said) = (Vec::new(), Vec::new());
    let production = (!given.production.is_empty()).then(|| ("production", vec![given.production.clone()]));
    let given_tables = given.tables.iter().map(|(name, rows)| (*name, rows.clone())).chain(production);
    for (name, rows) in given_tables {
        let Some(spec) = tables::find(name) else { continue };
        let (table, problems) = read::rows(spec, &rows, &locale);
        let unknown = table.columns.iter().filter(|column| column.as_heading.is_none() && !spec.open);
        said.extend(unknown.map(|column| format!("{name} has no heading “{}”", column.heading)));
        let unread = problems.iter().filter(|problem| problem.severity == Severity::Error);
        said.extend(unread.map(|problem| problem.message.clone()));
        found.push(table);
    }
    let dates = found.iter().flat_map(|table| &table.records).flat_map(|record| {
        record.fields.get("Date").and_then(|field| match field.value {
            Some(Value::Date(date)) => Some(date),
            _ => None,
        })
    });
    let after = dates.max().and_then(|last| last.checked_add_days(Days::new(1)));
    let today = given.today.or(after).or(SOME_DAY).unwrap_or_default();
    let file = FileRead { file: "given".into(), sha256: String::new(), tables: found, problems: Vec::new() };
    let (mut production, _) = assemble::production(&[file], &given.settings, today);
    let zone = production.facts.time_zone;
    production.issued = (1..)
        .zip(&given.issued)
        .filter_map(|(revision, (date, unit, at))| {
            let at = at.and_local_timezone(zone).earliest()?;
            let (date, unit) = (*date, unit.clone());
            let nothing = String::new;
            Some(Issued {
                date,
                unit,
                revision,
                colour: nothing(),
                at,
                path: nothing(),
                content: nothing(),
                said: "".into(),
                sha256: nothing(),
            })
        })
        .collect();
    (production, today, said)
}

fn compare(expect: &Expect, findings: &[Finding]) -> Vec<String> {
    let mut said = Vec::new();
    if findings.len() != expect.findings {
        said.push(format!("{} findings, not {}", findings.len(), expect.findings));
    }
    let wrong: Vec<Vec<String>> = findings.iter().map(|finding| differences(expect, finding)).collect();
    if expect.findings > 0
        && !wrong.iter().any(Vec::is_empty)
        && let Some(closest) = wrong.into_iter().min_by_key(Vec::len)
    {
        said.extend(closest);
    }
    if !said.is_empty() {
        said.extend(
            findings.iter().map(|finding| format!("found: {} [{}]", finding.message, finding.arithmetic)),
        );
    }
    said
}

/// How a finding differs from what is expected of one.
fn differences(expect: &Expect, finding: &Finding) -> Vec<String> {
    let mut said = Vec::new();
    let mut differ = |name: &str, wanted: Option<String>, got: Option<String>| {
        if let Some(wanted) = wanted
            && got.as_ref() != Some(&wanted)
        {
            said.push(format!("{name} is {}, not {wanted}", got.unwrap_or_else(|| "none".into())));
        }
    };
    let decimal = |amount: rust_decimal::Decimal| amount.normalize().to_string();
    let range = finding.cost_range.as_ref();
    let most = range.map(|r| r.max.as_ref().map_or_else(|| "none".into(), |max| decimal(max.amount)));
    let wanted_most = expect.cost_max.as_ref().map(|m| m.parse().map_or_else(|_| m.clone(), decimal));
    differ("outcome", expect.outcome.map(|o| format!("{o:?}")), Some(format!("{:?}", finding.outcome)));
    differ("measured", expect.measured.clone(), finding.measured.clone());
    differ("limit", expect.limit.clone(), finding.limit.clone());
    differ(
        "excess_minutes",
        expect.excess_minutes.map(|m| m.to_string()),
        finding.excess_minutes.map(|m| m.to_string()),
    );
    differ("cost", expect.cost.map(decimal), finding.cost.as_ref().map(|cost| decimal(cost.amount)));
    differ("cost_min", expect.cost_min.map(decimal), range.map(|r| decimal(r.min.amount)));
    differ("cost_max", wanted_most, most);
    let texts = [
        ("message", &finding.message, &expect.says),
        ("help", &finding.help, &expect.helps),
        ("arithmetic", &finding.arithmetic, &expect.shows),
    ];
    for (what, text, wanted) in texts {
        for words in wanted.iter().filter(|words| !text.contains(*words)) {
            said.push(format!("the {what} does not say “{words}” but “{text}”"));
        }
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every test in every built-in pack.
    #[test]
    fn the_packs_own_tests_pass() {
        let (packs, _) = Packs::built_in();
        assert!(packs.broken.is_empty(), "{:?}", packs.broken);
        let results: Vec<TestResult> = packs.by_id.values().flat_map(run_pack).collect();
        let failed: Vec<String> =
            results.iter().filter(|r| !r.passed()).map(|r| r.problem().to_string()).collect();
        assert!(failed.is_empty(), "{} of {} fail:\n{}", failed.len(), results.len(), failed.join("\n"));
        assert!(!results.is_empty());
    }

    #[test]
    fn a_test_that_expects_the_wrong_thing_fails() {
        let text = include_str!("../../rules/cost-control.toml")
            .replace("limit = \"10000.00\"", "limit = \"9999.00\"");
        let (pack, problems) = Pack::read("rules/x.toml", &text);
        assert!(problems.is_empty());
        let results = run_pack(&pack.unwrap());
        let failed: Vec<&TestResult> = results.iter().filter(|r| !r.passed()).collect();
        assert_eq!(failed.len(), 1);
        assert!(failed[0].said.iter().any(|s| s == "limit is 10000.00, not 9999.00"), "{:?}", failed[0].said);
    }
}
