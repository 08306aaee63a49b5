//! Productions thrown together from a seed, and the check of one. The same seed gives the same production on any machine.

use callboard::check::finding::Finding;
use callboard::check::packs::Packs;
use callboard::check::run::run;
use callboard::ingest::intake::FileRead;
use callboard::ingest::{Locale, assemble, read, tables};
use callboard::settings::Settings;
use chrono::{Days, NaiveDate};
use std::collections::BTreeMap;

pub type Row = BTreeMap<String, String>;
/// Rows by table, in the order of a sheet.
pub type Sheets = BTreeMap<&'static str, Vec<Row>>;

pub fn row(cells: &[(&str, &str)]) -> Row {
    cells
        .iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(h, t)| ((*h).to_owned(), (*t).to_owned()))
        .collect()
}

pub fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// SplitMix64: a good enough die that is the same everywhere.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Dice(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From `low` to `high`, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let width = u64::try_from(high - low + 1).unwrap();
        low + i64::try_from(self.next() % width).unwrap()
    }

    pub fn one_in(&mut self, n: i64) -> bool {
        self.between(1, n) == 1
    }

    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[usize::try_from(self.between(0, i64::try_from(of.len()).unwrap() - 1)).unwrap()]
    }
}

/// Minutes from midnight as a sheet writes them, past midnight `25:30`.
pub fn clock(minutes: i64) -> String {
    format!("{}:{:02}", minutes / 60, minutes % 60)
}

/// Who can stand on a sheet: each under other rules.
pub struct Who {
    pub name: &'static str,
    pub cells: &'static [(&'static str, &'static str)],
    /// Years before the first day on which the person was born.
    pub age: Option<i32>,
}

pub const WHO: [Who; 8] = [
    Who {
        name: "Dana Ruiz",
        cells: &[
            ("Agreement", "IATSE Basic"),
            ("Position", "Grip"),
            ("Rate", "50"),
            ("Per", "hour"),
            ("Contract", "daily"),
        ],
        age: None,
    },
    Who {
        name: "Sal Pinto",
        cells: &[
            ("Agreement", "IATSE Basic"),
            ("Craft", "make-up"),
            ("Rate", "47.50"),
            ("Per", "hour"),
            ("Contract", "weekly"),
        ],
        age: None,
    },
    Who {
        name: "Judith Kalman",
        cells: &[
            ("Agreement", "SAG-AFTRA"),
            ("Role", "principal"),
            ("Contract", "day"),
            ("Rate", "1246"),
            ("Per", "day"),
        ],
        age: None,
    },
    Who {
        name: "Marcus Oyelaran",
        cells: &[
            ("Agreement", "SAG-AFTRA"),
            ("Role", "principal"),
            ("Contract", "weekly"),
            ("Rate", "4326"),
            ("Per", "week"),
        ],
        age: Some(41),
    },
    Who {
        name: "Felix Grant",
        cells: &[("Agreement", "Non-union"), ("Position", "Set PA"), ("Rate", "20"), ("Per", "hour")],
        age: None,
    },
    Who {
        name: "Ana Poe",
        cells: &[("Agreement", "DGA"), ("Position", "1st AD"), ("Rate", "6000"), ("Per", "week")],
        age: None,
    },
    Who {
        name: "Ruby Santangelo",
        cells: &[
            ("Agreement", "SAG-AFTRA"),
            ("Role", "principal"),
            ("Residence", "CA"),
            ("Rate", "1246"),
            ("Per", "day"),
        ],
        age: Some(11),
    },
    Who {
        name: "Lee Chan",
        cells: &[("Agreement", "Teamsters 399"), ("Position", "Driver"), ("Rate", "42"), ("Per", "hour")],
        age: None,
    },
];

/// A production of `days` days from a date: everybody's time sheets and the driver's log, sound and unsound times among them.
pub fn production(dice: &mut Dice, zone: &str, country: &str, first: NaiveDate, days: u64) -> Sheets {
    let mut sheets = Sheets::new();
    let start = first.checked_sub_days(Days::new(21)).unwrap().to_string();
    let facts = [
        ("Title", "A Production"),
        ("Company", "Halcyon Pictures LLC"),
        ("Kind", *dice.pick(&["feature", "episodic"])),
        ("Time Zone", zone),
        ("Country", country),
        ("Region", if country == "US" { "CA" } else { "" }),
        ("Currency", if country == "US" { "USD" } else { "GBP" }),
        ("Workweek", *dice.pick(&["Mon, Tue, Wed, Thu, Fri", "Tue, Wed, Thu, Fri, Sat"])),
        ("Photography Start", &start),
    ];
    sheets.insert("production", vec![row(&facts)]);
    for who in &WHO {
        for day in (0..days).filter_map(|n| first.checked_add_days(Days::new(n))) {
            if !dice.one_in(4) {
                sheets.entry("timesheets").or_default().push(worked(dice, who, first, day));
            }
        }
    }
    sheets.insert("driver-log", log(dice, first, days));
    sheets
}

fn worked(dice: &mut Dice, who: &Who, first: NaiveDate, day: NaiveDate) -> Row {
    let call = dice.between(4 * 60, 16 * 60);
    let lunch = call + dice.between(3 * 60, 8 * 60);
    let back = lunch + dice.between(20, 70);
    let out = back + dice.between(60, 9 * 60);
    let mut cells = row(&[("Name", who.name), ("Date", &day.to_string()), ("Call", &clock(call))]);
    cells.extend(row(who.cells));
    let mut put = |heading: &str, text: String| drop(cells.insert(heading.into(), text));
    put("Meal 1 Start", clock(lunch));
    put("Meal 1 End", clock(back));
    if !dice.one_in(12) {
        put("Wrap", clock(out));
        if dice.one_in(3) {
            put("Dismissed", clock(out + dice.between(1, 40)));
        }
    }
    put("Location Type", (*dice.pick(&["studio", "bus-to", "nearby", "distant"])).into());
    put("Exterior", (*dice.pick(&["yes", "no"])).into());
    put("Rest Breaks", (*dice.pick(&["0", "1", "2", "3"])).into());
    if let Some(age) = who.age {
        let born =
            first.checked_sub_months(chrono::Months::new(12 * u32::try_from(age).unwrap() + 1)).unwrap();
        put("Date of Birth", born.to_string());
        put("School Hours", clock(dice.between(0, 3 * 60)));
        put("Rest Hours", clock(dice.between(0, 2 * 60)));
    }
    if dice.one_in(8) {
        put("Employer", "Other Pictures Inc".into());
    }
    cells
}

fn log(dice: &mut Dice, first: NaiveDate, days: u64) -> Vec<Row> {
    let mut rows = Vec::new();
    for day in (0..days).filter_map(|n| first.checked_add_days(Days::new(n))) {
        let mut at = dice.between(3 * 60, 9 * 60);
        for _ in 0..dice.between(1, 4) {
            let end = at + dice.between(30, 5 * 60);
            let status = dice.pick(&["driving", "on duty", "off duty"]);
            let (from, to) = (clock(at), if dice.one_in(15) { "TBD".into() } else { clock(end) });
            let miles = dice.pick(&["", "40", "180"]);
            rows.push(row(&[
                ("Date", &day.to_string()),
                ("Name", "Lee Chan"),
                ("Status", status),
                ("Start", &from),
                ("End", &to),
                ("Air Miles", miles),
            ]));
            at = end + *dice.pick(&[0, 0, 45, 480]);
        }
    }
    rows
}

/// Each table as a file of its own.
pub fn files(sheets: &Sheets) -> Vec<FileRead> {
    sheets.iter().map(|(table, rows)| file(&format!("{table}.csv"), table, rows)).collect()
}

pub fn file(name: &str, table: &str, rows: &[Row]) -> FileRead {
    let spec = tables::find(table).unwrap();
    let (mut read, problems) = read::rows(spec, rows, &Locale::of("US", "USD"));
    // Rows of two files lie in different places.
    for record in &mut read.records {
        let fields = record.fields.values_mut().map(|field| &mut field.cell);
        let cells = fields.chain(record.columns.values_mut()).chain([&mut record.cell]);
        cells.for_each(|cell| cell.file = name.into());
    }
    FileRead { file: name.into(), sha256: String::new(), tables: vec![read], problems }
}

/// Everything the built-in packs find.
pub fn checked(files: &[FileRead], packs: &Packs, today: NaiveDate) -> Vec<Finding> {
    let settings = Settings::default();
    let (production, _) = assemble::production(files, &settings, today);
    run(&production, packs, &settings, today).findings
}

pub fn built_in() -> Packs {
    let (packs, problems) = Packs::built_in();
    assert!(problems.is_empty(), "{problems:?}");
    packs
}
