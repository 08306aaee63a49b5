//! `group`: rows of a table taken together by what they share.

use super::{Kind, KindSpec, table};
use crate::check::case::{Case, Draft};
use crate::check::columns;
use crate::check::expression::{Fact, FactsOf};
use crate::check::fields::Fields;
use crate::check::pack::plain;
use crate::check::parameter::{LoadScope, Quantity};
use crate::check::rule::Rule;
use crate::check::subject::SubjectOf;
use crate::model::{Record, TableName};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

pub const SPEC: KindSpec = KindSpec {
    name: "group",
    about: "Rows that share columns, taken together. One of:\n\
            \n\
            table      the table whose rows are judged\n\
            by         the columns that make a group; a row where one is blank is in none\n\
            at_most    so many rows a group (1: no duplicates); one finding a group\n\
            total      with `column`: the column's numbers must sum to it exactly; one finding a group\n\
            need_each  with `column`: every one of these values must occur; one finding a group\n\
            same       a column in which all rows of a group must agree; a finding for each row that differs from most\n\
            \n\
            {{count}} is the number of rows, {{missing}} what `need_each` did not find, {{others}} what most rows have.",
    load,
    shorthand: None,
};

#[derive(Debug)]
struct Group {
    table: TableName,
    by: Vec<String>,
    must: Must,
}

#[derive(Debug)]
enum Must {
    AtMost(usize),
    Total { column: String, total: Quantity<Decimal> },
    NeedEach { column: String, values: Vec<String> },
    Same(String),
}

fn load(fields: &mut Fields, scope: &LoadScope<'_>) -> Option<Box<dyn Kind>> {
    let table = table::read(fields);
    let by = fields.texts("by");
    let at_most = fields.integer("at_most").and_then(|n| usize::try_from(n).ok());
    let total = Quantity::take(fields, "total", scope);
    let need_each = fields.texts("need_each");
    let (column, same) = (fields.text("column"), fields.text("same"));
    let table = table?;
    let by = by.into_iter().filter_map(|name| table::column(fields, "by", table, name)).collect();
    let column = column.and_then(|name| table::column(fields, "column", table, name));
    let same = same.and_then(|name| table::column(fields, "same", table, name));
    let must = match (at_most, total, need_each.is_empty(), column, same) {
        (Some(most), None, true, None, None) => Must::AtMost(most),
        (None, Some(total), true, Some(column), None) => Must::Total { column, total },
        (None, None, false, Some(column), None) => Must::NeedEach { column, values: need_each },
        (None, None, true, None, Some(same)) => Must::Same(same),
        _ => {
            fields.say(
                "by",
                format!("{} does not say what a group must be", fields.what()),
                "Give one of `at_most`, `total` and `column`, `need_each` and `column`, or `same`.",
            );
            return None;
        }
    };
    Some(Box::new(Group { table, by, must }))
}

type Rows<'a> = Vec<(&'a Record, FactsOf)>;

impl Group {
    fn groups<'a>(&self, rule: &Rule, case: &Case<'a>) -> BTreeMap<Vec<String>, Rows<'a>> {
        let mut groups: BTreeMap<Vec<String>, Rows<'a>> = BTreeMap::new();
        for record in case.records(rule, self.table) {
            let facts = case.facts_of_record(record);
            let key: Vec<String> = self
                .by
                .iter()
                .map(|column| facts.get(column).map(Fact::to_text).unwrap_or_default())
                .map(|t| plain(&t))
                .collect();
            if key.iter().all(|part| !part.is_empty()) {
                groups.entry(key).or_default().push((record, facts));
            }
        }
        groups
    }

    fn about(&self, case: &Case<'_>, rows: &Rows<'_>, column: &str) -> Option<Draft> {
        let (first, _) = rows.first()?;
        let sources = rows.iter().map(|(record, _)| table::cell(record, column)).collect();
        let mut draft = table::draft(case, first, sources);
        draft.set("count", rows.len().to_string());
        Some(draft)
    }

    fn judge_group(&self, rows: &Rows<'_>, case: &Case<'_>) -> Vec<Draft> {
        let texts = |column: &str| -> Vec<String> {
            rows.iter().map(|(_, facts)| facts.get(column).map(Fact::to_text).unwrap_or_default()).collect()
        };
        let column = self.by.last().map_or("", String::as_str);
        match &self.must {
            Must::AtMost(most) => {
                if rows.len() <= *most {
                    return Vec::new();
                }
                let Some(mut draft) = self.about(case, rows, column) else { return Vec::new() };
                draft.measured = Some(rows.len().to_string());
                draft.limit = Some(most.to_string());
                draft.arithmetic = format!("{} rows > {most}", rows.len());
                vec![draft]
            }
            Must::Total { column, total } => {
                let Ok(total) = case.look(total, &case.dates(case.today)) else { return Vec::new() };
                let numbers: Option<Vec<Decimal>> = texts(column).iter().map(|t| t.parse().ok()).collect();
                let Some(mut draft) = self.about(case, rows, column) else { return Vec::new() };
                let Some(numbers) = numbers else {
                    let item = draft.subject.item.clone().unwrap_or_default();
                    return vec![
                        draft
                            .undetermined(format!("{item}: a {column} is blank, so the sum cannot be told.")),
                    ];
                };
                let sum = numbers.iter().fold(Decimal::ZERO, |a, b| a.saturating_add(*b));
                if sum == total.value {
                    return Vec::new();
                }
                let parts: Vec<String> = numbers.iter().map(ToString::to_string).collect();
                draft.used(&total);
                draft.measured = Some(sum.normalize().to_string());
                draft.limit = Some(total.value.normalize().to_string());
                draft.arithmetic = format!("{} = {sum} ≠ {}", parts.join(" + "), total.value);
                draft.set("deviation", total.value.saturating_sub(sum).normalize().to_string());
                vec![draft]
            }
            Must::NeedEach { column, values } => {
                let present = texts(column);
                let missing: Vec<&str> =
                    values.iter().filter(|v| !present.contains(v)).map(String::as_str).collect();
                if missing.is_empty() {
                    return Vec::new();
                }
                let Some(mut draft) = self.about(case, rows, column) else { return Vec::new() };
                draft.set("missing", missing.join(", ").replace('-', " "));
                draft.arithmetic = format!("has {}; lacks {}", present.join(", "), missing.join(", "));
                vec![draft]
            }
            Must::Same(column) => {
                let values = texts(column);
                let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
                values.iter().filter(|v| !v.is_empty()).for_each(|v| *counts.entry(v).or_default() += 1);
                let Some(most) = counts.iter().max_by_key(|(_, n)| **n).map(|(value, _)| (*value).to_owned())
                else {
                    return Vec::new();
                };
                rows.iter()
                    .zip(&values)
                    .filter(|(_, value)| !value.is_empty() && **value != most)
                    .map(|((record, _), value)| {
                        let mut draft = table::draft(case, record, vec![table::cell(record, column)]);
                        let name = columns::heading(self.table, column).unwrap_or_default();
                        draft.measured = Some(value.clone());
                        draft.limit = Some(most.clone());
                        draft.set("others", most.clone());
                        draft.arithmetic = format!(
                            "{name} {value}; {most} in {} of {} rows",
                            counts.get(most.as_str()).copied().unwrap_or(0),
                            rows.len()
                        );
                        draft
                    })
                    .collect()
            }
        }
    }
}

impl Kind for Group {
    fn subject(&self) -> SubjectOf {
        SubjectOf::Row(self.table)
    }

    fn message_fields(&self) -> &'static [&'static str] {
        &["count", "others", "deviation"]
    }

    fn judge(&self, rule: &Rule, case: &Case<'_>) -> Vec<Draft> {
        self.groups(rule, case).values().flat_map(|rows| self.judge_group(rows, case)).collect()
    }
}
