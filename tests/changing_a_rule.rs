//! `docs/changing-a-rule.md` followed to the letter: the blocks of the page are put where it says, and do what it says.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// The page's fenced blocks of a language, in order.
fn blocks(page: &str, language: &str) -> Vec<String> {
    let fence = format!("```{language}\n");
    page.split(&fence)
        .skip(1)
        .filter_map(|rest| rest.split_once("```"))
        .map(|(block, _)| block.into())
        .collect()
}

fn callboard(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_callboard"));
    command.args(arguments).current_dir(folder).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn the_page_works_as_written() {
    let page = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/changing-a-rule.md")).unwrap();
    let blocks = blocks(&page, "toml");
    let [before, after, source, test, ..] = blocks.as_slice() else { panic!("{blocks:?}") };
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("night-train")).unwrap();

    let shown = callboard(dir.path(), &["rules", "show", "iatse-basic/rest-daily", "night-train"]);
    assert!(text(&shown.stdout).contains("from 2022-02-13 by photography start"), "{}", text(&shown.stdout));
    let copied = callboard(dir.path(), &["rules", "copy", "iatse-basic", "night-train"]);
    assert!(copied.status.success(), "{}", text(&copied.stderr));
    let again = callboard(dir.path(), &["rules", "copy", "iatse-basic", "night-train"]);
    assert_eq!(again.status.code(), Some(2), "a person's own file is never written over");

    let path = dir.path().join("night-train/rules/iatse-basic.toml");
    let pack = fs::read_to_string(&path).unwrap();
    assert!(pack.contains(before.as_str()), "the page shows another [param.rest] than the pack has");
    let pack = pack.replacen(before.as_str(), after, 1);
    let pack = pack.replacen("[[source]]", &format!("{source}\n[[source]]"), 1);
    let rule = pack.find("id = \"rest-daily\"").unwrap();
    let place = rule + pack[rule..].find("[[rule.test]]").unwrap();
    fs::write(&path, format!("{}{test}\n{}", &pack[..place], &pack[place..])).unwrap();

    let tested = callboard(dir.path(), &["rules", "test", "night-train/rules/iatse-basic.toml"]);
    assert!(tested.status.success(), "{}{}", text(&tested.stdout), text(&tested.stderr));
    assert!(text(&tested.stdout).contains(" 0 failed"));

    // The same test without the new number fails, and says what it got.
    let old = fs::read_to_string(&path).unwrap().replacen(after.as_str(), before, 1);
    fs::write(&path, old).unwrap();
    let failed = callboard(dir.path(), &["rules", "test", "night-train/rules/iatse-basic.toml"]);
    assert_eq!(failed.status.code(), Some(1));
    assert!(
        text(&failed.stdout).contains("FAILED iatse-basic/rest-daily “side letter"),
        "{}",
        text(&failed.stdout)
    );
}

/// The rule is in the agreement, which was seen; the number in a side letter somebody told of: each is said of its own.
#[test]
fn a_finding_names_the_source_of_its_number() {
    let dir = tempfile::tempdir().unwrap();
    let files = [
        (
            "callboard.toml",
            "[production]\ntitle = \"Small\"\ntime_zone = \"America/Los_Angeles\"\ncountry = \"US\"\nregion = \"CA\"\n\
             photography_start = 2027-01-04\n",
        ),
        (
            "inbox/crew.csv",
            "Small crew list\nName,Position,Department,Agreement,Rate,Per\nDana Ruiz,Key Grip,Grip,IATSE,$50.00,hour\n",
        ),
        (
            // 20:00 to 06:30 is 10:30: enough for ten hours, half an hour short of eleven.
            "inbox/times.csv",
            "Date,Name,In,Lunch Out,Lunch In,Out\n2/2/27,Dana Ruiz,8:00A,1:00P,1:30P,8:00P\n\
             2/3/27,Dana Ruiz,6:30A,12:00n,12:30P,5:00P\n",
        ),
    ];
    for (name, text) in files {
        let path = dir.path().join("small").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    assert!(callboard(dir.path(), &["rules", "copy", "iatse-basic", "small"]).status.success());
    let path = dir.path().join("small/rules/iatse-basic.toml");
    let pack = fs::read_to_string(&path).unwrap();
    let letter = "[[source]]\nid = \"letter\"\ntitle = \"Side letter of 12 November 2026\"\nchecked = 2026-11-26\n\
                  status = \"secondary\"\n\n[[source]]";
    let pack = pack.replacen("[[source]]", letter, 1);
    let rest = pack.find("[param.rest]").unwrap();
    let place = rest + pack[rest..].find("}]").unwrap();
    let more =
        "}, { from = 2027-01-04, basis = \"photography_start\", value = \"11h\", cite = \"letter ¶2\" }]";
    fs::write(&path, format!("{}{more}{}", &pack[..place], &pack[place + 2..])).unwrap();

    let checked = callboard(dir.path(), &["check", "small", "--today", "2027-02-10"]);
    let said = text(&checked.stdout);
    let line = "\n  by: rest = 11h from 2027-01-04 by photography start — Side letter of 12 November 2026, ¶2 (secondary)\n";
    assert!(said.contains(line), "{said}{}", text(&checked.stderr));
    let checked = callboard(dir.path(), &["check", "small", "--today", "2027-02-10", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_slice(&checked.stdout).unwrap();
    let found = report["findings"].as_array().unwrap();
    let rest = found.iter().find(|f| f["rule"] == "iatse-basic/rest-daily").unwrap();
    let number = rest["parameters"].as_array().unwrap().iter().find(|p| p["name"] == "rest").unwrap();
    assert_eq!(
        (&number["cite"], &number["status"]),
        (&"Side letter of 12 November 2026, ¶2".into(), &"secondary".into())
    );
    // The worse source weighs the finding, and is not put down to the agreement.
    assert_eq!((&rest["severity"], &rest["citation"]["status"]), (&"warning".into(), &"verified".into()));
}
