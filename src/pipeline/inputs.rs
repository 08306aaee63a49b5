//! The input files: listed, copied, hashed, and read in worker processes; nothing is read twice.

use super::{Engine, PassError};
use crate::diagnostic::Diagnostic;
use crate::folder::Folder;
use crate::ingest::grid::Workbook;
use crate::ingest::names::{self, Verdict};
use crate::ingest::{reader, snapshot};
use crate::worker::Pool;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Workbooks by the SHA-256 of their file.
#[derive(Default)]
pub struct Cache(HashMap<String, Arc<Workbook>>);

/// One file of the inbox.
pub struct Input {
    /// Relative to the production folder.
    pub file: String,
    /// Empty where the file could not be opened.
    pub sha256: String,
    pub book: Option<Arc<Workbook>>,
    pub problems: Vec<Diagnostic>,
}

/// Every input of the folder, in the order of their names.
pub fn read_all(engine: &mut Engine, folder: &Folder) -> Result<Vec<Input>, PassError> {
    let paths = folder.inputs().map_err(PassError::io("could not list", &folder.inbox))?;
    let files = paths.into_iter().map(|path| (folder.relative(&path), path)).collect();
    read_files(engine, files)
}

/// The given files: (name in findings, path).
pub fn read_files(engine: &mut Engine, files: Vec<(String, PathBuf)>) -> Result<Vec<Input>, PassError> {
    let staging = tempfile::tempdir()
        .map_err(PassError::io("could not make a folder for copies in", &std::env::temp_dir()))?;
    let next = Mutex::new(files.iter());
    let done = Mutex::new(BTreeMap::new());
    let Engine { readers, cache, .. } = engine;
    let (cache_now, pool): (&Cache, &Pool) = (cache, readers);
    std::thread::scope(|scope| {
        for _ in 0..pool.size().min(files.len()) {
            scope.spawn(|| {
                loop {
                    let job = next.lock().unwrap_or_else(PoisonError::into_inner).next();
                    let Some((file, path)) = job else { break };
                    let input = read_one(pool, cache_now, staging.path(), file, path);
                    done.lock().unwrap_or_else(PoisonError::into_inner).insert(file.clone(), input);
                }
            });
        }
    });
    let inputs: Vec<Input> =
        done.into_inner().unwrap_or_else(PoisonError::into_inner).into_values().flatten().collect();
    // Only what is still in the inbox is worth remembering.
    cache.0 = inputs.iter().filter_map(|i| Some((i.sha256.clone(), i.book.clone()?))).collect();
    Ok(inputs)
}

/// `None` for what is no input and needs no word (a lock file, a temporary name).
fn read_one(pool: &Pool, cache: &Cache, staging: &Path, file: &str, path: &Path) -> Option<Input> {
    let mut input = Input { file: file.to_owned(), sha256: String::new(), book: None, problems: Vec::new() };
    match names::judge(file) {
        Verdict::Ignore => return None,
        Verdict::Report(problem) => {
            input.problems.push(problem);
            return Some(input);
        }
        Verdict::Read => {}
    }
    if is_locked(path) {
        input.problems.push(names::locked(file));
    }
    let copy = match snapshot::take(path, file, staging) {
        Ok(copy) => copy,
        Err(problem) => {
            input.problems.push(problem);
            return Some(input);
        }
    };
    input.book = cache.0.get(&copy.sha256).cloned();
    if input.book.is_none() {
        match reader::read(&copy.path_of_copy, file, pool) {
            Ok(book) => input.book = Some(Arc::new(book)),
            Err(problem) => input.problems.push(problem),
        }
    }
    input.sha256 = copy.sha256;
    Some(input)
}

/// Does a lock beside the file say that somebody has it open?
fn is_locked(path: &Path) -> bool {
    let (Some(dir), Some(name)) = (path.parent(), path.file_name()) else { return false };
    names::locks(&name.to_string_lossy()).iter().any(|lock| dir.join(lock).exists())
}
