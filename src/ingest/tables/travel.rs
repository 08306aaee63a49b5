//! Travel: who goes where, how and when, for travel orders.

use super::ValueKind::{Date, Identifier, Name, Text, Time};
use super::{HeadingSpec as H, TableSpec};

pub const SPEC: TableSpec = TableSpec {
    name: "travel",
    title: "Travel",
    about: "A row is one leg of a person's journey, or a stay.",
    headings: &[
        H::new("Date", Date, "The day the leg begins.").needed().also(&["Travel Date"]),
        H::new("Name", Name, "The traveller.").needed().also(&["Traveller", "Traveler", "Passenger"]),
        H::new("Mode", Text, "Flight, train, car, hotel.").needed().also(&["Transport Mode", "By"]),
        H::new("From", Text, "Where it begins.").also(&["Origin", "Departs From"]),
        H::new("To", Text, "Where it ends, or the hotel.").also(&["Destination", "Arrives At", "Hotel"]),
        H::new("Departs", Time, "When it leaves.").also(&["Departure", "Dep", "Check In"]),
        H::new("Arrives", Time, "When it arrives.").also(&["Arrival", "Arr", "Check Out"]),
        H::new("Carrier", Text, "Airline, railway or car company.").also(&["Airline", "Operator"]),
        H::new("Service", Identifier, "The flight or train number.").also(&["Flight", "Flight No", "Train"]),
        H::new("Booking", Identifier, "The booking's reference.").also(&[
            "Confirmation",
            "Booking Ref",
            "PNR",
        ]),
        H::new("Notes", Text, "Who meets, luggage, seats.").also(&["Remarks", "Comments"]),
    ],
    one_of: &[],
    hints: &["travel", "travel movement", "itinerary", "flights"],
    open: false,
};
