//! The sums that a sheet prints, set against its rows: a free check of what was read, and of the sheet.

use super::records::diagnose;
use crate::diagnostic::{Code, Diagnostic};
use crate::ingest::tables::{HeadingSpec, ValueKind};
use crate::ingest::value::Problem;
use crate::model::{Cell, Heading, Pages, Record, Value};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::collections::BTreeMap;

/// What is added up, where a table has it.
const SUMMED: &[Heading] = &["Pages", "Amount", "Tax", "Budget", "Estimate to Complete", "Count"];

/// Sums of the rows since the last total, and of all rows.
#[derive(Default)]
pub struct Totals {
    since: BTreeMap<Heading, Sum>,
    all: BTreeMap<Heading, Sum>,
}

#[derive(Clone, Default)]
struct Sum {
    value: Decimal,
    currency: Option<String>,
    rows: usize,
    /// A cell that could not be read, or a second currency: nothing can be said of the sum.
    unknown: bool,
}

impl Sum {
    fn add(&mut self, value: Option<&Value>) {
        self.rows += 1;
        let Some((value, currency)) = value.and_then(amount) else {
            self.unknown = true;
            return;
        };
        self.unknown |= self.rows > 1 && self.currency != currency;
        self.currency = currency;
        match self.value.checked_add(value) {
            Some(sum) => self.value = sum,
            None => self.unknown = true,
        }
    }
}

fn amount(value: &Value) -> Option<(Decimal, Option<String>)> {
    match value {
        Value::Pages(pages) => Some((Decimal::from(pages.eighths), None)),
        Value::Money(money) => Some((money.amount, Some(money.currency.to_string()))),
        Value::Number(number) => Some((*number, None)),
        _ => None,
    }
}

impl Totals {
    /// Whether a heading's numbers are added up.
    pub fn sums(heading: &HeadingSpec) -> bool {
        SUMMED.contains(&heading.name)
            && matches!(heading.kind, ValueKind::Pages | ValueKind::Money | ValueKind::Number)
    }

    /// Takes a row of data in.
    pub fn add(&mut self, record: &Record) {
        for heading in SUMMED {
            if let Some(field) = record.fields.get(heading) {
                self.since.entry(heading).or_default().add(field.value.as_ref());
                self.all.entry(heading).or_default().add(field.value.as_ref());
            }
        }
    }

    /// A total that the sheet prints for a heading: a problem where neither the rows since the last total
    /// nor all rows add up to it.
    pub fn check(&self, heading: Heading, total: &Value, cell: &Cell, seen: &str) -> Option<Diagnostic> {
        let (printed, currency) = amount(total)?;
        let since = self.since.get(heading)?;
        let all = self.all.get(heading)?;
        let sums = [since, all];
        // One known sum that agrees is enough; an unknown one could have agreed.
        if sums
            .iter()
            .any(|sum| sum.unknown || sum.rows == 0 || sum.currency != currency || sum.value == printed)
        {
            return None;
        }
        let shown = |number: Decimal| match total {
            Value::Pages(_) => Pages::new(number.to_u32().unwrap_or_default()).to_string(),
            Value::Money(_) => format!("{number:.2}"),
            _ => number.normalize().to_string(),
        };
        let problem = Problem::new(
            Code::TotalDiffers,
            format!(
                "the sheet's total is {}, but its rows add up to {}.",
                shown(printed),
                shown(since.value)
            ),
            "Mend the total or the row that is wrong; totals are not read as data.",
        );
        Some(diagnose(problem, heading, cell, seen))
    }

    /// What follows a total is added up anew.
    pub fn close(&mut self) {
        self.since.clear();
    }
}
