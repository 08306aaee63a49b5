//! `required-if`: columns that a row must have filled.

use super::{Kind, KindSpec, table};
use crate::check::case::{Case, Draft};
use crate::check::columns;
use crate::check::expression::Fact;
use crate::check::fields::Fields;
use crate::check::parameter::LoadScope;
use crate::check::rule::Rule;
use crate::check::subject::SubjectOf;
use crate::model::TableName;

pub const SPEC: KindSpec = KindSpec {
    name: "required-if",
    about: "A row that `when` describes must have columns filled.\n\
            \n\
            table    the table whose rows are judged\n\
            require  columns, in snake case, that must all be filled\n\
            any_of   columns of which one must be filled\n\
            \n\
            One finding a row; {{missing}} names the blank headings, and the blank cells are its sources.",
    load,
    shorthand: None,
};

#[derive(Debug)]
struct RequiredIf {
    table: TableName,
    require: Vec<String>,
    any_of: Vec<String>,
}

fn load(fields: &mut Fields, _: &LoadScope<'_>) -> Option<Box<dyn Kind>> {
    let table = table::read(fields);
    let (require, any_of) = (fields.texts("require"), fields.texts("any_of"));
    if require.is_empty() && any_of.is_empty() {
        fields.say(
            "require",
            format!("{} requires nothing", fields.what()),
            "Add `require = [\"…\"]` or `any_of = [\"…\"]`.",
        );
    }
    let table = table?;
    let known = |fields: &Fields, key, names: Vec<String>| {
        names.into_iter().filter_map(|name| table::column(fields, key, table, name)).collect()
    };
    Some(Box::new(RequiredIf {
        table,
        require: known(fields, "require", require),
        any_of: known(fields, "any_of", any_of),
    }))
}

impl Kind for RequiredIf {
    fn subject(&self) -> SubjectOf {
        SubjectOf::Row(self.table)
    }

    fn judge(&self, rule: &Rule, case: &Case<'_>) -> Vec<Draft> {
        let heading = |column: &String| columns::heading(self.table, column).unwrap_or_default();
        case.records(rule, self.table)
            .into_iter()
            .filter_map(|record| {
                let facts = case.facts_of_record(record);
                let blank = |column: &&String| match facts.get(column) {
                    Some(Fact::Text(text)) => text.trim().is_empty(),
                    Some(Fact::List(items)) => items.is_empty(),
                    Some(Fact::Int(_) | Fact::Flag(_)) => false,
                    None => true,
                };
                let mut missing: Vec<&String> = self.require.iter().filter(blank).collect();
                let mut said: Vec<String> = missing.iter().map(|c| heading(c).to_owned()).collect();
                if !self.any_of.is_empty() && self.any_of.iter().all(|c| blank(&c)) {
                    missing.extend(&self.any_of);
                    let either: Vec<&str> = self.any_of.iter().map(heading).collect();
                    said.push(either.join(" or "));
                }
                if missing.is_empty() {
                    return None;
                }
                let sources = missing.iter().map(|column| table::cell(record, column)).collect();
                let mut draft = table::draft(case, record, sources);
                draft.set("missing", said.join(", "));
                draft.arithmetic = format!("blank: {}", said.join(", "));
                Some(draft)
            })
            .collect()
    }
}
