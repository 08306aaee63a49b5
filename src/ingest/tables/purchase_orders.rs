//! Purchase Orders: a row is money promised.

use super::ValueKind::{Currency, Date, Identifier, Money, Name, Text, Word};
use super::{HeadingSpec as H, TableSpec};

pub const SPEC: TableSpec = TableSpec {
    name: "purchase-orders",
    title: "Purchase Orders",
    about: "A row is a purchase order.",
    headings: &[
        H::new("PO", Identifier, "The purchase order's number.").needed().also(&[
            "PO No",
            "PO Number",
            "Purchase Order",
            "P.O.",
            "Purchase Order No",
            "Order No",
        ]),
        H::new("Date", Date, "When it was issued.").needed().also(&[
            "PO Date",
            "Date Issued",
            "Issued",
            "Order Date",
            "Issue Date",
        ]),
        H::new("Vendor", Text, "Who supplies.").needed().also(&[
            "Payee",
            "Supplier",
            "Vendor Name",
            "Company",
        ]),
        H::new("Account", Identifier, "The account it is charged to.").needed().also(&[
            "Acct",
            "Account No",
            "Account Code",
            "Acct No",
            "Code",
            "A/C",
            "Account Number",
        ]),
        H::new("Description", Text, "What for.").also(&["For", "Details", "Item", "Purpose"]),
        H::new("Amount", Money, "The amount ordered; a credit is negative.").needed().also(&[
            "PO Amount",
            "Total",
            "Amt",
            "PO Total",
            "Value",
            "Order Total",
            "Total Amount",
        ]),
        H::new("Currency", Currency, "Where it is not the production's.").also(&["Cur", "Ccy"]),
        H::new("Department", Text, "Who ordered it.").also(&["Dept"]),
        H::new("Requested By", Name, "Who asked for it.").also(&["Ordered By", "Requester"]),
        H::new("Vendor Address", Text, "Where it is sent."),
        H::new("Rental From", Date, "The first day of a rental.").also(&["Rent From", "Hire From"]),
        H::new("Rental To", Date, "The last day of a rental.").also(&["Rent To", "Hire To"]),
        H::new("Status", Word, "Open where blank.").also(&["PO Status", "State"]).words(&[
            &["open", "issued", "approved", "partial", "partially relieved", "pending"],
            &["closed", "paid", "pd", "relieved", "complete", "completed"],
            &["void", "voided", "cancelled", "canceled"],
        ]),
    ],
    one_of: &[],
    hints: &["po", "po log", "pos", "purchase order", "purchase orders"],
    open: false,
};
