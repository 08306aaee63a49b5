//! One person's week, as texts ready to print.

use crate::check::finding::Finding;
use crate::model::{Minutes, Moment, Per, Sourced, Terms};
use crate::render::call_sheet::Clock;
use crate::render::payroll::found;
use crate::render::payroll::line::Line;
use crate::render::payroll::paid;
use crate::render::payroll::tenths;
use crate::render::view::View;
use crate::render::words::Words;
use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// A person's lines of the week that ends on `ending`; nothing without a line.
pub fn card(view: &View, ending: NaiveDate, lines: &[Line]) -> Option<Value> {
    let (person, words) = (lines.first()?.day.person, view.words);
    let terms: Vec<&Terms> = lines.iter().map(|line| &line.day.shift.terms).collect();
    let each = |of: fn(&Terms) -> Option<&Sourced<String>>| {
        distinct(terms.iter().filter_map(|terms| of(terms)).map(|value| value.value.trim().to_owned()))
    };
    // The words of closed columns are ours, and said in the language.
    let of_column = |of: fn(&Terms) -> Option<&Sourced<String>>| {
        distinct(
            terms.iter().filter_map(|terms| of(terms)).map(|word| words.vocabulary(&word.value).to_owned()),
        )
    };
    let rates: Vec<Option<String>> = lines.iter().map(|line| rate(&line.day.shift.terms, words)).collect();
    let changes = rates.iter().any(|rate| rate != rates.first().unwrap_or(&None));
    let findings: Vec<&Finding> = lines.iter().flat_map(|line| line.found.iter().copied()).collect();
    let multiples: BTreeSet<Decimal> =
        lines.iter().flat_map(|l| paid::by_multiple(&l.paid).into_keys()).collect();
    let multiples: Vec<Decimal> = multiples.into_iter().collect();
    let rows =
        week_days(ending).into_iter().flat_map(|date| day_rows(view, date, lines, changes, &multiples));
    Some(json!({
        "name": person.name,
        "number": person.number,
        "character": person.character,
        "department": person.department,
        "position": each(|t| t.position.as_ref()),
        "union": each(|t| t.agreement.as_ref()),
        "local": each(|t| t.local.as_ref()),
        "occupation": each(|t| t.craft.as_ref()).or_else(|| of_column(|t| t.role.as_ref())),
        "contract": of_column(|t| t.contract.as_ref()),
        "employer": distinct(lines.iter().filter_map(|line| line.day.shift.employer.clone())),
        "rate": distinct(rates.into_iter().flatten()),
        "rate_changes": changes,
        "multiples": multiples.iter().map(|times| format!("{}×", words.number(*times, times.scale()))).collect::<Vec<_>>(),
        "rows": rows.collect::<Vec<_>>(),
        "totals": totals(lines, &multiples, words),
        "premiums": findings.iter().filter_map(|f| premium(view, f)).collect::<Vec<_>>(),
        "premium_total": total(&findings, words),
        "open": findings.iter().filter(|f| found::is_open(f)).map(|f| f.message.clone()).collect::<Vec<_>>(),
        "missing": missing(view, lines),
        "clock_changes": clock_changes(lines),
    }))
}

/// The seven days that end a week.
fn week_days(ending: NaiveDate) -> Vec<NaiveDate> {
    (0..7).rev().filter_map(|back| ending.checked_sub_days(Days::new(back))).collect()
}

/// A row for each part of a day; one without times for a day that was not worked.
fn day_rows(
    view: &View,
    date: NaiveDate,
    lines: &[Line],
    changes: bool,
    multiples: &[Decimal],
) -> Vec<Value> {
    let words = view.words;
    let clock = Clock { words, zone: view.production.facts.time_zone, date };
    let label = clock.short_date(date);
    let of_day: Vec<&Line> = lines.iter().filter(|line| line.day.shift.date == date).collect();
    if of_day.is_empty() {
        return vec![json!({ "date": label, "worked": false })];
    }
    of_day
        .into_iter()
        .map(|line| row(&Clock { zone: line.day.shift.zone, ..clock }, &label, line, changes, multiples))
        .collect()
}

fn row(clock: &Clock, label: &str, line: &Line, changes: bool, multiples: &[Decimal]) -> Value {
    let (shift, words) = (line.day.shift, clock.words);
    let work = line.day.is_work();
    let time = |moment: &Moment| time(clock, line, moment);
    let needed = |moment: &Moment| (work || !moment.is_missing()).then(|| time(moment));
    let breaks = line.breaks().map(|times| times.map(|[start, end]| json!([time(start), time(end)])));
    let [ndb, first, second, third] = breaks;
    let kinds: Vec<String> = shift
        .meals
        .iter()
        .filter(|meal| meal.kind != "deductible" && line.day.meal(meal.number).is_some())
        .map(|meal| {
            let with = [("n", meal.number.to_string()), ("kind", words.vocabulary(&meal.kind).to_owned())];
            words.say("card.meal_kind", &with.each_ref().map(|(key, text)| (*key, text.as_str())))
        })
        .collect();
    json!({
        "date": label,
        "worked": true,
        "type": if work { "" } else { words.vocabulary(&shift.day_status) },
        "unit": words.unit_name(&shift.unit),
        "location": shift.location.as_ref().map(|l| l.value.trim()),
        "rate": changes.then(|| rate(&shift.terms, words)).flatten(),
        "call": needed(&shift.call.moment),
        "ndb": ndb,
        "meals": [first, second, third],
        "meal_kinds": (!kinds.is_empty()).then(|| kinds.join(", ")),
        "wrap": needed(&shift.wrap.moment),
        "dismissed": line.day.dismissed_later().then(|| time(&shift.dismissed.moment)),
        "elapsed": line.hours.elapsed.map(|hours| tenths::printed(words, hours)),
        "hours": line.hours.worked.map(|hours| tenths::printed(words, hours)),
        "at": at(&paid::by_multiple(&line.paid), multiples, words),
        "least": line.pay.iter().any(|day| day.missing.is_some()),
        "meal_penalties": penalties(&line.found),
        "premiums": total(&line.found, words),
    })
}

/// Hours at each of the card's multiples.
fn at(hours: &BTreeMap<Decimal, Decimal>, multiples: &[Decimal], words: &Words) -> Vec<Option<String>> {
    multiples.iter().map(|times| hours.get(times).map(|hours| words.number(*hours, 2))).collect()
}

/// A time in tenths on a clock that runs past 24, and as the set writes it.
fn time(clock: &Clock, line: &Line, moment: &Moment) -> Value {
    match line.day.past_midnight(moment) {
        Some(minutes) => {
            json!({ "tenths": tenths::printed(clock.words, minutes), "clock": clock.moment(moment) })
        }
        None => json!({ "tenths": null, "clock": clock.moment(moment) }),
    }
}

fn penalties(findings: &[&Finding]) -> Option<String> {
    match found::meal_penalties(findings) {
        0 => None,
        units => Some(units.to_string()),
    }
}

fn total(findings: &[&Finding], words: &Words) -> Option<String> {
    let sums = found::sum(findings, |_| true);
    (!sums.is_empty()).then(|| words.purse(&sums))
}

/// The week's sums; where a day's hours are not known, the sum of the others, and a word that says so.
fn totals(lines: &[Line], multiples: &[Decimal], words: &Words) -> Value {
    let sum = |of: fn(&Line) -> Option<Minutes>| {
        let known = lines.iter().filter_map(of);
        // Payroll adds up the tenths it pays.
        known.map(tenths::tenths).fold(Decimal::ZERO, |sum, hours| sum.saturating_add(hours))
    };
    let unknown = lines.iter().filter(|line| line.day.is_work() && line.hours.worked.is_none()).count();
    let findings: Vec<&Finding> = lines.iter().flat_map(|line| line.found.iter().copied()).collect();
    json!({
        "elapsed": words.number(sum(|line| line.hours.elapsed), 1),
        "hours": words.number(sum(|line| line.hours.worked), 1),
        "at": at(&paid::by_multiple(&lines.iter().flat_map(|l| l.paid.iter().copied()).collect::<Vec<_>>()), multiples, words),
        "meal_penalties": penalties(&findings),
        "unknown": (unknown > 0).then(|| words.count("card.unknown", unknown)),
    })
}

/// A penalty or premium: its day, what for, how it comes about, how much.
fn premium(view: &View, finding: &Finding) -> Option<Value> {
    let words = view.words;
    let range = finding.cost_range.as_ref().filter(|_| finding.waiver.is_none() && !found::is_open(finding));
    let amount = match (found::cost(finding), range) {
        (Some(cost), _) => words.money(cost),
        (None, Some(range)) => words.say("reports.at_least", &[("amount", &words.money(&range.min))]),
        (None, None) => return None,
    };
    let date = finding.subject.date.as_deref().or(finding.subject.week_ending.as_deref());
    Some(json!({
        "date": date.map(|date| words.iso_date(date)),
        "rule": finding.rule,
        "how": finding.arithmetic,
        "units": finding.units,
        "amount": amount,
    }))
}

/// What the sheets do not say, with the day: `Thu 10/29: wrap`.
fn missing(view: &View, lines: &[Line]) -> Vec<String> {
    let date = |line: &Line| view.words.date_medium(line.day.shift.date);
    let all = lines.iter().map(|line| (date(line), line.missing(view.words)));
    all.filter(|(_, missing)| !missing.is_empty())
        .map(|(date, missing)| format!("{date}: {}", missing.join(", ")))
        .collect()
}

/// Days over a change of the clocks: the time that passed is not the difference of the clocks.
fn clock_changes(lines: &[Line]) -> bool {
    lines.iter().any(|line| {
        let shift = line.day.shift;
        let wall = line
            .day
            .past_midnight(&shift.dismissed.moment)
            .zip(line.day.past_midnight(&shift.call.moment))
            .map(|(end, start)| Minutes(end.0 - start.0));
        wall != line.hours.elapsed
    })
}

/// `USD 48.50 an hour`
pub fn rate(terms: &Terms, words: &Words) -> Option<String> {
    let rate = words.money(&terms.rate.as_ref()?.value);
    let per = match terms.per.as_ref().map(|per| per.value) {
        Some(Per::Hour) => "paper.per_hour",
        Some(Per::Day) => "paper.per_day",
        Some(Per::Week) => "paper.per_week",
        None => return Some(rate),
    };
    Some(format!("{rate} {}", words.get(per)))
}

/// What all or several of the days say, each once, in order.
fn distinct(values: impl Iterator<Item = String>) -> Option<String> {
    let mut seen = BTreeSet::new();
    let once: Vec<String> = values.filter(|v| !v.is_empty() && seen.insert(v.clone())).collect();
    (!once.is_empty()).then(|| once.join(", "))
}
