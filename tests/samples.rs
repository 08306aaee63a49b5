//! The sample productions against the lists of what must be found in them: nothing missing, nothing more.
//!
//! `samples/*/EXPECTED.md` holds, under a heading `As of DATE`, tables of findings, problems and sums. Its figures
//! come from arithmetic written beside them, not from running the program.

use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// One row of a table of the list, by its column's heading.
type Row = BTreeMap<String, String>;

#[test]
fn night_train() {
    compare("night-train");
}

#[test]
fn harbour_spot() {
    compare("harbour-spot");
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/harbour-spot");
    assert_eq!(check_bytes(&folder, "2026-11-13"), check_bytes(&folder, "2026-11-13"));
}

fn compare(sample: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(sample);
    let list = std::fs::read_to_string(folder.join("EXPECTED.md")).unwrap();
    let parts = by_date(&list);
    assert!(!parts.is_empty(), "{sample}: no “As of” heading in EXPECTED.md");
    let mut wrong = Vec::new();
    for (today, tables) in parts {
        let report = check(&folder, &today);
        for (title, found) in
            [("findings", findings(&report)), ("problems", problems(&report)), ("summary", summary(&report))]
        {
            let expected = tables.get(title).cloned().unwrap_or_default();
            wrong.extend(
                differences(&expected, &found)
                    .into_iter()
                    .map(|line| format!("{sample} {today} {title}: {line}")),
            );
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

fn check(folder: &Path, today: &str) -> Value {
    serde_json::from_slice(&check_bytes(folder, today)).unwrap()
}

/// `check --format json` on a copy, so that nothing is written beside the sample.
fn check_bytes(folder: &Path, today: &str) -> Vec<u8> {
    let scratch = tempfile::tempdir().unwrap();
    let copy = scratch.path().join(folder.file_name().unwrap());
    copy_all(folder, &copy);
    let run = Command::new(env!("CARGO_BIN_EXE_callboard"))
        .args(["check", "--today", today, "--format", "json"])
        .arg(&copy)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&run.stderr);
    // 1: both samples hold findings of severity error.
    assert_eq!(run.status.code(), Some(1), "{said}");
    run.stdout
}

fn copy_all(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target: PathBuf = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_all(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// The tables under each `## As of DATE`, by the name of their own heading (`### Findings` is `findings`).
fn by_date(list: &str) -> BTreeMap<String, BTreeMap<String, Vec<Row>>> {
    let mut parts: BTreeMap<String, BTreeMap<String, Vec<Row>>> = BTreeMap::new();
    let (mut date, mut title, mut headings) = (None, None, Vec::new());
    for line in list.lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            date = heading.strip_prefix("As of ").map(|d| d.trim().to_owned());
            title = None;
        } else if let Some(heading) = line.strip_prefix("### ") {
            title = Some(heading.trim().to_lowercase());
            headings = Vec::new();
        } else if let (Some(date), Some(title), true) = (&date, &title, line.starts_with('|')) {
            let cells: Vec<String> =
                line.trim().trim_matches('|').split('|').map(|c| c.trim().to_owned()).collect();
            if headings.is_empty() {
                headings = cells;
            } else if !cells.iter().all(|c| c.chars().all(|c| c == '-')) {
                assert_eq!(cells.len(), headings.len(), "a row of another width: {line}");
                let row = headings.iter().cloned().zip(cells).collect();
                parts.entry(date.clone()).or_default().entry(title.clone()).or_default().push(row);
            }
        }
    }
    parts
}

/// A finding as the list writes it.
fn findings(report: &Value) -> Vec<Row> {
    let text = |v: &Value| v.as_str().unwrap_or_default().to_owned();
    report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| {
            let subject: Vec<String> = f["subject"]
                .as_object()
                .unwrap()
                .iter()
                .map(|(key, v)| match key.as_str() {
                    "meal" => format!("meal {v}"),
                    _ => text(v),
                })
                .collect();
            let waived = if f["waiver"].is_null() { "" } else { " (waived)" };
            let range = &f["cost_range"];
            let cost = match (&f["cost"], range.is_null()) {
                (Value::Null, true) => String::new(),
                (Value::Null, false) => format!("{} to {}", money(&range["min"]), money(&range["max"])),
                (cost, _) => money(cost),
            };
            let sources = f["sources"].as_array().unwrap().iter().map(place).collect::<Vec<_>>();
            let row = [
                ("rule", text(&f["rule"])),
                ("subject", subject.join(" · ")),
                ("outcome", format!("{}{waived}", text(&f["outcome"]))),
                ("severity", text(&f["severity"])),
                ("basis", text(&f["basis"])),
                ("measured", text(&f["measured"])),
                ("limit", text(&f["limit"])),
                ("excess", f["excess_minutes"].as_i64().map(|m| m.to_string()).unwrap_or_default()),
                ("cost", cost),
                ("sources", sources.join("; ")),
            ];
            row.map(|(k, v)| (k.to_owned(), v)).into_iter().collect()
        })
        .collect()
}

/// Errors and warnings; what is merely told (columns kept, defaults taken) is not listed.
fn problems(report: &Value) -> Vec<Row> {
    let text = |v: &Value| v.as_str().unwrap_or_default().to_owned();
    report["problems"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|p| p["severity"] != "info")
        .map(|p| {
            let row = [
                ("code", text(&p["code"])),
                ("severity", text(&p["severity"])),
                ("sources", place(p)),
                ("value", text(&p["value"])),
            ];
            row.map(|(k, v)| (k.to_owned(), v)).into_iter().collect()
        })
        .collect()
}

fn summary(report: &Value) -> Vec<Row> {
    let counts = ["error", "warning", "info", "undetermined", "waived"]
        .map(|key| (key.to_owned(), report["summary"][key].to_string()));
    let cost = report["summary"]["cost"].as_array().unwrap().iter().map(money).collect::<Vec<_>>().join(", ");
    vec![counts.into_iter().chain([("cost".to_owned(), cost)]).collect()]
}

/// `50.00 USD`; `open` where a range has no upper bound.
fn money(value: &Value) -> String {
    match (value["amount"].as_str(), value["currency"].as_str()) {
        (Some(amount), Some(currency)) => format!("{amount} {currency}"),
        _ => "open".to_owned(),
    }
}

/// `Crew list.xlsx › Crew › B9`, without the inbox.
fn place(value: &Value) -> String {
    let parts = [&value["file"], &value["sheet"], &value["cell"]];
    let parts = parts.iter().filter_map(|v| v.as_str()).filter(|v| !v.is_empty());
    parts.map(|v| v.strip_prefix("inbox/").unwrap_or(v)).collect::<Vec<_>>().join(" › ")
}

/// What stands in one and not in the other. Columns that the list alone has (arithmetic) are for readers; every
/// cell that it names as a source must be among the finding's.
fn differences(expected: &[Row], found: &[Row]) -> Vec<String> {
    let compared = |row: &Row| -> Vec<String> {
        let keys = [
            "rule", "subject", "outcome", "severity", "basis", "measured", "limit", "excess", "cost", "code",
            "value",
        ]
        .into_iter()
        .chain(["error", "warning", "info", "undetermined", "waived"]);
        keys.filter_map(|key| row.get(key).map(|v| format!("{key}={v}"))).collect()
    };
    let sources = |row: &Row| -> Vec<String> {
        row.get("sources").map(|s| s.split("; ").map(str::to_owned).collect()).unwrap_or_default()
    };
    let mut left: Vec<&Row> = found.iter().collect();
    let mut wrong = Vec::new();
    for row in expected {
        let same = |other: &&Row| {
            let cells = sources(other);
            compared(other) == compared(row) && sources(row).iter().all(|cell| cells.contains(cell))
        };
        match left.iter().position(same) {
            Some(at) => drop(left.remove(at)),
            None => {
                wrong.push(format!("not found: {} [{}]", compared(row).join(" "), sources(row).join("; ")))
            }
        }
    }
    wrong.extend(
        left.iter()
            .map(|row| format!("not expected: {} [{}]", compared(row).join(" "), sources(row).join("; "))),
    );
    wrong
}

#[test]
fn a_list_that_differs_is_told() {
    // The comparison itself must be able to fail: another figure, a missing row, one row too many.
    let list = "## As of 2026-10-30\n\n### Findings\n\n| rule | cost | sources |\n| --- | --- | --- |\n| a/b | 50.00 USD | X › B2 |\n";
    let expected = &by_date(list)["2026-10-30"]["findings"];
    let row = |cost: &str, sources: &str| -> Row {
        [("rule", "a/b"), ("cost", cost), ("sources", sources)].map(|(k, v)| (k.into(), v.into())).into()
    };
    assert!(differences(expected, &[row("50.00 USD", "X › B2; X › C2")]).is_empty());
    assert_eq!(differences(expected, &[row("60.00 USD", "X › B2")]).len(), 2);
    assert_eq!(differences(expected, &[row("50.00 USD", "X › C2")]).len(), 2);
    assert_eq!(differences(expected, &[]).len(), 1);
    assert_eq!(differences(&[], expected).len(), 1);
}
