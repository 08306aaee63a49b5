//! Who is not judged by any agreement's pack, said once for each agreement.

use super::pack::{Pack, squeezed};
use super::packs::Packs;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Cell, PersonId, Production};
use std::collections::{BTreeMap, BTreeSet};

/// People under one agreement: as first written, its cell, and who.
struct Under<'a> {
    written: &'a str,
    cell: &'a Cell,
    people: BTreeSet<&'a str>,
    /// Those of them whose work no pack that knows the agreement covers.
    unjudged: BTreeSet<&'a str>,
}

/// One problem for each agreement without a pack in force, naming the people; one for people without an agreement. `judged`:
/// who worked under which agreement (squeezed) with some pack that covers the day; a pack may know an agreement and not cover
/// this kind of production, or this kind of work.
pub fn without_pack(
    production: &Production,
    packs: &Packs,
    selected: &[&Pack],
    judged: &BTreeSet<(PersonId, String)>,
) -> Vec<Diagnostic> {
    let mut agreements: BTreeMap<String, Under<'_>> = BTreeMap::new();
    let listed = production.people.iter().map(|person| (person.id, &person.terms, false));
    let worked = production.shifts.iter().map(|shift| (shift.person, &shift.terms, true));
    let (mut covered, mut seen) = (BTreeSet::new(), BTreeSet::new());
    for (person, terms, has_worked) in listed.chain(worked) {
        let Some(agreement) = &terms.agreement else { continue };
        let name = production.person(person).name.as_str();
        covered.insert(name);
        // A person's days are many, and all but always under one agreement.
        if !seen.insert((person, agreement.value.as_str(), has_worked)) {
            continue;
        }
        let squeezed = squeezed(&agreement.value);
        let is_judged = judged.contains(&(person, squeezed.clone()));
        let under = agreements.entry(squeezed).or_insert_with(|| Under {
            written: agreement.value.trim(),
            cell: &agreement.cell,
            people: BTreeSet::new(),
            unjudged: BTreeSet::new(),
        });
        under.people.insert(name);
        if has_worked && !is_judged {
            under.unjudged.insert(name);
        }
    }
    let mut problems: Vec<Diagnostic> = agreements
        .values()
        .filter_map(|under| {
            let is_known = selected.iter().any(|pack| judges_people(pack) && pack.knows(under.written));
            let people = if is_known { &under.unjudged } else { &under.people };
            if people.is_empty() {
                return None;
            }
            let knows = |pack: &&Pack| judges_people(pack) && pack.knows(under.written);
            let asleep: Vec<String> =
                packs.by_id.values().filter(knows).map(|pack| format!("“{}”", pack.id)).collect();
            let all = people.len() == under.people.len();
            let help = match (asleep.is_empty(), selected.iter().copied().any(|pack| knows(&pack))) {
                (false, false) => format!("Add {} to [rules] packs.", asleep.join(", ")),
                (false, true) if all => "The packs that know it do not cover this kind of production; their numbers are not this agreement's.".into(),
                (false, true) => format!("{} covers others under this name, and not their role, contract or place: correct those, or have somebody judge their hours.", asleep.join(", ")),
                (true, _) => "Laws that hold whatever the agreement still judge them; hours under the agreement are for a person to check.".into(),
            };
            let problem = Diagnostic::new(
                Code::AgreementWithoutPack,
                format!("No rule pack covers “{}”: {} not judged by it: {}.", under.written, are(people.len()), join(people)),
                help,
            );
            Some(problem.at_cell(under.cell).seen(under.written))
        })
        .collect();
    let without: BTreeSet<&str> =
        production.people.iter().map(|p| p.name.as_str()).filter(|name| !covered.contains(name)).collect();
    if !without.is_empty() {
        let first = production.people.iter().find(|p| without.contains(p.name.as_str()));
        let problem = Diagnostic::new(
            Code::AgreementMissing,
            format!("{} without an agreement: {}.", are(without.len()), join(&without)),
            "Fill in Agreement (“non-union” where there is none); until then laws alone judge them.",
        );
        problems.push(match first {
            Some(person) => problem.at_cell(&person.cell),
            None => problem,
        });
    }
    problems
}

/// A pack whose `applies` asks for the agreement, not a law; a delivery specification has aliases too.
pub(super) fn judges_people(pack: &Pack) -> bool {
    pack.applies.as_ref().is_some_and(|text| text.contains("agreement"))
}

fn are(count: usize) -> String {
    if count == 1 { "1 person is".into() } else { format!("{count} people are") }
}

fn join(names: &BTreeSet<&str>) -> String {
    names.iter().copied().collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::super::case::Case;
    use super::super::run_tests::checked;
    use super::super::subjects::Subjects;
    use super::*;
    use crate::ingest::intake::FileRead;
    use crate::ingest::{Locale, assemble, read, tables};
    use crate::settings::Settings;

    /// For each way to write an agreement and each role: the agreements' packs that judge an adult's day.
    fn judges(kind: &str) -> BTreeMap<(String, String), Vec<String>> {
        let (packs, _) = Packs::built_in();
        let of_people: Vec<&Pack> = packs.by_id.values().filter(|pack| judges_people(pack)).collect();
        let names: BTreeSet<&String> = of_people.iter().flat_map(|pack| &pack.aliases).collect();
        let rows: Vec<BTreeMap<String, String>> = names
            .into_iter()
            .flat_map(|name| ["", "principal", "background", "stunt"].map(|role| (name, role)))
            .enumerate()
            .map(|(n, (name, role))| {
                let person = format!("Person {n}");
                let cells = [
                    ("Date", "2026-06-04"),
                    ("Name", &person),
                    ("Call", "07:00"),
                    ("Agreement", name),
                    ("Role", role),
                ];
                cells.map(|(heading, text)| (heading.to_owned(), text.to_owned())).into()
            })
            .collect();
        let (table, _) = read::rows(tables::find("timesheets").unwrap(), &rows, &Locale::of("US", "USD"));
        let file = FileRead {
            file: "given".into(),
            sha256: String::new(),
            tables: vec![table],
            problems: Vec::new(),
        };
        let mut settings = Settings::default();
        settings.production.kind = Some(kind.into());
        settings.production.country = Some("US".into());
        let today = "2026-06-05".parse().unwrap();
        let (production, _) = assemble::production(&[file], &settings, today);
        assert_eq!(production.shifts.len(), rows.len());
        let subjects = Subjects::of(&production, &settings, today);
        let mut judged = BTreeMap::new();
        for pack in &of_people {
            let case = Case::new(&subjects, pack);
            for shift in &production.shifts {
                let terms = &shift.terms;
                let text =
                    |text: &Option<crate::model::Sourced<String>>| text.as_ref().map(|t| t.value.clone());
                let who = (text(&terms.agreement).unwrap(), text(&terms.role).unwrap_or_default());
                let is_judged = pack.rules.iter().any(|rule| case.judges_shift(rule, shift));
                judged.entry(who).or_insert_with(Vec::new).extend(is_judged.then(|| pack.id.clone()));
            }
        }
        judged
    }

    #[test]
    fn no_adult_is_judged_by_two_agreements() {
        for kind in ["feature", "episodic", "commercial", "documentary", "music-video"] {
            for (who, packs) in judges(kind) {
                assert!(packs.len() < 2, "{who:?} of a {kind} is judged by {packs:?}");
            }
        }
        let sag = |kind: &str, role: &str| judges(kind)[&("SAG-AFTRA".to_owned(), role.to_owned())].clone();
        assert_eq!(sag("feature", ""), ["sag-aftra-theatrical"]);
        assert_eq!(sag("episodic", "stunt"), ["sag-aftra-television"]);
        assert_eq!(sag("episodic", "background"), ["sag-aftra-background"]);
        // Its rules are all from memory and ship switched off: nobody is judged by them, and a problem says so (see below).
        assert_eq!(sag("commercial", "principal"), ["sag-aftra-commercials"]);
    }

    #[test]
    fn an_agreement_whose_packs_do_not_cover_the_production_is_named() {
        let (packs, _) = Packs::built_in();
        let row: &[(&str, &str)] =
            &[("Date", "2026-11-05"), ("Name", "Dana Ruiz"), ("Call", "07:00"), ("Agreement", "SAG-AFTRA")];
        let said = |kind: &str| {
            let mut settings = Settings::default();
            settings.production.kind = Some(kind.into());
            let (_, problems) = checked(&packs, &settings, &[("timesheets", row)]);
            problems.iter().filter(|p| p.code == Code::AgreementWithoutPack).count()
        };
        // Its numbers for commercials were not seen: the pack of them is switched off.
        assert_eq!((said("feature"), said("episodic"), said("commercial")), (0, 0, 1));
    }
}
