//! Time zones as people name them.

use super::nearest::did_you_mean;
use chrono_tz::{TZ_VARIANTS, Tz};

/// Names in daily use that are no zone of the tz database.
const SPOKEN: &[(&str, Tz)] = &[
    ("pacific", Tz::America__Los_Angeles),
    ("pacific time", Tz::America__Los_Angeles),
    ("pt", Tz::America__Los_Angeles),
    ("mountain", Tz::America__Denver),
    ("mountain time", Tz::America__Denver),
    ("mt", Tz::America__Denver),
    ("central", Tz::America__Chicago),
    ("central time", Tz::America__Chicago),
    ("ct", Tz::America__Chicago),
    ("eastern", Tz::America__New_York),
    ("eastern time", Tz::America__New_York),
    ("et", Tz::America__New_York),
    ("uk time", Tz::Europe__London),
];

/// `America/Los_Angeles`, `los angeles`, `Pacific`. The error says which name was probably meant.
pub fn zone(text: &str) -> Result<Tz, String> {
    let wanted = text.trim().to_lowercase();
    if let Some((_, zone)) = SPOKEN.iter().find(|(name, _)| *name == wanted) {
        return Ok(*zone);
    }
    let wanted = wanted.replace(' ', "_");
    let by_name = TZ_VARIANTS.iter().find(|zone| zone.name().to_lowercase() == wanted);
    let by_city = || {
        TZ_VARIANTS.iter().find(|zone| {
            zone.name().contains('/') && city(zone.name()).is_some_and(|c| c.to_lowercase() == wanted)
        })
    };
    if let Some(zone) = by_name.or_else(by_city) {
        return Ok(*zone);
    }
    let names = TZ_VARIANTS.iter().map(|zone| zone.name());
    let cities = TZ_VARIANTS.iter().filter_map(|zone| city(zone.name()));
    let mut meant = did_you_mean(&wanted, names);
    if meant.is_empty() {
        meant = did_you_mean(&wanted, cities);
    }
    Err(format!("A zone is written like America/Los_Angeles or Europe/London.{meant}"))
}

fn city(name: &str) -> Option<&str> {
    name.rsplit('/').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_known_by_name_city_and_custom() {
        for text in ["America/Los_Angeles", "america/los_angeles", "Los Angeles", "Pacific"] {
            assert_eq!(zone(text), Ok(Tz::America__Los_Angeles), "{text}");
        }
        let error = zone("America/Los_Angels").unwrap_err();
        assert!(error.contains("“America/Los_Angeles”"), "{error}");
    }
}
