//! The Production table: one record of facts; and those of them that must be known before any value is
//! read (country, currency, time zone).

use super::Desk;
use super::records::diagnose;
use super::wide::Sheetwide;
use crate::ingest::grid::Workbook;
use crate::ingest::intake::{ColumnRead, Confidence, TableRead};
use crate::ingest::layout::View;
use crate::ingest::layout::block::{self, Fact};
use crate::ingest::tables::production;
use crate::ingest::value::{self, currency, text};
use crate::model::{Cell, Field, Record, Value};
use std::collections::BTreeMap;

/// The Production tables' facts as text, by heading, from workbooks with their names: what the locale is
/// made of before any value is read. The first workbook that states a fact holds; assembling reports
/// the others.
pub fn facts(books: &[(&str, &Workbook)]) -> BTreeMap<String, String> {
    let mut stated = BTreeMap::new();
    for sheet in books.iter().flat_map(|(_, book)| &book.sheets) {
        let view = View::new(sheet);
        for fact in block::find(&view) {
            let (Some((heading, _)), Some((_, raw))) = (fact.meaning, fact.value) else { continue };
            let code = match currency::read(raw).value {
                Some(Value::Text(code)) if heading.name == "Currency" => Some(code),
                _ => None,
            };
            let written = code.unwrap_or_else(|| text::seen(raw));
            if !written.is_empty() {
                stated.entry(heading.name.to_string()).or_insert(written);
            }
        }
    }
    stated
}

/// The facts of a sheet as a table of one record, each fact with its cell.
pub fn table(facts: &[Fact], wide: &Sheetwide, desk: &mut Desk) -> TableRead {
    let at = |row, col| Cell::new(desk.file.clone(), desk.sheet.clone(), row, col);
    let first = facts.first().map_or_else(|| at(0, 0), |f| at(f.row, f.key_col));
    let mut record = Record {
        table: production::SPEC.name,
        cell: first.clone(),
        fields: BTreeMap::new(),
        extra: Vec::new(),
        columns: BTreeMap::new(),
    };
    let context = wide.context(desk.locale);
    let mut columns = Vec::new();
    for fact in facts {
        let key = at(fact.row, fact.key_col);
        let value_cell =
            fact.value.map_or_else(|| at(fact.row, fact.key_col.saturating_add(1)), |(c, _)| at(fact.row, c));
        let taken = fact.meaning.filter(|(heading, _)| !record.columns.contains_key(heading.name));
        let because = match (fact.meaning, taken) {
            (Some((heading, true)), Some(_)) => format!("same words as “{}”", heading.name),
            (Some((heading, false)), Some(_)) => format!("synonym of “{}”", heading.name),
            (Some((heading, _)), None) => format!("“{}” was taken from a row above", heading.name),
            (None, _) => "no fact that callboard knows".to_string(),
        };
        columns.push(ColumnRead {
            heading: fact.key.clone(),
            cell: key,
            as_heading: taken.map(|(heading, _)| heading.name),
            because,
            confidence: if taken.is_some() { Confidence::Certain } else { Confidence::Open },
            perhaps: None,
        });
        let Some((heading, _)) = taken else {
            if let Some((_, raw)) = fact.value {
                record.extra.push((fact.key.clone(), text::seen(raw), value_cell));
            }
            continue;
        };
        record.columns.insert(heading.name, value_cell.clone());
        let Some((_, raw)) = fact.value else { continue };
        let reading = value::read(heading, raw, &context);
        if reading.is_blank() {
            continue;
        }
        if let Some(problem) = reading.problem {
            let seen = text::seen(raw);
            desk.problems.push(diagnose(problem, heading.name, &value_cell, &seen));
        }
        let field = Field { value: reading.value, seen: text::seen(raw), cell: value_cell, inferred: false };
        record.fields.insert(heading.name, field);
    }
    TableRead {
        table: production::SPEC.name,
        sheet: desk.sheet.to_string(),
        header_cell: first,
        columns,
        records: vec![record],
        ignored: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::grid::{Raw, Sheet};

    #[test]
    fn facts_are_known_before_values_are_read() {
        let lines =
            [("Title", "Harbour Spot"), ("Country:", "gb"), ("Currency", "£"), ("Timezone", "Europe/London")];
        let cells = (0_u32..).zip(lines).flat_map(|(row, (key, value))| {
            [(row, 1, Raw::Text(key.into())), (row, 2, Raw::Text(value.into()))]
        });
        let sheet = Sheet { name: "Production".into(), cells: cells.collect(), ..Sheet::default() };
        let stated = facts(&[("facts.xlsx", &Workbook { sheets: vec![sheet], ..Workbook::default() })]);
        let of = |heading: &str| stated.get(heading).map(String::as_str);
        assert_eq!(of("Country"), Some("gb"));
        assert_eq!(of("Currency"), Some("GBP"));
        assert_eq!(of("Time Zone"), Some("Europe/London"));
    }
}
