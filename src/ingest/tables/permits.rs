//! Permits and Insurance: a row is a permit, a certificate of insurance or a licence.

use super::ValueKind::{Date, Identifier, List, Money, Name, Text, Word};
use super::{HeadingSpec as H, TableSpec};

pub const SPEC: TableSpec = TableSpec {
    name: "permits-and-insurance",
    title: "Permits and Insurance",
    about: "A row is a permit, a certificate of insurance or a licence.",
    headings: &[
        H::new("Kind", Word, "What it is.").needed().also(&["Type", "Document Type"]).words(&[
            &["permit", "film permit", "filming permit", "location permit", "work permit"],
            &["coi", "certificate of insurance", "insurance", "insurance certificate"],
            &["licence", "license", "certificate", "pilot certificate"],
        ]),
        H::new("Location", Text, "The location it is for.").also(&["Loc", "Place", "Site"]),
        H::new("Person", Name, "The person it is for.").also(&["Name", "Licensee", "Licence Holder"]),
        H::new("Number", Identifier, "Its number.").also(&[
            "No",
            "Permit No",
            "Policy No",
            "Licence No",
            "License No",
            "Ref",
            "Policy Number",
        ]),
        H::new("From", Date, "The first day it holds.").needed().also(&[
            "Start",
            "Valid From",
            "Effective",
            "Effective Date",
            "Start Date",
        ]),
        H::new("To", Date, "The last day it holds.").needed().also(&[
            "End",
            "Until",
            "Valid To",
            "Expires",
            "Expiry",
            "Expiration",
            "End Date",
            "Expiry Date",
            "Expiration Date",
        ]),
        H::new("Limit", Money, "The limit of the insurance.").also(&[
            "Coverage",
            "Cover",
            "Limit of Liability",
            "GL Limit",
        ]),
        H::new("Holder", Text, "The certificate's holder.").also(&["Certificate Holder"]),
        H::new("Additional Insured", List, "Who is named as additional insured.").also(&[
            "Additional Insureds",
            "Add'l Insured",
            "AI",
        ]),
    ],
    one_of: &[&["Location", "Person"]],
    hints: &["permit", "permits", "insurance", "coi"],
    open: false,
};
