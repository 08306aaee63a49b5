//! Reports of working time: meal penalties, turnarounds, minors' days, drivers' duty, and each week with its picture.
//!
//! All are views over the production and what `check` measured ([`held`]); none works out a limit or a price. Each file gives
//! the data of its PDF and its workbook; a report with nothing to say is not made.

mod books;
mod drivers;
mod held;
mod meals;
mod minors;
mod turnaround;
mod week;
mod words;

use super::figures;
use super::job::{About, Body, Job};
use super::stamp;
use super::view::View;
use crate::model::{Cell, DocumentKind};
use serde_json::Value;
use std::collections::BTreeSet;

/// Every report of working time that has something to say.
pub fn jobs(view: &View) -> Vec<Job> {
    let all: [fn(&View) -> Vec<Job>; 5] =
        [meals::jobs, turnaround::jobs, minors::jobs, drivers::jobs, week::jobs];
    all.iter().flat_map(|jobs| jobs(view)).collect()
}

/// The tables that working time is judged from.
const TABLES: &[&str] = &[
    "production",
    "schedule",
    "unit-log",
    "calendar",
    "locations",
    "cast",
    "crew",
    "calls",
    "timesheets",
    "driver-log",
    "consents",
];

/// A report as PDF and workbook, side by side in `out/compliance/`.
struct Report<'a> {
    kind: DocumentKind,
    /// The files' name without its ending.
    stem: String,
    template: &'static str,
    title: &'a str,
    inputs: BTreeSet<String>,
}

impl Report<'_> {
    fn jobs(&self, view: &View, mut data: Value, book: impl FnOnce(&Self) -> Body) -> Vec<Job> {
        if let Value::Object(map) = &mut data {
            map.insert("stamp".into(), stamp::stamp_in(view, view.words, self.title, &self.inputs));
        }
        let job = |ending: &str, body: Body| Job {
            kind: self.kind,
            path: format!("compliance/{}.{ending}", self.stem),
            title: self.title.to_owned(),
            body,
            inputs: self.inputs.clone(),
            about: About::default(),
        };
        vec![
            job("pdf", Body::Pdf { template: self.template, data: figures::breakable(data) }),
            job("xlsx", book(self)),
        ]
    }
}

/// The files of some cells: what a report was made from, so that it stays as it is when other files change.
fn files<'a>(cells: impl IntoIterator<Item = &'a Cell>) -> BTreeSet<String> {
    cells.into_iter().map(|cell| cell.file.to_string()).collect()
}
