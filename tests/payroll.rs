//! The payroll papers of the sample production against its own sheets and the list of what must be found in it.
#![cfg(feature = "pdf")]

mod common;

use calamine::{Data, Reader, Xlsx, open_workbook};
use common::{callboard, files, sample, stderr};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

const TODAY: &str = "2026-11-08";

fn build(folder: &Path, only: &str) {
    let output = callboard(&["build", folder.to_str().unwrap(), "--today", TODAY, "--only", only]);
    assert_ne!(output.status.code(), Some(2), "{}", stderr(&output));
}

/// The lines of the hours files of both weeks, by heading.
fn lines(folder: &Path) -> Vec<BTreeMap<String, String>> {
    let weeks = ["2026-10-31", "2026-11-07"].map(|week| folder.join(format!("out/payroll/hours_{week}.csv")));
    let read =
        |path| csv::Reader::from_path(path).unwrap().deserialize().map(Result::unwrap).collect::<Vec<_>>();
    weeks.into_iter().flat_map(read).collect()
}

#[test]
fn the_hours_file_says_what_the_sheets_say_and_its_premiums_are_the_expected_ones() {
    let (_dir, folder) = sample("night-train");
    build(&folder, "hours-file");
    let lines = lines(&folder);
    let of = |name: &str, date: &str| {
        lines.iter().find(|line| line["Name"] == name && line["Date"] == date).unwrap()
    };
    // Renata Vogel, Wednesday: 7:00, meals 12:30–13:00 and 18:30–19:00, wrapped 23:36: 16:36 less 1:00.
    let crane = of("Renata Vogel", "2026-10-28");
    let told =
        ["Call", "Meal 1 Start", "Meal 2 End", "Wrap", "Elapsed Hours", "Worked Hours", "Elapsed Minutes"];
    assert_eq!(told.map(|h| crane[h].as_str()), ["7.0", "12.5", "19.0", "23.6", "16.6", "15.6", "996"]);
    // Saturday night to Sunday: 17:30 to 31:00 is 13:30 by the clock, 14:30 in truth, for the clocks went back.
    let night = of("Imogen Castellane", "2026-10-31");
    assert_eq!((night["Wrap"].as_str(), night["Elapsed Hours"].as_str()), ("31.0", "14.5"));
    // Teo Fairbanks has no wrap on Thursday, and Milo Fenwick's 1:30A happened twice.
    assert_eq!(of("Teo Fairbanks", "2026-10-29")["Missing"], "wrap");
    let twice = of("Milo Fenwick", "2026-10-31");
    assert_eq!((twice["Wrap"].as_str(), twice["Worked Hours"].as_str()), ("", ""));
    // Everything is worked by now: the amounts of all lines are the summary's cost.
    let amount = |line: &BTreeMap<String, String>, heading: &str| -> Decimal {
        if line[heading].is_empty() { Decimal::ZERO } else { line[heading].parse().unwrap() }
    };
    let premiums = ["Meal Penalty Amount", "Forced Call Amount", "Other Premium Amount"];
    let sum: Decimal = lines.iter().flat_map(|line| premiums.map(|heading| amount(line, heading))).sum();
    assert_eq!(sum, expected_cost(&folder));
}

/// The cost of the summary under the date's heading.
fn expected_cost(folder: &Path) -> Decimal {
    let list = fs::read_to_string(folder.join("EXPECTED.md")).unwrap();
    let part = list.split("## As of ").find(|part| part.starts_with(TODAY)).unwrap();
    let row = part.lines().find(|line| line.starts_with("| ") && line.ends_with(" USD |")).unwrap();
    row.trim_matches(['|', ' '])
        .rsplit('|')
        .next()
        .unwrap()
        .trim()
        .strip_suffix(" USD")
        .unwrap()
        .parse()
        .unwrap()
}

/// The people whose cards begin at another time than they were called: as the makers of the sample set them apart
/// (`samples/make/night_train_hours.py`, `night_train_schedule.py`), by minutes of card less call.
#[test]
fn differences_are_those_that_the_sample_was_made_with() {
    let (_dir, folder) = sample("night-train");
    build(&folder, "time-differences");
    let mut calls = BTreeMap::new();
    let mut lunches = Vec::new();
    for week in ["2026-10-31", "2026-11-07"] {
        let path = folder.join(format!("out/payroll/time-differences_{week}.xlsx"));
        let mut book: Xlsx<_> = open_workbook(path).unwrap();
        let sheet = book.worksheet_range("Differences").unwrap();
        for row in sheet.rows().skip(1) {
            let minutes = match row[8] {
                Data::Float(minutes) => Some(minutes as i64),
                _ => None,
            };
            // Both cells are named.
            assert!(row[9].to_string().contains('›') && row[10].to_string().contains('›'), "{row:?}");
            match row[3].to_string().as_str() {
                "call" => {
                    calls.insert(row[2].to_string(), minutes.unwrap());
                }
                "lunch" => lunches.push(row[2].to_string()),
                _ => {}
            }
        }
    }
    let expected = [
        // called 9:30, card 8:00; 6:30 and 5:30 (twice); 12:00 and 12:36; 6:30 and 5:30; 6:30 and 6:00
        ("Desmond Achebe", -90),
        ("Bettina Szabo", -60),
        ("Corwin Tate", -60),
        ("Cormac Daly", 36),
        ("Hana Sorensen", -60),
        ("Judith Kalman", -30),
        // called 6:30, card 4:00; 8:30 and 7:00; 7:00 and 6:30; 12:00 and 13:00
        ("Lila Moreau", -150),
        ("Marcus Oyelaran", -90),
        ("Marisol Quiroga", -30),
        ("Priya Raman", 60),
    ];
    assert_eq!(calls, expected.map(|(name, minutes)| (name.to_owned(), minutes)).into());
    lunches.sort();
    let late = ["Anneliese Kruger", "Beatriz Coombs", "Gideon Marsh", "Judith Kalman", "Kevin Moon"];
    assert_eq!(lunches, [&late[..], &["Paulette Renner", "Wendell Okafor"]].concat());
}

/// Hours and rates are for the office: readable by their owner, and in nobody's mail.
#[test]
fn payroll_papers_are_the_owners_and_are_not_mailed() {
    let (_dir, folder) = sample("night-train");
    let settings = folder.join("callboard.toml");
    let text = fs::read_to_string(&settings).unwrap();
    let asked =
        text.replace("[mail.documents]", "[mail.documents]\ntime-card = [\"crew\"]\nexhibit-g = [\"cast\"]");
    fs::write(&settings, asked).unwrap();
    build(&folder, "exhibit-g,time-card,hours-file,time-differences,call-sheet");
    let out = folder.join("out");
    let made = files(&out);
    for part in [
        "production/exhibit-g_2026-10-27_main.pdf",
        "production/exhibit-g_2026-10-29_2nd.xlsx",
        "payroll/time-cards_2026-10-31.pdf",
        "payroll/hours_2026-10-31.csv",
        "payroll/time-differences_2026-10-31.pdf",
    ] {
        assert!(made.iter().any(|file| file == part), "nothing at {part}; there is {made:#?}");
    }
    let mut looked_at = 0;
    for file in made.iter().filter(|file| file.starts_with("payroll/") || file.starts_with("production/")) {
        looked_at += 1;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(out.join(file)).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600, "{file}");
        }
    }
    assert!(looked_at > 10);
    for mail in made.iter().filter(|file| file.ends_with(".eml")) {
        let text = fs::read_to_string(out.join(mail)).unwrap();
        assert!(!text.contains("time-cards") && !text.contains("exhibit-g"), "{mail}");
    }
    let manifest = fs::read_to_string(out.join("manifest.json")).unwrap();
    for kind in ["exhibit-g", "time-card", "hours-file", "time-differences"] {
        assert!(manifest.contains(&format!("\"{kind}\"")), "{kind}");
    }
}
