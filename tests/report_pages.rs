//! Reports and forms as the typesetter lays them out: no warnings, and no page too many.
#![cfg(feature = "pdf")]

use callboard::render::world::Base;
use chrono::DateTime;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The sample beside a template, which the unit tests hold to what the program gives.
fn sample(template: &str) -> Value {
    let path = format!("{}/templates/{template}/data.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn pages(base: &Base, template: &str, data: &Value) -> usize {
    let at = DateTime::from_timestamp(1_793_318_400, 0).unwrap();
    let (document, warnings) = base.lay_out(template, serde_json::to_vec(data).unwrap(), at);
    assert!(warnings.is_empty(), "{template}: {warnings:?}");
    document.unwrap_or_else(|errors| panic!("{template}: {errors:?}")).pages().len()
}

#[test]
fn samples_take_the_pages_they_should() {
    let (base, problems) = Base::new(&BTreeMap::new());
    assert!(problems.is_empty(), "{problems:?}");
    for (template, count) in [
        ("compliance-report", 2),
        // Categories, accounts, notes.
        ("cost-report", 3),
        ("intake-report", 1),
        ("release-appearance", 1),
        ("release-minor", 1),
        ("release-location", 1),
        ("release-materials", 1),
    ] {
        assert_eq!(pages(&base, template, &sample(template)), count, "{template}");
    }
}

#[test]
fn a_report_without_findings_is_one_page() {
    let (base, _) = Base::new(&BTreeMap::new());
    let mut data = sample("compliance-report");
    for list in
        ["before", "days", "others", "rules", "waived", "undetermined", "not_judged", "packs", "assumed"]
    {
        data[list] = json!([]);
    }
    assert_eq!(pages(&base, "compliance-report", &data), 1);
}

#[test]
fn every_form_stays_on_one_page_of_either_paper() {
    let (base, _) = Base::new(&BTreeMap::new());
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
            assert_eq!(pages(&base, template, &data), 1, "{template} on {paper}");
        }
    }
}
