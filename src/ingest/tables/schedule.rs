//! Schedule: a row is a unit's day.

use super::ValueKind::{Date, Duration, Flag, Identifier, Push, Text, Time, Word};
use super::{HeadingSpec as H, TableSpec};

pub const SPEC: TableSpec = TableSpec {
    name: "schedule",
    title: "Schedule",
    about: "A row is one unit's day, as planned.",
    headings: &[
        H::new("Date", Date, "The calendar date of the day.").needed().also(&["Shoot Date", "Shooting Date"]),
        H::new("Day", Identifier, "The shooting day's number within its unit: 3, or 3 of 20.").also(&[
            "Shoot Day",
            "Shooting Day",
            "Day No",
            "Shoot Day No",
            "Day of Shoot",
        ]),
        H::new("Unit", Text, "Main where blank; 2nd, Splinter …"),
        H::new("Day Type", Word, "What the day is for; shoot where blank.")
            .also(&["Type of Day", "Type", "Status"])
            .words(&[
                &["shoot", "shooting", "shoot day", "photography", "filming"],
                &["travel", "travel day"],
                &["hold", "holding", "idle", "down"],
                &["prep", "preparation", "preparation day"],
                &["rehearsal", "rehearse", "rehearsals"],
                &["move", "company move", "move day"],
                &["wrap", "strike", "wrap day"],
                &["holiday", "public holiday", "bank holiday"],
                &["off", "day off", "rest", "dark", "rest day"],
            ]),
        H::new("Working Day", Word, "UK: standard, continuous or semi-continuous working day.")
            .also(&["Working Day Type", "Day Format", "SWD/CWD"])
            .words(&[
                &["SWD", "standard", "standard working day"],
                &["CWD", "continuous", "continuous working day"],
                &["SCWD", "semi continuous", "semi continuous working day"],
            ]),
        H::new("Guaranteed Hours", Duration, "Hours of work that the day guarantees.").also(&[
            "Guarantee",
            "Guaranteed",
            "Hours Guaranteed",
        ]),
        H::new("Episode", Identifier, "The episode, where there are several.").also(&["Ep", "Ep No", "Eps"]),
        H::new("Crew Call", Time, "When the unit is called.").also(&[
            "Call",
            "Unit Call",
            "General Call",
            "Call Time",
            "General Crew Call",
        ]),
        H::new("Shooting Call", Time, "When the camera should be ready.").also(&[
            "Shoot Call",
            "Camera Call",
            "Ready to Shoot",
            "RTS",
        ]),
        H::new("Lunch", Time, "When the first meal should begin.").also(&[
            "Lunch Time",
            "Meal",
            "Est Lunch",
            "Lunch At",
        ]),
        H::new("Breakfast", Time, "When breakfast is served: a time, or relative to the crew call (-0:30).")
            .also(&["Breakfast From"]),
        H::new("Est. Wrap", Time, "When the unit should wrap.").also(&[
            "Estimated Wrap",
            "Wrap",
            "Planned Wrap",
            "Sched Wrap",
            "Scheduled Wrap",
        ]),
        H::new(
            "Push",
            Push,
            "How far the day is pushed: 0:30 later, -0:15 earlier. Every planned time moves with it.",
        )
        .also(&["Pushed", "Push By"]),
        H::new("Location", Text, "Where the unit shoots: a name from Locations.").also(&[
            "Shooting Location",
            "Loc",
            "Unit Base",
        ]),
        H::new("School Day", Flag, "Whether schools are in session.").also(&["School", "School in Session"]),
        H::new("Weather", Text, "The forecast line, as the call sheet should print it.")
            .also(&["Forecast", "Weather Forecast"]),
        H::new("Notes", Text, "Anything else for the day.").also(&["Remarks", "Comments", "Note"]),
    ],
    one_of: &[],
    hints: &["schedule", "calendar of days", "shooting days", "days"],
    open: false,
};
