//! The watch as a process over what anyone can drop: it lives, each file is answered, and a good one after them is
//! read; and what the production says of its columns counts as soon as it is saved.
#![cfg(unix)]

use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Ended when the test ends, however it ends.
struct Watching(Child);

impl Watching {
    fn over(folder: &Path) -> Watching {
        let mut command = Command::new(env!("CARGO_BIN_EXE_callboard"));
        command.arg("watch").arg(folder).args(["--today", "2026-10-30"]).env("NO_COLOR", "1");
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        Watching(command.spawn().unwrap())
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Some minutes: this runs beside everything else, and some of the files take their reader's whole time.
fn until(what: &str, watching: &mut Watching, so: impl Fn() -> bool) {
    let start = Instant::now();
    while !so() {
        assert!(watching.0.try_wait().unwrap().is_none(), "{what}: the watch has ended");
        assert!(start.elapsed() < Duration::from_secs(240), "{what}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn production() -> (TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("show");
    fs::create_dir_all(folder.join("inbox")).unwrap();
    fs::write(folder.join("callboard.toml"), "[watch]\nquiet = \"100ms\"\n").unwrap();
    fs::write(folder.join("inbox/crew.csv"), "Name,Position,Department\nAda Ito,Gaffer,Electric\n").unwrap();
    (dir, folder)
}

fn report(folder: &Path) -> Value {
    let text = fs::read_to_string(folder.join("out/intake/problems.json")).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_default()
}

fn tables(report: &Value, file: &str) -> usize {
    let files = report["files"].as_array().cloned().unwrap_or_default();
    files.iter().filter(|f| f["file"] == file).map(|f| f["tables"].as_array().map_or(0, Vec::len)).sum()
}

/// Our own, made from whole files and from nothing.
fn damaged() -> Vec<(String, Vec<u8>)> {
    let fixture = |name: &str| {
        fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/formats").join(name)).unwrap()
    };
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for name in ["week.xlsx", "week.ods", "week-biff8.xls", "week.fods"] {
        let whole = fixture(name);
        files.push((format!("half-{name}"), whole[..whole.len() / 2].to_vec()));
        let mut bytes = whole.clone();
        let middle = bytes.len() / 3;
        bytes[middle..middle + 400].fill(0xFF);
        files.push((format!("burnt-{name}"), bytes));
        // A name that says something else.
        files.push((format!("{name}.csv"), whole));
    }
    let bomb = r#"<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet><Table><Row><Cell><Data>&c;</Data></Cell></Row></Table></Worksheet></Workbook>"#;
    let own: [(&str, Vec<u8>); 9] = [
        ("empty.xlsx", Vec::new()),
        ("noise.xlsx", (0..20_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect()),
        ("zip-of-nothing.ods", b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0".to_vec()),
        ("circle.xls", [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice(), &[0; 2048]].concat()),
        ("entities.xls", bomb.as_bytes().to_vec()),
        (
            "deep.fods",
            format!(
                "<office:document xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\">{}",
                "<a>".repeat(100_000)
            )
            .into_bytes(),
        ),
        ("open-quote.csv", [b"Name,Call\nAda,\"7".as_slice(), &b"x,y\n".repeat(20_000)].concat()),
        ("nested.ics", format!("BEGIN:VCALENDAR\n{}", "BEGIN:VEVENT\n".repeat(10_000)).into_bytes()),
        ("picture.tsv", b"\x89PNG\r\n\x1a\n\0\0\0\0".to_vec()),
    ];
    files.push(("paths.xlsx".to_owned(), paths()));
    files.extend(own.map(|(name, bytes)| (name.to_owned(), bytes)));
    files
}

/// A workbook whose parts lie above it, whose sheet lies in this machine's files and another on the network, and which
/// asks for a macro.
fn paths() -> Vec<u8> {
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let of = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relations = format!(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{of}/worksheet" Target="../../../../../../etc/passwd"/><Relationship Id="rId2" Type="{of}/worksheet" Target="http://127.0.0.1:9/evil.xml" TargetMode="External"/></Relationships>"#
    );
    let parts = [
        ("../../../evil.txt", "evil"),
        ("/etc/evil.txt", "evil"),
        ("xl/vbaProject.bin", "macro"),
        (
            "_rels/.rels",
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
        ),
        (
            "xl/workbook.xml",
            r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="rId1"/><sheet name="B" sheetId="2" r:id="rId2"/></sheets></workbook>"#,
        ),
        ("xl/_rels/workbook.xml.rels", &relations),
    ];
    for (name, body) in parts {
        out.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut out, body.as_bytes()).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// `shared/inputs/hostile`, where it is at hand.
fn shared() -> Vec<(String, Vec<u8>)> {
    let shared = std::env::var_os("CALLBOARD_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let Ok(entries) = fs::read_dir(shared.join("inputs/hostile")) else {
        println!("skipped: shared/inputs/hostile is not at hand");
        return Vec::new();
    };
    let files = entries.map(|entry| entry.unwrap().path());
    // A lock file is nobody's input, and nobody wants to hear of it.
    let named =
        files.map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(path).unwrap()));
    named.filter(|(name, _)| !name.contains("~$")).collect()
}

#[test]
fn the_watch_outlives_what_anyone_can_drop_and_answers_each_file() {
    let (_dir, folder) = production();
    let mut watching = Watching::over(&folder);
    until("the first pass", &mut watching, || tables(&report(&folder), "inbox/crew.csv") > 0);

    let files: Vec<(String, Vec<u8>)> = damaged().into_iter().chain(shared()).collect();
    for (name, bytes) in &files {
        fs::write(folder.join("inbox").join(name), bytes).unwrap();
    }
    let names: BTreeSet<String> = files.iter().map(|(name, _)| format!("inbox/{name}")).collect();
    let answered = |report: &Value| {
        let said = report["problems"].as_array().cloned().unwrap_or_default();
        let said: BTreeSet<String> =
            said.iter().filter_map(|p| Some(p["file"].as_str()?.to_owned())).collect();
        names
            .iter()
            .filter(|name| !said.contains(*name) && tables(report, name) == 0)
            .cloned()
            .collect::<Vec<_>>()
    };
    until("an answer to each file", &mut watching, || answered(&report(&folder)).is_empty());

    let last = report(&folder);
    let problems = last["problems"].as_array().unwrap();
    for problem in problems.iter().filter(|p| p["file"].as_str().is_some_and(|file| names.contains(file))) {
        let (message, help) = (problem["message"].as_str().unwrap(), problem["help"].as_str().unwrap());
        let words = message.split_whitespace().count();
        assert!(message.ends_with('.') && (4..45).contains(&words) && !help.is_empty(), "{problem:#}");
        for inside in ["panicked", "Err(", "os error", "src/", "unwrap"] {
            assert!(!message.contains(inside), "{problem:#}");
        }
    }
    // The whole files under another name are read, and the list that was there is still.
    assert!(tables(&last, "inbox/week.xlsx.csv") > 0, "{last:#}");
    assert!(tables(&last, "inbox/crew.csv") > 0);

    // Nothing was written beside the folder, and nothing of this machine's stands in a report.
    let beside: Vec<_> =
        fs::read_dir(folder.parent().unwrap()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(beside, ["show"]);
    assert!(!last.to_string().contains("root:"), "{last:#}");

    let good = "Date,Name,Call,Wrap\n2026-10-29,Ada Ito,7:00A,7:00P\n";
    fs::write(folder.join("inbox/hours.csv"), good).unwrap();
    until("a good file after them", &mut watching, || tables(&report(&folder), "inbox/hours.csv") > 0);
}

#[test]
fn what_columns_mean_counts_as_soon_as_it_is_saved() {
    let (_dir, folder) = production();
    let hours = "Date,Name,Strt,Wrap\n2026-10-29,Ada Ito,7:00A,7:00P\n";
    fs::write(folder.join("inbox/hours.csv"), hours).unwrap();
    let mut watching = Watching::over(&folder);
    let column = |folder: &Path| {
        let report = report(folder);
        let files = report["files"].as_array().cloned().unwrap_or_default();
        let file = files.iter().find(|f| f["file"] == "inbox/hours.csv")?.clone();
        file["tables"][0]["columns"]
            .as_array()?
            .iter()
            .find(|c| c["heading"] == "Strt")
            .map(|c| c["as"].clone())
    };
    until("the first pass", &mut watching, || column(&folder).is_some());
    assert_eq!(column(&folder), Some(Value::Null));
    // Nothing else changes.
    fs::write(folder.join("headings.toml"), "[timesheets]\n\"Strt\" = \"Call\"\n").unwrap();
    until("the new meaning", &mut watching, || column(&folder) == Some("Call".into()));
    fs::remove_file(folder.join("headings.toml")).unwrap();
    until("the old meaning", &mut watching, || column(&folder) == Some(Value::Null));
}
