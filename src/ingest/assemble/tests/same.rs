//! The same facts in several files.

use crate::diagnostic::Code;
use crate::ingest::assemble::fixture::{assembled, date, person, settings, table};
use crate::ingest::assemble::production;

const CAST: &str =
    "No. | Character | Name | Email\n1 | EDIE | Dana Ruiz | dana@example.com\n2 | SAM | Lee Chan |";

#[test]
fn people_of_two_lists_are_one_and_what_they_contradict_is_said_with_both_cells() {
    let files = [
        table(
            "a.csv",
            "crew",
            "Name | Position | Department | Rate | Phone\nDana Ruiz | Grip | Grip | 50.00 | 555-0101\nBob Reyes | Gaffer | Electric | 60.00 |",
        ),
        table(
            "b.csv",
            "crew",
            "Name | Position | Department | Rate | Phone\nRUÍZ, Dana | Key Grip | Grip | 55.00 | 555-0199\nRobert Reyes | Gaffer | Electric | 60.00 |",
        ),
    ];
    let (production, problems) = production(&files, &settings(), date("2026-10-30"));
    let told: Vec<_> = problems.iter().map(|p| (p.code, format!("{} {}", p.file, p.at))).collect();
    // Grip is a part of Key Grip, and no contradiction; a nickname joins nobody.
    assert_eq!(told, [(Code::FactsDiffer, "b.csv D2".into()), (Code::FactsDiffer, "b.csv E2".into())]);
    assert!(
        problems[0].message.contains("a.csv D2") && problems[0].message.contains("50"),
        "{}",
        problems[0]
    );
    assert_eq!(production.people.len(), 3);
    assert_eq!(person(&production, "Dana Ruiz").terms.rate.as_ref().unwrap().value.to_string(), "50.00 USD");
}

#[test]
fn which_file_wins_is_a_setting() {
    let files = [
        table("a.csv", "crew", "Name | Position | Department | Rate\nDana Ruiz | Grip | Grip | 50.00"),
        table(
            "payroll/b.csv",
            "crew",
            "Name | Position | Department | Rate\nDana Ruiz | Grip | Grip | 55.00",
        ),
    ];
    let mut settings = settings();
    settings.inputs.wins = vec!["payroll/*".into()];
    let (production, problems) = production(&files, &settings, date("2026-10-30"));
    assert_eq!(person(&production, "Dana Ruiz").terms.rate.as_ref().unwrap().value.to_string(), "55.00 USD");
    assert_eq!(problems.len(), 1);
    assert_eq!((problems[0].file.as_str(), problems[0].at.as_str()), ("a.csv", "D2"));
}

#[test]
fn a_nickname_is_suggested() {
    let files = [
        table(
            "crew.csv",
            "crew",
            "Name | Position | Department\nRobert Reyes | Gaffer | Electric\nHsu, Lin (\"Linny\") | DP | Camera",
        ),
        table(
            "t.csv",
            "timesheets",
            "Name | Date | Call | Wrap\nBob Reyes | 2026-10-28 | 7:00 | 19:00\nLinny Hsu | 2026-10-28 | 7:00 | 19:00\nLin Hsu | 2026-10-28 | 7:00 | 19:00",
        ),
    ];
    let (production, problems) = production(&files, &settings(), date("2026-10-30"));
    // The two of the list, and two that nobody has said are they; Lin Hsu needs no nickname.
    assert_eq!(production.people.len(), 4);
    assert_eq!(problems.len(), 2);
    assert!(problems[0].help.contains("Is it Robert Reyes (crew.csv"), "{}", problems[0].help);
    assert!(problems[1].help.contains("Is it Lin “Linny” Hsu"), "{}", problems[1].help);
}

#[test]
fn two_calls_for_one_person_are_a_contradiction_and_a_status_fills_a_call() {
    let files = [
        table("cast.csv", "cast", CAST),
        table(
            "call sheet.csv",
            "calls",
            "No. | Date | Status | Report\n1 | 2026-10-28 | W | 7:00\n2 | 2026-10-28 | W | 8:00",
        ),
        table("dood.csv", "calls", "No. | Date | Status\n1 | 2026-10-28 | SW\n2 | 2026-10-28 | H"),
        table(
            "from the ad.csv",
            "calls",
            "Name | Date | Report | On Set\nRuiz, Dana | 2026-10-28 | 6:30 | 8:30",
        ),
    ];
    let (production, problems) = assembled(&files, "2026-10-20");
    assert_eq!(
        problems,
        [(Code::FactsDiffer, "dood.csv C3".into()), (Code::FactsDiffer, "from the ad.csv C2".into())]
    );
    assert_eq!(production.calls.len(), 2);
    let dana = &production.calls[0];
    assert_eq!(dana.status.as_ref().unwrap().value, "SW");
    assert_eq!(dana.report.entry.as_ref().unwrap().to_string(), "07:00");
    assert_eq!(dana.on_set.entry.as_ref().unwrap().to_string(), "08:30", "only one file says so");
}

#[test]
fn a_scene_in_two_files_is_one_and_its_pages_must_agree() {
    let files = [
        table(
            "a.csv",
            "scenes",
            "Scene | Date | Set | Pages | Cast\n12 | 2026-10-28 | CLUB CAR | 2 | 1,2\n14 | 2026-10-28 | YARD | 1 | 1",
        ),
        table(
            "b.csv",
            "scenes",
            "Scene | Date | Set | Pages | Cast | Synopsis\n12 | 2026-10-28 | INT. CLUB CAR | 3 | 2,1 | Edie waits\n14 | 2026-10-28 | YARD | 1 | 1,2 |",
        ),
    ];
    let (production, problems) = assembled(&files, "2026-10-20");
    assert_eq!(problems, [(Code::FactsDiffer, "b.csv D2".into()), (Code::FactsDiffer, "b.csv E3".into())]);
    assert_eq!(production.scenes.len(), 2);
    assert_eq!(production.scenes[0].synopsis.as_deref(), Some("Edie waits"));
}

#[test]
fn a_day_in_two_files_is_one_and_its_calls_must_agree() {
    let files = [
        table(
            "call sheet.csv",
            "schedule",
            "Date | Crew Call | Lunch | Location\n2026-10-28 | 7:00 | 13:00 | Pier 4, Gate B",
        ),
        table(
            "schedule.csv",
            "schedule",
            "Date | Crew Call | Est. Wrap | Location\n2026-10-28 | 7:30 | 19:30 | Pier 4",
        ),
    ];
    let (production, problems) = assembled(&files, "2026-10-20");
    assert_eq!(problems, [(Code::FactsDiffer, "schedule.csv B2".into())]);
    assert_eq!(production.days.len(), 1);
    assert!(production.days[0].est_wrap.moment.known().is_some());
}

#[test]
fn one_number_with_two_names_is_a_contradiction() {
    let files = [
        table("a.csv", "cast", CAST),
        table("b.csv", "cast", "No. | Character | Name\n1 | EDIE | Ana Ruiz\n2 | SAM | CHAN, Lee"),
    ];
    let (production, problems) = assembled(&files, "2026-10-20");
    assert_eq!(problems, [(Code::FactsDiffer, "b.csv A2".into())]);
    assert_eq!(production.people.len(), 3);
}
