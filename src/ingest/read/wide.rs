//! What a sheet settles as a whole, never cell by cell: the order of numeric dates, the year of dates
//! without one, and what bare times mean. Each decision is reported.

use super::{Desk, Judged, within};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::ingest::layout::View;
use crate::ingest::layout::rows::RowKind;
use crate::ingest::tables::ValueKind;
use crate::ingest::value::bare::{Bare, Evidence};
use crate::ingest::value::identifier::Style;
use crate::ingest::value::order::Dates;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// The decisions for one sheet.
pub struct Sheetwide {
    pub day_first: bool,
    pub near: Option<NaiveDate>,
    pub bare: Bare,
}

/// Takes note of the dates in a table's date columns and labels.
pub fn see_dates(view: &View, judged: &Judged, dates: &mut Dates) {
    let columns: BTreeMap<u32, &str> = (judged.table.columns.iter())
        .filter_map(|c| c.meaning.filter(|m| m.kind == ValueKind::Date).map(|m| (c.col, m.name)))
        .filter(|(_, name)| *name != "Date of Birth")
        .collect();
    for (place, _) in judged.rows.iter().filter(|(_, kind)| *kind == RowKind::Data) {
        let Some(row) = view.rows.get(*place) else { continue };
        for (_, raw) in within(row, judged.table.reach).iter().filter(|(col, _)| columns.contains_key(col)) {
            dates.see(raw);
        }
    }
    for label in &judged.table.labels {
        if judged.table.spec.heading(label.heading).is_some_and(|h| h.kind == ValueKind::Date) {
            dates.see(&label.raw);
        }
    }
}

/// How identifiers of each column are written.
pub fn styles(view: &View, judged: &Judged) -> BTreeMap<u32, Style> {
    let mut styles: BTreeMap<u32, Style> = (judged.table.columns.iter())
        .filter(|c| c.meaning.is_some_and(|m| m.kind == ValueKind::Identifier))
        .map(|c| (c.col, Style::default()))
        .collect();
    if styles.is_empty() {
        return styles;
    }
    for (place, _) in judged.rows.iter().filter(|(_, kind)| *kind == RowKind::Data) {
        let Some(row) = view.rows.get(*place) else { continue };
        for (col, raw) in within(row, judged.table.reach) {
            if let Some(style) = styles.get_mut(col) {
                style.see(raw);
            }
        }
    }
    styles
}

/// Decides for a sheet and reports what was decided.
pub fn decide(view: &View, tables: &[Judged], elsewhere: Option<NaiveDate>, desk: &mut Desk) -> Sheetwide {
    let mut dates = Dates::default();
    let mut times = Evidence::default();
    for judged in tables {
        see_dates(view, judged, &mut dates);
        let columns: Vec<u32> = (judged.table.columns.iter())
            .filter(|c| c.meaning.is_some_and(|m| m.kind == ValueKind::Time))
            .map(|c| c.col)
            .collect();
        if columns.is_empty() {
            continue;
        }
        for (place, _) in judged.rows.iter().filter(|(_, kind)| *kind == RowKind::Data) {
            let Some(row) = view.rows.get(*place) else { continue };
            let of_time =
                within(row, judged.table.reach).iter().filter(|(col, _)| columns.binary_search(col).is_ok());
            of_time.for_each(|(_, raw)| times.see(raw));
        }
    }
    let order = dates.decide(desk.locale);
    let near = dates.near(order.day_first).or(elsewhere);
    let mut say = |problem: Diagnostic| {
        let problem = problem.in_file(&*desk.file).on_sheet(&*desk.sheet);
        desk.problems.push(problem);
    };
    if let Some(example) = &order.example {
        let words = if order.day_first { "the day first" } else { "the month first" };
        say(match &order.against {
            None => Diagnostic::new(
                Code::DateOrderDecided,
                format!("Dates such as “{example}” were read with {words}, as in {}.", desk.locale.country),
                "Write dates as 2027-02-05, or format the cells as dates, to leave nothing open.",
            )
            .seen(example),
            Some(against) => {
                let mut problem = Diagnostic::new(
                    Code::DateOrderDecided,
                    format!("“{against}” allows only {words}, so “{example}” was read so too."),
                    "Write dates as 2027-02-05, or format the cells as dates, to leave nothing open.",
                )
                .seen(example);
                problem.severity = Severity::Warning;
                problem
            }
        });
    }
    if let (Some(example), Some(near)) = (dates.yearless(), near) {
        say(Diagnostic::new(
            Code::YearTaken,
            format!("“{example}” has no year; such dates took the one that brings them nearest to {near}."),
            "Write the year.",
        )
        .seen(example));
    }
    let decision = times.decide(desk.locale);
    if let Some(decision) = &decision {
        let words = match decision.bare {
            Bare::Minutes => "hours and minutes (7.30 is 7:30)",
            Bare::Tenths => "hours and tenths (7.3 is 7:18)",
        };
        let mut problem = Diagnostic::new(
            Code::BareTimesDecided,
            format!("Bare numbers in time columns were read as {words}: {}.", decision.because),
            "Write times with a colon, such as 7:30, to leave nothing open.",
        );
        if decision.by_country {
            problem.severity = Severity::Warning;
        }
        say(problem);
    }
    Sheetwide { day_first: order.day_first, near, bare: decision.map_or(Bare::Minutes, |d| d.bare) }
}
