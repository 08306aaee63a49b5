//! `callboard doctor`: what on this machine would stop callboard from working.

use super::build::state_setting;
use super::{Common, Status};
use crate::check;
use crate::diagnostic::Severity;
use crate::folder::Folder;
use crate::pipeline::{Engine, Hold, sending, server};
use crate::settings::{self, MailMode};
use crate::store::Ledger;
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;
use std::time::Duration;

/// One thing looked at: what it is, and how it stands.
type Finding = (&'static str, Result<String, String>);

pub fn run(_common: &Common, folder: &Path) -> Result<Status> {
    let folder =
        Folder::open(folder, None).with_context(|| format!("{} cannot be opened", folder.display()))?;
    let engine = Engine::new(&std::env::current_exe()?);
    let findings: Vec<Finding> = vec![
        ("inbox", inbox(&folder)),
        ("settings", read_settings(&folder)),
        ("rule packs", packs(&folder)),
        ("output folder", writable(&folder.out)),
        ("ledger", ledger(&folder)),
        ("mail", mail(&folder)),
        ("reading worker", worker(&engine.readers)),
        ("typesetting worker", typesetter(&engine)),
    ];
    let mut healthy = true;
    for (what, state) in findings {
        match state {
            Ok(words) => outln!("ok     {what}: {words}"),
            Err(words) => {
                healthy = false;
                outln!("fault  {what}: {words}");
            }
        }
    }
    Ok(Status::needs_a_person_if(!healthy))
}

fn inbox(folder: &Folder) -> Result<String, String> {
    let files = folder.inputs().map_err(|e| format!("{} cannot be listed: {e}", folder.inbox.display()))?;
    Ok(format!("{} holds {} files", folder.inbox.display(), files.len()))
}

fn read_settings(folder: &Folder) -> Result<String, String> {
    let path = folder.settings_file();
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
            return Ok("no callboard.toml; the built-in defaults hold".into());
        }
        Err(e) => return Err(format!("callboard.toml cannot be read: {e}")),
    };
    let (_, problems) = settings::load(&text, "callboard.toml");
    match problems.iter().find(|p| p.severity == Severity::Error) {
        Some(problem) => Err(problem.to_string()),
        None => Ok("callboard.toml is sound".into()),
    }
}

fn packs(folder: &Folder) -> Result<String, String> {
    let (packs, problems) = check::Packs::load(&folder.rules());
    match problems.iter().find(|p| p.severity == Severity::Error) {
        Some(problem) => Err(problem.to_string()),
        None => Ok(format!("{} packs load", packs.by_id.len())),
    }
}

fn writable(dir: &Path) -> Result<String, String> {
    let fault = |e: std::io::Error| format!("{} cannot be written to: {e}", dir.display());
    let existing = dir.ancestors().find(|d| d.is_dir()).unwrap_or(dir);
    tempfile::NamedTempFile::new_in(existing).map_err(fault)?;
    Ok(format!("{} can be written to", dir.display()))
}

fn ledger(folder: &Folder) -> Result<String, String> {
    let configured = state_setting(folder);
    let state = folder.state_dir(configured.as_deref());
    let place = format!("in {}", state.display());
    if !state.join("ledger.sqlite").is_file() {
        return Ok(format!("{place}, not written yet"));
    }
    let _hold = Hold::take(folder, configured.as_deref()).map_err(|e| e.to_string())?;
    let passes = Ledger::open(&state).and_then(|l| l.passes()).map_err(|e| e.to_string())?;
    Ok(match passes {
        Some((count, day)) => format!("{place}, {count} passes, the last as of {day}"),
        None => format!("{place}, no pass yet"),
    })
}

/// Where the mode sends: is the server there, does it accept the password, and can nobody else read that?
fn mail(folder: &Folder) -> Result<String, String> {
    let settings = sending::settings(folder).map_err(|e| e.to_string())?;
    if settings.mail_mode() == MailMode::Draft {
        return Ok("messages are drafts in out/mail; nothing is sent".into());
    }
    #[cfg(unix)]
    if let Some(file) = &settings.mail.password_file {
        use std::os::unix::fs::PermissionsExt;
        let path = folder.root.join(file);
        if fs::metadata(&path).is_ok_and(|m| m.permissions().mode() & 0o077 != 0) {
            return Err(format!("{} can be read by others; `chmod 600` it", path.display()));
        }
    }
    server::knock(folder, &settings, Duration::from_secs(10))?;
    let server = settings.mail_server().map(|s| format!("{}:{}", s.host, s.port)).unwrap_or_default();
    Ok(format!("{server} would take messages"))
}

fn worker(pool: &crate::worker::Pool) -> Result<String, String> {
    let dir = tempfile::tempdir().map_err(|e| e.to_string())?;
    let file = dir.path().join("probe.csv");
    fs::write(&file, "Date,Name,Call\n2026-10-30,Dana Ruiz,07:00\n").map_err(|e| e.to_string())?;
    match crate::ingest::reader::read(&file, "probe.csv", pool) {
        Ok(_) => Ok("reads a file in a child process".into()),
        Err(problem) => Err(problem.to_string()),
    }
}

#[cfg(feature = "pdf")]
fn typesetter(engine: &Engine) -> Result<String, String> {
    let template = b"#set document(title: [Probe])\n#json(\"data.json\").title".to_vec();
    let own = [("probe/main.typ".to_owned(), template)].into();
    let data = serde_json::json!({ "title": "Probe" });
    let printed = crate::render::setter::preview("probe", &data, &engine.setters, &own, &Default::default());
    match (printed.pdf, printed.problems.first()) {
        (Some(_), _) => Ok("sets a page in a child process".into()),
        (None, why) => Err(why.map_or("no page came back".into(), ToString::to_string)),
    }
}

#[cfg(not(feature = "pdf"))]
fn typesetter(_engine: &Engine) -> Result<String, String> {
    Err("this build has no typesetter (feature `pdf`); it reads and checks only".into())
}
