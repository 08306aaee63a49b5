//! Whose pass runs: one at a time, for a pass uses every core there is, and the folder that has waited longest is first.
//! A pass that hangs, because its share does, is not waited for by the others.

use super::bell::Chime;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Who has not asked for so long does not ask any more: its batch has come to nothing, or its own look hangs.
const ASKED: Duration = Duration::from_secs(3);

#[derive(Clone)]
pub(super) struct Turns(Arc<Mutex<Inner>>);

struct Inner {
    /// After so long the others go on beside it.
    long: Duration,
    running: Vec<(usize, Instant)>,
    waiting: Vec<Asked>,
}

struct Asked {
    folder: usize,
    /// Since when its pass has been due.
    since: Duration,
    last: Instant,
    chime: Chime,
}

/// The right to make a pass; it ends with it.
pub(super) struct Turn {
    turns: Turns,
    folder: usize,
}

impl Turns {
    pub fn new(long: Duration) -> Turns {
        Turns(Arc::new(Mutex::new(Inner { long, running: Vec::new(), waiting: Vec::new() })))
    }

    /// A turn for a pass that has been due since then. Where another one is first its chime is rung when it is over, and
    /// it asks again.
    pub fn take(&self, folder: usize, since: Duration, chime: &Chime) -> Option<Turn> {
        let mut inner = self.lock();
        inner.waiting.retain(|asked| asked.folder != folder && asked.last.elapsed() < ASKED);
        let first = inner.waiting.iter().all(|asked| (since, folder) < (asked.since, asked.folder));
        if first && !inner.is_busy() {
            inner.running.push((folder, Instant::now()));
            return Some(Turn { turns: self.clone(), folder });
        }
        inner.waiting.push(Asked { folder, since, last: Instant::now(), chime: chime.clone() });
        None
    }

    /// Rings for whoever is first, where a turn is free: comes once a second, for what hangs does not say so.
    pub fn call(&self) {
        self.lock().call();
    }

    /// Nothing that can panic runs under this lock, so a poisoned one is whole.
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    fn is_busy(&self) -> bool {
        self.running.iter().any(|(_, since)| since.elapsed() < self.long)
    }

    fn call(&mut self) {
        if self.is_busy() {
            return;
        }
        self.waiting.retain(|asked| asked.last.elapsed() < ASKED);
        if let Some(first) = self.waiting.iter().min_by_key(|asked| (asked.since, asked.folder)) {
            first.chime.ring(|rung| rung.turn = true);
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut inner = self.turns.lock();
        inner.running.retain(|(folder, _)| *folder != self.folder);
        inner.call();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_pass_runs_and_who_has_waited_longest_is_next() {
        let (turns, chimes) =
            (Turns::new(Duration::from_secs(60)), [Chime::default(), Chime::default(), Chime::default()]);
        let ask = |folder: usize, since: u64| turns.take(folder, Duration::from_secs(since), &chimes[folder]);
        let running = ask(0, 5).unwrap();
        assert!(ask(1, 9).is_none() && ask(2, 7).is_none());
        drop(running);
        // Two has been waiting since the seventh second, and one since the ninth.
        assert!(chimes[2].wait(Duration::ZERO).turn && !chimes[1].wait(Duration::ZERO).turn);
        assert!(ask(1, 9).is_none());
        let running = ask(2, 7).unwrap();
        assert!(ask(1, 9).is_none());
        drop(running);
        assert!(chimes[1].wait(Duration::ZERO).turn);
        assert!(ask(1, 9).is_some());
    }
}
