//! The schedules as workbooks: rows that can be filtered, sums that follow when a row is changed.

use super::light;
use super::rows::Paper;
use super::strips::day_words;
use crate::model::{BoardDay, Scene, Schedule, Strip};
use crate::render::job::Body;
use crate::render::stamp;
use crate::render::view::View;
use crate::render::words::Words;
use crate::render::workbook::shade::Shade;
use crate::render::workbook::{self, Book, Column, Datum, Table};
use std::borrow::Cow;
use std::collections::BTreeSet;

fn open(view: &View, title: &str) -> Book {
    Book::new(title, &view.production.facts.title, view.today, stamp::paper(view))
}

fn close(mut book: Book, view: &View, title: &str, inputs: &BTreeSet<String>) -> Body {
    book.provenance_in(view.words, stamp::provenance_in(view, view.words, title, inputs));
    book.finish()
}

fn column(words: &Words, key: &str, width: f64) -> Column {
    workbook::column("", width).named(words.get(key))
}

fn prose(words: &Words, key: &str, width: f64) -> Column {
    workbook::prose("", width).named(words.get(key))
}

fn figure(words: &Words, key: &str, width: f64) -> Column {
    workbook::figure("", width).named(words.get(key))
}

/// Strips in shooting order, and each day's sums over them.
pub fn one_line(view: &View, schedule: &Schedule, inputs: &BTreeSet<String>) -> Body {
    let words = view.words;
    let title = words.get("schedule.one_line");
    let mut book = open(view, title);
    let strips = strips(words, schedule);
    let days = days(words, schedule, strips.rows.len());
    book.table(&strips).called(words.get(STRIPS)).freeze(5);
    book.table(&days).called(words.get("schedule.sheet_days")).bars(6).freeze(3);
    if !schedule.unscheduled.is_empty() {
        book.table(&unscheduled(words, schedule)).called(words.get("schedule.sheet_unscheduled"));
    }
    close(book, view, title, inputs)
}

fn of_day(words: &Words, day: &BoardDay) -> [Datum; 3] {
    let main = day.unit == crate::model::MAIN_UNIT;
    [
        Datum::text(if main { words.get("schedule.main") } else { day.unit }),
        day.number.map_or(Datum::Blank, |n| Datum::Count(i64::from(n))),
        day.date.map_or(Datum::Blank, Datum::Date),
    ]
}

fn of_scene(schedule: &Schedule, scene: &Scene) -> Vec<Datum> {
    let script = schedule.script(&scene.number);
    let or = |own: &Option<String>, of: fn(&Scene) -> &Option<String>| {
        Datum::maybe(own.clone().or_else(|| script.and_then(|s| of(s).clone())))
    };
    let cast = if scene.cast.is_empty() { script.map_or(&[][..], |s| &s.cast) } else { &scene.cast };
    vec![
        Datum::text(&*scene.number),
        or(&scene.int_ext, |s| &s.int_ext),
        Datum::text(&*scene.set),
        or(&scene.day_night, |s| &s.day_night),
        or(&scene.script_day, |s| &s.script_day),
        schedule.pages(scene).map_or(Datum::Blank, |pages| Datum::Pages(pages.eighths)),
        Datum::text(cast.join(", ")),
        or(&scene.location, |s| &s.location),
        or(&scene.synopsis, |s| &s.synopsis),
        scene.est_minutes.map_or(Datum::Blank, |m| Datum::Length(i64::from(m))),
    ]
}

fn scene_columns(words: &Words) -> Vec<Column> {
    vec![
        column(words, "common.col_scene", 9.0),
        column(words, "call_sheet.col_ie", 7.0),
        prose(words, "call_sheet.col_set", 34.0),
        column(words, "call_sheet.col_dn", 9.0),
        column(words, "schedule.col_script_day_full", 9.0),
        figure(words, "common.col_pages", 8.0),
        prose(words, "schedule.col_cast", 16.0),
        column(words, "common.col_location", 22.0),
        prose(words, "schedule.col_synopsis", 42.0),
        figure(words, "schedule.col_est_time", 9.0),
    ]
}

/// What the sheet of strips is called: formulas of other sheets name it.
const STRIPS: &str = "schedule.sheet_strips";

fn strips(words: &Words, schedule: &Schedule) -> Table {
    let mut columns = vec![
        column(words, "schedule.col_unit", 9.0),
        figure(words, "schedule.col_day", 6.0),
        column(words, "schedule.col_date", 12.0),
        figure(words, "schedule.col_order", 7.0),
    ];
    columns.extend(scene_columns(words));
    columns.extend([prose(words, "schedule.col_banner", 26.0), prose(words, "schedule.col_read_from", 40.0)]);
    let mut rows = Vec::new();
    for day in schedule.days() {
        for (order, strip) in (1i64..).zip(&day.strips) {
            let mut row: Vec<Datum> = of_day(words, day).into();
            row.push(Datum::Count(order));
            match strip {
                Strip::Scene(scene) => {
                    row.extend(of_scene(schedule, scene));
                    row.push(Datum::Blank);
                }
                Strip::Banner(banner) => {
                    row.extend(std::iter::repeat_n(Datum::Blank, 10));
                    row.push(Datum::text(&*banner.text));
                }
            }
            row.push(Datum::text(strip.cell().to_string()));
            rows.push(row);
        }
    }
    let scenes = || schedule.days().flat_map(BoardDay::scenes);
    let last = rows.len() + 1;
    let minutes: u32 = scenes().filter_map(|s| s.est_minutes).sum();
    let count = i64::try_from(scenes().count()).unwrap_or(i64::MAX);
    let mut total = vec![Datum::text(words.get("schedule.total")), Datum::Blank, Datum::Blank, Datum::Blank];
    total.push(Datum::CountSum(format!("COUNTIF(E2:E{last},\"?*\")"), count));
    total.extend([Datum::Blank, Datum::Blank, Datum::Blank, Datum::Blank]);
    total.push(Datum::PagesSum(format!("SUM(J2:J{last})"), schedule.page_sum(scenes()).pages.eighths));
    total.extend([Datum::Blank, Datum::Blank, Datum::Blank]);
    total.push(Datum::LengthSum(format!("SUM(N2:N{last})"), i64::from(minutes)));
    let totals = if rows.is_empty() { Vec::new() } else { vec![total] };
    Table { name: "Strips", printed: 15, columns, rows, totals }
}

/// A row a unit's day, its sums counted from the strips of that unit with that date, or number where there is no date.
fn days(words: &Words, schedule: &Schedule, strips: usize) -> Table {
    let sheet = workbook::sheet_in_formula(words.get(STRIPS));
    let last = strips + 1;
    let mut rows = Vec::new();
    for (at, day) in (2usize..).zip(schedule.days()) {
        let by = if day.date.is_some() { ("C", "C") } else { ("B", "B") };
        let of_day = |column: &str| format!("{sheet}${column}$2:${column}${last},");
        let chosen = format!("{sheet}$A$2:$A${last},$A{at},{sheet}${0}$2:${0}${last},${1}{at}", by.0, by.1);
        let sum = schedule.page_sum(day.scenes());
        let minutes: u32 = day.scenes().filter_map(|s| s.est_minutes).sum();
        let count = i64::try_from(day.scenes().count()).unwrap_or(i64::MAX);
        let mut row: Vec<Datum> = self::of_day(words, day).into();
        row.extend([
            Datum::maybe(day.date.map(|date| words.weekday_short(date))),
            Datum::text(day_words(words, day)),
            Datum::CountSum(format!("COUNTIFS({chosen},{sheet}$E$2:$E${last},\"?*\")"), count),
            Datum::PagesSum(format!("SUMIFS({}{chosen})", of_day("J")), sum.pages.eighths),
            Datum::LengthSum(format!("SUMIFS({}{chosen})", of_day("N")), i64::from(minutes)),
            Datum::Count(i64::try_from(sum.unknown).unwrap_or(i64::MAX)),
            Datum::maybe(day.day.and_then(|d| d.location.as_ref()).map(|l| l.value.clone())),
        ]);
        rows.push(row);
    }
    Table {
        name: "Days",
        printed: 10,
        columns: vec![
            column(words, "schedule.col_unit", 9.0),
            figure(words, "schedule.col_day", 6.0),
            column(words, "schedule.col_date", 12.0),
            column(words, "schedule.col_weekday", 10.0),
            column(words, "schedule.col_what", 20.0),
            figure(words, "common.col_scenes", 8.0),
            figure(words, "common.col_pages", 10.0),
            figure(words, "schedule.col_est_time", 9.0),
            figure(words, "schedule.col_without_length", 10.0),
            column(words, "common.col_location", 30.0),
        ],
        rows,
        totals: Vec::new(),
    }
}

fn unscheduled(words: &Words, schedule: &Schedule) -> Table {
    let mut columns = scene_columns(words);
    columns.push(prose(words, "schedule.col_read_from", 40.0));
    let rows: Vec<Vec<Datum>> = schedule
        .unscheduled
        .iter()
        .map(|scene| {
            let mut row = of_scene(schedule, scene);
            row.push(Datum::text(scene.cell.to_string()));
            row
        })
        .collect();
    let last = rows.len() + 1;
    let pages = schedule.page_sum(schedule.unscheduled.iter().copied()).pages.eighths;
    let mut total = vec![Datum::text(words.get("schedule.total"))];
    total.extend(std::iter::repeat_n(Datum::Blank, 4));
    total.push(Datum::PagesSum(format!("SUM(F2:F{last})"), pages));
    Table { name: "Without a day", printed: 10, columns, rows, totals: vec![total] }
}

/// One row an element of a scene.
pub fn shooting(view: &View, schedule: &Schedule, inputs: &BTreeSet<String>) -> Body {
    let words = view.words;
    let title = words.get("schedule.shooting");
    let mut rows = Vec::new();
    for day in schedule.days() {
        for scene in day.scenes() {
            let mut add = |category: &str, name: String| {
                let mut row: Vec<Datum> = of_day(words, day).into();
                row.extend([
                    Datum::text(&*scene.number),
                    Datum::text(&*scene.set),
                    Datum::text(category),
                    Datum::text(name),
                    Datum::text(scene.cell.to_string()),
                ]);
                rows.push(row);
            };
            for number in
                schedule.told(scene, |s| (!s.cast.is_empty()).then_some(&s.cast)).into_iter().flatten()
            {
                let name = super::strips::character(view, number);
                add(
                    words.get("categories.cast"),
                    name.map_or_else(|| number.clone(), |name| format!("{number}. {name}")),
                );
            }
            for (category, names) in schedule.elements(scene) {
                names.into_iter().for_each(|name| add(words.category(category), name));
            }
        }
    }
    let mut book = open(view, title);
    book.table(&strips(words, schedule)).called(words.get(STRIPS)).freeze(5);
    let elements = Table {
        name: "Elements",
        printed: 7,
        columns: vec![
            column(words, "schedule.col_unit", 9.0),
            figure(words, "schedule.col_day", 6.0),
            column(words, "schedule.col_date", 12.0),
            column(words, "common.col_scene", 9.0),
            prose(words, "call_sheet.col_set", 34.0),
            column(words, "schedule.col_category", 20.0),
            prose(words, "schedule.col_element", 40.0),
            prose(words, "schedule.col_read_from", 40.0),
        ],
        rows,
        totals: Vec::new(),
    };
    book.table(&elements).called(words.get("schedule.sheet_elements"));
    close(book, view, title, inputs)
}

/// The board in colours, each with its letters.
pub fn board(view: &View, schedule: &Schedule, inputs: &BTreeSet<String>) -> Body {
    let words = view.words;
    let title = words.get("schedule.stripboard");
    let mut columns = vec![
        column(words, "schedule.col_strip", 7.0),
        column(words, "schedule.col_unit", 9.0),
        figure(words, "schedule.col_day", 6.0),
        column(words, "schedule.col_date", 12.0),
    ];
    columns.extend(scene_columns(words));
    columns.push(prose(words, "schedule.col_banner", 26.0));
    let mut rows = Vec::new();
    for day in schedule.days() {
        for strip in &day.strips {
            let place = of_day(words, day);
            match strip {
                Strip::Scene(scene) => {
                    let mut row = vec![Datum::Shade(Shade::Strip(light::of_scene(scene).strip()))];
                    row.extend(place);
                    row.extend(of_scene(schedule, scene));
                    rows.push(row);
                }
                Strip::Banner(banner) => {
                    let mut row = vec![Datum::Blank];
                    row.extend(place);
                    row.extend(std::iter::repeat_n(Datum::Blank, 10));
                    row.push(Datum::text(&*banner.text));
                    rows.push(row);
                }
            }
        }
    }
    let mut book = open(view, title);
    book.table(&Table { name: "Strips", printed: columns.len(), columns, rows, totals: Vec::new() })
        .called(words.get(STRIPS))
        .freeze(5);
    close(book, view, title, inputs)
}

/// A sheet a group; the sums count the codes.
pub fn days_out(view: &View, paper: &Paper, inputs: &BTreeSet<String>) -> Body {
    let words = view.words;
    let title = words.get("schedule.days_out");
    let mut book = open(view, title);
    for group in &paper.groups {
        book.table(&matrix(words, paper, group)).called(words.get(group.word)).wide(2);
    }
    close(book, view, title, inputs)
}

fn matrix(words: &Words, paper: &Paper, group: &super::rows::Group) -> Table {
    let mut columns = vec![column(words, "common.col_no", 6.0), column(words, "common.col_name", 28.0)];
    columns.extend(paper.dates.iter().map(|date| {
        let number =
            if date.numbers.is_empty() { String::new() } else { format!("\n{}", date.numbers.join(", ")) };
        let heading =
            format!("{}\n{}{number}", words.date_numbers(date.date), words.weekday_short(date.date));
        Column { heading: Cow::Owned(heading), width: 6.5, wraps: false, right: false }
    }));
    for key in ["full_travel", "full_work", "full_hold", "full_holiday", "sum_other", "sum_all"] {
        columns.push(figure(words, &format!("schedule.{key}"), 8.0));
    }
    columns.extend([
        column(words, "schedule.sum_start", 12.0),
        column(words, "schedule.sum_finish", 12.0),
        prose(words, "schedule.col_read_from", 40.0),
    ]);
    let letter = |at: usize| crate::model::cell::column_letters(u32::try_from(at).unwrap_or(u32::MAX));
    let (first, last) = (letter(2), letter(1 + paper.dates.len()));
    let sums = letter(2 + paper.dates.len());
    let other = letter(6 + paper.dates.len());
    let rows: Vec<Vec<Datum>> = (2usize..)
        .zip(&group.rows)
        .map(|(at, row)| {
            let codes = format!("{first}{at}:{last}{at}");
            let count = |of: &[&str]| {
                of.iter().map(|code| format!("COUNTIF({codes},\"{code}\")")).collect::<Vec<_>>().join("+")
            };
            let totals = &row.totals;
            let mut cells = vec![Datum::text(&*row.number), Datum::text(&*row.name)];
            cells.extend(
                row.codes
                    .iter()
                    .map(|code| if code.is_empty() { Datum::Blank } else { Datum::text(&**code) }),
            );
            cells.extend([
                Datum::CountSum(count(&["TR", "M"]), totals.travel),
                Datum::CountSum(count(&["*W*"]), totals.work),
                Datum::CountSum(count(&["H"]), totals.hold),
                Datum::CountSum(count(&["/"]), totals.holiday),
                Datum::CountSum(count(&["FT", "R", "T"]), totals.other),
                Datum::CountSum(format!("SUM({sums}{at}:{other}{at})"), totals.all()),
                totals.start.map_or(Datum::Blank, Datum::Date),
                totals.finish.map_or(Datum::Blank, Datum::Date),
                Datum::text(row.cell.to_string()),
            ]);
            cells
        })
        .collect();
    let below = rows.len() + 1;
    let mut total = vec![Datum::Blank, Datum::text(words.get("schedule.working"))];
    for (at, _) in paper.dates.iter().enumerate() {
        let working =
            group.rows.iter().filter(|row| row.codes.get(at).is_some_and(|code| code.contains('W'))).count();
        let column = letter(at + 2);
        total.push(Datum::CountSum(
            format!("COUNTIF({column}2:{column}{below},\"*W*\")"),
            i64::try_from(working).unwrap_or(i64::MAX),
        ));
    }
    let sum = |of: fn(&super::dood::Totals) -> i64| group.rows.iter().map(|row| of(&row.totals)).sum::<i64>();
    let all = [
        sum(|t| t.travel),
        sum(|t| t.work),
        sum(|t| t.hold),
        sum(|t| t.holiday),
        sum(|t| t.other),
        sum(super::dood::Totals::all),
    ];
    for (n, value) in all.into_iter().enumerate() {
        let column = letter(2 + paper.dates.len() + n);
        total.push(Datum::CountSum(format!("SUM({column}2:{column}{below})"), value));
    }
    Table { name: "Group", printed: columns.len() - 1, columns, rows, totals: vec![total] }
}

/// Every day of the schedule, with its sums below.
pub fn calendar(view: &View, schedule: &Schedule, inputs: &BTreeSet<String>) -> Body {
    let words = view.words;
    let title = words.get("schedule.calendar");
    let mut all: Vec<&BoardDay> = schedule.days().filter(|day| day.date.is_some()).collect();
    all.sort_by_key(|day| day.date);
    let rows: Vec<Vec<Datum>> = all
        .iter()
        .map(|day| {
            let scenes = day.scenes().map(|s| s.number.as_str()).collect::<Vec<_>>().join(", ");
            vec![
                day.date.map_or(Datum::Blank, Datum::Date),
                Datum::maybe(day.date.map(|date| words.weekday_short(date))),
                Datum::text(day_words(words, day)),
                Datum::maybe(day.day.and_then(|d| d.location.as_ref()).map(|l| l.value.clone())),
                Datum::text(scenes),
                Datum::Count(i64::try_from(day.scenes().count()).unwrap_or(i64::MAX)),
                Datum::Pages(schedule.page_sum(day.scenes()).pages.eighths),
            ]
        })
        .collect();
    let last = rows.len() + 1;
    let scenes = || all.iter().flat_map(|day| day.scenes());
    let totals = vec![vec![
        Datum::text(words.get("schedule.total")),
        Datum::Blank,
        Datum::Blank,
        Datum::Blank,
        Datum::Blank,
        Datum::CountSum(format!("SUM(F2:F{last})"), i64::try_from(scenes().count()).unwrap_or(i64::MAX)),
        Datum::PagesSum(format!("SUM(G2:G{last})"), schedule.page_sum(scenes()).pages.eighths),
    ]];
    let columns = vec![
        column(words, "schedule.col_date", 12.0),
        column(words, "schedule.col_weekday", 10.0),
        column(words, "schedule.col_day", 20.0),
        column(words, "common.col_location", 30.0),
        prose(words, "common.col_scenes", 50.0),
        figure(words, "schedule.col_count", 8.0),
        figure(words, "common.col_pages", 10.0),
    ];
    let mut book = open(view, title);
    book.table(&Table { name: "Days", printed: columns.len(), columns, rows, totals })
        .called(words.get("schedule.sheet_days"))
        .bars(6);
    close(book, view, title, inputs)
}
