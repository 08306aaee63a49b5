//! What documents print straight from a row: headings that no rule and no model has a use for (a diet, a client, a route).

use crate::model::{Cell, Production, Record};

/// The row of a table that begins at a cell: a person's, a place's, a day's.
pub fn row<'a>(production: &'a Production, table: &str, cell: &Cell) -> Option<&'a Record> {
    production.records(table).iter().find(|record| record.cell == *cell)
}

/// The text of a heading in the row of a cell; `None` where it is blank.
pub fn text(production: &Production, table: &str, cell: &Cell, heading: &str) -> Option<String> {
    let text = row(production, table, cell)?.text(heading)?;
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// A fact of the production that only documents print: the first that a Production table gives.
pub fn fact(production: &Production, heading: &str) -> Option<String> {
    let texts = production.records("production").iter().filter_map(|record| record.text(heading));
    texts.map(|text| text.trim().to_owned()).find(|text| !text.is_empty())
}
