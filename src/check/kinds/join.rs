//! Neighbours of a row: rows of another table with the same values, as lists that a condition can ask.
//!
//! ```toml
//! join = [
//!   { table = "purchase-orders", on = { po = "po" } },     # purchase_orders.status: one text a matching order
//!   { table = "budget", as = "chart" },                    # without `on`: every row
//! ]
//! ```
//!
//! Values match whatever their case and punctuation; a blank value matches nothing.

use crate::check::case::Case;
use crate::check::columns;
use crate::check::expression::{Fact, FactsOf, FieldType, Schema};
use crate::check::fields::{Fields, nearest};
use crate::check::pack::plain;
use crate::model::{Cell, TableName};

#[derive(Clone, Debug)]
pub struct Join {
    table: TableName,
    name: String,
    /// Columns of the row, and of the neighbour, that must be the same.
    on: Vec<(String, String)>,
}

/// A joined table's rows, read once a judgement.
pub struct Neighbours {
    join: Join,
    rows: Vec<(FactsOf, Cell)>,
}

/// Reads `join = [ … ]` of a rule about a table.
pub fn read(fields: &mut Fields, own: TableName) -> Vec<Join> {
    fields.tables("join", "a join", |join| {
        let at = join.place("table");
        let written = join.need_text("table")?;
        let Some(table) = columns::table(&written) else {
            join.document().say(
                at,
                format!("there is no table “{written}”"),
                "Write a table's name as `callboard read` prints it.",
            );
            return None;
        };
        let name = join.text("as").unwrap_or_else(|| table.replace('-', "_"));
        let on = join
            .table("on", "“on”", |on| {
                let mut pairs = Vec::new();
                for column in on.left() {
                    let other = on.take(&column).and_then(|node| node.as_words()).unwrap_or_default();
                    for (of, name) in [(own, &column), (table, &other)] {
                        if !columns::of(of).iter().any(|known| known.name == *name) {
                            let known = columns::of(of).iter().map(|column| column.name.as_str());
                            let near = nearest(name, known).unwrap_or("a column");
                            on.say(
                                &column,
                                format!("{of} has no column “{name}”"),
                                format!("Write “{near}”."),
                            );
                        }
                    }
                    pairs.push((column, other));
                }
                Some(pairs)
            })
            .unwrap_or_default();
        Some(Join { table, name, on })
    })
}

impl Join {
    /// The fields that conditions can ask: `NAME.COLUMN`, each a list.
    pub fn extend(&self, schema: &mut Schema) {
        for column in columns::of(self.table) {
            schema.fields.insert(format!("{}.{}", self.name, column.name), FieldType::List);
        }
    }

    pub fn neighbours(&self, case: &Case<'_>) -> Neighbours {
        let rows = case.production.records(self.table).iter();
        Neighbours {
            join: self.clone(),
            rows: rows.map(|record| (case.facts_of_record(record), record.cell.clone())).collect(),
        }
    }
}

impl Neighbours {
    /// Adds the lists for one row; returns the rows it was joined to (none for a table joined whole).
    pub fn extend(&self, facts: &mut FactsOf) -> Vec<Cell> {
        let same = |neighbour: &FactsOf| {
            self.join.on.iter().all(|(own, other)| {
                let (own, other) =
                    (facts.get(own).map(Fact::to_text), neighbour.get(other).map(Fact::to_text));
                let own = own.map(|t| plain(&t)).unwrap_or_default();
                !own.is_empty() && Some(own) == other.map(|t| plain(&t))
            })
        };
        let matching: Vec<&(FactsOf, Cell)> = self.rows.iter().filter(|(row, _)| same(row)).collect();
        let lists: Vec<(String, Fact)> = columns::of(self.join.table)
            .iter()
            .map(|column| {
                let values =
                    matching.iter().filter_map(|(row, _)| row.get(&column.name)).flat_map(texts).collect();
                (format!("{}.{}", self.join.name, column.name), Fact::List(values))
            })
            .collect();
        let cells = if self.join.on.is_empty() {
            Vec::new()
        } else {
            matching.iter().map(|(_, c)| c.clone()).collect()
        };
        facts.extend(lists);
        cells
    }
}

fn texts(fact: &Fact) -> Vec<String> {
    match fact {
        Fact::List(items) => items.clone(),
        other => vec![other.to_text()],
    }
}
