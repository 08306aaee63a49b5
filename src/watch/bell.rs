//! What ends a wait early: an event of the system, trouble with events, or the wish to stop.

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;
use std::collections::BTreeSet;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How often a wait looks whether a signal came: a signal can set a flag, and nothing else safely.
const GLANCE: Duration = Duration::from_millis(100);

/// The exit status of a process that a second Ctrl-C ends.
const INTERRUPTED: i32 = 130;

/// Shared by the loop that waits and by whoever wakes it.
#[derive(Clone, Default)]
pub struct Bell(Arc<Inner>);

#[derive(Default)]
struct Inner {
    state: Mutex<State>,
    changed: Condvar,
    stop: Arc<AtomicBool>,
}

#[derive(Default)]
struct State {
    /// The folders in which something may have changed.
    rung: BTreeSet<usize>,
    /// Events were lost: something may have changed anywhere.
    all: bool,
    trouble: Option<String>,
}

#[derive(Default)]
pub(super) struct Heard {
    pub rung: BTreeSet<usize>,
    pub all: bool,
    /// No more events will come, for this reason.
    pub trouble: Option<String>,
    pub stop: bool,
}

impl Bell {
    pub fn new() -> Bell {
        Bell::default()
    }

    /// From now on the first termination signal or Ctrl-C stops the loop, after the pass that is
    /// running, if one is; a second one ends the process on the spot. What it has published is whole.
    pub fn on_signals(&self) -> io::Result<()> {
        for signal in [SIGINT, SIGTERM] {
            // In this order: the second signal finds the flag that the first one set.
            flag::register_conditional_shutdown(signal, INTERRUPTED, Arc::clone(&self.0.stop))?;
            flag::register(signal, Arc::clone(&self.0.stop))?;
        }
        Ok(())
    }

    /// Ends the loop after the pass that is running, if one is.
    pub fn stop(&self) {
        self.0.stop.store(true, Ordering::SeqCst);
        self.0.changed.notify_all();
    }

    /// Something may have changed in this folder.
    pub(super) fn ring(&self, folder: usize) {
        self.lock().rung.insert(folder);
        self.0.changed.notify_all();
    }

    /// Something may have changed anywhere: events were lost.
    pub(super) fn ring_all(&self) {
        self.lock().all = true;
        self.0.changed.notify_all();
    }

    /// No more events will come.
    pub(super) fn trouble(&self, why: String) {
        let mut state = self.lock();
        state.trouble.get_or_insert(why);
        state.all = true;
        drop(state);
        self.0.changed.notify_all();
    }

    /// Waits until something is heard, at most so long.
    pub(super) fn wait(&self, most: Duration) -> Heard {
        let start = Instant::now();
        let mut state = self.lock();
        loop {
            let left = most.saturating_sub(start.elapsed());
            let stop = self.is_stopped();
            if state.all || !state.rung.is_empty() || stop || left.is_zero() {
                let State { rung, all, trouble } = std::mem::take(&mut *state);
                return Heard { rung, all, trouble, stop };
            }
            let waited = self.0.changed.wait_timeout(state, left.min(GLANCE));
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Whether it was told to stop.
    pub fn is_stopped(&self) -> bool {
        self.0.stop.load(Ordering::SeqCst)
    }

    /// Nothing that can panic runs under this lock, so a poisoned one is whole.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
