//! No paper of the set and no letter has a word of its own: with every word of the language marked, whatever is not marked must
//! come from somebody's cell.
//!
//! The sample is read with a file of words in which each one stands between ‹ and ›. So a text that somebody wrote into the
//! code, in English, shows in whatever language a production is.

mod common;

use callboard::folder::Folder;
use callboard::model::DocumentKind;
use callboard::pipeline::{self, Engine, Look};
use callboard::render::catalog;
use callboard::render::job::{Body, Job};
use callboard::render::view::View;
use callboard::render::words;
use common::sample;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// What speaks English whatever the production's language: forms of American unions and of lawyers, reports on rules and
/// money, and data for other programs.
const ENGLISH: [DocumentKind; 15] = [
    DocumentKind::ComplianceReport,
    DocumentKind::CostReport,
    DocumentKind::DriverRecord,
    DocumentKind::ExhibitG,
    DocumentKind::HoursFile,
    DocumentKind::IntakeReport,
    DocumentKind::MealPenaltyReport,
    DocumentKind::MinorsRecord,
    DocumentKind::Release,
    DocumentKind::ScheduleFile,
    DocumentKind::TimeCard,
    DocumentKind::TimeDifferences,
    DocumentKind::TurnaroundReport,
    DocumentKind::WeekReport,
    DocumentKind::OutboxReport,
];

/// Keys of data that say how something looks, and print nothing.
const LOOKS: [&str; 14] = [
    "language",
    "paper",
    "kind",
    "align",
    "company",
    "strip",
    "tint",
    "time_parts",
    "changed",
    "zone",
    "start",
    "part",
    "inputs",
    "office_copy",
];

/// Codes of the trade and names of standards, the same in every language; and marks that stand for themselves.
const CODES: [&str; 46] = [
    "MP",
    "FC",
    "TBD",
    "HOLD",
    "O/C",
    "N/C",
    "W/N",
    "SW",
    "W",
    "WF",
    "SWF",
    "WD",
    "SWD",
    "PW",
    "PWF",
    "PWD",
    "H",
    "TR",
    "FT",
    "R",
    "T",
    "M",
    "A",
    "P",
    "N",
    "K",
    "PST",
    "PDT",
    "or",
    "x",
    "FINAL",
    "PRELIMINARY",
    "UPM",
    "I",
    "E",
    "D",
    "USD",
    "callboard",
    "IE",
    "F",
    "S",
    "am",
    "pm",
    "N.",
    "REV.",
    "No.",
];

/// The American words, each one marked.
fn marked() -> String {
    let (_, english) = words::FILES[0];
    let mut table: toml::Table = english.parse().unwrap();
    for (section, words) in table.iter_mut() {
        for (key, word) in words.as_table_mut().unwrap() {
            let names = ["months", "months_short", "weekdays", "weekdays_short"];
            match word {
                toml::Value::String(text) if section != "formats" => *text = format!("‹{text}›"),
                toml::Value::Array(all) if names.contains(&key.as_str()) => {
                    all.iter_mut()
                        .for_each(|one| *one = toml::Value::String(format!("‹{}›", one.as_str().unwrap())));
                }
                _ => {}
            }
        }
    }
    toml::to_string(&table).unwrap()
}

/// What is left of a text without the marked words; marks stand within marks where words are put into words.
fn unmarked(text: &str) -> String {
    let mut depth = 0usize;
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '‹' => depth += 1,
            '›' => {
                depth = depth.saturating_sub(1);
                out.push('·');
            }
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

/// A text in the pieces that papers put together, in lower case and without blanks that only break lines.
fn pieces(text: &str) -> impl Iterator<Item = String> + '_ {
    let parts = text
        .split(['·', ',', ';', ':', '(', ')', '\n', '–', '—', '→', '/', '+', '[', ']', '"', '“', '”', '?']);
    parts
        .map(|part| {
            let plain = part.replace(['\u{200b}', '\u{ad}'], "").replace('\u{a0}', " ");
            plain.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
        })
        .map(|part| part.trim_matches(['.', '-', '*', '\'', ' ', '#', '&']).to_owned())
        .filter(|part| !part.is_empty())
}

/// A piece without the number before it: `25 travellers`, `12. NORA`, `2x lamp`.
fn uncounted(piece: &str) -> &str {
    let rest = piece.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = if rest.len() < piece.len() { rest.trim_start_matches(['x', '.', ' ']) } else { rest };
    if rest.is_empty() { piece } else { rest.trim() }
}

/// A piece that has a number is a time, a date, a sum, a file.
fn is_plain(piece: &str, known: &BTreeSet<String>) -> bool {
    let word = |word: &str| {
        let word = word.trim_matches(['.', '\'', '-']);
        word.is_empty()
            || word.chars().any(|c| c.is_ascii_digit())
            || CODES.iter().any(|code| code.eq_ignore_ascii_case(word))
            || known.contains(word)
    };
    known.contains(piece) || known.contains(uncounted(piece)) || piece.split(' ').all(word)
}

/// What stands in cells: pieces of texts, and words.
#[derive(Default)]
struct Known {
    pieces: BTreeSet<String>,
    words: BTreeSet<String>,
}

impl Known {
    fn add(&mut self, text: &str) {
        for piece in pieces(text) {
            self.words.extend(piece.split(' ').map(|word| word.trim_matches('.').to_owned()));
            self.pieces.insert(uncounted(&piece).to_owned());
            self.pieces.insert(piece);
        }
        self.pieces.insert(text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase());
    }
}

/// By document, place and piece, where it was seen first.
type Strays = BTreeMap<(DocumentKind, String, String), String>;

fn texts(value: &Value, key: &str, found: &mut Vec<(String, String)>) {
    match value {
        Value::String(text) => found.push((key.to_owned(), text.clone())),
        Value::Array(all) => all.iter().for_each(|one| texts(one, key, found)),
        Value::Object(fields) => {
            for (key, value) in fields.iter().filter(|(key, _)| !LOOKS.contains(&key.as_str())) {
                texts(value, key, found);
            }
        }
        _ => {}
    }
}

fn check(job: &Job, known: &Known, strays: &mut Strays) -> usize {
    let mut found = vec![("title".to_owned(), job.title.clone())];
    match &job.body {
        Body::Pdf { data, .. } => texts(data, "", &mut found),
        Body::Bytes(bytes) => {
            let text = String::from_utf8_lossy(bytes).into_owned();
            found.extend(text.lines().map(|line| ("line".to_owned(), line.to_owned())));
        }
        Body::Book(book) => {
            found.extend(cells(&book.bytes().unwrap()).into_iter().map(|text| ("cell".to_owned(), text)))
        }
        _ => {}
    }
    if let Some(says) = &job.about.says {
        found.extend(says.text.replace("\n  ", " ").lines().map(|line| ("twin".to_owned(), line.to_owned())));
    }
    // Where something was read is a file, a sheet and a cell.
    for (key, text) in found.iter().filter(|(_, text)| !text.starts_with("inbox/")) {
        // Names of columns that a template looks up by.
        if ["columns", "strong"].contains(&key.as_str()) {
            continue;
        }
        for piece in pieces(&unmarked(text)).filter(|piece| !is_plain(piece, &known.pieces)) {
            // Running text breaks its lines anywhere: each word of it is somebody's.
            // Rules are named as their packs name them.
            if job.kind == DocumentKind::HotCost
                && text.contains(&format!("/{}", piece.split(' ').next().unwrap_or_default()))
            {
                continue;
            }
            let running = ["twin", "line", "title"].contains(&key.as_str());
            if !running || piece.split(' ').any(|word| !is_plain(word.trim_matches('.'), &known.words)) {
                strays
                    .entry((job.kind, key.clone(), piece))
                    .or_insert_with(|| format!("{}: “{text}”", job.path));
            }
        }
    }
    found.len()
}

/// Every text of a workbook, and what its sheets are called.
fn cells(bytes: &[u8]) -> Vec<String> {
    use calamine::{Data, Reader};
    let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
    let mut all: Vec<String> = book.sheet_names();
    for name in book.sheet_names() {
        let sheet = book.worksheet_range(&name).unwrap();
        all.extend(sheet.rows().flatten().filter_map(|cell| match cell {
            Data::String(text) => Some(text.clone()),
            _ => None,
        }));
    }
    all
}

const MEETINGS: &str = "Date,Time,End,What,Who,Kind,Place,Agenda,Notes\n\
    2026-11-02,10:00A,11:30A,Zebra talk,crew,meeting,Room Q,Tides,Bring boots\n\
    2026-11-03,2:00P,,Zebra walk,all,scout,Room Q,,\n";

#[test]
fn no_paper_and_no_letter_has_a_word_of_its_own() {
    let (_dir, folder) = sample("night-train");
    fs::create_dir_all(folder.join("templates/words")).unwrap();
    fs::write(folder.join("templates/words/en-US.toml"), marked()).unwrap();
    fs::write(folder.join("inbox/meetings.csv"), MEETINGS).unwrap();
    let state = tempfile::tempdir().unwrap();
    let today = "2026-10-30".parse().unwrap();
    let mut engine = Engine::new(Path::new(env!("CARGO_BIN_EXE_callboard")));
    let open = Folder::open(&folder, None).unwrap();
    let reading = pipeline::read(&mut engine, &open, &Look::at(state.path(), Some(today))).unwrap();
    assert!(
        reading.report.problems.iter().all(|p| !p.file.contains("words")),
        "{:?}",
        reading.report.problems
    );

    let mut known = Known::default();
    for record in reading.production.records.values().flatten() {
        let extra = record.extra.iter().flat_map(|(heading, text, _)| [heading, text]);
        for text in record.fields.values().map(|field| &field.seen).chain(extra) {
            known.add(text);
        }
    }
    let facts = &reading.production.facts;
    for text in [&facts.title, facts.company.as_ref().unwrap(), &facts.kind] {
        known.add(text);
    }
    // Names of files and of sheets, and the headings that became departments.
    for file in &reading.files {
        known.add(&file.file);
    }

    let view = View {
        production: &reading.production,
        report: &reading.report,
        forecast: &reading.forecast,
        files: &reading.files,
        settings: &reading.settings,
        words: &reading.words,
        today,
        way_home: "..",
    };
    let jobs: Vec<Job> = catalog::sheets(&view, true).into_iter().chain(catalog::documents(&view)).collect();
    let own: Vec<&Job> = jobs.iter().filter(|job| !ENGLISH.contains(&job.kind)).collect();
    let kinds: BTreeSet<DocumentKind> = own.iter().map(|job| job.kind).collect();
    assert!(kinds.len() >= 18 && kinds.contains(&DocumentKind::MeetingNotice), "{kinds:?}");
    let mut strays = Strays::new();
    let looked_at: usize = own.iter().map(|job| check(job, &known, &mut strays)).sum();
    assert!(looked_at > 5_000, "{looked_at}");
    let list: Vec<String> =
        strays.iter().map(|((_, key, piece), seen)| format!("{key} “{piece}” in {seen}")).collect();
    assert!(list.is_empty(), "{} texts come from no cell:\n{}", list.len(), list.join("\n"));
}
