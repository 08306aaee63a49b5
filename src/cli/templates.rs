//! `callboard templates list|eject|preview`.

use super::output::Voice;
use super::{Common, Status, TemplatesCommand};
use crate::check::fields::nearest;
use crate::deliver::letter;
use crate::folder::Folder;
use crate::pipeline::{self, Engine};
use crate::render::publish;
use crate::render::{assets, setter};
use crate::settings;
use anyhow::{Context, Result};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Folders that hold no document of their own: what all share, and what mail says.
const SHARED: &[&str] = &["lib", "mail", "words", "fonts"];

pub fn run(common: &Common, what: TemplatesCommand) -> Result<Status> {
    let voice = Voice::new(common);
    match what {
        TemplatesCommand::List { folder } => list(&open(&folder)?),
        TemplatesCommand::Eject { name, folder } => eject(voice, &name, &open(&folder)?),
        TemplatesCommand::Preview { name, folder, out } => preview(voice, &name, &open(&folder)?, out),
    }
}

fn open(folder: &Path) -> Result<Folder> {
    Folder::open(folder, None).with_context(|| format!("{} cannot be opened", folder.display()))
}

/// Every file in the binary, by path below `templates/`, with its text.
fn built_in() -> Vec<(String, &'static str)> {
    let mail = letter::BUILT_IN.iter().map(|(name, text)| (format!("mail/{name}"), *text));
    let samples = assets::SAMPLES.iter().map(|(name, text)| (format!("{name}/data.json"), *text));
    let sources = assets::TEMPLATES.iter().map(|(path, text)| ((*path).to_owned(), *text));
    let mut files: Vec<_> = sources.chain(samples).chain(mail).collect();
    files.sort();
    files
}

fn name_of(path: &str) -> &str {
    path.split('/').next().unwrap_or(path)
}

/// One line a template; then the production's own files, and those among them that nothing reads.
fn list(folder: &Folder) -> Result<Status> {
    let files = built_in();
    let own = pipeline::overrides(folder)?;
    let names: BTreeSet<&str> = files.iter().map(|(path, _)| name_of(path)).collect();
    for name in &names {
        let mine: Vec<&str> = own.keys().map(String::as_str).filter(|path| name_of(path) == *name).collect();
        let whose = if mine.is_empty() { "built in".to_owned() } else { format!("own: {}", mine.join(", ")) };
        outln!("{name:<24} {whose}");
    }
    let unread: Vec<&str> = own
        .keys()
        .map(String::as_str)
        .filter(|path| !names.contains(name_of(path)) && !SHARED.contains(&name_of(path)))
        .collect();
    for path in &unread {
        let near = nearest(name_of(path), names.iter().copied());
        let hint = near.map(|near| format!(": is “{near}” meant?")).unwrap_or_default();
        outln!("{path:<24} no document is made from it{hint}");
    }
    Ok(Status::needs_a_person_if(!unread.is_empty()))
}

/// Copies a built-in template and its sample into the production, to be changed there. A file that is there is a
/// person's own and stays as it is.
fn eject(voice: Voice, name: &str, folder: &Folder) -> Result<Status> {
    let files = built_in();
    let wanted: Vec<_> = files.iter().filter(|(path, _)| name_of(path) == name).collect();
    if wanted.is_empty() {
        return Err(unknown(name, &files));
    }
    let mut kept = false;
    for (path, text) in wanted {
        let to = folder.templates().join(path);
        let made = publish::write_once(&to, text.as_bytes())
            .with_context(|| format!("{} cannot be written", to.display()))?;
        if made {
            voice.result(&to.display().to_string());
        } else {
            kept = true;
            voice.result(&format!("{} is there already and was left as it is", to.display()));
        }
    }
    if !SHARED.contains(&name) {
        voice.result(&format!("Edit main.typ, then look: callboard templates preview {name}"));
    }
    Ok(Status::needs_a_person_if(kept))
}

/// Sets a template with its sample, the production's own files laid over the built-in ones, to one PDF.
fn preview(voice: Voice, name: &str, folder: &Folder, out: Option<PathBuf>) -> Result<Status> {
    let own = pipeline::overrides(folder)?;
    let sample: serde_json::Value = match own.get(&format!("{name}/data.json")) {
        Some(bytes) => serde_json::from_slice(bytes)
            .with_context(|| format!("{}/{name}/data.json is not JSON", folder.templates().display()))?,
        None => match assets::SAMPLES.iter().find(|(template, _)| *template == name) {
            Some((_, text)) => serde_json::from_str(text).context("the built-in sample is not JSON")?,
            None => return Err(unknown(name, &built_in())),
        },
    };
    let out = out.unwrap_or_else(|| PathBuf::from(format!("{name}-preview.pdf")));
    let engine = Engine::new(&std::env::current_exe()?);
    let text = fs::read_to_string(folder.settings_file()).unwrap_or_default();
    let settings = settings::load(&text, "callboard.toml").0;
    let printed = setter::preview(name, &sample, &engine.setters, &own, &settings.documents);
    voice.problems(&printed.problems);
    let Some(pdf) = printed.pdf else { return Ok(Status::NeedsAPerson) };
    publish::write(&out, &pdf, false).with_context(|| format!("{} cannot be written", out.display()))?;
    voice.result(&out.display().to_string());
    Ok(Status::needs_a_person_if(!printed.problems.is_empty()))
}

fn unknown(name: &str, files: &[(String, &str)]) -> anyhow::Error {
    let names: BTreeSet<&str> = files.iter().map(|(path, _)| name_of(path)).collect();
    match nearest(name, names.iter().copied()) {
        Some(near) => anyhow::anyhow!("no template is called “{name}”; the nearest is “{near}”"),
        None => anyhow::anyhow!("no template is called “{name}”: `callboard templates list` names them all"),
    }
}
