//! Hot Budget: the logs of commercials, whose lines are numbers of the AICP form or codes (`CS19`, `PR`, `PC`).

use super::{Export, Seen};

pub const PURCHASE_ORDERS: Export = Export::new(
    "Hot Budget's log of purchase orders",
    Seen::Described,
    &["Line", "Payee", "PO", "Date", "Pay ID"],
)
.table("purchase-orders", &[("Line", "Account"), ("Payee", "Vendor")]);

pub const PAYROLL_LOG: Export = Export::new(
    "Hot Budget's payroll log",
    Seen::Described,
    &["Line", "Name", "W/E", "PO", "Fringe %", "Hourly Rate"],
)
.remark("It has sums of a week and no hours of a day; give the time sheets.");
