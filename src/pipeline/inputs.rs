//! The input files: listed, copied, hashed, and read in worker processes; nothing is read twice. What is being saved
//! is read as the last pass read it.

use super::judged::Judged;
use super::{Engine, PassError};
use crate::diagnostic::{Code, Diagnostic};
use crate::digest::sha256_hex;
use crate::disk::{self, Disk};
use crate::folder::Folder;
use crate::ingest::Locale;
use crate::ingest::grid::Workbook;
use crate::ingest::intake::FileRead;
use crate::ingest::names::{self, Verdict};
use crate::ingest::snapshot::{self, Snapshot};
use crate::ingest::{reader, refusal};
use crate::store::{copies, poison};
use crate::worker::Pool;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Workbooks by the SHA-256 of their file, and what was said of files that are none, by name and SHA-256.
#[derive(Default)]
pub struct Cache {
    books: HashMap<String, Arc<Workbook>>,
    refused: HashMap<(String, String), Diagnostic>,
    /// Tables, by the file's name, with its SHA-256 and the customs they were read by.
    pub(super) tables: HashMap<String, (String, Locale, FileRead)>,
    pub(super) judged: Judged,
}

/// The caches of productions, by their folders.
#[derive(Default)]
pub struct Caches(HashMap<PathBuf, Cache>);

impl Caches {
    /// The cells of a production take tens of megabytes at the most.
    const MOST: usize = 8;

    /// The production's own.
    pub fn of(&mut self, root: &Path) -> &mut Cache {
        if self.0.len() >= Self::MOST && !self.0.contains_key(root) {
            self.0.clear();
        }
        self.0.entry(root.to_path_buf()).or_default()
    }
}

/// A file of which half is there was saved no longer ago than this; the rest comes.
const JUST_NOW: Duration = Duration::from_secs(10);

/// One file of the inbox.
pub struct Input {
    /// Relative to the production folder.
    pub file: String,
    /// Empty where the file could not be opened.
    pub sha256: String,
    pub size: u64,
    pub book: Option<Arc<Workbook>>,
    pub problems: Vec<Diagnostic>,
    pub end: End,
}

/// What became of a file, as far as reading goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    Read,
    /// Its bytes are those of another file.
    Duplicate,
    /// It broke its reader this time.
    Broke,
    /// It broke its reader too often.
    Quarantined,
    /// It was being saved; what was read, if anything, is what the last pass read.
    Retry,
}

/// What is known before the files are looked at.
pub struct Before<'a> {
    /// Where copies are kept; nowhere where nothing is to be changed.
    pub state: Option<&'a Path>,
    /// Files that are being saved, where a watch knows them: it hands each over when that is done.
    pub held: Option<&'a BTreeSet<String>>,
    /// The disk of the inbox.
    pub disk: Disk,
    /// What the last pass read, by file.
    pub last: BTreeMap<String, String>,
    /// How often contents broke their reader.
    pub poison: BTreeMap<String, u32>,
}

/// Every input of the folder, in the order of their names.
pub fn read_all(engine: &mut Engine, folder: &Folder, before: &Before) -> Result<Vec<Input>, PassError> {
    let paths = folder.inputs().map_err(PassError::io("could not list", &folder.inbox))?;
    let mut files: BTreeMap<String, PathBuf> =
        paths.into_iter().map(|path| (folder.relative(&path), path)).collect();
    // A program that saves by deleting and renaming leaves no file for a moment.
    for file in before.held.into_iter().flatten().filter(|file| before.last.contains_key(*file)) {
        files.entry(file.clone()).or_insert_with(|| folder.root.join(file));
    }
    let cache = engine.caches.of(&folder.root);
    read(&engine.readers, cache, files.into_iter().collect(), before)
}

/// The given files: (name in findings, path).
pub fn read_files(engine: &mut Engine, files: Vec<(String, PathBuf)>) -> Result<Vec<Input>, PassError> {
    let before =
        Before { state: None, held: None, disk: Disk::Local, last: BTreeMap::new(), poison: BTreeMap::new() };
    read(&engine.readers, &mut Cache::default(), files, &before)
}

fn read(
    pool: &Pool,
    cache: &mut Cache,
    files: Vec<(String, PathBuf)>,
    before: &Before,
) -> Result<Vec<Input>, PassError> {
    let passing = tempfile::tempdir()
        .map_err(PassError::io("could not make a folder for copies in", &std::env::temp_dir()))?;
    let staging = before.state.map_or_else(|| passing.path().to_path_buf(), copies::folder);
    fs::create_dir_all(&staging).map_err(PassError::io("could not make the folder", &staging))?;
    let next = Mutex::new(files.iter());
    let done = Mutex::new(BTreeMap::new());
    let reader = Reader { pool, cache, staging: &staging, before };
    std::thread::scope(|scope| {
        for _ in 0..reader.pool.size().min(files.len()) {
            scope.spawn(|| {
                loop {
                    let job = next.lock().unwrap_or_else(PoisonError::into_inner).next();
                    let Some((file, path)) = job else { break };
                    let input = reader.one(file, path);
                    done.lock().unwrap_or_else(PoisonError::into_inner).insert(file.clone(), input);
                }
            });
        }
    });
    let mut inputs: Vec<Input> =
        done.into_inner().unwrap_or_else(PoisonError::into_inner).into_values().flatten().collect();
    // Only what is still in the inbox is worth remembering.
    cache.books = inputs.iter().filter_map(|i| Some((i.sha256.clone(), i.book.clone()?))).collect();
    let refused = inputs.iter().filter(|i| i.end == End::Read && i.book.is_none() && !i.sha256.is_empty());
    cache.refused = refused
        .filter_map(|i| Some(((i.file.clone(), i.sha256.clone()), i.problems.last()?.clone())))
        .collect();
    once(&mut inputs);
    Ok(inputs)
}

/// Of files of the same bytes one is read: rows that count twice would be paid twice.
fn once(inputs: &mut [Input]) {
    let mut first: BTreeMap<String, String> = BTreeMap::new();
    let mut order: Vec<usize> = (0..inputs.len()).collect();
    // `crew.xlsx` before `crew (1).xlsx`.
    order.sort_by_key(|at| inputs.get(*at).map(|i| (i.file.len(), i.file.clone())));
    for at in order {
        let Some(input) = inputs.get_mut(at).filter(|input| input.book.is_some()) else { continue };
        match first.get(&input.sha256) {
            None => drop(first.insert(input.sha256.clone(), input.file.clone())),
            Some(other) => {
                input.book = None;
                input.end = End::Duplicate;
                input.problems.push(names::duplicate(&input.file, other));
            }
        }
    }
}

struct Reader<'a> {
    pool: &'a Pool,
    cache: &'a Cache,
    staging: &'a Path,
    before: &'a Before<'a>,
}

impl Reader<'_> {
    /// `None` for what is no input and needs no word (a lock file, a temporary name).
    fn one(&self, file: &str, path: &Path) -> Option<Input> {
        let mut input = Input {
            file: file.to_owned(),
            sha256: String::new(),
            size: 0,
            book: None,
            problems: Vec::new(),
            end: End::Read,
        };
        match names::judge(file) {
            Verdict::Ignore | Verdict::Letter => return None,
            Verdict::Report(problem) => {
                input.problems.push(problem);
                return Some(input);
            }
            Verdict::Read => {}
        }
        if fs::metadata(path).is_ok_and(|meta| disk::is_online_only(&meta, self.before.disk)) {
            input.problems.push(names::online_only(file));
            return Some(input);
        }
        if is_locked(path) {
            input.problems.push(names::locked(file));
        }
        let held = self.before.held.is_some_and(|held| held.contains(file));
        let copy = if held {
            self.last(&mut input)
        } else {
            match snapshot::take(path, file, self.staging) {
                Ok(copy) => Some(copy),
                Err(problem) if self.is_just_saved(path, &problem) => self.last(&mut input),
                Err(problem) => {
                    input.problems.push(problem);
                    return Some(input);
                }
            }
        };
        let Some(copy) = copy else { return Some(input) };
        input.size = copy.size;
        if self.before.poison.get(&copy.sha256).is_some_and(|tries| *tries >= poison::TRIES) {
            input.problems.push(refusal::quarantined(file));
            input.end = End::Quarantined;
        } else {
            self.cells(&mut input, &copy);
        }
        input.sha256 = copy.sha256;
        Some(input)
    }

    /// From the copy, or from what was read of the same bytes before.
    fn cells(&self, input: &mut Input, copy: &Snapshot) {
        input.book = self.cache.books.get(&copy.sha256).cloned();
        if input.book.is_some() {
            return;
        }
        if let Some(problem) = self.cache.refused.get(&(input.file.clone(), copy.sha256.clone())) {
            input.problems.push(problem.clone());
            return;
        }
        match reader::read_or_break(&copy.path_of_copy, &input.file, self.pool) {
            Ok(book) => input.book = Some(Arc::new(book)),
            Err(refused) => {
                input.problems.push(refused.problem);
                if refused.broke {
                    input.end = End::Broke;
                }
            }
        }
    }

    /// Whether somebody has begun to save it since the watch handed it over: it will be handed over again.
    fn is_just_saved(&self, path: &Path, problem: &Diagnostic) -> bool {
        let half = [Code::FileIncomplete, Code::FileEmpty, Code::FileMissing].contains(&problem.code);
        let fresh =
            |meta: fs::Metadata| meta.modified().is_ok_and(|at| at.elapsed().is_ok_and(|age| age < JUST_NOW));
        half && self.before.held.is_some() && fs::metadata(path).map_or(true, fresh)
    }

    /// The copy that the last pass read of this file, which is being saved now; `None` where there was none, so that
    /// the file counts from the next pass on.
    fn last(&self, input: &mut Input) -> Option<Snapshot> {
        input.end = End::Retry;
        let copy = self.copied(&input.file).and_then(|(path_of_copy, sha256)| {
            let about = fs::metadata(&path_of_copy).ok()?;
            let modified = about.modified().ok()?;
            Some(Snapshot { path_of_copy, sha256, size: about.len(), modified })
        });
        input.problems.push(match &copy {
            Some(_) => names::being_saved(&input.file),
            None => names::arriving(&input.file),
        });
        copy
    }

    /// What the last pass read of this file, if the copy of it is sound.
    fn copied(&self, file: &str) -> Option<(PathBuf, String)> {
        let sha256 = self.before.last.get(file)?;
        let copy = copies::find(self.before.state?, sha256)?;
        let sound = fs::read(&copy).is_ok_and(|bytes| sha256_hex(&bytes) == *sha256);
        sound.then(|| (copy, sha256.clone()))
    }
}

/// Does a lock beside the file say that somebody has it open?
fn is_locked(path: &Path) -> bool {
    let (Some(dir), Some(name)) = (path.parent(), path.file_name()) else { return false };
    names::locks(&name.to_string_lossy()).iter().any(|lock| dir.join(lock).exists())
}
