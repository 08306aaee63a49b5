//! Calls: a row is a person's planned day.

use super::ValueKind::{Date, Identifier, Name, Text, Time};
use super::{HeadingSpec as H, TableSpec};

pub const SPEC: TableSpec = TableSpec {
    name: "calls",
    title: "Calls",
    about: "A row is a person's planned day.",
    headings: &[
        H::new("Date", Date, "The calendar date; Report is on it.").needed().also(&["Shoot Date"]),
        H::new("Name", Name, "The person's name; or give the cast number.").also(&[
            "Actor",
            "Performer",
            "Artist",
            "Person",
            "Cast Name",
            "Crew Name",
            "Artiste",
            "Talent",
        ]),
        H::new("No.", Identifier, "The cast number.").also(&[
            "Cast No",
            "ID",
            "Cast ID",
            "Number",
            "Cast Number",
        ]),
        H::new("Unit", Text, "Main where blank."),
        H::new("Status", Text, "SW, W, WF, SWF, H, TR, R, FT …").also(&[
            "Work Status",
            "Cast Status",
            "SWHF",
        ]),
        H::new("Pickup", Time, "When the car comes.").also(&[
            "P/U",
            "Pick Up",
            "Pick-up",
            "Pickup Time",
            "PU",
        ]),
        H::new("Leave", Time, "When the person leaves home or hotel.").also(&[
            "Leave Hotel",
            "Depart",
            "Leave Home",
        ]),
        H::new("Report", Time, "When the person reports.").also(&[
            "Call",
            "Report Time",
            "Call Time",
            "Arrive",
            "Report To Location",
            "Rpt",
        ]),
        H::new("Makeup", Time, "When make-up and hair begin.").also(&[
            "M/U",
            "MU",
            "Make-up",
            "Make-up/Hair",
            "MUH",
            "HMU",
            "H/MU",
            "Hair/Makeup",
            "Hair and Makeup",
            "MU/Hair",
            "HMW",
        ]),
        H::new("Wardrobe", Time, "When wardrobe begins.").also(&["Ward", "Costume", "WD", "Cos"]),
        H::new("Rehearsal", Time, "When rehearsal begins.").also(&["Reh", "Rehearse", "Block"]),
        H::new("On Set", Time, "When the person is ready on set.")
            .also(&["Set Call", "Set", "Ready", "On-set", "Onset", "Set Time"]),
        H::new("Est. Dismiss", Time, "When the person should be released.").also(&[
            "Dismiss",
            "Est Wrap",
            "Estimated Dismiss",
            "Est Release",
            "Est Dismissal",
            "Est Out",
        ]),
        H::new("Location", Text, "Where the person reports.").also(&["Loc", "Report To"]),
        H::new("Remarks", Text, "Transport, notes.").also(&["Notes", "Comments", "Transport"]),
    ],
    one_of: &[&["Name", "No."]],
    hints: &["calls", "call times", "cast calls"],
    open: false,
};
