//! How a production stands: what it waits for and why, what was made, what went out. Changes nothing.

use super::reading::{self, Look, Reading};
use super::{Engine, PassError, has_error, making, posting, replies};
use crate::check::finding::{Finding, Outcome};
use crate::diagnostic::Severity;
use crate::folder::Folder;
use crate::model::{Basis, Day, Issued};
use crate::now;
use crate::render::call_sheet::{self, Sheet, revision};
use crate::store::{self, FileRow, Made};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Something that is waited for, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    pub what: String,
    pub why: String,
}

pub struct Known {
    pub title: String,
    pub today: NaiveDate,
    pub files: usize,
    pub waiting: Vec<Waiting>,
    /// What the last pass left; nothing where there was none.
    pub made: Option<Made>,
    /// Every revision, and whether the sheet still says the same.
    pub issued: Vec<(Issued, bool)>,
}

/// `state` is where the ledger lies.
pub fn status(
    engine: &mut Engine,
    folder: &Folder,
    state: &Path,
    today: Option<NaiveDate>,
) -> Result<Known, PassError> {
    let reading = reading::read(engine, folder, &Look::at(state, today))?;
    let made = store::look(state)?;
    let mut waiting = files_set_aside(&reading);
    waiting.extend(changed_since(&reading, made.as_ref()));
    waiting.extend(sheets(&reading));
    waiting.extend(timesheets(&reading));
    waiting.extend(undecided(&reading));
    waiting.extend(replies::waiting(folder, &reading));
    let (outbox, pause) = store::outbox::outbox(state)?;
    waiting.extend(posting::waiting(&reading.settings, &outbox, pause.as_ref(), now::now()));
    if let Some(made) = made.as_ref().filter(|made| made.drafts > 0) {
        waiting.push(Waiting {
            what: format!("{} drafted", messages(made.drafts)),
            why: "they lie in out/mail and go out when somebody sends them".into(),
        });
    }
    let current: BTreeSet<&str> = current(&reading);
    let issued = &reading.production.issued;
    let issued = issued.iter().map(|i| (i.clone(), current.contains(i.path.as_str()))).collect();
    Ok(Known {
        title: reading.production.facts.title.clone(),
        today: reading.today,
        files: reading.files.len(),
        waiting,
        made,
        issued,
    })
}

fn messages(n: usize) -> String {
    format!("{n} message{}", if n == 1 { "" } else { "s" })
}

/// Files of which nothing could be used.
fn files_set_aside(reading: &Reading) -> Vec<Waiting> {
    let aside = reading.files.iter().filter(|file| file.tables.is_empty() && has_error(&file.problems));
    aside
        .map(|file| {
            let problem = file.problems.iter().find(|p| p.severity == Severity::Error);
            let why = problem.map(|p| format!("{} {}", p.message, p.help)).unwrap_or_default();
            Waiting { what: format!("{} is set aside", file.file), why }
        })
        .collect()
}

/// Files that are not what the last pass read.
fn changed_since(reading: &Reading, made: Option<&Made>) -> Option<Waiting> {
    let made = made?;
    let now: BTreeSet<(&str, &str)> =
        reading.files.iter().map(|f| (f.file.as_str(), f.sha256.as_str())).collect();
    let then: BTreeSet<(&str, &str)> =
        made.files.iter().map(|FileRow { path, sha256, .. }| (path.as_str(), sha256.as_str())).collect();
    let changed: BTreeSet<&str> = now.symmetric_difference(&then).map(|(file, _)| *file).collect();
    let names = changed.iter().take(3).copied().collect::<Vec<_>>().join(", ");
    let more = changed.len().checked_sub(3).filter(|n| *n > 0).map(|n| format!(" and {n} more"));
    (!changed.is_empty()).then(|| Waiting {
        what: "a build".into(),
        why: format!("since the last one changed: {names}{}", more.unwrap_or_default()),
    })
}

/// The next call sheet of each unit, until it is out.
fn sheets(reading: &Reading) -> Vec<Waiting> {
    let view = making::view(reading, &reading.report);
    let mut units = BTreeSet::new();
    let mut waiting = Vec::new();
    for day in call_sheet::days(&view).filter(|day| day.date > reading.today) {
        if !units.insert(&day.unit) {
            continue;
        }
        if Sheet::new(&view, day).standing().issued.is_some() {
            continue;
        }
        let why = match reading.production.last_issued(day) {
            Some(last) => format!("it changed since {} went out", revision::name(last)),
            None => "it has not been issued".into(),
        };
        let lacks: Vec<&str> = lacking(reading, day).map(|f| f.message.as_str()).collect();
        let lacks = if lacks.is_empty() { String::new() } else { format!(". {}", lacks.join(" ")) };
        waiting.push(Waiting {
            what: format!("the call sheet of {}, {}", day.unit, day.date),
            why: format!("{why}{lacks}"),
        });
    }
    waiting
}

/// What the sheet itself lacks.
fn lacking<'a>(reading: &'a Reading, day: &'a Day) -> impl Iterator<Item = &'a Finding> {
    let date = day.date.to_string();
    reading.report.findings.iter().filter(move |f| {
        f.waiver.is_none()
            && f.subject.kind == "day"
            && f.subject.person.is_none()
            && f.subject.date.as_ref() == Some(&date)
            && f.subject.unit.as_ref() == Some(&day.unit)
    })
}

/// Days that are over and have not one timesheet: they are still judged by their plan.
fn timesheets(reading: &Reading) -> Vec<Waiting> {
    let production = &reading.production;
    let worked: BTreeSet<(NaiveDate, &str)> = production
        .shifts
        .iter()
        .filter(|s| s.basis == Basis::Actual)
        .map(|s| (s.date, s.unit.as_str()))
        .collect();
    let planned: BTreeMap<(NaiveDate, &str), usize> =
        production.shifts.iter().filter(|s| s.basis == Basis::Plan).fold(BTreeMap::new(), |mut all, s| {
            *all.entry((s.date, s.unit.as_str())).or_default() += 1;
            all
        });
    let over = production.days.iter().filter(|d| d.is_shoot() && d.date < reading.today);
    over.filter(|day| !worked.contains(&(day.date, day.unit.as_str())))
        .filter(|day| planned.contains_key(&(day.date, day.unit.as_str())))
        .map(|day| Waiting {
            what: format!("timesheets of {}, {}", day.unit, day.date),
            why: "the day is over, and is still judged by its plan".into(),
        })
        .collect()
}

/// What a missing time leaves open.
fn undecided(reading: &Reading) -> Vec<Waiting> {
    let open =
        reading.report.findings.iter().filter(|f| f.outcome == Outcome::Undetermined && f.waiver.is_none());
    open.map(|finding| Waiting {
        what: format!("a time or fact, to decide {}", finding.rule),
        why: format!("{} {}", finding.message, finding.help).trim_end().to_owned(),
    })
    .collect()
}

/// The issued revisions that their sheets still are.
fn current(reading: &Reading) -> BTreeSet<&str> {
    let view = making::view(reading, &reading.report);
    call_sheet::days(&view)
        .filter(|day| reading.production.last_issued(day).is_some())
        .filter_map(|day| Sheet::new(&view, day).standing().issued)
        .map(|issued| issued.path.as_str())
        .collect()
}
