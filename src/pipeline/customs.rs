//! What must be known before a value is read: how the production's country writes dates and amounts,
//! and which date it is there. Settings beat the Production table.

use crate::ingest::Locale;
use crate::ingest::value::date;
use crate::settings::{self, Settings, territory, zone};
use chrono_tz::Tz;
use std::collections::BTreeMap;

#[derive(Clone, Debug)]
pub struct Customs {
    pub locale: Locale,
    pub zone: Tz,
}

impl Customs {
    /// `facts` are the Production tables' texts by heading.
    pub fn of(facts: &BTreeMap<String, String>, settings: &Settings) -> Customs {
        let given = &settings.production;
        let fact = |set: &Option<String>, heading: &str| set.clone().or_else(|| facts.get(heading).cloned());
        let written_zone = fact(&given.time_zone, "Time Zone").and_then(|text| zone::zone(&text).ok());
        let country = fact(&given.country, "Country")
            .and_then(|text| territory::country_code(&text))
            .or_else(|| written_zone.and_then(territory::country_of_zone).map(str::to_owned))
            .unwrap_or_else(|| "US".into());
        let region = fact(&given.region, "Region").map(|text| territory::region_code(&country, &text));
        let currency = fact(&given.currency, "Currency")
            .or_else(|| territory::of(&country).map(|t| t.currency.to_owned()))
            .unwrap_or_else(|| "USD".into());
        let zone =
            written_zone.or_else(|| territory::zone_of(&country, region.as_deref())).unwrap_or(Tz::UTC);
        let mut locale = Locale::of(&country, &currency);
        let stated = || {
            let written = facts.get("Photography Start").and_then(|text| date::parse(text))?;
            date::resolve(written, locale.day_first, None, false)
        };
        locale.photography_start =
            given.photography_start.as_ref().and_then(settings::date_of).or_else(stated);
        Customs { locale, zone }
    }
}
