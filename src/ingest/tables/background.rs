//! Background: groups of background players on a day.

use super::ValueKind::{Date, Identifier, Money, Number, Text, Time};
use super::{HeadingSpec as H, TableSpec};

pub const SPEC: TableSpec =
    TableSpec {
        name: "background",
        title: "Background",
        about: "A row is a group of background players on a day.",
        headings: &[
            H::new("Date", Date, "The calendar date.").needed().also(&["Shoot Date"]),
            H::new("Count", Number, "How many people.").needed().also(&[
                "Qty",
                "Quantity",
                "No",
                "Number",
                "Head Count",
            ]),
            H::new("Description", Text, "Who they are: passengers, police.").needed().also(&[
                "Type",
                "Background",
                "BG",
                "Extras",
                "Role",
                "Atmosphere",
            ]),
            H::new("Unit", Text, "Main where blank."),
            H::new("Scene", Identifier, "The scene they are in.").also(&["Sc", "Scenes", "Scene No"]),
            H::new("Call", Time, "When they are called.").also(&["Call Time", "Report", "Report Time"]),
            H::new("In", Time, "After the day: when they came.").also(&["Time In", "Signed In"]),
            H::new("Out", Time, "After the day: when they went.").also(&["Time Out", "Signed Out"]),
            H::new("Adjustments", Text, "After the day: wet work, own wardrobe, a bump.").also(&[
                "Bumps",
                "Adjustment",
                "Bump",
            ]),
            H::new("Worked", Number, "After the day: how many came.").also(&[
                "Actual Count",
                "Came",
                "Showed",
                "Count Worked",
            ]),
            H::new("Amount", Money, "After the day: what the group cost, overtime and adjustments in.")
                .also(&["Cost", "Total Cost", "Voucher Total", "Vouchers"]),
            H::new("Location", Text, "Where they report.").also(&["Holding", "Report To"]),
            H::new("Agency", Text, "The agency that sends them.").also(&["Casting", "Casting Agency"]),
            H::new("Rate", Money, "What each is paid a day.").also(&["Day Rate"]),
            H::new("Remarks", Text, "Wardrobe, vehicles, anything else.").also(&["Notes", "Comments"]),
        ],
        one_of: &[],
        hints: &["background", "extras", "bg", "atmosphere"],
        open: false,
    };
