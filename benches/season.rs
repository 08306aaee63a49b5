//! How long a season takes to check: 200 people, 120 working days, every built-in pack.
//!
//! `cargo bench --no-default-features --bench season`. Seconds depend on the machine; the ratios printed beside them
//! compare within this run: all packs with the one that covers most people, and a season with a fifth of it.

use callboard::check::{self, Packs};
use callboard::ingest::intake::FileRead;
use callboard::ingest::{Locale, assemble, read, tables};
use callboard::model::Production;
use callboard::settings::Settings;
use chrono::{Datelike, Days, NaiveDate, Weekday};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// The binary's own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

type Row = BTreeMap<String, String>;

fn row<const N: usize>(cells: [(&str, String); N]) -> Row {
    cells.map(|(heading, text)| (heading.to_owned(), text)).into()
}

/// Position, department, agreement, rate and per, and how many of them work.
const CREW: [(&str, &str, &str, &str, &str, usize); 7] = [
    ("Grip", "Grip", "IATSE", "50.00", "hour", 60),
    ("Camera Operator", "Camera", "IATSE", "80.00", "hour", 12),
    ("Set Dresser", "Art", "IATSE", "46.00", "hour", 48),
    ("Driver", "Transportation", "Teamsters 399", "44.00", "hour", 22),
    ("2nd AD", "Production", "DGA", "5000.00", "week", 8),
    ("Production Assistant", "Production", "non-union", "20.00", "hour", 20),
    ("Studio Teacher", "Production", "IATSE", "55.00", "hour", 2),
];

/// Twenty-eight performers: four of them minors, eight background.
fn cast() -> Vec<Row> {
    (1..=28_u32)
        .map(|no| {
            let (role, rate) = if no > 20 { ("background", "224.00") } else { ("principal", "1246.00") };
            let born = if no <= 4 { "2015-03-01" } else { "1985-03-01" };
            row([
                ("No.", no.to_string()),
                ("Character", format!("Character {no}")),
                ("Name", format!("Player {no}")),
                ("Agreement", "SAG-AFTRA".into()),
                ("Role", role.into()),
                ("Rate", rate.into()),
                ("Per", "day".into()),
                ("Date of Birth", born.into()),
                ("Residence", "CA".into()),
            ])
        })
        .collect()
}

fn crew() -> Vec<Row> {
    CREW.iter()
        .flat_map(|(position, department, agreement, rate, per, count)| {
            (1..=*count).map(move |n| {
                row([
                    ("Name", format!("{position} {n}")),
                    ("Position", (*position).into()),
                    ("Department", (*department).into()),
                    ("Agreement", (*agreement).into()),
                    ("Rate", (*rate).into()),
                    ("Per", (*per).into()),
                ])
            })
        })
        .collect()
}

fn clock(minutes: u32) -> String {
    format!("{}:{:02}", minutes / 60, minutes % 60)
}

/// A repeatable spread of numbers below `most`.
fn spread(a: u32, b: u32, most: u32) -> u32 {
    (a.wrapping_mul(2_654_435_761) ^ b.wrapping_mul(40_503).wrapping_add(977)).rotate_left(13) % most
}

/// Each person's every day: calls drift later over the week, some meals are late, some wraps run long.
fn timesheets(people: &[Row], dates: &[NaiveDate]) -> Vec<Row> {
    let mut rows = Vec::new();
    for (day, date) in (0_u32..).zip(dates) {
        for (who, person) in (0_u32..).zip(people) {
            let call = 6 * 60 + date.weekday().num_days_from_monday() * 45 + spread(who, day, 4) * 6;
            let meal = call + 330 + spread(day, who, 8) * 6;
            let second = meal + 30 + 330 + spread(who, day + 1, 8) * 6;
            let wrap = second + 30 + spread(day, who + 1, 20) * 6;
            rows.push(row([
                ("Date", date.to_string()),
                ("Name", person.get("Name").cloned().unwrap_or_default()),
                ("Call", clock(call)),
                ("Meal 1 Start", clock(meal)),
                ("Meal 1 End", clock(meal + 30)),
                ("Meal 2 Start", clock(second)),
                ("Meal 2 End", clock(second + 30)),
                ("Wrap", clock(wrap)),
                ("Location Type", "studio".into()),
            ]));
        }
    }
    rows
}

/// A production of so many shooting days, the first of them worked and the others planned, from its rows as users write them.
/// The plan's days are fifteen hours long and begin later every day, so that nobody gets ten hours of rest.
fn season(days: usize, worked: usize) -> (Production, NaiveDate) {
    let start = NaiveDate::from_ymd_opt(2026, 1, 5).unwrap_or_default();
    let weekday = |date: &NaiveDate| !matches!(date.weekday(), Weekday::Sat | Weekday::Sun);
    let dates: Vec<NaiveDate> = start.iter_days().filter(weekday).take(days).collect();
    let people: Vec<Row> = crew().into_iter().chain(cast()).collect();
    let facts = row([
        ("Title", "Season".into()),
        ("Time Zone", "America/Los_Angeles".into()),
        ("Region", "CA".into()),
        ("Photography Start", start.to_string()),
    ]);
    let schedule = dates.iter().enumerate().map(|(day, date)| {
        let call = if day < worked { 7 * 60 } else { 6 * 60 + date.weekday().num_days_from_monday() * 45 };
        row([
            ("Date", date.to_string()),
            ("Day Type", "shoot".into()),
            ("Crew Call", clock(call)),
            ("Est. Wrap", clock(call + 15 * 60)),
        ])
    });
    let given = [
        ("production", vec![facts]),
        ("schedule", schedule.collect()),
        ("crew", crew()),
        ("cast", cast()),
        ("timesheets", timesheets(&people, dates.get(..worked).unwrap_or_default())),
    ];
    let locale = Locale::of("US", "USD");
    let found = given.iter().filter_map(|(name, rows)| {
        let (table, problems) = read::rows(tables::find(name)?, rows, &locale);
        assert!(problems.is_empty(), "{name}: {problems:?}");
        Some(table)
    });
    let file = FileRead {
        file: "season".into(),
        sha256: String::new(),
        tables: found.collect(),
        problems: Vec::new(),
    };
    let today = match worked.checked_sub(1).and_then(|last| dates.get(last)) {
        Some(last) if worked < days => *last,
        last => last.and_then(|last| last.checked_add_days(Days::new(1))).unwrap_or_default(),
    };
    (assemble::production(&[file], &Settings::default(), today).0, today)
}

/// Seconds that all cores have worked for this program so far, where the system says so: other programs do not lengthen them.
fn worked() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |place: usize| fields.get(place)?.parse::<f64>().ok();
    Some((ticks(11)? + ticks(12)?) / 100.0)
}

/// The median of five checks, after one that is not counted, and the seconds of all cores that one of them takes.
fn median(production: &Production, packs: &Packs, settings: &Settings, today: NaiveDate) -> (f64, f64) {
    let check = || drop(std::hint::black_box(check::run(production, packs, settings, today)));
    check();
    let before = worked();
    let mut times: Vec<Duration> = (0..5)
        .map(|_| {
            let start = Instant::now();
            check();
            start.elapsed()
        })
        .collect();
    let of_cores = worked().zip(before).map_or(0.0, |(after, before)| (after - before) / 5.0);
    times.sort();
    (times.get(times.len() / 2).copied().unwrap_or_default().as_secs_f64(), of_cores)
}

fn main() {
    let (packs, problems) = Packs::built_in();
    assert!(problems.is_empty(), "{problems:?}");
    let all = Settings::default();
    let mut one = Settings::default();
    one.rules.packs = Some(vec!["iatse-basic".into()]);
    let ((short, _), (whole, today)) = (season(24, 24), season(120, 120));
    let found = check::run(&whole, &packs, &all, today);
    println!(
        "{} people, {} shifts, {} packs, {} findings, {} days paid",
        whole.people.len(),
        whole.shifts.len(),
        packs.by_id.len(),
        found.findings.len(),
        found.pay.len()
    );
    let times = [
        median(&whole, &packs, &all, today),
        median(&whole, &packs, &one, today),
        median(&short, &packs, &all, today),
    ];
    let [(all_packs, cores), (basic, of_basic), (fifth, of_fifth)] = times;
    println!("a season, every pack:     {all_packs:.3} s (of all cores {cores:.2} s)");
    println!(
        "a season, iatse-basic:    {basic:.3} s ({of_basic:.2} s; every pack takes {:.1} times as long)",
        all_packs / basic
    );
    println!(
        "a fifth of it, all packs: {fifth:.3} s ({of_fifth:.2} s; a season takes {:.1} times as long)",
        all_packs / fifth
    );
    // The next week before its sheets go out: every day of it breaks everybody's rest, so a push is tried for each.
    let (half, today) = season(120, 60);
    let (check, of_check) = median(&half, &packs, &all, today);
    let findings = check::run(&half, &packs, &all, today).findings;
    let (start, before) = (Instant::now(), worked());
    let forecast = check::forecast::forecast(&half, &packs, &all, today, &findings);
    let took = start.elapsed().as_secs_f64();
    let of_cores = worked().zip(before).map_or(0.0, |(after, before)| after - before);
    let trials = forecast.days.iter().filter(|day| day.trial.is_some()).count();
    println!("half of it planned:       {check:.3} s ({of_check:.2} s)");
    println!(
        "the next week's forecast: {took:.3} s ({of_cores:.2} s; {trials} pushes tried; {:.1} times a check)",
        took / check
    );
}
