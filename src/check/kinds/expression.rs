//! `expression`: a condition that a row must pass, over the row and its joined neighbours.

use super::join::{self, Join};
use super::{Kind, KindSpec, table};
use crate::check::case::{Case, Draft};
use crate::check::expression::{Condition, Fact, FieldType, Schema, Undecided};
use crate::check::fields::Fields;
use crate::check::parameter::{LoadScope, Measure, Quantity, ValueType};
use crate::check::rule::Rule;
use crate::check::subject::SubjectOf;
use crate::model::{Money, TableName};
use rust_decimal::Decimal;

pub const SPEC: KindSpec = KindSpec {
    name: "expression",
    about: "A row must pass a condition. For what no other kind says.\n\
            \n\
            table   the table whose rows are judged\n\
            pass    the condition; a row for which it does not hold is found\n\
            join    neighbours in other tables, as lists: see “Neighbours of a row”\n\
            param   parameters that `pass` compares with, as param.NAME (numbers, amounts without their currency, texts)\n\
            column  the column the finding points at first, and whose value is {{measured}}\n\
            limit   the parameter whose value is {{limit}}\n\
            \n\
            A condition that cannot be decided for a row (a blank number) gives an undetermined finding.",
    load,
    shorthand: None,
};

#[derive(Debug)]
struct Expression {
    table: TableName,
    pass: Condition,
    joins: Vec<Join>,
    parameters: Vec<(String, Asked)>,
    column: Option<String>,
    limit: Option<String>,
}

/// A parameter that the condition compares with.
#[derive(Debug)]
enum Asked {
    Number(Quantity<Decimal>),
    Money(Quantity<Money>),
    Texts(Quantity<Vec<String>>),
    Text(Quantity<String>),
}

fn load(fields: &mut Fields, scope: &LoadScope<'_>) -> Option<Box<dyn Kind>> {
    let table = table::read(fields)?;
    let joins = join::read(fields, table);
    let mut schema = SubjectOf::Row(table).schema();
    joins.iter().for_each(|join| join.extend(&mut schema));
    let mut parameters = Vec::new();
    for name in fields.texts("param") {
        let Some(parameter) = scope.parameters.get(&name) else {
            let near = crate::check::fields::nearest(&name, scope.parameters.keys().map(String::as_str));
            let help = near.map_or(format!("Add `[param.{name}]`."), |near| format!("Write “{near}”."));
            fields.say("param", format!("no parameter is called “{name}”"), help);
            continue;
        };
        let (asked, field) = match parameter.value_type {
            ValueType::Number => (Asked::Number(Quantity::Named(parameter.clone())), FieldType::Number),
            ValueType::Money => (Asked::Money(Quantity::Named(parameter.clone())), FieldType::Number),
            ValueType::Texts => (Asked::Texts(Quantity::Named(parameter.clone())), FieldType::List),
            ValueType::Text => (Asked::Text(Quantity::Named(parameter.clone())), FieldType::Text),
            other => {
                fields.say(
                    "param",
                    format!("a condition cannot compare with “{name}”, a {}", other.name()),
                    "Name a number, an amount or texts.",
                );
                continue;
            }
        };
        schema.fields.insert(format!("param.{name}"), field);
        parameters.push((name, asked));
    }
    let column = fields.text("column").and_then(|name| table::column(fields, "column", table, name));
    let limit = fields.text("limit");
    if let Some(limit) = limit.as_ref().filter(|limit| !parameters.iter().any(|(name, _)| name == *limit)) {
        fields.say("limit", format!("“{limit}” is not among the rule's `param`"), "Name one of them.");
    }
    if !fields.has("pass") {
        fields.need_text("pass");
    }
    let pass = Condition::take(fields, "pass", &schema)?;
    Some(Box::new(Expression { table, pass, joins, parameters, column, limit }))
}

impl Expression {
    /// Looks a parameter up, notes it in the draft, and gives it as a fact. `None` where it is not in force.
    fn ask(&self, asked: &Asked, case: &Case<'_>, draft: &mut Draft) -> Option<Fact> {
        fn look<T: Measure>(q: &Quantity<T>, case: &Case<'_>, draft: &mut Draft) -> Option<T> {
            let looked = case.look(q, &case.dates(case.today)).ok()?;
            draft.used(&looked);
            Some(looked.value)
        }
        Some(match asked {
            Asked::Number(q) => Fact::Text(look(q, case, draft)?.to_string()),
            Asked::Money(q) => Fact::Text(look(q, case, draft)?.amount.to_string()),
            Asked::Texts(q) => Fact::List(look(q, case, draft)?),
            Asked::Text(q) => Fact::Text(look(q, case, draft)?),
        })
    }
}

impl Kind for Expression {
    fn subject(&self) -> SubjectOf {
        SubjectOf::Row(self.table)
    }

    fn own_fields(&self) -> Vec<String> {
        let mut schema = Schema::default();
        self.joins.iter().for_each(|join| join.extend(&mut schema));
        let parameters = self.parameters.iter().map(|(name, _)| format!("param.{name}"));
        schema.fields.into_keys().chain(parameters).collect()
    }

    fn judge(&self, rule: &Rule, case: &Case<'_>) -> Vec<Draft> {
        let neighbours: Vec<_> = self.joins.iter().map(|join| join.neighbours(case)).collect();
        let mut drafts = Vec::new();
        'rows: for record in case.records(rule, self.table) {
            let mut facts = case.facts_of_record(record);
            let first = self.column.as_ref().map(|column| table::cell(record, column));
            let mut draft = table::draft(case, record, first.into_iter().collect());
            for joined in &neighbours {
                draft.sources.extend(joined.extend(&mut facts));
            }
            for (name, asked) in &self.parameters {
                let Some(fact) = self.ask(asked, case, &mut draft) else { continue 'rows };
                facts.insert(format!("param.{name}"), fact);
            }
            draft.tell(&facts);
            let text = |name: &String| facts.get(name).map(Fact::to_text).filter(|t| !t.is_empty());
            draft.measured = self.column.as_ref().and_then(text);
            draft.limit = self.limit.as_ref().and_then(|name| text(&format!("param.{name}")));
            match self.pass.holds(&facts) {
                Ok(true) => {}
                Ok(false) => {
                    // The condition itself is for `rules show`; a coordinator is told what stood there.
                    draft.arithmetic = self.column.as_ref().map_or_else(String::new, |column| {
                        let seen = draft.measured.as_deref().unwrap_or("blank");
                        let limit = draft.limit.as_ref().map(|limit| format!("; limit {limit}"));
                        format!("{}: {seen}{}", column.replace('_', " "), limit.unwrap_or_default())
                    });
                    drafts.push(draft);
                }
                Err(Undecided(why)) => {
                    let says = format!(
                        "“{}” cannot be told for {}: {why}.",
                        rule.title,
                        draft.subject.item.clone().unwrap_or_else(|| "a row".into())
                    );
                    drafts.push(draft.undetermined(says));
                }
            }
        }
        drafts
    }
}
