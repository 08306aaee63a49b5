//! Recipients: who gets which documents.

use super::ValueKind::{Email, List, Name, Text};
use super::{HeadingSpec as H, TableSpec};

pub const SPEC: TableSpec = TableSpec {
    name: "recipients",
    title: "Recipients",
    about: "A row is somebody who gets documents by mail.",
    headings: &[
        H::new("Name", Name, "Who.").needed().also(&["Recipient", "Full Name", "Contact"]),
        H::new("Email", Email, "Where to.").needed().also(&["E-mail", "Mail", "Email Address", "Address"]),
        H::new("Documents", List, "Which documents: call-sheet, compliance-report, cost-report … deadlines")
            .also(&["Document", "Gets", "Docs", "Receives"]),
        H::new("Department", Text, "The department.").also(&["Dept"]),
        H::new("Language", Text, "en, fr …").also(&["Lang"]),
    ],
    one_of: &[],
    hints: &["recipient", "recipients", "distribution", "mailing list"],
    open: false,
};
