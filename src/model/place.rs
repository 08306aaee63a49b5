//! A location.

use super::cell::{Cell, Sourced};
use super::clock::Minutes;
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
    /// One way.
    pub travel_minutes: Option<Sourced<Decimal>>,
    pub contact: Option<Sourced<String>>,
    pub phone: Option<Sourced<String>>,
    pub cell: Cell,
}

impl Place {
    /// Whole minutes of travel, one way.
    pub fn travel(&self) -> Option<Sourced<Minutes>> {
        whole_minutes(self.travel_minutes.as_ref()?)
    }
}

/// A number of minutes that is whole and not negative.
pub fn whole_minutes(number: &Sourced<Decimal>) -> Option<Sourced<Minutes>> {
    let whole = number.value.is_integer() && !number.value.is_sign_negative();
    let minutes = i64::try_from(number.value).ok().filter(|_| whole)?;
    Some(Sourced::new(Minutes(minutes), number.cell.clone()))
}
