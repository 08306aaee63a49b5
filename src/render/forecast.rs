//! A forecast in words: what a push would do, and the line of the office copy.

use super::compliance_report::entry;
use super::figures;
use crate::check::finding::{Finding, Outcome};
use crate::check::forecast::{ComingDay, Trial};
use crate::model::{Instant, Minutes, Money, Purse};

/// Names that a line gives before it only counts.
const MOST_NAMES: usize = 4;

/// What one push of the unit would do, by a check of the plan as it would be.
pub fn push(trial: &Trial, country: &str) -> String {
    let unit = &trial.unit;
    let by = Minutes(trial.minutes);
    let call = trial.call.map_or(String::new(), |(from, to)| {
        format!(" (crew call {} → {})", clock(from, country), clock(to, country))
    });
    let change = &trial.change;
    let costs = match (change.before == change.after, change.after.is_empty()) {
        (true, _) => String::new(),
        (false, true) => format!(" It saves {}.", figures::purse(&change.before)),
        (false, false) => format!(
            " The breaches of the plan would cost {} instead of {}.",
            figures::purse(&change.after),
            figures::purse(&change.before)
        ),
    };
    if trial.cures_everything() {
        return format!(
            "One push of the {unit} unit by {by}{call} cures everything above, and nobody is newly in breach.{costs}"
        );
    }
    let cured = figures::count(change.cured.len(), "breach", "breaches");
    let left = match trial.left.len() {
        0 => String::new(),
        n => format!("; {n} of that day {} left, which no later call of the unit cures", is(n)),
    };
    let created = match change.created.as_slice() {
        [] => "Nobody is newly in breach.".to_owned(),
        new => format!("Newly in breach: {}.", names(new, |f| whom(f, country))),
    };
    format!("A push of the {unit} unit by {by}{call} cures {cured}{left}. {created}{costs}")
}

/// Who, of what, on which day.
fn whom(finding: &Finding, country: &str) -> String {
    let day = entry::day(finding).map(|day| format!(", {}", figures::date(day, country))).unwrap_or_default();
    let price = finding.cost.as_ref().map(|cost| format!(", {}", figures::money(cost))).unwrap_or_default();
    format!("{} ({}{day}{price})", entry::who(finding), finding.rule)
}

/// What the office copy of a call sheet says, and the crew's does not: it names people and prices.
pub fn office_line(day: Option<&ComingDay>, country: &str) -> String {
    let Some(day) = day else {
        return "Forecast: nothing planned for this day breaks a rule in force.".into();
    };
    let open = day.findings.iter().filter(|f| f.outcome == Outcome::Undetermined).count();
    let people: Vec<Finding> = day
        .findings
        .iter()
        .filter(|f| f.outcome != Outcome::Undetermined && f.subject.person.is_some())
        .cloned()
        .collect();
    let mut parts = Vec::new();
    if !people.is_empty() {
        let who = names(&people, |finding| {
            let by = entry::by_how_much(finding);
            let by = if by.is_empty() { String::new() } else { format!(" by {by}") };
            let avoids = entry::best_change(finding)
                .map(|change| format!(", avoided by {}", entry::change_words(change, country)))
                .unwrap_or_default();
            format!("{} ({}{by}{avoids})", entry::who(finding), finding.rule)
        });
        let cost = price(&people).map(|cost| format!(" at {}", figures::purse(&cost))).unwrap_or_default();
        parts.push(format!("{} in breach{cost}: {who}.", figures::count(people.len(), "case", "cases")));
    }
    let rest = day.findings.len() - people.len() - open;
    if open > 0 {
        parts.push(format!("{open} cannot be decided yet."));
    }
    if rest > 0 {
        parts.push(format!("{} about the sheet itself.", figures::count(rest, "finding", "findings")));
    }
    parts.extend(day.trial.as_ref().map(|trial| push(trial, country)));
    format!("Forecast: {}", parts.join(" "))
}

/// The sums of decided findings.
pub fn price(findings: &[Finding]) -> Option<Vec<Money>> {
    let mut purse = Purse::default();
    let decided = findings.iter().filter(|f| f.outcome != Outcome::Undetermined);
    decided.filter_map(|f| f.cost.as_ref()).for_each(|cost| purse.add(cost));
    (!purse.is_empty()).then(|| purse.iter().collect())
}

fn names(findings: &[Finding], say: impl Fn(&Finding) -> String) -> String {
    let mut words: Vec<String> = findings.iter().take(MOST_NAMES).map(say).collect();
    if findings.len() > MOST_NAMES {
        words.push(format!("{} more", findings.len() - MOST_NAMES));
    }
    words.join("; ")
}

fn clock(at: Instant, country: &str) -> String {
    figures::clock(&at.to_rfc3339(), country)
}

fn is(n: usize) -> &'static str {
    if n == 1 { "is" } else { "are" }
}
