//! Territories as clearances and release plans write them: countries, regions over them, the world, and what is left out.

use crate::check::pack::plain;
use std::collections::BTreeSet;

/// ISO 3166 codes, all of which `World` holds.
const CODES: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ \
CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH \
GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB \
LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM \
PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG \
TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

/// Regions, and names that are not codes.
const NAMES: [(&str, &str); 60] = [
    ("eu", "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE"),
    ("european union", "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE"),
    ("eea", "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS LI NO"),
    (
        "europe",
        "AD AL AT BA BE BG BY CH CY CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS IT JE LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS RU SE SI SK SM UA VA",
    ),
    ("north america", "US CA MX"),
    ("us and canada", "US CA"),
    ("domestic", "US CA"),
    ("nordics", "DK FI IS NO SE"),
    ("scandinavia", "DK NO SE"),
    ("benelux", "BE NL LU"),
    ("gsa", "DE AT CH"),
    ("dach", "DE AT CH"),
    ("german speaking europe", "DE AT CH LI LU"),
    ("anz", "AU NZ"),
    ("iberia", "ES PT"),
    ("baltics", "EE LT LV"),
    ("latin america", "AR BO BR CL CO CR CU DO EC GT HN MX NI PA PE PR PY SV UY VE"),
    ("latam", "AR BO BR CL CO CR CU DO EC GT HN MX NI PA PE PR PY SV UY VE"),
    ("usa", "US"),
    ("united states", "US"),
    ("united states of america", "US"),
    ("u s", "US"),
    ("u s a", "US"),
    ("uk", "GB"),
    ("u k", "GB"),
    ("united kingdom", "GB"),
    ("great britain", "GB"),
    ("england", "GB"),
    ("ireland", "IE"),
    ("canada", "CA"),
    ("mexico", "MX"),
    ("germany", "DE"),
    ("france", "FR"),
    ("italy", "IT"),
    ("spain", "ES"),
    ("portugal", "PT"),
    ("austria", "AT"),
    ("switzerland", "CH"),
    ("netherlands", "NL"),
    ("belgium", "BE"),
    ("luxembourg", "LU"),
    ("denmark", "DK"),
    ("norway", "NO"),
    ("sweden", "SE"),
    ("finland", "FI"),
    ("iceland", "IS"),
    ("poland", "PL"),
    ("greece", "GR"),
    ("turkey", "TR"),
    ("russia", "RU"),
    ("japan", "JP"),
    ("china", "CN"),
    ("south korea", "KR"),
    ("korea", "KR"),
    ("india", "IN"),
    ("australia", "AU"),
    ("new zealand", "NZ"),
    ("brazil", "BR"),
    ("argentina", "AR"),
    ("south africa", "ZA"),
];

const WORLD: [&str; 7] = ["world", "worldwide", "ww", "universe", "the world", "all territories", "global"];
const EXCEPT: [&str; 7] = ["ex", "excl", "excluding", "except", "without", "less", "not"];

/// A set of territories.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Territories {
    codes: BTreeSet<&'static str>,
    /// Words that name no territory.
    pub unknown: Vec<String>,
}

impl Territories {
    /// From items such as `World ex US`, `DE`, `Benelux`. After an exclusion, further items are exclusions too: the world
    /// already holds what they would add.
    pub fn read(items: &[String]) -> Territories {
        let mut all = Territories::default();
        let mut left_out = BTreeSet::new();
        let mut excluding = false;
        for item in items {
            let words = plain(item);
            let words: Vec<&str> = words.split(' ').filter(|w| !w.is_empty()).collect();
            let split = words.iter().position(|word| EXCEPT.contains(word));
            let (granted, excluded) = words.split_at(split.unwrap_or(words.len()));
            let granted = granted.join(" ");
            if excluding {
                left_out.extend(all.members(&granted));
            } else if !granted.is_empty() {
                let members = all.members(&granted);
                all.codes.extend(members);
            }
            if let Some((_, excluded)) = excluded.split_first() {
                excluding = true;
                let whole = excluded.join(" ");
                let together = of(&whole).unwrap_or_default();
                if together.is_empty() {
                    excluded
                        .iter()
                        .filter(|word| **word != "and")
                        .for_each(|word| left_out.extend(all.members(word)));
                } else {
                    left_out.extend(together);
                }
            }
        }
        all.codes.retain(|code| !left_out.contains(code));
        all
    }

    fn members(&mut self, name: &str) -> Vec<&'static str> {
        if name.is_empty() {
            return Vec::new();
        }
        of(name).unwrap_or_else(|| {
            self.unknown.push(name.to_owned());
            Vec::new()
        })
    }

    /// What of `wanted` this set does not hold, in words: codes, or their number where they are many.
    pub fn missing(&self, wanted: &Territories) -> Option<String> {
        let missing: Vec<&str> = wanted.codes.difference(&self.codes).copied().collect();
        match missing.len() {
            0 => None,
            many if many > 30 => {
                let held: Vec<&str> = wanted.codes.intersection(&self.codes).copied().collect();
                Some(format!("all but {}", if held.is_empty() { "nothing".into() } else { held.join(", ") }))
            }
            _ => Some(missing.join(", ")),
        }
    }
}

/// The codes of one name.
fn of(name: &str) -> Option<Vec<&'static str>> {
    if WORLD.contains(&name) {
        return Some(CODES.split_whitespace().collect());
    }
    if let Some((_, codes)) = NAMES.iter().find(|(known, _)| *known == name) {
        return Some(codes.split_whitespace().collect());
    }
    CODES.split_whitespace().find(|code| code.eq_ignore_ascii_case(name)).map(|code| vec![code])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(items: &[&str]) -> Territories {
        Territories::read(&items.iter().map(|i| (*i).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn case_13_two_countries_do_not_hold_four() {
        assert_eq!(read(&["US", "CA"]).missing(&read(&["US", "CA", "GB", "DE"])).as_deref(), Some("DE, GB"));
    }

    #[test]
    fn case_14_the_world_without_one() {
        assert_eq!(read(&["World ex US"]).missing(&read(&["US", "FR"])).as_deref(), Some("US"));
        assert_eq!(read(&["World"]).missing(&read(&["US", "FR"])), None);
        assert_eq!(read(&["World excl. US", "CA"]).missing(&read(&["CA"])).as_deref(), Some("CA"));
    }

    #[test]
    fn regions_hold_their_countries() {
        assert_eq!(read(&["EU"]).missing(&read(&["Germany", "france"])), None);
        assert_eq!(read(&["Europe"]).missing(&read(&["UK"])), None);
        assert_eq!(read(&["DE", "AT"]).missing(&read(&["GSA"])).as_deref(), Some("CH"));
        assert_eq!(read(&["US", "CA"]).missing(&read(&["World"])).as_deref(), Some("all but CA, US"));
    }

    #[test]
    fn a_word_that_is_no_territory_is_kept() {
        assert_eq!(read(&["Ruritania"]).unknown, ["ruritania"]);
    }
}
