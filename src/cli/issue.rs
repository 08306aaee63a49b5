//! `callboard issue DAY`: a unit's call sheet goes out as its next revision.

use super::build::{count, say, state_setting};
use super::output::Voice;
use super::{Common, IssueArgs, Status};
use crate::check::finding::Finding;
use crate::diagnostic::Severity;
use crate::folder::Folder;
use crate::model::Issued;
use crate::pipeline::{self, Engine, Hold, Issue, IssueOptions};
use anyhow::{Context, Result};

pub fn run(common: &Common, args: &IssueArgs) -> Result<Status> {
    let voice = Voice::new(common);
    let folder = Folder::open(&args.which.folder, None)
        .with_context(|| format!("{} cannot be opened", args.which.folder.display()))?;
    // A watch may hold the folder all day: this takes its turn between two of its passes.
    let hold = Hold::share(&folder, state_setting(&folder).as_deref())?;
    let mut engine = Engine::new(&std::env::current_exe()?);
    let asked = IssueOptions {
        day: args.which.day.clone(),
        unit: args.which.unit.clone(),
        all_units: args.all_units,
        today: common.today,
        at: args.at.clone(),
    };
    let done = pipeline::issue(&mut engine, &folder, &hold, &asked)?;
    voice.problems(&done.problems);
    for sheet in &done.sheets {
        match sheet {
            Issue::Out(issued) => {
                voice.result(&format!("Issued: {}, {}", words(issued), when(issued)));
                voice.result(&format!("  out/{}", issued.path));
                // Nobody may believe at five in the morning that the crew has it.
                if issued.date.to_string() < done.built.report.as_of {
                    voice.result("  Not mailed: its day is over. Whoever still needs it gets it by hand.");
                }
            }
            Issue::Current(issued) => voice.result(&format!(
                "Nothing to issue: the sheet still says what {} says, {}.",
                words(issued),
                when(issued)
            )),
        }
        let (Issue::Out(issued) | Issue::Current(issued)) = sheet;
        against(voice, issued, &done.built.report.findings);
    }
    say(voice, &folder, &done.built);
    Ok(Status::needs_a_person_if(!done.problems.is_empty() || done.built.needs_a_person))
}

/// `Main, 2026-10-31, WHITE REV. 1`
fn words(issued: &Issued) -> String {
    let name = crate::render::call_sheet::revision::name(issued);
    format!("{}, {}, {name}", issued.unit, issued.date)
}

fn when(issued: &Issued) -> String {
    format!("issued {}", issued.at.format("%a %Y-%m-%d %H:%M %Z"))
}

/// What stands against the day, now that its sheet is out.
fn against(voice: Voice, issued: &Issued, findings: &[Finding]) {
    let date = issued.date.to_string();
    let of_day: Vec<&Finding> = findings
        .iter()
        .filter(|f| f.waiver.is_none() && f.severity != Severity::Info)
        .filter(|f| f.subject.date.as_ref() == Some(&date) && f.subject.kind != "document")
        .filter(|f| f.subject.unit.as_ref().is_none_or(|unit| *unit == issued.unit))
        .collect();
    if !of_day.is_empty() {
        voice.result(&format!("  {} against that day:", count(of_day.len(), "finding")));
        for finding in of_day {
            voice.result(&format!("  {}[{}] {}", finding.severity.word(), finding.rule, finding.message));
        }
    }
}
