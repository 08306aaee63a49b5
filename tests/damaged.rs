//! Five hundred damaged workbooks, made from small whole ones by a fixed sequence of numbers: each ends within
//! ten seconds and 512 megabytes, in cells or in one plain sentence, and the next one is read all the same.

#[path = "common/xlsb.rs"]
mod xlsb;

use callboard::diagnostic::{Code, Diagnostic};
use callboard::ingest::{reader, snapshot};
use callboard::worker::{Limits, Pool};
use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Duration, Instant};
use xlsb::Put;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const FILES: usize = 500;
const LIMITS: Limits = Limits { memory_bytes: 512 << 20, seconds: 10 };

/// The same sequence on every machine: a multiplier of Knuth's (MMIX).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() as usize) % n.max(1)
    }
}

/// Whole files, by name.
fn whole() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/formats");
    let names = [
        "week.xlsx",
        "week-no-results.xlsx",
        "week-biff8.xls",
        "week-biff5.xls",
        "week.ods",
        "week.fods",
        "week-html.xls",
    ];
    let mut files: Vec<_> =
        names.iter().map(|n| ((*n).to_owned(), std::fs::read(folder.join(n)).unwrap())).collect();
    let cells = [
        (0, 0, Put::Text("Name")),
        (0, 1, Put::Text("Call")),
        (1, 0, Put::Text("Dana Ruiz")),
        (1, 1, Put::Number(0.3125, 20)),
        (2, 1, Put::Flag(true)),
    ];
    files.push(("week.xlsb".to_owned(), xlsb::book("Week 1", &cells)));
    let xml = r#"<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="Week 1"><Table ss:ExpandedColumnCount="2"><Column ss:Hidden="1"/><Row ss:Index="3"><Cell ss:MergeAcross="1"><Data ss:Type="String">Name &amp; call</Data></Cell><Cell ss:Index="9"><Data ss:Type="DateTime">1899-12-31T07:30:00.000</Data></Cell></Row></Table></Worksheet></Workbook>"#;
    files.push(("week-2003.xls".to_owned(), xml.as_bytes().to_vec()));
    files.push((
        "crew.csv".to_owned(),
        "Name;Position;Rate\n\"Ito, Ken\";Gaffer;1.250,50\nZo\u{eb};\"Key \"\"Best\"\" Grip\";12,5\n"
            .repeat(20)
            .into_bytes(),
    ));
    files
}

/// The parts of a zip, in order; `None` for another file.
fn parts(bytes: &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let count = archive.len();
    let read = |index| {
        let mut entry = archive.by_index(index).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut body = Vec::new();
        entry.read_to_end(&mut body).unwrap();
        (name, body)
    };
    Some((0..count).map(read).collect())
}

fn zipped(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, body) in parts {
        if out.start_file(name.as_str(), SimpleFileOptions::default()).is_ok() {
            out.write_all(body).unwrap();
        }
    }
    out.finish().unwrap().into_inner()
}

/// One damage of the bytes themselves.
fn damage(bytes: &mut Vec<u8>, chance: &mut Chance) -> &'static str {
    let length = bytes.len();
    if length < 8 {
        return "nothing to damage";
    }
    match chance.below(6) {
        0 => {
            for _ in 0..=chance.below(64) {
                let at = chance.below(length);
                bytes[at] ^= 1 << chance.below(8);
            }
            "bits flipped"
        }
        1 => {
            bytes.truncate(chance.below(length));
            "cut off"
        }
        2 => {
            let from = chance.below(length);
            let to = (from + chance.below(2048)).min(length);
            bytes[from..to].fill(0);
            "zeros in the middle"
        }
        3 => {
            let from = chance.below(length);
            let piece = bytes[from..(from + chance.below(512)).min(length)].to_vec();
            let at = chance.below(length);
            bytes.splice(at..at, piece);
            "a piece twice"
        }
        4 => {
            // A number of four bytes that is absurd: a length, a size, a count, a place.
            let at = chance.below(length.saturating_sub(4));
            let number = [0xFFFF_FFFF_u32, 0x7FFF_FFFF, 0x0001_0000, 0, 0x0000_FFFF][chance.below(5)];
            bytes[at..at + 4].copy_from_slice(&number.to_le_bytes());
            "an absurd number"
        }
        _ => {
            let digits: Vec<usize> = (0..length).filter(|at| bytes[*at].is_ascii_digit()).collect();
            if let Some(at) = digits.get(chance.below(digits.len())).copied() {
                bytes.splice(at..=at, *b"99999999999");
            }
            "an absurd number in words"
        }
    }
}

/// One damage of a zip as a zip, or of what is packed in it.
fn damage_zip(bytes: &mut Vec<u8>, chance: &mut Chance) -> &'static str {
    let Some(mut parts) = parts(bytes) else { return damage(bytes, chance) };
    match chance.below(4) {
        0 => {
            let (a, b) = (chance.below(parts.len()), chance.below(parts.len()));
            let name = parts[a].0.clone();
            parts[a].0 = std::mem::replace(&mut parts[b].0, name);
            *bytes = zipped(&parts);
            "two parts swapped"
        }
        1 => {
            parts.remove(chance.below(parts.len()));
            *bytes = zipped(&parts);
            "a part missing"
        }
        2 => {
            // Sizes, checksums and places in the directory at the end.
            let entries: Vec<usize> = (0..bytes.len().saturating_sub(46))
                .filter(|at| bytes[*at..].starts_with(b"PK\x01\x02"))
                .collect();
            let entry = entries[chance.below(entries.len())];
            let field = entry + [10, 16, 20, 24, 28, 42][chance.below(6)];
            for byte in &mut bytes[field..field + 2] {
                *byte = chance.next() as u8;
            }
            "a directory that lies"
        }
        _ => {
            let part = chance.below(parts.len());
            damage(&mut parts[part].1, chance);
            *bytes = zipped(&parts);
            "a part damaged"
        }
    }
}

fn is_plain(problem: &Diagnostic) -> bool {
    let words = problem.message.split_whitespace().count();
    !problem.help.is_empty() && problem.message.ends_with('.') && (4..40).contains(&words)
}

#[test]
fn five_hundred_damaged_workbooks_end_in_cells_or_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let whole = whole();
    let mut chance = Chance(6);
    let jobs: Vec<(PathBuf, String)> = (0..FILES)
        .map(|number| {
            let (name, bytes) = &whole[number % whole.len()];
            let mut bytes = bytes.clone();
            let how = if chance.below(2) == 0 {
                damage(&mut bytes, &mut chance)
            } else {
                damage_zip(&mut bytes, &mut chance)
            };
            let path = folder.path().join(format!("{number:03}-{name}"));
            std::fs::write(&path, bytes).unwrap();
            (path, format!("{number}: {name}, {how}"))
        })
        .collect();
    let pool = Pool::new(PathBuf::from(env!("CARGO_BIN_EXE_callboard")), reader::ROLE, 2, LIMITS);
    let staging = tempfile::tempdir().unwrap();
    let next = Mutex::new(jobs.iter());
    let outcomes = Mutex::new(BTreeMap::<&'static str, usize>::new());
    let slowest = Mutex::new(Duration::ZERO);
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let job = next.lock().unwrap().next();
                    let Some((path, what)) = job else { break };
                    let name = path.file_name().unwrap().to_string_lossy().into_owned();
                    let start = Instant::now();
                    let result = snapshot::take(path, &name, staging.path())
                        .and_then(|taken| reader::read(&taken.path_of_copy, &name, &pool));
                    let took = start.elapsed();
                    let outcome = match &result {
                        Ok(book) => {
                            assert!(book.problems.iter().all(is_plain), "{what}: {:?}", book.problems);
                            if book.problems.is_empty() { "whole" } else { "in part" }
                        }
                        Err(problem) => {
                            assert!(is_plain(problem), "{what}: {problem}");
                            assert_ne!(problem.code, Code::FileUnreadable, "{what}");
                            if problem.code == Code::FileReaderDied {
                                println!("died: {what}");
                            }
                            problem.code.name()
                        }
                    };
                    // The pool ends a job after ten seconds; the rest is the machine's.
                    assert!(took < Duration::from_secs(LIMITS.seconds + 5), "{what}: {took:?}");
                    *outcomes.lock().unwrap().entry(outcome).or_default() += 1;
                    let mut slowest = slowest.lock().unwrap();
                    *slowest = took.max(*slowest);
                }
            });
        }
    });
    println!("{:?}; the slowest took {:?}", outcomes.lock().unwrap(), slowest.lock().unwrap());
    // Whatever became of the others, a whole one is read after them.
    let (name, bytes) = &whole[0];
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    assert_eq!(reader::read(&path, name, &pool).unwrap().sheets.len(), 2);
}
