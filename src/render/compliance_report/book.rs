//! The compliance report as a workbook: every finding a row, then by person, by rule, what laxer rules found of the same, and the
//! parameters used.

use super::entry::{self, State, state};
use crate::check::finding::Finding;
use crate::diagnostic::Severity;
use crate::model::Purse;
use crate::render::job::Body;
use crate::render::stamp;
use crate::render::view::View;
use crate::render::workbook::{Book, Column, Datum, Table, column, figure, prose};
use std::collections::{BTreeMap, BTreeSet};

pub fn book(view: &View, title: &str) -> Body {
    let findings: Vec<&Finding> = view.report.findings.iter().collect();
    let mut book = Book::new(title, &view.production.facts.title, view.today, stamp::paper(view));
    book.table(&all(&findings, &view.production.facts.country))
        .table(&super::before::breaches(view))
        .table(&super::before::pushes(view))
        .table(&grouped(&findings, "By person", "Person", 'J', |f| f.subject.person.clone()))
        .bars(7)
        .table(&grouped(&findings, "By rule", "Rule", 'E', |f| Some(f.rule.clone())))
        .bars(7)
        .table(&also(&findings))
        .table(&parameters(&findings))
        .provenance(stamp::provenance(view, title, &stamp::inputs(view)));
    book.finish()
}

fn state_word(finding: &Finding) -> &'static str {
    match state(finding) {
        State::Counts => "counts",
        State::Waived => "waived",
        State::Undetermined => "undetermined",
    }
}

fn all(findings: &[&Finding], country: &str) -> Table {
    let rows = findings
        .iter()
        .map(|f| {
            let range = f.cost_range.as_ref();
            let amount =
                |money: Option<&crate::model::Money>| money.map_or(Datum::Blank, |m| Datum::Amount(m.amount));
            let currency = f.cost.as_ref().or(range.map(|r| &r.min)).map(|m| m.currency.to_string());
            let change = entry::best_change(f);
            vec![
                Datum::text(f.severity.word()),
                Datum::text(state_word(f)),
                entry::day(f).map_or(Datum::Blank, Datum::Date),
                Datum::text(entry::who(f)),
                Datum::text(f.rule.clone()),
                Datum::text(f.message.clone()),
                Datum::text(f.help.clone()),
                Datum::maybe(currency),
                amount(f.cost.as_ref()),
                Datum::maybe(f.subject.person.clone()),
                Datum::text(entry::outcome_words(f.outcome)),
                Datum::text(entry::basis_words(f.basis)),
                f.measured.as_deref().map_or(Datum::Blank, Datum::told),
                f.limit.as_deref().map_or(Datum::Blank, Datum::told),
                f.excess_minutes.map_or(Datum::Blank, Datum::Count),
                amount(range.map(|r| &r.min)),
                amount(range.and_then(|r| r.max.as_ref())),
                Datum::maybe(change.map(|c| entry::change_words(c, country))),
                amount(change.and_then(|c| c.saves.as_ref())),
                Datum::text(f.arithmetic.clone()),
                Datum::text(f.citation.text.clone()),
                Datum::text(f.citation.status.clone()),
                Datum::text(entry::cells(&f.sources)),
                Datum::maybe(entry::waiver(f)),
                Datum::maybe(entry::also(f)),
                Datum::text(f.id.clone()),
            ]
        })
        .collect();
    Table {
        name: "Findings",
        columns: vec![
            column("Severity", 10.0),
            column("State", 13.0),
            column("Date", 11.0),
            prose("About", 24.0),
            column("Rule", 32.0),
            prose("What", 60.0),
            prose("What to do", 44.0),
            column("Currency", 9.0),
            figure("Cost", 13.0),
            column("Person", 20.0),
            column("What follows", 20.0),
            column("Basis", 10.0),
            figure("Measured", 11.0),
            figure("Limit", 11.0),
            figure("Excess minutes", 9.0),
            figure("At least", 12.0),
            figure("At most", 12.0),
            column("What would avoid it", 28.0),
            figure("Saves", 12.0),
            prose("Arithmetic", 60.0),
            prose("Citation", 40.0),
            column("Citation is", 12.0),
            prose("Read from", 44.0),
            prose("Waiver", 36.0),
            prose("Also found", 36.0),
            column("Id", 18.0),
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
    name: &'static str,
    heading: &'static str,
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
                    "SUMPRODUCT((Findings!${letter}$2:${letter}${last}=$A{at})*(Findings!$B$2:$B${last}=\"counts\")*(Findings!$H$2:$H${last}=$G{at}),Findings!$I$2:$I${last})"
                ),
                sum.amount,
            ));
            rows.push(row);
        }
    }
    Table { name, columns: group_columns(heading), printed: 8, totals: totals(&rows), rows }
}

fn group_columns(heading: &'static str) -> Vec<Column> {
    vec![
        column(heading, 36.0),
        figure("Errors", 9.0),
        figure("Warnings", 10.0),
        figure("Info", 8.0),
        figure("Undetermined", 14.0),
        figure("Waived", 9.0),
        column("Currency", 10.0),
        figure("Cost", 15.0),
    ]
}

/// One total a currency, over the rows above.
fn totals(rows: &[Vec<Datum>]) -> Vec<Vec<Datum>> {
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
            let mut row = vec![Datum::text("Total")];
            row.extend(std::iter::repeat_n(Datum::Blank, 5));
            row.push(Datum::text(currency));
            row.push(Datum::Sum(format!("SUMPRODUCT((G2:G{last}=\"{currency}\")*1,H2:H{last})"), sum));
            row
        })
        .collect()
}

/// The audit view: what each laxer rule found of a breach that stands under a stricter one. Nothing here is in a total.
fn also(findings: &[&Finding]) -> Table {
    let rows = findings
        .iter()
        .flat_map(|standing| standing.also.iter().map(move |f| (standing, f)))
        .map(|(standing, f)| {
            vec![
                entry::day(f).map_or(Datum::Blank, Datum::Date),
                Datum::text(entry::who(f)),
                Datum::text(f.rule.clone()),
                f.measured.as_deref().map_or(Datum::Blank, Datum::told),
                f.limit.as_deref().map_or(Datum::Blank, Datum::told),
                f.excess_minutes.map_or(Datum::Blank, Datum::Count),
                Datum::text(standing.rule.clone()),
                Datum::text(standing.id.clone()),
                Datum::text(f.severity.word()),
                Datum::text(entry::outcome_words(f.outcome)),
                Datum::maybe(f.cost.as_ref().map(ToString::to_string)),
                Datum::text(f.message.clone()),
                Datum::text(f.arithmetic.clone()),
                Datum::text(f.citation.text.clone()),
                Datum::text(f.citation.status.clone()),
                Datum::text(entry::cells(&f.sources)),
            ]
        })
        .collect();
    Table {
        name: "Also found",
        columns: vec![
            column("Date", 11.0),
            prose("About", 24.0),
            column("Rule", 32.0),
            figure("Measured", 11.0),
            figure("Limit", 11.0),
            figure("Excess minutes", 9.0),
            column("Stands under", 32.0),
            column("Its id", 18.0),
            column("Severity", 10.0),
            column("What follows", 20.0),
            column("Cost, in no total", 16.0),
            prose("What", 60.0),
            prose("Arithmetic", 60.0),
            prose("Citation", 40.0),
            column("Citation is", 12.0),
            prose("Read from", 44.0),
        ],
        printed: 8,
        rows,
        totals: Vec::new(),
    }
}

fn parameters(findings: &[&Finding]) -> Table {
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
                Datum::maybe(basis.as_ref().map(|b| b.replace('_', " "))),
                Datum::text(cite.clone()),
                Datum::text(status.clone()),
            ]
        })
        .collect();
    Table {
        name: "Parameters",
        columns: vec![
            column("Rule", 36.0),
            column("Parameter", 30.0),
            column("Value", 20.0),
            column("Holds from", 12.0),
            column("By", 20.0),
            prose("Citation", 40.0),
            column("Citation is", 12.0),
        ],
        printed: 7,
        rows,
        totals: Vec::new(),
    }
}
