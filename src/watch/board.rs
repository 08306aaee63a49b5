//! What the thread of a folder shows to the watch: how the folder stands, and by when it should have come to its next step.

use super::FileState;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// What a folder's thread is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doing {
    Rest,
    /// Looking at the folder.
    Look,
    Pass,
}

/// Shared by the folder's thread, which writes it, and by the watch.
#[derive(Clone)]
pub(super) struct Board(Arc<Mutex<Shown>>);

#[derive(Clone)]
pub(super) struct Shown {
    pub doing: Doing,
    /// When the thread should have come to its next step; later, it hangs.
    pub by: Instant,
    /// Whether a pass has begun.
    pub begun: bool,
    pub gone: bool,
    pub pace: Duration,
    pub files: Vec<(usize, PathBuf, FileState)>,
    /// Why the system sends no events, where it sends none: the watch writes this one.
    pub silent: Option<String>,
    returned: bool,
}

impl Board {
    pub fn new(pace: Duration, hangs: Duration) -> Board {
        let (doing, by) = (Doing::Rest, Instant::now() + hangs);
        Board(Arc::new(Mutex::new(Shown {
            doing,
            by,
            begun: false,
            gone: false,
            pace,
            files: Vec::new(),
            silent: None,
            returned: false,
        })))
    }

    /// The thread begins something that it should be done with within this time.
    pub fn enter(&self, doing: Doing, within: Duration) {
        let mut shown = self.lock();
        (shown.doing, shown.by) = (doing, Instant::now() + within);
    }

    pub fn show(&self, begun: bool, gone: bool, pace: Duration, files: Vec<(usize, PathBuf, FileState)>) {
        let mut shown = self.lock();
        (shown.begun, shown.gone, shown.pace, shown.files) = (begun, gone, pace, files);
    }

    pub fn read(&self) -> Shown {
        self.lock().clone()
    }

    pub fn is_silent(&self) -> bool {
        self.lock().silent.is_some()
    }

    /// True where it is another reason than before.
    pub fn set_silent(&self, why: Option<&String>) -> bool {
        let mut shown = self.lock();
        let another = shown.silent.as_ref() != why;
        if another {
            shown.silent = why.cloned();
        }
        another
    }

    /// The folder was not there, and now is.
    pub fn returned(&self) {
        self.lock().returned = true;
    }

    pub fn take_returned(&self) -> bool {
        std::mem::take(&mut self.lock().returned)
    }

    /// Nothing that can panic runs under this lock, so a poisoned one is whole.
    fn lock(&self) -> MutexGuard<'_, Shown> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
