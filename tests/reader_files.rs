//! Files as a hostile world sends them, read in a real worker process: each ends in cells or in one
//! plain sentence, and the next file is read all the same.

use callboard::diagnostic::{Code, Diagnostic};
use callboard::ingest::grid::{Raw, Workbook};
use callboard::ingest::{reader, snapshot};
use callboard::worker::{Limits, Pool};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Tighter than the program's own: none of these files may need more.
fn pool() -> Pool {
    let limits = Limits { memory_bytes: 512 << 20, seconds: 10 };
    Pool::new(PathBuf::from(env!("CARGO_BIN_EXE_callboard")), reader::ROLE, 1, limits)
}

/// As the program does it: a copy first, then the worker.
fn read(path: &Path, pool: &Pool) -> Result<Workbook, Diagnostic> {
    let staging = tempfile::tempdir().unwrap();
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let taken = snapshot::take(path, &name, staging.path())?;
    reader::read(&taken.path_of_copy, &name, pool)
}

/// A folder of `shared/inputs`, or `None`, said aloud, where it is not at hand.
fn shared(folder: &str) -> Option<Vec<PathBuf>> {
    let shared = std::env::var_os("CALLBOARD_SHARED")
        .map(PathBuf::from)
        .unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"));
    let Ok(entries) = std::fs::read_dir(shared.join("inputs").join(folder)) else {
        println!("skipped: shared/inputs/{folder} is not at hand");
        return None;
    };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.file_name().is_some_and(|name| name != "LICENSE"));
    paths.sort();
    Some(paths)
}

fn is_plain(problem: &Diagnostic) {
    assert!(!problem.file.is_empty(), "{problem}");
    assert!(!problem.help.is_empty(), "{problem}");
    assert!(problem.message.ends_with('.') && problem.message.len() < 200, "{problem}");
}

#[test]
fn every_hostile_file_ends_in_cells_or_a_sentence() {
    let Some(paths) = shared("hostile") else { return };
    let expected = |name: &str| -> &[Option<Code>] {
        match name {
            "calamine_pass_protected.ods" => &[Some(Code::FileEncrypted)],
            "xlrd_biff4.xls" => &[Some(Code::FileNotSpreadsheet)],
            "phpss_oleloop.xls" => &[Some(Code::FileDamaged)],
            "poi_Simple.xlsb" => &[Some(Code::FileReaderDied), None],
            // A mail server's text about a file that it could not find: text, in one cell.
            "calamine_too_small.xls" => &[None],
            "closedxml_lockfile_~$LoadPivotTables.xlsx" => &[Some(Code::FileNotSpreadsheet)],
            "phpss_utf16be.xlsx" => &[None],
            _ => &[None, Some(Code::FileDamaged), Some(Code::FileTooLarge), Some(Code::FileIncomplete)],
        }
    };
    let pool = pool();
    for path in paths {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let start = Instant::now();
        let result = read(&path, &pool);
        println!("{name}: {:?} {:?}", start.elapsed(), result.as_ref().map(|book| book.sheets.len()));
        if let Err(problem) = &result {
            is_plain(problem);
        }
        let code = result.err().map(|problem| problem.code);
        assert!(expected(&name).contains(&code), "{name}: {code:?}");
    }
}

#[test]
fn every_avails_workbook_is_read() {
    let Some(paths) = shared("avails") else { return };
    let pool = pool();
    for path in paths {
        let book = read(&path, &pool).unwrap_or_else(|problem| panic!("{}: {problem}", path.display()));
        assert_eq!(book.problems, [], "{}", path.display());
        let cells: usize = book.sheets.iter().map(|sheet| sheet.cells.len()).sum();
        println!("{}: {} sheets, {cells} cells", path.display(), book.sheets.len());
        // Two rows of headings of at least 57 columns (real-inputs.md, section 2).
        assert!(cells > 100, "{}", path.display());
        if path.ends_with("Movies_v1.9.xlsx") {
            let text = |wanted: &str| {
                book.sheets
                    .iter()
                    .flat_map(|sheet| &sheet.cells)
                    .any(|cell| cell.2 == Raw::Text(wanted.to_owned()))
            };
            assert!(text("DisplayName"), "a heading of the format");
        }
    }
}
