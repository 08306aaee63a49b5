//! The pages of the papers: how many there are, that nothing runs off them, that nothing of the data is missing, and what
//! they look like. The sample beside each template is the fixture's own data (`CALLBOARD_BLESS=1` rewrites it).

use super::fixture::{Row, harbour, row};
use super::typeset::{lay_out, look, pictures, printed, stays_on_its_page};
use super::{at, data, jobs};
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
        stays_on_its_page(&document);
        assert_eq!(document.pages().len(), pages, "{template}");
        nothing_is_lost(data(job), &printed(&document), template);
        insta::assert_snapshot!(template, pictures(&document));
    }
    let sheet = at(&jobs, "call-sheets/2026-11-10_day-01_main.pdf");
    let document = lay_out(sheet);
    look("commercial", &document);
    // Front, crew, movement order.
    assert_eq!(document.pages().len(), 3);
    stays_on_its_page(&document);
    insta::assert_snapshot!("commercial", pictures(&document));
    let stamped = lay_out(at(&jobs, "call-sheets/2026-11-11_day-02_main.pdf"));
    look("activities", &stamped);
    insta::assert_snapshot!("activities", pictures(&stamped));
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
            _ => {}
        }
    }
    given
}

#[test]
fn overfull_papers_run_on_and_lose_nothing() {
    let jobs = jobs(&overfull());
    for (template, path, _) in PAPERS {
        let job = at(&jobs, path);
        let document = lay_out(job);
        look(&format!("overfull-{template}"), &document);
        stays_on_its_page(&document);
        nothing_is_lost(data(job), &printed(&document), template);
    }
    let catering = at(&jobs, "call-sheets/2026-11-10_day-01_main/departments/catering.pdf");
    let document = lay_out(catering);
    stays_on_its_page(&document);
    nothing_is_lost(data(catering), &printed(&document), "catering");
}
