//! A push tried on the part that it can touch finds what a check of everything finds.

use super::*;
use crate::check::forecast::{change, with_push};
use crate::ingest::intake::FileRead;
use crate::ingest::{Locale, assemble, read, tables};
use chrono::{Datelike, Weekday};

type Row = BTreeMap<String, String>;

fn row(cells: &[(&str, &str)]) -> Row {
    cells.iter().map(|(heading, text)| ((*heading).to_owned(), (*text).to_owned())).collect()
}

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Name, position, agreement, rate and per, and the date of birth.
const PEOPLE: [(&str, &str, &str, &str, &str, &str); 6] = [
    ("Dana Ruiz", "Grip", "IATSE", "50.00", "hour", "1985-03-01"),
    ("Lee Park", "Camera Operator", "IATSE", "80.00", "hour", "1985-03-01"),
    ("Ola Quist", "Driver", "Teamsters 399", "44.00", "hour", "1985-03-01"),
    ("Ana Bell", "2nd AD", "DGA", "5000.00", "week", "1985-03-01"),
    ("Tom Reed", "Production Assistant", "non-union", "20.00", "hour", "1985-03-01"),
    ("Kit Moss", "Actor", "SAG-AFTRA", "1246.00", "day", "2015-03-01"),
];

/// Six weeks of a feature in Los Angeles from Monday 5 October 2026: worked up to and with Friday 30 October, planned after.
/// A Saturday is worked and one is planned; most rests are short.
fn production() -> (Production, NaiveDate) {
    let today = date("2026-10-30");
    let facts = row(&[
        ("Title", "A Test"),
        ("Time Zone", "America/Los_Angeles"),
        ("Country", "US"),
        ("Region", "CA"),
        ("Photography Start", "2026-10-05"),
    ]);
    let saturdays = [date("2026-10-17"), date("2026-11-07")];
    let shoots =
        |date: &NaiveDate| !matches!(date.weekday(), Weekday::Sat | Weekday::Sun) || saturdays.contains(date);
    let dates: Vec<NaiveDate> = date("2026-10-05").iter_days().take(40).filter(shoots).collect();
    let clock = |minutes: u32| format!("{}:{:02}", minutes / 60, minutes % 60);
    let (mut schedule, mut timesheets) = (Vec::new(), Vec::new());
    for date in &dates {
        let call = 6 * 60 + date.weekday().num_days_from_monday() * 40;
        let on = date.to_string();
        schedule.push(row(&[
            ("Date", &on),
            ("Day Type", "shoot"),
            ("Crew Call", &clock(call)),
            ("Est. Wrap", &clock(call + 14 * 60 + 20)),
        ]));
        for (place, person) in (0_u32..).zip(PEOPLE).filter(|_| *date <= today) {
            let late = (place + date.day()) % 5 * 12;
            timesheets.push(row(&[
                ("Date", &on),
                ("Name", person.0),
                ("Call", &clock(call)),
                ("Meal 1 Start", &clock(call + 355 + late)),
                ("Meal 1 End", &clock(call + 385 + late)),
                ("Wrap", &clock(call + 14 * 60 + late)),
                ("Location Type", "studio"),
            ]));
        }
    }
    let listed = PEOPLE.map(|(name, position, agreement, rate, per, born)| {
        let cells = [
            ("Name", name),
            ("Position", position),
            ("Department", "Camera"),
            ("Agreement", agreement),
            ("Rate", rate),
            ("Per", per),
            ("Date of Birth", born),
            ("Residence", "CA"),
        ];
        row(&cells)
    });
    let given = [
        ("production", vec![facts]),
        ("schedule", schedule),
        ("crew", listed.to_vec()),
        ("timesheets", timesheets),
    ];
    let locale = Locale::of("US", "USD");
    let found = given.iter().map(|(name, rows)| {
        let (table, problems) = read::rows(tables::find(name).unwrap(), rows, &locale);
        assert!(problems.is_empty(), "{problems:?}");
        table
    });
    let file = FileRead {
        file: "given".into(),
        sha256: String::new(),
        tables: found.collect(),
        problems: Vec::new(),
    };
    (assemble::production(&[file], &Settings::default(), today).0, today)
}

fn ids(findings: &[Finding]) -> Vec<(&str, &str)> {
    findings.iter().map(|f| (f.rule.as_str(), f.id.as_str())).collect()
}

#[test]
fn a_push_tried_on_a_part_finds_what_a_check_of_everything_finds() {
    let (packs, _) = Packs::built_in();
    let settings = Settings::default();
    let (mut whole, today) = production();
    let findings = run::run(&whole, &packs, &settings, today).findings;
    let copy = whole.clone();
    let (mut cured, mut created) = (0, 0);
    for (day, pushes) in [("2026-11-02", [20, -45]), ("2026-11-04", [75, 240]), ("2026-11-07", [60, -30])] {
        let of = (date(day), "Main");
        let mut near = Near::of(&copy, &packs, &settings, today, &findings, of);
        assert!(matches!(near.how, How::Parts { .. }), "{day} was not tried on a part");
        for minutes in pushes {
            let push = Push { date: of.0, unit: of.1.into(), minutes, cell: None };
            let part = near.pushed(&push).change;
            let after =
                with_push(&mut whole, &push, |moved| run::run(moved, &packs, &settings, today).findings);
            let all = change(&findings, &after);
            for (what, part, all) in
                [("cured", &part.cured, &all.cured), ("created", &part.created, &all.created)]
            {
                assert_eq!(ids(part), ids(all), "{what} by {minutes} on {day}");
            }
            assert_eq!(part, all, "{minutes} on {day}");
            cured += all.cured.len();
            created += all.created.len();
        }
    }
    // The days are such that there is something to be seen both ways.
    assert!(cured > 5 && created > 5, "{cured} cured, {created} created");
}
