//! Meetings: production meetings, rehearsals, fittings, scouts, deadlines; they travel as invitations.

use super::ValueKind::{Date, List, Text, Time, Word};
use super::{HeadingSpec as H, TableSpec};

pub const SPEC: TableSpec = TableSpec {
    name: "meetings",
    title: "Meetings",
    about: "A row is a meeting, a rehearsal, a fitting or a deadline, and whom it concerns.",
    headings: &[
        H::new("Date", Date, "The date.").needed(),
        H::new("Time", Time, "When it begins; blank for the whole day."),
        H::new("End", Time, "When it ends; blank where nobody knows.").also(&["Until", "End Time"]),
        H::new("What", Text, "What it is called: production meeting, camera test …").needed().also(&[
            "Meeting",
            "Appointment",
            "Deadline",
        ]),
        H::new("Who", List, "Names, departments, addresses; cast, crew, all.").needed().also(&[
            "Attendees",
            "Participants",
            "Invited",
            "Invitees",
        ]),
        H::new("Kind", Word, "A deadline has no length.").words(&[
            &["meeting", "call", "read-through", "table read"],
            &["rehearsal"],
            &["fitting", "test"],
            &["scout", "recce", "tech scout"],
            &["deadline", "due"],
        ]),
        H::new("Place", Text, "Where, or the link.").also(&["Location", "Where", "Link"]),
        H::new("Agenda", Text, "What it is about, a line a point.").also(&["Topics", "Points"]),
        H::new("Notes", Text, "What to bring, what it is about.").also(&["Remarks"]),
    ],
    one_of: &[],
    hints: &["meetings", "meeting", "appointments"],
    open: false,
};
