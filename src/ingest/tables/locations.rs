//! Locations: where units shoot, and what a call sheet must say about the place.

use super::ValueKind::{Minutes, Name, Number, Phone, Text, Word};
use super::{HeadingSpec as H, TableSpec};

pub const SPEC: TableSpec = TableSpec {
    name: "locations",
    title: "Locations",
    about: "A row is one place at which a unit works.",
    headings: &[
        H::new("Location", Text, "The name by which other tables call it.").needed().also(&[
            "Location Name",
            "Loc",
            "Place",
            "Site",
            "Shooting Location",
        ]),
        H::new("Address", Text, "Street address.").also(&["Location Address", "Street Address"]),
        H::new("Gate", Text, "Which gate or entrance people use.").also(&[
            "Entrance",
            "Gate/Entrance",
            "Access",
        ]),
        H::new("Basecamp", Text, "Where the trucks stand.").also(&["Base Camp", "Unit Base", "Base"]),
        H::new("Crew Parking", Text, "Where the crew park.").also(&["Parking", "Crew Park", "Car Park"]),
        H::new("Nearest Hospital", Text, "The nearest hospital with an emergency department.").also(&[
            "Hospital",
            "Hospital Name",
            "Nearest A&E",
            "A&E",
            "Emergency Room",
            "ER",
            "Nearest Emergency Room",
        ]),
        H::new("Hospital Address", Text, "Its address.").also(&["A&E Address", "ER Address"]),
        H::new("Hospital Phone", Phone, "Its telephone number.").also(&[
            "A&E Phone",
            "ER Phone",
            "Hospital Tel",
            "Hospital Telephone",
        ]),
        H::new(
            "Latitude",
            Number,
            "Decimal degrees, north positive: sunrise and sunset are computed from it.",
        )
        .also(&["Lat"]),
        H::new("Longitude", Number, "Decimal degrees, east positive.").also(&["Long", "Lon", "Lng"]),
        H::new("Country", Text, "Two letters, where it is not the production's."),
        H::new("Region", Text, "State or province, where it is not the production's.")
            .also(&["State", "Province"]),
        H::new("Time Zone", Text, "As in America/Denver, where it is not the production's.")
            .also(&["Timezone"]),
        H::new("Location Type", Word, "How people get there, which travel and meal rules ask.")
            .also(&["Type"])
            .words(&[
                &["studio", "stage", "lot"],
                &["report-to", "report to", "reporting"],
                &["bus-to", "bus to", "bussed"],
                &["nearby", "nearby location"],
                &["distant", "overnight", "distant location"],
            ]),
        H::new("Zone", Word, "Where it lies relative to the studio zone.").also(&["Studio Zone"]).words(&[
            &["studio", "in zone", "inside", "within", "30 mile zone", "tmz"],
            &["secondary", "secondary zone"],
            &["outside", "out of zone", "beyond"],
        ]),
        H::new("Travel Minutes", Minutes, "Minutes of travel from the production's centre or the hotel.")
            .also(&["Travel Time", "Travel"]),
        H::new("Directions", Text, "How to get there, for the movement order.")
            .also(&["How To Get There", "Route"]),
        H::new("What3Words", Text, "The three words of its square.").also(&["W3W", "What 3 Words"]),
        H::new("Police Station", Text, "The nearest police station.").also(&["Police"]),
        H::new("Contact", Name, "Whom to ring on the day.").also(&["Location Contact", "Site Contact"]),
        H::new("Phone", Phone, "The contact's telephone number.").also(&[
            "Contact Phone",
            "Contact Tel",
            "Tel",
            "Telephone",
        ]),
    ],
    one_of: &[],
    hints: &["location", "locations"],
    open: false,
};
