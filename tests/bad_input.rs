//! What people drop: each kind of bad input is one diagnostic with its place, what was seen and what would be
//! right, and the rest of the input is still used.

mod common;

use common::{callboard, stderr, stdout};
use serde_json::Value;
use std::fs;
use std::path::Path;

const CREW: &str = "Name,Position,Department,Agreement,Phone\nDana Ruiz,Key Grip,Grip,,555-0101\nLee Park,Gaffer,Electric,,555-0102\n";

/// A production folder with a sound crew list beside the given files.
fn check(files: &[(&str, &[u8])]) -> Value {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("crew.csv"), CREW).unwrap();
    fs::write(
        dir.path().join("callboard.toml"),
        "[production]\ntime_zone = \"America/Los_Angeles\"\ncountry = \"US\"\n",
    )
    .unwrap();
    for (name, bytes) in files {
        fs::write(dir.path().join(name), bytes).unwrap();
    }
    report(dir.path())
}

fn report(folder: &Path) -> Value {
    let output = callboard(&["check", folder.to_str().unwrap(), "--today", "2026-11-20", "--format", "json"]);
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|e| panic!("{e}: {} {}", stdout(&output), stderr(&output)))
}

/// The one problem of a code: (file, cell, seen), with words and a remedy.
fn problem(report: &Value, code: &str) -> (String, String, String) {
    let all = report["problems"].as_array().unwrap();
    let found: Vec<_> = all.iter().filter(|p| p["code"] == code).collect();
    assert_eq!(found.len(), 1, "{code} in {all:#?}");
    let text = |key: &str| found[0][key].as_str().unwrap().to_owned();
    assert!(!text("message").is_empty() && !text("help").is_empty(), "{found:?}");
    (text("file"), text("cell"), text("value"))
}

fn place(report: &Value, code: &str) -> (String, String) {
    let (file, cell, _) = problem(report, code);
    (file, cell)
}

fn workbook() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (column, heading) in ["Date", "Name", "Call", "Wrap"].iter().enumerate() {
        sheet.write(0, column as u16, *heading).unwrap();
    }
    for row in 1..400 {
        sheet.write(row, 0, "2026-11-16").unwrap();
        sheet.write(row, 1, format!("Person {row}")).unwrap();
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn a_half_copied_workbook() {
    let whole = workbook();
    let report = check(&[("times.xlsx", &whole[..whole.len() / 2])]);
    assert_eq!(place(&report, "file-incomplete"), ("times.xlsx".into(), String::new()));
}

#[test]
fn an_encrypted_workbook() {
    // The container of an encrypted workbook: an OLE file whose directory names EncryptedPackage in UTF-16.
    let mut bytes = vec![0_u8; 4096];
    bytes[..8].copy_from_slice(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes[1024..1024 + name.len()].copy_from_slice(&name);
    let report = check(&[("times.xlsx", &bytes)]);
    assert_eq!(place(&report, "file-encrypted").0, "times.xlsx");
}

#[test]
fn an_empty_file() {
    assert_eq!(place(&check(&[("times.xlsx", b"")]), "file-empty").0, "times.xlsx");
}

#[test]
fn a_file_that_is_no_spreadsheet() {
    let report = check(&[("times.xlsx", b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")]);
    assert_eq!(place(&report, "file-not-spreadsheet").0, "times.xlsx");
}

#[test]
fn a_locked_file_is_read_and_said() {
    let report = check(&[
        ("times.csv", b"Date,Name,Call,Wrap\n2026-11-16,Dana Ruiz,7:00A,7:00P\n"),
        (".~lock.times.csv#", b",office,laptop,20.11.2026 22:10,;"),
    ]);
    assert_eq!(place(&report, "file-locked").0, "times.csv");
}

#[test]
fn a_file_without_a_known_table() {
    let report = check(&[("shopping.csv", b"Milk,Eggs\n2,12\n")]);
    assert_eq!(place(&report, "no-known-table").0, "shopping.csv");
}

#[test]
fn a_table_without_a_needed_heading_names_the_nearest_one_seen() {
    let report = check(&[(
        "times.csv",
        b"Date,Name,Cal,Wrap,Meal 1 Start,Meal 1 End\n2026-11-16,Dana Ruiz,7:00A,7:00P,1:00P,1:30P\n",
    )]);
    let all = report["problems"].as_array().unwrap();
    let found: Vec<_> = all.iter().filter(|p| p["code"] == "heading-missing").collect();
    assert_eq!(found.len(), 1, "{all:#?}");
    let words = format!("{} {}", found[0]["message"], found[0]["help"]);
    assert!(words.contains("Call") && words.contains("Cal”"), "{words}");
}

#[test]
fn cells_that_are_no_time_date_amount_or_page_count() {
    let report = check(&[
        ("times.csv", b"Date,Name,Call,Wrap\n2026-11-16,Dana Ruiz,7:3O,7:00P\n"),
        ("spend.csv", b"Date,Account,Vendor,Amount,Receipt\n2026-13-45,3300,Rental Co,100.00,r1\n2026-11-16,3300,Rental Co,about 90,r2\n"),
        ("scenes.csv", b"Scene,Date,Set,I/E,D/N,Pages,Cast\n12,2026-11-16,DINER,INT,D,two,1\n"),
    ]);
    assert_eq!(problem(&report, "time-unreadable"), ("times.csv".into(), "C2".into(), "7:3O".into()));
    assert_eq!(problem(&report, "date-unreadable"), ("spend.csv".into(), "A2".into(), "2026-13-45".into()));
    assert_eq!(problem(&report, "amount-unreadable"), ("spend.csv".into(), "D3".into(), "about 90".into()));
    assert_eq!(problem(&report, "pages-unreadable"), ("scenes.csv".into(), "F2".into(), "two".into()));
}

#[test]
fn people_and_times_that_do_not_fit() {
    let report = check(&[(
        "times.csv",
        b"Date,Name,Call,Meal 1 Start,Meal 1 End,Wrap\n\
          2026-11-16,Dana Ruis,7:00A,1:00P,1:30P,7:00P\n\
          2026-11-17,Lee Park,7:00A,1:00P,1:30P,7:00P\n\
          2026-11-17,Lee Park,6:00P,,,9:00P\n\
          2026-11-18,Lee Park,9:00A,2:00P,2:30P,9:00A\n",
    )]);
    let (file, cell) = place(&report, "person-unlisted");
    assert_eq!((file.as_str(), cell.as_str()), ("times.csv", "B2"));
    let unlisted = report["problems"].as_array().unwrap().iter().find(|p| p["code"] == "person-unlisted");
    assert!(unlisted.unwrap()["help"].as_str().unwrap().contains("Dana Ruiz"), "{unlisted:?}");
    assert_eq!(place(&report, "times-overlap").0, "times.csv");
    assert_eq!(place(&report, "wrap-before-call"), ("times.csv".into(), "F5".into()));
}

#[test]
fn a_missing_file_is_said_and_the_others_are_read() {
    let dir = tempfile::tempdir().unwrap();
    let there = dir.path().join("crew.csv");
    fs::write(&there, CREW).unwrap();
    let gone = dir.path().join("gone.xlsx");
    let output = callboard(&["read", there.to_str().unwrap(), gone.to_str().unwrap(), "--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    let read: Value = serde_json::from_slice(&output.stdout).unwrap();
    let files = read["files"].as_array().unwrap();
    assert!(files.iter().any(|f| f["problems"].to_string().contains("file-missing")), "{read:#}");
    assert!(files.iter().any(|f| f["tables"][0]["table"] == "crew"), "{read:#}");
}

#[test]
fn settings_with_faults_stop_the_run_with_all_of_them() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(
        dir.path().join("callboard.toml"),
        "[production]\ntitel = \"X\"\ncurrency = \"dollars\"\n[mial]\nmode = \"draft\"\n",
    )
    .unwrap();
    let output = callboard(&["check", dir.path().to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    let words = stderr(&output);
    for part in ["titel", "title", "dollars", "mial", "mail"] {
        assert!(words.contains(part), "{words}");
    }
}

#[test]
fn no_such_folder_is_a_sentence_and_exit_status_2() {
    let output = callboard(&["check", "no/such/folder"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("no/such/folder"), "{}", stderr(&output));
}
