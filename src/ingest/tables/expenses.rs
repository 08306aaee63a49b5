//! Expenses: a row is money spent.

use super::ValueKind::{Currency, Date, FlagOrText, Identifier, Money, Name, Text, Word};
use super::{HeadingSpec as H, TableSpec};

pub const SPEC: TableSpec = TableSpec {
    name: "expenses",
    title: "Expenses",
    about: "A row is an invoice, a receipt or a card payment.",
    headings: &[
        H::new("Date", Date, "The date on the invoice or receipt.").needed().also(&[
            "Invoice Date",
            "Transaction Date",
            "Receipt Date",
            "Posting Date",
            "Trans Date",
        ]),
        H::new("Account", Identifier, "The account it is charged to: 3300-02.").needed().also(&[
            "Acct",
            "Account No",
            "Account Code",
            "Acct No",
            "Code",
            "A/C",
            "Account Number",
        ]),
        H::new("Vendor", Text, "Who was paid.").also(&[
            "Payee",
            "Paid To",
            "Supplier",
            "Merchant",
            "Vendor Name",
        ]),
        H::new("Description", Text, "What for.").also(&["For", "Details", "Purpose", "Item", "Memo", "What"]),
        H::new("Amount", Money, "The amount, tax included; a refund is negative.").needed().also(&[
            "Total",
            "Gross",
            "Amt",
            "Cost",
            "Sum",
            "Total Amount",
            "Invoice Amount",
        ]),
        H::new("Currency", Currency, "Where it is not the production's.").also(&["Cur", "Ccy"]),
        H::new("Tax", Money, "Tax or VAT within the amount.").also(&[
            "VAT",
            "Sales Tax",
            "GST",
            "Tax Amount",
        ]),
        H::new("Method", Word, "How it was paid.")
            .also(&["Payment Method", "Paid By", "Pay Method", "Payment", "Paid With"])
            .words(&[
                &["PO", "purchase order"],
                &["invoice", "inv", "cheque", "check", "bank transfer", "bacs", "wire", "ach"],
                &["petty cash", "cash", "pc", "float"],
                &["card", "credit card", "pcard", "p-card", "p card", "cc"],
            ]),
        H::new("PO", Identifier, "The purchase order it relieves.").also(&[
            "PO No",
            "PO Number",
            "Purchase Order",
            "P.O.",
        ]),
        H::new("Invoice", Identifier, "The invoice's number.").also(&[
            "Invoice No",
            "Inv No",
            "Inv",
            "Invoice Number",
            "Bill No",
        ]),
        H::new("Receipt", FlagOrText, "Yes, no, or the receipt's number.").also(&[
            "Receipt No",
            "Receipt Attached",
            "Has Receipt",
            "Voucher",
            "Receipt on File",
        ]),
        H::new("Person", Name, "Who spent it.").also(&[
            "Employee",
            "Spent By",
            "Buyer",
            "Custodian",
            "Issued To",
            "Name",
        ]),
        H::new("Status", Text, "Paid, open, queried.").also(&["Payment Status"]),
    ],
    one_of: &[],
    hints: &["expense", "expenses", "petty cash", "ledger", "costs", "invoices", "card"],
    open: false,
};
