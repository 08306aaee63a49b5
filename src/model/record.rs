//! A row of a known table: its values under their canonical headings, each with its cell.

use super::cell::{Cell, Sourced};
use super::clock::{Minutes, TimeEntry};
use super::money::Money;
use super::pages::Pages;
use super::running::Running;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// A table's name: lower case with hyphens (`timesheets`, `purchase-orders`).
pub type TableName = &'static str;
/// A heading as section 5 of the contract spells it (`Meal 1 Start`).
pub type Heading = &'static str;

/// What a cell says, once read.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Text(String),
    Number(Decimal),
    Money(Money),
    Date(NaiveDate),
    Time(TimeEntry),
    Pages(Pages),
    Flag(bool),
    /// Cast numbers, documents, additional insureds …
    List(Vec<String>),
    /// A length of time (`School Hours`, `Guarantee`, `Duration`), in whole minutes.
    Duration(Minutes),
    /// Screen time (`Timing`, `Screen Time`), in whole seconds.
    Running(Running),
}

impl Value {
    /// As `read --format json` prints it.
    pub fn to_text(&self) -> String {
        match self {
            Value::Text(t) => t.clone(),
            Value::Number(n) => n.normalize().to_string(),
            Value::Money(m) => m.decimal_text(),
            Value::Date(d) => d.to_string(),
            Value::Time(t) => t.to_string(),
            Value::Pages(p) => p.to_string(),
            Value::Flag(true) => "yes".into(),
            Value::Flag(false) => "no".into(),
            Value::List(items) => items.join(", "),
            Value::Duration(d) => d.to_string(),
            Value::Running(r) => r.to_string(),
        }
    }
}

/// One cell of a record.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// `None` where the cell could not be read (a diagnostic says why). A blank cell has no field.
    pub value: Option<Value>,
    /// What stood in the cell.
    pub seen: String,
    pub cell: Cell,
    /// Carried from a banner, a ditto mark or a label above the table, not written in the row.
    pub inferred: bool,
}

/// One row of one table.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    pub table: TableName,
    /// The row's first cell; findings about something missing cite it.
    pub cell: Cell,
    pub fields: BTreeMap<Heading, Field>,
    /// Columns no table knows, kept as written: (heading, text, cell).
    pub extra: Vec<(String, String, Cell)>,
    /// For each of the table's headings that this table has as a column: where the row's cell lies,
    /// also when it is blank, so that a missing time can be pointed at.
    pub columns: BTreeMap<Heading, Cell>,
}

impl Record {
    pub fn field(&self, heading: &str) -> Option<&Field> {
        self.fields.get(heading)
    }

    pub fn value(&self, heading: &str) -> Option<&Value> {
        self.field(heading)?.value.as_ref()
    }

    /// The cell of a heading: where it was read, else where it would stand, else the row.
    pub fn cell_of(&self, heading: &str) -> Cell {
        self.field(heading)
            .map(|f| &f.cell)
            .or_else(|| self.columns.get(heading))
            .unwrap_or(&self.cell)
            .clone()
    }

    /// The value as text whatever its kind; `None` where blank or unreadable.
    pub fn text(&self, heading: &str) -> Option<String> {
        self.value(heading).map(Value::to_text)
    }

    pub fn sourced_text(&self, heading: &str) -> Option<Sourced<String>> {
        Some(Sourced::new(self.text(heading)?, self.cell_of(heading)))
    }

    pub fn date(&self, heading: &str) -> Option<NaiveDate> {
        match self.value(heading)? {
            Value::Date(d) => Some(*d),
            _ => None,
        }
    }

    pub fn time(&self, heading: &str) -> Option<&TimeEntry> {
        match self.value(heading)? {
            Value::Time(t) => Some(t),
            _ => None,
        }
    }

    pub fn money(&self, heading: &str) -> Option<&Money> {
        match self.value(heading)? {
            Value::Money(m) => Some(m),
            _ => None,
        }
    }

    pub fn number(&self, heading: &str) -> Option<Decimal> {
        match self.value(heading)? {
            Value::Number(n) => Some(*n),
            _ => None,
        }
    }

    pub fn pages(&self, heading: &str) -> Option<Pages> {
        match self.value(heading)? {
            Value::Pages(p) => Some(*p),
            _ => None,
        }
    }

    pub fn flag(&self, heading: &str) -> Option<bool> {
        match self.value(heading)? {
            Value::Flag(b) => Some(*b),
            _ => None,
        }
    }

    pub fn duration(&self, heading: &str) -> Option<Minutes> {
        match self.value(heading)? {
            Value::Duration(d) => Some(*d),
            _ => None,
        }
    }

    pub fn running(&self, heading: &str) -> Option<Running> {
        match self.value(heading)? {
            Value::Running(r) => Some(*r),
            _ => None,
        }
    }

    pub fn list(&self, heading: &str) -> Vec<String> {
        match self.value(heading) {
            Some(Value::List(items)) => items.clone(),
            Some(other) => vec![other.to_text()],
            None => Vec::new(),
        }
    }
}
