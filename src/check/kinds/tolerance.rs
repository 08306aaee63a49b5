//! `tolerance`: a measured decimal that must lie within a distance of a target, or on one side of a limit.

use super::{Kind, KindSpec, table};
use crate::check::case::{Case, Draft};
use crate::check::fields::Fields;
use crate::check::parameter::{Dates, LoadScope, Looked, NoValue, Quantity};
use crate::check::rule::Rule;
use crate::check::subject::SubjectOf;
use crate::model::{Record, TableName, Value};
use rust_decimal::Decimal;

pub const SPEC: KindSpec = KindSpec {
    name: "tolerance",
    about: "A measured number must lie within a distance of a target, or on one side of a limit. Exact decimals; the edge passes.\n\
            \n\
            table       the table whose rows are judged\n\
            column      the column that holds the measurement\n\
            target      with `within`: |measured − target| ≤ within\n\
            within      the distance\n\
            at_most     or: measured ≤ at_most\n\
            at_least    or: measured ≥ at_least\n\
            fallback    another measurement that clears the row when the first fails: { column, target, within | at_most | at_least }\n\
            unmeasured  what a blank measurement is: \"undetermined\" (a finding that says so), or the id of the pack's rule that reports it\n\
            \n\
            A measurement never passes by being blank. {{deviation}} is how far outside it lies.",
    load,
    shorthand: None,
};

#[derive(Debug)]
struct Tolerance {
    table: TableName,
    first: Bound,
    fallback: Option<Bound>,
    /// A blank measurement is reported here, not by another rule.
    reports_blank: bool,
}

/// A column and what its value must keep to.
#[derive(Debug)]
struct Bound {
    column: String,
    limit: Limit,
}

#[derive(Debug)]
enum Limit {
    Within { target: Quantity<Decimal>, within: Quantity<Decimal> },
    AtMost(Quantity<Decimal>),
    AtLeast(Quantity<Decimal>),
}

fn load(fields: &mut Fields, scope: &LoadScope<'_>) -> Option<Box<dyn Kind>> {
    let table = table::read(fields);
    let first = bound(fields, scope, table);
    let fallback = fields.table("fallback", "the fallback", |inner| bound(inner, scope, table));
    let unmeasured = fields.text("unmeasured").unwrap_or_else(|| "undetermined".into());
    Some(Box::new(Tolerance {
        table: table?,
        first: first?,
        fallback,
        reports_blank: unmeasured == "undetermined",
    }))
}

fn bound(fields: &mut Fields, scope: &LoadScope<'_>, table: Option<TableName>) -> Option<Bound> {
    let column = fields.need_text("column").and_then(|name| table::column(fields, "column", table?, name));
    let (target, within) = (Quantity::take(fields, "target", scope), Quantity::take(fields, "within", scope));
    let (at_most, at_least) =
        (Quantity::take(fields, "at_most", scope), Quantity::take(fields, "at_least", scope));
    let limit = match (target, within, at_most, at_least) {
        (Some(target), Some(within), None, None) => Limit::Within { target, within },
        (None, None, Some(limit), None) => Limit::AtMost(limit),
        (None, None, None, Some(limit)) => Limit::AtLeast(limit),
        _ => {
            fields.say(
                "column",
                format!("{} has no limit, or more than one", fields.what()),
                "Give `target` and `within`, or `at_most`, or `at_least`.",
            );
            return None;
        }
    };
    Some(Bound { column: column?, limit })
}

/// How a measurement stands to its limit, with the numbers used.
struct Standing {
    measured: Decimal,
    limit: String,
    /// How far outside; `None` within.
    outside: Option<Decimal>,
    sum: String,
    used: Vec<Looked<Decimal>>,
}

impl Bound {
    fn measure(&self, record: &Record) -> Option<Decimal> {
        let heading = crate::check::columns::heading(record.table, &self.column)?;
        match record.value(heading)? {
            Value::Number(n) => Some(*n),
            Value::Money(money) => Some(money.amount),
            Value::Text(text) => text.trim().parse().ok(),
            _ => None,
        }
    }

    fn stand(&self, measured: Decimal, case: &Case<'_>, dates: &Dates) -> Result<Standing, NoValue> {
        let positive = |distance: Decimal| (distance > Decimal::ZERO).then_some(distance);
        Ok(match &self.limit {
            Limit::Within { target, within } => {
                let (target, within) = (case.look(target, dates)?, case.look(within, dates)?);
                let away = measured.saturating_sub(target.value).abs();
                let outside = positive(away.saturating_sub(within.value));
                let sign = if outside.is_some() { '>' } else { '≤' };
                Standing {
                    measured,
                    limit: format!("{} ± {}", target.value, within.value),
                    sum: format!("|{measured} − ({})| = {away} {sign} {}", target.value, within.value),
                    outside,
                    used: vec![target, within],
                }
            }
            Limit::AtMost(limit) => {
                let limit = case.look(limit, dates)?;
                let outside = positive(measured.saturating_sub(limit.value));
                let sign = if outside.is_some() { '>' } else { '≤' };
                Standing {
                    measured,
                    limit: limit.value.to_string(),
                    sum: format!("{measured} {sign} {}", limit.value),
                    outside,
                    used: vec![limit],
                }
            }
            Limit::AtLeast(limit) => {
                let limit = case.look(limit, dates)?;
                let outside = positive(limit.value.saturating_sub(measured));
                let sign = if outside.is_some() { '<' } else { '≥' };
                Standing {
                    measured,
                    limit: limit.value.to_string(),
                    sum: format!("{measured} {sign} {}", limit.value),
                    outside,
                    used: vec![limit],
                }
            }
        })
    }
}

impl Tolerance {
    fn judge_row(&self, rule: &Rule, case: &Case<'_>, record: &Record) -> Option<Draft> {
        let dates = case.dates(case.today);
        let source = table::cell(record, &self.first.column);
        let mut draft = table::draft(case, record, vec![source]);
        let Some(measured) = self.first.measure(record) else {
            let name = draft.subject.item.clone().unwrap_or_default();
            let heading = crate::check::columns::heading(self.table, &self.first.column).unwrap_or_default();
            return self.reports_blank.then(|| {
                draft.undetermined(format!(
                    "{name}: {heading} is not measured, so “{}” cannot be told.",
                    rule.title
                ))
            });
        };
        let first = self.first.stand(measured, case, &dates).ok()?;
        let outside = first.outside?;
        let mut sums = vec![first.sum];
        first.used.iter().for_each(|used| draft.used(used));
        if let Some(fallback) = &self.fallback
            && let Some(other) = fallback.measure(record)
        {
            let second = fallback.stand(other, case, &dates).ok()?;
            second.outside?;
            sums.push(format!("fallback {}: {}", fallback.column.replace('_', " "), second.sum));
            second.used.iter().for_each(|used| draft.used(used));
            draft.sources.insert(1, table::cell(record, &fallback.column));
        }
        draft.set("deviation", outside.normalize().to_string());
        draft.measured = Some(first.measured.to_string());
        draft.limit = Some(first.limit);
        draft.arithmetic = sums.join("; ");
        Some(draft)
    }
}

impl Kind for Tolerance {
    fn subject(&self) -> SubjectOf {
        SubjectOf::Row(self.table)
    }

    fn message_fields(&self) -> &'static [&'static str] {
        &["deviation"]
    }

    fn judge(&self, rule: &Rule, case: &Case<'_>) -> Vec<Draft> {
        case.records(rule, self.table)
            .into_iter()
            .filter_map(|record| self.judge_row(rule, case, record))
            .collect()
    }
}
