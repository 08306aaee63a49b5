//! Driver Log: a row is a stretch of a driver's day in one duty status.

use super::ValueKind::{Date, Flag, Identifier, Name, Number, Text, Time, Word};
use super::{HeadingSpec as H, TableSpec};

pub const SPEC: TableSpec = TableSpec {
    name: "driver-log",
    title: "Driver Log",
    about: "A row is a stretch of a driver's day in one duty status.",
    headings: &[
        H::new("Date", Date, "The calendar date on which it starts.").needed(),
        H::new("Name", Name, "The driver's name.").needed().also(&["Driver", "Driver Name"]),
        H::new("Status", Word, "Which duty status.")
            .needed()
            .also(&["Duty Status", "Duty", "Activity"])
            .words(&[
                &["driving", "drive", "d"],
                &["on duty", "on", "on duty not driving", "ond"],
                &["off duty", "off"],
                &["sleeper", "sleeper berth", "sb"],
            ]),
        H::new("Start", Time, "When the stretch starts.").needed().also(&["From", "Start Time", "Begin"]),
        H::new("End", Time, "When it ends.").needed().also(&["To", "End Time", "Until", "Finish"]),
        H::new("Employer", Text, "Where the driver works for several."),
        H::new("Vehicle", Identifier, "Plate or unit number.").also(&[
            "Truck",
            "Unit No",
            "Vehicle No",
            "Plate",
        ]),
        H::new("Miles", Number, "Miles driven.").also(&["Mileage", "Distance"]),
        H::new("Air Miles", Number, "Distance from the reporting place in air miles.").also(&["Radius"]),
        H::new("Interstate", Flag, "Whether the trip crosses a state line.").also(&["Interstate Trip"]),
    ],
    one_of: &[],
    hints: &["driver", "drivers", "driver log", "hours of service"],
    open: false,
};
