//! The petty-cash log: each receipt of each holder in the order of its date, and what the holder has paid out so far.

use super::book::MONEY;
use super::ledger::Ledger;
use super::postings::Posting;
use crate::render::words::Words;
use crate::render::workbook::{Datum, Table, column, figure, prose};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// The table's word for what was paid in cash.
const METHOD: &str = "petty cash";

/// Receipts that stand; nothing where nobody paid in cash.
pub fn log(ledger: &Ledger, words: &Words) -> Option<Table> {
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
        let mut cells = vec![Datum::text(words.get("paper.total"))];
        cells.extend(std::iter::repeat_n(Datum::Blank, 6));
        cells.push(Datum::text(&*currency));
        cells.push(Datum::Sum(format!("SUMIFS(I2:I{last},H2:H{last},\"{currency}\")"), total));
        cells
    });
    Some(Table {
        name: "petty_cash",
        columns: vec![
            column("holder", 20.0),
            column("receipt", 10.0),
            column("date", 11.0),
            column("paid_to", 26.0),
            prose("spent_on", 32.0),
            column("account", 13.0),
            figure("tax", 12.0),
            column("currency", 9.0),
            figure("amount", MONEY),
            figure("holder_so_far", MONEY),
            column("source", 44.0),
        ],
        printed: 10,
        totals: totals.collect(),
        rows,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Expense, Money, Sourced};
    use crate::render::cost_report::book::book;
    use crate::render::fixture::{self, expense, viewing};
    use crate::settings::Settings;
    use calamine::{Reader, Xlsx, open_workbook_from_rs};
    use std::io::Cursor;

    fn receipt(holder: &str, number: &str, date: &str, amount: &str, currency: &str, row: u32) -> Expense {
        let at = fixture::cell("petty cash.xlsx", row, 0);
        let mut e = expense(date, "3600", Money::new(amount.parse().unwrap(), currency), None);
        e.method = Some("petty cash".into());
        e.person = Some(holder.into());
        e.receipt = Some(Sourced::new(number.into(), at.at(row, 3)));
        e.cell = at;
        e
    }

    /// Two holders; a receipt in euros; one that does not stand, one of next month, and a card payment.
    fn given() -> Vec<Expense> {
        let mut void = receipt("Jo Reef", "JR05", "2026-10-08", "99.00", "USD", 8);
        void.status = Some("void".into());
        let mut card = receipt("Jo Reef", "", "2026-10-08", "300.00", "USD", 9);
        card.method = Some("card".into());
        vec![
            receipt("Jo Reef", "JR02", "2026-10-07", "40.00", "USD", 4),
            receipt("Sam Ward", "SW01", "2026-10-06", "20.25", "USD", 5),
            receipt("Jo Reef", "JR01", "2026-10-05", "12.50", "USD", 6),
            receipt("Jo Reef", "JR03", "2026-10-06", "15.00", "EUR", 7),
            receipt("Jo Reef", "JR04", "2026-11-20", "8.00", "USD", 10),
            void,
            card,
        ]
    }

    #[test]
    fn the_log_adds_each_holders_receipts_by_date_and_currency() {
        let mut p = fixture::production();
        p.expenses = given();
        let ledger = Ledger::new(&p, &Settings::default(), fixture::day("2026-10-30"));
        let table = log(&ledger, crate::render::words::of("en", "US")).unwrap();
        let text = |datum: &Datum| match datum {
            Datum::Text(text) => text.clone(),
            Datum::Date(date) => date.to_string(),
            Datum::Amount(n) | Datum::Sum(_, n) => n.to_string(),
            _ => String::new(),
        };
        let told: Vec<String> =
            table.rows.iter().map(|row| [0, 1, 2, 7, 8, 9].map(|at| text(&row[at])).join(" ")).collect();
        // Jo's euros apart; 12.50 + 40.00 = 52.50; Sam's begin anew.
        assert_eq!(
            told,
            [
                "Jo Reef JR03 2026-10-06 EUR 15.00 15.00",
                "Jo Reef JR01 2026-10-05 USD 12.50 12.50",
                "Jo Reef JR02 2026-10-07 USD 40.00 52.50",
                "Sam Ward SW01 2026-10-06 USD 20.25 20.25",
            ]
        );
        assert_eq!(
            table.rows[2][9],
            Datum::Sum("SUMIFS(I$2:I4,A$2:A4,A4,H$2:H4,H4)".into(), "52.50".parse().unwrap())
        );
        // 12.50 + 40.00 + 20.25 = 72.75; the euros are no dollars.
        let totals: Vec<String> =
            table.totals.iter().map(|row| [7, 8].map(|at| text(&row[at])).join(" ")).collect();
        assert_eq!(totals, ["EUR 15.00", "USD 72.75"]);
        // Each receipt leads back to its row.
        assert_eq!(text(&table.rows[1][10]), fixture::cell("petty cash.xlsx", 6, 0).to_string());
        assert!(table.rows.iter().all(|row| row.len() == table.columns.len()));
    }

    #[test]
    fn the_log_is_a_sheet_of_the_cost_reports_workbook_and_nobodys_where_nobody_paid_cash() {
        let mut p = fixture::with_money();
        p.expenses.extend(given());
        let made = |p: &crate::model::Production| {
            let settings = Settings::default();
            let ledger = Ledger::new(p, &settings, fixture::day("2026-10-30"));
            viewing(p, &crate::check::finding::Report::default(), &settings, |view| {
                book(&ledger, &[], view).bytes().unwrap().unwrap()
            })
        };
        let bytes = made(&p);
        let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes.clone())).unwrap();
        let sheet = book.worksheet_range("Petty cash").unwrap();
        assert_eq!(sheet.get_value((3, 9)).unwrap().to_string(), "52.5");
        crate::render::peer::assert_recalculates(&bytes);
        let without: Xlsx<_> = open_workbook_from_rs(Cursor::new(made(&fixture::with_money()))).unwrap();
        assert!(!without.sheet_names().contains(&"Petty cash".to_owned()));
    }
}
