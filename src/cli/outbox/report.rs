//! `outbox report`: who was sent which revision when, in the terminal, as JSON, as a workbook or as pages.

use super::{Box, Status};
use crate::cli::ReportFormat;
use crate::now;
use crate::pipeline::Engine;
use crate::pipeline::told::{self, Story};
use crate::render::outbox_report::Report;
use crate::render::{publish, setter};
use anyhow::{Context, Result, bail};

pub fn report(open: &Box, format: ReportFormat) -> Result<Status> {
    let rows = open.ledger.outbox()?;
    let story = Story {
        attempts: open.ledger.attempts()?,
        replies: open.ledger.replies()?,
        acts: open.ledger.acts()?,
        untold: open.ledger.untold()?,
    };
    let report = told::report(&open.folder, &open.settings, &rows, &story, now::now());
    match format {
        ReportFormat::Text => text(&report),
        ReportFormat::Json => outln!("{}", serde_json::to_string_pretty(&report.json())?),
        ReportFormat::Pdf | ReportFormat::Xlsx => file(open, &report, format)?,
    }
    Ok(Status::Done)
}

fn text(report: &Report) {
    if report.documents.is_empty() {
        outln!("Nothing has been queued to be sent.");
    }
    for document in &report.documents {
        let revision =
            if document.revision.is_empty() { String::new() } else { format!(" · {}", document.revision) };
        outln!("{}{revision}", document.title);
        let widest = document.lines.iter().map(|line| line.address.chars().count()).max().unwrap_or(0);
        for line in &document.lines {
            let at = line.sent.map(|at| at.with_timezone(&report.zone).format("%Y-%m-%d %H:%M").to_string());
            outln!(
                "  {:>4}  {:<widest$}  {:<9}  {:<16}  {}",
                line.number,
                line.address,
                line.state,
                at.unwrap_or_default(),
                line.words
            );
            if let Some(answer) = &line.answer {
                let at =
                    answer.at.map(|at| at.with_timezone(&report.zone).format(" %Y-%m-%d %H:%M").to_string());
                let words =
                    if answer.words.is_empty() { String::new() } else { format!(": {}", answer.words) };
                outln!("        {}{}{words}", answer.verdict, at.unwrap_or_default());
            }
        }
    }
    telephone(report);
}

fn telephone(report: &Report) {
    if report.untold.is_empty() {
        return;
    }
    outln!("Without an address, to be telephoned (as of the last build)");
    for person in &report.untold {
        let phone = if person.phone.is_empty() { "no number either" } else { &person.phone };
        outln!("  {}  {phone}  {}", person.name, person.documents.join(", "));
    }
}

fn file(open: &Box, report: &Report, format: ReportFormat) -> Result<()> {
    let [page, book] = report.jobs();
    let job = if format == ReportFormat::Pdf { page } else { book };
    let engine = Engine::new(&std::env::current_exe()?);
    let own = crate::pipeline::overrides(&open.folder)?;
    let (jobs, settings) = (std::slice::from_ref(&job), &open.settings.documents);
    let printed = setter::set(jobs, &engine.setters, &own, settings, report.now);
    let Some(printed) = printed.into_iter().next() else { bail!("the report was not made") };
    let Some(bytes) = printed.pdf else {
        bail!("{}", printed.problems.first().map_or("the report was not made".into(), ToString::to_string));
    };
    let path = open.folder.out.join(&job.path);
    publish::write(&path, &bytes, true)
        .with_context(|| format!("{} could not be written", path.display()))?;
    outln!("{}", path.display());
    Ok(())
}
