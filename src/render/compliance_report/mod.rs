//! The compliance report: what breaks or would break which rule, by how much, at what price, from which cell.
//!
//! `entry` says a finding in print, `page` shapes the PDF's data, `book` the workbook; `findings.json` is the
//! check's own report as it stands.

mod before;
mod book;
pub mod entry;
mod page;
#[cfg(test)]
mod tests;

use super::figures;
use super::job::{About, Body, Job};
use super::stamp;
use super::view::View;
use crate::model::DocumentKind;

/// The PDF, the workbook and `findings.json`.
pub fn jobs(view: &View) -> Vec<Job> {
    let title = view.words.get("kinds.compliance-report");
    let job = |path: &str, body: Body| Job {
        kind: DocumentKind::ComplianceReport,
        path: path.to_string(),
        title: title.to_owned(),
        body,
        inputs: stamp::inputs(view),
        about: About::default(),
    };
    vec![
        job(
            "compliance/compliance-report.pdf",
            Body::Pdf { template: "compliance-report", data: figures::breakable(page::data(view, title)) },
        ),
        job("compliance/compliance-report.xlsx", book::book(view, title)),
        job("compliance/findings.json", json(view)),
    ]
}

fn json(view: &View) -> Body {
    match serde_json::to_string_pretty(view.report) {
        Ok(text) => Body::Bytes((text + "\n").into_bytes()),
        Err(fault) => Body::Failed(format!("The findings could not be written as JSON: {fault}")),
    }
}
