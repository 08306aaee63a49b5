//! What a machine does wrong that may be mended while `watch` runs: which kind it is, and what mends it.

use super::PassError;
use std::fmt;
use std::io::ErrorKind;

/// A fault of the machine, as one sentence with its remedy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// disk-full, no-permission, gone, held, settings, fell-over, other
    pub kind: &'static str,
    what: String,
    pub remedy: &'static str,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; {}", self.what.trim_end_matches('.'), self.remedy)
    }
}

impl Fault {
    /// A pass that panicked.
    pub fn fell_over(what: String) -> Fault {
        let remedy = "it is tried again; the files that were new are set aside if it falls over again";
        Fault { kind: "fell-over", what, remedy }
    }

    pub fn of(error: &PassError) -> Fault {
        let cause = match error {
            PassError::Io { cause, .. } => Some(cause.kind()),
            PassError::Ledger(cause) => cause.kind(),
            _ => None,
        };
        let (kind, remedy) = match (error, cause) {
            (_, Some(ErrorKind::StorageFull | ErrorKind::QuotaExceeded)) => {
                ("disk-full", "free some space on that disk; it goes on by itself")
            }
            (_, Some(ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem)) => {
                ("no-permission", "let the user that callboard runs as write there; it goes on by itself")
            }
            (_, Some(ErrorKind::NotFound | ErrorKind::StaleNetworkFileHandle | ErrorKind::NotADirectory)) => {
                (
                    "gone",
                    "connect the disk or the share again; it goes on by itself, and nothing counts as deleted",
                )
            }
            (PassError::Settings(_), _) => ("settings", "mend callboard.toml; it goes on when that is saved"),
            (PassError::Held(_), _) => ("held", "it goes on when that one has ended"),
            _ => ("other", "it is tried again every minute; `callboard doctor` looks for what is wrong"),
        };
        // What is wrong with settings is many lines, said once in full.
        let what = error.to_string();
        let what = what.lines().next().unwrap_or("the pass failed").to_owned();
        Fault { kind, what, remedy }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io;
    use std::path::PathBuf;

    #[test]
    fn a_fault_is_one_sentence_with_its_remedy() {
        let of = |kind: ErrorKind| {
            let path = PathBuf::from("/prod/out/a.pdf");
            let said =
                Fault::of(&PassError::Io { what: "could not write", path, cause: io::Error::from(kind) });
            (said.kind, said.to_string())
        };
        let (kind, said) = of(ErrorKind::StorageFull);
        assert_eq!(kind, "disk-full");
        assert_eq!(
            said,
            "could not write /prod/out/a.pdf: no storage space; free some space on that disk; it goes on by itself"
        );
        assert_eq!(of(ErrorKind::PermissionDenied).0, "no-permission");
        assert_eq!(of(ErrorKind::NotFound).0, "gone");
    }
}
