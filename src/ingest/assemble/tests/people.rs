//! Who is who.

use crate::diagnostic::Code;
use crate::ingest::assemble::fixture::{assembled, person, shifts, table};
use crate::ingest::assemble::production;
use crate::model::Listed;

#[test]
fn timesheets_know_people_by_name_in_any_order_case_and_accents() {
    let files = [
        table(
            "crew.csv",
            "crew",
            "Name | Position | Department\nDana Ruiz | Grip | Grip\nSøren Lund | Gaffer | Electric",
        ),
        table(
            "t.csv",
            "timesheets",
            "Name | Date | Call | Wrap\nRUÍZ, Dana | 2026-10-28 | 7:00 | 19:00\nsoren lund | 2026-10-28 | 7:00 | 19:00",
        ),
    ];
    let (production, problems) = assembled(&files, "2026-10-30");
    assert_eq!(problems, []);
    assert_eq!(production.people.len(), 2);
    assert_eq!((shifts(&production, "Dana Ruiz").len(), shifts(&production, "Søren Lund").len()), (1, 1));
}

#[test]
fn a_person_on_no_list_is_kept_and_the_nearest_name_is_said() {
    let files = [
        table("crew.csv", "crew", "Name | Position | Department\nDana Ruiz | Grip | Grip"),
        table(
            "t.csv",
            "timesheets",
            "Name | Date | Call | Wrap\nDana Ruis | 2026-10-28 | 7:00 | 19:00\nDana Ruis | 2026-10-29 | 7:00 | 19:00",
        ),
    ];
    let (production, problems) =
        production(&files, &super::super::fixture::settings(), super::super::fixture::date("2026-10-30"));
    // Once for the person, at the first row.
    assert_eq!(problems.len(), 1);
    assert_eq!((problems[0].code, problems[0].at.as_str()), (Code::PersonUnlisted, "A2"));
    assert!(problems[0].help.contains("Did you mean “Dana Ruiz”?"), "{}", problems[0].help);
    assert_eq!(person(&production, "Dana Ruis").listed, Listed::Nowhere);
    assert_eq!(shifts(&production, "Dana Ruis").len(), 2);
}

#[test]
fn cast_and_crew_rows_of_one_person_are_one_and_namesakes_are_two() {
    let files = [
        table(
            "cast.csv",
            "cast",
            "No. | Character | Name | Date of Birth | Email\n1 | EDIE | Dana Ruiz | 1990-05-01 | dana@example.com\n\
             2 | TBD MAN | TBD | |\n3 | TBD WOMAN | TBD | |\n4 | TWIN | Ana Ruiz | | ruiz@example.com\n\
             5 | TWIN | Leo Ruiz | | ruiz@example.com",
        ),
        table(
            "crew.csv",
            "crew",
            "Name | Position | Department | Email | Date of Birth\nRuiz, Dana | Producer | Production | |\n\
             Dana M. Ruiz | Director | Production | dana@example.com |\nDana Ruiz | Driver | Transport | | 1971-01-01",
        ),
    ];
    let (production, problems) = assembled(&files, "2026-10-30");
    // The two parts without a performer and the twins stay apart, and so does the driver, who was born in another year;
    // the producer is the performer, and so is the director with the same e-mail and a longer name.
    let names: Vec<_> = production.people.iter().map(|p| (p.name.as_str(), p.listed)).collect();
    assert_eq!(
        names,
        [
            ("Dana Ruiz", Listed::Cast),
            ("TBD", Listed::Cast),
            ("TBD", Listed::Cast),
            ("Ana Ruiz", Listed::Cast),
            ("Leo Ruiz", Listed::Cast),
            ("Dana Ruiz", Listed::Crew),
        ]
    );
    assert_eq!(production.people[0].department.as_deref(), Some("Production"));
    assert_eq!(problems, []);
}

#[test]
fn a_row_twice_on_one_list_is_a_problem() {
    let crew = "Name | Position | Department\nDana Ruiz | Grip | Grip\nRuiz, Dana | Driver | Transport";
    let (production, problems) = assembled(&[table("crew.csv", "crew", crew)], "2026-10-30");
    assert_eq!(problems, [(Code::PersonTwice, "crew.csv A3".into())]);
    assert_eq!(production.people.len(), 1);
}

#[test]
fn calls_go_by_number_and_an_unknown_number_or_a_contradicting_name_is_a_problem() {
    let files = [
        table("cast.csv", "cast", "No. | Character | Name\n1 | EDIE | Dana Ruiz\n2 | SAM | Lee Chan"),
        table(
            "calls.csv",
            "calls",
            "No. | Name | Date | Report\n#1 | | 2026-10-28 | 7:00\n9 | | 2026-10-28 | 7:00\n2 | Dana Ruiz | 2026-10-28 | 8:00",
        ),
    ];
    let (production, problems) = assembled(&files, "2026-10-20");
    assert_eq!(
        problems,
        [(Code::NumberUnknown, "calls.csv A3".into()), (Code::FactsDiffer, "calls.csv B4".into())]
    );
    let called: Vec<_> = production.calls.iter().map(|c| production.person(c.person).name.as_str()).collect();
    assert_eq!(called, ["Dana Ruiz", "Lee Chan"]);
}
