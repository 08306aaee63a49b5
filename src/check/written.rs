//! Values as packs write them: `"10h30m"`, `"22:00"`, `"25.00 USD"`.

use super::fields::{Fields, NodeValue};
use super::parameter::{ParameterValue, ValueType};
use crate::model::{Minutes, Money};
use rust_decimal::Decimal;

/// Reads a value of a type from a key: what it is, and as written. Says what is wrong with it.
pub(super) fn value(
    fields: &mut Fields,
    key: &'static str,
    value_type: ValueType,
    currency: Option<&str>,
) -> Option<(ParameterValue, String)> {
    let Some(node) = fields.node(key) else {
        fields.need_text(key);
        return None;
    };
    let texts = |value: &NodeValue| match value {
        NodeValue::List(items) => items.iter().map(super::fields::Node::as_words).collect::<Option<Vec<_>>>(),
        _ => None,
    };
    let bare = match &node.value {
        NodeValue::Integer(n) => Some(n.to_string()),
        NodeValue::Float(written) => Some(written.clone()),
        _ => None,
    };
    let single = match &node.value {
        NodeValue::Text(text) => Some(text.clone()),
        NodeValue::Integer(_) if matches!(value_type, ValueType::Number) => bare.clone(),
        _ => None,
    };
    let read = match value_type {
        ValueType::Duration => single.as_deref().and_then(duration).map(ParameterValue::Duration),
        ValueType::Clock => single.as_deref().and_then(clock).map(ParameterValue::Clock),
        ValueType::Number => single.as_deref().and_then(|t| t.parse().ok()).map(ParameterValue::Number),
        ValueType::Money => single.as_deref().and_then(|t| money(t, currency)).map(ParameterValue::Money),
        ValueType::Ladder => texts(&node.value)
            .and_then(|steps| steps.iter().map(|step| money(step, currency)).collect::<Option<Vec<_>>>())
            .filter(|steps| !steps.is_empty())
            .map(ParameterValue::Ladder),
        ValueType::Text => single.clone().map(ParameterValue::Text),
        ValueType::Texts => texts(&node.value).map(ParameterValue::Texts),
    };
    let written = single.or_else(|| texts(&node.value).map(|t| t.join(", ")));
    if read.is_none() {
        let (message, help) = match (&written, bare) {
            (None, Some(bare)) => {
                // A number is whole but for its quotation marks; a length of time or an amount may lack more.
                let whole = value_type == ValueType::Number && bare.parse::<Decimal>().is_ok();
                let help = if whole {
                    format!("Write \"{bare}\".")
                } else {
                    format!("Write {}.", value_type.form())
                };
                (format!("{bare} of {} stands without quotation marks", fields.what()), help)
            }
            (written, _) => {
                let seen = written.as_ref().map_or_else(|| node.kind().to_owned(), |w| format!("“{w}”"));
                let message = format!("{seen} of {} is not a {}", fields.what(), value_type.name());
                (message, format!("Write {}.", value_type.form()))
            }
        };
        fields.document().say(node.at, message, help);
    }
    let written = written.unwrap_or_default();
    Some((read?, written))
}

/// `10h`, `30m`, `6h12m`.
pub fn duration(text: &str) -> Option<Minutes> {
    let (hours, rest) = match text.split_once('h') {
        Some((hours, rest)) => (hours.parse::<u32>().ok()?, rest),
        None => (0, text),
    };
    let minutes = match rest {
        "" if text.contains('h') => 0,
        rest => rest.strip_suffix('m')?.parse::<u32>().ok()?,
    };
    Some(Minutes(i64::from(hours) * 60 + i64::from(minutes)))
}

/// `22:00`, `24:30`: minutes from midnight.
pub fn clock(text: &str) -> Option<i32> {
    let (hours, minutes) = text.split_once(':')?;
    let (hours, minutes) = (hours.parse::<u8>().ok()?, minutes.parse::<u8>().ok()?);
    (hours < 48 && minutes < 60).then(|| i32::from(hours) * 60 + i32::from(minutes))
}

/// `25.00 USD`, or `25.00` in the currency given.
pub fn money(text: &str, currency: Option<&str>) -> Option<Money> {
    let (amount, code) = match text.trim().split_once(' ') {
        Some((amount, code)) => (amount, code.trim()),
        None => (text.trim(), currency?),
    };
    let sound = code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase());
    sound.then(|| amount.parse().ok().map(|amount: Decimal| Money::new(amount, code)))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_clocks_and_money_are_read_exactly() {
        assert_eq!(duration("6h12m"), Some(Minutes(372)));
        assert_eq!(duration("30m"), Some(Minutes(30)));
        assert_eq!(duration("10h"), Some(Minutes(600)));
        assert_eq!(duration("10"), None);
        assert_eq!(clock("24:30"), Some(24 * 60 + 30));
        assert_eq!(money("25.00 USD", None).map(|m| m.to_string()).as_deref(), Some("25.00 USD"));
        assert_eq!(money("7.50", Some("USD")).map(|m| m.to_string()).as_deref(), Some("7.50 USD"));
        assert_eq!(money("7.50", None), None);
    }
}
