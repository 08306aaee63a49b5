//! What a sheet settles as a whole, never cell by cell: the order of numeric dates, the year of dates
//! without one, and what bare times mean. Each decision is reported.

use super::{Desk, Judged, within};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::ingest::grid::Raw;
use crate::ingest::layout::rows::{RowKind, ditto};
use crate::ingest::layout::{Column, View};
use crate::ingest::locale::Locale;
use crate::ingest::tables::ValueKind;
use crate::ingest::value::bare::{Bare, Evidence};
use crate::ingest::value::identifier::Style;
use crate::ingest::value::order::Dates;
use crate::ingest::value::{self, Context, date, decimal};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// The decisions for one sheet.
pub struct Sheetwide {
    pub day_first: bool,
    pub near: Option<NaiveDate>,
    pub bare: Bare,
    pub decimal_comma: bool,
}

impl Sheetwide {
    /// What a reader of values is told of every cell of the sheet.
    pub fn context<'c>(&self, locale: &'c Locale) -> Context<'c> {
        Context {
            locale,
            day_first: self.day_first,
            near: self.near,
            bare: self.bare,
            decimal_comma: self.decimal_comma,
            row_date: None,
            row_currency: None,
        }
    }
}

/// Values of a sheet that stand in no table: those of its head, and the dates of its grids.
#[derive(Default)]
pub struct Others<'a>(pub Vec<(ValueKind, &'a Raw)>);

impl Others<'_> {
    pub fn dates(&self, dates: &mut Dates) {
        self.0.iter().filter(|(kind, _)| *kind == ValueKind::Date).for_each(|(_, raw)| dates.see(raw));
    }
}

/// Rows in which a sheet's titles stand.
const TITLES: usize = 12;

/// A date with its year in the titles of the sheets (`BLUE 3/4/27`): the paper's own, which tells the year
/// where no other date does.
pub fn date_in_titles(views: &[View], day_first: bool) -> Option<NaiveDate> {
    let texts = views.iter().flat_map(|view| view.rows.iter().take(TITLES)).flat_map(|row| &row.cells);
    let texts = texts.filter_map(|(_, raw)| match raw {
        Raw::Text(written) => Some(written),
        _ => None,
    });
    let mut dates = texts.flat_map(|written| {
        let whole = date::within(written).and_then(|found| date::parse(&found));
        whole.into_iter().chain(written.split_whitespace().filter_map(date::parse))
    });
    dates.find(|written| written.is_full()).and_then(|d| date::resolve(d, day_first, None, false))
}

fn is_dated(kind: ValueKind) -> bool {
    matches!(kind, ValueKind::Date | ValueKind::DateOrText)
}

/// Takes note of the dates in a table's date columns and labels.
pub fn see_dates(view: &View, judged: &Judged, dates: &mut Dates) {
    let columns: BTreeMap<u32, &str> = (judged.table.columns.iter())
        .filter_map(|c| c.meaning.filter(|m| is_dated(m.kind)).map(|m| (c.col, m.name)))
        .filter(|(_, name)| *name != "Date of Birth")
        .collect();
    for (place, _) in judged.rows.iter().filter(|(_, kind)| *kind == RowKind::Data) {
        let Some(row) = view.rows.get(*place) else { continue };
        for (_, raw) in within(row, judged.table.reach).iter().filter(|(col, _)| columns.contains_key(col)) {
            dates.see(raw);
        }
    }
    for label in &judged.table.labels {
        if judged.table.spec.heading(label.heading).is_some_and(|h| is_dated(h.kind)) {
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

/// Headings that offices write once for a group of rows.
const GROUPS: &[&str] = &["Date", "Day", "Week Ending", "Department", "Unit", "Name"];

/// Whether a column is written once for each group of rows below: at least as many cells are blank as are
/// filled, the first is filled, and never does the same stand in two rows one below the other (who writes it
/// twice would have written it a third time).
pub fn is_grouped(view: &View, judged: &Judged, column: &Column) -> bool {
    let Some(heading) = column.meaning.filter(|m| GROUPS.contains(&m.name)) else { return false };
    // A name is a group's only where its rows have dates of their own.
    if heading.name == "Name" && judged.table.column_of("Date").is_none() {
        return false;
    }
    // Where rows have dates of their own, a day without a number is one that has none.
    let date = judged.table.column_of("Date").filter(|_| heading.name == "Day");
    let (mut filled, mut blank) = (0_usize, 0_usize);
    let mut above: Option<&Raw> = None;
    for (place, _) in judged.rows.iter().filter(|(_, kind)| *kind == RowKind::Data) {
        let Some(row) = view.rows.get(*place) else { continue };
        let held = row.cells.binary_search_by_key(&column.col, |(col, _)| *col).ok();
        match held.and_then(|i| row.cells.get(i)).map(|(_, raw)| *raw) {
            Some(raw) => {
                let marked = matches!(raw, Raw::Text(t) if ditto(t).is_some());
                if marked || above == Some(raw) {
                    return false;
                }
                filled += 1;
                above = Some(raw);
            }
            None if filled == 0 => return false,
            None => {
                if date.is_some_and(|date| row.cells.binary_search_by_key(&date.col, |(col, _)| *col).is_ok())
                {
                    return false;
                }
                blank += 1;
                above = None;
            }
        }
    }
    filled > 0 && blank >= filled
}

/// Decides for a sheet and reports what was decided.
pub fn decide(
    view: &View,
    tables: &[Judged],
    others: &Others,
    elsewhere: Option<NaiveDate>,
    desk: &mut Desk,
) -> Sheetwide {
    let mut dates = Dates::default();
    let mut times = Evidence::default();
    let mut amounts = decimal::Evidence::default();
    others.dates(&mut dates);
    others.0.iter().filter(|(kind, _)| *kind == ValueKind::Time).for_each(|(_, raw)| times.see(raw));
    for judged in tables {
        see_dates(view, judged, &mut dates);
        let of_kind = |kind: ValueKind| -> Vec<u32> {
            let columns = judged.table.columns.iter();
            columns.filter(|c| c.meaning.is_some_and(|m| m.kind == kind)).map(|c| c.col).collect()
        };
        let (columns, money) = (of_kind(ValueKind::Time), of_kind(ValueKind::Money));
        if columns.is_empty() && money.is_empty() {
            continue;
        }
        for (place, _) in judged.rows.iter().filter(|(_, kind)| *kind == RowKind::Data) {
            let Some(row) = view.rows.get(*place) else { continue };
            let of_time =
                within(row, judged.table.reach).iter().filter(|(col, _)| columns.binary_search(col).is_ok());
            of_time.for_each(|(_, raw)| times.see(raw));
            let of_money =
                within(row, judged.table.reach).iter().filter(|(col, _)| money.binary_search(col).is_ok());
            of_money.for_each(|(_, raw)| amounts.see(raw));
        }
    }
    let rule = view.said.rule;
    let mut order = dates.decide(desk.locale);
    if let Some(day_first) = rule.and_then(|rule| rule.day_first) {
        // The production says so: nothing is left to report.
        order = value::order::Decision { day_first, example: None, against: None };
    }
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
    let mark = amounts.decide(desk.locale);
    if let (Some(example), Some(because)) = (&mark.example, &mark.because) {
        let words = if mark.comma { "a comma" } else { "a point" };
        let problem = Diagnostic::new(
            Code::DecimalMarkDecided,
            format!(
                "Amounts have {words} before their decimals here, as in “{because}”; “{example}” was read so."
            ),
            "Write amounts with two decimals to leave nothing open.",
        )
        .seen(example);
        say(problem);
    }
    let decimal_comma = mark.comma;
    if let Some(bare) = rule.and_then(|rule| rule.bare) {
        return Sheetwide { day_first: order.day_first, near, bare, decimal_comma };
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
    let bare = decision.map_or(Bare::Minutes, |d| d.bare);
    Sheetwide { day_first: order.day_first, near, bare, decimal_comma }
}
