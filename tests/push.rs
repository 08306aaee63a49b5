//! A push by a cell and by a command, through the binary: what it moves, what it prints, that it can be taken back, and
//! that nobody's own file is touched.

mod common;

use common::{callboard, files, stderr, stdout};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Monday 23 to Wednesday 25 November 2026, one grip under IATSE at 50.00 an hour: ten hours of rest are asked for.
///
/// Monday ends at 9:13P and Tuesday begins at 7:00A: 9:47 of rest, thirteen minutes short. Tuesday ends at 8:00P, and
/// Wednesday begins at `wednesday`. Lunch is within six hours of every call.
fn production(wednesday: &str) -> (TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("small");
    let write = |name: &str, text: &str| {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write(
        "callboard.toml",
        "[production]\ntitle = \"Small\"\ncompany = \"Small LLC\"\ntime_zone = \"America/Los_Angeles\"\ncountry = \"US\"\n\
         region = \"CA\"\nphotography_start = 2026-11-02\n[rules]\npacks = [\"iatse-basic\"]\n",
    );
    write("inbox/schedule.csv", &schedule(wednesday, ""));
    write(
        "inbox/crew.csv",
        "Name,Position,Department,Agreement,Rate,Per,Phone,Email\n\
         Lee Park,Key Grip,Grip,IATSE,$50.00,hour,(323) 555-0102,lee@example.com\n\
         Dana Ruiz,1st AD,Direction,non-union,$60.00,hour,(323) 555-0101,\n",
    );
    (dir, folder)
}

fn schedule(wednesday: &str, push: &str) -> String {
    format!(
        "Date,Day,Crew Call,Lunch,Est. Wrap,Push\n2026-11-23,1,8:00A,1:00P,9:13P,\n\
         2026-11-24,2,7:00A,1:00P,8:00P,{push}\n2026-11-25,3,{wednesday},11:45A,6:00P,\n"
    )
}

fn run(args: &[&str], folder: &Path) -> (i32, String, String) {
    let folder = folder.to_str().unwrap();
    let mut all = args.to_vec();
    all.extend([folder, "--today", "2026-11-23"]);
    let output = callboard(&all);
    (output.status.code().unwrap(), stdout(&output), stderr(&output))
}

/// Rule, person, date, measured, cost and the cells of each finding.
fn findings(folder: &Path) -> Vec<(String, Vec<String>)> {
    let (_, json, _) = run(&["check", "--format", "json"], folder);
    let report: Value = serde_json::from_str(&json).unwrap();
    let line = |f: &Value| {
        let cells = f["sources"].as_array().unwrap().iter();
        let cells = cells.map(|c| format!("{} {}", c["file"].as_str().unwrap(), c["cell"].as_str().unwrap()));
        let words = [
            &f["rule"],
            &f["subject"]["person"],
            &f["subject"]["date"],
            &f["measured"],
            &f["cost"]["amount"],
        ];
        (words.map(|w| w.as_str().unwrap_or("-")).join(" "), cells.collect())
    };
    report["findings"].as_array().unwrap().iter().map(line).collect()
}

fn lines(folder: &Path) -> Vec<String> {
    findings(folder).into_iter().map(|(line, _)| line).collect()
}

/// Half an hour at double time is the least an invaded rest costs: 0.5 × 2 × 50.00.
const TUESDAY: &str = "iatse-basic/rest-daily Lee Park 2026-11-24 9:47 50.00";
const WEDNESDAY: &str = "iatse-basic/rest-daily Lee Park 2026-11-25 9:47 50.00";

#[test]
fn a_dry_run_says_who_is_cured_who_newly_breaks_and_who_must_be_told() {
    // Wednesday at 6:00A is exactly ten hours after Tuesday's 8:00P; a push of 0:13 leaves 9:47.
    let (_dir, folder) = production("6:00A");
    let before = files(&folder);
    let (status, said, wrong) = run(&["push", "2", "+0:13", "--dry-run"], &folder);
    assert_eq!(status, 0, "{said}{wrong}");
    for part in [
        "Main, 2026-11-24: pushed 0:13; crew call Tue 07:00 → Tue 07:13.",
        "Newly in breach (1):",
        "No longer in breach (1):",
        "cost 50.00 USD before and 50.00 USD after.",
        "To be told (2 people, whose calls are 0:13 later):",
        "7:00A → 7:13A  (323) 555-0102  lee@example.com",
        "7:00A → 7:13A  (323) 555-0101\n",
        "Nothing was changed",
    ] {
        assert!(said.contains(part), "{part} is not in:\n{said}");
    }
    assert_eq!(before, files(&folder), "a dry run changes nothing");

    // An hour more on Wednesday, and the same push harms nobody.
    let (_dir, folder) = production("7:00A");
    let (_, said, _) = run(&["push", "2", "0:13", "--dry-run"], &folder);
    assert!(
        !said.contains("Newly in breach") && said.contains("50.00 USD before and nothing after"),
        "{said}"
    );
}

#[test]
fn a_cell_and_a_command_are_the_same_push() {
    let (_dir, folder) = production("6:00A");
    assert_eq!(lines(&folder), [TUESDAY]);
    let own =
        || files(&folder.join("inbox")).into_iter().map(|f| fs::read(folder.join("inbox").join(f)).unwrap());
    let inbox: Vec<_> = own().collect();
    let (_, said, _) = run(&["push", "2026-11-24", "+0:13"], &folder);
    assert!(said.contains("Newly in breach (1)"), "{said}");
    let kept = fs::read_to_string(folder.join("callboard-pushes.csv")).unwrap();
    assert!(
        kept.ends_with("Date,Unit,Push,Said\n2026-11-24,Main,0:13,2026-11-23 by callboard push\n"),
        "{kept}"
    );
    assert_eq!(inbox, own().collect::<Vec<_>>(), "no file of a person's own is touched");
    // The rest of Wednesday rests on Tuesday's pushed wrap: its cell, the call's, and the push's.
    let found = findings(&folder);
    let cells = ["inbox/schedule.csv E3", "inbox/schedule.csv C4", "callboard-pushes.csv C3"];
    assert_eq!(found, [(WEDNESDAY.to_string(), cells.map(String::from).to_vec())]);

    // The same in the Schedule's cell.
    fs::remove_file(folder.join("callboard-pushes.csv")).unwrap();
    fs::write(folder.join("inbox/schedule.csv"), schedule("6:00A", "0:13")).unwrap();
    let found = findings(&folder);
    assert_eq!(found[0].0, WEDNESDAY);
    assert_eq!(found[0].1.last().unwrap(), "inbox/schedule.csv F3");
}

#[test]
fn a_push_is_whole_and_can_be_taken_back() {
    let (_dir, folder) = production("6:00A");
    let push = |by: &str| run(&["push", "2", by], &folder).1;
    push("+0:30");
    assert!(push("+0:13").contains("pushed 0:13 (pushed 0:30 before); crew call Tue 07:30 → Tue 07:13."));
    assert_eq!(
        lines(&folder),
        [WEDNESDAY],
        "a push is counted from the schedule's call, not from the last push"
    );
    assert!(push("-0:10").contains("pulled 0:10"));
    let said = push("0:00");
    assert!(said.contains("not pushed (pulled 0:10 before); crew call Tue 06:50 → Tue 07:00."), "{said}");
    assert!(!folder.join("callboard-pushes.csv").exists());
    assert_eq!(lines(&folder), [TUESDAY]);

    // What the Schedule's own cell says is taken back by a row that says so.
    fs::write(folder.join("inbox/schedule.csv"), schedule("6:00A", "0:13")).unwrap();
    push("0:00");
    let kept = fs::read_to_string(folder.join("callboard-pushes.csv")).unwrap();
    assert!(kept.contains("2026-11-24,Main,0:00,"), "{kept}");
    assert_eq!(lines(&folder), [TUESDAY]);
}

#[test]
fn what_cannot_be_pushed_is_refused_and_a_persons_row_is_not_written_over() {
    let (_dir, folder) = production("6:00A");
    for (args, part) in [
        (["push", "2", "later"], "is no push"),
        (["push", "2", "1"], "is no push"),
        (["push", "2026-12-24", "0:30"], "no unit shoots"),
    ] {
        let (status, _, wrong) = run(&args, &folder);
        assert_eq!(status, 2);
        assert!(wrong.contains(part), "{wrong}");
    }
    let output = callboard(&["push", "1", "0:30", folder.to_str().unwrap(), "--today", "2026-11-24"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("2026-11-23 is over"), "{}", stderr(&output));

    let own = "Date,Unit,Push,Said\n2026-11-25,,half an hour or so,Kit\n";
    fs::write(folder.join("callboard-pushes.csv"), own).unwrap();
    let (status, _, wrong) = run(&["push", "2", "0:30"], &folder);
    assert_eq!(status, 2);
    assert!(
        wrong.contains("has a row that could not be read") && wrong.contains("nothing was changed"),
        "{wrong}"
    );
    assert_eq!(fs::read_to_string(folder.join("callboard-pushes.csv")).unwrap(), own);
}

#[cfg(feature = "pdf")]
#[test]
fn the_forecast_tries_one_push_and_no_price_reaches_the_crew() {
    let (_dir, folder) = production("7:00A");
    run(&["build"], &folder);
    let out = folder.join("out");
    let office = out.join("compliance/office/2026-11-24_day-02_main.pdf");
    assert!(office.is_file(), "{:?}", files(&out));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&office).unwrap().permissions().mode() & 0o077, 0);
    }
    // The office copy is mailed to nobody; the crew's sheet is.
    let mails = files(&out.join("mail"));
    assert!(!mails.is_empty());
    for mail in mails {
        let text = fs::read_to_string(out.join("mail").join(mail)).unwrap();
        assert!(!text.to_lowercase().contains("office copy") && !text.contains("compliance"), "{text}");
    }
    // Before the push and if it were made: (13 minutes later, cured, left, newly in breach, costs).
    let sheet = book(&folder, "Before you send");
    let at = |col| sheet.get_value((1, col)).unwrap().to_string();
    assert_eq!([at(3), at(5), at(7), at(9)], ["Lee Park", "0:13", "50", "Tue 7:13A"]);
    assert_eq!(
        tried(&folder),
        ["Main", "0:13", "Tue 7:00A", "Tue 7:13A", "1", "0", "0", "USD 50.00", "none"]
    );

    // With Wednesday at 6:00A the same push breaks Wednesday's rest instead, at the same price.
    fs::write(folder.join("inbox/schedule.csv"), schedule("6:00A", "")).unwrap();
    run(&["build"], &folder);
    let row = tried(&folder);
    assert_eq!(row, ["Main", "0:13", "Tue 7:00A", "Tue 7:13A", "1", "0", "1", "USD 50.00", "USD 50.00"]);
}

#[cfg(feature = "pdf")]
fn book(folder: &Path, sheet: &str) -> calamine::Range<calamine::Data> {
    use calamine::Reader;
    let bytes = fs::read(folder.join("out/compliance/compliance-report.xlsx")).unwrap();
    let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
    book.worksheet_range(sheet).unwrap()
}

/// The first row of the pushes that were tried, without its date.
#[cfg(feature = "pdf")]
fn tried(folder: &Path) -> Vec<String> {
    let sheet = book(folder, "Pushes tried");
    (1..10).map(|col| sheet.get_value((1, col)).unwrap().to_string()).collect()
}

#[test]
fn status_says_what_is_waited_for_and_why() {
    let (_dir, folder) = production("7:00A");
    let before = files(&folder);
    fs::write(folder.join("inbox/report.docx"), b"PK\x03\x04 half a file").unwrap();
    let output = callboard(&["status", folder.to_str().unwrap(), "--today", "2026-11-24"]);
    let said = stdout(&output);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    for part in [
        "Small, as of 2026-11-24: 3 files",
        "the call sheet of Main, 2026-11-25: it has not been issued.",
        "timesheets of Main, 2026-11-23: the day is over, and is still judged by its plan.",
        "Made:\n  nothing yet",
        "Issued:\n  nothing",
        "State: ",
    ] {
        assert!(said.contains(part), "{part} is not in:\n{said}");
    }
    fs::remove_file(folder.join("inbox/report.docx")).unwrap();
    assert_eq!(before, files(&folder), "status changes nothing");
}
