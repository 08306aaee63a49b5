//! One libFuzzer binary for every parser of untrusted bytes and text; `FUZZ_TARGET` says which. `fuzz/run` builds it
//! with counters in callboard's own code and runs every target briefly.
//!
//! A panic is a fault. In a few targets the input goes on to a library that is known to panic on some files, which
//! the worker process is there for: they catch it, and only look for hangs and for memory without end.

#![no_main]

use callboard::check::pack::Pack;
use callboard::deliver::replies;
use callboard::ingest::grid::Raw;
use callboard::ingest::tables::{self, ValueKind};
use callboard::ingest::value::bare::Bare;
use callboard::ingest::value::{self, Context};
use callboard::ingest::{Locale, read, reader, snapshot};
use callboard::settings;
use chrono::NaiveDate;
use libfuzzer_sys::fuzz_target;
use std::io::{Cursor, Write};
use std::sync::LazyLock;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

static TARGET: LazyLock<String> = LazyLock::new(|| std::env::var("FUZZ_TARGET").unwrap_or_default());

fuzz_target!(|data: &[u8]| {
    match TARGET.as_str() {
        "times" => values(data, |kind| matches!(kind, ValueKind::Time | ValueKind::Duration | ValueKind::Minutes | ValueKind::Push)),
        "dates" => values(data, |kind| matches!(kind, ValueKind::Date | ValueKind::DateOrText)),
        "money" => values(data, |kind| matches!(kind, ValueKind::Money | ValueKind::Number | ValueKind::Percent | ValueKind::Currency)),
        "eighths" => values(data, |kind| matches!(kind, ValueKind::Pages)),
        "names" => values(data, |kind| {
            matches!(
                kind,
                ValueKind::Name
                    | ValueKind::Text
                    | ValueKind::Email
                    | ValueKind::Phone
                    | ValueKind::Identifier
                    | ValueKind::List
                    | ValueKind::NumberList
                    | ValueKind::MealList
                    | ValueKind::Word
                    | ValueKind::Flag
                    | ValueKind::FlagOrText
                    | ValueKind::FlagOrMinutes
            )
        }),
        "text" => file(data, "a.csv"),
        "fountain" => file(data, "a.fountain"),
        "calendar" => file(&[b"BEGIN:VCALENDAR\r\n", data].concat(), "a.ics"),
        "uss" => file(&[b"{\"universalScheduleStandard\":", data].concat(), "a.uss"),
        "fdx" => file(&[b"<?xml version=\"1.0\"?><FinalDraft DocumentType=\"Script\"><Content>", data].concat(), "a.fdx"),
        "html" => file(&[b"<html><table>", data].concat(), "a.xls"),
        "xml2003" => file(
            &[b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet>", data].concat(),
            "a.xls",
        ),
        "fods" => file(&[FODS, data].concat(), "a.fods"),
        // A result that the file does not hold, so that the formula itself is read.
        "formula" => formula(data),
        "layout" => layout(data),
        "settings" => drop(settings::load(&String::from_utf8_lossy(data), "callboard.toml")),
        "pack" => drop(Pack::read("rules/a.toml", &String::from_utf8_lossy(data))),
        "replies" => drop(replies::read(data)),
        // To libraries.
        "xlsx" => contained(|| file(&zipped("xl/worksheets/sheet1.xml", data), "a.xlsx")),
        "xls" => contained(|| file(&[&[0x09, 0x08, 0x10, 0x00, 0x00, 0x06], data].concat(), "a.xls")),
        "xlsb" => contained(|| file(&zipped("xl/worksheets/sheet1.bin", data), "a.xlsb")),
        "zip" => contained(|| file(data, "a.xlsx")),
        other => panic!("FUZZ_TARGET names no target: {other:?}"),
    }
});

const FODS: &[u8] = b"<?xml version=\"1.0\"?><office:document xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\"><office:body><office:spreadsheet>";

/// A file from its bytes to its tables.
fn file(bytes: &[u8], name: &str) {
    let _ = snapshot::has_zip_end(bytes);
    if let Ok(book) = reader::in_process(bytes, name) {
        let read = read::tables(name, "", &book, &Locale::of("US", "USD"));
        let _ = read::to_json(&[read]);
    }
}

/// Cells by commas and lines, under headings of a table that the first byte chooses.
fn layout(data: &[u8]) {
    let Some((first, rest)) = data.split_first() else { return };
    let table = tables::ALL[usize::from(*first) % tables::ALL.len()];
    let headings: Vec<&str> = table.headings.iter().map(|h| h.name).collect();
    let text = [headings.join(",").as_bytes(), b"\n", rest].concat();
    file(&text, "a.csv");
}

/// A text in every heading whose values are of a kind.
fn values(data: &[u8], wanted: impl Fn(ValueKind) -> bool) {
    let text = String::from_utf8_lossy(data).into_owned();
    let number = data.get(..8).map(|bytes| f64::from_le_bytes(bytes.try_into().unwrap_or_default()));
    let raws =
        [Some(Raw::Text(text)), number.map(Raw::Number), number.map(Raw::Date), number.map(Raw::Elapsed)];
    for (country, currency) in [("US", "USD"), ("DE", "EUR")] {
        let locale = Locale::of(country, currency);
        for bare in [Bare::Minutes, Bare::Tenths] {
            let near = NaiveDate::from_ymd_opt(2026, 10, 26);
            let context = Context {
                locale: &locale,
                day_first: country == "DE",
                near,
                bare,
                row_date: near,
                decimal_comma: locale.decimal_comma(),
                row_currency: None,
            };
            for heading in tables::ALL.iter().flat_map(|table| table.headings).filter(|h| wanted(h.kind)) {
                for raw in raws.iter().flatten() {
                    let reading = value::read(heading, raw, &context);
                    if let Some(value) = reading.value {
                        let _ = value.to_text();
                    }
                }
            }
        }
    }
}

fn formula(data: &[u8]) {
    let text =
        String::from_utf8_lossy(data).replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
    let row = format!(
        "<table:table table:name=\"A\"><table:table-row><table:table-cell office:value-type=\"float\" office:value=\"2\"/><table:table-cell table:formula=\"{text}\"/></table:table-row></table:table>"
    );
    file(&[FODS, row.as_bytes()].concat(), "a.fods");
}

/// A workbook of which one part is the input.
fn zipped(part: &str, data: &[u8]) -> Vec<u8> {
    let xml = part.ends_with("xml");
    let workbook: &[u8] = if xml {
        br#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>"#
    } else {
        // One sheet named A, of the relation rId1.
        b"\x83\x01\x00\x9C\x01\x1A\0\0\0\0\x01\0\0\0\x04\0\0\0r\0I\0d\x001\0\x01\0\0\0A\0\x90\x01\x00\x84\x01\x00"
    };
    let name = if xml { "workbook.xml" } else { "workbook.bin" };
    let target = part.strip_prefix("xl/").unwrap_or(part);
    let relations = format!(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="{target}"/></Relationships>"#
    );
    let package = format!(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/{name}"/></Relationships>"#
    );
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, body) in [
        ("_rels/.rels".to_owned(), package.as_bytes()),
        (format!("xl/{name}"), workbook),
        (format!("xl/_rels/{name}.rels"), relations.as_bytes()),
        (part.to_owned(), data),
    ] {
        if out.start_file(path, SimpleFileOptions::default()).is_ok() {
            let _ = out.write_all(body);
        }
    }
    out.finish().map(Cursor::into_inner).unwrap_or_default()
}

/// A panic of a library is no fault here; libFuzzer's own hook would make it one.
fn contained(run: impl FnOnce()) {
    std::panic::set_hook(Box::new(|_| {}));
    let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(run));
}
