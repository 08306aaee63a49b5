//! From a checked production to documents in `out/`: only what is not fresh is made, and what nothing
//! asks for any more is taken away.

use super::hold::sweep;
use super::reading::Reading;
use super::steps::Steps;
use super::{Engine, Options, PassError, issued};
use crate::check::finding::Report;
use crate::deliver::Made;
use crate::diagnostic;
use crate::digest::{sha256_hex, sha256_of_parts};
use crate::folder::Folder;
use crate::model::{DocumentKind, Issued, Production};
use crate::render::call_sheet::{content_of, revision};
use crate::render::job::{Body, Job};
use crate::render::setter::{self, Overrides};
use crate::render::templates::Templates;
use crate::render::view::View;
use crate::render::{self, publish};
use crate::settings::DocumentSettings;
use crate::store::{DocumentRow, Ledger, Placing};
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::Arc;

/// A document of this pass.
pub struct Document {
    pub row: DocumentRow,
    pub made: Made,
    /// What stands in the foot of its pages; empty for what has none.
    pub id: String,
}

pub struct Making {
    pub documents: Vec<Document>,
    /// Made in this pass, in order.
    pub written: Vec<String>,
    pub removed: Vec<String>,
    pub failed: bool,
    /// All that the inputs ask for was made, and nothing else is left of ours.
    pub whole: bool,
    /// The report with the problems of rendering.
    pub report: Report,
}

pub fn make(
    engine: &Engine,
    folder: &Folder,
    reading: &mut Reading,
    options: &Options,
    overrides: &Overrides,
    ledger: &Ledger,
    at: DateTime<Utc>,
) -> Result<Making, PassError> {
    let mut steps = Steps::start();
    sweep_all(&folder.out);
    let known = &ledger.documents()?;
    let mut press = Press {
        engine,
        folder,
        overrides,
        known,
        ledger,
        placing: ledger.placing()?,
        issued: reading.production.issued.clone(),
        documents: reading.settings.documents.clone(),
        today: reading.today,
        at,
        templates: Templates::of(overrides),
        making: Making {
            documents: Vec::new(),
            written: Vec::new(),
            removed: Vec::new(),
            failed: false,
            whole: false,
            report: reading.report.clone(),
        },
    };
    // Once there are personal sheets they are kept up: an old one would carry an old call.
    let personal =
        options.personal || known.values().any(|row| row.kind == DocumentKind::PersonalCallSheet.name());
    let kept_up = |kind: DocumentKind| known.values().any(|row| row.kind == kind.name());
    let wanted = |job: &Job| {
        let asked = options.only.contains(&job.kind) || !job.kind.is_on_request() || kept_up(job.kind);
        asked && wanted(job, options, personal)
    };
    // What a crew waits for comes first: a push that is tried for the office is a check of everything.
    let asked = personal || options.only.contains(&DocumentKind::PersonalCallSheet);
    let sheets = render::catalog::sheets(&view(reading, &reading.report), asked);
    let mut jobs: Vec<Job> = sheets.into_iter().filter(wanted).collect();
    issued::fill(&mut jobs, &reading.issued, ledger)?;
    steps.end("data of sheets");
    press.run(jobs, &reading.production)?;
    steps.end("sheets");
    let forecasting = [DocumentKind::ComplianceReport, DocumentKind::OfficeCallSheet];
    if options.only.is_empty() || forecasting.iter().any(|kind| options.only.contains(kind)) {
        reading.look_ahead();
    }
    steps.end("forecast");
    let reading = &*reading;
    // What typesetting finds belongs into the reports, so these come last.
    let view = view(reading, &reading.report);
    let jobs = render::catalog::documents(&view).into_iter().filter(wanted).collect();
    steps.end("data of documents");
    press.run(jobs, &reading.production)?;
    steps.end("documents");
    diagnostic::sort(&mut press.making.report.problems);
    // A text or a template stands in many documents; its problem is one.
    press.making.report.problems.dedup();
    let report = press.making.report.clone();
    let view = View { report: &report, ..view };
    let jobs = render::catalog::reports(&view).into_iter().filter(wanted).collect();
    steps.end("data of reports");
    press.run(jobs, &reading.production)?;
    steps.end("reports");
    press.remove_stale(options)?;
    press.making.documents.sort_by(|a, b| a.row.path.cmp(&b.row.path));
    say_as_their_page(&mut press.making.documents);
    Ok(press.making)
}

/// A report that is a page, a workbook and a data file says what its page says: the others carry the day they were
/// made on in every byte.
fn say_as_their_page(documents: &mut [Document]) {
    let page = |d: &Document| d.made.path.ends_with(".pdf").then(|| d.made.content.clone());
    let stem = |path: &str| path.rsplit_once('.').map_or(path.to_owned(), |(stem, _)| stem.to_owned());
    let pages: BTreeMap<(DocumentKind, String), String> =
        documents.iter().filter_map(|d| Some(((d.made.kind, d.made.title.clone()), page(d)?))).collect();
    let same: BTreeMap<String, String> =
        documents.iter().filter_map(|d| Some((stem(&d.made.path), page(d)?))).collect();
    for document in documents.iter_mut().filter(|d| !d.made.path.ends_with(".pdf")) {
        let made = &mut document.made;
        let page = same.get(&stem(&made.path)).or_else(|| pages.get(&(made.kind, made.title.clone())));
        if let Some(page) = page {
            made.content = page.clone();
        }
    }
}

/// Takes away what killed passes left half-written. It is this pass's turn: nobody else is writing.
fn sweep_all(dir: &Path) {
    sweep(dir, publish::is_half);
    for entry in fs::read_dir(dir).into_iter().flatten().flatten() {
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            sweep_all(&entry.path());
        }
    }
}

pub(super) fn view<'a>(reading: &'a Reading, report: &'a Report) -> View<'a> {
    View {
        production: &reading.production,
        report,
        forecast: &reading.forecast,
        files: &reading.files,
        settings: &reading.settings,
        words: &reading.words,
        today: reading.today,
        way_home: &reading.way_home,
    }
}

fn wanted(job: &Job, options: &Options, personal: bool) -> bool {
    let asked_for = options.only.contains(&job.kind);
    if !asked_for && (!options.only.is_empty() || (job.kind == DocumentKind::PersonalCallSheet && !personal))
    {
        return false;
    }
    match (&options.day, job.about.date) {
        (Some(day), Some(date)) => {
            *day == date.to_string() || day.parse::<u32>().is_ok_and(|n| job.about.day_number == Some(n))
        }
        _ => true,
    }
}

struct Press<'a> {
    engine: &'a Engine,
    folder: &'a Folder,
    overrides: &'a Overrides,
    known: &'a BTreeMap<String, DocumentRow>,
    ledger: &'a Ledger,
    /// What passes that were killed may have left.
    placing: Placing,
    issued: Vec<Issued>,
    documents: DocumentSettings,
    today: NaiveDate,
    at: DateTime<Utc>,
    templates: Templates<'a>,
    making: Making,
}

impl Press<'_> {
    fn run(&mut self, jobs: Vec<Job>, production: &Production) -> Result<(), PassError> {
        let mut stale = Vec::new();
        for job in jobs {
            let recipe = self.recipe(&job);
            match self.fresh(&job, &recipe) {
                Some(bytes) => self.keep(&job, recipe, bytes),
                None => stale.push((job, recipe)),
            }
        }
        let today = self.today;
        // The days ahead are what somebody waits for, the next one most.
        stale.sort_by_key(|(job, _)| {
            let days = job.about.date.map(|date| (date - today).num_days());
            (days.is_none(), days.map(|days| (days < 0, days.abs())))
        });
        let (jobs, recipes): (Vec<Job>, Vec<String>) = stale.into_iter().unzip();
        let (setters, overrides) = (&self.engine.setters, self.overrides);
        let (settings, at) = (self.documents.clone(), self.at);
        let mut waiting = jobs.iter().zip(recipes);
        setter::set_each(&jobs, setters, overrides, &settings, at, |printed| {
            let set: Vec<_> = waiting.by_ref().take(printed.len()).zip(printed).collect();
            self.put(set, production)
        })
    }

    /// Puts documents in their places, as soon as they are set.
    fn put(
        &mut self,
        set: Vec<((&Job, String), setter::Printed)>,
        production: &Production,
    ) -> Result<(), PassError> {
        let placed: Vec<(&str, String)> = set
            .iter()
            .filter_map(|((job, _), printed)| Some((job.path.as_str(), sha256_hex(printed.pdf.as_ref()?))))
            .collect();
        self.ledger.place(placed.iter().map(|(path, sha256)| (*path, sha256.as_str())))?;
        for ((job, mut recipe), mut printed) in set {
            // What had a problem is made again in the next pass, or its problem would go unsaid there.
            if !printed.problems.is_empty() {
                recipe = String::new();
            }
            render::glyphs::place(&mut printed.problems, production, &self.making.report.problems);
            self.making.report.problems.extend(printed.problems);
            let Some(bytes) = printed.pdf else {
                self.making.failed = true;
                continue;
            };
            let path = self.folder.out.join(&job.path);
            publish::write(&path, &bytes, job.kind.is_private())
                .map_err(PassError::io("could not write", &path))?;
            self.making.written.push(job.path.clone());
            self.keep(job, recipe, bytes);
        }
        Ok(())
    }

    /// What the document says and how it stands, whatever day it was made on.
    fn content(&self, job: &Job, sha256: &str) -> String {
        let said = match &job.body {
            Body::Pdf { data, .. } => revision::content(data),
            Body::Kept { sha256 } => sha256.clone(),
            Body::Bytes(_) | Body::Book(_) | Body::Failed(_) => {
                let issued = self.issued.iter().find(|issued| issued.sha256 == sha256);
                issued.map_or(sha256, |issued| issued.content.as_str()).to_owned()
            }
        };
        let standing = job.about.revision.as_deref().unwrap_or_default();
        content_of(&said, standing)
    }

    /// The id in the foot of its pages.
    fn id(&self, job: &Job) -> String {
        match &job.body {
            Body::Pdf { data, .. } => revision::id(data),
            Body::Kept { sha256 } => {
                let issued = self.issued.iter().find(|issued| issued.sha256 == *sha256);
                issued.map(|issued| revision::short(&issued.content)).unwrap_or_default()
            }
            Body::Bytes(_) | Body::Book(_) | Body::Failed(_) => String::new(),
        }
    }

    fn recipe(&self, job: &Job) -> String {
        let at = self.at.timestamp().to_le_bytes();
        match &job.body {
            Body::Bytes(bytes) => sha256_of_parts([b"bytes".as_slice(), bytes]),
            Body::Book(book) => sha256_of_parts([b"book".as_slice(), book.recipe().as_bytes()]),
            Body::Kept { sha256 } => sha256_of_parts([b"kept".as_slice(), sha256.as_bytes()]),
            Body::Failed(why) => sha256_of_parts([b"failed".as_slice(), why.as_bytes()]),
            Body::Pdf { template, data } => {
                let (data, looks) = (data.to_string(), self.templates.digest(template));
                let print = [u8::from(self.documents.is_dark()), u8::from(self.documents.attaches(job.kind))];
                sha256_of_parts([looks.as_bytes(), &at, template.as_bytes(), &print, data.as_bytes()])
            }
        }
    }

    /// The bytes that lie in `out/`, if they are what this recipe gave and nobody has changed them.
    fn fresh(&self, job: &Job, recipe: &str) -> Option<Vec<u8>> {
        let row = self.known.get(&job.path).filter(|row| row.recipe == recipe)?;
        let bytes = fs::read(self.folder.out.join(&job.path)).ok()?;
        (sha256_hex(&bytes) == row.sha256).then_some(bytes)
    }

    fn keep(&mut self, job: &Job, recipe: String, bytes: Vec<u8>) {
        let sha256 = sha256_hex(&bytes);
        let (content, id) = (self.content(job, &sha256), self.id(job));
        self.making.documents.push(Document {
            id,
            row: DocumentRow {
                path: job.path.clone(),
                kind: job.kind.name().to_owned(),
                recipe,
                sha256: sha256.clone(),
                inputs: job.inputs.iter().cloned().collect(),
            },
            made: Made {
                kind: job.kind,
                path: job.path.clone(),
                title: job.title.clone(),
                about: job.about.clone(),
                content,
                sha256,
                bytes: Arc::new(bytes),
            },
        });
    }

    /// Takes away documents of the last pass, and of passes that were killed, that the inputs no longer ask for. Only a
    /// whole pass knows that; what somebody has changed by hand stays.
    fn remove_stale(&mut self, options: &Options) -> Result<(), PassError> {
        self.making.whole = options.only.is_empty() && options.day.is_none() && !self.making.failed;
        let standing: BTreeSet<&str> = self.making.documents.iter().map(|d| d.row.path.as_str()).collect();
        let paths: BTreeSet<&String> = self.known.keys().chain(self.placing.keys()).collect();
        let stale: Vec<&String> =
            paths.into_iter().filter(|path| !standing.contains(path.as_str())).collect();
        let mut carried = Vec::new();
        for path in stale {
            let row = self.known.get(path);
            let file = self.folder.out.join(path);
            let Ok(bytes) = fs::read(&file) else { continue };
            let sha256 = sha256_hex(&bytes);
            let made = row.is_some_and(|row| row.sha256 == sha256);
            let left = self.placing.get(path).is_some_and(|placed| placed.contains(&sha256));
            if self.making.whole && (made || left) {
                fs::remove_file(&file).map_err(PassError::io("could not remove", &file))?;
                self.making.removed.push(path.clone());
            } else if let (true, Some(row)) = (made, row) {
                carried.push((row, bytes));
            }
        }
        for (row, bytes) in carried {
            self.carry(row, bytes);
        }
        Ok(())
    }

    /// A document this pass was not asked for stays known.
    fn carry(&mut self, row: &DocumentRow, bytes: Vec<u8>) {
        let Ok(kind) = row.kind.parse::<DocumentKind>() else { return };
        self.making.documents.push(Document {
            id: String::new(),
            row: row.clone(),
            made: Made {
                kind,
                path: row.path.clone(),
                title: row.path.clone(),
                about: Default::default(),
                content: row.sha256.clone(),
                sha256: row.sha256.clone(),
                bytes: Arc::new(bytes),
            },
        });
    }
}
