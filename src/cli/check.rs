//! `callboard check`: read and check, write nothing.

use super::build::{findings_line, state_setting};
use super::output::Voice;
use super::{Common, Format, Status};
use crate::check::finding::{Finding, Report};
use crate::diagnostic::Severity;
use crate::folder::Folder;
use crate::pipeline::{self, Engine, Look};
use anyhow::{Context, Result};
use std::path::Path;

pub fn run(common: &Common, folder: &Path, format: Format) -> Result<Status> {
    let voice = Voice::new(common);
    let folder =
        Folder::open(folder, None).with_context(|| format!("{} cannot be opened", folder.display()))?;
    let state = folder.state_dir(state_setting(&folder).as_deref());
    let mut engine = Engine::new(&std::env::current_exe()?);
    let report = pipeline::read(&mut engine, &folder, &Look::at(&state, common.today))?.report;
    match format {
        Format::Json => outln!("{}", serde_json::to_string_pretty(&report)?),
        Format::Text => {
            voice.problems(&report.problems);
            for finding in &report.findings {
                say(voice, finding);
            }
            voice.result(&findings_line(&report));
        }
    }
    Ok(Status::needs_a_person_if(has_error(&report)))
}

/// An unwaived finding, or a problem, of severity error.
fn has_error(report: &Report) -> bool {
    report.findings.iter().any(|f| f.severity == Severity::Error && f.waiver.is_none())
        || report.problems.iter().any(|p| p.severity == Severity::Error)
}

fn say(voice: Voice, finding: &Finding) {
    let cells: Vec<String> = finding.sources.iter().map(ToString::to_string).collect();
    let waived = if finding.waiver.is_some() { ", waived" } else { "" };
    voice.result(&format!("{}[{}{waived}] {}", finding.severity.word(), finding.rule, finding.message));
    if !finding.arithmetic.is_empty() {
        voice.result(&format!("  {}", finding.arithmetic));
    }
    if !finding.help.is_empty() {
        voice.result(&format!("  help: {}", finding.help));
    }
    for number in &finding.parameters {
        voice.result(&format!("  by: {}", number.words()));
    }
    voice.result(&format!("  from: {}", cells.join("; ")));
}
