//! The five steps as one pass, and what a pass remembers for the next.
//!
//! `inputs` lists, copies and reads the files; `reading` carries them through ingest and check; `making` renders
//! and publishes what is not fresh; `drafts` writes the mail and `posting` sends what waits; `manifest` says what was made of what. `issue` sends a
//! call sheet out for good; `turn` keeps passes of one folder apart.

mod customs;
mod drafts;
mod ending;
mod fault;
mod hold;
mod inputs;
mod issue;
mod issued;
mod judged;
mod live;
mod lock;
mod making;
mod manifest;
pub mod posting;
pub mod postman;
mod push;
mod reading;
mod replies;
mod rules;
pub mod sending;
pub mod sent_folder;
pub mod server;
mod status;
mod steps;
pub mod told;
mod turn;
mod unit_days;

pub use customs::Customs;
pub use fault::Fault;
pub use hold::{Hold, Holder, holder};
use inputs::Caches;
pub use inputs::{Input, read_files};
pub use issue::{Issue, IssueDone, IssueOptions, Moment, issue};
pub use live::{Live, LiveFile, OnItsWay, text, text_now};
pub use push::{PushDone, PushOptions, Told, push};
pub use reading::{Look, Reading, read, tables};
pub use status::{Known, Waiting, status};

use crate::check::finding::Report;
use crate::deliver::WithoutAddress;
use crate::diagnostic::{self, Code, Diagnostic, Severity};
use crate::folder::Folder;
use crate::ingest::reader;
use crate::model::DocumentKind;
use crate::now;
use crate::render::setter::Overrides;
use crate::render::words;
use crate::settings::MailMode;
use crate::store::{Ledger, LedgerError};
use crate::worker::{Limits, Pool};
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use steps::Steps;
use thiserror::Error;
use turn::Turn;

/// What a machine does wrong, in words for people.
#[derive(Debug, Error)]
pub enum PassError {
    #[error("{what} {}: {cause}", path.display())]
    Io { what: &'static str, path: PathBuf, cause: io::Error },
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    #[error("this folder is being worked on by {0}; stop that one first")]
    Held(String),
    #[error("{0}")]
    Settings(String),
    /// What was asked for does not exist, or not just once.
    #[error("{0}")]
    Asked(String),
}

impl PassError {
    fn io(what: &'static str, path: &Path) -> impl FnOnce(io::Error) -> PassError {
        let path = path.to_path_buf();
        move |cause| PassError::Io { what, path, cause }
    }
}

/// What a pass is asked for.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Default: the clock's date in the production's time zone.
    pub today: Option<NaiveDate>,
    /// Empty: every kind.
    pub only: Vec<DocumentKind>,
    /// Call sheets of this day alone: an ISO date, or a shooting day's number.
    pub day: Option<String>,
    pub personal: bool,
    /// Files, relative to the production folder, that are being saved at this moment: what the last pass read of them
    /// is read again. Only `watch` knows them.
    pub held: Option<BTreeSet<String>>,
    /// Personal sheets carry their person's name across every page.
    pub stamp: bool,
}

/// The worker processes and what they read before: lives as long as the program.
pub struct Engine {
    pub readers: Pool,
    pub setters: Pool,
    caches: Caches,
    rules: rules::Loaded,
}

/// A call sheet is set in a tenth of a second; an endless template would never end.
const SETTING: Limits = Limits { memory_bytes: 3 << 30, seconds: 30 };

impl Engine {
    /// `exe` is this binary, which is started again as its own worker.
    pub fn new(exe: &Path) -> Engine {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Engine {
            readers: Pool::new(exe.to_path_buf(), reader::ROLE, cores, reader::LIMITS),
            setters: Pool::new(exe.to_path_buf(), "render", cores, SETTING),
            caches: Caches::default(),
            rules: rules::Loaded::default(),
        }
    }
}

/// What a pass did.
#[derive(Debug)]
pub struct Built {
    pub report: Report,
    pub files: usize,
    pub tables: usize,
    /// Paths relative to `out/`, of the documents made now and of all there are.
    pub made: Vec<String>,
    pub documents: usize,
    pub removed: Vec<String>,
    pub messages: usize,
    /// The messages are `.eml` files, and not for callboard to send.
    pub drafted: bool,
    pub without_address: Vec<WithoutAddress>,
    /// An input was set aside or a document was not made.
    pub needs_a_person: bool,
    /// A file broke its reader, and has another try.
    pub again: bool,
    /// The day it worked as of, and whose clock that is.
    pub today: NaiveDate,
    pub zone: chrono_tz::Tz,
    /// What became of each input file.
    pub states: Vec<crate::store::FileRow>,
}

/// One pass: read, check, render, draft the mail. Everything or nothing reaches the ledger.
pub fn build(
    engine: &mut Engine,
    folder: &Folder,
    hold: &Hold,
    options: &Options,
) -> Result<Built, PassError> {
    let _turn = Turn::take(folder)?;
    pass(engine, folder, hold, options)
}

/// A pass whose turn it is.
fn pass(engine: &mut Engine, folder: &Folder, hold: &Hold, options: &Options) -> Result<Built, PassError> {
    let started = now::now();
    let look = Look::holding(hold.state(), options.today, options.held.as_ref());
    let mut reading = reading::read(engine, folder, &look)?;
    if options.stamp {
        reading.settings.call_sheet.stamp = Some("yes".to_owned());
    }
    let at = document_time(reading.today);
    let overrides = overrides(folder)?;
    let mut ledger = Ledger::open(hold.state())?;

    let made = making::make(engine, folder, &mut reading, options, &overrides, &ledger, at)?;
    let mut steps = Steps::start();
    let mail = drafts::write(folder, &reading, &made, options, &overrides, &ledger, at)?;
    steps.end("mail");
    let mut report = made.report;
    report.problems.extend(issued::restore(folder, &reading.issued, &ledger)?);
    report.problems.extend(mail.problems);
    diagnostic::sort(&mut report.problems);
    // A name that no font has is said once, however many documents print it among other words.
    report.problems.dedup_by(|b, a| {
        let unseen = |p: &Diagnostic| Diagnostic { seen: String::new(), ..p.clone() };
        a == b || (a.code == Code::GlyphMissing && !a.at.is_empty() && unseen(a) == unseen(b))
    });
    manifest::write(folder, &reading, &made.documents, &mail.rows, &ledger.outbox()?)?;

    let documents = made.documents.iter().map(|d| d.row.clone()).collect();
    let mut pass = ending::pass(&reading, started, documents, mail.mail, &mail.without_address);
    pass.events = mail.events;
    (pass.made, pass.removed) = (made.written.len(), made.removed.len());
    pass.whole = made.whole;
    steps.end("manifest");
    ledger.commit(&pass)?;
    steps.end("ledger");
    let aside = |f: &crate::ingest::intake::FileRead| f.tables.is_empty() && has_error(&f.problems);
    Ok(Built {
        files: reading.files.len(),
        tables: reading.files.iter().map(|f| f.tables.len()).sum(),
        made: made.written,
        documents: made.documents.len(),
        removed: made.removed,
        messages: mail.rows.len(),
        drafted: reading.settings.mail_mode() == MailMode::Draft,
        without_address: mail.without_address,
        needs_a_person: made.failed || reading.files.iter().any(aside),
        again: !reading.broke.is_empty(),
        today: reading.today,
        zone: reading.production.facts.time_zone,
        states: pass.files,
        report,
    })
}

fn has_error(problems: &[Diagnostic]) -> bool {
    problems.iter().any(|p| p.severity == Severity::Error)
}

/// The date documents and messages carry: `SOURCE_DATE_EPOCH`, else noon UTC of the day worked as of, so
/// that the same input on the same day gives the same bytes.
fn document_time(today: NaiveDate) -> DateTime<Utc> {
    source_date().or_else(|| today.and_hms_opt(12, 0, 0).map(|noon| noon.and_utc())).unwrap_or_default()
}

/// `SOURCE_DATE_EPOCH`, where it is set.
fn source_date() -> Option<DateTime<Utc>> {
    let seconds = std::env::var("SOURCE_DATE_EPOCH").ok()?.parse::<i64>().ok()?;
    DateTime::from_timestamp(seconds, 0)
}

/// The production's own templates by path below `templates/`; its words are whole files, laid over the built-in ones.
pub fn overrides(folder: &Folder) -> Result<Overrides, PassError> {
    let root = folder.templates();
    let mut found = Overrides::new();
    if root.is_dir() {
        // The folder itself may be a link to one that productions share.
        let root = root.canonicalize().map_err(PassError::io("could not open", &root))?;
        collect(&root, &root, &mut found)?;
    }
    words::own::complete(&mut found);
    Ok(found)
}

/// The production's own words as they were written: files of `templates/words/`.
fn own_words(folder: &Folder) -> Result<Overrides, PassError> {
    let root = folder.templates();
    let mut found = Overrides::new();
    if root.join("words").is_dir() {
        collect(&root, &root.join("words"), &mut found)?;
    }
    Ok(found)
}

/// A template from elsewhere must not bring in a file of this machine: a link inside the folder is not followed. What it
/// stood for is then missing, and the typesetter says so.
fn collect(root: &Path, dir: &Path, found: &mut Overrides) -> Result<(), PassError> {
    let entries = fs::read_dir(dir).map_err(PassError::io("could not list", dir))?;
    for entry in entries {
        let entry = entry.map_err(PassError::io("could not list", dir))?;
        let path = entry.path();
        let kind = entry.file_type().map_err(PassError::io("could not look at", &path))?;
        if kind.is_symlink() {
            continue;
        }
        if kind.is_dir() {
            collect(root, &path, found)?;
        } else if let Ok(inside) = path.strip_prefix(root) {
            let name =
                inside.components().map(|c| c.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
            let bytes = fs::read(&path).map_err(PassError::io("could not read", &path))?;
            found.insert(name, bytes);
        }
    }
    Ok(())
}
