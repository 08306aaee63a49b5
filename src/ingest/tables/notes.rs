//! Notes: lines for a day's call sheet.

use super::ValueKind::{Date, Identifier, Text};
use super::{HeadingSpec as H, TableSpec};

pub const SPEC: TableSpec = TableSpec {
    name: "notes",
    title: "Notes",
    about: "A row is a line for a day's call sheet.",
    headings: &[
        H::new("Date", Date, "The date of the call sheet.").needed().also(&["Shoot Date"]),
        H::new("Note", Text, "The line, as it should be printed.").needed().also(&[
            "Notes",
            "Text",
            "Requirement",
            "Requirements",
            "Special Requirements",
        ]),
        H::new("Unit", Text, "Main where blank."),
        H::new("Department", Text, "The department it is for; everybody where blank.").also(&["Dept"]),
        H::new("Scene", Identifier, "The scene it is about.").also(&["Sc", "Scene No"]),
    ],
    one_of: &[],
    hints: &["notes", "requirements"],
    open: false,
};
