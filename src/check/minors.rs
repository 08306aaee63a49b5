//! Children who work where no pack knows the law, said once for each place. An agreement's pack or the law of the child's residence
//! may judge them; what the place itself asks is then still nobody's judgement, and silence would look like a pass.

use super::agreements::judges_people;
use super::facts::{Fact, FactsOf};
use super::pack::Pack;
use super::rule::Rule;
use super::subjects::Subjects;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// One problem for each country and region where minors work and no selected pack of law judges a child's day.
pub fn without_law(subjects: &Subjects<'_>, selected: &[&Pack]) -> Vec<Diagnostic> {
    let laws: Vec<&Rule> = selected
        .iter()
        .filter(|pack| !judges_people(pack))
        .flat_map(|pack| &pack.rules)
        .filter(|rule| rule.enabled && rule.kind_name == super::kinds::age_band::SPEC.name)
        .collect();
    let mut places: BTreeMap<(String, String), (BTreeSet<&str>, &Cell)> = BTreeMap::new();
    for shift in subjects.production.shifts.iter().filter(|shift| shift.day_status != "hold") {
        let of = subjects.of_shift(shift);
        let is = |name: &str| of.shared.get(name) == Some(&Fact::Flag(true));
        if !is("minor") || is("graduate") {
            continue;
        }
        // The law of the place, not that of where the child lives.
        let written = shift.terms.agreement.as_ref().map_or("", |agreement| agreement.value.as_str());
        let own = [("agreement", written), ("residence", "")]
            .map(|(name, text)| (name.to_owned(), Fact::Text(text.to_owned())));
        let facts = FactsOf::of_day(of.shared, of.day, Arc::new(own.into()), None);
        if laws.iter().any(|rule| rule.covers(&facts).unwrap_or(false)) {
            continue;
        }
        let text = |name: &str| facts.get(name).map(Fact::to_text).unwrap_or_default();
        let (people, _) = places
            .entry((text("country"), text("region")))
            .or_insert_with(|| (BTreeSet::new(), shift.call.cell.as_ref().unwrap_or(&shift.cell)));
        people.insert(&subjects.production.person(shift.person).name);
    }
    places.into_iter().map(|(place, (people, cell))| problem(&place, &people, cell)).collect()
}

fn problem((country, region): &(String, String), people: &BTreeSet<&str>, cell: &Cell) -> Diagnostic {
    let place = match (region.as_str(), country.as_str()) {
        ("", country) => format!("{country} (no region on record)"),
        (region, country) => format!("{region}, {country}"),
    };
    let names: Vec<&str> = people.iter().copied().collect();
    Diagnostic::new(
        Code::MinorWithoutPack,
        format!("No rule pack knows the law on children at work in {place}: {}.", names.join(", ")),
        "Enter Region if it is missing or written otherwise; else have somebody who knows that law judge their hours.",
    )
    .at_cell(cell)
    .seen(region)
}

#[cfg(test)]
mod tests {
    use crate::check::packs::Packs;
    use crate::check::run_tests::checked;
    use crate::diagnostic::Code;
    use crate::settings::Settings;

    /// What is said of a person born then who works in a place.
    fn said(country: &str, region: &str, residence: &str, born: &str) -> Vec<String> {
        let (packs, _) = Packs::built_in();
        let production =
            [("Title", "A Test"), ("Time Zone", "Europe/London"), ("Country", country), ("Region", region)];
        let day = [
            ("Date", "11/5/2026"),
            ("Name", "Dana Ruiz"),
            ("Call", "09:00"),
            ("Wrap", "12:00"),
            ("Date of Birth", born),
            ("Residence", residence),
        ];
        let rows: [(&str, &[(&str, &str)]); 2] = [("production", &production), ("timesheets", &day)];
        let (_, problems) = checked(&packs, &Settings::default(), &rows);
        problems.into_iter().filter(|p| p.code == Code::MinorWithoutPack).map(|p| p.message).collect()
    }

    #[test]
    fn a_child_where_no_pack_knows_the_law_is_named() {
        const CHILD: &str = "3/2/2016";
        assert!(said("US", "CA", "", CHILD).is_empty());
        assert!(said("GB", "England", "", CHILD).is_empty());
        assert!(said("GB", "Scotland", "", CHILD)[0].contains("Scotland, GB: Dana Ruiz"));
        assert!(said("GB", "", "", CHILD)[0].contains("no region on record"));
        // California's law follows its child; Louisiana's own is still judged by nobody.
        assert!(said("US", "LA", "CA", CHILD)[0].contains("LA, US"));
        assert!(said("US", "LA", "CA", "3/2/2000").is_empty());
    }
}
