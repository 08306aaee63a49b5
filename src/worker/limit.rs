//! The limits a child puts on itself before its first job.

use std::process::Command;

/// How the parent tells the child its limit, in bytes.
const MEMORY: &str = "CALLBOARD_WORKER_MEMORY";

/// Hands the limit to the child that is about to start.
pub fn announce(command: &mut Command, memory_bytes: u64) {
    command.env(MEMORY, memory_bytes.to_string());
    // The allocator of the binary reserves address space ahead, a gigabyte by default, which would be
    // the whole limit before the first job.
    command.env("MIMALLOC_ARENA_RESERVE", "64MiB");
}

/// Applies what the parent announced. Address space is what is limited, because it is what an
/// allocation asks for. No core is dumped: it would hold what the spreadsheet holds.
#[cfg(unix)]
pub fn apply() -> std::io::Result<()> {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let both = |bytes| Rlimit { current: Some(bytes), maximum: Some(bytes) };
    setrlimit(Resource::Core, both(0))?;
    if let Some(bytes) = std::env::var(MEMORY).ok().and_then(|text| text.parse().ok()) {
        // macOS refuses a limit of address space; the limit of time still holds there.
        let set = setrlimit(Resource::As, both(bytes));
        if cfg!(target_os = "linux") {
            set?;
        }
    }
    Ok(())
}

/// Windows has no such limit for a process by itself: the limits of inflated size, of cells and of
/// time hold there.
#[cfg(not(unix))]
pub fn apply() -> std::io::Result<()> {
    Ok(())
}
