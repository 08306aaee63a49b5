//! `callboard rules list|show|copy|test|schema`.

use super::output::Voice;
use super::{Common, RulesCommand, Status};
use crate::check::fields::nearest;
use crate::check::{Packs, builtin, page, show, testing};
use crate::diagnostic::{Diagnostic, Severity};
use anyhow::{Context, Result, bail};
use std::io::Write;
use std::path::{Path, PathBuf};

pub fn run(common: &Common, what: RulesCommand) -> Result<Status> {
    let voice = Voice::new(common);
    match what {
        RulesCommand::List { folder } => {
            let (packs, problems) = load(folder.as_deref());
            out!("{}", show::list(&packs));
            voice.problems(&problems);
            Ok(Status::Done)
        }
        RulesCommand::Show { rule, folder } => {
            let (packs, problems) = load(folder.as_deref());
            voice.problems(&problems);
            let Some(text) = page::rule(&packs, &rule) else {
                if packs.by_id.contains_key(&rule) {
                    bail!(
                        "“{rule}” is a pack, not a rule: `callboard rules list` names its rules as {rule}/…"
                    );
                }
                match show::suggest(&packs, &rule) {
                    Some(near) => bail!("no rule is called “{rule}”; the nearest is “{near}”"),
                    None => bail!("no rule is called “{rule}”: `callboard rules list` names them all"),
                }
            };
            out!("{text}");
            Ok(Status::Done)
        }
        RulesCommand::Copy { pack, folder } => copy(voice, &pack, &folder),
        RulesCommand::Test { files } => test(voice, &files),
        RulesCommand::Schema => {
            out!("{}", show::schema());
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

/// Puts a built-in pack into a production's `rules/`, where its copy is laid over it. A file that is there is a
/// person's own and stays as it is.
fn copy(voice: Voice, pack: &str, folder: &Path) -> Result<Status> {
    let Some((file, text)) = builtin::text_of(pack) else {
        let (packs, _) = Packs::built_in();
        let near = nearest(pack, packs.by_id.keys().map(String::as_str));
        match near {
            Some(near) => bail!("no pack is called “{pack}”; the nearest is “{near}”"),
            None => bail!("no pack is called “{pack}”: `callboard rules list` names them all"),
        }
    };
    if !folder.is_dir() {
        bail!("{} is no folder: name the production's folder", folder.display());
    }
    let rules = folder.join("rules");
    let path = rules.join(file);
    std::fs::create_dir_all(&rules).with_context(|| format!("{} cannot be made", rules.display()))?;
    let made = std::fs::OpenOptions::new().write(true).create_new(true).open(&path);
    let mut made = match made {
        Ok(made) => made,
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            bail!("{} is there already and was left as it is: edit it, or move it away first", path.display())
        }
        Err(error) => return Err(error).with_context(|| format!("{} cannot be written", path.display())),
    };
    made.write_all(text.as_bytes()).with_context(|| format!("{} cannot be written", path.display()))?;
    voice.result(&format!("{}: edit it, then `callboard rules test {}`", path.display(), path.display()));
    Ok(Status::Done)
}

/// The tests of the given packs, of those in a given folder, or of every built-in one.
fn test(voice: Voice, files: &[PathBuf]) -> Result<Status> {
    let (packs, problems) = if files.is_empty() { Packs::built_in() } else { named(files)? };
    voice.problems(&problems);
    let results: Vec<_> = packs.by_id.values().flat_map(testing::run_pack).collect();
    out!("{}", show::tests(&results));
    let broken = problems.iter().any(|p| p.severity == Severity::Error);
    Ok(Status::needs_a_person_if(broken || results.iter().any(|result| !result.passed())))
}

/// The packs of files, or of one folder: its `rules/` where it has one, as a production's has.
fn named(files: &[PathBuf]) -> Result<(Packs, Vec<Diagnostic>)> {
    if let [folder] = files
        && folder.is_dir()
    {
        let rules = Some(folder.join("rules")).filter(|rules| rules.is_dir());
        let folder = rules.as_ref().unwrap_or(folder);
        let (packs, problems) = Packs::of_folder(folder, &folder.display().to_string());
        if packs.by_id.is_empty() && problems.is_empty() {
            bail!("{} holds no rule pack: name a file that ends in .toml", folder.display());
        }
        return Ok((packs, problems));
    }
    let mut texts = Vec::new();
    for file in files {
        let name = file.display().to_string();
        if !file.exists() && builtin::text_of(&name).is_some() {
            bail!(
                "there is no file “{name}”: name the pack's file, such as NIGHT-TRAIN/rules/{name}.toml; \
                 the built-in packs are tested where no file is named"
            );
        }
        if file.is_dir() {
            bail!("{name} is a folder: name it alone, or the files in it");
        }
        let text = std::fs::read_to_string(file).with_context(|| {
            format!("{name} cannot be read: name a pack's file, or the folder of a production")
        })?;
        texts.push((name, text));
    }
    Ok(Packs::of(texts.into_iter()))
}
