//! Time sheets in one file or in two, in either order, are the same time sheets.

use crate::world::{Dice, Row, built_in, checked, date, file, files, production};
use callboard::check::finding::Finding;
use callboard::ingest::intake::FileRead;
use std::fs;
use std::path::Path;
use std::process::Command;

#[test]
fn splitting_a_file_changes_nothing_that_is_found() {
    let packs = built_in();
    let (first, today) = (date("2026-07-06"), date("2026-07-18"));
    for seed in 100..104 {
        let mut dice = Dice::new(seed);
        let sheets = production(&mut dice, "America/Los_Angeles", "US", first, 12);
        let whole = told(&checked(&files(&sheets), &packs, today));
        assert!(whole.len() > 20, "seed {seed}: nothing was compared");
        for table in ["timesheets", "driver-log"] {
            let rows = &sheets[table];
            // Cut in the middle, and dealt out row by row, so that one person's days lie in both files.
            let middle = rows.split_at(rows.len() / 2);
            let (one, other): (Vec<Row>, Vec<Row>) = {
                let mut hands = (Vec::new(), Vec::new());
                for row in rows {
                    if dice.one_in(2) { hands.0.push(row.clone()) } else { hands.1.push(row.clone()) }
                }
                hands
            };
            let ways = [
                ("cut", (middle.0, middle.1), ("a.csv", "b.csv")),
                ("dealt", (&one[..], &other[..]), ("z.csv", "b.csv")),
            ];
            for (name, parts, (a, b)) in ways {
                let mut rest = sheets.clone();
                rest.remove(table);
                let mut all: Vec<FileRead> = files(&rest);
                all.extend([file(a, table, parts.0), file(b, table, parts.1)]);
                let split = told(&checked(&all, &packs, today));
                assert_eq!(split, whole, "seed {seed}, {table} {name} into {a} and {b}");
            }
        }
    }
}

/// The same through the whole program, with files on disk as an office has them.
#[test]
fn splitting_a_file_on_disk_changes_nothing_either() {
    let rows: Vec<String> = (0..8)
        .flat_map(|day| {
            let people =
                ["Dana Ruiz,IATSE Basic,6:00A,12:40P,1:10P", "Ana Poe,IATSE Basic,7:30A,1:15P,2:00P"];
            people.map(|person| format!("11/{:02}/2026,{person},{}:15P\n", 9 + day, 8 + day % 3))
        })
        .collect();
    let head = "Date,Name,Agreement,Call,Meal 1 Start,Meal 1 End,Wrap\n";
    let text = |rows: &[&String]| rows.iter().fold(head.to_owned(), |all, row| all + row);
    let all: Vec<&String> = rows.iter().collect();
    let whole = on_disk(&[("week.csv", text(&all))]);
    assert!(whole.contains("iatse-basic/meal-first"), "{whole}");
    let odd = |odd: usize| {
        all.iter()
            .copied()
            .enumerate()
            .filter(|(i, _)| i % 3 % 2 == odd)
            .map(|(_, row)| row)
            .collect::<Vec<_>>()
    };
    assert_eq!(on_disk(&[("a.csv", text(&odd(0))), ("b.csv", text(&odd(1)))]), whole);
    assert_eq!(on_disk(&[("a.csv", text(&odd(1))), ("b.csv", text(&odd(0)))]), whole);
}

fn on_disk(files: &[(&str, String)]) -> String {
    let dir = tempfile::tempdir().unwrap();
    let folder: &Path = dir.path();
    fs::create_dir(folder.join("inbox")).unwrap();
    let settings = "[production]\ntitle = \"A\"\ncountry = \"US\"\nregion = \"CA\"\ntime_zone = \"America/Los_Angeles\"\nphotography_start = 2026-10-05\n";
    fs::write(folder.join("callboard.toml"), settings).unwrap();
    for (name, text) in files {
        fs::write(folder.join("inbox").join(name), text).unwrap();
    }
    let run = Command::new(env!("CARGO_BIN_EXE_callboard"))
        .args(["check", "--today", "2026-11-20", "--format", "json"])
        .arg(folder)
        .output()
        .unwrap();
    let report: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
    let findings = report["findings"].as_array().unwrap().iter().map(|finding| {
        let mut finding = finding.clone();
        finding.as_object_mut().unwrap().remove("sources");
        finding.to_string()
    });
    let mut all: Vec<String> = findings.collect();
    all.sort();
    all.join("\n")
}

/// Everything of the findings but where the cells lie.
fn told(findings: &[Finding]) -> Vec<String> {
    let mut all: Vec<String> = findings
        .iter()
        .map(|finding| {
            let mut plain = finding.clone();
            plain.sources.clear();
            plain.also.iter_mut().for_each(|also| also.sources.clear());
            format!("{plain:?}")
        })
        .collect();
    all.sort();
    all
}
