//! The cost report as a workbook: what adds up is a formula, and carries the result it has.

use super::convention::{Estimate, Variance};
use super::ledger::{Account, Figures, Ledger, Section};
use super::lists;
use super::notes::Note;
use super::{petty_cash, premiums};
use crate::render::job::Body;
use crate::render::stamp;
use crate::render::view::View;
use crate::render::words::Words;
use crate::render::workbook::{Book, Column, Datum, Table, column, figure, prose, sheet_in_formula};
use rust_decimal::Decimal;

pub fn book(ledger: &Ledger, notes: &[Note], view: &View) -> Body {
    let (facts, words) = (&view.production.facts, view.words);
    let title = words.get("kinds.cost-report");
    let mut book = Book::new(title, &facts.title, view.today, stamp::paper(view));
    book.table_in(words, &summary(ledger, words))
        .bars(9)
        .table_in(words, &accounts(ledger, words))
        .bars(11)
        .table_in(words, &lists::expenses(ledger, words))
        .table_in(words, &lists::orders(ledger, words));
    if let Some(log) = petty_cash::log(ledger, words) {
        book.table_in(words, &log);
    }
    book.table_in(words, &premiums::lines(ledger, view))
        .table_in(words, &premiums::findings(view))
        .table_in(words, &lists::notes(notes))
        .provenance_in(words, stamp::provenance_in(view, words, title, &super::inputs(view)));
    book.finish()
}

/// The width of a column of amounts.
pub const MONEY: f64 = 14.0;

/// Budget to variance in percent: nine columns, the same on both sheets.
fn figure_columns() -> [Column; 9] {
    [
        figure("budget", MONEY),
        figure("period", MONEY),
        figure("actual", MONEY),
        figure("commitments", MONEY),
        figure("total_cost", MONEY),
        figure("estimate", MONEY),
        figure("efc", MONEY),
        figure("variance", MONEY),
        figure("variance_share", 11.0),
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

fn summary(ledger: &Ledger, words: &Words) -> Table {
    let sheet = sheet_in_formula(words.get("sheets.accounts"));
    let last_account = 1 + ledger.sections.iter().map(|s| s.accounts.len()).sum::<usize>();
    let mut rows = Vec::new();
    let mut spans = Vec::new();
    for section in &ledger.sections {
        let first = rows.len() + 2;
        for (category, figures) in &section.categories {
            let row = rows.len() + 2;
            let mut cells =
                vec![Datum::text(&*section.currency), Datum::text(super::category(category, words))];
            cells.extend(figure_cells(ledger, figures, row, &IN_SUMMARY, |letter, value| {
                let from = in_accounts(letter);
                Datum::Sum(
                    format!(
                        "SUMPRODUCT(({sheet}$A$2:$A${last_account}=$A{row})*({sheet}$B$2:$B${last_account}=$B{row})*{sheet}${from}$2:${from}${last_account})"
                    ),
                    value,
                )
            }));
            rows.push(cells);
        }
        spans.push((section, first, rows.len() + 1));
    }
    let totals = totals(ledger, words, &spans, rows.len(), &IN_SUMMARY, 1);
    let mut columns = vec![column("currency", 10.0), column("category", 34.0)];
    columns.extend(figure_columns());
    Table { name: "summary", printed: columns.len(), columns, rows, totals }
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
    words: &Words,
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
            let mut cells = vec![Datum::text(&*section.currency), Datum::text(words.get("paper.total"))];
            cells.extend(std::iter::repeat_n(Datum::Blank, before.saturating_sub(1)));
            cells.extend(figure_cells(ledger, &section.total, row, letters, |letter, value| {
                Datum::Sum(format!("SUM({letter}{first}:{letter}{last})"), value)
            }));
            cells
        })
        .collect()
}

fn accounts(ledger: &Ledger, words: &Words) -> Table {
    let mut rows = Vec::new();
    let mut spans = Vec::new();
    for section in &ledger.sections {
        let first = rows.len() + 2;
        for account in &section.accounts {
            rows.push(account_row(ledger, words, section, account, rows.len() + 2));
        }
        spans.push((section, first, rows.len() + 1));
    }
    let totals = totals(ledger, words, &spans, rows.len(), &IN_ACCOUNTS, 3);
    let mut columns = vec![
        column("currency", 10.0),
        column("category", 26.0),
        column("account", 13.0),
        prose("description", 34.0),
    ];
    columns.extend(figure_columns());
    columns.push(column("estimate_is", 16.0));
    Table { name: "accounts", printed: columns.len(), columns, rows, totals }
}

fn account_row(
    ledger: &Ledger,
    words: &Words,
    section: &Section,
    account: &Account,
    row: usize,
) -> Vec<Datum> {
    let figures = &account.figures;
    let mut cells = vec![
        Datum::text(&*section.currency),
        Datum::text(super::category(&account.category, words)),
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
    cells.push(Datum::text(words.get(if account.estimate_given {
        "cost.given"
    } else {
        "cost.by_convention"
    })));
    cells
}
