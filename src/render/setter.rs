//! The parent's side of typesetting: documents spread over the pool's workers.

use super::job::{Body, Job};
use super::wire::Answer;
use crate::diagnostic::{Code, Diagnostic};
use crate::worker::Pool;
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The production's own templates, by path below `templates/` with `/` between parts.
pub type Overrides = BTreeMap<String, Vec<u8>>;

/// One document's bytes, or none; and what was wrong.
pub type Printed = Answer;

/// Sets each job, in the jobs' order. `at` is the documents' date of creation.
pub fn set(jobs: &[Job], pool: &Pool, overrides: &Overrides, at: DateTime<Utc>) -> Vec<Printed> {
    let next = AtomicUsize::new(0);
    let done: Vec<Mutex<Printed>> = jobs.iter().map(|_| Mutex::default()).collect();
    std::thread::scope(|scope| {
        for _ in 0..pool.size().min(jobs.len()) {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let (Some(job), Some(slot)) = (jobs.get(index), done.get(index)) else { break };
                    let printed = one(job, pool, overrides, at);
                    *slot.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = printed;
                }
            });
        }
    });
    done.into_iter()
        .map(|slot| slot.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner))
        .collect()
}

fn one(job: &Job, pool: &Pool, overrides: &Overrides, at: DateTime<Utc>) -> Printed {
    match &job.body {
        Body::Bytes(bytes) => Printed { pdf: Some(bytes.clone()), problems: Vec::new() },
        Body::Kept { sha256 } => failed(job, &format!("the ledger holds nothing of SHA-256 {sha256}")),
        Body::Failed(why) => failed(job, why),
        Body::Pdf { template, data } => typeset(job, template, data, pool, overrides, at),
    }
}

#[cfg(feature = "pdf")]
fn typeset(
    job: &Job,
    template: &str,
    data: &serde_json::Value,
    pool: &Pool,
    overrides: &Overrides,
    at: DateTime<Utc>,
) -> Printed {
    // Personal sheets of one day share all but a few lines: what was worked out for one serves the next.
    let keep = if job.kind == crate::model::DocumentKind::PersonalCallSheet { 4 } else { 0 };
    let request = super::wire::Request {
        template: template.to_owned(),
        path: job.path.clone(),
        at: at.timestamp(),
        keep,
        data: data.to_string().into_bytes(),
        overrides: overrides.clone(),
    };
    match pool.run(request.encode()) {
        Ok(answer) => {
            Answer::decode(&answer).unwrap_or_else(|| failed(job, "the worker's answer could not be read"))
        }
        Err(error) => failed(job, &error.to_string()),
    }
}

#[cfg(not(feature = "pdf"))]
fn typeset(
    job: &Job,
    _template: &str,
    _data: &serde_json::Value,
    _pool: &Pool,
    _overrides: &Overrides,
    _at: DateTime<Utc>,
) -> Printed {
    failed(job, "this build of callboard has no typesetter (it was built without the feature `pdf`)")
}

fn failed(job: &Job, why: &str) -> Printed {
    let message = format!("{} was not made: {why}.", job.path);
    let help = "The other documents are not affected; templates of the production's own are the first thing to look at.";
    Printed { pdf: None, problems: vec![Diagnostic::new(Code::DocumentFailed, message, help)] }
}
