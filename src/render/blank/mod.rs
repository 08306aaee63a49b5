//! Blank workbooks and settings for a new production: what `callboard new` writes.
//!
//! Every heading, drop-down list and note comes from the tables the reader knows, so that what is filled
//! in is read back as what it is.

mod book;
mod hints;
mod settings;

pub use settings::settings;

use crate::ingest::tables::{self, TableSpec};
use rust_xlsxwriter::XlsxError;

/// Where a new production works: it decides paper, dates and clocks.
#[derive(Clone, Debug)]
pub struct Custom {
    /// ISO 3166: `US`.
    pub country: String,
    /// us-letter or a4.
    pub paper: &'static str,
}

/// Workbooks as an office keeps them: a file name and its tables.
const WORKBOOKS: &[(&str, &[&str])] = &[
    ("production.xlsx", &["production", "recipients", "calendar", "meetings"]),
    (
        "schedule.xlsx",
        &["schedule", "scenes", "background", "notes", "elements", "activities", "availability"],
    ),
    ("people.xlsx", &["cast", "crew"]),
    ("calls.xlsx", &["calls", "travel"]),
    ("locations.xlsx", &["locations", "permits-and-insurance"]),
    ("timesheets.xlsx", &["timesheets", "unit-log", "driver-log", "consents"]),
    ("production-report.xlsx", &["progress", "media"]),
    ("money.xlsx", &["budget", "expenses", "purchase-orders"]),
    ("clearances.xlsx", &["clearances"]),
    ("deliverables.xlsx", &["deliverables"]),
];

/// The blank workbooks: file names and bytes, the same on every day.
pub fn workbooks(custom: &Custom) -> Result<Vec<(&'static str, Vec<u8>)>, XlsxError> {
    let mut files = Vec::new();
    for (name, table_names) in WORKBOOKS {
        let specs: Vec<&TableSpec> = table_names.iter().filter_map(|name| tables::find(name)).collect();
        files.push((*name, book::bytes(&specs, custom)?));
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::grid::Raw;
    use crate::ingest::{Locale, read, reader};
    use std::collections::BTreeSet;

    #[test]
    fn every_table_has_its_blank_sheet_once() {
        let named: Vec<&str> = WORKBOOKS.iter().flat_map(|(_, tables)| tables.iter().copied()).collect();
        let all: BTreeSet<&str> =
            tables::ALL.iter().map(|t| t.name).filter(|name| !tables::OURS.contains(name)).collect();
        assert_eq!(named.iter().copied().collect::<BTreeSet<_>>(), all);
        assert_eq!(named.len(), all.len());
    }

    #[test]
    fn the_bytes_are_the_same_every_time() {
        let custom = Custom { country: "US".into(), paper: "us-letter" };
        assert_eq!(workbooks(&custom).unwrap(), workbooks(&custom).unwrap());
    }

    #[test]
    fn what_is_written_is_read_back_as_the_right_tables_without_a_problem() {
        for (country, paper) in [("US", "us-letter"), ("GB", "a4")] {
            let custom = Custom { country: country.into(), paper };
            for ((name, bytes), (_, expected)) in workbooks(&custom).unwrap().into_iter().zip(WORKBOOKS) {
                let book = reader::in_process(&bytes, name).unwrap();
                let read = read::tables(name, "", &book, &Locale::of(country, "USD"));
                let found: Vec<&str> = read.tables.iter().map(|table| table.table).collect();
                assert_eq!(found, *expected, "{name}");
                assert_eq!(read.problems, [], "{name}");
                let mut records = read.tables.iter().flat_map(|table| &table.records);
                assert!(records.all(|record| record.fields.is_empty()), "{name}");
            }
        }
    }

    #[test]
    fn facts_written_beside_their_names_are_read() {
        let custom = Custom { country: "US".into(), paper: "us-letter" };
        let files = workbooks(&custom).unwrap();
        let (name, bytes) = &files[0];
        let mut book = reader::in_process(bytes, name).unwrap();
        let facts = [("Title", "Night Train"), ("Photography Start", "10/27/2026"), ("1st AD", "Jo Adams")];
        let headings = tables::find("production").unwrap().headings;
        for (name, fact) in facts {
            let row = headings.iter().position(|h| h.name == name).unwrap();
            book.sheets[0].cells.push((u32::try_from(row).unwrap(), 1, Raw::Text(fact.into())));
        }
        book.sheets[0].cells.sort_by_key(|(row, col, _)| (*row, *col));
        let read = read::tables(name, "", &book, &Locale::of("US", "USD"));
        assert_eq!(read.problems, []);
        let table = read.tables.iter().find(|t| t.table == "production").unwrap();
        assert_eq!(table.records[0].text("1st AD").as_deref(), Some("Jo Adams"));
        assert_eq!(table.records[0].text("Photography Start").as_deref(), Some("2026-10-27"));
        assert_eq!(table.records[0].fields.len(), 3);
    }
}
