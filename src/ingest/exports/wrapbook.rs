//! Wrapbook: purchase orders and the cost report of its production accounting.

use super::{Export, Seen};

pub const PURCHASE_ORDERS: Export = Export::new(
    "Wrapbook's list of purchase orders",
    Seen::Described,
    &["Transaction #", "PO #", "Date issued", "Vendor", "Balance", "In progress", "Relieved"],
)
.table("purchase-orders", &[("PO #", "PO"), ("Date issued", "Date")])
.remark("It has neither the account nor the amount ordered, only what is left: add the columns Account and Amount.");

pub const COST_REPORT: Export = Export::new(
    "Wrapbook's cost report",
    Seen::Described,
    &["ACCT", "Period actuals", "Actuals to Date", "ETC", "EFC", "Budget"],
)
.table("budget", &[("ACCT", "Account"), ("ETC", "Estimate to Complete")])
.remark("Its actuals are sums: the expenses themselves are read from a list of transactions.");
