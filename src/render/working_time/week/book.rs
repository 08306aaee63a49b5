//! The week as a workbook: the picture in cells of half an hour, the days, and what was found with its arithmetic.

use super::bars::{Axis, What, later};
use super::{PersonDay, PersonWeek, cost, state};
use crate::model::{Instant, Money, Purse};
use crate::render::compliance_report::entry;
use crate::render::job::Body;
use crate::render::stamp;
use crate::render::view::View;
use crate::render::words::Words;
use crate::render::workbook::shade::Shade;
use crate::render::workbook::{Book, Column, Datum, Table, column, figure, prose, sheet_in_formula};
use crate::render::working_time::words::{self, Style};
use crate::render::working_time::{Report, books};

/// Minutes that a cell of the picture stands for.
const CELL: i64 = 30;

pub fn book(view: &View, people: &[PersonWeek], report: &Report) -> Body {
    let style = Style::of(view);
    let mut book = Book::new(report.title, &view.production.facts.title, view.today, stamp::paper(view));
    if let Some(picture) = picture(people, style) {
        book.table_in(view.words, &picture).freeze(3);
    }
    let words = view.words;
    book.table_in(words, &days(people, style))
        .table_in(words, &findings(people, words))
        .table_in(words, &totals(people, words))
        .provenance_in(words, stamp::provenance_in(view, words, report.title, &report.inputs));
    book.finish()
}

fn all_days<'a>(people: &'a [PersonWeek]) -> impl Iterator<Item = (&'a PersonWeek<'a>, &'a PersonDay<'a>)> {
    people.iter().flat_map(|week| week.days.iter().map(move |day| (week, day)))
}

/// The wall clock's hours as headings.
const TWELVE: [&str; 24] = [
    "12A", "1A", "2A", "3A", "4A", "5A", "6A", "7A", "8A", "9A", "10A", "11A", "12N", "1P", "2P", "3P", "4P",
    "5P", "6P", "7P", "8P", "9P", "10P", "11P",
];
const TWENTY_FOUR: [&str; 24] = [
    "00", "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "13", "14", "15", "16",
    "17", "18", "19", "20", "21", "22", "23",
];

fn picture(people: &[PersonWeek], style: Style) -> Option<Table> {
    let axis = Axis::around(all_days(people).map(|(_, day)| (day.date, day.pieces.as_slice())))?;
    let labels = if style.is_twelve() { TWELVE } else { TWENTY_FOUR };
    let cells = axis.minutes() / CELL;
    let heading = |n: i64| -> &'static str {
        let minutes = axis.from + n * CELL;
        let hour = usize::try_from(minutes.div_euclid(60).rem_euclid(24)).unwrap_or(0);
        if minutes.rem_euclid(60) == 0 { labels.get(hour).copied().unwrap_or("") } else { "" }
    };
    let mut columns: Vec<Column> = vec![column("person", 22.0), column("date", 11.0), column("clock", 12.0)];
    columns.extend((0..cells).map(|n| Column {
        heading: heading(n).into(),
        width: 3.4,
        wraps: false,
        right: false,
    }));
    let rows = all_days(people)
        .filter_map(|(week, day)| {
            let origin = axis.origin(day.date, day.shifts.first()?.zone)?;
            let changes = axis.own_hours(origin, style.is_twelve()).is_some();
            let mut row = vec![
                Datum::text(week.person.name.clone()),
                Datum::Date(day.date),
                Datum::text(if changes { style.get("clock_changes") } else { "" }),
            ];
            row.extend((0..cells).map(|n| {
                let from = later(origin, n * CELL);
                cell(day, from, later(from, CELL)).map_or(Datum::Blank, Datum::Shade)
            }));
            Some(row)
        })
        .collect();
    let printed = columns.len();
    Some(Table { name: "picture", columns, printed, rows, totals: Vec::new() })
}

/// What a cell shows: a breach however short, else what fills most of it.
fn cell(day: &PersonDay, from: Instant, to: Instant) -> Option<Shade> {
    let overlap = |what: &dyn Fn(What) -> bool| -> i64 {
        day.pieces
            .iter()
            .filter(|p| what(p.what))
            .map(|p| (p.to.min(to) - p.from.max(from)).num_minutes().max(0))
            .sum()
    };
    let whole = |what: What| overlap(&|w| w == what);
    let some = |minutes: i64| minutes > 0;
    let most = |minutes: i64| 2 * minutes >= CELL;
    // A planned meal has no end: a notch where it starts.
    let begins =
        day.pieces.iter().any(|p| p.what == What::Meal && p.from == p.to && (from..to).contains(&p.from));
    if some(whole(What::Breach)) {
        Some(Shade::Breach)
    } else if some(whole(What::Waived)) {
        Some(Shade::Waived)
    } else if most(whole(What::Meal)) || begins {
        Some(Shade::Meal)
    } else if most(whole(What::OnClock)) {
        Some(Shade::OnClock)
    } else if some(whole(What::Work)) {
        Some(Shade::Work)
    } else if some(whole(What::Plan)) {
        Some(Shade::Plan)
    } else if some(whole(What::Unknown)) {
        Some(Shade::Unknown)
    } else {
        None
    }
}

fn days(people: &[PersonWeek], style: Style) -> Table {
    let rows = all_days(people)
        .map(|(week, day)| {
            let meals = day.hours.elapsed.zip(day.hours.worked).map(|(all, worked)| all - worked);
            let row = |of: Option<&&crate::model::Shift>,
                       timed: fn(&crate::model::Shift) -> &crate::model::Timed| {
                of.map_or(Datum::Blank, |shift| books::moment(&timed(shift).moment, style))
            };
            let rest = day.rest.as_ref();
            vec![
                Datum::text(week.person.name.clone()),
                Datum::text(words::about(week.person)),
                Datum::Date(day.date),
                row(day.shifts.first(), |s| &s.call),
                row(day.shifts.last(), |s| &s.wrap),
                row(day.shifts.last(), |s| &s.dismissed),
                books::length(day.hours.elapsed),
                books::length(meals),
                books::length(day.hours.worked),
                books::length(rest.and_then(|h| h.measured.measured)),
                books::length(rest.and_then(|h| h.measured.limit)),
                Datum::maybe(rest.map(|h| h.state().said(style.words).to_owned())),
                Datum::text(style.get(if day.is_plan() { "planned" } else { "worked" })),
                Datum::text(
                    day.shifts
                        .iter()
                        .map(|s| style.words.vocabulary(&s.day_status))
                        .collect::<Vec<_>>()
                        .join(", "),
                ),
                Datum::text(day.shifts.iter().map(|s| s.cell.to_string()).collect::<Vec<_>>().join("; ")),
            ]
        })
        .collect();
    Table {
        name: "days",
        columns: vec![
            column("person", 24.0),
            column("role", 28.0),
            column("date", 11.0),
            figure("call", 13.0),
            figure("wrap", 13.0),
            figure("dismissed", 13.0),
            figure("elapsed", 8.0),
            figure("meals_off", 9.0),
            figure("without_meals", 9.0),
            figure("rest_before", 8.0),
            figure("required", 9.0),
            column("rest_was", 13.0),
            column("basis", 9.0),
            column("day", 10.0),
            prose("source", 44.0),
        ],
        printed: 14,
        rows,
        totals: Vec::new(),
    }
}

fn findings(people: &[PersonWeek], words: &Words) -> Table {
    let mut purse = Purse::default();
    let rows: Vec<Vec<Datum>> = people
        .iter()
        .flat_map(|week| (1_i64..).zip(&week.findings).map(move |(number, f)| (week, number, f)))
        .map(|(week, number, f)| {
            if let Some(money) = cost(f) {
                purse.add(money);
            }
            let [currency, amount] = books::price(cost(f));
            let [arithmetic, cells, waiver] = books::proof(Some(f), words);
            vec![
                Datum::text(week.person.name.clone()),
                Datum::Count(number),
                entry::day(f).map_or(Datum::Blank, Datum::Date),
                Datum::text(match state(f) {
                    super::State::Broken => words.get("reports.counts"),
                    other => other.said(words),
                }),
                Datum::text(entry::severity_words(f.severity, words)),
                Datum::text(f.message.clone()),
                f.measured.as_deref().map_or(Datum::Blank, Datum::told),
                f.limit.as_deref().map_or(Datum::Blank, Datum::told),
                currency,
                amount,
                arithmetic,
                Datum::text(f.rule.clone()),
                Datum::text(f.citation.text.clone()),
                cells,
                waiver,
            ]
        })
        .collect();
    let sums: Vec<Money> = purse.iter().collect();
    Table {
        name: "findings",
        columns: vec![
            column("person", 24.0),
            figure("no", 5.0),
            column("date", 11.0),
            column("state", 13.0),
            column("severity", 10.0),
            prose("what", 54.0),
            figure("measured", 10.0),
            figure("limit", 10.0),
            column("currency", 9.0),
            figure("cost", 11.0),
            prose("arithmetic", 60.0),
            column("rule", 30.0),
            prose("citation", 40.0),
            prose("source", 44.0),
            prose("waiver", 36.0),
        ],
        printed: 11,
        totals: books::totals(words, &sums, rows.len(), 15, 8),
        rows,
    }
}

/// A row for each person: hours as sums over the days, money over the findings, one currency a row.
fn totals(people: &[PersonWeek], words: &Words) -> Table {
    let [of_days, of_findings] =
        ["sheets.days", "sheets.findings"].map(|key| sheet_in_formula(words.get(key)));
    let last_day = 1 + all_days(people).count();
    let last_finding = 1 + people.iter().map(|p| p.findings.len()).sum::<usize>();
    let mut rows = Vec::new();
    for week in people {
        let mut sums = week.cost();
        let mut first = true;
        while first || !sums.is_empty() {
            let at = rows.len() + 2;
            let hours = |column: &str, minutes: i64| {
                let formula = format!(
                    "SUMPRODUCT(({of_days}$A$2:$A${last_day}=$A{at})*1,{of_days}${column}$2:${column}${last_day})"
                );
                if first { Datum::LengthSum(formula, minutes) } else { Datum::Blank }
            };
            let (elapsed, open) = week.sum(|h| h.elapsed);
            let (worked, unknown) = week.sum(|h| h.worked);
            let note = match open.max(unknown) {
                0 => String::new(),
                n => {
                    let of = week.days.len().to_string();
                    words.say("reports.days_not_in", &[("n", &n.to_string()), ("of", &of)])
                }
            };
            let sum = (!sums.is_empty()).then(|| sums.remove(0));
            let over = |column: &str| format!("{of_findings}${column}$2:${column}${last_finding}");
            rows.push(vec![
                Datum::text(week.person.name.clone()),
                if first { books::count(week.days.len()) } else { Datum::Blank },
                hours("G", elapsed),
                hours("I", worked),
                Datum::text(if first { note } else { String::new() }),
                if first { books::count(week.breaches()) } else { Datum::Blank },
                Datum::maybe(sum.as_ref().map(|s| s.currency.to_string())),
                sum.map_or(Datum::Blank, |s| {
                    Datum::Sum(
                        format!("SUMPRODUCT(({}=$A{at})*({}=$G{at}),{})", over("A"), over("I"), over("J")),
                        s.amount,
                    )
                }),
            ]);
            first = false;
        }
    }
    let mut purse = Purse::default();
    people.iter().flat_map(PersonWeek::cost).for_each(|money| purse.add(&money));
    Table {
        name: "people",
        columns: vec![
            column("person", 30.0),
            figure("days", 7.0),
            figure("elapsed", 9.0),
            figure("without_meals", 9.0),
            column("hours", 30.0),
            figure("breaches", 9.0),
            column("currency", 10.0),
            figure("cost", 13.0),
        ],
        printed: 8,
        totals: books::totals(words, &purse.iter().collect::<Vec<_>>(), rows.len(), 8, 6),
        rows,
    }
}
