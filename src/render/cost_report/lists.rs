//! The cost report's lists: each expense, each order, the notes.

use super::book::MONEY;
use super::exchange_note::rate_words;
use super::ledger::Ledger;
use super::notes::{Note, order_state};
use super::postings::{LeftOut, OrderState, sum};
use crate::render::words::Words;
use crate::render::workbook::{Datum, Table, column, figure, in_formula, prose};

pub fn expenses(ledger: &Ledger, words: &Words) -> Table {
    let [yes, no] = ["cost.yes", "cost.no"].map(|key| words.get(key));
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
                Datum::maybe(e.po.as_ref().map(|p| p.value.clone())),
                Datum::text(&*e.amount.value.currency),
                Datum::Amount(e.amount.value.amount),
                rate.map_or(Datum::Blank, |r| Datum::Rate(r.value)),
                Datum::text(&*posting.converted.money.currency),
                Datum::Amount(posting.converted.money.amount),
                Datum::text(match posting.left_out {
                    None => yes,
                    Some(LeftOut::Later) => words.get("cost.no_later"),
                    Some(LeftOut::Void) => words.get("cost.no_void"),
                }),
                Datum::text(if posting.in_period { yes } else { no }),
                e.tax.as_ref().map_or(Datum::Blank, |t| Datum::Amount(t.amount)),
                Datum::maybe(e.method.as_ref().map(|method| words.vocabulary(method))),
                Datum::maybe(e.invoice.as_ref().map(|p| p.value.clone())),
                Datum::maybe(e.receipt.as_ref().map(|p| p.value.clone())),
                Datum::maybe(e.person.clone()),
                Datum::maybe(e.status.clone()),
                Datum::maybe(rate.map(|r| rate_words(r, words))),
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
            put(&mut cells, 1, Datum::text(words.get("cost.total_counts")));
            put(&mut cells, 8, Datum::text(currency));
            let counts = in_formula(yes);
            let formula = format!("SUMPRODUCT((I2:I{last}=\"{currency}\")*(K2:K{last}={counts})*J2:J{last})");
            put(&mut cells, 9, Datum::Sum(formula, total));
            cells
        })
        .collect();
    Table {
        name: "expenses",
        columns: vec![
            column("date", 11.0),
            column("account", 13.0),
            column("vendor", 26.0),
            prose("description", 32.0),
            column("po", 12.0),
            column("currency", 9.0),
            figure("amount", MONEY),
            figure("rate", 10.0),
            column("totalled_in", 10.0),
            figure("cost", MONEY),
            column("counts_to_date", 16.0),
            column("in_period", 10.0),
            figure("tax", 12.0),
            column("method", 11.0),
            column("invoice", 14.0),
            column("receipt", 10.0),
            column("person", 18.0),
            column("status", 11.0),
            column("rate_is", 30.0),
            column("source", 44.0),
        ],
        printed: 12,
        totals: if rows.is_empty() { Vec::new() } else { totals },
        rows,
    }
}

pub fn orders(ledger: &Ledger, words: &Words) -> Table {
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
                Datum::text(order_state(order.state, words)),
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
            put(&mut cells, 0, Datum::text(words.get("paper.total")));
            put(&mut cells, 11, Datum::text(currency));
            let formula = format!("SUMPRODUCT((L2:L{last}=\"{currency}\")*M2:M{last})");
            put(&mut cells, 12, Datum::Sum(formula, total));
            cells
        })
        .collect();
    Table {
        name: "orders",
        columns: vec![
            column("po", 12.0),
            column("date", 11.0),
            column("vendor", 26.0),
            column("account", 13.0),
            prose("description", 32.0),
            column("currency", 9.0),
            figure("amount", MONEY),
            column("status", 9.0),
            figure("expenses", 10.0),
            figure("relieved", MONEY),
            figure("open", MONEY),
            column("totalled_in", 10.0),
            figure("commitment", MONEY),
            column("source", 44.0),
        ],
        printed: 13,
        totals: if rows.is_empty() { Vec::new() } else { totals },
        rows,
    }
}

pub fn notes(notes: &[Note]) -> Table {
    let rows = notes
        .iter()
        .flat_map(|note| {
            let head = vec![Datum::text(note.title.clone()), Datum::text(note.text.clone())];
            let lines = note.rows.iter().map(|row| {
                let words: Vec<&str> = row.iter().map(String::as_str).filter(|w| !w.is_empty()).collect();
                vec![Datum::Blank, Datum::text(words.join(" · "))]
            });
            std::iter::once(head).chain(lines)
        })
        .collect();
    Table {
        name: "notes",
        columns: vec![prose("about", 36.0), prose("note", 120.0)],
        printed: 2,
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
