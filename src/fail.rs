//! Places where a test lets the machine fail. In a release build there is nothing here.
//!
//! `CALLBOARD_FAIL=POINT:WHAT[@N]` makes the Nth passing (default: the first) of a point end in `kill` (SIGKILL),
//! `panic`, `panics`, `full` (no space left), `denied` (no permission) or `hang` (nothing more comes); all but the first two
//! from then on, as a full disk stays full. POINT `any` is every point. With `CALLBOARD_FAIL_WHILE=PATH` only while PATH is there, and
//! with `CALLBOARD_FAIL_IN=PATH` only at points that say which folder they touch, below PATH. `CALLBOARD_FAIL_TRACE=FILE`
//! writes the name of each point passed to FILE.

use std::path::Path;

/// A place between two steps that a kill or a full disk may separate.
#[cfg(not(debug_assertions))]
#[inline]
pub fn point(_name: &str) -> std::io::Result<()> {
    Ok(())
}

#[cfg(debug_assertions)]
pub use testing::point;

/// A place that touches this folder.
pub fn point_at(name: &str, folder: &Path) -> std::io::Result<()> {
    #[cfg(debug_assertions)]
    if testing::is_elsewhere(folder) {
        return Ok(());
    }
    let _ = folder;
    point(name)
}

#[cfg(debug_assertions)]
mod testing {
    use std::fs::File;
    use std::io::{self, Write};
    use std::path::{Path, PathBuf};
    use std::sync::LazyLock;
    use std::sync::atomic::{AtomicU64, Ordering};

    struct Plan {
        point: String,
        what: String,
        nth: u64,
        passed: AtomicU64,
    }

    static PLAN: LazyLock<Option<Plan>> = LazyLock::new(|| {
        let text = std::env::var("CALLBOARD_FAIL").ok()?;
        let (point, what) = text.split_once(':')?;
        let (what, nth) = what.split_once('@').map_or((what, Some(1)), |(what, n)| (what, n.parse().ok()));
        let (point, what) = (point.to_owned(), what.to_owned());
        Some(Plan { point, what, nth: nth?, passed: AtomicU64::new(0) })
    });

    static TRACE: LazyLock<Option<File>> = LazyLock::new(|| {
        let path = std::env::var_os("CALLBOARD_FAIL_TRACE")?;
        File::options().create(true).append(true).open(path).ok()
    });

    static WHILE: LazyLock<Option<PathBuf>> =
        LazyLock::new(|| std::env::var_os("CALLBOARD_FAIL_WHILE").map(PathBuf::from));

    static IN: LazyLock<Option<PathBuf>> =
        LazyLock::new(|| std::env::var_os("CALLBOARD_FAIL_IN").map(PathBuf::from));

    pub fn is_elsewhere(folder: &Path) -> bool {
        IN.as_ref().is_some_and(|only| !folder.starts_with(only))
    }

    /// While the file that says so is there; without one until the process ends.
    fn hang() {
        while WHILE.as_ref().is_none_or(|path| path.exists()) {
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
    }

    pub fn point(name: &str) -> io::Result<()> {
        if let Some(mut trace) = TRACE.as_ref() {
            let _ = trace.write_all(format!("{name}\n").as_bytes());
        }
        let Some(plan) = PLAN.as_ref() else { return Ok(()) };
        if plan.point != name && plan.point != "any" {
            return Ok(());
        }
        if WHILE.as_ref().is_some_and(|path| !path.exists()) {
            return Ok(());
        }
        let passed = plan.passed.fetch_add(1, Ordering::SeqCst) + 1;
        match plan.what.as_str() {
            "kill" if passed == plan.nth => die(),
            "panic" if passed == plan.nth => panic!("failpoint {name}"),
            "hang" if passed >= plan.nth => {
                hang();
                Ok(())
            }
            "panics" if passed >= plan.nth => panic!("failpoint {name}"),
            "full" if passed >= plan.nth => Err(io::ErrorKind::StorageFull.into()),
            "denied" if passed >= plan.nth => Err(io::ErrorKind::PermissionDenied.into()),
            _ => Ok(()),
        }
    }

    fn die() -> io::Result<()> {
        #[cfg(unix)]
        let _ = rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::KILL);
        std::process::abort()
    }
}
