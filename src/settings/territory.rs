//! What a country implies until somebody says otherwise: time zone, currency, paper, emergency number.

use chrono_tz::Tz;

/// The customs of one country.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Territory {
    /// ISO 3166: `US`.
    pub country: &'static str,
    pub name: &'static str,
    /// ISO 4217: `USD`.
    pub currency: &'static str,
    /// The zone of the country's film centre, where its region does not settle it.
    pub zone: Tz,
    /// What is dialled in an emergency.
    pub emergency: &'static str,
}

impl Territory {
    /// us-letter or a4.
    pub fn paper(&self) -> &'static str {
        if matches!(self.country, "US" | "CA" | "MX" | "PH" | "CL" | "CO") { "us-letter" } else { "a4" }
    }
}

macro_rules! territories {
    ($($code:literal, $name:literal, $currency:literal, $zone:ident, $emergency:literal;)+) => {
        const TERRITORIES: &[Territory] = &[$(Territory {
            country: $code, name: $name, currency: $currency, zone: Tz::$zone, emergency: $emergency,
        }),+];
    };
}

territories! {
    "AE", "United Arab Emirates", "AED", Asia__Dubai, "999";
    "AR", "Argentina", "ARS", America__Argentina__Buenos_Aires, "911";
    "AT", "Austria", "EUR", Europe__Vienna, "112";
    "AU", "Australia", "AUD", Australia__Sydney, "000";
    "BE", "Belgium", "EUR", Europe__Brussels, "112";
    "BG", "Bulgaria", "EUR", Europe__Sofia, "112";
    "BR", "Brazil", "BRL", America__Sao_Paulo, "192";
    "CA", "Canada", "CAD", America__Toronto, "911";
    "CH", "Switzerland", "CHF", Europe__Zurich, "112";
    "CL", "Chile", "CLP", America__Santiago, "131";
    "CN", "China", "CNY", Asia__Shanghai, "120";
    "CO", "Colombia", "COP", America__Bogota, "123";
    "CZ", "Czechia", "CZK", Europe__Prague, "112";
    "DE", "Germany", "EUR", Europe__Berlin, "112";
    "DK", "Denmark", "DKK", Europe__Copenhagen, "112";
    "ES", "Spain", "EUR", Europe__Madrid, "112";
    "FI", "Finland", "EUR", Europe__Helsinki, "112";
    "FR", "France", "EUR", Europe__Paris, "112";
    "GB", "United Kingdom", "GBP", Europe__London, "999";
    "GR", "Greece", "EUR", Europe__Athens, "112";
    "HK", "Hong Kong", "HKD", Asia__Hong_Kong, "999";
    "HR", "Croatia", "EUR", Europe__Zagreb, "112";
    "HU", "Hungary", "HUF", Europe__Budapest, "112";
    "IE", "Ireland", "EUR", Europe__Dublin, "112";
    "IN", "India", "INR", Asia__Kolkata, "112";
    "IS", "Iceland", "ISK", Atlantic__Reykjavik, "112";
    "IT", "Italy", "EUR", Europe__Rome, "112";
    "JP", "Japan", "JPY", Asia__Tokyo, "119";
    "KR", "South Korea", "KRW", Asia__Seoul, "119";
    "MA", "Morocco", "MAD", Africa__Casablanca, "150";
    "MT", "Malta", "EUR", Europe__Malta, "112";
    "MX", "Mexico", "MXN", America__Mexico_City, "911";
    "NL", "Netherlands", "EUR", Europe__Amsterdam, "112";
    "NO", "Norway", "NOK", Europe__Oslo, "113";
    "NZ", "New Zealand", "NZD", Pacific__Auckland, "111";
    "PH", "Philippines", "PHP", Asia__Manila, "911";
    "PL", "Poland", "PLN", Europe__Warsaw, "112";
    "PT", "Portugal", "EUR", Europe__Lisbon, "112";
    "RO", "Romania", "RON", Europe__Bucharest, "112";
    "SE", "Sweden", "SEK", Europe__Stockholm, "112";
    "SG", "Singapore", "SGD", Asia__Singapore, "995";
    "TH", "Thailand", "THB", Asia__Bangkok, "1669";
    "TR", "Türkiye", "TRY", Europe__Istanbul, "112";
    "US", "United States", "USD", America__Los_Angeles, "911";
    "ZA", "South Africa", "ZAR", Africa__Johannesburg, "112";
}

/// Names that are not the country's own in the table above.
const ALSO: &[(&str, &str)] = &[
    ("usa", "US"),
    ("u.s.", "US"),
    ("u.s.a.", "US"),
    ("united states of america", "US"),
    ("uk", "GB"),
    ("u.k.", "GB"),
    ("great britain", "GB"),
    ("britain", "GB"),
    ("england", "GB"),
    ("scotland", "GB"),
    ("wales", "GB"),
    ("northern ireland", "GB"),
    ("eire", "IE"),
    ("korea", "KR"),
    ("czech republic", "CZ"),
    ("turkey", "TR"),
];

/// The customs of a country by its code.
pub fn of(country: &str) -> Option<&'static Territory> {
    TERRITORIES.iter().find(|t| t.country == country)
}

/// The code of a country written as a code or a name; a code we have no customs for is kept.
pub fn country_code(text: &str) -> Option<String> {
    let text = text.trim();
    let lower = text.to_lowercase();
    let also = ALSO.iter().find(|(name, _)| *name == lower).map(|(_, code)| (*code).to_string());
    let named = || {
        let by_name = |t: &&Territory| t.country.to_lowercase() == lower || t.name.to_lowercase() == lower;
        TERRITORIES.iter().find(by_name).map(|t| t.country.to_string())
    };
    let bare = || {
        let is_code = text.len() == 2 && text.chars().all(|c| c.is_ascii_alphabetic());
        is_code.then(|| text.to_uppercase())
    };
    also.or_else(named).or_else(bare)
}

/// All names of countries, for “did you mean”.
pub fn names() -> impl Iterator<Item = &'static str> {
    TERRITORIES.iter().map(|t| t.name)
}

/// The country whose film centre lies in a zone, where one does.
pub fn country_of_zone(zone: Tz) -> Option<&'static str> {
    let by_region = REGIONS.iter().find(|(_, _, _, z)| *z == zone).map(|(country, ..)| *country);
    TERRITORIES.iter().find(|t| t.zone == zone).map(|t| t.country).or(by_region)
}

/// The code of a state or province written as a code or a name; otherwise the text as it is.
pub fn region_code(country: &str, text: &str) -> String {
    let lower = text.trim().to_lowercase();
    REGIONS
        .iter()
        .find(|(of, code, name, _)| {
            *of == country && (code.to_lowercase() == lower || name.to_lowercase() == lower)
        })
        .map_or_else(|| text.trim().to_string(), |(_, code, _, _)| (*code).to_string())
}

/// The zone of a country and region (codes), where it is settled.
pub fn zone_of(country: &str, region: Option<&str>) -> Option<Tz> {
    let by_region = region.and_then(|region| {
        REGIONS.iter().find(|(of, code, _, _)| *of == country && *code == region).map(|(.., zone)| *zone)
    });
    by_region.or_else(|| of(country).map(|t| t.zone))
}

/// Country, code, name and the zone of most of it.
const REGIONS: &[(&str, &str, &str, Tz)] = &[
    ("US", "AL", "Alabama", Tz::America__Chicago),
    ("US", "AK", "Alaska", Tz::America__Anchorage),
    ("US", "AZ", "Arizona", Tz::America__Phoenix),
    ("US", "AR", "Arkansas", Tz::America__Chicago),
    ("US", "CA", "California", Tz::America__Los_Angeles),
    ("US", "CO", "Colorado", Tz::America__Denver),
    ("US", "CT", "Connecticut", Tz::America__New_York),
    ("US", "DE", "Delaware", Tz::America__New_York),
    ("US", "DC", "District of Columbia", Tz::America__New_York),
    ("US", "FL", "Florida", Tz::America__New_York),
    ("US", "GA", "Georgia", Tz::America__New_York),
    ("US", "HI", "Hawaii", Tz::Pacific__Honolulu),
    ("US", "ID", "Idaho", Tz::America__Boise),
    ("US", "IL", "Illinois", Tz::America__Chicago),
    ("US", "IN", "Indiana", Tz::America__Indiana__Indianapolis),
    ("US", "IA", "Iowa", Tz::America__Chicago),
    ("US", "KS", "Kansas", Tz::America__Chicago),
    ("US", "KY", "Kentucky", Tz::America__New_York),
    ("US", "LA", "Louisiana", Tz::America__Chicago),
    ("US", "ME", "Maine", Tz::America__New_York),
    ("US", "MD", "Maryland", Tz::America__New_York),
    ("US", "MA", "Massachusetts", Tz::America__New_York),
    ("US", "MI", "Michigan", Tz::America__Detroit),
    ("US", "MN", "Minnesota", Tz::America__Chicago),
    ("US", "MS", "Mississippi", Tz::America__Chicago),
    ("US", "MO", "Missouri", Tz::America__Chicago),
    ("US", "MT", "Montana", Tz::America__Denver),
    ("US", "NE", "Nebraska", Tz::America__Chicago),
    ("US", "NV", "Nevada", Tz::America__Los_Angeles),
    ("US", "NH", "New Hampshire", Tz::America__New_York),
    ("US", "NJ", "New Jersey", Tz::America__New_York),
    ("US", "NM", "New Mexico", Tz::America__Denver),
    ("US", "NY", "New York", Tz::America__New_York),
    ("US", "NC", "North Carolina", Tz::America__New_York),
    ("US", "ND", "North Dakota", Tz::America__Chicago),
    ("US", "OH", "Ohio", Tz::America__New_York),
    ("US", "OK", "Oklahoma", Tz::America__Chicago),
    ("US", "OR", "Oregon", Tz::America__Los_Angeles),
    ("US", "PA", "Pennsylvania", Tz::America__New_York),
    ("US", "PR", "Puerto Rico", Tz::America__Puerto_Rico),
    ("US", "RI", "Rhode Island", Tz::America__New_York),
    ("US", "SC", "South Carolina", Tz::America__New_York),
    ("US", "SD", "South Dakota", Tz::America__Chicago),
    ("US", "TN", "Tennessee", Tz::America__Chicago),
    ("US", "TX", "Texas", Tz::America__Chicago),
    ("US", "UT", "Utah", Tz::America__Denver),
    ("US", "VT", "Vermont", Tz::America__New_York),
    ("US", "VA", "Virginia", Tz::America__New_York),
    ("US", "WA", "Washington", Tz::America__Los_Angeles),
    ("US", "WV", "West Virginia", Tz::America__New_York),
    ("US", "WI", "Wisconsin", Tz::America__Chicago),
    ("US", "WY", "Wyoming", Tz::America__Denver),
    ("CA", "AB", "Alberta", Tz::America__Edmonton),
    ("CA", "BC", "British Columbia", Tz::America__Vancouver),
    ("CA", "MB", "Manitoba", Tz::America__Winnipeg),
    ("CA", "NB", "New Brunswick", Tz::America__Moncton),
    ("CA", "NL", "Newfoundland and Labrador", Tz::America__St_Johns),
    ("CA", "NS", "Nova Scotia", Tz::America__Halifax),
    ("CA", "ON", "Ontario", Tz::America__Toronto),
    ("CA", "PE", "Prince Edward Island", Tz::America__Halifax),
    ("CA", "QC", "Quebec", Tz::America__Toronto),
    ("CA", "SK", "Saskatchewan", Tz::America__Regina),
    ("AU", "ACT", "Australian Capital Territory", Tz::Australia__Sydney),
    ("AU", "NSW", "New South Wales", Tz::Australia__Sydney),
    ("AU", "NT", "Northern Territory", Tz::Australia__Darwin),
    ("AU", "QLD", "Queensland", Tz::Australia__Brisbane),
    ("AU", "SA", "South Australia", Tz::Australia__Adelaide),
    ("AU", "TAS", "Tasmania", Tz::Australia__Hobart),
    ("AU", "VIC", "Victoria", Tz::Australia__Melbourne),
    ("AU", "WA", "Western Australia", Tz::Australia__Perth),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_and_regions_are_known_by_code_and_name() {
        assert_eq!(country_code("uk").as_deref(), Some("GB"));
        assert_eq!(country_code(" usa ").as_deref(), Some("US"));
        assert_eq!(country_code("LV").as_deref(), Some("LV"));
        assert_eq!(country_code("Ruritania"), None);
        assert_eq!(region_code("US", "california"), "CA");
        assert_eq!(zone_of("US", Some("GA")), Some(Tz::America__New_York));
        assert_eq!(zone_of("US", None), Some(Tz::America__Los_Angeles));
        assert_eq!(zone_of("LV", None), None);
        assert_eq!(country_of_zone(Tz::America__New_York), Some("US"));
        assert_eq!(country_of_zone(Tz::Europe__London), Some("GB"));
    }

    #[test]
    fn paper_and_emergency_number_follow_the_country() {
        let us = of("US").unwrap();
        assert_eq!((us.paper(), us.emergency), ("us-letter", "911"));
        let gb = of("GB").unwrap();
        assert_eq!((gb.paper(), gb.emergency), ("a4", "999"));
    }
}
