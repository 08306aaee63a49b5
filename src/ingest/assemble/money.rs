//! Budget, Expenses and Purchase Orders.

use super::rows::Rows;
use super::terms::{plain, trimmed};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{BudgetLine, Expense, Money, PurchaseOrder, Record, Sourced, Value};

/// An amount in the currency of the row: its own sign, else the Currency column, else the production's.
pub(crate) fn amount(
    record: &Record,
    heading: &str,
    currency: &str,
    problems: &mut Vec<Diagnostic>,
) -> Option<Sourced<Money>> {
    let cell = record.cell_of(heading);
    let money = match record.value(heading)? {
        Value::Money(money) => money.clone(),
        Value::Number(number) => Money::new(*number, currency),
        _ => return None,
    };
    let Some(column) = trimmed(record, "Currency").filter(|text| text.value.len() == 3) else {
        return Some(Sourced::new(money, cell));
    };
    let column_code = column.value.to_uppercase();
    if *money.currency == *column_code || *money.currency == *currency {
        return Some(Sourced::new(Money::new(money.amount, column_code), cell));
    }
    problems.push(
        Diagnostic::new(
            Code::FactsDiffer,
            format!(
                "{heading} is in {} by its sign and in {column_code} by the Currency column ({}); {} was taken.",
                money.currency, column.cell, money.currency
            ),
            "Make the two the same.",
        )
        .at_cell(&cell)
        .seen(money.to_string()),
    );
    Some(Sourced::new(money, cell))
}

pub(crate) fn budget(rows: &Rows<'_>, currency: &str, problems: &mut Vec<Diagnostic>) -> Vec<BudgetLine> {
    let line = |row: &&Record| {
        Some(BudgetLine {
            account: plain(row, "Account")?,
            description: plain(row, "Description").unwrap_or_default(),
            category: plain(row, "Category"),
            budget: amount(row, "Budget", currency, problems)?,
            estimate_to_complete: amount(row, "Estimate to Complete", currency, problems),
            cell: row.cell.clone(),
        })
    };
    rows.of("budget").iter().filter_map(line).collect()
}

pub(crate) fn expenses(rows: &Rows<'_>, currency: &str, problems: &mut Vec<Diagnostic>) -> Vec<Expense> {
    let expense = |row: &&Record| {
        Some(Expense {
            date: row.date("Date")?,
            account: trimmed(row, "Account")?,
            vendor: plain(row, "Vendor"),
            description: plain(row, "Description"),
            amount: amount(row, "Amount", currency, problems)?,
            tax: amount(row, "Tax", currency, problems).map(|tax| tax.value),
            method: plain(row, "Method"),
            po: trimmed(row, "PO"),
            invoice: trimmed(row, "Invoice"),
            receipt: trimmed(row, "Receipt"),
            person: plain(row, "Person"),
            status: plain(row, "Status"),
            cell: row.cell.clone(),
        })
    };
    rows.of("expenses").iter().filter_map(expense).collect()
}

pub(crate) fn orders(rows: &Rows<'_>, currency: &str, problems: &mut Vec<Diagnostic>) -> Vec<PurchaseOrder> {
    let order = |row: &&Record| {
        Some(PurchaseOrder {
            po: plain(row, "PO")?,
            date: row.date("Date")?,
            vendor: plain(row, "Vendor").unwrap_or_default(),
            account: trimmed(row, "Account")?,
            description: plain(row, "Description"),
            amount: amount(row, "Amount", currency, problems)?,
            status: plain(row, "Status").map_or_else(|| "open".to_string(), |status| status.to_lowercase()),
            cell: row.cell.clone(),
        })
    };
    rows.of("purchase-orders").iter().filter_map(order).collect()
}
