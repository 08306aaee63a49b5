//! Activities: the running order of a day that is not shot by scenes: a commercial, a stills shoot, a tech recce.

use super::ValueKind::{Date, Text, Time};
use super::{HeadingSpec as H, TableSpec};

pub const SPEC: TableSpec = TableSpec {
    name: "activities",
    title: "Activities",
    about: "A row is a time of a day and what happens then.",
    headings: &[
        H::new("Date", Date, "The day.").needed().also(&["Shoot Date"]),
        H::new("Start", Time, "When it begins: a time, or relative to the crew call (+1:30).")
            .needed()
            .also(&["From", "Start Time", "Time"]),
        H::new("Activity", Text, "What happens, as the call sheet prints it.")
            .needed()
            .also(&["Action", "What", "Shot", "Setup"]),
        H::new("Until", Time, "When it ends.").also(&["Finish", "End Time", "To"]),
        H::new("Unit", Text, "Main where blank."),
        H::new("Who", Text, "Who is needed.").also(&["Talent", "Required"]),
        H::new("Location", Text, "Where.").also(&["Loc", "Set"]),
        H::new("Notes", Text, "Anything else.").also(&["Remarks", "Comments"]),
    ],
    one_of: &[],
    hints: &["activities", "running order", "time schedule", "timeline"],
    open: false,
};
