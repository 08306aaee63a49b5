//! Availability: a row is dates on which a person, place or thing cannot be had, or is wanted for something else.

use super::ValueKind::{Date, Identifier, Text, Word};
use super::{HeadingSpec as H, TableSpec};

pub const SPEC: TableSpec = TableSpec {
    name: "availability",
    title: "Availability",
    about: "A row is dates on which somebody or something cannot be had, or has a fitting, a rehearsal, a travel day.",
    headings: &[
        H::new("Element", Text, "The person, place, vehicle or thing.").also(&[
            "Name",
            "Actor",
            "Performer",
            "Character",
            "Artist",
            "Cast Name",
        ]),
        H::new("No.", Identifier, "The cast number; or give the Element.").also(&[
            "Cast No",
            "Cast Number",
            "ID",
            "Board ID",
        ]),
        H::new("Category", Text, "Cast where blank.").also(&["Element Category"]),
        H::new("From", Date, "The first date, or the only one.").needed().also(&[
            "Start",
            "Unavailable From",
            "Start Date",
            "Not Available From",
            "First Date",
        ]),
        H::new("To", Date, "The last date; blank is the same day.").also(&[
            "End",
            "Unavailable To",
            "Until",
            "End Date",
            "Not Available To",
            "Last Date",
        ]),
        H::new("Kind", Word, "Unavailable where blank.").also(&["Availability", "Event"]).words(&[
            &["unavailable", "not available", "n/a", "na", "out", "off", "booked", "day off"],
            &["travel", "tr", "travel day"],
            &["fitting", "ft", "wardrobe fitting", "costume fitting"],
            &["rehearsal", "r", "reh", "rehearse"],
            &["test", "camera test", "make-up test", "screen test"],
            &["hold", "h"],
            &["photo", "stills", "photo shoot"],
            &["other", "event"],
        ]),
        H::new("Notes", Text, "Anything else.").also(&["Reason", "Remarks", "Comments"]),
    ],
    one_of: &[&["Element", "No."]],
    hints: &["availability", "unavailable", "cast dates", "avails", "conflicts"],
    open: false,
};
