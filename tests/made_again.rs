//! Only what a change touches is made again: one word of one note on a whole sample production.
#![cfg(feature = "pdf")]

mod common;

use common::{callboard, files, sample, stderr};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::time::SystemTime;

fn build(folder: &Path) {
    let output = callboard(&["build", folder.to_str().unwrap(), "--today", "2026-10-30", "--quiet"]);
    assert!(matches!(output.status.code(), Some(0 | 1)), "{}", stderr(&output));
}

type Files = BTreeMap<String, (SystemTime, Vec<u8>)>;

fn contents(folder: &Path) -> Files {
    let out = folder.join("out");
    let of = |name: &String| {
        let path = out.join(name);
        (fs::metadata(&path).unwrap().modified().unwrap(), fs::read(&path).unwrap())
    };
    files(&out).into_iter().map(|name| (name.clone(), of(&name))).collect()
}

/// Paths and the input files of each, as the manifest has them.
fn inputs(folder: &Path) -> BTreeMap<String, BTreeSet<String>> {
    let text = fs::read_to_string(folder.join("out/manifest.json")).unwrap();
    let manifest: Value = serde_json::from_str(&text).unwrap();
    let files = |document: &Value| -> BTreeSet<String> {
        let inputs = document["inputs"].as_array().unwrap();
        inputs.iter().map(|input| input["file"].as_str().unwrap().to_owned()).collect()
    };
    let documents = manifest["documents"].as_array().unwrap();
    documents.iter().map(|d| (d["path"].as_str().unwrap().to_owned(), files(d))).collect()
}

#[test]
fn a_word_in_a_note_makes_its_day_again_and_what_tells_of_all_inputs() {
    let (_dir, folder) = sample("night-train");
    let note = |word: &str| {
        let text = format!("Date,Note\n2026-10-31,Bring {word} shoes.\n");
        fs::write(folder.join("inbox/Late notes.csv"), text).unwrap();
    };
    note("dry");
    build(&folder);
    let before = contents(&folder);
    // Nothing changed: nothing is touched, not even to write the same again.
    build(&folder);
    assert_eq!(contents(&folder), before);

    note("warm");
    build(&folder);
    let after = contents(&folder);
    let inputs = inputs(&folder);
    let names = |files: &Files| files.keys().cloned().collect::<BTreeSet<_>>();
    assert_eq!(names(&before), names(&after));
    let written: BTreeSet<&String> =
        after.iter().filter(|(name, file)| before[*name].0 != file.0).map(|(name, _)| name).collect();
    let documents: Vec<&str> = written
        .iter()
        .map(|n| n.as_str())
        .filter(|n| *n != "manifest.json" && !n.starts_with("mail/"))
        .collect();
    println!("{} of {} documents: {documents:?}", documents.len(), inputs.len());
    for path in &documents {
        assert!(inputs[*path].contains("inbox/Late notes.csv"), "{path} is made again, and not of the note");
        let of_the_day = path.contains("2026-10-31");
        let of_everything = path.starts_with("compliance/compliance-report") || path.starts_with("intake/");
        assert!(of_the_day || of_everything, "{path} is made again");
        assert!(before[*path].1 != after[*path].1, "{path} is written again as it was");
    }
    let sheet = "call-sheets/2026-10-31_day-05_main.pdf";
    assert!(documents.contains(&sheet), "{documents:?}");
    // Of more than a hundred documents the day's and the two reports in their forms: at most a dozen.
    assert!(inputs.len() > 50 && documents.len() <= 12, "{} of {}", documents.len(), inputs.len());
}
