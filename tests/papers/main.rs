//! Papers of the set beside the call sheet: what they are made from, to the figure, and how their pages come out.

mod fixture;
#[cfg(feature = "pdf")]
mod pages;
#[cfg(feature = "pdf")]
#[path = "../common/typeset.rs"]
mod typeset;

use callboard::model::DocumentKind;
use callboard::render::job::{Body, Job};
use callboard::render::{call_sheet, catalog};
use fixture::{Row, harbour, viewing, viewing_in};
use serde_json::{Value, json};

pub fn data(job: &Job) -> &Value {
    match &job.body {
        Body::Pdf { data, .. } => data,
        _ => panic!("{} is not set as PDF", job.path),
    }
}

pub fn jobs(given: &[(&'static str, Vec<Row>)]) -> Vec<Job> {
    jobs_in(None, given)
}

pub fn jobs_in(language: Option<&str>, given: &[(&'static str, Vec<Row>)]) -> Vec<Job> {
    viewing_in(language, given, |view| {
        let mut jobs = catalog::sheets(view, true);
        jobs.extend(catalog::documents(view));
        jobs
    })
}

pub fn at<'a>(jobs: &'a [Job], path: &str) -> &'a Job {
    let paths: Vec<&str> = jobs.iter().map(|job| job.path.as_str()).collect();
    jobs.iter().find(|job| job.path == path).unwrap_or_else(|| panic!("no {path} in {paths:#?}"))
}

/// The texts of a block's rows.
fn rows(job: &Job, block: usize) -> Vec<Vec<String>> {
    let text = |cell: &Value| cell.as_str().or(cell["text"].as_str()).unwrap_or_default().to_owned();
    let rows = data(job)["blocks"][block]["rows"].as_array().unwrap();
    rows.iter().map(|row| row.as_array().unwrap().iter().map(text).collect()).collect()
}

fn items(job: &Job, block: usize) -> Vec<(String, String)> {
    let list = data(job)["blocks"][block]["items"].as_array().unwrap();
    let text = |value: &Value| value.as_str().or(value["text"].as_str()).unwrap_or_default().to_owned();
    list.iter().map(|item| (text(&item[0]), text(&item[1]))).collect()
}

#[test]
fn cast_times_that_nobody_wrote_are_drafted_and_marked() {
    let jobs = jobs(&harbour());
    let cast = &data(at(&jobs, "call-sheets/2026-11-10_day-01_main.pdf"))["cast"];
    // Shooting call 8:30. Scene 1: 10 eighths × 15 = 150 min, to 11:00; scene 2: 45 min as written, to 11:45.
    let nell = &cast["rows"][0];
    // 8:30 − 0:30 = 8:00; − 1:00 = 7:00.
    assert_eq!(
        ["report", "makeup", "wardrobe", "on_set"].map(|k| nell[k].as_str().unwrap()),
        ["07:00", "07:00", "08:00", "08:30"]
    );
    assert_eq!(nell["est"], json!(["report", "makeup", "wardrobe", "on_set"]));
    // Tam is called at 7:00: what leads up to the set takes 1:30, to 8:30; only the set call is drafted.
    let tam = &cast["rows"][1];
    assert_eq!(
        (&tam["report"], &tam["on_set"], &tam["est"]),
        (&json!("07:00"), &json!("08:30"), &json!(["on_set"]))
    );
    // Gran's first scene is the third.
    assert_eq!(cast["rows"][2]["on_set"], "11:45");
    assert!(cast["estimates"].as_str().unwrap().contains("15 min an eighth"));
    // No plan is made of a draft.
    viewing(&harbour(), |view| {
        let names = |s: &callboard::model::Shift| view.production.person(s.person).name.clone();
        assert!(
            view.production.shifts.iter().all(|s| names(s) != "Wilhelmina Featherstonehaugh-Cholmondeley")
        );
    });
}

#[test]
fn relative_times_move_with_the_call_that_they_are_counted_from() {
    let calls = |crew_call: &str| {
        let mut given = harbour();
        for (heading, text) in &mut given.iter_mut().find(|(name, _)| *name == "schedule").unwrap().1[0] {
            if *heading == "Crew Call" {
                *text = crew_call.to_owned();
            }
        }
        let jobs = jobs(&given);
        let sheet = data(at(&jobs, "call-sheets/2026-11-10_day-01_main.pdf")).clone();
        let times = sheet["times"].as_array().unwrap().iter().map(|t| t[1].as_str().unwrap().to_owned());
        let grip =
            sheet["crew"].as_array().unwrap().iter().find(|g| g["department"] == "Grip").unwrap()["rows"][0]
                ["call"]
                .clone();
        (times.take(2).collect::<Vec<_>>(), grip.as_str().unwrap().to_owned())
    };
    // Breakfast −0:30, shooting +1:00, the grip −0:30.
    assert_eq!(calls("07:30"), (vec!["07:00".to_owned(), "08:30".to_owned()], "07:00".to_owned()));
    assert_eq!(calls("09:00"), (vec!["08:30".to_owned(), "10:00".to_owned()], "08:30".to_owned()));
}

#[test]
fn a_day_told_by_the_clock_has_its_running_order() {
    let jobs = jobs(&harbour());
    let sheet = data(at(&jobs, "call-sheets/2026-11-11_day-02_main.pdf"));
    let order: Vec<[&str; 2]> = sheet["activities"]
        .as_array()
        .unwrap()
        .iter()
        .map(|a| [a["start"].as_str().unwrap(), a["activity"].as_str().unwrap()])
        .collect();
    // 8:00 + 0:00 and 8:00 + 3:00.
    assert_eq!(
        order,
        [
            ["08:00", "Lighting"],
            ["09:00", "Product shot: the pour"],
            ["10:30", "Client review"],
            ["11:00", "Pack shots"]
        ]
    );
    assert_eq!(sheet["facts"][0], json!(["Client", "Marlowe Tea"]));
}

#[test]
fn a_british_sheet_brings_its_movement_order() {
    let jobs = jobs(&harbour());
    let sheet = data(at(&jobs, "call-sheets/2026-11-10_day-01_main.pdf"));
    let blocks = sheet["movement"].as_array().unwrap();
    assert_eq!(
        (&blocks[0]["title"], &blocks[1]["title"], &blocks[2]["title"]),
        (&json!("Kelp Quay"), &json!("Net Loft"), &json!("Moves"))
    );
    let order = at(&jobs, "call-sheets/2026-11-10_day-01_main_movement-order.pdf");
    assert_eq!(rows(order, 2), [["Kelp Quay", "1, 2", "08:30"], ["Net Loft", "3", "11:45"]]);
    // Net Loft has no hospital: said by a dash, not left out.
    assert!(items(order, 1).contains(&("Nearest A&E".to_owned(), String::new())));
}

#[test]
fn departments_get_their_own_cut() {
    let jobs = jobs(&harbour());
    let of = |name: &str| at(&jobs, &format!("call-sheets/2026-11-10_day-01_main/departments/{name}.pdf"));
    // Cast of the day's scenes 3, crew 5, background 8: 16.
    let counts = &data(of("catering"))["blocks"][0]["blocks"][0];
    assert_eq!(counts["total"], json!(["Total", "16"]));
    assert_eq!(
        rows(of("catering"), 1),
        [
            ["Nut allergy", "1", "Wilhelmina Featherstonehaugh-Cholmondeley"],
            ["Vegan", "2", "Freya Okafor, Bea Sand"]
        ]
    );
    let rides = rows(of("transport"), 0);
    assert_eq!(rides[0][..3], ["06:10", "Ross Ibbotson", "TAM"]);
    // By the time of make-up: Nell and Tam at 7:00, Gran at 10:15 (11:45 − 0:30 − 1:00).
    let chairs = rows(of("make-up-and-wardrobe"), 0);
    assert_eq!(chairs.iter().map(|r| r[2].as_str()).collect::<Vec<_>>(), ["NELL", "TAM", "GRAN"]);
    assert_eq!(chairs[2][5], "10:15");
}

#[test]
fn a_production_report_sets_what_was_shot_against_what_was_planned() {
    let jobs = jobs(&harbour());
    let report = at(&jobs, "reports/2026-11-10_day-01_main_production-report.pdf");
    assert_eq!(data(report)["title"], "Daily progress report");
    let figures = rows(report, 2);
    // In all, before, scheduled today, today, scheduled to date, to date, remaining, ahead or behind.
    // Of 4 scenes 1 is complete. Pages: 10 + 4 + 16 + 8 = 38 eighths in all, 30 today; shot 10 (its own) + 2 + 1 = 13;
    // 38 − 13 = 25; 13 − 30 = −17.
    assert_eq!(figures[0], ["Scenes", "4", "0", "3", "1", "3", "1", "3", "−2"]);
    assert_eq!(figures[1], ["Pages", "4 6/8", "0", "3 6/8", "1 5/8", "3 6/8", "1 5/8", "3 1/8", "−2 1/8"]);
    // Script timing 75 + 40 + 130 + 60 = 305 s, 245 of them today; shot 80 + 25 + 5 = 110 s; 305 − 110 = 195; 110 − 245 = −135.
    assert_eq!(
        figures[2],
        ["Minutes of screen time", "5:05", "0:00", "4:05", "1:50", "4:05", "1:50", "3:15", "−2:15"]
    );
    // Set-ups planned 8 + 5 + 12 + 6 = 31, 25 today; made 9 + 4 + 1 (by its slate) = 14.
    assert_eq!(figures[3], ["Set-ups", "31", "0", "25", "14", "25", "14", "17", "−11"]);
    // Slates 1 to 14; takes 22 + 9 + 2. Nobody plans them.
    assert_eq!(figures[4], ["Slates", "", "0", "", "14", "", "14", "", ""]);
    assert_eq!(figures[5], ["Takes", "", "0", "", "33", "", "33", "", ""]);
    // Twenty minutes for 1:50: 1200 / 110 = 10.9.
    assert_eq!((figures[6][4].as_str(), figures[6][6].as_str()), ("20:00", "20:00"));
    assert_eq!((figures[7][0].as_str(), figures[7][4].as_str()), ("Shooting ratio", "10.9 : 1"));
    let lists = items(report, 3);
    let said = |name: &str| lists.iter().find(|(label, _)| label == name).unwrap().1.clone();
    assert_eq!(
        ["Completed", "In part", "Scheduled, not shot", "Shot, not scheduled", "Added", "Retakes"].map(said),
        ["1", "2", "3", "9", "9", "none"].map(str::to_owned)
    );
    // Behind by 30 − 13 = 17 eighths; a scheduled day is 30: 0.57 days, so one day more after Wednesday the 11th.
    let show = items(report, 0);
    assert!(show.contains(&("Pages ahead (+) or behind (−)".into(), "−2 1/8".into())), "{show:?}");
    assert!(show.contains(&("Estimated finish".into(), "Thu 12 Nov 2026 (estimate)".into())), "{show:?}");
    assert!(show.contains(&("The same in average days".into(), "−0.6 (estimate)".into())), "{show:?}");
    // The back: 7:00 to 19:05 less an hour is 11:05, in tenths 11.1; who has no time sheet stays blank.
    let back = data(report)["blocks"]
        .as_array()
        .unwrap()
        .iter()
        .find(|b| b["kind"] == "beside" && b["blocks"][0]["rows"][0][0]["banner"] == true)
        .unwrap();
    let text = back.to_string();
    assert!(text.contains("11.1") && text.contains("Una Pike"), "{text}");
}

#[test]
fn the_mails_of_the_day_are_drafted_from_the_log() {
    let jobs = jobs(&harbour());
    let text = |name: &str| match &at(&jobs, &format!("reports/2026-11-10_day-01_main_{name}.txt")).body {
        Body::Bytes(bytes) => String::from_utf8(bytes.clone()).unwrap(),
        _ => panic!("text"),
    };
    assert!(
        text("first-shot")
            .starts_with("Subject: HARBOUR LIGHT - Day 1 of 2, Tuesday 10 November - FIRST SHOT: 08:52\n")
    );
    // 7:30 to 13:40 is 6:10, more than six hours.
    let lunch = text("lunch");
    assert!(lunch.contains("Lunch began 6:10 after the unit call"));
    for line in [
        "\nDay 1 of 2, Tuesday 10 November\n",
        "Grace: 10 min",
        "Before lunch:",
        "Completed: 1",
        "Pages: 1 2/8",
        "Set-ups: 9",
    ] {
        assert!(lunch.contains(line), "{line} in\n{lunch}");
    }
    // The day's figures are not lunch's.
    assert!(!lunch.contains("1 5/8") && !lunch.contains("1:50"), "{lunch}");
    let wrap = text("wrap");
    for line in [
        "Completed: 1\n",
        "Scheduled, not shot: 3",
        "Pages: 1 5/8",
        "Set-ups: 14",
        "Minutes of screen time: 1:50",
        "To date:\nScenes: 1\nPages: 1 5/8\n",
        "unit call 08:00",
    ] {
        assert!(wrap.contains(line), "{line} in\n{wrap}");
    }
    assert!(!wrap.contains("Before lunch"), "{wrap}");
    // Without figures for lunch there are none, whatever was reported by then: the mail stays what it was when it went out.
    let jobs = changed(|name, rows| {
        if name == "unit-log" {
            rows[0].retain(|(heading, _)| !heading.ends_with("By Lunch") && *heading != "Camera Wrap");
        }
    });
    let Body::Bytes(lunch) = &at(&jobs, "reports/2026-11-10_day-01_main_lunch.txt").body else { panic!() };
    let lunch = String::from_utf8_lossy(lunch);
    assert!(lunch.ends_with("note the grace that was called.\n"), "{lunch}");
}

#[test]
fn the_hot_cost_sets_the_days_rate_against_what_is_known() {
    let jobs = jobs(&harbour());
    let hot = at(&jobs, "money/hot-cost/2026-11-10_day-01_main.pdf");
    // The departments stand first.
    let lines = rows(hot, 1);
    let of = |name: &str| lines.iter().find(|line| line[0] == name).unwrap().clone();
    // A day's rate is the budget; 38.50 × 10 guaranteed hours = 385.00. No pay rule is in force here: actual is not known.
    assert_eq!(of("Bea Sand")[4..7], ["500.00", "?", ""]);
    assert_eq!(of("Ned Cole")[2..6], ["10.0", "11.1", "385.00", "?"]);
    assert!(data(hot).to_string().contains("3 lines are in no sum"));
    // Eight at 98.50 are 788.00, seven came: 689.50; 98.50 under.
    let extras = &lines[lines.iter().position(|line| line[0] == "Supporting artistes").unwrap() + 1];
    assert_eq!(extras[4..], ["788.00", "689.50", "−98.50", "8 called, 7 came"]);
    let department = rows(hot, 0).into_iter().find(|row| row[0] == "Supporting artistes").unwrap();
    assert_eq!(department[1..], ["1", "", "", "788.00", "689.50", "−98.50", "", "GBP"]);
    let grip = rows(hot, 0).into_iter().find(|row| row[0] == "Grip").unwrap();
    assert_eq!(grip[1..], ["", "", "", "", "", "", "1", "GBP"]);
    // Cast of the day's scenes 3 and crew 5 are called: 8; 14 meals were served. One card with 20 minutes.
    let counts = rows(hot, 2);
    assert!(counts.contains(&["Meals served, cast and crew", "8", "14", "+6"].map(str::to_owned).to_vec()));
    assert!(counts.contains(&["Recorded, min", "", "20", ""].map(str::to_owned).to_vec()), "{counts:?}");
    let said = data(hot).to_string();
    assert!(said.contains("Due by lunchtime on Wednesday 11 November 2026"), "{said}");
}

#[test]
fn lists_carry_no_rate_no_birth_date_and_no_address() {
    let jobs = jobs(&harbour());
    let full = data(at(&jobs, "lists/crew-list.pdf")).to_string();
    let private = data(at(&jobs, "lists/crew-list_privacy.pdf")).to_string();
    assert!(full.contains("07700 900011") && full.contains("CONFIDENTIAL"));
    for secret in ["07700", "@example.com", "CONFIDENTIAL"] {
        assert!(!private.contains(secret), "{secret}");
    }
    let lists = [
        DocumentKind::CrewList,
        DocumentKind::CrewListPrivacy,
        DocumentKind::CastList,
        DocumentKind::ContactSheet,
    ];
    for job in jobs.iter().filter(|job| lists.contains(&job.kind)) {
        let text = data(job).to_string();
        for secret in ["450", "500.00", "38.50", "9 Sea Row"] {
            assert!(!text.contains(secret), "{secret} in {}", job.path);
        }
    }
    // On the deal memo they stand, and it is its owner's alone.
    let memo = at(&jobs, "deals/Ned-Cole.pdf");
    let text = data(memo).to_string();
    assert!(text.contains("GBP 38.50 an hour") && text.contains("9 Sea Row") && memo.kind.is_private());
}

#[test]
fn orders_add_their_lines_and_journeys_their_legs() {
    let jobs = jobs(&harbour());
    // 1,250.00 + 480.00 = 1,730.00
    let order = at(&jobs, "money/purchase-orders/PO-7-Seal-Marine-Hire.pdf");
    assert_eq!(data(order)["blocks"][1]["total"][2], "GBP 1,730.00");
    let legs = rows(at(&jobs, "travel/Freya-Okafor.pdf"), 0);
    assert_eq!(
        legs[0][1..7],
        ["Train", "London St Pancras", "Ramsgate", "16:37", "18:03", "Southeastern 1F52"]
    );
    // 25:03 of the 9th is three past one on the 10th.
    let mut given = harbour();
    let (_, legs) = given.iter_mut().find(|(table, _)| *table == "travel").unwrap();
    legs[0].iter_mut().filter(|(heading, _)| *heading == "Arrives").for_each(|(_, t)| *t = "25:03".into());
    let legs = rows(at(&self::jobs(&given), "travel/Freya-Okafor.pdf"), 0);
    assert_eq!(legs[0][5], "01:03 Tue\u{a0}10/11");
}

#[test]
fn the_plain_text_says_what_the_sheet_says() {
    let jobs = jobs(&harbour());
    let sheet = at(&jobs, "call-sheets/2026-11-10_day-01_main.pdf");
    let text = &sheet.about.says.as_ref().unwrap().text;
    assert!(text.lines().all(|line| line.chars().count() <= 78), "{text}");
    for told in [
        "Unit call 07:30",
        "QEQM Hospital",
        "Emergency 999",
        "1 EXT QUAY D",
        "Arrive 07:00 (est.)",
        "Ned Cole",
        "unit call 08:00",
    ] {
        assert!(text.contains(told), "{told} in\n{text}");
    }
    let rows = data(sheet)["cast"]["rows"].as_array().unwrap();
    assert!(rows.iter().all(|row| text.contains(row["character"].as_str().unwrap())));
    let _ = call_sheet::twin::text;
}

#[test]
fn catering_without_a_known_diet_gets_a_line_and_no_empty_table() {
    let mut given = harbour();
    for (_, rows) in &mut given {
        rows.iter_mut().for_each(|row| row.retain(|(heading, _)| *heading != "Diet"));
    }
    let jobs = jobs(&given);
    let blocks =
        data(at(&jobs, "call-sheets/2026-11-10_day-01_main/departments/catering.pdf"))["blocks"].clone();
    assert_eq!((&blocks[1]["kind"], &blocks[1]["title"]), (&json!("text"), &json!("Diets and allergies")));
    assert!(blocks[1]["paragraphs"][0].as_str().unwrap().starts_with("Nobody working today has a diet"));
    let tables = blocks.as_array().unwrap().iter().filter(|b| b["kind"] == "table");
    assert!(tables.into_iter().all(|table| !table["rows"].as_array().unwrap().is_empty()));
}

#[test]
fn the_report_of_the_day_has_times_on_set_and_background_in_and_out() {
    let mut given = harbour();
    for (table, rows) in &mut given {
        match *table {
            "timesheets" => rows[2].push(("Report On Set", "08:40".to_owned())),
            "background" => {
                rows[0].extend(
                    [("In", "07:10"), ("Out", "17:45"), ("Adjustments", "Own oilskins"), ("Rate", "98.50")]
                        .map(|(heading, text)| (heading, text.to_owned())),
                );
            }
            _ => {}
        }
    }
    let jobs = jobs(&given);
    let report = data(at(&jobs, "reports/2026-11-10_day-01_main_production-report.pdf"));
    let blocks = report["blocks"].as_array().unwrap();
    let table = |title: &str| {
        let block = blocks.iter().find(|b| b["title"] == title).unwrap();
        let text = |cell: &Value| cell.as_str().or(cell["text"].as_str()).unwrap_or_default().to_owned();
        let heads: Vec<String> =
            block["columns"].as_array().unwrap().iter().map(|c| text(&c["heading"])).collect();
        let rows: Vec<Vec<String>> = block["rows"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row.as_array().unwrap().iter().map(text).collect())
            .collect();
        (heads, rows)
    };
    let (heads, cast) = table("Artistes");
    let column = |name: &str| heads.iter().position(|head| head == name).unwrap();
    // Freya is on a time sheet; Ross was called and has none: blanks to write in, in the order of the numbers.
    assert_eq!((cast[0][1].as_str(), cast[0][column("On set")].as_str()), ("Freya Okafor", "08:40"));
    assert_eq!(cast[1][1..4], ["Ross Ibbotson", "TAM", "SW"]);
    assert!(cast[1][4..].iter().all(String::is_empty) && cast[1].len() == heads.len(), "{cast:?}");
    let (heads, extras) = table("Supporting artistes");
    assert_eq!((heads[1].as_str(), extras[0][1].as_str()), ("Came", "7"));
    assert_eq!(heads[4..], ["Rate", "Call", "In", "Out", "Adjustments"]);
    assert_eq!(extras[0][4..], ["GBP 98.50", "07:15", "07:10", "17:45", "Own oilskins"]);
}

/// Changes rows of the harbour's tables.
fn changed(change: impl Fn(&'static str, &mut Vec<Row>)) -> Vec<Job> {
    let mut given = harbour();
    for (table, rows) in &mut given {
        change(table, rows);
    }
    jobs(&given)
}

fn figures_of(jobs: &[Job]) -> Vec<Vec<String>> {
    rows(at(jobs, "reports/2026-11-10_day-01_main_production-report.pdf"), 2)
}

#[test]
fn a_figure_that_nobody_wrote_is_unknown_and_no_zero() {
    let without = |table: &'static str, row: usize, heading: &'static str| {
        changed(|name, rows| {
            if name == table {
                rows[row].retain(|(own, _)| *own != heading);
            }
        })
    };
    // Without the timing of scene 4: 305 − 60 = 245 s are the least of the script; what remains is not known. Today's
    // scenes are all timed: 110 − 245 stands.
    let figures = figures_of(&without("scenes", 3, "Timing"));
    assert_eq!(
        figures[2],
        ["Minutes of screen time", "4:05 + ?", "0:00", "4:05", "1:50", "4:05", "1:50", "", "−2:15"]
    );
    // Without the set-ups of scene 3: 8 + 5 = 13 today.
    let figures = figures_of(&without("scenes", 2, "Setups"));
    assert_eq!(figures[3], ["Set-ups", "19 + ?", "0", "13 + ?", "14", "13 + ?", "14", "", ""]);
    // Without the length of what was shot in part: 10 + 1; nothing is told of days ahead or behind, nor of the finish.
    let jobs = without("progress", 1, "Pages");
    assert_eq!(
        figures_of(&jobs)[1],
        ["Pages", "4 6/8", "0", "3 6/8", "1 3/8 + ?", "3 6/8", "1 3/8 + ?", "", ""]
    );
    let show = items(at(&jobs, "reports/2026-11-10_day-01_main_production-report.pdf"), 0);
    for name in ["Pages ahead (+) or behind (−)", "The same in average days", "Estimated finish"] {
        assert!(show.contains(&(name.to_owned(), String::new())), "{show:?}");
    }
    // A card without its running time: no ratio.
    let figures = figures_of(&without("media", 0, "Recorded"));
    assert!(figures.iter().all(|row| row[0] != "Shooting ratio"), "{figures:?}");
}

#[test]
fn a_day_ahead_comes_off_the_end_and_a_holiday_is_passed_over() {
    let finish = |jobs: &[Job]| {
        let show = items(at(jobs, "reports/2026-11-10_day-01_main_production-report.pdf"), 0);
        show.into_iter().find(|(name, _)| name == "Estimated finish").unwrap().1
    };
    // All of scene 4 shot on the first day, too: 30 of 30 eighths scheduled and 8 on top are 0.27 of a day, and no whole one.
    let ahead = changed(|name, rows| {
        if name == "progress" {
            rows.clear();
            rows.extend(["1", "2", "3", "4"].map(|scene| {
                fixture::row(&[("Date", "2026-11-10"), ("Scene", scene), ("Result", "complete")])
            }));
        }
    });
    assert_eq!(finish(&ahead), "Wed 11 Nov 2026 (estimate)");
    // Twice the day's pages: 60 of 30, a whole day ahead.
    let twice = changed(|name, rows| {
        if name == "progress" {
            rows.truncate(1);
            rows[0].push(("Pages", "7 4/8".to_owned()));
        }
    });
    assert_eq!(finish(&twice), "Tue 10 Nov 2026 (estimate)");
    // Behind: the 12th is a holiday, the next is Friday. Who writes a date is not overruled.
    let mut given = harbour();
    given.push((
        "calendar",
        vec![fixture::row(&[("Date", "2026-11-12"), ("Kind", "holiday"), ("Name", "Tide Day")])],
    ));
    assert_eq!(finish(&jobs(&given)), "Fri 13 Nov 2026 (estimate)");
    let written = changed(|name, rows| {
        if name == "unit-log" {
            rows[0].push(("Est. Finish", "2026-11-16".to_owned()));
        }
    });
    assert_eq!(finish(&written), "Mon 16 Nov 2026");
}

#[test]
fn the_report_has_every_field_that_the_rows_give() {
    let jobs = changed(|name, rows| match name {
        "timesheets" => rows[2].extend(
            [
                ("Leave For Location", "06:20"),
                ("Arrive Location", "06:50"),
                ("Leave Location", "18:05"),
                ("Arrive Back", "18:40"),
                ("School Hours", "2:30"),
            ]
            .map(|(heading, text)| (heading, text.to_owned())),
        ),
        "media" => rows.push(fixture::row(&[
            ("Date", "2026-11-10"),
            ("Medium", "film"),
            ("Roll", "7"),
            ("Loaded", "400"),
            ("Exposed", "310"),
            ("Waste", "15"),
            ("Gauge", "16mm"),
            ("Frame Rate", "25"),
        ])),
        _ => {}
    });
    let report = at(&jobs, "reports/2026-11-10_day-01_main_production-report.pdf");
    let text = data(report).to_string();
    for told in ["06:20–06:50, 18:05–18:40", "2:30", "First shot after lunch", "14:55", "Film to date"] {
        assert!(text.contains(told), "{told}");
    }
    let blocks = data(report)["blocks"].as_array().unwrap();
    let told = blocks.iter().rposition(|b| b["kind"] == "facts").unwrap();
    let notes = items(report, told);
    let said = |name: &str| notes.iter().find(|(label, _)| label == name).unwrap().1.clone();
    assert_eq!(
        [
            "Meals served, cast and crew",
            "Meals served, supporting artistes",
            "Second meals served",
            "Grace",
            "Delays",
            "Late arrivals",
            "Visitors",
            "Weather as it was"
        ]
        .map(said),
        [
            "14",
            "8",
            "",
            "10 min",
            "",
            "Una Pike, 15 min (train)",
            "Marlowe Tea, two",
            "Showers until 11:00, then dry"
        ]
    );
    // 20 min on the card; 310 ft of 16 mm × 40 / 25 = 496 s: 1200 + 496 = 1696 s for 110 s: 15.4.
    let figures = figures_of(&jobs);
    assert_eq!((figures[6][4].as_str(), figures[7][4].as_str()), ("28:16", "15.4 : 1"));
}

#[test]
fn the_scripts_own_list_counts_and_another_units_scenes_do_not() {
    let jobs = changed(|name, rows| match name {
        "scenes" => {
            rows[3].retain(|(heading, _)| *heading != "Timing");
            let scene = |pairs: &[(&'static str, &str)]| fixture::row(pairs);
            rows.extend([
                // The script: scene 4, which is scheduled without its timing, and 5, which is on no day yet.
                scene(&[("Scene", "4"), ("Set", "NET LOFT"), ("Timing", "1:00")]),
                scene(&[("Scene", "5"), ("Set", "SEA"), ("Pages", "1"), ("Timing", "0:30"), ("Setups", "3")]),
                scene(&[
                    ("Scene", "40"),
                    ("Date", "2026-11-10"),
                    ("Unit", "2nd"),
                    ("Set", "SEA"),
                    ("Pages", "3"),
                    ("Timing", "4:00"),
                    ("Setups", "20"),
                ]),
            ]);
        }
        "schedule" => {
            rows.push(fixture::row(&[("Date", "2026-11-10"), ("Unit", "2nd"), ("Crew Call", "09:00")]))
        }
        _ => {}
    });
    let figures = figures_of(&jobs);
    // Five scenes; 38 + 8 = 46 eighths; 75 + 40 + 130 + 60 + 30 = 335 s; 8 + 5 + 12 + 6 + 3 = 34. What remains: 46 − 13 = 33
    // eighths, 335 − 110 = 225 s, 34 − 14 = 20.
    assert_eq!([0, 1, 2, 3].map(|row| figures[row][1].as_str()), ["5", "5 6/8", "5:35", "34"]);
    assert_eq!([0, 1, 2, 3].map(|row| figures[row][7].as_str()), ["4", "4 1/8", "3:45", "20"]);
}
