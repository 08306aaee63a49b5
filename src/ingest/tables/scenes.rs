//! Scenes: a row is a scene on a day; any further column is a department's.

use super::ValueKind::{Date, Identifier, Minutes, Number, NumberList, Pages, Text};
use super::{HeadingSpec as H, TableSpec};

pub const SPEC: TableSpec = TableSpec {
    name: "scenes",
    title: "Scenes",
    about: "A row is a scene on the day it is shot; without Date and Day, a scene of the script; further columns are departments (Props, Vehicles, Stunts …).",
    headings: &[
        H::new("Scene", Identifier, "12, 12A, A12, 12pt: as in the script.").needed().also(&[
            "Sc",
            "Scs",
            "Scene No",
            "Scenes",
            "Scene Nos",
            "Sc No",
        ]),
        H::new("Date", Date, "The date it is shot; or give its Day.").also(&["Shoot Date", "Shooting Date"]),
        H::new("Day", Identifier, "The shooting day's number, where the date is in Schedule.").also(&[
            "Shoot Day",
            "Shooting Day",
            "Day No",
        ]),
        H::new("Unit", Text, "Main where blank."),
        H::new("Order", Number, "Shooting order within the day; the order of rows where blank.").also(&[
            "Shooting Order",
            "Seq",
            "Running Order",
        ]),
        H::new("I/E", Text, "INT, EXT or both.").also(&["Int/Ext", "IE", "Interior/Exterior", "I or E"]),
        H::new("Set", Text, "The set, as in the slugline.").needed().also(&[
            "Set Name",
            "Set Description",
            "Slugline",
            "Scene Heading",
            "Set and Description",
        ]),
        H::new("D/N", Text, "Day, night, dawn, dusk.").also(&[
            "Day/Night",
            "DN",
            "Time of Day",
            "Light",
            "D or N",
        ]),
        H::new("Script Day", Identifier, "D3, N1: the day of the story.").also(&["Story Day", "Script D/N"]),
        H::new("Pages", Pages, "Length in eighths: 2 3/8.").also(&[
            "Pgs",
            "Page Count",
            "Eighths",
            "Length",
            "8ths",
            "Length 8ths",
            "Pp",
        ]),
        H::new("Script Page", Text, "The page of the script on which the scene begins.").also(&[
            "Script Pg",
            "Page",
            "Page No",
            "Start Page",
        ]),
        H::new("Cast", NumberList, "Numbers from the cast list: 1, 2, 7X.").also(&[
            "Cast No",
            "Cast Nos",
            "Cast Numbers",
            "Cast ID",
            "Cast IDs",
            "ID",
            "IDs",
            "Characters",
        ]),
        H::new("Background", Text, "Background players of the scene.").also(&[
            "BG",
            "Extras",
            "Atmosphere",
            "Supporting Artists",
            "SAs",
            "Atmos",
        ]),
        H::new("Location", Text, "A name from Locations.").also(&["Loc", "Shooting Location"]),
        H::new("Synopsis", Text, "What happens, in one line.").also(&[
            "Description",
            "Action",
            "Scene Synopsis",
            "Summary",
            "Scene Description",
        ]),
        H::new("Est. Minutes", Minutes, "Estimated shooting time in minutes.").also(&[
            "Est Time",
            "Estimated Minutes",
            "Est Mins",
            "Shoot Time",
            "Est Shoot Time",
        ]),
        H::new("Banner", Text, "A strip that is no scene: COMPANY MOVE, LUNCH. The row needs nothing else.")
            .also(&["Banner Text", "Strip Text"]),
    ],
    one_of: &[&["Date", "Day"]],
    hints: &["scene", "scenes", "breakdown", "one line", "oneline", "strips", "stripboard"],
    open: true,
};
