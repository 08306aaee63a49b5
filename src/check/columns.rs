//! The columns that conditions about a row can name: each table's headings in snake case, with what they hold.

use super::expression::FieldType;
use super::subject::snake;
use crate::ingest::tables::{self, ValueKind};
use crate::model::TableName;

/// The name of a table, from text: `purchase-orders` and `purchase_orders` are the same.
pub fn table(name: &str) -> Option<TableName> {
    tables::find(&name.replace('_', "-")).map(|spec| spec.name)
}

/// The columns of a table under their snake-case names, in the table's order, and what is worked out for its rows
/// (see `subject::derived`).
pub fn of(table: TableName) -> Vec<(String, FieldType)> {
    let Some(spec) = tables::find(table) else { return Vec::new() };
    let mut all: Vec<(String, FieldType)> =
        spec.headings.iter().map(|heading| (snake(heading.name), field_type(heading.kind))).collect();
    let derived: &[(&str, FieldType)] = match table {
        "clearances" => &[
            ("status_class", FieldType::Text),
            ("kind_class", FieldType::Text),
            ("first_use", FieldType::Date),
            ("cue", FieldType::Text),
        ],
        "locations" => &[("first_use", FieldType::Date), ("last_use", FieldType::Date)],
        "deliverables" => &[("is_delivered", FieldType::Flag)],
        "permits-and-insurance" => &[("currency", FieldType::Text)],
        "expenses" => &[("rate_known", FieldType::Flag)],
        _ => &[],
    };
    all.extend(derived.iter().map(|(name, field)| ((*name).to_owned(), *field)));
    all
}

/// The heading of a column's snake-case name.
pub fn heading(table: TableName, name: &str) -> Option<&'static str> {
    let spec = tables::find(table)?;
    spec.headings.iter().find(|heading| snake(heading.name) == name).map(|heading| heading.name)
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
