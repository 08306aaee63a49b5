//! `callboard status`: what it waits for and why, what was made, what went out, and where its state lies. Changes nothing.

use super::build::{count, state_setting};
use super::{Common, Status};
use crate::folder::Folder;
use crate::pipeline::{self, Engine, Known};
use crate::render::call_sheet::revision;
use anyhow::{Context, Result};
use std::path::Path;

pub fn run(common: &Common, folder: &Path) -> Result<Status> {
    let folder =
        Folder::open(folder, None).with_context(|| format!("{} cannot be opened", folder.display()))?;
    let state = folder.state_dir(state_setting(&folder).as_deref());
    let mut engine = Engine::new(&std::env::current_exe()?);
    let known = pipeline::status(&mut engine, &folder, &state, common.today)?;
    say(&folder, &state, &known);
    // It says what waits; whether that is wrong is for `check` to judge.
    Ok(Status::Done)
}

fn say(folder: &Folder, state: &Path, known: &Known) {
    println!(
        "{}, as of {}: {} in {}.",
        known.title,
        known.today,
        count(known.files, "file"),
        folder.inbox.display()
    );
    println!("\nWaiting for:");
    if known.waiting.is_empty() {
        println!("  nothing");
    }
    for waiting in &known.waiting {
        println!("  {}: {}", waiting.what, sentence(&waiting.why));
    }
    println!("\nMade:");
    match &known.made {
        None => println!("  nothing yet: `callboard build` makes the documents"),
        Some(made) => {
            let kinds: Vec<String> = made.documents.iter().map(|(kind, n)| format!("{n} {kind}")).collect();
            let documents = if kinds.is_empty() { "nothing".into() } else { kinds.join(", ") };
            println!(
                "  {} in {}, as of {} (pass {})",
                documents,
                folder.out.display(),
                made.today,
                made.passes
            );
        }
    }
    println!("\nIssued:");
    if known.issued.is_empty() {
        println!("  nothing");
    }
    for (issued, current) in &known.issued {
        println!(
            "  {}, {}: {}, {}{}",
            issued.unit,
            issued.date,
            revision::name(issued),
            issued.at.format("%a %Y-%m-%d %H:%M %Z"),
            if *current { ", as the sheet still is" } else { "" }
        );
    }
    println!("\nState: {}", state.display());
}

fn sentence(why: &str) -> String {
    if why.ends_with('.') { why.to_owned() } else { format!("{why}.") }
}
