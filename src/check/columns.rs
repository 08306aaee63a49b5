//! The columns that conditions about a row can name: each table's headings in snake case, with what they hold.

use super::expression::FieldType;
use super::subject::snake;
use crate::ingest::tables::{self, TableSpec, ValueKind};
use crate::model::{Heading, TableName};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The name of a table, from text: `purchase-orders` and `purchase_orders` are the same.
pub fn table(name: &str) -> Option<TableName> {
    tables::find(&name.replace('_', "-")).map(|spec| spec.name)
}

/// One column that conditions can name.
#[derive(Clone, Debug)]
pub struct Column {
    /// In snake case.
    pub name: String,
    /// The heading it is read from; `None` where it is worked out (see `subject::derived`).
    pub heading: Option<Heading>,
    pub field: FieldType,
}

/// Every table's columns: constant, and asked for on every row, so built once.
static COLUMNS: LazyLock<BTreeMap<TableName, Vec<Column>>> =
    LazyLock::new(|| tables::ALL.iter().map(|spec| (spec.name, columns(spec))).collect());

fn columns(spec: &TableSpec) -> Vec<Column> {
    let headings = spec.headings.iter().map(|heading| Column {
        name: snake(heading.name),
        heading: Some(heading.name),
        field: field_type(heading.kind),
    });
    let derived: &[(&str, FieldType)] = match spec.name {
        "clearances" => &[
            ("status_class", FieldType::Text),
            ("kind_class", FieldType::Text),
            ("first_use", FieldType::Date),
            ("cue", FieldType::Text),
        ],
        "locations" => &[("first_use", FieldType::Date), ("last_use", FieldType::Date)],
        "deliverables" => &[("is_delivered", FieldType::Flag)],
        "permits-and-insurance" => &[("currency", FieldType::Text)],
        "expenses" => &[("rate_known", FieldType::Flag), ("tracks_receipts", FieldType::Flag)],
        _ => &[],
    };
    let derived =
        derived.iter().map(|(name, field)| Column { name: (*name).to_owned(), heading: None, field: *field });
    headings.chain(derived).collect()
}

/// The columns of a table, in the table's order.
pub fn of(table: TableName) -> &'static [Column] {
    COLUMNS.get(table).map_or(&[], Vec::as_slice)
}

/// The heading of a column's snake-case name.
pub fn heading(table: TableName, name: &str) -> Option<Heading> {
    of(table).iter().find(|column| column.name == name)?.heading
}

fn field_type(kind: ValueKind) -> FieldType {
    match kind {
        ValueKind::Date => FieldType::Date,
        ValueKind::Money | ValueKind::Number | ValueKind::Percent | ValueKind::Minutes => FieldType::Number,
        ValueKind::List | ValueKind::NumberList | ValueKind::MealList => FieldType::List,
        ValueKind::Text
        | ValueKind::DateOrText
        | ValueKind::Identifier
        | ValueKind::Name
        | ValueKind::Time
        | ValueKind::Duration
        | ValueKind::Running
        | ValueKind::Push
        | ValueKind::Pages
        | ValueKind::Flag
        | ValueKind::FlagOrText
        | ValueKind::FlagOrMinutes
        | ValueKind::Word
        | ValueKind::Currency
        | ValueKind::Email
        | ValueKind::Phone => FieldType::Text,
    }
}
