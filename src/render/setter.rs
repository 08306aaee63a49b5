//! The parent's side of typesetting: documents spread over the pool's workers.
//!
//! A template of the production's own that never ends, or takes all memory, is stopped with its worker; the built-in
//! one is used then, also for the other documents of that template, so that it is waited for once.

use super::call_sheet::revision;
use super::job::{Body, Job};
use super::wire::Answer;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::DocumentKind;
use crate::settings::DocumentSettings;
use crate::worker::Pool;
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, mpsc};

/// The production's own templates, by path below `templates/` with `/` between parts.
pub type Overrides = BTreeMap<String, Vec<u8>>;

/// One document's bytes, or none; and what was wrong.
pub type Printed = Answer;

/// Sets each job, in the jobs' order. `at` is the documents' date of creation.
pub fn set(
    jobs: &[Job],
    pool: &Pool,
    overrides: &Overrides,
    settings: &DocumentSettings,
    at: DateTime<Utc>,
) -> Vec<Printed> {
    let mut all = Vec::with_capacity(jobs.len());
    let Ok(()) = set_each(jobs, pool, overrides, settings, at, |ready| {
        all.extend(ready);
        Ok::<(), Infallible>(())
    });
    all
}

/// Sets each job, and hands on, in the jobs' order, what is ready by then: the first as soon as it is set, so that nobody
/// waits for the last. What `take` fails with ends the work.
pub fn set_each<E>(
    jobs: &[Job],
    pool: &Pool,
    overrides: &Overrides,
    settings: &DocumentSettings,
    at: DateTime<Utc>,
    mut take: impl FnMut(Vec<Printed>) -> Result<(), E>,
) -> Result<(), E> {
    let next = AtomicUsize::new(0);
    let stopped = Stopped::default();
    let (done, ready) = mpsc::channel();
    std::thread::scope(|scope| {
        for _ in 0..pool.size().min(jobs.len()) {
            let (done, next, stopped) = (done.clone(), &next, &stopped);
            scope.spawn(move || {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(job) = jobs.get(index) else { break };
                    let printed = one(job, pool, overrides, settings, stopped, at);
                    if done.send((index, printed)).is_err() {
                        break;
                    }
                }
            });
        }
        // With the last worker's the channel ends.
        drop(done);
        let mut early: BTreeMap<usize, Printed> = BTreeMap::new();
        let mut taken = 0;
        while let Ok(first) = ready.recv() {
            early.extend(std::iter::once(first).chain(ready.try_iter()));
            let mut in_turn = Vec::new();
            while let Some(printed) = early.remove(&taken) {
                in_turn.push(printed);
                taken += 1;
            }
            if !in_turn.is_empty() {
                take(in_turn).inspect_err(|_| next.store(jobs.len(), Ordering::Relaxed))?;
            }
        }
        Ok(())
    })
}

/// A template set by itself, with the data given for it: no document of the production's.
pub fn preview(
    template: &str,
    data: &serde_json::Value,
    pool: &Pool,
    overrides: &Overrides,
    settings: &DocumentSettings,
) -> Printed {
    let path = format!("{template}-preview.pdf");
    let page = Page {
        path: &path,
        template,
        data,
        keep: 0,
        dark: settings.is_dark(),
        attach: false,
        id: String::new(),
    };
    typeset(&page, pool, overrides, &Stopped::default(), DateTime::UNIX_EPOCH)
}

/// What is typeset.
#[cfg_attr(not(feature = "pdf"), allow(dead_code))]
struct Page<'a> {
    path: &'a str,
    template: &'a str,
    data: &'a serde_json::Value,
    /// For how many further documents what was worked out is kept.
    keep: usize,
    dark: bool,
    attach: bool,
    id: String,
}

/// Templates of the production's own that had to be stopped in this run, by name, with what is said of it.
type Stopped = Mutex<BTreeMap<String, Diagnostic>>;

fn one(
    job: &Job,
    pool: &Pool,
    overrides: &Overrides,
    settings: &DocumentSettings,
    stopped: &Stopped,
    at: DateTime<Utc>,
) -> Printed {
    match &job.body {
        Body::Bytes(bytes) => Printed { pdf: Some(bytes.clone()), problems: Vec::new() },
        Body::Book(book) => match book.bytes() {
            Ok(bytes) => Printed { pdf: Some(bytes), problems: Vec::new() },
            Err(why) => failed(&job.path, &why),
        },
        Body::Kept { sha256 } => failed(&job.path, &format!("the ledger holds nothing of SHA-256 {sha256}")),
        Body::Failed(why) => failed(&job.path, why),
        Body::Pdf { template, data } => {
            // Personal sheets of one day share all but a few lines: what was worked out for one serves the next.
            let keep = if job.kind == DocumentKind::PersonalCallSheet { 4 } else { 0 };
            let (dark, attach) = (settings.is_dark(), settings.attaches(job.kind));
            let page = Page { path: &job.path, template, data, keep, dark, attach, id: revision::id(data) };
            typeset(&page, pool, overrides, stopped, at)
        }
    }
}

#[cfg(feature = "pdf")]
fn typeset(page: &Page, pool: &Pool, overrides: &Overrides, stopped: &Stopped, at: DateTime<Utc>) -> Printed {
    let known = || stopped.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let request = |overrides: Overrides| {
        let request = super::wire::Request {
            template: page.template.to_owned(),
            path: page.path.to_owned(),
            at: at.timestamp(),
            keep: page.keep,
            dark: page.dark,
            attach: page.attach,
            id: page.id.clone(),
            data: page.data.to_string().into_bytes(),
            overrides,
        };
        request.encode()
    };
    if !overrides.is_empty() && !known().contains_key(page.template) {
        match pool.run(request(overrides.clone())) {
            Ok(answer) => return answered(page, &answer),
            Err(error) if error.is_of_the_job() => {
                known().insert(page.template.to_owned(), stopped_template(page.template, &error));
            }
            Err(error) => return failed(page.path, &error.to_string()),
        }
    }
    let mut printed = match pool.run(request(Overrides::new())) {
        Ok(answer) => answered(page, &answer),
        Err(error) => failed(page.path, &error.to_string()),
    };
    printed.problems.extend(known().get(page.template).cloned());
    printed
}

#[cfg(feature = "pdf")]
fn answered(page: &Page, answer: &[u8]) -> Printed {
    Answer::decode(answer).unwrap_or_else(|| failed(page.path, "the worker's answer could not be read"))
}

#[cfg(feature = "pdf")]
fn stopped_template(template: &str, error: &crate::worker::WorkerError) -> Diagnostic {
    let why = if error.out_of_memory() {
        "took more memory than it may"
    } else {
        "took longer than it may, or broke the typesetter,"
    };
    let message =
        format!("The production's own template {why} and was stopped. The built-in template was used.");
    let help = "Look for a loop without an end, or move the file away.";
    Diagnostic::new(Code::TemplateInvalid, message, help).in_file(format!("templates/{template}"))
}

#[cfg(not(feature = "pdf"))]
fn typeset(
    page: &Page,
    _pool: &Pool,
    _overrides: &Overrides,
    _stopped: &Stopped,
    _at: DateTime<Utc>,
) -> Printed {
    failed(page.path, "this build of callboard has no typesetter (it was built without the feature `pdf`)")
}

fn failed(path: &str, why: &str) -> Printed {
    let message = format!("{path} was not made: {why}.");
    let help = "The other documents are not affected; templates of the production's own are the first thing to look at.";
    Printed { pdf: None, problems: vec![Diagnostic::new(Code::DocumentFailed, message, help)] }
}
