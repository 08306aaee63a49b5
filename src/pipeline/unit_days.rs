//! Which unit's day a person means by `3` or `2026-11-24`.

use crate::model::{Day, Production};
use chrono::NaiveDate;

/// Shooting days by date or number. Of several units one has to be named, or all asked for: what is issued or
/// pushed by mistake cannot be unsaid. An error is a sentence for people.
pub fn unit_days<'a>(
    production: &'a Production,
    day: &str,
    unit: Option<&str>,
    all_units: Option<bool>,
) -> Result<Vec<&'a Day>, String> {
    let day = day.trim();
    let date = day.parse::<NaiveDate>().ok();
    let number = day.parse::<u32>().ok();
    if date.is_none() && number.is_none() {
        return Err(format!(
            "“{day}” is no day: give a date such as 2026-11-24, or a shooting day's number such as 3"
        ));
    }
    let shoots: Vec<&Day> = production.days.iter().filter(|day| day.is_shoot()).collect();
    let means = |d: &&&Day| date.map_or(d.number == number, |date| d.date == date);
    let of_day: Vec<&Day> = shoots.iter().filter(means).copied().collect();
    if of_day.is_empty() {
        let first_and_last = shoots.first().zip(shoots.last());
        let known = first_and_last.map_or("the schedule has no shooting day".into(), |(first, last)| {
            format!("the schedule's shooting days run from {} to {}", first.date, last.date)
        });
        return Err(format!("no unit shoots on day {day}; {known}"));
    }
    let found: Vec<&Day> = match unit {
        Some(unit) => of_day.iter().filter(|d| same_unit(&d.unit, unit)).copied().collect(),
        None => of_day.clone(),
    };
    let named = |days: &[&Day]| {
        let words = days.iter().map(|d| format!("{} ({})", d.unit, d.date));
        words.collect::<Vec<_>>().join(", ")
    };
    match found.as_slice() {
        [] => Err(format!(
            "the {} does not shoot on day {day}; who does: {}",
            called(&shoots, unit.unwrap_or_default()),
            named(&of_day)
        )),
        [_] => Ok(found),
        _ if all_units == Some(true) => Ok(found),
        several => Err(format!(
            "several units shoot on day {day}: {}. Name one with --unit{}",
            named(several),
            all_units.map_or("", |_| ", or take --all-units")
        )),
    }
}

/// A unit as the schedule writes it, whatever the case it was asked for in: `Main unit`.
fn called(shoots: &[&Day], asked: &str) -> String {
    let known = shoots.iter().find(|day| same_unit(&day.unit, asked));
    let name = known.map_or(asked.trim(), |day| day.unit.as_str());
    if name.to_lowercase().contains("unit") { name.to_owned() } else { format!("{name} unit") }
}

/// `2nd`, `2nd unit` and `2ND` are one unit.
fn same_unit(known: &str, written: &str) -> bool {
    let fold = |text: &str| {
        let lower = text.trim().to_lowercase();
        lower.strip_suffix("unit").unwrap_or(&lower).trim().to_owned()
    };
    fold(known) == fold(written)
}
