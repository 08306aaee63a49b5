//! The petty-cash log: each receipt of each holder in the order of its date, and what the holder has paid out so far.

use super::book::MONEY;
use super::ledger::Ledger;
use super::postings::Posting;
use crate::render::workbook::{Datum, Table, column, figure, prose};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// The table's word for what was paid in cash.
const METHOD: &str = "petty cash";

/// Receipts that stand; nothing where nobody paid in cash.
pub fn log(ledger: &Ledger) -> Option<Table> {
    let mut receipts: Vec<&Posting> = ledger
        .postings
        .iter()
        .filter(|p| p.expense.method.as_deref() == Some(METHOD) && p.left_out.is_none())
        .collect();
    let holder = |p: &Posting| p.expense.person.clone().unwrap_or_default();
    receipts.sort_by(|a, b| {
        let key = |p: &Posting| (holder(p), p.expense.amount.value.currency.to_string(), p.expense.date);
        key(a).cmp(&key(b)).then(a.expense.cell.cmp(&b.expense.cell))
    });
    let mut so_far: BTreeMap<(String, String), Decimal> = BTreeMap::new();
    let mut of_all: BTreeMap<String, Decimal> = BTreeMap::new();
    let rows: Vec<Vec<Datum>> = (2usize..)
        .zip(&receipts)
        .map(|(at, posting)| {
            let e = posting.expense;
            let currency = e.amount.value.currency.to_string();
            let sum = so_far.entry((holder(posting), currency.clone())).or_default();
            *sum = sum.saturating_add(e.amount.value.amount);
            let total = of_all.entry(currency.clone()).or_default();
            *total = total.saturating_add(e.amount.value.amount);
            vec![
                Datum::maybe(e.person.clone()),
                Datum::maybe(e.receipt.as_ref().map(|r| r.value.clone())),
                Datum::Date(e.date),
                Datum::maybe(e.vendor.clone()),
                Datum::maybe(e.description.clone()),
                Datum::text(e.account.value.clone()),
                e.tax.as_ref().map_or(Datum::Blank, |tax| Datum::Amount(tax.amount)),
                Datum::text(currency),
                Datum::Amount(e.amount.value.amount),
                Datum::Sum(format!("SUMIFS(I$2:I{at},A$2:A{at},A{at},H$2:H{at},H{at})"), *sum),
                Datum::text(e.cell.to_string()),
            ]
        })
        .collect();
    if rows.is_empty() {
        return None;
    }
    let last = rows.len() + 1;
    let totals = of_all.into_iter().map(|(currency, total)| {
        let mut cells = vec![Datum::text("Total")];
        cells.extend(std::iter::repeat_n(Datum::Blank, 6));
        cells.push(Datum::text(&*currency));
        cells.push(Datum::Sum(format!("SUMIFS(I2:I{last},H2:H{last},\"{currency}\")"), total));
        cells
    });
    Some(Table {
        name: "Petty cash",
        columns: vec![
            column("Holder", 20.0),
            column("Receipt", 10.0),
            column("Date", 11.0),
            column("Paid to", 26.0),
            prose("For", 32.0),
            column("Account", 13.0),
            figure("Tax", 12.0),
            column("Currency", 9.0),
            figure("Amount", MONEY),
            figure("Holder so far", MONEY),
            column("Read from", 44.0),
        ],
        printed: 10,
        totals: totals.collect(),
        rows,
    })
}
