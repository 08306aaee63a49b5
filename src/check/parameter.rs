//! The numbers of a pack: `[param.NAME]`, with values by effective date and basis, each with its citation.
//!
//! ```toml
//! [param.rest]
//! type = "duration"            # duration, clock, number, money, ladder, text, texts
//! values = [
//!   { from = 2021-08-01, basis = "photography_start", value = "9h",  cite = "agr ¶10" },
//!   { from = 2024-08-04, basis = "photography_start", value = "10h", cite = "agr ¶10 (2024)" },
//! ]
//! ```
//!
//! A value holds from its `from` until a later one begins, or its own `to`; all of one parameter have one basis. A kind reads a number as a
//! [`Quantity`]: written in the rule itself (`minimum = "10h"`) or by name (`minimum = "param.rest"`).

use super::fields::{Fields, Place};
use super::finding::ParameterUsed;
pub use super::quantity::{ClockTime, LoadScope, Looked, Measure, Quantity};
use super::source::{Cite, Sources};
use super::written::value;
pub use super::written::{clock, duration, money};
use crate::model::{Minutes, Money};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use std::sync::Arc;

/// What a number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueType {
    /// `"10h"`, `"30m"`, `"6h12m"`
    Duration,
    /// A wall time: `"22:00"`, past midnight `"24:30"`
    Clock,
    /// A decimal as text: `"0.5"`
    Number,
    /// `"25.00 USD"`, or without the code in the pack's `currency`
    Money,
    /// A list of money: the last step repeats
    Ladder,
    Text,
    Texts,
}

const TYPES: [(&str, ValueType); 7] = [
    ("duration", ValueType::Duration),
    ("clock", ValueType::Clock),
    ("number", ValueType::Number),
    ("money", ValueType::Money),
    ("ladder", ValueType::Ladder),
    ("text", ValueType::Text),
    ("texts", ValueType::Texts),
];

impl ValueType {
    pub fn name(self) -> &'static str {
        TYPES.iter().find(|(_, t)| *t == self).map_or("", |(name, _)| name)
    }

    pub(super) fn form(self) -> &'static str {
        match self {
            ValueType::Duration => "a length of time such as \"10h\", \"30m\" or \"6h12m\"",
            ValueType::Clock => "a wall time such as \"22:00\" or \"24:30\"",
            ValueType::Number => "a decimal as text (\"2.5\"), or a whole number",
            ValueType::Money => "an amount such as \"25.00 USD\" (without the code in the pack's `currency`)",
            ValueType::Ladder => "a list of amounts such as [\"25.00 USD\", \"35.00 USD\"]",
            ValueType::Text => "text",
            ValueType::Texts => "a list of texts",
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum ParameterValue {
    Duration(Minutes),
    /// Minutes from midnight.
    Clock(i32),
    Number(Decimal),
    Money(Money),
    Ladder(Vec<Money>),
    Text(String),
    Texts(Vec<String>),
}

/// The date a value is looked up by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DateBasis {
    WorkDate,
    PhotographyStart,
}

const BASES: [(&str, DateBasis); 2] =
    [("work_date", DateBasis::WorkDate), ("photography_start", DateBasis::PhotographyStart)];

/// Dates that agreements count by and no table has: a value by one of them would never hold.
const NO_SHEET_HAS: [(&str, &str); 2] =
    [("hire_date", "a hire date"), ("episode_start", "an episode's start")];

impl DateBasis {
    pub fn name(self) -> &'static str {
        BASES.iter().find(|(_, b)| *b == self).map_or("", |(name, _)| name)
    }

    /// Reads `basis`; the work date where none is written.
    fn read(fields: &mut Fields) -> DateBasis {
        let node = fields.node("basis");
        let word = node.as_ref().and_then(super::fields::Node::as_words);
        if let Some((word, date)) = NO_SHEET_HAS.iter().find(|(name, _)| Some(*name) == word.as_deref()) {
            fields.say(
                "basis",
                format!("no sheet has {date} yet, so “{word}” of {} cannot be known", fields.what()),
                "Use work_date or photography_start.",
            );
            return DateBasis::WorkDate;
        }
        if let Some(node) = node {
            fields.put_back("basis", node);
        }
        let words = BASES.map(|(name, _)| name);
        let word = fields.choice("basis", &words);
        BASES.iter().find(|(name, _)| Some(*name) == word).map_or(DateBasis::WorkDate, |(_, b)| *b)
    }
}

/// The dates of a subject that a value can depend on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dates {
    pub work_date: NaiveDate,
    pub photography_start: Option<NaiveDate>,
}

impl Dates {
    fn on(&self, basis: DateBasis) -> Option<NaiveDate> {
        match basis {
            DateBasis::WorkDate => Some(self.work_date),
            DateBasis::PhotographyStart => self.photography_start,
        }
    }
}

#[derive(Clone, Debug)]
pub struct Parameter {
    pub name: String,
    pub value_type: ValueType,
    /// The pack's, for amounts without a code.
    currency: Option<String>,
    /// Ordered by `from`.
    pub values: Vec<DatedValue>,
}

#[derive(Clone, Debug)]
pub struct DatedValue {
    /// `None`: since always.
    pub from: Option<NaiveDate>,
    /// The last date it holds on.
    pub to: Option<NaiveDate>,
    pub basis: DateBasis,
    pub value: ParameterValue,
    /// As the pack writes it.
    pub written: String,
    pub cite: Cite,
    /// As a finding that rests on it names it.
    pub used: Arc<ParameterUsed>,
    at: Place,
}

/// As a finding names a value.
fn used(
    name: &str,
    written: &str,
    from: Option<NaiveDate>,
    basis: DateBasis,
    cite: &Cite,
) -> Arc<ParameterUsed> {
    Arc::new(ParameterUsed {
        name: name.to_owned(),
        value: written.to_owned(),
        from: from.map(|date| date.to_string()),
        basis: from.map(|_| basis.name().to_owned()),
        cite: cite.text.clone(),
        status: cite.status.name().to_owned(),
    })
}

/// Why a number has no value for a subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoValue {
    /// No value holds on that date: the rule did not exist yet, or no longer does. Nothing is judged.
    NotInForce,
    /// The date it depends on is not known: the subject is undetermined.
    BasisUnknown(DateBasis),
}

impl Parameter {
    /// The value that holds for a subject.
    pub fn on(&self, dates: &Dates) -> Result<&DatedValue, NoValue> {
        let mut unknown = None;
        for value in self.values.iter().rev() {
            let Some(from) = value.from else { return Ok(value) };
            match dates.on(value.basis) {
                None => unknown = Some(value.basis),
                Some(date) if date >= from && value.to.is_none_or(|to| date <= to) => return Ok(value),
                Some(_) => {}
            }
        }
        Err(unknown.map_or(NoValue::NotInForce, NoValue::BasisUnknown))
    }

    /// Makes every value another one, written as in a pack (a ladder with commas between its steps). `false`: that is none.
    pub fn switch(&mut self, written: &str) -> bool {
        let steps = || -> Option<Vec<Money>> {
            written.split(',').map(|step| money(step, self.currency.as_deref())).collect()
        };
        let value = match self.value_type {
            ValueType::Duration => duration(written).map(ParameterValue::Duration),
            ValueType::Clock => clock(written).map(ParameterValue::Clock),
            ValueType::Number => written.parse().ok().map(ParameterValue::Number),
            ValueType::Money => money(written, self.currency.as_deref()).map(ParameterValue::Money),
            ValueType::Ladder => steps().map(ParameterValue::Ladder),
            ValueType::Text => Some(ParameterValue::Text(written.to_owned())),
            ValueType::Texts => {
                Some(ParameterValue::Texts(written.split(',').map(|t| t.trim().to_owned()).collect()))
            }
        };
        let Some(value) = value else { return false };
        for dated in &mut self.values {
            dated.value = value.clone();
            dated.written = written.to_owned();
            dated.used = used(&self.name, written, dated.from, dated.basis, &dated.cite);
        }
        true
    }

    /// Reads one `[param.NAME]`.
    pub fn read(
        name: &str,
        fields: &mut Fields,
        sources: &Sources,
        currency: Option<&str>,
    ) -> Option<Parameter> {
        let words: Vec<&'static str> = TYPES.iter().map(|(name, _)| *name).collect();
        let word = fields.choice("type", &words);
        if word.is_none() && !fields.has("type") {
            fields.need_text("type");
        }
        let value_type = TYPES.iter().find(|(name, _)| Some(*name) == word).map(|(_, t)| *t)?;
        let what = format!("a value of “{name}”");
        let mut written_none = true;
        let mut values = fields.tables("values", &what, |entry| {
            written_none = false;
            let at = entry.place("value");
            let from = entry.date("from");
            let to = entry.date("to");
            let basis = DateBasis::read(entry);
            let cite = Cite::need(entry, sources);
            let (value, written) = value(entry, "value", value_type, currency)?;
            let cite = cite?;
            let used = used(name, &written, from, basis, &cite);
            Some(DatedValue { from, to, basis, value, written, cite, used, at })
        });
        if written_none {
            fields.say(
                "values",
                format!("parameter “{name}” has no value"),
                "Add `values = [{ from = …, value = …, cite = … }]`.",
            );
        }
        values.sort_by_key(|v| v.from);
        check_dates(name, &values, fields);
        let currency = currency.map(str::to_owned);
        Some(Parameter { name: name.to_owned(), value_type, currency, values })
    }
}

/// A value without a date beside others, two bases, two from one date, an end before its start, or an overlap.
fn check_dates(name: &str, values: &[DatedValue], fields: &Fields) {
    for value in values {
        if value.from.is_none() && values.len() > 1 {
            fields.document().say(
                value.at,
                format!("a value of “{name}” has no date although there are several"),
                "Give each value its `from`.",
            );
        }
        if let (Some(from), Some(to)) = (value.from, value.to)
            && to < from
        {
            fields.document().say(
                value.at,
                format!("a value of “{name}” ends on {to}, before it begins on {from}"),
                "Put `to` on or after `from`.",
            );
        }
    }
    // By different dates two values can hold at once, and nothing says which was meant.
    let dated = || values.iter().filter(|value| value.from.is_some());
    if let Some(first) = dated().next()
        && let Some(other) = dated().find(|value| value.basis != first.basis)
    {
        fields.document().say(
            other.at,
            format!(
                "two bases in one parameter: “{name}” counts by {} and by {}",
                first.basis.name(),
                other.basis.name()
            ),
            "Give every value the same `basis`, or make two parameters of it.",
        );
        return;
    }
    for pair in values.windows(2) {
        let [earlier, later] = pair else { continue };
        let (Some(_), Some(begins)) = (earlier.from, later.from) else { continue };
        let overlaps = earlier.from == later.from || earlier.to.is_some_and(|to| to >= begins);
        if overlaps {
            fields.document().say(
                later.at,
                format!("two values of “{name}” hold on {begins}"),
                "Let the earlier one end the day before, or take out its `to`: it ends by itself when the next begins.",
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fields;
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn dates(work: &str, start: Option<&str>) -> Dates {
        Dates { work_date: date(work), photography_start: start.map(date) }
    }

    fn read(text: &str) -> (Option<Parameter>, Vec<String>) {
        let (mut fields, document) = fields::open("rules/x.toml", text);
        let sources = Sources::for_test("agr");
        let parameter = Parameter::read("rest", &mut fields, &sources, Some("USD"));
        (parameter, document.problems().into_iter().map(|p| p.message).collect())
    }

    #[test]
    fn a_value_is_the_one_of_its_time() {
        let (parameter, problems) = read(
            "type = 'duration'\nvalues = [\
             { from = 2021-08-01, basis = 'photography_start', value = '9h', cite = 'agr ¶10' },\
             { from = 2024-08-04, basis = 'photography_start', value = '10h', cite = 'agr ¶10' }]",
        );
        assert!(problems.is_empty(), "{problems:?}");
        let parameter = parameter.unwrap();
        let at = |start| parameter.on(&dates("2026-11-03", start)).map(|v| v.written.clone());
        assert_eq!(at(Some("2024-08-03")).as_deref(), Ok("9h"));
        assert_eq!(at(Some("2024-08-04")).as_deref(), Ok("10h"));
        assert_eq!(at(Some("2020-01-01")), Err(NoValue::NotInForce));
        assert_eq!(at(None), Err(NoValue::BasisUnknown(DateBasis::PhotographyStart)));
    }

    #[test]
    fn a_missing_citation_an_overlap_and_a_missing_date_are_all_said() {
        let (_, problems) = read(
            "type = 'duration'\nvalues = [{ value = '8h', cite = 'agr ¶1' }, { from = 2021-08-01, to = 2025-01-01, value = '9h' },\
             { from = 2021-08-01, value = '9h', cite = 'agr ¶9' }, { from = 2021-08-01, value = '10h', cite = 'agr ¶10' }]",
        );
        assert_eq!(problems.len(), 3, "{problems:?}");
    }

    #[test]
    fn a_date_that_no_table_has_is_no_basis() {
        for (basis, date) in [("hire_date", "a hire date"), ("episode_start", "an episode's start")] {
            let (_, problems) = read(&format!(
                "type = 'duration'\nvalues = [{{ from = 2021-08-01, basis = '{basis}', value = '9h', cite = 'agr ¶1' }}]"
            ));
            let [problem] = problems.as_slice() else { panic!("{problems:?}") };
            assert!(problem.starts_with(&format!("no sheet has {date} yet")), "{problem}");
        }
        let (_, problems) = read(
            "type = 'duration'\nvalues = [{ from = 2021-08-01, basis = 'birthday', value = '9h', cite = 'agr ¶1' }]",
        );
        assert_eq!(problems.len(), 1, "{problems:?}");
    }

    #[test]
    fn two_bases_in_one_parameter_are_refused() {
        let values = |second: &str| {
            format!(
                "type = 'duration'\nvalues = [{{ from = 2000-01-01, value = '11h', cite = 'agr ¶1' }},\
                 {{ from = 2027-01-01, basis = '{second}', value = '12h', cite = 'agr ¶2' }}]"
            )
        };
        let (_, problems) = read(&values("photography_start"));
        let [problem] = problems.as_slice() else { panic!("{problems:?}") };
        assert!(problem.starts_with("two bases in one parameter: “rest” counts by work_date"), "{problem}");
        assert_eq!(read(&values("work_date")).1, Vec::<String>::new());
    }

    #[test]
    fn a_number_without_quotation_marks_is_quoted_as_it_was_written() {
        let said = |value_type: &str, value: &str| {
            let text = format!("type = '{value_type}'\nvalues = [{{ value = {value}, cite = 'agr ¶1' }}]");
            let (mut fields, document) = fields::open("rules/x.toml", &text);
            Parameter::read("rest", &mut fields, &Sources::for_test("agr"), Some("USD"));
            document.problems().into_iter().map(|p| (p.message, p.help)).collect::<Vec<_>>()
        };
        let bare = |number: &str| format!("{number} of a value of “rest” stands without quotation marks");
        // 1.50 and not 1.5: what stands in the file.
        assert_eq!(said("number", "1.50"), [(bare("1.50"), "Write \"1.50\".".to_owned())]);
        assert_eq!(said("money", "25"), [(bare("25"), format!("Write {}.", ValueType::Money.form()))]);
        assert_eq!(said("duration", "10").first().map(|(message, _)| message.clone()), Some(bare("10")));
        assert_eq!(said("number", "2"), []);
        let (message, _) = said("number", "true").remove(0);
        assert!(
            !message.contains("“”") && message.ends_with("of a value of “rest” is not a number"),
            "{message}"
        );
    }
}
