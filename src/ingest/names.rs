//! Which of the names in an inbox are inputs, which are debris, and which deserve a word.

use crate::diagnostic::{Code, Diagnostic, Severity};

/// The endings of the formats that are read.
pub const ENDINGS: [&str; 13] =
    ["xlsx", "xlsm", "xls", "xlsb", "ods", "fods", "csv", "tsv", "tab", "uss", "fdx", "fountain", "ics"];

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    Read,
    /// A letter that came back (`.eml`): no spreadsheet, and not to be wondered at.
    Letter,
    /// Temporary files, locks, what systems leave behind: nobody wants to hear of them.
    Ignore,
    /// Not read, and somebody may wonder why.
    Report(Diagnostic),
}

/// Judges one file by its name. `file` is its place relative to the production folder.
pub fn judge(file: &str) -> Verdict {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let lower = name.to_lowercase();
    let ending = lower.rsplit_once('.').map_or("", |(_, ending)| ending);
    if is_stub(&lower) {
        return report(
            file,
            Code::FileIgnored,
            Severity::Warning,
            "The file is in iCloud and not on this disk.",
            "Click it in the Finder to download it.",
        );
    }
    if is_debris(&lower, ending) {
        return Verdict::Ignore;
    }
    match ending {
        "eml" => Verdict::Letter,
        "gsheet" | "gdoc" => report(
            file,
            Code::FileIgnored,
            Severity::Warning,
            "This is only a link to a Google document; its rows are not in it.",
            "In Google Sheets: File › Download › Microsoft Excel (.xlsx), and drop that here.",
        ),
        "numbers" => report(
            file,
            Code::FileIgnored,
            Severity::Warning,
            "This is an Apple Numbers document, which is not read.",
            "In Numbers: File › Export To › Excel, and drop the .xlsx here.",
        ),
        "url" | "webloc" | "lnk" => report(
            file,
            Code::FileIgnored,
            Severity::Warning,
            "This is only a link to another place.",
            "Drop the spreadsheet itself here.",
        ),
        _ if !ENDINGS.contains(&ending) => report(
            file,
            Code::FileIgnored,
            Severity::Info,
            "The file is not of a kind that is read.",
            "Spreadsheets are read: .xlsx, .xlsm, .xls, .xlsb, .ods, .fods, .csv and .tsv.",
        ),
        _ if is_conflict_copy(&lower) => report(
            file,
            Code::FileConflictCopy,
            Severity::Warning,
            "Two people saved the file at once, and the synchronising service kept this second copy; it was not read.",
            "Bring its changes into the file itself, and delete this copy.",
        ),
        _ => Verdict::Read,
    }
}

fn report(file: &str, code: Code, severity: Severity, message: &str, help: &str) -> Verdict {
    let mut problem = Diagnostic::new(code, message, help).in_file(file);
    problem.severity = severity;
    Verdict::Report(problem)
}

/// `.crew.xlsx.icloud`
fn is_stub(lower: &str) -> bool {
    lower.starts_with('.') && lower.ends_with(".icloud")
}

fn is_debris(lower: &str, ending: &str) -> bool {
    // Excel's and LibreOffice's locks, what macOS keeps beside a file on a share, and every hidden file.
    let starts = ["~$", ".", "~wrl"];
    // Half-written files of Office (`ABCD1234.tmp`), of browsers and of copying programs.
    let endings = ["tmp", "temp", "part", "partial", "crdownload", "download", "filepart", "swp", "bak"];
    starts.iter().any(|start| lower.starts_with(start))
        || endings.contains(&ending)
        || lower.ends_with('~')
        || ["thumbs.db", "desktop.ini", "icon\r"].contains(&lower)
}

/// As Dropbox, Nextcloud, ownCloud, Syncthing and Resilio name them.
fn is_conflict_copy(lower: &str) -> bool {
    ["conflicted copy", "conflict copy", "case conflict", ".sync-conflict-", "_conflict-", ".conflict."]
        .iter()
        .any(|mark| lower.contains(mark))
}

/// The names a lock on `name` would have, beside it: Excel's (a long name loses its first two
/// letters to the mark) and LibreOffice's.
pub fn locks(name: &str) -> Vec<String> {
    let mut locks = vec![format!("~${name}"), format!(".~lock.{name}#")];
    let stem_length = name.rsplit_once('.').map_or(name, |(stem, _)| stem).chars().count();
    if stem_length > 6 {
        locks.push(format!("~${}", name.chars().skip(2).collect::<String>()));
    }
    locks
}

/// Somebody has the file open; what they saved last is read.
pub fn locked(file: &str) -> Diagnostic {
    let message = "Somebody has the file open; what they saved last was read.";
    Diagnostic::new(Code::FileLocked, message, "Save and close it when the changes are done.").in_file(file)
}

/// A synchronising service keeps it elsewhere, and only its name here.
pub fn online_only(file: &str) -> Diagnostic {
    let message = "Only the name of this file is on this computer; its content is still online.";
    let help = "In Dropbox, OneDrive, Google Drive or iCloud, make it available offline (“always keep on this device”).";
    let mut problem = Diagnostic::new(Code::FileIgnored, message, help).in_file(file);
    problem.severity = Severity::Warning;
    problem
}

/// It is still arriving, and nothing of it was read before.
pub fn arriving(file: &str) -> Diagnostic {
    let message = "The file is still being saved or copied; nothing of it was read yet.";
    let mut problem =
        Diagnostic::new(Code::FileLocked, message, "It is read as soon as that is done.").in_file(file);
    problem.severity = Severity::Info;
    problem
}

/// It is in the middle of being saved, or synchronised.
pub fn being_saved(file: &str) -> Diagnostic {
    let message = "The file is being saved or copied at this moment; what was in it before was read.";
    let mut problem =
        Diagnostic::new(Code::FileLocked, message, "It is read again as soon as that is done.").in_file(file);
    problem.severity = Severity::Info;
    problem
}

/// `other` is the file that was read in its place.
pub fn duplicate(file: &str, other: &str) -> Diagnostic {
    let message = format!("The file holds the same bytes as {other}, which was read; this one was not.");
    let help = "Delete one of the two, so that nobody changes the wrong one.";
    Diagnostic::new(Code::FileDuplicate, message, help).in_file(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(name: &str) -> Option<Code> {
        match judge(name) {
            Verdict::Report(problem) => Some(problem.code),
            _ => None,
        }
    }

    #[test]
    fn spreadsheets_are_read_whatever_their_case() {
        for name in ["inbox/crew.xlsx", "CREW.XLSX", "a/b c (1).csv", "FINAL_v3_USE THIS.xls", "x.tmp.ods"] {
            assert_eq!(judge(name), Verdict::Read, "{name}");
        }
    }

    #[test]
    fn debris_is_passed_over_in_silence() {
        for name in [
            "inbox/~$crew.xlsx",
            ".~lock.crew.ods#",
            "._crew.xlsx",
            ".DS_Store",
            "Thumbs.db",
            "1A2B3C4D.tmp",
            "crew.xlsx.part",
            "crew.xlsx.crdownload",
            "lu12345abc.tmp",
        ] {
            assert_eq!(judge(name), Verdict::Ignore, "{name}");
        }
    }

    #[test]
    fn copies_and_pointers_get_a_word() {
        for name in [
            "crew (Anna's conflicted copy 2026-10-30).xlsx",
            "crew (conflicted copy 2026-10-30 120000).xlsx",
            "crew.sync-conflict-20261030-120000-ABCDEFG.xlsx",
        ] {
            assert_eq!(code(name), Some(Code::FileConflictCopy), "{name}");
        }
        for name in ["crew.gsheet", "budget.numbers", ".crew.xlsx.icloud", "script.pdf", "README"] {
            assert_eq!(code(name), Some(Code::FileIgnored), "{name}");
        }
    }

    #[test]
    fn locks_are_known_by_the_name_they_stand_beside() {
        assert_eq!(locks("a.xlsx"), ["~$a.xlsx", ".~lock.a.xlsx#"]);
        assert!(locks("timecards.xlsx").contains(&"~$mecards.xlsx".to_owned()));
    }
}
