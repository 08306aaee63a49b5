//! Celtx: its budget.

use super::{Export, Seen};

pub const BUDGET: Export = Export::new(
    "Celtx's budget",
    Seen::Described,
    &["Quantity", "Name", "Description", "Unit", "Rate", "Fringes", "Estimated"],
)
.remark("It has no account numbers, by which costs are compared: add a column Account, and head the estimate Budget.");
