//! A cell's content as a value of its column's kind, or what is wrong with it.
//!
//! One file a kind. Reading never fails: it gives a value, a problem, both (kept, but doubtful) or
//! neither (blank).

pub mod bare;
pub mod currency;
pub mod date;
pub mod decimal;
pub mod duration;
pub mod eighths;
pub mod flag;
pub mod identifier;
pub mod list;
pub mod money;
pub mod number;
pub mod order;
pub mod push;
pub mod running;
pub mod stamp;
pub mod text;
pub mod time;
pub mod word;

use super::grid::Raw;
use super::locale::Locale;
use super::tables::{HeadingSpec, ValueKind};
use crate::diagnostic::{Code, Severity};
use crate::model::Value;
use bare::Bare;
use chrono::NaiveDate;

/// What a reader of values knows beside the cell itself.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    pub locale: &'a Locale,
    /// Whether `3/9/27` has its day first on this sheet.
    pub day_first: bool,
    /// A date of the same sheet: the year of `3/9` is the one that comes nearest to it.
    pub near: Option<NaiveDate>,
    /// What a bare `7.30` means on this sheet.
    pub bare: Bare,
    /// Whether the sheet's amounts have a comma before their decimals.
    pub decimal_comma: bool,
    /// The row's own date: a date with a time counts from it.
    pub row_date: Option<NaiveDate>,
    /// The row's own currency.
    pub row_currency: Option<&'a str>,
}

/// What is wrong with a cell; the place is added by whoever knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub code: Code,
    pub severity: Severity,
    pub message: String,
    pub help: String,
}

/// A cell as read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    pub value: Option<Value>,
    pub problem: Option<Problem>,
}

impl Reading {
    pub fn blank() -> Self {
        Reading::default()
    }

    pub fn ok(value: Value) -> Self {
        Reading { value: Some(value), problem: None }
    }

    pub fn bad(code: Code, message: impl Into<String>, help: impl Into<String>) -> Self {
        Reading { value: None, problem: Some(Problem::new(code, message, help)) }
    }

    /// Not decided yet (`TBC`): nothing to read, and less than an error.
    pub fn undecided(code: Code, what: &str, seen: &str) -> Self {
        let problem = Problem::new(
            code,
            format!("“{}” is no {what} yet.", seen.trim()),
            format!("Write the {what} when it is known, or leave the cell blank."),
        );
        Reading { value: None, problem: Some(Problem { severity: Severity::Warning, ..problem }) }
    }

    pub fn doubtful(mut self, problem: Problem) -> Self {
        self.problem = Some(problem);
        self
    }

    pub fn is_blank(&self) -> bool {
        self.value.is_none() && self.problem.is_none()
    }
}

impl Problem {
    pub fn new(code: Code, message: impl Into<String>, help: impl Into<String>) -> Self {
        Problem { code, severity: code.severity(), message: message.into(), help: help.into() }
    }
}

/// Reads a cell under a heading.
pub fn read(spec: &HeadingSpec, raw: &Raw, context: &Context) -> Reading {
    match raw {
        Raw::Error(error) => {
            return Reading::bad(
                Code::CellError,
                format!("The spreadsheet shows {error} here."),
                "Mend the formula, or write the value itself.",
            );
        }
        Raw::NoResult => {
            return Reading::bad(
                Code::FormulaWithoutValue,
                "The formula here has no stored result.",
                "Open the file in a spreadsheet program and save it again.",
            );
        }
        Raw::Text(text) if text::squeeze(text).is_empty() => return Reading::blank(),
        _ => {}
    }
    match spec.kind {
        ValueKind::Text => text::read(raw),
        ValueKind::Name => text::read_name(raw, matches!(spec.name, "Name" | "Person")),
        ValueKind::Phone => text::read_phone(raw),
        ValueKind::Email => text::read_email(raw),
        ValueKind::Identifier if spec.name == "Scene" => identifier::read_scene(raw),
        ValueKind::Identifier => identifier::read(raw),
        ValueKind::Date => date::read(raw, context, spec.name == "Date of Birth"),
        ValueKind::DateOrText => date::read_or_text(raw, context),
        ValueKind::Time => time::read(raw, context),
        ValueKind::Duration => duration::read_hours(raw),
        ValueKind::Minutes => duration::read_minutes(raw),
        ValueKind::Running => running::read(raw),
        ValueKind::Push => push::read(raw),
        ValueKind::Money => money::read(raw, context),
        ValueKind::Currency => currency::read(raw),
        ValueKind::Number => number::read(raw, matches!(spec.name, "Latitude" | "Longitude")),
        ValueKind::Percent => number::read_percent(raw),
        ValueKind::Pages => eighths::read(raw),
        ValueKind::Flag => flag::read(raw),
        ValueKind::FlagOrText => flag::read_or_text(raw),
        ValueKind::FlagOrMinutes => flag::read_or_minutes(raw),
        ValueKind::MealList => list::read_meals(raw),
        ValueKind::List => list::read(raw),
        ValueKind::NumberList => list::read_numbers(raw),
        ValueKind::Word => word::read(raw, spec.words),
    }
}

#[cfg(test)]
pub(crate) mod test {
    use super::*;

    /// A US sheet of March 2027 on which bare numbers are tenths.
    pub fn us() -> Locale {
        Locale::of("US", "USD")
    }

    pub fn context(locale: &Locale) -> Context<'_> {
        Context {
            locale,
            day_first: locale.day_first,
            near: NaiveDate::from_ymd_opt(2027, 3, 8),
            bare: Bare::Tenths,
            decimal_comma: locale.decimal_comma(),
            row_date: None,
            row_currency: None,
        }
    }

    pub fn text(s: &str) -> Raw {
        Raw::Text(s.into())
    }

    /// The value as `read` prints it, or the code of the problem in angle brackets.
    pub fn shown(reading: Reading) -> String {
        match (reading.value, reading.problem) {
            (Some(value), _) => value.to_text(),
            (None, Some(problem)) => format!("<{}>", problem.code),
            (None, None) => String::new(),
        }
    }
}

#[cfg(test)]
mod torture {
    use super::test::context;
    use super::*;
    use crate::ingest::tables::ALL;

    #[test]
    fn no_cell_makes_a_reader_panic() {
        let texts = [
            "",
            " ",
            "-",
            "--2147483648 MIN",
            "-2147483648",
            "+99999999999 HRS",
            "é",
            "½½½",
            "1\u{301}:30",
            "٣:٠٠",
            "7:",
            ":",
            ".",
            ",",
            "/",
            "//",
            "1/",
            "/8",
            "(",
            ")",
            "()",
            "($)",
            "$",
            "€",
            "$$1",
            "-",
            "'-'",
            "1-",
            "-1-",
            "999999999999999999999999999999999999",
            "0.00000000000000000000000000000000001",
            "1e308",
            "NaN",
            "inf",
            "1.2.3.4",
            "2027-99-99",
            "99999999",
            "0/0/0",
            "31/12",
            "Feb",
            "Feb Feb 2",
            "Mon Tue 3/3/27",
            "\u{feff}",
            "KR.",
            "kr. 1.234,50",
            "1 \u{20ac}",
            "１２:３０",
            "12:30 +99:99",
            "12:30 +é:00",
            "a@b",
            "@",
            "[at]",
            "(at)(at)",
            "1-99999999",
            "4294967295-4294967296",
            "yes,",
            "1,,2",
            ";;",
            "\"",
            "\n\n",
            "N/A",
            "±",
            "+/-",
            "5 +/-",
            "-27 LKFS \u{b1}",
        ];
        let numbers = [
            0.0,
            -0.0,
            1.0,
            -1.0,
            0.5,
            7.3,
            1e300,
            -1e300,
            f64::NAN,
            f64::INFINITY,
            f64::MIN_POSITIVE,
            2_958_466.0,
            1e15,
        ];
        let raws: Vec<Raw> = texts
            .iter()
            .map(|t| Raw::Text((*t).into()))
            .chain(numbers.iter().flat_map(|n| [Raw::Number(*n), Raw::Date(*n), Raw::Elapsed(*n)]))
            .chain([Raw::Bool(true), Raw::Error("#REF!".into()), Raw::NoResult])
            .collect();
        for country in ["US", "DE"] {
            let locale = Locale::of(country, "USD");
            for heading in ALL.iter().flat_map(|table| table.headings) {
                for raw in &raws {
                    let reading = read(heading, raw, &context(&locale));
                    // What was read prints, and a problem says what to do.
                    let _ = reading.value.map(|v| v.to_text());
                    assert!(reading.problem.is_none_or(|p| !p.message.is_empty() && !p.help.is_empty()));
                }
            }
        }
    }
}
