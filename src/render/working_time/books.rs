//! What the workbooks of these reports share: instants and lengths in cells, and sums by currency.

use super::words::Style;
use crate::check::finding::Finding;
use crate::model::{Instant, Moment, Money};
use crate::render::compliance_report::entry;
use crate::render::words::Words;
use crate::render::workbook::Datum;

/// An instant as the wall clock of its place shows it, with its weekday.
pub fn clock(at: Option<Instant>, style: Style) -> Datum {
    at.map_or(Datum::Blank, |at| Datum::Clock { at: at.naive_local(), twelve: style.is_twelve(), day: true })
}

/// A known moment in a cell; of two readings neither.
pub fn moment(moment: &Moment, style: Style) -> Datum {
    match moment {
        Moment::Ambiguous(..) => Datum::text(style.get("two_readings")),
        other => clock(other.known(), style),
    }
}

pub fn length(minutes: Option<i64>) -> Datum {
    minutes.map_or(Datum::Blank, Datum::Length)
}

pub fn count(n: usize) -> Datum {
    Datum::Count(i64::try_from(n).unwrap_or(i64::MAX))
}

/// A price in its two cells: currency and amount.
pub fn price(money: Option<&Money>) -> [Datum; 2] {
    [
        Datum::maybe(money.map(|m| m.currency.to_string())),
        money.map_or(Datum::Blank, |m| Datum::Amount(m.amount)),
    ]
}

/// Rows of totals under a table, one a currency: a row of `width` cells with a word for it in the first, the currency in column
/// `currency` and the sum of the amounts beside it.
pub fn totals(words: &Words, sums: &[Money], rows: usize, width: usize, currency: usize) -> Vec<Vec<Datum>> {
    let last = rows + 1;
    let letters = |col: usize| crate::model::cell::column_letters(u32::try_from(col).unwrap_or(u32::MAX));
    let (of, amount) = (letters(currency), letters(currency + 1));
    sums.iter()
        .map(|sum| {
            let formula =
                format!("SUMPRODUCT(({of}2:{of}{last}=\"{}\")*1,{amount}2:{amount}{last})", sum.currency);
            (0..width)
                .map(|col| match col {
                    0 => Datum::text(words.get("paper.total")),
                    _ if col == currency => Datum::text(&*sum.currency),
                    _ if col == currency + 1 => Datum::Sum(formula.clone(), sum.amount),
                    _ => Datum::Blank,
                })
                .collect()
        })
        .collect()
}

/// Where a finding was read, and the consent that covers it.
pub fn proof(finding: Option<&Finding>, words: &Words) -> [Datum; 3] {
    [
        Datum::maybe(finding.map(|f| f.arithmetic.clone())),
        Datum::maybe(finding.map(|f| entry::cells(&f.sources))),
        Datum::maybe(finding.and_then(|f| entry::waiver(f, words))),
    ]
}
