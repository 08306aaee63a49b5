//! The text of `callboard rules show PACK/RULE`: one rule as a page to look things up in. What it says and to whom, what
//! follows, by which numbers of which date and source, examples, and how to change it.

use super::given::{Expect, Row, RuleTest};
use super::kinds;
use super::pack::Pack;
use super::packs::Packs;
use super::rule::Rule;
use super::show::{self, indent};
use super::source::Status;
use super::template::Template;
use crate::ingest::tables;

/// The page of a rule. `None` where no pack has it; see [`show::suggest`].
pub fn rule(packs: &Packs, id: &str) -> Option<String> {
    let (pack, rule) = packs.rule(id)?;
    let mut out = format!(
        "{}\n{}\n{}\n\n{}, version {} ({})\n",
        rule.full_id,
        rule.title,
        "=".repeat(rule.title.chars().count()),
        pack.title,
        pack.version,
        pack.file
    );
    let parts = [
        ("Switched off", switched_off(rule)),
        ("What it says", says(rule)),
        ("Who and what follows", show::facts(pack, rule).join("\n")),
        ("Numbers", numbers(pack, rule)),
        ("Examples, run as tests by `callboard rules test`", examples(rule)),
        ("Sources", sources(pack, rule)),
        ("How the pack reads, and what it does not judge", pack.remarks.head.clone()),
        (&format!("How it is judged: kind “{}”", rule.kind_name), about_kind(rule).to_owned()),
        ("To change it", to_change(pack, rule)),
    ];
    for (title, text) in parts.iter().filter(|(_, text)| !text.is_empty()) {
        out += &format!("\n{title}\n{}\n", indent(text));
    }
    Some(out)
}

fn switched_off(rule: &Rule) -> String {
    match rule.enabled {
        true => String::new(),
        false => format!("{}.", rule.because.as_deref().unwrap_or_default().trim_end_matches('.')),
    }
}

/// The sentences that a finding prints, with `‹person›` where a finding has a name.
fn says(rule: &Rule) -> String {
    let said = |message: &Template, help: &Template| match help.open() {
        help if help.is_empty() => message.open(),
        help => format!("{}\nWhat to do: {help}", message.open()),
    };
    let others = rule.other_languages.iter().map(|other| {
        let title = other.title.as_ref().map(|title| format!(" {title}.")).unwrap_or_default();
        format!("In a production in “{}”:{title} {}", other.language, said(&other.message, &other.help))
    });
    std::iter::once(said(&rule.message, &rule.help)).chain(others).collect::<Vec<_>>().join("\n")
}

/// The parameters of the pack that the rule names, in columns: name, value, since when by which date, source, status; then
/// those that it writes itself.
fn numbers(pack: &Pack, rule: &Rule) -> String {
    let named = pack.parameters.values().filter(|parameter| rule.parameters.contains(&parameter.name));
    let rows: Vec<[String; 4]> = named
        .flat_map(|parameter| parameter.values.iter().map(move |value| (parameter, value)))
        .map(|(parameter, value)| {
            let basis = value.basis.name().replace('_', " ");
            let from = value.from.map(|from| format!("from {from} by {basis}"));
            let to = value.to.map(|to| format!("to {to}"));
            let held: Vec<String> = from.into_iter().chain(to).collect();
            let status = match value.cite.status {
                Status::Verified => String::new(),
                other => format!(" ({})", other.name()),
            };
            let cite = format!("{}{status}", value.cite.text);
            [parameter.name.clone(), value.written.clone(), held.join(" "), cite]
        })
        .collect();
    let table = (!rows.is_empty()).then(|| columns(&rows));
    let remarks = pack.remarks.numbers.iter().filter(|(name, _)| rule.parameters.contains(name));
    let remarks = remarks.map(|(name, words)| format!("* {name}: {words}"));
    table.into_iter().chain(remarks).chain(rule.kind.numbers()).collect::<Vec<_>>().join("\n")
}

/// Rows with their cells under each other; the last column is as long as it is.
fn columns<const N: usize>(rows: &[[String; N]]) -> String {
    let length = |text: &String| text.chars().count();
    let widths: [usize; N] = std::array::from_fn(|column| {
        rows.iter().filter_map(|row| row.get(column)).map(length).max().unwrap_or(0)
    });
    let line = |row: &[String; N]| {
        let padded = row.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}"));
        padded.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Each test: what it shows, the rows it gives, and what must come of them. What the production is in all of them is
/// said once.
fn examples(rule: &Rule) -> String {
    let common = |name: &String, text: &String| {
        rule.tests.iter().all(|test| test.given.production.get(name) == Some(text))
    };
    let first = rule.tests.first().map(|test| test.given.production.clone()).unwrap_or_default();
    let shared: Row = first.into_iter().filter(|(name, text)| common(name, text)).collect();
    let in_all = (!shared.is_empty()).then(|| format!("In all of them: {}", cells("production", &shared)));
    in_all
        .into_iter()
        .chain(rule.tests.iter().map(|test| example(test, &shared)))
        .collect::<Vec<_>>()
        .join("\n")
}

fn example(test: &RuleTest, shared: &Row) -> String {
    let own = test.given.production.iter().filter(|(name, _)| !shared.contains_key(*name));
    let own: Row = own.map(|(name, text)| (name.clone(), text.clone())).collect();
    let facts = (!own.is_empty()).then_some(("production", &own));
    let tables = test.given.tables.iter().flat_map(|(name, rows)| rows.iter().map(move |row| (*name, row)));
    let rows = facts.into_iter().chain(tables).map(|(name, row)| format!("  {name}: {}\n", cells(name, row)));
    format!("{}\n{}  → {}", test.name, rows.collect::<String>(), expected(&test.expect))
}

/// A row in the order of its table's headings, without the cells that are left blank.
fn cells(table: &str, row: &Row) -> String {
    let order = |name: &str| {
        let spec = tables::find(table)?;
        spec.headings.iter().position(|heading| heading.name == name)
    };
    let mut cells: Vec<(&String, &String)> = row.iter().filter(|(_, text)| !text.trim().is_empty()).collect();
    cells.sort_by_key(|(name, _)| order(name).unwrap_or(usize::MAX));
    cells.iter().map(|(heading, text)| format!("{heading} {text}")).collect::<Vec<_>>().join(", ")
}

fn expected(expect: &Expect) -> String {
    if let Some(pay) = &expect.pay {
        return pay.words();
    }
    let found = match expect.findings {
        0 => return "passes".into(),
        1 => "found".to_owned(),
        many => format!("found {many} times"),
    };
    let measured = expect.measured.as_ref().map(|measured| format!("measured {measured}"));
    let limit = expect.limit.as_ref().map(|limit| format!("limit {limit}"));
    let excess = expect.excess_minutes.map(|minutes| match minutes {
        1 => "1 minute".to_owned(),
        minutes => format!("{minutes} minutes"),
    });
    let bounds = expect.cost_min.zip(expect.cost_max.as_ref()).map(|(min, max)| match max.as_str() {
        "none" => format!("{min} at the least"),
        max => format!("from {min} to {max}"),
    });
    let cost = expect.cost.map(|cost| format!("costs {cost}")).or(bounds);
    let outcome = expect.outcome.map(|outcome| format!("{outcome:?}").to_lowercase());
    let said = [outcome, measured, limit, excess, cost].into_iter().flatten();
    let said: Vec<String> = std::iter::once(found).chain(said).collect();
    said.join(", ")
}

/// The sources that the rule and its numbers cite.
fn sources(pack: &Pack, rule: &Rule) -> String {
    let named = pack.parameters.values().filter(|parameter| rule.parameters.contains(&parameter.name));
    let cited: Vec<&String> = named
        .flat_map(|parameter| &parameter.values)
        .map(|value| &value.cite.source)
        .chain([&rule.cite.source])
        .collect();
    let lines = pack.sources.0.values().filter(|source| cited.contains(&&source.id)).map(|source| {
        let address = source.address.as_ref().map_or(String::new(), |address| format!(", {address}"));
        let review = source.review_by.map_or(String::new(), |by| format!("; to be reviewed by {by}"));
        format!(
            "{}: {}, {} on {}{review}{address}",
            source.id,
            source.title,
            source.status.name(),
            source.checked
        )
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn about_kind(rule: &Rule) -> &'static str {
    kinds::of_name(rule.kind_name).map_or("", |kind| kind.about)
}

fn to_change(pack: &Pack, rule: &Rule) -> String {
    let weight = format!(
        "its weight: in callboard.toml, [rules.severity] \"{}\" = {{ level = \"warning\", reason = \"…\" }} (or \"off\")",
        rule.full_id
    );
    let numbers = format!(
        "a number, a condition, a sentence: `callboard rules copy {} FOLDER` puts the pack into the production's rules/ folder, to be edited there",
        pack.id
    );
    match rule.pays() {
        true => numbers,
        false => format!("{numbers}\n{weight}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_shown_without_its_blank_cells() {
        let row: Row = [("Out", "20:00"), ("Meal 2 Start", ""), ("Meal 2 End", " "), ("Call", "08:00")]
            .map(|(heading, text)| (heading.to_owned(), text.to_owned()))
            .into();
        // Headings that the table has come in its order, one that it has not at the end.
        let shown = cells("timesheets", &row);
        assert_eq!(shown, "Call 08:00, Out 20:00");
    }
}
