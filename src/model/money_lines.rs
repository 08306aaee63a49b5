//! Budget lines, expenses and purchase orders.

use super::cell::{Cell, Sourced};
use super::money::Money;
use chrono::NaiveDate;

/// A row of Budget: one account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BudgetLine {
    /// `3300-02`: text, as written.
    pub account: String,
    pub description: String,
    /// Above the line, production, post, other … as written.
    pub category: Option<String>,
    pub budget: Sourced<Money>,
    /// The estimate to complete, where the accountant gave one.
    pub estimate_to_complete: Option<Sourced<Money>>,
    pub cell: Cell,
}

/// A row of Expenses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expense {
    pub date: NaiveDate,
    pub account: Sourced<String>,
    pub vendor: Option<String>,
    pub description: Option<String>,
    pub amount: Sourced<Money>,
    pub tax: Option<Money>,
    /// PO, invoice, petty cash, card
    pub method: Option<String>,
    pub po: Option<Sourced<String>>,
    pub invoice: Option<Sourced<String>>,
    pub receipt: Option<Sourced<String>>,
    pub person: Option<String>,
    pub status: Option<String>,
    pub cell: Cell,
}

/// A row of Purchase Orders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PurchaseOrder {
    pub po: String,
    pub date: NaiveDate,
    pub vendor: String,
    pub account: Sourced<String>,
    pub description: Option<String>,
    pub amount: Sourced<Money>,
    /// open (default), closed, void
    pub status: String,
    pub cell: Cell,
}
