//! Productions given as rows, read, judged by a small pack of known numbers and looked at: nothing in them is random.

use callboard::check::finding::Report;
use callboard::check::forecast::Forecast;
use callboard::check::{Packs, run, summary};
use callboard::diagnostic::Severity;
use callboard::ingest::intake::FileRead;
use callboard::ingest::{Locale, assemble, read, tables};
use callboard::model::Facts;
use callboard::render::view::View;
use callboard::settings::Settings;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// A row of a table: heading and text.
pub type Row = Vec<(&'static str, String)>;

pub fn row(pairs: &[(&'static str, &str)]) -> Row {
    pairs.iter().map(|(heading, text)| (*heading, (*text).to_owned())).collect()
}

pub fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Meals within six hours at 7.50, 10.00, 12.50 each half hour; ten hours of rest, a dollar a minute … of its own ladder;
/// a child of eight hours at the place, three of school, out by 22:00.
pub const HOUSE: &str = include_str!("house.toml");

/// As of Friday 6 November 2026.
pub const TODAY: &str = "2026-11-06";

/// Calls `with` on a view of these rows.
pub fn viewing<T>(given: &[(&'static str, Vec<Row>)], with: impl FnOnce(&View) -> T) -> T {
    let locale = Locale::of("US", "USD");
    let tables: Vec<_> = given
        .iter()
        .map(|(name, rows)| {
            let spec = tables::find(name).unwrap_or_else(|| panic!("no table {name}"));
            let rows: Vec<BTreeMap<String, String>> = rows
                .iter()
                .map(|row| row.iter().map(|(heading, text)| ((*heading).to_owned(), text.clone())).collect())
                .collect();
            let (table, problems) = read::rows(spec, &rows, &locale);
            // An end that is missing from the log is meant to be.
            let wrong: Vec<_> = problems
                .iter()
                .filter(|p| p.severity == Severity::Error && p.code.name() != "value-missing")
                .collect();
            assert!(wrong.is_empty(), "{wrong:?}");
            table
        })
        .collect();
    let file = FileRead { file: "given".into(), sha256: "5a".repeat(32), tables, problems: Vec::new() };
    let mut settings = Settings::default();
    settings.production.time_zone = Some("America/Los_Angeles".into());
    settings.production.title = Some("Night Train".into());
    let today = date(TODAY);
    let files = [file];
    let (production, _) = assemble::production(&files, &settings, today);
    let (packs, problems) = Packs::of([("rules/house.toml".to_owned(), HOUSE.to_owned())].into_iter());
    assert!(problems.is_empty(), "{problems:?}");
    let checked = run(&production, &packs, &settings, today);
    let report = Report {
        production: production.facts.title.clone(),
        as_of: today.to_string(),
        summary: summary(&checked.findings),
        packs: checked.packs,
        findings: checked.findings,
        kept: checked.kept,
        pay: checked.pay,
        problems: Vec::new(),
    };
    check_title(&production.facts);
    let forecast = Forecast::default();
    with(&View {
        production: &production,
        report: &report,
        forecast: &forecast,
        files: &files,
        settings: &settings,
        words: callboard::render::words::of_production(&production.facts),
        today,
        way_home: "..",
    })
}

fn check_title(facts: &Facts) {
    assert_eq!((facts.title.as_str(), facts.country.as_str()), ("Night Train", "US"));
}

/// A worked day. Times as offices write them.
pub fn worked(date: &str, name: &str, times: [&str; 4], more: &[(&'static str, &str)]) -> Row {
    let [call, out, back, wrap] = times;
    let mut all = row(&[
        ("Date", date),
        ("Name", name),
        ("Agreement", "HOUSE"),
        ("Rate", "50"),
        ("Per", "hour"),
        ("Call", call),
        ("Meal 1 Start", out),
        ("Meal 1 End", back),
        // The sheet has a place for a second meal, so that a blank one says that there was none.
        ("Meal 2 Start", ""),
        ("Meal 2 End", ""),
        ("Wrap", wrap),
    ]);
    all.extend(row(more));
    all
}

/// A week that ends on Saturday 31 October 2026, over the night the clocks go back, and the next with what is planned.
pub fn usual() -> Vec<(&'static str, Vec<Row>)> {
    vec![
        (
            "crew",
            vec![
                row(&[
                    ("Name", "Dana Ruiz"),
                    ("Position", "Key Grip"),
                    ("Department", "Grip"),
                    ("Agreement", "HOUSE"),
                ]),
                row(&[
                    ("Name", "Ignacio Bell-Ferreira"),
                    ("Position", "Gaffer"),
                    ("Department", "Electric"),
                    ("Agreement", "HOUSE"),
                ]),
                row(&[
                    ("Name", "Walt Kaminski"),
                    ("Position", "Driver"),
                    ("Department", "Transportation"),
                    ("Agreement", "HOUSE"),
                ]),
            ],
        ),
        (
            "cast",
            vec![row(&[
                ("No.", "7"),
                ("Character", "PIP"),
                ("Name", "Oscar Pell"),
                ("Date of Birth", "3/9/2015"),
                ("Guardian", "Karen Pell"),
                ("Permit Until", "12/31/2026"),
            ])],
        ),
        (
            "timesheets",
            vec![
                // 7:00A → 1:36P is 6:36 of 6:00: 0:36 late, 7.50 + 10.00.
                worked("10/26/2026", "Dana Ruiz", ["7:00A", "1:36P", "2:06P", "8:13P"], &[]),
                // 8:13P → 6:00A is 9:47 of 10:00.
                worked("10/27/2026", "Dana Ruiz", ["6:00A", "12:00N", "12:30P", "6:00P"], &[]),
                // Over the clock change: 6:00P PDT → 5:00A PST is 12:00.
                worked("10/31/2026", "Dana Ruiz", ["6:00P", "11:00P", "11:30P", "29:00"], &[]),
                worked("10/26/2026", "Ignacio Bell-Ferreira", ["7:00A", "12:30P", "1:00P", "7:00P"], &[]),
                // No wrap: nothing after the meal is known.
                worked("10/27/2026", "Ignacio Bell-Ferreira", ["7:00A", "12:30P", "1:00P", ""], &[]),
                worked("10/28/2026", "Ignacio Bell-Ferreira", ["7:00A", "1:00P", "1:30P", "6:00P"], &[]),
                // 9:00A → 6:30P less the meal is 9:00 of 8:00; two hours of school of three.
                worked(
                    "10/27/2026",
                    "Oscar Pell",
                    ["9:00A", "1:00P", "1:30P", "6:30P"],
                    &[
                        ("School Day", "yes"),
                        ("School Hours", "2:00"),
                        ("Rest Hours", "1:00"),
                        ("School Blocks", "10:00A-12:00N"),
                    ],
                ),
                worked(
                    "10/28/2026",
                    "Oscar Pell",
                    ["9:00A", "1:00P", "1:30P", "5:00P"],
                    &[("School Day", "yes"), ("School Hours", "3:00"), ("Rest Hours", "1:00")],
                ),
                // Next week: 1:30P → 7:48P, 6:18 without a second meal, 0:18 late: 7.50.
                worked("11/02/2026", "Ignacio Bell-Ferreira", ["8:00A", "1:00P", "1:30P", "7:48P"], &[]),
            ],
        ),
        (
            "driver-log",
            vec![
                row(&[
                    ("Date", "10/26/2026"),
                    ("Name", "Walt Kaminski"),
                    ("Status", "on duty"),
                    ("Start", "4:30A"),
                    ("End", "5:00A"),
                    ("Vehicle", "Star 3"),
                ]),
                row(&[
                    ("Date", "10/26/2026"),
                    ("Name", "Walt Kaminski"),
                    ("Status", "driving"),
                    ("Start", "5:00A"),
                    ("End", "9:00A"),
                    ("Vehicle", "Star 3"),
                    ("Miles", "120"),
                ]),
                row(&[
                    ("Date", "10/26/2026"),
                    ("Name", "Walt Kaminski"),
                    ("Status", "driving"),
                    ("Start", "3:00P"),
                    ("End", "10:30P"),
                    ("Vehicle", "Star 3"),
                    ("Miles", "210"),
                ]),
                row(&[
                    ("Date", "10/27/2026"),
                    ("Name", "Walt Kaminski"),
                    ("Status", "driving"),
                    ("Start", "8:00A"),
                    ("End", ""),
                    ("Vehicle", "Star 3"),
                    ("Miles", "80"),
                ]),
            ],
        ),
    ]
}

/// Forty people, six days each, some of them late, some short of rest.
pub fn forty() -> Vec<(&'static str, Vec<Row>)> {
    let names: Vec<String> = (1..=40).map(|n| format!("Featherstonehaugh-Cholmondeley {n:02}")).collect();
    let mut sheets = Vec::new();
    for (n, name) in names.iter().enumerate() {
        for (nth, day) in (26..=31).enumerate() {
            let late = if (n + nth) % 3 == 0 { "2:10P" } else { "12:30P" };
            let back = if late == "2:10P" { "2:40P" } else { "1:00P" };
            let wrap = if (n + nth) % 4 == 0 { "25:12" } else { "7:30P" };
            sheets.push(worked(&format!("10/{day}/2026"), name, ["7:00A", late, back, wrap], &[]));
        }
    }
    let crew = names
        .iter()
        .map(|name| {
            row(&[
                ("Name", name),
                ("Position", "Second Second Assistant Director and Unit Liaison"),
                ("Department", "Assistant Directors"),
                ("Agreement", "HOUSE"),
            ])
        })
        .collect();
    vec![("crew", crew), ("timesheets", sheets)]
}
