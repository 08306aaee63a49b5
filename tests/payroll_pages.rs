//! The payroll papers as the typesetter lays them out: a usual one, none, and forty people.
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

/// How many pages each sample takes: three people have a card.
const SAMPLES: [(&str, usize); 3] = [("exhibit-g", 1), ("time-card", 3), ("time-differences", 1)];

/// A changed hash means: look at the page again (`CALLBOARD_PICTURES=FOLDER` writes it), also in grey, before the new one is
/// accepted.
#[test]
fn the_pages_look_as_they_did_when_they_were_last_looked_at() {
    for (template, count) in SAMPLES {
        let document = lay_out_data(template, &sample(template));
        assert_eq!(document.pages().len(), count, "{template}");
        stays_on_its_page(&document);
        look(template, &document);
        insta::assert_snapshot!(template, pictures(&document));
        insta::assert_snapshot!(format!("{template}-text"), printed(&document));
    }
}

/// `count` of the list's items, the sample's over and over, each with a name of its own and `more` to it.
fn many(list: &Value, count: usize, more: &str) -> Value {
    let items = list.as_array().unwrap();
    let all = items.iter().cycle().take(count).enumerate().map(|(number, item)| {
        let mut item = item.clone();
        item["name"] = json!(format!("Person {number} {more}"));
        item
    });
    all.collect()
}

#[test]
fn forty_performers_take_the_pages_they_need_and_all_are_on_them() {
    for paper in ["us-letter", "a4"] {
        let mut data = sample("exhibit-g");
        data["stamp"]["paper"] = json!(paper);
        data["rows"] = many(&data["rows"], 40, "");
        let document = lay_out_data("exhibit-g", &data);
        stays_on_its_page(&document);
        look(&format!("exhibit-g-40-{paper}"), &document);
        // Some sixteen stand on a page.
        assert_eq!(document.pages().len(), 3, "{paper}");
        let text = printed(&document);
        assert!((0..40).all(|n| text.contains(&format!("Person {n} "))), "{paper}: {text}");
        // The columns' heads stand on each page.
        assert_eq!(text.matches("initials").count(), 3 + 1, "{paper}");
        // Names that take three lines make their rows higher and hide nothing.
        data["rows"] = many(&data["rows"], 40, "Featherstonehaugh-Cholmondeley");
        let document = lay_out_data("exhibit-g", &data);
        stays_on_its_page(&document);
        look(&format!("exhibit-g-long-{paper}"), &document);
    }
}

#[test]
fn forty_people_have_forty_cards_each_on_a_page_of_its_own() {
    let mut data = sample("time-card");
    data["cards"] = many(&data["cards"], 40, "Featherstonehaugh-Cholmondeley");
    assert_eq!(pages("time-card", &data), 40);
}

/// Every column a card can have, nine lines and long words everywhere: nothing runs off the page, and what runs over to the
/// next says whose card it is.
#[test]
fn the_fullest_card_loses_nothing() {
    for paper in ["us-letter", "a4"] {
        let mut data = sample("time-card");
        data["stamp"]["paper"] = json!(paper);
        let mut card = data["cards"][0].clone();
        let clock = |tenths: &str, clock: &str| json!({ "tenths": tenths, "clock": clock });
        let span = json!([clock("23.5", "11:30P"), clock("24.0", "12:00A Sun\u{a0}11/1")]);
        let mut row =
            card["rows"].as_array().unwrap().iter().find(|row| row["worked"] == true).unwrap().clone();
        row["ndb"] = span.clone();
        row["meals"] = json!([span, span, span]);
        row["dismissed"] = clock("31.9", "7:54A PST Sun\u{a0}11/1");
        row["location"] = json!("Vasquez Rocks Natural Area, Upper Lot");
        row["rate"] = json!("USD 1,246.00 a day");
        row["premiums"] = json!("USD 1,950.00 + GBP 12.00");
        row["meal_penalties"] = json!("12");
        card["multiples"] = json!(["1×", "1.5×", "2×", "2.5×", "3×"]);
        row["at"] = json!(["8.00", "4.10", "2.00", "1.50", "10.25"]);
        card["totals"]["at"] = json!(["40.00", "14.10", "12.00", "11.50", "10.25"]);
        card["rows"] = json!(vec![row; 9]);
        data["cards"] = json!([card]);
        let document = lay_out_data("time-card", &data);
        stays_on_its_page(&document);
        look(&format!("time-card-full-{paper}"), &document);
        let text = printed(&document);
        assert_eq!(text.contains("(continued)"), document.pages().len() > 1, "{paper}: {text}");
        // A4 is wider: its texts take fewer lines.
        assert_eq!(document.pages().len(), if paper == "a4" { 1 } else { 2 }, "{paper}");
    }
}

/// Such a report is not made; a template of the production's own must bear it all the same.
#[test]
fn without_rows_a_page_is_still_a_page() {
    let mut form = sample("exhibit-g");
    (form["rows"], form["notes"], form["missing"]) = (json!([]), json!([]), Value::Null);
    assert_eq!(pages("exhibit-g", &form), 1);
    let mut differences = sample("time-differences");
    (differences["days"], differences["kinds"]) = (json!([]), json!([]));
    assert_eq!(pages("time-differences", &differences), 1);
}
