//! Problems in print: errors first, one group a kind and sheet, a few examples of each.

use crate::diagnostic::{self, Diagnostic, Severity};
use crate::render::compliance_report::entry::severity_words;
use crate::render::view::View;
use crate::render::words::Words;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// How many problems of one kind on one sheet are printed.
const MOST_OF_A_GROUP: usize = 10;
/// How many groups of one severity are printed.
const MOST_GROUPS: usize = 60;
/// How many characters of a cell are printed.
const LONGEST_SEEN: usize = 60;

/// Every problem once: those of the check, which knows the whole, and those of each file.
pub fn all(view: &View) -> Vec<Diagnostic> {
    let mut all: Vec<Diagnostic> =
        view.report.problems.iter().chain(view.files.iter().flat_map(|f| &f.problems)).cloned().collect();
    diagnostic::sort(&mut all);
    all.dedup();
    all
}

/// By severity: its groups, and how many problems are not printed.
pub fn printed(problems: &[Diagnostic], words: &Words) -> Vec<Value> {
    let titles = [
        (Severity::Error, "reports.errors"),
        (Severity::Warning, "reports.warnings"),
        (Severity::Info, "intake.for_information"),
    ];
    titles
        .into_iter()
        .filter_map(|(severity, title)| {
            let of: Vec<&Diagnostic> = problems.iter().filter(|p| p.severity == severity).collect();
            (!of.is_empty()).then(|| section(severity, words.get(title), &of, words))
        })
        .collect()
}

fn section(severity: Severity, title: &str, problems: &[&Diagnostic], words: &Words) -> Value {
    let mut groups: BTreeMap<(&str, &str, &str), Vec<&Diagnostic>> = BTreeMap::new();
    for problem in problems {
        groups.entry((&problem.file, &problem.sheet, problem.code.name())).or_default().push(problem);
    }
    let printed: usize = groups.values().take(MOST_GROUPS).map(|g| g.len().min(MOST_OF_A_GROUP)).sum();
    let left = problems.len().saturating_sub(printed);
    json!({
        "severity": severity.word(),
        "severity_word": severity_words(severity, words),
        "title": title,
        "count": problems.len(),
        "groups": groups.values().take(MOST_GROUPS).map(|g| group(g, words)).collect::<Vec<_>>(),
        "left": (left > 0).then(|| words.say("intake.more_problems", &[("n", &left.to_string())])),
    })
}

fn group(problems: &[&Diagnostic], words: &Words) -> Value {
    let first = problems.first();
    let left = problems.len().saturating_sub(MOST_OF_A_GROUP);
    // What would be right is said once where all say the same.
    let help = first.map(|p| p.help.as_str()).filter(|help| problems.iter().all(|p| p.help == *help));
    json!({
        "code": first.map(|p| p.code.name()),
        "about": first.map(|p| p.code.about()),
        "place": first.map(|p| [&p.file, &p.sheet].into_iter().filter(|t| !t.is_empty()).cloned().collect::<Vec<_>>().join(" › ")),
        "count": problems.len(),
        "help": help,
        "rows": problems.iter().take(MOST_OF_A_GROUP).map(|p| json!({
            "at": p.at,
            "seen": seen(&p.seen),
            "message": p.message,
            "help": if help.is_some() { "" } else { &p.help },
        })).collect::<Vec<_>>(),
        "left": (left > 0).then(|| words.say("intake.more_of_kind", &[("n", &left.to_string())])),
    })
}

/// What stood in a cell, at a length that can be read.
pub fn seen(text: &str) -> String {
    if text.chars().count() <= LONGEST_SEEN {
        return text.to_string();
    }
    text.chars().take(LONGEST_SEEN).chain(['…']).collect()
}
