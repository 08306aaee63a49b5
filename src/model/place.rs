//! A location.

use super::cell::{Cell, Sourced};
use chrono_tz::Tz;
use rust_decimal::Decimal;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub name: String,
    pub address: Option<Sourced<String>>,
    pub gate: Option<Sourced<String>>,
    pub basecamp: Option<Sourced<String>>,
    pub crew_parking: Option<Sourced<String>>,
    pub hospital: Option<Sourced<String>>,
    pub hospital_address: Option<Sourced<String>>,
    pub hospital_phone: Option<Sourced<String>>,
    /// Degrees north and east.
    pub latitude: Option<Sourced<Decimal>>,
    pub longitude: Option<Sourced<Decimal>>,
    pub country: Option<Sourced<String>>,
    pub region: Option<Sourced<String>>,
    pub time_zone: Option<Sourced<Tz>>,
    /// studio, report-to, bus-to, nearby, distant
    pub location_type: Option<Sourced<String>>,
    /// studio, secondary, outside
    pub zone: Option<Sourced<String>>,
    pub travel_minutes: Option<Sourced<Decimal>>,
    pub contact: Option<Sourced<String>>,
    pub phone: Option<Sourced<String>>,
    pub cell: Cell,
}
