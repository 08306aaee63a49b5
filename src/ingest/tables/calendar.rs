//! Calendar: holidays, school holidays, the summer vacation, days off, hiatus, shifts of the workweek.

use super::ValueKind::{Date, Text, Word};
use super::{HeadingSpec as H, TableSpec};

pub const SPEC: TableSpec = TableSpec {
    name: "calendar",
    title: "Calendar",
    about: "A row is one date that is not an ordinary working day.",
    headings: &[
        H::new("Date", Date, "The calendar date.").needed(),
        H::new("Kind", Word, "What the date is.")
            .needed()
            .also(&["Type", "Event", "Event Type", "Day Kind"])
            .words(&[
                &["holiday", "public holiday", "bank holiday", "company holiday"],
                &["school holiday", "school break", "no school", "half term"],
                &["summer vacation", "summer holiday", "summer holidays", "summer break"],
                &["day off", "off", "rest day"],
                &["hiatus", "break", "shutdown"],
                &["workweek shift", "shift", "week shift", "workweek change"],
            ]),
        H::new("Applies To", Text, "A unit, a person or a department; everybody where blank.")
            .also(&["Who", "For", "Applies"]),
        H::new("Name", Text, "The name of the day.").also(&[
            "Holiday",
            "Description",
            "Title",
            "Holiday Name",
        ]),
    ],
    one_of: &[],
    hints: &["calendar", "holidays"],
    open: false,
};
