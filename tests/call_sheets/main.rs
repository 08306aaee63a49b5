//! Call sheets: what they print, what they must not, and (with the typesetter) how the pages come out.

mod fixture;
#[cfg(feature = "pdf")]
mod pages;
#[cfg(feature = "pdf")]
#[path = "../common/typeset.rs"]
mod typeset;

use callboard::model::Issued;
use callboard::render::job::{Body, Job};
use callboard::render::{call_sheet, personal_call_sheet};
use fixture::{Size, USUAL, production, with_view};
use serde_json::{Value, json};

fn sheets(size: &Size) -> Vec<Job> {
    with_view(&production(size), call_sheet::jobs)
}

fn data(job: &Job) -> &Value {
    match &job.body {
        Body::Pdf { data, .. } => data,
        _ => panic!("a call sheet is set as PDF"),
    }
}

/// The rows of a block whose `key` is `value`.
fn row<'a>(rows: &'a Value, key: &str, value: &str) -> &'a Value {
    rows.as_array().unwrap().iter().find(|row| row[key] == value).unwrap_or_else(|| panic!("no {value}"))
}

#[test]
fn each_shooting_day_has_its_sheet_at_its_path() {
    let jobs = sheets(&USUAL);
    let paths: Vec<&str> = jobs.iter().map(|job| job.path.as_str()).collect();
    assert_eq!(paths, ["call-sheets/2026-10-30_day-03_main.pdf", "call-sheets/2026-10-31_day-04_main.pdf"]);
    assert!(jobs[0].inputs.contains("inbox/schedule.xlsx") && jobs[0].inputs.contains("inbox/crew.xlsx"));
}

#[test]
fn times_are_those_of_the_set_and_carry_their_date_where_it_is_another() {
    let jobs = sheets(&USUAL);
    let friday = data(&jobs[0]);
    assert_eq!((&friday["call"], &friday["day_line"]), (&json!("7:00A"), &json!("Day 3 of 5")));
    assert_eq!(friday["times"], json!([["Shooting call", "8:00A"], ["Lunch", "1:00P"]]));
    let cast = &friday["cast"]["rows"];
    assert_eq!(row(cast, "no", "1")["report"], "6:12A");
    // Half an hour before midnight of Friday the 30th is Thursday.
    assert_eq!(row(cast, "no", "2")["pickup"], "11:30P Thu\u{a0}10/29");
    let held = row(cast, "no", "5");
    assert_eq!((&held["status"], &held["report"]), (&json!("H"), &Value::Null));
    // Born on 9 March 2015: eleven on the day.
    assert_eq!(row(cast, "no", "6")["minor"], true);
    assert_eq!(row(cast, "no", "1")["minor"], false);
}

#[test]
fn a_crew_member_is_called_by_the_row_or_by_the_crew_call() {
    let jobs = sheets(&USUAL);
    let calls: Vec<(&str, &str)> = data(&jobs[0])["crew"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|group| group["rows"].as_array().unwrap())
        .filter_map(|row| Some((row["position"].as_str()?, row["call"].as_str()?)))
        .collect();
    // Of each seven: no call (crew call 7:00), −0:30, on call, 6:42, then none again.
    for expected in [
        ("Unit Production Manager", "7:00A"),
        ("1st AD", "6:30A"),
        ("2nd AD", "O/C"),
        ("Director of Photography", "6:42A"),
    ] {
        assert!(calls.contains(&expected), "{expected:?}");
    }
}

#[test]
fn scenes_are_added_in_eighths_and_the_next_day_is_announced() {
    let jobs = sheets(&USUAL);
    let friday = data(&jobs[0]);
    // Twice 3 + 11 + 4 + 8 eighths: 52/8.
    assert_eq!(
        (&friday["scenes"]["count"], &friday["scenes"]["pages"]),
        (&json!("8 scenes"), &json!("6 4/8"))
    );
    assert_eq!(friday["scenes"]["rows"][1]["pages"], "1 3/8");
    assert_eq!(
        friday["advance"]["line"],
        "Day 4 · Saturday, October 31 · crew call 3:00P · Union Yard · 3 2/8 pages"
    );
    assert_eq!(data(&jobs[1])["advance"], Value::Null);
}

#[test]
fn a_british_sheet_speaks_british() {
    let jobs = sheets(&Size { british: true, paper: "a4", ..USUAL });
    let sheet = data(&jobs[0]);
    // The template reads its words by this; Rust has told it the headings and the number.
    assert_eq!((&sheet["language"], &sheet["emergency"]), (&json!("en-GB"), &json!("Emergency 999")));
    assert_eq!(sheet["cast"]["columns"][0], json!(["pickup", "P/up"]));
    assert_eq!((&sheet["call"], &sheet["date"]), (&json!("07:00"), &json!("30 October 2026")));
    assert_eq!(sheet["times"][2], json!(["Est. wrap", "19:00"]));
    assert_eq!(sheet["day_type"], "Standard working day");
}

#[test]
fn nothing_private_reaches_a_call_sheet() {
    let production = production(&USUAL);
    let jobs = with_view(&production, |view| {
        let mut jobs = call_sheet::jobs(view);
        jobs.extend(personal_call_sheet::jobs(view));
        jobs
    });
    // 11 cast and 60 crew on Friday; on Saturday the crew, and the 4 whose numbers stand in its scenes.
    assert_eq!(jobs.len(), 2 + 71 + 64);
    // The three keys of the crew list: it begins with the UPM, the 1st AD and the 2nd AD.
    let keys = ["818-555-0011", "818-555-0012", "818-555-0013"];
    for job in &jobs {
        let mut text = data(job).to_string();
        for key in keys {
            assert!(text.contains(key), "{}", job.path);
            text = text.replace(key, "");
        }
        for secret in ["4321", "1985", "2015", "Secret Lane", "private.example", "Agent Smith", "818-555"] {
            assert!(!text.contains(secret), "{secret} in {}", job.path);
        }
    }
}

#[test]
fn a_sheet_says_final_as_long_as_it_says_the_same() {
    let mut production = production(&USUAL);
    let before = with_view(&production, call_sheet::jobs);
    let prelim = data(&before[0]);
    assert_eq!((&prelim["status"], &prelim["revision"]), (&json!("PRELIMINARY"), &Value::Null));
    // 6 in the evening of Thursday, Los Angeles.
    let at = "2026-10-29T18:00:00-07:00".parse::<chrono::DateTime<chrono::FixedOffset>>().unwrap();
    let friday = production.days[0].clone();
    production.issued.push(Issued {
        date: friday.date,
        unit: friday.unit.clone(),
        revision: 2,
        colour: "Blue".into(),
        at: at.with_timezone(&friday.zone),
        path: "call-sheets/issued/x.pdf".into(),
        content: call_sheet::revision::content(prelim),
        said: prelim.to_string().into(),
        sha256: "abc".into(),
    });
    let (sheets, own) =
        with_view(&production, |view| (call_sheet::jobs(view), personal_call_sheet::jobs(view)));
    assert_eq!(sheets[0].body, Body::Kept { sha256: "abc".into() });
    assert_eq!(sheets[0].about.revision.as_deref(), Some("FINAL, BLUE REV. 2"));
    assert_eq!(sheets[1].about.revision.as_deref(), Some("PRELIMINARY"), "the other day is not issued");
    let sheet = &data(&own[0])["sheet"];
    assert_eq!(sheet["status"], "FINAL");
    assert_eq!(sheet["revision"]["name"], "BLUE REV. 2");
    assert_eq!(sheet["revision"]["line"], "issued Thu\u{a0}10/29 6:00P");

    production.notes.clear();
    let changed = with_view(&production, call_sheet::jobs);
    let sheet = data(&changed[0]);
    assert_eq!(sheet["status"], "PRELIMINARY");
    assert_eq!(sheet["revision"]["line"], "changed since BLUE REV. 2, issued Thu\u{a0}10/29 6:00P");
    // The sheet says what changed: the notes went, and nothing else.
    assert_eq!(sheet["changes"]["title"], "What changed since BLUE REV. 2 of Thu\u{a0}10/29 6:00P");
    let lines = sheet["changes"]["lines"].as_array().unwrap();
    assert!(
        !lines.is_empty() && lines.iter().all(|l| l["what"].as_str().unwrap().starts_with("no longer: ")),
        "{lines:?}"
    );
}

#[test]
fn a_changed_sheet_marks_what_changed_and_tells_each_person_their_own() {
    let mut production = production(&USUAL);
    let before = with_view(&production, call_sheet::jobs);
    let friday = production.days[0].clone();
    let at = "2026-10-29T18:00:00-07:00".parse::<chrono::DateTime<chrono::FixedOffset>>().unwrap();
    production.issued.push(Issued {
        date: friday.date,
        unit: friday.unit.clone(),
        revision: 1,
        colour: "White".into(),
        at: at.with_timezone(&friday.zone),
        path: "call-sheets/issued/x.pdf".into(),
        content: call_sheet::revision::content(data(&before[0])),
        said: data(&before[0]).to_string().into(),
        sha256: "abc".into(),
    });
    // Half an hour earlier for number 1 alone: 6:12 becomes 5:42.
    let one = production.people.iter().find(|p| p.number.as_deref() == Some("1")).unwrap().clone();
    let call = production.calls.iter_mut().find(|c| c.person == one.id && c.date == friday.date).unwrap();
    call.report.at.moment = call.report.at.moment.clone().moved(-30);
    let (sheets, own) =
        with_view(&production, |view| (call_sheet::jobs(view), personal_call_sheet::jobs(view)));
    let sheet = data(&sheets[0]);
    assert_eq!(row(&sheet["cast"]["rows"], "no", "1")["changed"], json!(["report"]));
    assert_eq!(row(&sheet["cast"]["rows"], "no", "2").get("changed"), None);
    assert_eq!(sheet["changes"]["lines"], json!([{ "who": one.name, "what": "call 6:12A → 5:42A" }]));
    let says = sheets[0].about.says.as_ref().unwrap();
    let changes = says.changes.as_ref().unwrap();
    assert_eq!(changes.told().collect::<Vec<_>>(), [one.name.as_str()]);
    assert_eq!(says.calls[&one.name], "5:42A");
    // Marks and list say how it stands, and are no part of what is compared with the next one.
    let mut plain = sheet.clone();
    plain.as_object_mut().unwrap().remove("changes");
    assert_eq!(call_sheet::revision::content(sheet), call_sheet::revision::content(&plain));
    let news = |name: &str| {
        let job =
            own.iter().find(|j| j.about.person.as_deref() == Some(name) && j.about.date == Some(friday.date));
        data(job.unwrap())["person"]["changes"].clone()
    };
    assert_eq!(news(&one.name)["lines"], json!(["Your call moved from 6:12A to 5:42A"]));
    let other = production.people.iter().find(|p| p.number.as_deref() == Some("2")).unwrap();
    assert_eq!(news(&other.name)["lines"], json!([]));
    assert_eq!(
        news(&other.name)["none"],
        "Nothing changed for you since WHITE REV. 1 of Thu\u{a0}10/29 6:00P"
    );
}

#[test]
fn a_personal_sheet_has_its_persons_call_on_top() {
    let jobs = with_view(&production(&USUAL), personal_call_sheet::jobs);
    let job = jobs.iter().find(|job| job.about.person.as_deref() == Some("Tomás Ferreira")).unwrap();
    assert_eq!(job.path, "call-sheets/2026-10-30_day-03_main/Tomás-Ferreira.pdf");
    let person = &data(job)["person"];
    assert_eq!((&person["call"], &person["as"]), (&json!("6:12A"), &json!("COLE")));
    // Nothing was issued before: no time is another one.
    assert_eq!(person["times"][0], json!(["Pickup", "11:30P Thu\u{a0}10/29", false]));
}
