//! The cost report as a workbook: what adds up is a formula, and carries the result it has.

use super::convention::{Estimate, Variance};
use super::exposure;
use super::ledger::{Account, Figures, Ledger, Section};
use super::notes::Note;
use super::postings::{LeftOut, OrderState, sum};
use crate::render::job::Body;
use crate::render::stamp;
use crate::render::view::View;
use crate::render::workbook::{Book, Column, Datum, Table, column, prose};
use rust_decimal::Decimal;

pub fn book(ledger: &Ledger, notes: &[Note], view: &View, title: &str) -> Body {
    let facts = &view.production.facts;
    let mut book = Book::new(title, &facts.title, view.today, stamp::paper(view));
    book.table(&summary(ledger))
        .table(&accounts(ledger))
        .table(&expenses(ledger))
        .table(&orders(ledger))
        .table(&premiums(view))
        .table(&notes_table(notes))
        .provenance(stamp::provenance(view, title));
    book.finish()
}

const MONEY: f64 = 15.0;

/// Budget to variance in percent: nine columns, the same on both sheets.
fn figure_columns() -> [Column; 9] {
    [
        column("Budget", MONEY),
        column("Actual this period", MONEY),
        column("Actual to date", MONEY),
        column("Commitments", MONEY),
        column("Total cost", MONEY),
        column("Estimate to complete", MONEY),
        column("Estimated final cost", MONEY),
        column("Variance", MONEY),
        column("Variance %", 11.0),
    ]
}

/// The cells of a sheet's nine figure columns, by letter, from the column of the budget on.
struct Letters([&'static str; 8]);

const IN_SUMMARY: Letters = Letters(["C", "D", "E", "F", "G", "H", "I", "J"]);
const IN_ACCOUNTS: Letters = Letters(["E", "F", "G", "H", "I", "J", "K", "L"]);

/// Total cost, final cost, variance and its share as formulas over the same row.
fn derived(ledger: &Ledger, figures: &Figures, row: usize, letters: &Letters) -> [Datum; 4] {
    let c = &ledger.conventions;
    let [budget, _, actual, commitments, total, estimate, efc, variance] = letters.0;
    let spent = match c.estimate {
        Estimate::Uncommitted => total,
        Estimate::IncludesCommitments => actual,
    };
    let difference = match c.variance {
        Variance::BudgetMinusEfc => format!("{budget}{row}-{efc}{row}"),
        Variance::EfcMinusBudget => format!("{efc}{row}-{budget}{row}"),
    };
    [
        Datum::Sum(format!("{actual}{row}+{commitments}{row}"), figures.total_cost()),
        Datum::Sum(format!("{spent}{row}+{estimate}{row}"), figures.final_cost(c)),
        Datum::Sum(difference, figures.variance(c)),
        figures
            .variance_share(c)
            .map_or(Datum::Blank, |share| Datum::ShareOf(format!("{variance}{row}/{budget}{row}"), share)),
    ]
}

/// The five columns that add up, in their order on the sheets.
fn summed(figures: &Figures) -> [Decimal; 5] {
    [figures.budget, figures.period, figures.actual, figures.commitments, figures.estimate]
}

/// A row's nine figures: five by `datum` (given the place among the letters and the value), four derived.
fn figure_cells(
    ledger: &Ledger,
    figures: &Figures,
    row: usize,
    letters: &Letters,
    datum: impl Fn(&'static str, Decimal) -> Datum,
) -> Vec<Datum> {
    let [l_budget, l_period, l_actual, l_commitments, _, l_estimate, _, _] = letters.0;
    let [budget, period, actual, commitments, estimate] = summed(figures);
    let [total, efc, variance, share] = derived(ledger, figures, row, letters);
    vec![
        datum(l_budget, budget),
        datum(l_period, period),
        datum(l_actual, actual),
        datum(l_commitments, commitments),
        total,
        datum(l_estimate, estimate),
        efc,
        variance,
        share,
    ]
}

fn summary(ledger: &Ledger) -> Table {
    let last_account = 1 + ledger.sections.iter().map(|s| s.accounts.len()).sum::<usize>();
    let mut rows = Vec::new();
    let mut spans = Vec::new();
    for section in &ledger.sections {
        let first = rows.len() + 2;
        for (category, figures) in &section.categories {
            let row = rows.len() + 2;
            let mut cells = vec![Datum::text(&*section.currency), Datum::text(category.clone())];
            cells.extend(figure_cells(ledger, figures, row, &IN_SUMMARY, |letter, value| {
                let from = in_accounts(letter);
                Datum::Sum(
                    format!(
                        "SUMPRODUCT((Accounts!$A$2:$A${last_account}=$A{row})*(Accounts!$B$2:$B${last_account}=$B{row})*Accounts!${from}$2:${from}${last_account})"
                    ),
                    value,
                )
            }));
            rows.push(cells);
        }
        spans.push((section, first, rows.len() + 1));
    }
    let totals = totals(ledger, &spans, rows.len(), &IN_SUMMARY, 1);
    let mut columns = vec![column("Currency", 10.0), column("Category", 34.0)];
    columns.extend(figure_columns());
    Table { name: "Summary", columns, rows, totals }
}

/// The column of Accounts that a column of the summary adds up.
fn in_accounts(letter: &str) -> &'static str {
    IN_SUMMARY
        .0
        .iter()
        .zip(IN_ACCOUNTS.0)
        .find(|(summary, _)| **summary == letter)
        .map_or("E", |(_, accounts)| accounts)
}

/// One row of sums for each currency, `before` cells wide before the figures.
fn totals(
    ledger: &Ledger,
    spans: &[(&Section, usize, usize)],
    rows: usize,
    letters: &Letters,
    before: usize,
) -> Vec<Vec<Datum>> {
    spans
        .iter()
        .filter(|(section, ..)| !section.accounts.is_empty())
        .enumerate()
        .map(|(i, (section, first, last))| {
            let row = rows + 2 + i;
            let mut cells = vec![Datum::text(&*section.currency), Datum::text("Total")];
            cells.extend(std::iter::repeat_n(Datum::Blank, before.saturating_sub(1)));
            cells.extend(figure_cells(ledger, &section.total, row, letters, |letter, value| {
                Datum::Sum(format!("SUM({letter}{first}:{letter}{last})"), value)
            }));
            cells
        })
        .collect()
}

fn accounts(ledger: &Ledger) -> Table {
    let mut rows = Vec::new();
    let mut spans = Vec::new();
    for section in &ledger.sections {
        let first = rows.len() + 2;
        for account in &section.accounts {
            rows.push(account_row(ledger, section, account, rows.len() + 2));
        }
        spans.push((section, first, rows.len() + 1));
    }
    let totals = totals(ledger, &spans, rows.len(), &IN_ACCOUNTS, 3);
    let mut columns = vec![
        column("Currency", 10.0),
        column("Category", 26.0),
        column("Account", 13.0),
        prose("Description", 34.0),
    ];
    columns.extend(figure_columns());
    columns.push(column("Estimate is", 16.0));
    Table { name: "Accounts", columns, rows, totals }
}

fn account_row(ledger: &Ledger, section: &Section, account: &Account, row: usize) -> Vec<Datum> {
    let figures = &account.figures;
    let mut cells = vec![
        Datum::text(&*section.currency),
        Datum::text(account.category.clone()),
        Datum::text(account.account.clone()),
        Datum::text(account.description.clone()),
    ];
    cells.extend(figure_cells(ledger, figures, row, &IN_ACCOUNTS, |letter, value| {
        if letter != "J" || account.estimate_given {
            return Datum::Amount(value);
        }
        let left = format!("MAX(0,E{row}-I{row})");
        match ledger.conventions.estimate {
            Estimate::Uncommitted => Datum::Sum(left, value),
            Estimate::IncludesCommitments => Datum::Sum(format!("H{row}+{left}"), value),
        }
    }));
    cells.push(Datum::text(if account.estimate_given { "given" } else { "by convention" }));
    cells
}

fn expenses(ledger: &Ledger) -> Table {
    let rows: Vec<Vec<Datum>> = ledger
        .postings
        .iter()
        .map(|posting| {
            let e = posting.expense;
            let rate = posting.converted.rate.as_ref();
            vec![
                Datum::Date(e.date),
                Datum::text(e.account.value.clone()),
                Datum::maybe(e.vendor.clone()),
                Datum::maybe(e.description.clone()),
                Datum::text(&*e.amount.value.currency),
                Datum::Amount(e.amount.value.amount),
                e.tax.as_ref().map_or(Datum::Blank, |t| Datum::Amount(t.amount)),
                Datum::maybe(e.method.clone()),
                Datum::maybe(e.po.as_ref().map(|p| p.value.clone())),
                Datum::maybe(e.invoice.as_ref().map(|p| p.value.clone())),
                Datum::maybe(e.receipt.as_ref().map(|p| p.value.clone())),
                Datum::maybe(e.person.clone()),
                Datum::maybe(e.status.clone()),
                rate.map_or(Datum::Blank, |r| Datum::Rate(r.value)),
                Datum::maybe(rate.map(|r| format!("{} of {}", r.kind.word(), r.date))),
                Datum::text(&*posting.converted.money.currency),
                Datum::Amount(posting.converted.money.amount),
                Datum::text(match posting.left_out {
                    None => "yes",
                    Some(LeftOut::Later) => "no: later",
                    Some(LeftOut::Void) => "no: does not stand",
                }),
                Datum::text(if posting.in_period { "yes" } else { "no" }),
                Datum::text(e.cell.to_string()),
            ]
        })
        .collect();
    let last = rows.len() + 1;
    let totals = currencies_of(ledger)
        .into_iter()
        .map(|currency| {
            let total = sum(ledger
                .postings
                .iter()
                .filter(|p| p.left_out.is_none() && &*p.converted.money.currency == currency)
                .map(|p| p.converted.money.amount));
            let mut cells = vec![Datum::Blank; 20];
            put(&mut cells, 1, Datum::text("Total that counts"));
            put(&mut cells, 15, Datum::text(currency));
            let formula = format!("SUMPRODUCT((P2:P{last}=\"{currency}\")*(R2:R{last}=\"yes\")*Q2:Q{last})");
            put(&mut cells, 16, Datum::Sum(formula, total));
            cells
        })
        .collect();
    Table {
        name: "Expenses",
        columns: vec![
            column("Date", 11.0),
            column("Account", 13.0),
            column("Vendor", 26.0),
            prose("Description", 32.0),
            column("Currency", 9.0),
            column("Amount", MONEY),
            column("Tax", 12.0),
            column("Method", 11.0),
            column("PO", 12.0),
            column("Invoice", 14.0),
            column("Receipt", 10.0),
            column("Person", 18.0),
            column("Status", 11.0),
            column("Rate", 10.0),
            column("Rate is", 30.0),
            column("Totalled in", 10.0),
            column("Cost", MONEY),
            column("Counts to date", 16.0),
            column("In the period", 10.0),
            column("Read from", 44.0),
        ],
        totals: if rows.is_empty() { Vec::new() } else { totals },
        rows,
    }
}

fn orders(ledger: &Ledger) -> Table {
    let rows: Vec<Vec<Datum>> = (2usize..)
        .zip(&ledger.orders)
        .map(|(row, order)| {
            let o = order.order;
            let plain = order.state == OrderState::Open && order.relieved.currency == o.amount.value.currency;
            let open = if plain {
                Datum::Sum(format!("MAX(0,G{row}-J{row})"), order.open.original.amount)
            } else {
                Datum::Amount(order.open.original.amount)
            };
            vec![
                Datum::text(o.po.clone()),
                Datum::Date(o.date),
                Datum::text(o.vendor.clone()),
                Datum::text(o.account.value.clone()),
                Datum::maybe(o.description.clone()),
                Datum::text(&*o.amount.value.currency),
                Datum::Amount(o.amount.value.amount),
                Datum::text(order.state.word()),
                Datum::Count(i64::try_from(order.expenses).unwrap_or(i64::MAX)),
                Datum::Amount(order.relieved.amount),
                open,
                Datum::text(&*order.open.money.currency),
                Datum::Amount(order.open.money.amount),
                Datum::text(o.cell.to_string()),
            ]
        })
        .collect();
    let last = rows.len() + 1;
    let totals = currencies_of(ledger)
        .into_iter()
        .map(|currency| {
            let open = ledger.orders.iter().filter(|o| &*o.open.money.currency == currency);
            let total = sum(open.map(|o| o.open.money.amount));
            let mut cells = vec![Datum::Blank; 14];
            put(&mut cells, 0, Datum::text("Total"));
            put(&mut cells, 11, Datum::text(currency));
            let formula = format!("SUMPRODUCT((L2:L{last}=\"{currency}\")*M2:M{last})");
            put(&mut cells, 12, Datum::Sum(formula, total));
            cells
        })
        .collect();
    Table {
        name: "Purchase orders",
        columns: vec![
            column("PO", 12.0),
            column("Date", 11.0),
            column("Vendor", 26.0),
            column("Account", 13.0),
            prose("Description", 32.0),
            column("Currency", 9.0),
            column("Amount", MONEY),
            column("Status", 9.0),
            column("Expenses", 10.0),
            column("Relieved", MONEY),
            column("Open", MONEY),
            column("Totalled in", 10.0),
            column("Commitment", MONEY),
            column("Read from", 44.0),
        ],
        totals: if rows.is_empty() { Vec::new() } else { totals },
        rows,
    }
}

fn premiums(view: &View) -> Table {
    let lines = exposure::exposure(view.report);
    let last = lines.len() + 1;
    let totals = exposure::total(view.report)
        .into_iter()
        .map(|total| {
            let currency = total.currency.clone();
            let formula = format!("SUMPRODUCT((D2:D{last}=\"{currency}\")*E2:E{last})");
            vec![
                Datum::text("Total"),
                Datum::Blank,
                Datum::Blank,
                Datum::text(&*currency),
                Datum::Sum(formula, total.amount),
            ]
        })
        .collect();
    Table {
        name: "Premium exposure",
        columns: vec![
            column("Rule", 40.0),
            column("Basis", 12.0),
            column("Findings", 10.0),
            column("Currency", 9.0),
            column("Cost", MONEY),
        ],
        rows: lines
            .into_iter()
            .map(|line| {
                vec![
                    Datum::text(line.rule),
                    Datum::text(line.basis),
                    Datum::Count(i64::try_from(line.findings).unwrap_or(i64::MAX)),
                    Datum::text(&*line.cost.currency),
                    Datum::Amount(line.cost.amount),
                ]
            })
            .collect(),
        totals,
    }
}

fn notes_table(notes: &[Note]) -> Table {
    let rows = notes
        .iter()
        .flat_map(|note| {
            let head = vec![Datum::text(note.title), Datum::text(note.text.clone())];
            let lines = note.rows.iter().map(|row| {
                let words: Vec<&str> = row.iter().map(String::as_str).filter(|w| !w.is_empty()).collect();
                vec![Datum::Blank, Datum::text(words.join(" · "))]
            });
            std::iter::once(head).chain(lines)
        })
        .collect();
    Table {
        name: "Notes",
        columns: vec![prose("About", 36.0), prose("Note", 120.0)],
        rows,
        totals: Vec::new(),
    }
}

fn currencies_of<'a>(ledger: &'a Ledger) -> Vec<&'a str> {
    ledger.sections.iter().map(|s| &*s.currency).collect()
}

fn put(cells: &mut [Datum], at: usize, datum: Datum) {
    if let Some(cell) = cells.get_mut(at) {
        *cell = datum;
    }
}
