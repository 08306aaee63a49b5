//! What is printed and what is kept, with few problems and with thousands.

use super::*;
use crate::diagnostic::Code;
use crate::render::fixture::{self, viewing};
use crate::settings::Settings;

fn json_of(job: &Job) -> Value {
    match &job.body {
        Body::Bytes(bytes) => serde_json::from_slice(bytes).unwrap(),
        other => panic!("{other:?}"),
    }
}

fn page_of(job: &Job) -> &Value {
    match &job.body {
        Body::Pdf { data, .. } => data,
        other => panic!("{other:?}"),
    }
}

#[test]
fn errors_come_first_and_every_problem_is_in_the_json() {
    let jobs = viewing(&fixture::production(), &fixture::report(), &Settings::default(), jobs);
    let page = page_of(&jobs[0]);
    let sections: Vec<&str> =
        page["problems"].as_array().unwrap().iter().map(|s| s["severity"].as_str().unwrap()).collect();
    assert_eq!(sections, ["error", "warning"]);
    assert_eq!(page["counts"]["set_aside"], 1);
    // One cell, one file that is no spreadsheet, one agreement.
    let problems = json_of(&jobs[1])["problems"].as_array().unwrap().clone();
    assert_eq!(problems.len(), 3);
    let time = problems.iter().find(|p| p["code"] == "time-unreadable").unwrap();
    // Row 8 and column 5 counted from zero are F9.
    assert_eq!((time["cell"].as_str(), time["value"].as_str()), (Some("F9"), Some("7:3O")));
    fixture::assert_sample("intake-report", page);
}

#[test]
fn thousands_of_problems_are_counted_and_few_printed() {
    let mut report = fixture::report();
    for row in 0..5000 {
        let at = fixture::cell("timesheets.xlsx", row, 5);
        report
            .problems
            .push(Diagnostic::new(Code::DateUnreadable, "No date.", "Write 2026-10-30.").at_cell(&at));
    }
    let jobs = viewing(&fixture::production(), &report, &Settings::default(), jobs);
    let page = page_of(&jobs[0]);
    let errors = &page["problems"][0];
    // 5,000 dates, one time, one file; ten dates, the time and the file are printed: 5,002 − 12 = 4,990.
    assert_eq!(errors["count"], 5002);
    assert_eq!(errors["left"], "4990 more are not printed here; problems.json has every one, with its cell.");
    let printed: usize =
        errors["groups"].as_array().unwrap().iter().map(|g| g["rows"].as_array().unwrap().len()).sum();
    assert_eq!(printed, 12);
    assert_eq!(json_of(&jobs[1])["problems"].as_array().unwrap().len(), 5003);
}

#[test]
fn every_problem_leads_to_its_cell() {
    let mut report = fixture::report();
    let at = fixture::cell("timesheets.xlsx", 8, 5);
    let strange = crate::model::Cell::new("inbox/a b.xlsx", "It's =1+1", 1, 1);
    let formula = "=HYPERLINK(\"http://example.com\")";
    for cell in [&at, &strange] {
        let problem = Diagnostic::new(Code::DateUnreadable, "No date.", "Write 2026-10-30.").at_cell(cell);
        report.problems.push(problem.seen(formula));
    }
    let jobs = viewing(&fixture::production(), &report, &Settings::default(), jobs);
    let bytes = jobs[2].body.bytes().unwrap().unwrap();
    assert_eq!(jobs[2].path, "intake/problems.xlsx");
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut part = |name: &str| {
        let mut text = String::new();
        std::io::Read::read_to_string(&mut archive.by_name(name).unwrap(), &mut text).unwrap();
        text
    };
    let relations = part("xl/worksheets/_rels/sheet1.xml.rels");
    let sheet = part("xl/worksheets/sheet1.xml");
    assert!(
        relations.contains("Target=\"../../inbox/a%20b.xlsx\"") || relations.contains("a%20b.xlsx"),
        "{relations}"
    );
    assert!(sheet.contains("location=\"'It''s =1+1'!B2\""), "{sheet}");
    // What stood in the cell is text, and nothing in the book is a formula.
    assert!(!sheet.contains("<f>"), "{sheet}");
    assert!(part("xl/sharedStrings.xml").contains("=HYPERLINK("));
}
