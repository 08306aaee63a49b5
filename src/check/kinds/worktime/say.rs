//! From a verdict to a draft: subjects, money, and the words for times.

use crate::check::case::{Case, Draft};
use crate::check::finding::{CostRange, Outcome, Subject};
use crate::check::kinds::worktime::points::Reached;
use crate::check::penalty::Price;
use crate::check::time_words::{TimeStyle, length};
use crate::model::{Money, Shift};

/// A subject about a person's date, with the unit of that day.
pub fn about(kind: &'static str, case: &Case<'_>, shift: &Shift) -> Subject {
    Subject {
        kind,
        person: Some(case.person(shift).name.clone()),
        date: Some(shift.date.to_string()),
        unit: Some(shift.unit.clone()),
        ..Subject::default()
    }
}

pub fn style(case: &Case<'_>) -> TimeStyle {
    TimeStyle::of(&case.production.facts)
}

/// `$1,246.00`, `£22.50`, `50.00 CHF`.
pub fn money(money: &Money) -> String {
    let sign = match &*money.currency {
        "USD" => "$",
        "GBP" => "£",
        "EUR" => "€",
        _ => return money.to_string(),
    };
    format!("{sign}{}", with_commas(&money.decimal_text()))
}

/// `1246.00` → `1,246.00`
fn with_commas(amount: &str) -> String {
    let (whole, cents) = amount.split_once('.').unwrap_or((amount, "00"));
    let mut grouped = String::new();
    for (place, digit) in whole.char_indices() {
        let left = whole.len() - place;
        if place > 0 && left % 3 == 0 && !grouped.ends_with('-') {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{grouped}.{cents}")
}

/// What a certain breach costs: its amount, or its bounds. A price of which nothing is known sets
/// neither, and the words say why.
pub fn cost(draft: &mut Draft, price: &Price) {
    draft.cost = price.known();
    if draft.cost.is_none() && (price.max.is_some() || !price.min.is_zero()) {
        draft.cost_range = Some(CostRange { min: price.lower(), max: price.upper() });
    }
    let words = match (&draft.cost, &price.missing) {
        (Some(cost), _) => money(cost),
        (None, Some(why)) => format!("an amount that cannot be told ({why})"),
        (None, None) => "an amount that cannot be told".into(),
    };
    draft.set("cost", words);
}

/// What a breach that is not certain could cost.
pub fn open_cost(draft: &mut Draft, low: &Price, high: Option<&Price>) {
    draft.outcome = Some(Outcome::Undetermined);
    draft.cost_range = Some(CostRange { min: low.lower(), max: high.and_then(Price::upper) });
}

/// A reference point as arithmetic names it: `Tue 8:13P`, `camera wrap Tue 9:30P + 1:00`.
pub fn point(style: TimeStyle, reached: &Reached) -> String {
    let Some(written) = reached.sheet_time() else { return format!("an unknown {}", reached.name) };
    let time = style.day_and_time(written);
    let named = if reached.is_plain() { time } else { format!("{} {time}", reached.name) };
    match reached.offset {
        0 => named,
        more if more > 0 => format!("{named} + {}", length(more)),
        less => format!("{named} − {}", length(-less)),
    }
}

/// A date with its weekday, as the production writes it: `Mon Nov 23`, `Mon 23 Nov`.
pub fn date(case: &Case<'_>, date: chrono::NaiveDate) -> String {
    style(case).date(date)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::Decimal;

    #[test]
    fn money_is_written_as_people_do() {
        let words =
            |amount: &str, currency: &str| money(&Money::new(amount.parse::<Decimal>().unwrap(), currency));
        assert_eq!(words("1246", "USD"), "$1,246.00");
        assert_eq!(words("950", "USD"), "$950.00");
        assert_eq!(words("22.5", "GBP"), "£22.50");
        assert_eq!(words("1234567.5", "USD"), "$1,234,567.50");
        assert_eq!(words("50", "CHF"), "50.00 CHF");
    }
}
