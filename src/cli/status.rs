//! `callboard status`: for each folder what a watch is doing, what is waited for and why, what was made, what waits to
//! be mailed, what went out, and where the state lies. Changes nothing.

use super::build::{count, state_setting};
use super::{Common, Format, Status};
use crate::disk::{self, Disk};
use crate::folder::Folder;
use crate::pipeline::{self, Engine, Holder, Known, Live, OnItsWay, text};
use crate::render::call_sheet::revision;
use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long a folder may take until it answers.
const PATIENCE: Duration = Duration::from_secs(10);

const SILENT: &str =
    "it does not answer (a share whose server is gone?); look after the network and the server";

pub fn run(common: &Common, folders: &[PathBuf], format: Format) -> Result<Status> {
    let mut engine = Engine::new(&std::env::current_exe()?);
    let mut all = Vec::new();
    let mut silent = false;
    for (number, path) in folders.iter().enumerate() {
        if !disk::answers(path, PATIENCE) {
            silent = true;
            match format {
                Format::Json => {
                    all.push(json!({ "folder": path, "mode": "hanging", "paused_because": SILENT }))
                }
                Format::Text => outln!("{}: {SILENT}.", path.display()),
            }
            continue;
        }
        let standing = Standing::of(&mut engine, path, common)?;
        match format {
            Format::Json => all.push(standing.json()),
            Format::Text => {
                if number > 0 {
                    outln!();
                }
                standing.say();
            }
        }
    }
    if format == Format::Json {
        outln!("{}", serde_json::to_string_pretty(&json!({ "folders": all }))?);
    }
    // It says what waits; whether that is wrong is for `check` to judge.
    Ok(Status::needs_a_person_if(silent))
}

/// How one folder stands.
struct Standing {
    folder: Folder,
    state: PathBuf,
    known: Known,
    holder: Holder,
    /// What the watch wrote last, and when it looked last.
    live: Option<(Live, DateTime<Utc>)>,
}

impl Standing {
    fn of(engine: &mut Engine, path: &Path, common: &Common) -> Result<Standing> {
        let folder =
            Folder::open(path, None).with_context(|| format!("{} cannot be opened", path.display()))?;
        let state = folder.state_dir(state_setting(&folder).as_deref());
        let holder = pipeline::holder(&folder);
        let live = Live::read(&state).map(|(live, at)| (live, at.into()));
        let known = pipeline::status(engine, &folder, &state, common.today)?;
        Ok(Standing { folder, state, known, holder, live })
    }

    /// What the watch says, while there is one.
    fn watched(&self) -> Option<&(Live, DateTime<Utc>)> {
        self.live.as_ref().filter(|(live, _)| self.holder != Holder::Nobody && live.mode != "stopped")
    }

    fn mode(&self) -> &str {
        match (&self.holder, self.watched()) {
            (_, Some((live, _))) => &live.mode,
            (Holder::Process(_), None) => "building",
            (Holder::Nobody, None) => "not watched",
        }
    }

    fn on_its_way(&self) -> &[OnItsWay] {
        self.watched().map_or(&[], |(live, _)| &live.files)
    }

    fn say(&self) {
        let Standing { folder, known, .. } = self;
        outln!(
            "{}, as of {}: {} in {}.",
            known.title,
            known.today,
            count(known.files, "file"),
            folder.inbox.display()
        );
        self.say_mode();
        if !self.on_its_way().is_empty() {
            outln!("\nOn its way:");
        }
        for file in self.on_its_way() {
            outln!("  {} ({}): {}.", file.file, file.state, file.why);
        }
        outln!("\nWaiting for:");
        if known.waiting.is_empty() {
            outln!("  nothing");
        }
        for waiting in &known.waiting {
            outln!("  {}: {}", waiting.what, sentence(&waiting.why));
        }
        self.say_made();
        outln!("\nState: {}", self.state.display());
    }

    fn say_mode(&self) {
        let who = match &self.holder {
            Holder::Process(who) => format!(" by {who}"),
            Holder::Nobody => String::new(),
        };
        match self.watched() {
            Some((live, looked)) => {
                outln!("\nMode: {}{who}.", live.mode);
                if !live.why.is_empty() {
                    outln!("  {}", sentence(&live.why));
                }
                let every =
                    if live.every.is_empty() { String::new() } else { format!(", every {} s", live.every) };
                outln!("  Last look {}{every}, on {}.", ago(*looked), live.disk);
                if !live.silent.is_empty() {
                    outln!(
                        "  The system does not tell of changes here, so that it is looked through instead and nothing is missed: {}",
                        sentence(&live.silent)
                    );
                }
            }
            None if self.holder != Holder::Nobody => outln!("\nMode: building{who}."),
            None => {
                let last =
                    self.live.as_ref().map(|(_, looked)| format!("; the last watch looked {}", ago(*looked)));
                outln!(
                    "\nMode: not watched{}. It lies on {}.",
                    last.unwrap_or_default(),
                    Disk::of(&self.folder.inbox)
                );
            }
        }
    }

    fn say_made(&self) {
        let Standing { folder, known, .. } = self;
        outln!("\nMade:");
        match &known.made {
            None => outln!("  nothing yet: `callboard build` makes the documents"),
            Some(made) => {
                let kinds: Vec<String> =
                    made.documents.iter().map(|(kind, n)| format!("{n} {kind}")).collect();
                let documents = if kinds.is_empty() { "nothing".into() } else { kinds.join(", ") };
                outln!(
                    "  {} in {}, as of {} (pass {})",
                    documents,
                    folder.out.display(),
                    made.today,
                    made.passes
                );
            }
        }
        outln!("\nOutbox:");
        let outbox = known.made.as_ref().map(|made| &made.outbox).filter(|outbox| !outbox.is_empty());
        match outbox {
            None => outln!("  nothing"),
            Some(outbox) => {
                let states: Vec<String> = outbox.iter().map(|(state, n)| format!("{n} {state}")).collect();
                outln!("  {}", states.join(", "));
            }
        }
        outln!("\nIssued:");
        if known.issued.is_empty() {
            outln!("  nothing");
        }
        for (issued, current) in &known.issued {
            outln!(
                "  {}, {}: {}, {}{}",
                issued.unit,
                issued.date,
                revision::name(issued),
                issued.at.format("%a %Y-%m-%d %H:%M %Z"),
                if *current { ", as the sheet still is" } else { "" }
            );
        }
    }

    fn json(&self) -> Value {
        let Standing { folder, state, known, .. } = self;
        let live = self.watched();
        json!({
            "folder": folder.root,
            "title": known.title,
            "as_of": known.today.to_string(),
            "mode": self.mode(),
            "paused_because": live.map(|(live, _)| &live.why).filter(|why| !why.is_empty()),
            "held_by": match &self.holder { Holder::Process(who) => Some(who), Holder::Nobody => None },
            "last_look": self.live.as_ref().map(|(_, at)| text(*at)),
            "disk": Disk::of(&folder.inbox).to_string(),
            "no_events_because": live.map(|(live, _)| &live.silent).filter(|why| !why.is_empty()),
            "files": known.files,
            "on_its_way": self.on_its_way(),
            "waiting": known.waiting.iter().map(|w| json!({ "what": w.what, "why": w.why })).collect::<Vec<_>>(),
            "made": known.made.as_ref().map(|made| json!({
                "passes": made.passes,
                "as_of": made.today,
                "documents": made.documents,
                "files": made.files.iter().map(|f| json!({
                    "file": f.path, "sha256": f.sha256, "state": f.state, "why": f.why,
                })).collect::<Vec<_>>(),
            })),
            "outbox": known.made.as_ref().map(|made| &made.outbox),
            "issued": known.issued.iter().map(|(issued, current)| json!({
                "unit": issued.unit,
                "date": issued.date.to_string(),
                "revision": issued.revision,
                "colour": issued.colour,
                "at": issued.at.to_rfc3339(),
                "path": issued.path,
                "current": current,
            })).collect::<Vec<_>>(),
            "state": state,
        })
    }
}

fn sentence(why: &str) -> String {
    if why.ends_with('.') { why.to_owned() } else { format!("{why}.") }
}

fn ago(at: DateTime<Utc>) -> String {
    let seconds = Utc::now().signed_duration_since(at).num_seconds();
    match seconds {
        i64::MIN..=1 => "just now".into(),
        2..=119 => format!("{seconds} seconds ago"),
        120..=7199 => format!("{} minutes ago", seconds / 60),
        _ => format!("at {}", text(at)),
    }
}
