//! The cost report's lists: each expense, each order, the notes.

use super::book::MONEY;
use super::ledger::Ledger;
use super::notes::Note;
use super::postings::{LeftOut, OrderState, sum};
use crate::render::workbook::{Datum, Table, column, figure, prose};

pub fn expenses(ledger: &Ledger) -> Table {
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
                    None => "yes",
                    Some(LeftOut::Later) => "no: later",
                    Some(LeftOut::Void) => "no: does not stand",
                }),
                Datum::text(if posting.in_period { "yes" } else { "no" }),
                e.tax.as_ref().map_or(Datum::Blank, |t| Datum::Amount(t.amount)),
                Datum::maybe(e.method.clone()),
                Datum::maybe(e.invoice.as_ref().map(|p| p.value.clone())),
                Datum::maybe(e.receipt.as_ref().map(|p| p.value.clone())),
                Datum::maybe(e.person.clone()),
                Datum::maybe(e.status.clone()),
                Datum::maybe(rate.map(|r| format!("{} of {}", r.kind.word(), r.date))),
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
            put(&mut cells, 8, Datum::text(currency));
            let formula = format!("SUMPRODUCT((I2:I{last}=\"{currency}\")*(K2:K{last}=\"yes\")*J2:J{last})");
            put(&mut cells, 9, Datum::Sum(formula, total));
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
            column("PO", 12.0),
            column("Currency", 9.0),
            figure("Amount", MONEY),
            figure("Rate", 10.0),
            column("Totalled in", 10.0),
            figure("Cost", MONEY),
            column("Counts to date", 16.0),
            column("In the period", 10.0),
            figure("Tax", 12.0),
            column("Method", 11.0),
            column("Invoice", 14.0),
            column("Receipt", 10.0),
            column("Person", 18.0),
            column("Status", 11.0),
            column("Rate is", 30.0),
            column("Read from", 44.0),
        ],
        printed: 12,
        totals: if rows.is_empty() { Vec::new() } else { totals },
        rows,
    }
}

pub fn orders(ledger: &Ledger) -> Table {
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
            figure("Amount", MONEY),
            column("Status", 9.0),
            figure("Expenses", 10.0),
            figure("Relieved", MONEY),
            figure("Open", MONEY),
            column("Totalled in", 10.0),
            figure("Commitment", MONEY),
            column("Read from", 44.0),
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
