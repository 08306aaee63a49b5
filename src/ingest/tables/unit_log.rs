//! Unit Log: a unit's day as it happened.

use super::ValueKind::{Date, List, Minutes, Number, Pages, Text, Time};
use super::{HeadingSpec as H, TableSpec};

pub const SPEC: TableSpec = TableSpec {
    name: "unit-log",
    title: "Unit Log",
    about: "A row is one unit's day as it happened.",
    headings: &[
        H::new("Date", Date, "The calendar date of the day.").needed().also(&["Shoot Date"]),
        H::new("Unit", Text, "Main where blank."),
        H::new("Crew Call", Time, "When the unit was called.").also(&["Call", "Unit Call", "General Call"]),
        H::new("First Makeup Call", Time, "The earliest make-up call.").also(&[
            "1st Makeup Call",
            "Makeup Call",
            "First MU Call",
            "First Make-up",
        ]),
        H::new("Shooting Call", Time, "When the camera should have been ready.")
            .also(&["Shoot Call", "Camera Call"]),
        H::new("First Shot", Time, "When the first shot was made.").also(&[
            "1st Shot",
            "First Shot AM",
            "FS",
        ]),
        H::new("Lunch Start", Time, "When the first meal began.").also(&[
            "Lunch Out",
            "Meal 1 Start",
            "Meal 1 Out",
            "1st Meal Out",
            "Lunch From",
        ]),
        H::new("Lunch End", Time, "When the first meal ended.").also(&[
            "Lunch In",
            "Meal 1 End",
            "Meal 1 In",
            "1st Meal In",
            "Lunch To",
            "Lunch Till",
        ]),
        H::new("Meal 2 Start", Time, "When the second meal began.").also(&["2nd Meal Out", "Meal 2 Out"]),
        H::new("Meal 2 End", Time, "When the second meal ended.").also(&["2nd Meal In", "Meal 2 In"]),
        H::new("Camera Wrap", Time, "When the camera wrapped.").also(&[
            "Wrap",
            "Unit Wrap",
            "Actual Wrap",
            "Cam Wrap",
        ]),
        H::new("Last Out", Time, "When the last person left.").also(&[
            "Last Man Out",
            "Last Person Out",
            "LMO",
            "Tail Out",
        ]),
        H::new("Scenes Completed", List, "The scenes that were finished.").also(&[
            "Scenes Shot",
            "Completed",
            "Scs Completed",
            "Scenes Done",
        ]),
        H::new("Pages", Pages, "Pages shot, in eighths.").also(&["Pages Shot", "Page Count"]),
        H::new("Setups", Number, "How many set-ups were made.").also(&["Set-ups", "Set Ups", "No of Setups"]),
        H::new("Screen Time", Minutes, "Screen time shot, in minutes.").also(&[
            "Minutes Shot",
            "Est Screen Time",
            "Timing",
        ]),
        H::new("Notes", Text, "Delays, accidents, visitors.").also(&["Remarks", "Comments"]),
    ],
    one_of: &[],
    hints: &["unit log", "production report", "progress report", "log"],
    open: false,
};
