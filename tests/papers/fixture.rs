//! Two days of a British commercial, as rows: everything the papers print, nothing random.

use callboard::check::finding::Report;
use callboard::check::forecast::Forecast;
use callboard::diagnostic::Severity;
use callboard::ingest::intake::FileRead;
use callboard::ingest::{Locale, assemble, read, tables};
use callboard::render::view::View;
use callboard::settings::Settings;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// A row of a table: heading and text.
pub type Row = Vec<(&'static str, String)>;

pub fn row(pairs: &[(&'static str, &str)]) -> Row {
    pairs.iter().map(|(heading, text)| (*heading, (*text).to_owned())).collect()
}

/// Calls `with` on a view of these rows as of the evening of the first day.
pub fn viewing<T>(given: &[(&'static str, Vec<Row>)], with: impl FnOnce(&View) -> T) -> T {
    viewing_in(None, given, with)
}

/// The same for a production that speaks a language.
pub fn viewing_in<T>(
    language: Option<&str>,
    given: &[(&'static str, Vec<Row>)],
    with: impl FnOnce(&View) -> T,
) -> T {
    let locale = Locale::of("GB", "GBP");
    let tables: Vec<_> = given
        .iter()
        .map(|(name, rows)| {
            let spec = tables::find(name).unwrap_or_else(|| panic!("no table {name}"));
            let rows: Vec<BTreeMap<String, String>> = rows
                .iter()
                .map(|row| row.iter().map(|(heading, text)| ((*heading).to_owned(), text.clone())).collect())
                .collect();
            let (table, problems) = read::rows(spec, &rows, &locale);
            let wrong: Vec<_> = problems.iter().filter(|p| p.severity == Severity::Error).collect();
            assert!(wrong.is_empty(), "{wrong:?}");
            table
        })
        .collect();
    let files = [FileRead { file: "given".into(), sha256: "5a".repeat(32), tables, problems: Vec::new() }];
    let mut settings = Settings::default();
    settings.production.time_zone = Some("Europe/London".into());
    settings.production.title = Some("Harbour Light".into());
    settings.production.company = Some("Tidewater Films Ltd".into());
    settings.production.kind = Some("commercial".into());
    settings.production.language = language.map(str::to_owned);
    let today: NaiveDate = "2026-11-10".parse().unwrap();
    let (production, _) = assemble::production(&files, &settings, today);
    let (report, forecast) = (Report::default(), Forecast::default());
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

pub fn harbour() -> Vec<(&'static str, Vec<Row>)> {
    vec![
        (
            "production",
            vec![row(&[
                ("Title", "Harbour Light"),
                ("Company", "Tidewater Films Ltd"),
                ("Client", "Marlowe Tea"),
                ("Agency", "Quill & Partner"),
                ("Job No.", "HL-2041"),
                ("Insurance", "Policy TW 88-1204"),
                ("Risk Assessment", "RA-12 rev 3"),
                ("Director", "Anneke Vos"),
                ("Producer", "Idris Bell"),
                ("UPM", "Hollis Green"),
                ("1st AD", "Mo Farr"),
                ("2nd AD", "Kay Lund"),
                ("Office Address", "4 Wharf Lane, London SE1"),
                ("Office Phone", "020 7946 0018"),
            ])],
        ),
        (
            "schedule",
            vec![
                row(&[
                    ("Date", "2026-11-10"),
                    ("Day", "1"),
                    ("Working Day", "SWD"),
                    ("Breakfast", "-0:30"),
                    ("Crew Call", "07:30"),
                    ("Shooting Call", "+1:00"),
                    ("Lunch", "13:00"),
                    ("Est. Wrap", "18:30"),
                    ("Location", "Kelp Quay"),
                    ("Weather", "9°C, showers"),
                ]),
                row(&[
                    ("Date", "2026-11-11"),
                    ("Day", "2"),
                    ("Working Day", "CWD"),
                    ("Crew Call", "08:00"),
                    ("Shooting Call", "08:30"),
                    ("Est. Wrap", "17:00"),
                    ("Location", "Kelp Quay"),
                ]),
            ],
        ),
        (
            "locations",
            vec![
                row(&[
                    ("Location", "Kelp Quay"),
                    ("Address", "Quay Road, Ramsgate CT11 9FT"),
                    ("Gate", "Harbour gate"),
                    ("Basecamp", "Ferry car park"),
                    ("Crew Parking", "Ferry car park level 2"),
                    ("Nearest Hospital", "QEQM Hospital"),
                    ("Hospital Address", "St Peters Rd, Margate CT9 4AN"),
                    ("Hospital Phone", "01843 225544"),
                    ("Latitude", "51.33"),
                    ("Longitude", "1.42"),
                    ("What3Words", "///calm.harbour.tins"),
                    (
                        "Directions",
                        "M2 then A299 to Ramsgate; follow the unit signs from the Lord of the Manor roundabout; turn left at the ferry terminal and report to the gate. No entry by Royal Parade.",
                    ),
                    ("Police Station", "Ramsgate Police Station"),
                    ("Contact", "Jo Reef"),
                    ("Phone", "07700 900123"),
                    ("Travel Minutes", "25"),
                ]),
                row(&[
                    ("Location", "Net Loft"),
                    ("Address", "2 Loft Street, Ramsgate"),
                    ("Directions", "Walk from the quay, four minutes."),
                    ("Contact", "Sam Ward"),
                ]),
            ],
        ),
        (
            "scenes",
            vec![
                planned(
                    scene("1", "2026-11-10", "EXT", "QUAY", "1 2/8", "1, 2", "Kelp Quay", ""),
                    "1:15",
                    "8",
                ),
                planned(scene("2", "2026-11-10", "EXT", "QUAY", "4/8", "1", "Kelp Quay", "45"), "0:40", "5"),
                planned(
                    scene("3", "2026-11-10", "INT", "NET LOFT", "2", "1, 2, 3", "Net Loft", ""),
                    "2:10",
                    "12",
                ),
                planned(scene("4", "2026-11-11", "INT", "NET LOFT", "1", "1", "Net Loft", ""), "1:00", "6"),
            ],
        ),
        (
            "cast",
            vec![
                row(&[
                    ("No.", "1"),
                    ("Character", "NELL"),
                    ("Name", "Freya Okafor"),
                    ("Email", "freya@example.com"),
                    ("Phone", "07700 900001"),
                    ("Agent", "Larch & Poole"),
                    ("Diet", "Vegan"),
                    ("Rate", "450.00"),
                    ("Per", "day"),
                ]),
                row(&[("No.", "2"), ("Character", "TAM"), ("Name", "Ross Ibbotson")]),
                row(&[
                    ("No.", "3"),
                    ("Character", "GRAN"),
                    ("Name", "Wilhelmina Featherstonehaugh-Cholmondeley"),
                    ("Diet", "Nut allergy"),
                ]),
            ],
        ),
        (
            "calls",
            vec![row(&[
                ("Date", "2026-11-10"),
                ("No.", "2"),
                ("Status", "SW"),
                ("Pickup", "06:10"),
                ("Report", "07:00"),
                ("Remarks", "Car from the hotel"),
            ])],
        ),
        ("crew", crew()),
        (
            "background",
            vec![row(&[
                ("Date", "2026-11-10"),
                ("Count", "8"),
                ("Description", "Fishermen"),
                ("Scene", "1"),
                ("Call", "07:15"),
                ("Agency", "Ray Knight"),
                ("Rate", "98.50"),
                ("Worked", "7"),
            ])],
        ),
        (
            "activities",
            vec![
                row(&[
                    ("Date", "2026-11-11"),
                    ("Start", "+0:00"),
                    ("Activity", "Lighting"),
                    ("Until", "09:00"),
                    ("Who", "Crew"),
                ]),
                row(&[
                    ("Date", "2026-11-11"),
                    ("Start", "+3:00"),
                    ("Activity", "Pack shots"),
                    ("Until", "15:00"),
                ]),
                row(&[
                    ("Date", "2026-11-11"),
                    ("Start", "09:00"),
                    ("Activity", "Product shot: the pour"),
                    ("Who", "Nell, hands"),
                ]),
                row(&[
                    ("Date", "2026-11-11"),
                    ("Start", "10:30"),
                    ("Activity", "Client review"),
                    ("Location", "Upstairs"),
                ]),
            ],
        ),
        (
            "unit-log",
            vec![row(&[
                ("Date", "2026-11-10"),
                ("Crew Call", "07:30"),
                ("Shooting Call", "08:30"),
                ("First Shot", "08:52"),
                ("Lunch Start", "13:40"),
                ("Lunch End", "14:40"),
                ("Camera Wrap", "18:12"),
                ("Last Out", "19:05"),
                ("First Shot PM", "14:55"),
                ("Grace", "10"),
                ("Scenes By Lunch", "1"),
                ("Pages By Lunch", "1 2/8"),
                ("Setups By Lunch", "9"),
                ("Meals Served", "14"),
                ("Background Meals", "8"),
                ("Late Arrivals", "Una Pike, 15 min (train)"),
                ("Visitors", "Marlowe Tea, two"),
                ("Actual Weather", "Showers until 11:00, then dry"),
                ("Notes", "Generator late by 20 minutes"),
            ])],
        ),
        (
            "progress",
            vec![
                row(&[
                    ("Date", "2026-11-10"),
                    ("Scene", "1"),
                    ("Result", "complete"),
                    ("Setups", "9"),
                    ("Slates", "1-9"),
                    ("Takes", "22"),
                    ("Screen Time", "1:20"),
                ]),
                row(&[
                    ("Date", "2026-11-10"),
                    ("Scene", "2"),
                    ("Result", "part"),
                    ("Pages", "2/8"),
                    ("Setups", "4"),
                    ("Slates", "10-13"),
                    ("Takes", "9"),
                    ("Screen Time", "0:25"),
                    ("Notes", "Lost the light; the boat's bow is owed"),
                ]),
                row(&[
                    ("Date", "2026-11-10"),
                    ("Scene", "9"),
                    ("Result", "added"),
                    ("Pages", "1/8"),
                    ("Slates", "14"),
                    ("Takes", "2"),
                    ("Screen Time", "0:05"),
                ]),
            ],
        ),
        (
            "media",
            vec![
                row(&[
                    ("Date", "2026-11-10"),
                    ("Medium", "camera"),
                    ("Roll", "A001"),
                    ("Loaded", "512"),
                    ("Exposed", "431.5"),
                    ("Recorded", "20"),
                ]),
                row(&[("Date", "2026-11-10"), ("Medium", "sound"), ("Roll", "S01")]),
            ],
        ),
        (
            "travel",
            vec![
                row(&[
                    ("Date", "2026-11-09"),
                    ("Name", "Freya Okafor"),
                    ("Mode", "Train"),
                    ("From", "London St Pancras"),
                    ("To", "Ramsgate"),
                    ("Departs", "16:37"),
                    ("Arrives", "18:03"),
                    ("Carrier", "Southeastern"),
                    ("Service", "1F52"),
                    ("Booking", "KX92"),
                    ("Notes", "Una meets at the station"),
                ]),
                row(&[
                    ("Date", "2026-11-09"),
                    ("Name", "Freya Okafor"),
                    ("Mode", "Hotel"),
                    ("To", "Royal Harbour Hotel"),
                    ("Departs", "15:00"),
                ]),
            ],
        ),
        (
            "purchase-orders",
            vec![
                row(&[
                    ("PO", "PO-7"),
                    ("Date", "2026-11-02"),
                    ("Vendor", "Seal Marine Hire"),
                    ("Account", "3500"),
                    ("Description", "Camera boat"),
                    ("Amount", "1250.00"),
                    ("Department", "Locations"),
                    ("Requested By", "Jo Reef"),
                    ("Rental From", "2026-11-10"),
                    ("Rental To", "2026-11-11"),
                ]),
                row(&[
                    ("PO", "PO-7"),
                    ("Date", "2026-11-02"),
                    ("Vendor", "Seal Marine Hire"),
                    ("Account", "3500"),
                    ("Description", "Skipper"),
                    ("Amount", "480.00"),
                ]),
            ],
        ),
        (
            "timesheets",
            vec![
                worked("Bea Sand", "07:30", "18:30"),
                worked("Ned Cole", "07:00", "19:05"),
                worked("Freya Okafor", "07:30", "18:00"),
            ],
        ),
    ]
}

#[expect(clippy::too_many_arguments, reason = "a scene's columns, in the order of a breakdown")]
fn scene(
    number: &str,
    date: &str,
    ie: &str,
    set: &str,
    pages: &str,
    cast: &str,
    location: &str,
    minutes: &str,
) -> Row {
    let mut all = row(&[
        ("Scene", number),
        ("Date", date),
        ("I/E", ie),
        ("Set", set),
        ("D/N", "D"),
        ("Script Day", "D1"),
        ("Pages", pages),
        ("Cast", cast),
        ("Location", location),
        ("Synopsis", "Tea is poured."),
    ]);
    if !minutes.is_empty() {
        all.extend(row(&[("Est. Minutes", minutes)]));
    }
    all
}

/// With its script timing and the set-ups that are planned.
fn planned(mut scene: Row, timing: &str, setups: &str) -> Row {
    scene.extend(row(&[("Timing", timing), ("Setups", setups)]));
    scene
}

fn worked(name: &str, call: &str, wrap: &str) -> Row {
    row(&[
        ("Date", "2026-11-10"),
        ("Name", name),
        ("Call", call),
        ("Meal 1 Start", "13:40"),
        ("Meal 1 End", "14:40"),
        ("Wrap", wrap),
    ])
}

fn crew() -> Vec<Row> {
    vec![
        row(&[
            ("Department", "Production"),
            ("Position", "Production Manager"),
            ("Name", "Hollis Green"),
            ("Email", "hg@example.com"),
            ("Phone", "07700 900010"),
            ("Call", "O/C"),
        ]),
        row(&[
            ("Department", "Camera"),
            ("Position", "Director of Photography"),
            ("Name", "Bea Sand"),
            ("Email", "bea@example.com"),
            ("Phone", "07700 900011"),
            ("Diet", "Vegan"),
            ("Rate", "500.00"),
            ("Per", "day"),
            ("Start Date", "2026-11-10"),
        ]),
        row(&[
            ("Department", "Grip"),
            ("Position", "Key Grip"),
            ("Name", "Ned Cole"),
            ("Phone", "07700 900012"),
            ("Call", "-0:30"),
            ("Rate", "38.50"),
            ("Per", "hour"),
            ("Guarantee", "10"),
            ("Kit Rental", "75 a week"),
            ("Start Date", "2026-11-10"),
            ("Address", "9 Sea Row, Deal"),
        ]),
        row(&[("Department", "Transport"), ("Position", "Driver"), ("Name", "Una Pike"), ("Call", "-1:00")]),
        row(&[("Department", "Catering"), ("Position", "Chef"), ("Name", "Abe Stone"), ("Call", "-1:30")]),
    ]
}
