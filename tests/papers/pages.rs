//! The pages of the papers: how many there are, that nothing runs off them, that nothing of the data is missing, and what
//! they look like. The sample beside each template is the fixture's own data (`CALLBOARD_BLESS=1` rewrites it).

use super::fixture::{Row, harbour, row};
use super::typeset::{is_well_set, lay_out, look, pictures, printed, says_what_it_is, stays_on_its_page};
use super::{at, data, jobs, jobs_in};
use callboard::model::DocumentKind;
use serde_json::Value;

/// Each paper: its template, its path, and how many pages it takes.
const PAPERS: [(&str, &str, usize); 10] = [
    ("department-sheet", "call-sheets/2026-11-10_day-01_main/departments/make-up-and-wardrobe.pdf", 1),
    ("movement-order", "call-sheets/2026-11-10_day-01_main_movement-order.pdf", 1),
    ("production-report", "reports/2026-11-10_day-01_main_production-report.pdf", 2),
    ("hot-cost", "money/hot-cost/2026-11-10_day-01_main.pdf", 1),
    ("crew-list", "lists/crew-list.pdf", 1),
    ("cast-list", "lists/cast-list.pdf", 1),
    ("contact-sheet", "lists/contact-sheet.pdf", 1),
    ("deal-memo", "deals/Ned-Cole.pdf", 1),
    ("purchase-order", "money/purchase-orders/PO-7-Seal-Marine-Hire.pdf", 1),
    ("travel-order", "travel/Freya-Okafor.pdf", 1),
];

fn assert_sample(template: &str, data: &Value) {
    let path = format!("{}/templates/{template}/data.json", env!("CARGO_MANIFEST_DIR"));
    let text = serde_json::to_string_pretty(data).unwrap() + "\n";
    if std::env::var_os("CALLBOARD_BLESS").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    assert!(
        std::fs::read_to_string(&path).unwrap_or_default() == text,
        "{path}: CALLBOARD_BLESS=1 rewrites it"
    );
}

#[test]
fn the_papers_look_as_they_did_when_they_were_last_looked_at() {
    let jobs = jobs(&harbour());
    for (template, path, pages) in PAPERS {
        let job = at(&jobs, path);
        assert_sample(template, data(job));
        let document = lay_out(job);
        look(template, &document);
        is_well_set(&document, template);
        says_what_it_is(&document, "Harbour Light", page_of);
        assert_eq!(document.pages().len(), pages, "{template}");
        nothing_is_lost(data(job), &printed(&document), template);
        insta::assert_snapshot!(template, pictures(&document));
    }
    let sheet = at(&jobs, "call-sheets/2026-11-10_day-01_main.pdf");
    let document = lay_out(sheet);
    look("commercial", &document);
    // Front, and the crew with the movement order.
    assert_eq!(document.pages().len(), 2);
    is_well_set(&document, "commercial");
    insta::assert_snapshot!("commercial", pictures(&document));
    let stamped = lay_out(at(&jobs, "call-sheets/2026-11-11_day-02_main.pdf"));
    look("activities", &stamped);
    insta::assert_snapshot!("activities", pictures(&stamped));
}

fn page_of(page: usize, pages: usize) -> String {
    format!("Page {page} of {pages}")
}

/// Every text of the blocks is on the pages: its letters in their order, since lines may break and small capitals are set.
fn nothing_is_lost(data: &Value, printed: &str, name: &str) {
    let letters =
        |text: &str| text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let printed = letters(printed);
    let mut texts = Vec::new();
    collect(&data["blocks"], &mut texts);
    // A long text may go on behind the next page's head.
    for text in texts.iter().flat_map(|text| text.split_whitespace()) {
        assert!(printed.contains(&letters(text)), "{name}: “{text}” is not printed");
    }
}

fn collect(value: &Value, texts: &mut Vec<String>) {
    match value {
        Value::String(text) => texts.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| collect(item, texts)),
        // The kind of a block and the alignment of a column are instructions.
        Value::Object(fields) => {
            fields
                .iter()
                .filter(|(key, _)| !["kind", "align"].contains(&key.as_str()))
                .for_each(|(_, v)| collect(v, texts));
        }
        _ => {}
    }
}

/// 250 crew and 60 cast with long names, all on time sheets.
fn overfull() -> Vec<(&'static str, Vec<Row>)> {
    let mut given = harbour();
    let name = |n: usize| format!("Bartholomew Featherstonehaugh-Cholmondeley {n:03}");
    for (table, rows) in &mut given {
        match *table {
            "crew" => {
                rows.extend((0..250).map(|n| {
                    row(&[
                        (
                            "Department",
                            ["Grip", "Set Lighting / Electric", "Camera", "Costume", "Locations"][n % 5],
                        ),
                        ("Position", "Second Second Assistant and Unit Liaison"),
                        ("Name", &name(n)),
                        ("Email", &format!("bartholomew.featherstonehaugh.{n}@long-domain-name.example")),
                        ("Phone", "07700 900999"),
                        ("Diet", "Coeliac"),
                    ])
                }));
            }
            "timesheets" => {
                rows.extend((0..250).map(|n| {
                    row(&[
                        ("Date", "2026-11-10"),
                        ("Name", &name(n)),
                        ("Call", "07:30"),
                        ("Meal 1 Start", "13:40"),
                        ("Meal 1 End", "14:40"),
                        ("Wrap", "18:30"),
                    ])
                }));
            }
            "cast" => {
                rows.extend((10..70).map(|n| {
                    row(&[
                        ("No.", &n.to_string()),
                        ("Character", &format!("THE {n}TH FISHERMAN OF THE OUTER HARBOUR")),
                        ("Name", &format!("Anastasia Wolfeschlegelsteinhausen {n}")),
                        ("Email", &format!("anastasia.wolfeschlegelsteinhausen.{n}@agency.example")),
                        ("Agent", "Larch & Poole International Artists' Representation, 020 7946 0100"),
                    ])
                }));
            }
            "scenes" => {
                rows.extend((10..50).map(|n| {
                    row(&[
                        ("Scene", &format!("{n}A")),
                        ("Date", "2026-11-10"),
                        ("I/E", "INT/EXT"),
                        ("Set", "THE OUTER HARBOUR WALL BELOW THE DISUSED CUSTOMS HOUSE"),
                        ("D/N", "N"),
                        ("Pages", "3/8"),
                        ("Cast", "1, 2, 3, 10, 11, 12, 13, 14, 15, 16"),
                        ("Location", if n % 2 == 0 { "Kelp Quay" } else { "Net Loft" }),
                    ])
                }));
            }
            "background" => {
                rows.extend((0..12).map(|n| {
                    row(&[
                        ("Date", "2026-11-10"),
                        ("Count", "25"),
                        ("Description", "Holidaymakers of all ages with wet-weather clothes of their own"),
                        ("Call", "06:30"),
                        ("In", "06:25"),
                        ("Out", "18:45"),
                        ("Rate", "112.40"),
                        ("Agency", "Ray Knight"),
                        ("Adjustments", EIGHT_LINES),
                        ("Scene", &format!("{n}A")),
                    ])
                }));
            }
            "unit-log" => {
                for (heading, text) in &mut rows[0] {
                    if *heading == "Notes" {
                        *text = EIGHT_LINES.repeat(2);
                    }
                }
            }
            "progress" => {
                rows.extend((10..50).map(|n| {
                    let results = ["complete", "part", "retake", "not shot"];
                    row(&[
                        ("Date", "2026-11-10"),
                        ("Scene", &format!("{n}A")),
                        ("Result", results[n % 4]),
                        ("Pages", "2/8"),
                        ("Setups", "3"),
                        ("Screen Time", "0:20"),
                        ("Notes", if n == 12 { EIGHT_LINES } else { "" }),
                    ])
                }));
            }
            "media" => {
                rows.extend((2..40).map(|n| {
                    row(&[
                        ("Date", "2026-11-10"),
                        ("Medium", "camera"),
                        ("Roll", &format!("A{n:03}")),
                        ("Loaded", "512"),
                        ("Exposed", "500.5"),
                        ("Notes", "Mags changed under the tarpaulin"),
                    ])
                }));
            }
            "locations" => {
                for place in rows.iter_mut() {
                    place.retain(|(heading, _)| *heading != "Directions");
                    place.push(("Directions", EIGHT_LINES.repeat(3)));
                }
            }
            "travel" => {
                rows.extend((0..40).map(|n| {
                    row(&[
                        ("Date", "2026-11-12"),
                        ("Name", "Freya Okafor"),
                        ("Mode", "Train"),
                        ("From", "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"),
                        ("To", "Ramsgate"),
                        ("Departs", "16:37"),
                        ("Arrives", "25:03"),
                        ("Service", &format!("1F{n}")),
                        ("Notes", if n == 3 { EIGHT_LINES } else { "" }),
                    ])
                }));
            }
            "purchase-orders" => {
                rows.extend((0..60).map(|n| {
                    row(&[
                        ("PO", "PO-7"),
                        ("Date", "2026-11-02"),
                        ("Vendor", "Seal Marine Hire"),
                        ("Account", "3500-02"),
                        (
                            "Description",
                            if n == 5 { EIGHT_LINES } else { "Lifejackets, adult, with crotch straps" },
                        ),
                        ("Amount", "123456.78"),
                    ])
                }));
            }
            _ => {}
        }
    }
    given.push((
        "meetings",
        vec![row(&[
            ("Date", "2026-11-12"),
            ("Time", "09:00"),
            ("End", "18:00"),
            ("What", "Technical recce of the outer harbour with every head of department and the harbour master's deputy"),
            ("Who", "Camera, Grip, Costume, Locations, Freya Okafor, Ross Ibbotson"),
            ("Kind", "meeting"),
            ("Place", "Kelp Quay"),
            ("Agenda", EIGHT_LINES),
            ("Notes", EIGHT_LINES),
        ])],
    ));
    // The cast of sixty have worked, too.
    let cast = (10..70).map(|n| {
        row(&[
            ("Date", "2026-11-10"),
            ("Name", &format!("Anastasia Wolfeschlegelsteinhausen {n}")),
            ("Call", "05:18"),
            ("Report On Set", "07:54"),
            ("Meal 1 Start", "13:40"),
            ("Meal 1 End", "14:40"),
            ("Meal 2 Start", "20:00"),
            ("Meal 2 End", "20:30"),
            ("Wrap", "25:30"),
            ("Dismissed", "26:06"),
        ])
    });
    given.iter_mut().find(|(table, _)| *table == "timesheets").unwrap().1.extend(cast);
    for line in &mut given.iter_mut().find(|(table, _)| *table == "crew").unwrap().1 {
        if line.iter().any(|(_, text)| text == "Ned Cole") {
            line.extend([("Credit", EIGHT_LINES.to_owned()), ("Per Diem", EIGHT_LINES.to_owned())]);
        }
    }
    given
}

/// A note that takes eight lines of a narrow column.
const EIGHT_LINES: &str = "The generator came twenty minutes late and the second unit's lorry blocked the slip until the harbour master moved it. \
Rain from 14:10 to 14:35; the grip truck's tail lift failed and two people carried the track by hand. Freya slipped on weed at the foot of the steps, was \
seen by the unit nurse and went back to work. The camera boat's fuel line was changed before the last set-up. Three visitors of the agency, signed in. \
One walkie was lost over the side. Catering ran short of vegan meals by six; the chef was told. Nothing else to report of the day. ";

/// The last page holds more than the foot and a line that found no room.
fn no_page_is_bare(document: &typst_layout::PagedDocument, name: &str) {
    let printed = printed(document);
    for (number, page) in (1..).zip(printed.split("\n---\n").filter(|page| !page.is_empty())) {
        let letters = page.chars().filter(|c| c.is_alphanumeric()).count();
        assert!(letters > 200, "{name}: page {number} has {letters} letters and digits:\n{page}");
    }
}

/// One scene, two cast, three crew, nothing shot yet.
fn smallest() -> Vec<(&'static str, Vec<Row>)> {
    let mut given = harbour();
    for (table, rows) in &mut given {
        let most = match *table {
            "scenes" | "schedule" | "locations" | "background" | "travel" | "purchase-orders" => 1,
            "cast" => 2,
            "crew" => 3,
            "progress" | "media" | "activities" => 0,
            "timesheets" => 2,
            _ => usize::MAX,
        };
        rows.truncate(most);
    }
    given.retain(|(_, rows)| !rows.is_empty());
    let rehearsal =
        [("Date", "2026-11-11"), ("What", "Rehearsal"), ("Who", "Freya Okafor"), ("Kind", "rehearsal")];
    given.push(("meetings", vec![row(&rehearsal)]));
    given
}

#[test]
fn the_smallest_papers_are_a_page_or_a_front_and_a_back() {
    let jobs = jobs(&smallest());
    for job in jobs.iter().filter(|job| matches!(job.body, callboard::render::job::Body::Pdf { .. })) {
        let document = lay_out(job);
        look(&format!("smallest-{}", job.path.replace('/', "-")), &document);
        stays_on_its_page(&document);
        let most = match job.kind {
            // Front and back; a card a person.
            DocumentKind::CallSheet
            | DocumentKind::PersonalCallSheet
            | DocumentKind::ProductionReport
            | DocumentKind::TimeCard => 2,
            // Categories, accounts, notes.
            DocumentKind::CostReport => 3,
            _ => 1,
        };
        assert!(document.pages().len() <= most, "{}: {} pages", job.path, document.pages().len());
        let blank = |page: &str| page.chars().filter(|c| c.is_alphanumeric()).count() < 40;
        let printed = printed(&document);
        let pages: Vec<&str> = printed.split("\n---\n").filter(|page| !page.is_empty()).collect();
        assert!(!pages.into_iter().any(blank), "{}: a page with nothing on it", job.path);
    }
}

const OF_THE_SET: [DocumentKind; 17] = [
    DocumentKind::CallSheet,
    DocumentKind::OfficeCallSheet,
    DocumentKind::DepartmentSheet,
    DocumentKind::MovementOrder,
    DocumentKind::CrewList,
    DocumentKind::CrewListPrivacy,
    DocumentKind::CastList,
    DocumentKind::ContactSheet,
    DocumentKind::MeetingNotice,
    DocumentKind::PurchaseOrder,
    DocumentKind::OneLine,
    DocumentKind::ShootingSchedule,
    DocumentKind::Stripboard,
    DocumentKind::DayOutOfDays,
    DocumentKind::ScheduleCalendar,
    DocumentKind::ProductionReport,
    DocumentKind::HotCost,
];

/// In each language the words are longer or shorter, and the papers are as well set.
#[test]
fn papers_in_every_language_are_well_set() {
    for (language, page) in
        [("de", "Seite 1 von"), ("fr", "Page 1 sur"), ("es", "Página 1 de"), ("en-US", "Page 1 of")]
    {
        let jobs = jobs_in(Some(language), &harbour());
        let mut seen = 0;
        for job in jobs.iter().filter(|job| OF_THE_SET.contains(&job.kind)) {
            let callboard::render::job::Body::Pdf { .. } = job.body else { continue };
            let document = lay_out(job);
            look(&format!("{language}-{}", job.path.replace('/', "-")), &document);
            is_well_set(&document, &format!("{language} {}", job.path));
            assert!(printed(&document).contains(page), "{language} {}", job.path);
            seen += 1;
        }
        // Two sheets, six of departments, two movement orders, four lists, an order, five schedules; and those of the day.
        assert!(seen >= 20, "{language}: {seen}");
    }
}

/// Forty items of a commercial's day, long ones among them: the running order goes on over the page under its headings.
#[test]
fn a_day_told_by_the_clock_goes_on_over_the_page() {
    let mut given = harbour();
    let (_, rows) = given.iter_mut().find(|(table, _)| *table == "activities").unwrap();
    rows.extend((0..40).map(|n| {
        row(&[
            ("Date", "2026-11-11"),
            ("Start", &format!("{:02}:{:02}", 9 + n / 4, n % 4 * 15)),
            (
                "Activity",
                if n % 8 == 3 {
                    EIGHT_LINES
                } else {
                    "Product shot on the harbour wall, tracking left to right"
                },
            ),
            ("Who", "Camera, grip, hands, the client's food stylist"),
            ("Location", "Kelp Quay, outer wall"),
        ])
    }));
    let jobs = jobs(&given);
    let job = at(&jobs, "call-sheets/2026-11-11_day-02_main.pdf");
    let document = lay_out(job);
    look("overfull-activities", &document);
    is_well_set(&document, "activities");
    says_what_it_is(&document, "Harbour Light", page_of);
    let printed = printed(&document);
    assert_eq!(printed.matches("ACTIVITY").count(), 2, "the headings stand on both pages\n{printed}");
    // 3, 11, 19, 27 and 35 are eight lines long.
    assert_eq!(
        printed.split_whitespace().collect::<String>().matches("Nothingelsetoreportoftheday.").count(),
        5
    );
}

/// Every kind of paper that people of the set are given, at its fullest: each of the departments' sheets, the lists, a
/// personal sheet, the schedules.
#[test]
fn overfull_papers_run_on_and_lose_nothing() {
    let jobs = jobs(&overfull());
    let one_of_many = [DocumentKind::PersonalCallSheet, DocumentKind::DealMemo, DocumentKind::TravelOrder];
    let firsts = one_of_many.map(|kind| jobs.iter().find(|job| job.kind == kind).unwrap());
    let all = jobs.iter().filter(|job| OF_THE_SET.contains(&job.kind));
    for job in all.chain(firsts).chain(PAPERS.iter().map(|(_, path, _)| at(&jobs, path))) {
        let callboard::render::job::Body::Pdf { .. } = job.body else { continue };
        let document = lay_out(job);
        look(&format!("overfull-{}", job.path.replace('/', "-")), &document);
        is_well_set(&document, &job.path);
        says_what_it_is(&document, "Harbour Light", page_of);
        if data(job)["blocks"].is_array() {
            nothing_is_lost(data(job), &printed(&document), &job.path);
        }
        no_page_is_bare(&document, &job.path);
    }
}
