//! Crew: a row is a crew member.

use super::ValueKind::{Currency, Date, Duration, Email, Identifier, Money, Name, Phone, Text, Time, Word};
use super::{HeadingSpec as H, TableSpec, cast};

pub const SPEC: TableSpec = TableSpec {
    name: "crew",
    title: "Crew",
    about: "A row is a crew member and the terms of the engagement.",
    headings: &[
        H::new("Department", Text, "The department; a banner row above its people does as well.")
            .or_banner()
            .also(&["Dept", "Departments", "Division"]),
        H::new("Position", Text, "The job, as the call sheet prints it.").needed().also(&[
            "Job",
            "Job Title",
            "Title",
            "Role",
            "Crew Position",
            "Grade",
            "Function",
        ]),
        H::new("Name", Name, "The person's name.").needed().also(&[
            "Crew",
            "Crew Name",
            "Full Name",
            "Crew Member",
            "Employee",
            "Contact Name",
        ]),
        H::new("Unit", Text, "Main where blank."),
        H::new("Agreement", Text, "The agreement: IATSE Basic, Teamsters 399, DGA, BECTU, non-union.")
            .also(&["Union", "Guild"]),
        H::new("Local", Identifier, "The local's number: 600.").also(&["Union Local", "Local No"]),
        H::new("Craft", Text, "The craft, where a rule asks for it (make-up, driver).")
            .also(&["Classification", "Occupation"]),
        H::new("Contract", Word, "How the person is engaged.")
            .also(&["Contract Type", "Deal", "Hire"])
            .words(&[
                &["daily", "day", "day hire", "day player"],
                &["weekly", "week"],
                &["on call", "on-call", "oncall", "flat"],
            ]),
        H::new("Guarantee", Duration, "Hours guaranteed a day.").also(&[
            "Guaranteed Hours",
            "Gtee",
            "Guar",
            "Hours",
            "Hrs Gtee",
        ]),
        H::new("Rate", Money, "What the person is paid; printed on no call sheet.").also(&[
            "Pay Rate",
            "Hourly Rate",
            "Base Rate",
            "Salary",
        ]),
        H::new("Per", Word, "What the rate is paid for.")
            .also(&["Rate Per", "Rate Unit", "Rate Basis"])
            .words(cast::PER),
        H::new("Currency", Currency, "Where it is not the production's.").also(&["Cur", "Ccy"]),
        H::new("Date of Birth", Date, "Where age matters. Printed on no call sheet.").also(&[
            "DOB",
            "Birth Date",
            "Born",
        ]),
        H::new("Residence", Text, "Where the person lives.").also(&["Home State", "State of Residence"]),
        H::new("Diet", Text, "What catering should know: vegan, halal, nut allergy.").also(&[
            "Dietary",
            "Dietary Requirements",
            "Dietaries",
            "Allergies",
        ]),
        H::new("Address", Text, "Home address: on deal memos alone.").also(&["Home Address"]),
        H::new("Start Date", Date, "The first day of the engagement.").also(&["Start", "Engaged From"]),
        H::new("End Date", Date, "The last day of the engagement.").also(&["Finish Date", "Engaged Until"]),
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
        H::new("Email", Email, "For the call sheet.").also(&["E-mail", "Mail", "Email Address"]),
        H::new("Phone", Phone, "Telephone number.").also(&[
            "Cell",
            "Mobile",
            "Tel",
            "Telephone",
            "Cell / Home",
            "Cell Phone",
            "Phone Number",
            "Contact",
            "Phone / Cell",
            "Mobile Phone",
            "Phones",
        ]),
        H::new("Call", Time, "A standing call: a time, or relative to the crew call (-0:30).").also(&[
            "Call Time",
            "Pre-call",
            "Precall",
            "In",
            "Report",
        ]),
    ],
    one_of: &[],
    hints: &["crew", "crew list", "unit list", "contact list"],
    open: false,
};
