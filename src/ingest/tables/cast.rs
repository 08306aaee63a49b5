//! Cast: a row is a performer.

use super::ValueKind::{Currency, Date, Email, Flag, Identifier, Money, Name, Phone, Text, Word};
use super::{HeadingSpec as H, TableSpec};

/// What a rate is paid for; Cast, Crew and Timesheets share it.
pub const PER: &[&[&str]] = &[
    &["hour", "hr", "hourly", "h", "per hour", "/hr"],
    &["day", "daily", "d", "per day", "/day"],
    &["week", "wk", "weekly", "w", "per week", "/wk"],
];

/// How a performer is engaged.
pub const ROLES: &[&[&str]] = &[
    &["principal", "cast", "lead", "supporting", "performer", "actor", "day player"],
    &["background", "extra", "bg", "supporting artist"],
    &["stunt", "stunts", "stunt performer", "stunt double"],
];

pub const SPEC: TableSpec =
    TableSpec {
        name: "cast",
        title: "Cast",
        about: "A row is a performer and the terms of the engagement.",
        headings: &[
            H::new("No.", Identifier, "The cast number that schedules use: 7, 7X.").needed().also(&[
                "Cast No",
                "ID",
                "Cast ID",
                "Number",
                "Board No",
                "Cast Number",
            ]),
            H::new("Character", Text, "The part.").needed().also(&["Role Name", "Part", "Character Name"]),
            H::new("Name", Name, "The performer's name.").needed().also(&[
                "Actor",
                "Performer",
                "Artist",
                "Cast Name",
                "Full Name",
                "Artiste",
                "Cast Member",
                "Talent",
                "Cast",
            ]),
            H::new("Agreement", Text, "The union agreement: SAG-AFTRA, Equity, non-union.")
                .also(&["Union", "Guild"]),
            H::new("Contract", Word, "How the performer is engaged.")
                .also(&["Contract Type", "Deal", "Deal Type", "Type"])
                .words(&[
                    &["day", "daily", "day player", "day performer"],
                    &["3-day", "3 day", "three day", "three-day"],
                    &["weekly", "week", "weekly performer"],
                    &["schedule F", "sched f", "schedule-f"],
                ]),
            H::new("Role", Word, "Principal where blank.").also(&["Category", "Performer Type"]).words(ROLES),
            H::new("Rate", Money, "What the performer is paid; printed on no call sheet.").also(&[
                "Fee",
                "Salary",
                "Day Rate",
                "Weekly Rate",
            ]),
            H::new("Per", Word, "What the rate is paid for.")
                .also(&["Rate Per", "Rate Unit", "Rate Basis"])
                .words(PER),
            H::new("Currency", Currency, "Where it is not the production's.").also(&["Cur", "Ccy"]),
            H::new("Date of Birth", Date, "For minors: age decides hours. Printed on no call sheet.")
                .also(&["DOB", "Birth Date", "Born", "Birthdate", "D.O.B."]),
            H::new("Residence", Text, "Where the performer lives, which decides the law for minors: CA, NY.")
                .also(&["Home State", "State of Residence", "Resident Of"]),
            H::new("Guardian", Name, "A minor's parent or guardian.").also(&[
                "Parent",
                "Parent/Guardian",
                "Chaperone",
            ]),
            H::new("Permit Until", Date, "When a minor's work permit ends.").also(&[
                "Work Permit Until",
                "Permit Expires",
                "Work Permit Expires",
                "Permit Expiry",
                "Licence Until",
            ]),
            H::new(
                "School Grade",
                Text,
                "A child's school grade, which decides the hours of schooling: 5, 5th, K.",
            )
            .also(&["Grade in School", "Grade Level"]),
            H::new("Graduate", Flag, "Has a high-school diploma or its equivalent.").also(&[
                "HS Graduate",
                "High School Graduate",
                "Emancipated",
            ]),
            H::new("Diet", Text, "What catering should know: vegan, halal, nut allergy.").also(&[
                "Dietary",
                "Dietary Requirements",
                "Dietaries",
                "Allergies",
            ]),
            H::new("Address", Text, "Home address: on deal memos alone.").also(&["Home Address"]),
            H::new("Start Date", Date, "The first day of the engagement.").also(&["Engaged From"]),
            H::new("End Date", Date, "The last day of the engagement.")
                .also(&["Finish Date", "Engaged Until"]),
            H::new("Loan-out", Name, "The company through which the person works.").also(&[
                "Loan Out",
                "Loanout",
                "Loan-out Company",
            ]),
            H::new("Kit Rental", Text, "What is paid for own equipment.").also(&[
                "Box Rental",
                "Kit/Box",
                "Kit Fee",
            ]),
            H::new("Per Diem", Text, "Living allowance a day."),
            H::new("Credit", Text, "The screen credit, as it shall read.").also(&["Screen Credit"]),
            H::new("Account", Identifier, "The account that pays.").also(&["Acct", "Account Code"]),
            H::new("Email", Email, "For the performer's own call sheet.").also(&[
                "E-mail",
                "Mail",
                "Email Address",
            ]),
            H::new("Phone", Phone, "Telephone number.").also(&[
                "Cell",
                "Mobile",
                "Tel",
                "Telephone",
                "Phone Number",
                "Cell Phone",
                "Contact",
                "Mobile Phone",
            ]),
            H::new("Agent", Text, "Agent, with a number.").also(&[
                "Agency",
                "Representation",
                "Manager",
                "Agent Contact",
            ]),
        ],
        one_of: &[],
        hints: &["cast", "cast list", "talent", "artists"],
        open: false,
    };
