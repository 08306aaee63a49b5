//! Budget: a row is an account.

use super::ValueKind::{Currency, Identifier, Money, Text};
use super::{HeadingSpec as H, TableSpec};

pub const SPEC: TableSpec = TableSpec {
    name: "budget",
    title: "Budget",
    about: "A row is an account of the budget.",
    headings: &[
        H::new("Account", Identifier, "The account's code: 3300-02.").needed().also(&[
            "Acct",
            "Account No",
            "Account Code",
            "Acct No",
            "Code",
            "A/C",
            "Account Number",
        ]),
        H::new("Description", Text, "What the account is for.").needed().also(&[
            "Account Name",
            "Account Description",
            "Name",
            "Title",
        ]),
        H::new("Category", Text, "Above the line, production, post, other.")
            .also(&["Section", "Group", "Level"]),
        H::new("Budget", Money, "The amount budgeted.").needed().also(&[
            "Budgeted",
            "Budget Amount",
            "Locked Budget",
            "Final Budget",
            "Original Budget",
            "Total Budget",
            "Total",
            "Amount",
        ]),
        H::new("Currency", Currency, "Where it is not the production's.").also(&["Cur", "Ccy"]),
        H::new("Estimate to Complete", Money, "What is still to come, where the accountant says so.")
            .also(&["ETC", "Est to Complete", "To Complete"]),
    ],
    one_of: &[],
    hints: &["budget", "chart of accounts", "topsheet"],
    open: false,
};
