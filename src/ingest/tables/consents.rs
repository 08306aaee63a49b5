//! Consents: waivers, consents, votes, notices and exceptions on record.

use super::ValueKind::{Date, Identifier, Name, Number, Text, Word};
use super::{HeadingSpec as H, TableSpec};

pub const SPEC: TableSpec = TableSpec {
    name: "consents",
    title: "Consents",
    about: "A row is a waiver, consent, vote, notice or exception on record.",
    headings: &[
        H::new("Kind", Word, "What it is.").needed().also(&["Type"]).words(&[
            &["waiver", "union waiver"],
            &["consent", "agreement", "permission"],
            &["vote", "crew vote"],
            &["notice", "notification"],
            &["exception", "variance"],
        ]),
        H::new("Rule", Identifier, "The rule it is about: iatse-basic/rest-daily.")
            .needed()
            .also(&["Rule ID", "Provision"]),
        H::new("From", Date, "The first day it holds.").needed().also(&[
            "Start",
            "Effective",
            "Effective From",
            "Valid From",
        ]),
        H::new("To", Date, "The last day it holds; the first one where blank.")
            .also(&["End", "Until", "Through", "Valid To"]),
        H::new("Person", Name, "Whom it is for; everybody where blank.").also(&["Name", "For"]),
        H::new("Unit", Text, "The unit it is for."),
        H::new("Given By", Name, "Who gave it.").also(&["Granted By", "Approved By", "Signed By"]),
        H::new("Given On", Date, "When it was given.").also(&[
            "Granted On",
            "Date Given",
            "Signed On",
            "Date",
        ]),
        H::new("Evidence", Text, "Where the paper is.").also(&["Document", "Reference", "Ref"]),
        H::new("Scope", Text, "What it covers, in words.").also(&["Covers", "Description"]),
        H::new("Uses", Number, "How often it may be used.").also(&["Max Uses", "Times"]),
        H::new("Expires", Date, "When it lapses.").also(&["Expiry", "Expiry Date", "Expiration"]),
    ],
    one_of: &[],
    hints: &["consent", "consents", "waivers"],
    open: false,
};
