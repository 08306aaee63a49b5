//! For tests: an office suite's own sums of a workbook, to hold ours against.

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use std::io::{Cursor, Read, Write};

/// Fails where any formula of `book`, worked out anew by LibreOffice, differs from the result the file carries.
/// Runs only under `CALLBOARD_PEERS=1`, and otherwise says that it was skipped.
pub fn assert_recalculates(book: &[u8]) {
    if std::env::var_os("CALLBOARD_PEERS").is_none_or(|v| v != "1") {
        println!("skipped: set CALLBOARD_PEERS=1 to recalculate by an office suite");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let bare = folder.path().join("bare.xlsx");
    std::fs::write(&bare, without_results(book)).unwrap();
    let made = folder.path().join("made");
    let run = std::process::Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}/profile", folder.path().display()))
        .args(["--headless", "--convert-to", "xlsx", "--outdir"])
        .arg(&made)
        .arg(&bare)
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let theirs = std::fs::read(made.join("bare.xlsx")).unwrap();
    let (mut ours, mut theirs) = (open(book), open(&theirs));
    let mut compared = 0;
    for sheet in ours.sheet_names() {
        let formulas = ours.worksheet_formula(&sheet).unwrap();
        let (mine, other) = (ours.worksheet_range(&sheet).unwrap(), theirs.worksheet_range(&sheet).unwrap());
        let (top, left) = formulas.start().unwrap_or_default();
        for (row, col, _) in formulas.used_cells() {
            let at = (top + u32::try_from(row).unwrap(), left + u32::try_from(col).unwrap());
            let (carried, worked_out) = (number(mine.get_value(at)), number(other.get_value(at)));
            assert!(
                (carried - worked_out).abs() < 0.005,
                "{sheet} {at:?}: {carried} in the file, {worked_out} by the suite"
            );
            compared += 1;
        }
    }
    assert!(compared > 0);
}

fn open(bytes: &[u8]) -> Xlsx<Cursor<Vec<u8>>> {
    open_workbook_from_rs(Cursor::new(bytes.to_vec())).unwrap()
}

fn number(data: Option<&Data>) -> f64 {
    match data {
        Some(Data::Float(n)) => *n,
        Some(Data::Int(n)) => *n as f64,
        // Lengths of time, in days.
        Some(Data::DateTime(at)) => at.as_f64(),
        other => panic!("{other:?} is no number"),
    }
}

/// The same workbook with formulas that carry no result, so that whoever opens it must work them out.
fn without_results(book: &[u8]) -> Vec<u8> {
    let mut read = zip::ZipArchive::new(Cursor::new(book)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for i in 0..read.len() {
        let mut entry = read.by_index(i).unwrap();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        let name = entry.name().unwrap().to_string();
        if name.starts_with("xl/worksheets/") {
            let text = String::from_utf8(bytes).unwrap();
            let mut parts = text.split("</f><v>");
            let mut bare = parts.next().unwrap().to_string();
            for part in parts {
                bare.push_str("</f>");
                bare.push_str(part.split_once("</v>").unwrap().1);
            }
            bytes = bare.into_bytes();
        }
        out.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        out.write_all(&bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}
