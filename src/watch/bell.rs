//! What ends a wait: the wish to stop, for the whole watch ([`Bell`]), and what one folder wants of its thread ([`Chime`]).

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// The exit status of a process that a second Ctrl-C ends.
const INTERRUPTED: i32 = 130;

/// Shared by the watch and by whoever stops it. A signal can set a flag, and nothing else safely: it is looked at.
#[derive(Clone, Default)]
pub struct Bell(Arc<AtomicBool>);

impl Bell {
    pub fn new() -> Bell {
        Bell::default()
    }

    /// From now on the first termination signal or Ctrl-C stops the watch, after the passes that are
    /// running; a second one ends the process on the spot. What it has published is whole.
    pub fn on_signals(&self) -> io::Result<()> {
        for signal in [SIGINT, SIGTERM] {
            // In this order: the second signal finds the flag that the first one set.
            flag::register_conditional_shutdown(signal, INTERRUPTED, Arc::clone(&self.0))?;
            flag::register(signal, Arc::clone(&self.0))?;
        }
        Ok(())
    }

    /// Ends the watch after the passes that are running.
    pub fn stop(&self) {
        self.0.store(true, Ordering::SeqCst);
    }

    /// Whether it was told to stop.
    pub fn is_stopped(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}

/// Wakes the thread of one folder.
#[derive(Clone, Default)]
pub(super) struct Chime(Arc<Inner>);

#[derive(Default)]
struct Inner {
    rung: Mutex<Rung>,
    changed: Condvar,
}

/// What it was rung for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Rung {
    /// Something may have changed.
    pub look: bool,
    /// Events were lost: anything may have changed.
    pub all: bool,
    /// A pass is wanted, also without a change.
    pub pass: bool,
    /// A turn is free.
    pub turn: bool,
    /// It is over. This one stays.
    pub stop: bool,
}

impl Chime {
    pub fn ring(&self, what: impl FnOnce(&mut Rung)) {
        what(&mut self.lock());
        self.0.changed.notify_all();
    }

    /// Waits until it is rung, at most so long.
    pub fn wait(&self, most: Duration) -> Rung {
        let waited = self.0.changed.wait_timeout_while(self.lock(), most, |rung| *rung == Rung::default());
        let mut rung = waited.unwrap_or_else(PoisonError::into_inner).0;
        let stop = rung.stop;
        std::mem::replace(&mut *rung, Rung { stop, ..Rung::default() })
    }

    /// Nothing that can panic runs under this lock, so a poisoned one is whole.
    fn lock(&self) -> MutexGuard<'_, Rung> {
        self.0.rung.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
