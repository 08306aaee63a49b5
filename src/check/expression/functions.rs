//! What conditions may call, and how decimals and dates are compared without floats.

use cel::{Context, ExecutionError, Value};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What conditions may call beyond CEL's own operators, with how it is used.
pub const FUNCTIONS: [(&str, &str); 10] = [
    ("more", "more(a, b): decimal a > b, exactly"),
    ("less", "less(a, b): decimal a < b, exactly"),
    ("at_least", "at_least(a, b): decimal a ≥ b, exactly"),
    ("at_most", "at_most(a, b): decimal a ≤ b, exactly"),
    ("same", "same(a, b): equal as decimals (\"2.50\" and \"2.5\")"),
    ("plus", "plus(a, b): the exact sum, as text"),
    ("minus", "minus(a, b): the exact difference, as text"),
    ("days_between", "days_between(from, to): whole days from one date to another"),
    ("contains_all", "contains_all(list, wanted): every wanted word is in the list, whatever its case"),
    ("contains_any", "contains_any(list, wanted): some wanted word is in the list, whatever its case"),
];

/// CEL's own functions that conditions may call.
pub const OWN: [&str; 9] =
    ["size", "contains", "startsWith", "endsWith", "matches", "int", "string", "has", "in"];

fn decimal(value: &Value) -> Result<Decimal, String> {
    match value {
        Value::Int(n) => Ok(Decimal::from(*n)),
        Value::String(text) if text.trim().is_empty() => Err("a value it needs is blank".into()),
        Value::String(text) => text.trim().parse().map_err(|_| format!("“{text}” is not a decimal")),
        other => Err(format!("it takes decimals as text, not {}", other.type_of())),
    }
}

fn date(value: &Value) -> Result<NaiveDate, String> {
    match value {
        Value::String(text) if text.is_empty() => Err("a date it needs is blank".into()),
        Value::String(text) => text.parse().map_err(|_| format!("“{text}” is not a date")),
        other => Err(format!("it takes dates, not {}", other.type_of())),
    }
}

fn words(value: &Value) -> Result<BTreeSet<String>, String> {
    let text = |value: &Value| match value {
        Value::String(text) => Ok(text.trim().to_lowercase()),
        other => Err(format!("it takes lists of texts, not of {}", other.type_of())),
    };
    match value {
        Value::List(items) => items.iter().map(text).collect(),
        other => Err(format!("it takes lists, not {}", other.type_of())),
    }
}

/// Registers those of [`FUNCTIONS`] that are called. A name that CEL already has would be refused; none of ours is one.
pub fn register(context: &mut Context<'_, '_>, called: &BTreeSet<String>) {
    for (name, _) in FUNCTIONS.iter().filter(|(name, _)| called.contains(*name)) {
        let added = context.add_function(name, move |a: Value, b: Value| {
            call(name, &a, &b).map_err(|message| ExecutionError::function_error(name, message))
        });
        debug_assert!(added.is_ok(), "{name} is one of CEL's own functions");
    }
}

fn call(name: &str, a: &Value, b: &Value) -> Result<Value, String> {
    let computed = |result: Option<Decimal>| {
        result
            .map(|n| Value::String(Arc::new(n.to_string())))
            .ok_or_else(|| "the result is too large".to_owned())
    };
    Ok(match name {
        "more" => Value::Bool(decimal(a)? > decimal(b)?),
        "less" => Value::Bool(decimal(a)? < decimal(b)?),
        "at_least" => Value::Bool(decimal(a)? >= decimal(b)?),
        "at_most" => Value::Bool(decimal(a)? <= decimal(b)?),
        "same" => Value::Bool(decimal(a)? == decimal(b)?),
        "plus" => computed(decimal(a)?.checked_add(decimal(b)?))?,
        "minus" => computed(decimal(a)?.checked_sub(decimal(b)?))?,
        "days_between" => Value::Int(date(b)?.signed_duration_since(date(a)?).num_days()),
        "contains_all" => Value::Bool(words(a)?.is_superset(&words(b)?)),
        "contains_any" => Value::Bool(!words(a)?.is_disjoint(&words(b)?)),
        _ => return Err("it is no function".into()),
    })
}
