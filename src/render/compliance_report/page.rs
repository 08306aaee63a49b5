//! The compliance report's data for the page: what to do first, then each day, then each rule.

use super::entry::{self, State, state};
use crate::check::finding::Finding;
use crate::diagnostic::{Code, Severity};
use crate::model::Purse;
use crate::render::stamp;
use crate::render::view::View;
use crate::render::words::Words;
use chrono::NaiveDate;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// How many findings are printed in full; the workbook and `findings.json` have them all.
const MOST_ENTRIES: usize = 1500;

pub fn data(view: &View, title: &str) -> Value {
    let (report, words) = (view.report, view.words);
    let of_state = |wanted: State| -> Vec<&Finding> {
        let mut found: Vec<&Finding> = report.findings.iter().filter(|f| state(f) == wanted).collect();
        found.sort_by_key(|f| order(f, words));
        found
    };
    let [counting, waived, undetermined] = [State::Counts, State::Waived, State::Undetermined].map(of_state);
    let left: usize =
        [&counting, &waived, &undetermined].iter().map(|list| list.len().saturating_sub(MOST_ENTRIES)).sum();
    let (before, saves) = super::before::page(view);
    // Where not all are printed, errors are.
    let mut printed = counting;
    printed.sort_by_key(|f| f.severity);
    printed.truncate(MOST_ENTRIES);
    let entries = |list: Vec<&Finding>| {
        list.into_iter().take(MOST_ENTRIES).map(|f| entry::entry(f, words)).collect::<Vec<_>>()
    };
    json!({
        "stamp": stamp::stamp_in(view, words, title, &stamp::inputs(view)),
        "counts": {
            "error": report.summary.error,
            "warning": report.summary.warning,
            "info": report.summary.info,
            "undetermined": report.summary.undetermined,
            "waived": report.summary.waived,
        },
        "cost": words.purse(&report.summary.cost),
        "packs": packs(view),
        "not_judged": problems(view, |code| {
            matches!(
                code,
                Code::AgreementWithoutPack
                    | Code::AgreementMissing
                    | Code::MinorWithoutPack
                    | Code::PackInvalid
                    | Code::PackTestFailed
                    | Code::PackCoversNobody
                    | Code::PackNameShared
                    | Code::DatesUnjudged
                    | Code::SwitchedOff
            )
        }),
        "outdated": problems(view, |code| code == Code::PackOutdated),
        "assumed": view.production.facts.assumed,
        "before": before,
        "saves": (!saves.is_empty()).then(|| words.purse(&saves)),
        "days": days(view, &printed),
        "others": others(view, &printed),
        "rules": rules(view, &report.findings),
        "waived": entries(waived),
        "undetermined": entries(undetermined),
        "left": (left > 0).then(|| words.say("reports.findings_left", &[("n", &left.to_string())])),
    })
}

/// By day, person and rule; without a day last.
fn order<'f>(
    finding: &'f Finding,
    words: &Words,
) -> (bool, Option<NaiveDate>, String, Severity, &'f str, &'f str) {
    let day = entry::day(finding);
    (day.is_none(), day, entry::who(finding, words), finding.severity, &finding.rule, &finding.id)
}

fn days(view: &View, counting: &[&Finding]) -> Vec<Value> {
    let words = view.words;
    let mut by_day: BTreeMap<NaiveDate, Vec<&Finding>> = BTreeMap::new();
    for finding in counting.iter().filter(|f| entry::is_about_a_day(f)) {
        if let Some(day) = entry::day(finding) {
            by_day.entry(day).or_default().push(finding);
        }
    }
    by_day
        .into_iter()
        .map(|(day, mut findings)| {
            findings.sort_by_key(|f| order(f, words));
            json!({
                "title": words.date_medium(day),
                "right": summary_words(&findings, words),
                "entries": findings.iter().map(|f| entry::entry(f, words)).collect::<Vec<_>>(),
            })
        })
        .collect()
}

/// Rights, money and deliveries, by pack.
fn others(view: &View, counting: &[&Finding]) -> Vec<Value> {
    let words = view.words;
    let mut by_pack: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in counting.iter().filter(|f| !entry::is_about_a_day(f)) {
        let pack = finding.rule.split('/').next().unwrap_or_default();
        by_pack.entry(pack).or_default().push(finding);
    }
    by_pack
        .into_iter()
        .map(|(pack, mut findings)| {
            findings.sort_by(|a, b| {
                (a.severity, &a.rule, entry::who(a, words), &a.id).cmp(&(
                    b.severity,
                    &b.rule,
                    entry::who(b, words),
                    &b.id,
                ))
            });
            json!({
                "title": pack,
                "right": summary_words(&findings, words),
                "entries": findings.iter().map(|f| entry::entry(f, words)).collect::<Vec<_>>(),
            })
        })
        .collect()
}

/// `2 findings · USD 100.00`
fn summary_words(findings: &[&Finding], words: &Words) -> String {
    let mut purse = Purse::default();
    findings.iter().filter_map(|f| f.cost.as_ref()).for_each(|cost| purse.add(cost));
    let count = words.count("reports.findings", findings.len());
    if purse.is_empty() {
        return count;
    }
    format!("{count} · {}", words.purse(&purse.iter().collect::<Vec<_>>()))
}

fn packs(view: &View) -> Vec<Value> {
    view.report
        .packs
        .iter()
        .map(|pack| {
            let found = view
                .report
                .findings
                .iter()
                .flat_map(|f| std::iter::once(f).chain(&f.also))
                .filter(|f| f.rule.split('/').next() == Some(&pack.id))
                .count();
            let short: String = pack.sha256.chars().take(8).collect();
            json!({ "id": pack.id, "version": pack.version, "sha256": short, "findings": found })
        })
        .collect()
}

/// Problems of the rules themselves: who and what could not be judged, and by numbers of what age others were.
fn problems(view: &View, of: impl Fn(Code) -> bool) -> Vec<Value> {
    view.report
        .problems
        .iter()
        .filter(|p| of(p.code))
        .map(|p| json!({ "message": p.message, "help": p.help, "place": p.place() }))
        .collect()
}

fn rules(view: &View, findings: &[Finding]) -> Vec<Value> {
    let words = view.words;
    let mut by_rule: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in findings {
        by_rule.entry(&finding.rule).or_default().push(finding);
    }
    by_rule
        .into_iter()
        .map(|(rule, findings)| {
            let count = |severity: Severity| {
                findings.iter().filter(|f| state(f) == State::Counts && f.severity == severity).count()
            };
            let of = |wanted: State| findings.iter().filter(|f| state(f) == wanted).count();
            let mut purse = Purse::default();
            findings
                .iter()
                .filter(|f| state(f) == State::Counts)
                .filter_map(|f| f.cost.as_ref())
                .for_each(|cost| purse.add(cost));
            json!({
                "rule": rule,
                "error": count(Severity::Error),
                "warning": count(Severity::Warning),
                "info": count(Severity::Info),
                "undetermined": of(State::Undetermined),
                "waived": of(State::Waived),
                "cost": (!purse.is_empty()).then(|| words.purse(&purse.iter().collect::<Vec<_>>())),
            })
        })
        .collect()
}
