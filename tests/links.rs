//! Each cell of `problems.xlsx` leads to the file it speaks of, wherever the documents are kept.

mod common;

use common::{callboard, stderr};
use std::fs;
use std::io::Read;
use std::path::Path;

/// Where the links of a workbook's first sheet lead, as the workbook has them.
fn targets(book: &Path) -> Vec<String> {
    let mut archive = zip::ZipArchive::new(fs::File::open(book).unwrap()).unwrap();
    let mut text = String::new();
    archive.by_name("xl/worksheets/_rels/sheet1.xml.rels").unwrap().read_to_string(&mut text).unwrap();
    let ends = text.split("Target=\"").skip(1).filter_map(|rest| rest.split('"').next());
    ends.map(|target| target.trim_start_matches("file:///").replace("%20", " ")).collect()
}

#[test]
fn a_link_leads_to_its_file_wherever_out_is() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("shows/night train");
    fs::create_dir_all(folder.join("inbox")).unwrap();
    let crew = "Name,Position,Department,Rate\nAda Ito,Gaffer,Electric,much\n";
    fs::write(folder.join("inbox/crew list.csv"), crew).unwrap();
    let outs = [folder.join("out"), dir.path().join("elsewhere/papers"), folder.join("deep/er/out")];
    for out in outs {
        let arguments =
            ["build", folder.to_str().unwrap(), "--today", "2026-10-30", "--only", "intake-report", "--out"];
        let output = callboard(&[&arguments[..], &[out.to_str().unwrap()]].concat());
        assert_ne!(output.status.code(), Some(2), "{}", stderr(&output));
        let found = targets(&out.join("intake/problems.xlsx"));
        assert!(!found.is_empty(), "{}", out.display());
        for target in found {
            let file = out.join("intake").join(target.split('#').next().unwrap());
            let there = file.canonicalize().unwrap_or_else(|why| panic!("{}: {why}", file.display()));
            assert_eq!(there, folder.join("inbox/crew list.csv").canonicalize().unwrap());
        }
    }
}
