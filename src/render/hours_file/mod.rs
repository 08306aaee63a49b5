//! The hours file for the payroll company: a line for each person, day and role, hours in tenths, as CSV and XLSX.
//!
//! `layout` is the list of columns; docs/hours-file.md describes them for people.

mod csv;
mod layout;
#[cfg(test)]
mod tests;

use super::job::{About, Body, Job};
use super::payroll::line::{Week, weeks};
use super::stamp;
use super::view::View;
use super::workbook::{self, Book, Datum, Table};
use crate::model::DocumentKind;
use layout::{COLUMNS, Field};
use rust_decimal::Decimal;

/// Both files of every payroll week that somebody worked in.
pub fn jobs(view: &View) -> Vec<Job> {
    weeks(view).iter().flat_map(|week| of_week(view, week)).collect()
}

fn of_week(view: &View, week: &Week) -> Vec<Job> {
    let title = format!("Hours, week ending {}", week.ending);
    let inputs = week.inputs();
    let job = |ending: &str, body: Body| Job {
        kind: DocumentKind::HoursFile,
        path: format!("payroll/hours_{}.{ending}", week.ending),
        title: title.clone(),
        body,
        inputs: inputs.clone(),
        about: About::default(),
    };
    vec![job("csv", csv::file(week)), job("xlsx", book(view, week, &title))]
}

fn book(view: &View, week: &Week, title: &str) -> Body {
    let mut book = Book::new(title, &view.production.facts.title, view.today, stamp::paper(view));
    book.table(&table(week)).table(&about()).provenance(stamp::provenance(view, title, &week.inputs()));
    book.finish()
}

fn table(week: &Week) -> Table {
    let columns: Vec<workbook::Column> = COLUMNS
        .iter()
        .map(|c| match c.width {
            width if width >= 30.0 => workbook::prose(c.heading, width),
            width => workbook::column(c.heading, width),
        })
        .collect();
    let fields: Vec<Vec<Field>> =
        week.lines.iter().map(|line| COLUMNS.iter().map(|column| (column.field)(line)).collect()).collect();
    let rows = fields.iter().map(|row| row.iter().map(datum).collect()).collect();
    let last = week.lines.len() + 1;
    let totals = (0..COLUMNS.len()).map(|place| total(place, &fields, last)).collect::<Vec<_>>();
    Table { name: "Hours", printed: columns.len(), columns, rows, totals: vec![totals] }
}

/// What stands in each column, for whoever opens the workbook without the page about it.
fn about() -> Table {
    let row = |(number, column): (i64, &layout::Column)| {
        vec![Datum::Count(number), Datum::text(column.heading), Datum::text(column.about)]
    };
    Table {
        name: "Columns",
        columns: vec![
            workbook::figure("No.", 6.0),
            workbook::column("Column", 26.0),
            workbook::prose("What stands in it", 90.0),
        ],
        printed: 3,
        rows: (1..).zip(&COLUMNS).map(row).collect(),
        totals: Vec::new(),
    }
}

fn datum(field: &Field) -> Datum {
    match field {
        Field::Blank => Datum::Blank,
        Field::Text(text) => Datum::text(text.clone()),
        Field::Date(date) => Datum::Date(*date),
        Field::Tenths(hours) => Datum::Tenths(*hours),
        Field::Count(count) => Datum::Count(*count),
        Field::Amount(amount) => Datum::Amount(*amount),
    }
}

/// Hours add up, and penalties; amounts do not, for they may be in several currencies.
fn total(place: usize, fields: &[Vec<Field>], last: usize) -> Datum {
    let Some(heading) = COLUMNS.get(place).map(|c| c.heading) else { return Datum::Blank };
    if place == 0 {
        return Datum::text("Total");
    }
    if !matches!(heading, "Elapsed Hours" | "Worked Hours") {
        return Datum::Blank;
    }
    let letters = crate::model::cell::column_letters(u32::try_from(place).unwrap_or(0));
    let sum = fields.iter().filter_map(|row| row.get(place)).fold(Decimal::ZERO, |sum, field| match field {
        Field::Tenths(hours) => sum.saturating_add(*hours),
        _ => sum,
    });
    Datum::TenthsSum(format!("SUM({letters}2:{letters}{last})"), sum)
}
