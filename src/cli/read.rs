//! `callboard read FILE …`: how a file was understood. Changes nothing.

use super::output::Voice;
use super::{Common, Format, Status};
use crate::diagnostic::Severity;
use crate::ingest::house::{self, House};
use crate::ingest::read;
use crate::pipeline::{self, Customs, Engine};
use crate::settings;
use anyhow::Result;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub fn run(common: &Common, files: &[PathBuf], format: Format) -> Result<Status> {
    let voice = Voice::new(common);
    let mut engine = Engine::new(&std::env::current_exe()?);
    // Locale as the production has it, where the file lies in one.
    let above = |name: &str| files.iter().find_map(|file| text_above(file, name));
    let settings =
        above("callboard.toml").map(|text| settings::load(&text, "callboard.toml").0).unwrap_or_default();
    let (house, in_house) = above(house::FILE).map(|text| House::read(&text)).unwrap_or_default();
    let named = files.iter().map(|p| (p.to_string_lossy().replace('\\', "/"), p.clone())).collect();
    let inputs = pipeline::read_files(&mut engine, named)?;
    let books: Vec<_> = inputs.iter().filter_map(|i| Some((i.file.as_str(), i.book.as_deref()?))).collect();
    let mut locale = Customs::of(&read::facts(&books), &settings).locale;
    locale.house = Arc::new(house);
    let files: Vec<_> = inputs.into_iter().map(|input| pipeline::tables(input, &locale)).collect();
    let unread =
        files.iter().any(|f| f.tables.is_empty() && f.problems.iter().any(|p| p.severity == Severity::Error));
    match format {
        Format::Json => outln!("{}", serde_json::to_string_pretty(&read::to_json(&files))?),
        Format::Text => {
            out!("{}", read::to_text(&files));
            voice.problems(&in_house);
            for file in &files {
                voice.problems(&file.problems);
            }
        }
    }
    Ok(Status::needs_a_person_if(unread))
}

/// A file of the production folder that an input lies in.
fn text_above(file: &Path, name: &str) -> Option<String> {
    let path = file.canonicalize().ok()?;
    path.ancestors().skip(1).take(8).find_map(|dir| std::fs::read_to_string(dir.join(name)).ok())
}
