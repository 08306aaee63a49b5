//! The compliance report as a workbook: every finding a row, then by person, by rule, what laxer rules found of the same, and the
//! parameters used.

use super::entry::{self, State, state};
use crate::check::finding::Finding;
use crate::diagnostic::Severity;
use crate::model::Purse;
use crate::render::job::Body;
use crate::render::stamp;
use crate::render::view::View;
use crate::render::words::Words;
use crate::render::workbook::{self, Book, Column, Datum, Table, column, figure, in_formula, prose};
use std::collections::{BTreeMap, BTreeSet};

pub fn book(view: &View, title: &str) -> Body {
    let findings: Vec<&Finding> = view.report.findings.iter().collect();
    let mut book = Book::new(title, &view.production.facts.title, view.today, stamp::paper(view));
    let words = view.words;
    book.table_in(words, &all(&findings, words))
        .table_in(words, &super::before::breaches(view))
        .table_in(words, &super::before::pushes(view))
        .table_in(
            words,
            &grouped(&findings, words, ["by_person", "person"], 'J', |f| f.subject.person.clone()),
        )
        .bars(7)
        .table_in(words, &grouped(&findings, words, ["by_rule", "rule"], 'E', |f| Some(f.rule.clone())))
        .bars(7)
        .table_in(words, &also(&findings, words))
        .table_in(words, &parameters(&findings, words))
        .provenance_in(words, stamp::provenance_in(view, words, title, &stamp::inputs(view)));
    book.finish()
}

fn state_word<'w>(finding: &Finding, words: &'w Words) -> &'w str {
    words.get(match state(finding) {
        State::Counts => "reports.counts",
        State::Waived => "reports.waived_word",
        State::Undetermined => "reports.undetermined_word",
    })
}

fn all(findings: &[&Finding], words: &Words) -> Table {
    let rows = findings
        .iter()
        .map(|f| {
            let range = f.cost_range.as_ref();
            let amount =
                |money: Option<&crate::model::Money>| money.map_or(Datum::Blank, |m| Datum::Amount(m.amount));
            let currency = f.cost.as_ref().or(range.map(|r| &r.min)).map(|m| m.currency.to_string());
            let change = entry::best_change(f);
            vec![
                Datum::text(entry::severity_words(f.severity, words)),
                Datum::text(state_word(f, words)),
                entry::day(f).map_or(Datum::Blank, Datum::Date),
                Datum::text(entry::who(f, words)),
                Datum::text(f.rule.clone()),
                Datum::text(f.message.clone()),
                Datum::text(f.help.clone()),
                Datum::maybe(currency),
                amount(f.cost.as_ref()),
                Datum::maybe(f.subject.person.clone()),
                Datum::text(entry::outcome_words(f.outcome, words)),
                Datum::text(entry::basis_words(f.basis, words)),
                f.measured.as_deref().map_or(Datum::Blank, Datum::told),
                f.limit.as_deref().map_or(Datum::Blank, Datum::told),
                f.excess_minutes.map_or(Datum::Blank, Datum::Count),
                amount(range.map(|r| &r.min)),
                amount(range.and_then(|r| r.max.as_ref())),
                Datum::maybe(change.map(|c| entry::change_words(c, words))),
                amount(change.and_then(|c| c.saves.as_ref())),
                Datum::text(f.arithmetic.clone()),
                Datum::text(f.citation.text.clone()),
                Datum::text(entry::citation_words(&f.citation.status, words)),
                Datum::text(entry::cells(&f.sources)),
                Datum::maybe(entry::waiver(f, words)),
                Datum::maybe(entry::also(f, words)),
                Datum::text(f.id.clone()),
            ]
        })
        .collect();
    Table {
        name: "findings",
        columns: vec![
            column("severity", 10.0),
            column("state", 13.0),
            column("date", 11.0),
            prose("about", 24.0),
            column("rule", 32.0),
            prose("what", 60.0),
            prose("what_to_do", 44.0),
            column("currency", 9.0),
            figure("cost", 13.0),
            column("person", 20.0),
            column("what_follows", 20.0),
            column("basis", 10.0),
            figure("measured", 11.0),
            figure("limit", 11.0),
            figure("excess_minutes", 9.0),
            figure("range_least", 12.0),
            figure("range_most", 12.0),
            column("would_avoid", 28.0),
            figure("saves", 12.0),
            prose("arithmetic", 60.0),
            prose("citation", 40.0),
            column("citation_is", 12.0),
            prose("source", 44.0),
            prose("waiver", 36.0),
            prose("also", 36.0),
            column("id", 18.0),
        ],
        printed: 9,
        rows,
        totals: Vec::new(),
    }
}

/// A row for each name and currency; the cost is a formula over the Findings sheet, whose column `letter` holds
/// the name. Counts stand in a name's first row.
fn grouped(
    findings: &[&Finding],
    words: &Words,
    [name, heading]: [&'static str; 2],
    letter: char,
    of: impl Fn(&Finding) -> Option<String>,
) -> Table {
    let mut groups: BTreeMap<String, Vec<&Finding>> = BTreeMap::new();
    for finding in findings {
        if let Some(key) = of(finding) {
            groups.entry(key).or_default().push(finding);
        }
    }
    let last = findings.len() + 1;
    let sheet = workbook::sheet_in_formula(words.get("sheets.findings"));
    let over = |letter: char| format!("{sheet}${letter}$2:${letter}${last}");
    let counts_word = in_formula(words.get("reports.counts"));
    let mut rows = Vec::new();
    for (key, group) in groups {
        let mut purse = Purse::default();
        let counting = || group.iter().filter(|f| state(f) == State::Counts);
        counting().filter_map(|f| f.cost.as_ref()).for_each(|cost| purse.add(cost));
        let mut counts: Vec<Datum> = [Severity::Error, Severity::Warning, Severity::Info]
            .map(|severity| counting().filter(|f| f.severity == severity).count())
            .into_iter()
            .chain(
                [State::Undetermined, State::Waived].map(|s| group.iter().filter(|f| state(f) == s).count()),
            )
            .map(|n| Datum::Count(i64::try_from(n).unwrap_or(i64::MAX)))
            .collect();
        let sums: Vec<_> = purse.iter().collect();
        if sums.is_empty() {
            let mut row = vec![Datum::text(key)];
            row.append(&mut counts);
            rows.push(row);
            continue;
        }
        for sum in sums {
            let at = rows.len() + 2;
            let mut row = vec![Datum::text(key.clone())];
            row.extend(if counts.is_empty() { vec![Datum::Blank; 5] } else { std::mem::take(&mut counts) });
            row.push(Datum::text(&*sum.currency));
            row.push(Datum::Sum(
                format!(
                    "SUMPRODUCT(({}=$A{at})*({}={counts_word})*({}=$G{at}),{})",
                    over(letter),
                    over('B'),
                    over('H'),
                    over('I')
                ),
                sum.amount,
            ));
            rows.push(row);
        }
    }
    Table { name, columns: group_columns(heading), printed: 8, totals: totals(&rows, words), rows }
}

fn group_columns(heading: &'static str) -> Vec<Column> {
    vec![
        column(heading, 36.0),
        figure("errors", 9.0),
        figure("warnings", 10.0),
        figure("info", 8.0),
        figure("undetermined", 14.0),
        figure("waived", 9.0),
        column("currency", 10.0),
        figure("cost", 15.0),
    ]
}

/// One total a currency, over the rows above.
fn totals(rows: &[Vec<Datum>], words: &Words) -> Vec<Vec<Datum>> {
    let mut sums: BTreeMap<&str, rust_decimal::Decimal> = BTreeMap::new();
    for row in rows {
        if let (Some(Datum::Text(currency)), Some(Datum::Sum(_, amount))) = (row.get(6), row.get(7)) {
            let sum = sums.entry(currency).or_default();
            *sum = sum.saturating_add(*amount);
        }
    }
    let last = rows.len() + 1;
    sums.into_iter()
        .map(|(currency, sum)| {
            let mut row = vec![Datum::text(words.get("paper.total"))];
            row.extend(std::iter::repeat_n(Datum::Blank, 5));
            row.push(Datum::text(currency));
            row.push(Datum::Sum(format!("SUMPRODUCT((G2:G{last}=\"{currency}\")*1,H2:H{last})"), sum));
            row
        })
        .collect()
}

/// The audit view: what each laxer rule found of a breach that stands under a stricter one. Nothing here is in a total.
fn also(findings: &[&Finding], words: &Words) -> Table {
    let rows = findings
        .iter()
        .flat_map(|standing| standing.also.iter().map(move |f| (standing, f)))
        .map(|(standing, f)| {
            vec![
                entry::day(f).map_or(Datum::Blank, Datum::Date),
                Datum::text(entry::who(f, words)),
                Datum::text(f.rule.clone()),
                f.measured.as_deref().map_or(Datum::Blank, Datum::told),
                f.limit.as_deref().map_or(Datum::Blank, Datum::told),
                f.excess_minutes.map_or(Datum::Blank, Datum::Count),
                Datum::text(standing.rule.clone()),
                Datum::text(standing.id.clone()),
                Datum::text(entry::severity_words(f.severity, words)),
                Datum::text(entry::outcome_words(f.outcome, words)),
                Datum::maybe(f.cost.as_ref().map(|cost| words.money(cost))),
                Datum::text(f.message.clone()),
                Datum::text(f.arithmetic.clone()),
                Datum::text(f.citation.text.clone()),
                Datum::text(entry::citation_words(&f.citation.status, words)),
                Datum::text(entry::cells(&f.sources)),
            ]
        })
        .collect();
    Table {
        name: "also",
        columns: vec![
            column("date", 11.0),
            prose("about", 24.0),
            column("rule", 32.0),
            figure("measured", 11.0),
            figure("limit", 11.0),
            figure("excess_minutes", 9.0),
            column("stands_under", 32.0),
            column("its_id", 18.0),
            column("severity", 10.0),
            column("what_follows", 20.0),
            column("cost_no_total", 16.0),
            prose("what", 60.0),
            prose("arithmetic", 60.0),
            prose("citation", 40.0),
            column("citation_is", 12.0),
            prose("source", 44.0),
        ],
        printed: 8,
        rows,
        totals: Vec::new(),
    }
}

fn parameters(findings: &[&Finding], words: &Words) -> Table {
    let used: BTreeSet<_> = findings
        .iter()
        .flat_map(|f| std::iter::once(*f).chain(&f.also))
        .flat_map(|f| f.parameters.iter().map(move |p| (&f.rule, p)))
        .map(|(rule, p)| (rule, &p.name, &p.value, &p.from, &p.basis, &p.cite, &p.status))
        .collect();
    let rows = used
        .into_iter()
        .map(|(rule, name, value, from, basis, cite, status)| {
            vec![
                Datum::text(rule.clone()),
                Datum::text(name.clone()),
                Datum::text(value.clone()),
                from.as_deref().map_or(Datum::Blank, Datum::iso_date),
                Datum::maybe(basis.as_ref().map(|basis| {
                    words
                        .find(&format!("bases.{basis}"))
                        .map_or_else(|| basis.replace('_', " "), str::to_owned)
                })),
                Datum::text(cite.clone()),
                Datum::text(entry::citation_words(status, words)),
            ]
        })
        .collect();
    Table {
        name: "parameters",
        columns: vec![
            column("rule", 36.0),
            column("parameter", 30.0),
            column("value", 20.0),
            column("holds_from", 12.0),
            column("by", 20.0),
            prose("citation", 40.0),
            column("citation_is", 12.0),
        ],
        printed: 7,
        rows,
        totals: Vec::new(),
    }
}
