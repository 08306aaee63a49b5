//! From the folder to a checked production: settings, files, tables, facts, findings. Changes nothing.

use super::inputs::{self, Input};
use super::{Customs, Engine, PassError, issued};
use crate::check::forecast::{self, Change, Forecast};
use crate::check::{self, Packs, finding::Report};
use crate::diagnostic::{self, Diagnostic, Severity};
use crate::folder::Folder;
use crate::ingest::intake::FileRead;
use crate::ingest::{assemble, read};
use crate::model::{Production, Push};
use crate::settings::{self, Settings};
use crate::store::{self, FileRow, IssuedRow};
use chrono::{NaiveDate, Utc};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Everything known of a production before anything is made of it.
pub struct Reading {
    pub settings: Settings,
    pub files: Vec<FileRead>,
    pub production: Production,
    pub report: Report,
    pub today: NaiveDate,
    /// What was issued so far.
    pub issued: Vec<IssuedRow>,
    /// What the plan of days to come would break: nothing until [`Reading::look_ahead`].
    pub forecast: Forecast,
    packs: Packs,
}

impl Reading {
    pub fn file_rows(&self) -> Vec<FileRow> {
        self.files.iter().map(|f| FileRow { path: f.file.clone(), sha256: f.sha256.clone() }).collect()
    }

    /// Looks at the days to come, and tries pushes: each is a check of everything.
    pub fn look_ahead(&mut self) {
        let Reading { production, packs, settings, report, today, .. } = self;
        self.forecast = forecast::forecast(production, packs, settings, *today, &report.findings);
    }

    /// How the findings would change if a unit's day were moved.
    pub fn change(&mut self, push: &Push) -> Change {
        let Reading { production, packs, settings, report, today, .. } = self;
        let after = forecast::with_push(production, push, |production| {
            check::run(production, packs, settings, *today).findings
        });
        forecast::change(&report.findings, &after)
    }
}

/// `state` is where the ledger lies: what was issued is part of what is judged and printed.
pub fn read(
    engine: &mut Engine,
    folder: &Folder,
    state: &Path,
    today: Option<NaiveDate>,
) -> Result<Reading, PassError> {
    let (settings, mut problems) = load_settings(folder)?;
    let inputs = inputs::read_all(engine, folder)?;

    let books: Vec<_> = inputs.iter().filter_map(|i| Some((i.file.as_str(), i.book.as_deref()?))).collect();
    let customs = Customs::of(&read::facts(&books), &settings);
    let files: Vec<FileRead> = inputs.into_iter().map(|input| tables(input, &customs.locale)).collect();

    let today = today.unwrap_or_else(|| Utc::now().with_timezone(&customs.zone).date_naive());
    let (mut production, assembled) = assemble::production(&files, &settings, today);
    let issued = store::issued::history(state)?;
    production.issued = issued::history(&issued, production.facts.time_zone);
    problems.extend(files.iter().flat_map(|f| f.problems.iter().cloned()));
    problems.extend(assembled);

    let (packs, loading) = check::Packs::load(&folder.rules());
    problems.extend(loading);
    problems.extend(check::testing::failing_of_own(&packs));
    let checked = check::run(&production, &packs, &settings, today);
    problems.extend(checked.problems);
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
    Ok(Reading { settings, files, production, report, today, issued, forecast: Forecast::default(), packs })
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

/// The tables of one input, under what was already said of it.
pub fn tables(input: Input, locale: &crate::ingest::Locale) -> FileRead {
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
