//! Movie Magic Budgeting: the topsheet and the level of accounts.

use super::{Export, Seen};

pub const TOPSHEET: Export = Export::new(
    "Movie Magic Budgeting's topsheet",
    Seen::Described,
    &["Account", "Category Description", "Total"],
)
.table("budget", &[("Category Description", "Description"), ("Total", "Budget")]);

pub const ACCOUNTS: Export = Export::new(
    "Movie Magic Budgeting's list of accounts",
    Seen::Described,
    &["Account", "Account Description", "Total"],
)
.table("budget", &[("Account Description", "Description"), ("Total", "Budget")]);
