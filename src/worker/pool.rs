//! The parent's side: as many children as asked for, started when first needed, replaced when they die.

use super::child::Child;
use std::path::PathBuf;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// What one job may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Address space of the child, in bytes; on unix alone.
    pub memory_bytes: u64,
    /// By the clock on the wall; the child is killed when they are over.
    pub seconds: u64,
}

/// Why there is no answer. The job is not tried again: what killed one child kills the next.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WorkerError {
    #[error("the worker took longer than it may and was stopped")]
    TimedOut,
    /// How the child ended, and its last words.
    #[error("the worker came to an end: {0}")]
    Died(String),
    #[error("no worker could be started: {0}")]
    NoProcess(String),
}

impl WorkerError {
    /// Whether the job brought the child down: it took too long, or too much, or broke it.
    pub fn is_of_the_job(&self) -> bool {
        !matches!(self, WorkerError::NoProcess(_))
    }

    /// Whether the child died because it was refused memory.
    pub fn out_of_memory(&self) -> bool {
        // The words of Rust's own allocation failure, the same on every system.
        matches!(self, WorkerError::Died(words) if words.contains("memory allocation of"))
    }
}

/// Children of one role. `run` may be called from many threads at once; a caller waits for a free child.
pub struct Pool {
    exe: PathBuf,
    role: &'static str,
    size: usize,
    limits: Limits,
    state: Mutex<State>,
    freed: Condvar,
}

#[derive(Default)]
struct State {
    idle: Vec<Child>,
    busy: usize,
}

impl Pool {
    /// `exe` is this binary; a child is started as `exe worker ROLE`. Nothing is started yet.
    pub fn new(exe: PathBuf, role: &'static str, size: usize, limits: Limits) -> Pool {
        Pool { exe, role, size: size.max(1), limits, state: Mutex::default(), freed: Condvar::new() }
    }

    /// How many jobs run at once.
    pub fn size(&self) -> usize {
        self.size
    }

    pub fn limits(&self) -> Limits {
        self.limits
    }

    /// Gives the job to a child and waits for its answer.
    pub fn run(&self, job: Vec<u8>) -> Result<Vec<u8>, WorkerError> {
        self.run_in_pieces(job, 0, |_| ())
    }

    /// The same for a job that may take so many seconds more than others, and whose answer may come in pieces: each
    /// is handed on as it comes, and the last is given back. What came before an error counts for nothing.
    pub fn run_in_pieces(
        &self,
        job: Vec<u8>,
        more_seconds: u64,
        piece: impl FnMut(Vec<u8>),
    ) -> Result<Vec<u8>, WorkerError> {
        let mut place = self.take_place();
        let idle = place.child.take().and_then(|mut child| child.alive().then_some(child));
        let mut child = match idle {
            Some(child) => child,
            None => Child::start(&self.exe, self.role, self.limits)?,
        };
        let answer = child.run(job, self.limits.seconds.saturating_add(more_seconds), piece);
        if answer.is_ok() {
            place.child = Some(child);
        }
        answer
    }

    /// Waits until fewer than `size` jobs run, and takes an idle child along if there is one.
    fn take_place(&self) -> Place<'_> {
        let mut state = self.lock();
        while state.busy >= self.size {
            state = self.freed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.busy += 1;
        Place { pool: self, child: state.idle.pop() }
    }

    /// Nothing that can panic runs under this lock, so a poisoned one is whole.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One of the pool's places, given back when dropped, together with a child that is fit for more.
struct Place<'a> {
    pool: &'a Pool,
    child: Option<Child>,
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        let mut state = self.pool.lock();
        state.busy = state.busy.saturating_sub(1);
        state.idle.extend(self.child.take());
        drop(state);
        self.pool.freed.notify_one();
    }
}
