//! `callboard build`: one pass.

use super::output::Voice;
use super::{BuildArgs, Common, Status};
use crate::check::finding::Report;
use crate::folder::Folder;
use crate::pipeline::{self, Built, Engine, Hold, Options};
use crate::settings;
use anyhow::{Context, Result};
use std::fs;

pub fn run(common: &Common, args: &BuildArgs) -> Result<Status> {
    let voice = Voice::new(common);
    let folder = Folder::open(&args.folder, args.out.as_deref())
        .with_context(|| format!("{} cannot be opened", args.folder.display()))?;
    let hold = Hold::take(&folder, state_setting(&folder).as_deref())?;
    let mut engine = Engine::new(&std::env::current_exe()?);
    let options = Options {
        today: common.today,
        only: args.only.clone(),
        day: args.day.clone(),
        personal: args.personal || args.stamp,
        stamp: args.stamp,
        ..Options::default()
    };
    let built = pipeline::build(&mut engine, &folder, &hold, &options)?;
    voice.problems(&built.report.problems);
    say(voice, &folder, &built);
    Ok(Status::needs_a_person_if(built.needs_a_person))
}

/// `[state] dir`, read before the settings as a whole are judged.
pub fn state_setting(folder: &Folder) -> Option<String> {
    let text = fs::read_to_string(folder.settings_file()).ok()?;
    settings::load(&text, "callboard.toml").0.state.dir
}

/// What was done, in a few lines.
pub fn say(voice: Voice, folder: &Folder, built: &Built) {
    let report = &built.report;
    voice.result(&format!(
        "{}, as of {}: {} read with {}.",
        report.production,
        report.as_of,
        count(built.files, "file"),
        count(built.tables, "table")
    ));
    voice.result(&findings_line(report));
    let unchanged = built.documents.saturating_sub(built.made.len());
    voice.result(&format!(
        "{} made, {unchanged} unchanged, {} removed, {} {} in {}",
        count(built.made.len(), "document"),
        built.removed.len(),
        count(built.messages, "message"),
        if built.drafted { "drafted" } else { "for the outbox;" },
        folder.out.display()
    ));
    for person in &built.without_address {
        let phone = person.phone.as_deref().unwrap_or("no number either");
        voice.result(&format!("To be telephoned, no address: {} ({phone})", person.name));
    }
}

/// `Findings: 3 errors, 5 warnings …; cost 1,234.50 USD.`
pub fn findings_line(report: &Report) -> String {
    let summary = &report.summary;
    let cost: Vec<String> = summary.cost.iter().map(ToString::to_string).collect();
    format!(
        "Findings: {}, {}, {} for information, {} undetermined, {} waived{}.",
        count(summary.error, "error"),
        count(summary.warning, "warning"),
        summary.info,
        summary.undetermined,
        summary.waived,
        if cost.is_empty() { String::new() } else { format!("; cost {}", cost.join(" + ")) }
    )
}

pub fn count(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}
