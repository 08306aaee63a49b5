//! Who is not judged by any agreement's pack, said once for each agreement.

use super::pack::{Pack, squeezed};
use super::packs::Packs;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Cell, Production};
use std::collections::{BTreeMap, BTreeSet};

/// People under one agreement: as first written, its cell, and who.
struct Under<'a> {
    written: &'a str,
    cell: &'a Cell,
    people: BTreeSet<&'a str>,
}

/// One problem for each agreement without a pack in force, naming the people; one for people without an agreement. `judged`:
/// the agreements of shifts that some pack covers; a pack may know an agreement and not cover this kind of production.
pub fn without_pack(
    production: &Production,
    packs: &Packs,
    selected: &[&Pack],
    judged: &BTreeSet<String>,
) -> Vec<Diagnostic> {
    let worked_under: BTreeSet<String> = production
        .shifts
        .iter()
        .filter_map(|shift| Some(squeezed(&shift.terms.agreement.as_ref()?.value)))
        .collect();
    let mut agreements: BTreeMap<String, Under<'_>> = BTreeMap::new();
    let listed = production.people.iter().map(|person| (person.name.as_str(), &person.terms));
    let worked =
        production.shifts.iter().map(|shift| (production.person(shift.person).name.as_str(), &shift.terms));
    let mut covered = BTreeSet::new();
    for (name, terms) in listed.chain(worked) {
        let Some(agreement) = &terms.agreement else { continue };
        covered.insert(name);
        agreements
            .entry(squeezed(&agreement.value))
            .or_insert_with(|| Under {
                written: agreement.value.trim(),
                cell: &agreement.cell,
                people: BTreeSet::new(),
            })
            .people
            .insert(name);
    }
    let mut problems: Vec<Diagnostic> = agreements
        .values()
        .filter(|under| {
            let is_known = selected.iter().any(|pack| judges_people(pack) && pack.knows(under.written));
            let name = squeezed(under.written);
            !is_known || (worked_under.contains(&name) && !judged.contains(&name))
        })
        .map(|under| {
            let knows = |pack: &&Pack| judges_people(pack) && pack.knows(under.written);
            let asleep: Vec<String> =
                packs.by_id.values().filter(knows).map(|pack| format!("“{}”", pack.id)).collect();
            let help = match (asleep.is_empty(), selected.iter().copied().any(|pack| knows(&pack))) {
                (false, false) => format!("Add {} to [rules] packs.", asleep.join(", ")),
                (false, true) => "The packs that know it do not cover this kind of production; their numbers are not this agreement's.".into(),
                (true, _) => "Laws that hold whatever the agreement still judge them; hours under the agreement are for a person to check.".into(),
            };
            Diagnostic::new(
                Code::AgreementWithoutPack,
                format!("No rule pack covers “{}”: {} not judged by it: {}.", under.written, are(under.people.len()), join(&under.people)),
                help,
            )
            .at_cell(under.cell)
            .seen(under.written)
        })
        .collect();
    let without: BTreeSet<&str> =
        production.people.iter().map(|p| p.name.as_str()).filter(|name| !covered.contains(name)).collect();
    if !without.is_empty() {
        let first = production.people.iter().find(|p| without.contains(p.name.as_str()));
        let problem = Diagnostic::new(
            Code::AgreementMissing,
            format!("{} without an agreement: {}.", are(without.len()), join(&without)),
            "Fill in Agreement (`non-union` where there is none); until then laws alone judge them.",
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
