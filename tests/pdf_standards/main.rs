//! PDF/UA-1 and PDF/A-3a, judged by veraPDF: every paper of both samples, in each language and in the dark look. Runs where
//! `CALLBOARD_VERAPDF` names a jar with its validator (`.ci/run` fetches one) and `java` can compile a file. `qpdf --check` reads
//! each of them, too.

#![cfg(feature = "pdf")]

#[path = "../common/mod.rs"]
mod common;

use callboard::render::words;
use common::{callboard, files, repository, sample, stderr};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A profile of veraPDF, and how many rules it has: fewer judged would prove less.
const PROFILES: [(&str, usize); 2] = [("PDFUA-1", 106), ("PDFA-3A", 155)];

/// Of papers that differ by a name or a date alone, so many of each folder of `out/` are judged.
const FEW: usize = 2;

#[test]
fn every_paper_is_pdf_ua_and_pdf_a() {
    let Some(jar) = std::env::var_os("CALLBOARD_VERAPDF").map(PathBuf::from) else {
        println!("skipped: CALLBOARD_VERAPDF is not set");
        return;
    };
    let mut papers = Vec::new();
    let mut kept = Vec::new();
    for (name, options) in [("night-train", &["--personal"][..]), ("harbour-spot", &["--personal"])] {
        let (dir, folder) = sample(name);
        papers.extend(made(
            &folder,
            options,
            |dir| if dir.starts_with("call-sheets/") { FEW } else { usize::MAX },
        ));
        kept.push(dir);
    }
    // The other languages: dates, words and the document's language differ; the dark look has other colours.
    for (language, _) in words::FILES.iter().filter(|(language, _)| *language != "en-US") {
        let (dir, folder) = sample("night-train");
        say(&folder, language);
        papers.extend(made(&folder, &[], |_| FEW));
        kept.push(dir);
    }
    // Far fewer would mean that papers went missing before anybody judged them.
    assert!(papers.len() > 150, "only {} papers were made", papers.len());
    for paper in &papers {
        let checked = Command::new("qpdf").arg("--check").arg(paper).output().unwrap();
        assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
    }
    for (profile, rules) in PROFILES {
        let said = verify(&jar, profile, &papers);
        assert_eq!(said.rules, rules, "{profile}");
        assert_eq!(said.failed, Vec::<String>::new(), "{profile}");
        assert_eq!(said.passed, papers.len(), "{profile}");
        println!("{profile}: {} papers hold {rules} rules", said.passed);
    }
}

/// The judge can say no: one byte of a good paper is another one.
#[test]
fn a_paper_with_one_false_byte_is_refused() {
    let Some(jar) = std::env::var_os("CALLBOARD_VERAPDF").map(PathBuf::from) else {
        println!("skipped: CALLBOARD_VERAPDF is not set");
        return;
    };
    let (_dir, folder) = sample("harbour-spot");
    let papers = made(&folder, &["--only", "call-sheet"], |_| 1);
    let good = fs::read(papers.first().unwrap()).unwrap();
    let refused = |profile: &str, from: &[u8], to: &[u8]| {
        assert_eq!(from.len(), to.len());
        let at = good.windows(from.len()).position(|bytes| bytes == from).unwrap();
        let mut bad = good.clone();
        bad[at..at + to.len()].copy_from_slice(to);
        let path = folder.join("bad.pdf");
        fs::write(&path, bad).unwrap();
        verify(&jar, profile, &[path]).failed.join("\n")
    };
    let unmarked = refused("PDFUA-1", b"/Marked true", b"/Marked null");
    assert!(unmarked.contains("MarkInfo"), "{unmarked}");
    let other_part = refused("PDFA-3A", b"<pdfaid:part>3<", b"<pdfaid:part>2<");
    assert!(other_part.contains("pdfaid:part"), "{other_part}");
}

/// Builds, and gives the PDFs: of each folder below `out/` as many as `most` says.
fn made(folder: &Path, options: &[&str], most: impl Fn(&str) -> usize) -> Vec<PathBuf> {
    let mut args = vec!["build", folder.to_str().unwrap(), "--today", "2026-10-30"];
    args.extend(options);
    let built = callboard(&args);
    assert!(built.status.code().is_some_and(|code| code < 2), "{}", stderr(&built));
    let out = folder.join("out");
    let mut judged: BTreeMap<String, usize> = BTreeMap::new();
    let pdfs = files(&out).into_iter().filter(|path| path.ends_with(".pdf")).filter(|path| {
        let dir = path.rsplit_once('/').map_or("", |(dir, _)| dir);
        let so_far = judged.entry(dir.to_owned()).or_default();
        *so_far += 1;
        *so_far <= most(dir)
    });
    pdfs.map(|path| out.join(path)).collect()
}

/// Sets the language, and the dark look.
fn say(folder: &Path, language: &str) {
    let path = folder.join("callboard.toml");
    let text = fs::read_to_string(&path).unwrap();
    let said = text.replacen("[production]", &format!("[production]\nlanguage = \"{language}\""), 1);
    assert_ne!(said, text);
    fs::write(&path, format!("{said}\n[documents]\nlook = \"dark\"\n")).unwrap();
}

struct Said {
    rules: usize,
    passed: usize,
    failed: Vec<String>,
}

fn verify(jar: &Path, profile: &str, papers: &[PathBuf]) -> Said {
    let java = repository().join("tests/pdf_standards/Verify.java");
    let run = Command::new("java").arg("-cp").arg(jar).arg(java).arg(profile).args(papers).output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let text = String::from_utf8(run.stdout).unwrap();
    let rules = text.lines().find_map(|line| line.strip_prefix("rules ")).unwrap().parse().unwrap();
    let passed = text.lines().filter(|line| line.starts_with("ok\t")).count();
    let failed = text.lines().filter(|line| line.starts_with("fails\t")).map(str::to_owned).collect();
    Said { rules, passed, failed }
}
