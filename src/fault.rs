//! Failpoints, in debug builds alone: `CALLBOARD_FAIL=NAME:kill` ends the process at the point of that name as
//! `kill -9` would, `NAME:kill@3` at the third time it is reached. Tests kill callboard at each of them.

/// Nothing, unless a test asked for an end here.
#[cfg(debug_assertions)]
pub fn point(name: &str) {
    use std::sync::atomic::{AtomicU32, Ordering};
    static REACHED: AtomicU32 = AtomicU32::new(0);
    let Ok(asked) = std::env::var("CALLBOARD_FAIL") else { return };
    let Some((wanted, what)) = asked.split_once(':') else { return };
    if wanted != name {
        return;
    }
    let times = what.strip_prefix("kill@").map_or(Some(1), |n| n.parse().ok());
    if times == Some(REACHED.fetch_add(1, Ordering::SeqCst) + 1) {
        kill();
    }
}

#[cfg(not(debug_assertions))]
pub fn point(_name: &str) {}

#[cfg(all(debug_assertions, unix))]
fn kill() {
    let _ = rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::KILL);
}

#[cfg(all(debug_assertions, not(unix)))]
fn kill() {
    std::process::abort();
}
