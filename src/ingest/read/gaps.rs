//! What a table lacks: needed values of a row, needed headings; and columns nothing was made of.

use super::records::Banners;
use super::{Desk, breakdown};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::ingest::headings;
use crate::ingest::intake::TableRead;
use crate::ingest::layout::Found;
use crate::ingest::tables::{HeadingSpec, TableSpec};
use crate::model::Record;

/// One problem for a row that lacks needed values, at the first blank cell.
pub fn say_missing(
    record: &Record,
    spec: &TableSpec,
    needs: &[Vec<&'static HeadingSpec>],
    banners: &Banners,
    desk: &mut Desk,
) {
    // A strip that is no scene has its words and its place.
    if record.text("Status").as_deref() == Some("void") || record.fields.contains_key("Banner") {
        return;
    }
    // Who is held on a day has no call.
    let held = record.text("Day Status").as_deref() == Some("hold");
    let lacking = |need: &&Vec<&'static HeadingSpec>| {
        let expected =
            need.iter().any(|h| record.columns.contains_key(h.name) || banners.contains_key(h.name));
        // A scene without a day is one of the script that still needs one: schedules list it, a rule says so.
        let undated = spec.name == "scenes" && need.iter().any(|h| h.name == "Day");
        // Of meetings that name nobody it is said once, below them all.
        let nobody = spec.name == "meetings" && need.iter().any(|h| h.name == "Who");
        let excused = undated || nobody || (held && need.iter().any(|h| h.name == "Call"));
        expected && !excused && !need.iter().any(|h| record.fields.contains_key(h.name))
    };
    let names: Vec<Vec<&str>> = (needs.iter().filter(lacking))
        .map(|need| need.iter().filter(|h| record.columns.contains_key(h.name)).map(|h| h.name).collect())
        .collect();
    let Some(first) = names.first() else { return };
    let cell = first.first().map_or_else(|| record.cell.clone(), |heading| record.cell_of(heading));
    let words: Vec<String> = names.iter().map(|group| group.join(" or ")).collect();
    let all = words.join(", ");
    let problem = Diagnostic::new(
        Code::ValueMissing,
        format!("{} is blank in this row of {}.", all, spec.title),
        format!("Fill in {all}; the rest of the row is kept."),
    );
    desk.problems.push(problem.at_cell(&cell));
}

/// Says which needed headings the table lacks, and which of its columns nothing was made of.
pub fn say_columns(
    read: &TableRead,
    table: &Found,
    needs: &[Vec<&'static HeadingSpec>],
    banners: &Banners,
    desk: &mut Desk,
) {
    let spec = table.spec;
    let labels: Vec<&str> = table.labels.iter().map(|l| l.heading).collect();
    for need in needs {
        let numbered =
            |h: &HeadingSpec| h.name == "Date" && (labels.contains(&"Day") || banners.contains_key("Day"));
        let has = |h: &&HeadingSpec| {
            numbered(h)
                || table.column_of(h.name).is_some()
                || labels.contains(&h.name)
                || banners.contains_key(h.name)
                || read.records.iter().any(|r| r.fields.contains_key(h.name))
        };
        let undated = need.iter().any(|h| h.name == "Day") && breakdown::is_breakdown(read);
        let renamed = |h: &&HeadingSpec| read.columns.iter().any(|c| c.as_heading == Some(h.name));
        if undated || need.iter().any(|h| has(h) || renamed(h)) {
            continue;
        }
        let names: Vec<String> = need.iter().map(|h| format!("“{}”", h.name)).collect();
        let seen = read.columns.iter().filter(|c| c.as_heading.is_none()).map(|c| c.heading.as_str());
        let nearest = need.first().and_then(|h| headings::nearest(h, seen));
        let help = match nearest {
            Some(nearest) => {
                format!("The nearest heading here is “{nearest}”: if that is meant, rename it.")
            }
            None => format!("Add a column headed {}.", names.join(" or ")),
        };
        let message =
            format!("The table reads as {}, but has no heading {}.", spec.title, names.join(" or "));
        desk.problems.push(
            Diagnostic::new(Code::HeadingMissing, message, help)
                .at_cell(&read.header_cell)
                .seen(nearest.unwrap_or_default()),
        );
    }
    if spec.name == "meetings" {
        say_nobody(read, desk);
    }
    for column in table.columns.iter().filter(|c| c.heading.is_empty() && c.because.starts_with("no heading"))
    {
        let (Some(meant), false) = (column.meaning, is_strip(table)) else { continue };
        let letters = crate::model::cell::column_letters(column.col);
        let message = format!(
            "Column {letters} has {}, and was read as {}.",
            column.because.replace("no heading;", "no heading,"),
            meant.name
        );
        let help = format!("Write “{}” above it, or say in headings.toml what it is.", meant.name);
        let cell = read.header_cell.at(column.row, column.col);
        desk.problems.push(Diagnostic::new(Code::ColumnGuessed, message, help).at_cell(&cell));
    }
    for column in table.columns.iter().filter(|c| c.meaning.is_none() && c.parts.is_empty() && !c.settled) {
        let cell = read.header_cell.at(column.row, column.col);
        let problem = match (column.twice, spec.open) {
            (true, _) => Diagnostic::new(
                Code::ColumnTwice,
                format!("Two columns mean the same: {}.", column.because),
                "Rename the column that should not count.",
            ),
            (false, true) => continue,
            (false, false) => Diagnostic::new(
                Code::ColumnUnknown,
                format!(
                    "{} has no heading “{}”; the column was kept and not used.",
                    spec.title, column.heading
                ),
                match column.perhaps {
                    Some(perhaps) => format!(
                        "Perhaps it is “{perhaps}”: rename it so, or say it in headings.toml (`callboard read` prints the lines)."
                    ),
                    None => "Rename it if it should count, or say in headings.toml what it is.".into(),
                },
            ),
        };
        desk.problems.push(problem.at_cell(&cell).seen(&column.heading));
    }
}

/// Says how many meetings name nobody: a calendar's often do not, and nobody is told of them.
fn say_nobody(read: &TableRead, desk: &mut Desk) {
    let nobody = || {
        read.records
            .iter()
            .filter(|record| record.columns.contains_key("Who") && !record.fields.contains_key("Who"))
    };
    let Some(first) = nobody().next() else { return };
    let (message, of_all) = match nobody().count() {
        1 => ("A meeting names nobody, so nobody is told of it.".to_owned(), ""),
        n => (format!("{n} meetings name nobody, so nobody is told of them; this is the first."), " of each"),
    };
    let help = format!("Write who comes under Who{of_all}: names, a department, cast, crew, all.");
    let mut problem = Diagnostic::new(Code::ValueMissing, message, help).at_cell(&first.cell_of("Who"));
    problem.severity = Severity::Warning;
    desk.problems.push(problem);
}

/// A one-line schedule without any headings: that is how it is printed, and nothing to mend.
fn is_strip(table: &Found) -> bool {
    table.columns.iter().all(|column| column.heading.is_empty())
}
