//! Unit Log: a unit's day as it happened.

use super::ValueKind::{Date, FlagOrMinutes, Identifier, List, Number, Pages, Running, Text, Time};
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
        H::new("First Shot PM", Time, "When the first shot after lunch was made.").also(&[
            "1st Shot PM",
            "First Shot After Lunch",
            "1st Shot After Lunch",
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
        H::new("Setups", Number, "How many set-ups were made; the slates where blank.").also(&[
            "Set-ups",
            "Set Ups",
            "No of Setups",
        ]),
        H::new("Screen Time", Running, "Screen time shot: 7:01 is seven minutes and a second.").also(&[
            "Minutes Shot",
            "Est Screen Time",
            "Timing",
        ]),
        H::new("Slates", Identifier, "How many slates, or the first and last: 101-112.").also(&[
            "Slate Nos",
            "Slate Numbers",
            "Slates Shot",
        ]),
        H::new("Takes", Number, "How many takes were made.").also(&["No of Takes", "Takes Shot"]),
        H::new("Scenes By Lunch", List, "Finished before lunch, for the lunch mail.")
            .also(&["Scenes AM", "AM Scenes"]),
        H::new("Pages By Lunch", Pages, "Pages shot before lunch.").also(&["Pages AM", "AM Pages"]),
        H::new("Setups By Lunch", Number, "Set-ups made before lunch.").also(&[
            "Setups AM",
            "Set-ups AM",
            "AM Setups",
        ]),
        H::new("Screen Time By Lunch", Running, "Screen time shot before lunch.").also(&[
            "Screen Time AM",
            "Minutes AM",
            "AM Screen Time",
        ]),
        H::new("Grace", FlagOrMinutes, "Whether grace was called before lunch, or for how many minutes.")
            .also(&["Grace Called", "Lunch Grace"]),
        H::new("Meals Served", Number, "First meals served to cast and crew.").also(&[
            "Lunches Served",
            "Crew Meals",
            "Crew Meals Served",
            "Cast and Crew Meals",
        ]),
        H::new("Background Meals", Number, "First meals served to background.").also(&[
            "BG Meals",
            "Background Meals Served",
            "Extras Meals",
            "SA Meals",
        ]),
        H::new("Second Meals Served", Number, "Second meals served to everybody.").also(&[
            "2nd Meals Served",
            "Dinners Served",
            "2nd Meals",
        ]),
        H::new("Delays", Text, "What held the unit up, and for how long.").also(&["Delay"]),
        H::new("Accidents", Text, "Accidents and injuries.").also(&[
            "Injuries",
            "Accidents and Injuries",
            "Accident Report",
            "Incidents",
        ]),
        H::new("Illness", Text, "Who was ill.").also(&["Sickness", "Sick", "Absent"]),
        H::new("Late Arrivals", Text, "Who came late, and by how much.").also(&["Late", "Lates"]),
        H::new("Equipment Loss", Text, "Equipment lost, damaged or stolen.").also(&[
            "Loss and Damage",
            "L&D",
            "Equipment Lost",
            "Lost or Damaged",
        ]),
        H::new("Visitors", Text, "Who visited the set.").also(&["Set Visitors"]),
        H::new("Actual Weather", Text, "The weather as it was.")
            .also(&["Weather on the Day", "Weather Conditions"]),
        H::new("Est. Finish", Date, "When photography should now finish; worked out where blank.").also(&[
            "Estimated Finish",
            "Est Finish Date",
            "Projected Finish",
        ]),
        H::new("Notes", Text, "Anything else of the day.").also(&["Remarks", "Comments"]),
    ],
    one_of: &[],
    hints: &["unit log", "production report", "progress report", "log"],
    open: false,
};
