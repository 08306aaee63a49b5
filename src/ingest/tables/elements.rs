//! Elements: a row is a person or thing that scenes need, and what its day-out-of-days may do.

use super::ValueKind::{Flag, Identifier, Number, Text};
use super::{HeadingSpec as H, TableSpec};

pub const SPEC: TableSpec = TableSpec {
    name: "elements",
    title: "Elements",
    about: "A row is a person or thing of the breakdown, with what its day-out-of-days may do.",
    headings: &[
        H::new("Category", Text, "Cast, Background, Stunts, Vehicles, Location, Props …")
            .needed()
            .also(&["Element Category", "Cat"]),
        H::new("Element", Text, "Its name, as scenes have it.").needed().also(&["Element Name"]),
        H::new("No.", Identifier, "The number on the board; for cast, the cast number.").also(&[
            "Board ID",
            "Board No",
            "Element ID",
            "ID",
        ]),
        H::new("Hold", Flag, "Whether days between two working days are held (H).").also(&[
            "Allow Hold",
            "Allow Hold Days",
            "Holds",
        ]),
        H::new("Drop", Flag, "Whether it may be dropped and picked up again.").also(&[
            "Allow Drop",
            "Allow Drop Days",
            "Drops",
        ]),
        H::new("Drop Days", Number, "The fewest days between the drop and the pick-up.").also(&[
            "Days Between Drop and Pickup",
            "Drop Gap",
            "Drop Day Count",
        ]),
        H::new("Day Out of Days", Flag, "Whether it has a row in the day-out-of-days.")
            .also(&["DOOD", "Include in DOOD"]),
    ],
    one_of: &[],
    hints: &["elements", "element list"],
    open: false,
};
