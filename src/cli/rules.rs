//! `callboard rules list|show|test|schema`.

use super::output::Voice;
use super::{Common, RulesCommand, Status};
use crate::check::{Packs, show, testing};
use crate::diagnostic::{Diagnostic, Severity};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};

pub fn run(common: &Common, what: RulesCommand) -> Result<Status> {
    let voice = Voice::new(common);
    match what {
        RulesCommand::List { folder } => {
            let (packs, problems) = load(folder.as_deref());
            print!("{}", show::list(&packs));
            voice.problems(&problems);
            Ok(Status::Done)
        }
        RulesCommand::Show { rule, folder } => {
            let (packs, problems) = load(folder.as_deref());
            voice.problems(&problems);
            let Some(text) = show::rule(&packs, &rule) else {
                match show::suggest(&packs, &rule) {
                    Some(near) => bail!("no rule is called “{rule}”; the nearest is “{near}”"),
                    None => bail!("no rule is called “{rule}”: `callboard rules list` names them all"),
                }
            };
            print!("{text}");
            Ok(Status::Done)
        }
        RulesCommand::Test { files } => test(voice, &files),
        RulesCommand::Schema => {
            print!("{}", show::schema());
            Ok(Status::Done)
        }
    }
}

/// The built-in packs, with a production's own laid over them where a folder is given.
fn load(folder: Option<&Path>) -> (Packs, Vec<Diagnostic>) {
    match folder {
        Some(folder) => Packs::load(&folder.join("rules")),
        None => Packs::built_in(),
    }
}

/// The tests of the given packs, or of every built-in one.
fn test(voice: Voice, files: &[PathBuf]) -> Result<Status> {
    let (packs, problems) = if files.is_empty() {
        Packs::built_in()
    } else {
        let mut texts = Vec::new();
        for file in files {
            let text = std::fs::read_to_string(file)
                .with_context(|| format!("{} cannot be read", file.display()))?;
            texts.push((file.display().to_string(), text));
        }
        Packs::of(texts.into_iter())
    };
    voice.problems(&problems);
    let results: Vec<_> = packs.by_id.values().flat_map(testing::run_pack).collect();
    print!("{}", show::tests(&results));
    let broken = problems.iter().any(|p| p.severity == Severity::Error);
    Ok(Status::needs_a_person_if(broken || results.iter().any(|result| !result.passed())))
}
