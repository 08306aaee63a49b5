//! From the folder to a checked production: settings, files, tables, facts, findings. Changes nothing.

use super::inputs::{self, Before, Cache, End, Input};
use super::rules::Rules;
use super::steps::Steps;
use super::{Customs, Engine, PassError, has_error, issued, replies};
use crate::check::forecast::{self, Change, Forecast};
use crate::check::{self, finding::Report};
use crate::diagnostic::{self, Diagnostic, Severity};
use crate::disk::Disk;
use crate::folder::Folder;
use crate::ingest::house::House;
use crate::ingest::intake::FileRead;
use crate::ingest::{Locale, assemble, read};
use crate::model::{Production, Push};
use crate::now;
use crate::render::words::{self, Words};
use crate::settings::{self, Settings};
use crate::store::poison::{self, Broke};
use crate::store::{self, FileRow, IssuedRow, ReplyRow};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::Arc;

/// Everything known of a production before anything is made of it.
pub struct Reading {
    pub settings: Settings,
    pub files: Vec<FileRead>,
    pub production: Production,
    /// The words of its papers and its mail.
    pub words: Words,
    pub report: Report,
    pub today: NaiveDate,
    /// What was issued so far.
    pub issued: Vec<IssuedRow>,
    /// Letters that came back so far.
    pub replies: Vec<ReplyRow>,
    /// What the plan of days to come would break: nothing until [`Reading::look_ahead`].
    pub forecast: Forecast,
    /// Contents that broke their reader.
    pub broke: Vec<Broke>,
    ends: BTreeMap<String, (End, u64)>,
    rules: Rules,
    /// From where documents are written to the production's folder.
    pub way_home: String,
}

impl Reading {
    /// Each file and what became of it.
    pub fn file_rows(&self) -> Vec<FileRow> {
        let row = |file: &FileRead| {
            let (end, size) = self.ends.get(&file.file).copied().unwrap_or((End::Read, 0));
            let aside = file.tables.is_empty() && has_error(&file.problems);
            let state = match end {
                End::Duplicate => "duplicate",
                End::Quarantined => "quarantined",
                End::Broke | End::Retry => "retry",
                End::Read if aside || file.sha256.is_empty() => "rejected",
                End::Read => "done",
            };
            let why = file.problems.iter().rev().find(|_| state != "done");
            FileRow {
                path: file.file.clone(),
                sha256: file.sha256.clone(),
                size,
                state: state.into(),
                why: why.map(|problem| problem.message.clone()).unwrap_or_default(),
            }
        };
        self.files.iter().map(row).collect()
    }

    /// Looks at the days to come, and tries pushes: each is a check of what it can touch.
    pub fn look_ahead(&mut self) {
        let Reading { production, rules, settings, report, today, .. } = self;
        self.forecast = forecast::forecast(production, &rules.0, settings, *today, &report.findings);
    }

    /// How the findings would change if a unit's day were moved.
    pub fn change(&mut self, push: &Push) -> Change {
        let Reading { production, rules, settings, report, today, .. } = self;
        let after = forecast::with_push(production, push, |production| {
            check::run(production, &rules.0, settings, *today).findings
        });
        forecast::change(&report.findings, &after)
    }
}

/// How to look at a folder.
#[derive(Clone, Copy)]
pub struct Look<'a> {
    /// Where the ledger lies: what was issued is part of what is judged and printed.
    state: &'a Path,
    today: Option<NaiveDate>,
    held: Option<&'a BTreeSet<String>>,
    keeps: bool,
}

impl<'a> Look<'a> {
    /// Changes nothing.
    pub fn at(state: &'a Path, today: Option<NaiveDate>) -> Look<'a> {
        Look { state, today, held: None, keeps: false }
    }

    /// Keeps a copy of what is read beside the ledger. `held` are the files that a watch knows to be being saved.
    pub fn holding(
        state: &'a Path,
        today: Option<NaiveDate>,
        held: Option<&'a BTreeSet<String>>,
    ) -> Look<'a> {
        Look { state, today, held, keeps: true }
    }

    /// The same, where nobody knows what is being saved.
    pub fn keeping(state: &'a Path, today: Option<NaiveDate>) -> Look<'a> {
        Look::holding(state, today, None)
    }
}

pub fn read(engine: &mut Engine, folder: &Folder, look: &Look) -> Result<Reading, PassError> {
    let mut steps = Steps::start();
    let (settings, mut problems) = load_settings(folder)?;
    let before = Before {
        state: look.keeps.then_some(look.state),
        held: look.held,
        disk: Disk::of(&folder.inbox),
        last: last(look.state)?,
        poison: poison::known(look.state)?,
    };
    let inputs = inputs::read_all(engine, folder, &before)?;
    steps.end("cells");
    let broke = inputs.iter().filter(|i| i.end == End::Broke).map(|i| Broke {
        sha256: i.sha256.clone(),
        file: i.file.clone(),
        why: i.problems.last().map(|p| p.message.clone()).unwrap_or_default(),
    });
    let broke = broke.collect();
    let ends = inputs.iter().map(|i| (i.file.clone(), (i.end, i.size))).collect();

    let books: Vec<_> = inputs.iter().filter_map(|i| Some((i.file.as_str(), i.book.as_deref()?))).collect();
    let mut customs = Customs::of(&read::facts(&books), &settings);
    let (house, in_house) = load_house(folder)?;
    customs.locale.house = Arc::new(house);
    problems.extend(in_house);
    let cache = engine.caches.of(&folder.root);
    let files: Vec<FileRead> =
        inputs.into_iter().map(|input| tables_once(cache, input, &customs.locale)).collect();
    cache.tables.retain(|name, _| files.iter().any(|file| file.file == *name));

    steps.end("tables");
    let today = look.today.unwrap_or_else(|| now::now().with_timezone(&customs.zone).date_naive());
    let (mut production, assembled) = assemble::production(&files, &settings, today);
    let issued = store::issued::history(look.state)?;
    production.issued = issued::history(&issued, production.facts.time_zone);
    let (outbox, _) = store::outbox::outbox(look.state)?;
    let replies = replies::read(folder, store::replies::history(look.state)?, &outbox, &production)?;
    production.answers = replies::answers(&replies);
    let (words, own_words) =
        words::laid_over(words::of_production(&production.facts), &super::own_words(folder)?);
    problems.extend(own_words);
    problems.extend(files.iter().flat_map(|f| f.problems.iter().cloned()));
    problems.extend(assembled);

    steps.end("production");
    let rules = engine.rules.of(&folder.rules());
    steps.end("packs");
    problems.extend(rules.1.iter().cloned());
    let checked = engine.caches.of(&folder.root).judged.of(&production, &rules, &settings, today);
    problems.extend(checked.problems);
    steps.end("check");
    problems = distinct(problems);
    diagnostic::sort(&mut problems);

    let report = Report {
        production: production.facts.title.clone(),
        as_of: today.to_string(),
        packs: checked.packs,
        summary: check::summary(&checked.findings),
        findings: checked.findings,
        pay: checked.pay,
        kept: checked.kept,
        problems,
    };
    let forecast = Forecast::default();
    let way_home = folder.way_home();
    Ok(Reading {
        settings,
        files,
        production,
        words,
        report,
        today,
        issued,
        replies,
        forecast,
        broke,
        ends,
        rules,
        way_home,
    })
}

/// What the last pass read, by file.
fn last(state: &Path) -> Result<BTreeMap<String, String>, PassError> {
    let Some(ledger) = store::ledger(state)? else { return Ok(BTreeMap::new()) };
    Ok(ledger.files()?.into_iter().map(|file| (file.path, file.sha256)).collect())
}

/// Missing settings are fine; wrong ones stop the run with all their faults at once.
fn load_settings(folder: &Folder) -> Result<(Settings, Vec<Diagnostic>), PassError> {
    let path = folder.settings_file();
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(cause) => return Err(PassError::Io { what: "could not read", path, cause }),
    };
    let (mut settings, problems) = settings::load(&text, "callboard.toml");
    settings.folder = folder.name();
    if problems.iter().any(|p| p.severity == Severity::Error) {
        let lines: Vec<String> = problems.iter().map(Diagnostic::to_string).collect();
        return Err(PassError::Settings(lines.join("\n")));
    }
    Ok((settings, problems))
}

/// The tables of one input, read again only where the file or what it is read by is another.
fn tables_once(cache: &mut Cache, input: Input, locale: &Locale) -> FileRead {
    let Some(book) = input.book.clone() else { return tables(input, locale) };
    let known =
        cache.tables.get(&input.file).filter(|(sha256, by, _)| *sha256 == input.sha256 && by == locale);
    let mut read = match known {
        Some((_, _, read)) => read.clone(),
        None => {
            let read = read::tables(&input.file, &input.sha256, &book, locale);
            cache.tables.insert(input.file, (input.sha256, locale.clone(), read.clone()));
            read
        }
    };
    read.problems.splice(0..0, input.problems);
    read
}

/// What `headings.toml` says; what is wrong in it is a problem and nothing to stop for.
fn load_house(folder: &Folder) -> Result<(House, Vec<Diagnostic>), PassError> {
    let path = folder.headings_file();
    match fs::read_to_string(&path) {
        Ok(text) => Ok(House::read(&text)),
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => Ok((House::default(), Vec::new())),
        Err(cause) => Err(PassError::Io { what: "could not read", path, cause }),
    }
}

/// The tables of one input, under what was already said of it.
pub fn tables(input: Input, locale: &Locale) -> FileRead {
    let mut file = match &input.book {
        Some(book) => read::tables(&input.file, &input.sha256, book, locale),
        None => FileRead { file: input.file, sha256: input.sha256, tables: Vec::new(), problems: Vec::new() },
    };
    file.problems.splice(0..0, input.problems);
    file
}

/// The same problem said by two steps is said once.
fn distinct(problems: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut seen = BTreeSet::new();
    problems.into_iter().filter(|p| seen.insert((p.code, p.place(), p.message.clone()))).collect()
}
