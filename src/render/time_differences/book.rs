//! The differences as a workbook: one row each, both records with their cells.

use super::compare::Difference;
use crate::render::compliance_report::entry;
use crate::render::job::Body;
use crate::render::stamp;
use crate::render::view::View;
use crate::render::workbook::{Book, Datum, Table, column, figure, prose};
use std::collections::BTreeSet;

pub fn book(view: &View, differences: &[Difference], title: &str, inputs: &BTreeSet<String>) -> Body {
    let mut book = Book::new(title, &view.production.facts.title, view.today, stamp::paper(view));
    book.table(&table(differences)).provenance(stamp::provenance(view, title, inputs));
    book.finish()
}

fn table(differences: &[Difference]) -> Table {
    let rows = differences
        .iter()
        .map(|d| {
            vec![
                Datum::Date(d.date),
                Datum::text(d.unit.clone()),
                Datum::maybe(d.person.clone()),
                Datum::text(d.what.word()),
                Datum::text(d.card.source),
                Datum::text(d.card.text.clone()),
                Datum::text(d.other.source),
                Datum::text(d.other.text.clone()),
                d.minutes.map_or(Datum::Blank, |minutes| Datum::Count(minutes.0)),
                Datum::text(entry::cells(&d.card.cells)),
                Datum::text(entry::cells(&d.other.cells)),
            ]
        })
        .collect();
    Table {
        name: "Differences",
        columns: vec![
            column("Date", 11.0),
            column("Unit", 10.0),
            column("Person", 24.0),
            column("What", 20.0),
            column("Record", 12.0),
            prose("says", 28.0),
            column("Other record", 12.0),
            prose("says", 30.0),
            figure("Minutes later", 9.0),
            prose("Cells", 40.0),
            prose("Cells of the other", 40.0),
        ],
        printed: 9,
        rows,
        totals: Vec::new(),
    }
}
