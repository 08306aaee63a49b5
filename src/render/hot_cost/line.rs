//! A person's day in money: what was budgeted, and what the time sheet and the rules make of it; a group of background's beside it.

use crate::model::{Background, Cell, Listed, Minutes, Money, Per};
use crate::render::call_sheet::{Sheet, background};
use crate::render::payroll::paid::Paid;
use crate::render::payroll::{found, found::Found, worked};
use crate::render::view::View;
use crate::render::words::{self, Words};
use crate::render::written;
use rust_decimal::Decimal;

/// A person's day in money, or a group of background's.
pub struct Line {
    pub department: String,
    pub name: String,
    pub position: Option<String>,
    pub budget_hours: Option<Minutes>,
    pub hours: Option<Minutes>,
    pub budget: Option<Money>,
    pub actual: Option<Money>,
    pub notes: Vec<String>,
    /// The row of the time sheet or of Background.
    pub cell: Cell,
    /// Background: nobody's hours are counted.
    pub group: bool,
}

impl Line {
    /// Actual less budgeted; `None` where either is not known or their currencies differ.
    pub fn over(&self) -> Option<Money> {
        let (budget, actual) = (self.budget.as_ref()?, self.actual.as_ref()?);
        (budget.currency == actual.currency)
            .then(|| Money::new(actual.amount.saturating_sub(budget.amount), actual.currency.clone()))
    }
}

/// Everybody who worked, once each.
pub fn lines(view: &View, sheet: &Sheet, all: &[worked::Worked], paid: &Paid, found: &Found) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for day in worked::of_day(all, sheet.day.date, &sheet.day.unit).filter(|day| day.is_work()) {
        // A split day is one line: its hours are added, its pay is the day's.
        let hours = day.hours().worked;
        if let Some(line) = lines.iter_mut().find(|line| line.name == day.person.name) {
            line.hours = line.hours.zip(hours).map(|(a, b)| Minutes(a.0.saturating_add(b.0)));
            continue;
        }
        let department = match day.person.listed {
            Listed::Cast => sheet.words.get("call_sheet.cast_title").to_owned(),
            _ => {
                day.person.department.clone().unwrap_or_else(|| sheet.words.get("call_sheet.crew").to_owned())
            }
        };
        let (budget_hours, budget) = budgeted(view, sheet, day);
        let (actual, notes) = actual(sheet, day, paid, found);
        lines.push(Line {
            department,
            name: day.person.name.clone(),
            position: day
                .shift
                .terms
                .position
                .as_ref()
                .map(|p| p.value.clone())
                .or_else(|| day.person.character.clone()),
            budget_hours,
            hours,
            budget,
            actual,
            notes,
            cell: day.shift.cell.clone(),
            group: false,
        });
    }
    lines.extend(background::rows(sheet).map(|group| of_group(view, sheet, group)));
    lines
}

/// Background is budgeted at its head count times the rate. What it came to is its Amount; without one, who came times the
/// rate, unless an adjustment is written whose price nobody gave.
fn of_group(view: &View, sheet: &Sheet, group: &Background) -> Line {
    let row = written::row(view.production, "background", &group.cell);
    let rate = row.and_then(|row| row.money("Rate"));
    let worked = row.and_then(|row| row.number("Worked"));
    let adjusted = row.and_then(|row| row.text("Adjustments")).filter(|text| !text.trim().is_empty());
    let times = |heads: Decimal| {
        let rate = rate?;
        Some(Money::new(heads.checked_mul(rate.amount)?, rate.currency.clone()).to_cent())
    };
    let actual = row.and_then(|row| row.money("Amount")).cloned();
    let mut notes = Vec::new();
    if let Some(worked) = worked {
        let heads = [
            ("called", sheet.words.whole(u64::from(group.count))),
            ("worked", sheet.words.number(worked, 0)),
        ];
        let heads: Vec<(&str, &str)> = heads.iter().map(|(name, n)| (*name, n.as_str())).collect();
        notes.push(sheet.words.say("paper.hot_heads", &heads));
    }
    let open = actual.is_none() && adjusted.is_some();
    notes.extend(adjusted);
    Line {
        department: sheet.words.get("call_sheet.background_title").to_owned(),
        name: group.description.clone(),
        position: group.agency.clone(),
        budget_hours: None,
        hours: None,
        budget: times(Decimal::from(group.count)),
        actual: actual.or_else(|| worked.filter(|_| !open).and_then(times)),
        notes,
        cell: group.cell.clone(),
        group: true,
    }
}

/// The guaranteed day, as hours and as money: the person's guarantee, else what the Schedule guarantees of the day.
fn budgeted(view: &View, sheet: &Sheet, day: &worked::Worked) -> (Option<Minutes>, Option<Money>) {
    let row = written::row(view.production, "crew", &day.person.cell);
    let of_day = || written::row(view.production, "schedule", &sheet.day.cell)?.duration("Guaranteed Hours");
    let guarantee = row.and_then(|row| row.duration("Guarantee")).or_else(of_day);
    let terms = &day.shift.terms;
    let (Some(rate), Some(per)) = (&terms.rate, &terms.per) else { return (guarantee, None) };
    let days = Decimal::from(view.production.facts.workweek.len());
    let amount = match per.value {
        Per::Hour => guarantee.and_then(|hours| {
            rate.value.amount.checked_mul(Decimal::from(hours.0))?.checked_div(Decimal::from(60))
        }),
        Per::Day => Some(rate.value.amount),
        Per::Week => rate.value.amount.checked_div(days),
    };
    (guarantee, amount.map(|amount| Money::new(amount, rate.value.currency.clone()).to_cent()))
}

/// What a sum waits for as the pay rules say it, in the words of the set; what they say besides stands as it is.
fn gap(words: &Words, why: &str) -> String {
    const KEYS: [&str; 12] = [
        "release_before",
        "earlier_day",
        "no_meals",
        "call",
        "release",
        "wrap",
        "day_from",
        "day_to",
        "two_readings",
        "meal_length",
        "meal_end",
        "guarantee",
    ];
    // The rules speak English: their sentences are those of the British file.
    let english = words::of("en", "GB");
    let known = KEYS.iter().map(|key| format!("gaps.{key}")).find(|key| english.get(key) == why);
    known.map_or_else(|| why.to_owned(), |key| words.get(&key).to_owned())
}

/// The day's gross and what was found on top of it; what was found is named.
fn actual(sheet: &Sheet, day: &worked::Worked, paid: &Paid, found: &Found) -> (Option<Money>, Vec<String>) {
    let (name, date) = (day.person.name.as_str(), sheet.day.date);
    let days = paid.on(name, date);
    let findings = found.on(name, date);
    let mut notes = Vec::new();
    let mut sum: Option<Money> = None;
    let mut certain = !days.is_empty();
    if days.is_empty() {
        notes.push(sheet.words.get("paper.hot_no_rule").to_owned());
    }
    for pay in days {
        match (&pay.gross, &mut sum) {
            (Some(gross), None) => sum = Some(gross.clone()),
            (Some(gross), Some(sum)) if sum.currency == gross.currency => {
                sum.amount = sum.amount.saturating_add(gross.amount);
            }
            _ => certain = false,
        }
        notes.extend(pay.missing.iter().map(|why| gap(sheet.words, why)));
    }
    for finding in findings {
        if days.iter().any(|pay| pay.includes.contains(&finding.rule)) {
            continue;
        }
        if found::is_open(finding) {
            certain = false;
            notes.push(finding.rule.clone());
        }
        if let (Some(cost), Some(sum)) = (found::cost(finding), &mut sum) {
            if cost.currency == sum.currency {
                sum.amount = sum.amount.saturating_add(cost.amount);
                notes.push(format!("{} {}", finding.rule, sheet.words.number(cost.amount, 2)));
            } else {
                certain = false;
            }
        }
    }
    (sum.filter(|_| certain), notes)
}
