//! Money, consents and recipients.

use crate::diagnostic::Code;
use crate::ingest::assemble::fixture::{assembled, table};

#[test]
fn amounts_are_in_the_currency_of_their_row() {
    let files = [
        table(
            "b.csv",
            "budget",
            "Account | Description | Budget | Currency\n3300-02 | Grip | 100.50 |\n3300-03 | Rig | 80 | gbp",
        ),
        table(
            "p.csv",
            "purchase-orders",
            "PO | Date | Vendor | Account | Amount | Status\n1042 | 2026-10-01 | Rental House | 3300-02 | 60.00 |",
        ),
        table(
            "e.csv",
            "expenses",
            "Date | Account | Amount | Invoice\n2026-10-05 | 02485 | 12.10 | INV-1\n| 3300 | 5 |",
        ),
    ];
    let (production, problems) = assembled(&files, "2026-10-30");
    assert_eq!(problems, []);
    let budget: Vec<_> = production.budget.iter().map(|line| line.budget.value.to_string()).collect();
    assert_eq!(budget, ["100.50 USD", "80.00 GBP"]);
    assert_eq!(production.purchase_orders[0].status, "open");
    // The row without a date is no expense (its reading reported it) and stays among the records.
    assert_eq!((production.expenses.len(), production.records("expenses").len()), (1, 2));
    assert_eq!(production.expenses[0].account.value, "02485");
}

#[test]
fn consents_name_people_as_the_lists_do_and_recipients_documents_as_they_are_called() {
    let files = [
        table("crew.csv", "crew", "Name | Position | Department\nDana Ruiz | Grip | Grip"),
        table(
            "c.csv",
            "consents",
            "Kind | Rule | From | Person\nWaiver | iatse-basic/rest-daily | 2026-10-27 | RUIZ, Dana\n\
             waiver | iatse-basic/rest-daily | 2026-10-27 | Dana Ruis",
        ),
        table(
            "r.csv",
            "recipients",
            "Name | Email | Documents\nThe UPM | upm@example.com | Call Sheets, cost-report, callshet",
        ),
    ];
    let (production, problems) = assembled(&files, "2026-10-30");
    assert_eq!(problems, [(Code::PersonUnlisted, "c.csv D3".into()), (Code::WordUnknown, "r.csv C2".into())]);
    let consents: Vec<_> = production
        .consents
        .iter()
        .map(|c| (c.kind.as_str(), c.person.as_deref().unwrap_or_default()))
        .collect();
    assert_eq!(consents, [("waiver", "Dana Ruiz"), ("waiver", "Dana Ruis")]);
    assert_eq!(production.recipients[0].documents, ["call-sheet", "cost-report"]);
}
