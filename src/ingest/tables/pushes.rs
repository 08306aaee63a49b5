//! Pushes: a row moves a unit's day. `callboard push` writes this table; the Schedule's Push says the same in a cell.

use super::ValueKind::{Date, Push, Text};
use super::{HeadingSpec as H, TableSpec};

pub const SPEC: TableSpec = TableSpec {
    name: "pushes",
    title: "Pushes",
    about: "A row moves one unit's day by a length of time.",
    headings: &[
        H::new("Date", Date, "The day that is pushed.").needed(),
        H::new(
            "Push",
            Push,
            "How far, from the schedule's call: 0:30 later, -0:15 earlier, 0:00 for not at all.",
        )
        .needed()
        .also(&["Pushed", "Push By"]),
        H::new("Unit", Text, "Main where blank; 2nd, Splinter …"),
        H::new("Said", Text, "When it was said, and by whom.").also(&["Said On", "Given On", "Given By"]),
    ],
    one_of: &[],
    hints: &["pushes", "push"],
    open: false,
};
