//! The meals of a timesheet row, with grace and extensions.

use super::terms::plain;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Heading, Meal, Minutes, Record, Timed, Value};
use rust_decimal::prelude::ToPrimitive;

/// The headings of one meal.
pub(crate) struct MealHeadings {
    pub number: u32,
    pub start: Heading,
    pub end: Heading,
    pub kind: Heading,
    pub grace: Heading,
    pub extension: Heading,
}

macro_rules! meals {
    ($($number:literal)+) => {
        pub(crate) const MEALS: &[MealHeadings] = &[$(MealHeadings {
            number: $number,
            start: concat!("Meal ", $number, " Start"),
            end: concat!("Meal ", $number, " End"),
            kind: concat!("Meal ", $number, " Kind"),
            grace: concat!("Meal ", $number, " Grace"),
            extension: concat!("Meal ", $number, " Extension"),
        }),+];
    };
}

meals!(1 2 3 4 5 6);

/// The meals a row writes of; `times` are start and end of each of [`MEALS`], in order.
pub(crate) fn meals(row: &Record, times: &[(Timed, Timed)], problems: &mut Vec<Diagnostic>) -> Vec<Meal> {
    let extended = named(row, "Extension", problems);
    let mut meals = Vec::new();
    for (headings, (start, end)) in MEALS.iter().zip(times) {
        // A time that cannot be read is still a meal, with its time undetermined.
        let written = [headings.start, headings.end, headings.kind].iter().any(|h| row.field(h).is_some());
        if !written {
            continue;
        }
        let extension = called(row, headings.extension, problems);
        meals.push(Meal {
            number: headings.number,
            start: start.clone(),
            end: end.clone(),
            kind: kind(row, headings.kind, problems),
            grace: called(row, headings.grace, problems),
            extension: extension.or_else(|| extended.contains(&headings.number).then_some(None)),
        });
    }
    meals
}

/// For how many meals the row's table has a column of times.
pub(crate) fn meals_on_sheet(row: &Record) -> usize {
    let has = |heading: Heading| row.columns.contains_key(heading) || row.field(heading).is_some();
    MEALS.iter().filter(|meal| has(meal.start) || has(meal.end)).count()
}

fn kind(row: &Record, heading: Heading, problems: &mut Vec<Diagnostic>) -> String {
    let Some(text) = plain(row, heading) else { return "deductible".into() };
    let kind = match text.to_lowercase().as_str() {
        "deductible" | "ded" | "d" | "lunch" | "dinner" | "breakfast" | "regular" => "deductible",
        "working" | "working meal" | "work" => "working",
        "walking" | "walking meal" | "walk" => "walking",
        "french" | "french hours" | "rolling" | "continuous" => "french",
        "supper" => "supper",
        _ => {
            let cell = row.cell_of(heading);
            let message = format!("“{text}” is no kind of meal; it was taken as deductible.");
            let help = "Write deductible, working, walking, french or supper.";
            problems.push(Diagnostic::new(Code::WordUnknown, message, help).at_cell(&cell).seen(&text));
            "deductible"
        }
    };
    kind.to_string()
}

/// Whether grace or an extension was called, and for how long where that is written.
fn called(row: &Record, heading: Heading, problems: &mut Vec<Diagnostic>) -> Option<Option<Minutes>> {
    match row.value(heading)? {
        Value::Flag(flag) => flag.then_some(None),
        Value::Duration(length) => Some(Some(*length)),
        Value::Number(minutes) => Some(Some(Minutes(minutes.to_i64()?))),
        other => {
            let text = other.to_text();
            match text.trim().to_lowercase().as_str() {
                "" | "no" | "n" | "none" | "-" => None,
                "yes" | "y" | "x" | "called" => Some(None),
                word => {
                    let digits: String = word.chars().filter(char::is_ascii_digit).collect();
                    match digits.parse() {
                        Ok(minutes) => Some(Some(Minutes(minutes))),
                        Err(_) => {
                            unclear(row, heading, &text, "Write yes, or the minutes called.", problems);
                            None
                        }
                    }
                }
            }
        }
    }
}

/// The meals that the plain Grace or Extension column names: `1, 2`; `yes` means the first.
pub(crate) fn named(row: &Record, heading: Heading, problems: &mut Vec<Diagnostic>) -> Vec<u32> {
    let texts = match row.value(heading) {
        None | Some(Value::Flag(false)) => return Vec::new(),
        Some(Value::Flag(true)) => return vec![1],
        Some(Value::Text(text)) => text.split([',', ';', '&', '+', ' ']).map(str::to_string).collect(),
        Some(_) => row.list(heading),
    };
    let mut meals = Vec::new();
    for text in texts.iter().map(|t| t.trim().to_lowercase()).filter(|t| !t.is_empty()) {
        match (text.as_str(), text.trim_start_matches(|c: char| !c.is_ascii_digit()).parse::<u32>()) {
            ("no" | "n" | "none" | "-" | "meal" | "and", _) => {}
            ("yes" | "y" | "x", _) => meals.push(1),
            (_, Ok(number)) if (1..=6).contains(&number) => meals.push(number),
            _ => {
                let right = "Write the numbers of the meals it was called for (1, 2), or yes for the first.";
                unclear(row, heading, &text, right, problems);
            }
        }
    }
    meals.sort_unstable();
    meals.dedup();
    meals
}

fn unclear(row: &Record, heading: Heading, text: &str, right: &str, problems: &mut Vec<Diagnostic>) {
    let message = format!("{heading} cannot be “{text}”; it was taken as not called.");
    let cell = row.cell_of(heading);
    problems.push(Diagnostic::new(Code::FlagUnreadable, message, right).at_cell(&cell).seen(text));
}
