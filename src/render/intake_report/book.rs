//! `problems.xlsx`: every problem with a link to its cell, and everything that was carried along without being understood.

use super::problems::seen;
use crate::diagnostic::Diagnostic;
use crate::ingest::intake::TableRead;
use crate::model::Cell;
use crate::render::compliance_report::entry::severity_words;
use crate::render::job::Body;
use crate::render::stamp;
use crate::render::view::View;
use crate::render::workbook::{Book, Datum, Table, column, prose};
use std::collections::{BTreeMap, BTreeSet};

pub fn book(view: &View, problems: &[Diagnostic], title: &str, inputs: &BTreeSet<String>) -> Body {
    let mut book = Book::new(title, &view.production.facts.title, view.today, stamp::paper(view));
    let words = view.words;
    book.table_in(words, &table(view, problems))
        .table_in(words, &left_over(view))
        .provenance_in(words, stamp::provenance_in(view, words, title, inputs));
    book.finish()
}

fn table(view: &View, problems: &[Diagnostic]) -> Table {
    let link = |file: &str, sheet: &str, at: &str| link(view.way_home, file, sheet, at);
    let rows = problems.iter().map(|p| {
        vec![
            Datum::text(severity_words(p.severity, view.words)),
            link(&p.file, "", ""),
            Datum::text(p.sheet.as_str()),
            link(&p.file, &p.sheet, &p.at),
            Datum::text(seen(&p.seen)),
            Datum::text(p.message.as_str()),
            Datum::text(p.help.as_str()),
            Datum::text(p.code.name()),
        ]
    });
    Table {
        name: "problems",
        columns: vec![
            column("severity", 10.0),
            column("file", 34.0),
            column("sheet", 18.0),
            column("cell", 9.0),
            prose("what_stands", 26.0),
            prose("what_is_wrong", 52.0),
            prose("would_be_right", 52.0),
            column("code", 22.0),
        ],
        printed: 7,
        rows: rows.collect(),
        totals: Vec::new(),
    }
}

/// Columns that no table knows, with how much they hold, and rows that are no data.
fn left_over(view: &View) -> Table {
    let tables = || view.files.iter().flat_map(|file| &file.tables);
    let columns = tables().flat_map(|table| columns(view, table));
    let ignored = tables().flat_map(|table| {
        table
            .ignored
            .iter()
            .map(|row| line(view, &row.cell, "intake.no_data", &row.text, &row.because, table))
    });
    Table {
        name: "carried",
        columns: vec![
            column("file", 34.0),
            column("sheet", 18.0),
            column("cell", 9.0),
            column("what", 22.0),
            prose("text", 44.0),
            prose("why", 44.0),
            column("table", 18.0),
        ],
        printed: 7,
        rows: columns.chain(ignored).collect(),
        totals: Vec::new(),
    }
}

fn columns(view: &View, table: &TableRead) -> Vec<Vec<Datum>> {
    let mut held: BTreeMap<u32, usize> = BTreeMap::new();
    for (_, _, cell) in table.records.iter().flat_map(|record| &record.extra) {
        *held.entry(cell.col).or_default() += 1;
    }
    let unknown = table.columns.iter().filter(|column| column.as_heading.is_none());
    let lines = unknown.map(|column| {
        let count = held.get(&column.cell.col).copied().unwrap_or(0);
        let because = {
            let kept = view.words.say("intake.cells_kept", &[("n", &count.to_string())]);
            format!("{}; {kept}", column.because)
        };
        line(view, &column.cell, "intake.unknown_column", &column.heading, &because, table)
    });
    lines.collect()
}

fn line(
    view: &View,
    cell: &Cell,
    what: &'static str,
    text: &str,
    because: &str,
    table: &TableRead,
) -> Vec<Datum> {
    vec![
        link(view.way_home, &cell.file, "", ""),
        Datum::text(&*cell.sheet),
        link(view.way_home, &cell.file, &cell.sheet, &cell.address()),
        Datum::text(view.words.get(what)),
        Datum::text(seen(text)),
        Datum::text(because),
        Datum::text(super::table_words(table.table, view.words)),
    ]
}

/// The words, and where a click leads: the file, or the cell of a sheet in it. `way` leads from the folder of documents
/// to the production's; the workbook lies one below it.
fn link(way: &str, file: &str, sheet: &str, at: &str) -> Datum {
    let words = if at.is_empty() { file } else { at };
    // Outside the folder (`read` of a file elsewhere) nothing relative leads there.
    if file.is_empty()
        || file.starts_with('/')
        || file.contains("..")
        || file.contains([':', '\\', '#'])
        || way.contains('#')
    {
        return Datum::text(words);
    }
    let place = match is_address(at) && !sheet.is_empty() {
        true => format!("#'{}'!{at}", sheet.replace('\'', "''")),
        false => String::new(),
    };
    // A way that begins on a disk of its own is no way from here.
    let up = if way.contains(':') || way.starts_with('/') { "" } else { "../" };
    let target: String = format!("{up}{way}/{file}{place}").chars().filter(|c| !c.is_control()).collect();
    Datum::Link { words: words.to_owned(), target }
}

fn is_address(at: &str) -> bool {
    let digits = at.trim_start_matches(|c: char| c.is_ascii_uppercase());
    digits.len() < at.len() && !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(way: &str, file: &str) -> String {
        match link(way, file, "Week 1", "B7") {
            Datum::Link { target, .. } => target,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_link_leads_home_wherever_the_documents_are_kept() {
        // out/intake/problems.xlsx in the folder; on another disk; deeper in another folder.
        assert_eq!(target("..", "inbox/a.xlsx"), "../../inbox/a.xlsx#'Week 1'!B7");
        assert_eq!(target("D:/shows/train", "inbox/a.xlsx"), "D:/shows/train/inbox/a.xlsx#'Week 1'!B7");
        assert_eq!(target("../../train", "inbox/a.xlsx"), "../../../train/inbox/a.xlsx#'Week 1'!B7");
        // A sharp would part the address of the file from that of the cell.
        assert!(matches!(link("../#1", "inbox/a.xlsx", "", ""), Datum::Text(_)));
    }
}
