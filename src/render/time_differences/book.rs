//! The differences as a workbook: one row each, both records with their cells.

use super::compare::Difference;
use crate::render::compliance_report::entry;
use crate::render::job::Body;
use crate::render::stamp;
use crate::render::view::View;
use crate::render::words::Words;
use crate::render::workbook::{Book, Datum, Table, column, figure, prose};
use std::collections::BTreeSet;

pub fn book(view: &View, differences: &[Difference], title: &str, inputs: &BTreeSet<String>) -> Body {
    let mut book = Book::new(title, &view.production.facts.title, view.today, stamp::paper(view));
    let words = view.words;
    book.table_in(words, &table(differences, words))
        .provenance_in(words, stamp::provenance_in(view, words, title, inputs));
    book.finish()
}

fn table(differences: &[Difference], words: &Words) -> Table {
    let rows = differences
        .iter()
        .map(|d| {
            vec![
                Datum::Date(d.date),
                Datum::text(words.unit_name(&d.unit)),
                Datum::maybe(d.person.clone()),
                Datum::text(d.what.word(words)),
                Datum::text(d.card.source.word(words)),
                Datum::text(d.card.text.clone()),
                Datum::text(d.other.source.word(words)),
                Datum::text(d.other.text.clone()),
                d.minutes.map_or(Datum::Blank, |minutes| Datum::Count(minutes.0)),
                Datum::text(entry::cells(&d.card.cells)),
                Datum::text(entry::cells(&d.other.cells)),
            ]
        })
        .collect();
    Table {
        name: "differences",
        columns: vec![
            column("date", 11.0),
            column("unit", 10.0),
            column("person", 24.0),
            column("what", 20.0),
            column("record", 12.0),
            prose("says", 28.0),
            column("other_record", 12.0),
            prose("says", 30.0),
            figure("minutes_later", 9.0),
            prose("cells", 40.0),
            prose("other_cells", 40.0),
        ],
        printed: 9,
        rows,
        totals: Vec::new(),
    }
}
