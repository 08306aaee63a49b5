//! The production time report as a workbook: times are real times of the wall clock.

use super::rows::Row;
use super::{Report, TITLE};
use crate::model::{Moment, TimeEntry};
use crate::render::job::Body;
use crate::render::payroll::tenths::tenths;
use crate::render::payroll::worked::Worked;
use crate::render::stamp;
use crate::render::words;
use crate::render::workbook::{Book, Datum, Table, column, figure, prose};
use chrono::Duration;

pub fn book(report: &Report) -> Body {
    let facts = &report.view.production.facts;
    let title = format!("{TITLE} {} {}", report.date, report.unit);
    let mut book = Book::new(&title, &facts.title, report.view.today, stamp::paper(report.view));
    let mut provenance = stamp::provenance(report.view, &title, &report.inputs);
    provenance.insert(1, ("Date".into(), report.date.to_string()));
    provenance.insert(2, ("Unit".into(), report.unit.to_owned()));
    book.table(&performers(report)).provenance(provenance);
    book.finish()
}

const TIME: f64 = 10.0;

fn performers(report: &Report) -> Table {
    let columns = vec![
        column("No.", 6.0),
        column("Performer", 24.0),
        column("Character", 22.0),
        column("Minor", 7.0),
        column("Status", 8.0),
        figure("Report MU/ward.", TIME),
        figure("Report on set", TIME),
        figure("Dismiss set", TIME),
        figure("Dismiss MU/ward.", TIME),
        figure("NDB start", TIME),
        figure("NDB end", TIME),
        figure("Meal 1 start", TIME),
        figure("Meal 1 end", TIME),
        figure("Meal 2 start", TIME),
        figure("Meal 2 end", TIME),
        figure("Leave for location", TIME),
        figure("Arrive on location", TIME),
        figure("Leave location", TIME),
        figure("Arrive back", TIME),
        figure("Tutoring hours", TIME),
        column("Forced call", 8.0),
        figure("Meal penalties", 9.0),
        prose("Notes", 36.0),
        prose("Missing", 30.0),
        prose("Read from", 44.0),
    ];
    Table {
        name: "Performers",
        printed: 22,
        columns,
        rows: report.rows.iter().map(|row| line(row, report.clock.words.twelve_hours())).collect(),
        totals: Vec::new(),
    }
}

fn line(row: &Row, twelve: bool) -> Vec<Datum> {
    let mut cells = vec![
        Datum::text(row.number.clone()),
        Datum::text(row.name.clone()),
        Datum::text(row.character.clone()),
        Datum::maybe(row.minor.then_some("Y")),
        Datum::text(row.status.clone()),
    ];
    cells.extend(times(row, twelve));
    let missing = row.day.as_ref().map(|day| day.missing(words::of("en", "US"))).unwrap_or_default();
    cells.extend([
        row.day
            .and_then(|day| day.shift.school.hours.as_ref())
            .map_or(Datum::Blank, |hours| Datum::Tenths(tenths(hours.value))),
        Datum::maybe(row.forced_call),
        match row.meal_penalties {
            0 => Datum::Blank,
            units => Datum::Count(i64::from(units)),
        },
        Datum::text(row.notes.join("; ")),
        Datum::text(if row.day.is_none() && row.missing > 0 {
            "all times".into()
        } else {
            missing.join("; ")
        }),
        Datum::maybe(row.cell.as_ref().map(ToString::to_string)),
    ]);
    cells
}

/// Fourteen times: four of work, three meals' two, four of travel.
fn times(row: &Row, twelve: bool) -> Vec<Datum> {
    let Some(day) = row.day else {
        let word = |text: &Option<String>| Datum::maybe(text.clone());
        let mut cells = vec![word(&row.report), Datum::Blank, word(&row.dismiss_set)];
        cells.resize(14, Datum::Blank);
        return cells;
    };
    let shift = day.shift;
    let nothing = Moment::Missing;
    let at = |moment: &Moment, printed: &Option<String>| match day.wall(moment) {
        Some(at) => Datum::Clock { at, twelve, day: at.date() != shift.date },
        None => Datum::maybe(printed.clone()),
    };
    let meal = |number: u32, end: bool| {
        let times = day.meal(number).map(|m| if end { &m.end.moment } else { &m.start.moment });
        let index = usize::try_from(number).unwrap_or(1).saturating_sub(1);
        let printed = row.meals.get(index).and_then(|span| span.get(usize::from(end))).cloned().flatten();
        at(times.unwrap_or(&nothing), &printed)
    };
    let ndb = shift.ndb.as_ref();
    let [ndb_start, ndb_end] = &row.ndb;
    let dismissed = if row.dismiss.is_some() { &shift.dismissed.moment } else { &nothing };
    let mut cells = vec![
        at(&shift.call.moment, &row.report),
        entry(&day, "Report On Set", twelve),
        at(&shift.wrap.moment, &row.dismiss_set),
        at(dismissed, &row.dismiss),
        at(ndb.map_or(&nothing, |(start, _)| &start.moment), ndb_start),
        at(ndb.map_or(&nothing, |(_, end)| &end.moment), ndb_end),
        meal(1, false),
        meal(1, true),
        meal(2, false),
        meal(2, true),
    ];
    cells.extend(day.travel().map(|moment| at(moment, &None)));
    cells
}

/// A further time of the row, counted from its date's midnight as written.
fn entry(day: &Worked, heading: &str, twelve: bool) -> Datum {
    let midnight = day.shift.date.and_hms_opt(0, 0, 0);
    match day.entry(heading) {
        None => Datum::Blank,
        Some(TimeEntry::At(wall)) => midnight
            .and_then(|midnight| midnight.checked_add_signed(Duration::minutes(i64::from(wall.minutes))))
            .map_or(Datum::Blank, |at| Datum::Clock { at, twelve, day: at.date() != day.shift.date }),
        Some(other) => Datum::text(other.to_string()),
    }
}
