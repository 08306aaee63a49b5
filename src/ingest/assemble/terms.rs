//! The terms a row gives: agreement, rate, birth date and the like.

use super::money::amount;
use super::names::fold;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Cell, Per, Record, Sourced, Terms};

/// Reads the terms of a Cast, Crew or Timesheets row; `currency` is the production's.
pub(crate) fn terms(record: &Record, currency: &str, problems: &mut Vec<Diagnostic>) -> Terms {
    let text = |heading| trimmed(record, heading);
    Terms {
        agreement: text("Agreement"),
        local: text("Local"),
        craft: text("Craft"),
        role: text("Role"),
        contract: text("Contract"),
        position: text("Position"),
        rate: amount(record, "Rate", currency, problems),
        per: per(record, problems),
        date_of_birth: record.date("Date of Birth").map(|d| Sourced::new(d, record.cell_of("Date of Birth"))),
        residence: text("Residence"),
    }
}

/// A heading's text without its margins; nothing where it is blank.
pub(crate) fn trimmed(record: &Record, heading: &str) -> Option<Sourced<String>> {
    let text = record.sourced_text(heading)?.map(|text| text.trim().to_string());
    (!text.value.is_empty()).then_some(text)
}

/// The same without its cell.
pub(crate) fn plain(record: &Record, heading: &str) -> Option<String> {
    trimmed(record, heading).map(|text| text.value)
}

fn per(record: &Record, problems: &mut Vec<Diagnostic>) -> Option<Sourced<Per>> {
    let text = trimmed(record, "Per")?;
    let per = match fold(&text.value).as_str() {
        "hour" | "hr" | "h" | "hourly" | "hours" | "per hour" => Per::Hour,
        "day" | "d" | "daily" | "days" | "per day" => Per::Day,
        "week" | "wk" | "w" | "weekly" | "weeks" | "per week" => Per::Week,
        _ => {
            let message = format!("“{}” does not say what the rate is paid for.", text.value);
            let problem = Diagnostic::new(Code::WordUnknown, message, "Write hour, day or week.");
            problems.push(problem.at_cell(&text.cell).seen(&text.value));
            return None;
        }
    };
    Some(Sourced::new(per, text.cell))
}

/// `own`, filled up from `standing` where it says nothing.
pub(crate) fn over(own: Terms, standing: &Terms) -> Terms {
    Terms {
        agreement: own.agreement.or_else(|| standing.agreement.clone()),
        local: own.local.or_else(|| standing.local.clone()),
        craft: own.craft.or_else(|| standing.craft.clone()),
        role: own.role.or_else(|| standing.role.clone()),
        contract: own.contract.or_else(|| standing.contract.clone()),
        position: own.position.or_else(|| standing.position.clone()),
        rate: own.rate.or_else(|| standing.rate.clone()),
        per: own.per.or_else(|| standing.per.clone()),
        date_of_birth: own.date_of_birth.or_else(|| standing.date_of_birth.clone()),
        residence: own.residence.or_else(|| standing.residence.clone()),
    }
}

/// Where two terms say different things: the heading, what the first says and what the second says.
pub(crate) fn differences(own: &Terms, standing: &Terms) -> Vec<Difference> {
    let mut found = Vec::new();
    let mut texts = |heading, a: &Option<Sourced<String>>, b: &Option<Sourced<String>>| {
        if let (Some(a), Some(b)) = (a, b)
            && fold(&a.value) != fold(&b.value)
        {
            found.push(Difference {
                heading,
                own: (a.value.clone(), a.cell.clone()),
                standing: (b.value.clone(), b.cell.clone()),
            });
        }
    };
    texts("Agreement", &own.agreement, &standing.agreement);
    texts("Local", &own.local, &standing.local);
    texts("Craft", &own.craft, &standing.craft);
    texts("Role", &own.role, &standing.role);
    texts("Contract", &own.contract, &standing.contract);
    texts("Position", &own.position, &standing.position);
    texts("Residence", &own.residence, &standing.residence);
    if let (Some(a), Some(b)) = (&own.rate, &standing.rate)
        && a.value != b.value
    {
        found.push(Difference {
            heading: "Rate",
            own: (a.value.to_string(), a.cell.clone()),
            standing: (b.value.to_string(), b.cell.clone()),
        });
    }
    if let (Some(a), Some(b)) = (&own.per, &standing.per)
        && a.value != b.value
    {
        found.push(Difference {
            heading: "Per",
            own: (per_word(a.value).into(), a.cell.clone()),
            standing: (per_word(b.value).into(), b.cell.clone()),
        });
    }
    if let (Some(a), Some(b)) = (&own.date_of_birth, &standing.date_of_birth)
        && a.value != b.value
    {
        found.push(Difference {
            heading: "Date of Birth",
            own: (a.value.to_string(), a.cell.clone()),
            standing: (b.value.to_string(), b.cell.clone()),
        });
    }
    found
}

pub(crate) struct Difference {
    pub heading: &'static str,
    pub own: (String, Cell),
    pub standing: (String, Cell),
}

fn per_word(per: Per) -> &'static str {
    match per {
        Per::Hour => "hour",
        Per::Day => "day",
        Per::Week => "week",
    }
}
