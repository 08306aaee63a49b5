//! A forecast in words: what a push would do, and the line of the office copy.

use super::compliance_report::entry;
use super::words::Words;
use crate::check::finding::{Finding, Outcome};
use crate::check::forecast::{ComingDay, Trial};
use crate::model::{Instant, Minutes, Money, Purse};

/// Names that a line gives before it only counts.
const MOST_NAMES: usize = 4;

/// What one push of the unit would do, by a check of the plan as it would be.
pub fn push(trial: &Trial, words: &Words) -> String {
    let unit = words.unit_name(&trial.unit);
    let by = Minutes(trial.minutes).to_string();
    let call = trial.call.map_or(String::new(), |(from, to)| {
        words.say("forecasts.call", &[("from", &clock(from, words)), ("to", &clock(to, words))])
    });
    let change = &trial.change;
    let (before, after) = (words.purse(&change.before), words.purse(&change.after));
    let mut parts = Vec::new();
    if trial.cures_everything() {
        parts.push(words.say("forecasts.cures_all", &[("unit", unit), ("by", &by), ("call", &call)]));
    } else {
        let cured = words.count("forecasts.breaches", change.cured.len());
        let left = match trial.left.len() {
            0 => String::new(),
            n => words.count("forecasts.left", n),
        };
        let with = [("unit", unit), ("by", &by), ("call", &call), ("cured", &cured), ("left", &left)];
        parts.push(words.say("forecasts.cures", &with));
        parts.push(match change.created.as_slice() {
            [] => words.get("forecasts.nobody_newly").to_owned(),
            new => words.say("forecasts.newly", &[("names", &names(new, words, |f| whom(f, words)))]),
        });
    }
    if change.before != change.after {
        let key = if change.after.is_empty() { "forecasts.saves" } else { "forecasts.costs_instead" };
        parts.push(words.say(key, &[("before", &before), ("after", &after)]));
    }
    parts.join(" ")
}

/// Who, of what, on which day.
fn whom(finding: &Finding, words: &Words) -> String {
    let day = entry::day(finding).map(|day| format!(", {}", words.date_medium(day))).unwrap_or_default();
    let price = finding.cost.as_ref().map(|cost| format!(", {}", words.money(cost))).unwrap_or_default();
    format!("{} ({}{day}{price})", entry::who(finding, words), finding.rule)
}

/// What the office copy of a call sheet says, and the crew's does not: it names people and prices.
pub fn office_line(day: Option<&ComingDay>, words: &Words) -> String {
    let Some(day) = day else { return words.get("forecasts.nothing").to_owned() };
    let open = day.findings.iter().filter(|f| f.outcome == Outcome::Undetermined).count();
    let people: Vec<Finding> = day
        .findings
        .iter()
        .filter(|f| f.outcome != Outcome::Undetermined && f.subject.person.is_some())
        .cloned()
        .collect();
    let mut parts = Vec::new();
    if !people.is_empty() {
        let who = names(&people, words, |finding| {
            let by = entry::by_how_much(finding, words);
            let by = if by.is_empty() { String::new() } else { words.say("forecasts.by", &[("by", &by)]) };
            let avoids = entry::best_change(finding).map(|change| {
                words.say("forecasts.avoided", &[("change", &entry::change_words(change, words))])
            });
            format!("{} ({}{by}{})", entry::who(finding, words), finding.rule, avoids.unwrap_or_default())
        });
        let cost = price(&people).map(|cost| words.say("forecasts.at", &[("cost", &words.purse(&cost))]));
        let cases = words.count("forecasts.cases", people.len());
        let cost = cost.unwrap_or_default();
        parts.push(words.say("forecasts.in_breach", &[("cases", &cases), ("cost", &cost), ("who", &who)]));
    }
    let rest = day.findings.len() - people.len() - open;
    if open > 0 {
        parts.push(words.say("forecasts.open", &[("n", &open.to_string())]));
    }
    if rest > 0 {
        parts.push(words.count("forecasts.of_sheet", rest));
    }
    parts.extend(day.trial.as_ref().map(|trial| push(trial, words)));
    words.say("forecasts.line", &[("parts", &parts.join(" "))])
}

/// The sums of decided findings.
pub fn price(findings: &[Finding]) -> Option<Vec<Money>> {
    let mut purse = Purse::default();
    let decided = findings.iter().filter(|f| f.outcome != Outcome::Undetermined);
    decided.filter_map(|f| f.cost.as_ref()).for_each(|cost| purse.add(cost));
    (!purse.is_empty()).then(|| purse.iter().collect())
}

fn names(findings: &[Finding], words: &Words, say: impl Fn(&Finding) -> String) -> String {
    let mut named: Vec<String> = findings.iter().take(MOST_NAMES).map(say).collect();
    if findings.len() > MOST_NAMES {
        named.push(words.say("reports.more", &[("n", &(findings.len() - MOST_NAMES).to_string())]));
    }
    named.join("; ")
}

fn clock(at: Instant, words: &Words) -> String {
    words.instant(&at.to_rfc3339())
}
