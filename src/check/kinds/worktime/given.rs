//! The shorthand of working-time tests: worked days without a timesheet's long headings.
//!
//! ```toml
//! given = { who = { Rate = "50.00", Per = "hour" }, work = [
//!   { date = "2026-11-05", call = "07:00", meal_1 = "13:01-13:31", out = "19:30" },
//! ] }
//! ```
//! Other keys of a row are headings of the Timesheets table as they stand. The sheet has columns for three meals,
//! or for so many as `meal_columns` says. The production is a feature in Los Angeles, Monday to Friday, that began
//! on 5 October 2026, unless `production` says otherwise.

use crate::check::fields::{Fields, Node, NodeValue};
use crate::check::given::{Given, Row};

const PRODUCTION: [(&str, &str); 7] = [
    ("Title", "A Test"),
    ("Kind", "feature"),
    ("Time Zone", "America/Los_Angeles"),
    ("Country", "US"),
    ("Currency", "USD"),
    ("Photography Start", "2026-10-05"),
    ("Workweek", "Mon, Tue, Wed, Thu, Fri"),
];

/// Short keys that hold one time, and the heading each stands for.
const TIMES: [(&str, &str); 4] =
    [("date", "Date"), ("call", "Call"), ("out", "Wrap"), ("released", "Dismissed")];

/// Short keys that hold a start and an end, `13:00-13:30`; either may be left blank.
const SPANS: [(&str, &str, &str); 5] = [
    ("meal_1", "Meal 1 Start", "Meal 1 End"),
    ("meal_2", "Meal 2 Start", "Meal 2 End"),
    ("meal_3", "Meal 3 Start", "Meal 3 End"),
    ("ndb", "NDB Start", "NDB End"),
    ("own_school", "Own School Start", "Own School End"),
];

pub fn shorthand(fields: &mut Fields, given: &mut Given) {
    for (heading, text) in PRODUCTION {
        given.production.entry(heading.to_owned()).or_insert_with(|| text.to_owned());
    }
    let mut who: Row = [("Name".to_owned(), "Dana Ruiz".to_owned())].into();
    if let Some(node) = fields.node("who") {
        who.extend(row(&node, fields));
    }
    let columns = fields.integer("meal_columns").unwrap_or(3);
    let Some(node) = fields.node("work") else { return };
    let NodeValue::List(rows) = &node.value else {
        fields.say("work", "“work” given is not a list of days", "Write `work = [{ date = …, call = … }]`.");
        return;
    };
    for node in rows {
        let mut full = who.clone();
        full.extend(row(node, fields));
        for (nth, (_, start, end)) in (1..).zip(SPANS) {
            for heading in [start, end].into_iter().filter(|_| nth <= columns && nth <= 3) {
                full.entry(heading.to_owned()).or_default();
            }
        }
        given.tables.entry("timesheets").or_default().push(full);
    }
}

/// A row with its short keys written out.
fn row(node: &Node, fields: &Fields) -> Row {
    let NodeValue::Table(entries) = &node.value else {
        fields.document().say(node.at, "a day given is not a table", "Write `{ date = …, call = … }`.");
        return Row::new();
    };
    let mut row = Row::new();
    for (key, at, value) in entries {
        let Some(text) = value.as_words() else {
            fields.document().say(
                *at,
                format!("“{key}” given is not a plain value"),
                "Write it in quotation marks.",
            );
            continue;
        };
        if let Some((_, start, end)) = SPANS.iter().find(|(short, ..)| short == key) {
            let (from, to) = text.split_once('-').unwrap_or((&text, ""));
            row.insert((*start).to_owned(), from.to_owned());
            row.insert((*end).to_owned(), to.to_owned());
        } else {
            let heading = TIMES.iter().find(|(short, _)| short == key).map_or(key.as_str(), |(_, long)| long);
            row.insert(heading.to_owned(), text);
        }
    }
    row
}
