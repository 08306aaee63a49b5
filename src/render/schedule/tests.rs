//! The papers of a small schedule, against sums done by hand, and the file that other programs open.
//!
//! The schedule is `tests/fixtures/schedules/ferry_a.uss`; its README has it in words.

use super::*;
use crate::check::finding::Report;
use crate::ingest::{Locale, assemble, read, reader};
use crate::model::{BoardDay, Production, Strip};
use crate::render::fixture::{self, viewing};
use crate::settings::Settings;
use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use std::io::Cursor;

const FERRY: &[u8] = include_bytes!("../../../tests/fixtures/schedules/ferry_a.uss");

fn production_of(files: &[(&str, &[u8])]) -> Production {
    let read: Vec<_> = files
        .iter()
        .map(|(name, bytes)| {
            let book = reader::in_process(bytes, name).unwrap();
            read::tables(name, "", &book, &Locale::of("US", "USD"))
        })
        .collect();
    assemble::production(&read, &Settings::default(), fixture::day("2027-02-01")).0
}

fn ferry() -> Production {
    let mut production = production_of(&[("inbox/ferry.uss", FERRY)]);
    production.facts.title = "The Last Ferry".into();
    production.facts.company = Some("Halcyon Pictures LLC".into());
    production.facts.schedule_revision = Some("Blue 3/1/27".into());
    production.facts.script_revision = Some("Pink 2/22/27".into());
    production.facts.country = "US".into();
    production
}

fn made(production: &Production) -> Vec<Job> {
    viewing(production, &Report::default(), &Settings::default(), jobs)
}

/// The schedule file in each dialect.
fn files(production: &Production) -> [(&'static str, Vec<u8>); 2] {
    ["first", "second"].map(|dialect| {
        let mut settings = Settings::default();
        settings.schedule.dialect = Some(dialect.into());
        let jobs = viewing(production, &Report::default(), &settings, jobs);
        (dialect, bytes(&jobs, "schedule.uss"))
    })
}

fn bytes(jobs: &[Job], path: &str) -> Vec<u8> {
    let job = jobs.iter().find(|job| job.path == format!("schedule/{path}")).unwrap();
    job.body.bytes().unwrap().unwrap()
}

fn sheet(bytes: &[u8], name: &str) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes.to_vec())).unwrap();
    let range = book.worksheet_range(name).unwrap();
    let text = |data: &Data| match data {
        // Days since 30 December 1899.
        Data::DateTime(at) if at.as_f64() >= 1.0 => {
            (fixture::day("1899-12-30") + chrono::Days::new(at.as_f64() as u64)).to_string()
        }
        Data::DateTime(at) => at.as_f64().to_string(),
        other => other.to_string(),
    };
    range.rows().map(|row| row.iter().map(text).collect()).collect()
}

#[test]
fn samples_are_what_the_program_gives() {
    let jobs = made(&ferry());
    let mut names = Vec::new();
    for job in &jobs {
        if let Body::Pdf { template, data } = &job.body {
            fixture::assert_sample(template, data);
            names.push(*template);
        }
    }
    assert_eq!(names, ["one-line", "shooting-schedule", "stripboard", "day-out-of-days", "calendar"]);
}

#[test]
fn days_have_their_strips_and_sums() {
    let production = ferry();
    let schedule = Schedule::of(&production);
    let days: Vec<String> = schedule
        .days()
        .map(|day: &BoardDay| {
            let strips = day.strips.iter().map(|strip| match strip {
                Strip::Scene(scene) => scene.number.clone(),
                Strip::Banner(banner) => format!("[{}]", banner.text),
            });
            let strips: Vec<_> = strips.collect();
            format!(
                "{:?} {} {}: {} pages",
                day.number,
                day.date.unwrap(),
                strips.join(" "),
                schedule.page_sum(day.scenes())
            )
        })
        .collect();
    // 1/8 + 2 3/8 = 2 4/8; 1 + 4/8 = 1 4/8; 7/8.
    assert_eq!(
        days,
        [
            "None 2027-03-01 : 0 pages",
            "Some(1) 2027-03-02 1 2 [COMPANY MOVE TO STAGE 4]: 2 4/8 pages",
            "Some(2) 2027-03-03 12 A14pt: 1 4/8 pages",
            "Some(3) 2027-03-05 20: 7/8 pages",
        ]
    );
    let lost: Vec<&str> = schedule.unscheduled.iter().map(|scene| scene.number.as_str()).collect();
    assert_eq!(lost, ["99"]);
}

#[test]
fn the_one_line_workbook_sums_by_formulas() {
    let jobs = made(&ferry());
    let book = bytes(&jobs, "one-line.xlsx");
    let strips = sheet(&book, "Strips");
    // Unit, day, date, order, scene, I/E, set, D/N, script day, pages: 2 3/8 = 2.375.
    assert_eq!(
        strips[2][..10],
        ["Main", "1", "2027-03-02", "2", "2", "INT", "FERRY - GALLEY", "DAY", "D1", "2.375"]
    );
    assert_eq!(strips[3][14], "COMPANY MOVE TO STAGE 4");
    // Five scenes; 2 4/8 + 1 4/8 + 7/8 = 4 7/8 = 4.875 pages; 30 + 150 + 90 + 60 + 75 = 405 minutes = 0.28125 of a day.
    let total = strips.last().unwrap();
    assert_eq!((total[4].as_str(), total[9].as_str(), total[13].as_str()), ("5", "4.875", "0.28125"));
    let days = sheet(&book, "Days");
    let sums: Vec<(&str, &str)> = days[1..].iter().map(|row| (row[5].as_str(), row[6].as_str())).collect();
    assert_eq!(sums, [("0", "0"), ("2", "2.5"), ("2", "1.5"), ("1", "0.875")]);
    assert_eq!(sheet(&book, "Without a day")[1][5], "1.25");
    let elements = sheet(&bytes(&jobs, "shooting-schedule.xlsx"), "Elements");
    assert!(
        elements.iter().any(|row| row[3..7] == ["12", "FERRY - ENGINE ROOM", "Special Lamps", "Work lights"])
    );
    for path in ["one-line.xlsx", "shooting-schedule.xlsx", "day-out-of-days.xlsx", "calendar.xlsx"] {
        crate::render::peer::assert_recalculates(&bytes(&jobs, path));
    }
}

#[test]
fn the_day_out_of_days_of_every_group() {
    let production = ferry();
    let found: Vec<String> = viewing(&production, &Report::default(), &Settings::default(), |view| {
        let paper = rows::paper(view, &Schedule::of(view.production)).unwrap();
        let first = paper.dates.first().unwrap().date;
        assert_eq!((first, paper.dates.len()), (fixture::day("2027-03-01"), 5));
        paper
            .groups
            .iter()
            .flat_map(|group| {
                group.rows.iter().map(move |row| {
                    let codes =
                        row.codes.iter().map(|c| if c.is_empty() { "." } else { c }).collect::<Vec<_>>();
                    format!(
                        "{} {} {}: {} = {}",
                        view.words.get(group.word),
                        row.number,
                        row.name,
                        codes.join(" "),
                        row.totals.all()
                    )
                })
            })
            .collect()
    });
    // Mon 1 travel, Tue 2, Wed 3, Thu 4 holiday, Fri 5. Rolfe has a fitting on the 1st. The diver may not be held (the file says so), so the
    // holiday is nothing to him; nor are places and vehicles.
    assert_eq!(
        found,
        [
            "Cast 1 MARA: . SW WF . . = 2",
            "Cast 2 ROLFE: FT SW WF . . = 3",
            "Cast 7X DIVER: . . SW . WF = 2",
            "Stunts  Rail fall: . . SWF . . = 1",
            "Background  passengers: . SWF . . . = 1",
            "Vehicles  Forklift: . . SWF . . = 1",
            "Locations  North Pier: . SW . . WF = 2",
            "Locations  Stage 4: . . SWF . . = 1",
        ]
    );
    let sheet = sheet(&bytes(&made(&production), "day-out-of-days.xlsx"), "Cast");
    // Travel, work, hold, holiday, other, total, start, finish after two columns and five dates.
    assert_eq!(sheet[2][7..15], ["0", "2", "0", "0", "1", "3", "2027-03-02", "2027-03-03"]);
    // Working on each date: Mara and Rolfe on the 2nd, all three on the 3rd, the diver on the 5th.
    assert_eq!(sheet[4][2..7], ["0", "2", "3", "0", "1"]);
}

/// What of a schedule a program could tell apart.
fn told(production: &Production) -> Vec<String> {
    let schedule = Schedule::of(production);
    let scene = |scene: &crate::model::Scene| {
        let elements: Vec<String> = schedule
            .elements(scene)
            .into_iter()
            .map(|(title, names)| format!("{title}={}", names.join(",")))
            .collect();
        format!(
            "{} {:?} {} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {}",
            scene.number,
            scene.int_ext,
            scene.set,
            scene.day_night,
            scene.script_day,
            scene.pages,
            scene.script_page,
            scene.cast,
            scene.location,
            scene.synopsis,
            scene.est_minutes,
            elements.join("; ")
        )
    };
    let mut all = Vec::new();
    for day in schedule.days() {
        all.push(format!("{} {:?} {:?} {}", day.unit, day.number, day.date, day.day_type()));
        all.extend(day.strips.iter().map(|strip| match strip {
            Strip::Scene(s) => scene(s),
            Strip::Banner(banner) => banner.text.clone(),
        }));
    }
    all.extend(schedule.unscheduled.iter().map(|s| scene(s)));
    all.extend(
        production.availability.iter().map(|a| format!("{:?} {:?} {} {}", a.name, a.number, a.from, a.kind)),
    );
    let flags = |e: &crate::model::Element| format!("{} {:?} {:?} {:?}", e.name, e.hold, e.drop, e.drop_days);
    let mut elements: Vec<String> =
        production.elements.iter().filter(|e| e.number.is_some()).map(flags).collect();
    elements.sort();
    all.extend(elements);
    all
}

#[test]
fn the_file_for_other_programs_comes_back_equal() {
    let first = ferry();
    for (dialect, written) in files(&first) {
        let again = production_of(&[("inbox/again.uss", &written)]);
        assert_eq!(told(&first), told(&again), "{dialect}");
    }
    // The first is what is written unasked, and the same bytes every time.
    let written = made(&first);
    assert_eq!(bytes(&written, "schedule.uss"), files(&first)[0].1);
    assert_eq!(bytes(&written, "schedule.uss"), bytes(&made(&ferry()), "schedule.uss"));
}

#[test]
fn the_second_dialect_has_the_keys_of_the_standards_own_sample() {
    let [_, (_, second)] = files(&ferry());
    let file: serde_json::Value = serde_json::from_slice(&second).unwrap();
    let root = &file["universalScheduleStandard"];
    // Three days on the board and the scene that has none: lists, and no day strip anywhere.
    let boards = root["stripboards"][0]["boards"].as_array().unwrap();
    let days = boards[0]["breakdownArrays"].as_array().unwrap();
    let strips: Vec<usize> = days.iter().map(|day| day.as_array().unwrap().len()).collect();
    assert_eq!(strips, [3, 2, 1]);
    assert_eq!(boards[1]["breakdownArrays"][0].as_array().unwrap().len(), 1);
    let kinds: Vec<&str> =
        root["breakdowns"].as_array().unwrap().iter().map(|b| b["type"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["strip", "strip", "banner", "strip", "strip", "strip", "strip"]);
    assert_eq!(root["breakdowns"][2]["bannerText"], "COMPANY MOVE TO STAGE 4");
    // Half an hour is 1,800,000 milliseconds.
    assert_eq!(root["breakdowns"][0]["duration"], 1_800_000);
    let text = String::from_utf8(second).unwrap();
    for own in ["doodTravel", "doodFitting", "doodDayCount", "\"isHold\"", "T08:00:00.000+0000", "ussVersion"]
    {
        assert!(text.contains(own), "{own}");
    }
    for other in ["doodHoldAllow", "breakdownIds", "\"time\"", "catId", "000Z"] {
        assert!(!text.contains(other), "{other}");
    }
}

#[test]
fn two_units_and_a_script_come_back_too() {
    // The second unit shoots on one day on which the main unit does, too; scene 9 is in the script alone, without a length.
    let schedule = "Date,Day,Unit\n2027-03-02,1,\n2027-03-03,2,\n2027-03-03,1,2nd\n2027-03-05,3,\n";
    let scenes = "Scene,Date,Unit,Order,I/E,Set,D/N,Pages,Cast\n\
        1,2027-03-02,,1,INT,GALLEY,DAY,1 1/8,1\n2,2027-03-03,,1,EXT,PIER,NIGHT,7/8,1\n\
        40,2027-03-03,2nd,1,EXT,SEA,DAY,2/8,\n3,2027-03-05,,1,INT,GALLEY,DAY,4/8,2\n";
    let script = "Scene,I/E,Set,D/N,Characters\n9,INT,CABIN,DAY,MARA\n";
    let cast = "No.,Character,Name\n1,MARA,Ann Lee\n2,ROLFE,Pat Dunn\n";
    let files = [
        ("inbox/a.csv", schedule.as_bytes()),
        ("inbox/b.csv", scenes.as_bytes()),
        ("inbox/c.csv", script.as_bytes()),
        ("inbox/d.csv", cast.as_bytes()),
    ];
    let first = production_of(&files);
    let days = |production: &Production| -> Vec<String> {
        told(production)
            .into_iter()
            .filter(|line| line.contains("Some(") && !line.starts_with("Ann"))
            .collect()
    };
    for (dialect, written) in self::files(&first) {
        let again = production_of(&[("inbox/again.uss", &written)]);
        assert_eq!(days(&first)[..8], days(&again)[..8], "{dialect}");
        assert!(again.script.iter().any(|scene| scene.number == "9" && scene.pages.is_none()), "{dialect}");
    }
}

#[test]
fn what_only_the_script_says_is_printed_and_unknown_lengths_are_counted() {
    let scenes = "Scene,Date,Set\n1,2027-03-02,GALLEY\n2,2027-03-02,PIER\n";
    let script =
        "Scene,I/E,Set,D/N,Pages,Synopsis\n1,INT,GALLEY,DAY,1 3/8,They meet.\n2,EXT,PIER,NIGHT,,Fog.\n";
    let production = production_of(&[("a.csv", scenes.as_bytes()), ("b.csv", script.as_bytes())]);
    let jobs = made(&production);
    let Body::Pdf { data, .. } = &jobs[0].body else { panic!() };
    let day = &data["boards"][0]["days"][0];
    assert_eq!(day["pages"], "1 3/8 + 1 unknown");
    assert_eq!(day["strips"][0]["synopsis"], "They meet.");
    assert_eq!(day["strips"][1]["pages"], serde_json::Value::Null);
    assert_eq!(day["strips"][1]["strip"], "ext-night");
}

#[test]
fn no_schedule_no_papers() {
    assert!(made(&fixture::production()).is_empty());
}

#[test]
fn a_performers_own_dates_stand_in_the_characters_row() {
    let scenes = "Scene,Date,Set,Cast\n1,2027-03-02,GALLEY,2\n";
    let cast = "No.,Character,Name\n2,ROLFE,Pat Dunn\n";
    let dates = "Name,From,To,Kind\nPat Dunn,2027-03-01,,fitting\n";
    let files = [("a.csv", scenes.as_bytes()), ("b.csv", cast.as_bytes()), ("c.csv", dates.as_bytes())];
    let production = production_of(&files);
    viewing(&production, &Report::default(), &Settings::default(), |view| {
        let paper = rows::paper(view, &Schedule::of(view.production)).unwrap();
        let row = &paper.groups[0].rows[0];
        assert_eq!((row.name.as_str(), row.codes.join(" ")), ("ROLFE", "FT SWF".to_string()));
    });
}
