//! No paper of the set and no letter has a word of its own: with every word of the language marked, whatever is not marked must
//! come from somebody's cell.
//!
//! The sample is read with a file of words in which each one stands between ‹ and ›. So a text that somebody wrote into the
//! code, in English, shows in whatever language a production is.

mod common;

use callboard::check::finding::Finding;
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

/// What speaks English whatever the production's language: forms of American unions and of lawyers, and data for other
/// programs.
const ENGLISH: [DocumentKind; 4] =
    [DocumentKind::ExhibitG, DocumentKind::HoursFile, DocumentKind::Release, DocumentKind::ScheduleFile];

/// Keys of data that say how something looks, and print nothing.
const LOOKS: [&str; 20] = [
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
    // The weight of a word that stands beside it.
    "severity",
    "state",
    "rest_state",
    // Names of the rule packs' world: `iatse-basic/rest-daily`, and of sorts of problems.
    "rule",
    "code",
    "sha256",
    // What a stretch of a bar is.
    "pieces",
];

/// Codes of the trade and names of standards, the same in every language; and marks that stand for themselves.
const CODES: [&str; 47] = [
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
    "B",
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
        .map(|part| part.trim_matches(['.', '-', '*', '\'', ' ', '#', '&', '×', '−', '=', '!']).to_owned())
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

/// What stands in cells: pieces of texts, and words. And what is quoted: sentences of rule packs and diagnostics, which
/// are in the language they were written in, and stand on paper whole.
#[derive(Default)]
struct Known {
    pieces: BTreeSet<String>,
    words: BTreeSet<String>,
    quoted: BTreeSet<String>,
}

impl Known {
    fn quote(&mut self, text: &str) {
        // A number and a single word stand for themselves: they are no sentence that could be found within another text.
        if text.len() > 3 && text.chars().any(|c| !c.is_alphanumeric()) || text.len() == 64 {
            self.quoted.insert(text.to_owned());
        } else {
            self.add(text);
        }
    }

    fn quote_finding(&mut self, finding: &Finding) {
        let parameters: Vec<String> = finding.parameters.iter().map(|used| used.words()).collect();
        let texts =
            [&finding.message, &finding.help, &finding.arithmetic, &finding.citation.text, &finding.rule];
        texts.into_iter().chain([&finding.id, &parameters.join(" · ")]).for_each(|text| self.quote(text));
        for used in &finding.parameters {
            [&used.name, &used.value, &used.cite].into_iter().for_each(|text| self.quote(text));
        }
        finding.also.iter().for_each(|laxer| self.quote_finding(laxer));
    }

    /// The text without what is quoted in it: the longest quotations first, for one may hold another.
    fn unquoted(&self, text: &str) -> String {
        let mut text = text.replace('\u{200b}', "");
        let mut found: Vec<&String> =
            self.quoted.iter().filter(|quoted| text.contains(quoted.as_str())).collect();
        found.sort_by_key(|quoted| std::cmp::Reverse(quoted.len()));
        for quoted in found {
            text = text.replace(quoted.as_str(), "·");
        }
        text
    }

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
        for piece in pieces(&known.unquoted(&unmarked(text))).filter(|piece| !is_plain(piece, &known.pieces))
        {
            // Running text breaks its lines anywhere: each word of it is somebody's.
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
    // What packs and diagnostics say, word for word.
    let coming = reading.forecast.days.iter().flat_map(|day| &day.findings);
    reading.report.findings.iter().chain(coming).for_each(|finding| known.quote_finding(finding));
    let of_files = reading.files.iter().flat_map(|file| &file.problems);
    for problem in reading.report.problems.iter().chain(of_files) {
        [&problem.message, &problem.help].into_iter().for_each(|text| known.quote(text));
        [problem.code.about(), problem.code.name()].into_iter().for_each(|text| known.quote(text));
    }
    for table in reading.files.iter().flat_map(|file| &file.tables) {
        table.columns.iter().for_each(|column| known.quote(&column.because));
        table.columns.iter().for_each(|column| known.add(&column.heading));
        table.columns.iter().filter_map(|column| column.as_heading).for_each(|heading| known.add(heading));
        table
            .ignored
            .iter()
            .for_each(|row| [&row.because, &row.text].into_iter().for_each(|t| known.quote(t)));
        known.add(&table.sheet);
    }
    for measured in &reading.report.kept {
        known.quote(&measured.rule);
        known.quote(measured.ladder.as_deref().unwrap_or_default());
    }
    for file in &reading.files {
        [&file.file, &file.sha256].into_iter().for_each(|text| known.quote(text));
    }
    facts.assumed.iter().for_each(|assumed| known.quote(assumed));
    for pack in &reading.report.packs {
        let hash: String = pack.sha256.chars().take(12).collect();
        [&pack.id, &format!("{} ({hash})", pack.version), &hash]
            .into_iter()
            .for_each(|text| known.quote(text));
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
    assert!(kinds.len() >= 26 && kinds.contains(&DocumentKind::MeetingNotice), "{kinds:?}");
    let mut strays = Strays::new();
    let looked_at: usize = own.iter().map(|job| check(job, &known, &mut strays)).sum();
    assert!(looked_at > 5_000, "{looked_at}");
    let list: Vec<String> =
        strays.iter().map(|((_, key, piece), seen)| format!("{key} “{piece}” in {seen}")).collect();
    assert!(list.is_empty(), "{} texts come from no cell:\n{}", list.len(), list.join("\n"));
}
