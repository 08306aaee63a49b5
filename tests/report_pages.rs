//! Reports and forms as the typesetter lays them out: no warnings, and no page too many.
#![cfg(feature = "pdf")]

#[path = "common/typeset.rs"]
mod typeset;

use serde_json::{Value, json};
use typeset::{lay_out_data, look, pictures, printed, stays_on_its_page};

/// The sample beside a template, which the unit tests hold to what the program gives.
fn sample(template: &str) -> Value {
    let path = format!("{}/templates/{template}/data.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn pages(template: &str, data: &Value) -> usize {
    let document = lay_out_data(template, data);
    stays_on_its_page(&document);
    document.pages().len()
}

/// How many pages each sample takes.
const SAMPLES: [(&str, usize); 7] = [
    ("compliance-report", 2),
    // Categories, accounts, notes.
    ("cost-report", 3),
    ("intake-report", 1),
    ("release-appearance", 1),
    ("release-minor", 1),
    ("release-location", 1),
    ("release-materials", 1),
];

#[test]
fn samples_take_the_pages_they_should() {
    for (template, count) in SAMPLES {
        assert_eq!(pages(template, &sample(template)), count, "{template}");
    }
}

/// A changed hash means: look at the page again (`CALLBOARD_PICTURES=FOLDER` writes it), also in grey, before the new one is
/// accepted.
#[test]
fn the_pages_look_as_they_did_when_they_were_last_looked_at() {
    for (template, _) in SAMPLES {
        let document = lay_out_data(template, &sample(template));
        look(template, &document);
        insta::assert_snapshot!(template, pictures(&document));
        insta::assert_snapshot!(format!("{template}-text"), printed(&document));
    }
}

#[test]
fn a_report_without_findings_is_one_page() {
    let mut data = sample("compliance-report");
    for list in
        ["before", "days", "others", "rules", "waived", "undetermined", "not_judged", "packs", "assumed"]
    {
        data[list] = json!([]);
    }
    assert_eq!(pages("compliance-report", &data), 1);
}

#[test]
fn every_form_stays_on_one_page_of_either_paper() {
    for template in ["release-appearance", "release-minor", "release-location", "release-materials"] {
        for paper in ["us-letter", "a4"] {
            let mut data = sample(template);
            data["stamp"]["paper"] = json!(paper);
            for blank in [
                "company",
                "fee",
                "territory",
                "media",
                "term",
                "phone",
                "email",
                "born",
                "guardian",
                "place",
                "item",
            ] {
                data[blank] = Value::Null;
            }
            assert_eq!(pages(template, &data), 1, "{template} on {paper}");
        }
    }
}
